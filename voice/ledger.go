package voice

import (
	"slices"
	"sort"
	"strings"

	"github.com/sayso-lint/sayso/prose"
)

// Ledger says who is credited with what in a document.
type Ledger struct {
	Creditors []Creditor // in order of first mention
	Credits   []Credit   // in order of the text; those of Ground come last
	// Sites counts the citations by where they lead, as in Creditor; those of sentences whose claim is credited to
	// somebody are among them.
	Sites map[string]int
}

// Creditor is one source of the text. A body, its named head and the pronouns for either are one; so are all links to
// one site.
type Creditor struct {
	Name  string     // in the words of the first mention; the site, the author or the outlet of a citation
	First prose.Span // where it is first credited
	Class Class      // NoSource for what is only cited
	// Site is where the first link or note leads, "" where none does. On a site that carries the work of many it is the
	// address.
	Site string

	words, named map[uint64]bool // of all its mentions, of the first
	person       bool
	mentioned    int // the order of its last mention
}

// Credit is one claim that the author credits to somebody.
type Credit struct {
	prose.Span      // the source's words, or the citation
	By              int
	Block, Sentence int
	Attribution     *Attribution // nil for a citation and for Ground
	Citation        *Citation
	// Ground: nobody is credited with words, but a figure rests on it: a body that counted, a document that came out.
	Ground bool
}

// twice tells whether an attribution credits the same with the same words once more.
func (c *Credit) twice(by int, a *Attribution) bool {
	if c.By != by || c.Attribution == nil || c.Block != a.Block || c.Sentence != a.Sentence {
		return false
	}
	for _, mine := range c.Attribution.Content {
		for _, other := range a.Content {
			if mine.Overlaps(other) {
				return true
			}
		}
	}
	return false
}

// Answers tells whether words, such as "the flood plan", name the creditor: whether one name is part of the other.
func (c *Creditor) Answers(words string) bool {
	asked := map[uint64]bool{}
	for w := range strings.FieldsSeq(words) {
		if h := prose.WordOf(w); !nameless.Has(h) {
			asked[h] = true
		}
	}
	names := make([]uint64, 0, len(c.named))
	for w := range c.named {
		names = append(names, w)
	}
	return partOf(names, asked)
}

// Ledger is worked out on first use; it reads the whole document. Shared: not to be changed.
func (l *Layer) Ledger() *Ledger {
	if l.ledger == nil {
		l.ledger = &Ledger{Sites: map[string]int{}}
		k := bookkeeping{Ledger: l.ledger, layer: l, byWord: map[uint64][]int{}, byKey: map[string]int{}, notes: map[string]int{}}
		k.all()
	}
	return l.ledger
}

// bookkeeping is the walk that makes a ledger.
type bookkeeping struct {
	*Ledger
	layer   *Layer
	mention int              // counts mentions
	byWord  map[uint64][]int // creditors whose names hold a word, the latest mentioned last
	byKey   map[string]int   // creditors of citations: domain, author, outlet
	notes   map[string]int   // label → block
	lastKey string           // of the note cited last, for ibid.
	last    []int            // creditors of attributions, the latest mentioned last
	// Sentences of the block in hand that credit somebody, in order.
	credited []int
}

func (k *bookkeeping) all() {
	blocks := k.layer.doc.Blocks
	for b := range blocks {
		if blocks[b].Kind == prose.Note {
			k.notes[blocks[b].Label] = b
		}
	}
	var counted []int // blocks
	most := 0         // credits
	for b := range blocks {
		if kind := blocks[b].Kind; kind != prose.Paragraph && kind != prose.ListItem && kind != prose.Quote || k.layer.Role(b) == References {
			continue
		}
		counted = append(counted, b)
		most += len(k.layer.Attributions(b)) + len(k.layer.Citations(b)) + len(k.layer.block(b).grounds)
	}
	k.Credits = make([]Credit, 0, most)
	for _, b := range counted {
		k.block(b)
	}
	// What figures rest on comes last, so that it changes nothing about whom a pronoun stands for.
	for _, b := range counted {
		k.grounds(b)
	}
}

