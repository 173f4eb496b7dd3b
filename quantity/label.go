package quantity

// digits emits the number in digits at i, or the name, date, time, label that it belongs to. What is most surely no
// quantity is tried first; what nothing claims is counted.
func (s *scanner) digits(i int) int {
	n := numeral{first: i, end: i + 1, value: s.at(i).value, exact: true, digits: true, word: true}
	for _, form := range [...]func(*scanner, int, numeral) int{
		(*scanner).attached, (*scanner).marked, (*scanner).phone, (*scanner).clock, (*scanner).date, (*scanner).labelled,
		(*scanner).suffixed, (*scanner).age, (*scanner).score,
	} {
		if next := form(s, i, n); next > i {
			return next
		}
	}
	n, _ = s.numeral(i)
	return s.counted(n)
}

// attached handles digits that touch what stands before them: parts of names (G20, F-16, COVID-19, P5+1), note marks
// behind a full stop, years behind an apostrophe ('83, '90s). Prefixes (mid-1990s, over-65s) leave the number to others.
func (s *scanner) attached(i int, n numeral) int {
	a, before, left := s.at(i), s.at(i-1), s.at(i-2)
	if !a.glued {
		return i
	}
	switch {
	case before.form == letters && before.class&currency != 0:
	case before.form == letters || before.form == digits && before.value < 1:
		return s.simple(n, Name, s.runStart(i-1), s.runEnd(i+1))
	case before.mark == '\'' && s.decade(i):
		return s.simple(n, Date, i-1, s.decadeEnd(i))
	case before.mark == '\'' && a.plain && a.Len() == 2 && !before.glued:
		return s.simple(n, Date, i-1, i+1)
	case !before.glued:
	case before.mark == markDash && left.form == letters:
		year := a.plain && (s.decade(i) || s.yearLike(i))
		if !year && (left.class&(stop|datePrep|compare) == 0 || left.Len() == 1) {
			return s.simple(n, Name, s.runStart(i-2), s.runEnd(i+1))
		}
	case before.mark == '(' && left.form == letters && s.at(i+1).mark == ')' && a.Len() < 4: // abc(46)
		return s.simple(n, Name, s.runStart(i-2), i+2)
	case before.mark == '.' && s.sentenceEnd(i-2):
		return s.simple(n, Section, i, s.listEnd(i+1))
	}
	return i
}

// sentenceEnd tells whether atom i may close a sentence, so that digits behind its full stop are the mark of a note.
func (s *scanner) sentenceEnd(i int) bool {
	a := s.at(i)
	if a.form == letters {
		return a.Len() > 1 && a.class&(sectionLabel|nameLabel|month) == 0
	}
	return a.mark == '\'' || a.mark == markQuote || a.mark == ')'
}

// marked handles "#5", "§ 12", "text^3", "[10, 13-15]".
func (s *scanner) marked(i int, n numeral) int {
	switch s.at(i - 1).mark {
	case '#':
		return s.simple(n, Name, i-1, i+1)
	case markSection, '^':
		return s.simple(n, Section, i-1, i+1)
	case '[':
		if end := s.listEnd(i + 1); s.at(end).mark == ']' {
			return s.simple(n, Section, i, end)
		}
	}
	return i
}

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

// phone handles numbers of several groups that start as telephone numbers do: "+1 555 0100", "(202) 555-0147",
// "0800 555 123", "extension 4471".
func (s *scanner) phone(i int, n numeral) int {
	a, before := s.at(i), s.at(i-1)
	if !a.plain {
		return i
	}
	first := i
	if before.mark == '(' || before.mark == '+' {
		first--
	}
	lead := s.at(first - 1)
	if lead.mark == ':' || lead.mark == '.' {
		lead = s.at(first - 2)
	}
	end, groups, size := s.phoneGroups(i)
	switch {
	case lead.class&phoneLabel != 0 && !s.unitAt(end) && !s.plural(end) && (size >= 3 || groups > 1),
		before.mark == '+' && size >= 7,
		before.mark == '(' && a.Len() == 3 && size == 10,
		groups == 3 && a.Len() == 3 && size == 10 && s.at(i+1).mark == markDash,
		groups >= 2 && size >= 9 && s.doc[a.Start] == '0':
		return s.simple(n, Phone, first, end)
	}
	return i
}

