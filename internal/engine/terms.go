package engine

import (
	"fmt"
	"slices"

	"github.com/sayso-lint/sayso/internal/match"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
)

// Terms finds the words that the rules of a family look for, whoever says them and whatever the rules then make of them:
// what a figure counts that compares the author's words with other people's. It is safe for concurrent use.
type Terms struct {
	words   *match.Matcher
	ignored []bool // by list
}

// Terms are those of all rules of a family, on or off, with the phrases that the user added and without those he ignores.
// Lists of marks (?, “) hold no terms.
func (s *Settings) Terms(family lint.Family) (*Terms, error) {
	t := &Terms{}
	var lists []lint.List
	for _, set := range s.Rules {
		if set.Rule.Family != family {
			continue
		}
		for _, l := range slices.Concat(set.Rule.Cues.Lists, set.Add) {
			l.Phrases = slices.DeleteFunc(slices.Clone(l.Phrases), func(p string) bool { return !lettered(p) })
			if len(l.Phrases) > 0 {
				lists, t.ignored = append(lists, l), append(t.ignored, false)
			}
		}
		if len(set.Ignore) > 0 {
			lists, t.ignored = append(lists, lint.List{Phrases: set.Ignore}), append(t.ignored, true)
		}
	}
	var err error
	if t.words, err = match.New(lists); err != nil {
		return nil, fmt.Errorf("terms of %s: %w", family, err)
	}
	return t, nil
}

func lettered(phrase string) bool {
	return len(phrase) > 0 && (phrase[0] >= 'a' && phrase[0] <= 'z' || phrase[0] >= 'A' && phrase[0] <= 'Z' || phrase[0] >= 0x80 && phrase[0] < 0xE2)
}

// In lists the terms in a document, in order; one that lies in another is left out.
func (t *Terms) In(d *prose.Document) []prose.Span {
	var found []prose.Span
	var matches []match.Match
	for b := range d.Blocks {
		if d.Blocks[b].Kind == prose.Furniture {
			continue
		}
		words := t.words.Language(lint.LangOf(d, b))
		if words == nil {
			continue
		}
		for s := range d.Blocks[b].Sentences {
			tokens := d.Blocks[b].Sentences[s].Tokens
			matches = words.Sentence(matches[:0], d.Text, tokens)
			end := -1
			for _, m := range matches {
				if t.ignored[m.List] {
					end = max(end, m.Last) // what is in it is none
				}
				if m.Last > end && !t.ignored[m.List] {
					end = m.Last
					found = append(found, prose.Span{Start: tokens[m.First].Start, End: tokens[m.Last-1].End})
				}
			}
		}
	}
	return found
}
