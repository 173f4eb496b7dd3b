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

var classNames = map[string]class{
	"determiner": determiner, "possessive": possessive, "pronoun": pronoun, "person": person, "me": me,
	"preposition": preposition, "coordinator": coordinator, "subordinator": subordinator, "be": be, "have": have, "do": do,
	"negation": negation, "adverb": adverb, "asking": asking, "time": timeWord, "wish": wish, "month": month, "dated": dated,
	"addressed": addressed, "human": human, "rulebound": rulebound, "statute": statute, "granted": granted, "mental": mental,
	"happening": happening, "noted": noted, "weather": weather, "stative": stative, "capacity": capacity,
	"putative": putative, "participle": participle, "order": order, "expected": expected, "unfolding": unfolding, "inviting": inviting, "limit": limit, "naming": naming, "legend": legend, "strong": strong, "reporting": reporting, "effect": effect, "construed": construed, "leave": leave, "beg": beg, "approximate": approximate, "unit": unit, "befalling": befalling, "claim": claim, "trade": trade,
}

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
	hedging, advising prose.Phrases[string] // the name of the list that a phrase is in
}

// listNames are the names that a list of phrases may have: those of Cue that are found by words.
var listNames = []string{
	nameModal, nameAdverb, nameHearsay, nameOpinion, nameVerb, nameEvidence, nameAdjective, nameNoun, nameGap,
	nameDeontic, nameImperative, nameLetUs, nameVeiled, nameNeed, nameRecommendation,
}

// languages that have lists, by ISO 639-1. Those without words.txt give cues only.
var languages = []string{"de", "en", "es", "fr", "it", "nl", "pt"}

// lexicons reads the lists of each language when they are first asked for.
var lexicons = func() map[string]func() *lexicon {
	m := map[string]func() *lexicon{}
	for _, lang := range languages {
		m[lang] = sync.OnceValue(func() *lexicon { return load(lang) })
	}
	return m
}()

// lexiconOf is the lexicon of a language, nil where there is none. Text of unknown language is taken for English.
func lexiconOf(lang string) *lexicon {
	if lang == "" {
		lang = "en"
	}
	lang, _, _ = strings.Cut(lang, "-")
	if l := lexicons[lang]; l != nil {
		return l()
	}
	return nil
}

// marks are the marks of punctuation that end a clause.
const marks = `, ; : - – — -- ( ) . ! ? " “ ” … ... [ ]`

func load(lang string) *lexicon {
	l := &lexicon{english: lang == "en"}
	if l.english {
		l.words.Grow(2048)
	}
	for line := range lines(lang + "/words.txt") {
		name, list, _ := strings.Cut(line, ":")
		c, ok := classNames[name]
		if !ok {
			panic(fmt.Sprintf("modality: %s/words.txt: no class %q", lang, name))
		}
		l.mark(list, c, brings(c))
	}
	if l.english {
		l.mark(modalWords, modal, wakes)
		l.mark(marks, mark, 0)
	}
	for line, name := range phrases(lang + "/hedges.txt") {
		for _, first := range l.hedging.Put(line, name) {
			w := l.words.At(first)
			w.hedge, w.moods = place(l.hedging.Begins(first)), w.moods|wakes
		}
	}
	for line, name := range phrases(lang + "/advice.txt") {
		for _, first := range l.advising.Put(line, name) {
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

// brings are the moods that a word of a class may bring about.
func brings(c class) Mood {
	switch c { //nolint:exhaustive // the others bring none
	case asking:
		return Question
	case negation:
		return Negated
	case order, inviting, approximate:
		return wakes
	}
	return 0
}

// phrases gives the phrases of a list as they stand in the file, each with the name of the list.
func phrases(file string) iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		name := ""
		for line := range lines(file) {
			if line[0] != '[' {
				if !yield(line, name) {
					return
				}
				continue
			}
			name = strings.Trim(line, "[]")
			if !slices.Contains(listNames, name) {
				panic(fmt.Sprintf("modality: %s: no list is called %q, only %s", file, name, strings.Join(listNames, ", ")))
			}
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
