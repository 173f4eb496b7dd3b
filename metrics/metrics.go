// Package metrics says what a document amounts to: how much of it is sourced, by whom, how sure it is, and how much is
// judgement or advice. Each figure is defined once, here, with its unit; docs/metrics.md explains them to those who act on
// them, and All lists them.
//
// It counts sentences of paragraphs, list items and block quotations. Headings, table cells, captions, notes, furniture
// and lists of references are not counted, nor are blocks in a language that the layers below do not know.
//
// Of makes what every report shows, InDepth the rest. What a document alone cannot tell, which words are loaded and how
// many findings there are, whoever knows it adds (Stance, Budget).
package metrics

import (
	"github.com/sayso-lint/sayso/prose"
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

var cellNames = [...]string{"named", "anonymous", "vague", "unsourced", "judgement", "advice", "plain"}

func (c Cell) String() string { return cellNames[c] }

// Checkable tells whether the sentence says something that a reader could look up.
func (c Cell) Checkable() bool { return c <= Unsourced }

// Metrics are the figures of one document, or of several added up.
type Metrics struct {
	Cells []Cell // one a sentence, in order
	// Counts that ratios are made of, so that documents can be added up.
	Sentences, Words int
	// Checkable sentences, and those among them with a named source, a citation or a method of the author's own.
	Checkable, Sourced int
	// Figures in the sense of quantity.Quantity.Figure, those aside that say how likely the author thinks something; and those with a source in reach: in the sentence, elsewhere in
	// the paragraph or in a note; a vague source counts, as in `sayso dump`.
	Figures, SourcedFigures int
	// Attributions by voice.Class, those to the author left out. What somebody wants or condemns is none.
	Attributions map[string]int
	AuthorAdvice int // sentences in which the author, not a source, prescribes
	AuthorHedges int // hedges in the author's voice; a sentence may hold several. Approximators of figures and declared gaps are none
	// LongestRun is the greatest number of sentences from one unsupported checkable sentence to another with no supported
	// one between them, RunWords the words in them. Of several documents it is that of the worst.
	LongestRun, RunWords int

	Depth          // zero unless asked for
	Stance *Stance // nil where nobody knew which words are loaded
	Budget *Budget // nil where no rules were run
}

// Depth holds the counts that only InDepth works out.
type Depth struct {
	Tiers                       [3]Coverage    // figures by quantity.Tier
	NamedFigures                int            // figures with a named source, a citation or a method
	Estimates, NamedEstimates   int            // figures given as estimates, and those that say whose
	Credited                    map[string]int // what each source carries: attributions and citations, by its name
	Sites                       map[string]int // citations, by where they lead
	Credits                     int            // attributions that the author makes
	Person, Channel, Date, Link int            // those among them with a point for it
	SourceHedges                int            // hedges in other people's words
	Likelihoods                 int            // expressions of likelihood in the author's voice
	OnScale                     map[string]int // those among them that are terms of a scale, by its name
	OffScale, Ranged            int            // those on no scale, and those with figures beside them
	Forecasts, BareForecasts    int            // sentences in which the author foretells, and those without any measure of doubt
	Levels                      [3]int         // of confidence, in the author's voice, by Grade
	FoundedLevels               int            // those that say what they rest on
	Recommending                int            // sentences in sections where advice belongs
	AdviceInside                int            // sentences of advice in them
	Strengths                   [3]int         // sentences of advice by Strength; May is permission and no part of AuthorAdvice
	AdviceWithActor             int
	AdviceWithReason            int
	Times, AnchoredTimes        int                 // expressions of time in the author's voice
	DatedFigures                int                 // figures with a date in their sentence
	Acts                        [Prescribes + 1]int // sentences by Act
}

// Coverage is how many figures there are and how many of them rest on a source.
type Coverage struct{ Figures, Sourced int }

// Stance is how many loaded terms stand in the author's words and in other people's.
type Stance struct{ Author, Source int }

// Budget is what the rules found, warnings and errors alone, and what the profile allows.
type Budget struct {
	Findings int     // those beyond the budget included, which are shown as information
	Words    int     // of the whole text, headings and tables included
	Allowed  float64 // in as many words; 0: as many as there are
	New      int     // findings that a baseline does not know
	Against  bool    // there was a baseline
}

// Of works a document's metrics out, Depth aside. It reads every paragraph, so ask only where a report shows them.
func Of(d *prose.Document) *Metrics { return quick.Of(d) }

// InDepth works out all figures of a document, and where they come from. It takes two thirds longer than Of.
func InDepth(d *prose.Document) *Details { return deep.Of(d) }

var (
	quick = prose.NewFact(func(d *prose.Document) *Metrics { return measure(d, false).Metrics })
	deep  = prose.NewFact(func(d *prose.Document) *Details { return measure(d, true) })
)
