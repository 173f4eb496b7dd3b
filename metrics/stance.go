package metrics

import (
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/voice"
)

// Load counts loaded terms in the sentences that are counted, by whose words they stand in. Which words are loaded the
// rules know: the terms are handed in, in order.
func Load(d *prose.Document, terms []prose.Span) *Stance {
	m := &measuring{doc: d, voice: voice.Of(d)}
	s := &Stance{}
	for _, t := range terms {
		if b := d.BlockAt(t.Start); b < 0 || !m.counts(b) {
			continue
		}
		if m.authors(t) {
			s.Author++
		} else {
			s.Source++
		}
	}
	return s
}
