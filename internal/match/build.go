package match

import (
	"fmt"
	mathbits "math/bits"
	"slices"
	"strings"
	"sync"

	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
)

// New takes lists. A list of language "" holds for text of any language. The error names the phrase.
//
// What holds for a language is compiled when it is first asked for: rules have phrases in seven, and most runs read one.
func New(lists []lint.List) (*Matcher, error) {
	m := &Matcher{langs: map[string]func() *Language{}}
	items := map[string]int{}
	for _, l := range lists {
		n := 0
		for _, phrase := range l.Phrases {
			more, err := check(phrase)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", where(l, phrase), err)
			}
			n += more
		}
		items[l.Lang] += n
	}
	for lang := range items {
		m.langs[lang] = sync.OnceValue(func() *Language {
			b := newBuilder(items[""] + items[lang])
			for i, l := range lists {
				if l.Lang == "" || l.Lang == lang {
					for _, phrase := range l.Phrases {
						b.accept(b.phrase(phrase), i)
					}
				}
			}
			return b.finish()
		})
	}
	return m, nil
}

// Literal compiles phrases of a text, given as the tokens they consist of and without any syntax; a match's List is the
// index of the phrase. The longest decides what a token can cost, so the caller bounds it.
func Literal(phrases [][]prose.Token) *Language {
	n := 0
	for _, ph := range phrases {
		n += len(ph)
	}
	b := newBuilder(n)
	for i, ph := range phrases {
		at := root
		for _, t := range ph {
			at = b.step(at, t.Word, func(from []int32) vertex {
				to := b.node()
				b.join(from, t.Word, to)
				return vertex(to)
			})
		}
		b.accept(at, i)
	}
	return b.finish()
}

// vertex is what a sequence of items leads to: a node, or several where an optional item or a gap is behind. Equal
// sequences lead to the same vertex. A node's number stands for itself, -1, -2 … for builder.several[0], [1] ….
type vertex int32

// root is where all phrases begin.
const root vertex = 1

// builder grows the automaton of one language.
type builder struct {
	l       *Language
	edges   []edge
	several [][]int32
	memo    []known // open addressing
	mask    uint64
	one     [1]int32 // of nodes
	words   []uint64 // of an alternative
}

// known says where an item leads from a vertex.
type known struct {
	way uint64 // hash of both: that two ways share one is as unlikely as that two words do
	to  vertex // 0: the slot is empty
}

// newBuilder has room for n items.
func newBuilder(n int) *builder {
	b := &builder{
		l:     &Language{nodes: make([]node, 2, n+8), accepts: make([]accept, 1, n/2+8)},
		edges: make([]edge, 0, n+n/4+8),
		memo:  make([]known, 1<<mathbits.Len(uint(n+n/2))),
	}
	clear(b.memo) // see finish
	b.mask = uint64(len(b.memo) - 1)
	return b
}

func (b *builder) node() int32 {
	b.l.nodes = append(b.l.nodes, node{})
	return int32(len(b.l.nodes) - 1)
}

// nodes are the nodes of a vertex; the slice holds until the next call.
func (b *builder) nodes(v vertex) []int32 {
	if v < 0 {
		return b.several[-v-1]
	}
	b.one[0] = int32(v)
	return b.one[:]
}

func (b *builder) vertex(nodes []int32) vertex {
	b.several = append(b.several, nodes)
	return vertex(-len(b.several))
}

// phrase goes the way of a phrase.
func (b *builder) phrase(phrase string) vertex {
	at := root
	for {
		it, rest, ok := next(phrase)
		if !ok {
			return at
		}
		at = b.step(at, it.key, func(from []int32) vertex { return b.grow(from, it) })
		phrase = rest
	}
}

// step goes on from a vertex by what the key is of; grow says where that leads when nobody went there before.
func (b *builder) step(at vertex, key uint64, grow func(from []int32) vertex) vertex {
	way := (key ^ mathbits.RotateLeft64(uint64(uint32(at))*golden, 32)) * golden // the key of a single letter is it times golden
	h := way >> 32 & b.mask
	for ; b.memo[h].to != 0; h = (h + 1) & b.mask {
		if b.memo[h].way == way {
			return b.memo[h].to
		}
	}
	to := grow(b.nodes(at))
	b.memo[h] = known{way, to}
	return to
}

