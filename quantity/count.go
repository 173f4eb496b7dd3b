package quantity

import (
	"strings"

	"github.com/sayso-lint/sayso/prose"
)

// counted emits numeral n with what stands behind it: a unit, a base, a noun.
func (s *scanner) counted(n numeral) int {
	opener := s.at(n.first - 1)
	between := opener.word == wordBetween
	first := n.first
	if opener.word == wordOf && s.at(n.first-2).word == wordFactor {
		return s.emit(quantity{numeral: n, kind: Ratio, first: n.first - 2, figure: true})
	}
	if s.ranged(&n, between) && (between || opener.word == wordFrom) {
		first--
	}
	q := quantity{numeral: n, kind: Count, first: first, last: n.end, figure: true}
	if n.upper > 0 {
		q.kind = Range
	}
	if n.share {
		q.kind = Ratio
	}
	switch {
	case s.percent(&q):
	case s.named(&q):
	case s.compound(&q):
	case s.ratio(&q):
	case s.unit(&q, q.last):
	case q.kind == Measure || q.kind == Duration || q.kind == Money || q.kind == Percent:
	default:
		s.nounBehind(&q)
	}
	s.per(&q)
	s.against(&q)
	if q.kind == Duration && (opener.word == wordEvery || opener.word == wordEach) {
		q.kind = Rate
		q.figure = s.calendar(&q) == 0
	}
	return s.emit(q)
}

// against takes in the other side of a vote: "212 votes to 187".
func (s *scanner) against(q *quantity) {
	if q.kind != Count || s.at(q.last-1).class&margin == 0 || s.at(q.last).word != wordTo || s.at(q.last+1).form != digits {
		return
	}
	if n := s.digitNumeral(q.last + 1); !s.unitAt(n.end) && !s.plural(n.end) {
		q.last = n.end
	}
}

// calendar is the calendarUnit bit where the unit of q is one.
func (s *scanner) calendar(q *quantity) class { return s.at(q.last-1).class & calendarUnit }

// percent takes in "percent", "%", "per cent", "percentage points", "basis points".
func (s *scanner) percent(q *quantity) bool {
	at := q.end
	if s.at(at).mark == markDash && s.at(at).glued {
		at++
	}
	return s.percentAt(q, at)
}

func (s *scanner) percentAt(q *quantity, at int) bool {
	a := s.at(at)
	var end int
	switch {
	case a.mark == markPercent:
		end = at + 1
	case a.class&percentUnit != 0:
		end = at + 1
		if b := s.at(end); b.word == wordPoint || b.word == wordPoints {
			end++
		} else if b.mark == markDash && b.glued && (s.at(end+1).word == wordPoint || s.at(end+1).word == wordPoints) {
			end += 2
		}
	case a.word == wordPer && s.at(at+1).word == wordCent:
		end = at + 2
	case a.word == wordBasis && s.at(at+1).word == wordPoints:
		end = at + 2
	default:
		return false
	}
	q.kind = Percent
	q.last = end
	q.noun = s.span(at, end)
	// "between 40 percent and 50 percent", "4% to 11%" would be one range; a second number with its own unit is left to
	// itself, because the same words compare ("48 percent to 37 percent").
	return true
}

// named tells numbers that are part of a name or a title: capitalised words inside a sentence ("Five Eyes").
func (s *scanner) named(q *quantity) bool {
	a := s.at(q.numeral.first)
	if q.digits || !a.capital || s.heading || q.numeral.first == 0 || !q.word {
		return false
	}
	before, after := s.at(q.numeral.first-1), s.at(q.end)
	if before.word == wordOf && s.at(q.numeral.first-2).capital && q.numeral.first > 1 { // the Group of Twelve
		q.kind, q.figure = Name, false
		return true
	}
	if before.form != letters || before.mark == markQuote {
		return false
	}
	if after.form == letters && after.capital || before.capital && q.numeral.first > 1 {
		q.kind, q.figure = Name, false
		if after.capital {
			q.last = q.end + 1
		}
		return true
	}
	return false
}

