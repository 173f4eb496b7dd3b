package main

import (
	"strings"

	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/quantity"
	"github.com/sayso-lint/sayso/voice"
)

// roundMillions is woken by sums of money, asks what sayso knows of them, and steps aside where somebody else speaks.
var roundMillions = &lint.Rule{
	ID:         "house/round-millions",
	Summary:    "a sum is given to the last unit where millions are meant",
	Family:     lint.TimeAndQuantity,
	Confidence: lint.High,
	Severity: map[lint.Profile]lint.Severity{
		lint.Newsroom: lint.Warning, lint.OpEd: lint.Warning, lint.Intel: lint.Info, lint.Encyclopedic: lint.Off,
		lint.Policy: lint.Warning, lint.Academic: lint.Off, lint.Humanitarian: lint.Warning,
	},
	Examples: []lint.Example{
		{Input: "The bridge cost $4,213,871.", Finds: "$4,213,871"},
		{Input: "The bridge cost $4.2 million."},
		{Input: "\"The bridge cost $4,213,871,\" said the mayor."},
	},
	Cues: lint.Cues{Quantities: []quantity.Kind{quantity.Money}},
	Check: func(p *lint.Pass, h lint.Hit) {
		if strings.Count(p.Text(h.Span), ",") < 2 {
			return // below a million, or rounded
		}
		if who, _ := voice.Of(p.Doc).Speaker(h.Span); who == voice.Other {
			return // their figure, their digits
		}
		p.Report(lint.Finding{Span: h.Span, Message: "the sum is given to the last unit; the house rounds to a tenth of a million"})
	},
}
