package metrics

import (
	"github.com/sayso-lint/sayso/likelihood"
	"github.com/sayso-lint/sayso/quantity"
	"github.com/sayso-lint/sayso/voice"
)

// likelihoods finds the expressions of likelihood in a sentence.
func (m *measuring) likelihoods() {
	d := m.depth
	for _, u := range d.likelihood.In(m.now.Span) {
		whose, _ := m.voice.Speaker(u.Span)
		l := Likelihood{Span: u.Span, Claim: d.claim(), Voice: whose, About: u.About()}
		for _, s := range likelihood.Scales() {
			if _, ok := s.Term(u); ok {
				l.Scales = append(l.Scales, s.Name)
			}
		}
		l.Low, l.High, l.Ranged = m.beside(u)
		d.Likelihoods = add(d.Likelihoods, l)
		if whose != voice.Author {
			continue
		}
		m.now.judges = true
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
	for i := range m.now.numbers {
		q := &m.now.numbers[i]
		if q.Kind != quantity.Percent {
			continue
		}
		first, last := m.now.TokensIn(q.Span)
		if first-u.Last <= besideReach && u.First-last <= besideReach {
			return q.Value, max(q.Value, q.Upper), true
		}
	}
	return 0, 0, false
}

// forecast looks for what the author says will be.
func (m *measuring) forecast() {
	d := m.depth
	if m.now.asks {
		return
	}
	at := -1
	if m.now.any&(willWord|goingWord) != 0 {
		for i := range m.now.is {
			if m.now.future(i) && m.authors(m.now.Tokens[i].Span) {
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
		_, next := m.now.TokensIn(l.Span)
		if at < 0 && next < len(m.now.Tokens) && m.now.is[next]&toWord != 0 {
			at = next - 1 // likely to
		}
	}
	if at < 0 {
		return
	}
	m.now.foretells = len(d.Forecasts)
	d.Forecasts = append(d.Forecasts, Forecast{Span: m.now.Tokens[at].Span, Claim: d.claim(), Qualified: qualified || m.now.any&chance != 0})
}

// future tells whether token i speaks of the future: will, shall, won't, going to. A will and Will are none.
func (s *sentence) future(i int) bool {
	switch c := s.is[i]; {
	case c&willWord != 0:
		return s.at(i-1)&nounWill == 0 && (i > 0 && s.first(i) >= 'a' || s.first(i) == '\'')
	case c&goingWord != 0:
		return s.at(i+1)&toWord != 0 && s.lower(i+2) && s.at(i+2)&nounWill == 0
	}
	return false
}
