package segment

import (
	"strings"

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

// about is what the lists say of a word, whose full stop is left out where it has one.
type about struct {
	abbreviation [languages]abbreviation // under unknown: of any language
	starts       uint8                   // bit l: begins sentences in language l and seldom names
	roles
}

// roles are the lists of all languages that have a word.
type roles uint8

const (
	calendar  roles = 1 << iota // months, days, time zones: what follows a time of day or an ordinal
	elision                     // l', dell'
	domain                      // top-level domains and file extensions
	reporting                   // said, asked
	marked                      // names that hold an exclamation mark
	opening                     // at, before: a sentence may begin with a time
	pronoun                     // I: capitalised anywhere
)

// words are the words that decide about ends of sentences and tokens, compiled from the lists.
//
//go:generate go test -run ^TestLists$ . -update
var words = prose.TableOf(listedWords[:], listedValues[:])

// in tells whether a list has the word.
func (a about) in(r roles) bool { return a.roles&r != 0 }

// abbreviation is the class of the word, given without its last full stop. Where the language has no lists, what is one
// in any of ours counts if what follows must bear it out.
func (s *scanner) abbreviation(word uint64, capital bool) abbreviation {
	a := words.Of(word).abbreviation
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
