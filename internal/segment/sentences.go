package segment

import (
	"unicode"
	"unicode/utf8"

	"github.com/sayso-lint/sayso/prose"
)

// kind is what follows a possible end of a sentence.
type kind uint8

const (
	nothing   kind = iota // the block ends
	upperCase             // also letters of scripts without case, and Objects
	lowerLetter
	numeral
	opener // a quotation mark or bracket before anything but a lower-case letter
	goesOn // a comma, a closing mark: the sentence cannot have ended
	other  // a dash, a bullet, a sign
)

// period writes the word text[i:j], which a full stop follows at j, with the stop or without it, and ends the sentence
// there or not. dotted says that the word holds full stops already (U.S). It tells where to read on.
func (s *scanner) period(i, j int, h uint64, dotted bool) int {
	text := s.text
	after := j + 1
	if after < len(text) && text[after] == '.' {
		s.emit(i, j, h)
		return j
	}
	abbr := s.abbreviation(h, upper(text[i]))
	switch {
	case single(text, i, j) && (abbr == unlisted || upper(text[i])):
		abbr = initial
	case abbr == unlisted && dotted:
		abbr = initials
	}
	if abbr == unlisted {
		s.emit(i, j, h)
		return j // the full stop comes to stop
	}
	if abbr == initial && s.lettered(i, j) {
		s.emit(i, j, h)
		s.emit(j, after, markWord['.'])
		s.enumerate(j, after, '.')
		return after
	}
	q := s.afterClosers(after)
	next, r := s.next(q)
	ends := s.abbreviationEnds(abbr, i, j, q, next, r)
	if abbr == numbering && (next != numeral || q != after) {
		s.emit(i, j, h)
		return j // a word like any other: He said no.
	}
	if abbr != initial || !ends {
		h = (h ^ '.') * fnvPrime
		s.emit(i, after, h)
	} else {
		s.emit(i, j, h)
		s.emit(j, after, markWord['.'])
	}
	if ends {
		s.cut = q
	}
	return after
}

// lettered tells whether the letter text[i:j] counts the items of a list: a. at the beginning of a sentence, b. behind it.
func (s *scanner) lettered(i, j int) bool {
	n := ordinalOf(s.text[i:j])
	if n == 0 || upper(s.text[i]) {
		return false // A. Smith
	}
	if k, _ := s.next(j + 1); k != upperCase {
		return false
	}
	return n == 1 && (len(s.tokens) == s.first() || i >= s.cut) || n > 1 && s.list == enumerator{n - 1, '.'}
}

// abbreviationEnds decides whether the full stop of the abbreviation text[i:j] ends the sentence as well. q is where
// the marks that close with it end; what comes behind is of kind next and stands at r.
func (s *scanner) abbreviationEnds(abbr abbreviation, i, j, q int, next kind, r int) bool {
	text := s.text
	if next == nothing {
		return true
	}
	if next == lowerLetter || next == goesOn || q < len(text) && !s.blankAt(q) {
		return false
	}
	switch abbr {
	case title, inner, numbering:
		return false
	case final:
		if next != upperCase {
			return next == opener || next == other
		}
		if h, _ := s.wordHash(r); words.Of(h).in(calendar) {
			return false
		}
		return !s.timePhrase()
	case initial:
		if next != upperCase && next != opener || len(s.tokens) == s.first() || i >= s.cut {
			return false // A. at the beginning of a sentence counts it or begins a name
		}
		// "you and I. Did you …": the pronoun behind a word in lower case
		if text[i:j] == "I" && len(s.tokens) > s.first() {
			last := s.tokens[len(s.tokens)-1]
			if c := text[last.Start]; class[c] == letter && !upper(c) {
				return true
			}
		}
		return s.starter(r)
	case unlisted, either, initials:
	}
	// U.S., Inc., Jr.: names follow them as often as sentences do, so only a word that seldom is a name tells.
	return s.starter(r)
}

// timePhrase tells whether the sentence under way is so far nothing but "At 5": then the a.m. behind it ends nothing.
func (s *scanner) timePhrase() bool {
	n := len(s.tokens) - s.first()
	return 1 <= n && n <= 3 && words.Of(s.tokens[s.first()].Word).in(opening)
}

