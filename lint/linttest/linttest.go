// Package linttest is the harness of rule authors: it runs one rule over a text and compares what it finds with the
// marks in the text, or with the rule's own examples.
//
// A text is read, segmented and checked as the command does it, with this one rule on.
package linttest

import (
	"fmt"
	"testing"

	"github.com/sayso-lint/sayso/internal/example"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
)

// Setup is how a rule is set for a run. The zero value is the rule's defaults under the profile audit.
type Setup = example.Setup

// Document reads a text as the command would: format is "text", "markdown" or "html", "" is "text".
func Document(t testing.TB, format, text string) *prose.Document {
	t.Helper()
	return document(t, "example"+example.Extensions[format], format, text)
}

func document(t testing.TB, path, format, text string) *prose.Document {
	t.Helper()
	doc, err := example.Document(path, format, text)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// Check runs one rule over a document.
func Check(t testing.TB, r *lint.Rule, s Setup, doc *prose.Document) []lint.Finding {
	t.Helper()
	found, err := example.Check(r, s, doc)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// Examples runs a rule over its own examples: of a bad one it reports Finds and nothing else, of a good one nothing, or
// nothing above information where the example expects that.
func Examples(t *testing.T, r *lint.Rule) {
	t.Helper()
	for i, x := range r.Examples {
		t.Run(fmt.Sprintf("%s/%d", r.ID, i+1), func(t *testing.T) {
			if problem := Example(t, r, x); problem != "" {
				t.Error(problem)
			}
		})
	}
}

// Example runs a rule over one example and says what is wrong, "" where nothing is.
func Example(t testing.TB, r *lint.Rule, x lint.Example) string {
	t.Helper()
	if failure := example.Run(r, x); failure != nil {
		return x.Input + "\n\t" + failure.Problem
	}
	return ""
}
