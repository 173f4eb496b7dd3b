// Package lint is what a rule is: a value with facts about a check, its examples, the cues that wake it and one
// function. Rules are written against this package and nothing else of sayso's machinery.
//
// It runs nothing (internal/engine does), reads no configuration and prints nothing. A stranger's rule is made exactly
// as a built-in one: build a Rule, let Validate look at it, and hand it to cli.Main.
package lint
