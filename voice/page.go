package voice

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sayso-lint/sayso/prose"
)

// page is the words of all sentences of one block.
type page struct {
	of    int // 1 + the block
	words []word
	stops []int32
	lines []line
}

// line is one sentence of a page: what each of its tokens is, which of them may begin a cue or show where figures come from
// (few do), and what they are all together.
type line struct {
	words []word
	stops []int32
	gist  class
}

// open reads the words of a block, where the page has another one's.
func (l *Layer) open(p *page, block int) {
	if p.of == block+1 {
		return
	}
	p.of = block + 1
	sentences := l.doc.Blocks[block].Sentences
	n := 0
	for i := range sentences {
		n += len(sentences[i].Tokens)
	}
	if cap(p.words) < n {
		p.words, p.stops = make([]word, n, n+n/2), make([]int32, n, n+n/2)
	}
	words, stops := p.words[:n], p.stops[:n]
	p.lines = slices.Grow(p.lines[:0], len(sentences))[:len(sentences)]
	r := reader{text: l.doc.Text, quotations: l.quoted(block)}
	for i := range sentences {
		s, at := &sentences[i], &p.lines[i]
		for r.q < len(r.quotations) && r.quotations[r.q].End <= s.Start {
			r.q++
		}
		at.words, at.stops = words[:len(s.Tokens)], stops
		r.read(at, s.Tokens)
		words, stops = words[len(at.words):], stops[len(at.stops):]
	}
}

// reader reads the sentences of a block in turn.
type reader struct {
	text       string
	quotations []Quotation
	q          int // the first of them that may reach into the sentence
}

// read tells what each token of a sentence is, whose words are to be filled and whose stops have room for all of them.
func (r *reader) read(at *line, tokens []prose.Token) {
	n, q := 0, r.q
	for _, i := range at.stops[:r.look(at, tokens)] {
		w := &at.words[i]
		if w.class == 0 {
			q = r.other(at, tokens, int(i), q)
			at.gist |= w.class
		}
		if w.is(according) && tokens[i].Word == perWord && int(i)+1 < len(tokens) && tokens[i+1].Word == centWord {
			*w = word{} // 12 per cent: half of a unit, and no preposition
		}
		if w.is(stopping) {
			at.stops[n] = i
			n++
		}
	}
	at.stops = at.stops[:n]
	if r.q < len(r.quotations) && len(tokens) > 0 && r.quotations[r.q].Start < tokens[len(tokens)-1].End {
		q = r.q
		for i := range tokens {
			if q = r.outer(q, tokens[i].Span); q < len(r.quotations) && r.quotations[q].Contains(tokens[i].Span) {
				at.words[i].quoted = int32(q) + 1
			}
		}
	}
}

var perWord, centWord = prose.WordOf("per"), prose.WordOf("cent")

// look fills the words that begin with a small letter, as most do, numbers and marks. It stops at those worth it, and at all else,
// which it leaves to other: a walk that calls nothing keeps all it needs in registers.
func (r *reader) look(at *line, tokens []prose.Token) (n int) {
	text := r.text
	words, stops := at.words[:len(tokens)], at.stops[:len(tokens)]
	var all class
	for i := range tokens {
		t, w := &tokens[i], &words[i]
		size := t.End - t.Start
		switch a := text[t.Start]; {
		case 'a' <= a && a <= 'z':
			p := place(t.Word)
			e := &wordEntries[wordPlaces[p]%mostWords]
			for e.hash != t.Word && e.hash != 0 {
				p++
				e = &wordEntries[wordPlaces[p%slots]%mostWords]
			}
			*w = e.word
			if size > 3 {
				w.shape = ending(text[t.End-3:t.End], size)
			}
			all |= w.class
			if !w.is(stopping) {
				continue
			}
		case size == 1 && marks[a] != 0:
			*w = word{mark: marks[a]}
			continue
		case '0' <= a && a <= '9':
			*w = word{class: number, shape: digits}
			all |= number
		default:
			*w = word{}
		}
		stops[n] = int32(i)
		n++
	}
	at.gist = all
	return n
}

