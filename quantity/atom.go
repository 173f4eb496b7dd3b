package quantity

import (
	"math"
	"unicode"
	"unicode/utf8"

	"github.com/sayso-lint/sayso/prose"
)

// atom is a run of letters, a run of digits with its separators, or one mark. Tokens are cut for words: whether
// "$3-5bn" is one token or five is the segmenter's business, while a number wants all five pieces and to know which of
// them touch. So a sentence that holds a number is cut again, finer; the others never are.
type atom struct {
	prose.Span
	word    uint64 // of letters
	class   class
	value   float64 // of digits or a number word
	form    form
	mark    byte // of a mark: itself in ASCII, or what it stands for (below)
	glued   bool // touches the atom before
	capital bool // starts with a capital letter
	plain   bool // digits alone, no separator
}

type form uint8

const (
	nothing form = iota
	letters
	digits
	mark
)

// What marks beyond ASCII stand for.
const (
	markDash     = '-' // hyphen, minus, and the en dash between numbers
	markBreak    = '_' // em dash
	markCurrency = '$' // all of Unicode's class Sc
	markPercent  = '%'
	markDegree   = 'o'
	markApprox   = '~'
	markQuote    = '"'
	markSection  = 1 // § and ¶
	markOther    = '?' | 0x80
)

var none atom

// cut appends the atoms of a sentence. Most are words that the segmenter has cut and hashed already.
func (x *lexicon) cut(atoms []atom, text string, sent *prose.Sentence) []atom {
	text = text[:sent.End]
	tokens, next := sent.Tokens, 0 // the first token that does not begin before i
	end := sent.Start
	for i := sent.Start; i < len(text); {
		c := text[i]
		if c == ' ' || c == '\n' || c == '\t' || c == '\r' {
			i++
			continue
		}
		atoms = append(atoms, atom{Span: prose.Span{Start: i}, glued: i == end && i > sent.Start})
		a := &atoms[len(atoms)-1]
		switch {
		case isLetter(c):
			a.form = letters
			a.capital = c < 'a'
			for next < len(tokens) && tokens[next].Start < i {
				next++
			}
			if next < len(tokens) && tokens[next].Start == i && alone(text, tokens[next].Span) {
				i, a.word = tokens[next].End, tokens[next].Word
			} else {
				i = wordEnd(text, i)
				a.word = prose.WordOf(text[a.Start:i])
			}
		case isDigit(c), c == '.' && !a.glued && i+1 < len(text) && isDigit(text[i+1]):
			a.form = digits
			i, a.value, a.plain = number(text, i)
		case c < utf8.RuneSelf:
			a.form, a.mark = mark, c
			if c == '`' {
				a.mark = '\''
			}
			i++
		default:
			r, n := utf8.DecodeRuneInString(text[i:])
			if unicode.IsSpace(r) || r == '\u200B' || r == '\uFEFF' || r == '\u2060' || r == '\u00AD' {
				atoms = atoms[:len(atoms)-1]
				i += n
				continue
			}
			if unicode.IsLetter(r) || unicode.IsMark(r) {
				a.form = letters
				a.capital = unicode.IsUpper(r)
				i = wordEnd(text, i)
				a.word = prose.WordOf(text[a.Start:i])
				break
			}
			i += n
			if v, ok := vulgar[r]; ok {
				a.form, a.value = digits, v
				break
			}
			a.form, a.mark = mark, markOf(r)
		}
		a.End = i
		end = i
		if a.form == letters {
			e := x.words.Of(a.word)
			a.class, a.value = e.class, e.value
			if a.class&(symbol|currency) != 0 {
				switch w := text[a.Start:i]; {
				case a.class&symbol != 0 && !written(w):
					a.class &^= measureUnit | timeUnit | calendarUnit | currency
				case a.class&currency != 0 && len(w) > 3 && w[1] <= 'Z': // RAND is no rand
					a.class &^= currency
				}
			}
		}
	}
	return atoms
}

// alone tells whether a token that begins with a letter is one atom: two letters of ASCII or more, with none behind them.
func alone(text string, s prose.Span) bool {
	if s.Len() < 2 || s.End < len(text) && spelling[text[s.End]] != 0 {
		return false
	}
	for i := s.Start + 1; i < s.End; i++ {
		if spelling[text[i]] != 1 {
			return false
		}
	}
	return true
}

