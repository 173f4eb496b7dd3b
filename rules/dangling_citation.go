package rules

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/voice"
)

var danglingCitation = &lint.Rule{
	ID:      "dangling-citation",
	Summary: "a citation leads nowhere, or a placeholder was left in",
	Why:     "a mark promises a reader that there is a source; one that leads nowhere breaks the promise where it is checked",
	Remedy:  "complete or remove it before publishing",
	Family:  lint.Sourcing,
	Severity: map[lint.Profile]lint.Severity{
		lint.Newsroom: lint.Error, lint.OpEd: lint.Error, lint.Intel: lint.Error, lint.Encyclopedic: lint.Error,
		lint.Policy: lint.Error, lint.Academic: lint.Error, lint.Humanitarian: lint.Error,
	},
	Confidence: lint.High, Since: "0.1.0",
	Standards: []lint.Standard{
		{Source: "ICS 206-01 (2024)", Where: "citation elements", Demands: "complete, retrievable citation"},
		{Source: "Wikipedia {{citation needed}}, {{who}}, {{by whom}}", Where: "inline cleanup tags", Demands: "must be resolved"},
		{Source: "house practice", Where: "TK/XXX", Demands: "never publish placeholders"},
	},
	Examples: []lint.Example{
		{Input: "Losses doubled within a year.[^7]", Finds: "[^7]", Format: "markdown"},
		{Input: "Output fell by a third (Brandt 2021).\n\n## References\n\nMeyer, A. (2018). Tides and tariffs. Harbour Press.", Finds: "Brandt 2021", Format: "markdown"},
		{Input: "The fee was raised in May [citation needed].", Finds: "[citation needed]"},
		{Input: "The quay was sold for CHECKME dollars.", Finds: "CHECKME", Options: map[string]any{"placeholders_extra": []any{"CHECKME"}}},
		{Input: "Losses doubled within a year.[^7]\n\n[^7]: Harbour authority, storm damage tally, 4 March 2021.", Because: "the note is defined at the end", Format: "markdown"},
		{Input: "Output fell by a third (Meyer 2018).\n\n## References\n\nMeyer, A. (2018). Tides and tariffs. Harbour Press.", Because: "the work is in the reference list", Format: "markdown"},
		{Input: "Output fell by a third (Brandt 2021).", Because: "the document has no reference list to check against"},
		{Input: "Volume XX of the gazette prints the decree.", Because: "Roman numeral, not a placeholder"},
		{Input: "The bout ended in a TKO in the third round.", Because: "abbreviation"},
	},

	Options:  func() any { return &danglingOptions{} },
	Document: checkDangling,
}

type danglingOptions struct {
	PlaceholdersExtra []string `yaml:"placeholders_extra" doc:"further placeholders of the house that must not be published"`
}

// longestMark bounds the bytes of a bracket that may be a mark or a tag.
const longestMark = 64

// leavings are the word lists of dangling-citation in all languages together: an editor's tag means the same in any text.
type leavings struct {
	tags, asking, lists map[string]bool
	openers             map[uint64]bool   // the first words of tags and of what asks
	broken              map[byte][]string // by a byte of theirs that texts are not full of
	units               set
}

var leftIn = sync.OnceValue(func() *leavings {
	l := &leavings{tags: map[string]bool{}, asking: map[string]bool{}, lists: map[string]bool{}, openers: map[uint64]bool{}, broken: map[byte][]string{}}
	var units []string
	for _, list := range listed("dangling-citation") {
		for _, phrase := range list.Phrases {
			switch list.Name {
			case "tags":
				l.tags[prose.Fold(phrase)] = true
				l.openers[opener(phrase)] = true
			case "asking":
				l.asking[prose.Fold(phrase)] = true
				l.openers[opener(phrase)] = true
			case "lists":
				l.lists[prose.Fold(phrase)] = true
			case "broken":
				mark := phrase[0]
				if strings.IndexByte(phrase, '!') >= 0 {
					mark = '!'
				}
				l.broken[mark] = append(l.broken[mark], phrase)
			default:
				units = append(units, phrase)
			}
		}
	}
	l.units = setOf(strings.Join(units, " "))
	return l
})

// opener is the first word of a phrase.
func opener(phrase string) uint64 {
	phrase = strings.TrimSpace(phrase)
	if n := strings.IndexFunc(phrase, unicode.IsSpace); n >= 0 {
		phrase = phrase[:n]
	}
	return prose.WordOf(phrase)
}

