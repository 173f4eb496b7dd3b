package voice

import (
	"strings"
	"sync"

	"github.com/sayso-lint/sayso/prose"
)

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
	phrases := reasonPhrases()
	for _, s := range l.doc.Blocks[block].Sentences {
		for i := range s.Tokens {
			for _, rest := range phrases[s.Tokens[i].Word] {
				if follows(s.Tokens[i+1:], rest) {
					return true
				}
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

// follows tells whether tokens begin with words.
func follows(t []prose.Token, words []uint64) bool {
	if len(t) < len(words) {
		return false
	}
	for i, w := range words {
		if t[i].Word != w {
			return false
		}
	}
	return true
}

// reasonPhrases are the phrases that give a reason, evidence or a price, by their first word.
var reasonPhrases = sync.OnceValue(func() map[uint64][][]uint64 {
	m := map[uint64][][]uint64{}
	for line := range lines("en/reasons.txt") {
		if line[0] == '[' {
			continue
		}
		var words []uint64
		for w := range strings.FieldsSeq(line) {
			words = append(words, prose.WordOf(w))
		}
		m[words[0]] = append(m[words[0]], words[1:])
	}
	return m
})
