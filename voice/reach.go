package voice

import (
	"slices"
	"sort"

	"github.com/sayso-lint/sayso/prose"
)

// ground is what shows in a sentence where its figures come from, without crediting words to anybody: a body that counted
// or published, a document that came out, the author's own method.
type ground struct {
	prose.Span
	class    Class
	method   bool
	near     bool // covers its own sentence and the next one alone
	sentence int
}

// ground looks for the origin of figures in the sentence.
func (c *clause) ground() {
	c.sourceLine()
	if c.gist&(methodNoun|measuring|figureNoun|own|tabular|exhibit|inspecting|number) == 0 {
		return // all that is looked for below has one of them
	}
	t := trail{-1, -1, -1}
	if c.gist&tabular != 0 {
		for i := range c.w {
			w := &c.w[i]
			if w.is(stopping) {
				c.rest(&t, i)
			}
			if w.is(tabular) && w.mark == 0 && w.quoted == 0 {
				c.issued(i)
			}
			switch {
			case w.mark != 0 || w.quoted != 0:
			case w.is(preposition) && w.shape&gerund == 0:
				c.documented(i)
			case i == 0 || c.w[i-1].mark == ',' && i < 12:
				c.documented(i - 1)
			}
		}
	} else {
		for _, i := range c.stops {
			c.rest(&t, int(i))
		}
	}
	if t.pointer >= 0 && t.work >= 0 && (t.self >= 0 || t.work < t.pointer) {
		c.v.grounds = append(c.v.grounds, ground{c.span(min(t.work, t.pointer), max(t.work, t.pointer)+1), Self, true, false, c.sentence})
	}
}

// trail is where in a sentence the author is named, what the author did, and what it is called; -1 where nowhere yet.
type trail struct{ self, work, pointer int }

// rest looks whether token i shows what figures rest on.
func (c *clause) rest(t *trail, i int) {
	w := &c.w[i]
	if w.mark != 0 || w.quoted != 0 {
		return
	}
	switch {
	case w.is(own) && t.self < 0:
		t.self = i
	case w.is(ownWork) && i > 1 && c.w[i-1].is(own) && c.w[i-2].is(preposition): // on our numbers
		c.v.grounds = append(c.v.grounds, ground{c.span(i-1, i+1), Self, true, false, c.sentence})
	case w.is(emphatic) && i > 1 && c.w[i-1].is(possessive) && c.w[i-2].is(preposition|by) && i+1 < len(c.w) && accounts.Has(c.t[i+1].Word): // by its own account
		c.v.grounds = append(c.v.grounds, ground{c.span(i-1, i+2), NamedBody, false, false, c.sentence})
	case w.is(methodNoun) && t.pointer < 0:
		t.pointer = i
		if i > 0 && c.w[i-1].is(own|emphatic) { // by our calculation; own calculations
			c.v.grounds = append(c.v.grounds, ground{c.span(i-1, i+1), Self, true, false, c.sentence})
		}
	}
	if w.is(calculating) && t.work < 0 {
		t.work = i
	}
	ours := t.self >= 0 && t.self >= i-4 && t.self < i
	switch {
	case w.is(measuring):
		if ours && !w.is(calculating) {
			t.work, t.pointer = i, i
		}
		c.measured(i)
	case ours && w.is(researching):
		t.work, t.pointer = i, i
	case w.is(publishing):
		c.published(i)
	}
	if w.is(figureNoun) && i+1 < len(c.w) {
		c.originates(i)
	}
	switch {
	case w.shape&digits != 0:
		c.evidence(i)
	case w.is(exhibit) && w.shape&capital != 0:
		c.exhibited(i)
	case w.is(inspecting):
		c.inspected(i)
	case w.is(section):
		c.referred(i)
	}
}

// accounts is what others give of themselves: by its own account, on their own figures.
var accounts = prose.WordsOf("account accounts accounting admission figures numbers estimate estimates reckoning count calculation calculations data telling")