func checkDangling(p *lint.Pass) {
	d := &danglings{Pass: p, notes: map[string]bool{}, entries: map[string]bool{}}
	// Where the text has notes, an entry below "References" is as well one of them as one of numbered works.
	footnotes := slices.ContainsFunc(p.Doc.Marks, func(m prose.Mark) bool { return m.Kind == prose.Footnote })
	for i := range p.Doc.Blocks {
		if b := &p.Doc.Blocks[i]; b.Kind == prose.Note {
			d.notes[b.Label] = true
			if workNumber(b.Label) && !footnotes && voice.Of(p.Doc).Role(i) == voice.References {
				d.entries[b.Label] = true
			}
		}
		d.marks(i)
	}
	for _, b := range d.brackets {
		d.define(b)
	}
	for _, b := range d.brackets {
		if p.Doc.Blocks[b.block].Kind != prose.Furniture {
			d.resolve(b)
		}
	}
	for _, m := range p.Doc.Marks {
		switch {
		case m.Kind == prose.Footnote && !d.notes[m.Target]:
			d.report(m.Span, "the text has no note of this name")
		case m.Kind == prose.Link && p.Doc.Format == "markdown" && leadsNowhere(m.Target):
			d.report(m.Span, "the link has no address")
		}
	}
	d.placeholders()
	d.authorYears()
}

// danglings is the search through one document.
type danglings struct {
	*lint.Pass
	notes    map[string]bool // labels of notes
	entries  map[string]bool // numbers of a list of works that is written [1] …, [2] …
	brackets []bracket
}

func (d *danglings) report(s prose.Span, why string) {
	if b := d.Doc.BlockAt(s.Start); b < 0 || d.Doc.Blocks[b].Kind == prose.Furniture {
		return
	}
	text := d.Text(s)
	if text == prose.Object { // a mark, shown as its reader sees it
		text = d.Doc.Locate(s).Text
		if _, inner, tag := strings.Cut(text, ">"); tag {
			text, _, _ = strings.Cut(inner, "<")
		}
	}
	d.Report(lint.Finding{
		Span: s, Message: lint.Quoted(text) + " does not resolve to a source", Notes: []lint.Note{{Text: why}},
	})
}

// leadsNowhere tells whether the address of a link was never filled in.
func leadsNowhere(target string) bool {
	switch strings.ToLower(strings.TrimSpace(target)) {
	case "", "#", "http://", "https://", "url", "link", "tk", "tbd", "todo", "xx", "xxx":
		return true
	}
	return false
}

// bracket is one that may be a mark: short, with something in it.
type bracket struct {
	prose.Span
	inner string
	block int
}

// marks lists the brackets of a block. Each kind is looked for by itself, which is faster than to look for one of three.
func (d *danglings) marks(block int) {
	text := d.Doc.Text[:d.Doc.Blocks[block].End]
	next := func(from int, c byte) int {
		if n := strings.IndexByte(text[from:], c); n >= 0 {
			return from + n
		}
		return len(text)
	}
	start := d.Doc.Blocks[block].Start
	round, square, curly := next(start, '('), next(start, '['), next(start, '{')
	for {
		var end string
		i := min(round, square, curly)
		switch i {
		case len(text):
			return
		case round:
			round, end = next(i+1, '('), ")"
		case square:
			square, end = next(i+1, '['), "]"
		default:
			curly, end = next(i+1, '{'), "}}"
			if curly != i+1 || curly == len(text) {
				continue // one alone
			}
		}
		from := i + len(end)
		if n := strings.Index(text[from:min(len(text), from+longestMark)], end); n > 0 {
			d.brackets = append(d.brackets, bracket{prose.Span{Start: i, End: from + n + len(end)}, text[from : from+n], block})
		}
	}
}

// define takes note of the notes and works that plain text writes out: [^3]: …, [12] … at the start of a line.
func (d *danglings) define(s bracket) {
	text, block, inner := d.Doc.Text, &d.Doc.Blocks[s.block], s.inner
	if text[s.Start] != '[' || s.Start > block.Start && text[s.Start-1] != '\n' || s.End >= block.End {
		return
	}
	if label, ok := strings.CutPrefix(inner, "^"); ok {
		if text[s.End] == ':' {
			d.notes[label] = true
		}
	} else if workNumber(inner) && (text[s.End] == ' ' || text[s.End] == ':') {
		d.entries[inner] = true
	}
}

// fewestEntries is how many numbered works make a list.
const fewestEntries = 3

