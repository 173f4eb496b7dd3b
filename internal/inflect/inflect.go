// Package inflect gives the forms of English words: say, says, said, saying. It is for whoever lists words once and wants
// to meet them in every form, a pack's phrases and the tagger's lexicon among them.
//
// It makes forms and recognises none: what it makes of a word that is no verb ("mediaed") stands in no text, so it costs
// nothing. It knows no adjectives.
package inflect

import (
	"embed"
	"slices"
	"strings"
	"sync"
)

// The lists were written from general knowledge of English; no corpus went into them.
//
//go:embed en
var files embed.FS

// Verb is an irregular verb. Past and Participle hold one form or several: burned, burnt.
type Verb struct {
	Base             string
	Past, Participle []string
	Noun, Adjective  bool // the base is one of these as well
}

// IrregularVerbs lists them. The slice is shared.
var IrregularVerbs = sync.OnceValue(func() []Verb {
	var verbs []Verb
	for _, f := range lines("en/irregular-verbs.txt") {
		verbs = append(verbs, Verb{
			Base: f[0], Past: strings.Split(f[1], ","), Participle: strings.Split(f[2], ","),
			Noun: slices.Contains(f[3:], "n"), Adjective: slices.Contains(f[3:], "a"),
		})
	}
	return verbs
})

// Plurals maps the nouns whose plural no rule makes to it: child, children. The map is shared.
var Plurals = sync.OnceValue(func() map[string]string {
	plurals := map[string]string{}
	for _, f := range lines("en/plurals.txt") {
		plurals[f[0]] = f[1]
	}
	return plurals
})

// auxiliaries have forms that no list of three columns holds.
var auxiliaries = map[string][]string{
	"be":   {"am", "are", "is", "was", "were", "been", "being"},
	"do":   {"does", "did", "done", "doing"},
	"have": {"has", "had", "having"},
}

// Forms lists a word and the forms that it has as a verb and as a noun, each once. It keeps no case but lower.
func Forms(word string) []string {
	word = strings.ToLower(word)
	if forms, ok := auxiliaries[word]; ok {
		return append([]string{word}, forms...)
	}
	forms := []string{word, S(word)}
	if plural, ok := Plurals()[word]; ok {
		forms = append(forms, plural)
	}
	regular := true
	for _, v := range IrregularVerbs() {
		if v.Base == word {
			regular = false
			forms = append(append(forms, v.Past...), v.Participle...)
		}
	}
	// Whether a verb of several syllables doubles its consonant hangs on its stress (preferred, offered), so both are given.
	if regular {
		forms = append(forms, Ed(word, false))
		if closed(word) {
			forms = append(forms, Ed(word, true))
		}
	}
	forms = append(forms, Ing(word, false))
	if closed(word) {
		forms = append(forms, Ing(word, true))
	}
	slices.Sort(forms[1:])
	return slices.Compact(forms)
}

// Pair is a form of one verb and the same form of another: utilised, used. A form that is past and participle at once may
// stand for two of the other: wrote or written.
type Pair struct {
	From string
	To   []string
}

// Pairs sets the forms of one verb beside those of another. The verbs that have forms of their own for persons (be, have,
// do) have no pairs.
func Pairs(from, to string) []Pair {
	from, to = strings.ToLower(from), strings.ToLower(to)
	if auxiliaries[from] != nil || auxiliaries[to] != nil {
		return nil
	}
	var pairs []Pair
	add := func(form string, to string) {
		i := slices.IndexFunc(pairs, func(p Pair) bool { return p.From == form })
		if i < 0 {
			pairs = append(pairs, Pair{From: form})
			i = len(pairs) - 1
		}
		if !slices.Contains(pairs[i].To, to) {
			pairs[i].To = append(pairs[i].To, to)
		}
	}
	past, participle := parts(from)
	toPast, toParticiple := parts(to)
	add(from, to)
	add(S(from), S(to))
	add(Ing(from, false), Ing(to, false))
	if closed(from) {
		add(Ing(from, true), Ing(to, false))
	}
	for _, form := range past {
		add(form, toPast[0])
	}
	for _, form := range participle {
		add(form, toParticiple[0])
	}
	return pairs
}

