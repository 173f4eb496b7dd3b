package read

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/sayso-lint/sayso/prose"
)

// What a block is can be told by its words as well as by its markup: a byline, a share bar, the caption of a table, and
// in plain text a headline. The readers leave that to classify, so that every format answers alike.

const (
	furnitureBytes = 240 // no longer block is furniture by its words
	headingBytes   = 120 // no longer line is a heading by its shape
	captionBytes   = 600
)

func classify(d *prose.Document) {
	h := headlines{doc: d}
	titled := d.Title != ""
	for i := range d.Blocks {
		b := &d.Blocks[i]
		s := d.Slice(b.Span)
		switch b.Kind {
		case prose.Paragraph, prose.ListItem:
			switch {
			case len(s) <= furnitureBytes && strings.IndexByte(s, '\n') < 0 && furniture(s, false):
				b.Kind = prose.Furniture
			case b.Kind == prose.Paragraph && len(s) <= captionBytes && caption(s):
				b.Kind = prose.Caption
			case d.Format == formatText && len(s) <= headingBytes:
				if level := h.level(i, s); level > 0 {
					b.Kind, b.Level, b.List = prose.Heading, level, 0
				}
			}
		case prose.Heading:
			if len(s) <= furnitureBytes && furniture(s, true) {
				b.Kind, b.Level = prose.Furniture, 0
			}
		case prose.Caption:
			if len(s) <= furnitureBytes && furniture(s, false) {
				b.Kind = prose.Furniture
			}
		case prose.Quote, prose.Cell, prose.Note, prose.Furniture:
		}
		if !titled && b.Kind == prose.Heading {
			titled = true
			d.Title = strings.TrimSpace(strings.ReplaceAll(d.Slice(b.Span), prose.Object, ""))
		}
	}
}

// caption tells whether a paragraph labels a table or a figure ("Table 2. Prices by district") or names the source under
// one ("Source: Grain Board"). "Table 2 shows" is a sentence about one.
func caption(s string) bool {
	word, rest := cutWord(s)
	switch {
	case labels.Has(prose.WordOf(word)):
		if !strings.HasPrefix(rest, " ") {
			return false
		}
		number, rest := cutWord(rest[1:])
		if number == "" || !digit(number[len(number)-1]) && !digit(number[0]) && strings.Trim(number, "IVXABCD") != "" {
			return false
		}
		if rest = strings.TrimLeft(rest, " "); rest == "" {
			return true
		}
		r, _ := utf8.DecodeRuneInString(rest)
		return strings.ContainsRune(".:|–—-", r) || unicode.IsUpper(r)
	case strings.HasPrefix(rest, ":") && len(s) <= furnitureBytes:
		switch strings.ToLower(word) {
		case "source", "sources", "quelle", "quellen", "fuente", "fuentes", "fonte", "fonti", "bron", "bronnen":
			return true
		}
	}
	return false
}

var labels = prose.WordsOf(`table figure fig. fig chart box map exhibit graph tabelle abbildung abb. tableau tabla gráfico tabella figura tabela
	tabel figuur`)

// cutWord cuts off the first word; a full stop between figures or behind an abbreviation belongs to it.
func cutWord(s string) (word, rest string) {
	for i, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' && i > 0 {
			continue
		}
		if r == '.' && i > 0 && (i+1 < len(s) && digit(s[i+1]) && digit(s[i-1]) || labels.Has(prose.WordOf(s[:i+1]))) {
			continue
		}
		return s[:i], s[i:]
	}
	return s, ""
}

//go:embed furniture/en.txt
var furnitureWords string

// fit is how a phrase has to fit a block.
type fit uint8

const (
	whole fit = iota
	start
	anyLine
	within
)

type phrase struct {
	fit
	text string
}

type phrases struct {
	first  map[uint64][]phrase // by the first word
	inside []string
}

