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
	words    *wordTable    // classes by lexiconKey
	features *featureTable // rows
	rows     []byte        // see row; the first is of no feature
}

// class is a set of tags that words share.
type class struct {
	mask   uint64 // bit t: may be Tag(t)
	closed bool   // nothing else is possible
	only   Tag    // the one tag of a closed class that has one
}

// row is the weights of a feature for all tags, by Tag, with 128 added so that none is negative: two bytes each, so that
// four sums are added up in one step and none runs into the next. Most weights are 0; but to add up all takes less than to
// pick the dozen that are not, or those of the tags in question, and 128 added to all alike changes nothing in their order.
// Features that weigh the same share a row: a quarter are left.
type row = [8 * rowWords]byte

const (
	rowWords = (tags + 3) / 4
	even     = 0x80 // the weight 0
)

// row is a row by its number.
func (m *Model) row(n uint32) *row {
	at := int(n) * len(row{})
	return (*row)(m.rows[at : at+len(row{})])
}

// four are four weights of a row.
func four(r *row, k int) uint64 { return binary.LittleEndian.Uint64(r[8*k:]) }

// favours are the tags whose weight is greater than 0.
func favours(r *row) (mask uint64) {
	const most, above = 0x007F007F007F007F, 0x0100010001000100
	for k := range rowWords {
		for b := (four(r, k) + most) & above; b != 0; b &= b - 1 {
			mask |= 1 << (4*k + bits.TrailingZeros64(b)/16)
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
const magic = "sayso-tag\x03"

// ErrModel says that data is no model of this version of the program.
var ErrModel = errors.New("no tagger model of this version")

// Load opens a model as Train writes it:
//
//	magic; numbers of classes and of rows, four bytes each;
//	classes, each 8 bytes of mask and a byte that is 1 where it is closed;
//	the table of words, numbered by their classes, and the table of features, numbered by their rows;
//	rows.
//
// Numbers have their lowest byte first. All but the classes stays where it is. What the tables hold is not checked; they
// are compiled in.
func Load(data []byte) (*Model, error) {
	if len(data) < len(magic) || string(data[:len(magic)]) != magic {
		return nil, ErrModel
	}
	r := reader{data: data[len(magic):]}
	m := &Model{}
	n, rows := r.number(), r.number()
	if n > len(m.classes) {
		return nil, fmt.Errorf("%w: %d classes", ErrModel, n)
	}
	for i := range n {
		c := class{mask: binary.LittleEndian.Uint64(r.take(8)), closed: r.take(1)[0] == 1}
		if c.closed && bits.OnesCount64(c.mask) == 1 {
			c.only = Tag(bits.TrailingZeros64(c.mask))
		}
		m.classes[i] = c
	}
	words, features := r.take(len(m.words)), r.take(len(m.features))
	m.rows = r.take(rows * len(row{}))
	if r.short {
		return nil, fmt.Errorf("%w: cut short", ErrModel)
	}
	m.words, m.features = (*wordTable)(words), (*featureTable)(features)
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

// lexiconKey is the key of a word; mixed, for the bits of its hash are not equally good.
func lexiconKey(word uint64) uint32 { return mix(templates, word) }

// class is the number of the word's class, 0 where no list has it.
func (m *Model) class(word uint64) uint8 { return uint8(find(m.words[:], wordWidth, lexiconKey(word))) }

// Tag writes the tags of the tokens of one sentence to out, which is as long.
func (m *Model) Tag(text string, tokens []prose.Token, out []Tag) {
	clear(out)
	var w walk
	w.begin(m, text, tokens, out)
	for i := range tokens {
		w.find(i)
	}
}

// decide is the tag of the mask with the greatest sum of weights.
func (m *Model) decide(f *[templates]uint32, mask uint64) Tag {
	// Rows are gathered first and added up then, so that the reads of memory do not wait for each other.
	var rows [templates]*row
	n := 0
	for _, key := range f {
		if r := find(m.features[:], featureWidth, key); r != 0 {
			rows[n] = m.row(r)
			n++
		}
	}
	var s0, s1, s2, s3, s4, s5, s6, s7, s8, s9 uint64
	for _, r := range rows[:n] {
		s0, s1, s2, s3, s4 = s0+four(r, 0), s1+four(r, 1), s2+four(r, 2), s3+four(r, 3), s4+four(r, 4)
		s5, s6, s7, s8, s9 = s5+four(r, 5), s6+four(r, 6), s7+four(r, 7), s8+four(r, 8), s9+four(r, 9)
	}
	sums := [rowWords]uint64{s0, s1, s2, s3, s4, s5, s6, s7, s8, s9}
	best, top := None, -1
	for b := mask; b != 0; b &= b - 1 {
		t := bits.TrailingZeros64(b)
		if score := int(sums[t/4] >> (t % 4 * 16) & 0xFFFF); score > top {
			best, top = Tag(t), score
		}
	}
	return best
}
