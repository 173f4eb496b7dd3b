package engine

import (
	"cmp"
	"slices"

	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
)

// budgetedWords is how long a text must be to have a rate of findings worth speaking of.
const budgetedWords = 500

// Calm shows findings beyond the profile's noise budget as information, and says how many. Editors stop reading a
// report that cries at every line; what they are to mend first has to stand out. The graver and surer keep their
// severity, and of equals the first of each rule comes before its repetitions.
//
// It is asked of the findings that will be shown. As a part of Check it would let the old findings of an article calm the
// new ones, where only what changed is shown. What is said about suppressions is no noise of the text's and stays as it
// is.
//
// Dropping the rest was rejected: what the tool knows it shows. So was a budget for the whole run: a clean piece would
// lend its share to a bad one.
func (e *Engine) Calm(d *prose.Document, fs []lint.Finding) (calmed int) {
	if e.settings.NoiseBudget <= 0 {
		return 0
	}
	words := Words(d)
	if words < budgetedWords {
		return 0
	}
	allowed := words * e.settings.NoiseBudget / 1000
	type ranked struct{ at, repetition int }
	var loud []ranked
	seen := map[string]int{}
	for i, f := range fs {
		if f.Severity >= lint.Warning && f.Rule != BrokenSuppression.ID && f.Rule != UnusedSuppression.ID {
			loud = append(loud, ranked{i, seen[f.Rule]})
			seen[f.Rule]++
		}
	}
	if len(loud) <= allowed {
		return 0
	}
	slices.SortStableFunc(loud, func(a, b ranked) int {
		return cmp.Or(
			cmp.Compare(fs[b.at].Severity, fs[a.at].Severity),
			cmp.Compare(fs[b.at].Confidence, fs[a.at].Confidence),
			cmp.Compare(a.repetition, b.repetition),
		)
	})
	for _, r := range loud[allowed:] {
		fs[r.at].Severity = lint.Info
	}
	return len(loud) - allowed
}

// Words is the number of words of a text, headings and tables included: what rates of findings are of.
func Words(d *prose.Document) int { return wordCount.Of(d) }

var wordCount = prose.NewFact(func(d *prose.Document) (n int) {
	for i := range d.Blocks {
		for s := range d.Blocks[i].Sentences {
			n += d.Words(d.Blocks[i].Sentences[s].Tokens)
		}
	}
	return n
})
