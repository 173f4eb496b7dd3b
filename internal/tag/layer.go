package tag

import "github.com/sayso-lint/sayso/prose"

// Layer is the tags of one document, found when they are asked for. A tag depends on the words up to the second one behind
// it and on nothing further, so a sentence is gone through only as far as somebody asks: to tag costs more than all else
// that is done to a sentence, and most questions are about its beginning.
type Layer struct {
	doc    *prose.Document
	blocks [][]sentence
	spare  []Tag // from which the next sentences get their tags
	// The way through the sentence that was asked about last, which may be gone on with.
	walk            walk
	block, sentence int
}

// sentence is the tags of one sentence.
type sentence struct {
	tags  []Tag
	known int // how many of them are found
}

var fact = prose.NewFact(func(d *prose.Document) *Layer {
	return &Layer{doc: d, blocks: make([][]sentence, len(d.Blocks)), block: -1}
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

// At is the tag of a token. It takes the time of all tokens up to that one, the first time.
func (t Tags) At(token int) Tag { return t.layer.upTo(t.block, t.sentence, token+1)[token] }

// UpTo are the tags of the first n tokens. Shared, not to be changed.
func (t Tags) UpTo(n int) []Tag { return t.layer.upTo(t.block, t.sentence, n)[:n] }

// Len is the number of tags, one a token.
func (t Tags) Len() int { return len(t.tokens()) }

// Has tells whether a token has a tag. It goes no further than the last word that may have it, which for a tag of a closed
// class, as that of modal verbs, is seldom far.
func (t Tags) Has(tag Tag) bool {
	m := english()
	for i, token := range t.tokens() {
		if m.may(token.Word, tag) && t.At(i) == tag {
			return true
		}
	}
	return false
}

func (t Tags) tokens() []prose.Token {
	return t.layer.doc.Blocks[t.block].Sentences[t.sentence].Tokens
}

// upTo gives the tags of a sentence, of which the first n are found.
func (l *Layer) upTo(block, index, n int) []Tag {
	b := &l.doc.Blocks[block]
	if l.blocks[block] == nil {
		l.blocks[block] = make([]sentence, len(b.Sentences))
	}
	s := &l.blocks[block][index]
	if s.tags != nil && s.known >= n {
		return s.tags
	}
	tokens := b.Sentences[index].Tokens
	if s.tags == nil {
		s.tags = l.take(len(tokens))
	}
	if lang := b.Lang; lang != "en" && (lang != "" || l.doc.Lang != "en" && l.doc.Lang != "") {
		s.known = len(tokens)
		return s.tags
	}
	switch {
	case l.block == block && l.sentence == index:
	case s.known > 0: // left half-way, and asked about again: to the end, lest it be begun a third time
		n = len(tokens)
		fallthrough
	default:
		l.block, l.sentence = block, index
		l.walk.begin(english(), l.doc.Text, tokens)
		s.known = 0
	}
	for ; s.known < n; s.known++ {
		s.tags[s.known] = l.walk.next(s.known)
	}
	return s.tags
}

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
