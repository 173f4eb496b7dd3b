package segment

import (
	"math"
	"unicode"
	"unicode/utf8"

	"github.com/sayso-lint/sayso/prose"
)

// scanner walks over one block once, from front to back, and writes its tokens and the places where a sentence ends.
// Whether a full stop belongs to the word before it depends on whether a sentence ends there, so the two questions are
// answered together; to answer them apart would mean to cut tokens twice.
type scanner struct {
	text   string // of the document up to the block's end, so that len(text) is the end
	start  int    // of the block
	lang   language
	tokens []prose.Token
	ends   []int // how many tokens stand before the end of each sentence, ascending
	// cut is the offset where the sentence under way ends, once its terminator is found: the closing quotes and
	// brackets behind it still belong to it.
	cut    int
	lines  bool // each line is a sentence: a list without marks
	quoted bool // an odd number of straight quotation marks stands behind
	list   enumerator
}

const nowhere = math.MaxInt

// byteClass sorts the first byte of a token.
type byteClass uint8

const (
	mark byteClass = iota // ASCII punctuation, symbols and control characters
	blank
	letter
	digit
	high // the first byte of a rune beyond ASCII
)

// Tables by byte: its class; its lower case; that again for the bytes that go on with a word, 0 for all others; the hash
// of an ASCII mark.
var class, lower, folded, markWord = byteTables()

func byteTables() (class [256]byteClass, lower, folded [256]byte, markWord [utf8.RuneSelf]uint64) {
	for i := range 256 {
		c := byte(i)
		lower[i] = c
		switch {
		case c >= utf8.RuneSelf:
			class[i] = high
		case 'A' <= c && c <= 'Z':
			class[i], lower[i] = letter, c+'a'-'A'
		case 'a' <= c && c <= 'z':
			class[i] = letter
		case '0' <= c && c <= '9':
			class[i] = digit
		case c == ' ', '\t' <= c && c <= '\r':
			class[i] = blank
		}
		if class[i] == letter || class[i] == digit || c == '_' {
			folded[i] = lower[i]
		}
	}
	for c := range markWord {
		markWord[c] = prose.WordOf(string(rune(c)))
	}
	return class, lower, folded, markWord
}

// FNV-1a, as prose.WordOf has it: the scanner hashes while it reads, and FuzzDocument holds the two together.
const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
)

func (s *scanner) emit(start, end int, word uint64) {
	if start >= s.cut {
		s.end()
	}
	s.tokens = append(s.tokens, prose.Token{Span: prose.Span{Start: start, End: end}, Word: word})
}

// end closes the sentence under way behind the last token.
func (s *scanner) end() {
	s.cut = nowhere
	n := len(s.tokens)
	if n == 0 || len(s.ends) > 0 && s.ends[len(s.ends)-1] == n {
		return
	}
	s.ends = append(s.ends, n)
}

// first is the index of the first token of the sentence under way; no token may be there yet.
func (s *scanner) first() int {
	if len(s.ends) == 0 {
		return 0
	}
	return s.ends[len(s.ends)-1]
}

func (s *scanner) scan(i int) {
	text := s.text
	for i < len(text) {
		c := text[i]
		switch class[c] {
		case blank:
			if c == '\n' && (s.lines || s.itemAt(i+1)) {
				s.end()
			}
			i++
		case letter, digit:
			i = s.word(i)
		case high:
			r, n := utf8.DecodeRuneInString(text[i:])
			switch {
			case unicode.IsLetter(r) || unicode.IsNumber(r) && !superscript(r):
				i = s.word(i)
			case unicode.IsSpace(r) || invisible(r):
				i += n
			default:
				i = s.symbol(i, r, n)
			}
		default:
			i = s.ascii(i, c)
		}
	}
}

