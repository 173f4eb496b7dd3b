package rules_test

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/sayso-lint/sayso/internal/engine"
	"github.com/sayso-lint/sayso/internal/language"
	"github.com/sayso-lint/sayso/internal/read"
	"github.com/sayso-lint/sayso/internal/segment"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/lint/linttest"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/rules"
)

// TestFixesConverge applies what the rules offer to their own examples and fixtures, every alternative on its own: the
// finding must be gone, and no rule may find anything new in what stands there then.
func TestFixesConverge(t *testing.T) {
	all := everyRule(t)
	for _, r := range rules.All() {
		t.Run(r.ID, func(t *testing.T) {
			for _, x := range texts(t, r) {
				e := alone(t, r, x.options)
				doc := linttest.Document(t, x.format, x.text)
				for _, f := range e.Check(doc, nil).Findings {
					for _, fix := range f.Fixes {
						converges(t, e, all, x, f, fix)
					}
				}
			}
		})
	}
}

// sample is a text that a rule is tried on.
type sample struct {
	text, format string
	options      map[string]any
}

// texts are the examples and fixtures of a rule.
func texts(t *testing.T, r *lint.Rule) []sample {
	t.Helper()
	var out []sample
	for _, x := range r.Examples {
		out = append(out, sample{x.Input, x.Format, x.Options})
	}
	path := filepath.Join("..", "testdata", "rules", r.ID+".txtar")
	if _, err := os.Stat(path); err != nil {
		return out
	}
	a, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	formats := map[string]string{".txt": "text", ".md": "markdown", ".html": "html"}
	for _, f := range a.Files {
		out = append(out, sample{linttest.Unmarked(t, string(f.Data)), formats[filepath.Ext(f.Name)], nil})
	}
	return out
}

func alone(t *testing.T, r *lint.Rule, options map[string]any) *engine.Engine {
	t.Helper()
	s := engine.Setting{Rule: r, Severity: lint.Warning}
	if r.Options != nil {
		s.Options = r.Options()
		if err := lint.SetOptions(s.Options, options); err != nil {
			t.Fatal(err)
		}
	}
	return newEngine(t, s)
}

func everyRule(t *testing.T) *engine.Engine {
	t.Helper()
	var all []engine.Setting
	for _, r := range rules.All() {
		all = append(all, engine.Setting{Rule: r, Severity: lint.Warning})
	}
	return newEngine(t, all...)
}

