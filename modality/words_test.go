package modality_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/sayso-lint/sayso/modality"
)

// cueWords are the words of all English cues, and some to stand beside them.
var cueWords = func() []string {
	words := strings.Fields(`the a we they he you it there who what if that so not to by of only in on as or more less than made was be been
		had have will may can must should about 12 percent % , . " — ( ) May Ada mayor had called links ion-doped quickly`)
	for _, phrase := range slices.Concat(modality.HedgeCues("en"), modality.AdviceCues("en")) {
		words = append(words, strings.FieldsFunc(phrase, func(r rune) bool { return r == ' ' || r == '|' || r == '?' })...)
	}
	slices.Sort(words)
	return slices.Compact(words)
}()

// TestAnyWords: whatever stands beside a cue, or nothing at all, the layer reads on, and what it finds stands in order and in
// its sentence. "Questionable" at the head of a headline once asked for the word before it.
func TestAnyWords(t *testing.T) {
	for _, w := range cueWords {
		for _, text := range []string{w, w + " links", "links " + w, "the links " + w + " the links"} {
			readAll(t, text)
		}
	}
	one := rapid.SampledFrom(cueWords)
	rapid.Check(t, func(t *rapid.T) {
		readAll(t, strings.Join(rapid.SliceOfN(one, 1, 8).Draw(t, "words"), " "))
	})
}

func readAll(t interface{ Errorf(string, ...any) }, text string) {
	d := document(nil, text)
	l := modality.Of(d)
	for b := range d.Blocks {
		for s := range d.Blocks[b].Sentences {
			in := d.Blocks[b].Sentences[s].Span
			for _, cues := range [][]modality.Cue{l.Hedges(b, s), l.Advice(b, s)} {
				for i, c := range cues {
					if !in.Contains(c.Span) || i > 0 && c.Start < cues[i-1].Start {
						t.Errorf("%q: cue %q at %v", text, d.Slice(c.Span), c.Span)
					}
					l.Mood(c.Span)
				}
			}
		}
	}
}