// stop decides whether the full stops text[i:j], which stand for themselves, end the sentence.
func (s *scanner) stop(i, j int) {
	text := s.text
	if j == len(text) {
		return
	}
	q := s.afterClosers(j)
	if s.cut <= i {
		return
	}
	next, r := s.next(q)
	if r < len(text) && terminator(text, r) && next == other {
		// ". . ." is one ellipsis, and its last point decides; "end. . . . Next" is a full stop and an ellipsis behind it.
		if n := s.spacedEllipsis(r); n > 0 && s.adjacent(i) {
			if k, _ := s.next(n); k == upperCase {
				s.cut = j
			}
		}
		return
	}
	if s.enumerate(i, j, '.') {
		return
	}
	if q < len(text) && !s.blankAt(q) {
		if s.missingBlank(i, q) {
			s.cut = q
		}
		return
	}
	switch next {
	case nothing, goesOn:
		return
	case lowerLetter:
		if j-i > 1 || text[i] != '.' || q > j || s.lang != english && s.lang != unknown || !s.plainWord(i) || s.spacedBefore(i) {
			return
		}
	default:
	}
	if j-i > 1 || text[i] != '.' || s.spacedBefore(i) { // an ellipsis
		if next == lowerLetter || s.omission(i, j) {
			return
		}
		if h, _ := s.wordHash(r); next == upperCase && words.Of(h).in(pronoun) {
			return
		}
	} else if s.ordinal(i, next, r) {
		return
	}
	s.cut = q
}

// omission tells whether the ellipsis whose last token is text[i:j] stands for words left out, at the beginning of a
// sentence or in brackets, and so ends nothing.
func (s *scanner) omission(i, j int) bool {
	first := s.first()
	if n := len(s.tokens) - first; n <= 3 && s.text[s.tokens[first].Start] == '.' || n == 1 {
		return true
	}
	return s.adjacent(i) && s.text[i-1] == '[' && j < len(s.text) && s.text[j] == ']'
}

// exclaim decides whether the ! or ? that ends at j ends the sentence.
func (s *scanner) exclaim(j int) {
	text := s.text
	if j == len(text) || terminator(text, j) {
		return
	}
	q := s.afterClosers(j)
	next, r := s.next(q)
	if q < len(text) && !s.blankAt(q) {
		if class[text[q]] == letter && q == j && (upper(text[q]) || s.lang == english) {
			s.cut = q
		}
		return
	}
	switch next {
	case nothing, goesOn:
		return
	case lowerLetter:
		if q > j || s.lang != english || s.inName(j) {
			return
		}
	case other:
		if terminator(text, r) {
			return
		}
	case upperCase:
		if s.inName(j) || q > j && s.reports(r) {
			return
		}
	default:
	}
	s.cut = q
}

// smile ends the sentence behind an emoticon where a new one clearly begins.
func (s *scanner) smile(j int) {
	if next, _ := s.next(j); next == upperCase {
		s.cut = j
	}
}

// bullet ends the sentence before a bullet inside a block that began with the same one.
func (s *scanner) bullet(i int, r rune) {
	if len(s.tokens) > 0 && hasRune(s.text, s.tokens[0].Start, r) && i > s.tokens[0].Start {
		s.end()
	}
}

// enumerator is the last one seen at the beginning of a sentence: 1. or 2) or a.).
type enumerator struct {
	n    int // 0: none
	mark byte
}

// enumerate looks at a number or letter at the beginning of a sentence, or behind an item of the same list, whose mark
// stands at i or whose word is text[i:j]. It tells whether it is an enumerator, which ends no sentence itself.
func (s *scanner) enumerate(i, j int, mark byte) bool {
	text := s.text
	start, end := i, j
	count := len(s.tokens)
	if mark == '.' { // its word and the stop are the last two tokens
		if count < 2 || s.tokens[count-2].End != i {
			return false
		}
		count -= 2
		start, end = s.tokens[count].Start, s.tokens[count].End
		if j < len(text) && text[j] == ')' {
			mark = ':' // 1.)
		}
	}
	n := ordinalOf(text[start:end])
	if n == 0 {
		return false
	}
	switch {
	case count == s.first() || s.cut <= start || count == s.first()+1 && s.bulletToken(count-1):
		s.list = enumerator{n, mark}
		return true
	case s.list.mark == mark && s.list.n+1 == n:
		last := text[s.tokens[count-1].End-1]
		if last == ',' || last == ';' || last == '(' {
			return false
		}
		if k, _ := s.next(j); mark == '.' && k != upperCase {
			return false
		}
		s.list.n = n
		if mark != ')' { // the word is written already: the sentence ended before it
			s.endBefore(count)
		} else {
			s.end()
		}
		return true
	}
	return false
}

