package quantity

import (
	"math"

	"github.com/sayso-lint/sayso/prose"
)

// mood is what a whole sentence says about the numbers in it.
type mood struct {
	supposed int  // atom from which on nothing is asserted: "if … would", "suppose that …", "what if …"
	asked    bool // a yes/no question, or "how about …"
	known    bool
}

// moods are the words that make a mood, beside those of class unreal.
var moods = filterOf(wordWould, wordD, wordIf, wordWere, wordShould, wordHad, wordImagine, wordAssume, wordSay)

// moodOf reads the sentence when its first figure asks, so that each number costs the same.
func (s *scanner) moodOf() mood {
	if s.mood.known {
		return s.mood
	}
	end := len(s.atoms)
	m := mood{supposed: end, known: true}
	would, condition := false, end
	for i := range s.atoms {
		a := &s.atoms[i]
		if a.class&unreal == 0 && !moods.may(a.word) {
			continue
		}
		switch {
		case a.word == wordWould, a.word == wordD && s.at(i-1).mark == '\'':
			would = true
		case a.word == wordIf:
			// "even if" and "as if" concede or compare, and "what if" supposes by itself.
			if w := s.at(i - 1).word; w == wordWhat {
				m.supposed = min(m.supposed, i)
			} else if w != wordEven && w != wordAs {
				condition = min(condition, i)
			}
		case i == 0 && (a.word == wordWere || a.word == wordShould || a.word == wordHad) && s.at(end-1).mark != '?':
			condition = i // were prices to rise
		case s.supposes(i):
			m.supposed = min(m.supposed, i)
		}
	}
	// A condition that holds ("if the border is shut, the 300 men are stuck") leaves the numbers facts; with "would"
	// nothing behind it is asserted.
	if would {
		m.supposed = min(m.supposed, condition)
	}
	m.asked = s.yesNo()
	s.mood = m
	return m
}

// barrels are what a calibre or a format stands before: it names a kind and measures nothing.
var barrels = prose.WordsOf(`ammunition ammo artillery autocannon bullet bullets camera cannon cannons cartridge cartridges film gun guns howitzer howitzers
	lens lenses mortar mortars pistol pistols projectile projectiles rifle rifles rocket rockets round rounds shell shells`)

// supposes tells whether atom i opens a supposition: "suppose", "let's say", an imperative "imagine" or "assume".
func (s *scanner) supposes(i int) bool {
	const opening = 4 // further on, imagine and assume report a thought
	a := s.at(i)
	switch a.word {
	case wordImagine, wordAssume:
		return i < opening
	case wordSay:
		return s.at(i-1).word == wordUs && s.at(i-2).word == wordLet || s.at(i-1).word == wordS && s.at(i-3).word == wordLet
	}
	return a.class&unreal != 0
}

// yesNo tells whether the sentence asks whether something is so ("Did 40 people vote?", "$50 billion?"). A question with
// a question word takes its numbers for granted ("Why have two million fled?").
func (s *scanner) yesNo() bool {
	last := len(s.atoms) - 1
	for last > 0 && (s.at(last).mark == markQuote || s.at(last).mark == '\'' || s.at(last).mark == ')') {
		last--
	}
	if s.at(last).mark != '?' {
		return false
	}
	for i := range last {
		a := s.at(i)
		switch {
		case a.form == digits || a.mark == markCurrency || a.class&(wakes|auxiliary) != 0:
			return true
		case a.form == letters && a.word != wordAnd && a.word != wordOr && (a.class&clause == 0 || a.class&wh != 0 || a.word == wordIf):
			return false
		}
	}
	return false
}

// states tells whether the number states a fact about the world. first is the atom with which it starts, its
// approximator included; end is the one behind it.
func (s *scanner) states(q *quantity, first, end int) bool {
	if m := s.moodOf(); first >= m.supposed || m.asked {
		return false
	}
	before := s.at(first - 1)
	switch {
	case before.word == wordIf, s.wellKnown(q), before.word == wordOf && s.at(first-2).class&kin != 0:
		return false
	case q.vague:
		return true
	}
	switch q.kind {
	case Percent:
		if q.value >= 100 && q.upper == 0 && (q.value == 100 || q.value == 110 || q.value == 1000) {
			if a := s.at(end); a.plainNoun() && !s.plural(end) && a.class&compare == 0 {
				q.kind = Idiom
				return false
			}
		}
		return s.at(first-1).class&bracket == 0
	case Measure:
		return !barrels.Has(s.at(end).word) // 122 mm shells: which ones
	case Count, Range:
	case Ratio:
		return !q.share || s.shares(q, first, end)
	default:
		return true
	}
	if s.enumerates(q, end) {
		q.kind = Enumeration
		return false
	}
	if before.class&those != 0 {
		return false
	}
	limit := 100.
	if before.class&possessive != 0 || before.word == wordS {
		limit = 12
	}
	return q.value > limit || !s.definite(first-1)
}