var furniturePhrases = sync.OnceValue(func() phrases {
	p := phrases{first: map[uint64][]phrase{}}
	sections := map[string]fit{"[whole]": whole, "[start]": start, "[line]": anyLine, "[within]": within}
	section := whole
	for l := range strings.Lines(furnitureWords) {
		l = strings.TrimSpace(l)
		if l == "" || l[0] == '#' {
			continue
		}
		if l[0] == '[' {
			f, ok := sections[l]
			if !ok {
				panic("read: furniture/en.txt: no such section: " + l)
			}
			section = f
			continue
		}
		if section == within {
			p.inside = append(p.inside, l)
			continue
		}
		word := firstWord(l)
		p.first[word] = append(p.first[word], phrase{section, l})
	}
	return p
})

// firstWord is the hash of the first word of s, marks before it left out.
func firstWord(s string) uint64 {
	from := 0
	for from < len(s) && s[from] < utf8.RuneSelf && !letter(s[from]) {
		from++
	}
	to := from
	for to < len(s) && (s[to] >= utf8.RuneSelf || letter(s[to])) && to-from < 24 {
		to++
	}
	return prose.WordOf(s[from:to])
}

// furniture tells whether a block belongs to the page and not to the text. Of a heading only whole phrases count.
func furniture(s string, heading bool) bool {
	words := furniturePhrases()
	sentence := endsSentence(s)
	if candidates := words.first[firstWord(s)]; len(candidates) > 0 {
		var folded, bare string
		for _, c := range candidates {
			if !mayBegin(s, c.text) {
				continue
			}
			if folded == "" {
				folded = prose.Fold(strings.TrimSpace(s))
				bare = strings.TrimFunc(folded, notLetter)
			}
			switch c.fit {
			case whole:
				if bare == strings.TrimFunc(c.text, notLetter) {
					return true
				}
			case start:
				if !heading && !sentence && begins(folded, c.text) && credit(s, len(c.text)) {
					return true
				}
			case anyLine:
				if !heading && begins(folded, c.text) {
					return true
				}
			case within:
			}
		}
	}
	if heading {
		return false
	}
	if !sentence && (byline(s) || dated(s) || handle(s)) {
		return true
	}
	if worthFolding(s) {
		folded := prose.Fold(s)
		for _, p := range words.inside {
			i := strings.Index(folded, p)
			if i >= 0 && (!strings.HasSuffix(p, " read") || i > 0 && i < 24 && len(s) < 60 && !sentence) {
				return true
			}
		}
	}
	return false
}

// worthFolding tells whether a block holds one of the clues that one of the phrases within may stand in it.
func worthFolding(s string) bool {
	if len(s) <= 20 {
		return strings.Contains(s, " read") || strings.IndexByte(s, '*') >= 0 || strings.Contains(s, "©")
	}
	for i := range len(s) {
		if !rare[s[i]] {
			continue
		}
		for _, c := range clues[s[i]] {
			if c.at <= i && strings.HasPrefix(s[i-c.at:], c.text) {
				return true
			}
		}
	}
	return false
}

// clue is looked for where its rarest letter stands.
type clue struct {
	text string
	at   int // of that letter
}

// clues are the clues by that letter, and rare is where there are any: to ask a list of each letter costs twice as much.
var clues, rare = func() (by [256][]clue, is [256]bool) {
	for _, c := range []clue{
		{" read", 4},
		{"*", 0},
		{"©", 0},
		{"published", 2},
		{"reserved", 5},
		{"recaptcha", 4},
		{"reCAPTCHA", 2},
		{"croll to", 0},
		{"olicy", 4},
	} {
		letter := c.text[c.at]
		by[letter], is[letter] = append(by[letter], c), true
	}
	return by, is
}()

func notLetter(r rune) bool { return !unicode.IsLetter(r) }

// mayBegin tells whether s may begin with the words of a phrase, marks around them left out, as far as can be told without
// folding it.
func mayBegin(s, phrase string) bool {
	s, phrase = strings.TrimLeftFunc(s, notLetter), strings.TrimFunc(phrase, notLetter)
	for i := range len(phrase) {
		if i == len(s) {
			return false
		}
		c := s[i]
		if c >= utf8.RuneSelf || c == '`' {
			return true // may be folded into anything
		}
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c != phrase[i] {
			return false
		}
	}
	return true
}

