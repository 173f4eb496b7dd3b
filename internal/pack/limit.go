package pack

import (
	"fmt"
	"strconv"

	"github.com/sayso-lint/sayso/lint"
)

// Limit is how often phrases may stand in a stretch of text. {count} in the message is how often they do, {most} how
// often they may. The first that is too many is reported, the others are named beside it.
type Limit struct {
	Phrases []Phrases
	Most    int
	Per     Scope
}

// Scope is a stretch of text.
type Scope string

// Scopes.
const (
	InSentence  Scope = "sentence"
	InParagraph Scope = "paragraph" // any block: a list item, a cell
	InSection   Scope = "section"   // from one heading to the next
	InDocument  Scope = "document"
	// PerThousand words of the document; a shorter one counts as a thousand.
	PerThousand Scope = "1000 words"
	// InReach is as far as a reader looks for a source: the sentence, and the ones before and after it.
	InReach Scope = "reach"
)

// named is how many other places a finding names at most: a reader wants some, not all.
const named = 5

func (l *Limit) rule(g *gate, r *lint.Rule) {
	r.Cues.Lists = lists(l.Phrases)
	r.Document = func(p *lint.Pass) {
		most := l.Most
		if l.Per == PerThousand {
			most = max(l.Most, l.Most*wordsOf(p.Doc)/1000)
		}
		var admitted []lint.Hit
		for _, h := range p.Hits {
			if g.admits(p, h) {
				admitted = append(admitted, h)
			}
		}
		for _, group := range l.Per.groups(p, admitted) {
			if len(group) <= most {
				continue
			}
			f := g.finding(p, group[most], "{count}", strconv.Itoa(len(group)), "{most}", strconv.Itoa(most))
			for i, other := range group {
				if i != most && len(f.Notes) < named {
					f.Notes = append(f.Notes, lint.Note{Text: fmt.Sprintf("another one: %q", p.Text(other.Span)), Span: other.Span})
				}
			}
			p.Report(f)
		}
	}
}

// groups parts hits, which are in order, by the stretch that they stand in.
func (s Scope) groups(p *lint.Pass, hits []lint.Hit) (groups [][]lint.Hit) {
	section := sections(p)
	for i, h := range hits {
		apart := i == 0
		if !apart {
			before := hits[i-1]
			switch s {
			case InSentence:
				apart = h.Block != before.Block || h.Sentence != before.Sentence
			case InParagraph:
				apart = h.Block != before.Block
			case InSection:
				one, _ := section(h.Block)
				other, _ := section(before.Block)
				apart = one != other
			case InDocument, PerThousand, InReach:
			}
		}
		if apart {
			groups = append(groups, nil)
		}
		groups[len(groups)-1] = append(groups[len(groups)-1], h)
	}
	return groups
}