// definite tells whether atom i makes what follows a known set: an article, a possessive, "last" behind one.
func (s *scanner) definite(i int) bool {
	for range 3 {
		a := s.at(i)
		switch {
		case a.class&definite != 0:
			return true
		case a.word == wordS && s.at(i-1).mark == '\'' && a.glued:
			return true
		case a.mark == '\'' && a.glued && s.plural(i-1): // "the parties' two"
			return true
		case a.class&selector != 0 && s.at(i-1).class&stop != 0 && s.at(i-1).class&selector == 0:
			return true
		case a.class&selector != 0:
			i--
		default:
			return false
		}
	}
	return false
}

// shares tells a share ("half of the herd", "about a third") from the half of a match and the half-hearted.
func (s *scanner) shares(q *quantity, first, end int) bool {
	if s.at(q.numeral.first).class&half == 0 {
		return true
	}
	before, after := s.at(first-1), s.at(end)
	if first < q.numeral.first && s.at(q.numeral.first-1).class&approxEnd != 0 {
		return true
	}
	if before.class&(definite|those|selector|ordinal) != 0 || after.mark == markDash && after.glued || before.mark == markDash && s.at(first).glued {
		return false
	}
	return after.word == wordOf || after.class&(definite|those) != 0 || before.word == wordBy || before.word == wordIn || s.plural(end) ||
		after.word == wordThat
}

// enumerates tells whether a small number announces a list of the text's own.
func (s *scanner) enumerates(q *quantity, end int) bool {
	if q.value > 20 || q.upper > 0 || q.noun.Empty() || q.value != math.Trunc(q.value) {
		return false
	}
	head := s.at(end - 1)
	if head.End == q.noun.End && head.class&enumerable != 0 {
		return true
	}
	// "Three ministers resigned: Ada Brandt and …"
	for k := end; k < end+8; k++ {
		a := s.at(k)
		if a.mark == ':' {
			return s.at(k+1).form != nothing && s.at(k+1).form != digits || k+1 == len(s.atoms)
		}
		if a.form == digits || a.form == mark && a.mark != '\'' || a.form == nothing {
			return false
		}
	}
	return false
}

// wellKnown tells whether the count belongs to its noun ("the 50 states", "five permanent members").
func (s *scanner) wellKnown(q *quantity) bool {
	for _, known := range s.lex.structural[s.at(q.end).word] {
		if known.value != q.value {
			continue
		}
		at := q.end + 1
		for _, w := range known.noun {
			if s.at(at).word != w {
				at = -1
				break
			}
			at++
		}
		if at > 0 {
			return true
		}
	}
	return false
}

// measuredTime tells a duration that somebody measured ("lasted almost eleven weeks", "seven hours", "at least three
// years") from one that a reader works out from dates ("three years ago", "for two decades"). Thousands of years are
// nobody's to work out.
func (s *scanner) measuredTime(q *quantity, unit *atom, at int) bool {
	first := q.numeral.first
	if _, j := s.approximator(first); j < first {
		first = j
	}
	before := s.at(first - 1)
	switch {
	case q.vague || q.value >= 1000:
		return true
	case s.at(at+1).class&later != 0, s.definite(first - 1):
		return false
	case unit.class&calendarUnit == 0:
		return true
	}
	return before.class&lasting != 0 || before.word != wordFor && s.bounded(first, q.numeral.first) || before.word == wordAcross
}

// bounded tells whether an approximator is a bound: of two words or more ("at least"), or over, under, above, below.
func (s *scanner) bounded(first, end int) bool {
	return end-first > 1 || end-first == 1 && s.at(first).class&stop != 0
}
