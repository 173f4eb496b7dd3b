package voice

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sayso-lint/sayso/prose"
)

// word is what is known of one token while its sentence is analysed. The lexicon holds words as they are by themselves.
type word struct {
	class class
	verb  *verb
	form  form
	trait trait
	// What this token is, which no lexicon knows.
	shape  shape
	mark   byte  // ',', '.', ':', ';', '"', '-', '(', ')', '?', '!' for a token that is punctuation; 0 for a word
	quoted int32 // 1 + index of the outermost quotation that holds it, marks included; 0 outside
}

// shape is what a word looks like.
type shape uint8

const (
	capital shape = 1 << iota
	allCapitals
	digits
	manner // ends in -ly
	gerund // ends in -ing
	past   // ends in -ed
	plural // ends in -s
	graphic
)

// gist is what the words of a sentence are, all together: what takes a word of some kind is not looked for without one.
type gist struct {
	class class
	trait trait
	shape shape
}

func (w *word) is(c class) bool { return w.class&c != 0 }

func (w *word) has(t trait) bool { return w.trait&t != 0 }

// clause is one sentence under analysis: its tokens, what each may be, and the cues found in it.
type clause struct {
	layer           *Layer
	v               *voices
	block, sentence int
	t               []prose.Token
	w               []word
	gist            gist
	cues            []cue
	breaks          []int32 // per token the next one, itself included, that ends a noun phrase for good; len(t) none
	question        bool
}

// page is the words of all sentences of one block.
type page struct {
	of    int // 1 + the block
	words []word
	lines []line
}

// line is one sentence of a page.
type line struct {
	first int // of its words
	gist  gist
}

// clause is a sentence of the block that a page is open at.
func (l *Layer) clause(p *page, sentence int) clause {
	block := p.of - 1
	t := l.doc.Blocks[block].Sentences[sentence].Tokens
	at := &p.lines[sentence]
	c := clause{layer: l, block: block, sentence: sentence, t: t, w: p.words[at.first : at.first+len(t)], gist: at.gist}
	c.question = len(t) > 0 && c.w[len(t)-1].mark == '?' && c.w[len(t)-1].quoted == 0
	return c
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
		p.words = make([]word, n, n+n/2)
	}
	p.words, p.lines = p.words[:n], p.lines[:0]
	quotations := l.quoted(block)
	q, from := 0, 0
	for i := range sentences {
		s := &sentences[i]
		for q < len(quotations) && quotations[q].End <= s.Start {
			q++
		}
		c := clause{layer: l, t: s.Tokens, w: p.words[from : from+len(s.Tokens)]}
		c.read(quotations, q)
		p.lines = append(p.lines, line{from, c.gist})
		from += len(s.Tokens)
	}
}

// read fills the words of a sentence. first is the first outermost quotation that may reach into it.
func (c *clause) read(quotations []Quotation, first int) {
	text := c.layer.doc.Text
	lex := lexicon()
	q := first
	var all gist
	tokens, words := c.t, c.w[:len(c.t)]
	for i := range tokens {
		t, w := &tokens[i], &words[i]
		tok := text[t.Start:t.End]
		quoted := int32(0)
		if q < len(quotations) {
			for q < len(quotations) && (quotations[q].Depth > 0 || quotations[q].End <= t.Start) {
				q++
			}
			if q < len(quotations) && quotations[q].Contains(t.Span) {
				quoted = int32(q) + 1
			}
		}
		var s shape
		var m byte
		if a := tok[0]; 'a' <= a && a <= 'z' { // most are
			s = ending(tok)
		} else if m = punctuation(tok); m == 0 {
			s = shapeOf(tok)
		}
		switch {
		case m == '"' && i > 0 && tokens[i-1].End == t.Start && text[t.Start-1] == 's' && (quoted == 0 || quotations[q].End != t.End) && (tok[0] == '\'' || tok == "’") && len(tok) != 2:
			*w = word{class: clitic} // the growers' union
		case m != 0:
			*w = word{mark: m}
		case s&digits != 0:
			*w = word{shape: s}
			all.shape |= s
		default:
			*w = lex.Of(t.Word)
			w.shape = s
			all.class |= w.class
			all.trait |= w.trait
			if w.verb != nil && s&(capital|graphic) == capital && i > 0 && (w.form&(baseForm|ingForm) != 0 || w.is(nominal|homograph)) && !c.startsClause(i) {
				w.verb = nil // Mark, Bill, United States: a name; a headline's Says is none
			}
		}
		w.quoted = quoted
	}
	c.gist = all
}

