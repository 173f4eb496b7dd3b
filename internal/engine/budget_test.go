package engine_test

import (
	"strings"
	"testing"

	"github.com/sayso-lint/sayso/internal/engine"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/lint/linttest"
)

// toyWord reports a word at a severity and confidence.
func toyWord(word string, s lint.Severity, c lint.Confidence) engine.Setting {
	return engine.Setting{Severity: s, Rule: &lint.Rule{
		ID: word, Confidence: c, Cues: lint.Cues{Lists: []lint.List{{Lang: "en", Phrases: []string{word}}}},
		Check: func(p *lint.Pass, h lint.Hit) { p.Report(lint.Finding{Span: h.Span, Message: word}) },
	}}
}

func TestNoiseBudget(t *testing.T) {
	rules := []engine.Setting{
		toyWord("dire", lint.Warning, lint.Low), toyWord("grim", lint.Warning, lint.High), toyWord("wrong", lint.Error, lint.Low),
	}
	loud := func(text string, budget int) (words []string, calmed int) {
		e, err := engine.New(engine.Settings{Profile: lint.OpEd, Rules: rules, NoiseBudget: budget})
		if err != nil {
			t.Fatal(err)
		}
		d := linttest.Document(t, "text", text)
		r := e.Check(d, nil)
		calmed = e.Calm(d, r.Findings)
		for _, f := range r.Findings {
			if f.Severity >= lint.Warning {
				words = append(words, f.Rule)
			}
		}
		return words, calmed
	}
	filler := strings.Repeat("The boats went out at dawn and came back at noon. ", 60) // 660 words
	text := "It was dire and dire and grim and grim and wrong. " + filler
	for _, c := range []struct {
		name, text, want string
		budget, calmed   int
	}{
		{"none", text, "dire dire grim grim wrong", 0, 0},
		{"enough", text, "dire dire grim grim wrong", 10, 0},
		{"the graver and surer stay", text, "grim wrong", 4, 3},
		{"one of each before repetitions", text, "dire grim grim wrong", 7, 1},
		{"a short text has no rate", "It was dire and dire and grim and grim and wrong.", "dire dire grim grim wrong", 1, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			words, calmed := loud(c.text, c.budget)
			if got := strings.Join(words, " "); got != c.want || calmed != c.calmed {
				t.Errorf("%q and %d calmed, want %q and %d", got, calmed, c.want, c.calmed)
			}
		})
	}
}

// A fingerprint names a finding whatever is asked for beside it: the confidence, or a suppression of its twin.
func TestFingerprintsDoNotChangeWithWhatIsShown(t *testing.T) {
	doubt := engine.Setting{Severity: lint.Warning, Rule: &lint.Rule{
		ID: "doubt", Cues: lint.Cues{Lists: []lint.List{{Lang: "en", Phrases: []string{"grim"}}}},
		Check: func(p *lint.Pass, h lint.Hit) {
			sure := lint.High
			if h.Span.Start < 10 {
				sure = lint.Low
			}
			p.Report(lint.Finding{Span: h.Span, Confidence: sure, Message: "grim"})
		},
	}}
	last := func(s engine.Settings, text string) string {
		s.Profile, s.Rules = lint.Audit, []engine.Setting{doubt}
		e, err := engine.New(s)
		if err != nil {
			t.Fatal(err)
		}
		r := e.Check(linttest.Document(t, "markdown", text), nil)
		if len(r.Findings) == 0 {
			t.Fatal("no finding")
		}
		return r.Findings[len(r.Findings)-1].Fingerprint.String()
	}
	const twice = "So grim.\n\nSo grim.\n"
	want := last(engine.Settings{}, twice)
	if len(want) != 32 {
		t.Fatalf("fingerprint %q", want)
	}
	if got := last(engine.Settings{MinConfidence: lint.High}, twice); got != want {
		t.Errorf("high confidence alone: %s, want %s", got, want)
	}
	if got := last(engine.Settings{}, "<!-- sayso allow doubt: the first -->\n"+twice); got != want {
		t.Errorf("its twin allowed: %s, want %s", got, want)
	}
}