// ascii writes a token that begins with an ASCII mark.
func (s *scanner) ascii(i int, c byte) int {
	text := s.text
	j := i + 1
	switch c {
	case '.':
		for j < len(text) && text[j] == '.' {
			j++
		}
		if j == i+1 {
			s.emit(i, j, markWord['.'])
		} else {
			s.emit(i, j, prose.WordOf(text[i:j]))
		}
		s.stop(i, j)
		return j
	case '!', '?':
		s.emit(i, j, markWord[c])
		s.exclaim(j)
		return j
	case '-', '=', '*', '_', '~', '#': // =) is an emoticon seldom enough
		for j < len(text) && text[j] == c {
			j++
		}
		if j-i >= ruler {
			return s.ruler(i, j)
		}
		if c != '-' {
			j = i + 1
		}
	case '"':
		s.quoted = !s.quoted
	case '\'':
		if n := clitic(text, i, j); n > 0 {
			j = n
		} else if n := decade(text, i); n > 0 {
			j = n
		}
	case ':', ';', '<':
		if n := emoticon(text, i); n > 0 {
			s.emit(i, n, prose.WordOf(text[i:n]))
			s.smile(n)
			return n
		}
	}
	if j == i+1 {
		s.emit(i, j, markWord[c])
	} else {
		s.emit(i, j, prose.WordOf(text[i:j]))
	}
	return j
}

// ruler is the least length of a line drawn with one mark, ===== or ***, that parts what is above from what is below.
const ruler = 3

// ruler writes the line text[i:j] as one token; between blanks it is a sentence of its own.
func (s *scanner) ruler(i, j int) int {
	alone := j-i > ruler || s.text[i] != '-'
	alone = alone && (i == s.start || s.blankAt(i-1)) && (j == len(s.text) || s.blankAt(j))
	if alone {
		s.end()
	}
	s.emit(i, j, prose.WordOf(s.text[i:j]))
	if alone {
		s.cut = j
	}
	return j
}

// symbol writes a token that begins with a mark beyond ASCII.
func (s *scanner) symbol(i int, r rune, n int) int {
	text := s.text
	j := i + n
	switch r {
	case '…':
		for j < len(text) && (text[j] == '.' || hasRune(text, j, '…')) {
			_, n := utf8.DecodeRuneInString(text[j:])
			j += n
		}
		s.emit(i, j, symbolWord(text[i:j], r))
		s.stop(i, j)
		return j
	case '。', '！', '？', '｡':
		s.emit(i, j, symbolWord(text[i:j], r))
		if s.cut = s.afterClosers(j); s.cut < len(text) && terminator(text, s.cut) {
			s.cut = nowhere
		}
		return j
	case '؟', '۔', '।', '॥', '‼', '⁇', '⁈', '⁉':
		s.emit(i, j, symbolWord(text[i:j], r))
		s.exclaim(j)
		return j
	case '’', '‘':
		if n := clitic(text, i, j); n > 0 {
			j = n
		}
	case '•', '⁃', '‣', '▪', '◦', '●':
		s.bullet(i, r)
	case '°':
		if j < len(text) && (text[j] == 'C' || text[j] == 'F') && !wordAt(text, j+1) {
			j++
		}
	default:
		if r >= firstPictograph {
			j = pictograph(text, j)
		}
	}
	s.emit(i, j, symbolWord(text[i:j], r))
	return j
}

// firstPictograph is where the blocks of signs begin that take a tone of skin, another look, or join others.
const firstPictograph = '\u2600'

// pictograph is where the emoji ends whose first rune ends at j: what gives it a tone of skin or another look, and what a
// joiner joins to it, cannot be told apart on a page and is one token.
func pictograph(text string, j int) int {
	for j < len(text) && class[text[j]] == high {
		r, n := utf8.DecodeRuneInString(text[j:])
		switch {
		case r >= '\U0001F3FB' && r <= '\U0001F3FF', r == '\uFE0F':
			j += n
		case r == '\u200D':
			next, size := utf8.DecodeRuneInString(text[j+n:])
			if !unicode.Is(unicode.So, next) {
				return j
			}
			j += n + size
		default:
			return j
		}
	}
	return j
}