// spelling is 1 for the letters of ASCII, and 2 for what is beyond it and may be one.
var spelling = func() (of [256]byte) {
	for c := range of {
		switch {
		case c >= utf8.RuneSelf:
			of[c] = 2
		case isLetter(byte(c)):
			of[c] = 1
		}
	}
	return of
}()

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
func isDigit(c byte) bool  { return c >= '0' && c <= '9' }

// wordEnd is the end of the word that starts at i. Abbreviations of single letters keep their full stops (U.S., a.m.).
func wordEnd(text string, i int) int {
	start := i
	for i < len(text) {
		if c := text[i]; c < utf8.RuneSelf {
			if !isLetter(c) {
				break
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsLetter(r) && !unicode.IsMark(r) {
			break
		}
		i += n
	}
	if i-start != 1 {
		return i
	}
	for i+1 < len(text) && text[i] == '.' && isLetter(text[i+1]) && (i+2 >= len(text) || !isLetter(text[i+2]) && !isDigit(text[i+2])) {
		i += 2
	}
	if i-start > 1 && i < len(text) && text[i] == '.' {
		i++
	}
	return i
}

// number reads digits with thousands groups ("1,237", Indian "1,00,000") and a decimal part. Further points make it a
// label ("4.2.1"), whose value is that of its first part.
func number(text string, i int) (next int, value float64, plain bool) {
	start := i
	plain = true
	i, value = integer(text, i)
	lead := i - start
	for lead >= 1 && lead <= 3 && i+2 < len(text) && text[i] == ',' && isDigit(text[i+1]) {
		j, v := integer(text, i+1)
		switch size := j - i - 1; {
		case size == 3:
			value = value*1000 + v
		case size == 2 && j < len(text) && text[j] == ',':
			value = value*100 + v
		default:
			return i, value, plain
		}
		i, plain = j, false
	}
	for dots := 0; i+1 < len(text); dots++ {
		p := pointEnd(text, i)
		if !isDigit(text[p]) {
			break
		}
		j, v := integer(text, p)
		if dots == 0 {
			// One division of two whole numbers rounds once, so 37.4 is the 37.4 of everybody else.
			scale := math.Pow10(j - p)
			if scale < 1e300 {
				value = (value*scale + v) / scale
			}
		}
		i, plain = j, false
	}
	return i, value, plain
}

// pointEnd is where the digits behind a decimal point at i would start, or i.
func pointEnd(text string, i int) int {
	switch {
	case text[i] == '.' && i+1 < len(text):
		return i + 1
	case text[i] == 0xC2 && i+2 < len(text) && text[i+1] == 0xB7: // middle dot, the decimal point of The Lancet
		return i + 2
	}
	return i
}

func integer(text string, i int) (int, float64) {
	v := 0.0
	for ; i < len(text) && isDigit(text[i]); i++ {
		v = v*10 + float64(text[i]-'0')
	}
	return i, v
}

var vulgar = map[rune]float64{
	'½': 1. / 2, '⅓': 1. / 3, '⅔': 2. / 3, '¼': 1. / 4, '¾': 3. / 4, '⅕': 1. / 5, '⅖': 2. / 5, '⅗': 3. / 5, '⅘': 4. / 5,
	'⅙': 1. / 6, '⅚': 5. / 6, '⅛': 1. / 8, '⅜': 3. / 8, '⅝': 5. / 8, '⅞': 7. / 8,
}

func markOf(r rune) byte {
	switch r {
	case '‐', '‑', '‒', '–', '−':
		return markDash
	case '—', '―':
		return markBreak
	case '’', '‘', 'ʼ', '′', '´':
		return '\''
	case '“', '”', '„', '«', '»', '″':
		return markQuote
	case '％', '‰', '٪':
		return markPercent
	case '°', 'º', '˚':
		return markDegree
	case '≈', '∼', '～', '≃', '≅', '±':
		return markApprox
	case '≤', '⩽':
		return '<'
	case '≥', '⩾':
		return '>'
	case '§', '¶':
		return markSection
	case '№':
		return '#'
	case '×':
		return '*'
	case '…':
		return '.'
	case '⁄':
		return '/'
	}
	if unicode.Is(unicode.Sc, r) {
		return markCurrency
	}
	return markOther
}
