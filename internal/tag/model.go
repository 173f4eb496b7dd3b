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
	weights  []int8
}

// class is a set of tags that words share.
type class struct {
	mask   uint64 // bit t: may be Tag(t)
	closed bool   // nothing else is possible
	only   Tag    // the one tag of a closed class that has one
}

// row says which tags a feature has weights for (the low bits, by Tag) and where they stand, by tag (the bits above). A
// word has few possible tags and a feature weights for a dozen, so that most weights need not be looked at. The zero row
// is no feature's: one without weights is not kept.
type row uint64

const rowTags = 40 // bits

// weighs are the tags that the row has weights for.
func (r row) weighs() uint64 { return uint64(r) & (1<<rowTags - 1) }

// at is where in the model's weights the one for a tag of the row stands.
func (r row) at(t int) int { return int(r>>rowTags) + bits.OnesCount64(uint64(r)&(1<<t-1)) }

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
	if n > len(r.data) || cells > len(r.data) || cells >= 1<<(64-rowTags) {
		return nil, fmt.Errorf("%w: %d features of %d weights", ErrModel, n, cells)
	}
	m.features = newIndex(n)
	m.weights = make([]int8, 0, cells)
	key = 0
	for range n {
		key += uint32(r.number())
		from, pairs := len(m.weights), r.take(2*int(r.byte()))
		seen := uint64(0)
		for ; len(pairs) > 1; pairs = pairs[2:] {
			t := Tag(pairs[0])
			if t >= tags || seen>>t != 0 {
				return nil, fmt.Errorf("%w: tag %d", ErrModel, t)
			}
			seen |= 1 << t
			m.weights = append(m.weights, int8(pairs[1]))
		}
		if seen != 0 {
			m.features.put(key, row(from)<<rowTags|row(seen))
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

// index maps features, hashes that are not 0, to their rows, by open addressing. Keys stand apart from rows because most
// features that are asked for are none of the model's: then only keys are read, and those fit a processor's cache.
type index struct {
	keys  []uint32 // 0: free
	rows  []row
	shift int
}

func newIndex(n int) index {
	size := bits.Len(uint(n + n/2))
	return index{make([]uint32, 1<<size), make([]row, 1<<size), 32 - size}
}

func (x *index) put(key uint32, r row) {
	i := int(key >> x.shift)
	for x.keys[i] != 0 {
		i = (i + 1) & (len(x.keys) - 1)
	}
	x.keys[i], x.rows[i] = key, r
}

// get is the row of a feature, 0 where the model has none.
func (x *index) get(key uint32) row {
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
	w := walk{model: m, text: text, tokens: tokens}
	w.begin()
	for i := range tokens {
		t := w.step(i)
		if t == None {
			w.found[wordFeature] = mix(wordFeature, w.at.word)
			if likely := w.likely(); likely != 0 && likely&(likely-1) == 0 {
				t = Tag(bits.TrailingZeros64(likely)) // nothing to decide
			} else {
				w.features(&w.found)
				t = m.decide(&w.found, likely)
			}
		}
		out[i] = t
		w.settle(t)
	}
}

// decide is the tag of the mask with the greatest sum of weights.
func (m *Model) decide(f *[templates]uint32, mask uint64) Tag {
	// Rows are gathered first and added up then, so that the reads of memory do not wait for each other.
	var rows [templates]row
	n := 0
	for _, key := range f {
		r := m.features.get(key)
		rows[n] = r
		if r.weighs()&mask != 0 {
			n++
		}
	}
	var scores [64]int32
	for _, r := range rows[:n] {
		for b := r.weighs() & mask; b != 0; b &= b - 1 {
			t := bits.TrailingZeros64(b)
			scores[t&63] += int32(m.weights[r.at(t)])
		}
	}
	best, top := None, int32(-1<<31)
	for b := mask; b != 0; b &= b - 1 {
		if t := bits.TrailingZeros64(b); scores[t] > top {
			best, top = Tag(t), scores[t]
		}
	}
	return best
}
