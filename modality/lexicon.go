package modality

import (
	"embed"
	"fmt"
	"iter"
	"math"
	"slices"
	"strings"
	"sync"

	"github.com/sayso-lint/sayso/prose"
)

//go:embed */*.txt
var files embed.FS

// class is what a word may be, whatever the context: a set of bits, for words are in several.
type class uint64

const (
	determiner class = 1 << iota
	possessive
	pronoun
	person
	me
	preposition
	coordinator
	subordinator
	be
	have
	do
	negation
	adverb
	asking
	timeWord
	wish
	month
	dated
	addressed
	human
	rulebound
	statute
	granted
	mental
	happening
	noted
	weather
	stative
	capacity
	putative
	participle
	order
	expected
	unfolding
	inviting
	limit
	naming
	legend
	strong
	reporting
	effect
	construed
	leave
	beg
	approximate
	unit
	befalling
	claim
	trade
	modal // can, may, must … and the first word of a semi-modal
	mark  // a mark of punctuation that ends a clause
)

// word is all that the lexicon knows of one word: its classes, where the phrases that begin with it do, 0 where none do, and which
// moods no clause of a sentence is in unless one of the sentence's words may bring it about.
type word struct {
	class         class
	hedge, advice int16
	moods         Mood // and wakes, where one of its phrases, a modal or an order may begin
}

// wakes is beside the moods.
const wakes Mood = 1 << 7

type lexicon struct {
	english           bool
	words             prose.Table[word]
	hedging, advising prose.Phrases[list]
}

// list is the list that a phrase is in, its place among listNames.
type list uint8

// listNames are the names that a list of phrases may have: those of Cue that are found by words. The first is of what is in none.
var listNames = [...]string{
	"", nameModal, nameAdverb, nameHearsay, nameOpinion, nameVerb, nameEvidence, nameAdjective, nameNoun, nameGap,
	nameDeontic, nameImperative, nameLetUs, nameVeiled, nameNeed, nameRecommendation,
}

// english is the lexicon of the one language whose words have classes. It is compiled from the lists.
//
//go:generate go test -run ^TestLexicon$ . -update
var english = &lexicon{
	english:  true,
	words:    prose.TableOf(englishWords[:], englishValues[:]),
	hedging:  prose.PhrasesOf(prose.TableOf(hedgingWords[:], hedgingValues[:]), hedgingEnds[:]),
	advising: prose.PhrasesOf(prose.TableOf(advisingWords[:], advisingValues[:]), advisingEnds[:]),
}

// lexicons reads the lists of every other language that has some, by ISO 639-1, when they are first asked for.
var lexicons = map[string]func() *lexicon{
	"de": sync.OnceValue(func() *lexicon { return read("de") }),
	"es": sync.OnceValue(func() *lexicon { return read("es") }),
	"fr": sync.OnceValue(func() *lexicon { return read("fr") }),
	"it": sync.OnceValue(func() *lexicon { return read("it") }),
	"nl": sync.OnceValue(func() *lexicon { return read("nl") }),
	"pt": sync.OnceValue(func() *lexicon { return read("pt") }),
}

// lexiconOf is the lexicon of a language, nil where there is none. Text of unknown language is taken for English.
func lexiconOf(lang string) *lexicon {
	lang, _, _ = strings.Cut(lang, "-")
	if lang == "" || lang == "en" {
		return english
	}
	if l := lexicons[lang]; l != nil {
		return l()
	}
	return nil
}

// marks are the marks of punctuation that end a clause.
const marks = `, ; : - – — -- ( ) . ! ? " “ ” … ... [ ]`

// read makes a lexicon of the phrases of a language. Those of other languages than English are cues and no more.
func read(lang string) *lexicon {
	l := &lexicon{}
	for line, n := range phrases(lang + "/hedges.txt") {
		for _, first := range l.hedging.Put(line, n) {
			w := l.words.At(first)
			w.hedge, w.moods = place(l.hedging.Begins(first)), w.moods|wakes
		}
	}
	for line, n := range phrases(lang + "/advice.txt") {
		for _, first := range l.advising.Put(line, n) {
			w := l.words.At(first)
			w.advice, w.moods = place(l.advising.Begins(first)), w.moods|wakes
		}
	}
	l.mark(supposing, 0, Protasis)
	l.mark("if ?", 0, Question)
	l.mark("not n't never", 0, Negated)
	return l
}

// place is where phrases begin, in half the room: that makes a word two words of the machine, and they are copied for each token.
func place(n int32) int16 {
	if n > math.MaxInt16 {
		panic("modality: more phrases than a word has room for")
	}
	return int16(n)
}

func (l *lexicon) mark(words string, c class, m Mood) {
	for one := range strings.FieldsSeq(words) {
		w := l.words.At(prose.WordOf(one))
		w.class, w.moods = w.class|c, w.moods|m
	}
}

// phrases gives the phrases of a file as they stand there, each with its list.
func phrases(file string) iter.Seq2[string, list] {
	return func(yield func(string, list) bool) {
		var in list
		for line := range lines(file) {
			if line[0] != '[' {
				if !yield(line, in) {
					return
				}
				continue
			}
			name := strings.Trim(line, "[]")
			n := slices.Index(listNames[:], name)
			if n < 0 {
				panic(fmt.Sprintf("modality: %s: no list is called %q, only %s", file, name, strings.Join(listNames[1:], ", ")))
			}
			in = list(n)
		}
	}
}

// lines gives the lines of a list without comments and blanks; none where the language has no such list.
func lines(file string) iter.Seq[string] {
	return func(yield func(string) bool) {
		data, err := files.ReadFile(file)
		if err != nil {
			return
		}
		for line := range strings.Lines(string(data)) {
			line, _, _ = strings.Cut(line, "#")
			if line = strings.TrimSpace(line); line != "" && !yield(line) {
				return
			}
		}
	}
}
