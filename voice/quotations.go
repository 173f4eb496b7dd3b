package voice

import (
	"math/bits"
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/sayso-lint/sayso/prose"
)

// A mark is either kind of quotation mark, where it stands and what it may do there.
type mark struct {
	prose.Span
	family      family
	open, close bool
}

// family is which marks belong together.
type family uint8

const (
	straightDouble family = iota
	curlyDouble
	guillemet
	singleGuillemet
	curlySingle
	straightSingle
)

// deepest bounds how many quotations may be open at once; deeper ones are no prose.
const deepest = 6

// quotations finds the quotations of a block, whose signposts stand at. An opening mark without its closing one runs to the end of the block where
// speech could begin, and a closing one without its opening from the start of the block: a quotation that goes on over
// paragraphs looks like that, and so does a sentence cut out of one. Anywhere else a lone mark is none, for the reader
// of a text in which one mark is missing should not lose the rest of it.
func quotations(text string, block prose.Span, at []int) []Quotation {
	marks := quotationMarks(text, block, at)
	if len(marks) == 0 {
		return nil
	}
	var out []Quotation
	var open []mark
	for _, m := range marks {
		if m.close {
			if i := lastOpen(open, m.family); i >= 0 {
				if open[i].End < m.Start {
					out = append(out, Quotation{Span: prose.Span{Start: open[i].Start, End: m.End}})
				}
				open = open[:i]
				continue
			}
			if !m.open {
				if len(out) == 0 && len(open) == 0 && m.family != straightSingle && m.family != curlySingle && endsSpeech(text, block, m) {
					out = append(out, Quotation{Span: prose.Span{Start: block.Start, End: m.End}})
				}
				continue
			}
		}
		if m.open && len(open) < deepest {
			open = append(open, m)
		}
	}
	for _, m := range open {
		if m.family != straightSingle && m.family != curlySingle && beginsSpeech(text, block, m) {
			out = append(out, Quotation{Span: prose.Span{Start: m.Start, End: block.End}})
			break
		}
	}
	slices.SortFunc(out, func(a, b Quotation) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return b.End - a.End
	})
	return nest(text, out)
}

// nest sets the depth of quotations in order, and drops one that crosses another.
func nest(text string, all []Quotation) []Quotation {
	var ends []int
	out := all[:0]
	for _, q := range all {
		for len(ends) > 0 && ends[len(ends)-1] <= q.Start {
			ends = ends[:len(ends)-1]
		}
		if len(ends) > 0 && q.End > ends[len(ends)-1] {
			continue
		}
		q.Depth = len(ends)
		q.Speech = speech(text, q.Span)
		ends = append(ends, q.End)
		out = append(out, q)
	}
	return out
}

func lastOpen(open []mark, f family) int {
	for i := len(open) - 1; i >= 0; i-- {
		if open[i].family == f {
			return i
		}
	}
	return -1
}

// beginsSpeech tells whether an unclosed mark stands where speech begins: at the start of the block or behind a colon or
// a comma.
func beginsSpeech(text string, block prose.Span, m mark) bool {
	i := m.Start
	for i > block.Start && text[i-1] == ' ' {
		i--
	}
	return i == block.Start || text[i-1] == ':' || text[i-1] == ','
}

// endsSpeech tells whether a closing mark ends a sentence or a clause of speech.
func endsSpeech(text string, block prose.Span, m mark) bool {
	if m.Start == block.Start {
		return false
	}
	switch text[m.Start-1] {
	case '.', ',', '!', '?':
		return true
	}
	return m.End < block.End && (text[m.End] == ',' || text[m.End] == '.') || m.End == block.End
}

