package rules

import (
	"fmt"

	"github.com/sayso-lint/sayso/internal/tag"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/voice"
)

var veiledPrescription = &lint.Rule{
	ID:      "veiled-prescription",
	Summary: "advice is dressed as fact or evaluation",
	Why:     "\"there is no alternative\" is a recommendation that hides both its author and the alternatives",
	Remedy:  "say openly that you recommend it, and why; or attribute it",
	Family:  lint.Prescription,
	Severity: map[lint.Profile]lint.Severity{
		lint.Newsroom: lint.Warning, lint.OpEd: lint.Info, lint.Intel: lint.Error, lint.Encyclopedic: lint.Warning,
		lint.Policy: lint.Warning, lint.Academic: lint.Warning, lint.Humanitarian: lint.Warning,
	},
	Confidence: lint.Medium, Langs: []string{"en"}, Since: "0.1.0",
	Standards: []lint.Standard{
		{Source: "ICD 203", Where: "D.6.b", Demands: "no advocacy"},
		{Source: "Collins & Mandel 2019", Where: "conclusions", Demands: "keep forecasts and advice apart; words imply advice"},
		{Source: "Martin & White 2005", Where: "Engagement: pronounce"},
	},
	Examples: []lint.Example{
		{Input: "Europe cannot afford to wait.", Finds: "cannot afford to"},
		{Input: "Any deal with the armed groups would be worthless without inspectors.", Finds: "would be worthless without"},
		{Input: "There is no alternative to talks between the two governments.", Finds: "There is no alternative to"},
		{Input: "After the second audit the ministry has no choice but to withdraw the bill.", Finds: "no choice but"},
		{Input: "The family cannot afford the rent.", Because: "literal money"},
		{Input: "Half of the tenants cannot afford to heat their flats.", Because: "literal money: private households"},
		{Input: "It is time for lunch.", Because: "literal time"},
		{Input: "A bicycle is useless without a chain.", Because: "physical dependency, no policy actor"},
		{Input: "Europe cannot afford to wait, the commissioner told reporters.", Because: "postposed attribution"},
	},

	Replaces: []string{"certainty-booster", "loaded-evaluation"},
	Cues:     lint.Cues{Lists: listed("veiled-prescription")},
	Check:    checkVeiled,
}

// makers are who makes policy: states, institutions, programmes, and the things they make.
var makers = setOf(`administration administrations agencies agency alliance allies armies army assembly authorities authority bank bill
	board budget cabinet campaign city coalition commission committee community congress council countries country court
	deal democracies democracy department donors economy effort europe forces government governments institutions
	international law lawmakers leaders leadership legislature mandate military minister ministers ministry mission
	nation nations nato negotiations order parliament parties party peace plan policies policy politicians president process
	programme programmes program programs reform reforms regime region sanctions senate society state states strategy
	strike summit system talks treaty truce union us war washington we world mayor company companies industry officials`)

func checkVeiled(p *lint.Pass, h lint.Hit) {
	s := p.Sentence(h)
	if !authors(p, h.Span) || askedOrSupposed(p, h.Span) || wanted(voice.Of(p.Doc), h.Block, h.Span) || governed(p, h) {
		return
	}
	switch h.List {
	case "weak":
		if !makers.within(s.Tokens) && !namesState(p, s.Tokens) {
			return
		}
	case "money":
		if !makers.within(s.Tokens[:h.First]) && !namesState(p, s.Tokens[:h.First]) {
			return
		}
	default:
		if narrated(p, h) {
			return
		}
	}
	p.Report(lint.Finding{
		Span: h.Span, Message: fmt.Sprintf("reads as advice: %q", p.Text(h.Span)),
		Notes: []lint.Note{{Text: "neither quoted nor attributed"}},
	})
}

// namesState tells whether a proper name stands among the tokens: Europe, Washington. The first word of the sentence
// counts where it is a bare noun and no pronoun or article.
func namesState(p *lint.Pass, tokens []prose.Token) bool {
	if len(tokens) == 0 {
		return false
	}
	for _, t := range tag.Of(p.Doc).Sentence(p.Doc.SentenceAt(tokens[0].Start)).UpTo(len(tokens)) {
		if t == tag.NNP || t == tag.NNPS {
			return true
		}
	}
	return false
}

// narrated tells whether the phrase is told of a private actor in the past: the driver had no choice but to turn back.
func narrated(p *lint.Pass, h lint.Hit) bool {
	t := p.Sentence(h).Tokens
	return h.First > 0 && past.has(t[h.First-1]) && !makers.within(t[:h.First]) && !namesState(p, t[:h.First])
}

var past = setOf("had was were saw left")