func (k *bookkeeping) block(b int) {
	v := k.layer
	cited := v.Citations(b)
	sentences := v.doc.Blocks[b].Sentences
	k.credited = k.credited[:0]
	attributions := v.Attributions(b)
	for i := range attributions {
		a := &attributions[i]
		if a.Kind != Speech && a.Kind != Finding || a.Source.Class == NoSource || a.Source.Class == Self || !k.authors(a) {
			continue
		}
		source := a.Source
		if source.Empty() {
			source.Span = source.Referent // his words go on in the next paragraph
		}
		if source.Empty() {
			continue
		}
		k.credited = append(k.credited, a.Sentence)
		by := k.creditor(source)
		if n := len(k.Credits); n > 0 && k.Credits[n-1].twice(by, a) {
			continue // as she put it: "…"
		}
		k.Credits = append(k.Credits, Credit{Span: source.Span, By: by, Block: b, Sentence: a.Sentence, Attribution: a})
	}
	if len(cited) == 0 {
		return
	}
	seen := map[string]bool{}
	sentence := 0
	for i := range cited {
		c := &cited[i]
		for sentence+1 < len(sentences) && sentences[sentence+1].Start <= c.Start {
			sentence++
			clear(seen)
		}
		key, site := k.key(c)
		if site != "" {
			k.Sites[site]++
		}
		if _, credited := slices.BinarySearch(k.credited, sentence); credited || key == "" || seen[key] {
			continue // a cited statement of a named source is that source's
		}
		seen[key] = true
		i, known := k.byKey[key]
		if !known {
			i = len(k.Creditors)
			k.Creditors = append(k.Creditors, Creditor{Name: key, First: c.Span, Site: site})
			k.byKey[key] = i
		}
		k.Credits = append(k.Credits, Credit{Span: c.Span, By: i, Block: b, Sentence: sentence, Citation: c})
	}
}

// authors tells whether the author, not a quoted or reported source, credits the words.
func (k *bookkeeping) authors(a *Attribution) bool {
	at := a.Cue
	if !a.Source.Empty() {
		at = a.Source.Span
	}
	who, by := k.layer.Speaker(at)
	if who == Author || by != nil && by.Cue == a.Cue {
		return true
	}
	return by != nil && (by.Source.Class == NoSource || by.Source.Class == Self) && !k.layer.spoken(a.Block, at)
}

// spoken tells whether a span lies in quoted speech.
func (l *Layer) spoken(block int, s prose.Span) bool {
	q := l.Quotations(block)
	after := sort.Search(len(q), func(i int) bool { return q[i].Start > s.Start })
	for i := after - 1; i >= 0; i-- {
		if q[i].Contains(s) && q[i].Speech {
			return true
		}
		if q[i].Depth == 0 {
			return false
		}
	}
	return false
}

// grounds credits what the figures of a block rest on.
func (k *bookkeeping) grounds(b int) {
	for _, g := range k.layer.block(b).grounds {
		if g.method {
			continue
		}
		words := nameWords(k.tokens(g.Span))
		i := k.match(words)
		if i < 0 {
			i = k.enter(k.layer.doc.Slice(g.Span), g.Span, g.class, words)
		}
		k.Credits = append(k.Credits, Credit{Span: g.Span, By: i, Block: b, Sentence: g.sentence, Ground: true})
	}
}

var (
	// nameless are words for who speaks or stands for a body, left out of its name.
	nameless = prose.WordsOf(`spokesman spokeswoman spokesperson spokespeople official officials head director chief chairman chairwoman chair leader
		secretary representative representatives mr mr. mrs mrs. ms ms. dr dr. sir its 's ’s the a an this that these those his her their our
		of for at in from and new former acting deputy , ( ) “ ” \"`)
	minister, ministry = prose.WordOf("minister"), prose.WordOf("ministry")
	anyOne             = prose.WordsOf("a an another one two three four five some several many other others")
	clauseOf           = prose.WordsOf("who which that whose where")
	oneOf              = prose.WordsOf("he she him her")
	thing              = prose.WordsOf("it its itself")
	pronounsOf         = prose.WordsOf("he she him her it its they them who which")
)

