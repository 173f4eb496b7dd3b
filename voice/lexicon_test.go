package voice

import (
	"testing"

	"github.com/sayso-lint/sayso/prose"
)

// TestLexiconFolded: words of the lexicon are hashed as they stand.
func TestLexiconFolded(t *testing.T) {
	for _, name := range []string{"function-words", "sources", "report-nouns", "traits", "report-verbs"} {
		for line := range lines("en/" + name + ".txt") {
			if f := prose.Fold(line); f != line {
				t.Errorf("%s: %q folds to %q", name, line, f)
			}
		}
	}
}
