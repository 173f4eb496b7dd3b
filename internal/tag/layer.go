package tag

import "github.com/sayso-lint/sayso/prose"

// Layer is the tags of one document, found when they are asked for: to tag costs more than all else that is done to a
// sentence, and most questions are about a word or two of it.
type Layer struct {
	doc    *prose.Document
	blocks [][][]Tag // by sentence; None where nobody asked
	spare  []Tag     // from which the next sentences get their tags
	// The way through the sentence that was asked about last, which may be gone on with.
	walk            walk
	block, sentence int
}

var fact = prose.NewBlocksFact(func(d *prose.Document) *Layer {
	return &Layer{doc: d, blocks: make([][][]Tag, len(d.Blocks)), block: -1}
}, func(mine, theirs *Layer, first, last int) {
	copy(mine.blocks[first:last], theirs.blocks[first:last])
	mine.block = -1 // the walk under way may be in one of them
})

// Of is the layer of a document.
func Of(d *prose.Document) *Layer { return fact.Of(d) }

// Tags are the tags of one sentence, each found when it is asked for.
type Tags struct {
	layer           *Layer
	block, sentence int
}

// Sentence is the tags of one sentence.
func (l *Layer) Sentence(block, sentence int) Tags { return Tags{l, block, sentence} }

// At is the tag of a token. It takes at most the time of all tokens up to that one, the first time.
func (t Tags) At(token int) Tag {
	if g := t.tags()[token]; g != None || !t.open() {
		return g
	}
	return t.layer.walk.find(token)
}

// In tells whether the tag of a token is one of a set. Where the word alone tells, for it can have no tag of the set or no
// other, its tag is not found.
func (t Tags) In(token int, set Set) bool {
	if g := t.tags()[token]; g != None || !t.open() {
		return set.Has(g)
	}
	return t.layer.walk.in(token, set)
}

// Is tells whether the tag of a token is that one, as In does.
func (t Tags) Is(token int, tag Tag) bool { return t.In(token, 1<<tag) }

// UpTo are the tags of the first n tokens. Shared, not to be changed.
func (t Tags) UpTo(n int) []Tag {
	for i := range n {
		t.At(i)
	}
	return t.tags()[:n]
}

// Len is the number of tags, one a token.
func (t Tags) Len() int { return len(t.tokens()) }

// Has tells whether a token has a tag. Only words that can have it are looked at, which for a tag of a closed class, as that
// of modal verbs, are few.
func (t Tags) Has(tag Tag) bool {
	m := english()
	for i, token := range t.tokens() {
		if m.may(token.Word, tag) && t.Is(i, tag) {
			return true
		}
	}
	return false
}

func (t Tags) tokens() []prose.Token {
	return t.layer.doc.Blocks[t.block].Sentences[t.sentence].Tokens
}

// tags are the tags of the sentence, as far as they are found.
func (t Tags) tags() []Tag {
	l := t.layer
	b := l.blocks[t.block]
	if b == nil {
		b = make([][]Tag, len(l.doc.Blocks[t.block].Sentences))
		l.blocks[t.block] = b
	}
	if b[t.sentence] == nil {
		b[t.sentence] = l.take(len(t.tokens()))
	}
	return b[t.sentence]
}

// open turns the walk to the sentence. It is false where its language has no tags.
func (t Tags) open() bool {
	l := t.layer
	if l.block == t.block && l.sentence == t.sentence {
		return true
	}
	if lang := l.doc.Blocks[t.block].Lang; lang != "en" && (lang != "" || l.doc.Lang != "en" && l.doc.Lang != "") {
		return false
	}
	l.block, l.sentence = t.block, t.sentence
	tokens := t.tokens()
	l.walk.begin(english(), l.doc.Text, tokens, t.tags())
	if len(tokens) > long {
		for i := range tokens {
			l.walk.find(i)
		}
	}
	return true
}

// long is for how many tokens a sentence is no prose. It is gone through at once, lest somebody turn away from it and back
// at each of its words.
const long = 1000

// take is n tags from the spare ones.
func (l *Layer) take(n int) []Tag {
	const piece = 1024
	if len(l.spare) < n {
		l.spare = make([]Tag, max(n, piece))
	}
	out := l.spare[:n:n]
	l.spare = l.spare[n:]
	return out
}
