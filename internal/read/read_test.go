package read

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/sayso-lint/sayso/prose"
)

var update = flag.Bool("update", false, "write what is read into testdata/read")

// TestFixtures reads the files of testdata/read/*.txtar. Behind each stands what became of it.
func TestFixtures(t *testing.T) {
	files, err := filepath.Glob("../../testdata/read/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no fixtures:", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var out []txtar.File
			for i := range archive.Files {
				in := archive.Files[i]
				if strings.HasSuffix(in.Name, ".want") {
					continue
				}
				got := dump(t, in.Name, in.Data)
				want := ""
				if i+1 < len(archive.Files) && archive.Files[i+1].Name == in.Name+".want" {
					want = string(archive.Files[i+1].Data)
				}
				if got != want && !*update {
					t.Errorf("%s:\n%s\nwant\n%s", in.Name, got, want)
				}
				out = append(out, in, txtar.File{Name: in.Name + ".want", Data: []byte(got)})
			}
			if *update {
				archive.Files = out
				if err := os.WriteFile(file, txtar.Format(archive), 0o600); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

var markNames = [...]string{"link", "address", "footnote", "code", "image", "comment", "strong", "emphasis", "citation"}

// dump is a document as a fixture shows it: what is known of it, then a line for each block, and below it its marks.
func dump(t *testing.T, path string, data []byte) string {
	t.Helper()
	d, warnings, err := Document(path, "", data)
	if err != nil {
		return fmt.Sprintf("error: %v\n", err)
	}
	check(t, d)
	var b strings.Builder
	for _, w := range warnings {
		fmt.Fprintf(&b, "warning: %s\n", w)
	}
	for _, known := range []struct{ name, value string }{{"title", d.Title}, {"lang", d.Lang}, {"date", d.Meta["date"]}} {
		if known.value != "" {
			fmt.Fprintf(&b, "%s: %s\n", known.name, known.value)
		}
	}
	for _, blk := range d.Blocks {
		at := d.Locate(blk.Span).Start
		fmt.Fprintf(&b, "%d:%d %s", at.Line, at.Column, blk.Kind)
		for _, a := range []struct {
			name  string
			value any
			shown bool
		}{
			{"level", blk.Level, blk.Level > 0 || blk.Kind == prose.Cell},
			{"column", blk.Column, blk.Kind == prose.Cell},
			{"list", blk.List, blk.List > 0},
			{"label", blk.Label, blk.Label != ""},
			{"lang", blk.Lang, blk.Lang != ""},
		} {
			if a.shown {
				fmt.Fprintf(&b, " %s=%v", a.name, a.value)
			}
		}
		fmt.Fprintf(&b, " %q\n", d.Slice(blk.Span))
		for _, m := range d.Marks {
			if blk.Contains(m.Span) {
				fmt.Fprintf(&b, "\t%s", markNames[m.Kind])
				if text := d.Slice(m.Span); text != prose.Object {
					fmt.Fprintf(&b, " %q", text)
				}
				if m.Target != "" {
					fmt.Fprintf(&b, " to %q", m.Target)
				}
				if m.Kind != prose.Link && m.Kind != prose.Strong && m.Kind != prose.Emphasis {
					fmt.Fprintf(&b, " from %q", d.Locate(m.Span).Text)
				}
				b.WriteByte('\n')
			}
		}
	}
	return b.String()
}

// check holds what is true of every document.
func check(t testing.TB, d *prose.Document) {
	t.Helper()
	end := 0
	for i, b := range d.Blocks {
		if i > 0 {
			if gap := d.Text[end:b.Start]; gap != "\n\n" {
				t.Fatalf("between blocks %d and %d stands %q", i-1, i, gap)
			}
		} else if b.Start != 0 {
			t.Fatalf("the first block begins at %d", b.Start)
		}
		if b.Empty() || b.End > len(d.Text) {
			t.Fatalf("block %d is %v of %d", i, b.Span, len(d.Text))
		}
		end = b.End
	}
	if len(d.Blocks) > 0 && end != len(d.Text) {
		t.Fatalf("the last block ends at %d of %d", end, len(d.Text))
	}
	last := 0
	for _, m := range d.Marks {
		if m.Start < last || m.Empty() || m.End > len(d.Text) {
			t.Fatalf("mark %v after %d, text of %d", m, last, len(d.Text))
		}
		if n := d.BlockAt(m.Start); n < 0 || !d.Blocks[n].Contains(m.Span) {
			t.Fatalf("mark %v lies in no block", m)
		}
		last = m.Start
	}
}

// words are the runs of letters and figures of a text, which readers copy and never make up.
func words(text string) []prose.Span {
	var out []prose.Span
	for i := 0; i < len(text); {
		from := i
		for i < len(text) && (letter(text[i]) || digit(text[i])) {
			i++
		}
		if i > from {
			out = append(out, prose.Span{Start: from, End: i})
		} else {
			i++
		}
	}
	return out
}

// located checks that what Locate says of each word is that word, and that it stands in the file where it says.
func located(t testing.TB, d *prose.Document, data []byte, width int) {
	t.Helper()
	for _, w := range words(d.Text) {
		want := d.Slice(w)
		l := d.Locate(w)
		if l.Text != want {
			continue // an entity or an escape is in it
		}
		from, to := l.Start.Offset, l.End.Offset
		if to-from != width*len(want) || to > len(data) {
			t.Fatalf("%q is at %d to %d of %d", want, from, to, len(data))
		}
		for i := range len(want) {
			if width == 1 && data[from+i] != want[i] || width == 2 && data[from+2*i] != want[i] && data[from+2*i+1] != want[i] {
				t.Fatalf("%q at %d: the file has %q", want, from, data[from:to])
			}
		}
	}
}

func TestFormat(t *testing.T) {
	for path, want := range map[string]string{
		"a.txt": "text", "a/b.TEXT": "text", "a.md": "markdown", "A.Markdown": "markdown", "a.mdown": "markdown", "a.mkd": "markdown",
		"a.html": "html", "a.htm": "html", "a.xhtml": "html", "a.go": "", "README": "", "a.md.bak": "",
	} {
		if got := Format(path); got != want {
			t.Errorf("%s is %q, want %q", path, got, want)
		}
	}
	if _, _, err := Document("x", "latex", []byte("x")); err == nil || !strings.Contains(err.Error(), `unknown format "latex"`) {
		t.Error("an unknown format:", err)
	}
	if d, _, err := Document("README", "", []byte("# not Markdown")); err != nil || d.Format != "text" {
		t.Error("a path without extension:", d.Format, err)
	}
}

func utf16Bytes(s string, big bool) []byte {
	var out []byte
	put := func(u uint16) {
		if big {
			out = append(out, byte(u>>8), byte(u))
		} else {
			out = append(out, byte(u), byte(u>>8))
		}
	}
	put(0xFEFF)
	for _, r := range s {
		if r >= 0x10000 {
			r -= 0x10000
			put(uint16(0xD800 + r>>10))
			put(uint16(0xDC00 + r&0x3FF))
		} else {
			put(uint16(r))
		}
	}
	return out
}

// TestPositions finds one word in files whose offsets, columns and UTF-16 units all differ.
func TestPositions(t *testing.T) {
	for _, c := range []struct {
		name, file string
		want       prose.Position
	}{
		{"plain", "The tide took the pier.", prose.Position{Offset: 18, Line: 1, Column: 19, UTF16: 19}},
		{"emoji", "A 🌊 took the pier.", prose.Position{Offset: 16, Line: 1, Column: 14, UTF16: 15}},
		{"combining accent", "Cafe\u0301 and pier.", prose.Position{Offset: 11, Line: 1, Column: 11, UTF16: 11}},
		{"Chinese", "码头关闭。 The pier.", prose.Position{Offset: 20, Line: 1, Column: 11, UTF16: 11}},
		{"CRLF", "One.\r\n\r\nTwo, the pier.\r\n", prose.Position{Offset: 17, Line: 3, Column: 10, UTF16: 10}},
		{"CR", "One.\r\rTwo, the pier.\r", prose.Position{Offset: 15, Line: 3, Column: 10, UTF16: 10}},
		{"mixed ends", "One.\r\n\rTwo.\n\nThe pier.", prose.Position{Offset: 17, Line: 5, Column: 5, UTF16: 5}},
		{"BOM", "\uFEFFThe pier.", prose.Position{Offset: 7, Line: 1, Column: 5, UTF16: 5}},
		{"BOM and CRLF", "\uFEFFOne.\r\n\r\nThe pier.", prose.Position{Offset: 15, Line: 3, Column: 5, UTF16: 5}},
		{"invalid", "A\xff\xfe \xe4\xbd pier.", prose.Position{Offset: 7, Line: 1, Column: 7, UTF16: 7}},
		{"a BOM in the middle", "A \uFEFFbig pier.", prose.Position{Offset: 9, Line: 1, Column: 8, UTF16: 8}},
		{"line separator", "One\u2028two pier.", prose.Position{Offset: 10, Line: 1, Column: 9, UTF16: 9}},
	} {
		for _, format := range []string{"text", "markdown", "html"} {
			d, _, err := Document("x", format, []byte(c.file))
			if err != nil {
				t.Fatal(c.name, err)
			}
			at := strings.Index(d.Text, "pier")
			l := d.Locate(prose.Span{Start: at, End: at + 4})
			if l.Start != c.want || l.Text != "pier" || l.End.Offset != c.want.Offset+4 {
				t.Errorf("%s as %s: %+v %q, want %+v", c.name, format, l.Start, l.Text, c.want)
			}
			located(t, d, []byte(c.file), 1)
			check(t, d)
		}
	}
	text := "\"🌊\" said Zoë.\r\n\r\nThe pier 码头 fell."
	for _, big := range []bool{false, true} {
		data := utf16Bytes(text, big)
		for _, format := range []string{"text", "markdown", "html"} {
			d, warnings, err := Document("x", format, data)
			if err != nil || len(warnings) > 0 {
				t.Fatal(err, warnings)
			}
			at := strings.Index(d.Text, "fell")
			l := d.Locate(prose.Span{Start: at, End: at + 4})
			want := prose.Position{Offset: 2 + 2*30, Line: 3, Column: 13, UTF16: 13}
			if l.Start != want || l.End.Offset != want.Offset+8 {
				t.Errorf("UTF-16, big %v, as %s: %+v to %d, want %+v", big, format, l.Start, l.End.Offset, want)
			}
			located(t, d, data, 2)
		}
	}
}

func TestDecode(t *testing.T) {
	for _, c := range []struct {
		name, file, want, warning string
	}{
		{"empty", "", "", ""},
		{"only a BOM", "\xEF\xBB\xBF", "", ""},
		{"two bytes of a BOM", "\xEF\xBBx", "\uFFFDx", "not valid UTF-8: 1 faulty sequence, the first at byte 0, read as replacement character"},
		{"overlong", "a\xC0\xAFb", "a\uFFFD\uFFFDb", "2 faulty sequences, the first at byte 1"},
		{"surrogate in UTF-8", "a\xED\xA0\x80b", "a\uFFFD\uFFFD\uFFFDb", "3 faulty"},
		{"cut off", "a\xF0\x9F\x8C", "a\uFFFD", "1 faulty"},
		{"too large", "a\xF5\x80b", "a\uFFFD\uFFFDb", "2 faulty"},
		{"lone high surrogate", "\xFF\xFEa\x00\x00\xD8b\x00", "a\uFFFDb", "not valid UTF-16: 1 lone surrogate"},
		{"lone low surrogate", "\xFE\xFF\x00a\xDC\x00\x00b", "a\uFFFDb", "1 lone surrogate"},
		{"two high surrogates", "\xFF\xFE\x00\xD8\x3C\xD8\x0A\xDF", "\uFFFD\U0001F30A", "1 lone surrogate"},
		{"odd length", "\xFF\xFEa\x00b", "a\uFFFD", "half a character at the end"},
		{"a stray NUL", strings.Repeat("some text ", 100) + "\x00 here", strings.Repeat("some text ", 100) + "\x00 here", ""},
	} {
		src, warnings, err := decode([]byte(c.file))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if src.Text != c.want {
			t.Errorf("%s: %q, want %q", c.name, src.Text, c.want)
		}
		if got := strings.Join(warnings, "; "); c.warning == "" && got != "" || !strings.Contains(got, c.warning) {
			t.Errorf("%s: warning %q, want %q", c.name, got, c.warning)
		}
		if end := src.Decoded.Map(prose.Span{Start: len(src.Text), End: len(src.Text)}).End; end != len(c.file) {
			t.Errorf("%s: the end is at %d of %d", c.name, end, len(c.file))
		}
	}
	for name, file := range map[string]string{
		"NULs":              "\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x03\x00\x3e\x00",
		"UTF-16 unmarked":   "T\x00h\x00e\x00 \x00p\x00i\x00e\x00r\x00.\x00",
		"UTF-32":            "\xFF\xFE\x00\x00a\x00\x00\x00",
		"PDF":               "%PDF-1.7\n%....\n",
		"noise":             strings.Repeat("\xfe\xc3\x28\xa0\xa1 \xe2\x28\xa1\xf0", 50),
		"NULs behind a BOM": "\xFF\xFE" + strings.Repeat("\x00\x00a\x00", 40),
	} {
		if _, _, err := Document("x", "text", []byte(file)); !errors.Is(err, ErrBinary) {
			t.Errorf("%s: error %v, want ErrBinary", name, err)
		}
	}
}

// TestWholeIsCovered: whatever the reader makes of a text, no word of plain prose is lost.
func TestWholeIsCovered(t *testing.T) {
	text := "The council met. Nobody came.\n\n- first item\n- second item\n\nWrapped lines of a paragraph that go on and on until\nthey are full, and then on the next line.\n\n[1] A source.\n"
	for _, format := range []string{"text", "markdown", "html"} {
		d, _, err := Document("x", format, []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		for w := range strings.FieldsSeq(text) {
			if w != "-" && w != "[1]" && !slices.Contains(strings.Fields(d.Text), w) {
				t.Errorf("%s lost %q", format, w)
			}
		}
	}
}

// TestParallel: files are read in parallel with one parser.
func TestParallel(t *testing.T) {
	for _, format := range []string{"text", "markdown", "html"} {
		for range 4 {
			t.Run(format, func(t *testing.T) {
				t.Parallel()
				for range 20 {
					d, _, err := Document("x", format, []byte(benchMarkdown+benchHTML+benchText))
					if err != nil {
						t.Error(err)
						return
					}
					check(t, d)
				}
			})
		}
	}
}