// begins tells whether s begins with the words of prefix.
func begins(s, prefix string) bool {
	if !strings.HasPrefix(s, prefix) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s[len(prefix):])
	return len(s) == len(prefix) || !unicode.IsLetter(r) || notLetter(rune(prefix[len(prefix)-1]))
}

// endsSentence tells whether s ends as sentences do, closing marks set aside.
func endsSentence(s string) bool {
	s = strings.TrimRight(s, "\"'”’»)] ")
	return s != "" && strings.IndexByte(".!?;", s[len(s)-1]) >= 0 || strings.HasSuffix(s, "…")
}

// credit tells whether what follows the opening of a line is a name, a date or nothing, and not the rest of a sentence:
// "Photo: Reuters", "Updated 3 May", "Written by Jane Doe", but not "Published figures show that …".
func credit(s string, opening int) bool {
	rest := strings.TrimLeft(s[min(opening, len(s)):], " ")
	if rest == "" || len(rest) > 120 {
		return rest == ""
	}
	switch r, _ := utf8.DecodeRuneInString(rest); {
	case r == ':' || r == '|' || r == '/' || r == '@' || r == '©' || r == '(' || r == '–' || r == '—':
		return true
	case unicode.IsDigit(r):
		return true
	}
	lower := 0
	for w := range strings.FieldsSeq(rest) {
		if r, _ := utf8.DecodeRuneInString(w); unicode.IsLower(r) && !particles[w] {
			lower++
		}
	}
	return lower == 0
}

// particles are small words inside names and bylines.
var particles = map[string]bool{
	"a": true, "al": true, "an": true, "and": true, "at": true, "bin": true, "da": true, "de": true, "del": true, "della": true, "der": true,
	"di": true, "dos": true, "du": true, "el": true, "for": true, "from": true, "ibn": true, "in": true, "la": true, "le": true, "of": true,
	"on": true, "the": true, "ten": true, "to": true, "van": true, "von": true, "with": true, "y": true, "zu": true,
}

// byline tells whether s is "By Jane Doe and Omar Haddad, Foreign Editor": nothing but names, their offices and joints.
func byline(s string) bool {
	rest, ok := strings.CutPrefix(s, "By ")
	if !ok {
		if rest, ok = strings.CutPrefix(s, "BY "); !ok {
			return false
		}
	}
	names := 0
	for w := range strings.FieldsSeq(rest) {
		r, _ := utf8.DecodeRuneInString(w)
		switch {
		case unicode.IsUpper(r):
			names++
		case particles[strings.TrimRight(w, ",")], unicode.IsDigit(r), strings.Trim(w, ",.|–—-&·•/@") == "":
		default:
			if !strings.ContainsAny(w, "@.") {
				return false
			}
		}
	}
	return names > 0
}

// dated tells whether s is a date or time of publication and nothing else: "4 May 2021", "May 4, 2021 at 10:15 GMT",
// "3 hours ago".
func dated(s string) bool {
	if len(s) > 60 || strings.IndexFunc(s, unicode.IsDigit) < 0 {
		return false
	}
	known, year := 0, false
	for w := range strings.FieldsFuncSeq(s, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",.|–—-/:()·•", r) }) {
		lower := strings.ToLower(w)
		switch {
		case calendar[lower]:
			known++
		case digit(w[0]):
			year = year || len(w) == 4 && strings.Trim(w, "0123456789") == ""
		default:
			return false
		}
	}
	return known > 0 && (year || known > 1) || year && len(s) == len("2021-05-04")
}

var calendar = func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(`january february march april may june july august september october november december
		jan feb mar apr jun jul aug sep sept oct nov dec
		monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
		am pm gmt utc est edt bst cet cest pst pdt at on et ist hours hour minutes mins min days day ago hrs updated published posted last modified date`) {
		m[w] = true
	}
	return m
}()

