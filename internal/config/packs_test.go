package config

import (
	"testing"

	"github.com/sayso-lint/sayso/lint"
)

// TestUnknownRuleNamesTheFamilyFirst: a pack may be called as a family is, and what is said must not change from run to run.
func TestUnknownRuleNamesTheFamilyFirst(t *testing.T) {
	rules := []*lint.Rule{{ID: "sourcing/desk"}, {ID: "unnamed-study", Family: lint.Sourcing}}
	for range 50 {
		want := "sourcing is a family and no rule; name those of its rules that are meant: unnamed-study"
		if got := UnknownRule("sourcing", rules).Error(); got != want {
			t.Fatalf("%s\nwant %s", got, want)
		}
	}
}
