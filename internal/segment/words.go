package segment

import (
	"embed"
	"strings"
	"sync"

	"github.com/sayso-lint/sayso/prose"
)

// language is one that has word lists here.
type language uint8

const (
	unknown language = iota // every list counts
	english
	german
	french
	spanish
	italian
	dutch
	portuguese
	languages
)

var codes = [languages]string{"", "en", "de", "fr", "es", "it", "nl", "pt"}

// foreign stands for a language without lists. What looks like an abbreviation of ours may be a word of theirs.
const foreign = languages

func languageOf(code string) language {
	if i := strings.IndexByte(code, '-'); i > 0 {
		code = code[:i]
	}
	for l, c := range codes {
		if c == code {
			return language(l)
		}
	}
	return foreign
}

// abbreviation is how a word with a full stop behaves.
type abbreviation uint8

// The classes, by their names in the lists.
const (
	unlisted  abbreviation = iota
	title                  // stands before a name and ends no sentence: Dr.
	inner                  // ends no sentence: e.g., bzw.
	numbering              // an abbreviation only before a number, else a word: no., art.
	either                 // names may follow as well as sentences: Inc., U.S.
	final                  // what is capitalised behind it begins a sentence: etc., p.m.
	initials               // unlisted letters with full stops: W.H.S.
	initial                // one letter: J.
)

var classNames = map[string]abbreviation{"title": title, "inner": inner, "numbering": numbering, "either": either, "final": final}

//go:embed words
var files embed.FS

// lists are the words that decide about ends of sentences and tokens, by the hash of the folded word.
type lists struct {
	abbreviations map[uint64][languages]abbreviation // without their last full stop; under unknown: of any language
	starters      map[uint64]uint16                  // bit l: begins sentences in language l and seldom names
	calendar      map[uint64]bool                    // months, days, time zones: what follows a time of day or an ordinal
	elisions      map[uint64]bool                    // l', dell'
	domains       map[uint64]bool                    // top-level domains and file extensions
	reporting     map[uint64]bool                    // said, asked
	marked        map[uint64]bool                    // names that hold an exclamation mark
	openings      map[uint64]bool                    // at, before: a sentence may begin with a time
	pronouns      map[uint64]bool                    // I: capitalised anywhere
}

var words = sync.OnceValue(func() *lists {
	w := &lists{abbreviations: map[uint64][languages]abbreviation{}, starters: map[uint64]uint16{}}
	for l := english; l < languages; l++ {
		for _, line := range lines("abbreviations-" + codes[l]) {
			name, kind, _ := strings.Cut(line, " ")
			c, ok := classNames[strings.TrimSpace(kind)]
			if !ok {
				panic("segment: words/abbreviations-" + codes[l] + ".txt: " + line + ": no such class")
			}
			h := prose.WordOf(name)
			a := w.abbreviations[h]
			a[l] = c
			if a[unknown] == unlisted { // the first list that has it: English is the likeliest
				a[unknown] = c
			}
			w.abbreviations[h] = a
		}
		for _, word := range lines("starters-" + codes[l]) {
			w.starters[prose.WordOf(word)] |= 1 << l
		}
	}
	w.calendar = set("calendar")
	w.elisions = set("elisions")
	w.domains = set("domains")
	w.reporting = set("reporting")
	w.marked = set("marked")
	w.openings = set("openings")
	w.pronouns = set("pronouns")
	return w
})

// abbreviation is the class of the word, given without its last full stop. Where the language has no lists, what is one
// in any of ours counts if what follows must bear it out.
func (s *scanner) abbreviation(word uint64, capital bool) abbreviation {
	a := s.abbreviations[word]
	if s.lang == unknown && !capital && a[unknown] == title && a[english] != title {
		return unlisted // me, on: words of one language that are titles in another
	}
	if s.lang == foreign {
		if c := a[unknown]; c == numbering || c == title {
			return c
		}
		return unlisted
	}
	return a[s.lang]
}

func set(name string) map[uint64]bool {
	m := map[uint64]bool{}
	for _, word := range lines(name) {
		m[prose.WordOf(word)] = true
	}
	return m
}

func lines(name string) []string {
	data, err := files.ReadFile("words/" + name + ".txt")
	if err != nil {
		panic("segment: " + err.Error()) // embedded: a test would have failed
	}
	var out []string
	for line := range strings.Lines(string(data)) {
		line, _, _ = strings.Cut(line, "#")
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}
