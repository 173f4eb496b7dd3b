// Package metrics says what a document amounts to: how much of it is sourced, by whom, and how much is judgement or
// advice. Each figure is defined once, here, with its unit.
//
// It counts sentences of paragraphs, list items and block quotations. Headings, table cells, captions, notes, furniture
// and lists of references are not counted, nor are blocks in a language that the layers below do not know.
package metrics

import (
	"maps"
	"math"

	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/voice"
)

// Cell is what one sentence rests on, for the coverage strip.
type Cell uint8

// The cells, best first. The first four are checkable: the sentence holds a figure, a quotation of speech, an
// attribution or a citation, stands in somebody else's words, or tells in the past tense of somebody or something named or
// of a date. A question, advice and a hedged or forecast statement are not checkable by what they tell alone.
const (
	Named     Cell = iota // a named source, a citation, or the author's own method
	Anonymous             // a described anonymous source
	Vague                 // a vague group, a bare anonymous source, nobody
	Unsourced             // a checkable claim without any
	Judgement             // the author judges or forecasts; nothing to check
	Advice                // the author prescribes
	Plain                 // nothing checkable
)

// Checkable tells whether the sentence says something that a reader could look up.
func (c Cell) Checkable() bool { return c <= Unsourced }

// Metrics are the figures of one document, or of several added up.
type Metrics struct {
	Cells []Cell // one a sentence, in order
	// Counts that ratios are made of, so that documents can be added up.
	Sentences, Words int
	// Checkable sentences, and those among them with a named source, a citation or a method of the author's own.
	Checkable, Sourced int
	// Figures in the sense of quantity.Quantity.Figure, and those with a source in reach: in the sentence, elsewhere in
	// the paragraph or in a note; a vague source counts, as in `sayso dump`.
	Figures, SourcedFigures int
	// Attributions by voice.Class, those to the author left out. What somebody wants or condemns is none.
	Attributions map[string]int
	AuthorAdvice int // sentences in which the author, not a source, prescribes
	AuthorHedges int // hedges in the author's voice; a sentence may hold several
	// LongestRun is the greatest number of sentences from one unsupported checkable sentence to another with no supported
	// one between them. Of several documents it is that of the worst.
	LongestRun int
}

// Of works a document's metrics out. It reads every paragraph, so ask only where a report shows them.
func Of(d *prose.Document) *Metrics { return fact.Of(d) }

var fact = prose.NewFact(measure)

// Add adds o to m; Cells are joined. o is not changed and shares nothing with m afterwards.
func (m *Metrics) Add(o *Metrics) {
	m.Cells = append(m.Cells, o.Cells...)
	m.Sentences += o.Sentences
	m.Words += o.Words
	m.Checkable += o.Checkable
	m.Sourced += o.Sourced
	m.Figures += o.Figures
	m.SourcedFigures += o.SourcedFigures
	m.AuthorAdvice += o.AuthorAdvice
	m.AuthorHedges += o.AuthorHedges
	m.LongestRun = max(m.LongestRun, o.LongestRun)
	for class, n := range o.Attributions {
		if m.Attributions == nil {
			m.Attributions = make(map[string]int, len(o.Attributions))
		}
		m.Attributions[class] += n
	}
}

// Values are the figures that the JSON report shows, by the ids of the documentation. Shares are from 0 to 1, rounded to
// four decimals. One without a base (the coverage of no figures) is left out.
//
//	sourced-claim-ratio    share of checkable sentences with a named source, a citation or a method
//	figure-coverage        share of figures with a source in reach
//	prescriptive-share     share of sentences in which the author prescribes
//	hedge-density          hedges in the author's voice per 100 sentences
//	longest-unsourced-run  sentences
//	attribution-mix.CLASS  share of attributions to sources of a class
func (m *Metrics) Values() map[string]float64 {
	v := map[string]float64{}
	share := func(id string, n, of, per int) {
		if of > 0 {
			v[id] = math.Round(float64(n)*float64(per)/float64(of)*1e4) / 1e4
		}
	}
	share("sourced-claim-ratio", m.Sourced, m.Checkable, 1)
	share("figure-coverage", m.SourcedFigures, m.Figures, 1)
	share("prescriptive-share", m.AuthorAdvice, m.Sentences, 1)
	share("hedge-density", m.AuthorHedges, m.Sentences, 100)
	if m.Sentences > 0 {
		v["longest-unsourced-run"] = float64(m.LongestRun)
	}
	all := 0
	for n := range maps.Values(m.Attributions) {
		all += n
	}
	for c := voice.NoSource; c < voice.Self; c++ {
		share("attribution-mix."+c.String(), m.Attributions[c.String()], all, 1)
	}
	return v
}
