package rules

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/modality"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/voice"
)

// authors tells whether a span is in the author's own words (voice.Layer.Authors).
func authors(p *lint.Pass, s prose.Span) bool { return voice.Of(p.Doc).Authors(s) }

// spoken tells whether a span lies in quoted speech.
func spoken(p *lint.Pass, s prose.Span) bool { return voice.Of(p.Doc).Spoken(s) }

// nearestCues bounds how many bytes from a span the cue of an attribution may stand that the span is source of.
const nearestCues = 400

// attributionsNear are the attributions of a block with a cue near a span, in order. A rule that asks at each of its hits
// asks for these: a paragraph of ten thousand attributions is still read once.
func attributionsNear(p *lint.Pass, block int, s prose.Span) []voice.Attribution {
	all := voice.Of(p.Doc).Attributions(block)
	first := sort.Search(len(all), func(i int) bool { return all[i].Cue.Start >= s.Start-nearestCues })
	last := sort.Search(len(all), func(i int) bool { return all[i].Cue.Start > s.End+nearestCues })
	return all[first:max(first, last)]
}

// asserts tells whether the clause around a span asserts something: it is no question, no condition, not negated.
func asserts(p *lint.Pass, s prose.Span) bool {
	return !modality.Of(p.Doc).In(s, modality.Question|modality.Protasis|modality.Negated)
}

// askedOrSupposed tells whether the clause around a span asks or sets a condition.
func askedOrSupposed(p *lint.Pass, s prose.Span) bool {
	return modality.Of(p.Doc).In(s, modality.Question|modality.Protasis)
}

// windows are the values of the option "window" (catalogue: sourcing family).
var windows = map[string]voice.Window{
	"sentence": voice.InSentence, "prev": voice.InPrevious, "paragraph": voice.InParagraph, "section": voice.InSection,
}

// whyNot says what was searched for a source of span, and where the nearest one stands.
func whyNot(p *lint.Pass, span prose.Span, r voice.Reach) []lint.Note {
	if p.Brief {
		return nil // half of the text may be analysed for that line alone
	}
	notes := []lint.Note{{Text: "no source in " + places(r.Searched)}}
	near := voice.Of(p.Doc).Nearest(span)
	if near == nil {
		notes[0].Text += "; the text names nobody anywhere"
		return notes
	}
	who := near.Source.Span
	if who.Empty() {
		who = near.Cue
	}
	line := p.Doc.Locate(who).Start.Line
	return append(notes, lint.Note{Text: fmt.Sprintf("nearest attribution, line %d: %q", line, p.Text(who)), Span: who})
}

func places(searched []voice.Place) string {
	names := make([]string, len(searched))
	for i, s := range searched {
		names[i] = s.String()
	}
	switch n := len(names); n {
	case 0:
		return voice.ThisSentence.String()
	case 1:
		return names[0]
	default:
		return strings.Join(names[:n-1], ", ") + " or " + names[n-1]
	}
}

// allowedHere tells whether a block stands in one of the section roles, by their names in the configuration. The summary of a
// text with recommendations has them in short.
func allowedHere(p *lint.Pass, block int, roles []string) bool {
	v := voice.Of(p.Doc)
	role := v.Role(block)
	if role == voice.Summary && v.Has(voice.Recommendations) {
		role = voice.Recommendations
	}
	return slices.ContainsFunc(roles, func(r string) bool { return strings.EqualFold(r, role.String()) })
}

// ceiling turns an option of type enum into the ceiling that a finding carries; ok is false for "off".
func ceiling(option string) (lint.Severity, bool) {
	s, err := lint.ParseSeverity(option)
	return s, err == nil && s != lint.Off
}
