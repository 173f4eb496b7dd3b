package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/tools/txtar"

	"github.com/sayso-lint/sayso/cli"
	"github.com/sayso-lint/sayso/report"
	"github.com/sayso-lint/sayso/rules"
)

// nasty are texts that something has choked on, or could.
var nasty = map[string]string{
	"nothing":              "",
	"a mark alone":         "\uFEFF",
	"blanks":               " \t\n \u00A0\u3000\n",
	"CRs":                  "Experts say so.\r\rSome 12 percent were lost.\r",
	"CR LF and LF CR":      "Experts say\r\nso.\n\rSome 12 percent were lost.\n\n\r\n",
	"NUL":                  strings.Repeat("Experts say so, and some 12 percent were lost. ", 20) + "\x00Experts say so.",
	"a mark in the middle": "Experts say\uFEFF so. \uFEFFSome 12 percent were lost.",
	"line separators":      "Experts say\u2028so.\u2029Some 12\u0085percent\vwere\flost.",
	"bidi":                 "\u202EExperts say\u202C \u2066so\u2069. Some \u200F12\u200E percent \u061Cwere lost.",
	"combining":            "Exp\u0301erts" + strings.Repeat("\u0301", 5000) + " say so. Some 12\u20E3 percent were lost.",
	"right to left":        "أظهرت دراسة أن 12 في المئة. experts say مرحبا \"12 percent\" עברית experts say so.",
	"Chinese":              "据估计，约有三百艘船停泊。Experts say 12 percent。「没有人」说。",
	"joiners":              "Experts 👩‍👩‍👧‍👦 say 🇩🇪 so\u200D\u200C. Some 12\u200B percent\u2060 were ☂️ lost.",
	"invalid":              strings.Repeat("The mill was closed in March. ", 20) + "Experts say \xff so. Some 12 \xc3 percent \xe2\x82 were \xf0\x9f\x98 lost. \xc0\xaf \xed\xa0\x80 \xf4\x90\x80\x80 \xf8\x88\x80\x80\x80 \x80",
	"UTF-16":               utf16File("Experts say 🚢 so. Some 12 percent were lost.", true),
	"UTF-16 big":           utf16File("Experts say 🚢 so. Some 12 percent were lost.", false),
	"UTF-16 lone":          utf16File("Experts say ", true) + "\x3d\xd8" + utf16File(" so. ", true)[2:] + "\x00\xdc" + utf16File("Some 12 percent were lost.", true)[2:] + "\x3d\xd8",
	"UTF-16 odd":           utf16File("Experts say so.", true) + "\x2e",
	"unclosed":             "\"Experts say [so](a \"b **c _d `e <f g='h\n\n```\nSome 12 percent were lost. <!-- (“‘«",
	"front matter":         "---\ntitle: Experts say 12 percent\nlang: en\nSome 12 percent were lost.\n",
	"a table":              "|" + strings.Repeat("a|", 100) + "\n|" + strings.Repeat("-|", 100) + "\n|" + strings.Repeat("12 percent|", 100) + "\n",
	"tags":                 "<html><body><p>Experts <b>say <i>so.</b> Some</i> 12&nbsp;percent<br>were &#x0; &#55296; &#1114112; &bogus; lost.<script>alert(1)</script><svg><p>Experts say so.",
	"markup of reports":    "Experts say </script><script>alert(1)</script> ]]> --> ::error::x %0A ##[error] | a | `b` &amp; \x1b[31m so, \"and\" some 12 percent were lost.",
}

func utf16File(s string, little bool) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune("\uFEFF" + s)) {
		if little {
			b.Write([]byte{byte(u), byte(u >> 8)})
		} else {
			b.Write([]byte{byte(u >> 8), byte(u)})
		}
	}
	return b.String()
}

// TestNastyTexts runs each through every reader and every format of report: what comes out is a report, and positions in it
// are those of the file.
func TestNastyTexts(t *testing.T) {
	for name, text := range nasty {
		for _, as := range []string{"x.txt", "x.md", "x.html"} {
			whole(t, as, []byte(text))
			for _, format := range report.Formats() {
				var out, errs bytes.Buffer
				args := []string{"sayso", "check", "--lang", "en", "--profile", "audit", "--metrics", "--format", format, "--stdin-name", as, "-"}
				code := cli.Main(args, strings.NewReader(text), &out, &errs, rules.All()...)
				if code > cli.Found || out.Len() == 0 && format != "compact" && format != "jsonl" && format != "github" || !utf8.Valid(out.Bytes()) {
					t.Errorf("%s as %s, %s: exit %d, %d bytes\n%s", name, as, format, code, out.Len(), errs.String())
				}
			}
		}
	}
}

// FuzzWhole: whatever a file holds, sayso reports the same twice (the second time with all that the first has warmed up),
// what it reports stands where it says, and the layers of dump lie in the file.
func FuzzWhole(f *testing.F) {
	for _, text := range nasty {
		for _, as := range []string{"x.txt", "x.md", "x.html"} {
			f.Add(as, []byte(text))
		}
	}
	for _, glob := range []string{"testdata/read/*.txtar", "testdata/rules/*.txtar"} {
		files, err := filepath.Glob(glob)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range files {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				f.Fatal(err)
			}
			if len(archive.Files) > 0 { // one each: a fuzzer runs all of them before it begins
				in := archive.Files[0]
				f.Add("x"+filepath.Ext(in.Name), in.Data)
			}
		}
	}
	f.Fuzz(func(t *testing.T, as string, data []byte) {
		if !slices.Contains([]string{"x.txt", "x.md", "x.html"}, as) {
			t.Skip("no other reader")
		}
		whole(t, as, data)
	})
}

