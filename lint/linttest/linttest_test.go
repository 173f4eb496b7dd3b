package linttest

import (
	"slices"
	"strings"
	"testing"

	"github.com/sayso-lint/sayso/lint"
)

type toyOptions struct {
	Loud bool `yaml:"loud" doc:"shout"`
}

// toy reports "rain", as information where it is in capitals or shouted at.
var toy = &lint.Rule{
	ID: "rain", Severity: map[lint.Profile]lint.Severity{lint.OpEd: lint.Warning, lint.Newsroom: lint.Error},
	Options: func() any { return &toyOptions{} },
	Cues:    lint.Cues{Lists: []lint.List{{Lang: "en", Phrases: []string{"rain"}}}},
	Check: func(p *lint.Pass, h lint.Hit) {
		f := lint.Finding{Span: h.Span, Message: "it rains"}
		if p.Text(h.Span) == "RAIN" || p.Options.(*toyOptions).Loud {
			f.Severity = lint.Info
		}
		p.Report(f)
	},
}

func TestExample(t *testing.T) {
	tests := []struct {
		name    string
		example lint.Example
		want    string // a part of the problem; "" is none
	}{
		{"bad and found", lint.Example{Input: "It will rain.", Finds: "rain"}, ""},
		{"bad and missed", lint.Example{Input: "It will snow.", Finds: "snow"}, "reports nothing"},
		{"bad and more", lint.Example{Input: "It will rain. RAIN!", Finds: "rain"}, `reports "RAIN"`},
		{"good and silent", lint.Example{Input: "It will snow.", Because: "no rain"}, ""},
		{"good and reported", lint.Example{Input: "It will rain.", Because: "no rain"}, "excused: no rain"},
		{"good and information", lint.Example{Input: "It will RAIN.", Because: "loud", Expect: lint.Info}, ""},
		{"good and worse than information", lint.Example{Input: "It will rain.", Because: "loud", Expect: lint.Info}, "(error:"},
		{"options", lint.Example{Input: "It will rain.", Because: "loud", Expect: lint.Info, Options: map[string]any{"loud": true}}, ""},
		{"profile that has it off", lint.Example{Input: "It will rain.", Because: "off", Profile: lint.Academic}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := Example(t, toy, tt.example)
			if tt.want == "" && got != "" || !strings.Contains(got, tt.want) {
				t.Errorf("got %q, want %q in it", got, tt.want)
			}
		})
	}
}

func TestRun(t *testing.T) { Run(t, toy, "testdata/rain.txtar") }

func TestUnmark(t *testing.T) {
	text, marks, err := unmark(`a [[b [[c]] d||info why]] \[[e\]] [[f||names || nobody]]`)
	if err != nil {
		t.Fatal(err)
	}
	if want := "a b c d [[e]] f"; text != want {
		t.Errorf("got %q, want %q", text, want)
	}
	want := []mark{{4, 5, lint.Off, ""}, {2, 7, lint.Info, "why"}, {14, 15, lint.Off, "names || nobody"}}
	if !slices.Equal(marks, want) {
		t.Errorf("got %v, want %v", marks, want)
	}
	for _, broken := range []string{"a [[b", "a b]]", "a [[b||c"} {
		if _, _, err := unmark(broken); err == nil {
			t.Errorf("%s: no error", broken)
		}
	}
}

func TestCompare(t *testing.T) {
	want := []mark{{0, 1, lint.Off, ""}, {2, 3, lint.Error, ""}, {4, 5, lint.Off, "no"}}
	got := []mark{{2, 3, lint.Info, "x"}, {4, 5, lint.Info, "yes"}, {6, 7, lint.Info, "more"}}
	problems := compare("a b c d", want, got)
	expected := []string{
		`line 1: "a" is not reported`,
		`line 1: "b" is reported as info, expected error`,
		`line 1: "c" is reported with "yes", expected "no" in it`,
		`line 1: "d" is reported (info: more)`,
	}
	if !slices.Equal(problems, expected) {
		t.Errorf("got %q, want %q", problems, expected)
	}
}
