package modality

import (
	"embed"
	"fmt"
	"iter"
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

// word is all that the lexicon knows of one word: its classes and where the phrases that begin with it do, 0 where none do.
type word struct {
	class         class
	hedge, advice int32
}

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
		l.mark(list, c)
	}
	if l.english {
		l.mark(modalWords, modal)
		l.mark(marks, mark)
	}
	for line, name := range phrases(lang + "/hedges.txt") {
		for _, first := range l.hedging.Put(line, name) {
			l.words.At(first).hedge = l.hedging.Begins(first)
		}
	}
	for line, name := range phrases(lang + "/advice.txt") {
		for _, first := range l.advising.Put(line, name) {
			l.words.At(first).advice = l.advising.Begins(first)
		}
	}
	return l
}

func (l *lexicon) mark(words string, c class) {
	for w := range strings.FieldsSeq(words) {
		l.words.At(prose.WordOf(w)).class |= c
	}
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
