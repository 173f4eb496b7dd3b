package voice

import "github.com/sayso-lint/sayso/prose"

// Reasoned tells whether a block gives a reason, evidence or a price, or credits or cites a source: what advice may rest on.
func (l *Layer) Reasoned(block int) bool {
	if l.reasoned == nil {
		l.reasoned = make([]answer, len(l.doc.Blocks))
	}
	if l.reasoned[block] == unasked {
		l.reasoned[block] = no
		if l.reasons(block) {
			l.reasoned[block] = yes
		}
	}
	return l.reasoned[block] == yes
}

// answer is the memo of a question about a block.
type answer uint8

const (
	unasked answer = iota
	yes
	no
)

func (l *Layer) reasons(block int) bool {
	for _, s := range l.doc.Blocks[block].Sentences {
		for i := range s.Tokens {
			if given, _ := reasonPhrases.Longest(s.Tokens, i); given == yes {
				return true
			}
		}
	}
	for _, a := range l.Attributions(block) {
		if a.Source.Class.Named() && (a.Kind == Speech || a.Kind == Finding) {
			return true
		}
	}
	return len(l.Citations(block)) > 0
}

// reasonPhrases are the phrases that give a reason, evidence or a price.
var reasonPhrases = prose.PhrasesOf(prose.TableOf(reasonWords[:], reasonValues[:]), reasonEnds[:])
