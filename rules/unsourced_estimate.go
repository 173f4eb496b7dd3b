package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/quantity"
	"github.com/sayso-lint/sayso/voice"
)

var unsourcedEstimate = &lint.Rule{
	ID:      "unsourced-estimate",
	Summary: "a number is given as an estimate and nobody is named as the estimator",
	Why:     "an estimate is somebody's work: without a name, a date or a method the reader cannot weigh it, and the next writer will copy it as a fact",
	Remedy:  "name estimator and date (\"{ORG} estimated in {MONTH YEAR} that ...\"), give the range or method, or drop the number",
	Family:  lint.Sourcing,
	Severity: map[lint.Profile]lint.Severity{
		lint.Newsroom: lint.Error, lint.OpEd: lint.Error, lint.Intel: lint.Error, lint.Encyclopedic: lint.Error,
		lint.Policy: lint.Error, lint.Academic: lint.Error, lint.Humanitarian: lint.Error,
	},
	Confidence: lint.High, Langs: []string{"en"}, Since: "0.1.0",
	Standards: []lint.Standard{
		{Source: "BBC Editorial Guidelines (2019)", Where: "Section 11 War, Terror and Emergencies, \"Accuracy and Impartiality\"", Demands: "give a range or use the most authoritative figure and attribute the estimate; name the source of crowd figures"},
		{Source: "ICD 203 (2015, TA 2022)", Where: "D.6.e(1) and D.6.e(2)", Demands: "describe the quality of underlying sources and the basis of uncertainty for estimates"},
		{Source: "ICD 206 (2007 text, kept in 2015)", Where: "policy statement on covered products", Demands: "structured sourcing for every item on which judgments and estimates depend"},
		{Source: "NPR Ethics Handbook", Where: "standards memo on crowd estimates, 20 Jan 2017", Demands: "crowd numbers must be credited to the officials who gave them"},
		{Source: "ACAPS", Where: "Spotting Dubious Data, question 1 (who has been counting and why?)", Demands: "state who counted"},
		{Source: "Every Casualty Worldwide", Where: "Standards for Casualty Recording, transparent methodology", Demands: "publish source types, definitions and method"},
		{Source: "Redi et al. 2019", Where: "Citation reason taxonomy: \"Statistics\"", Demands: "inline citation needed"},
	},
	Examples: []lint.Example{
		{Input: "An estimated 4,200 fishing boats were lost in the storm.", Finds: "An estimated 4,200"},
		{Input: "The militia is believed to number between 800 and 1,100.", Finds: "is believed to number between 800 and 1,100"},
		{Input: "Estimates range from 12 to 40 dead.", Finds: "Estimates range from 12 to 40"},
		{Input: "The valley emptied within a week. Two thirds of the herd died, an estimated 60,000 animals, and milk grew scarce.", Finds: "an estimated 60,000"},
		{Input: "An estimated 4,200 boats, the harbour authority said on Monday, were lost in the storm.", Because: "attribution in the middle of the sentence"},
		{Input: "An estimated 4,200 boats were lost (Okafor 2021).", Because: "author-year citation in the sentence"},
		{Input: "An estimated 4,200 boats were lost.[^3]\n\n[^3]: Harbour authority, storm damage tally, 4 March 2021.", Because: "footnote in the sentence, and the note exists", Format: "markdown"},
		{Input: "An estimated 4,200 boats were lost ([storm tally](https://example.org/tally)).", Because: "link in the sentence", Format: "markdown"},
		{Input: "An estimated 4,200 boats were lost [Harbour Times].", Because: "bracketed outlet tag in the sentence"},
	},

	Options: func() any {
		return &estimateOptions{
			Window: "paragraph", NextSentence: true,
			Accept: []string{"named", "citation", "self-with-method"}, FixedTerms: []string{"estimated time of arrival", "estimated tax"},
		}
	},
	Replaces: []string{"unsourced-statistic", "hearsay-without-source", "vague-attribution"},
	Cues:     lint.Cues{Lists: listed("unsourced-estimate")},
	Check:    checkEstimate,
}

type estimateOptions struct {
	Window       string   `yaml:"window" enum:"sentence,prev,paragraph,section" doc:"how far a source may be: sentence, prev (adds the sentence before), paragraph (adds its lead), section (adds the section's lead); notes always count, nothing reaches across a heading"`
	NextSentence bool     `yaml:"next_sentence" doc:"also accept a source in the following sentence of the same paragraph"`
	Accept       []string `yaml:"accept" doc:"kinds of support that excuse an estimate: named, citation, self-with-method"`
	FixedTerms   []string `yaml:"fixed_terms" doc:"phrases in which \"estimated\" is part of a term"`
}

// reachOfTrigger is how many tokens may stand between the trigger and its number.
const reachOfTrigger = 4

func checkEstimate(p *lint.Pass, h lint.Hit) {
	o := p.Options.(*estimateOptions)
	s := p.Sentence(h)
	for _, term := range o.FixedTerms {
		if hasFoldedPrefix(p.Doc.Text[h.Span.Start:s.End], term) || hasFoldedPrefix(p.Doc.Text[s.Tokens[h.Last-1].Start:s.End], term) {
			return
		}
	}
	var number quantity.Quantity
	for _, q := range quantity.Of(p.Doc).Sentence(h.Block, h.Sentence) {
		if first, _ := s.TokensIn(q.Number); q.Start >= h.Span.End && first <= h.Last+reachOfTrigger {
			number = q
			break
		}
		// A trigger that the layer took for the approximator of the number stands inside its reach by definition.
		if q.Approx.Overlaps(h.Span) {
			number = q
			break
		}
	}
	if number.Empty() {
		return // no quantity is given
	}
	span := h.Span.Join(number.Number)
	if number.Kind == quantity.Percent || number.Kind == quantity.Money {
		span = h.Span.Join(number.Span)
	}
	accept := func(kind string) bool { return slices.Contains(o.Accept, kind) }
	if who, by := voice.Of(p.Doc).Speaker(number.Span); who == voice.Other && (by == nil || by.Source.Class != voice.NoSource && accept("named")) {
		return // somebody else's estimate
	}
	r := voice.Of(p.Doc).Reach(number.Span, voice.Search{
		Window: windows[o.Window], Next: o.NextSentence,
		Named: accept("named"), Citation: accept("citation"), Method: accept("self-with-method"),
	})
	if r.Sourced || askedOrSupposed(p, number.Span) {
		return
	}
	p.Report(lint.Finding{
		Span:    span,
		Message: fmt.Sprintf("estimated by whom? %q names no source", p.Text(span)),
		Notes:   whyNot(p, number.Span, r),
	})
}

// hasFoldedPrefix tells whether text begins with words, or with their plural, whatever the case.
func hasFoldedPrefix(text, words string) bool {
	return len(text) >= len(words) && strings.EqualFold(text[:len(words)], words)
}
