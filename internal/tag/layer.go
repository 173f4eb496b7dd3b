package tag

import "github.com/sayso-lint/sayso/prose"

// Layer is the tags of one document, found sentence by sentence on first use.
type Layer struct {
	doc    *prose.Document
	blocks [][][]Tag
	spare  []Tag // from which the next sentences get their tags
}

var fact = prose.NewFact(func(d *prose.Document) *Layer { return &Layer{doc: d, blocks: make([][][]Tag, len(d.Blocks))} })

// Of is the layer of a document.
func Of(d *prose.Document) *Layer { return fact.Of(d) }

// Sentence is one tag a token of the sentence. Worked out on first use; shared, not to be changed.
func (l *Layer) Sentence(block, sentence int) []Tag {
	b := &l.doc.Blocks[block]
	if l.blocks[block] == nil {
		l.blocks[block] = make([][]Tag, len(b.Sentences))
	}
	if got := l.blocks[block][sentence]; got != nil {
		return got
	}
	tokens := b.Sentences[sentence].Tokens
	out := l.take(len(tokens))
	lang := b.Lang
	if lang == "" {
		lang = l.doc.Lang
	}
	if lang == "en" || lang == "" {
		english().Tag(l.doc.Text, tokens, out)
	}
	l.blocks[block][sentence] = out
	return out
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
