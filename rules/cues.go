package rules

import (
	"slices"

	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
)

// listed gives every list of a rule, in all languages that have one: words/<language>/<rule>.txt, a phrase a line, "# …" a
// comment, "[name]" the start of a named list. Of "known-hedges" and the like the phrases are those of packages modality and
// likelihood. The lists are the caller's, their phrases are not.
func listed(rule string) []lint.List {
	lists := words(rule)
	if lists == nil {
		panic("rules: no word list for " + rule)
	}
	return slices.Clone(lists)
}

// set is a set of folded words.
type set struct{ *prose.Words }

// setOf takes words joined by blanks.
func setOf(words string) set { return set{prose.WordsOf(words)} }

func (s set) has(t prose.Token) bool { return s.Has(t.Word) }

// within tells whether one of the tokens is in the set.
func (s set) within(tokens []prose.Token) bool { return s.Within(tokens) }
