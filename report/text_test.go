package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"unicode"

	"github.com/clipperhouse/displaywidth"
	"pgregory.net/rapid"

	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
)

// pieces are what the properties build lines of: all that has ever misaligned an underline.
var pieces = []string{
	"the ", "harbour ", "a", " ", "  ", "\t", "e\u0301", "\u0301", "船", "。", "「", "」", "🚢", "👩‍👩‍👧", "🇩🇪", "☂️", "1️⃣", "ﬁ", "ा", "ตั้", "العربية", "\x1b[31m", "\x07", "\x7f",
	"\u0085", "\u202e", "\u200b", "\u00ad", "\u00a0", "\ufeff", "…", strings.Repeat("x", 90), strings.Repeat("\u0301", 70), strings.Repeat("word ", 60), "\ufffd",
}

func anyFile(t *rapid.T) *File {
	line := rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 30).Draw(t, "pieces"), "")
	})
	lines := rapid.SliceOfN(line, 1, 6).Draw(t, "lines")
	d := document("a.txt", strings.Join(lines, rapid.SampledFrom([]string{"\n", "\r\n", "\r", "\n\n"}).Draw(t, "line end")))
	f := &File{Doc: d}
	if d.Text == "" {
		return f
	}
	span := func(label string) prose.Span {
		at := func(i int) int {
			for i > 0 && i < len(d.Text) && d.Text[i]&0xC0 == 0x80 {
				i--
			}
			return i
		}
		a, b := at(rapid.IntRange(0, len(d.Text)).Draw(t, label)), at(rapid.IntRange(0, len(d.Text)).Draw(t, label))
		return prose.Span{Start: min(a, b), End: max(a, b)}
	}
	for range rapid.IntRange(1, 3).Draw(t, "findings") {
		f.Findings = append(f.Findings, lint.Finding{
			Rule: "toy-figure", Severity: lint.Severity(rapid.IntRange(1, 3).Draw(t, "severity")), Span: span("span"),
			Message: line.Draw(t, "message"), Notes: []lint.Note{{Text: line.Draw(t, "note"), Span: span("note")}},
		})
	}
	return f
}

// Whatever stands in a document, no terminal is sent a control character, and no row is wider than the screen.
func TestTextIsSafeAndFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := anyFile(t)
		width := rapid.IntRange(0, 200).Draw(t, "width")
		var out bytes.Buffer
		r, _ := newText(&out, Options{Width: width, Rules: toys}).(*text)
		if err := r.File(f); err != nil {
			t.Fatal(err)
		}
		for row := range strings.Lines(out.String()) {
			row = strings.TrimSuffix(row, "\n")
			for _, c := range row {
				if unicode.Is(unicode.Cc, c) || unicode.Is(unicode.Bidi_Control, c) {
					t.Fatalf("row %q sends %U", row, c)
				}
			}
			// One cluster that is spelt out may be wider than a very narrow screen leaves room for.
			if w := displaywidth.String(row); w > r.width {
				t.Fatalf("row %q takes %d columns of %d", row, w, r.width)
			}
		}
	})
}

// The glyphs of an underline stand under the words and under nothing else: what they cover, read back from the screen, is
// what the finding is about.
func TestUnderlinesStandUnderTheWords(t *testing.T) {
	for _, s := range samples(t) {
		for i := range s.file.Findings {
			x := s.file.Findings[i]
			x.Notes = nil
			out := written(t, "text", Options{Quiet: true, Width: 300}, nil, &File{Doc: s.file.Doc, Findings: []lint.Finding{x}})
			words := s.file.Doc.Slice(x.Span)
			if len(words) > 60 || words == "" || strings.ContainsAny(words, "\r\n\t\x1b") {
				continue // their looks differ from their text; the snapshots show them
			}
			if got := covered(out, underline[x.Severity]); got != words {
				t.Errorf("%s: the underline covers %q, want %q\n%s", s.name, got, words, out)
			}
		}
	}
}