// phoneGroups steps over groups of digits from atom i on, and counts them and their digits.
func (s *scanner) phoneGroups(i int) (end, groups, size int) {
	const most = 8
	end, groups, size = i+1, 1, s.at(i).Len()
	for groups < most {
		j := end
		switch sep := s.at(j); {
		case sep.mark == ')' && groups == 1, (sep.mark == markDash || sep.mark == '.') && sep.glued:
			j++
		}
		a := s.at(j)
		if a.form != digits || !a.plain || a.Start-s.at(end-1).End > 3 {
			break
		}
		size += a.Len()
		groups++
		end = j + 1
	}
	return end, groups, size
}

// clock handles "08:30", "6 p.m.", "10am", "eight o'clock", "ten minutes past eleven".
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
	case half.word == wordMinutes && s.at(end+1).word == wordPast && s.at(end+2).value > 0 && s.at(end+2).value < 25:
		end += 3 // ten minutes past eleven
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
	if i == 0 {
		return s.numbered(i, n)
	}
	if p := s.at(i + 1); p.mark == '(' && p.glued && s.letterInBrackets(i+1) { // 401(k)
		return s.simple(n, Name, i, i+4)
	}
	first := i - 1
	if s.at(first).mark == '.' && s.at(first).glued {
		first--
	}
	a, label := s.at(i), s.at(first)
	if label.form != letters {
		return i
	}
	end := s.runEnd(i + 1)
	plain := a.plain && !s.unitAt(end)
	counts := !plain || s.at(end).class&plural != 0
	// Behind a label in small letters a plural is counted: "in case 300 boats come".
	free := label.capital || !s.plural(end)
	switch {
	case label.class&sectionLabel != 0 && free && !s.unitAt(end) && s.at(end).class&plural == 0:
		if s.at(end).glued && s.letterInBrackets(end) {
			end += 3
		}
		return s.simple(n, Section, first, end)
	case label.class&gradeLabel != 0 && plain && a.Len() < 4,
		label.class&nameLabel != 0 && !counts && (free || s.at(first-1).class&definite != 0),
		first == i-1 && !counts && s.numberedName(first, end):
		return s.simple(n, Name, first, end)
	}
	return i
}

// numberedName tells whether the capitalised word at i names something together with the number behind it ("Boeing 737",
// "Apollo 11"); end is the atom behind both. A count would have a noun of its own.
func (s *scanner) numberedName(i, end int) bool {
	a, after := s.at(i), s.at(end)
	if !a.capital || s.at(i+1).Len() > 4 || s.plural(end) {
		return false
	}
	if i == 0 { // every sentence opens with a capital
		return a.class == 0 && a.Len() > 3 && !s.heading && !s.adverb(a) && (after.word == wordOf || after.class&auxiliary != 0)
	}
	return a.class&(month|weekday|stop|season|cardinal) == 0 && a.Len() > 1 &&
		(after.form != letters || after.class&stop != 0 || after.capital)
}

// letterInBrackets tells whether "(k)" stands at atom i.
func (s *scanner) letterInBrackets(i int) bool {
	return s.at(i).mark == '(' && s.at(i+1).form == letters && s.at(i+1).Len() == 1 && s.at(i+2).mark == ')'
}

func (s *scanner) adverb(a *atom) bool { return s.doc[a.End-2:a.End] == "ly" }

// numbered handles the number that opens a sentence and is none of its words: "2.3 How it works", "5 At least", "7.".
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
