package quantity

import "strings"

// date handles days, years, decades and spans of them.
func (s *scanner) date(i int, n numeral) int {
	for _, form := range [...]func(*scanner, int, numeral) int{
		(*scanner).figuresDate, (*scanner).monthFirst, (*scanner).dayFirst, (*scanner).eraDate, (*scanner).years,
	} {
		if next := form(s, i, n); next > i {
			return next
		}
	}
	return i
}

// monthFirst handles "June 14", "Sept. 11, 2001", "July 8 to 12", "March 2022".
func (s *scanner) monthFirst(i int, n numeral) int {
	m := i - 1
	if before := s.at(m); before.mark == '.' && before.glued {
		m--
	}
	a := s.at(i)
	if !s.isMonth(m) || !a.plain {
		return i
	}
	if a.Len() == 4 && a.value >= 1000 && a.value < 2200 {
		return s.simple(n, Date, m, i+1)
	}
	if !s.dayOfMonth(i) || s.unitAt(i+1) {
		return i
	}
	end := s.ordinalEnd(i + 1)
	if s.joinsDays(end) && s.dayOfMonth(end+1) && s.at(end+1).value > a.value && !s.unitAt(end+2) && !s.plural(end+2) {
		end = s.ordinalEnd(end + 2)
	}
	// "the March 20 protests" is a day, "in March 20 boats" a count.
	if s.plural(end) && end == i+1 && s.at(m-1).class&(definite|those|selector) == 0 {
		return i
	}
	return s.simple(n, Date, m, s.yearEnd(end))
}

// dayFirst handles "14 June", "14th of June 2015", "8-12 July".
func (s *scanner) dayFirst(i int, n numeral) int {
	if !s.dayOfMonth(i) {
		return i
	}
	end := s.ordinalEnd(i + 1)
	if s.joinsDays(end) && s.dayOfMonth(end+1) {
		if k := s.ordinalEnd(end + 2); s.isMonth(k) {
			return s.simple(n, Date, i, s.yearEnd(s.monthEnd(k)))
		}
	}
	if s.at(end).word == wordOf {
		end++
	}
	if !s.isMonth(end) {
		return i
	}
	return s.simple(n, Date, i, s.yearEnd(s.monthEnd(end)))
}

func (s *scanner) dayOfMonth(i int) bool {
	a := s.at(i)
	return a.form == digits && a.plain && a.Len() <= 2 && a.value >= 1 && a.value <= 31
}

func (s *scanner) joinsDays(i int) bool {
	a := s.at(i)
	return a.mark == markDash || a.word == wordTo || a.word == wordAnd || a.word == wordOr
}

// eraDate handles "1990s", "90's", "500 BC", "AD 79".
func (s *scanner) eraDate(i int, n numeral) int {
	before, after := s.at(i-1), s.at(i+1)
	switch {
	case s.decade(i):
		return s.simple(n, Date, i, s.decadeEnd(i))
	case after.class&era != 0 && after.capital:
		return s.simple(n, Date, i, i+2)
	case before.class&era != 0 && before.capital && s.at(i).plain && !before.glued:
		return s.simple(n, Date, i-1, i+1)
	}
	return i
}

// years handles "2015", "2004 to 2009", "1992-96", "between 2010 and 2015".
func (s *scanner) years(i int, n numeral) int {
	if !s.yearLike(i) {
		return i
	}
	sep, b := s.at(i+1), s.at(i+2)
	joins := sep.mark == markDash || sep.mark == '/' || sep.word == wordTo || sep.word == wordAnd && s.at(i-1).word == wordBetween
	if joins && b.form == digits && b.plain && (b.Len() == 4 || b.Len() == 2 && sep.form == mark) {
		return s.simple(n, Date, i, i+3)
	}
	return s.simple(n, Date, i, i+1)
}

func (s *scanner) isMonth(i int) bool {
	a := s.at(i)
	return a.class&month != 0 && a.capital
}

func (s *scanner) monthEnd(i int) int {
	if a := s.at(i + 1); a.mark == '.' && a.glued && s.at(i).Len() <= 4 && s.at(i+2).form == digits {
		return i + 2
	}
	return i + 1
}