// measured takes the subject of a verb of counting or publishing, or who did it: 38 economists polled by the Courier.
func (c *clause) measured(i int) {
	if i > 0 && c.w[i].shape&capital != 0 {
		return // part of a name: the Coastal Review
	}
	if i+1 < len(c.w) && c.w[i+1].is(by) && c.w[i].shape&gerund == 0 {
		if c.t[i].Word == followedWord {
			return // what comes next made nothing
		}
		c.credit(c.phraseAfter(i+2), false)
		return
	}
	g := i
	for g > 0 && (c.adverbial(g-1) || c.w[g-1].is(be|have)) && c.w[g-1].mark == 0 && i-g < 6 {
		if c.w[g-1].is(negation) {
			return
		}
		g--
	}
	if g == 0 || c.w[g-1].is(determiner|possessive|modal|to|preposition) {
		return
	}
	np, _ := c.subjectBefore(g)
	if np.empty() || c.question {
		return
	}
	s := c.source(np)
	if h := c.head(np); !s.Class.Named() && h+2 < np.last && c.w[h+1].is(of) {
		s = c.source(phrase{h + 2, np.last}) // monitors of the Joint Mission
	}
	if s.Class.Named() && !s.Referent.Empty() {
		c.v.grounds = append(c.v.grounds, ground{s.Span, s.Class, false, false, c.sentence})
	}
}

// documented takes a named collection of figures that a figure is in, from or by: in a Harbour Times poll, by the union's
// tally; or that the clause is about: the 2020 census had.
func (c *clause) documented(i int) {
	if i+1 >= len(c.w) || c.w[i+1].quoted != 0 || !c.tabulated(i+1) {
		return
	}
	np := c.phraseAfter(i + 1)
	if np.empty() {
		return
	}
	h := c.head(np)
	if i >= 0 && c.w[i].is(to) && c.w[h].shape&capital != 0 {
		return // who is written to: the Coastal Review
	}
	if (i < 0 || c.w[i].mark != 0) && measurable.Has(c.t[h].Word) {
		return // the figure is of themselves: waiting lists in Marlow grew, returns on Treasury bonds fell
	}
	if !c.w[h].is(tabular) || !c.identified(np) || h+1 < np.last && !c.w[h+1].is(preposition) {
		return
	}
	for j := np.first; j < np.last; j++ {
		if c.proper(j) || j < h && c.w[j].shape&digits != 0 || j != h && c.w[j].is(body|document|collective) {
			c.v.grounds = append(c.v.grounds, ground{c.span(np.first, np.last), NamedDocument, false, false, c.sentence})
			return
		}
	}
}

// measurable are documents of figures that are as often what somebody measures.
var measurable = prose.WordsOf("list lists returns")

// issued takes who made the document of figures at token i, where a participle behind it says so: in a poll conducted by the
// Harbour Times; the survey, released on Monday by the institute.
func (c *clause) issued(i int) {
	made := i + 1
	if made < len(c.w) && c.w[made].mark == ',' {
		made++
	}
	if made >= len(c.w) || !issuing.Has(c.t[made].Word) {
		return
	}
	for j := made + 1; j < len(c.w) && j < made+6 && c.w[j].mark == 0; j++ {
		if c.w[j].is(by) {
			c.credit(c.phraseAfter(j+1), false)
			return
		}
	}
}

var issuing = prose.WordsOf("conducted commissioned released published compiled issued produced prepared carried undertaken fielded collected kept run done")

// credit takes a phrase that figures come from, where it names or describes somebody. Who gives a figure or revises one is
// described by that.
func (c *clause) credit(np phrase, gives bool) {
	if np.empty() {
		return
	}
	s := c.source(np)
	if gives && !s.Class.Named() {
		s.Class = DescribedAnonymous
	}
	if s.Class.Named() || s.Class == DescribedAnonymous {
		c.v.grounds = append(c.v.grounds, ground{s.Span, s.Class, false, false, c.sentence})
	}
}

