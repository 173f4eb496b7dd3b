package quantity

// digits emits the number in digits at i, or the name, date, time, label that it belongs to.
func (s *scanner) digits(i int) int {
	a, before := s.at(i), s.at(i-1)
	n := numeral{first: i, end: i + 1, value: a.value, exact: true, digits: true, word: true}
	if a.glued {
		if next, done := s.attached(i, n); done {
			return next
		}
	}
	switch {
	case before.mark == '#' || before.mark == '&' || before.mark == '^':
		kind := Name
		if before.mark != '#' {
			kind = Section
		}
		return s.simple(n, kind, i-1, i+1)
	case before.mark == '[':
		if next := s.bracketed(i, n); next > i {
			return next
		}
	}
	if next := s.phone(i, n); next > i {
		return next
	}
	if next := s.clock(i, n); next > i {
		return next
	}
	if next := s.date(i, n); next > i {
		return next
	}
	if next := s.labelled(i, n); next > i {
		return next
	}
	if next := s.suffixed(i, n); next > i {
		return next
	}
	if next := s.age(i, n); next > i {
		return next
	}
	if next := s.score(i, n); next > i {
		return next
	}
	n, _ = s.numeral(i)
	return s.counted(n)
}

// attached handles digits that touch what stands before them: parts of names (G20, F-16, COVID-19, P5+1), note marks
// behind a full stop, prefixes (mid-1990s).
func (s *scanner) attached(i int, n numeral) (next int, done bool) {
	before := s.at(i - 1)
	switch {
	case before.form == letters && before.class&currency != 0:
		return i, false
	case before.form == letters || before.form == digits && before.value < 1:
		return s.simple(n, Name, s.runStart(i-1), s.runEnd(i+1)), true
	case before.mark == markDash && before.glued && s.at(i-2).form == letters:
		p := s.at(i - 2)
		if n.plain(s) && (s.decade(i) || s.yearLike(i)) || p.class&(stop|datePrep|compare) != 0 && p.Len() > 1 {
			return i, false
		}
		return s.simple(n, Name, s.runStart(i-2), s.runEnd(i+1)), true
	case before.mark == '(' && before.glued && s.at(i-2).form == letters && s.at(i+1).mark == ')' && s.at(i).Len() < 4:
		return s.simple(n, Name, s.runStart(i-2), i+2), true
	case before.mark == '.' && before.glued && (s.at(i-2).form == letters && s.at(i-2).Len() > 1 || s.at(i-2).mark == '\'' || s.at(i-2).mark == markQuote || s.at(i-2).mark == ')'):
		return s.simple(n, Section, i, s.listEnd(i+1)), true
	case before.mark == '\'' && s.decade(i):
		return s.simple(n, Date, i-1, s.decadeEnd(i)), true
	case before.mark == '\'' && n.plain(s) && s.at(i).Len() == 2 && !s.at(i-1).glued:
		return s.simple(n, Date, i-1, i+1), true
	}
	return i, false
}

func (n *numeral) plain(s *scanner) bool { return s.at(n.first).plain }

// runStart and runEnd are the ends of a name of letters and digits that touch, over hyphens, slashes and plus signs.
func (s *scanner) runStart(i int) int {
	for limit := i - 8; i > 0 && i > limit; i-- {
		a, b := s.at(i), s.at(i-1)
		if !a.glued || b.form == mark && b.mark != markDash {
			break
		}
		if b.form == mark && !b.glued {
			break
		}
	}
	return i
}

func (s *scanner) runEnd(i int) int {
	for ; i < len(s.atoms); i++ {
		a := s.at(i)
		if !a.glued {
			return i
		}
		if a.form == mark && (a.mark != markDash && a.mark != '/' && a.mark != '+' && a.mark != markOther || !s.at(i+1).glues()) {
			return i
		}
	}
	return i
}

// listEnd is the end of a run of digits with commas and dashes: note marks, references.
func (s *scanner) listEnd(i int) int {
	for ; i+1 < len(s.atoms); i += 2 {
		a, b := s.at(i), s.at(i+1)
		if a.mark != ',' && a.mark != markDash && a.mark != ';' || b.form != digits || !a.glued {
			break
		}
	}
	return i
}

// bracketed handles "[10, 13-15]": references.
func (s *scanner) bracketed(i int, n numeral) int {
	end := s.listEnd(i + 1)
	if s.at(end).mark != ']' {
		return i
	}
	return s.simple(n, Section, i, end)
}