// parts are the past and the participle of a verb, the usual one first.
func parts(verb string) (past, participle []string) {
	for _, v := range IrregularVerbs() {
		if v.Base == verb {
			return v.Past, v.Participle
		}
	}
	past = []string{Ed(verb, false)}
	if twice := Ed(verb, true); closed(verb) && twice != past[0] {
		past = append(past, twice)
	}
	return past, past
}

// lines are the fields of the lines of a list; # begins a remark.
func lines(path string) [][]string {
	data, err := files.ReadFile(path)
	if err != nil {
		panic("inflect: " + err.Error())
	}
	var out [][]string
	for line := range strings.Lines(string(data)) {
		line, _, _ = strings.Cut(line, "#")
		if f := strings.Fields(line); len(f) > 0 {
			out = append(out, f)
		}
	}
	return out
}

func vowel(c byte) bool { return strings.IndexByte("aeiou", c) >= 0 }

// consonantY tells whether w ends in a consonant and y: try, city.
func consonantY(w string) bool {
	return len(w) > 1 && strings.HasSuffix(w, "y") && !vowel(w[len(w)-2])
}

// doubles tells whether the last consonant of a word of one syllable doubles before a vowel: stop, stopped.
func doubles(w string) bool {
	n := len(w)
	if n < 3 || vowel(w[n-1]) || strings.IndexByte("wxyh", w[n-1]) >= 0 || !vowel(w[n-2]) || vowel(w[n-3]) {
		return n > 3 && w[n-3] == 'u' && w[n-4] == 'q' && vowel(w[n-2]) && !vowel(w[n-1]) // quit
	}
	return !strings.ContainsAny(w[:n-3], "aeiouy")
}

// closed tells whether a word ends in a vowel and one consonant that may double.
func closed(w string) bool {
	n := len(w)
	return n > 2 && !vowel(w[n-1]) && strings.IndexByte("wxy", w[n-1]) < 0 && vowel(w[n-2]) && !vowel(w[n-3])
}

// S is the third person of a verb and the plural of a noun: tries, goes, boxes.
func S(w string) string {
	switch {
	case consonantY(w):
		return w[:len(w)-1] + "ies"
	case strings.HasSuffix(w, "s"), strings.HasSuffix(w, "x"), strings.HasSuffix(w, "z"), strings.HasSuffix(w, "ch"), strings.HasSuffix(w, "sh"),
		w == "go", w == "do", w == "undergo", w == "veto", w == "echo":
		return w + "es"
	}
	return w + "s"
}

// Ed is the past of a regular verb. double says that the last consonant doubles where the spelling does not show it:
// preferred.
func Ed(w string, double bool) string {
	switch {
	case strings.HasSuffix(w, "e"):
		return w + "d"
	case consonantY(w):
		return w[:len(w)-1] + "ied"
	case double, doubles(w):
		return w + w[len(w)-1:] + "ed"
	}
	return w + "ed"
}

// Ing is the gerund of a verb. double is as for Ed.
func Ing(w string, double bool) string {
	switch {
	case strings.HasSuffix(w, "ie"):
		return w[:len(w)-2] + "ying"
	case strings.HasSuffix(w, "e") && !strings.HasSuffix(w, "ee") && !strings.HasSuffix(w, "ye") && len(w) > 2:
		return w[:len(w)-1] + "ing"
	case double, doubles(w), w == "begin", w == "forget", w == "forbid", w == "upset", w == "offset":
		return w + w[len(w)-1:] + "ing"
	}
	return w + "ing"
}

// Ly is the adverb of an adjective: happily, simply, basically.
func Ly(w string) string {
	switch {
	case consonantY(w) && len(w) > 3:
		return w[:len(w)-1] + "ily"
	case strings.HasSuffix(w, "le") && len(w) > 4 && !vowel(w[len(w)-3]):
		return w[:len(w)-1] + "y"
	case strings.HasSuffix(w, "ic") && w != "public":
		return w + "ally"
	case strings.HasSuffix(w, "ll"):
		return w + "y"
	}
	return w + "ly"
}