// symbolWord is prose.WordOf without its allocation for the marks that every text is full of.
func symbolWord(token string, r rune) uint64 {
	if len(token) != utf8.RuneLen(r) || r == utf8.RuneError {
		return prose.WordOf(token)
	}
	switch r {
	case '“', '”', '–', '—', '…', '«', '»', '•', '€', '£', '\uFFFC', '„':
		h := uint64(fnvOffset)
		for k := range len(token) {
			h = (h ^ uint64(token[k])) * fnvPrime
		}
		return h
	case '’', '‘':
		h := uint64(fnvOffset)
		return (h ^ '\'') * fnvPrime
	}
	return prose.WordOf(token)
}

// letters is where the bytes end that go on with a word from i on, and the hash of what was read before with them.
//
// Most of a text is read here: with variables of its own, which the rest of word does not ask for, the loop stays in registers.
func letters(text string, i int, hash uint64) (int, uint64) {
	for ; i < len(text); i++ {
		c := folded[text[i]]
		if c == 0 {
			break
		}
		hash = (hash ^ uint64(c)) * fnvPrime
	}
	return i, hash
}

// word writes the token that begins with a letter or digit at i, its clitics too, and tells where it left off.
func (s *scanner) word(i int) int {
	text := s.text
	h := uint64(fnvOffset)
	plain := true // h can be trusted: no mark or format character in the word that prose.Fold treats in its own way
	host := 0     // offset of the last full stop in the word, plus 1
	j := i
	for {
		if j, h = letters(text, j, h); j == len(text) {
			break
		}
		c := text[j]
		if c == ' ' && plain { // the usual end
			s.emit(i, j, h)
			return j + 1
		}
		switch {
		case class[c] == blank || c == ')' || c == '"':
			// no more to see
		case c >= utf8.RuneSelf:
			r, n := utf8.DecodeRuneInString(text[j:])
			switch {
			case r == '’' || r == '‘' || r == '＇':
				next, whole := s.apostrophe(i, j, j+n, h, plain)
				if !whole {
					return next
				}
				if r == '＇' {
					plain = false
				}
				h = (h ^ '\'') * fnvPrime
				j = next
				continue
			case r == 'ʼ' || unicode.IsMark(r) || invisible(r):
				plain = false
				j += n
				continue
			case r == '‐' || r == '‑':
				if !wordAt(text, j+n) {
					break
				}
				h = (h ^ '-') * fnvPrime
				j += n
				continue
			case unicode.IsLetter(r) || unicode.IsNumber(r):
				if superscript(r) && !unit(text[i:j]) {
					break // a note's number
				}
				h = hashRune(h, unicode.ToLower(r))
				j += n
				continue
			}
		case c == '\'':
			next, whole := s.apostrophe(i, j, j+1, h, plain)
			if !whole {
				return next
			}
			h = (h ^ '\'') * fnvPrime
			j = next
			continue
		case c == '-':
			if wordAt(text, j+1) && (class[text[j+1]] != digit || !number(text[i:j])) {
				h = (h ^ '-') * fnvPrime
				j++
				continue
			}
		case c == '.':
			next, inside := s.inner(i, j, host)
			if inside {
				for ; j < next; j++ {
					h = (h ^ uint64(lower[text[j]])) * fnvPrime
				}
				host = j
				continue
			}
			if !plain {
				h = prose.WordOf(text[i:j])
			}
			return s.period(i, j, h, host > 0)
		case c == ',' || c == ':' || c == '/':
			if class[text[j-1]] == digit && j+1 < len(text) && class[text[j+1]] == digit {
				h = (h ^ uint64(c)) * fnvPrime
				j++
				continue
			}
			if c == ':' && j+2 < len(text) && text[j+1] == '/' && text[j+2] == '/' {
				j = address(text, j)
				s.emit(i, j, prose.WordOf(text[i:j]))
				return j
			}
		case c == '&':
			if upper(text[j-1]) && j+1 < len(text) && upper(text[j+1]) {
				h = (h ^ '&') * fnvPrime
				j++
				continue
			}
		case c == '@':
			if wordAt(text, j+1) {
				j = address(text, j)
				s.emit(i, j, prose.WordOf(text[i:j]))
				return j
			}
		}
		break
	}
	if !plain {
		h = prose.WordOf(text[i:j])
	}
	if j < len(text) && text[j] == ')' {
		s.enumerate(i, j, ')')
	}
	s.emit(i, j, h)
	return j
}

