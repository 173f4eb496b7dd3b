package metrics

import (
	"github.com/sayso-lint/sayso/likelihood"
	"github.com/sayso-lint/sayso/quantity"
	"github.com/sayso-lint/sayso/voice"
)

// likelihoods finds the expressions of likelihood in a sentence.
func (m *measuring) likelihoods() {
	d := m.depth
	for _, u := range d.likelihood.In(d.now.Span) {
		whose, _ := m.voice.Speaker(u.Span)
		l := Likelihood{Span: u.Span, Claim: d.claim(), Voice: whose, About: u.About()}
		for _, s := range likelihood.Scales() {
			if _, ok := s.Term(u); ok {
				l.Scales = append(l.Scales, s.Name)
			}
		}
		l.Low, l.High, l.Ranged = m.beside(u)
		d.Likelihoods = append(d.Likelihoods, l)
		if whose != voice.Author {
			continue
		}
		d.now.judges = true
		m.Likelihoods++
		if len(l.Scales) == 0 {
			m.OffScale++
		}
		for _, s := range l.Scales {
			if m.OnScale == nil {
				m.OnScale = map[string]int{}
			}
			m.OnScale[s]++
		}
		if l.Ranged {
			m.Ranged++
		}
	}
}

// besideReach is how many tokens from an expression of likelihood its figures may stand: likely (55-80 percent), a 70
// percent chance.
const besideReach = 5

// beside are the figures that say what an expression means, in percent.
func (m *measuring) beside(u likelihood.Use) (low, high float64, ok bool) {
	all := m.quantity.Sentence(u.Block, u.Sentence)
	for i := range all {
		q := &all[i]
		if q.Kind != quantity.Percent {
			continue
		}
		first, last := m.depth.now.TokensIn(q.Span)
		if first-u.Last <= besideReach && u.First-last <= besideReach {
			return q.Value, max(q.Value, q.Upper), true
		}
	}
	return 0, 0, false
}

// forecast looks for what the author says will be.
func (m *measuring) forecast() {
	d := m.depth
	if d.now.asks {
		return
	}
	at := -1
	if d.now.any&(willWord|goingWord) != 0 {
		for i := range d.now.is {
			if d.foretells(i) && m.authors(d.now.Tokens[i].Span) {
				at = i
				break
			}
		}
	}
	qualified := false
	for i := range d.Likelihoods {
		l := &d.Likelihoods[len(d.Likelihoods)-1-i]
		if l.Claim != d.claim() {
			break
		}
		if l.Voice != voice.Author {
			continue
		}
		qualified = true
		_, next := d.now.TokensIn(l.Span)
		if at < 0 && next < len(d.now.Tokens) && d.now.is[next]&toWord != 0 {
			at = next - 1 // likely to
		}
	}
	if at < 0 {
		return
	}
	d.now.foretells = len(d.Forecasts)
	d.Forecasts = append(d.Forecasts, Forecast{Span: d.now.Tokens[at].Span, Claim: d.claim(), Qualified: qualified || d.now.any&chance != 0})
}

// foretells tells whether token i speaks of the future: will, shall, won't, going to. A will and Will are none.
func (d *depth) foretells(i int) bool {
	next := class(0)
	if i+1 < len(d.now.is) {
		next = d.now.is[i+1]
	}
	switch c := d.now.is[i]; {
	case c&willWord != 0:
		return (i == 0 || d.now.is[i-1]&nounWill == 0) && (i > 0 && d.first(i) >= 'a' || d.first(i) == '\'')
	case c&goingWord != 0:
		return next&toWord != 0 && i+2 < len(d.now.is) && d.lower(i+2) && d.now.is[i+2]&nounWill == 0
	}
	return false
}

// first is the first byte of token i.
func (d *depth) first(i int) byte { return d.doc.Text[d.now.Tokens[i].Start] }
