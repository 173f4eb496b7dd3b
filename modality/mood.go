package modality

import (
	"github.com/sayso-lint/sayso/internal/tag"
	"github.com/sayso-lint/sayso/prose"
)

// in tells whether the clause around tokens first to last is in one of some moods.
func (r *reader) in(first, last int, some Mood) bool {
	return some&Question != 0 && (r.asked(last-1) || r.embedded(first)) ||
		some&Protasis != 0 && r.protasis(first) ||
		some&Negated != 0 && r.negated(first, last) ||
		some&Imperative != 0 && r.commands()
}

// commands tells whether the sentence opens with an order or invitation.
func (r *reader) commands() bool {
	name, _, _ := r.imperative(r.opening(0))
	return name != ""
}

// asked tells whether the clause from i on ends with a question mark.
func (r *reader) asked(i int) bool {
	for j := i; j < min(i+reach, len(r.Tokens)); j++ {
		switch r.at(j) {
		case wAsks:
			return true
		case wSemicolon:
			return false
		}
	}
	for j := len(r.Tokens) - 1; j >= max(len(r.Tokens)-3, i+reach); j-- {
		if r.at(j) == wAsks {
			return true
		}
	}
	return false
}

var (
	wSemicolon = prose.WordOf(";")
	wUnless    = prose.WordOf("unless")
	wWhether   = prose.WordOf("whether")
	wThen      = prose.WordOf("then")
	wWhy       = prose.WordOf("why")
	wHow       = prose.WordOf("how")
	wWere      = prose.WordOf("were")
	wProvided  = prose.WordOf("provided")
	wAssuming  = prose.WordOf("assuming")
	wSuppose   = prose.WordOf("suppose")
	wSupposing = prose.WordOf("supposing")
	wCase      = prose.WordOf("case")
	wIn        = prose.WordOf("in")
)

// inquiring are the words that an embedded question hangs on.
var inquiring = prose.WordsOf(`ask asks asked asking know knows knew known wonder wonders wondered wondering decide decides decided deciding determine
	determines determined disagree disagrees disagreed question questions questioned see sees saw tell tells told debate
	debates debated discuss discusses discussed discussing clear unclear sure uncertain unsure unknown matter doubt doubts
	doubted learn find say says explain explains explained consider considers considered understand investigate investigated
	examine examined test tested assess assessed argue argued agree agreed establish check choose define specify specifies
	about over on of to into as`)

func (r *reader) asks(i int) bool { return inquiring.Has(r.at(i)) }

// embedded tells whether the clause of token i is an embedded question: about who should pay.
func (r *reader) embedded(i int) bool {
	for j := i - 1; j >= max(0, i-16); j-- {
		c := r.class(j)
		if c&mark != 0 || r.at(j) == wThat && r.class(j-1)&(determiner|preposition) == 0 && j < i-1 {
			return false
		}
		if c&asking == 0 && r.at(j) != wIf {
			continue
		}
		if j == 0 && r.finite(0, i-1) {
			return false // Whether it works should be tested: the question is the subject
		}
		switch r.at(j) {
		case wWhether:
			return true
		case wIf:
			return j > 0 && r.asks(j-1) && r.class(j-1)&preposition == 0
		case wWhy, wHow:
			return r.class(j-1)&be == 0
		case wWhat:
			// in what may be a sign of thaw: a relative clause of its own, which asks nothing
			return j > 0 && r.asks(j-1) && r.at(j-1) != wOf && r.at(j-1) != wAs && r.at(j-1) != wTo
		default:
			if j > 0 && r.asks(j-1) {
				return true
			}
		}
	}
	return false
}

// finite tells whether a finite verb stands among tokens first to last, half-open.
func (r *reader) finite(first, last int) bool {
	for i := first; i < last; i++ {
		if r.among(i, 1<<tag.VBZ|1<<tag.VBP|1<<tag.VBD) {
			return true
		}
	}
	return false
}

// supposing are the words without which there is no if-part.
const supposing = "if unless provided assuming suppose supposing lest case should had were"

// protasis tells whether token i stands in the if-part of a conditional. The part ends at its first comma, or where the
// main clause shows by its form: if both sides stick to their lines it is questionable.
func (r *reader) protasis(i int) bool {
	for j := i; j >= max(0, i-reach); j-- {
		if r.class(j)&mark != 0 && j < i || r.at(j) == wThen && j < i {
			return false
		}
		switch r.at(j) {
		case wIt, wThere:
			if j > 1 && j < i && r.class(j+1)&be != 0 && r.among(j-1, 1<<tag.NN|1<<tag.NNS) {
				return false
			}
		case wIf:
			return j == 0 || !r.asks(j-1) || r.class(j-1)&preposition != 0 && r.at(j-1) != wAs
		case wUnless, wProvided, wAssuming, wSuppose, wSupposing, wLest:
			return j != i
		case wCase:
			if r.at(j-1) == wIn && j < i && r.at(j+1) != wOf {
				return true
			}
		case wShould, wHad, wWere:
			// Were prices to rise: a verb that opens a sentence which asks nothing supposes.
			if (j == 0 || r.class(j-1)&(mark|coordinator) != 0 && (r.class(j+1)&(pronoun|determiner|possessive) != 0 || j+1 < len(r.is) && r.upper(j+1))) && !r.asked(j) {
				return true
			}
		}
	}
	return false
}

// negated tells whether a negation stands shortly before the span in its clause, or right behind it.
func (r *reader) negated(first, last int) bool {
	for j := last; j < min(last+1, len(r.is)); j++ {
		if h := r.at(j); h == wNot || h == wNt || h == wNever {
			return true
		}
	}
	for j := first - 1; j >= max(0, first-8); j-- {
		if r.class(j)&(mark|subordinator) != 0 {
			return false
		}
		if r.class(j)&negation != 0 {
			return true
		}
	}
	return false
}