// resolve judges a bracket.
func (d *danglings) resolve(s bracket) {
	text, inner := d.Doc.Text, s.inner
	if label, ok := strings.CutPrefix(inner, "^"); ok && text[s.Start] == '[' {
		if !d.notes[label] && !strings.ContainsAny(label, " \n") {
			d.report(s.Span, "the text has no note of this name")
		}
		return
	}
	if text[s.Start] == '[' && workNumber(inner) {
		if len(d.entries) >= fewestEntries && d.entries["1"] && !d.entries[inner] && inner != "0" {
			d.report(s.Span, "the list of works has no entry of this number")
		}
		return
	}
	inner, _, _ = strings.Cut(inner, "|")
	l := leftIn()
	if !l.openers[opener(inner)] {
		return // as most are
	}
	inner = strings.Join(strings.Fields(prose.Fold(inner)), " ")
	if text[s.Start] == '(' && d.glossed(prose.Span{Start: s.Start + 1, End: s.End - 1}) {
		return // an abbreviation explained: Turn Keys (TK)
	}
	if l.tags[inner] || l.asking[inner] && text[s.Start] != '(' {
		d.report(s.Span, "an editor's tag that nobody has answered")
	}
}

// workNumber tells whether a bracket holds one number of a list of works; a year is none.
func workNumber(s string) bool {
	return s != "" && len(s) <= 3 && strings.Trim(s, "0123456789") == ""
}

// placeholders looks for what stands for words to come.
func (d *danglings) placeholders() {
	const why = "a placeholder for what was to come"
	for mark, phrases := range leftIn().broken {
		d.occurrences(mark, phrases, func(s prose.Span) { d.report(s, "the word processor lost the reference") })
	}
	for _, word := range d.Options.(*danglingOptions).PlaceholdersExtra {
		if word == "" {
			continue
		}
		d.occurrences(word[0], []string{word}, func(s prose.Span) {
			if d.wordAlone(s) {
				d.report(s, why)
			}
		})
	}
	acronym := false
	var tks []prose.Span
	d.occurrences('K', []string{"TK"}, func(s prose.Span) {
		for strings.HasPrefix(d.Doc.Text[s.End:], "TK") {
			s.End += 2
		}
		if n := len(tks); d.wordAlone(s) && (n == 0 || tks[n-1].End <= s.Start) {
			tks = append(tks, s)
			acronym = acronym || d.glossed(s)
		}
	})
	for _, s := range tks {
		if !acronym && !d.bracketed(s) && !d.partOfName(s) {
			d.report(s, why)
		}
	}
	end := 0
	d.occurrences('X', []string{"XX"}, func(s prose.Span) {
		if s.Start < end {
			return
		}
		for s.End < len(d.Doc.Text) && d.Doc.Text[s.End] == 'X' {
			s.End++
		}
		end = s.End
		if d.wordAlone(s) && !d.bracketed(s) && d.numberToCome(s) {
			d.report(s, why)
		}
	})
}

// occurrences finds phrases throughout the text, by a mark that all of them have: the text is gone through once for all.
func (d *danglings) occurrences(mark byte, phrases []string, found func(prose.Span)) {
	text := d.Doc.Text
	from := 0 // where the last one ends
	for at := 0; ; at = max(at+1, from) {
		n := strings.IndexByte(text[at:], mark)
		if n < 0 {
			return
		}
		at += n
		for _, phrase := range phrases {
			if start := at - strings.IndexByte(phrase, mark); start >= from && strings.HasPrefix(text[start:], phrase) {
				from = start + len(phrase)
				found(prose.Span{Start: start, End: from})
				break
			}
		}
	}
}

// around are the runes before and behind a span, 0 where its block ends.
func (d *danglings) around(s prose.Span) (before, after rune) {
	if b := d.Doc.BlockAt(s.Start); b >= 0 {
		block := d.Doc.Blocks[b].Span
		if s.Start > block.Start {
			before, _ = utf8.DecodeLastRuneInString(d.Doc.Text[block.Start:s.Start])
		}
		if s.End < block.End {
			after, _ = utf8.DecodeRuneInString(d.Doc.Text[s.End:block.End])
		}
	}
	return before, after
}

func (d *danglings) wordAlone(s prose.Span) bool {
	joins := func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("-_/@’'", r) && r != 0
	}
	before, after := d.around(s)
	return !joins(before) && !joins(after)
}

// bracketed tells whether a word is all that stands in a bracket, which resolve has seen.
func (d *danglings) bracketed(s prose.Span) bool {
	before, after := d.around(s)
	return before == '[' && after == ']' || before == '(' && after == ')' || before == '{' && after == '}'
}

