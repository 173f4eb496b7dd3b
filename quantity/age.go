package quantity

import "github.com/sayso-lint/sayso/prose"

// age handles the years of a person or a bracket of them.
func (s *scanner) age(i int, n numeral) int {
	if s.at(i).value > 125 {
		return i
	}
	for _, form := range [...]func(*scanner, int, numeral) int{
		(*scanner).aged, (*scanner).yearsOld, (*scanner).bracketAge, (*scanner).biography,
	} {
		if next := form(s, i, n); next > i {
			return next
		}
	}
	return i
}

// aged handles "aged 54 to 65", "the age of 65", "at ages between 3 and 5".
func (s *scanner) aged(i int, n numeral) int {
	k := i - 1
	if ap, first := s.approximator(i); !ap.Empty() {
		k = first - 1
	}
	if w := s.at(k).word; w == wordOf || w == wordBetween || w == wordFrom {
		k--
	}
	if s.at(k).class&ageBefore == 0 || s.plural(i+1) || s.at(i+1).class&(percentUnit|scale) != 0 || s.at(i+1).mark == markPercent {
		return i
	}
	s.ranged(&n, true)
	return s.simple(n, Age, k, n.end)
}

// yearsOld handles "23 years old", "23 years of age", "65 years and older".
func (s *scanner) yearsOld(i int, n numeral) int {
	if s.at(i+1).class&calendarUnit == 0 {
		return i
	}
	b, c := s.at(i+2), s.at(i+3)
	switch {
	case b.word == wordOld:
		return s.simple(n, Age, i, i+3)
	case b.word == wordOf && c.class&ageBefore != 0, (b.word == wordAnd || b.word == wordOr) && c.class&older != 0:
		return s.simple(n, Age, i, i+4)
	}
	return i
}

// bracketAge handles "65 and older", "older than 65", "children under five".
func (s *scanner) bracketAge(i int, n numeral) int {
	if n.share || n.vague || n.value > 125 || !s.bare(n) {
		return i
	}
	before, subject, after := s.at(i-1), s.at(i-2), s.at(n.end)
	switch {
	case (after.word == wordAnd || after.word == wordOr) && s.at(n.end+1).class&older != 0 && !s.at(n.end+2).plainNoun():
		return s.simple(n, Age, i, n.end+2)
	case before.word == wordThan && subject.class&elder != 0,
		before.class&older != 0 && s.people(subject),
		before.word == wordUnder && subject.class&auxiliary != 0:
		return s.simple(n, Age, i, n.end)
	}
	return i
}

// people tells whether a word means people: children, voters, drivers. What ends like an agent and is none counts and
// measures: orders over 50.
func (s *scanner) people(a *atom) bool {
	return a.class&person != 0 || a.form == letters && a.Len() > 5 && s.doc[a.End-3:a.End] == "ers" && !things.Has(a.word)
}

var things = prose.WordsOf("chapters charters computers containers corners covers layers letters meters numbers offers orders papers quarters rivers tenders towers transfers")

// biography handles "Ines, 27, …", "Ines (27)", "who is 70", "turned 70".
func (s *scanner) biography(i int, n numeral) int {
	a, before, after := s.at(i), s.at(i-1), s.at(i+1)
	if !a.plain || !s.bare(n) {
		return i
	}
	name := s.at(i - 2)
	if initial := s.at(i - 3); name.mark == '.' && initial.Len() == 1 {
		name = initial // Amina B., 34, …
	}
	named := name.form == letters && name.capital && name.class&month == 0
	closed := after.mark == ',' || after.mark == '.' || after.mark == ';' || after.mark == ')' || i+1 == len(s.atoms)
	switch {
	case before.class&turning != 0 && a.value >= 10,
		(before.word == wordIs || before.word == wordWas) && name.word == wordWho,
		before.mark == ',' && named && closed && a.value >= 3,
		before.mark == '(' && after.mark == ')' && named && i > 2 && a.Len() == 2 && a.value >= 16,
		s.ofAge(n):
		return s.simple(n, Age, i, i+1)
	}
	return i
}

// ofAge tells whether the number, in digits or in words, is somebody's age by what stands before it: I was twenty-four, a
// man of 81. What it counts must not follow.
func (s *scanner) ofAge(n numeral) bool {
	if n.value < 10 || n.value > 115 || n.share || s.unitAt(n.end) || s.plural(n.end) || s.at(n.end).plainNoun() || s.at(n.end).mark == markPercent || s.at(n.end).glues() {
		return false
	}
	before, who := s.at(n.first-1), s.at(n.first-2)
	switch before.word {
	case wordOf:
		return grown.Has(who.word)
	case wordIs, wordWas:
		return single.Has(who.word)
	}
	return false
}

var (
	grown  = prose.WordsOf("man woman boy girl child lad widow widower son daughter")
	single = prose.WordsOf("i he she who")
)

// bare tells whether no unit, counted noun or letter follows a number.
func (s *scanner) bare(n numeral) bool {
	return !s.unitAt(n.end) && !s.plural(n.end) && !s.at(n.end).glues()
}
