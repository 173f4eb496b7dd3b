// Package metrics says what a document amounts to: how much of it is sourced, by whom, and how much is judgement or
// advice. Each figure is defined once, here, with its unit.
package metrics

import "github.com/sayso-lint/sayso/prose"

// Cell is what one sentence rests on, for the coverage strip.
type Cell uint8

// The cells, best first.
const (
	Named     Cell = iota // a named source or a citation
	Anonymous             // a described anonymous source
	Vague                 // a vague group, a bare anonymous source, nobody
	Unsourced             // a checkable claim without any
	Judgement             // the author judges or forecasts; nothing to check
	Advice                // the author prescribes
	Plain                 // nothing checkable
)

// Metrics are the figures of one document, or of several added up.
type Metrics struct {
	Cells []Cell // one a sentence, in order
	// Counts that ratios are made of, so that documents can be added up.
	Sentences, Words           int
	Checkable, Sourced         int // checkable sentences, and those among them with a named source, citation or method
	Figures, SourcedFigures    int
	Attributions               map[string]int // by voice.Class
	AuthorAdvice, AuthorHedges int            // sentences with advice; hedges
}

// Of works a document's metrics out. It reads every paragraph, so ask only where a report shows them.
func Of(d *prose.Document) *Metrics { return fact.Of(d) }

var fact = prose.NewFact(func(d *prose.Document) *Metrics { return &Metrics{} })

// Add adds o to m; Cells are joined.
func (m *Metrics) Add(o *Metrics) {}

// Values are the figures that the JSON report shows, by the ids of the documentation. A ratio without a base is left out.
func (m *Metrics) Values() map[string]float64 { return nil }
