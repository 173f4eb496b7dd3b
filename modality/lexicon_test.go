package modality

import (
	"fmt"
	"strings"
	"testing"

	"github.com/sayso-lint/sayso/internal/frozen"
)

var classNames = map[string]class{
	"determiner": determiner, "possessive": possessive, "pronoun": pronoun, "person": person, "me": me,
	"preposition": preposition, "coordinator": coordinator, "subordinator": subordinator, "be": be, "have": have, "do": do,
	"negation": negation, "adverb": adverb, "asking": asking, "time": timeWord, "wish": wish, "month": month, "dated": dated,
	"addressed": addressed, "human": human, "rulebound": rulebound, "statute": statute, "granted": granted, "mental": mental,
	"happening": happening, "noted": noted, "weather": weather, "stative": stative, "capacity": capacity,
	"putative": putative, "participle": participle, "order": order, "expected": expected, "unfolding": unfolding, "inviting": inviting, "limit": limit, "naming": naming, "legend": legend, "strong": strong, "reporting": reporting, "effect": effect, "construed": construed, "leave": leave, "beg": beg, "approximate": approximate, "unit": unit, "befalling": befalling, "claim": claim, "trade": trade,
}

// TestLexicon fails when a list was changed and "go generate ./modality" was forgotten. It is what compiles them.
func TestLexicon(t *testing.T) {
	l := read("en")
	for line := range lines("en/words.txt") {
		name, list, _ := strings.Cut(line, ":")
		c, ok := classNames[name]
		if !ok {
			t.Fatalf("en/words.txt: no class %q", name)
		}
		l.mark(list, c, brings(c))
	}
	l.mark(modalWords, modal, wakes)
	l.mark(marks, mark, 0)
	literal := func(w word) string {
		return fmt.Sprintf("{%#x, %d, %d, %#x}", uint64(w.class), w.hedge, w.advice, uint8(w.moods))
	}
	source := frozen.Head("modality") + frozen.Table("english", "word", &l.words, literal) +
		frozen.Phrases("hedging", "list", &l.hedging) + frozen.Phrases("advising", "list", &l.advising)
	frozen.Check(t, "english.go", source)
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
