package pack

import (
	"sync"

	"github.com/sayso-lint/sayso/internal/match"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
)

// Near is phrases that want others near them: what an allegation is about wants "denied" in its paragraph.
type Near struct {
	Phrases []Phrases
	Needs   []Phrases
	Within  Scope // PerThousand is none
}

func (n *Near) rule(s *Spec, g *gate, r *lint.Rule) {
	r.Cues.Lists = lists(n.Phrases)
	needs := sync.OnceValues(func() (*match.Matcher, error) { return match.New(lists(n.Needs)) })
	r.Document = func(p *lint.Pass) {
		m, err := needs()
		if err != nil {
			panic(err) // Parse has compiled them before
		}
		look := &lookout{pass: p, needs: m, answers: map[place]bool{}}
		section := sections(p)
		for _, h := range p.Hits {
			if !g.admits(p, h) || look.around(n.Within, h, section) {
				continue
			}
			f := s.finding(p, h)
			f.Notes = append(f.Notes, lint.Note{Text: "searched the " + n.Within.searched()})
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

// lookout answers whether what is needed stands in a place. Each sentence is searched once at most, however many ask.
type lookout struct {
	pass    *lint.Pass
	needs   *match.Matcher
	answers map[place]bool
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
		l.found = words.Sentence(l.found[:0], l.pass.Doc.Text, all[sentence].Tokens)
		return len(l.found) > 0
	})
}

func (l *lookout) remember(at place, look func() bool) bool {
	answer, known := l.answers[at]
	if !known {
		answer = look()
		l.answers[at] = answer
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
