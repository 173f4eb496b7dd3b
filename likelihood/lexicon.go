package likelihood

import (
	"embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/sayso-lint/sayso/prose"
)

//go:embed *.txt
var files embed.FS

// Langs are the languages that expressions are known in (ISO 639-1). No scale has an official wording in another one
// than English but the IPCC's, in French, Spanish and German summaries.
var Langs = []string{"de", "en", "es", "fr", "it", "nl", "pt"}

// defaultLang is taken for text whose language nobody knows.
const defaultLang = "en"

// entry is what a phrase stands for.
type entry struct {
	terms    []string
	rough    float64
	none     bool // looks like an expression of likelihood and is none
	ofChance bool // counts as predicate of a chance alone
}

// lexicon is the expressions of one language.
type lexicon struct {
	phrases prose.Phrases[*entry]
	terms   map[string]string // term of a scale → the first phrase that says it, alone or with others
	telling *prose.Words      // at least one in every phrase; few sentences have any
}

// lexicons are read when they are first asked for.
var lexicons = func() map[string]func() *lexicon {
	all := map[string]func() *lexicon{}
	for _, lang := range Langs {
		all[lang] = sync.OnceValue(func() *lexicon { return load(lang) })
	}
	return all
}()

// lexiconOf is the lexicon of a block's language, nil where there is none.
func lexiconOf(block, document string) *lexicon {
	lang := defaultLang
	switch {
	case block != "":
		lang = block
	case document != "":
		lang = document
	}
	lang, _, _ = strings.Cut(lang, "-")
	if l := lexicons[lang]; l != nil {
		return l()
	}
	return nil
}

// Cues are the phrases of a language that may express a likelihood, in the syntax of lint.List; nil where the language
// is none of Langs. Not all of them are one wherever they stand: see Layer.
func Cues(lang string) []string {
	var cues []string
	for e, line := range entries(lang) {
		if !e.none {
			cues = append(cues, line)
		}
	}
	return cues
}

// Say is how a language says a term of a scale: "likely" is "wahrscheinlich" in German. The term itself where the
// language has nothing for it.
func Say(term, lang string) string {
	if l := lexiconOf(lang, ""); l != nil && l.terms[term] != "" {
		return l.terms[term]
	}
	return term
}

func load(lang string) *lexicon {
	l := &lexicon{terms: map[string]string{}}
	var all strings.Builder
	for e, line := range entries(lang) {
		l.phrases.Put(line, e)
		all.WriteString(telling(line) + " ")
		for _, t := range e.terms {
			if l.terms[t] == "" {
				l.terms[t] = written(line)
			}
		}
	}
	l.telling = prose.WordsOf(all.String())
	return l
}

// telling are the alternatives for the word of a phrase by which to look for it: the longest that must be there, since long
// words are rare.
func telling(phrase string) string {
	var longest string
	length := 0
	for item := range strings.FieldsSeq(phrase) {
		if strings.HasSuffix(item, "?") {
			continue
		}
		words := strings.ReplaceAll(item, "|", " ")
		shortest := len(words)
		for word := range strings.FieldsSeq(words) {
			shortest = min(shortest, len(word))
		}
		if shortest > length {
			longest, length = words, shortest
		}
	}
	return longest
}

// entries goes through the phrases of a language's file with what the heads above them say.
func entries(lang string) func(yield func(*entry, string) bool) {
	return func(yield func(*entry, string) bool) {
		if !slices.Contains(Langs, lang) {
			return
		}
		var e *entry
		for line := range lines(lang + ".txt") {
			if line[0] == '[' {
				e = head(strings.Trim(line, "[]"))
				continue
			}
			if e == nil {
				panic(fmt.Sprintf("likelihood: %s.txt: %q stands under no head", lang, line))
			}
			if !yield(e, line) {
				return
			}
		}
	}
}

// head reads what stands between the brackets above phrases; see en.txt.
func head(s string) *entry {
	e := &entry{rough: -1}
	s, what, limited := strings.Cut(s, ";")
	e.ofChance = limited && strings.TrimSpace(what) == "of chance"
	rough, isRough := strings.CutPrefix(s, "~")
	switch {
	case s == "none":
		e.none = true
	case s == "?":
	case isRough:
		v, err := strconv.ParseFloat(rough, 64)
		if err != nil {
			panic(fmt.Sprintf("likelihood: head %q: %v", s, err))
		}
		e.rough = v
	default:
		for t := range strings.SplitSeq(s, ",") {
			e.terms = append(e.terms, strings.TrimSpace(t))
		}
	}
	return e
}

// lines goes through the lines of a file that say something.
func lines(name string) func(yield func(string) bool) {
	data, err := files.ReadFile(name)
	if err != nil {
		panic(fmt.Sprintf("likelihood: %v", err))
	}
	return func(yield func(string) bool) {
		for line := range strings.Lines(string(data)) {
			line, _, _ = strings.Cut(line, "#")
			if line = strings.TrimSpace(line); line != "" && !yield(line) {
				return
			}
		}
	}
}

// written is the first way to write a phrase: the first of all alternatives, and every word that may be missing.
func written(phrase string) string {
	words := strings.Fields(phrase)
	for i, w := range words {
		w, _, _ = strings.Cut(w, "|")
		words[i] = strings.TrimSuffix(w, "?")
	}
	return strings.Join(words, " ")
}

// Closed classes by which saidOfChance and bets look around.
var (
	chance    = prose.WordsOf("chance chances odds likelihood probability possibility")
	measure   = prose.WordsOf("ratio ratios function functions estimate estimates estimator density densities score scores")
	outlook   = prose.WordsOf("prospect prospects hope hopes")
	ofWhat    = prose.WordsOf("of for that")
	copula    = prose.WordsOf("is are was were be been being 's 're remain remains remained remaining seem seems seemed look looks looked appear appears appeared become becomes became as")
	degree    = prose.WordsOf("now still also therefore thus currently already only at best n't not very extremely increasingly")
	clauseEnd = prose.WordsOf("; : . ! ?")
	betting   = prose.WordsOf("betting bet bets bettor bettors bookmaker bookmakers bookie bookies wager wagers casino")
)
