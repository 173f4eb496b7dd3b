package prose

import "math/bits"

// Table says of words what a lexicon knows of them. It is what a map[uint64]T would be, made for keys that are hashes
// already (WordOf) and for being asked about every word of a text: a look takes a few nanoseconds, which is a third of
// what a map takes. The zero value is empty and ready.
type Table[T any] struct {
	words  []uint64 // 0: free
	values []T
	n      int
	shift  uint // of a product, what is left of it being a slot; & 63 where it is used spares a look whether it is more
}

// TableOf is a table whose slots are laid out already, as Slots gives them: that of a lexicon which is data of the program. It
// never writes to them; who adds to it makes it a copy.
func TableOf[T any](words []uint64, values []T) Table[T] {
	return Table[T]{words: words, values: values, n: len(words), shift: uint(64 - bits.TrailingZeros(uint(len(words))))}
}

// Slots are the words of the table and their values as they lie, 0 where nothing does.
func (t *Table[T]) Slots() (words []uint64, values []T) { return t.words, t.values }

// Put sets what is known of a word. The word whose hash is 0 cannot be put.
func (t *Table[T]) Put(word uint64, value T) { *t.At(word) = value }

// At is where it stands what is known of a word, to be added to until the next one is asked for.
func (t *Table[T]) At(word uint64) *T {
	if word == 0 {
		return new(T)
	}
	if 2*t.n >= len(t.words) {
		t.resize(max(16, 2*len(t.words)))
	}
	i := t.slot(word)
	if t.words[i] == 0 {
		t.words[i] = word
		t.n++
	}
	return &t.values[i]
}

// Of is what is known of a word, the zero value where nothing is.
func (t *Table[T]) Of(word uint64) (value T) {
	if t.n == 0 {
		return value
	}
	if i := t.slot(word); t.words[i] == word {
		return t.values[i]
	}
	return value
}

// Look writes what is known of each of some tokens to known, which is as long.
func (t *Table[T]) Look(tokens []Token, known []T) {
	if t.n == 0 {
		clear(known)
		return
	}
	words, values, shift := t.words, t.values[:len(t.words)], t.shift&63
	known = known[:len(tokens)]
	for n := range tokens {
		word := tokens[n].Word
		i := int(word*golden>>shift) & (len(words) - 1)
		for words[i] != word && words[i] != 0 {
			i = (i + 1) & (len(words) - 1)
		}
		if words[i] == word {
			known[n] = values[i]
		} else {
			var none T
			known[n] = none
		}
	}
}

// slot is where a word stands or would stand.
func (t *Table[T]) slot(word uint64) int {
	words := t.words
	i := int(word * golden >> (t.shift & 63))
	for {
		i &= len(words) - 1
		if w := words[i]; w == word || w == 0 {
			return i
		}
		i++
	}
}

// Grow makes room for n words. To grow by doubling takes as much memory again as the table in the end.
func (t *Table[T]) Grow(n int) {
	if size := 1 << bits.Len(uint(max(16, 2*n)-1)); size > len(t.words) {
		t.resize(size)
	}
}

func (t *Table[T]) resize(size int) {
	words, values := t.words, t.values
	t.words, t.values = make([]uint64, size), make([]T, size)
	clear(t.words) // in order; who comes to a page of memory at random faults on it twice, to look and to write
	t.shift = uint(64 - bits.TrailingZeros(uint(size)))
	t.n = 0
	for i, w := range words {
		if w != 0 {
			t.n++
			j := t.slot(w)
			t.words[j], t.values[j] = w, values[i]
		}
	}
}
