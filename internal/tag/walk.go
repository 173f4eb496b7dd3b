package tag

import (
	"math/bits"

	"github.com/sayso-lint/sayso/prose"
)

// walk is the way through one sentence. What a word is depends on the words around it, on the two tags before it, and on
// the verb that its clause has had so far; so a walk need not begin where the sentence does, but where these are plain.
type walk struct {
	model  *Model
	text   string
	tokens []prose.Token
	tags   []Tag // None where it is not found yet

	seen     [64]view // what was looked at last, by the number of its token
	opens    int      // the first token that is no sign; -1 where nobody asked yet
	shouting bool     // the whole sentence is in capitals

	next  int // the token before which past lies
	past  past
	found [templates]uint32
}

// past is what the tags before a token say of it.
type past struct {
	tag2, tag1 Tag
	verb       Tag // the last verb, modal or to in the clause; None
	verbWord   uint64
	since      int // tokens since then
}

// begin turns to another sentence, whose tags are written where they belong when they are found.
func (w *walk) begin(m *Model, text string, tokens []prose.Token, tags []Tag) {
	w.model, w.text, w.tokens, w.tags = m, text, tokens, tags
	w.opens, w.next, w.past = -1, 0, past{}
	w.shouting = shouted(text, tokens)
	quoted := false // a single quotation mark is open
	for i := range tokens {
		if tokens[i].Word == apostrophe && w.view(i).sure == None {
			end := tokens[i].End
			tags[i] = possessive(text, tokens[i].Span, quoted)
			quoted = tags[i] == Punct && !quoted && end < len(text) && text[end] != ' '
		}
	}
}

// view is what there is to see of a token.
func (w *walk) view(i int) *view {
	if uint(i) >= uint(len(w.tokens)) {
		return &edge
	}
	v, t := &w.seen[i%len(w.seen)], &w.tokens[i]
	if v.end != t.End {
		w.model.look(v, w.text, t)
	}
	return v
}

// first tells whether no word stands before a token. It leaves the views alone, which who asks may hold: that of the first
// word and that of one far behind it have one place.
func (w *walk) first(i int) bool {
	if w.opens < 0 {
		v := view{shape: sign}
		for v.shape == sign && w.opens+1 < len(w.tokens) {
			w.opens++
			w.model.look(&v, w.text, &w.tokens[w.opens])
		}
	}
	return i <= w.opens
}

// find gives the tag of a token.
func (w *walk) find(i int) Tag {
	if t := w.plain(i); t != None {
		return t
	}
	w.start(i)
	for {
		t := w.plain(w.next)
		if t == None {
			t = w.decide(w.next)
			w.tags[w.next] = t
		}
		w.settle(t)
		if w.next > i {
			return t
		}
	}
}

// in tells whether the tag of a token is one of a set.
func (w *walk) in(i int, set Set) bool {
	t := w.plain(i)
	if t == None {
		switch mask := Set(w.view(i).mask); {
		case mask&set == 0:
			return false
		case mask&^set == 0:
			return true
		}
		t = w.find(i)
	}
	return set.Has(t)
}

// plain is the tag of a token where it is found already or no other is possible, else None.
func (w *walk) plain(i int) Tag {
	if t := w.tags[i]; t != None {
		return t
	}
	v := w.view(i)
	if v.sure == None {
		if v.mask == 0 {
			v.mask = w.likely(i)
		}
		if v.mask&(v.mask-1) == 0 {
			v.sure = Tag(bits.TrailingZeros64(v.mask))
		}
	}
	w.tags[i] = v.sure
	return v.sure
}

// start sets out on the way to token i: from where the walk has come to, or from the last token behind which two tags
// are plain and all since the last verb or the beginning of the clause.
func (w *walk) start(i int) {
	start, ruled := i, false
	for k := i - 1; k >= 0; k-- {
		if k+1 == w.next {
			return
		}
		t := w.plain(k)
		if t == None {
			start, ruled = k, false
			continue
		}
		ruled = ruled || w.rules(k, t)
		if ruled && k+2 <= start {
			break
		}
	}
	w.next, w.past = start, past{}
	if start > 0 {
		w.past.tag1 = w.tags[start-1]
	}
	if start > 1 {
		w.past.tag2 = w.tags[start-2]
	}
	k := start - 1
	for k >= 0 && !w.rules(k, w.tags[k]) {
		k--
	}
	if k >= 0 && w.tags[k] != Punct {
		w.past.verb, w.past.verbWord = w.tags[k], w.tokens[k].Word
	}
	w.past.since = start - 1 - k
}