// mostNameWords bounds the words of a source's name.
const mostNameWords = 12

// creditor finds the creditor that words stand for, or enters a new one.
func (k *bookkeeping) creditor(s Source) int {
	t := k.tokens(s.Span)
	at := s.Span
	if len(t) == 1 && pronounsOf.Has(t[0].Word) {
		if !s.Referent.Empty() {
			at = s.Referent
			if i := k.match(nameWords(k.tokens(at))); i >= 0 {
				return k.again(i)
			}
		}
		// The layer's referent is nobody's source, or there is none: the last source of the kind, then.
		for n := len(k.last) - 1; n >= 0 && n >= len(k.last)-recent; n-- {
			if e := &k.Creditors[k.last[n]]; oneOf.Has(t[0].Word) && e.person || thing.Has(t[0].Word) && !e.person {
				return k.again(k.last[n])
			}
		}
		t = k.tokens(at)
	}
	words := nameWords(t)
	i := -1
	switch {
	case len(k.last) > 0 && k.Creditors[k.last[len(k.last)-1]].First.Overlaps(at):
		i = k.last[len(k.last)-1] // a clerk, who asked not to be named, said
	case len(t) > 0 && (!anyOne.Has(t[0].Word) || s.Class == NamedBody):
		// Somebody new, a neighbour, is nobody known; a spokesman of the ministry is the ministry.
		i = k.match(words)
	}
	if i < 0 {
		i = k.enter(k.layer.doc.Slice(at), at, s.Class, words)
	} else {
		k.learn(i, words)
	}
	return k.again(i)
}

// enter adds a creditor.
func (k *bookkeeping) enter(name string, first prose.Span, class Class, words []uint64) int {
	i := len(k.Creditors)
	c := Creditor{Name: name, First: first, Class: class, words: map[uint64]bool{}, named: map[uint64]bool{}}
	c.person = class == NamedPerson || class == BareAnonymous || class == DescribedAnonymous
	for _, w := range words {
		c.named[w] = true
	}
	k.Creditors = append(k.Creditors, c)
	k.learn(i, words)
	return i
}

// learn adds words by which a creditor is known.
func (k *bookkeeping) learn(i int, words []uint64) {
	for _, w := range words {
		if !k.Creditors[i].words[w] {
			k.Creditors[i].words[w] = true
			k.byWord[w] = append(k.byWord[w], i)
		}
	}
}

// again notes that a creditor is mentioned.
func (k *bookkeeping) again(i int) int {
	k.mention++
	k.Creditors[i].mentioned = k.mention
	if n := len(k.last); n == 0 || k.last[n-1] != i {
		k.last = append(k.last, i)
	}
	return i
}

// recent bounds how many creditors are compared with a new mention.
const recent = 8

func (k *bookkeeping) tokens(s prose.Span) []prose.Token {
	b, n := k.layer.doc.SentenceAt(s.Start)
	if b < 0 || n < 0 {
		return nil
	}
	st := &k.layer.doc.Blocks[b].Sentences[n]
	first, last := st.TokensIn(s)
	return st.Tokens[first:last]
}

// nameWords are the words that tell a source from others: articles, titles and who speaks for it left out, up to a
// relative clause; a minister goes for the ministry.
func nameWords(t []prose.Token) (words []uint64) {
	for i, w := range t {
		if i > 0 && clauseOf.Has(w.Word) || len(words) == mostNameWords {
			break
		}
		switch {
		case w.Word == minister:
			words = append(words, ministry)
		case !nameless.Has(w.Word):
			words = append(words, w.Word)
		}
	}
	if len(words) == 0 {
		for _, w := range t[:min(len(t), mostNameWords)] {
			words = append(words, w.Word)
		}
	}
	return words
}

