package quantity

// date handles days, years, decades and spans of them.
func (s *scanner) date(i int, n numeral) int {
	a, before := s.at(i), s.at(i-1)
	if next := s.figuresDate(i, n); next > i {
		return next
	}
	// "June 14", "Sept. 11, 2001", "July 8 to 12".
	m := i - 1
	if before.mark == '.' && before.glued {
		m--
	}
	if b := s.at(m); m >= 0 && b.class&month != 0 && b.capital && a.plain {
		if a.value >= 1 && a.value <= 31 && a.Len() <= 2 && !s.unitAt(i+1) {
			end := s.ordinalEnd(i + 1)
			if d := s.at(end); (d.mark == markDash || d.word == wordTo || d.word == wordAnd) && s.at(end+1).form == digits && s.at(end+1).plain &&
				s.at(end+1).value <= 31 && s.at(end+1).value > a.value && !s.unitAt(end+2) && !s.plural(end+2) {
				end = s.ordinalEnd(end + 2)
			}
			// "the March 20 protests" is a day, "in March 20 boats" a count.
			if !s.plural(end) || end > i+1 || s.at(m-1).class&(definite|those|selector) != 0 {
				return s.simple(n, Date, m, s.yearEnd(end))
			}
			return i
		}
		if a.Len() == 4 && a.value >= 1000 && a.value < 2200 {
			return s.simple(n, Date, m, i+1)
		}
	}
	// "14 June", "14th of June 2015", "8-12 July".
	if a.plain && a.value >= 1 && a.value <= 31 && a.Len() <= 2 {
		end := s.ordinalEnd(i + 1)
		if d := s.at(end); (d.mark == markDash || d.word == wordTo || d.word == wordAnd || d.word == wordOr) && s.at(end+1).form == digits &&
			s.at(end+1).plain && s.at(end+1).value <= 31 {
			if k := s.ordinalEnd(end + 2); s.isMonth(k) {
				return s.simple(n, Date, i, s.yearEnd(s.monthEnd(k)))
			}
		}
		if s.at(end).word == wordOf {
			end++
		}
		if s.isMonth(end) {
			return s.simple(n, Date, i, s.yearEnd(s.monthEnd(end)))
		}
	}
	if s.decade(i) {
		return s.simple(n, Date, i, s.decadeEnd(i))
	}
	if after := s.at(i + 1); after.class&era != 0 && after.capital {
		return s.simple(n, Date, i, i+2)
	}
	if before.class&era != 0 && before.capital && a.plain && !before.glued {
		return s.simple(n, Date, i-1, i+1)
	}
	if s.yearLike(i) {
		end := i + 1
		d, b := s.at(end), s.at(end+1)
		if b.form == digits && b.plain && (b.Len() == 4 || b.Len() == 2 && d.mark != 0) &&
			(d.mark == markDash || d.mark == '/' || d.word == wordTo || d.word == wordAnd && before.word == wordBetween) {
			end += 2
		}
		return s.simple(n, Date, i, end)
	}
	return i
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

// figuresDate handles "2015-06-14", "14/06/2015", "14.6.2015", "9/11", "24/7".
func (s *scanner) figuresDate(i int, n numeral) int {
	a := s.at(i)
	b, c := s.at(i+1), s.at(i+2)
	if !a.plain {
		// Two or more points: 14.06.2015 is a date, 4.2.1 a section.
		if text := s.doc[a.Start:a.End]; dots(text) == 2 {
			if year := text[len(text)-4:]; len(text) >= 8 && (year[:2] == "19" || year[:2] == "20") {
				return s.simple(n, Date, i, i+1)
			}
			return s.simple(n, Section, i, i+1)
		} else if dots(text) > 2 {
			return s.simple(n, Section, i, i+1)
		}
		return i
	}
	if (b.mark != '/' && b.mark != markDash) || !b.glued || c.form != digits || !c.glued || !c.plain {
		return i
	}
	d, e := s.at(i+3), s.at(i+4)
	if d.mark == b.mark && d.glued && e.form == digits && e.glued && e.plain {
		if a.Len() == 4 || e.Len() == 4 || b.mark == '/' && a.value <= 31 && c.value <= 31 {
			return s.simple(n, Date, i, i+5)
		}
		return i
	}
	if b.mark == '/' && (a.value == 9 && c.value == 11 || a.value == 7 && c.value == 7) {
		return s.simple(n, Name, i, i+3)
	}
	if b.mark == '/' && a.value == 24 && c.value == 7 || a.value == 50 && c.value == 50 {
		return s.simple(n, Idiom, i, i+3)
	}
	return i
}

func dots(text string) int {
	n := 0
	for i := 0; i < len(text); i++ {
		if text[i] == '.' {
			n++
		}
	}
	return n
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
		return !(after.class&plural != 0 && before.class&definite == 0)
	}
	if counts {
		return false
	}
	return before.class&(datePrep|month|season) != 0 || before.mark == '(' || before.mark == ','
}

// age handles "aged 54 to 65", "the age of 65", "who is 70", ", 23,", "65 and older", "adults under 30", "in his 30s".
func (s *scanner) age(i int, n numeral) int {
	a, before, after := s.at(i), s.at(i-1), s.at(i+1)
	if a.value > 125 {
		return i
	}
	lead := before
	k := i - 1
	if ap, j := s.approximator(i); !ap.Empty() {
		lead, k = s.at(j-1), j-1
	}
	if lead.word == wordOf || lead.word == wordBetween || lead.word == wordFrom {
		k--
		lead = s.at(k)
	}
	bare := !s.unitAt(i+1) && !s.plural(i+1) && !after.glues()
	switch {
	case lead.class&ageBefore != 0 && !s.plural(i+1) && s.at(i+1).class&(percentUnit|scale) == 0 && after.mark != markPercent:
		m := n
		s.ranged(&m, true)
		return s.simple(m, Age, min(k, i), m.end)
	case after.class&calendarUnit != 0 && (s.at(i+2).word == wordOld || s.at(i+2).word == wordOf && s.at(i+3).class&ageBefore != 0):
		return s.simple(n, Age, i, i+3)
	case after.class&calendarUnit != 0 && (s.at(i+2).word == wordAnd || s.at(i+2).word == wordOr) && s.at(i+3).class&older != 0:
		return s.simple(n, Age, i, i+4)
	case !bare:
		return i
	case (after.word == wordAnd || after.word == wordOr) && s.at(i+2).class&older != 0 && !s.at(i+3).plainNoun():
		return s.simple(n, Age, i, i+3)
	case before.class&turning != 0 && a.plain && a.value >= 10:
		return s.simple(n, Age, i, i+1)
	case before.word == wordThan && s.at(i-2).class&elder != 0:
		return s.simple(n, Age, i, i+1)
	case before.class&older != 0 && s.at(i-2).class&person != 0, before.word == wordUnder && s.at(i-2).class&auxiliary != 0:
		return s.simple(n, Age, i, i+1)
	case (before.word == wordIs || before.word == wordWas) && s.at(i-2).word == wordWho:
		return s.simple(n, Age, i, i+1)
	case before.mark == ',' && s.at(i-2).capital && a.plain && a.value >= 3 && a.Len() <= 3 &&
		(after.mark == ',' || after.mark == '.' || after.mark == ';' || after.mark == ')' || i+1 == len(s.atoms)) && s.at(i-2).class&month == 0:
		return s.simple(n, Age, i, i+1)
	case before.mark == '(' && after.mark == ')' && s.at(i-2).capital && i > 2 && a.plain && a.Len() == 2 && a.value >= 16:
		return s.simple(n, Age, i, i+1)
	}
	return i
}
