package rules

import (
	"fmt"

	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/modality"
	"github.com/sayso-lint/sayso/voice"
)

var hearsayWithoutSource = &lint.Rule{
	ID:      "hearsay-without-source",
	Summary: "a hearsay word or impersonal report stands without the reporter",
	Why:     "\"reportedly\" says that somebody reported it and hides who: the reader can neither weigh the report nor look it up",
	Remedy:  "name the reporter (\"{OUTLET} reported on {DATE}\") or say what you could and could not verify",
	Family:  lint.Sourcing,
	Severity: map[lint.Profile]lint.Severity{
		lint.Newsroom: lint.Error, lint.OpEd: lint.Warning, lint.Intel: lint.Error, lint.Encyclopedic: lint.Error,
		lint.Policy: lint.Error, lint.Academic: lint.Error, lint.Humanitarian: lint.Error,
	},
	Confidence: lint.High, Langs: hedging, Since: "0.1.0",
	Standards: []lint.Standard{
		{Source: "NPR Ethics Handbook, Transparency", Where: "\"Describe anonymous sources as clearly as you can\"", Demands: "it is not enough that a detail is reportedly true"},
		{Source: "Wikipedia MOS:ALLEGED", Where: "Expressions of doubt", Demands: "who alleges must be specified"},
		{Source: "ICD 203", Where: "D.6.e(1)", Demands: "source quality and access"},
		{Source: "ACAPS", Where: "How sure are you? (2016)", Demands: "keep source and information apart and grade both"},
	},
	Examples: []lint.Example{
		{Input: "The convoy was reportedly hit twice.", Finds: "reportedly"},
		{Input: "Purportedly written in March, the memo orders a retreat.", Finds: "Purportedly"},
		{Input: "The mission refused to comment. The convoy was reportedly hit twice.", Finds: "reportedly"},
		{Input: "If the road is open, as is said to be the case, the trucks will move at dawn.", Finds: "is said to"},
		{Input: "The convoy was reportedly hit twice, the mission said in a note on Friday.", Because: "named reporter in the sentence"},
		{Input: "Amadou Keller, who speaks for the mission, said on Friday that the road was unsafe. The convoy was reportedly hit twice.", Because: "named reporter in the previous sentence"},
		{Input: "The convoy was reportedly hit twice. Amadou Keller, who speaks for the mission, said the drivers had counted the impacts.", Because: "named reporter in the next sentence"},
		{Input: "The convoy was reportedly hit twice (Harbour Times, 4 March 2021).", Because: "citation in the sentence"},
		{Input: "Amadou Keller drove the second truck. He says the convoy was reportedly hit twice.", Because: "pronoun source that resolves to a named person"},
	},

	Options:  func() any { return &hearsayOptions{LegalExempt: true, RomanceConditional: true} },
	Replaces: []string{"hedged-assertion", "vague-attribution"},
	Cues:     lint.Cues{Lists: listed("hearsay-without-source")},
	Check:    checkHearsay,
}

type hearsayOptions struct {
	RomanceConditional bool `yaml:"romance_conditional" doc:"treat the press conditional of French, Spanish, Portuguese and Italian as hearsay"`
	LegalExempt        bool `yaml:"legal_exempt" doc:"excuse \"allegedly\" and its kin where the sentence has a charge, an indictment, a court or a prosecutor"`
}

// proceedings are what the law's duty to say "allegedly" hangs on.
var (
	proceedings = setOf(`accused arraigned charge charged charges complaint convicted court defendant defendants indicted indictment
		judge jury lawsuit plea pleaded prosecution prosecutor prosecutors suit sued tribunal trial warrant`)
	alleging = setOf("allegedly alleged purportedly")
)

// conditional are the words that open an if-clause or name a source before a Romance conditional.
var conditional = setOf("si se selon d'après según segundo secondo")

func checkHearsay(p *lint.Pass, h lint.Hit) {
	o := p.Options.(*hearsayOptions)
	s := p.Sentence(h)
	if h.List == "conditional" && (!o.RomanceConditional || conditional.within(s.Tokens)) {
		return // switched off; a plain conditional after its if-clause, or with its source named
	}
	if o.LegalExempt && alleging.within(s.Tokens[h.First:h.Last]) && proceedings.within(s.Tokens) {
		return
	}
	if who, by := voice.Of(p.Doc).Speaker(h.Span); who == voice.Other && (by == nil || by.Cue != h.Span && by.Source.Class != voice.NoSource) {
		return
	}
	if modality.Of(p.Doc).In(h.Span, modality.Question) {
		return
	}
	r := voice.Of(p.Doc).Reach(h.Span, voice.Search{Window: voice.InPrevious, Next: true, Named: true, Citation: true})
	if r.Sourced {
		return
	}
	p.Report(lint.Finding{
		Span:    h.Span,
		Message: fmt.Sprintf("%q says that somebody reported this but not who", p.Text(h.Span)),
		Notes:   whyNot(p, h.Span, r),
	})
}
