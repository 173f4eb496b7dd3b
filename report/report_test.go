package report

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/metrics"
	"github.com/sayso-lint/sayso/prose"
)

var update = flag.Bool("update", false, "write the snapshots instead of comparing them")

const golden = "../testdata/report"

// document reads plain text as the tests need it: paragraphs by blank lines, sentences by their stops.
func document(path, text string) *prose.Document {
	src := prose.Source{Text: text}
	if after, ok := strings.CutPrefix(text, "\uFEFF"); ok {
		src.Text = after
		src.Decoded.Copy(0, len("\uFEFF"))
	}
	b := prose.NewBuilder(path, "text", src)
	b.Document().Lang = "en"
	at := 0
	for _, end := range append(blankLine.FindAllStringIndex(src.Text, -1), []int{len(src.Text), len(src.Text)}) {
		b.OpenBlock(prose.Block{Kind: prose.Paragraph})
		b.Copy(at, end[0])
		at = end[1]
	}
	d := b.Build()
	for i := range d.Blocks {
		k := &d.Blocks[i]
		from := k.Start
		for _, stop := range append(sentenceEnd.FindAllStringIndex(d.Slice(k.Span), -1), []int{k.Len(), k.Len()}) {
			if to := k.Start + stop[1]; to > from {
				words := strings.TrimSpace(d.Text[from:to])
				start := from + strings.Index(d.Text[from:to], words)
				k.Sentences = append(k.Sentences, prose.Sentence{Span: prose.Span{Start: start, End: start + len(words)}})
				from = to
			}
		}
	}
	return d
}

var (
	blankLine   = regexp.MustCompile(`(\r?\n){2,}`)
	sentenceEnd = regexp.MustCompile(`[.?!][”"]?\s+|。`)
)

// span is where words stand in a document; the words must be there once.
func span(t testing.TB, d *prose.Document, words string) prose.Span {
	t.Helper()
	at := strings.Index(d.Text, words)
	if at < 0 || strings.Count(d.Text, words) > 1 {
		t.Fatalf("%s: %q stands there %d times, want once", d.Path, words, strings.Count(d.Text, words))
	}
	return prose.Span{Start: at, End: at + len(words)}
}

// toys are rules of the tests' own.
var toys = map[string]*lint.Rule{
	"toy-figure": {
		ID: "toy-figure", Family: lint.Sourcing, Confidence: lint.High, Remedy: "name who counted, or leave the figure out",
		Summary: "a figure has no source", Why: "a figure that nobody counted is a guess; ask \"who says so?\"",
		Severity: map[lint.Profile]lint.Severity{lint.OpEd: lint.Error, lint.Newsroom: lint.Warning},
		Examples: []lint.Example{
			{Input: "Some *300* boats sank.", Finds: "Some *300*"},
			{Input: "Some 300 boats sank.", Finds: "300", Format: "markdown"},
			{Input: "Some 300 boats sank, Ada said.", Because: "Ada says so"},
		},
		Standards: []lint.Standard{{Source: "House style", Where: "page 3", Demands: "name the source"}},
	},
	"toy-hedge":  {ID: "toy-hedge", Family: lint.Uncertainty, Confidence: lint.Medium},
	"toy-label":  {ID: "toy-label", Family: lint.Stance, Confidence: lint.Low, Remedy: "say what was done, and let readers choose the word"},
	"toy-advice": {ID: "toy-advice", Family: lint.Prescription, Confidence: lint.Medium, Remedy: "attribute the advice"},
}

// sample is one document with findings, for every reporter.
type sample struct {
	name  string
	bytes string // of the file
	file  *File

	dir, root string // other than those of every sample
}

// options are those of every sample: the run stands in a folder of a repository.
func (s *sample) options() Options {
	o := Options{Profile: "op-ed", Version: "0.1.0", Rules: toys, Dir: "/home/ada/press/texts", Root: "/home/ada/press", Blob: "https://forge.example/ada/press/blob/4f2c/"}
	if s.dir != "" {
		o.Dir, o.Root = s.dir, s.root
	}
	return o
}

