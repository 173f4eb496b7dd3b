package read

import (
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/sayso-lint/sayso/prose"
)

// pieces are what texts are put together from here: words of every width, all line ends, and marks of each format.
var pieces = []string{
	"word ", "Ünü ", "据估计", "🚢 ", "e\u0301 ", "👩‍👩‍👧 ", "مرحبا ", "\r\n", "\n", "\r", "\n\n", "\r\n\r\n", "\uFEFF", "\u2028", "\u202E", "\x00", "\t", "  ", "12 %. ",
	"# ", "- ", "> ", "*a* ", "**", "`c` ", "[a](b) ", "[^1]", "\n\n[^1]: ", "| a | b |\n|---|---|\n| ", "<b>", "</b>", "<p>", "<br>", "&amp;", "&nbsp;", "<!-- ", " -->", "```\n", "---\n", "\\*",
	"\xff", "\xe2\x82", "\xed\xa0\x80",
}

// TestLocateAndBack: whatever a text is put together from, each of its words is found in the file where Locate says, and
// line and columns are what somebody counts who starts at the top.
func TestLocateAndBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		file := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 60).Draw(t, "pieces"), "")
		if rapid.Bool().Draw(t, "with a mark") {
			file = "\uFEFF" + file
		}
		format := rapid.SampledFrom([]string{formatText, formatMarkdown, formatHTML}).Draw(t, "format")
		d, _, err := Document("x", format, []byte(file))
		if err != nil {
			return // more NUL than a text has
		}
		before := 0
		for _, w := range words(d.Text) {
			l := d.Locate(w)
			if got := file[l.Start.Offset:l.End.Offset]; got != d.Slice(w) && !strings.Contains(got, "&") {
				t.Fatalf("%q as %s: %q is found at %q", file, format, d.Slice(w), got)
			}
			if l.Start.Offset < before {
				t.Fatalf("%q as %s: %q goes back", file, format, d.Slice(w))
			}
			before = l.Start.Offset
			for _, p := range []prose.Position{l.Start, l.End} {
				if want := counted(file, p.Offset); p != want {
					t.Fatalf("%q as %s: %+v, want %+v", file, format, p, want)
				}
			}
		}
	})
}

// counted finds a place from the top. A replaced sequence of bytes is one character.
func counted(file string, offset int) prose.Position {
	p := prose.Position{Offset: offset, Line: 1, Column: 1, UTF16: 1}
	at := 0
	if strings.HasPrefix(file, "\uFEFF") && offset >= 3 {
		at = 3
	}
	for at < offset {
		r, n := utf8.DecodeRuneInString(file[at:])
		if r == utf8.RuneError && n == 1 {
			n = maximalPart(file[at:])
		}
		crlf := r == '\r' && at+1 < len(file) && file[at+1] == '\n'
		at += n
		if r == '\n' || r == '\r' && !crlf {
			p.Line, p.Column, p.UTF16 = p.Line+1, 1, 1
			continue
		}
		p.Column++
		p.UTF16 += utf16.RuneLen(r)
	}
	return p
}
