package match

import (
	"cmp"
	"fmt"
	"math/bits"
	"slices"
	"strings"

	"github.com/sayso-lint/sayso/internal/segment"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
)

// Bounds of a phrase. Each item that may be missing or stand for any word can double the ways through a phrase, so
// their number bounds the work that one token can cause.
const (
	gapWords = 4 // what "..." spans at most
	maxLoose = 8 // items with "?" or "*"
	maxGaps  = 2 // items "..."
)

// New compiles lists. A list of language "" holds for text of any language. The error names the phrase.
func New(lists []lint.List) (*Matcher, error) {
	phrases, tokens, err := parse(lists)
	if err != nil {
		return nil, err
	}
	b := newBuilder(len(tokens))
	for i := range phrases {
		at := b.root(phrases[i].lang)
		for _, it := range phrases[i].items {
			at = b.step(at, it, tokens)
		}
		b.accept(at, phrases[i].list)
	}
	return b.finish(), nil
}

// Literal compiles phrases of a text, given as the tokens they consist of and without any syntax; a match's List is the
// index of the phrase. The longest decides what a token can cost, so the caller bounds it.
func Literal(phrases [][]prose.Token) *Matcher {
	n := 0
	for _, p := range phrases {
		n += len(p)
	}
	b := newBuilder(n)
	for i, p := range phrases {
		at := b.root("")
		for _, t := range p {
			at = b.step(at, item{key: t.Word, alts: []span{{0, 1}}}, []prose.Token{t})
		}
		b.accept(at, i)
	}
	return b.finish()
}

func where(l lint.List, phrase string) string {
	s := fmt.Sprintf("phrase %q", phrase)
	if l.Name != "" {
		s += fmt.Sprintf(" of list %q", l.Name)
	}
	if l.Lang != "" {
		s += " (" + l.Lang + ")"
	}
	return s
}

// A phrase is items; an item is alternatives; an alternative is a span of tokens.
type phrase struct {
	list  int
	lang  string
	text  string
	items []item
}

type kind uint8

const (
	words kind = iota
	wild       // *
	gap        // ...
)

type item struct {
	kind     kind
	optional bool
	key      uint64 // hash of its text
	alts     []span // of tokens
}

type span struct{ start, end int }

// parse reads all phrases and cuts their words as segment cuts text. It is one call for all, because a call for each
// word would cost more than the rest of New.
func parse(lists []lint.List) ([]phrase, []prose.Token, error) {
	n, size := 0, 0
	for _, l := range lists {
		n += len(l.Phrases)
		for _, p := range l.Phrases {
			size += len(p) + 1
		}
	}
	phrases := make([]phrase, 0, n)
	items := make([]item, 0, size/6)
	alts := make([]span, 0, size/5)
	var buf strings.Builder
	buf.Grow(size)
	for li, l := range lists {
		for _, text := range l.Phrases {
			from := len(items)
			for field := range strings.FieldsSeq(text) {
				it := item{key: prose.WordOf(field)}
				switch field {
				case "*":
					it.kind = wild
				case "...", "…":
					it.kind = gap
				default:
					if rest, ok := strings.CutSuffix(field, "?"); ok && rest != "" {
						field, it.optional = rest, true
					}
					first := len(alts)
					for alt := range strings.SplitSeq(field, "|") {
						start := buf.Len()
						buf.WriteString(alt)
						alts = append(alts, span{start, buf.Len()})
						buf.WriteByte('\n')
					}
					it.alts = alts[first:len(alts):len(alts)]
				}
				items = append(items, it)
			}
			p := phrase{list: li, lang: l.Lang, text: text, items: items[from:len(items):len(items)]}
			if err := p.check(); err != nil {
				return nil, nil, fmt.Errorf("%s: %w", where(l, text), err)
			}
			phrases = append(phrases, p)
		}
	}
	tokens := segment.Tokens(buf.String(), prose.Span{Start: 0, End: buf.Len()})
	// From bytes to tokens: alternatives and tokens are both in order.
	t := 0
	for i := range phrases {
		for _, it := range phrases[i].items {
			for a := range it.alts {
				s := &it.alts[a]
				first, end := t, s.end
				for t < len(tokens) && tokens[t].Start < end {
					t++
				}
				*s = span{first, t}
				if first == t {
					return nil, nil, fmt.Errorf("%s: an alternative is empty", where(lists[phrases[i].list], phrases[i].text))
				}
			}
		}
	}
	return phrases, tokens, nil
}

// check refuses what would wake a rule at every word, or make one word cost too much.
func (p *phrase) check() error {
	loose, gaps, firm := 0, 0, false
	for i, it := range p.items {
		switch {
		case it.kind == gap:
			gaps++
		case it.kind == wild || it.optional:
			loose++
		}
		switch {
		case it.kind == words:
			firm = firm || !it.optional
		case !firm:
			return fmt.Errorf("a phrase begins with a word that must be there, not with %q", [...]string{"", "*", "..."}[it.kind])
		case it.kind == gap && i == len(p.items)-1:
			return fmt.Errorf(`"..." at the end says nothing`)
		}
	}
	switch {
	case !firm:
		return fmt.Errorf("no word in it must be there")
	case loose > maxLoose:
		return fmt.Errorf(`%d items with "?" or "*", at most %d are allowed`, loose, maxLoose)
	case gaps > maxGaps:
		return fmt.Errorf(`%d times "...", at most %d are allowed`, gaps, maxGaps)
	}
	return nil
}

// builder grows the automaton. A vertex is what a sequence of items leads to: one node, or several where an optional
// item or a gap is behind. Equal sequences lead to the same vertex.
type builder struct {
	m        *Matcher
	vertices [][]int32
	memo     map[step]int32
	roots    map[string]int32 // vertex of a language
	one      []int32          // storage of vertices with one node
}

