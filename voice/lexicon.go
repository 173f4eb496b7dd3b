package voice

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

// What is known of words is asked about every word of a text: few of its pages are touched, and a word that is not known, as
// every other one, is mostly told by one small number. It is compiled, into wordPlaces, wordEntries and verbs.
//
//go:generate go test -run ^TestLexicon$ . -update

const (
	slots     = 1 << 13 // of wordPlaces: by hash, which entry; half of them are free
	mostWords = 1 << 12 // of wordEntries: the first is what is known of all other words
)

type entry struct {
	hash uint64
	word
}

// known is what is known of a word.
func known(hash uint64) *word {
	for i := place(hash); ; i++ {
		p := wordPlaces[i%slots] % mostWords
		if e := &wordEntries[p]; p == 0 || e.hash == hash {
			return &e.word
		}
	}
}

// place spreads over the high bits of a product what differs in the low bits of a hash (Knuth, TAOCP 3, 6.4).
func place(hash uint64) uint64 { return hash * 0x9E3779B97F4A7C15 >> 51 }