func (b *builder) grow(from []int32, it item) vertex {
	switch it.kind {
	case gap:
		reach, layer := slices.Clone(from), from
		for range gapWords {
			n := b.node()
			b.wild(layer, n)
			layer = []int32{n}
			reach = append(reach, n)
		}
		return b.vertex(reach)
	case wild:
		n := b.node()
		b.wild(from, n)
		return vertex(n)
	case words:
	}
	n := b.node()
	for alt := range strings.SplitSeq(it.text, "|") {
		if b.words = cut(b.words[:0], alt); len(b.words) > 0 {
			b.path(from, n, b.words)
		}
	}
	if it.optional {
		return b.vertex(append(slices.Clone(from), n))
	}
	return vertex(n)
}

// path joins nodes to another by the words of an alternative.
func (b *builder) path(from []int32, to int32, words []uint64) {
	for ; len(words) > 1; words = words[1:] {
		n := b.node()
		b.join(from, words[0], n)
		from = []int32{n}
	}
	b.join(from, words[0], to)
}

func (b *builder) wild(from []int32, to int32) {
	for _, f := range from {
		b.l.nodes[f].wild = true
	}
	b.join(from, anyWord, to)
}

func (b *builder) join(from []int32, word uint64, to int32) {
	for _, f := range from {
		b.l.nodes[f].inner = true
		b.edges = append(b.edges, edge{word: word, from: f, to: to})
	}
}

func (b *builder) accept(at vertex, list int) {
	for _, n := range b.nodes(at) {
		nd := &b.l.nodes[n]
		b.l.accepts = append(b.l.accepts, accept{list: int32(list), next: nd.accept})
		nd.accept = int32(len(b.l.accepts) - 1)
	}
}

// finish fills the table of edges and the bitmaps.
func (b *builder) finish() *Language {
	l := b.l
	size := max(4, mathbits.Len(uint(len(b.edges)*2)))
	l.edges, l.shift = make([]edge, 1<<size), uint(64-size)
	clear(l.edges) // in order; who comes to a page of memory at random faults on it twice, to look and to write
	for _, e := range b.edges {
		switch at := &l.edges[l.slot(e.word, e.from)]; {
		case at.to == 0:
			*at = e
		case at.to > 0: // a second way by the same word
			l.forks = append(l.forks, []int32{at.to, e.to})
			at.to = int32(-len(l.forks))
		default:
			l.forks[-at.to-1] = append(l.forks[-at.to-1], e.to)
		}
	}
	b.starts()
	return l
}

// maxPairs bounds the pairs of words that one node is entered in the bitmap with, beyond those that its phrases spell out
// anyway: a list of 100 words behind one of 100 is looked up rather than spelt out, and ten thousand phrases that begin
// with "the" are told by their second word.
const maxPairs = 1 << 12

// way is a word that phrases begin with.
type way struct {
	word uint64 // mixed
	next int32  // another that leads to the same node; 0: none
}

// starts fills the bitmaps of the words that phrases start with.
func (b *builder) starts() {
	l := b.l
	first := make([]way, 1, 1+len(b.edges)/4)
	at := make([]struct{ ways, first, beyond int32 }, len(l.nodes)) // ways to a node from the root and edges from it
	for _, e := range b.edges {
		at[e.from].beyond++
		if e.from == int32(root) {
			to := &at[e.to]
			first = append(first, way{mix(e.word), to.first})
			to.first = int32(len(first) - 1)
			to.ways++
		}
	}
	alone := func(n int) bool {
		nd := l.nodes[n]
		return nd.accept != 0 || nd.wild || int(at[n].ways-1)*int(at[n].beyond) > maxPairs
	}
	pairs := len(first)
	for n := range at {
		if !alone(n) {
			pairs += int(at[n].ways) * int(at[n].beyond)
		}
	}
	l.alone, l.aloneBits = bitmap(len(first))
	l.pairs, l.pairsBits = bitmap(pairs)
	for n := range at {
		for w := at[n].first; w != 0; w = first[w].next {
			if alone(n) {
				l.alone.set(first[w].word >> l.aloneBits)
			} else {
				l.pairs.set(mixed(first[w].word, object) >> l.pairsBits) // a phrase is read across it
			}
		}
	}
	for _, e := range b.edges {
		if n := int(e.from); at[n].ways > 0 && !alone(n) {
			for w := at[n].first; w != 0; w = first[w].next {
				l.pairs.set(mixed(first[w].word, e.word) >> l.pairsBits)
			}
		}
	}
}
