package pack

import (
	"fmt"
	"slices"
	"sync"

	"github.com/sayso-lint/sayso/internal/match"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
)

// Near is phrases that want others near them (an allegation wants "denied" in its paragraph), or do not bear them: two
// spellings of one word in a document, a level of confidence and a likelihood in a sentence. Of Needs and Avoids one is set.
type Near struct {
	Phrases []Phrases
	Needs   []Phrases
	Avoids  []Phrases
	Within  Scope // PerThousand is none
}

func (n *Near) others() []Phrases { return slices.Concat(n.Needs, n.Avoids) }

func (n *Near) rule(g *gate, r *lint.Rule) {
	r.Cues.Lists = lists(n.Phrases)
	needs := sync.OnceValues(func() (*match.Matcher, error) { return match.New(lists(n.others())) })
	r.Document = func(p *lint.Pass) {
		m, err := needs()
		if err != nil {
			panic(err) // Parse has compiled them before
		}
		look := &lookout{pass: p, needs: m, answers: map[place]bool{}, spans: map[place]prose.Span{}}
		section := sections(p)
		for _, h := range p.Hits {
			if !g.admits(p, h) || look.around(n.Within, h, section) == (len(n.Avoids) == 0) {
				continue
			}
			f := g.finding(p, h)
			if len(n.Avoids) > 0 {
				f.Notes = append(f.Notes, lint.Note{Text: fmt.Sprintf("beside: %q", p.Text(look.last)), Span: look.last})
			} else {
				f.Notes = append(f.Notes, lint.Note{Text: "searched the " + n.Within.searched()})
			}
			p.Report(f)
		}
	}
}

func (s Scope) searched() string {
	if s == InReach {
		return "sentence, the one before and the one after"
	}
	return string(s)
}

// place is a sentence, or with sentence -1 a block, or with both -1 the document.
type place struct{ block, sentence int }

// lookout answers whether what is needed, or avoided, stands in a place. Each sentence is searched once at most, however
// many ask.
type lookout struct {
	pass    *lint.Pass
	needs   *match.Matcher
	answers map[place]bool
	spans   map[place]prose.Span // the first that stands there
	last    prose.Span           // what the last answer of yes found
	found   []match.Match
}

func (l *lookout) around(within Scope, h lint.Hit, section func(block int) (first, last int)) bool {
	switch within {
	case InSentence:
		return l.sentence(h.Block, h.Sentence)
	case InReach:
		return l.sentence(h.Block, h.Sentence) || l.sentence(h.Block, h.Sentence-1) || l.sentence(h.Block, h.Sentence+1)
	case InSection:
		first, last := section(h.Block)
		return l.blocks(place{first, -2}, first, last)
	case InDocument, PerThousand:
		return l.blocks(place{-1, -1}, 0, len(l.pass.Doc.Blocks))
	case InParagraph:
	}
	return l.block(h.Block)
}

func (l *lookout) blocks(key place, first, last int) bool {
	return l.remember(key, func() bool {
		for b := first; b < last; b++ {
			if l.pass.Doc.Blocks[b].Kind != prose.Furniture && l.block(b) {
				return true
			}
		}
		return false
	})
}

func (l *lookout) block(block int) bool {
	return l.remember(place{block, -1}, func() bool {
		for s := range l.pass.Doc.Blocks[block].Sentences {
			if l.sentence(block, s) {
				return true
			}
		}
		return false
	})
}

func (l *lookout) sentence(block, sentence int) bool {
	all := l.pass.Doc.Blocks[block].Sentences
	if sentence < 0 || sentence >= len(all) {
		return false
	}
	return l.remember(place{block, sentence}, func() bool {
		words := l.needs.Language(l.pass.Lang(block))
		if words == nil {
			return false
		}
		tokens := all[sentence].Tokens
		l.found = words.Sentence(l.found[:0], l.pass.Doc.Text, tokens)
		if len(l.found) > 0 {
			l.last = prose.Span{Start: tokens[l.found[0].First].Start, End: tokens[l.found[0].Last-1].End}
		}
		return len(l.found) > 0
	})
}

func (l *lookout) remember(at place, look func() bool) bool {
	answer, known := l.answers[at]
	if !known {
		answer = look()
		l.answers[at], l.spans[at] = answer, l.last
	}
	if answer {
		l.last = l.spans[at]
	}
	return answer
}

// sections gives, for a block, the blocks of its section: from a heading to the next, half-open.
func sections(p *lint.Pass) func(block int) (first, last int) {
	var starts []int // lazily, since most rules never ask
	return func(block int) (int, int) {
		if starts == nil {
			starts = append(starts, 0)
			for i := range p.Doc.Blocks {
				if i > 0 && p.Doc.Blocks[i].Kind == prose.Heading {
					starts = append(starts, i)
				}
			}
		}
		first, last := 0, len(p.Doc.Blocks)
		lo, hi := 0, len(starts)
		for lo < hi {
			if mid := (lo + hi) / 2; starts[mid] <= block {
				lo = mid + 1
			} else {
				hi = mid
			}
		}
		if lo > 0 {
			first = starts[lo-1]
		}
		if lo < len(starts) {
			last = starts[lo]
		}
		return first, last
	}
}
