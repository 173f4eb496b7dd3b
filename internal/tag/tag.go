// Package tag gives tokens their part of speech, sentence by sentence, where a layer or a rule asks for it.
package tag

import "github.com/sayso-lint/sayso/prose"

// Tag is a part of speech of the Penn Treebank (Santorini 1990).
type Tag uint8

// The tags.
const (
	None Tag = iota
	CC
	CD
	DT
	EX
	FW
	IN
	JJ
	JJR
	JJS
	LS
	MD
	NN
	NNP
	NNPS
	NNS
	PDT
	POS
	PRP
	PRPS // PRP$
	RB
	RBR
	RBS
	RP
	SYM
	TO
	UH
	VB
	VBD
	VBG
	VBN
	VBP
	VBZ
	WDT
	WP
	WPS // WP$
	WRB
	Punct // all marks of punctuation; written as themselves
)

// Layer is the tags of one document.
type Layer struct{ doc *prose.Document }

var fact = prose.NewFact(func(d *prose.Document) *Layer { return &Layer{doc: d} })

// Of is the layer of a document.
func Of(d *prose.Document) *Layer { return fact.Of(d) }

// Sentence is one tag a token of the sentence. Worked out on first use; shared, not to be changed.
func (l *Layer) Sentence(block, sentence int) []Tag {
	return make([]Tag, len(l.doc.Blocks[block].Sentences[sentence].Tokens))
}