// handle tells whether s is names and handles of social media: "@janedoe", "Twitter: @janedoe".
func handle(s string) bool {
	if strings.IndexByte(s, '@') < 0 || len(s) > 60 {
		return false
	}
	n := 0
	for w := range strings.FieldsSeq(s) {
		n++
		if w[0] != '@' && !strings.HasSuffix(w, ":") && w != "|" && w != "on" && w != "Follow" && w != "Twitter" && w != "and" {
			return false
		}
	}
	return n <= 6
}

// headlines judges lines of plain text, where shape is all there is.
type headlines struct {
	doc   *prose.Document
	style headlineStyle
}

type headlineStyle uint8

const (
	unseen  headlineStyle = iota
	plain                 // headlines end without a mark
	stopped               // headlines end with a full stop, as some archives print them
)

// level is the level of block i as a heading, 0 where it is none. A heading has something below it, is a line of few
// words, and ends with no mark, or with one where it is in capitals or numbered, or stands first before a paragraph far
// longer than itself.
func (h *headlines) level(i int, s string) int {
	blocks := h.doc.Blocks
	if i+1 == len(blocks) || strings.IndexByte(s, '\n') >= 0 {
		return 0
	}
	next := blocks[i+1]
	if blocks[i].Kind == prose.ListItem && (next.Kind != prose.Paragraph || next.Len() < headingBytes || i > 0 && blocks[i-1].Kind == prose.ListItem) {
		return 0
	}
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, "\"'“‘«([¿¡"))
	if !unicode.IsUpper(first) && !unicode.IsDigit(first) && !unicode.Is(unicode.Lo, first) {
		return 0
	}
	words := 0
	for range strings.FieldsSeq(s) {
		words++
	}
	if words > 16 {
		return 0
	}
	upper := capitals(s)
	level := 2
	if !h.any(i) {
		level = 1
	}
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, "\"'”’») "))
	long := next.Len() >= 200 && next.Len() > 2*len(s)
	switch {
	case strings.ContainsRune(",;…—–-", last), strings.HasSuffix(s, prose.Object), strings.HasSuffix(s, "..."):
		return 0
	case last == ':':
		if words > 3 && !upper {
			return 0
		}
	case last == '.' || last == '!' || last == '?' || last == '。':
		switch {
		case upper && words > 1 && last != '.':
		case numbered(s) && last == '?':
		case i == 0 && long && words <= 14:
			if last == '.' {
				h.style = stopped
			}
		case last == '.' && h.style == stopped && long && words <= 5 && !speaks(s):
		case last == '?' && long && words <= 8 && i > 0 && blocks[i-1].Len() >= 200 && h.style == plain:
		default:
			return 0
		}
		return level
	case s[0] == '"' || strings.HasPrefix(s, "“"):
		return 0
	case i > 0 && words > 8 && speaks(s):
		return 0
	}
	if h.style == unseen {
		h.style = plain
	}
	return level
}

// capitals tells whether the letters of a line are capitals.
func capitals(s string) (is bool) {
	for _, r := range s {
		if unicode.ToUpper(r) != r {
			return false
		}
		is = is || unicode.ToLower(r) != r
	}
	return is
}

// any tells whether a heading stands among the few blocks before i.
func (h *headlines) any(i int) bool {
	return h.style != unseen && i > 0
}

// numbered tells whether s begins with the number of a section: 1.1, 2.
func numbered(s string) bool {
	word, rest, _ := strings.Cut(s, " ")
	return rest != "" && digit(word[0]) && strings.Trim(word, "0123456789.") == ""
}

// speaks tells whether a short line has a word that makes it a sentence and no title.
func speaks(s string) bool {
	for w := range strings.FieldsFuncSeq(strings.ToLower(s), notLetter) {
		switch w {
		case "is", "are", "was", "were", "am", "has", "have", "had", "will", "would", "should", "must", "may", "might", "can", "could",
			"does", "did", "do", "i", "we", "he", "she", "they", "it", "you", "this", "that", "there", "not", "no", "yes", "s", "t", "said", "says":
			return true
		}
	}
	return false
}
