// Package example tries a rule on its examples: each is read, segmented and checked as the command does it, with this one
// rule on. The harness of rule authors (lint/linttest) and "sayso pack test" stand on it. It prints nothing and knows no
// test.
package example

import (
	"fmt"
	"strings"

	"github.com/sayso-lint/sayso/internal/engine"
	"github.com/sayso-lint/sayso/internal/language"
	"github.com/sayso-lint/sayso/internal/read"
	"github.com/sayso-lint/sayso/internal/segment"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
)

// Setup is how a rule is set for a run. The zero value is the rule's defaults under the profile audit.
type Setup struct {
	Profile lint.Profile
	Options map[string]any // by their names in the configuration, over the rule's defaults
}

// Extensions are the endings of file names by format; "" is plain text.
var Extensions = map[string]string{"": ".txt", "text": ".txt", "markdown": ".md", "html": ".html"}

// Document reads a text as the command would. The path names it in messages.
func Document(path, format, text string) (*prose.Document, error) {
	doc, _, err := read.Document(path, format, []byte(text))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	language.Document(doc, "")
	segment.Document(doc)
	return doc, nil
}

// Check runs one rule over a document. The error is a mistake in the setup or a failure of the rule.
func Check(r *lint.Rule, s Setup, doc *prose.Document) ([]lint.Finding, error) {
	if s.Profile == "" {
		s.Profile = lint.Audit
	}
	set := engine.Setting{Rule: r, Severity: r.SeverityIn(s.Profile)}
	if r.Options != nil {
		set.Options = r.Options()
	}
	if err := lint.SetOptions(set.Options, s.Options); err != nil {
		return nil, fmt.Errorf("rule %s: %w", r.ID, err)
	}
	e, err := engine.New(engine.Settings{Profile: s.Profile, Rules: []engine.Setting{set}})
	if err != nil {
		return nil, fmt.Errorf("rule %s: %w", r.ID, err)
	}
	result := e.Check(doc, nil)
	if len(result.Faults) > 0 {
		return nil, result.Faults[0]
	}
	var own []lint.Finding
	for _, f := range result.Findings {
		if f.Rule == r.ID {
			own = append(own, f)
		}
	}
	return own, nil
}

// Failure is an example that did not come true.
type Failure struct {
	Doc      *prose.Document
	Problem  string         // one line: what was expected and what came
	Findings []lint.Finding // what was reported and should not have been
}

// Run runs a rule over one example; nil where it comes true. Of a bad one Finds is reported and nothing else, of a good
// one nothing, or nothing above information where the example expects that.
func Run(r *lint.Rule, x lint.Example) *Failure {
	return RunAs("example"+Extensions[x.Format], r, x)
}

// RunAs is Run with a name for the document, which the failure's carries.
func RunAs(path string, r *lint.Rule, x lint.Example) *Failure {
	format := x.Format
	if format == "" {
		format = "text"
	}
	doc, err := Document(path, format, x.Input)
	if err != nil {
		return &Failure{Problem: err.Error()}
	}
	found, err := Check(r, Setup{x.Profile, x.Options}, doc)
	if err != nil {
		return &Failure{Doc: doc, Problem: err.Error()}
	}
	if x.Finds == "" {
		for _, f := range found {
			if x.Expect == lint.Off || f.Severity > x.Expect {
				problem := fmt.Sprintf("reports %q (%s: %s) in an example that is good", doc.Slice(f.Span), f.Severity, f.Message)
				if x.Because != "" {
					problem += ", excused: " + x.Because
				}
				return &Failure{doc, problem, []lint.Finding{f}}
			}
		}
		return nil
	}
	hit := false
	var other []lint.Finding
	var words []string
	for _, f := range found {
		if doc.Slice(f.Span) == x.Finds || doc.Locate(f.Span).Text == x.Finds {
			hit = true
			continue
		}
		other = append(other, f)
		words = append(words, fmt.Sprintf("%q", doc.Slice(f.Span)))
	}
	switch {
	case !hit && len(other) == 0:
		return &Failure{doc, fmt.Sprintf("reports nothing, expected %q", x.Finds), nil}
	case len(other) > 0:
		return &Failure{doc, fmt.Sprintf("reports %s, expected %q alone", strings.Join(words, ", "), x.Finds), other}
	}
	return nil
}
