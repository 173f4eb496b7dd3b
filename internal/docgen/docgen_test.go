package docgen_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/sayso-lint/sayso/internal/docgen"
	"github.com/sayso-lint/sayso/internal/engine"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/rules"
)

// TestReferenceIsFresh fails when a rule changed and "go generate ./internal/docgen" was forgotten.
func TestReferenceIsFresh(t *testing.T) {
	dir := filepath.Join("..", "..", "docs", "rules")
	if err := docgen.Generate(slices.Concat(rules.All(), engine.Rules()), dir, false); err != nil {
		t.Error(err)
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
	if err := docgen.Generate(nil, dir, false); err == nil || !strings.Contains(err.Error(), "house-toy-rule.md is about no rule") {
		t.Errorf("a page too many: %v", err)
	}
	if err := docgen.Generate(nil, dir, true); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "house-toy-rule.md")); err == nil {
		t.Error("the page of a rule that is no more is still there")
	}
}