// endBefore ends the sentence under way before token n, already written.
func (s *scanner) endBefore(n int) {
	if n > 0 && (len(s.ends) == 0 || s.ends[len(s.ends)-1] < n) {
		if s.bulletToken(n-1) && n-1 > s.first() {
			n--
		}
		s.ends = append(s.ends, n)
	}
}

func (s *scanner) bulletToken(n int) bool {
	if n < 0 {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s.text[s.tokens[n].Start:])
	return isBullet(r)
}

func isBullet(r rune) bool {
	switch r {
	case '•', '⁃', '‣', '▪', '◦', '●':
		return true
	}
	return false
}

// ordinalOf is the number that "7" or "g" stands for in a list; 0 for anything else.
func ordinalOf(s string) int {
	if len(s) == 1 && class[s[0]] == letter && s[0] != '_' {
		return int(lower[s[0]]-'a') + 1
	}
	if len(s) == 0 || len(s) > 3 {
		return 0
	}
	n := 0
	for i := range len(s) {
		if class[s[i]] != digit {
			return 0
		}
		n = n*10 + int(s[i]-'0')
	}
	return n
}

// itemAt tells whether the line that begins at i begins a list item.
func (s *scanner) itemAt(i int) bool {
	text := s.text
	for i < len(text) && (text[i] == ' ' || text[i] == '\t') {
		i++
	}
	if i >= len(text) {
		return false
	}
	r, n := utf8.DecodeRuneInString(text[i:])
	if isBullet(r) {
		return true
	}
	if (r == '*' || r == '-' || r == '–') && i+n < len(text) && text[i+n] == ' ' {
		// A dash may begin a line of soft-wrapped text; a list's first item shows what it is.
		return len(s.tokens) > 0 && hasRune(text, s.tokens[0].Start, r)
	}
	j := i
	for j < len(text) && class[text[j]] == digit && j-i < 3 {
		j++
	}
	if j == i && class[text[i]] == letter {
		j++
	}
	if j == i || j+1 >= len(text) || text[j] != '.' && text[j] != ')' {
		return false
	}
	return s.list.n > 0 && s.list.n+1 == ordinalOf(text[i:j]) && (text[j+1] == ' ' || text[j+1] == ')')
}

// ordinal tells whether the full stop at i makes an ordinal number of the one before it: am 5. Mai.
func (s *scanner) ordinal(i int, next kind, r int) bool {
	n := len(s.tokens) - 1
	if n < 1 {
		return false
	}
	stop, before := s.tokens[n], s.tokens[n-1]
	if stop.Start != i || before.End != i {
		return false
	}
	if c := s.text[before.End-1]; class[c] != digit {
		// N°. 5
		return next == numeral && hasSuffixRune(s.text[before.Start:before.End], '°', 'º')
	}
	if before.End-before.Start > 2 {
		return false
	}
	if s.lang == german {
		return next == upperCase && !s.starter(r) || next == other
	}
	if s.lang == unknown && next == upperCase {
		h, _ := s.wordHash(r)
		return words.Of(h).in(calendar) && !s.starter(r)
	}
	return false
}

func hasSuffixRune(text string, want ...rune) bool {
	r, _ := utf8.DecodeLastRuneInString(text)
	for _, w := range want {
		if r == w {
			return true
		}
	}
	return false
}

// plainWord tells whether an ordinary word stands before the full stop at i: one of three letters or more with a vowel
// in it, which is no abbreviation nobody has listed.
func (s *scanner) plainWord(i int) bool {
	if !s.adjacent(i) {
		return true
	}
	t := s.tokens[len(s.tokens)-2]
	if words.Of(t.Word).abbreviation[unknown] != unlisted {
		return false // of another language: the text's may be mistaken
	}
	if n := len(s.tokens) - 3; n >= 0 && t.Len() <= 3 && class[s.text[s.tokens[n].Start]] == digit {
		return false // a unit: 3 in. wide
	}
	if t.Len() < 3 {
		return class[s.text[t.Start]] == mark || t.Len() == 2 && s.vowel(t)
	}
	return s.vowel(t) || class[s.text[t.End-1]] != letter
}

func (s *scanner) vowel(t prose.Token) bool {
	for k := t.Start; k < min(t.End, t.Start+24); k++ {
		switch lower[s.text[k]] {
		case 'a', 'e', 'i', 'o', 'u', 'y':
			return true
		}
	}
	return false
}