func samples(t testing.TB) []sample {
	t.Helper()
	var all []sample
	add := func(name, text string, find func(d *prose.Document, at func(string) prose.Span) []lint.Finding) {
		d := document(name+".txt", text)
		all = append(all, sample{name: name, bytes: text, file: &File{Doc: d, Findings: find(d, func(words string) prose.Span { return span(t, d, words) })}})
	}
	one := func(rule string, s lint.Severity, words, message string) func(*prose.Document, func(string) prose.Span) []lint.Finding {
		return func(_ *prose.Document, at func(string) prose.Span) []lint.Finding {
			return []lint.Finding{{Rule: rule, Severity: s, Span: at(words), Message: message}}
		}
	}
	add("plain", "The quay is old.\n\nAn estimated 300 boats lay in the harbour on Monday.\nThe harbour authority said that forty had sunk.\n\nCritics call it a so-called refuge. The council should close it.\n",
		func(_ *prose.Document, at func(string) prose.Span) []lint.Finding {
			return []lint.Finding{
				{
					Rule: "toy-figure", Severity: lint.Error, Span: at("An estimated 300"), Message: `estimated by whom? "An estimated 300" names no source`,
					Notes: []lint.Note{
						{Text: "no source in this sentence, the one before or a note"},
						{Text: `nearest attribution, line 4: "The harbour authority"`, Span: at("The harbour authority")},
					},
				},
				{
					Rule: "toy-label", Severity: lint.Warning, Confidence: lint.High, Span: at("so-called"), Message: `"so-called" doubts the word that follows`,
					Notes: []lint.Note{{Text: "said of this", Span: at("refuge")}},
					Fixes: []lint.Fix{
						{Title: "leave \"so-called\" out", Safe: true, Edits: []lint.Edit{{Span: at("so-called ")}}},
						{Title: "say whose word it is", Edits: []lint.Edit{{Span: at("a so-called refuge"), New: "what its owners <call> a \"refuge\""}}},
					},
				},
				{Rule: "toy-advice", Severity: lint.Info, Span: at("should"), Message: "advice in the author's voice"},
			}
		})
	add("emoji", "🚢🚢 and 👩‍👩‍👧 and 🇩🇪 and ☂️: some 41 percent 🎉 left.\n", one("toy-figure", lint.Error, "41 percent 🎉", `where does "41 percent 🎉" come from?`))
	add("combining", "Le cafe\u0301 de la re\u0301publique est peut-e\u0302tre ferme\u0301.\n", one("toy-hedge", lint.Warning, "peut-e\u0302tre", "\"peut-e\u0302tre\" weakens the claim"))
	add("chinese", "据估计，约有三百艘船停泊在港口。当局没有回应。这些数字来自哪里，没有人知道，也没有人愿意公开说明，直到这一段文字长得足以换行为止，然后还要再长一些才行。\n", func(_ *prose.Document, at func(string) prose.Span) []lint.Finding {
		return []lint.Finding{
			{Rule: "toy-figure", Severity: lint.Error, Span: at("约有三百艘船"), Message: `where does "约有三百艘船" come from?`},
			{Rule: "toy-hedge", Severity: lint.Warning, Span: at("没有人愿意公开说明，直到这一段文字长得足以换行为止"), Message: "long"},
		}
	})
	add("crlf", "First line.\r\n\r\nSome 300 boats\r\nwere lost at sea.\r\nNobody knows.\r\n", one("toy-figure", lint.Error, "300 boats\r\nwere lost", "where does \"300 boats\r\nwere lost\" come from?"))
	add("tabs", "\tItem\tone:\tsome 300\tboats.\n", one("toy-figure", lint.Error, "some 300\tboats", "where does it come from?"))
	add("bom", "\uFEFFSome 300 boats were lost.\n", one("toy-figure", lint.Error, "Some 300", "where does it come from?"))
	add("control", "The \x1b[31mred\x1b[0m boat\x07 and the \u202Eesrever\u202C one \u0085 lost 300\x7F men\u200B.\n", one("toy-label", lint.Warning, "\x1b[31mred\x1b[0m boat\x07 and the \u202Eesrever\u202C one \u0085 lost 300\x7F men", "the words \"\x1b[31mred\x1b[0m\nboat\x07\" are \u202Eloaded"))
	long := strings.Repeat("The rain fell on the harbour and on the hills behind it, and nobody counted anything at all. ", 200)
	add("long-line", long+"By the evening, when the wind had turned and the last of the ferries had come in from the islands with its lights out, some 300 boats lay on the beach, and the fishermen who owned them had gone home without a word to anybody. "+long, func(d *prose.Document, at func(string) prose.Span) []lint.Finding {
		figure := at("some 300 boats")
		return []lint.Finding{
			{Rule: "toy-label", Severity: lint.Info, Span: prose.Span{Start: 0, End: 8}, Message: "the start"},
			{Rule: "toy-label", Severity: lint.Warning, Span: prose.Span{Start: 94, End: figure.Start - 2}, Message: "a long stretch"},
			{Rule: "toy-figure", Severity: lint.Error, Span: figure, Message: "where does it come from?", Notes: []lint.Note{{Text: "here", Span: prose.Span{Start: 4, End: 8}}}},
			{Rule: "toy-figure", Severity: lint.Error, Span: prose.Span{Start: len(d.Text) - 8, End: len(d.Text) - 1}, Message: "the end"},
		}
	})
	add("several-lines", "one two\nthree four\nfive six\nseven eight\nnine ten\neleven twelve\n", one("toy-label", lint.Warning, "two\nthree four\nfive six\nseven eight\nnine ten\neleven", "it runs over six lines"))
	add("empty-span", "one two\n", func(*prose.Document, func(string) prose.Span) []lint.Finding {
		return []lint.Finding{
			{Rule: "toy-label", Severity: lint.Warning, Span: prose.Span{Start: 4, End: 4}, Message: "between"},
			{Rule: "toy-label", Severity: lint.Warning, Span: prose.Span{Start: 8, End: 8}, Message: "the end"},
		}
	})
	add("second-line", "\uFEFFThe quay is old.\r\n第二行 🚢👩‍👩‍👧 le cafe\u0301: some 41 percent left.\r\n", one("toy-figure", lint.Error, "41 percent", "where does it come from?"))
	// A document that means harm to whatever shows it.
	evil := []string{
		"::error file=a.md,line=1::owned", "%0A::add-mask::x", "##[error]owned", "]]>", "</failure></testcase>", `"/><script>alert(1)</script>`, "<img src=x onerror=alert(1)>",
		"| a | b |", "`code` ``more``", "@everyone @org/team", "#12 GH-12 org/repo#3 !4 &5 ~6", "[x](https://evil.example) ![y](//evil.example/p.png)", "https://evil.example www.evil.example a@evil.example",
		":tada: $x^2$ **bold** __bold__ ~~gone~~", "<!-- a --> -->", "&lt;b&gt; &#64;ada", "\x1b[31mred\x1b]0;t\x07", "nul \x00 and \uFFFE\uFFFF", "\u202Eesrever\u202C", "{0} \\ C:\\x",
	}
	add("hostile", "Some 300 boats "+strings.Join(evil, " ")+" sank.\n", func(_ *prose.Document, at func(string) prose.Span) []lint.Finding {
		whole := at("300 boats " + strings.Join(evil, " "))
		words := strings.Join(evil, "\n")
		return []lint.Finding{{
			Rule: "toy-figure", Severity: lint.Error, Span: whole, Message: `where does "` + words + `" come from?`,
			Notes: []lint.Note{{Text: `nearest attribution: "` + words + `"`, Span: at("sank")}, {Text: words}},
			Fixes: []lint.Fix{{Title: "write " + words, Edits: []lint.Edit{{Span: whole, New: words}}}},
		}, {Rule: "toy-label", Severity: lint.Info, Span: at("sank"), Message: words}}
	})
	// Names that a file may have, in a repository of Windows and of others.
	add("names", "Some 300 boats sank.\n", one("toy-figure", lint.Warning, "300 boats", "where does it come from?"))
	all[len(all)-1].file.Doc.Path = "2026, <b>a`b|c</b>:: 100%0A [x](y) @ada \"é\" 🚢&.txt"
	add("windows", "Some 300 boats sank.\r\n", one("toy-figure", lint.Error, "300 boats", "where does it come from?"))
	windows := &all[len(all)-1]
	windows.dir, windows.root, windows.file.Doc.Path = `C:\Users\Ada\press\texts`, `C:\Users\Ada\press`, `c:\users\ada\press\Köln & Bonn\draft #2.txt`
	return all
}

