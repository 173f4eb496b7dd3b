package tag

import (
	"math/bits"

	"github.com/sayso-lint/sayso/prose"
)

// walk is one way through a sentence, from left to right: begin, then next for each token; training, which knows the tags, takes step and settle.
type walk struct {
	model  *Model
	text   string
	tokens []prose.Token
	window
	found  [templates]uint32 // the features of the token under the window
	words  bool              // a word stands behind
	quoted bool              // a single quotation mark is open
}

func (w *walk) begin(m *Model, text string, tokens []prose.Token) {
	*w = walk{model: m, text: text, tokens: tokens}
	w.before2, w.before, w.at, w.after, w.after2 = edge, edge, edge, edge, edge
	w.shouting = shouted(w.text, w.tokens)
	if len(w.tokens) > 0 {
		w.after = w.model.look(w.text, w.tokens[0])
	}
	if len(w.tokens) > 1 {
		w.after2 = w.model.look(w.text, w.tokens[1])
	}
}

// step moves the window to token i. It gives the token's tag where that is plain, else None: then the features decide.
func (w *walk) step(i int) Tag {
	w.before2, w.before, w.at, w.after = w.before, w.at, w.after, w.after2
	w.after2 = edge
	if i+2 < len(w.tokens) {
		w.after2 = w.model.look(w.text, w.tokens[i+2])
	}
	w.first = !w.words
	t := w.at.sure
	if t == None && w.at.word == apostrophe {
		end := w.tokens[i].End
		t = possessive(w.text, w.tokens[i].Span, w.quoted)
		w.quoted = t == Punct && !w.quoted && end < len(w.text) && w.text[end] != ' '
	}
	return t
}

// next is the tag of token i, which is the one behind the last.
func (w *walk) next(i int) Tag {
	t := w.step(i)
	if t == None {
		w.found[wordFeature] = mix(wordFeature, w.at.word)
		if likely := w.likely(); likely != 0 && likely&(likely-1) == 0 {
			t = Tag(bits.TrailingZeros64(likely)) // nothing to decide
		} else {
			w.features(&w.found)
			t = w.model.decide(&w.found, likely)
		}
	}
	w.settle(t)
	return t
}

// settle says what the token under the window is.
func (w *walk) settle(t Tag) {
	w.words = w.words || w.at.shape != sign
	w.tag2, w.tag1 = w.tag1, t
	switch {
	case t.Verb() || t == MD || t == TO:
		w.verb, w.verbWord, w.since = t, w.at.word, 0
	case t == Punct && w.at.word != comma: // a new clause, as like as not
		w.verb, w.verbWord, w.since = None, 0, 0
	default:
		w.since++
	}
}

// possible are the tags that the word under the window may have.
func (w *walk) possible() uint64 {
	c := &w.model.classes[w.at.class]
	switch {
	case !c.closed:
		return w.agreeing(c.mask | open)
	case w.at.shape == allCapitals && !w.shouting, w.at.shape == capital && !w.first:
		return c.mask | 1<<NNP | 1<<NN // the name of something: IT, Will
	}
	return c.mask
}

// likely are the possible tags, for a listed word only those of its list, those it had in training, which speak for
// themselves in the row of its word feature, and those of a name where it is not in lower case. While training, all the
// possible ones compete, so that the weights can tell them apart for words in no list.
func (w *walk) likely() uint64 {
	m := w.model
	c := &m.classes[w.at.class]
	if c.closed || w.at.class == 0 {
		return w.possible()
	}
	mask := c.mask
	if w.at.shape != lowerWord {
		mask |= 1<<NNP | 1<<NNPS | 1<<NN
	}
	if n := m.weights(w.found[wordFeature]); n > 0 {
		mask |= favours(m.row(n))
	}
	return w.agreeing(mask)
}

// may tells whether a word can have a tag at all, wherever it stands.
func (m *Model) may(word uint64, t Tag) bool {
	n := m.class(word)
	c := &m.classes[n]
	if (c.mask|open|1<<NNP|1<<NN|1<<NNPS)>>t&1 != 0 {
		return true
	}
	row := m.weights(mix(wordFeature, word))
	return n != 0 && !c.closed && row > 0 && favours(m.row(row))>>t&1 != 0
}

// agreeing takes from a mask what cannot follow the tag before: no finite verb stands behind the, my or 's, and behind to
// and the modals none but the base form.
func (w *window) agreeing(mask uint64) uint64 {
	const finite = 1<<VBP | 1<<VBZ | 1<<VBD
	rest := mask
	switch w.tag1 { //nolint:exhaustive // the other tags forbid nothing
	case PRPS, WPS:
		rest &^= finite | 1<<VB
	case DT:
		if w.before.word == the || w.before.word == a || w.before.word == an {
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
