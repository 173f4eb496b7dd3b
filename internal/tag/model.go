package tag

import (
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"math/bits"
	"sync"

	"github.com/sayso-lint/sayso/prose"
)

// Model is an averaged perceptron (Collins 2002) that goes through a sentence once, from left to right, with a lexicon
// beside it: words of the closed classes keep to the tags listed for them, and the classes of all listed words are
// features. It is safe for concurrent use.
type Model struct {
	classes  [256]class
	lexicon  table // low half of the word's hash → class
	features index
	rows     []row // the first is of no feature
}

// class is a set of tags that words share.
type class struct {
	mask   uint64 // bit t: may be Tag(t)
	closed bool   // nothing else is possible
	only   Tag    // the one tag of a closed class that has one
}

// row is the weights of a feature for all tags, a byte each, by Tag, with 128 added so that none is negative. Most of
// them are 0; but to add up forty bytes eight at a time takes less than to pick the dozen that are not, and 128 added to
// all tags alike changes nothing in their order.
type row [rowWords]uint64

const (
	rowWords = (tags + 7) / 8
	lanes    = 0x00FF00FF00FF00FF // every other byte: sums of up to 256 bytes have room beside it
	evenWord = 0x8080808080808080
)

// favours are the tags whose weight is greater than 0.
func (r *row) favours() (mask uint64) {
	for k, x := range r {
		const high, low = evenWord, ^uint64(evenWord)
		for b := x & high & (x&low + low); b != 0; b &= b - 1 {
			mask |= 1 << (8*k + bits.TrailingZeros64(b)/8)
		}
	}
	return mask
}

// open are the tags of a word that is in no list.
const open = 1<<NN | 1<<NNS | 1<<NNP | 1<<NNPS | 1<<JJ | 1<<JJR | 1<<JJS | 1<<RB | 1<<RBR | 1<<VB | 1<<VBD | 1<<VBG | 1<<VBN | 1<<VBP |
	1<<VBZ | 1<<UH | 1<<FW | 1<<CD

//go:embed model.bin
var data []byte

var english = sync.OnceValue(func() *Model {
	m, err := Load(data)
	if err != nil {
		panic("tag: the model built in: " + err.Error()) // a test would have failed
	}
	return m
})

// magic opens a model file; its last byte is the version of the format and of the features.
const magic = "sayso-tag\x01"

// ErrModel says that data is no model of this version of the program.
var ErrModel = errors.New("no tagger model of this version")

// Load reads a model as Train writes it:
//
//	magic; number of classes, each 8 bytes of mask and a byte that is 1 where it is closed;
//	number of words, each the distance of its key from the last and a byte of class, keys ascending;
//	number of features, each the distance of its key from the last, number of weights, and for each a byte of tag, tags ascending, and one of weight.
//
// Numbers and distances are unsigned varints.
func Load(data []byte) (*Model, error) {
	if len(data) < len(magic) || string(data[:len(magic)]) != magic {
		return nil, ErrModel
	}
	r := reader{data: data[len(magic):]}
	m := &Model{}
	n := r.number()
	if n > len(m.classes) {
		return nil, fmt.Errorf("%w: %d classes", ErrModel, n)
	}
	for i := range n {
		mask := r.uint64()
		c := class{mask: mask, closed: r.byte() == 1}
		if c.closed && bits.OnesCount64(mask) == 1 {
			c.only = Tag(bits.TrailingZeros64(mask))
		}
		m.classes[i] = c
	}
	n = r.number()
	if n > len(r.data) {
		return nil, fmt.Errorf("%w: %d words", ErrModel, n)
	}
	m.lexicon = newTable(n)
	key := uint32(0)
	for range n {
		key += uint32(r.number())
		m.lexicon.put(key, uint32(r.byte()))
	}
	n, cells := r.number(), r.number()
	if n > len(r.data) || cells > len(r.data) {
		return nil, fmt.Errorf("%w: %d features of %d weights", ErrModel, n, cells)
	}
	m.features = newIndex(n)
	m.rows = make([]row, n+1)
	key = 0
	for i := range n {
		key += uint32(r.number())
		m.features.put(key, uint32(i+1))
		w := [8 * rowWords]byte{}
		for pairs := r.take(2 * int(r.byte())); len(pairs) > 1; pairs = pairs[2:] {
			t := pairs[0]
			if t >= tags {
				return nil, fmt.Errorf("%w: tag %d", ErrModel, t)
			}
			w[t] = pairs[1]
		}
		for k := range m.rows[i+1] {
			// To turn the highest bit of a byte is to add 128 to it.
			m.rows[i+1][k] = binary.LittleEndian.Uint64(w[8*k:]) ^ evenWord
		}
	}
	if r.short {
		return nil, fmt.Errorf("%w: cut short", ErrModel)
	}
	return m, nil
}

// reader takes numbers from the front of data.
type reader struct {
	data  []byte
	short bool
}

