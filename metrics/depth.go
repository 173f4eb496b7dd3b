package metrics

import (
	"slices"
	"sort"

	"github.com/sayso-lint/sayso/likelihood"
	"github.com/sayso-lint/sayso/modality"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/quantity"
	"github.com/sayso-lint/sayso/voice"
)

// depth is what the walk collects for Details. Where nobody asked for them it is nil, and the methods below do nothing.
type depth struct {
	Details
	likelihood *likelihood.Layer
	dated      bool // the document says when it speaks
	section    Section
	inside     bool         // the block stands where advice belongs
	yearIn     int          // the block that named a year last; -1
	firsts     []int32      // by block: its first claim; -1 where it is not counted
	marks      []marks      // by claim
	dates      []prose.Span // expressions of time
	ways       []prose.Span // words that say how others came
}

// marks is what a sentence has that later sentences, or the sources named in it, are judged by. There is one a claim, so it is
// small.
type marks struct {
	has         class           // of all its words
	cite        *voice.Citation // its first; nil where it has none
	dates, ways stretch         // in depth.dates and depth.ways
	credited    int32           // the row of the ledger that it is credited to first, in sources; -1
}

// stretch is a part of a list.
type stretch struct{ first, last int32 }

// newDepth makes room for as many claims as there are sentences.
func newDepth(d *prose.Document, sentences int) *depth {
	n := &depth{
		likelihood: likelihood.Of(d), yearIn: -1, dated: d.Meta["date"] != "" || d.Meta["as-of"] != "" || quantity.Dateline(d),
		firsts: make([]int32, len(d.Blocks)), marks: make([]marks, 0, sentences),
	}
	n.Claims = make([]Claim, 0, sentences)
	for i := range n.firsts {
		n.firsts[i] = -1
	}
	return n
}

// heading begins a section.
func (m *measuring) heading(i int) {
	if b := &m.doc.Blocks[i]; m.depth != nil && b.Kind == prose.Heading {
		m.depth.section = Section{Heading: b.Span, Level: b.Level}
	}
}

// adviceBelongs holds the sections whose readers expect advice: what prescriptive-modal allows by itself.
var adviceBelongs = map[voice.Role]bool{voice.Recommendations: true, voice.PolicyOptions: true, voice.NextSteps: true, voice.Conclusion: true}

// add appends to a list that grows by doubling. Of a list that grows by quarters, as those of append do when they are long, five times
// its size stays behind.
func add[T any](list []T, v T) []T {
	if len(list) == cap(list) {
		list = slices.Grow(list, max(len(list), 8))
	}
	return append(list, v)
}

// enter begins a block that is counted.
func (m *measuring) enter(b int) {
	d := m.depth
	if d == nil || len(m.doc.Blocks[b].Sentences) == 0 {
		return
	}
	role := m.voice.Role(b)
	if n := len(d.Sections); n == 0 || d.section.Heading != d.Sections[n-1].Heading {
		d.section.Role, d.section.First = role, len(d.Claims)
		d.Sections = append(d.Sections, d.section)
	}
	d.inside = adviceBelongs[role]
	d.firsts[b] = int32(len(d.Claims))
}

// open begins a sentence: what stands in it alone is found out here.
func (m *measuring) open() {
	d := m.depth
	if d == nil {
		return
	}
	d.Claims = append(d.Claims, Claim{Span: m.now.Span, Block: m.now.block, Sentence: m.now.index, Section: len(d.Sections) - 1})
	at := marks{has: m.now.any, credited: -1}
	if m.now.cited = m.cited(m.now.block, m.now.index); len(m.now.cited) > 0 {
		at.cite = &m.now.cited[0]
	}
	at.dates.first, at.ways.first = int32(len(d.dates)), int32(len(d.ways))
	m.times()
	m.channels()
	at.dates.last, at.ways.last = int32(len(d.dates)), int32(len(d.ways))
	d.marks = append(d.marks, at)
	m.likelihoods()
	m.forecast()
	m.confidence()
}

// close ends a sentence of which it is known what it rests on.
func (m *measuring) close(cell Cell, words int) {
	d := m.depth
	if d == nil {
		return
	}
	act := Unmarked
	switch {
	case m.now.asks && !cell.Checkable():
	case m.now.advises >= 0 && d.Prescriptions[m.now.advises].Strength != May:
		act = Prescribes
	case m.now.foretells >= 0:
		act = Predicts
	case m.now.judges, cell == Judgement:
		act = Judges
	case cell.Checkable():
		act = Reports
	}
	c := &d.Claims[len(d.Claims)-1]
	c.Cell, c.Act, c.Words, c.By = cell, act, words, m.now.by
	section := &d.Sections[c.Section]
	section.Sentences++
	section.Words += words
	section.Acts[act]++
	section.Cells[cell]++
	m.Acts[act]++
	if d.inside {
		m.Recommending++
	}
}

// claim is the index of the sentence under way.
func (d *depth) claim() int { return len(d.Claims) - 1 }

// rested notes what a sentence rests on by its own words.
func (m *measuring) rested(by prose.Span, believes bool) {
	if d := m.depth; d != nil {
		m.now.by = by
		m.now.judges = m.now.judges || believes
	}
}

// hedged notes a hedge. Hearsay is no judgement.
func (m *measuring) hedged(c *modality.Cue, whose voice.Speaker) {
	d := m.depth
	if d == nil {
		return
	}
	section := &d.Sections[len(d.Sections)-1]
	if whose == voice.Other {
		m.SourceHedges++
		section.SourceHedges++
		return
	}
	section.AuthorHedges++
	if c.Name == "evidential" {
		return
	}
	m.now.judges = true
	if m.now.foretells >= 0 {
		d.Forecasts[m.now.foretells].Qualified = true
	}
}

// details settles what needs the whole document.
func (m *measuring) details(run Run) *Details {
	d := m.depth
	d.Metrics, d.Run = m.Metrics, run
	m.advised()
	m.founded()
	m.sources()
	for i := range d.Forecasts {
		m.Forecasts++
		if !d.Forecasts[i].Qualified {
			m.BareForecasts++
		}
	}
	return &d.Details
}

// cited are the citations of one sentence; a note's mark behind the full stop belongs to the sentence before it.
func (m *measuring) cited(b, s int) []voice.Citation {
	all := m.voice.Citations(b)
	if len(all) == 0 {
		return nil
	}
	block := &m.doc.Blocks[b]
	end := block.End
	if s+1 < len(block.Sentences) {
		end = block.Sentences[s+1].Start
	}
	first := sort.Search(len(all), func(i int) bool { return all[i].Start >= block.Sentences[s].Start })
	last := sort.Search(len(all), func(i int) bool { return all[i].Start >= end })
	return all[first:max(first, last)]
}