// other fills the word of token i, which look has left. q is a quotation that ends behind it, or one before that.
func (r *reader) other(at *line, tokens []prose.Token, i, q int) int {
	t, w := &tokens[i], &at.words[i]
	tok := r.text[t.Start:t.End]
	m := byte(0)
	if !asciiLetter(tok[0]) {
		m = punctuation(tok)
	}
	switch m {
	case 0:
		s := shapeOf(tok)
		if s&digits != 0 {
			*w = word{class: number, shape: s}
			break
		}
		*w = *known(t.Word)
		w.shape = s
		if w.is(verbal) && s&(capital|graphic) == capital && i > 0 && (w.form&(baseForm|ingForm) != 0 || w.is(nominal|homograph)) && !startsClause(at.words[i-1].mark) {
			w.class &^= verbal // Mark, Bill, United States: a name; a headline's Says is none
		}
	case ':', '-':
		*w = word{class: joint, mark: m}
	case '"':
		*w = word{mark: m}
		if q = r.outer(q, t.Span); i > 0 && r.owned(tokens[i-1].Span, t.Span) && !(q < len(r.quotations) && r.quotations[q].Contains(t.Span) && r.quotations[q].End == t.End) {
			*w = word{class: clitic} // the growers' union
		}
	default:
		*w = word{mark: m}
	}
	return q
}

// outer is the first of the quotations from q on that is not inside another one and does not end before a token.
func (r *reader) outer(q int, t prose.Span) int {
	for q < len(r.quotations) && (r.quotations[q].Depth > 0 || r.quotations[q].End <= t.Start) {
		q++
	}
	return q
}

// owned tells whether a mark may be the apostrophe of the word before it, a plural.
func (r *reader) owned(before, t prose.Span) bool {
	tok := r.text[t.Start:t.End]
	return before.End == t.Start && r.text[t.Start-1] == 's' && (tok[0] == '\'' || tok == "’") && len(tok) != 2
}

// marks are what tokens are that begin with a byte and are worth no stop.
var marks = [256]byte{
	',': ',', '.': '.', ';': ';', '(': '(', ')': ')', '?': '?', '!': '!', '[': '(', ']': ')',
	'*': '.', '|': '.', '>': '.', '<': '.', '=': '.', '~': '.', '_': '.', // end nothing and name nothing
}

func punctuation(tok string) byte {
	c := tok[0]
	if m := marks[c]; m != 0 {
		if c == '.' && len(tok) > 1 && tok[1] != '.' {
			return 0
		}
		return m
	}
	switch c {
	case ':', '"', '-':
		return c
	case '`', '\'':
		if len(tok) == 1 || tok == "''" || tok == "``" {
			return '"'
		}
		return 0
	}
	if tok[0] < utf8.RuneSelf {
		return 0
	}
	r, n := utf8.DecodeRuneInString(tok)
	switch r {
	case '“', '”', '„', '‟', '«', '»', '‹', '›', '‘', '‚':
		return '"'
	case '’':
		if n == len(tok) {
			return '"'
		}
	case '—', '–', '―':
		return '-'
	case '…':
		return '.'
	case '•', '·':
		return '.'
	}
	return 0
}

// shouted tells whether a token has no letter that a capital stands for.
func shouted(tok string) bool {
	for i := range len(tok) {
		if c := tok[i]; 'a' <= c && c <= 'z' {
			return false
		}
	}
	return strings.ToUpper(tok) == tok
}

func shapeOf(tok string) (s shape) {
	if n := len(tok); n > 3 {
		s = ending(tok[n-3:], n)
	}
	switch a := tok[0]; {
	case '0' <= a && a <= '9':
		return digits
	case 'A' <= a && a <= 'Z':
		if len(tok) > 1 && !('a' <= tok[1] && tok[1] <= 'z') && shouted(tok) {
			s |= allCapitals
		}
		return s | capital
	}
	r, n := utf8.DecodeRuneInString(tok)
	switch {
	case unicode.IsUpper(r):
		if len(tok) > n && shouted(tok) {
			s |= allCapitals
		}
		return s | capital
	case unicode.IsDigit(r):
		return digits
	case !unicode.IsLetter(r) && r != '\'' && r != '’':
		return graphic
	}
	return s
}

// ending is the part of the shape of a word of n bytes that its last three give it.
func ending(three string, n int) shape {
	s := lasts[three[2]] & seconds[three[1]]
	if s&plural == 0 && n < 5 || s == gerund && three[0] != 'i' {
		return 0
	}
	return s
}

// lasts are the shapes that a word with a last letter may have, seconds those that the letter before it allows.
var lasts, seconds = [256]shape{'s': plural, 'y': manner, 'd': past, 'g': gerund}, func() (all [256]shape) {
	for i := range all {
		all[i] = plural
	}
	all['s'], all['u'], all['i'] = 0, 0, 0 // loss, infamous, crisis
	all['l'] |= manner
	all['e'] |= past
	all['n'] |= gerund
	return all
}()