type place struct{ Offset, Line, Column, UTF16 int }

func whole(t *testing.T, as string, data []byte) {
	t.Helper()
	before := bytes.Clone(data)
	run := func(args ...string) []byte {
		var out, errs bytes.Buffer
		code := cli.Main(append([]string{"sayso"}, append(args, "--lang", "en", "--stdin-name", as, "-")...), bytes.NewReader(data), &out, &errs, rules.All()...)
		if code == cli.Failed && strings.Contains(errs.String(), "binary file") {
			return nil
		}
		if code > cli.Found {
			t.Fatalf("%v: exit %d: %s\n%q", args, code, errs.String(), data)
		}
		return out.Bytes()
	}
	check := []string{"check", "--profile", "audit", "--min-confidence", "low", "--metrics", "--format", "json"}
	first := run(check...)
	if again := run(check...); !bytes.Equal(first, again) {
		t.Fatalf("warm is not cold:\n%s\n%s", first, again)
	}
	layers := run("dump")
	if !bytes.Equal(before, data) {
		t.Fatal("the input has changed")
	}
	if first == nil {
		return
	}
	var reported struct {
		Files []struct {
			Findings []struct {
				Rule, Text string
				Start, End place
				Notes      []struct{ Start, End *place }
				Fixes      []struct {
					Edits []struct{ Start, End place }
				}
			}
		}
	}
	if err := json.Unmarshal(first, &reported); err != nil {
		t.Fatal(err)
	}
	wide := bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff"))
	last := 0
	stands := func(start, end place) {
		if start.Offset < 0 || start.Offset > end.Offset || end.Offset > len(data) || start.Line < 1 || start.Column < 1 || start.UTF16 < start.Column || end.Line < start.Line {
			t.Fatalf("%v to %v in %d bytes\n%q", start, end, len(data), data)
		}
		if wide || !utf8.Valid(data) {
			return
		}
		for _, p := range []place{start, end} {
			if want := placed(data, p.Offset); p != want {
				t.Fatalf("%+v, which is %+v\n%q", p, want, data)
			}
			if p.Offset < len(data) && !utf8.RuneStart(data[p.Offset]) {
				t.Fatalf("%+v splits a character\n%q", p, data)
			}
		}
	}
	for _, file := range reported.Files {
		for _, f := range file.Findings {
			stands(f.Start, f.End)
			if f.Start.Offset < last {
				t.Fatalf("%s at %d comes behind what stands at %d", f.Rule, f.Start.Offset, last)
			}
			last = f.Start.Offset
			if !wide && utf8.Valid(data) && f.Text != string(data[f.Start.Offset:f.End.Offset]) {
				t.Fatalf("%s: %q is not %q", f.Rule, f.Text, data[f.Start.Offset:f.End.Offset])
			}
			for _, n := range f.Notes {
				if n.Start != nil {
					stands(*n.Start, *n.End)
				}
			}
			for _, x := range f.Fixes {
				for _, e := range x.Edits {
					stands(e.Start, e.End)
				}
			}
		}
	}
	var dumped any
	if err := json.Unmarshal(layers, &dumped); err != nil {
		t.Fatal(err)
	}
	if err := inside(dumped, len(data)); err != nil {
		t.Fatalf("%v\n%q", err, data)
	}
}

// placed counts the place of an offset anew, a line end at a time.
func placed(data []byte, offset int) place {
	p := place{Offset: offset, Line: 1, Column: 1, UTF16: 1}
	text := string(data[:offset])
	text = strings.TrimPrefix(text, "\uFEFF")
	for i, r := range text {
		switch {
		case r == '\r' && (i+1 < len(text) && text[i+1] == '\n' || i+1 == len(text) && offset < len(data) && data[offset] == '\n'):
			p.Column++
			p.UTF16++
		case r == '\n' || r == '\r':
			p.Line, p.Column, p.UTF16 = p.Line+1, 1, 1
		default:
			p.Column++
			p.UTF16 += utf16.RuneLen(r)
		}
	}
	return p
}

// inside looks for spans in what dump says.
func inside(v any, size int) error {
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			if err := inside(x, size); err != nil {
				return err
			}
		}
	case map[string]any:
		start, spans := v["start"].(float64)
		end, _ := v["end"].(float64)
		if spans && (start < 0 || start > end || end > float64(size)) {
			return fmt.Errorf("%v to %v in %d bytes", start, end, size)
		}
		for _, x := range v {
			if err := inside(x, size); err != nil {
				return err
			}
		}
	}
	return nil
}

// TestAPartedTextSaysTheSame: a long text is checked in parts at the same time, and says what it says when it is checked by one.
func TestAPartedTextSaysTheSame(t *testing.T) {
	text := mixedText(t, 3<<18)
	for _, args := range []string{"--profile audit --metrics --format json", "--format text"} {
		said := func(jobs string) []byte {
			var out, errs bytes.Buffer
			cli.Main(append([]string{"sayso", "check", "--jobs", jobs, "--stdin-name", "x.md", "-"}, strings.Fields(args)...), bytes.NewReader(text), &out, &errs, rules.All()...)
			if errs.Len() > 0 {
				t.Error(errs.String())
			}
			return out.Bytes()
		}
		if one, three := said("1"), said("3"); !bytes.Equal(one, three) || len(one) < 1<<18 {
			t.Errorf("%s: %d bytes from one goroutine, %d from three", args, len(one), len(three))
		}
	}
}
