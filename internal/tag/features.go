package tag

import (
	"unicode"
	"unicode/utf8"

	"github.com/sayso-lint/sayso/prose"
)

// view is what the tagger sees of one token.
type view struct {
	word   uint64
	end    int       // of the token, which tells one from the others; 0: none
	mask   uint64    // the likely tags, where somebody asked
	suffix [4]uint32 // hashes of the last 1 … 4 bytes, folded
	prefix uint32    // of the first three
	spelt  bool      // suffix and prefix are there
	class  uint8     // of the word in the lexicon; 0: not listed
	tail   uint8     // of the part behind the last hyphen
	shape  shape
	sure   Tag // what it is without a look at its neighbours; None where that must be found out
}

// shape is how a token is written.
type shape uint8

const (
	lowerWord shape = iota
	capital
	allCapitals
	mixed // eBay, McKay
	withDigit
	sign
	outside // before the first token or behind the last
)

var edge = view{shape: outside, spelt: true}

// look makes the view of one token.
func (m *Model) look(v *view, text string, t *prose.Token) {
	*v = view{word: t.Word, end: t.End, class: m.class(t.Word)}
	s := text[t.Start:t.End]
	letters, digits, upper, lower, hyphen := 0, 0, 0, 0, -1
	for letters < len(s) && 'a' <= s[letters] && s[letters] <= 'z' { // as most words are throughout
		letters++
		lower++
	}
	for i := letters; i < len(s); i++ {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z':
			letters++
			lower++
		case 'A' <= c && c <= 'Z':
			letters++
			upper++
		case '0' <= c && c <= '9':
			digits++
		case c >= utf8.RuneSelf:
			letters++
		case c == '-':
			hyphen = i
		}
	}
	first := s[0]
	if first >= utf8.RuneSelf {
		r, n := utf8.DecodeRuneInString(s)
		switch {
		case unicode.IsLetter(r):
			if unicode.IsUpper(r) {
				upper++
				first = 'A'
			} else {
				lower++
			}
		case n == len(s) || letters <= n: // one sign, or signs alone
			v.shape = sign
			v.sure = Punct
			if unicode.Is(unicode.Sc, r) || s == prose.Object {
				v.sure = SYM
			}
			if r == '’' { // a quotation mark, or the possessive of a plural
				v.sure = None
			}
		}
	}
	switch {
	case v.shape == sign:
	case letters == 0 && digits > 0:
		v.shape = withDigit
		v.sure = CD
	case letters == 0:
		v.shape = sign
		v.sure = Punct
		switch s {
		case "$", "#", "+", "@":
			v.sure = SYM
		case "%":
			v.sure = NN
		case "&":
			v.sure = CC
		case "'":
			v.sure = None
		}
	case digits > 0:
		v.shape = withDigit
	case upper == 0:
		v.shape = lowerWord
	case lower == 0 && letters > 1:
		v.shape = allCapitals
	case 'A' <= first && first <= 'Z' && upper == 1, hyphen >= 0:
		v.shape = capital
	default:
		v.shape = mixed
	}

	if hyphen > 0 && hyphen+1 < len(s) && v.class == 0 {
		v.tail = m.class(prose.WordOf(s[hyphen+1:]))
	}
	if c := &m.classes[v.class]; v.sure == None && c.closed && v.shape != allCapitals && c.only != None {
		v.sure = c.only
	}
}

// spell looks at how a token begins and ends, which only features ask.
func (v *view) spell(s string) {
	h := uint32(fnv32)
	for k := range v.suffix {
		if i := len(s) - 1 - k; i >= 0 {
			h = (h ^ uint32(folded(s[i]))) * prime32
		}
		v.suffix[k] = h
	}
	h = fnv32
	for i := range min(3, len(s)) {
		h = (h ^ uint32(folded(s[i]))) * prime32
	}
	v.prefix, v.spelt = h, true
}

const (
	fnv32   = 2166136261
	prime32 = 16777619
)

func folded(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// templates is how many features a token has.
const templates = 34

// wordFeature is the number of the feature that is the word alone.
const wordFeature = 0

// spelt is the view of a token with its beginning and ends.
func (w *walk) spelt(i int) *view {
	v := w.view(i)
	if !v.spelt {
		t := &w.tokens[i]
		v.spell(w.text[t.Start:t.End])
	}
	return v
}

// features writes the features of the next token, hashed. Ratnaparkhi's (1996) set, with classes of the lexicon added: the
// corpus is small, and what it says about one noun that is a verb as well holds of all.
func (w *walk) features(i int) {
	at, before, before2, after, after2 := w.spelt(i), w.view(i-1), w.view(i-2), w.spelt(i+1), w.view(i+2)
	shape := uint64(at.shape) << 2
	if w.first(i) {
		shape |= 1
	}
	if w.shouting {
		shape |= 2
	}
	p := &w.past
	t1, t2 := uint64(p.tag1), uint64(p.tag2)
	c := uint64(at.class)
	g := uint64(p.verb)<<8 | uint64(min(p.since, 5))
	s2, s3 := uint64(at.suffix[1]), uint64(at.suffix[2])
	w.found = [templates]uint32{
		wordFeature: mix(0, at.word),
		mix(1, at.word^shape*0x9E3779B9),
		mix(2, uint64(at.suffix[0])),
		mix(3, s2),
		mix(4, s3),
		mix(5, uint64(at.suffix[3])),
		mix(6, uint64(at.prefix)),
		mix(7, shape),
		mix(8, shape<<32|s3),
		mix(9, t1),
		mix(10, t1<<8|t2),
		mix(11, t1<<32|s3),
		mix(12, t1^at.word),
		mix(13, before.word),
		mix(14, after.word),
		mix(15, before2.word),
		mix(16, after2.word),
		mix(17, uint64(after.suffix[2])<<32|s2),
		mix(18, c<<8|1),
		mix(19, c<<8|t1),
		mix(20, c<<16|t1<<8|t2),
		mix(21, c<<16|uint64(after.class)<<8|uint64(after.shape)),
		mix(22, uint64(before.class)<<16|c<<8|uint64(after.class)),
		mix(23, c<<48^before.word),
		mix(24, c<<48^after.word),
		mix(25, t1<<16|uint64(after.class)<<8|uint64(after.shape)),
		mix(26, uint64(at.tail)<<40|uint64(after.suffix[1])),
		mix(27, shape<<8|t1|uint64(after.shape)<<24),
		mix(28, uint64(after.class)<<24|uint64(after2.class)<<16|c<<8|t1),
		mix(29, before.word*31^after.word),
		mix(30, g<<16|c),
		mix(31, g<<32|s2),
		mix(32, p.verbWord^c<<40),
		mix(33, g<<16|t1<<8|1),
	}
}

// mix hashes a feature's value together with its template's number.
func mix(template uint32, value uint64) uint32 {
	h := (value + uint64(template+1)*0x9E3779B97F4A7C15) * 0xBF58476D1CE4E5B9
	h ^= h >> 29
	h *= 0x94D049BB133111EB
	return uint32(h >> 32)
}

// shouted tells whether a sentence has capitals alone, so that they say nothing about its words.
func shouted(text string, tokens []prose.Token) bool {
	words := 0
	for _, t := range tokens {
		s := text[t.Start:t.End]
		for i := range len(s) {
			if 'a' <= s[i] && s[i] <= 'z' {
				return false
			}
		}
		if len(s) > 1 && 'A' <= s[0] && s[0] <= 'Z' {
			words++
		}
	}
	return words > 2
}