type step struct {
	vertex int32
	key    uint64
}

func newBuilder(words int) *builder {
	b := &builder{
		m:     &Matcher{nodes: make([]node, 1, words+2), accepts: make([]accept, 1, words/2+2), langs: map[string]*Language{}},
		memo:  make(map[step]int32, words),
		roots: map[string]int32{},
		one:   make([]int32, 0, words+2),
	}
	b.vertices = make([][]int32, 0, words+1)
	size := max(4, bits.Len(uint(words*2)))
	b.m.edges, b.m.shift = make([]edge, 1<<size), uint(64-size)
	return b
}

func (b *builder) node() int32 {
	b.m.nodes = append(b.m.nodes, node{})
	return int32(len(b.m.nodes) - 1)
}

func (b *builder) vertex(nodes ...int32) int32 {
	b.vertices = append(b.vertices, nodes)
	return int32(len(b.vertices) - 1)
}

// single is vertex(n) without an allocation of its own.
func (b *builder) single(n int32) int32 {
	b.one = append(b.one, n)
	return b.vertex(b.one[len(b.one)-1 : len(b.one) : len(b.one)]...)
}

func (b *builder) root(lang string) int32 {
	v, ok := b.roots[lang]
	if !ok {
		v = b.vertex(b.node())
		b.roots[lang] = v
	}
	return v
}

// step goes on from a vertex by an item.
func (b *builder) step(at int32, it item, tokens []prose.Token) int32 {
	key := step{at, it.key}
	if v, ok := b.memo[key]; ok {
		return v
	}
	from := b.vertices[at]
	var to int32
	switch it.kind {
	case gap:
		reach := slices.Clone(from)
		layer := from
		for range gapWords {
			n := b.node()
			for _, f := range layer {
				b.wildEdge(f, n)
			}
			layer = []int32{n}
			reach = append(reach, n)
		}
		to = b.vertex(reach...)
	case wild:
		n := b.node()
		for _, f := range from {
			b.wildEdge(f, n)
		}
		to = b.single(n)
	default:
		n := b.node()
		for _, alt := range it.alts {
			b.path(from, n, tokens[alt.start:alt.end])
		}
		if it.optional {
			to = b.vertex(append(slices.Clone(from), n)...)
		} else {
			to = b.single(n)
		}
	}
	b.memo[key] = to
	return to
}

// path joins nodes to another by the words of an alternative.
func (b *builder) path(from []int32, to int32, words []prose.Token) {
	for _, w := range words[:len(words)-1] {
		n := b.node()
		for _, f := range from {
			b.edge(f, w.Word, n)
		}
		from = []int32{n}
	}
	for _, f := range from {
		b.edge(f, words[len(words)-1].Word, to)
	}
}

func (b *builder) wildEdge(from, to int32) {
	b.m.nodes[from].wild = true
	b.edge(from, anyWord, to)
}

func (b *builder) edge(from int32, word uint64, to int32) {
	m := b.m
	if 2*(m.used+1) > len(m.edges) {
		old := m.edges
		m.edges = make([]edge, 2*len(old))
		m.shift--
		for _, e := range old {
			if e.to != 0 {
				m.place(e)
			}
		}
	}
	m.used++
	m.place(edge{word: word, from: from, to: to})
}

func (m *Matcher) place(e edge) {
	mask := uint64(len(m.edges) - 1)
	s := slot(e.word, e.from, m.shift)
	for m.edges[s].to != 0 {
		s = (s + 1) & mask
	}
	m.edges[s] = e
}

func (b *builder) accept(at int32, list int) {
	for _, n := range b.vertices[at] {
		nd := &b.m.nodes[n]
		b.m.accepts = append(b.m.accepts, accept{list: int32(list), next: nd.accept})
		nd.accept = int32(len(b.m.accepts) - 1)
	}
}

// finish makes a bitmap of the words that start a phrase, and lets each language have the phrases of none.
func (b *builder) finish() *Matcher {
	m := b.m
	if common, ok := b.roots[""]; ok {
		root := b.vertices[common][0]
		var shared []edge
		for _, e := range m.edges {
			if e.to != 0 && e.from == root {
				shared = append(shared, e)
			}
		}
		slices.SortFunc(shared, func(a, b edge) int { return cmp.Compare(a.to, b.to) })
		for lang, v := range b.roots {
			if lang == "" {
				continue
			}
			for _, e := range shared {
				b.edge(b.vertices[v][0], e.word, e.to)
			}
		}
	}
	count := make(map[int32]int, len(b.roots))
	byRoot := make(map[int32]*Language, len(b.roots))
	for lang, v := range b.roots {
		l := &Language{m: m, root: b.vertices[v][0]}
		byRoot[l.root] = l
		if lang == "" {
			m.any = l
		} else {
			m.langs[lang] = l
		}
	}
	for _, e := range m.edges {
		if e.to != 0 && byRoot[e.from] != nil {
			count[e.from]++
		}
	}
	for root, l := range byRoot {
		// Sixteen bits a word: one token in sixteen that starts no phrase is looked up in vain.
		size := max(10, bits.Len(uint(count[root]*16)))
		l.starts, l.shift = make([]uint64, 1<<(size-6)), uint(64-size)
	}
	for _, e := range m.edges {
		if e.to == 0 {
			continue
		}
		if l := byRoot[e.from]; l != nil {
			h := (e.word * golden) >> l.shift
			l.starts[h>>6] |= 1 << (h & 63)
		}
	}
	return m
}
