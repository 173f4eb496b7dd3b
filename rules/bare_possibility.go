package rules

import (
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/quantity"
)

var barePossibility = &lint.Rule{
	ID:      "bare-possibility",
	Summary: "something may, might or could happen, and nothing says how likely or why",
	Why:     "\"could\" covers everything from one in a hundred to nine in ten; two authors of one paper read the same \"could\" as 30 and as 80 percent (Heuer 1999)",
	Remedy:  "add a scale term or number, or name the condition and mechanism",
	Family:  lint.Uncertainty,
	Severity: map[lint.Profile]lint.Severity{
		lint.Newsroom: lint.Info, lint.OpEd: lint.Info, lint.Intel: lint.Error, lint.Encyclopedic: lint.Warning,
		lint.Policy: lint.Info, lint.Academic: lint.Info, lint.Humanitarian: lint.Warning,
	},
	Confidence: lint.Medium, Langs: hedging, Since: "0.1.0",
	Standards: []lint.Standard{
		{Source: "PHIA guidance (2025)", Where: "rationale of the Yardstick", Demands: "avoid terms that imply a judgement without stating it (\"if x, then y might\")"},
		{Source: "Kent 1964", Where: "\"possible\" reserved for events whose odds cannot be given"},
		{Source: "Heuer 1999", Where: "ch. 12", Demands: "two co-authors read \"could be broken\" as 30 % and 80 %"},
		{Source: "Mosteller & Youtz 1990", Where: "Table 1", Demands: "\"possible\" is the one expression without a stable meaning"},
	},
	Examples: []lint.Example{
		{Input: "The ceasefire could collapse.", Finds: "could"},
		{Input: "The leak might sour the vote.", Finds: "might"},
		{Input: "The strike may spread to the northern ports.", Finds: "may"},
		{Input: "It is possible that the lender leaves the valley.", Finds: "possible"},
		{Input: "It is unlikely, but the ceasefire could collapse if the bridge falls.", Because: "likelihood term in the same sentence"},
		{Input: "With odds of about 30 percent, the ceasefire could collapse this year.", Because: "number in the same sentence"},
		{Input: "The ceasefire could collapse because neither side controls its militias.", Because: "mechanism in the same sentence"},
		{Input: "Two of the three guarantors have withdrawn their monitors, so the ceasefire could collapse.", Because: "evidence in the same sentence"},
		{Input: "The ceasefire could collapse, the envoy warned.", Because: "attributed, after the content"},
	},

	Cues:  lint.Cues{Lists: listed("bare-possibility")},
	Check: checkPossibility,
}

// grounds are what makes a possibility more than bare: a likelihood, a mechanism, evidence.
var grounds = setOf("likely unlikely probable improbable probably odds chance because so through since therefore thus")

func checkPossibility(p *lint.Pass, h lint.Hit) {
	cue, ok := hedgeAt(p, h)
	if !ok || cue.Name != "modal" && cue.Name != "adjective" && cue.Name != "possibility" || perfect(p, h) && !supposed(p, h) {
		return
	}
	s := p.Sentence(h)
	if askedOrSupposed(p, cue.Span) || !authors(p, cue.Span) || grounds.within(s.Tokens) || likened(s.Tokens[:h.First]) {
		return
	}
	for _, q := range quantity.Of(p.Doc).Sentence(h.Block, h.Sentence) {
		if q.Kind == quantity.Percent || q.Kind == quantity.Ratio {
			return
		}
	}
	p.Report(lint.Finding{
		Span:    h.Span,
		Message: lint.Quoted(p.Text(h.Span)) + " says that it is possible, not how likely or why",
		Notes:   []lint.Note{{Text: "no likelihood, number, mechanism or evidence in the sentence"}},
	})
}

// likened tells whether words before a hit only compare: as if the tide might turn. What follows a comparison does not: as if
// that were not enough, the dam may fail.
func likened(before []prose.Token) bool {
	for i := len(before) - 1; i > 0 && !clauseEnds.has(before[i]); i-- {
		if fancied.has(before[i]) && before[i-1].Word == as {
			return true
		}
	}
	return false
}

var fancied = setOf("if though")

// supposed tells whether the sentence of a hit has an if-clause anywhere.
func supposed(p *lint.Pass, h lint.Hit) bool {
	return conditions.within(p.Sentence(h).Tokens)
}

var conditions = setOf("if unless")
