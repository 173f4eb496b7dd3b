package engine_test

import (
	"testing"

	"github.com/sayso-lint/sayso/internal/engine"
	"github.com/sayso-lint/sayso/lint"
)

// A language is read where at least half of the rules in force know it; a rule without languages knows every one.
func TestReads(t *testing.T) {
	toy := func(id string, langs ...string) engine.Setting {
		return engine.Setting{Severity: lint.Warning, Rule: &lint.Rule{ID: id, Langs: langs, Document: func(*lint.Pass) {}}}
	}
	off := toy("off", "de")
	off.Severity = lint.Off
	for _, c := range []struct {
		name  string
		rules []engine.Setting
		lang  string
		want  bool
	}{
		{"all know it", []engine.Setting{toy("a", "en"), toy("b", "en")}, "en", true},
		{"half know it", []engine.Setting{toy("a", "en"), toy("b", "en", "de")}, "de", true},
		{"a third knows it", []engine.Setting{toy("a", "en"), toy("b", "en"), toy("c", "de")}, "de", false},
		{"a rule for any language", []engine.Setting{toy("a"), toy("b", "en")}, "fr", true},
		{"one that is off does not count", []engine.Setting{toy("a", "en"), off}, "de", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			e, err := engine.New(engine.Settings{Profile: lint.OpEd, Rules: c.rules})
			if err != nil {
				t.Fatal(err)
			}
			if got := e.Reads(c.lang); got != c.want {
				t.Errorf("reads %s: %v, want %v", c.lang, got, c.want)
			}
		})
	}
}
