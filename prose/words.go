package prose

import (
	"math/bits"
	"strings"
	"sync/atomic"
)

// Words is a set of words, by their hashes. It is what a map[uint64]bool would be, made for being asked about every word
// of a text: most are not in it, and to find that out takes one look at one bit. It is made when it is first asked, so
// that a run pays for no list that its text does not call for, and is safe for concurrent use. The zero value is empty.
type Words struct {
	list  string
	table atomic.Pointer[wordTable]
}

// WordsOf is the set of the words of a list, which blanks and ends of lines part. Tabs may set lines in; a tab alone parts no words.
func WordsOf(list string) *Words { return &Words{list: list} }

// Has tells whether a word is in the set. The word whose hash is 0 is in none.
func (w *Words) Has(word uint64) bool {
	t := w.table.Load()
	if t == nil {
		t = w.make()
	}
	return t.may(word) && t.has(word)
}

// Within tells whether one of the tokens is in the set.
func (w *Words) Within(tokens []Token) bool {
	t := w.table.Load()
	if t == nil {
		t = w.make()
	}
	for i := range tokens {
		if word := tokens[i].Word; t.may(word) && t.has(word) {
			return true
		}
	}
	return false
}

// make may be done by several at once; each comes to the same table.
func (w *Words) make() *wordTable {
	n := strings.Count(w.list, " ") + strings.Count(w.list, "\n") + 1
	size := max(2, bits.Len(uint(2*n-1)))
	t := &wordTable{slots: make([]uint64, 1<<size), shift: uint(64 - size)}
	for rest := w.list; rest != ""; {
		end := 0
		for end < len(rest) && rest[end] > ' ' {
			end++
		}
		if end > 0 {
			t.put(WordOf(rest[:end]))
		}
		rest = rest[min(end+1, len(rest)):]
	}
	w.table.Store(t)
	return t
}

// wordTable holds words by open addressing, never more than half full.
type wordTable struct {
	seen  [16]uint64 // a bit for each word of the set, and for one in ten of all others where the set has a hundred
	slots []uint64   // 0: free
	shift uint
}

// may tells whether a word can be in the set.
func (t *wordTable) may(word uint64) bool { return t.seen[word>>6%16]>>(word%64)&1 != 0 }

func (t *wordTable) has(word uint64) bool {
	for i := int(word * golden >> (t.shift & 63)); ; i++ {
		if s := t.slots[i&(len(t.slots)-1)]; s == word || s == 0 {
			return s != 0
		}
	}
}

func (t *wordTable) put(word uint64) {
	t.seen[word>>6%16] |= 1 << (word % 64)
	i := int(word * golden >> (t.shift & 63))
	for t.slots[i&(len(t.slots)-1)] != 0 && t.slots[i&(len(t.slots)-1)] != word {
		i++
	}
	t.slots[i&(len(t.slots)-1)] = word
}

// golden spreads over the high bits of a product what differs in the low bits of a hash (Knuth, TAOCP 3, 6.4).
const golden = 0x9E3779B97F4A7C15
