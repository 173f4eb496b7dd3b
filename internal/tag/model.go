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
	classes [256]class
	words   keys   // by lexiconKey
	classOf []byte // number of the class, by slot of words; 0: free
	// Most features that are asked for are none of the model's: then only keys are read, and those fit a processor's
	// cache.
	features keys
	rowOf    []byte // number of the row, two bytes by slot of features; 0: free
	rows     []byte // see row; the first is of no feature
}

// class is a set of tags that words share.
type class struct {
	mask   uint64 // bit t: may be Tag(t)
	closed bool   // nothing else is possible
	only   Tag    // the one tag of a closed class that has one
}

// row is the weights of a feature for all tags, a byte each, by Tag, with 128 added so that none is negative. Most of
// them are 0; but to add up forty bytes eight at a time takes less than to pick the dozen that are not, and 128 added to
// all tags alike changes nothing in their order. Features that weigh the same share a row: a quarter are left.
type row = [8 * rowWords]byte

const (
	rowWords = (tags + 7) / 8
	lanes    = 0x00FF00FF00FF00FF // every other byte: sums of up to 256 bytes have room beside it
	evenWord = 0x8080808080808080
	even     = 0x80 // the weight 0
)

// row is a row by its number.
func (m *Model) row(n int) *row { return (*row)(m.rows[n*len(row{}):]) }

// eight are eight weights of a row.
func eight(r *row, k int) uint64 { return binary.LittleEndian.Uint64(r[8*k:]) }