func (r *reader) number() int {
	v, n := binary.Uvarint(r.data)
	if n <= 0 || v > 1<<32 {
		r.short, r.data = true, nil
		return 0
	}
	r.data = r.data[n:]
	return int(v)
}

func (r *reader) byte() byte {
	if len(r.data) == 0 {
		r.short = true
		return 0
	}
	b := r.data[0]
	r.data = r.data[1:]
	return b
}

func (r *reader) take(n int) []byte {
	if n > len(r.data) {
		r.short, r.data = true, nil
		return nil
	}
	b := r.data[:n]
	r.data = r.data[n:]
	return b
}

func (r *reader) uint64() uint64 {
	if len(r.data) < 8 {
		r.short, r.data = true, nil
		return 0
	}
	v := binary.LittleEndian.Uint64(r.data)
	r.data = r.data[8:]
	return v
}

// table maps keys that are hashes already to numbers, by open addressing.
type table struct {
	slots []slot
	shift int
}

type slot struct{ key, value uint32 } // value is one more than what was put; 0: free

func newTable(n int) table {
	size := bits.Len(uint(n + n/2))
	return table{make([]slot, 1<<size), 32 - size}
}

func (t *table) put(key, value uint32) {
	i := int(key >> t.shift) // keys are put in their order, so that the table is written from front to back
	for t.slots[i].value != 0 {
		i = (i + 1) & (len(t.slots) - 1)
	}
	t.slots[i] = slot{key, value + 1}
}

// get is one more than the value of key, 0 where there is none.
func (t *table) get(key uint32) uint32 {
	i := int(key >> t.shift)
	for {
		s := t.slots[i]
		if s.value == 0 || s.key == key {
			return s.value
		}
		i = (i + 1) & (len(t.slots) - 1)
	}
}

// index maps features, hashes that are not 0, to the numbers of their rows, by open addressing. Keys stand apart from rows because most
// features that are asked for are none of the model's: then only keys are read, and those fit a processor's cache.
type index struct {
	keys  []uint32 // 0: free
	rows  []uint32
	shift int
}

func newIndex(n int) index {
	size := bits.Len(uint(n + n/2))
	return index{make([]uint32, 1<<size), make([]uint32, 1<<size), 32 - size}
}

func (x *index) put(key, row uint32) {
	i := int(key >> x.shift)
	for x.keys[i] != 0 {
		i = (i + 1) & (len(x.keys) - 1)
	}
	x.keys[i], x.rows[i] = key, row
}

// get is the number of a feature's row, 0 where the model has none.
func (x *index) get(key uint32) uint32 {
	keys := x.keys
	for i := int(key >> x.shift); ; i++ {
		i &= len(keys) - 1
		if k := keys[i]; k == key || k == 0 {
			return x.rows[i]
		}
	}
}

// lexiconKey is the key of a word; mixed, for the bits of its hash are not equally good.
func lexiconKey(word uint64) uint32 { return mix(templates, word) }

// class is the number of the word's class, 0 where no list has it.
func (m *Model) class(word uint64) uint8 {
	if v := m.lexicon.get(lexiconKey(word)); v > 0 {
		return uint8(v - 1)
	}
	return 0
}

// Tag writes the tags of the tokens of one sentence to out, which is as long.
func (m *Model) Tag(text string, tokens []prose.Token, out []Tag) {
	var w walk
	w.begin(m, text, tokens)
	for i := range tokens {
		out[i] = w.next(i)
	}
}

// decide is the tag of the mask with the greatest sum of weights.
func (m *Model) decide(f *[templates]uint32, mask uint64) Tag {
	// Rows are gathered first and added up then, so that the reads of memory do not wait for each other.
	var rows [templates]uint32
	n := 0
	for _, key := range f {
		r := m.features.get(key)
		rows[n] = r
		if r != 0 {
			n++
		}
	}
	var s0, s1, s2, s3, s4, s5, s6, s7, s8, s9 uint64
	for _, n := range rows[:n] {
		r := &m.rows[n]
		s0, s1 = s0+r[0]&lanes, s1+r[0]>>8&lanes
		s2, s3 = s2+r[1]&lanes, s3+r[1]>>8&lanes
		s4, s5 = s4+r[2]&lanes, s5+r[2]>>8&lanes
		s6, s7 = s6+r[3]&lanes, s7+r[3]>>8&lanes
		s8, s9 = s8+r[4]&lanes, s9+r[4]>>8&lanes
	}
	sums := [2 * rowWords]uint64{s0, s1, s2, s3, s4, s5, s6, s7, s8, s9}
	best, top := None, -1
	for b := mask; b != 0; b &= b - 1 {
		t := bits.TrailingZeros64(b)
		if score := int(sums[t/8*2+t%2] >> (t % 8 / 2 * 16) & 0xFFFF); score > top {
			best, top = Tag(t), score
		}
	}
	return best
}
