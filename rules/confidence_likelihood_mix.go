package rules

import (
	"fmt"
	"strings"

	"github.com/sayso-lint/sayso/internal/pack"
	"github.com/sayso-lint/sayso/likelihood"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
)

var confidenceLikelihoodMix = &lint.Rule{
	ID:      "confidence-likelihood-mix",
	Summary: "a level of confidence and a likelihood stand in one sentence",
	Why:     "how likely it is and how well it is known are two statements; in one sentence readers take either for the other",
	Remedy:  "split: first how likely, then how sure you are and why",
	Family:  lint.Uncertainty,
	Severity: map[lint.Profile]lint.Severity{
		lint.Newsroom: lint.Off, lint.OpEd: lint.Off, lint.Intel: lint.Error, lint.Encyclopedic: lint.Off,
		lint.Policy: lint.Warning, lint.Academic: lint.Info, lint.Humanitarian: lint.Warning,
	},
	Confidence: lint.High, Langs: []string{"de", "en", "es", "fr", "it", "nl", "pt"}, Since: "0.1.0",
	Standards: []lint.Standard{
		{Source: "ICD 203", Where: "D.6.e(2)(b)", Demands: "must not be combined in one sentence"},
		{Source: "PHIA (2025)", Where: "two frameworks: Yardstick and AnCR", Demands: "state separately"},
		{Source: "IPCC AR5 Guidance Note", Where: "confidence is not probabilistic", Demands: "keep apart"},
	},
	Examples: []lint.Example{
		{Input: "We have high confidence that the regime will likely fall.", Finds: "high confidence that the regime will likely"},
		{Input: "With moderate confidence, we judge that a recall is unlikely.", Finds: "moderate confidence, we judge that a recall is unlikely"},
		{Input: "It is very likely (90-100 %, high confidence) that the ice retreats.", Finds: "very likely (90-100 %, high confidence"},
		{Input: "There is, with low confidence, a 70 percent chance that the dam holds.", Finds: "low confidence, a 70 percent chance"},
		{Input: "We assess that the regime will probably fall. We have moderate confidence in this judgment because three envoys agree.", Because: "two sentences"},
		{Input: "The government is likely to lose a vote of no confidence.", Because: "other sense of confidence: vote"},
		{Input: "It is very likely (90-100 %, high confidence) that the ice retreats.", Because: "IPCC style, allow_ipcc is true", Options: map[string]any{"allow_ipcc": true}},
		{Input: "Confidence-building measures are likely to be discussed.", Because: "other sense of confidence: diplomacy"},
		{Input: "Public confidence in the courts is low and likely to fall further.", Because: "other sense of confidence: trust in a body"},
	},

	Options: func() any { return &mixOptions{} },
	Cues:    lint.Cues{Lists: levelsOfConfidence},
	Check:   checkMix,
}

type mixOptions struct {
	AllowIPCC bool `yaml:"allow_ipcc" doc:"accept likelihood, range and confidence together in one bracket, as the IPCC writes them"`
}

func checkMix(p *lint.Pass, h lint.Hit) {
	if !levelOfConfidence(p, h) || p.Options.(*mixOptions).AllowIPCC && bracketed(p, h) {
		return
	}
	u, ok := likelihoodNear(p, h)
	if !ok || askedHere(p, h.Block, h.Sentence, h.Span) {
		return
	}
	f := lint.Finding{
		Span:    h.Span.Join(u),
		Message: fmt.Sprintf("confidence (%q) and likelihood (%q) in one sentence", p.Text(h.Span), p.Text(u)),
	}
	if !judges(p, h.Span) || !judges(p, u) {
		f.Severity = lint.Info // somebody else mixed them
	}
	p.Report(f)
}

// likelihoodNear is the expression of likelihood, or the figure of a chance, that stands nearest to a level of confidence in
// its sentence.
func likelihoodNear(p *lint.Pass, h lint.Hit) (prose.Span, bool) {
	s := p.Sentence(h)
	var near prose.Span
	least := len(p.Doc.Text)
	consider := func(o prose.Span) {
		if d := max(o.Start-h.Span.End, h.Span.Start-o.End); d >= 0 && d < least {
			near, least = o, d
		}
	}
	t := s.Tokens
	around := prose.Span{Start: t[max(0, h.First-sentenceReach)].Start, End: t[min(len(t), h.Last+sentenceReach)-1].End}
	for _, u := range likelihood.Of(p.Doc).In(around) {
		if !u.Overlaps(h.Span) && (len(u.Terms) > 0 || u.Rough >= 0) {
			consider(u.Span)
		}
	}
	if near.Empty() {
		for i := max(0, h.First-chanceReach); i < min(len(s.Tokens), h.Last+chanceReach); i++ {
			if !chances.has(s.Tokens[i]) {
				continue
			}
			if span, ok := numericLikelihood(p, lint.Hit{Span: s.Tokens[i].Span, Block: h.Block, Sentence: h.Sentence, First: i, Last: i + 1}); ok {
				consider(span)
			}
		}
	}
	return near, !near.Empty()
}

// How far from a level of confidence a likelihood is looked for, in tokens: in words as far as sentences go, in figures
// within what is likely one statement.
const (
	sentenceReach = 80
	chanceReach   = 30
)

var chances = setOf("chance chances odds probability likelihood")

// bracketed tells whether a hit stands in round brackets.
func bracketed(p *lint.Pass, h lint.Hit) bool {
	t := p.Sentence(h).Tokens
	for i := h.First - 1; i >= max(0, h.First-sentenceReach); i-- {
		switch p.Text(t[i].Span) {
		case "(":
			return true
		case ")":
			return false
		}
	}
	return false
}

// levelsOfConfidence are the ways to state one: "high confidence", "our confidence is low", "we are highly confident".
var levelsOfConfidence = listsOf("confidence-likelihood-mix", "level", "stated", "person")

// levelOfConfidence tells whether a hit says how sure an analyst is: neither of statistics (confidence interval) nor of
// politics and trade (a vote of confidence, low confidence in the courts), and used rather than spoken of.
func levelOfConfidence(p *lint.Pass, h lint.Hit) bool {
	t := p.Sentence(h).Tokens
	if pack.About(p, h).Mentioned() || h.Last < len(t) && (otherConfidence.has(t[h.Last]) || explains.has(t[h.Last]) && p.Text(t[h.Last].Span) != ":") {
		return false
	}
	switch h.List {
	case "person":
		if !analysts.within(t[max(0, h.First-4):h.First]) {
			return false
		}
	case "stated":
		inner := h.First + 1
		if inner < len(t) && confidentIn.has(t[inner]) {
			return judgements().within(t[inner:min(len(t), h.Last+1)])
		}
		return h.First > 0 && analytic.has(t[h.First-1]) || strings.Contains(p.Text(h.Span), ":")
	}
	if h.Last < len(t) && confidentIn.has(t[h.Last]) {
		return judgements().within(t[h.Last+1 : min(len(t), h.Last+inWhat)])
	}
	return true
}

// inWhat is how many tokens behind "confidence in" are looked at for what it is in.
const inWhat = 7

var (
	otherConfidence = setOf("bin bins class classes category threshold interval intervals limit limits band bands bound bounds region vote votes motion trick index survey indicator indicators measures man men game")
	analysts        = setOf("we i our analysts authors wir ich nous je")
	confidentIn     = setOf("in en em dans nel nella nei nelle nello dan")
	analytic        = setOf("our my analytic analytical overall assessment judgment judgement this that level degree")
	judgements      = wordsOf("confidence-likelihood-mix", "object")
)
