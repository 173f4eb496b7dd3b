package engine

import (
	"slices"
	"testing"

	"github.com/sayso-lint/sayso/lint"
)

// TestTerms: words of a family are listed whether its rules are on or off, those that the user adds among them; not what lies in
// another or in what he has the rule ignore, and no marks. A rule that is off stays silent.
func TestTerms(t *testing.T) {
	on, off, other := toy("on", "regime", "regime change", "?"), toy("off", "thugs", "goon of"), toy("other", "mill")
	on.Family, off.Family, other.Family = lint.Stance, lint.Stance, lint.Sourcing
	d := text("The regime and its thugs closed the mill.", "Is it a goon of regime change, or an old regime?")
	s := Settings{Terms: lint.Stance, Rules: []Setting{
		{Rule: on, Severity: lint.Warning, Add: []lint.List{{Phrases: []string{"goon"}}}, Ignore: []string{"old regime"}},
		{Rule: off},
		{Rule: other, Severity: lint.Warning},
	}}
	r := run(t, s, d)
	var got []string
	for _, term := range r.Terms {
		got = append(got, d.Slice(term))
	}
	if want := []string{"regime", "thugs", "goon of", "regime change"}; !slices.Equal(got, want) {
		t.Errorf("terms %q, not %q", got, want)
	}
	if slices.ContainsFunc(r.Findings, func(f lint.Finding) bool { return f.Rule == "off" }) {
		t.Error("a rule that is off was woken")
	}
	if s.Terms = ""; run(t, s, d).Terms != nil {
		t.Error("terms that nobody asked for")
	}
}
