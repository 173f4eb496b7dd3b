package rules_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/sayso-lint/sayso/internal/engine"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/lint/linttest"
	"github.com/sayso-lint/sayso/rules"
)

// TestBriefLeavesOutNotesAlone runs all rules over their own examples and fixtures for a report that shows no notes, and for
// one that does: beside the notes everything must be the same.
func TestBriefLeavesOutNotesAlone(t *testing.T) {
	var all []engine.Setting
	for _, r := range rules.All() {
		all = append(all, engine.Setting{Rule: r, Severity: lint.Warning})
	}
	engines := map[bool]*engine.Engine{}
	for _, brief := range []bool{false, true} {
		e, err := engine.New(engine.Settings{Profile: lint.Audit, Rules: all, Brief: brief})
		if err != nil {
			t.Fatal(err)
		}
		engines[brief] = e
	}
	check := func(brief bool, x sample) []lint.Finding {
		return engines[brief].Check(linttest.Document(t, x.format, x.text), nil).Findings
	}
	visible := cmpopts.IgnoreFields(lint.Finding{}, "Notes", "Fingerprint")
	for _, r := range rules.All() {
		for _, x := range texts(t, r) {
			if diff := cmp.Diff(check(false, x), check(true, x), visible); diff != "" {
				t.Errorf("%q (-with notes +brief):\n%s", x.text, diff)
			}
		}
	}
}