// compound takes in a hyphenated second part: "9-hour", "150,000-square-foot", "50-state", "17-year-old", "10-fold".
func (s *scanner) compound(q *quantity) bool {
	d, w := s.at(q.end), s.at(q.end+1)
	if d.mark == markDash && d.glued && !w.glued && (w.word == wordTo || w.word == wordOr) { // 16- to 21-year-olds
		if m, ok := s.numeral(q.end + 2); ok && s.at(m.end).mark == markDash && s.at(m.end).glued && m.value > q.value {
			q.upper, q.end, q.kind = m.value, m.end, Range
			d, w = s.at(q.end), s.at(q.end+1)
		}
	}
	if d.mark != markDash || !d.glued || !w.glued || w.form != letters {
		return false
	}
	at := q.end + 1
	if squared.Has(w.word) && s.at(at+1).mark == markDash {
		at += 2
		w = s.at(at)
	}
	q.last = at + 1
	q.noun = w.Span
	first := s.at(q.numeral.first)
	switch {
	case w.capital && first.capital && !q.digits && !s.heading: // the Six-Day War
		q.kind, q.figure = Name, false
	case w.class&(timeUnit|calendarUnit) != 0 && s.at(at+1).mark == markDash && (s.at(at+2).word == wordOld || s.at(at+2).word == wordOlds):
		q.kind, q.figure, q.last = Age, false, at+3
	case w.class&measureUnit != 0:
		q.kind = Measure
	case w.class&(timeUnit|calendarUnit) != 0:
		q.kind, q.figure = Duration, w.class&timeUnit != 0
	case w.class&(currency|moneyUnit) != 0:
		q.kind = Money
	case w.word == wordFold:
		q.kind, q.noun = Change, prose.Span{}
	case w.word == wordStrong:
		q.noun = prose.Span{}
	case w.word == wordOdd || w.word == wordPlus: // "300-odd boats"
		q.noun = prose.Span{}
		if !s.unit(q, at+1) {
			s.nounFrom(q, at+1)
		}
	case q.share: // "half-hearted", "a third-party"
		q.figure, q.noun = first.class&half == 0, prose.Span{}
	default:
		s.trait(q, at)
	}
	return true
}

// trait takes in what is left of compounds: "seven-member", "two-state", "one-line" describe their noun and report no
// count.
func (s *scanner) trait(q *quantity, at int) {
	q.figure = false
	if a := s.at(q.numeral.first); a.word == wordOne || q.word && a.class&(scale|hundred) != 0 {
		q.kind = Name
	}
	for q.last < at+8 && s.at(q.last).mark == markDash && s.at(q.last).glued && s.at(q.last+1).glued {
		q.last += 2
	}
}

// ratio takes in the whole of a part: "in three", "out of five", "of ten wells", "to one", "times as likely".
func (s *scanner) ratio(q *quantity) bool {
	a := s.at(q.end)
	at := q.end + 1
	switch {
	case q.share:
		return !s.halfUnit(q)
	case a.word == wordTimes:
		return s.timesBehind(q)
	case a.word == wordOut && s.at(at).word == wordOf, a.word == wordFor && s.at(at).word == wordEvery:
		at++
	case a.plainNoun() && s.at(at).word == wordIn && s.oneIn(at+1, q.value):
		a = s.at(at) // one family in seven
		at++
	case a.word == wordIn, a.word == wordOf, a.word == wordTo && q.upper == 0, a.mark == ':' && a.glued && s.at(at).glued:
	default:
		return false
	}
	if s.at(at).word == wordEvery {
		at++
	}
	if s.at(at).mark == markCurrency { // "one of every $5"
		at++
	}
	for a.word != wordIn && at < q.end+4 && s.at(at).class&(definite|those|selector) != 0 && s.at(at).class&cardinal == 0 {
		at++ // "31 of the last 40 votes"
	}
	m, ok := s.numeral(at)
	if !ok || q.vague || m.share || m.vague || m.value == 0 || !s.whole(q, &m, a) {
		return false
	}
	q.kind, q.whole = Ratio, m.value
	q.end, q.last = m.end, m.end
	if a.word != wordTo {
		n := quantity{numeral: m, last: m.end}
		s.nounFrom(&n, m.end)
		q.last, q.noun = n.last, n.noun
	}
	return true
}

