package lsp

import (
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// counted is the place of a byte by the book: line ends are counted from the start, then characters from the line's.
func counted(s string, at int, bytes bool) position {
	var p position
	start := 0
	for i := range at {
		if s[i] == '\n' || s[i] == '\r' && (i+1 == len(s) || s[i+1] != '\n') {
			p.Line++
			start = i + 1
		}
	}
	p.Character = at - start
	if !bytes {
		p.Character = len(utf16.Encode([]rune(s[start:at])))
	}
	return p
}

var snippets = []string{
	"so", "a", " ", "\n", "\r\n", "\r", "é", "e\u0301", "鹿", "😀", "👩‍👩‍👧", "\u2028", "\ufeff", "\ufffd", "so so. ", "\n\n", "\t", "**so**", strings.Repeat("long ", 500), strings.Repeat("鹿", 700),
}

// randomText is made of what texts are made of, and of what is hard to count.
func randomText(t *rapid.T, most int) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(snippets), 0, most).Draw(t, "pieces"), "")
}

func TestPlaces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := randomText(t, 40)
		for _, inBytes := range []bool{true, false} {
			text := newText(s, inBytes)
			at := rapid.IntRange(0, len(s)).Draw(t, "at")
			for at < len(s) && !utf8.RuneStart(s[at]) {
				at++
			}
			p := counted(s, at, inBytes)
			if got := text.position(at); got != p {
				t.Fatalf("byte %d of %q: got %v, want %v", at, s, got, p)
			}
			back := at
			if at > 0 && at < len(s) && s[at-1] == '\r' && s[at] == '\n' {
				back = at - 1 // between CR and LF is the end of the line
			}
			if got := text.offset(p); got != back {
				t.Fatalf("%v in %q: got %d, want %d", p, s, got, back)
			}
		}
	})
}

// A position outside of the text is the nearest inside.
func TestPlacesOutside(t *testing.T) {
	for _, c := range []struct {
		text        string
		line, char  int
		utf8, utf16 int
	}{
		{text: "ab\r\ncd", line: 0, char: 9, utf8: 2, utf16: 2},
		{text: "ab\r\ncd", line: 0, char: 3, utf8: 2, utf16: 2},
		{text: "ab\r\ncd", line: 9, char: 0, utf8: 6, utf16: 6},
		{text: "ab\r\ncd", line: -1, char: 5, utf8: 0, utf16: 0},
		{text: "ab\r\ncd", line: 1, char: -5, utf8: 4, utf16: 4},
		{text: "ab\rcd\r", line: 2, char: 1 << 62, utf8: 6, utf16: 6},
		{text: "a😀b", line: 0, char: 2, utf8: 1, utf16: 1}, // inside of the character
		{text: "", line: 0, char: 1, utf8: 0, utf16: 0},
	} {
		p := position{c.line, c.char}
		if got := newText(c.text, true).offset(p); got != c.utf8 {
			t.Errorf("%q %v in UTF-8: got %d, want %d", c.text, p, got, c.utf8)
		}
		if got := newText(c.text, false).offset(p); got != c.utf16 {
			t.Errorf("%q %v in UTF-16: got %d, want %d", c.text, p, got, c.utf16)
		}
	}
}

func TestURIs(t *testing.T) {
	for _, c := range []struct {
		uri     string
		windows bool
		file    string
		name    string
		back    string // "": the same
	}{
		{uri: "file:///home/a/draft.md", file: "/home/a/draft.md", name: "draft.md"},
		{uri: "file:///home/a%20b/%C3%A4%23%25.md", file: "/home/a b/ä#%.md", name: "ä#%.md"},
		{uri: "file://localhost/a.md", file: "/a.md", name: "a.md", back: "file:///a.md"},
		{uri: "file:///c%3A/Users/a/draft.md", windows: true, file: "c:/Users/a/draft.md", name: "draft.md", back: "file:///c:/Users/a/draft.md"},
		{uri: "file:///C:/a.md", windows: true, file: "C:/a.md", name: "a.md"},
		{uri: "file:///C:/a.md", file: "/C:/a.md", name: "a.md"},
		{uri: "file://server/share/a.md", windows: true, file: "//server/share/a.md", name: "a.md"},
		{uri: "untitled:Untitled-1", name: "Untitled-1"},
		{uri: "untitled:/home/a/new.md", name: "new.md"},
		{uri: "vscode-notebook-cell:/home/a/n.ipynb#X", name: "n.ipynb"},
		{uri: "git:/home/a/draft.md?%7B%22ref%22%7D", name: "draft.md"},
		{uri: "%zz\\a\\b.md", name: "b.md"},
		{uri: "", name: "."},
	} {
		file, name := pathOf(c.uri, c.windows)
		if file != c.file || name != c.name {
			t.Errorf("%s: got %q, %q", c.uri, file, name)
		}
		if c.back == "" {
			c.back = c.uri
		}
		if file != "" && uriOf(file) != c.back {
			t.Errorf("%s: back %s", c.uri, uriOf(file))
		}
	}
}

func TestDifferenceMakesOneTextOfAnother(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before, after := randomText(t, 12), randomText(t, 12)
		if rapid.Bool().Draw(t, "alike") {
			after = strings.ReplaceAll(before, "so", "SO 鹿")
		}
		all := difference(newText(before, true), after)
		var got strings.Builder
		copied := 0
		for _, c := range all {
			got.WriteString(before[copied:c.Start] + c.New)
			copied = c.End
			if !utf8.ValidString(c.New) {
				t.Fatalf("%q: part of a character", c.New)
			}
		}
		if got.WriteString(before[copied:]); got.String() != after {
			t.Fatalf("%q to %q: %v gives %q", before, after, all, got.String())
		}
	})
}

// A text of one line is counted no slower than one of many: 1,000 places in a line of a megabyte.
func BenchmarkOneLine(b *testing.B) {
	s := strings.Repeat("鹿 and ", 1<<17)
	for b.Loop() {
		t := newText(s, false)
		for i := range 1000 {
			t.position(i * len(s) / 1000)
		}
	}
}
