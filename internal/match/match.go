// Package match finds the cues of all rules in one scan of a sentence's tokens.
//
// All phrases become one automaton over word hashes. It is a trie over the items of phrases ("is|are" is one item, not
// two branches), so a list full of alternatives costs what it says and not the product of its alternatives; the price
// is that a word may lead from one node to several. Most tokens start no phrase: a bitmap answers for them, small
// enough for the first-level cache at 20,000 phrases.
//
// It knows nothing of rules: a match names the list it comes from. What a phrase may look like is said at lint.List.
package match

import (
	"unicode"
	"unicode/utf8"

	"github.com/sayso-lint/sayso/prose"
)

// Match is a phrase in a sentence.
type Match struct {
	List        int // index of the list in what New was given
	First, Last int // token indices, half-open
}

// Matcher holds the phrases of all languages. It is safe for concurrent use.
type Matcher struct {
	langs map[string]func() *Language // "": what holds for text in a language of which there are no other phrases
}

// Language is the phrases that apply to text in one language.
type Language struct {
	nodes   []node
	accepts []accept
	edges   []edge    // open addressing; a key stands in one slot
	forks   [][]int32 // nodes that one edge leads to, where they are several
	shift   uint      // 64 - log2(len(edges))
	// alone holds the words that may start a phrase whatever follows them, pairs the starts of two words.
	alone, pairs         bits
	aloneBits, pairsBits uint // 64 - log2 of their size
}

// bits is a set of hashes: it may say yes in vain, and never no.
type bits []uint64

func (b bits) set(i uint64)        { b[i>>6] |= 1 << (i & 63) }
func (b bits) get(i uint64) uint64 { return b[i>>6] >> (i & 63) }

// bitmap makes room for n hashes at sixteen bits each: one in sixteen says yes in vain, and those of 20,000 phrases
// still fit the second cache.
func bitmap(n int) (b bits, shift uint) {
	size := uint(8)
	for 1<<size < n*16 {
		size++
	}
	return make(bits, 1<<(size-6)), 64 - size
}

func mix(word uint64) uint64 { return word * golden }

// mixed joins a mixed word with the one behind it.
func mixed(first, second uint64) uint64 { return (first ^ second) * golden }

// node is a place in the automaton. Node 0 is nowhere.
type node struct {
	accept int32 // first of the lists that end here, in accepts; 0: none
	inner  bool  // has edges
	wild   bool  // has one for any word
}

// accept is one list that ends at a node, and the next one there.
type accept struct{ list, next int32 }

// edge leads from a node by a word to the next node.
type edge struct {
	word     uint64
	from, to int32 // to 0: the slot is empty; to -1, -2 …: forks[0], [1] …
}

// anyWord is the word on the edges of "*" and "...". No token is asked for by this hash, so a word that happened to
// have it would go unseen at worst.
const anyWord = 0

// object is the token that stands for a footnote mark, a comment or code: phrases read across it.
var object = prose.WordOf(prose.Object)

// golden is 2^64 divided by the golden ratio: Fibonacci hashing (Knuth, TAOCP 3, 6.4).
const golden = 0x9E3779B97F4A7C15

// slot is where the edge from a node by a word stands, or would stand.
func (l *Language) slot(word uint64, from int32) uint64 {
	mask := uint64(len(l.edges) - 1)
	s := ((word ^ uint64(from)*golden) * golden) >> l.shift
	for l.edges[s].to != 0 && (l.edges[s].word != word || l.edges[s].from != from) {
		s = (s + 1) & mask
	}
	return s
}

// Language gives the phrases for text in a language (ISO 639-1); nil where there are none.
func (m *Matcher) Language(lang string) *Language {
	for _, known := range [...]string{lang, ""} {
		if l := m.langs[known]; l != nil {
			return l()
		}
	}
	return nil
}