// rules tells whether a token with that tag is a verb or opens a new clause, as like as not, so that no verb before it
// matters.
func (w *walk) rules(i int, t Tag) bool {
	return t.Verb() || t == MD || t == TO || t == Punct && w.tokens[i].Word != comma
}

// settle says what the next token is, and goes on.
func (w *walk) settle(t Tag) {
	p := &w.past
	p.tag2, p.tag1 = p.tag1, t
	switch {
	case !w.rules(w.next, t):
		p.since++
	case t == Punct:
		p.verb, p.verbWord, p.since = None, 0, 0
	default:
		p.verb, p.verbWord, p.since = t, w.tokens[w.next].Word, 0
	}
	w.next++
}

// decide is the tag of the next token by its features.
func (w *walk) decide(i int) Tag {
	mask := w.agreeing(i, w.view(i).mask)
	if mask&(mask-1) == 0 {
		return Tag(bits.TrailingZeros64(mask)) // nothing to decide
	}
	w.features(i)
	return w.model.decide(&w.found, mask)
}

// possible are the tags that a word may have.
func (w *walk) possible(i int) uint64 {
	v := w.view(i)
	c := &w.model.classes[v.class]
	switch {
	case !c.closed:
		return c.mask | open
	case v.shape == allCapitals && !w.shouting, v.shape == capital && !w.first(i):
		return c.mask | 1<<NNP | 1<<NN // the name of something: IT, Will
	}
	return c.mask
}

// likely are the possible tags, for a listed word only those of its list, those it had in training, which speak for
// themselves in the row of its word feature, and those of a name where it is not in lower case. While training, all the
// possible ones compete, so that the weights can tell them apart for words in no list.
func (w *walk) likely(i int) uint64 {
	m, v := w.model, w.view(i)
	c := &m.classes[v.class]
	if c.closed || v.class == 0 {
		return w.possible(i)
	}
	mask := c.mask
	if v.shape != lowerWord {
		mask |= 1<<NNP | 1<<NNPS | 1<<NN
	}
	return mask | m.trained(v.word)
}

// may tells whether a word or sign can have a tag at all, however it is written and wherever it stands.
func (m *Model) may(word uint64, t Tag) bool {
	const signs = 1<<Punct | 1<<SYM | 1<<CC | 1<<POS // see look; the other tags of signs are open
	n := m.class(word)
	c := &m.classes[n]
	return (c.mask|open|signs)>>t&1 != 0 || n != 0 && !c.closed && m.trained(word)>>t&1 != 0
}

// trained are the tags for which the word alone speaks.
func (m *Model) trained(word uint64) uint64 {
	if n := find(m.features[:], featureWidth, mix(wordFeature, word)); n > 0 {
		return favours(m.row(n))
	}
	return 0
}

// agreeing takes from the mask of a word of no closed class what cannot follow the tag before: no finite verb stands behind
// the, my or 's, and behind to and the modals none but the base form.
func (w *walk) agreeing(i int, mask uint64) uint64 {
	const finite = 1<<VBP | 1<<VBZ | 1<<VBD
	if w.model.classes[w.view(i).class].closed {
		return mask
	}
	rest := mask
	switch w.past.tag1 { //nolint:exhaustive // the other tags forbid nothing
	case PRPS, WPS:
		rest &^= finite | 1<<VB
	case DT:
		if before := w.tokens[i-1].Word; before == the || before == a || before == an {
			rest &^= finite | 1<<VB
		}
	case MD, TO:
		rest &^= finite | 1<<VBN
	}
	if rest == 0 {
		return mask
	}
	return rest
}

var (
	the, a, an = prose.WordOf("the"), prose.WordOf("a"), prose.WordOf("an")
	comma      = prose.WordOf(",")
	apostrophe = prose.WordOf("'")
)

// possessive is POS for the apostrophe of the growers' union, Punct for one that is a quotation mark: where one is open,
// it closes it.
func possessive(text string, s prose.Span, quoted bool) Tag {
	if quoted || s.Start == 0 || s.End+1 >= len(text) || text[s.End] != ' ' || text[s.End+1] < '0' {
		return Punct
	}
	switch text[s.Start-1] {
	case 's', 'S', 'x', 'z':
		return POS
	}
	return Punct
}
