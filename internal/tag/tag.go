// Package tag gives tokens their part of speech, sentence by sentence, where a layer or a rule asks for it. It knows
// English; tokens of other languages get None. It is no parser: it says what a word is, not what it belongs to.
package tag

// Tag is a part of speech of the Penn Treebank (Santorini 1990), as the English Web Treebank uses it: TO is the mark of
// the infinitive alone, and the preposition to is IN. An Object and signs like $ or % are SYM.
type Tag uint8

// The tags.
const (
	None Tag = iota // of no language that has a model
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
	tags  = iota
)

var names = [tags]string{
	"", "CC", "CD", "DT", "EX", "FW", "IN", "JJ", "JJR", "JJS", "LS", "MD", "NN", "NNP", "NNPS", "NNS", "PDT", "POS", "PRP", "PRP$",
	"RB", "RBR", "RBS", "RP", "SYM", "TO", "UH", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "WDT", "WP", "WP$", "WRB", ".",
}

// String is the tag's name in the Penn Treebank; "" for None and "." for all punctuation.
func (t Tag) String() string { return names[t] }

// Parse is the tag of that name. The marks of punctuation that name themselves (",", "“", "-LRB-" …) are Punct, the
// currency sign is SYM.
func Parse(name string) (Tag, bool) {
	switch name {
	case "":
		return None, false
	case ",", ":", "``", "''", "-LRB-", "-RRB-", "HYPH", "NFP":
		return Punct, true
	case "$", "#":
		return SYM, true
	}
	for t, n := range names {
		if n == name {
			return Tag(t), true
		}
	}
	return None, false
}

// Set is a set of tags: bit t stands for Tag t.
type Set uint64

// Has tells whether t is in the set. None is in none.
func (s Set) Has(t Tag) bool { return s>>t&1 != 0 }

// Sets of tags that are asked for together.
const (
	Nouns       Set = 1<<NN | 1<<NNS | ProperNouns
	ProperNouns Set = 1<<NNP | 1<<NNPS
	Verbs       Set = 1<<VB | 1<<VBD | 1<<VBG | 1<<VBN | 1<<VBP | 1<<VBZ // of verbs other than the modal ones
	Finite      Set = 1<<VBD | 1<<VBP | 1<<VBZ | 1<<MD                   // have their subject with them
	Adjectives  Set = 1<<JJ | 1<<JJR | 1<<JJS
	Adverbs     Set = 1<<RB | 1<<RBR | 1<<RBS                    // interrogative ones left out
	Pronouns    Set = 1<<PRP | 1<<PRPS                           // personal and possessive
	Determiners Set = 1<<DT | 1<<PDT | 1<<WDT | 1<<PRPS | 1<<WPS // what stands before a noun phrase: the, all, whose, its
)

// Verb tells whether t is a form of a verb other than a modal one.
func (t Tag) Verb() bool { return Verbs.Has(t) }

// Finite tells whether t is a verb that has its subject with it: past or present, or a modal.
func (t Tag) Finite() bool { return Finite.Has(t) }
