package pack

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"github.com/sayso-lint/sayso/lint"
)

// Listed reads the cue lists of a built-in rule, in all languages that have one: <language>/<rule>.txt in files, a phrase a
// line, "# …" a comment, "[name]" the start of a named list. It is nil where there is none.
func Listed(files fs.FS, rule string) ([]lint.List, error) {
	langs, err := fs.ReadDir(files, ".")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("word lists: %w", err)
	}
	var lists []lint.List
	for _, lang := range langs {
		data, err := fs.ReadFile(files, lang.Name()+"/"+rule+".txt")
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("word list of %s: %w", rule, err)
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
	return lists, nil
}

// Builtin reads the rules of a file as Parse does. Long lists stand beside built-in rules (Listed): what such a rule says of
// a list and leaves out is there, and a rule that says of no phrases has all of them from there.
func Builtin(file string, data []byte, lists fs.FS) (*Pack, error) {
	return parse(file, data, &defaults{lang: lint.DefaultLang, lists: lists})
}

// listed gives a rule the phrases that stand beside it.
func (r *reader) listed(n ast.Node, s *Spec) {
	if r.defaults.lists == nil {
		return
	}
	lists, err := Listed(r.defaults.lists, s.ID)
	if err != nil {
		r.mistake(n, "%v", err)
	}
	all := make([]Phrases, 0, len(lists)+len(s.Phrases))
	for _, l := range lists {
		all = append(all, Phrases{Lang: l.Lang, Name: l.Name})
		for _, phrase := range l.Phrases {
			out, err := expand(phrase)
			if err != nil {
				r.mistake(n, "phrase %q: %v", phrase, err)
			}
			all[len(all)-1].Phrases = append(all[len(all)-1].Phrases, out)
		}
	}
	for _, said := range s.Phrases {
		beside := slices.IndexFunc(all, func(p Phrases) bool { return p.Lang == said.Lang && p.Name == said.Name })
		switch {
		case len(said.Phrases) > 0:
			all = append(all, said)
		case beside < 0:
			r.mistake(n, "the list %q has no phrases, neither here nor beside the rule", said.Name)
		default:
			said.Phrases = all[beside].Phrases
			all[beside] = said
		}
	}
	s.Phrases = all
}
