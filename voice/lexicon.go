package voice

import (
	"embed"
	"strings"
	"sync"

	"github.com/sayso-lint/sayso/prose"
)

//go:embed en/*.txt
var files embed.FS

// class is what a word may be, whatever the context: a set of bits, for words are in several.
type class uint64

const (
	determiner class = 1 << iota
	possessive
	subject
	object
	relative
	preposition
	coordinator
	subordinator
	be
	have
	do
	modal
	negation
	adverb
	timeWord
	interrogative
	that
	to
	by
	of
	clitic
	group
	quantified
	anonymous
	role
	speaking
	body
	collective
	document
	title
	metonym
	measuring
	publishing
	figureNoun
	methodNoun
	calculating
	speechNoun
	beliefNoun
	attitudeNoun
	homograph
)

var wordClasses = map[string]class{
	"determiner": determiner, "possessive": possessive, "subject": subject, "object": object, "relative": relative,
	"preposition": preposition, "coordinator": coordinator, "subordinator": subordinator, "be": be, "have": have, "do": do,
	"modal": modal, "negation": negation, "adverb": adverb, "time": timeWord, "interrogative": interrogative, "that": that,
	"to": to, "by": by, "of": of, "clitic": clitic, "group": group, "quantified": quantified, "anonymous": anonymous,
	"role": role, "speaking": speaking, "body": body, "collective": collective, "document": document, "title": title,
	"metonym": metonym, "measuring": measuring, "publishing": publishing, "figure": figureNoun, "method": methodNoun, "calculating": calculating,
	"speech": speechNoun, "belief": beliefNoun, "attitude": attitudeNoun, "noun": homograph,
}

// trait is what a word is beside its class: a set of bits as well.
type trait uint8

const (
	own trait = 1 << iota
	tabular
	exhibit
	inspecting
	indefinite
	familiar
	portion
	nobody
)

var traitNames = map[string]trait{
	"own": own, "tabular": tabular, "exhibit": exhibit, "inspecting": inspecting, "indefinite": indefinite, "familiar": familiar,
	"portion": portion, "nobody": nobody,
}

// auxiliary stands before a main verb and is no verb of its own here.
const auxiliary = be | have | do | modal

// nominal holds every class of nouns that may name a source.
const nominal = group | quantified | anonymous | role | body | collective | document | title | metonym | figureNoun |
	speechNoun | beliefNoun | attitudeNoun

// form is which forms of its verb a word may be.
type form uint8

const (
	baseForm form = 1 << iota
	thirdForm
	ingForm
	pastForm
	participleForm
)

// frame is what may follow a verb and is content.
type frame uint8

const (
	clauseFrame frame = 1 << iota
	objectFrame
	infinitiveFrame
	asFrame
	addresseeFrame
)

var frameNames = map[string]frame{
	"clause": clauseFrame, "object": objectFrame, "infinitive": infinitiveFrame, "as": asFrame, "addressee": addresseeFrame,
}

// verb is one report verb of report-verbs.txt.
type verb struct {
	kind   Kind
	frames frame
	preps  []uint64
}

func (v *verb) takes(prep uint64) bool {
	for _, p := range v.preps {
		if p == prep {
			return true
		}
	}
	return false
}

// lexicon is read once, on first use; a linter that is asked for none of its facts pays nothing.
var lexicon = sync.OnceValue(func() *prose.Table[word] {
	words := &prose.Table[word]{}
	words.Grow(4096)
	for _, name := range []string{"function-words", "sources", "report-nouns", "traits"} {
		for line := range lines("en/" + name + ".txt") {
			label, list, _ := strings.Cut(line, ":")
			c, t := wordClasses[label], traitNames[label]
			if c == 0 && t == 0 {
				panic("voice: " + name + ".txt: unknown class " + label)
			}
			for w, rest := next(list); w != ""; w, rest = next(rest) {
				e := words.At(prose.WordOf(w))
				e.class |= c
				e.trait |= t
			}
		}
	}
	verbs := map[string]*verb{} // by what a line says of them: few are alone of their kind
	for line := range lines("en/report-verbs.txt") {
		forms, says, _ := strings.Cut(line, ":")
		v := verbs[says]
		if v == nil {
			v = readVerb(says)
			verbs[says] = v
		}
		bit := baseForm
		for w, rest := next(forms); w != ""; w, rest = next(rest) {
			e := words.At(prose.WordOf(w))
			if e.verb == nil {
				e.verb = v
			}
			e.form |= bit
			bit <<= 1
		}
	}
	return words
})

// next is the first word of a list and what comes behind it.
func next(list string) (word, rest string) {
	word, rest, _ = strings.Cut(strings.TrimLeft(list, " "), " ")
	return word, rest
}

func readVerb(says string) *verb {
	kind, preps, _ := strings.Cut(says, ":")
	v := &verb{}
	for w := range strings.FieldsSeq(kind) {
		if f, ok := frameNames[w]; ok {
			v.frames |= f
		} else if k, ok := kindNamed(w); ok {
			v.kind = k
		} else {
			panic("voice: report-verbs.txt: unknown frame " + w)
		}
	}
	for w := range strings.FieldsSeq(preps) {
		v.preps = append(v.preps, prose.WordOf(w))
	}
	return v
}

// lines yields the lines of a data file that say something.
func lines(name string) func(yield func(string) bool) {
	data, err := files.ReadFile(name)
	if err != nil {
		panic("voice: " + err.Error()) // the file is compiled in
	}
	return func(yield func(string) bool) {
		for line := range strings.SplitSeq(string(data), "\n") {
			if line = strings.TrimSpace(line); line != "" && line[0] != '#' && !yield(line) {
				return
			}
		}
	}
}