// glossed tells whether the document explains the letters as an abbreviation: Turn Keys (TK).
func (d *danglings) glossed(s prose.Span) bool {
	before, after := d.around(s)
	t, first, _ := d.tokensAt(s)
	return before == '(' && after == ')' && first >= 2 && first < len(t) && capital(d.Text(t[first].Span)) && capital(d.Text(t[first-2].Span))
}

// partOfName tells whether a word has a capitalised neighbour or a number behind it: TK Outfitters, TK 500 a day.
func (d *danglings) partOfName(s prose.Span) bool {
	t, first, last := d.tokensAt(s)
	if last < len(t) {
		if next := d.Text(t[last].Span); (capital(next) || unicode.IsDigit(rune(next[0]))) && !strings.HasPrefix(next, "TK") {
			return true
		}
	}
	if first < 1 || strings.HasPrefix(d.Text(t[first-1].Span), "TK") {
		return false
	}
	return first > 1 && capital(d.Text(t[first-1].Span))
}

// numberToCome tells whether capital Xs stand for a number and not for a Roman one or a name: a sign of money before them,
// a unit behind, or so many of them that they can be nothing else.
func (d *danglings) numberToCome(s prose.Span) bool {
	before, after := d.around(s)
	t, first, last := d.tokensAt(s)
	switch {
	case strings.ContainsRune("$€£¥", before) && before != 0, after == '%':
		return true
	case first > 0 && capital(d.Text(t[first-1].Span)) && first > 1:
		return false // Volume XX
	case last < len(t) && leftIn().units.has(t[last]):
		return true
	}
	return s.Len() > len("XXX") && (last >= len(t) || !capital(d.Text(t[last].Span)))
}

func (d *danglings) tokensAt(s prose.Span) (tokens []prose.Token, first, last int) {
	b, n := d.Doc.SentenceAt(s.Start)
	if b < 0 || n < 0 {
		return nil, 0, 0
	}
	st := &d.Doc.Blocks[b].Sentences[n]
	first, last = st.TokensIn(s)
	return st.Tokens, first, last
}

// works is the index of a list of works: which entries hold a name, and which years an entry holds.
type works struct {
	byName map[uint64][]int32
	years  map[workYear]bool
}

type workYear struct {
	entry int32
	year  string
}

// sameName bounds how many entries of one name are looked through; where a name is in more, it is taken for resolved.
const sameName = 64

// authorYears holds the author-year citations against the list of works, where the text has one.
func (d *danglings) authorYears() {
	list := works{map[uint64][]int32{}, map[workYear]bool{}}
	var cited []int
	level := 0 // of the list's heading; 0: not in a list
	for i := range d.Doc.Blocks {
		b := &d.Doc.Blocks[i]
		switch {
		case b.Kind == prose.Heading && leftIn().lists[listHeading(d.Text(b.Span))]:
			level = max(b.Level, 1)
		case b.Kind == prose.Heading && b.Level <= level:
			level = 0
		case level > 0:
			list.add(d.Text(b.Span), int32(i))
		case b.Kind == prose.Paragraph || b.Kind == prose.ListItem || b.Kind == prose.Cell || b.Kind == prose.Caption:
			cited = append(cited, i)
		}
	}
	if len(list.years) == 0 {
		return
	}
	var running []prose.Span // Brandt (2021): reported only where the text is seen to cite in this way
	resolves := false
	for _, i := range cited {
		if !d.mayCite(&d.Doc.Blocks[i]) {
			continue
		}
		for _, c := range voice.Of(d.Doc).Citations(i) {
			if c.Kind != voice.AuthorYear || c.Target != "" || d.emphasised(c.Span) {
				continue
			}
			at := c.Start
			for part := range strings.SplitSeq(d.Text(c.Span), ";") {
				span, known := list.cites(part)
				span.Start, span.End = span.Start+at, span.End+at
				at += len(part) + 1
				switch {
				case known:
					resolves = true
				case span.Empty():
				case capital(d.Text(c.Span)):
					if !d.placed(c.Span) {
						running = append(running, c.Span)
					}
				default:
					d.report(span, "no entry of the list of works has this name and year")
				}
			}
		}
	}
	for _, s := range running {
		if resolves {
			d.report(s, "no entry of the list of works has this name and year")
		}
	}
}

// mayCite tells whether a block may have citations by author and year: it has brackets or marks, and a year. That saves asking
// for its citations.
func (d *danglings) mayCite(b *prose.Block) bool {
	text := d.Text(b.Span)
	return (strings.IndexByte(text, '(') >= 0 || strings.IndexByte(text, '[') >= 0 || len(d.Doc.MarksIn(b.Span)) > 0) && yearAt(text, 0) >= 0
}

