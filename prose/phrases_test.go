package prose_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/sayso-lint/sayso/prose"
)

// spelt writes out the alternatives of a phrase: "a|b c?" is "a c", "b c", "a" and "b".
func spelt(phrase string) []string {
	all := []string{""}
	for item := range strings.FieldsSeq(phrase) {
		var longer []string
		words := strings.TrimSuffix(item, "?")
		for _, p := range all {
			for w := range strings.SplitSeq(words, "|") {
				longer = append(longer, strings.TrimSpace(p+" "+w))
			}
			if words != item {
				longer = append(longer, p)
			}
		}
		all = longer
	}
	return all
}

func tokens(text string) []prose.Token {
	var out []prose.Token
	for w := range strings.FieldsSeq(text) {
		out = append(out, prose.Token{Word: prose.WordOf(w)})
	}
	return out
}

// What a tree of phrases answers is what a list of all their spellings would.
func TestPhrasesAreTheirSpellings(t *testing.T) {
	word := rapid.SampledFrom([]string{"a", "b", "c", "a|b", "b|c", "a?", "b|c?"})
	rapid.Check(t, func(t *rapid.T) {
		var p prose.Phrases[int]
		values := map[string]int{}
		first := map[uint64]bool{}
		for n, items := range rapid.SliceOfN(rapid.SliceOfN(word, 1, 4), 0, 6).Draw(t, "phrases") {
			phrase := strings.Join(items, " ")
			for _, w := range p.Put(phrase, n+1) {
				first[w] = true
			}
			for _, s := range spelt(phrase) {
				if values[s] == 0 {
					values[s] = n + 1
				}
			}
		}
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c", "d"}), 1, 6).Draw(t, "text"), " ")
		words := strings.Fields(text)
		want, wantEnd := 0, 0
		for end := 1; end <= len(words); end++ {
			if v := values[strings.Join(words[:end], " ")]; v != 0 {
				want, wantEnd = v, end
			}
		}
		if got, end := p.Longest(tokens(text), 0); got != want || end != wantEnd {
			t.Fatalf("of %q it knows %d up to %d, want %d up to %d", text, got, end, want, wantEnd)
		}
		if begins := p.Begins(prose.WordOf(words[0])) != 0; begins != first[prose.WordOf(words[0])] {
			t.Fatalf("whether a phrase begins with %q: %v", words[0], begins)
		}
		if got := p.Ends(p.Begins(prose.WordOf(words[0]))); got != values[words[0]] {
			t.Fatalf("of %q alone it knows %d", words[0], got)
		}
	})
}
