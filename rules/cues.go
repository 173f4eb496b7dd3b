package rules

import (
	"embed"
	"io/fs"
	"path"
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
	files, err := fs.Glob(wordLists, "words/*/"+rule+".txt")
	if err != nil || len(files) == 0 {
		panic("rules: no word list for " + rule)
	}
	var lists []lint.List
	for _, f := range files {
		data, err := wordLists.ReadFile(f)
		if err != nil {
			panic("rules: word list " + f + ": " + err.Error())
		}
		list := lint.List{Lang: path.Base(path.Dir(f))}
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
	return lists
}

// set is a set of folded words.
type set map[uint64]struct{}

// setOf takes words joined by blanks.
func setOf(words string) set {
	s := set{}
	for w := range strings.FieldsSeq(words) {
		s[prose.WordOf(w)] = struct{}{}
	}
	return s
}

func (s set) has(t prose.Token) bool {
	_, ok := s[t.Word]
	return ok
}

// within tells whether one of the tokens is in the set.
func (s set) within(tokens []prose.Token) bool {
	for _, t := range tokens {
		if s.has(t) {
			return true
		}
	}
	return false
}
