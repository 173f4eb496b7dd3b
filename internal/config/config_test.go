package config

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/sayso-lint/sayso/lint"
)

// Files with the same settings share them, so that one engine serves all; files with others do not.
func TestSettingsAreShared(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	if err := os.WriteFile(Name, []byte("overrides:\n  - {files: odd, lang: de}\n  - {files: [never], lang: fr}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	l, err := NewLoader([]*lint.Rule{toys["stray-moose"], toys["doubtful-elk"]}, Flags{})
	if err != nil {
		t.Fatal(err)
	}
	settings := func(path string) *Settings {
		t.Helper()
		f, err := l.For(path)
		if err != nil {
			t.Fatal(err)
		}
		return f.Settings
	}
	a, b, odd := settings("a.txt"), settings(filepath.Join(dir, "deep", "b.txt")), settings("odd/c.txt")
	if a != b {
		t.Error("two files with the same settings do not share them")
	}
	if a == odd || odd.Lang != "de" || a.Lang != "" {
		t.Errorf("an override does not count: %q and %q", a.Lang, odd.Lang)
	}
}

// Audit shows everything, so it must know every rule that another profile has on.
func TestAuditIsTheWorst(t *testing.T) {
	r := &lint.Rule{ID: "toy", Severity: map[lint.Profile]lint.Severity{lint.Intel: lint.Error, lint.OpEd: lint.Info}}
	l, err := NewLoader([]*lint.Rule{r}, Flags{Profile: "audit"})
	if err != nil {
		t.Fatal(err)
	}
	f, err := l.For("x.txt")
	if err != nil {
		t.Fatal(err)
	}
	if got := f.Rules[0].Severity; got != lint.Error {
		t.Errorf("got %v, want error", got)
	}
}

// An experimental rule is asked for by a severity or by name; of the profiles audit alone, which has every rule on, has it.
func TestExperimentalRulesAreAskedFor(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	if err := os.WriteFile(Name, []byte("overrides:\n  - {files: asked, rules: {toy: warning}}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	r := &lint.Rule{ID: "toy", Experimental: true, Severity: map[lint.Profile]lint.Severity{lint.Intel: lint.Error}}
	tests := []struct {
		path  string
		flags Flags
		want  lint.Severity
	}{
		{"x.txt", Flags{Profile: "audit"}, lint.Error},
		{"x.txt", Flags{Profile: "intel"}, lint.Off},
		{"asked/x.txt", Flags{Profile: "intel"}, lint.Warning},
		{"x.txt", Flags{Profile: "intel", Only: []string{"toy"}}, lint.Error},
	}
	for _, tt := range tests {
		l, err := NewLoader([]*lint.Rule{r}, tt.flags)
		if err != nil {
			t.Fatal(err)
		}
		f, err := l.For(tt.path)
		if err != nil {
			t.Fatal(err)
		}
		if got := f.Rules[0].Severity; got != tt.want {
			t.Errorf("%s, %v: got %v, want %v", tt.path, tt.flags, got, tt.want)
		}
	}
}
