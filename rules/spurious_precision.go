package rules

import (
	"fmt"

	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/quantity"
)

var spuriousPrecision = &lint.Rule{
	ID:      "spurious-precision",
	Summary: "an approximator stands on an exact figure",
	Why:     "\"about 1,237\" claims to be rough and exact at once; one of the two is wrong",
	Remedy:  "round to two significant digits or give the exact figure",
	Family:  lint.TimeAndQuantity,
	Severity: map[lint.Profile]lint.Severity{
		lint.Newsroom: lint.Info, lint.OpEd: lint.Info, lint.Intel: lint.Warning, lint.Encyclopedic: lint.Warning,
		lint.Policy: lint.Warning, lint.Academic: lint.Warning, lint.Humanitarian: lint.Warning,
	},
	Confidence: lint.High, Langs: []string{"en"}, Since: "0.1.0",
	Standards: []lint.Standard{
		{Source: "EFSA Guidance 2019", Where: "precautions when using numbers", Demands: "no about/approximately/up to with % certainty"},
		{Source: "RSS/BBC", Where: "rounding"},
	},
	Examples: []lint.Example{
		{Input: "The storm damaged about 1,237 houses.", Finds: "about 1,237"},
		{Input: "Roughly 37.4 percent of the wells are dry.", Finds: "Roughly 37.4 percent"},
		{Input: "Nearly 4,581 ballots were spoiled in the northern district.", Finds: "Nearly 4,581"},
		{Input: "The repair cost some $2,718,453 in the first year.", Finds: "some $2,718,453"},
		{Input: "The storm damaged about 1,200 houses.", Because: "rounded"},
		{Input: "Some 250 boats returned before dusk.", Because: "rounded to two significant digits"},
		{Input: "The trail is about 3.5 km long.", Because: "unit where one decimal is coarse"},
		{Input: "She taught there for nearly 23 years.", Because: "integer duration with two digits"},
		{Input: "The auditors asked about 1,237 missing invoices.", Because: "preposition sense: asked about"},
	},

	Options: func() any { return &precisionOptions{SigDigits: 3} },
	Cues:    lint.Cues{Lists: listed("spurious-precision")},
	Check:   checkPrecision,
}

type precisionOptions struct {
	SigDigits int `yaml:"sig_digits" doc:"report numbers with at least this many significant digits (last one not zero)"`
}

// verbsOfTopic take "about" as a preposition: asked about 1,237 missing invoices.
var verbsOfTopic = setOf("ask asked asks talk talked talks hear heard know knew known learn learned complain complained write wrote worried concerned questions question report reports told")

func checkPrecision(p *lint.Pass, h lint.Hit) {
	q, ok := numberAfter(p, h)
	if !ok || !authors(p, h.Span) {
		return
	}
	t := p.Sentence(h).Tokens
	if h.First > 0 && verbsOfTopic.has(t[h.First-1]) {
		return
	}
	_, last := p.Sentence(h).TokensIn(q.Span)
	stated := q.Kind == quantity.Percent && last < len(t) && certain.has(t[last])
	switch q.Kind {
	case quantity.Date, quantity.Time, quantity.Age, quantity.Name, quantity.Section, quantity.Phone, quantity.Idiom:
		return
	default:
	}
	if !stated && significant(p.Text(q.Number)) < p.Options.(*precisionOptions).SigDigits {
		return
	}
	span := h.Span.Join(amount(q))
	p.Report(lint.Finding{
		Span: span, Message: fmt.Sprintf("%q is rough and exact at once", p.Text(span)),
		Fixes: []lint.Fix{{Title: fmt.Sprintf("drop %q", p.Text(h.Span)), Edits: []lint.Edit{{Span: prose.Span{Start: h.Span.Start, End: amount(q).Start}}}}},
	})
}

var certain = setOf("certain sure likely probable confident")

// significant counts the digits of a number up to the last that is not zero.
func significant(number string) int {
	n, count := 0, 0
	for _, r := range number {
		if r < '0' || r > '9' {
			continue
		}
		if count > 0 || r != '0' {
			count++
		}
		if r != '0' {
			n = count
		}
	}
	return n
}
