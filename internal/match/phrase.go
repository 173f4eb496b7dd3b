package match

import (
	"errors"
	"fmt"

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

// A phrase is items, an item is alternatives, an alternative is tokens; each is a range of the next kind's slice, since
// a slice of its own for each would cost more than all else in New.
type phrase struct {
	list        int
	text        string
	first, last int // items
}

type item struct {
	key         uint64 // hash of its text: equal items lead to the same node
	first, last int    // alternatives
	kind        itemKind
	optional    bool
}

type itemKind uint8

const (
	words itemKind = iota
	wild           // *
	gap            // ...
)

type span struct{ start, end int }

// parsed is phrases taken apart.
type parsed struct {
	phrases []phrase
	items   []item
	alts    []span // of bytes first, of tokens when cut
	tokens  []prose.Token
}

// parse reads all phrases of lists. Their words are cut as segment cuts text, in one call for all of them.
func parse(lists []lint.List) (*parsed, error) {
	n, size := 0, 0
	for _, l := range lists {
		n += len(l.Phrases)
		for _, p := range l.Phrases {
			size += len(p) + 2
		}
	}
	p := &parsed{phrases: make([]phrase, 0, n), items: make([]item, 0, size/6+1), alts: make([]span, 0, size/5+1)}
	buf := make([]byte, 0, size)
	for i, l := range lists {
		for _, text := range l.Phrases {
			first := len(p.items)
			buf = p.read(buf, text)
			ph := phrase{list: i, text: text, first: first, last: len(p.items)}
			if err := check(p.items[first:]); err != nil {
				return nil, fmt.Errorf("%s: %w", where(l, text), err)
			}
			p.phrases = append(p.phrases, ph)
		}
	}
	cut := string(buf)
	p.tokens = segment.Tokens(cut, prose.Span{Start: 0, End: len(cut)})
	if ph := p.cut(cut); ph != nil {
		return nil, fmt.Errorf("%s: an alternative is empty", where(lists[ph.list], ph.text))
	}
	return p, nil
}

// read appends the items of a phrase; its words go to buf, one alternative a line.
func (p *parsed) read(buf []byte, text string) []byte {
	for i := 0; i < len(text); {
		if blank(text[i]) {
			i++
			continue
		}
		start, key := i, uint64(0)
		for i < len(text) && !blank(text[i]) {
			key = (key ^ uint64(text[i])) * golden
			i++
		}
		field := text[start:i]
		it := item{key: key, first: len(p.alts)}
		switch field {
		case "*":
			it.kind = wild
		case "...", "…":
			it.kind = gap
		default:
			if n := len(field) - 1; n > 0 && field[n] == '?' {
				field, it.optional = field[:n], true
			}
			from := len(buf)
			for j := range len(field) {
				if field[j] != '|' {
					buf = append(buf, field[j])
					continue
				}
				p.alts = append(p.alts, span{from, len(buf)})
				buf = append(buf, '\n')
				from = len(buf)
			}
			p.alts = append(p.alts, span{from, len(buf)})
			buf = append(buf, '\n')
		}
		it.last = len(p.alts)
		p.items = append(p.items, it)
	}
	return buf
}

// blank is for the blanks that hand-written lists have; others would be part of a word and show.
func blank(c byte) bool { return c <= ' ' }

// cut turns alternatives from bytes of buf into tokens; both are in order. It gives the first phrase with an empty one.
func (p *parsed) cut(buf string) *phrase {
	t := 0
	for i := range p.phrases {
		ph := &p.phrases[i]
		for _, it := range p.items[ph.first:ph.last] {
			for a := it.first; a < it.last; a++ {
				first := t
				for t < len(p.tokens) && p.tokens[t].Start < p.alts[a].end {
					t++
				}
				if first == t {
					return ph
				}
				if alt := buf[p.alts[a].start:p.alts[a].end]; t-first > 1 && clitic(alt) {
					p.tokens[first].Word = prose.WordOf(alt)
					p.alts[a] = span{first, first + 1}
					continue
				}
				p.alts[a] = span{first, t}
			}
		}
	}
	return nil
}

// clitic tells whether an alternative is a token that segment cuts off the word before it: standing alone in a phrase it
// is not known for one.
func clitic(alt string) bool { return prose.Fold(alt) == "n't" }

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

// check refuses what would wake a rule at every word, or make one word cost too much.
func check(items []item) error {
	loose, gaps, firm := 0, 0, false
	for i, it := range items {
		switch {
		case it.kind == gap:
			gaps++
		case it.kind == wild || it.optional:
			loose++
		}
		switch {
		case it.kind == words:
			firm = firm || !it.optional
		case !firm:
			return fmt.Errorf("a phrase begins with a word that must be there, not with %q", [...]string{"", "*", "..."}[it.kind])
		case it.kind == gap && i == len(items)-1:
			return errors.New(`"..." at the end says nothing`)
		}
	}
	switch {
	case !firm:
		return errors.New("no word in it must be there")
	case loose > maxLoose:
		return fmt.Errorf(`%d items with "?" or "*", at most %d are allowed`, loose, maxLoose)
	case gaps > maxGaps:
		return fmt.Errorf(`%d times "...", at most %d are allowed`, gaps, maxGaps)
	}
	return nil
}
