// Package editions says what became of the findings and figures of a text from one state of it to another: what was mended,
// what is new, what only stands at another line.
//
// Findings are known again by their fingerprints (lint.Fingerprints), so one whose sentence was rewritten and still has the
// fault counts as fixed and as new: the sentence is another one, and somebody has to read it again. It is no diff of texts.
package editions

import (
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/metrics"
	"github.com/sayso-lint/sayso/prose"
)

// Edition is a text in one of its two states.
type Edition struct {
	Doc      *prose.Document
	Findings []lint.Finding // in order of position, with their fingerprints
	Metrics  *metrics.Metrics
}

// Finding is a finding where it stands. The document of a fixed one is the old edition's, that of all others the new one's.
type Finding struct {
	lint.Finding
	At prose.Location
}

// Moved is a finding that stands at another line than before.
type Moved struct {
	Finding
	From prose.Location // in the old edition
}

// Text is what became of one text. One that is there in one state alone has nil for the other: all its findings are fixed,
// or new.
type Text struct {
	Path     string // of the new edition; of the old one where there is none
	Old, New *Edition
	Fixed    []Finding // in order of the old edition
	Added    []Finding // new ones, in order of the new edition
	Moved    []Moved   // likewise
	Same     int       // findings that stand where they stood, by line
}

// Of compares two editions; either may be nil.
func Of(before, after *Edition) *Text {
	t := &Text{Old: before, New: after}
	known := map[string]int{} // fingerprint → finding of the old edition
	if before != nil {
		t.Path = before.Doc.Path
		for i := range before.Findings {
			known[before.Findings[i].Fingerprint.String()] = i
		}
	}
	kept := map[int]bool{}
	if after != nil {
		t.Path = after.Doc.Path
		for i := range after.Findings {
			f := &after.Findings[i]
			at := after.Doc.Locate(f.Span)
			was, ok := known[f.Fingerprint.String()]
			if !ok || kept[was] {
				t.Added = append(t.Added, Finding{*f, at})
				continue
			}
			kept[was] = true
			if from := before.Doc.Locate(before.Findings[was].Span); from.Start.Line != at.Start.Line {
				t.Moved = append(t.Moved, Moved{Finding{*f, at}, from})
			} else {
				t.Same++
			}
		}
	}
	if before != nil {
		for i := range before.Findings {
			if !kept[i] {
				f := &before.Findings[i]
				t.Fixed = append(t.Fixed, Finding{*f, before.Doc.Locate(f.Span)})
			}
		}
	}
	return t
}

// Sum is what became of several texts.
type Sum struct {
	Texts                     int // in either state
	Fixed, Added, Moved, Same int
	Old, New                  metrics.Metrics // of all texts in one state, Cells aside
}

// Add adds a text.
func (s *Sum) Add(t *Text) {
	s.Texts++
	s.Fixed += len(t.Fixed)
	s.Added += len(t.Added)
	s.Moved += len(t.Moved)
	s.Same += t.Same
	if t.Old != nil && t.Old.Metrics != nil {
		s.Old.Count(t.Old.Metrics)
	}
	if t.New != nil && t.New.Metrics != nil {
		s.New.Count(t.New.Metrics)
	}
}

// Ratio is a figure before and after.
type Ratio struct {
	metrics.Measure
	Old, New       float64
	HadOld, HasNew bool // whether there was anything to measure
}

// Ratios are the figures that differ, in the order of metrics.Measures; nil stands for a text that is not there.
func Ratios(before, after *metrics.Metrics) []Ratio {
	var out []Ratio
	for _, x := range metrics.Measures() {
		r := Ratio{Measure: x}
		if before != nil {
			r.Old, r.HadOld = x.Of(before)
		}
		if after != nil {
			r.New, r.HasNew = x.Of(after)
		}
		if r.HadOld != r.HasNew || r.HasNew && r.Old != r.New {
			out = append(out, r)
		}
	}
	return out
}

// Ratios are the figures of a text that differ.
func (t *Text) Ratios() []Ratio {
	var before, after *metrics.Metrics
	if t.Old != nil {
		before = t.Old.Metrics
	}
	if t.New != nil {
		after = t.New.Metrics
	}
	return Ratios(before, after)
}

// Ratios are the figures of all texts that differ.
func (s *Sum) Ratios() []Ratio { return Ratios(&s.Old, &s.New) }
