package rules

import (
	"fmt"

	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/voice"
)

var motiveAttribution = &lint.Rule{
	ID:      "motive-attribution",
	Summary: "the text says what somebody else wants, fears or means, and not how it knows",
	Why:     "nobody sees into another head: what is known is what somebody said, did or wrote",
	Remedy:  "quote or cite the statement, describe the conduct, or mark it as your assessment with a likelihood",
	Family:  lint.Argument,
	Severity: map[lint.Profile]lint.Severity{
		lint.Newsroom: lint.Warning, lint.OpEd: lint.Info, lint.Intel: lint.Warning, lint.Encyclopedic: lint.Warning,
		lint.Policy: lint.Warning, lint.Academic: lint.Info, lint.Humanitarian: lint.Warning,
	},
	Confidence: lint.Low, Langs: []string{"en"}, Since: "0.1.0",
	Standards: []lint.Standard{
		{Source: "CIA Tradecraft Note 5 (1995)", Where: "Facts and Sourcing: attitudes and intentions of foreign actors", Demands: "say how you know an actor's intentions"},
		{Source: "ICD 203", Where: "D.6.e(3)", Demands: "separate information from judgment"},
		{Source: "PolNeAR guidelines", Where: "attribution covers internal states", Demands: "beliefs and intentions are attributions and need a source"},
		{Source: "NPR memos on \"lie\"", Where: "intent", Demands: "claiming intent needs evidence"},
	},
	Examples: []lint.Example{
		{Input: "The board deliberately lost the file.", Finds: "deliberately"},
		{Input: "The generals fear elections.", Finds: "fear"},
		{Input: "The curfew was imposed to humiliate the north.", Finds: "to humiliate"},
		{Input: "The company cynically waited until the strike fund was empty.", Finds: "cynically"},
		{Input: "\"We fear elections,\" General Musa wrote in March.", Because: "own words"},
		{Input: "The governor spoke for an hour. He said he hated the press.", Because: "own words, pronoun source"},
		{Input: "The party's platform seeks to end the tax.", Because: "declared policy aim of a public actor: off by default"},
		{Input: "She wants to cut the levy, a promise in her campaign leaflet.", Because: "declared policy aim (campaign pledge): off by default"},
		{Input: "The general appeared worried at the podium.", Because: "observed behaviour"},
	},

	Options: func() any { return &motiveOptions{Strong: "warning", Weak: "info", CampaignAims: "off"} },
	Cues:    lint.Cues{Lists: listed("motive-attribution")},
	Check:   checkMotive,
}

type motiveOptions struct {
	Strong       string `yaml:"tier_strong" enum:"off,info,warning,error" doc:"highest severity of strong predicates (deliberately, cynically, hates)"`
	Weak         string `yaml:"tier_weak" enum:"off,info,warning,error" doc:"highest severity of weak predicates (wants, seeks, hopes)"`
	CampaignAims string `yaml:"campaign_aims" enum:"off,info,warning" doc:"highest severity of declared policy aims of public actors (the platform seeks to)"`
}

var (
	declared  = setOf("platform manifesto pledge pledged campaign programme program leaflet plan proposal bill law resolution report strategy statement speech")
	firstSelf = setOf("i we")
	technical = setOf("slow fast low high simple vague grounding foul rate designed small limited")
	authority = setOf("court tribunal inquiry judge jury found")
)

var (
	wishing   = setOf("may might would could should")
	relatives = setOf("who that which")
)

// anybody tells whether the wish is that of whoever has it: a relative clause of a noun with an indefinite article, or of
// those, any, anyone.
func anybody(p *lint.Pass, h lint.Hit) bool {
	t := p.Sentence(h).Tokens
	if !relatives.has(t[h.First-1]) {
		return false
	}
	for i := h.First - 2; i >= 0 && i >= h.First-6; i-- {
		if unspecific.has(t[i]) {
			return true
		}
		if closed.has(t[i]) {
			return false
		}
	}
	return false
}

var unspecific = setOf("a an any anyone anybody everyone everybody those whoever no every")

func checkMotive(p *lint.Pass, h lint.Hit) {
	o := p.Options.(*motiveOptions)
	t := p.Sentence(h).Tokens
	level := o.Strong
	if h.List == "weak" {
		level = o.Weak
	}
	if declared.within(t) && h.List == "weak" {
		level = o.CampaignAims
	}
	severity, ok := ceiling(level)
	if !ok || !asserts(p, h.Span) || firstSelf.within(t[max(h.First-3, 0):h.First]) || authority.within(t[:h.First]) {
		return
	}
	if h.List == "adverb" && h.Last < len(t) && technical.has(t[h.Last]) {
		return
	}
	// The layer counts attitudes as attributions; a motive is somebody else's words only where speech reports it.
	if who, by := voice.Of(p.Doc).Speaker(h.Span); who == voice.Other && (by == nil || !by.Cue.Overlaps(h.Span)) {
		return
	}
	if h.First > 0 && of.has(t[h.First-1]) && h.List != "purpose" && h.List != "adverb" {
		return // a climate of fear: a noun
	}
	if h.List == "purpose" && h.First == 0 {
		return
	}
	if h.List == "weak" && h.First > 0 && (wishing.has(t[h.First-1]) || anybody(p, h)) {
		return // may wish to: a formula of advice; a council that wants to: whoever does
	}
	if r := voice.Of(p.Doc).Reach(h.Span, voice.Search{Window: voice.InSentence, Citation: true}); r.Sourced {
		return
	}
	f := lint.Finding{
		Severity: severity, Span: h.Span, Confidence: lint.Low,
		Message: fmt.Sprintf("%q says what somebody had in mind, not how that is known", p.Text(h.Span)),
	}
	if h.List != "weak" {
		f.Confidence = lint.Medium
	}
	p.Report(f)
}
