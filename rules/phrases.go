package rules

import (
	"slices"
	"strings"

	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
)

// phraseBook holds phrases for rules that look through whole paragraphs or documents, where a cue would wake them too
// often or, being missed, never. Phrases are by their first word; "a|b" is either word. Clitics stand alone (do n't).
type phraseBook struct{ prose.Table[[]bookPhrase] }

type bookPhrase struct {
	list string     // the name of the list it is from
	rest [][]uint64 // the words behind the first: those that may stand at each place
}

// bookOf takes the phrases of lists; lang "" takes those of all languages.
func bookOf(lists []lint.List, lang string) *phraseBook {
	book := &phraseBook{}
	for _, l := range lists {
		if lang != "" && l.Lang != lang {
			continue
		}
		for _, phrase := range l.Phrases {
			first, rest, _ := strings.Cut(phrase, " ")
			p := bookPhrase{list: l.Name}
			for item := range strings.FieldsSeq(rest) {
				p.rest = append(p.rest, either(item))
			}
			for _, word := range either(first) {
				begin := book.At(word)
				*begin = append(*begin, p)
			}
		}
	}
	return book
}

// either are the words that an item of a phrase stands for.
func either(item string) []uint64 {
	words := make([]uint64, 0, 1+strings.Count(item, "|"))
	for word := range strings.SplitSeq(item, "|") {
		words = append(words, prose.WordOf(word))
	}
	return words
}

// in hands over every phrase in a sentence: its list and its tokens [first, last).
func (b *phraseBook) in(t []prose.Token, found func(list string, first, last int)) {
	for i := range t {
		if phrases := b.Of(t[i].Word); phrases != nil {
			begun(phrases, t, i, func(list string, n int) { found(list, i, i+n) })
		}
	}
}

// at hands over every phrase that begins with token i: its list and how many tokens it has.
func (b *phraseBook) at(t []prose.Token, i int, found func(list string, tokens int)) {
	begun(b.Of(t[i].Word), t, i, found)
}

// begun hands over those of phrases with one first word that stand at token i.
func begun(phrases []bookPhrase, t []prose.Token, i int, found func(list string, tokens int)) {
	for _, p := range phrases {
		n := 0
		for n < len(p.rest) && i+1+n < len(t) && slices.Contains(p.rest[n], t[i+1+n].Word) {
			n++
		}
		if n == len(p.rest) {
			found(p.list, n+1)
		}
	}
}
