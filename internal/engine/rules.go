package engine

import "github.com/sayso-lint/sayso/lint"

// Rules are the rules about suppressions. They are values like all others, so that they can be listed, explained and
// configured; what they find the engine finds itself, because it alone knows what a suppression answered. They apply
// whether they are among Settings.Rules or not.
func Rules() []*lint.Rule { return []*lint.Rule{BrokenSuppression, UnusedSuppression} }

var everywhere = func() map[lint.Profile]lint.Severity {
	m := map[lint.Profile]lint.Severity{}
	for _, p := range lint.Profiles {
		m[p] = lint.Warning
	}
	return m
}()

// BrokenSuppression reports a suppression comment that cannot be understood.
var BrokenSuppression = &lint.Rule{
	ID:         "broken-suppression",
	Summary:    "a suppression comment names no rule that exists, gives no reason or cannot be read",
	Why:        "a suppression that is not understood suppresses nothing, and one without a reason tells the next editor nothing",
	Remedy:     "write <!-- sayso allow RULE: reason -->, with a quoted phrase before the colon where only that phrase is meant",
	Family:     lint.Consistency,
	Severity:   everywhere,
	Confidence: lint.High, Since: "0.1.0",
	Examples: []lint.Example{
		{Format: "markdown", Input: "<!-- sayso allow vague-attribution -->\nThe mill is closed.", Finds: "<!-- sayso allow vague-attribution -->"},
		{Format: "markdown", Input: "<!-- sayso alow vague-attribution: the editor knows -->\nThe mill is closed.", Finds: "<!-- sayso alow vague-attribution: the editor knows -->"},
		{Format: "markdown", Input: "<!-- to do: ask the mill -->\nThe mill is closed.", Because: "the comment is not addressed to sayso"},
		{Format: "markdown", Input: "<!-- sayso cannot know this -->\nThe mill is closed.", Because: "a remark about sayso"},
	},
	Document: func(*lint.Pass) {},
}

// UnusedSuppression reports a suppression comment that answers no finding.
var UnusedSuppression = &lint.Rule{
	ID:         "unused-suppression",
	Summary:    "a suppression comment answers no finding",
	Why:        "the text has changed since it was written; left there it would hide the next fault in the same place",
	Remedy:     "delete the comment",
	Family:     lint.Consistency,
	Severity:   everywhere,
	Confidence: lint.High, Since: "0.1.0",
	Examples: []lint.Example{
		{Format: "markdown", Input: "<!-- sayso allow vague-attribution: the editor knows them -->\nThe mill is closed.", Finds: "<!-- sayso allow vague-attribution: the editor knows them -->"},
		{Format: "markdown", Input: "<!-- sayso allow vague-attribution \"critics say\": they asked for it -->\nExperts say the mill is closed.", Finds: "<!-- sayso allow vague-attribution \"critics say\": they asked for it -->"},
		{Format: "markdown", Input: "<!-- sayso allow vague-attribution: the editor knows them -->\nExperts say the mill is closed.", Because: "it answers a finding"},
		{Format: "markdown", Input: "<!-- sayso allow unused-suppression: for later -->\nThe mill is closed.", Because: "a suppression of this rule is never reported by it"},
	},
	Document: func(*lint.Pass) {},
}