// emphasised tells whether a name is set as a title: Jane Eyre (1847).
func (d *danglings) emphasised(s prose.Span) bool {
	for _, m := range d.Doc.MarksIn(s) {
		if m.Kind == prose.Emphasis || m.Kind == prose.Link {
			return true
		}
	}
	return false
}

// placed tells whether a name with a year in brackets behind it says where something was: in Paris (2015).
func (d *danglings) placed(s prose.Span) bool {
	t, first, last := d.tokensAt(s)
	return first < last && (locatives.has(t[first]) || first > 0 && locatives.has(t[first-1]))
}

var locatives = setOf("in at from to since during near around the")

// listHeading is a heading as the lists have it: folded, without number, and up to its "and".
func listHeading(heading string) string {
	if len(heading) > longestMark {
		return ""
	}
	h := strings.Trim(prose.Fold(heading), " 0123456789.:*#")
	for _, and := range []string{" and ", " und ", " et ", " y ", " e ", " en "} {
		h, _, _ = strings.Cut(h, and)
	}
	return h
}

// yearAt is where the first year of publication begins at or behind from, -1 where there is none.
func yearAt(s string, from int) int {
	run := 0
	for i := from; i <= len(s); i++ {
		if i < len(s) && '0' <= s[i] && s[i] <= '9' {
			run++
			continue
		}
		if y := s[i-run : i]; run == 4 && "1500" <= y && y <= "2100" {
			return i - run
		}
		run = 0
	}
	return -1
}

// names hands over the capitalised words of s, without a possessive ending, and where they begin.
func names(s string, found func(name string, at int)) {
	letter := func(r rune) bool { return unicode.IsLetter(r) || r == '-' || r == '\'' || r == '’' }
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !letter(r) {
			i += n
			continue
		}
		end := strings.IndexFunc(s[i:], func(r rune) bool { return !letter(r) })
		if end < 0 {
			end = len(s) - i
		}
		if unicode.IsUpper(r) {
			found(strings.TrimSuffix(strings.TrimSuffix(s[i:i+end], "'s"), "’s"), i)
		}
		i += end
	}
}

// initialWords is how many capitalised words at the head of an entry may make an acronym.
const initialWords = 12

// add indexes an entry.
func (w *works) add(text string, entry int32) {
	for at := yearAt(text, 0); at >= 0; at = yearAt(text, at+4) {
		w.years[workYear{entry, text[at : at+4]}] = true
	}
	var initials []byte
	put := func(name string) {
		h := prose.WordOf(name)
		if e := w.byName[h]; len(e) == 0 || e[len(e)-1] != entry {
			w.byName[h] = append(e, entry)
		}
	}
	names(text, func(name string, _ int) {
		put(name)
		if len(initials) < initialWords {
			initials = append(initials, name[0])
		}
	})
	// World Health Organization (2020) is cited as WHO 2020.
	for i := range initials {
		for j := i + 2; j <= len(initials); j++ {
			put(string(initials[i:j]))
		}
	}
}

// notWorks are words that a year in brackets follows though no work is cited.
var notWorks = setOf(`act acts agreement amendment bill census code championship championships charter chapter conference constitution
	convention cup decree directive directives edition election elections figure law olympics panel protocol regulation resolution season
	section summit table treaty version war january february march april may june july august september october november december
	spring summer autumn fall winter`)

// leads are words before a citation that are no part of it.
var leads = setOf("see source sources cf also in from data adapted based own e.g for compare after")

// cites reads one author-year citation: where in part its first name to its year stand, empty where it is none, and
// whether an entry has one of the names with the year.
func (w *works) cites(part string) (span prose.Span, known bool) {
	year := yearAt(part, 0)
	if year < 0 {
		return prose.Span{}, false
	}
	span = prose.Span{Start: -1, End: year + 4}
	if span.End < len(part) && 'a' <= part[span.End] && part[span.End] <= 'z' {
		span.End++
	}
	other := false
	names(part[:year], func(name string, at int) {
		h := prose.WordOf(name)
		if notWorks.Has(h) {
			other = true
		}
		if leads.Has(h) && span.Start < 0 {
			return
		}
		if span.Start < 0 {
			span.Start = at
		}
		entries := w.byName[h]
		known = known || len(entries) > sameName
		for _, e := range entries[:min(len(entries), sameName)] {
			known = known || w.years[workYear{e, part[year : year+4]}]
		}
	})
	if span.Start < 0 || other {
		return prose.Span{}, known
	}
	return span, known
}
