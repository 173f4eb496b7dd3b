package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sayso-lint/sayso/lint"
)

func TestAddAllow(t *testing.T) {
	const entry = "  - rule: toy\n    path: \"a.txt\"\n    text: \"so\"\n    reason: REASON\n"
	for name, c := range map[string]struct{ before, after string }{
		"no file yet":           {"", "allow:\n" + entry},
		"other keys":            {"profile: op-ed\n", "profile: op-ed\nallow:\n" + entry},
		"no newline at its end": {"profile: op-ed", "profile: op-ed\nallow:\n" + entry},
		"a comment alone":       {"# ours\n", "# ours\nallow:\n" + entry},
		"an empty list":         {"allow:\nlang: en\n", "allow:\n" + entry + "lang: en\n"},
		"nothing behind it":     {"allow:", "allow:\n" + entry},
		"a comment behind it":   {"allow: # ours\n", "allow: # ours\n" + entry},
		"entries": {
			"allow:\n  # ours\n  - rule: b\n    reason: x\nlang: en\n",
			"allow:\n  # ours\n" + entry + "  - rule: b\n    reason: x\nlang: en\n",
		},
		"entries at the margin": {
			"allow:\n- rule: b\n  reason: x\n",
			"allow:\n- rule: toy\n  path: \"a.txt\"\n  text: \"so\"\n  reason: REASON\n- rule: b\n  reason: x\n",
		},
		"a list on a line": {
			"allow: [{rule: b, reason: x}]\n",
			"allow: [{rule: toy, path: \"a.txt\", text: \"so\", reason: REASON}, {rule: b, reason: x}]\n",
		},
		"an empty list on a line": {"allow: []\n", "allow: [{rule: toy, path: \"a.txt\", text: \"so\", reason: REASON}]\n"},
		"CRLF":                    {"profile: op-ed\r\n", "profile: op-ed\r\nallow:\r\n" + strings.ReplaceAll(entry, "\n", "\r\n")},
		"the word in other places": {
			"words:\n  toy:\n    ignore:\n      - \"allow:\"\n",
			"words:\n  toy:\n    ignore:\n      - \"allow:\"\nallow:\n" + entry,
		},
		"broken":         {"allow: [\n", ""},
		"two documents":  {"lang: en\n---\nlang: de\n", ""},
		"not a list":     {"allow: everything\n", ""},
		"braces":         {"{lang: en}\n", ""},
		"an end of file": {"lang: en\n...\n", ""},
	} {
		at, insert, ok := AddAllow(c.before, "a.txt", "toy", "so")
		got := ""
		if ok {
			got = c.before[:at] + insert + c.before[at:]
		}
		if got != c.after {
			t.Errorf("%s: got\n%s\nwant\n%s", name, got, c.after)
		}
	}
}

// What is allowed is the file that was meant and the words that were meant, whatever they are.
func FuzzAddAllow(f *testing.F) {
	for _, x := range [][3]string{
		{"", "a.txt", "so"},
		{"allow:\n  - rule: toy\n    reason: x\n", "notes [1] *{a}?.txt", `"so", he said: \ #no`},
		{"# x\nallow: []", "ä/日本 !^.txt", "tab\tand\u2028line 😀"},
		{"lang: en\r\nallow:\r\n- rule: toy\r\n  reason: x\r\n", "a\\b.txt", "\u0301\u200d"},
	} {
		f.Add(x[0], x[1], x[2])
	}
	dir := f.TempDir()
	rules := []*lint.Rule{{ID: "toy", Severity: map[lint.Profile]lint.Severity{lint.OpEd: lint.Warning}}}
	f.Fuzz(func(t *testing.T, text, path, phrase string) {
		path, phrase = strings.ToValidUTF8(path, "?"), strings.Join(strings.Fields(strings.ToValidUTF8(phrase, "?")), " ")
		at, insert, ok := AddAllow(text, path, "toy", phrase)
		if !ok {
			if text == "" && path != "" {
				t.Errorf("nothing for path %q, phrase %q", path, phrase)
			}
			return
		}
		book := &rulebook{}
		if err := book.add(rules); err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(dir, Name)
		if _, err := parse(file, []byte(text), book); err != nil {
			return // with mistakes before, it has them still
		}
		if err := os.WriteFile(file, []byte(text[:at]+insert+text[at:]), 0o600); err != nil {
			t.Fatal(err)
		}
		l, err := NewLoader(rules, Flags{File: file})
		if err != nil {
			t.Fatalf("%v\n%s", err, text[:at]+insert+text[at:])
		}
		if clean := filepath.ToSlash(filepath.Clean(path)); path == "" || clean != path || filepath.IsAbs(path) || strings.HasPrefix(path, ".") {
			return // no path of a file
		}
		got, err := l.For(filepath.Join(dir, filepath.FromSlash(path)))
		if err != nil {
			t.Fatal(err)
		}
		if len(got.Allows) == 0 || got.Allows[0].Text != phrase {
			t.Errorf("path %q, phrase %q: %+v by\n%s", path, phrase, got.Allows, insert)
		}
	})
}
