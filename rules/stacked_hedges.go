package rules

import (
	"fmt"
	"slices"

	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/modality"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/quantity"
)

var stackedHedges = &lint.Rule{
	ID:      "stacked-hedges",
	Summary: "two or more markers of uncertainty stand on one claim, or a hedge and a booster that cancel out",
	Why:     "hedges do not add up to caution: \"may possibly\" says no less than \"may\", and \"certainly possible\" says nothing",
	Remedy:  "keep one, the most precise",
	Family:  lint.Uncertainty,
	Severity: map[lint.Profile]lint.Severity{
		lint.Newsroom: lint.Warning, lint.OpEd: lint.Warning, lint.Intel: lint.Error, lint.Encyclopedic: lint.Warning,
		lint.Policy: lint.Warning, lint.Academic: lint.Warning, lint.Humanitarian: lint.Warning,
	},
	Confidence: lint.Medium, Langs: hedging, Since: "0.1.0",
	Standards: []lint.Standard{
		{Source: "ICD 203", Where: "D.6.e(6)", Demands: "language and syntax convey meaning unambiguously"},
		{Source: "Kent 1964", Where: "cardinal rule", Demands: "never modify \"possible\""},
		{Source: "EFSA Guidance on Communication of Uncertainty 2019", Where: "precautions when using numbers", Demands: "no hedging words on stated probabilities"},
	},
	Examples: []lint.Example{
		{Input: "It may possibly be true.", Finds: "may possibly"},
		{Input: "It is certainly possible that the seal broke.", Finds: "certainly possible"},
		{Input: "The office is about 90 % certain of the count.", Finds: "about 90 % certain"},
		{Input: "The drought could potentially empty the lake.", Finds: "could potentially"},
		{Input: "As odd as it may seem, the ferry is probably late.", Because: "concessive idiom: one hedge remains"},
		{Input: "He is likely to appear in court.", Because: "literal appear"},
		{Input: "Nora Beck seemed to suggest that he was lying.", Because: "report of ambiguous speech by a named person"},
		{Input: "It may rain and the road could flood.", Because: "two propositions, coordinated"},
		{Input: "The merger is unlikely, but a split is possible.", Because: "two propositions, contrasted"},
	},

	Options:  func() any { return &stackOptions{Max: 1} },
	Replaces: []string{"hedged-assertion", "bare-possibility", "certainty-booster"},
	Cues:     lint.Cues{Lists: slices.Concat(hedgeLists, []lint.List{{Lang: "en", Name: "certain", Phrases: []string{"certain", "sure"}}})},
	Check:    checkStack,
}

type stackOptions struct {
	Max int `yaml:"max" doc:"uncertainty markers allowed on one proposition"`
}

var (
	// splits are what starts another proposition.
	splits = setOf("and but or while whereas ; , : although though yet which who")
	// boosters before a hedge cancel it out, approximators before a stated certainty hedge it again.
	boosters      = setOf("certainly definitely undoubtedly surely clearly")
	approximators = setOf("about roughly around perhaps approximately nearly almost")
	speaking      = setOf("suggest suggests suggested say said")
)

func checkStack(p *lint.Pass, h lint.Hit) {
	o := p.Options.(*stackOptions)
	if h.List == "certain" {
		checkStatedCertainty(p, h)
		return
	}
	hedges := modality.Of(p.Doc).Hedges(h.Block, h.Sentence)
	at, before := -1, -1
	for i, c := range hedges {
		if !doubts(c) {
			continue
		}
		if c.Overlaps(h.Span) {
			at = i
			break
		}
		before = i
	}
	if at < 0 || before >= 0 && sameProposition(p, h, hedges[before].Span, hedges[at].Span) {
		return // the first hedge of a proposition speaks for it
	}
	s := p.Sentence(h)
	span, n := hedges[at].Span, 1
	first, _ := s.TokensIn(span)
	// "Certainly possible" cancels out; "it certainly could" stresses what the modal says.
	if first > 0 && boosters.has(s.Tokens[first-1]) && hedges[at].Name != "modal" && !modality.Of(p.Doc).In(span, modality.Question) {
		span, n = span.Join(s.Tokens[first-1].Span), 2
	}
	for _, c := range hedges[at+1:] {
		if !doubts(c) {
			continue
		}
		if !sameProposition(p, h, span, c.Span) {
			break
		}
		span, n = span.Join(c.Span), n+1
	}
	if n <= o.Max || n < 2 || !authors(p, span) || askedOrSupposed(p, span) {
		return
	}
	if f, l := s.TokensIn(span); speaking.within(s.Tokens[f:l]) {
		return // a report of ambiguous speech
	}
	p.Report(lint.Finding{Span: span, Message: fmt.Sprintf("%d hedges on one claim: %q", n, p.Text(span))})
}

// doubts tells whether a hedge doubts a claim, and is not about a figure, or praise.
func doubts(c modality.Cue) bool { return c.Name != "approximator" && c.Name != "gap" }

// checkStatedCertainty finds "about 90 % certain": a stated probability that is hedged again.
func checkStatedCertainty(p *lint.Pass, h lint.Hit) {
	s := p.Sentence(h)
	for _, q := range quantity.Of(p.Doc).Sentence(h.Block, h.Sentence) {
		first, last := s.TokensIn(q.Span)
		if q.Kind != quantity.Percent || last != h.First || first == 0 || !approximators.has(s.Tokens[first-1]) {
			continue
		}
		span := s.Tokens[first-1].Span.Join(h.Span)
		if authors(p, span) && !askedOrSupposed(p, span) && p.Options.(*stackOptions).Max < 2 {
			p.Report(lint.Finding{Span: span, Message: fmt.Sprintf("2 hedges on one claim: %q", p.Text(span))})
		}
	}
}

// sameProposition tells whether two cues of a sentence stand on one claim: nothing between them starts another, and a
// "that" does so only where a clause of its own follows a finished one.
func sameProposition(p *lint.Pass, h lint.Hit, a, b prose.Span) bool {
	s := p.Sentence(h)
	first, _ := s.TokensIn(prose.Span{Start: a.End, End: b.Start})
	_, last := s.TokensIn(prose.Span{Start: a.End, End: b.Start})
	return b.Start >= a.End && last-first <= maxBetween && !splits.within(s.Tokens[first:last])
}

// maxBetween is how many words may stand between two hedges of one proposition ("likely that the quarry may").
const maxBetween = 5
