package match

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/sayso-lint/sayso/internal/segment"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
)

// Bounds of a phrase. Each item that may be missing or stand for any word can double the ways through a phrase, so
// their number bounds the work that one token can cause.
const (
	gapWords = 4 // what "..." spans at most
	maxLoose = 8 // items with "?" or "*"
	maxGaps  = 2 // items "..."
)

// item is a word of a phrase, or what stands for words.
type item struct {
	text     string // alternatives, parted by "|", where kind is words
	kind     itemKind
	optional bool
	key      uint64 // hash of what is written: equal items lead to the same node
}

type itemKind uint8

const (
	words itemKind = iota
	wild           // *
	gap            // ...
)

// next takes the first item from a phrase; ok is false where none is left. Nothing of a phrase is kept: to read it again costs
// less than the memory for what was read.
func next(phrase string) (it item, rest string, ok bool) {
	i := 0
	for i < len(phrase) && blank(phrase[i]) {
		i++
	}
	start := i
	for i < len(phrase) && !blank(phrase[i]) {
		it.key = (it.key ^ uint64(phrase[i])) * golden
		i++
	}
	it.text, rest = phrase[start:i], phrase[i:]
	switch n := len(it.text) - 1; {
	case n < 0:
		return it, "", false
	case it.text == "*":
		it.kind = wild
	case it.text == "...", it.text == "…":
		it.kind = gap
	case n > 0 && it.text[n] == '?':
		it.text, it.optional = it.text[:n], true
	}
	return it, rest, true
}

// blank is for the blanks that hand-written lists have; others would be part of a word and show.
func blank(c byte) bool { return c <= ' ' }

// cut appends the words of an alternative, as segment cuts text. Most are one word of plain letters, which needs no cutting.
func cut(out []uint64, alternative string) []uint64 {
	if plain(alternative) || prose.Fold(alternative) == "n't" { // which segment cuts off the word before it: alone it is not known for one
		return append(out, prose.WordOf(alternative))
	}
	line := alternative + "\n"
	for _, t := range segment.Tokens(line, prose.Span{Start: 0, End: len(line)}) {
		out = append(out, t.Word)
	}
	return out
}

func plain(s string) bool {
	for i := range len(s) {
		if c := s[i] | 0x20; c < 'a' || 'z' < c {
			return false
		}
	}
	return s != ""
}

func where(l lint.List, phrase string) string {
	s := fmt.Sprintf("phrase %q", phrase)
	if l.Name != "" {
		s += fmt.Sprintf(" of list %q", l.Name)
	}
	if l.Lang != "" {
		s += " (" + l.Lang + ")"
	}
	return s
}

// plainly counts the items of a phrase, 0 where there are others among them than single words, or may be.
func plainly(phrase string) (items int) {
	between := true
	for i := range len(phrase) {
		switch c := phrase[i]; {
		case blank(c):
			between = true
		case c == '|' || c == '*' || c == '.' || c == '?' || c >= utf8.RuneSelf && between:
			return 0
		case between:
			items++
			between = false
		}
	}
	return items
}

// check counts the items of a phrase. It refuses what would wake a rule at every word, or make one word cost too much.
func check(phrase string) (items int, err error) {
	if items = plainly(phrase); items > 0 {
		return items, nil
	}
	loose, gaps, firm := 0, 0, false
	last := words
	for {
		it, rest, ok := next(phrase)
		if !ok {
			break
		}
		items, phrase, last = items+1, rest, it.kind
		switch {
		case it.kind == gap:
			gaps++
		case it.kind == wild || it.optional:
			loose++
		}
		switch {
		case it.kind == words:
			if empty(it.text) {
				return items, errors.New("an alternative is empty")
			}
			firm = firm || !it.optional
		case !firm:
			return items, fmt.Errorf("a phrase begins with a word that must be there, not with %q", [...]string{"", "*", "..."}[it.kind])
		}
	}
	switch {
	case !firm:
		return items, errors.New("no word in it must be there")
	case last == gap:
		return items, errors.New(`"..." at the end says nothing`)
	case loose > maxLoose:
		return items, fmt.Errorf(`%d items with "?" or "*", at most %d are allowed`, loose, maxLoose)
	case gaps > maxGaps:
		return items, fmt.Errorf(`%d times "...", at most %d are allowed`, gaps, maxGaps)
	}
	return items, nil
}

// empty tells whether one of the alternatives says nothing.
func empty(alternatives string) bool {
	for alt := range strings.SplitSeq(alternatives, "|") {
		// What is not ASCII may be blank, or nothing.
		if alt == "" || alt[0] >= utf8.RuneSelf && strings.TrimSpace(prose.Fold(alt)) == "" {
			return true
		}
	}
	return false
}
