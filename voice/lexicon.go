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
	// Traits: what a word is beside its class.
	own
	tabular
	exhibit
	inspecting
	indefinite
	familiar
	portion
	nobody
	ownWork
	emphatic
	researching
	section
	sourceWord
	ibidem
	inside
	according
	perceived
	compared
	verbal // has a verb
	number // in digits
	joint  // a colon or a dash
)

// traits make a word no more known than it was without them.
const traits = ^(homograph<<1 - 1)

// stopping holds all that makes a word worth a stop: what may begin a cue, or show where figures come from.
const stopping = verbal | speechNoun | beliefNoun | attitudeNoun | inside | according | compared |
	own | ownWork | emphatic | methodNoun | calculating | measuring | publishing | researching | figureNoun | exhibit | inspecting | section | number | joint

var wordClasses = map[string]class{
	"determiner": determiner, "possessive": possessive, "subject": subject, "object": object, "relative": relative,
	"preposition": preposition, "coordinator": coordinator, "subordinator": subordinator, "be": be, "have": have, "do": do,
	"modal": modal, "negation": negation, "adverb": adverb, "time": timeWord, "interrogative": interrogative, "that": that,
	"to": to, "by": by, "of": of, "clitic": clitic, "group": group, "quantified": quantified, "anonymous": anonymous,
	"role": role, "speaking": speaking, "body": body, "collective": collective, "document": document, "title": title,
	"metonym": metonym, "measuring": measuring, "publishing": publishing, "figure": figureNoun, "method": methodNoun, "calculating": calculating,
	"speech": speechNoun, "belief": beliefNoun, "attitude": attitudeNoun, "noun": homograph,
	"own": own, "tabular": tabular, "exhibit": exhibit, "inspecting": inspecting, "indefinite": indefinite, "familiar": familiar,
	"portion": portion, "nobody": nobody, "own-work": ownWork, "emphatic": emphatic, "researching": researching, "section": section,
	"source": sourceWord, "ibidem": ibidem, "inside": inside, "according": according, "perceived": perceived, "compared": compared,
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

// verb is what report-verbs.txt says of a verb.
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

// vocabulary is what is known of words. It is asked about every word of a text: few of its pages are touched, and a word that
// it does not hold, as every other one, is mostly told by one small number.
type vocabulary struct {
	places  [slots]uint16    // by hash: which entry; half of them are free
	entries [mostWords]entry // the first is what is known of all others
	n       int
	verbs   []verb // few are alone of their kind
}

const (
	slots     = 1 << 13
	mostWords = 1 << 12
)

type entry struct {
	hash uint64
	word
}

// of is what is known of a word.
func (v *vocabulary) of(hash uint64) *word {
	for i := place(hash); ; i++ {
		p := v.places[i%slots] % mostWords
		if e := &v.entries[p]; p == 0 || e.hash == hash {
			return &e.word
		}
	}
}

// at is where it stands what is known of a word, to be added to until the next one is asked for.
func (v *vocabulary) at(hash uint64) *word {
	for i := place(hash); ; i++ {
		p := &v.places[i%slots]
		if *p == 0 {
			v.n++
			*p = uint16(v.n)
			v.entries[v.n].hash = hash
		}
		if e := &v.entries[*p]; e.hash == hash {
			return &e.word
		}
	}
}

// place spreads over the high bits of a product what differs in the low bits of a hash (Knuth, TAOCP 3, 6.4).
func place(hash uint64) uint64 { return hash * 0x9E3779B97F4A7C15 >> 51 }

// lexicon is read once, on first use; a linter that is asked for none of its facts pays nothing. Its words are written as Fold
// would leave them.
var lexicon = sync.OnceValue(func() *vocabulary {
	v := &vocabulary{verbs: make([]verb, 0, 64)}
	for _, name := range []string{"function-words", "sources", "report-nouns", "traits"} {
		for line := range lines("en/" + name + ".txt") {
			label, list, _ := strings.Cut(line, ":")
			c := wordClasses[label]
			if c == 0 {
				panic("voice: " + name + ".txt: unknown class " + label)
			}
			for w, rest := next(list); w != ""; w, rest = next(rest) {
				v.at(prose.WordOfFolded(w)).class |= c
			}
		}
	}
	kinds := map[string]uint8{} // by what a line says of them
	for line := range lines("en/report-verbs.txt") {
		forms, says, _ := strings.Cut(line, ":")
		kind, ok := kinds[says]
		if !ok {
			kind = uint8(len(v.verbs))
			kinds[says] = kind
			v.verbs = append(v.verbs, readVerb(says))
		}
		bit := baseForm
		for w, rest := next(forms); w != ""; w, rest = next(rest) {
			e := v.at(prose.WordOfFolded(w))
			if !e.is(verbal) {
				e.class |= verbal
				e.verb = kind
			}
			e.form |= bit
			bit <<= 1
		}
	}
	return v
})

// next is the first word of a list and what comes behind it.
func next(list string) (word, rest string) {
	first := 0
	for first < len(list) && list[first] == ' ' {
		first++
	}
	last := first
	for last < len(list) && list[last] != ' ' {
		last++
	}
	return list[first:last], list[last:]
}

func readVerb(says string) verb {
	kind, preps, _ := strings.Cut(says, ":")
	var v verb
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
		v.preps = append(v.preps, prose.WordOfFolded(w))
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
