package metrics

import (
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
	doc        *prose.Document
	words      *prose.Table[class]
	likelihood *likelihood.Layer
	dated      bool // the document says when it speaks
	section    Section
	inside     bool // the block stands where advice belongs
	yearIn     int  // the block that named a year last; -1
	now        sentence
	marks      []marks // by claim
}

// sentence is the one under way.
type sentence struct {
	*prose.Sentence
	block, index int
	is           []class // of its tokens
	any          class   // of all of them
	by           prose.Span
	judges       bool // in the author's voice, more than roughly
	foretells    int  // index in Forecasts; -1
	advises      int  // index in Prescriptions; -1
	dates        bool
	asks         bool
	cited        []voice.Citation
}

// marks is what a sentence has that later sentences, or the sources named in it, are judged by.
type marks struct {
	has   class        // of all its words
	dates []prose.Span // the expressions of time in it
	cite  voice.Citation
}

func newDepth(d *prose.Document) *depth {
	return &depth{
		doc: d, words: lexicon(), likelihood: likelihood.Of(d), yearIn: -1,
		dated: d.Meta["date"] != "" || d.Meta["as-of"] != "" || quantity.Dateline(d),
	}
}

// heading begins a section.
func (m *measuring) heading(i int) {
	if b := &m.doc.Blocks[i]; m.depth != nil && b.Kind == prose.Heading {
		m.depth.section = Section{Heading: b.Span, Level: b.Level}
	}
}

// adviceBelongs holds the sections whose readers expect advice: what prescriptive-modal allows by itself.
var adviceBelongs = map[voice.Role]bool{voice.Recommendations: true, voice.PolicyOptions: true, voice.NextSteps: true, voice.Conclusion: true}

// open begins a sentence: what stands in it alone is found out here.
func (m *measuring) open(b, s int) {
	d := m.depth
	if d == nil {
		return
	}
	role := m.voice.Role(b)
	if n := len(d.Sections); n == 0 || d.section.Heading != d.Sections[n-1].Heading {
		d.section.Role, d.section.First = role, len(d.Claims)
		d.Sections = append(d.Sections, d.section)
	}
	d.inside = adviceBelongs[role]
	d.now = sentence{Sentence: &m.doc.Blocks[b].Sentences[s], block: b, index: s, is: d.now.is[:0], foretells: -1, advises: -1}
	d.now.asks = asks(m.doc, d.now.Sentence)
	for i := range d.now.Tokens {
		c := d.words.Of(d.now.Tokens[i].Word)
		d.now.is = append(d.now.is, c)
		d.now.any |= c
	}
	d.Claims = append(d.Claims, Claim{Span: d.now.Span, Block: b, Sentence: s, Section: len(d.Sections) - 1})
	d.marks = append(d.marks, marks{has: d.now.any})
	d.now.cited = m.cited(b, s)
	if len(d.now.cited) > 0 {
		d.marks[d.claim()].cite = d.now.cited[0]
	}
	m.times()
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
	case d.now.asks && !cell.Checkable():
	case d.now.advises >= 0 && d.Prescriptions[d.now.advises].Strength != May:
		act = Prescribes
	case d.now.foretells >= 0:
		act = Predicts
	case d.now.judges, cell == Judgement:
		act = Judges
	case cell.Checkable():
		act = Reports
	}
	c := &d.Claims[len(d.Claims)-1]
	c.Cell, c.Act, c.Words, c.By = cell, act, words, d.now.by
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
		d.now.by = by
		d.now.judges = d.now.judges || believes
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
	d.now.judges = true
	if d.now.foretells >= 0 {
		d.Forecasts[d.now.foretells].Qualified = true
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
