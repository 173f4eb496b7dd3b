package rules_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/lint/linttest"
	"github.com/sayso-lint/sayso/rules"
)

func TestRulesAreDocumented(t *testing.T) {
	if err := lint.Validate(rules.All()...); err != nil {
		t.Error(err)
	}
}

func TestExamples(t *testing.T) {
	for _, r := range rules.All() {
		linttest.Examples(t, r)
	}
}

// TestFixtures runs a rule over the texts of testdata/rules/<id>.txtar, where it has one.
func TestFixtures(t *testing.T) {
	for _, r := range rules.All() {
		path := filepath.Join("..", "testdata", "rules", r.ID+".txtar")
		if _, err := os.Stat(path); err == nil {
			t.Run(r.ID, func(t *testing.T) { linttest.Run(t, r, path) })
		}
	}
}

// BenchmarkAll is what a start pays for the rules.
func BenchmarkAll(b *testing.B) {
	for b.Loop() {
		rules.All()
	}
}
