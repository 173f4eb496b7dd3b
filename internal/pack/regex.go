package pack

import (
	"regexp"
	"sync"

	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/quantity"
)

// Regex is a regular expression (RE2, as package regexp has it: linear whatever the text) that is tried on the sentences
// in which an anchor stands. Without one every sentence would be searched, which costs more than all other rules together.
type Regex struct {
	Anchors    []Phrases
	Numbers    []quantity.Kind // anchors, too: "#" is a number of any kind
	Expression string
}

func (x *Regex) rule(g *gate, r *lint.Rule) {
	r.Cues.Lists, r.Cues.Quantities = lists(x.Anchors), x.Numbers
	compiled := sync.OnceValues(func() (*regexp.Regexp, error) { return regexp.Compile(x.Expression) })
	r.Document = func(p *lint.Pass) {
		re, err := compiled()
		if err != nil {
			panic(err) // Parse has compiled it before
		}
		hits := p.Hits
		if len(x.Anchors) > 0 && len(x.Numbers) > 0 {
			hits = inOrder(hits)
		}
		sentencesOf(hits, func(h lint.Hit) {
			sentence := p.Sentence(h)
			for _, m := range re.FindAllStringIndex(p.Text(sentence.Span), -1) {
				span := prose.Span{Start: sentence.Start + m[0], End: sentence.Start + m[1]}
				first, last := sentence.TokensIn(span)
				if span.Empty() || first == last {
					continue // blanks
				}
				// Blanks that the expression asks for are no part of what is found.
				span.Start = max(span.Start, sentence.Tokens[first].Start)
				span.End = min(span.End, sentence.Tokens[last-1].End)
				found := lint.Hit{Span: span, Block: h.Block, Sentence: h.Sentence, First: first, Last: last}
				if g.admits(p, found) {
					p.Report(g.finding(p, found))
				}
			}
		})
	}
}
