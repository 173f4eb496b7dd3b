package inflect

import (
	"slices"
	"strings"
	"testing"
)

func TestEndings(t *testing.T) {
	for _, tt := range []struct{ got, want string }{
		{S("try"), "tries"},
		{S("pass"), "passes"},
		{S("play"), "plays"},
		{Ed("stop", false), "stopped"},
		{Ed("admit", true), "admitted"},
		{Ed("visit", false), "visited"},
		{Ed("play", false), "played"},
		{Ing("make", false), "making"},
		{Ing("die", false), "dying"},
		{Ing("see", false), "seeing"},
		{Ing("run", false), "running"},
		{Ly("happy"), "happily"},
		{Ly("simple"), "simply"},
		{Ly("basic"), "basically"},
	} {
		if tt.got != tt.want {
			t.Errorf("%s, want %s", tt.got, tt.want)
		}
	}
}

func TestForms(t *testing.T) {
	for word, want := range map[string]string{
		"Say":    "say said saying says",
		"be":     "be am are is was were been being",
		"try":    "try tried tries trying",
		"child":  "child children",
		"prefer": "prefer preferred preferring prefers",
		"burn":   "burn burned burnt burning burns",
	} {
		got := Forms(word)
		for form := range strings.FieldsSeq(want) {
			if !slices.Contains(got, form) {
				t.Errorf("forms of %s are %v, without %s", word, got, form)
			}
		}
		if got[0] != strings.ToLower(word) || len(slices.Compact(slices.Sorted(slices.Values(got)))) != len(got) {
			t.Errorf("forms of %s: %v", word, got)
		}
	}
}

func TestPairs(t *testing.T) {
	for verbs, want := range map[[2]string]string{
		{"utilise", "use"}:    "utilise use, utilises uses, utilising using, utilised used",
		{"author", "write"}:   "author write, authors writes, authoring writing, authorring writing, authored wrote|written, authorred wrote|written",
		{"begin", "start"}:    "begin start, begins starts, beginning starting, began started, begun started",
		{"terminate", "stop"}: "terminate stop, terminates stops, terminating stopping, terminated stopped",
		{"go", "be"}:          "",
	} {
		var got []string
		for _, p := range Pairs(verbs[0], verbs[1]) {
			got = append(got, p.From+" "+strings.Join(p.To, "|"))
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%v: got %s, want %s", verbs, strings.Join(got, ", "), want)
		}
	}
}