// ordinalEnd steps over "st", "nd", "rd", "th".
func (s *scanner) ordinalEnd(i int) int {
	if a := s.at(i); a.glued && a.form == letters && a.Len() == 2 {
		switch s.doc[a.Start:a.End] {
		case "st", "nd", "rd", "th":
			return i + 1
		}
	}
	return i
}

// yearEnd steps over ", 2015".
func (s *scanner) yearEnd(i int) int {
	at := i
	if s.at(at).mark == ',' {
		at++
	}
	if a := s.at(at); a.form == digits && a.plain && a.Len() == 4 && a.value >= 1000 && a.value < 2200 {
		return at + 1
	}
	return i
}

// figuresDate handles "2015-06-14", "14/06/2015", "14.6.2015", and the numbers that only look like such dates: "9/11",
// "24/7", "50-50".
func (s *scanner) figuresDate(i int, n numeral) int {
	a := s.at(i)
	if !a.plain {
		return s.pointed(i, n)
	}
	b, c := s.at(i+1), s.at(i+2)
	if b.mark != '/' && b.mark != markDash || !b.glued || c.form != digits || !c.glued || !c.plain {
		return i
	}
	d, e := s.at(i+3), s.at(i+4)
	switch {
	case b.mark == '/' && a.value >= 1 && a.value <= 60 && c.Len() == 4 && s.yearLike(i+2) && d.mark != '/': // No 5/2025, in 3/2021
		return s.simple(n, Date, i, i+3)
	case d.mark == b.mark && d.glued && e.form == digits && e.glued && e.plain:
		if a.Len() == 4 || e.Len() == 4 || b.mark == '/' && a.value <= 31 && c.value <= 31 {
			return s.simple(n, Date, i, i+5)
		}
	case b.mark == '/' && (a.value == 9 && c.value == 11 || a.value == 7 && c.value == 7):
		return s.simple(n, Name, i, i+3)
	case b.mark == '/' && a.value == 24 && c.value == 7, a.value == 50 && c.value == 50:
		return s.simple(n, Idiom, i, i+3)
	}
	return i
}

// pointed tells digits with two points or more, which are no quantity: 14.06.2015 is a date, 4.2.1 a section.
func (s *scanner) pointed(i int, n numeral) int {
	text := s.doc[s.at(i).Start:s.at(i).End]
	points := strings.Count(text, ".")
	if points < 2 {
		return i
	}
	if points == 2 && len(text) >= 8 {
		if year := text[len(text)-4:]; year[:2] == "19" || year[:2] == "20" {
			return s.simple(n, Date, i, i+1)
		}
	}
	return s.simple(n, Section, i, i+1)
}

// decade tells whether atom i and the s behind it are "1990s" or "90s".
func (s *scanner) decade(i int) bool {
	a, b := s.at(i), s.at(i+1)
	if b.mark == '\'' && b.glued {
		b = s.at(i + 2)
	}
	if !a.plain || !b.glued || b.word != wordS {
		return false
	}
	switch a.Len() {
	case 4:
		return s.doc[a.End-1] == '0' && a.value >= 1000 && a.value < 2200
	case 2:
		return s.doc[a.End-1] == '0'
	}
	return false
}

func (s *scanner) decadeEnd(i int) int {
	if s.at(i+1).word == wordS {
		return i + 2
	}
	return i + 3
}

// yearLike tells whether four digits are a year. Twentieth and twenty-first century years are, unless a unit, an
// approximator or people follow; older ones only where a preposition or article says so.
func (s *scanner) yearLike(i int) bool {
	a := s.at(i)
	if a.form != digits || !a.plain || a.Len() != 4 || a.value < 1000 || a.value >= 2200 {
		return false
	}
	before, after := s.at(i-1), s.at(i+1)
	if s.unitAt(i+1) || after.glues() || before.mark == markCurrency || before.class&currency != 0 {
		return false
	}
	if ap, _ := s.approximator(i); !ap.Empty() && before.word != wordAround && before.class&datePrep == 0 {
		return false
	}
	counts := s.plural(i+1) || s.plural(i+2) && after.form == letters && after.class&stop == 0
	if a.value >= 1900 && a.value < 2100 {
		return after.class&plural == 0 || before.class&definite != 0
	}
	if counts {
		return false
	}
	return before.class&(datePrep|month|season) != 0 || before.mark == '(' || before.mark == ','
}
