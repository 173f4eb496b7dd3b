package metrics

import (
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/quantity"
	"github.com/sayso-lint/sayso/voice"
)

// times finds the expressions of time: dates as the layer of numbers reads them, and those that hang on the day of
// writing. An expression is anchored where it has its year, where a year stands in its sentence, and in a text that says
// when it speaks; a day or a month also by a year before it in the paragraph, which says nothing of "last month".
func (m *measuring) times() {
	d := m.depth
	all := m.now.numbers
	year, before := false, d.yearIn == m.now.block
	for i := range all {
		if q := &all[i]; q.Kind == quantity.Date {
			m.now.dates = true
			d.dates = append(d.dates, q.Span)
			if m.hasYear(q.Span) {
				year = true
				d.yearIn = m.now.block
			}
		}
	}
	for _, c := range m.now.cited {
		if c.Kind == voice.AuthorYear {
			year = true
		}
	}
	anchored := year || d.dated
	if m.now.any&(unit|nowWord|attributive|weekday|month) != 0 {
		for i := 0; i < len(m.now.is); i++ {
			if m.now.is[i]&(unit|deictic|nowWord|attributive|weekday|month) == 0 {
				continue
			}
			n := m.now.relative(i)
			if n == 0 {
				continue
			}
			span := prose.Span{Start: m.now.Tokens[i].Start, End: m.now.Tokens[i+n-1].End}
			i += n - 1
			if within(all, span) {
				continue
			}
			d.dates = append(d.dates, span)
			m.time(Time{Span: span, Claim: d.claim(), Relative: true, Anchored: anchored || before && n == 1 && m.now.is[i]&month != 0})
		}
	}
	for i := range all {
		if q := &all[i]; q.Kind == quantity.Date {
			m.time(Time{Span: q.Span, Claim: d.claim(), Anchored: anchored || before || m.hasYear(q.Span)})
		}
	}
}

// channels notes the words that say how others came: told the paper, in a statement.
func (m *measuring) channels() {
	if m.now.any&channel == 0 {
		return
	}
	for i, c := range m.now.is {
		if c&channel != 0 {
			m.depth.ways = append(m.depth.ways, m.now.Tokens[i].Span)
		}
	}
}

func (m *measuring) time(t Time) {
	if !m.authors(t.Span) {
		return
	}
	m.depth.Times = add(m.depth.Times, t)
	m.Times++
	if t.Anchored {
		m.AnchoredTimes++
	}
}

// within tells whether a date of a sentence holds span.
func within(all []quantity.Quantity, span prose.Span) bool {
	for i := range all {
		if all[i].Kind == quantity.Date && all[i].Overlaps(span) {
			return true
		}
	}
	return false
}

// hasYear tells whether a date has four digits in a row, or is a decade.
func (m *measuring) hasYear(date prose.Span) bool {
	run := 0
	for _, c := range []byte(m.doc.Slice(date)) {
		if '0' <= c && c <= '9' {
			if run++; run == 4 {
				return true
			}
		} else {
			run = 0
		}
	}
	return false
}

// relative is how many tokens from i on are an expression of time that hangs on the day of writing; 0 where none is.
func (s *sentence) relative(i int) int {
	at := s.at
	switch c := s.is[i]; {
	case c&following != 0 && at(i-1)&the != 0:
		return 0 // the next day hangs on the one before
	case c&(deictic|attributive) != 0 && s.spells(i, 1) > 0:
		return s.spells(i, 1)
	case c&unit != 0 && at(i+1)&ago != 0:
		return 2
	case c&nowWord != 0:
		return 1
	case c&attributive != 0 && at(i+1)&flow == 0 && at(i-1)&flow == 0 && s.lower(i+1):
		return 1
	case c&weekday != 0:
		return 1
	case c&month != 0 && at(i-1)&inMonth != 0:
		return 1
	}
	return 0
}

// spells is how many tokens a deictic word at i and the unit, month or weekday behind it are: last week, the past few
// months. 0 where no such thing stands behind it.
func (s *sentence) spells(i, n int) int {
	for ; i+n < len(s.is) && n < 4; n++ {
		switch c := s.is[i+n]; {
		case c&(unit|weekday|month) != 0:
			return n + 1
		case c&between == 0:
			return 0
		}
	}
	return 0
}