// oneIn tells whether a number in words at atom i, without a noun of its own, may be what a smaller one is a part of.
func (s *scanner) oneIn(i int, part float64) bool {
	m, ok := s.numeral(i)
	return ok && !m.digits && !m.share && !m.vague && m.value > part && part < 10 && (m.word && m.value <= 20 || !m.word && m.value < 100) && !s.plural(m.end) && !s.unitAt(m.end)
}

// whole tells whether m can be what q is a part of, given the word between them.
func (s *scanner) whole(q *quantity, m *numeral, link *atom) bool {
	switch {
	case link.mark == ':':
		return true
	case link.word == wordTo: // odds; "48 to 37" may be anything
		return m.value == 1 && q.value > 1
	case link.word == wordIn: // not "300 in 2015", "two in 12 months"
		near := (m.word || !m.digits && m.value < 100) && q.upper == 0 || m.digits && q.value < 10
		return near && m.value > q.value && !s.yearLike(m.first) && !s.unitAt(m.end)
	}
	return m.value >= q.value
}

// halfUnit reads "half a mile", "half an hour", "half century": a measure, not a share.
func (s *scanner) halfUnit(q *quantity) bool {
	at := q.end
	if s.at(at).word == wordOf && (s.at(at+1).word == wordA || s.at(at+1).word == wordAn) { // "a quarter of a century"
		at++
	}
	if w := s.at(at).word; w == wordA || w == wordAn {
		at++
	} else if s.at(at).class&calendarUnit == 0 {
		return false
	}
	return s.unit(q, at) || s.percentAt(q, at)
}

// timesBehind reads "three times": a multiple where a comparison follows, else a count of occasions.
func (s *scanner) timesBehind(q *quantity) bool {
	at := q.end
	q.last = at + 1
	q.noun = s.at(at).Span
	after := s.at(at + 1)
	switch {
	case after.word == wordAs && s.at(at+2).form == letters:
		q.kind, q.last = Ratio, at+3
	case after.class&compare != 0:
		q.kind, q.last = Ratio, at+2
	case after.form == letters && after.Len() > 4 && s.doc[after.End-2:after.End] == "er" && after.class == 0:
		q.kind, q.last = Ratio, at+2
	case after.class&(definite|those) != 0:
		q.kind = Ratio
	case after.word == wordOut && s.at(at+2).word == wordOf: // "nine times out of ten"
		if n, ok := s.numeral(at + 3); ok {
			q.kind, q.end, q.last = Ratio, n.end, n.end
			q.noun = prose.Span{}
		}
	}
	return true
}

// unit takes in the unit at atom `at`: "km", "square metres", "°C", "weeks", "euros", "US dollars".
func (s *scanner) unit(q *quantity, at int) bool {
	first := at
	at = s.unitHead(at)
	a := s.at(at)
	switch {
	case a.mark == markDegree:
		q.kind, q.last = Measure, at+1
		if b := s.at(at + 1); b.form == letters && b.Len() == 1 && (b.glued || b.capital) { // °C, ° C
			q.last++
		}
		q.noun = s.span(first, q.last)
		return true
	case a.form != letters:
		return false
	}
	c := a.class & (measureUnit | timeUnit | calendarUnit | moneyUnit | currency)
	switch {
	case c == 0 && a.capital && s.at(at+1).class&(currency|moneyUnit) != 0 && !s.at(at+1).glued: // US dollars
		q.kind, q.last, q.noun = Money, at+2, s.span(at, at+2)
		return true
	case c == 0:
		if a.Len() != 1 || !s.letterUnit(at, q) {
			return false
		}
		q.kind, q.last = Measure, s.power(at+1)
		q.noun = s.span(at, q.last)
		return true
	case a.class&stop != 0, a.Len() <= 2 && !q.digits, a.Len() == 1 && s.at(at+1).mark == '\'':
		return false
	}
	q.last = s.power(at + 1)
	q.noun = s.span(first, q.last)
	switch {
	case c&measureUnit != 0 || first != at: // light-years are a length
		q.kind = Measure
	case c&(moneyUnit|currency) != 0:
		q.kind = Money
	default:
		q.kind = Duration
		q.figure = s.measuredTime(q, a, at)
	}
	return true
}