// adjacent tells whether the mark at i, the last token, follows its predecessor without a blank.
func (s *scanner) adjacent(i int) bool {
	n := len(s.tokens) - 1
	return n > s.first() && s.tokens[n].Start == i && s.tokens[n-1].End == i
}

// spacedBefore tells whether the full stop at i is the last of a spaced ellipsis.
func (s *scanner) spacedBefore(i int) bool {
	n := len(s.tokens) - 1
	if n < 1 || s.tokens[n].Start != i {
		return false
	}
	p := s.tokens[n-1]
	return p.End < i && p.Len() == 1 && s.text[p.Start] == '.'
}

// spacedEllipsis is the end of exactly three full stops with blanks between them that begin at i; else 0.
func (s *scanner) spacedEllipsis(i int) int {
	text := s.text
	for k := range 3 {
		if i >= len(text) || text[i] != '.' {
			return 0
		}
		i++
		if k < 2 {
			if i >= len(text) || text[i] != ' ' {
				return 0
			}
			i++
		}
	}
	if i+1 < len(text) && text[i] == ' ' && text[i+1] == '.' {
		return 0
	}
	return i
}

// missingBlank tells whether a sentence begins at q although no blank stands before it: "the end.The next". A word in
// lower case must stand before the full stop at i and a capitalised one behind it, or a note's number and a blank.
func (s *scanner) missingBlank(i, q int) bool {
	text := s.text
	if !s.adjacent(i) || q-i > 4 {
		return false
	}
	t := s.tokens[len(s.tokens)-2]
	if c := text[t.End-1]; t.Len() < 2 || class[c] != letter || upper(c) {
		return false
	}
	if class[text[q]] == letter {
		if !upper(text[q]) {
			return s.lang == english && q == i+1 && t.Len() > 2 && s.starter(q)
		}
		return q+1 < len(text) && (class[text[q+1]] == letter && !upper(text[q+1]) || text[q+1] == ' ')
	}
	return false
}

// inName tells whether the word before the exclamation mark that ends at j has it in its name: Yahoo!
func (s *scanner) inName(j int) bool {
	n := len(s.tokens) - 1
	return s.adjacent(j-1) && words.Of(s.tokens[n-1].Word).in(marked)
}

// reports tells whether the words at r are a reporting clause behind a quotation: "Mr Smith asked", up to three
// words of a name and a verb.
func (s *scanner) reports(r int) bool {
	for n := range 5 {
		h, end := s.wordHash(r)
		if end == r {
			return false
		}
		if n > 0 && words.Of(h).in(reporting) {
			return true
		}
		if c := s.text[r]; !upper(c) && c < utf8.RuneSelf {
			return false
		}
		if end < len(s.text) && s.text[end] == '.' {
			end++
		}
		if end >= len(s.text) || s.text[end] != ' ' {
			return false
		}
		r = end + 1
	}
	return false
}

// starter tells whether the word at r often begins a sentence and seldom a name.
func (s *scanner) starter(r int) bool {
	for r < len(s.text) {
		c, n := utf8.DecodeRuneInString(s.text[r:])
		if !opens(c) {
			break
		}
		r += n
	}
	h, _ := s.wordHash(r)
	if s.lang == unknown {
		return words.Of(h).starts != 0
	}
	return words.Of(h).starts&(1<<s.lang) != 0
}

// wordHash is the hash of the letters at r and where they end. Long words are cut short: none that is asked for is.
func (s *scanner) wordHash(r int) (h uint64, end int) {
	text := s.text
	j := r
	for j < len(text) && j-r < 32 {
		if c := text[j]; c < utf8.RuneSelf {
			if class[c] != letter {
				break
			}
			j++
			continue
		}
		c, n := utf8.DecodeRuneInString(text[j:])
		if !unicode.IsLetter(c) {
			break
		}
		j += n
	}
	return prose.WordOf(text[r:j]), j
}