// startsClause tells whether token i may have its capital from its place.
func (c *clause) startsClause(i int) bool {
	m := c.w[i-1].mark
	return m == '"' || m == ':' || m == '-' || m == '(' || m == '.' || m == ';'
}

func punctuation(tok string) byte {
	switch c := tok[0]; c {
	case ',', '.', ':', ';', '(', ')', '?', '!', '"':
		if c == '.' && len(tok) > 1 && tok[1] != '.' {
			return 0
		}
		return c
	case '[':
		return '('
	case ']':
		return ')'
	case '-':
		return '-'
	case '`', '\'':
		if len(tok) == 1 || tok == "''" || tok == "``" {
			return '"'
		}
		return 0
	case '*', '|', '>', '<', '=', '~', '_':
		return '.' // ends nothing and names nothing
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

func shapeOf(tok string) shape {
	r, n := utf8.DecodeRuneInString(tok)
	s := ending(tok)
	switch {
	case unicode.IsUpper(r):
		s |= capital
		if len(tok) > n && shouted(tok) {
			s |= allCapitals
		}
	case unicode.IsDigit(r):
		return digits
	case !unicode.IsLetter(r) && r != '\'' && r != '’':
		return graphic
	}
	return s
}

// ending is the part of a word's shape that its last letters give it.
func ending(tok string) shape {
	switch n := len(tok); {
	case n < 4:
	case tok[n-1] == 's':
		if tok[n-2] != 's' {
			return plural
		}
	case n < 5:
	case tok[n-2:] == "ly":
		return manner
	case tok[n-2:] == "ed":
		return past
	case tok[n-3:] == "ing":
		return gerund
	}
	return 0
}

// adverbial tells whether a token may stand between the parts of a verb group.
func (c *clause) adverbial(i int) bool {
	w := &c.w[i]
	return w.is(adverb|negation) || w.shape&(manner|capital) == manner
}

// noun tells whether a token may be the last word of a noun phrase.
func (c *clause) noun(i int) bool {
	w := &c.w[i]
	if w.mark != 0 || w.is(determiner|possessive|clitic|adverb|auxiliary|preposition|subordinator|coordinator|that) && !w.is(nominal) && w.shape&capital == 0 {
		return false
	}
	return true
}

// proper tells whether a token is part of a name: capitalised where the sentence does not ask for it, or known for none.
func (c *clause) proper(i int) bool {
	if i >= len(c.w) {
		return false
	}
	w := &c.w[i]
	if w.shape&capital == 0 {
		return false
	}
	if i > 0 && !c.startsClause(i) || w.shape&allCapitals != 0 || w.is(title|metonym) {
		return true
	}
	// The first word of a sentence: a name unless a common noun follows it (Foreign policy analysts).
	if w.class != 0 || w.verb != nil {
		return false
	}
	if i+1 >= len(c.w) {
		return true
	}
	n := &c.w[i+1]
	return n.mark != 0 || n.shape&(capital|past) != 0 || n.verb != nil && !n.is(nominal) || n.class != 0 && !n.is(nominal)
}

// finite tells whether a verb of the lexicon stands as a verb at i, not as a noun or an adjective.
func (c *clause) finite(i int) bool {
	w := &c.w[i]
	if w.verb == nil || w.is(auxiliary) && w.form&pastForm == 0 {
		return false
	}
	p := i - 1
	for p >= 0 && c.adverbial(p) {
		p--
	}
	if p < 0 {
		return i > 0 && w.form&(pastForm|thirdForm) != 0
	}
	before := &c.w[p]
	noun := w.is(nominal | homograph)
	if w.form&(pastForm|participleForm) != 0 && w.form&(baseForm|thirdForm) == 0 {
		// The stated aim, a reported 300: an adjective.
		return !before.is(determiner|possessive|clitic|preposition) || before.is(subject|that|relative|quantified|subordinator)
	}
	if w.form&ingForm != 0 {
		return !before.is(determiner|possessive) || before.is(subject|that)
	}
	next := &word{mark: '.'}
	if i+1 < len(c.w) {
		next = &c.w[i+1]
	}
	switch {
	case before.is(modal | to | subject | relative | do):
		return true
	case before.mark == ',' || before.mark == '"':
		return p == i-1 && w.form&thirdForm != 0 || !noun || i-1 > p
	case before.mark == '-' || before.mark == ')':
		return !noun || w.form&thirdForm != 0 && next.is(that|determiner|subject|to|interrogative)
	case before.mark != 0:
		return !noun
	case before.shape&digits != 0, before.is(determiner|possessive|clitic|preposition|be|have) && !before.is(quantified|that):
		return false
	case before.is(coordinator):
		return !noun || w.form&thirdForm != 0 && next.is(that|determiner|subject|to|interrogative)
	case w.form&thirdForm != 0 && (!noun || i-1 > p): // an adverb stands before verbs alone
		return true
	}
	if c.proper(p) && w.form&thirdForm != 0 {
		// The New York Times reports: a name is seldom the first part of a compound.
		return next.mark != 0 && next.mark != '-' || next.is(to) || !next.is(of|auxiliary|coordinator|preposition) && (next.verb == nil || next.form&ingForm != 0)
	}
	switch {
	case w.form&thirdForm != 0 && (next.mark == '.' || next.mark == ',') && c.closesClause(p):
		return true
	case w.form&pastForm != 0 && (next.mark != 0 || next.is(determiner)): // the editorial read
		return true
	case w.form&baseForm != 0 && next.is(that) && c.noun(p): // data from the survey show that
		return true
	}
	many := before.shape&plural != 0 || manyAlready.Has(c.t[p].Word) || before.is(quantified) || p > 1 && c.w[p-1].is(coordinator) || before.is(metonym)
	if w.form&thirdForm != 0 { // the report claims, but: insurance claims
		if i+1 < len(c.w) && w.verb.takes(c.t[i+1].Word) && !next.is(of|by) && c.determined(p) && !many {
			return true // the union points out
		}
		return !many && (c.determined(p) || before.is(document)) && (next.is(that|determiner|subject|possessive|to|interrogative|adverb) || next.shape&digits != 0 || next.mark == '"' || next.mark == ':' || c.proper(i+1))
	}
	if !noun && i+1 < len(c.w) && next.is(of) && w.verb.takes(c.t[i+1].Word) {
		return many // lawyers warn of
	}
	return (many || !noun) && !next.is(of|be|have|modal)
}

// manyAlready are plurals without an s.
var manyAlready = prose.WordsOf("people police media men women staff")

// closesClause tells whether the words up to token p are a noun phrase behind a comma, so that a verb may follow and end the
// sentence: …, an analysis of filings shows.
func (c *clause) closesClause(p int) bool {
	for i := p; i > 0 && i > p-12; i-- {
		if c.w[i].is(auxiliary | subordinator | relative | subject) {
			return false
		}
		if c.w[i-1].mark == ',' || c.w[i-1].mark == '"' {
			return c.w[i].is(determiner|possessive) || c.proper(i)
		}
	}
	return false
}

// determined tells whether the words up to token p begin with a determiner, as a singular subject must.
func (c *clause) determined(p int) bool {
	for i := p; i >= 0 && i > p-6; i-- {
		w := &c.w[i]
		if w.mark != 0 || w.is(auxiliary|subordinator) || w.is(preposition) {
			return false
		}
		if w.is(determiner|possessive|clitic) || c.proper(i) {
			return true
		}
	}
	return false
}