// tabulated tells whether a document made of figures stands in the words from token i to the next mark.
func (c *clause) tabulated(i int) bool {
	for j := i; j < len(c.w) && j < i+widest && c.w[j].mark == 0; j++ {
		if c.w[j].is(tabular) {
			return true
		}
	}
	return false
}

// published takes the subject of a verb of publishing where it, or what is published, is made of figures.
func (c *clause) published(i int) {
	if measurable.Has(c.t[i].Word) && i+1 < len(c.w) && c.w[i+1].is(preposition|of) {
		return // a noun: waiting lists in Marlow
	}
	for j := max(0, i-widest/3); j < len(c.w) && j < i+widest/3; j++ {
		if c.w[j].is(tabular) || c.w[j].is(figureNoun) {
			c.measured(i)
			return
		}
	}
}

// originates reads the figure comes from X, figures from X, numbers compiled by X; X's figure of 300; X gave a
// figure of 300; X raised its forecast.
func (c *clause) originates(i int) {
	for j := i - 1; j >= 0 && j > i-4 && c.w[j].mark == 0; j-- {
		switch w := &c.w[j]; {
		case w.is(clitic) && j > 0 && c.gives(i):
			c.credit(c.phraseBefore(j-1), false)
			return
		case w.is(clitic) && j > 0 && accounts.Has(c.t[i].Word): // on the union's own numbers
			if np := c.phraseBefore(j - 1); np.first > 0 && c.w[np.first-1].is(preposition|by) {
				c.credit(np, false)
			}
			return
		case w.is(possessive) && !w.is(own) && j > 0 && reckoned.Has(c.t[i].Word) && (c.gives(i) || !c.w[i+1].is(of) && (revising.Has(c.t[j-1].Word) || j > 1 && particle.Has(c.t[j-1].Word) && revising.Has(c.t[j-2].Word))):
			c.credit(phrase{j, j + 1}, !c.w[i+1].is(of))
			return
		case w.is(determiner) && j > 0 && c.gives(i) && giving.Has(c.t[j-1].Word):
			np, _ := c.subjectBefore(c.group(j - 1).first)
			if np.empty() {
				np = c.theme(j) // a defector interviewed in May gave
			}
			c.credit(np, true)
			return
		}
	}
	for j := i + 1; j < len(c.w) && j < i+6; j++ {
		if c.w[j].mark != 0 {
			return
		}
		if c.t[j].Word != fromWord && !c.w[j].is(by) {
			continue
		}
		c.credit(c.phraseAfter(j+1), false)
		return
	}
}

var (
	fromWord, followedWord = prose.WordOf("from"), prose.WordOf("followed")
	numberWord             = prose.WordOf("number")
)

// gives tells whether "of" stands behind the noun of figures at token i, and what it comes to: a count of the dead, a number of
// about 300. The number of somebody's shops is how many there are, whoever says so.
func (c *clause) gives(i int) bool {
	if !c.w[i+1].is(of) || !reckoned.Has(c.t[i].Word) {
		return false
	}
	if c.t[i].Word != numberWord {
		return true
	}
	j := i + 2
	for j < len(c.w) && c.w[j].mark == 0 && (c.adverbial(j) || c.w[j].is(preposition|determiner)) {
		j++
	}
	return j < len(c.w) && c.w[j].shape&(digits|graphic) != 0
}

var (
	giving   = prose.WordsOf("give gives gave given")
	reckoned = prose.WordsOf("figure number count tally toll estimate estimates forecast forecasts projection projections")
	revising = prose.WordsOf("raised raises cut cuts lowered lowers increased increases revised revises upgraded downgraded trimmed lifted lifts edged nudged kept left maintained slashed halved doubled")
)