// apostrophe looks at the apostrophe text[at:after] behind the word text[i:at]. Where the word goes on (O'Brien), whole
// is true and next stands behind the apostrophe; otherwise the tokens are written and next is where to read on.
func (s *scanner) apostrophe(i, at, after int, h uint64, plain bool) (next int, whole bool) {
	text := s.text
	hash := func(end int) uint64 {
		if plain && end == at {
			return h
		}
		return prose.WordOf(text[i:end])
	}
	if !wordAt(text, after) {
		s.emit(i, at, hash(at))
		return at, false
	}
	if end := negation(text, at, after); end > 0 {
		if at-1 == i {
			return after, true // n't that stands alone already
		}
		s.emit(i, at-1, prose.WordOf(text[i:at-1]))
		s.emit(at-1, end, prose.WordOf(text[at-1:end]))
		return end, false
	}
	if end := clitic(text, at, after); end > 0 {
		s.emit(i, at, hash(at))
		s.emit(at, end, prose.WordOf(text[at:end]))
		return end, false
	}
	if words.Of(hash(at)).in(elision) && (!upper(text[at-1]) || !upper(text[after]) || s.lang == french || s.lang == italian) {
		s.emit(i, after, prose.WordOf(text[i:after]))
		return after, false
	}
	return after, true
}

// negation is the end of n't, where the word before the apostrophe text[at:after] ends in it; else 0.
func negation(text string, at, after int) int {
	if lower[text[at-1]] != 'n' || lower[text[after]] != 't' || wordAt(text, after+1) {
		return 0
	}
	return after + 1
}

// clitic is the end of 's, 'm, 'd, 're, 've or 'll whose apostrophe is text[at:after]; else 0.
func clitic(text string, at, after int) int {
	end := after
	if after >= len(text) {
		return 0
	}
	switch lower[text[after]] {
	case 's', 'm', 'd':
		end = after + 1
	case 'r', 'v':
		if after+1 < len(text) && lower[text[after+1]] == 'e' {
			end = after + 2
		}
	case 'l':
		if after+1 < len(text) && lower[text[after+1]] == 'l' {
			end = after + 2
		}
	}
	if end == after || wordAt(text, end) || at+1 == after && end < len(text) && text[end] == '\'' && !wordAt(text, end+1) {
		return 0
	}
	return end
}

// decade is the end of '90s whose apostrophe is at i; else 0.
func decade(text string, i int) int {
	if i+3 < len(text) && class[text[i+1]] == digit && text[i+2] == '0' && text[i+3] == 's' && !wordAt(text, i+4) {
		return i + 4
	}
	return 0
}

// inner looks at the full stop at j in the token that began at i and says whether the token goes on behind it: as in
// 3.5, U.S, example.com. Then next is where to read on. host is the offset behind the last full stop in the token, or 0.
func (s *scanner) inner(i, j, host int) (next int, inside bool) {
	text := s.text
	if j+1 >= len(text) {
		return 0, false
	}
	after := text[j+1]
	segment := max(i, host)
	switch class[after] {
	case digit:
		return j + 1, class[text[j-1]] == digit
	case letter:
		end := j + 1
		for end < len(text) && class[text[end]] == letter && end-j < 24 {
			end++
		}
		dotted := end < len(text) && text[end] == '.'
		was, is := j-segment, end-j-1
		if class[text[j-1]] != letter {
			was = 9 // digits make no initialism
		}
		switch {
		case was <= 2 && is == 1, was <= 2 && is == 2 && dotted && upper(text[j-1]) == upper(text[j+2]):
			if was == 1 || dotted {
				return j + 1, true
			}
		case words.Of(prose.WordOf(text[j+1:end])).in(domain) && lowerCase(text[j+1:end]) && !wordAt(text, end):
			return end, true
		case s.abbreviation(prose.WordOf(text[i:end]), upper(text[i])) != unlisted:
			return end, true
		}
		if mailbox(text, end) {
			return end, true
		}
	case blank, high:
	case mark:
		// U.S.-led, Jr.-style
		if after == '-' && wordAt(text, j+2) && (host > 0 || j-i == 1) {
			return j + 1, true
		}
	}
	return 0, false
}

