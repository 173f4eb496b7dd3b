package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/expr-lang/expr/parser"

	"github.com/sayso-lint/sayso/internal/pack"
)

// TestAllIsFresh fails when a rule was added, renamed or deleted and "go generate ./rules" was forgotten.
func TestAllIsFresh(t *testing.T) {
	dir := filepath.Join("..", "..", "..", "rules")
	want, err := generate(dir)
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(filepath.Join(dir, "all.go"))
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("rules/all.go is stale: run go generate ./rules")
	}
}

// No expression of a built-in rule is left to the machine.
func TestExpressionsAreCompiled(t *testing.T) {
	source, err := generate(filepath.Join("..", "..", "..", "rules"))
	if err != nil {
		t.Fatal(err)
	}
	for said, compiled := range map[string]string{", When: \"": "Holds: func(", ", Ceiling: \"": "Caps: func("} {
		if n, m := bytes.Count(source, []byte(said)), bytes.Count(source, []byte(compiled)); n != m {
			t.Errorf("of %d expressions behind %q %d are compiled", n, said, m)
		}
	}
}

func TestTranslate(t *testing.T) {
	spec := &pack.Spec{Options: []pack.Option{{Name: "least", Default: 2}, {Name: "allowed", Default: []string{"a"}}}}
	for expression, want := range map[string]string{
		`not named and length > 1 or list != "a"`:         `((!a.Named() && (a.Length() > 1)) || (a.List() != "a"))`,
		`modal.sense in ["deontic", "dynamic"]`:           `slices.Contains([]string{"deontic", "dynamic"}, a.ModalSense())`,
		`text not in option.allowed`:                      `!slices.Contains(pack.OptionOf[[]string](a, "allowed"), a.Text())`,
		`length >= option.least`:                          `(a.Length() >= pack.OptionOf[int](a, "least"))`,
		`opening ? before("x", 3) : nearby("y") == false`: `(a.Opening() && a.Before("x", 3) || !a.Opening() && (a.Nearby("y") == false))`,
		`sentence.text matches "x"`:                       "",
		`lower(text) == "x"`:                              "",
	} {
		tree, err := parser.Parse(expression)
		if err != nil {
			t.Fatal(err)
		}
		got, err := (&translator{spec: spec}).value(tree.Node)
		if (err != nil) != (want == "") || err == nil && got != want {
			t.Errorf("%s:\ngot  %s (%v)\nwant %s", expression, got, err, want)
		}
	}
}

func TestPacksAreFresh(t *testing.T) {
	dir := filepath.Join("..", "..", "..", "packs")
	want, err := generatePacks(dir)
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(filepath.Join(dir, "all.go"))
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("packs/all.go is stale: run go generate ./packs")
	}
}

const yamlRule = `
rule: rain-idiom
summary: rain stands for misfortune
why: a reader abroad may not know the idiom
remedy: say what happened
family: stance
severity: {newsroom: warning, op-ed: info, intel: warning, encyclopedic: warning, policy: info, academic: info, humanitarian: info}
confidence: high
since: 0.1.0
message: '"{span}" is an idiom'
mood: [question]
phrases:
  en:
    - it never rains but it pours
bad:
  - {input: It never rains but it pours., finds: It never rains but it pours}
  - {input: "Well, it never rains but it pours.", finds: it never rains but it pours}
good:
  - {input: It rains., because: no idiom}
  - {input: "\"It never rains but it pours,\" she said.", because: quoted}
`

const goRule = `package rules

import "github.com/sayso-lint/sayso/lint"

var (
	other   = &lint.Finding{}
	sunIdiom = &lint.Rule{ID: "sun-idiom"}
)
`

func write(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func TestGenerate(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{"rain_idiom.yaml": yamlRule, "sun_idiom.go": goRule, "all.go": "stale", "x_test.go": "broken"})
	if err := run(dir, generate); err != nil {
		t.Fatal(err)
	}
	source, err := os.ReadFile(filepath.Join(dir, "all.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"\t\tyamlRainIdiom,\n\t\tsunIdiom,\n\t}",
		`var yamlRainIdiom = (&pack.Spec{ID: "rain-idiom",`,
		`"op-ed": lint.Info`, "Confidence: lint.High",
		"}).Rule()",
	} {
		if !strings.Contains(string(source), want) {
			t.Errorf("%s is not in\n%s", want, source)
		}
	}
}

func TestMistakes(t *testing.T) {
	for want, files := range map[string]map[string]string{
		"rule sun-idiom is declared in a.go and in b.go":         {"a.go": goRule, "b.go": goRule},
		"its ID must be written out as a string":                 {"a.go": strings.Replace(goRule, `"sun-idiom"`, "id", 1)},
		`rain.yaml:2:1: unknown key "rul"; did you mean "rule"?`: {"rain.yaml": strings.Replace(yamlRule, "rule:", "rul:", 1)},
		"expected": {"a.go": "package rules\nfunc"},
	} {
		dir := t.TempDir()
		write(t, dir, files)
		if err := run(dir, generate); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}