// Reach says whether a source of span is in reach.
func (l *Layer) Reach(span prose.Span, s Search) Reach {
	block, sentence := l.doc.SentenceAt(span.Start)
	if block < 0 {
		return Reach{}
	}
	if cap(l.room.searched)-len(l.room.searched) <= int(Notes) {
		l.room.searched = make([]Place, 0, 1024)
	}
	first := len(l.room.searched)
	r := Reach{Searched: l.room.searched[first:]}
	look := func(p Place, found func() (prose.Span, Class, bool)) bool {
		r.Searched = append(r.Searched, p)
		by, class, ok := found()
		if ok {
			r.Sourced, r.By, r.Class, r.Where = true, by, class, p
		}
		return ok
	}
	found := look(ThisSentence, func() (prose.Span, Class, bool) { return l.here(span, block, sentence, s) })
	at := func(b, i int) func() (prose.Span, Class, bool) {
		return func() (prose.Span, Class, bool) {
			if b != block {
				return l.support(b, i, s, farAway)
			}
			return l.support(b, i, s, sentence)
		}
	}
	if !found && s.Window >= InPrevious && sentence > 0 {
		found = look(PreviousSentence, at(block, sentence-1))
	}
	if !found && s.Next && sentence+1 < len(l.doc.Blocks[block].Sentences) {
		found = look(NextSentence, at(block, sentence+1))
	}
	if !found && s.Window >= InParagraph && sentence > 1 {
		found = look(ParagraphLead, func() (prose.Span, Class, bool) {
			if by, class, ok := at(block, 0)(); ok {
				return by, class, ok
			}
			for i := sentence - 2; i > 0 && i > sentence-farthestSupport; i-- {
				if by, class, ok := at(block, i)(); ok {
					return by, class, ok
				}
			}
			return prose.Span{}, NoSource, false
		})
	}
	if !found && s.Window >= InSection {
		if lead := l.sectionLead(block); lead >= 0 && lead < block {
			found = look(SectionLead, at(lead, 0))
		}
	}
	if !found && s.Citation {
		r.Searched = append(r.Searched, Notes) // where its marks would have led
	}
	l.room.searched = l.room.searched[:first+len(r.Searched)]
	r.Searched = slices.Clip(r.Searched)
	return r
}

// farthestSupport bounds how many sentences of one paragraph are searched: a paragraph of a thousand sentences is no
// paragraph, and searching all of it for each figure would be quadratic.
const farthestSupport = 40

// here looks for support in the sentence of the span itself: an attribution must cover the span.
func (l *Layer) here(span prose.Span, block, sentence int, s Search) (prose.Span, Class, bool) {
	v := l.block(block)
	if i, ok := v.speech.over(span); ok {
		if i < 0 {
			return prose.Span{}, NoSource, true
		}
		if a := &v.attributions[i]; s.accepts(a.Source) {
			return a.Source.Span, a.Source.Class, true
		}
	}
	if s.Within || s.Method && v.found {
		if i, ok := l.over(v, span); ok && i >= 0 {
			a := &v.attributions[i]
			found := a.Source.Class == Self && a.Kind == Finding && s.Method && !l.estimates(a.Cue) // we found that
			if s.Within && a.Source.Class != NoSource || found {
				return a.Source.Span, a.Source.Class, true
			}
		}
	}
	if s.Citation && !v.line.Empty() {
		return v.line, NamedDocument, true
	}
	return l.support(block, sentence, s, sentence)
}

// accepts tells whether a source counts as support.
func (s Search) accepts(src Source) bool {
	switch src.Class {
	case NoSource:
		return false
	case NamedPerson, NamedBody, NamedDocument:
		return s.Named && (!src.Referent.Empty() || s.Weak)
	case Self:
		return s.Weak && s.Method
	default:
		return s.Weak
	}
}

// farAway is the sentence of a span in another block.
const farAway = 1 << 30