// Sentence appends the matches in a sentence of text to dst, ordered by First. Of one list, a match that lies in another
// is left out, so that "many? experts" finds "many experts" once; phrases that overlap without that, and phrases of
// different lists, are all there. It allocates nothing but room in dst.
func (l *Language) Sentence(dst []Match, text string, tokens []prose.Token) []Match {
	w := walk{l: l, text: text, tokens: tokens, dst: dst}
	far := 0 // where the match ends that ends last
	for i := l.start(tokens, 0); i < len(tokens); i = l.start(tokens, i+1) {
		w.first, w.base = i, len(w.dst)
		w.follow(int32(root), tokens[i].Word, i)
		found := w.dst[w.base:]
		w.dst = w.dst[:w.base]
		for _, m := range found {
			if m.Last > far || !within(m, w.dst[len(dst):w.base]) {
				w.dst = append(w.dst, m)
			}
		}
		for _, m := range found {
			far = max(far, m.Last)
		}
	}
	return w.dst
}

// start is the first token at or behind one that may start a phrase.
func (l *Language) start(tokens []prose.Token, from int) int {
	if from >= len(tokens) {
		return len(tokens)
	}
	alone, aloneBits, pairs, pairsBits := l.alone, l.aloneBits&63, l.pairs, l.pairsBits&63
	next := tokens[from].Word
	for i := from; i < len(tokens); i++ {
		first := mix(next)
		next = 0
		if i+1 < len(tokens) {
			next = tokens[i+1].Word
		}
		// One test for all that may start a phrase: branches that go either way would cost more than it does.
		if (alone.get(first>>aloneBits)|pairs.get(mixed(first, next)>>pairsBits))&1 != 0 {
			return i
		}
	}
	return len(tokens)
}

// nearby is how many tokens before a match one may begin that holds it. Phrases are shorter; one that is longer for the
// footnote marks in it may show twice.
const nearby = 64

// within tells whether a match lies in one of its list among those before it, which are in order.
func within(m Match, before []Match) bool {
	for j := len(before) - 1; j >= 0 && before[j].First > m.First-nearby; j-- {
		if before[j].List == m.List && before[j].Last >= m.Last {
			return true
		}
	}
	return false
}

// walk is the search for the phrases that start at one token.
type walk struct {
	l      *Language
	text   string
	tokens []prose.Token
	dst    []Match
	first  int
	base   int // where in dst this start's matches begin
}

// follow takes the edges from a node by a word, which stands at token i.
func (w *walk) follow(from int32, word uint64, i int) {
	l := w.l
	switch e := &l.edges[l.slot(word, from)]; {
	case e.to > 0:
		w.enter(e.to, i+1)
	case e.to < 0:
		for _, to := range l.forks[-e.to-1] {
			w.enter(to, i+1)
		}
	}
}

// enter arrives at a node with token i still unread.
func (w *walk) enter(at int32, i int) {
	n := w.l.nodes[at]
	for a := n.accept; a != 0; a = w.l.accepts[a].next {
		w.found(int(w.l.accepts[a].list), i)
	}
	if !n.inner {
		return
	}
	for i < len(w.tokens) && w.tokens[i].Word == object {
		i++
	}
	if i >= len(w.tokens) {
		return
	}
	w.follow(at, w.tokens[i].Word, i)
	if n.wild && IsWord(w.text[w.tokens[i].Start:w.tokens[i].End]) {
		w.follow(at, anyWord, i)
	}
}

func (w *walk) found(list, last int) {
	for j := w.base; j < len(w.dst); j++ {
		if w.dst[j].List == list {
			w.dst[j].Last = max(w.dst[j].Last, last)
			return
		}
	}
	w.dst = append(w.dst, Match{List: list, First: w.first, Last: last})
}

// IsWord tells a word or a number, which wildcards stand for, from a mark of punctuation, which they do not: what a
// comma cuts off is no part of a phrase.
func IsWord(token string) bool {
	for i := 0; i < len(token); {
		c := token[i]
		if c < utf8.RuneSelf {
			if 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9' {
				return true
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(token[i:])
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return true
		}
		i += n
	}
	return false
}
