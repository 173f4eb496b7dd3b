package config

import (
	"errors"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/sayso-lint/sayso/lint"
)

var toys = map[string]*lint.Rule{
	"stray-moose":  {ID: "stray-moose", Options: func() any { return &toyOptions{Herd: 1} }},
	"doubtful-elk": {ID: "doubtful-elk"},
}

type toyOptions struct {
	Herd  int      `yaml:"herd" doc:"how many"`
	Names []string `yaml:"names" doc:"of each"`
}

// FuzzParse: whatever a configuration holds, it is read or refused at places that exist.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"", "profile: intel\n", "rules:\n  stray-moose: {severity: off, herd: 3, names: [a, b]}\n", "rules: {stray-moose: off",
		"profiles: {house: {extends: newsroom, fail-on: never}}\nprofile: house\n", "allow:\n- {rule: stray-moose, reason: r, path: '*.txt'}\n",
		"overrides:\n  - files: a\n    words: {stray-moose: {add: x}}\n", "a: &b [*b]\n<<: *b\n", "? [a]\n: b\n", "- 1\n---\n- 2\n", "lang: \"\xff\"\n",
		"ignore: ['{a', '[']\nas-of: 2026-02-30\n", "%YAML 1.2\n---\n!!map {a: !x b}\n", "profile: |\n  intel\n", "rules:\n\tstray-moose: off\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1<<12 {
			t.Skip("the library takes its time over large nonsense")
		}
		_, err := parse("x.yaml", data, book(toys))
		for _, e := range unjoined(err) {
			var at *Error
			if errors.As(e, &at) && (at.Line < 1 || at.Line > strings.Count(string(data), "\n")+strings.Count(string(data), "\r")+2 || at.Column < 0) {
				t.Errorf("%v: no such place in %q", e, data)
			}
		}
	})
}

func unjoined(err error) []error {
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		return many.Unwrap()
	}
	return []error{err}
}

func TestMatches(t *testing.T) {
	for _, c := range []struct {
		glob, path string
		want       bool
	}{
		{"*.md", "a.md", true},
		{"*.md", "deep/a.md", true},
		{"drafts", "drafts/a.md", true},
		{"drafts/", "old/drafts/deep/a.md", true},
		{"drafts/**", "drafts/a.md", true},
		{"drafts/**", "old/drafts/a.md", false},
		{"./drafts/*.md", "drafts/a.md", true},
		{"drafts/*.md", "drafts/deep/a.md", false},
		{"**/a.md", "a.md", true},
		{"{a,b}.md", "b.md", true},
		{"a.md", "ba.md", false},
		{"../x/*.md", "../x/a.md", true},
	} {
		if got := matches(c.glob, c.path); got != c.want {
			t.Errorf("%s of %s: got %v, want %v", c.glob, c.path, got, c.want)
		}
	}
}

func TestNoiseBudget(t *testing.T) {
	for text, want := range map[string]string{
		"noise-budget: 4\n":    "",
		"noise-budget: 0\n":    "",
		"noise-budget: -1\n":   "x.yaml:1:15: noise-budget: expected a number of findings per 1,000 words, 0 for no limit",
		"noise-budget: some\n": "x.yaml:1:15: noise-budget: expected a number of findings per 1,000 words, 0 for no limit",
	} {
		got := ""
		if _, err := parse("x.yaml", []byte(text), book(toys)); err != nil {
			got = err.Error()
		}
		if !strings.Contains(got, want) || want == "" && got != "" {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

type scaledOptions struct {
	Scale      string   `yaml:"scale" enum:"icd203,ipcc" doc:"which"`
	ScaleTerms []string `yaml:"scale_terms" doc:"one's own"`
}

// A rule's option names a scale of the user's, whichever of the two stands first.
func TestOwnScales(t *testing.T) {
	toys := map[string]*lint.Rule{"stray-moose": {ID: "stray-moose", Options: func() any { return &scaledOptions{Scale: "icd203"} }}}
	f, err := parse("x.yaml", []byte("rules:\n  stray-moose: {scale: house}\nscales:\n  house:\n    unlikely: [0, 40]\n    likely: [60, 90]\n"), book(toys))
	if err != nil {
		t.Fatal(err)
	}
	got := f.rules["stray-moose"].options
	if want := []any{"unlikely: 0-40", "likely: 60-90"}; !reflect.DeepEqual(got["scale_terms"], want) || got["scale"] != nil {
		t.Errorf("options %v, want scale_terms %v", got, want)
	}
	for text, want := range map[string]string{
		"scales:\n  house:\n    likely: [60]\n":        `x.yaml:3:13: term "likely": expected its range as [low, high], in percent`,
		"scales:\n  house:\n    likely: [60, often]\n": `scale "house"`,
		"scales:\n  ipcc:\n    likely: [60, 90]\n":     `x.yaml:2:3: scale "ipcc" is a published one; give yours another name`,
		"rules:\n  stray-moose: {scale: hose}\n":       "expected one of icd203, ipcc",
	} {
		if _, err := parse("x.yaml", []byte(text), book(toys)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

func book(rules map[string]*lint.Rule) *rulebook {
	b := &rulebook{}
	for _, id := range slices.Sorted(maps.Keys(rules)) {
		if err := b.add([]*lint.Rule{rules[id]}); err != nil {
			panic(err)
		}
	}
	return b
}