// quotationMarks lists the marks of a block, apostrophes and feet and inches left out.
func quotationMarks(text string, block prose.Span, at []int) []mark {
	var marks []mark
	open := [straightSingle + 1]bool{}
	add := func(at, n int, f family, opens, closes bool) {
		if opens && closes { // the text does not say: what is open is closed
			opens, closes = !open[f], open[f]
		}
		open[f] = opens
		marks = append(marks, mark{prose.Span{Start: at, End: at + n}, f, opens, closes})
	}
	apostrophes := singles{text, block}
	double := -1 // the second byte of two that are one mark
	for _, i := range at {
		switch c := text[i]; {
		case i == double:
		case c == '"':
			before, after := around(text, block, i, 1)
			if open[curlyDouble] && !open[straightDouble] && !startsWord(before) && !letterOrDigit(after) {
				add(i, 1, curlyDouble, false, true) // “ closed on another keyboard
				continue
			}
			undirected(block, i, before, after, open[straightDouble], func(o, cl bool) { add(i, 1, straightDouble, o, cl) })
		case c == '`' && i+1 < block.End && text[i+1] == '`':
			add(i, 2, straightDouble, true, false)
			double = i + 1
		case c == '\'' && i+1 < block.End && text[i+1] == '\'':
			before, after := around(text, block, i, 2)
			undirected(block, i, before, after, open[straightDouble], func(o, cl bool) { add(i, 2, straightDouble, o, cl) })
			double = i + 1
		case c == '\'':
			before, after := around(text, block, i, 1)
			switch {
			case open[straightSingle] && !letterOrDigit(after) && !apostrophes.ownsLater(i, '\''):
				add(i, 1, straightSingle, false, true)
			case !open[straightSingle] && startsWord(before) && unicode.IsLetter(after) && apostrophes.closes(i):
				add(i, 1, straightSingle, true, false)
			}
		case c >= utf8.RuneSelf:
			r, n := utf8.DecodeRuneInString(text[i:block.End])
			if r < '‘' && r != '«' && r != '»' { // a dash, as like as not
				continue
			}
			before, after := around(text, block, i, n)
			switch r {
			case '“':
				if open[curlyDouble] && !startsWord(before) && !letterOrDigit(after) { // German: „…“
					add(i, n, curlyDouble, false, true)
				} else {
					add(i, n, curlyDouble, true, false)
				}
			case '„', '‟':
				add(i, n, curlyDouble, true, false)
			case '”':
				switch {
				case !open[curlyDouble] && startsWord(before) && letterOrDigit(after): // Swedish: ”…”
					add(i, n, curlyDouble, true, false)
				case open[straightDouble] && !open[curlyDouble]:
					add(i, n, straightDouble, false, true)
				default:
					add(i, n, curlyDouble, false, true)
				}
			case '«', '»':
				add(i, n, guillemet, true, true)
			case '‹', '›':
				add(i, n, singleGuillemet, true, true)
			case '‘', '‚':
				if startsWord(before) && !unicode.IsSpace(after) && after != utf8.RuneError && (r == '‘' || letterOrDigit(after)) {
					add(i, n, curlySingle, true, false)
				}
			case '’':
				if open[curlySingle] && !letterOrDigit(after) && !apostrophes.ownsLater(i, '’') {
					add(i, n, curlySingle, false, true)
				}
			}
		}
	}
	return marks
}

// signposts adds where in a block a byte stands that a quotation mark or a citation begins with. Both are looked for in one
// walk, eight bytes at a look: few of a text's bytes begin anything. Full stops, and with them commas, are passed over in a text
// without notes.
func signposts(at []int, text string, block prose.Span, notes bool) []int {
	beyond := uint64(0x80-',') * each
	if notes {
		beyond = (0x80 - '0') * each
	}
	i := block.Start
	for ; i+8 <= block.End; i += 8 {
		s := text[i : i+8]
		if which := beside(uint64(s[0])|uint64(s[1])<<8|uint64(s[2])<<16|uint64(s[3])<<24|uint64(s[4])<<32|uint64(s[5])<<40|uint64(s[6])<<48|uint64(s[7])<<56, beyond); which != 0 {
			at = telltales(at, text[:block.End], i, which)
		}
	}
	return telltales(at, text[:block.End], i, highest&(1<<(8*(block.End-i))-1))
}

// telltales adds where behind text[from] such a byte stands, of those whose highest bits are set.
func telltales(at []int, text string, from int, which uint64) []int {
	for ; which != 0; which &= which - 1 {
		i := from + bits.TrailingZeros64(which)/8
		if c := text[i]; telling[c] || c == '.' && i+1 < len(text) && digit(text[i+1]) {
			at = append(at, i)
		}
	}
	return at
}

// beside sets the highest bit of each of eight bytes that stands between the blank and what beyond begins with, between the
// capitals and the small letters, or outside of ASCII. A sum sets that bit from some byte on, where it is not set already.
func beside(eight, beyond uint64) uint64 {
	low := eight &^ highest
	return ((low + (0x80-'!')*each) ^ (low + beyond) | (low + (0x80-'[')*each) ^ (low + (0x80-'a')*each) | eight) & highest
}

// each is 1 in each of eight bytes.
const (
	each    = 0x0101010101010101
	highest = 0x80 * each
)

// telling holds those bytes: “ and ⁴ begin with E2, « and ¹ with C2. A note mark may stand between a full stop and a digit.
var telling = [256]bool{'"': true, '\'': true, '`': true, '(': true, '[': true, 0xC2: true, 0xE2: true}

// undirected decides what a mark that looks the same on both sides does.
func undirected(block prose.Span, at int, before, after rune, open bool, add func(opens, closes bool)) {
	spaceBefore, spaceAfter := startsWord(before), !letterOrDigit(after) && !opensAfter(after)
	switch {
	case unicode.IsDigit(before) && !open:
		// 6'2": inches; a closing mark behind a figure has its opening one
	case spaceBefore && !spaceAfter:
		add(true, false)
	case !spaceBefore && spaceAfter:
		add(false, true)
	case spaceBefore && spaceAfter && at == block.Start:
		add(true, false)
	default:
		add(true, true)
	}
}

// opensAfter tells what beside letters and digits a quotation may begin with.
func opensAfter(r rune) bool {
	switch r {
	case '(', '[', '$', '€', '£', '…', '‘', '\'', '“', '#', '@', '¿', '¡', '\uFFFC':
		return true
	}
	return false
}