// afterClosers is where the marks end that close a sentence together with its terminator: quotation marks, brackets, a
// note's reference.
func (s *scanner) afterClosers(i int) int {
	text := s.text
	for i < len(text) {
		c := text[i]
		switch {
		case c == '"', c == '\'', c == ')', c == ']', c == '}':
			i++
		case c == '*' && i+1 < len(text) && (text[i+1] == ' ' || text[i+1] == '"'):
			i++
		case c == '[':
			n := noteEnd(text, i)
			if n == 0 {
				return i
			}
			i = n
		case c == ' ' || c == 0xC2 || c == 0xE2:
			// » and ” behind a blank, as French sets them
			j := i
			r, n := utf8.DecodeRuneInString(text[j:])
			if unicode.IsSpace(r) {
				j += n
				r, n = utf8.DecodeRuneInString(text[j:])
				closing := r == '»' || r == ')' || r == '"' && s.quoted
				if !closing || j+n < len(text) && !s.blankAt(j+n) {
					return i
				}
				i = j + n
				continue
			}
			if !closes(r) || (r == '“' || r == '‘') && wordAt(text, j+n) {
				return i
			}
			i += n
		case c >= utf8.RuneSelf:
			r, n := utf8.DecodeRuneInString(text[i:])
			if !closes(r) {
				return i
			}
			i += n
		case class[c] == digit && i > s.start+1 && text[i-1] == '.':
			// .11 12 Take: the raised numbers of notes, flattened
			n := notes(text, i)
			if n == 0 || class[text[i-2]] != letter || upper(text[i-2]) {
				return i
			}
			return n
		default:
			return i
		}
	}
	return i
}

// notes is the end of the note numbers at i, of one or two digits each and a capital behind them; else 0.
func notes(text string, i int) int {
	for range 4 {
		j := i
		for j < len(text) && class[text[j]] == digit {
			j++
		}
		if j == i || j-i > 2 || j+1 >= len(text) || text[j] != ' ' {
			return 0
		}
		if upper(text[j+1]) {
			return j
		}
		i = j + 1
	}
	return 0
}

// noteEnd is the end of a reference like [12] or [3, 4] at i; else 0.
func noteEnd(text string, i int) int {
	for j := i + 1; j < len(text) && j-i < 16; j++ {
		switch c := text[j]; {
		case class[c] == digit, c == ',', c == ' ', c == '-':
		case c == ']' && j > i+1:
			return j + 1
		default:
			return 0
		}
	}
	return 0
}

// closes tells whether a mark beyond ASCII may stand between a terminator and the blank behind it.
func closes(r rune) bool {
	switch r {
	case '”', '“', '’', '‘', '»', '«', '›', '‹', '」', '』', '）', '】', '\uFFFC':
		return true
	}
	return superscript(r)
}

// opens tells whether a mark may stand before the first word of a sentence.
func opens(r rune) bool {
	switch r {
	case '"', '\'', '(', '[', '{', '“', '‘', '„', '‚', '«', '»', '‹', '›', '¿', '¡', '「', '『', '（', '”', '’':
		return true
	}
	return false
}

func terminator(text string, i int) bool {
	switch text[i] {
	case '.', '!', '?':
		return true
	case 0xE2, 0xEF, 0xE3, 0xD8:
		r, _ := utf8.DecodeRuneInString(text[i:])
		return r == '…' || r == '！' || r == '？' || r == '。' || r == '؟'
	}
	return false
}

func (s *scanner) blankAt(i int) bool {
	if c := s.text[i]; c < utf8.RuneSelf {
		return class[c] == blank
	}
	r, _ := utf8.DecodeRuneInString(s.text[i:])
	return unicode.IsSpace(r)
}

// next is the kind of what follows the blanks at q, and its offset. Opening marks are looked behind.
func (s *scanner) next(q int) (k kind, at int) {
	text := s.text
	i := q
	for i < len(text) && s.blankAt(i) {
		i++
		for i < len(text) && !utf8.RuneStart(text[i]) {
			i++
		}
	}
	if i == len(text) {
		return nothing, i
	}
	r, n := utf8.DecodeRuneInString(text[i:])
	switch {
	case unicode.IsLower(r):
		return lowerLetter, i
	case unicode.IsLetter(r), r == '\uFFFC':
		return upperCase, i
	case unicode.IsDigit(r):
		return numeral, i
	case r == ',', r == ';', r == ':', r == ')', r == ']', r == '}', r == '%', r == '/':
		if r == ':' || r == ';' {
			if emoticon(text, i) > 0 {
				return goesOn, i
			}
		}
		return goesOn, i
	case opens(r):
		for j := i + n; j < len(text) && j-i < 16; {
			r, n := utf8.DecodeRuneInString(text[j:])
			if !opens(r) {
				if unicode.IsLower(r) {
					return lowerLetter, i
				}
				if r == '?' || r == '!' {
					return goesOn, i
				}
				break
			}
			j += n
		}
		return opener, i
	}
	return other, i
}

// single tells whether text[i:j] is one letter.
func single(text string, i, j int) bool {
	r, n := utf8.DecodeRuneInString(text[i:])
	return i+n == j && unicode.IsLetter(r)
}