// summarised are the samples' numbers.
func summarised(files ...*File) *Summary {
	s := &Summary{Files: len(files)}
	for _, f := range files {
		for _, x := range f.Findings {
			switch x.Severity {
			case lint.Error:
				s.Errors++
			case lint.Warning:
				s.Warnings++
			case lint.Info:
				s.Infos++
			case lint.Off:
			}
		}
	}
	return s
}

func written(t testing.TB, format string, o Options, s *Summary, files ...*File) string {
	t.Helper()
	var out bytes.Buffer
	r, err := New(format, &out, o)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		lint.Name(f.Doc, f.Findings) // as the engine does
		for i := range f.Suppressed {
			alone := []lint.Finding{f.Suppressed[i].Finding}
			lint.Name(f.Doc, alone)
			f.Suppressed[i].Finding = alone[0]
		}
		if err := r.File(f); err != nil {
			t.Fatal(err)
		}
	}
	if err := r.Close(s); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// compare holds got against a snapshot.
func compare(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join(golden, name)
	if strings.HasSuffix(name, ".html") {
		got = withoutLook(got)
	}
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v; run the tests with -update", err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

func TestReports(t *testing.T) {
	for _, s := range samples(t) {
		for _, format := range Formats() {
			t.Run(s.name+"/"+format, func(t *testing.T) {
				compare(t, s.name+"."+format, written(t, format, s.options(), summarised(s.file), s.file))
			})
		}
	}
}

// figures are those of an invented document.
func figures() *metrics.Metrics {
	m := &metrics.Metrics{
		Sentences: 58, Words: 1200, Checkable: 31, Sourced: 17, Figures: 14, SourcedFigures: 9,
		Attributions: map[string]int{"named-person": 9, "named-body": 5, "vague-group": 2, "none": 1, "document": 1},
		AuthorAdvice: 4, AuthorHedges: 11,
	}
	for i := range m.Sentences {
		m.Cells = append(m.Cells, metrics.Cell([]int{6, 0, 0, 4, 1, 0, 3, 3, 3, 2, 0, 6, 5}[i%13]))
	}
	return m
}

func TestSummary(t *testing.T) {
	all := samples(t)
	for name, s := range map[string]*Summary{
		"findings": {Files: 6, Errors: 3, Warnings: 1, Infos: 40, Suppressed: 2, Unread: 1, LeftAlone: map[string]int{"de": 14, "fr": 1, "xx": 1}, Metrics: figures()},
		"none":     {Files: 1, Metrics: figures()},
		"no-files": {},
		"plain":    {Files: 1, Metrics: &metrics.Metrics{Sentences: 3, Cells: []metrics.Cell{6, 6, 6}}},
	} {
		t.Run(name, func(t *testing.T) {
			compare(t, "summary-"+name+".text", written(t, "text", Options{}, s))
		})
	}
	t.Run("coloured", func(t *testing.T) {
		s := summarised(all[0].file)
		s.Metrics = figures()
		compare(t, "coloured.text", written(t, "text", Options{Color: true, Rules: toys}, s, all[0].file))
	})
}