// covered is what stands above the glyphs on a screen.
func covered(out, glyph string) string {
	var got strings.Builder
	above := ""
	for row := range strings.Lines(out) {
		_, row, framed := strings.Cut(strings.TrimSuffix(row, "\n"), "│ ")
		if !framed {
			continue
		}
		if strings.Trim(row, " "+glyph) == "" && strings.Contains(row, glyph) {
			column := 0
			for g := displaywidth.StringGraphemes(above); g.Next(); {
				if column < len(row) && strings.HasPrefix(string([]rune(row)[min(column, len([]rune(row))):]), glyph) {
					got.WriteString(g.Value())
				}
				column += g.Width()
			}
		}
		above = row
	}
	return got.String()
}

func TestRemedyOnceAFile(t *testing.T) {
	d := document("a.txt", "Some 300 boats. Some 400 ships.\n")
	f := &File{Doc: d, Findings: []lint.Finding{
		{Rule: "toy-figure", Severity: lint.Error, Span: span(t, d, "300 boats"), Message: "one"},
		{Rule: "toy-figure", Severity: lint.Error, Span: span(t, d, "400 ships"), Message: "two"},
	}}
	if got := strings.Count(written(t, "text", Options{Rules: toys, Quiet: true}, nil, f, f), toys["toy-figure"].Remedy); got != 2 {
		t.Errorf("the remedy is given %d times in two files, want 2", got)
	}
}

func TestQuietIsFindingsAlone(t *testing.T) {
	if got := written(t, "text", Options{Quiet: true}, &Summary{Files: 3}); got != "" {
		t.Errorf("quiet wrote %q", got)
	}
}

func TestValuesWhenAsked(t *testing.T) {
	f := &File{Doc: document("a.txt", "One.\n"), Metrics: figures()}
	s := summarised(f)
	s.Metrics = figures()
	for _, asked := range []bool{false, true} {
		if got := written(t, "text", Options{Metrics: asked}, s, f); strings.Contains(got, "sourced-claim-ratio") != asked {
			t.Errorf("asked for metrics: %v; got\n%s", asked, got)
		}
	}
}

func TestUnknownFormat(t *testing.T) {
	_, err := New("xml", io.Discard, Options{})
	if err == nil || !strings.Contains(err.Error(), strings.Join(Formats(), ", ")) {
		t.Errorf("error %v does not name the formats", err)
	}
}

// broken is a writer that takes nothing.
type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestErrorsOfTheWriterComeBack(t *testing.T) {
	f := samples(t)[0].file
	for _, format := range Formats() {
		r, err := New(format, broken{}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		err = r.File(f)
		if format == "markdown" || format == "html" || format == "svg-badge" { // which write at the end
			err = r.Close(summarised(f))
		}
		if err != io.ErrClosedPipe { //nolint:errorlint // the very error is wanted
			t.Errorf("%s: error %v, want %v", format, err, io.ErrClosedPipe)
		}
	}
}

// manyFindings are n findings on one line or on a line each.
func manyFindings(n int, between string) *File {
	d := document("many.txt", strings.Repeat("The rain fell on the 🚢 harbour and an estimated 300 boats were lost in the hills behind it."+between, n))
	f := &File{Doc: d}
	for at := 0; ; {
		i := strings.Index(d.Text[at:], "an estimated 300")
		if i < 0 {
			return f
		}
		at += i
		f.Findings = append(f.Findings, lint.Finding{
			Rule: "toy-figure", Severity: lint.Error, Span: prose.Span{Start: at, End: at + 16}, Message: `estimated by whom? "an estimated 300" names no source`,
			Notes: []lint.Note{{Text: "no source in this sentence"}, {Text: "nearest attribution, line 1", Span: prose.Span{Start: 4, End: 8}}},
		})
		at += 16
	}
}

func BenchmarkReports(b *testing.B) {
	for name, between := range map[string]string{"a line each": "\n", "one line": " "} {
		f := manyFindings(10_000, between)
		for _, format := range Formats() {
			b.Run(fmt.Sprintf("%s/10000 findings on %s", format, name), func(b *testing.B) {
				for b.Loop() {
					r, err := New(format, io.Discard, Options{Rules: toys, Color: true})
					if err != nil {
						b.Fatal(err)
					}
					if err := r.File(f); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