// favours are the tags whose weight is greater than 0.
func favours(r *row) (mask uint64) {
	for k := range rowWords {
		const high, low = evenWord, ^uint64(evenWord)
		x := eight(r, k)
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
const magic = "sayso-tag\x02"

// ErrModel says that data is no model of this version of the program.
var ErrModel = errors.New("no tagger model of this version")

// Load opens a model as Train writes it:
//
//	magic; numbers of classes, of slots for words, of slots for features, and of rows, four bytes each;
//	classes, each 8 bytes of mask and a byte that is 1 where it is closed;
//	keys of words, four bytes a slot, and the number of the word's class, a byte a slot;
//	keys of features, four bytes a slot, and the number of the feature's row, two bytes a slot;
//	rows.
//
// Numbers have their lowest byte first. The tables stand in the file as they are asked, and only keys are copied:
// read key by key and weight by weight, a file of half the size took a third of the time to check an article. What the tables
// hold is not checked; they are compiled in.
func Load(data []byte) (*Model, error) {
	if len(data) < len(magic) || string(data[:len(magic)]) != magic {
		return nil, ErrModel
	}
	r := reader{data: data[len(magic):]}
	m := &Model{}
	n, words, features, rows := r.number(), r.number(), r.number(), r.number()
	if n > len(m.classes) {
		return nil, fmt.Errorf("%w: %d classes", ErrModel, n)
	}
	if bits.OnesCount(uint(words)) != 1 || bits.OnesCount(uint(features)) != 1 {
		return nil, fmt.Errorf("%w: tables of %d and %d slots", ErrModel, words, features)
	}
	for i := range n {
		c := class{mask: binary.LittleEndian.Uint64(r.take(8)), closed: r.take(1)[0] == 1}
		if c.closed && bits.OnesCount64(c.mask) == 1 {
			c.only = Tag(bits.TrailingZeros64(c.mask))
		}
		m.classes[i] = c
	}
	m.words, m.classOf = keysOf(wide(r.take(4*words))), r.take(words)
	m.features, m.rowOf = keysOf(wide(r.take(4*features))), r.take(2*features)
	m.rows = r.take(rows * len(row{}))
	if r.short {
		return nil, fmt.Errorf("%w: cut short", ErrModel)
	}
	return m, nil
}

// reader takes stretches from the front of data.
type reader struct {
	data  []byte
	short bool
}

func (r *reader) number() int { return int(binary.LittleEndian.Uint32(r.take(4))) }

// take gives n bytes; zeros where the data is cut short.
func (r *reader) take(n int) []byte {
	if n > len(r.data) {
		r.short, r.data = true, nil
		return make([]byte, min(n, 8))
	}
	b := r.data[:n:n]
	r.data = r.data[n:]
	return b
}

// wide gives the numbers of four bytes that stand in data.
func wide(data []byte) []uint32 {
	out := make([]uint32, len(data)/4)
	for i := range out {
		out[i] = binary.LittleEndian.Uint32(data)
		data = data[4:]
	}
	return out
}

// keys is a table of hashes that are not 0, by open addressing. What belongs to a key stands elsewhere, under the number
// of its slot.
type keys struct {
	slots []uint32 // 0: free
	shift int
}

// newKeys has room for n keys.
func newKeys(n int) keys { return keysOf(make([]uint32, 1<<bits.Len(uint(n+n/2)))) }

func keysOf(slots []uint32) keys { return keys{slots, 33 - bits.Len(uint(len(slots)))} }

// slot is the number of the slot where a key stands, or of a free one where it does not.
func (k *keys) slot(key uint32) int {
	slots := k.slots
	for i := int(key >> k.shift); ; i++ {
		i &= len(slots) - 1
		if x := slots[i]; x == key || x == 0 {
			return i
		}
	}
}

// put gives a key a slot. Keys are put in their order, so that the table is written from front to back.
func (k *keys) put(key uint32) int {
	i := k.slot(key)
	k.slots[i] = key
	return i
}

// lexiconKey is the key of a word; mixed, for the bits of its hash are not equally good.
func lexiconKey(word uint64) uint32 { return mix(templates, word) }

// class is the number of the word's class, 0 where no list has it.
func (m *Model) class(word uint64) uint8 { return m.classOf[m.words.slot(lexiconKey(word))] }

// weights is the number of a feature's row, 0 where the model has none.
func (m *Model) weights(feature uint32) int {
	slot := m.features.slot(feature)
	if m.features.slots[slot] == 0 {
		return 0 // as of most
	}
	return int(binary.LittleEndian.Uint16(m.rowOf[2*slot:]))
}

// Tag writes the tags of the tokens of one sentence to out, which is as long.
func (m *Model) Tag(text string, tokens []prose.Token, out []Tag) {
	var w walk
	w.begin(m, text, tokens)
	for i := range tokens {
		out[i] = w.next(i)
	}
}

// few is for how many tags it takes less to add up their weights one by one than those of all tags eight at a time.
const few = 6

// fewest is decide for few tags, with the rows found.
func fewest(rows []*row, mask uint64) Tag {
	best, top := None, -1
	for b := mask; b != 0; b &= b - 1 {
		t, score := bits.TrailingZeros64(b), 0
		for _, r := range rows {
			score += int(r[t])
		}
		if score > top {
			best, top = Tag(t), score
		}
	}
	return best
}

// decide is the tag of the mask with the greatest sum of weights.
func (m *Model) decide(f *[templates]uint32, mask uint64) Tag {
	// Rows are gathered first and added up then, so that the reads of memory do not wait for each other.
	var rows [templates]*row
	n := 0
	for _, key := range f {
		if r := m.weights(key); r != 0 {
			rows[n] = m.row(r)
			n++
		}
	}
	if bits.OnesCount64(mask) <= few {
		return fewest(rows[:n], mask)
	}
	var s0, s1, s2, s3, s4, s5, s6, s7, s8, s9 uint64
	for _, r := range rows[:n] {
		r0, r1, r2, r3, r4 := eight(r, 0), eight(r, 1), eight(r, 2), eight(r, 3), eight(r, 4)
		s0, s1 = s0+r0&lanes, s1+r0>>8&lanes
		s2, s3 = s2+r1&lanes, s3+r1>>8&lanes
		s4, s5 = s4+r2&lanes, s5+r2>>8&lanes
		s6, s7 = s6+r3&lanes, s7+r3>>8&lanes
		s8, s9 = s8+r4&lanes, s9+r4>>8&lanes
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
