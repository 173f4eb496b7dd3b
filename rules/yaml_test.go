package rules_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sayso-lint/sayso/internal/pack"
	"github.com/sayso-lint/sayso/lint/linttest"
)

// TestRulesInYAML reads the YAML rules as a desk's pack is read, conditions run by the expression's machine, and holds them
// to the same examples and fixtures as what they were compiled to.
func TestRulesInYAML(t *testing.T) {
	files, err := filepath.Glob("*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal("there is no rule in YAML:", err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		p, err := pack.Builtin(file, data, os.DirFS("words"))
		if err != nil {
			t.Error(err)
			continue
		}
		for _, r := range p.Rules() {
			if r.ID != strings.TrimSuffix(file, ".yaml") {
				t.Errorf("%s holds rule %s", file, r.ID)
			}
			linttest.Examples(t, r)
			t.Run(r.ID, func(t *testing.T) {
				linttest.Run(t, r, filepath.Join("..", "testdata", "rules", r.ID+".txtar"))
			})
		}
	}
}
