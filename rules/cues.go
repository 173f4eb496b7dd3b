package rules

import (
	"embed"
	"fmt"
	"io/fs"

	"github.com/sayso-lint/sayso/internal/pack"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
)

// wordLists are the cue lists of rules: words/<language>/<rule>.txt, a phrase a line, "# …" a comment, "[name]" the
// start of a named list.
//
//go:embed words
var wordLists embed.FS

// listed gives every list of a rule, in all languages that have one.
func listed(rule string) []lint.List {
	files, err := fs.Sub(wordLists, "words")
	if err != nil {
		panic("rules: word lists: " + err.Error())
	}
	lists, err := pack.Listed(files, rule)
	if err != nil || lists == nil {
		panic(fmt.Sprintf("rules: no word list for %s: %v", rule, err))
	}
	return lists
}

// set is a set of folded words.
type set struct{ *prose.Words }

// setOf takes words joined by blanks.
func setOf(words string) set { return set{prose.WordsOf(words)} }

func (s set) has(t prose.Token) bool { return s.Has(t.Word) }

// within tells whether one of the tokens is in the set.
func (s set) within(tokens []prose.Token) bool { return s.Within(tokens) }
