package rules

import (
	"fmt"

	"github.com/sayso-lint/sayso/internal/tag"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/modality"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/quantity"
)

var unhedgedForecast = &lint.Rule{
	ID:      "unhedged-forecast",
	Summary: "a contingent outcome is stated as certain",
	Why:     "nobody knows what a coalition will do; a forecast without a likelihood cannot be wrong, or right",
	Remedy:  "add a scale term or the condition it depends on",
	Family:  lint.Uncertainty,
	Severity: map[lint.Profile]lint.Severity{
		lint.Newsroom: lint.Info, lint.OpEd: lint.Info, lint.Intel: lint.Error, lint.Encyclopedic: lint.Warning,
		lint.Policy: lint.Info, lint.Academic: lint.Warning, lint.Humanitarian: lint.Warning,
	},
	Confidence: lint.Low, Langs: hedging, Since: "0.1.0",
	Standards: []lint.Standard{
		{Source: "ICD 203", Where: "D.6.e(2)", Demands: "likelihood for major judgments"},
		{Source: "Kent 1964", Where: "three kinds of statement", Demands: "estimates are not facts"},
		{Source: "PHIA", Where: "probabilistic judgement for the future"},
	},
	Examples: []lint.Example{
		{Input: "The coalition will collapse before spring.", Finds: "will collapse"},
		{Input: "War is inevitable.", Finds: "inevitable"},
		{Input: "The levy will ruin the growers.", Finds: "will ruin"},
		{Input: "The truce, signed in haste, is bound to fail.", Finds: "bound to fail"},
		{Input: "The lease will expire on 31 December 2027.", Because: "scheduled: date and event verb"},
		{Input: "The sun will rise at six.", Because: "law-like"},
		{Input: "Water will boil at 100 °C at sea level.", Because: "law-like"},
		{Input: "\"We will fight on,\" he said.", Because: "quoted"},
		{Input: "The group said it would fight on.", Because: "attributed, backshifted"},
	},

	Options: func() any { return &forecastOptions{} },
	Cues:    lint.Cues{Lists: listed("unhedged-forecast")},
	Check:   checkForecast,
}

type forecastOptions struct {
	MinHorizon int `yaml:"min_horizon" doc:"days ahead from which a dated forecast is reported; 0 reports any, dated or not"`
}

var (
	lawlike   = setOf("sun moon water tide tides ice earth comet eclipse email chapter section article page paper report essay book form page")
	scheduled = setOf(`expire expires open close meet begin start end take run launch publish host visit hold vote mark celebrate
		convene resume arrive depart leave publish be`)
	doubting  = setOf("doubt doubts guarantee whether unlikely likely probably perhaps possibly may might could almost hope hopes expect expects assess assesses judge judges estimate estimates possible confidence believe fear fears possibility probability likelihood chance chances risk risks odds prospect prospects")
	implying  = setOf("mean means meant imply implies follow follows")
	contrasts = setOf("but yet")
	none      = setOf("no none nothing neither nor")
	// retorts are what a text lets its opponents say: a figure of speech, and no forecast.
	retorts = setOf("say object argue ask reply answer protest insist complain counter retort claim tell call point")
	// befalls is what happens to the author, too.
	befalls   = setOf("be have see know lose win die suffer need find regret face pay live become get fail survive")
	motion    = setOf("the a an his her their its my our to")
	firstSelf = setOf("i we")
	nounWill  = setOf("free last and good ill own of the his her their against political a")
)

func checkForecast(p *lint.Pass, h lint.Hit) {
	s := p.Sentence(h)
	t := s.Tokens
	if p.Doc.Blocks[h.Block].Kind == prose.Heading && h.List == "modal" || !authors(p, h.Span) || modality.Of(p.Doc).In(h.Span, modality.Question|modality.Protasis) {
		return
	}
	if doubting.within(t[:h.First]) || h.Last < len(t) && doubting.has(t[h.Last]) || lawlike.within(t[max(h.First-4, 0):h.First]) || denied(t[:h.First]) {
		return
	}
	span := h.Span
	if h.List == "modal" {
		verb, ok := forecastVerb(p, h)
		if !ok {
			return
		}
		span = span.Join(verb)
	} else if negations.within(t[max(h.First-2, 0):h.First]) {
		return
	} else if verb, ok := verbAfter(p, h); ok && (p.Text(h.Span) == "bound to" || p.Text(h.Span) == "sure to" || p.Text(h.Span) == "certain to" || p.Text(h.Span) == "destined to") {
		span = span.Join(verb)
	}
	f := lint.Finding{Span: span, Message: fmt.Sprintf("stated as certain: %q", p.Text(span))}
	if conditions.within(t) {
		f.Severity = lint.Info
	}
	p.Report(f)
}

// denied tells whether what comes is only kept from following: none of this means that rates will fall.
func denied(before []prose.Token) bool {
	for i := len(before) - 1; i > 0 && i >= len(before)-longestDenied && !contrasts.has(before[i]); i-- {
		if implying.has(before[i]) {
			return negations.within(before[:i]) || none.within(before[:i])
		}
	}
	return false
}

// longestDenied bounds the tokens between "means" and what it would mean.
const longestDenied = 8

// forecastVerb is the verb that will happen; ok is false where "will" is a noun, a plan or a schedule.
func forecastVerb(p *lint.Pass, h lint.Hit) (prose.Span, bool) {
	t := p.Sentence(h).Tokens
	if h.First > 0 && nounWill.has(t[h.First-1]) {
		return prose.Span{}, false
	}
	if h.First > 1 && p.Text(t[h.First-1].Span) == "who" && p.Text(t[h.First-2].Span) != "," {
		return prose.Span{}, false // the children who will sit the exam: which are meant
	}
	going := p.Text(t[h.Last-1].Span) == "to"
	if going && h.Last < len(t) && motion.has(t[h.Last]) {
		return prose.Span{}, false
	}
	verb, ok := verbAfter(p, h)
	if !ok {
		return verb, false
	}
	i, _ := p.Sentence(h).TokensIn(verb)
	if retorts.has(t[i]) || h.First > 0 && firstSelf.has(t[h.First-1]) && !befalls.has(t[i]) {
		return verb, false // some will say; we will publish: what the author is about to do is his to say
	}
	for _, q := range quantity.Of(p.Doc).Sentence(h.Block, h.Sentence) {
		if q.Kind == quantity.Date || q.Kind == quantity.Time {
			if i, _ := p.Sentence(h).TokensIn(verb); scheduled.has(t[i]) {
				return verb, false
			}
		}
	}
	return verb, true
}

// verbAfter is the infinitive behind a hit, adverbs and a negation between.
func verbAfter(p *lint.Pass, h lint.Hit) (prose.Span, bool) {
	t := p.Sentence(h).Tokens
	tags := tag.Of(p.Doc).Sentence(h.Block, h.Sentence)
	for i := h.Last; i < len(t) && i < h.Last+4; i++ {
		switch {
		case tags.In(i, 1<<tag.VB|1<<tag.VBP):
			return t[i].Span, true
		case !negations.has(t[i]) && !tags.In(i, tag.Adverbs):
			return prose.Span{}, false
		}
	}
	return prose.Span{}, false
}