// unitHead steps over what a unit may begin with: "square", "cubic", "light-", "degrees" before a scale.
func (s *scanner) unitHead(at int) int {
	for range 2 {
		a, b := s.at(at), s.at(at+1)
		switch {
		case !squared.Has(a.word):
			return at
		case b.mark == markDash && s.at(at+2).class&calendarUnit != 0:
			return at + 2
		case b.class&(measureUnit|calendarUnit) == 0 && !squared.Has(b.word):
			return at
		}
		at++
	}
	return at
}

// power steps over what touches a unit behind it: the ³ of m³, the /s of m³/s.
func (s *scanner) power(i int) int {
	if a := s.at(i); a.mark != markOther || !a.glued {
		return i
	}
	i++
	if s.at(i).mark == '/' && s.at(i).glued && s.at(i+1).glues() && s.at(i+1).form == letters {
		i += 2
	}
	return i
}

// letterUnit accepts units of one letter where nothing else can be meant: "12 t", "1.5 T", "9 V".
func (s *scanner) letterUnit(at int, q *quantity) bool {
	a, next := s.at(at), s.at(at+1)
	if !q.digits || !strings.ContainsRune("tlLmKVWJTNCFBM", rune(s.doc[a.Start])) {
		return false
	}
	return next.mark != '\'' && !next.glues() && (a.glued || next.form != letters || next.class&stop != 0 || !a.capital)
}

// unitAt tells whether a unit stands at atom i.
func (s *scanner) unitAt(i int) bool {
	a := s.at(i)
	return a.mark == markPercent || a.mark == markDegree || a.class&(percentUnit|measureUnit|timeUnit|calendarUnit|moneyUnit|currency|scale) != 0
}

// nounBehind takes in the counted noun, over "of" where the number is vague or picks from a set.
func (s *scanner) nounBehind(q *quantity) {
	at := q.end
	if a := s.at(at); q.value == 1 && q.upper == 0 && a.plainNoun() && !a.glued {
		q.noun, q.last = a.Span, at+1
		return
	}
	if a := s.at(at); a.word == wordOf && s.at(at+1).form == letters {
		at++
		for at < q.end+4 && s.at(at).class&(definite|those|selector) != 0 {
			at++
		}
		if a := s.at(at); a.word == wordUs || a.word == wordThem {
			return
		}
	}
	s.nounFrom(q, at)
}

// nounFrom finds the head of the noun phrase that starts at atom `at`: the first plural, or the last of plurals in a row
// ("sports fans": behind a plural subject no verb ends in -s). Part-of-speech tags would find singular heads as well; they
// cost more than all else here, and a number above one has a plural behind it.
func (s *scanner) nounFrom(q *quantity, at int) {
	const reach = 7
	for k := at; k < at+reach; k++ {
		a := s.at(k)
		if a.form == mark {
			joined := a.mark == markDash && a.glued && s.at(k+1).glued || a.mark == '\'' && a.glued && s.at(k+1).word == wordS
			if !joined || k == at {
				return
			}
			if a.mark == '\'' {
				k++
			}
			continue
		}
		if a.form != letters || a.class&stop != 0 && a.class&selector == 0 || a.class&month != 0 && a.capital {
			return
		}
		if !s.plural(k) {
			continue
		}
		for k < at+reach && s.plural(k+1) && !s.at(k+1).glued && (s.at(k).class&state != 0 || s.at(k+1).class&state == 0) {
			k++
		}
		if b := s.at(k + 1); b.mark == markDash && b.glued && s.at(k+2).glued {
			continue
		}
		q.last = k + 1
		q.noun = s.span(at, k+1)
		head := s.at(k)
		switch {
		case head.class&(timeUnit|calendarUnit) != 0:
			q.kind = Duration
			q.figure = s.measuredTime(q, head, k)
		case head.class&measureUnit != 0:
			q.kind = Measure
		case head.class&(currency|moneyUnit) != 0:
			q.kind = Money
		}
		return
	}
}

