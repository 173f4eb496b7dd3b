package read

import (
	"path/filepath"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/sayso-lint/sayso/prose"
)

func seed(f *testing.F, extension string) {
	f.Helper()
	files, err := filepath.Glob("../../testdata/read/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for _, in := range archive.Files {
			if filepath.Ext(in.Name) == extension {
				f.Add(in.Data)
			}
		}
	}
}

// fuzz reads anything in one format. Whatever comes in, the document is whole, what it says of its words is true, and
// reading changes nothing and depends on nothing but the bytes.
func fuzz(f *testing.F, format string) {
	f.Helper()
	f.Fuzz(func(t *testing.T, data []byte) {
		before := string(data)
		d, _, err := Document("x", format, data)
		if string(data) != before {
			t.Fatal("the input has changed")
		}
		if err != nil {
			return
		}
		check(t, d)
		for _, w := range words(d.Text) {
			l := d.Locate(w)
			if l.Start.Offset < 0 || l.End.Offset > len(data) || l.Start.Offset >= l.End.Offset {
				t.Fatalf("%q is at %d to %d of %d", d.Slice(w), l.Start.Offset, l.End.Offset, len(data))
			}
			if l.Text != "" && l.Text == d.Slice(w) && len(data) > 1 && data[0] < 0xFE && string(data[l.Start.Offset:l.End.Offset]) != l.Text {
				t.Fatalf("%q: the file has %q", l.Text, data[l.Start.Offset:l.End.Offset])
			}
		}
		whole := d.Locate(prose.Span{Start: 0, End: len(d.Text)})
		if whole.Start.Line < 1 || whole.Start.Column < 1 {
			t.Fatalf("positions %+v", whole.Start)
		}
		again, _, err := Document("x", format, data)
		if err != nil || again.Text != d.Text || len(again.Blocks) != len(d.Blocks) || len(again.Marks) != len(d.Marks) {
			t.Fatal("read twice, it is not the same")
		}
	})
}

func FuzzText(f *testing.F) {
	seed(f, ".txt")
	fuzz(f, formatText)
}

func FuzzMarkdown(f *testing.F) {
	seed(f, ".md")
	fuzz(f, formatMarkdown)
}

func FuzzHTML(f *testing.F) {
	seed(f, ".html")
	fuzz(f, formatHTML)
}

func FuzzDecode(f *testing.F) {
	for _, s := range []string{"plain", "\uFEFFmarked", "a\xffb", "\xe4\xbd", "\xf0\x9f\x8c\x8a", "\xff\xfea\x00\x00\xd8b\x00", "\xfe\xff\xd8\x3c\xdf\x0a\x00"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		src, _, err := decode(data)
		if err != nil {
			return
		}
		at := 0
		for i, r := range src.Text {
			span := src.Decoded.Map(prose.Span{Start: i, End: i + len(string(r))})
			if span.Start < at || span.End <= span.Start || span.End > len(data) {
				t.Fatalf("character %q at %d comes from %v, the one before from up to %d", r, i, span, at)
			}
			at = span.End
		}
		if len(src.Text) > 0 && at != len(data) {
			t.Fatalf("decoded %d bytes of %d", at, len(data))
		}
	})
}
