// Package linttest is the harness of rule authors: it runs one rule over a text and compares what it finds with the
// marks in the text, or with the rule's own examples.
//
// A text is read, segmented and checked as the command does it, with this one rule on.
package linttest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/sayso-lint/sayso/internal/engine"
	"github.com/sayso-lint/sayso/internal/language"
	"github.com/sayso-lint/sayso/internal/read"
	"github.com/sayso-lint/sayso/internal/segment"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
)

// Document reads a text as the command would: format is "text", "markdown" or "html", "" is "text".
func Document(t testing.TB, format, text string) *prose.Document {
	t.Helper()
	return document(t, "example"+extensions[format], format, text)
}

var extensions = map[string]string{"": ".txt", "text": ".txt", "markdown": ".md", "html": ".html"}

func document(t testing.TB, path, format, text string) *prose.Document {
	t.Helper()
	doc, _, err := read.Document(path, format, []byte(text))
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	language.Document(doc, "")
	segment.Document(doc)
	return doc
}

// Setup is how a rule is set for a run. The zero value is the rule's defaults under the profile audit.
type Setup struct {
	Profile lint.Profile
	Options map[string]any // by their names in the configuration, over the rule's defaults
}

// Check runs one rule over a document.
func Check(t testing.TB, r *lint.Rule, s Setup, doc *prose.Document) []lint.Finding {
	t.Helper()
	if s.Profile == "" {
		s.Profile = lint.Audit
	}
	set := engine.Setting{Rule: r, Severity: r.SeverityIn(s.Profile)}
	if r.Options != nil {
		set.Options = r.Options()
	}
	if err := lint.SetOptions(set.Options, s.Options); err != nil {
		t.Fatalf("rule %s: %v", r.ID, err)
	}
	e, err := engine.New(engine.Settings{Profile: s.Profile, Rules: []engine.Setting{set}})
	if err != nil {
		t.Fatal(err)
	}
	result := e.Check(doc, nil)
	for _, fault := range result.Faults {
		t.Error(fault)
	}
	var own []lint.Finding
	for _, f := range result.Findings {
		if f.Rule == r.ID {
			own = append(own, f)
		}
	}
	return own
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
	doc := Document(t, x.Format, x.Input)
	found := Check(t, r, Setup{x.Profile, x.Options}, doc)
	if x.Finds == "" {
		for _, f := range found {
			if x.Expect == lint.Off || f.Severity > x.Expect {
				return fmt.Sprintf("%s\n\treports %q (%s: %s)\n\texcused: %s", x.Input, doc.Slice(f.Span), f.Severity, f.Message, x.Because)
			}
		}
		return ""
	}
	hit := false
	var other []string
	for _, f := range found {
		if doc.Slice(f.Span) == x.Finds || doc.Locate(f.Span).Text == x.Finds {
			hit = true
		} else {
			other = append(other, fmt.Sprintf("%q", doc.Slice(f.Span)))
		}
	}
	switch {
	case !hit && len(other) == 0:
		return fmt.Sprintf("%s\n\treports nothing\n\texpected %q", x.Input, x.Finds)
	case len(other) > 0:
		return fmt.Sprintf("%s\n\treports %s\n\texpected %q alone", x.Input, strings.Join(other, ", "), x.Finds)
	}
	return ""
}
