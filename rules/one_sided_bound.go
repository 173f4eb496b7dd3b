package rules

import (
	"fmt"

	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/quantity"
	"github.com/sayso-lint/sayso/voice"
)

var oneSidedBound = &lint.Rule{
	ID:      "one-sided-bound",
	Summary: "a range is given by one end alone",
	Why:     "\"up to 500\" is true of three; readers remember the 500",
	Remedy:  "give both ends and who says so",
	Family:  lint.TimeAndQuantity,
	Severity: map[lint.Profile]lint.Severity{
		lint.Newsroom: lint.Info, lint.OpEd: lint.Off, lint.Intel: lint.Warning, lint.Encyclopedic: lint.Info,
		lint.Policy: lint.Info, lint.Academic: lint.Warning, lint.Humanitarian: lint.Warning,
	},
	Confidence: lint.Low, Langs: []string{"en"}, Since: "0.1.0",
	Standards: []lint.Standard{
		{Source: "BBC Editorial Guidelines 2019", Where: "Section 11, casualty figures", Demands: "report the range"},
		{Source: "Every Casualty Standards", Where: "minimum/maximum", Demands: "publish both"},
		{Source: "BBC Reporting statistics"},
	},
	Examples: []lint.Example{
		{Input: "Up to 500 people were taken from the three villages.", Finds: "Up to 500"},
		{Input: "As many as 90 percent of the herders will leave the plain.", Finds: "As many as 90 percent"},
		{Input: "At least 60 houses burned on the ridge.", Finds: "At least 60"},
		{Input: "The convoy carried more than 40 tonnes of ammunition.", Finds: "more than 40"},
		{Input: "Up to 500 and no fewer than 320 people were taken.", Because: "both bounds given"},
		{Input: "Between 320 and 500 people were taken.", Because: "a range, not a bound"},
		{Input: "At least 60 houses burned on the ridge, according to the fire service.", Because: "source of the bound, after the content"},
		{Input: "The relief committee counted the missing on Friday. It said that up to 500 people had been taken.", Because: "source of the bound: pronoun that resolves to the previous sentence"},
		{Input: "\"At least 60 houses are gone,\" the mayor said.", Because: "quoted"},
	},

	Cues:  lint.Cues{Lists: listed("one-sided-bound")},
	Check: checkBound,
}

var (
	beneath   = setOf("less under below fewer")
	otherEnds = setOf("least most up maximum minimum fewer less more between")
	passing   = setOf("over under")
	needs     = setOf("need needs needed require requires required must should may")
)

func checkBound(p *lint.Pass, h lint.Hit) {
	s := p.Sentence(h)
	number, ok := numberAfter(p, h)
	if !ok || number.Kind == quantity.Range || number.Kind == quantity.Date || number.Kind == quantity.Time || number.Kind == quantity.Age || number.Kind == quantity.Idiom {
		return
	}
	if !authors(p, h.Span) || askedOrSupposed(p, h.Span) || needs.within(s.Tokens) {
		return // a rule or advice sets a threshold
	}
	if number.Likelihood(p.Doc) || spread(p, &number) || delimits(p, &number) || number.Approx.Empty() && passing.has(s.Tokens[h.First]) && h.Last == h.First+1 {
		return // the author's own judgement; which things are meant; or what happens over four years, under two presidents
	}
	if number.Kind == quantity.Percent && number.Value <= 1 && beneath.has(s.Tokens[h.First]) {
		return // less than one percent: the other end is none
	}
	_, last := s.TokensIn(number.Span)
	if otherEnds.within(s.Tokens[last:]) && len(quantity.Of(p.Doc).Sentence(h.Block, h.Sentence)) > 1 || otherEnds.within(s.Tokens[:h.First]) {
		return // both ends are given
	}
	r := voice.Of(p.Doc).Reach(number.Span, voice.Search{Window: voice.InPrevious, Named: true, Citation: true, Method: true})
	if r.Sourced {
		return
	}
	p.Report(lint.Finding{
		Span: h.Span.Join(amount(number)), Message: fmt.Sprintf("only one end of the range: %q", p.Text(h.Span.Join(amount(number)))),
		Notes: whyNot(p, number.Span, r),
	})
}

// numberAfter is the number that stands right behind a cue, a currency sign or the cue's own tail between.
func numberAfter(p *lint.Pass, h lint.Hit) (quantity.Quantity, bool) {
	s := p.Sentence(h)
	for _, q := range quantity.Of(p.Doc).Sentence(h.Block, h.Sentence) {
		if first, _ := s.TokensIn(q.Number); q.Number.Start >= h.Span.End && first <= h.Last+1 {
			return q, true
		}
	}
	return quantity.Quantity{}, false
}

// amount is the number with its currency, scale word and percent, without the noun it counts.
func amount(q quantity.Quantity) prose.Span {
	if q.Kind == quantity.Percent || q.Kind == quantity.Money {
		return q.Span
	}
	return q.Number
}