// phone handles numbers of several groups that start as telephone numbers do: "+1 555 0100", "(202) 555-0147",
// "0800 555 123", "extension 4471".
func (s *scanner) phone(i int, n numeral) int {
	a, before := s.at(i), s.at(i-1)
	if !a.plain {
		return i
	}
	first := i
	cue := before.class&phoneLabel != 0 || s.at(i-2).class&phoneLabel != 0 && (before.mark == ':' || before.mark == '.')
	opened := before.mark == '(' || before.mark == '+'
	if opened {
		first--
		cue = cue || s.at(i-2).class&phoneLabel != 0
	}
	end, groups, size := i+1, 1, a.Len()
	for groups < 8 {
		j := end
		if m := s.at(j).mark; m == ')' && before.mark == '(' && groups == 1 || m == markDash && s.at(j).glued || m == '.' && s.at(j).glued {
			j++
		}
		b := s.at(j)
		if b.form != digits || !b.plain || b.Start-s.at(end-1).End > 3 {
			break
		}
		size += b.Len()
		groups++
		end = j + 1
	}
	switch {
	case cue && s.at(end).class&(percentUnit|scale) == 0 && s.at(end).mark != markPercent && !s.plural(end) && (size >= 3 || groups > 1):
	case before.mark == '+' && size >= 7:
	case before.mark == '(' && a.Len() == 3 && size == 10:
	case groups == 3 && a.Len() == 3 && size == 10 && s.at(i+1).mark == markDash:
	case groups >= 2 && size >= 9 && s.doc[a.Start] == '0':
	default:
		return i
	}
	return s.simple(n, Phone, first, end)
}

// clock handles "08:30", "6 p.m.", "10am", "eight o'clock".
func (s *scanner) clock(i int, n numeral) int {
	a := s.at(i)
	end := i + 1
	minutes := false
	for range 2 {
		if c, d := s.at(end), s.at(end+1); c.mark == ':' && c.glued && d.form == digits && d.glued && d.Len() == 2 && a.Len() <= 2 {
			end += 2
			minutes = true
		}
	}
	half := s.at(end)
	switch {
	case half.class&clock != 0 && a.value < 25 && (half.Len() != 2 || half.glued || s.at(end+1).class&auxiliary == 0):
		end++
	case half.word == wordO && s.at(end+1).mark == '\'' && s.at(end+2).word == wordClock:
		end += 3
	case minutes && a.value < 25:
	default:
		return i
	}
	return s.simple(n, Time, i, end)
}

// labelled handles numbers that a noun or a name before them explains: "section 4.2", "Route 66", "Resolution 1325".
func (s *scanner) labelled(i int, n numeral) int {
	a, before := s.at(i), s.at(i-1)
	first := i - 1
	if before.mark == '.' && before.glued {
		before = s.at(i - 2)
		first--
	}
	if i == 0 {
		return s.numbered(i, n)
	}
	if p := s.at(i + 1); p.mark == '(' && p.glued && s.at(i+2).form == letters && s.at(i+2).Len() == 1 && s.at(i+3).mark == ')' { // 401(k)
		return s.simple(n, Name, i, i+4)
	}
	if before.form != letters {
		return i
	}
	end := i + 1
	for d := s.at(end); (d.mark == markDash || d.mark == '/') && d.glued && s.at(end+1).glues(); d = s.at(end) {
		end += 2
	}
	if s.at(i + 1).glues() {
		end = s.runEnd(i + 1)
	}
	after := s.at(end)
	counts := s.unitAt(end) || s.at(end).class&plural != 0 || !a.plain && before.class&sectionLabel == 0
	switch {
	case before.class&sectionLabel != 0 && !counts && (before.capital || !s.plural(end)):
		return s.simple(n, Section, first, s.labelEnd(end))
	case before.class&gradeLabel != 0 && a.plain && a.Len() < 4 && !s.unitAt(end):
		return s.simple(n, Name, first, end)
	case before.class&nameLabel != 0 && !counts && (before.capital || !s.plural(end) || s.at(i-2).class&definite != 0):
		return s.simple(n, Name, first, end)
	case first == 0 && before.capital && before.class == 0 && before.Len() > 3 && a.plain && !s.heading && !s.adverb(before) &&
		(after.word == wordOf || after.class&auxiliary != 0):
		return s.simple(n, Name, first, end)
	case first > 0 && before.capital && !counts && a.plain && !s.plural(end) && a.Len() <= 4 && before.class&(month|weekday|stop|season|cardinal) == 0 &&
		(after.form != letters || after.class&stop != 0 || after.capital) && before.Len() > 1:
		// A name and its number: "Boeing 737", "Apollo 11", "Movimento 5 Stelle". A count has a noun of its own.
		if s.at(i-1).mark == '.' {
			return i
		}
		return s.simple(n, Name, first, end)
	}
	return i
}