// singles tells apostrophes from single quotation marks by looking ahead. The look is bounded, so that a text of
// apostrophes costs no more than any other.
type singles struct {
	text  string
	block prose.Span
}

const farthestSingle = 240

// closes tells whether a straight single mark that could open has one that could close it.
func (s *singles) closes(at int) bool {
	end := min(s.block.End, at+farthestSingle)
	for i := at + 1; i < end; i++ {
		if s.text[i] != '\'' {
			continue
		}
		_, after := around(s.text, s.block, i, 1)
		if !letterOrDigit(after) && s.text[i-1] != ' ' && i > at+2 {
			return true
		}
	}
	return false
}

// ownsLater tells whether a closing mark behind an s is the plural's apostrophe, because the real one still comes:
// ‘the dockers’ union’.
func (s *singles) ownsLater(at int, r rune) bool {
	if s.text[at-1] != 's' {
		return false
	}
	n := utf8.RuneLen(r)
	if rest := s.text[at+n : s.block.End]; len(rest) < 2 || rest[0] != ' ' || rest[1] < 'a' || rest[1] > 'z' {
		return false
	}
	end := min(s.block.End, at+farthestSingle)
	for i := at + n; i < end; i++ {
		c, size := utf8.DecodeRuneInString(s.text[i:s.block.End])
		if c == '‘' || c == '“' || c == '"' {
			return false
		}
		if c == r {
			if _, after := around(s.text, s.block, i, size); !letterOrDigit(after) {
				return true
			}
		}
		i += size - 1
	}
	return false
}

// around are the runes before and behind text[at:at+n] in the block; a blank at its edges.
func around(text string, block prose.Span, at, n int) (before, after rune) {
	before, after = ' ', ' '
	if at > block.Start {
		before, _ = utf8.DecodeLastRuneInString(text[block.Start:at])
	}
	if at+n < block.End {
		after, _ = utf8.DecodeRuneInString(text[at+n : block.End])
	}
	return before, after
}

func letterOrDigit(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r|0x20 && r|0x20 <= 'z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// startsWord tells whether a mark behind this rune may open something.
func startsWord(before rune) bool {
	switch before {
	case '(', '[', '{', '—', '–', '-', '/', '“', '„', '"', '‘', '\'', '«', '»', '―', '=':
		return true
	}
	return unicode.IsSpace(before)
}

// speech tells whether a quotation is somebody's words rather than scare quotes, a title or a mention. Four words are
// the measure of unsourced-quotation; fewer are speech where they are a sentence.
func speech(text string, s prose.Span) bool {
	if mention(text, s) {
		return false
	}
	words, capitals, inWord := 0, 0, false
	last := rune(0)
	for _, r := range text[s.Start:s.End] {
		if letterOrDigit(r) {
			if !inWord {
				words++
				if unicode.IsUpper(r) {
					capitals++
				}
				if words >= 4 && capitals < words-2 {
					return true // words enough, and too few capitals for a title, whatever comes
				}
			}
			inWord, last = true, r
			continue
		}
		if r != '\'' && r != '’' && r != '-' {
			inWord = false
		}
		switch r {
		case '"', '“', '”', '«', '»', '’', '\'', '‘', '„', '‹', '›':
		default:
			last = r
		}
	}
	ends := last == '.' || last == '!' || last == '?'
	if words > 2 && capitals > words/2 && capitals >= words-2 || words == 2 && capitals == 2 && !ends {
		return false
	}
	return words >= 4 || words > 0 && (ends || last == ',')
}

// mention tells whether words are named, not used: the phrase "…", "…" means.
func mention(text string, s prose.Span) bool {
	before, after := text[max(0, s.Start-24):s.Start], text[s.End:min(len(text), s.End+24)]
	return mentions[lastWord(before)] || means[firstWord(after)] ||
		firstWord(after) == "here" && means[secondWord(after)]
}

var (
	mentions = map[string]bool{
		"word": true, "words": true, "phrase": true, "term": true, "terms": true, "expression": true, "slogan": true, "titled": true, "entitled": true,
		"label": true, "name": true, "nicknamed": true, "song": true, "film": true, "book": true, "novel": true, "letter": true, "letters": true, "abbreviation": true,
	}
	means = map[string]bool{"means": true, "meant": true, "denotes": true, "refers": true, "stands": true}
)

func lastWord(s string) string {
	end := len(s)
	for end > 0 && !asciiLetter(s[end-1]) {
		end--
	}
	start := end
	for start > 0 && asciiLetter(s[start-1]) {
		start--
	}
	return s[start:end]
}

func firstWord(s string) string {
	start := 0
	for start < len(s) && s[start] == ' ' {
		start++
	}
	end := start
	for end < len(s) && asciiLetter(s[end]) {
		end++
	}
	return s[start:end]
}

func secondWord(s string) string {
	i := 0
	for i < len(s) && s[i] == ' ' {
		i++
	}
	return firstWord(s[i+len(firstWord(s)):])
}

func asciiLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }
