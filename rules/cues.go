package rules

import (
	"embed"
	"errors"
	"io/fs"
	"strings"

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
	var lists []lint.List
	for _, lang := range wordLangs {
		data, err := wordLists.ReadFile("words/" + lang.Name() + "/" + rule + ".txt")
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			panic("rules: word list of " + rule + ": " + err.Error())
		}
		list := lint.List{Lang: lang.Name()}
		for line := range strings.Lines(string(data)) {
			line, _, _ = strings.Cut(line, "#")
			line = strings.TrimSpace(line)
			switch {
			case line == "":
			case line[0] == '[':
				if len(list.Phrases) > 0 {
					lists = append(lists, list)
				}
				list = lint.List{Lang: list.Lang, Name: strings.Trim(line, "[]")}
			default:
				list.Phrases = append(list.Phrases, line)
			}
		}
		if len(list.Phrases) > 0 {
			lists = append(lists, list)
		}
	}
	if lists == nil {
		panic("rules: no word list for " + rule)
	}
	return lists
}

// wordLangs are the folders of words, one a language.
var wordLangs = func() []fs.DirEntry {
	langs, err := wordLists.ReadDir("words")
	if err != nil {
		panic("rules: word lists: " + err.Error())
	}
	return langs
}()

// set is a set of folded words.
type set struct{ *prose.Words }

// setOf takes words joined by blanks.
func setOf(words string) set { return set{prose.WordsOf(words)} }

func (s set) has(t prose.Token) bool { return s.Has(t.Word) }

// within tells whether one of the tokens is in the set.
func (s set) within(tokens []prose.Token) bool { return s.Within(tokens) }
