package language

import (
	"unicode/utf8"

	"github.com/sayso-lint/sayso/prose"
)

// table maps words to the languages that list them. It is made whenever the program meets a text whose language it has
// not been told, so it has to be cheap to make: a map of eight thousand words costs a millisecond and a half, and this a
// tenth of it. Words are known by their hash alone, as everywhere in sayso.
type table struct {
	slots []slot // a power of two, at most half full
	used  int
}

type slot struct {
	hash  uint64
	langs set // 0: free
}

func newTable(words int) table {
	n := 1
	for n < 2*words {
		n *= 2
	}
	return table{slots: make([]slot, n)}
}

// at is the slot of a hash, or the free one where it belongs.
func (t *table) at(hash uint64) *slot {
	mask := uint64(len(t.slots) - 1)
	for i := (hash ^ hash>>32) & mask; ; i = (i + 1) & mask {
		if s := &t.slots[i]; s.langs == 0 || s.hash == hash {
			return s
		}
	}
}

func (t *table) add(hash uint64, langs set) {
	s := t.at(hash)
	if s.langs == 0 {
		if t.used++; 2*t.used > len(t.slots) {
			t.grow()
			s = t.at(hash)
		}
		s.hash = hash
	}
	s.langs |= langs
}

func (t *table) grow() {
	old := t.slots
	t.slots = make([]slot, 2*len(old))
	for _, s := range old {
		if s.langs != 0 {
			*t.at(s.hash) = s
		}
	}
}

// hashOf is FNV-1a of a word in lower case. The words of the lists are folded already, so that only the words of texts
// pay for it, and of those only the ones beyond ASCII.
func hashOf(word string, folded bool) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(word) {
		c := word[i]
		if c >= utf8.RuneSelf && !folded {
			return hashOf(prose.Fold(word), true)
		}
		if 'A' <= c && c <= 'Z' {
			c |= 0x20
		}
		h = (h ^ uint64(c)) * 1099511628211
	}
	return h
}