// plural tells whether atom i looks like a plural noun.
func (s *scanner) plural(i int) bool {
	a := s.at(i)
	if a.form != letters || a.class&(singular|stop) != 0 {
		return false
	}
	if a.class&plural != 0 {
		return true
	}
	if a.Len() < 4 || s.doc[a.End-1] != 's' {
		return false
	}
	switch s.doc[a.End-2] {
	case 's', 'u', 'i', '.':
		return false
	}
	return true
}

// per takes in the base of a rate: "a day", "per 1,000", "/kg", "each year".
func (s *scanner) per(q *quantity) {
	if q.kind > Duration || q.kind == Ratio {
		return
	}
	a, b := s.at(q.last), s.at(q.last+1)
	const base = timeUnit | calendarUnit
	var end int
	switch {
	case a.mark == '/' && a.glued && b.glued && b.form == letters:
		end = q.last + 2
	case a.word == wordPer && b.form == letters && b.word != wordCent:
		end = q.last + 2
		if n, ok := s.numeral(q.last + 1); ok {
			end = n.end
		}
	case a.word == wordPer && b.form == digits:
		n, _ := s.numeral(q.last + 1)
		m := quantity{numeral: n, last: n.end}
		if !s.unit(&m, n.end) {
			s.nounFrom(&m, n.end)
		}
		end = m.last
	case (a.word == wordA || a.word == wordAn) && s.at(q.last+2).class&(later|datePrep) == later: // it had 900 a year ago
		return
	case (a.word == wordA || a.word == wordAn) && b.class&(base|measureUnit) != 0 && b.class&ordinal == 0 && b.Len() > 2:
		end = q.last + 2
	case (a.word == wordEach || a.word == wordEvery) && b.class&base != 0 && b.class&ordinal == 0:
		end = q.last + 2
	default:
		return
	}
	q.last = end
	if q.kind != Percent && q.kind != Money && q.kind != Change {
		q.kind = Rate
		q.figure = true
	}
}

// approximator is the longest one that ends before atom i, and the first atom of it (i where there is none).
func (s *scanner) approximator(i int) (span prose.Span, first int) {
	a := s.at(i - 1)
	if a.form == mark {
		switch a.mark {
		case markApprox, '<', '>':
			return a.Span, i - 1
		case '.':
			if b := s.at(i - 2); a.glued && (b.word == wordC || b.word == wordCa || b.word == wordApprox) {
				return s.span(i-2, i), i - 2
			}
		}
		return span, i
	}
	if a.class&approxEnd == 0 {
		return span, i
	}
	for _, before := range s.lex.approx[a.word] {
		j := i - 2
		for _, w := range before {
			if s.at(j).word != w {
				j = -2
				break
			}
			j--
		}
		if j < -1 {
			continue
		}
		if len(before) == 0 && (s.at(j).class&ask != 0 && (a.word == wordAbout || a.word == wordOver) || s.passes(i)) {
			return span, i
		}
		return s.span(j+1, i), j + 1
	}
	return span, i
}

// passes tells whether under before a small number in words at atom i is a preposition, not a bound: sold under two names.
func (s *scanner) passes(i int) bool {
	prep, a := s.at(i-1), s.at(i)
	if prep.word != wordUnder || a.form != letters || a.class&(scale|hundred) != 0 || a.value == 0 || a.value > 12 {
		return false
	}
	const measured = percentUnit | measureUnit | timeUnit | calendarUnit | moneyUnit | currency | scale | hundred | cardinal | part | parts
	after := s.at(i + 1)
	return after.form == letters && after.class&measured == 0 && after.class&stop == 0
}
