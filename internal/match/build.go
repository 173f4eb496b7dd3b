package match

import (
	mathbits "math/bits"
	"slices"

	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
)

// New compiles lists. A list of language "" holds for text of any language. The error names the phrase.
func New(lists []lint.List) (*Matcher, error) {
	p, err := parse(lists)
	if err != nil {
		return nil, err
	}
	b := newBuilder(len(p.items), len(p.tokens))
	for _, ph := range p.phrases {
		at := b.root(lists[ph.list].Lang)
		for _, it := range p.items[ph.first:ph.last] {
			at = b.step(at, it, p)
		}
		b.accept(at, ph.list)
	}
	return b.finish(), nil
}

// Literal compiles phrases of a text, given as the tokens they consist of and without any syntax; a match's List is the
// index of the phrase. The longest decides what a token can cost, so the caller bounds it.
func Literal(phrases [][]prose.Token) *Matcher {
	p := &parsed{}
	for _, ph := range phrases {
		p.tokens = append(p.tokens, ph...)
	}
	for i := range p.tokens {
		p.alts = append(p.alts, span{i, i + 1})
	}
	b := newBuilder(len(p.tokens), len(p.tokens))
	n := 0
	for i, ph := range phrases {
		at := b.root("")
		for _, t := range ph {
			at = b.step(at, item{key: t.Word, first: n, last: n + 1}, p)
			n++
		}
		b.accept(at, i)
	}
	return b.finish()
}

// vertex is what a sequence of items leads to: a node, or several where an optional item or a gap is behind. Equal
// sequences lead to the same vertex. A node's number stands for itself, -1, -2 … for builder.several[0], [1] ….
type vertex int32

// builder grows the automaton.
type builder struct {
	m       *Matcher
	edges   []edge
	several [][]int32
	roots   map[string]int32 // node of a language
	memo    []known          // open addressing
	mask    uint64
	one     [1]int32 // of nodes
}

// known says where an item leads from a vertex.
type known struct {
	key      uint64
	from, to vertex // to 0: the slot is empty
}

func newBuilder(items, words int) *builder {
	b := &builder{
		m:     &Matcher{nodes: make([]node, 1, items+8), accepts: make([]accept, 1, items/2+8), langs: map[string]*Language{}},
		edges: make([]edge, 0, words+words/8+8),
		roots: map[string]int32{},
		memo:  make([]known, 1<<mathbits.Len(uint(items*2))),
	}
	b.mask = uint64(len(b.memo) - 1)
	return b
}

func (b *builder) node() int32 {
	b.m.nodes = append(b.m.nodes, node{})
	return int32(len(b.m.nodes) - 1)
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

func (b *builder) root(lang string) vertex {
	n, ok := b.roots[lang]
	if !ok {
		n = b.node()
		b.roots[lang] = n
	}
	return vertex(n)
}

// step goes on from a vertex by an item.
func (b *builder) step(at vertex, it item, p *parsed) vertex {
	h := ((it.key ^ uint64(uint32(at))*golden) * golden) >> 32 & b.mask
	for ; b.memo[h].to != 0; h = (h + 1) & b.mask {
		if k := &b.memo[h]; k.key == it.key && k.from == at {
			return k.to
		}
	}
	to := b.grow(b.nodes(at), it, p)
	b.memo[h] = known{it.key, at, to}
	return to
}

func (b *builder) grow(from []int32, it item, p *parsed) vertex {
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
	for _, alt := range p.alts[it.first:it.last] {
		b.path(from, n, p.tokens[alt.start:alt.end])
	}
	if it.optional {
		return b.vertex(append(slices.Clone(from), n))
	}
	return vertex(n)
}

// path joins nodes to another by the words of an alternative.
func (b *builder) path(from []int32, to int32, words []prose.Token) {
	for ; len(words) > 1; words = words[1:] {
		n := b.node()
		b.join(from, words[0].Word, n)
		from = []int32{n}
	}
	b.join(from, words[0].Word, to)
}

func (b *builder) wild(from []int32, to int32) {
	for _, f := range from {
		b.m.nodes[f].wild = true
	}
	b.join(from, anyWord, to)
}

func (b *builder) join(from []int32, word uint64, to int32) {
	for _, f := range from {
		b.edges = append(b.edges, edge{word: word, from: f, to: to})
	}
}

func (b *builder) accept(at vertex, list int) {
	for _, n := range b.nodes(at) {
		nd := &b.m.nodes[n]
		b.m.accepts = append(b.m.accepts, accept{list: int32(list), next: nd.accept})
		nd.accept = int32(len(b.m.accepts) - 1)
	}
}

// finish lets each language have the phrases of none, fills the table of edges and the bitmaps.
func (b *builder) finish() *Matcher {
	m := b.m
	if common, ok := b.roots[""]; ok {
		for _, e := range b.edges {
			if e.from != common {
				continue
			}
			for lang, root := range b.roots {
				if lang != "" {
					b.edges = append(b.edges, edge{e.word, root, e.to})
				}
			}
		}
	}
	size := max(4, mathbits.Len(uint(len(b.edges)*2)))
	m.edges, m.shift = make([]edge, 1<<size), uint(64-size)
	mask := uint64(len(m.edges) - 1)
	for _, e := range b.edges {
		s := slot(e.word, e.from, m.shift)
		for m.edges[s].to != 0 {
			s = (s + 1) & mask
		}
		m.edges[s] = e
	}
	out := b.outgoing()
	for lang, root := range b.roots {
		l := b.language(root, out)
		if lang == "" {
			m.any = l
		} else {
			m.langs[lang] = l
		}
	}
	return m
}

// outgoing sorts the edges by where they come from: those of node n are [start[n]:start[n+1]].
type outgoing struct {
	start []int32
	edges []edge
}

func (o *outgoing) of(n int32) []edge { return o.edges[o.start[n]:o.start[n+1]] }

func (b *builder) outgoing() *outgoing {
	o := &outgoing{start: make([]int32, len(b.m.nodes)+2), edges: make([]edge, len(b.edges))}
	for _, e := range b.edges {
		o.start[e.from+2]++
	}
	for n := 2; n < len(o.start); n++ {
		o.start[n] += o.start[n-1]
	}
	for _, e := range b.edges {
		o.edges[o.start[e.from+1]] = e
		o.start[e.from+1]++
	}
	return o
}

// maxPairs bounds the pairs of words that one node is entered in the bitmap with: a list of 100 words behind one of 100
// is looked up rather than spelt out.
const maxPairs = 1 << 12

func (b *builder) language(root int32, out *outgoing) *Language {
	first := out.of(root)
	into := make([]int, len(b.m.nodes)) // how many words lead from the root to a node
	for _, e := range first {
		into[e.to]++
	}
	alone := func(n int32) bool {
		nd := b.m.nodes[n]
		return nd.accept != 0 || nd.wild || into[n]*len(out.of(n)) > maxPairs
	}
	pairs := 0
	for _, e := range first {
		if !alone(e.to) {
			pairs += len(out.of(e.to))
		}
	}
	l := &Language{m: b.m, root: root}
	l.alone, l.aloneBits = bitmap(len(first))
	l.pairs, l.pairsBits = bitmap(pairs + len(first))
	for _, e := range first {
		word := mix(e.word)
		if alone(e.to) {
			l.alone.set(word >> l.aloneBits)
			continue
		}
		l.pairs.set(mixed(word, object) >> l.pairsBits) // a phrase is read across it
		for _, second := range out.of(e.to) {
			l.pairs.set(mixed(word, second.word) >> l.pairsBits)
		}
	}
	return l
}
