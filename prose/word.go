package prose

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// WordOf is the hash of a token's folded text: equal for words that differ in case, in the shape of their apostrophes
// or in composed against decomposed letters (NFC). Two different words share a hash with a chance of 1 in 2^64, which
// is taken in exchange for comparing numbers instead of strings.
func WordOf(token string) uint64 {
	h := uint64(fnvOffset)
	for i := range len(token) {
		c := token[i]
		if c >= utf8.RuneSelf {
			return WordOfFolded(Fold(token))
		}
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		h = (h ^ uint64(c)) * fnvPrime
	}
	return h
}

const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
)

// WordOfFolded is WordOf for a text that Fold would leave as it is: who reads long lists of such words need not fold them again.
func WordOfFolded(s string) uint64 {
	h := uint64(fnvOffset)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * fnvPrime
	}
	return h
}

// Fold lowers case, straightens apostrophes, drops soft hyphens and zero-width joiners, and composes the letters of the
// languages sayso has rules for. It is not a full NFC: marks that compose into no letter of Latin script stay.
func Fold(s string) string {
	ascii := true
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			ascii = false
			break
		}
	}
	if ascii {
		return strings.ToLower(s)
	}
	out := make([]rune, 0, len(s))
	for _, r := range s {
		switch r {
		case '’', '‘', 'ʼ', '＇', '`', '´':
			r = '\''
		case '‐', '‑':
			r = '-'
		case '\u00AD', '\u200B', '\u200C', '\u200D', '\u2060', '\uFEFF':
			continue
		default:
			r = unicode.ToLower(r)
		}
		if n := len(out); n > 0 && unicode.Is(unicode.Mn, r) {
			if c, ok := composed[[2]rune{out[n-1], r}]; ok {
				out[n-1] = c
				continue
			}
		}
		out = append(out, r)
	}
	return string(out)
}

// composed joins a lower-case base letter and a combining mark (Unicode canonical composition, Latin letters).
var composed = compositions(map[rune]string{
	'\u0300': "aàeèiìnǹoòuùwẁyỳ",
	'\u0301': "aácćeéiílĺnńoórŕsśuúwẃyýzź",
	'\u0302': "aâcĉeêgĝhĥiîjĵoôsŝuûwŵyŷ",
	'\u0303': "aãeẽiĩnñoõuũyỹ",
	'\u0304': "aāeēiīoōuū",
	'\u0306': "aăeĕgğiĭoŏuŭ",
	'\u0307': "cċeėgġzż",
	'\u0308': "aäeëiïoöuüyÿ",
	'\u030A': "aåuů",
	'\u030B': "oőuű",
	'\u030C': "cčdďeělľnňrřsštťzž",
	'\u0327': "cçgģkķlļnņrŗsştţ",
	'\u0328': "aąeęiįuų",
})

func compositions(marks map[rune]string) map[[2]rune]rune {
	m := map[[2]rune]rune{}
	for mark, pairs := range marks {
		r := []rune(pairs)
		for i := 0; i+1 < len(r); i += 2 {
			m[[2]rune{r[i], mark}] = r[i+1]
		}
	}
	return m
}
