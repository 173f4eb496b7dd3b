package quantity

import (
	"strings"

	"github.com/sayso-lint/sayso/prose"
)

const (
	headBlocks = 4  // how far down a dateline may stand
	lineOfDate = 80 // bytes; a longer block is prose
)

var dating = prose.WordsOf("date dated cut-off cutoff published updated issued as")

var months = []string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}

// Dateline tells whether one of the first blocks is a line that gives the text's date: a byline, "as of", a cut-off.
func Dateline(d *prose.Document) bool {
	for i := range d.Blocks[:min(headBlocks, len(d.Blocks))] {
		b := &d.Blocks[i]
		if b.Len() > lineOfDate {
			continue
		}
		if b.Kind == prose.Furniture {
			if text := strings.ToLower(d.Slice(b.Span)); strings.ContainsAny(text, "0123456789") && containsMonth(text) {
				return true
			}
			continue
		}
		for s := range b.Sentences {
			for _, q := range Of(d).Sentence(i, s) {
				if q.Kind == Date && (q.Len() > len("May 2021") || dating.Within(b.Sentences[s].Tokens)) {
					return true
				}
			}
		}
	}
	return false
}

func containsMonth(text string) bool {
	for _, m := range months {
		if strings.Contains(text, m) {
			return true
		}
	}
	return false
}
