package main

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/sayso-lint/sayso/cli"
	"github.com/sayso-lint/sayso/internal/growth"
	"github.com/sayso-lint/sayso/rules"
)

// hostile are pieces that, repeated, once took or well could take time by the square of their number.
var hostile = map[string]string{
	"one line":                "The mill was closed in March; experts say the weir may leak and 12 percent is lost. ",
	"no full stop":            "the mill was closed in march because the weir may leak and experts say 12 percent is lost ",
	"commas":                  "the mill, the weir, it said, ",
	"full stops":              ".",
	"full stops apart":        ". ",
	"very":                    "very ",
	"numbers":                 "12 ",
	"modals":                  "may could ",
	"vague attributions":      "experts say ",
	"one letter":              "a",
	"hyphens":                 "a-",
	"dashes":                  "a—",
	"slashes":                 "a/b",
	"initials":                "U.",
	"decimals":                "1,2.",
	"Chinese":                 "据估计",
	"marks over nothing":      "\u0301",
	"quotation marks":         "\"",
	"opening quotation marks": "“",
	"apostrophes":             "' ",
	"quotations":              "\"No,\" he said. ",
	"opening brackets":        "[",
	"opening parentheses":     "(a ",
	"links":                   "[a](b) ",
	"stars":                   "*a ",
	"headings":                "# a\n\n",
	"paragraphs":              "Experts say 12 percent is lost.\n\n",
	"list items":              "- Consider the mill.\n",
	"notes":                   "The mill closed.[^1]\n\n[^1]: Experts say so.\n\n",
	"table rows":              "| 12 percent | experts say |\n",
}

// nested are openings and closings that, a hundred thousand in one another, have ended parsers.
var nested = map[string][2]string{
	"quotation marks":              {"“", "”"},
	"two kinds of quotation marks": {"“‘", "’”"},
	"parentheses":                  {"(a ", ") "},
	"brackets":                     {"[", "](b)"},
	"emphasis":                     {"*a ", " b*"},
	"quotations":                   {"> ", ""},
	"lists":                        {"- ", ""},
	"tags":                         {"<div>", "</div>"},
	"inline tags":                  {"<b>", "</b>"},
	"block quotes":                 {"<blockquote>", "</blockquote>"},
	"quoted tags":                  {"<q>", "</q>"},
	"list tags":                    {"<ul><li>", "</li></ul>"},
	"tables":                       {"<table><tr><td>", "</td></tr></table>"},
}

// TestTimeIsLinear holds ten times the text to less than thirty times the time, of any kind, as text and as Markdown, and what is nested as HTML, too. The
// bar of DESIGN.md is eleven; what is between the two is left to the noise of a busy machine, which shows in processor time, too. A sentence, block or
// table that is looked at as a whole for each hit in it shows here as a hundred.
func TestTimeIsLinear(t *testing.T) {
	const size = 10 << 10
	runs := [][]string{
		{"check", "--format", "compact"},
		{"check", "--format", "json", "--profile", "audit", "--metrics"},
		{"dump", "--format", "json"},
	}
	audit := runs[1]
	if testing.Short() {
		runs = runs[1:2]
	}
	for name, piece := range hostile {
		head := ""
		if piece[0] == '|' {
			head = "| a | b |\n|---|---|\n"
		}
		for _, format := range []string{"draft.txt", "draft.md"} {
			for _, args := range runs {
				linear(t, name+", "+format, size, append(args, "--stdin-name", format), func(size int) string { return head + strings.Repeat(piece, size/len(piece)) })
			}
		}
	}
	for name, pair := range nested {
		for _, format := range []string{"draft.txt", "draft.md", "draft.html"} {
			linear(t, "nested "+name+", "+format, size, append(audit, "--stdin-name", format), func(size int) string {
				n := size / len(pair[0])
				return strings.Repeat(pair[0], n) + "Experts say 12 percent is lost." + strings.Repeat(pair[1], n)
			})
		}
	}
}

// linear runs sayso over texts of a size and of ten times that.
func linear(t *testing.T, name string, size int, args []string, text func(size int) string) {
	t.Helper()
	args = append(append([]string{"sayso"}, args...), "--lang", "en", "-")
	once := func(size int) time.Duration {
		data := []byte(text(size))
		start := growth.CPU()
		if code := cli.Main(args, bytes.NewReader(data), io.Discard, io.Discard, rules.All()...); code > cli.Found {
			t.Fatalf("%s: %v: exit %d", name, args, code)
		}
		return growth.CPU() - start
	}
	// What is fixed for a run weighs the more the shorter it is, and would hide growth.
	fixed := min(once(0), once(0))
	small, big := once(size)-fixed, once(10*size)-fixed
	for range 5 {
		if big <= 30*max(small, 2*time.Millisecond) {
			break
		}
		small, big = max(small, once(size)-fixed), min(big, once(10*size)-fixed)
	}
	if big > 30*max(small, 2*time.Millisecond) {
		t.Errorf("%s: %v: %v for ten times the text that took %v", name, args[1:], big, small)
	}
}