func (s *scanner) adverb(a *atom) bool { return s.doc[a.End-2:a.End] == "ly" }

// labelEnd takes in "4.2 and 4.3", "(a)".
func (s *scanner) labelEnd(i int) int {
	if a := s.at(i); a.mark == '(' && a.glued && s.at(i+1).form == letters && s.at(i+1).Len() == 1 && s.at(i+2).mark == ')' {
		return i + 3
	}
	return i
}

// numbered handles the number that opens a sentence and is none of its words: "1.1 What is", "4 Even though", "7."
func (s *scanner) numbered(i int, n numeral) int {
	a, after := s.at(i), s.at(i+1)
	switch {
	case len(s.atoms) == 1 && a.plain && a.Len() <= 3,
		len(s.atoms) == 2 && (after.mark == '.' || after.mark == ')'):
		return s.simple(n, Section, i, i+1)
	case (after.mark == '.' || after.mark == ')' || after.mark == ':') && s.at(i+2).form == letters && s.at(i+2).capital:
		return s.simple(n, Section, i, i+1)
	case after.capital && after.form == letters && after.class&stop != 0 && !after.glued:
		return s.simple(n, Section, i, i+1)
	case s.heading && !a.plain && after.capital && after.class&(plural|scale|currency) == 0 && !s.plural(i+1):
		return s.simple(n, Section, i, i+1)
	}
	return i
}

// suffixed handles letters that touch the digits: ordinals, decades, names (3D, 22q11).
func (s *scanner) suffixed(i int, n numeral) int {
	a, b := s.at(i), s.at(i+1)
	if !b.glued || b.form != letters {
		return i
	}
	text := s.doc[b.Start:b.End]
	switch text {
	case "st", "nd", "rd", "th", "ST", "ND", "RD", "TH":
		n.end++
		return s.ordinal(n)
	case "x":
		if !s.at(i + 2).glues() {
			return s.emit(quantity{numeral: n, kind: Ratio, first: i, last: i + 2, figure: true})
		}
	}
	if b.class&(measureUnit|timeUnit|calendarUnit|scale|currency|percentUnit) != 0 && !s.at(i+2).glues() {
		return i
	}
	if len(text) == 1 && !s.at(i+2).glues() {
		switch text[0] {
		case 'k', 'm', 't', 'l', 'L', 'C', 'F', 'K', 'V', 'W', 'J':
			return i
		case 'M', 'B', 'b', 'T':
			if s.money {
				return i
			}
		}
	}
	if a.plain || a.value == 0 {
		return s.simple(n, Name, i, s.runEnd(i+1))
	}
	return i
}

// score handles "3-1", "a 5-4 decision", "won by 212 to 187".
func (s *scanner) score(i int, n numeral) int {
	a, d, b := s.at(i), s.at(i+1), s.at(i+2)
	if b.form != digits || !a.plain || !b.plain || a.Len() > 3 || b.Len() > 3 {
		return i
	}
	dash := d.mark == markDash && d.glued && b.glued
	if !dash && (d.word != wordTo || b.value >= a.value) || s.unitAt(i+3) || s.at(i+3).glues() || s.plural(i+3) {
		return i
	}
	after := s.at(i + 3)
	if dash && after.mark == markDash && after.glued { // "555-0147-…", "2-1-1"
		return i
	}
	n.end = i + 3
	contest := after.class&decision != 0
	for k := i - 1; k >= 0 && k > i-6 && !contest; k-- {
		contest = s.at(k).class&win != 0 || !dash && s.at(k).class&margin != 0
	}
	switch {
	case dash && after.class&margin != 0:
		end := i + 4
		if s.at(end).class&margin != 0 {
			end++
		}
		return s.emit(quantity{numeral: n, kind: Count, first: i, last: end, noun: s.span(i+3, end), figure: true})
	case contest, dash && a.value >= b.value && a.value < 100:
		return s.simple(n, Score, i, i+3)
	}
	return i
}