func newEngine(t *testing.T, s ...engine.Setting) *engine.Engine {
	t.Helper()
	e, err := engine.New(engine.Settings{Profile: lint.Audit, Rules: s})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func reread(format string) func([]byte) (*prose.Document, error) {
	return func(data []byte) (*prose.Document, error) {
		doc, _, err := read.Document("example", cmp.Or(format, "text"), data)
		if err != nil {
			return nil, fmt.Errorf("reading again: %w", err)
		}
		language.Document(doc, "")
		segment.Document(doc)
		return doc, nil
	}
}

// successors are the rules that may have something to say where a fix of another has been made.
var successors = map[string][]string{
	// A term of the scale is still a hedge, and wants its range, which is the next fix.
	"unapproved-likelihood-term": {"hedged-assertion", "likelihood-without-range"},
}

func fixing(x sample, data []byte, check func(*prose.Document) engine.Result) engine.Fixing {
	return engine.Fixing{
		Unsafe: true, Read: reread(x.format), Check: check,
		Spell: func(words string) []byte { return read.Spell(cmp.Or(x.format, "text"), data, words) },
	}
}

// converges applies one fix of one finding.
func converges(t *testing.T, e, all *engine.Engine, x sample, f lint.Finding, fix lint.Fix) {
	t.Helper()
	data := []byte(x.text)
	doc, err := reread(x.format)(data)
	if err != nil {
		t.Fatal(err)
	}
	f.Fixes = []lint.Fix{fix}
	once := func(*prose.Document) engine.Result { return engine.Result{} }
	fixed, err := engine.Fix(data, doc, engine.Result{Findings: []lint.Finding{f}}, fixing(x, data, once))
	if err != nil {
		t.Fatal(err)
	}
	if fixed.Applied == 0 {
		return // refused, and the finding stays
	}
	before, after := e.Check(doc, nil).Findings, e.Check(fixed.Doc, nil).Findings
	if len(after) >= len(before) {
		t.Errorf("%s\n\t%q gives %s\n\tin which %q is found", x.text, fix.Title, fixed.Data, said(fixed.Doc, after))
	}
	for _, n := range newcomers(said(doc, all.Check(doc, nil).Findings), said(fixed.Doc, all.Check(fixed.Doc, nil).Findings)) {
		if rule, _, _ := strings.Cut(n, " "); !slices.Contains(successors[f.Rule], rule) {
			t.Errorf("%s\n\t%q gives %s\n\twhich brings about %s", x.text, fix.Title, fixed.Data, n)
		}
	}
}

// TestFixesComeToRest mends the examples and fixtures with all rules at once, as --fix-unsafe does.
func TestFixesComeToRest(t *testing.T) {
	all := everyRule(t)
	check := func(d *prose.Document) engine.Result { return all.Check(d, nil) }
	applied := 0
	for _, r := range rules.All() {
		for _, x := range texts(t, r) {
			data := []byte(x.text)
			doc, err := reread(x.format)(data)
			if err != nil {
				t.Fatal(err)
			}
			fixed, err := engine.Fix(data, doc, check(doc), fixing(x, data, check))
			if err != nil || len(fixed.Endless) > 0 {
				t.Errorf("%s: %v does not come to rest (%v)\n%s", r.ID, fixed.Endless, err, x.text)
				continue
			}
			applied += fixed.Applied
			again, err := engine.Fix(fixed.Data, fixed.Doc, fixed.Result, fixing(x, fixed.Data, check))
			if err != nil || again.Applied > 0 {
				t.Errorf("%s: mended a second time, %d more fixes (%v)\n%s", r.ID, again.Applied, err, fixed.Data)
			}
		}
	}
	if applied == 0 {
		t.Error("no fix was ever applied")
	}
}

// TestBoostersAreDeleted reads what certainty-booster makes of a sentence, "" where it offers nothing.
func TestBoostersAreDeleted(t *testing.T) {
	e := alone(t, ruleNamed(t, "certainty-booster"), nil)
	for text, want := range map[string]string{
		"Clearly, the policy has failed.":             "The policy has failed.",
		"Obviously the dam has failed.":               "The dam has failed.",
		"The reform was undoubtedly rushed.":          "The reform was rushed.",
		"The reform was, undoubtedly, a failure.":     "The reform was a failure.",
		"The reform was a clearly rushed affair.":     "", // an awfully: the article may have to change
		"The reform was so obviously rushed.":         "",
		"The reform has absolutely failed the towns.": "The reform has failed the towns.",
		"The fact is that the reform has failed.":     "", // there is no way to take this out and leave a sentence
	} {
		x := sample{text: text}
		doc, err := reread("")([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		fixed, err := engine.Fix([]byte(text), doc, e.Check(doc, nil), fixing(x, []byte(text), func(d *prose.Document) engine.Result { return e.Check(d, nil) }))
		if err != nil {
			t.Fatal(err)
		}
		if got := string(fixed.Data); got != want && (want != "" || got != text) {
			t.Errorf("%s\n\tgot  %s\n\twant %s", text, got, want)
		}
	}
}

// said are the rules of findings, with the words.
func said(d *prose.Document, fs []lint.Finding) []string {
	var out []string
	for _, f := range fs {
		out = append(out, f.Rule+" on "+d.Slice(f.Span))
	}
	return out
}

// newcomers are the rules that report more often than before.
func newcomers(before, after []string) []string {
	count := map[string]int{}
	for _, s := range before {
		rule, _, _ := strings.Cut(s, " ")
		count[rule]++
	}
	var out []string
	for _, s := range after {
		rule, _, _ := strings.Cut(s, " ")
		if count[rule]--; count[rule] < 0 {
			out = append(out, s)
		}
	}
	slices.Sort(out)
	return out
}
