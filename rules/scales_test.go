package rules_test

import (
	"strings"
	"testing"

	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/lint/linttest"
	"github.com/sayso-lint/sayso/rules"
)

// TestRangeIsInserted applies the fixes of likelihood-without-range: what is left has nothing to report.
func TestRangeIsInserted(t *testing.T) {
	r := ruleNamed(t, "likelihood-without-range")
	own := map[string]any{"scale_terms": []any{"poor odds: 0-30", "likely: 60-85"}}
	for _, x := range []struct {
		text, want string
		options    map[string]any
	}{
		{"The border will likely reopen.", "The border will likely (55-80 %) reopen.", nil},
		{"A strike is very likely, and a truce almost certain.", "A strike is very likely (80-95 %), and a truce almost certain (95-99 %).", nil},
		{"A truce is about as likely as not.", "A truce is about as likely as not (33-66 %).", map[string]any{"scale": "efsa"}},
		{"It will almost certainly not rain.", "It will almost certainly not (2-12 %) rain.", map[string]any{"scale": "kent1964"}},
		{"The bill has poor odds and is likely to fall.", "The bill has poor odds (0-30 %) and is likely (60-85 %) to fall.", own},
	} {
		setup := linttest.Setup{Options: x.options}
		got := x.text
		found := linttest.Check(t, r, setup, linttest.Document(t, "text", x.text))
		for i := len(found) - 1; i >= 0; i-- {
			if len(found[i].Fixes) != 1 || !found[i].Fixes[0].Safe {
				t.Fatalf("%s: expected one safe fix, got %+v", x.text, found[i].Fixes)
			}
			e := found[i].Fixes[0].Edits[0]
			got = got[:e.Span.Start] + e.New + got[e.Span.End:]
		}
		if got != x.want {
			t.Errorf("got %q, want %q", got, x.want)
		}
		if left := linttest.Check(t, r, setup, linttest.Document(t, "text", got)); len(left) > 0 {
			t.Errorf("%s: still reported: %s", got, left[0].Message)
		}
	}
}

// TestNearestTerm reads what unapproved-likelihood-term offers in place of an expression.
func TestNearestTerm(t *testing.T) {
	r := ruleNamed(t, "unapproved-likelihood-term")
	for _, x := range []struct{ scale, text, note, fix string }{
		{"icd203", "A strike is highly likely.", `nearest on the scale: "very likely" (80-95 %) or "highly probable" (80-95 %)`, "very likely"},
		{"phia", "Very probable is a strike.", `nearest on the scale: "highly likely" (80-90 %)`, "Highly likely"},
		{"ipcc", "There is a real possibility of war.", `nearest on the scale: "about as likely as not" (33-66 %)`, ""},
	} {
		found := linttest.Check(t, r, linttest.Setup{Options: map[string]any{"scale": x.scale}}, linttest.Document(t, "text", x.text))
		if len(found) != 1 {
			t.Fatalf("%s: %d findings", x.text, len(found))
		}
		notes := found[0].Notes
		if got := notes[len(notes)-1].Text; got != x.note {
			t.Errorf("%s: got %q, want %q", x.text, got, x.note)
		}
		var fixes []string
		for _, f := range found[0].Fixes {
			if f.Safe {
				t.Errorf("%s: to change an estimate is not safe", x.text)
			}
			fixes = append(fixes, f.Edits[0].New)
		}
		if first, _, _ := strings.Cut(strings.Join(fixes, "|"), "|"); first != x.fix {
			t.Errorf("%s: offers %q, want %q first", x.text, fixes, x.fix)
		}
	}
}

func ruleNamed(t *testing.T, id string) *lint.Rule {
	t.Helper()
	for _, r := range rules.All() {
		if r.ID == id {
			return r
		}
	}
	t.Fatalf("there is no rule %s", id)
	return nil
}
