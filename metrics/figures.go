package metrics

import (
	"strings"

	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/quantity"
)

// figure notes a figure and what it rests on.
func (m *measuring) figure(q *quantity.Quantity, cell Cell, by prose.Span) {
	d := m.depth
	if d == nil {
		return
	}
	f := Figure{
		Span: q.Span, Claim: d.claim(), Kind: q.Kind, Tier: q.Tier(m.doc, quantity.Small), Cell: cell, By: by, Source: -1,
		Estimate: m.estimated(q), Dated: m.now.dates,
	}
	d.Figures = add(d.Figures, f)
	tier := &m.Tiers[f.Tier]
	tier.Figures++
	if cell != Unsourced {
		tier.Sourced++
	}
	if cell == Named {
		m.NamedFigures++
	}
	if f.Dated {
		m.DatedFigures++
	}
	if f.Estimate {
		m.Estimates++
		if cell == Named {
			m.NamedEstimates++
		}
	}
	if m.now.by.Empty() && cell != Unsourced {
		m.now.by = by
	}
}

// estimateReach is how many tokens before a number the word may stand that makes it an estimate: is estimated to have cost
// $90 million.
const estimateReach = 6

// estimated tells whether a number is given as an estimate.
func (m *measuring) estimated(q *quantity.Quantity) bool {
	if strings.Contains(prose.Fold(m.doc.Slice(q.Approx)), "estimat") {
		return true
	}
	first, _ := m.now.TokensIn(q.Span)
	for i := max(0, first-estimateReach); i < first; i++ {
		if m.now.is[i]&estimating != 0 {
			return true
		}
	}
	return false
}