// support looks for what excuses in one sentence. from is the sentence that the span stands in: where it is this very one,
// an attribution of other words does not cover the span.
func (l *Layer) support(block, sentence int, s Search, from int) (prose.Span, Class, bool) {
	v := l.block(block)
	b := &l.doc.Blocks[block]
	if sentence < 0 || sentence >= len(b.Sentences) {
		return prose.Span{}, NoSource, false
	}
	start := b.Sentences[sentence].Start
	if s.Citation {
		i := sort.Search(len(v.citations), func(i int) bool { return v.citations[i].Start >= start })
		end := b.End
		if sentence+1 < len(b.Sentences) {
			end = b.Sentences[sentence+1].Start // a mark behind the full stop belongs to the sentence before
		}
		if i < len(v.citations) && v.citations[i].Start < end {
			return v.citations[i].Span, NoSource, true
		}
	}
	i := sort.Search(len(v.grounds), func(i int) bool { return v.grounds[i].sentence >= sentence })
	for ; i < len(v.grounds) && v.grounds[i].sentence == sentence; i++ {
		g := &v.grounds[i]
		if g.near && from != sentence && from != sentence+1 {
			continue
		}
		if g.method && s.Method || !g.method && (s.Named && g.class.Named() || s.Weak && g.class == DescribedAnonymous) {
			return g.Span, g.class, true
		}
	}
	if from == sentence {
		return prose.Span{}, NoSource, false
	}
	i = sort.Search(len(v.attributions), func(i int) bool { return v.attributions[i].Sentence >= sentence })
	for ; i < len(v.attributions) && v.attributions[i].Sentence == sentence; i++ {
		a := &v.attributions[i]
		if a.Source.Class == VagueGroup {
			continue // experts answer for what they are said to say, not for what comes after
		}
		if (a.Kind == Speech || a.Kind == Finding) && s.accepts(a.Source) {
			return a.Source.Span, a.Source.Class, true
		}
	}
	return prose.Span{}, NoSource, false
}

// Nearest is the attribution nearest to a span, by its cue, that credits somebody named or described: in the block or else
// in the nearest block that has one; nil where the text has none. It may analyse all of the text on its way, so it is asked
// where an answer is shown, and Reach does not.
func (l *Layer) Nearest(span prose.Span) *Attribution {
	at := span.Start
	block := l.doc.BlockAt(at)
	if block < 0 {
		return nil
	}
	v := l.block(block)
	if near := v.credited(); len(near) > 0 {
		i := sort.Search(len(near), func(i int) bool { return v.attributions[near[i]].Cue.Start >= at })
		switch {
		case i == len(near):
			i--
		case i > 0 && at-v.attributions[near[i-1]].Cue.End < v.attributions[near[i]].Cue.Start-at:
			i--
		}
		return &v.attributions[near[i]]
	}
	before, after := l.outward(block, -1), l.outward(block, +1)
	switch {
	case before >= 0 && (after < 0 || block-before <= after-block):
		v = l.block(before)
		near := v.credited()
		return &v.attributions[near[len(near)-1]]
	case after >= 0:
		v = l.block(after)
		return &v.attributions[v.credited()[0]]
	}
	return nil
}

// unknown stands in the memo of outward for a block never asked about; other values are one more than a block.
const unknown = 0

// outward is the next block in a direction that attributes something to somebody, -1 where there is none. Every block
// walked over remembers the answer, so that all walks together are linear.
func (l *Layer) outward(block, step int) int {
	memo := &l.before
	if step > 0 {
		memo = &l.after
	}
	if *memo == nil {
		*memo = make([]int32, len(l.doc.Blocks))
	}
	answer, b := -1, block
	for b += step; b >= 0 && b < len(l.doc.Blocks); b += step {
		if len(l.block(b).credited()) > 0 {
			answer = b
			break
		}
		if m := (*memo)[b]; m != unknown {
			answer = int(m) - 2
			break
		}
	}
	for w := block; w != b && w >= 0 && w < len(l.doc.Blocks); w += step {
		(*memo)[w] = int32(answer + 2)
	}
	return answer
}
