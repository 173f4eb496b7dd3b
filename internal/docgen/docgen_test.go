package docgen_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/sayso-lint/sayso/internal/docgen"
	"github.com/sayso-lint/sayso/internal/engine"
	"github.com/sayso-lint/sayso/internal/pack"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/rules"
)

// TestReferenceIsFresh fails when a rule changed and "go generate ./internal/docgen" was forgotten.
func TestReferenceIsFresh(t *testing.T) {
	docs := filepath.Join("..", "..", "docs")
	all := slices.Concat(rules.All(), engine.Rules())
	if err := docgen.Generate(all, filepath.Join(docs, "rules"), false); err != nil {
		t.Error(err)
	}
	if err := docgen.Schemas(all, filepath.Join(docs, "schema"), false); err != nil {
		t.Error(err)
	}
}

// TestSchemas holds the schemas against files that sayso itself reads, and against mistakes.
func TestSchemas(t *testing.T) {
	for schema, texts := range map[string]map[string]bool{
		"pack.schema.json": {
			strings.ReplaceAll(pack.First, "NAME", "house"):                                                                          true,
			"pack: x\nrules: [{rule: a, message: m, phrases: [b], bad: ['[[b]]'], good: [c]}]":                                       true,
			"pack: x\nrules: [{rule: a, message: m, phrases: {de: {l: {severity: info, phrases: [b]}}}, bad: ['[[b]]'], good: [c]}]": true,
			"pack: x\nrules: [{rule: a, message: m, pattern: very <JJ>, bad: [{input: b, finds: b}], good: [{input: c}]}]":           true,
			"pack: x\nrules: [{rule: a, mesage: m, phrases: [b], bad: ['[[b]]'], good: [c]}]":                                        false,
			"pack: x\nrules: [{rule: a, message: m, phrases: [b], swap: {b: c}, bad: ['[[b]]'], good: [c]}]":                         false,
			"pack: x\nrules: [{rule: a, message: m, bad: ['[[b]]'], good: [c]}]":                                                     false,
			"pack: X\nrules: []": false,
		},
		"sayso.schema.json": {
			"profile: newsroom\nrules:\n  rhetorical-question: off\n  contentious-label: {severity: info, lexicon_ban: [militant]}\n  house/word: info\n": true,
			"overrides: [{files: ['opinion/**'], profile: op-ed}]\nallow: [{rule: relative-time, reason: dated}]\nignore: x/**\npacks: [a.yaml]":          true,
			"profiles: {own: {extends: intel, fail-on: never}}\nscales: {house: {unlikely: [0, 40], likely: [60, 90]}}\nas-of: 2026-01-31":                true,
			"profil: newsroom":                         false,
			"rules: {rhetorical-questoin: off}":        false,
			"rules: {rhetorical-question: loud}":       false,
			"rules: {contentious-label: {lexicon: 3}}": false,
			"allow: [{rule: x}]":                       false,
			"noise-budget: -1":                         false,
		},
	} {
		compiled, err := jsonschema.NewCompiler().Compile(filepath.Join("..", "..", "docs", "schema", schema))
		if err != nil {
			t.Fatal(err)
		}
		for text, valid := range texts {
			asJSON, err := yaml.YAMLToJSON([]byte(text))
			if err != nil {
				t.Fatal(err)
			}
			value, err := jsonschema.UnmarshalJSON(bytes.NewReader(asJSON))
			if err != nil {
				t.Fatal(err)
			}
			if err := compiled.Validate(value); (err == nil) != valid {
				t.Errorf("%s of\n%s\nvalid %v, want %v: %v", schema, text, err == nil, valid, err)
			}
		}
	}
}

// TestSchemaKnowsDefaults: what an option is where nobody sets it may be written down, a list of few values too.
func TestSchemaKnowsDefaults(t *testing.T) {
	compiled, err := jsonschema.NewCompiler().Compile(filepath.Join("..", "..", "docs", "schema", "sayso.schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rules.All() {
		for _, o := range r.OptionList() {
			if list, ok := o.Default.([]string); ok && list == nil {
				continue // null in JSON
			}
			text, err := json.Marshal(map[string]any{"rules": map[string]any{r.ID: map[string]any{o.Name: o.Default}}})
			if err != nil {
				t.Fatal(err)
			}
			value, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
			if err != nil {
				t.Fatal(err)
			}
			if err := compiled.Validate(value); err != nil {
				t.Errorf("%s: %v", text, err)
			}
		}
	}
}

type toyOptions struct {
	Window string   `yaml:"window" enum:"near,far" doc:"how far | wide"`
	Words  []string `yaml:"words" doc:"more of them"`
}

var toy = &lint.Rule{
	ID: "house/toy-rule", Summary: "a toy", Why: "toys_matter", Remedy: "play", Family: lint.Stance, Confidence: lint.High, Since: "0.1.0",
	Severity:  map[lint.Profile]lint.Severity{lint.OpEd: lint.Info, lint.Intel: lint.Error},
	Standards: []lint.Standard{{Source: "Toy Handbook", Where: "ch. 1", Demands: "play | rest"}},
	Options:   func() any { return &toyOptions{Window: "near", Words: []string{"a", "b"}} },
	Replaces:  []string{"blunt"},
	Examples: []lint.Example{
		{Input: "A *toy* car.", Finds: "*toy*"},
		{Input: "[toy](x)", Finds: "toy", Format: "markdown"},
		{Input: "A car.", Because: "no toy", Expect: lint.Info, Profile: lint.Intel, Options: map[string]any{"window": "far"}},
	},
}

func TestGenerate(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "rules")
	toys := []*lint.Rule{toy}
	if err := docgen.Generate(toys, dir, false); err == nil || strings.Count(err.Error(), "is stale") != 2 {
		t.Errorf("nothing there: %v", err)
	}
	if err := docgen.Generate(toys, dir, true); err != nil {
		t.Fatal(err)
	}
	if err := docgen.Generate(toys, dir, false); err != nil {
		t.Errorf("just written: %v", err)
	}
	page, err := os.ReadFile(filepath.Join(dir, "house-toy-rule.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"# house/toy-rule\n\nA toy.\n",
		"**Why.** Toys\\_matter.",
		"> A **\\*toy\\*** car.\n",
		"```markdown\n[toy](x)\n```\n\nreports `toy`\n",
		"no toy; at most info; profile intel; with `window: far`",
		"| `window` | `near` | `near`, `far` | how far \\| wide |",
		"| `words` | `[a, b]` | a list of texts | more of them |",
		"| Toy Handbook | ch. 1 | play \\| rest |",
		"| off | info | error | off | off | off | off | error |",
		"that blunt reports too",
		"<!-- sayso allow house/toy-rule: the reason -->",
	} {
		if !strings.Contains(string(page), want) {
			t.Errorf("%q is not in\n%s", want, page)
		}
	}
	if err := docgen.Generate(nil, dir, false); err == nil || !strings.Contains(err.Error(), "house-toy-rule.md is about nothing that is left") {
		t.Errorf("a page too many: %v", err)
	}
	if err := docgen.Generate(nil, dir, true); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "house-toy-rule.md")); err == nil {
		t.Error("the page of a rule that is no more is still there")
	}
}