// match is the creditor mentioned last whose name holds all the words or is held by them; -1 where there is none.
func (k *bookkeeping) match(words []uint64) int {
	best := -1
	for _, w := range words {
		ids := k.byWord[w]
		for n := len(ids) - 1; n >= 0 && n >= len(ids)-recent; n-- {
			i := ids[n]
			if (best < 0 || k.Creditors[i].mentioned > k.Creditors[best].mentioned) && partOf(words, k.Creditors[i].words) {
				best = i
			}
		}
	}
	return best
}

// partOf tells whether all the words are among others, or all others among the words.
func partOf(words []uint64, others map[uint64]bool) bool {
	shared := 0
	for _, w := range words {
		if others[w] {
			shared++
		}
	}
	return shared > 0 && (shared == len(words) || shared == len(others))
}

// key says where a citation leads, so that those of one origin are one source, and which site that is; "" where that
// cannot be told.
func (k *bookkeeping) key(c *Citation) (key, site string) {
	switch c.Kind {
	case LinkCitation:
		site = origin(c.Target)
		return site, site
	case FootnoteCitation:
		key, site = k.noteKey(c.Target)
		if key == "ibid" {
			key = k.lastKey
		}
		k.lastKey = key
		return key, site
	case AuthorYear, Bracket:
		text := strings.Trim(k.layer.doc.Slice(c.Span), "[]() ")
		if c.Target != "" {
			text = c.Target
		}
		if i := strings.IndexAny(text, ",;:("); i > 0 {
			text = text[:i]
		}
		if y := yearAt(text); y > 0 {
			text = text[:y]
		}
		return strings.TrimSpace(text), ""
	default:
		return "", ""
	}
}

// noteKey is the origin of the first address in a note, else what the note begins with up to a comma or full stop.
func (k *bookkeeping) noteKey(label string) (key, site string) {
	b, ok := k.notes[label]
	if !ok {
		return "", ""
	}
	note := k.layer.doc.Blocks[b].Span
	for _, m := range k.layer.doc.MarksIn(note) {
		if m.Kind == prose.Link || m.Kind == prose.Address {
			if site := origin(m.Target); site != "" {
				return site, site
			}
		}
	}
	text := k.layer.doc.Slice(note)
	if i := strings.IndexAny(text, ",.;:("); i > 0 {
		text = text[:i]
	}
	if key := strings.TrimSpace(text); !strings.EqualFold(key, "ibid") {
		return key, ""
	}
	return "ibid", ""
}

// yearAt is where a year stands in s, -1 where none does.
func yearAt(s string) int {
	run := 0
	for i := 0; i <= len(s); i++ {
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

// carriers are sites that carry the work of many: what counts there is the account or the document, not the site.
var carriers = map[string]bool{
	"doi.org": true, "dx.doi.org": true, "web.archive.org": true, "archive.org": true, "archive.is": true, "archive.ph": true, "jstor.org": true,
	"arxiv.org": true, "ssrn.com": true, "papers.ssrn.com": true, "pubmed.ncbi.nlm.nih.gov": true, "ncbi.nlm.nih.gov": true,
	"researchgate.net": true, "academia.edu": true, "youtube.com": true, "youtu.be": true, "twitter.com": true, "x.com": true,
	"facebook.com": true, "instagram.com": true, "linkedin.com": true, "t.me": true, "tiktok.com": true, "reddit.com": true, "medium.com": true,
	"substack.com": true, "github.com": true, "bit.ly": true, "t.co": true, "tinyurl.com": true, "books.google.com": true, "sciencedirect.com": true,
	"link.springer.com": true, "onlinelibrary.wiley.com": true, "tandfonline.com": true, "journals.sagepub.com": true, "scholar.google.com": true,
}

// origin is the site of an address, or the address itself on a site of carriers; "" for an address within one's own site.
func origin(address string) string {
	_, rest, ok := strings.Cut(address, "://")
	if !ok {
		if rest, ok = strings.CutPrefix(address, "//"); !ok {
			return ""
		}
	}
	site, path, _ := strings.Cut(rest, "/")
	site, _, _ = strings.Cut(strings.TrimPrefix(strings.ToLower(site), "www."), ":")
	if carriers[site] {
		path, _, _ = strings.Cut(path, "#")
		return site + "/" + path
	}
	return site
}
