package language

import (
	"embed"
	"path"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/sayso-lint/sayso/prose"
)

// lists are function words, one file a language. Near twins (Dutch and Afrikaans, Spanish and Galician) both have one,
// so that a text in either has no clear vote unless its own words are many.
//
//go:embed lists/*.txt
var lists embed.FS

// ballots is a bit set of languages a word votes for; bit i is codes[i].
type ballots uint64

type electorate struct {
	codes []string
	words map[uint64]ballots
}

var voters = sync.OnceValue(func() *electorate {
	files, err := lists.ReadDir("lists")
	if err != nil {
		panic("language: " + err.Error())
	}
	e := &electorate{words: make(map[uint64]ballots, 4096)}
	for i, f := range files {
		data, err := lists.ReadFile(path.Join("lists", f.Name()))
		if err != nil {
			panic("language: " + err.Error())
		}
		e.codes = append(e.codes, strings.TrimSuffix(f.Name(), ".txt"))
		for line := range strings.Lines(string(data)) {
			if word := strings.TrimSpace(line); word != "" && word[0] != '#' {
				e.words[prose.WordOf(word)] |= 1 << i
			}
		}
	}
	return e
})

// vote is how a text's words fall.
type vote struct {
	first            string // the language with most words
	hits, secondHits int
	words, letters   int    // letters counts letters and marks
	script           string // a language told by its letters alone; "" where they tell nothing
	foreign          bool   // most letters are of a script that no list has
}

// clear tells whether the vote may be trusted: two words ahead of the next, a tenth of all words, and a fifth ahead, for
// near twins share most of their function words.
func (v vote) clear() bool {
	ahead := v.hits - v.secondHits
	return !v.foreign && ahead >= 2 && v.hits*10 >= v.words && ahead*5 >= v.hits
}

// clearly is the language of a block where it is long enough and clearly in another language than its document.
func (v vote) clearly(document string) string {
	lang := v.first
	if v.script != "" {
		lang = v.script
	} else if !v.clear() || v.words < blockLeast || v.hits*4 < v.words || v.secondHits*2 > v.hits {
		return ""
	}
	if lang == document {
		return ""
	}
	return lang
}

// count holds the vote over a text: one pass, no allocation beside the counters.
func count(text string) vote {
	e := voters()
	var (
		v     vote
		tally [64]int
		seen  scripts
	)
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsLetter(r) {
			i += n
			continue
		}
		start := i
		for i < len(text) {
			r, n = utf8.DecodeRuneInString(text[i:])
			if !unicode.IsLetter(r) && !unicode.Is(unicode.M, r) {
				break
			}
			seen.add(r)
			v.letters++
			i += n
		}
		v.words++
		b := e.words[prose.WordOf(text[start:i])]
		for lang := 0; b != 0; lang, b = lang+1, b>>1 {
			if b&1 != 0 {
				tally[lang]++
			}
		}
	}
	for lang, n := range tally[:len(e.codes)] {
		switch {
		case n > v.hits:
			v.first, v.hits, v.secondHits = e.codes[lang], n, v.hits
		case n > v.secondHits:
			v.secondHits = n
		}
	}
	v.script = seen.language(v.letters)
	v.foreign = seen.latin*2 < v.letters
	return v
}
