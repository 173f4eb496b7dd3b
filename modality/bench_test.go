package modality_test

import (
	"strings"
	"testing"
	"time"

	"github.com/sayso-lint/sayso/internal/growth"
	"github.com/sayso-lint/sayso/internal/segment"
	"github.com/sayso-lint/sayso/internal/tag"
	"github.com/sayso-lint/sayso/modality"
	"github.com/sayso-lint/sayso/prose"
)

const paragraph = "The council must act before the frost, for the wells could run dry within a month. " +
	"The figures suggest that wages fell in both provinces, and the mayor seems unwilling to say why. " +
	"Ships left the harbour at noon and reached the island in the evening. " +
	"It is time to reopen the port, which may well need further repairs. Consider the record of the last ministers. "

// BenchmarkSentence is the layer of one sentence without its tags.
func BenchmarkSentence(b *testing.B) {
	d := document(b, strings.Repeat(paragraph, 100))
	tags := tag.Of(d)
	n := len(d.Blocks[0].Sentences)
	for s := range n {
		tags.Sentence(0, s)
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); {
		l := modality.NewLayer(d)
		for s := range n {
			l.Modals(0, s)
			i++
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/sentence")
}

// TestLinear reads a sentence of a megabyte, in the shapes that tempt a reader to look back to its beginning.
func TestLinear(t *testing.T) {
	for _, unit := range []string{"it may seem ", "if ", "should ", "the ", "not ", "let us ", "could , ", "need to have to ", "who ", "more likely ", "about 3 "} {
		d := &prose.Document{Text: strings.Repeat(unit, 1<<20/len(unit)), Lang: "en"}
		d.Blocks = []prose.Block{{Span: prose.Span{Start: 0, End: len(d.Text)}}}
		segment.Document(d)
		for s := range d.Blocks[0].Sentences {
			tag.Of(d).Sentence(0, s)
		}
		start := growth.CPU()
		l := modality.Of(d)
		for s := range d.Blocks[0].Sentences {
			for _, m := range l.Modals(0, s) {
				l.Mood(m.Span)
			}
			for _, c := range l.Hedges(0, s) {
				l.Mood(c.Span)
			}
		}
		if took := growth.CPU() - start; took > 5*time.Second {
			t.Errorf("%q: %v", unit, took)
		}
	}
}

func FuzzLayer(f *testing.F) {
	f.Add(paragraph)
	f.Add("May I? Should they, n't ca might. As it may seem. Let's! about 3 to 4 %")
	f.Add("")
	f.Fuzz(func(t *testing.T, text string) {
		d := document(t, text)
		l := modality.Of(d)
		for b := range d.Blocks {
			for s := range d.Blocks[b].Sentences {
				sentence := d.Blocks[b].Sentences[s].Span
				at := sentence.Start
				for _, m := range l.Modals(b, s) {
					if m.Start < at || m.Empty() || !sentence.Contains(m.Span) {
						t.Errorf("modal %v outside of %v or order", m.Span, sentence)
					}
					for _, part := range []prose.Span{m.Subject, m.Verb} {
						if !part.Empty() && !sentence.Contains(part) {
							t.Errorf("part %v of modal outside of %v", part, sentence)
						}
					}
					at = m.End
				}
				for _, cues := range [][]modality.Cue{l.Hedges(b, s), l.Advice(b, s)} {
					at := sentence.Start
					for _, c := range cues {
						if c.Start < at || c.Empty() || !sentence.Contains(c.Span) || c.Name == "" {
							t.Errorf("cue %q %v outside of %v or order", c.Name, c.Span, sentence)
						}
						l.Mood(c.Span)
						at = c.Start
					}
				}
			}
		}
	})
}
