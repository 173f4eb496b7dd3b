package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/sayso-lint/sayso/internal/tag"
)

// score counts what was found on sentences held out.
type score struct {
	tokens, right       int
	words, rightWords   int
	unseen, rightUnseen int
	confused            map[[2]tag.Tag]int
	confusedWords       map[[2]tag.Tag]map[string]int
}

func (s *score) add(m *tag.Model, test, train []tag.Example) {
	if s.confused == nil {
		s.confused, s.confusedWords = map[[2]tag.Tag]int{}, map[[2]tag.Tag]map[string]int{}
	}
	seen := map[uint64]bool{}
	for _, e := range train {
		for _, t := range e.Tokens {
			seen[t.Word] = true
		}
	}
	for _, e := range test {
		out := make([]tag.Tag, len(e.Tokens))
		m.Tag(e.Text, e.Tokens, out)
		for i, want := range e.Tags {
			if want == tag.None {
				continue
			}
			ok := out[i] == want
			count(&s.tokens, &s.right, ok)
			if want != tag.Punct {
				count(&s.words, &s.rightWords, ok)
				if !seen[e.Tokens[i].Word] {
					count(&s.unseen, &s.rightUnseen, ok)
				}
			}
			if !ok {
				k := [2]tag.Tag{want, out[i]}
				s.confused[k]++
				if s.confusedWords[k] == nil {
					s.confusedWords[k] = map[string]int{}
				}
				s.confusedWords[k][e.Text[e.Tokens[i].Start:e.Tokens[i].End]]++
			}
		}
	}
}

func count(all, right *int, ok bool) {
	*all++
	if ok {
		*right++
	}
}

func (s *score) print(errs int) {
	share := func(a, b int) float64 { return float64(a) / float64(max(b, 1)) }
	fmt.Printf("held out, %d fifths in turn: tokens %.4f (%d), words %.4f (%d), words not in training %.4f (%d)\n", folds,
		share(s.right, s.tokens), s.tokens, share(s.rightWords, s.words), s.words, share(s.rightUnseen, s.unseen), s.unseen)
	for _, k := range most(s.confused, errs) {
		fmt.Printf("%5d %4s > %-4s", s.confused[k], k[0], k[1])
		for _, w := range most(s.confusedWords[k], 14) {
			fmt.Printf(" %s:%d", w, s.confusedWords[k][w])
		}
		fmt.Println()
	}
}

// most are the n keys with the greatest counts.
func most[K comparable](counts map[K]int, n int) []K {
	keys := slices.SortedFunc(maps.Keys(counts), func(a, b K) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(fmt.Sprint(a), fmt.Sprint(b)))
	})
	return keys[:min(n, len(keys))]
}