// mailbox tells whether an address goes on at i up to its @ sign (jane.doe@example.org). It looks ahead a bounded way.
func mailbox(text string, i int) bool {
	for j := i; j < len(text) && j-i < 64; j++ {
		c := text[j]
		if c == '@' {
			return wordAt(text, j+1)
		}
		if folded[c] == 0 && c != '.' && c != '-' && c != '+' {
			return false
		}
	}
	return false
}

// address is the end of the web or mail address that is under way at j: the next blank, without the punctuation that
// closes the sentence around it.
func address(text string, j int) int {
	start := j
	for j < len(text) && text[j] > ' ' && text[j] < utf8.RuneSelf && text[j] != '<' && text[j] != '>' && text[j] != '"' {
		j++
	}
	for j > start+1 {
		switch text[j-1] {
		case '.', ',', ';', ':', '!', '?', ')', ']', '\'':
			j--
			continue
		}
		break
	}
	return j
}

// emoticon is the end of the emoticon at i, which stands behind a blank or begins the text; else 0.
func emoticon(text string, i int) int {
	if i > 0 && class[text[i-1]] != blank {
		return 0
	}
	j := i + 1
	if text[i] == '<' {
		if j < len(text) && text[j] == '3' && !wordAt(text, j+1) {
			return j + 1
		}
		return 0
	}
	if j < len(text) && (text[j] == '-' || text[j] == '\'' || text[j] == 'o') {
		j++
	}
	if j >= len(text) {
		return 0
	}
	mouth := text[j]
	switch mouth {
	case ')', '(', 'D', 'P', 'p', '/', '|', ']', '[', 'O', 'o', '*':
	default:
		return 0
	}
	end := j + 1
	for end < len(text) && text[end] == mouth {
		end++
	}
	if end < len(text) && class[text[end]] != blank && class[text[end]] != mark {
		return 0
	}
	return end
}

// wordAt tells whether a letter or digit stands at i.
func wordAt(text string, i int) bool {
	if i >= len(text) {
		return false
	}
	if c := text[i]; c < utf8.RuneSelf {
		return folded[c] != 0
	}
	r, _ := utf8.DecodeRuneInString(text[i:])
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

func upper(c byte) bool { return 'A' <= c && c <= 'Z' }

func lowerCase(s string) bool {
	for i := range len(s) {
		if lower[s[i]] != s[i] {
			return false
		}
	}
	return true
}

// number tells whether s holds digits and the marks inside numbers alone.
func number(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case class[c] == digit, c == '.', c == ',', c == ':', c == '/':
		default:
			return false
		}
	}
	return true
}

// superscript tells whether r is a raised digit: a power behind a unit, a note's number behind anything else.
func superscript(r rune) bool {
	return r == '¹' || r == '²' || r == '³' || r == '⁰' || '⁴' <= r && r <= '⁹'
}

// unit tells whether s ends in a unit that takes a power: m², km³.
func unit(s string) bool {
	n := len(s)
	return n > 0 && s[n-1] == 'm' && (n < 4 || class[s[n-2]] == digit || class[s[n-3]] == digit)
}

// invisible tells whether r is a format character that prose.Fold drops.
func invisible(r rune) bool {
	switch r {
	case '\u00AD', '\u200B', '\u200C', '\u200D', '\u2060', '\uFEFF':
		return true
	}
	return false
}

func hasRune(text string, i int, want rune) bool {
	r, _ := utf8.DecodeRuneInString(text[i:])
	return r == want
}

func hashRune(h uint64, r rune) uint64 {
	var buf [utf8.UTFMax]byte
	for _, c := range buf[:utf8.EncodeRune(buf[:], r)] {
		h = (h ^ uint64(c)) * fnvPrime
	}
	return h
}
