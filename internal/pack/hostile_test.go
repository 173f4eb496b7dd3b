package pack

import (
	"strings"
	"testing"
	"time"

	"github.com/sayso-lint/sayso/internal/growth"
)

// Conditions take time by the text alone: what would by its numbers is refused, where it stands.
func TestConditionsThatWouldTakeForEver(t *testing.T) {
	for source, column := range map[string]int{
		"all(1..100000, all(1..100000, true))":            5,
		"not sourced and len(map(1..1000000, #)) > 1":     25,
		"quantity.value in 1..1000000":                    19,
		"repeat('a', 1000000) == text":                    0,
		"any(split(text, ' '), # == 'moose') and sourced": 22,
	} {
		_, err := (&Spec{}).condition(source)
		at, ok := err.(*conditionError) //nolint:errorlint // it is not wrapped, by contract
		if !ok || !strings.HasPrefix(at.Message, "a condition has no loops") || at.Line != 1 {
			t.Errorf("%s: %v", source, err)
			continue
		}
		if at.Column != column {
			t.Errorf("%s: column %d, want %d", source, at.Column, column)
		}
	}
	for _, source := range []string{"sentence.text matches '(?i)moose' and not sourced", "section in ['body', 'summary']", "len(split(text, ' ')) > 2", "lower(text) == 'a'"} {
		if _, err := (&Spec{}).condition(source); err != nil {
			t.Errorf("%s: %v", source, err)
		}
	}
}

// TestHostilePacks reads what would explode, or made the parser slow, by the hundred kilobytes.
func TestHostilePacks(t *testing.T) {
	if testing.Short() {
		t.Skip("seconds of processor time")
	}
	const head = "pack: evil\nsummary: s\nrules:\n"
	rule := func(body string) string {
		return head + "  - rule: bad\n    summary: s\n    why: w\n    message: m\n" + body + "\n    bad: ['[[a]] b', '[[a]] c']\n    good: [b, c]\n"
	}
	for name, text := range map[string]string{
		"brackets":    head + strings.Repeat("[", 100_000),
		"braces":      head + strings.Repeat("{a: ", 20_000),
		"laughs":      "a: &a [x,x]\n" + strings.Repeat("b: &b [*a,*a,*a,*a]\n", 1000) + head,
		"rules":       head + strings.Repeat("  - rule: a\n", 10_000),
		"slots":       rule("    phrases: [\"" + strings.Repeat("a|b ", 5000) + "x\"]"),
		"options":     rule("    phrases: [\"x " + strings.Repeat("a? ", 5000) + "\"]"),
		"gaps":        rule("    phrases: [\"a " + strings.Repeat("... ", 5000) + "b\"]"),
		"inflections": rule("    phrases: [\"a " + strings.Repeat("go~ ", 5000) + "\"]"),
		"phrases":     rule("    phrases: [" + strings.Repeat("a b, ", 20_000) + "a]"),
		"expression":  rule("    regex: {anchor: [a], match: \"" + strings.Repeat("(", 5000) + "a" + strings.Repeat(")*", 5000) + "\"}"),
		"condition":   rule("    phrases: [a]\n    when: \"" + strings.Repeat("(", 50_000) + "true" + strings.Repeat(")", 50_000) + "\""),
		"negations":   rule("    phrases: [a]\n    when: \"" + strings.Repeat("not ", 20_000) + "true\""),
		"pattern":     rule("    pattern: \"a " + strings.Repeat("<NN>? ", 5000) + "\""),
	} {
		start := growth.CPU()
		_, err := Parse("x.yaml", []byte(text))
		if took := growth.CPU() - start; took > 4*time.Second {
			t.Errorf("%s: %v for %d bytes", name, took, len(text))
		} else if testing.Verbose() {
			t.Logf("%s: %v, %.100v", name, took, err)
		}
		if err != nil && len(err.Error()) > 200<<10 {
			t.Errorf("%s: a message of %d bytes", name, len(err.Error()))
		}
	}
}
