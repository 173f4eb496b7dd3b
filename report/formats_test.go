package report

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	gmhtml "github.com/yuin/goldmark/renderer/html"
	"golang.org/x/net/html"

	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
)

// several is a run over several files: with suppressed findings, one file without any, and one that could not be read.
func several(t testing.TB) (*Summary, []*File) {
	t.Helper()
	all := samples(t)
	files := []*File{all[0].file, {Doc: document("clean.md", "The quay is old.\n")}, all[1].file}
	files[0].Suppressed = []Suppressed{
		{lint.Finding{Rule: "toy-label", Severity: lint.Warning, Span: span(t, files[0].Doc, "The quay"), Message: "a quay"}, "its <own> name", true},
		{lint.Finding{Rule: "toy-advice", Severity: lint.Error, Span: span(t, files[0].Doc, "close it"), Message: "advice"}, "a column", false},
	}
	s := summarised(files...)
	s.Suppressed, s.Unread, s.Calmed, s.Exit = 2, 1, 1, 3
	s.Faults = []string{"gone.md: open gone.md: no such file or directory"}
	s.LeftAlone = map[string]int{"de": 2}
	return s, files
}

// TestSeveralFiles also shows what a run without files and one without findings look like.
func TestSeveralFiles(t *testing.T) {
	s, files := several(t)
	for _, format := range Formats() {
		o := (&sample{}).options()
		compare(t, "several."+format, written(t, format, o, s, files...))
		compare(t, "nothing."+format, written(t, format, o, &Summary{Files: 1}, files[1]))
		compare(t, "no-files."+format, written(t, format, o, &Summary{}))
	}
}

func TestMarkdownHasFiguresWhenAsked(t *testing.T) {
	for _, asked := range []bool{false, true} {
		out := written(t, "markdown", Options{Metrics: asked}, &Summary{Files: 1, Metrics: figures()})
		if got := strings.Contains(out, "\n\nSourced claims: 55% (17 of 31 checkable sentences; 9 of 14 figures).\n\n"); got != asked {
			t.Errorf("asked for figures: %v; got\n%s", asked, out)
		}
	}
}

// TestShowsNotes holds what is said of each format to what it prints: rules are not asked for notes that nobody will see.
func TestShowsNotes(t *testing.T) {
	for _, format := range Formats() {
		x := samples(t)[0]
		out := written(t, format, x.options(), summarised(x.file), x.file)
		if got := strings.Contains(out, "no source in this sentence"); got != ShowsNotes(format) {
			t.Errorf("%s: shows notes: %v; ShowsNotes says %v", format, got, ShowsNotes(format))
		}
	}
}

// shared holds schemas of others that may not be there.
const shared = "../../shared/schemas"

// TestSARIFKeepsTheSchema holds every sample against the schema of OASIS.
func TestSARIFKeepsTheSchema(t *testing.T) {
	path := filepath.Join(shared, "sarif-schema-2.1.0.json")
	if _, err := os.Stat(path); err != nil {
		t.Skip("the schema of SARIF is not here:", err)
	}
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat() // uri, uri-reference
	schema, err := compiler.Compile(path)
	if err != nil {
		t.Fatal(err)
	}
	eachReport(t, "sarif", func(name, out string) {
		value, err := jsonschema.UnmarshalJSON(strings.NewReader(out))
		if err != nil {
			t.Fatalf("%s: %v\n%s", name, err, out)
		}
		if err := schema.Validate(value); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	})
}

func TestQuietSARIFHasFindingsAlone(t *testing.T) {
	sum, files := several(t)
	files[2].Known = []lint.Finding{{Rule: "toy-hedge", Severity: lint.Info, Span: prose.Span{End: 4}, Message: "known"}}
	o := (&sample{}).options()
	for _, o.Quiet = range []bool{false, true} {
		out := written(t, "sarif", o, sum, files...)
		for _, part := range []string{`"suppressions":[{`, `"baselineState":"unchanged"`} {
			if got := strings.Contains(out, part); got == o.Quiet {
				t.Errorf("quiet %v: has %s: %v", o.Quiet, part, got)
			}
		}
		if got := strings.Count(out, `"baselineState":"new"`); got != 1 {
			t.Errorf("quiet %v: %d new results of the file with a baseline, want 1", o.Quiet, got)
		}
	}
}

// TestJUnitKeepsTheSchema asks xmllint, where there is one.
func TestJUnitKeepsTheSchema(t *testing.T) {
	schema := filepath.Join(shared, "junit-10.xsd")
	if _, err := os.Stat(schema); err != nil {
		t.Skip("the schema of JUnit is not here:", err)
	}
	xmllint, err := exec.LookPath("xmllint")
	if err != nil {
		t.Skip("nothing here knows XML schemas:", err)
	}
	eachReport(t, "junit", func(name, out string) {
		cmd := exec.Command(xmllint, "--noout", "--schema", schema, "-")
		cmd.Stdin = strings.NewReader(out)
		if said, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", name, err, said)
		}
	})
}

// eachReport hands on the reports of all samples, of a run over several files, and of one over none.
func eachReport(t *testing.T, format string, look func(name, out string)) {
	t.Helper()
	for _, s := range samples(t) {
		look(s.name, written(t, format, s.options(), summarised(s.file), s.file))
	}
	o := (&sample{}).options()
	sum, files := several(t)
	look("several", written(t, format, o, sum, files...))
	look("none", written(t, format, o, &Summary{}))
	files[2].Known = files[2].Findings
	look("known", written(t, format, o, sum, files...))
}

// TestXMLTakesEveryCharacter reads reports of each control character, of what is no character, and of bytes that are no
// UTF-8.
func TestXMLTakesEveryCharacter(t *testing.T) {
	var odd []string
	for r := range rune(0xA0) {
		odd = append(odd, string(r))
	}
	odd = append(odd, "\u2028", "\uFEFF", "\uFFFD", "\uFFFE", "\uFFFF", "\U0010FFFF", "\U0001F6A2", "\xff", "\xed\xa0\x80", "]]>", "&amp;", `"'<>`)
	for _, format := range []string{"checkstyle", "junit"} {
		for _, s := range odd {
			f := &File{Doc: document("a"+s+".txt", "One "+s+" two.\n")}
			for _, severity := range []lint.Severity{lint.Error, lint.Info} {
				f.Findings = append(f.Findings, lint.Finding{Rule: "toy" + s, Severity: severity, Span: prose.Span{End: 3}, Message: "m" + s, Notes: []lint.Note{{Text: "n" + s}}})
			}
			sum := summarised(f)
			sum.Faults = []string{"f" + s}
			out := written(t, format, Options{Dir: "/"}, sum, f)
			decoder := xml.NewDecoder(strings.NewReader(out))
			for {
				_, err := decoder.Token()
				if errors.Is(err, io.EOF) {
					break
				}
				if err != nil {
					t.Fatalf("%s of %q: %v\n%s", format, s, err, out)
				}
			}
		}
	}
}

// TestPlacesMeanTheWords applies the places of SARIF and rdjson to the file, each in its unit, and finds the words.
func TestPlacesMeanTheWords(t *testing.T) {
	for _, s := range samples(t) {
		lines := strings.SplitAfter(s.bytes, "\n")
		var log struct {
			Runs []struct {
				Results []struct {
					Locations []struct{ PhysicalLocation struct{ Region sarifRegion } }
				}
			}
		}
		var rd struct {
			Diagnostics []struct{ Location rdLocation }
		}
		decode(t, written(t, "sarif", s.options(), summarised(s.file), s.file), &log)
		decode(t, written(t, "rdjson", s.options(), summarised(s.file), s.file), &rd)
		for i, f := range s.file.Findings {
			want := s.file.Doc.Locate(f.Span).Text
			r := log.Runs[0].Results[i].Locations[0].PhysicalLocation.Region
			got := between(lines, r.StartLine, r.EndLine, func(line string, at int) int {
				return len(string(utf16.Decode(utf16.Encode([]rune(line))[:at])))
			}, r.StartColumn, r.EndColumn, true)
			if got != want {
				t.Errorf("%s: SARIF's region %+v has %q, want %q", s.name, r, got, want)
			}
			b := rd.Diagnostics[i].Location.Range
			if got := between(lines, b.Start.Line, b.End.Line, func(_ string, at int) int { return at }, b.Start.Column, b.End.Column, false); got != want {
				t.Errorf("%s: rdjson's range %+v has %q, want %q", s.name, b, got, want)
			}
		}
	}
}

// between cuts a stretch out of lines; byteOf turns a column from 0 of a line into a byte. Without the mark a column does
// not count a byte order mark.
func between(lines []string, first, last int, byteOf func(line string, at int) int, from, to int, withoutMark bool) string {
	var b strings.Builder
	for n := first; n <= last; n++ {
		line := lines[n-1]
		if withoutMark {
			line = strings.TrimPrefix(line, "\uFEFF")
		}
		start, end := 0, len(line)
		if n == first {
			start = byteOf(line, from-1)
		}
		if n == last {
			end = byteOf(line, to-1)
		}
		b.WriteString(line[start:end])
	}
	return b.String()
}

func decode(t *testing.T, text string, into any) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), into); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
}

// TestGitHubReadsTheCommands reads commands as the runner does (actions/runner, ActionCommand.TryParseV2): there are as
// many as findings, each says what it is to say, and no document brings one of its own.
func TestGitHubReadsTheCommands(t *testing.T) {
	for _, s := range samples(t) {
		o := s.options()
		lines := strings.Split(strings.TrimSuffix(written(t, "github", o, summarised(s.file), s.file), "\n"), "\n")
		if len(lines) != len(s.file.Findings) {
			t.Errorf("%s: %d lines for %d findings", s.name, len(lines), len(s.file.Findings))
			continue
		}
		for i, line := range lines {
			name, properties, data := workflowCommand(t, line)
			f := &s.file.Findings[i]
			if want := map[lint.Severity]string{lint.Error: "error", lint.Warning: "warning", lint.Info: "notice"}[f.Severity]; name != want {
				t.Errorf("%s: command %s, want %s", s.name, name, want)
			}
			if want := o.inRoot(s.file.Doc.Path); properties["file"] != want {
				t.Errorf("%s: file %q, want %q", s.name, properties["file"], want)
			}
			if want := strconv.Itoa(s.file.Doc.Locate(f.Span).Start.Line); properties["line"] != want {
				t.Errorf("%s: line %s, want %s", s.name, properties["line"], want)
			}
			if properties["title"] != f.Rule || data != withNotes(f) {
				t.Errorf("%s: %s %q, want %s %q", s.name, properties["title"], data, f.Rule, withNotes(f))
			}
			if _, columns := properties["col"]; columns && properties["line"] != properties["endLine"] {
				t.Errorf("%s: columns on several lines: %s", s.name, line)
			}
		}
	}
}

func workflowCommand(t *testing.T, line string) (name string, properties map[string]string, data string) {
	t.Helper()
	head, data, ok := strings.Cut(strings.TrimPrefix(line, "::"), "::")
	name, list, _ := strings.Cut(head, " ")
	if !strings.HasPrefix(line, "::") || !ok {
		t.Fatalf("no command: %s", line)
	}
	unescape := func(s string, escapes ...string) string {
		for i := 0; i < len(escapes); i += 2 {
			s = strings.ReplaceAll(s, escapes[i], escapes[i+1])
		}
		return s
	}
	properties = map[string]string{}
	for pair := range strings.SplitSeq(list, ",") {
		key, value, _ := strings.Cut(pair, "=")
		properties[key] = unescape(value, "%0D", "\r", "%0A", "\n", "%3A", ":", "%2C", ",", "%25", "%")
	}
	return name, properties, unescape(data, "%0D", "\r", "%0A", "\n", "%25", "%")
}

func TestGitHubKnowsItsBounds(t *testing.T) {
	f := manyFindings(githubAnnotations+1, "\n")
	f.Findings[0].Message = strings.Repeat("🚢", githubMessage)
	out := written(t, "github", Options{Dir: "/"}, summarised(f), f)
	first, _, _ := strings.Cut(out, "\n")
	_, _, data := workflowCommand(t, first)
	if units := len(utf16.Encode([]rune(data))); units > githubMessage || units < githubMessage-2 || !strings.HasSuffix(data, "…") {
		t.Errorf("a long message has %d units: …%s", units, data[len(data)-20:])
	}
	if !strings.Contains(out, "\nsayso: GitHub shows 10 errors, ") {
		t.Error("nothing says that GitHub will not show all")
	}
	if out := written(t, "github", Options{Dir: "/", Quiet: true}, summarised(f), f); strings.Contains(out, "\nsayso:") {
		t.Error("quiet, and more than findings")
	}
}

// GitLab keeps one issue a fingerprint.
func TestGitLabLosesNoFinding(t *testing.T) {
	text := "Some 300 boats sank.\n\nSome 300 boats sank.\n"
	var files []*File
	for _, name := range []string{"a.txt", "b.txt"} {
		d := document(name, text)
		files = append(files, &File{Doc: d, Findings: []lint.Finding{
			{Rule: "toy-figure", Severity: lint.Error, Span: prose.Span{Start: 0, End: 8}, Message: "m"},
			{Rule: "toy-figure", Severity: lint.Error, Span: prose.Span{Start: 22, End: 30}, Message: "m"},
		}})
	}
	var issues []gitlabIssue
	decode(t, written(t, "gitlab", Options{}, summarised(files...), files...), &issues)
	seen := map[string]bool{}
	for _, x := range issues {
		seen[x.Fingerprint] = true
	}
	if len(issues) != 4 || len(seen) != 4 {
		t.Errorf("%d issues of %d fingerprints, want 4 of 4", len(issues), len(seen))
	}
}

// TestMarkdownIsInert renders comments as forges do and looks at what comes out: of a document there is text, and no
// markup, link or picture; and what forges look for in the text of a comment is not there.
func TestMarkdownIsInert(t *testing.T) {
	render := goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithRendererOptions(gmhtml.WithUnsafe()))
	ours := []string{"h3", "h4", "p", "code", "table", "thead", "tbody", "tr", "th", "td", "a", "details", "summary", "ul", "li"}
	called := regexp.MustCompile(`@\w|[#!~$%&]\d|(?i:gh-\d)|:\w+:|https?://|www\.`)
	eachReport(t, "markdown", func(name, out string) {
		var page bytes.Buffer
		if err := render.Convert([]byte(out), &page); err != nil {
			t.Fatal(err)
		}
		var text strings.Builder
		inCode := false
		z := html.NewTokenizer(&page)
		for {
			kind := z.Next()
			if kind == html.ErrorToken {
				break
			}
			x := z.Token()
			switch kind {
			case html.TextToken:
				if !inCode {
					text.WriteString(x.Data)
				}
			case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
				if !slices.Contains(ours, x.Data) {
					t.Errorf("%s: a tag %s", name, x)
				}
				if x.Data == "code" {
					inCode = kind == html.StartTagToken
				}
				for _, a := range x.Attr {
					if !strings.HasPrefix(a.Val, "https://forge.example/ada/press/blob/4f2c/") && a.Key != "style" && a.Key != "align" {
						t.Errorf("%s: an attribute: %s", name, x)
					}
				}
			case html.CommentToken, html.DoctypeToken, html.ErrorToken:
				t.Errorf("%s: %s", name, x)
			}
		}
		if call := called.FindString(text.String()); call != "" {
			t.Errorf("%s: %q calls somebody or something", name, call)
		}
	})
}

// TestMarkdownShowsTheText takes the comment's marks away and finds what the finding says.
func TestMarkdownShowsTheText(t *testing.T) {
	for _, s := range samples(t) {
		for _, f := range s.file.Findings {
			var page bytes.Buffer
			if err := goldmark.Convert([]byte("x "+inert(f.Message)), &page); err != nil {
				t.Fatal(err)
			}
			got := strings.ReplaceAll(html.UnescapeString(strings.TrimSuffix(strings.TrimPrefix(page.String(), "<p>"), "</p>\n")), parting, "")
			if got != "x "+visible(f.Message) {
				t.Errorf("%s: shows %q, want %q", s.name, got, visible(f.Message))
			}
		}
	}
}

// A comment has a bound, and says what it leaves out; graver findings of later files go before lighter ones of earlier.
func TestMarkdownKnowsItsBound(t *testing.T) {
	light := manyFindings(2000, "\n")
	for i := range light.Findings {
		light.Findings[i].Severity = lint.Info
		light.Findings[i].Message = strings.Repeat("港口", 1+i%400)
	}
	grave := manyFindings(100, "\n")
	grave.Doc.Path = "grave.txt"
	files := []*File{light, grave}
	out := written(t, "markdown", (&sample{}).options(), summarised(files...), files...)
	if n := len(out); n > commentRoom || n < commentRoom-5000 {
		t.Errorf("a comment of %d bytes; there is room for %d", n, commentRoom)
	}
	rows := strings.Count(out, " | error | ") + strings.Count(out, " | info | ")
	if n := strings.Count(out, " | error | "); n != 100 {
		t.Errorf("%d errors are shown, want 100", n)
	}
	if want := fmt.Sprintf("%d more findings;", 2100-rows); !strings.Contains(out, want) {
		t.Errorf("it does not say %q", want)
	}
	if open, closed := strings.Count(out, "<details>"), strings.Count(out, "</details>"); open != closed {
		t.Errorf("%d folds opened and %d closed", open, closed)
	}
}

// FuzzInert: whatever a document says, a cell and an item of a comment show it, and it makes no tag of its own.
func FuzzInert(f *testing.F) {
	for _, s := range []string{"a|b", "`x`", "\\|", "<b>", "[x](y)", "https://x.example", "www.x.example", "a@b.example", "**x**", "~~x~~", "&lt;", "- [ ] x", "mailto:a@b.c", "x\n\ny", "\\", "`", "a\\|b`|`"} {
		f.Add(s)
	}
	render := goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithRendererOptions(gmhtml.WithUnsafe()))
	f.Fuzz(func(t *testing.T, s string) {
		page := "| a | b |\n|---|---|\n| 1 | " + inert(s) + " |\n\n- line 1: " + inert(s) + "\n"
		var out bytes.Buffer
		if err := render.Convert([]byte(page), &out); err != nil {
			t.Fatal(err)
		}
		shown := strings.TrimRight(strings.ReplaceAll(tag.ReplaceAllString(out.String(), "\x00"), parting, ""), "\x00\n")
		words := strings.FieldsFunc(html.UnescapeString(shown), func(r rune) bool { return r == 0 || r == '\n' })
		want := strings.TrimSpace(visible(s))
		if len(words) < 4 || words[0] != "a" || words[1] != "b" || words[2] != "1" {
			t.Fatalf("%q breaks the table:\n%s", s, out.String())
		}
		if want == "" {
			return
		}
		if len(words) != 5 || words[3] != want || strings.TrimSpace(strings.TrimPrefix(words[4], "line 1:")) != want {
			t.Errorf("%q is shown as %q, want %q:\n%s", s, words[3:], want, out.String())
		}
	})
}

var tag = regexp.MustCompile(`</?(?:table|thead|tbody|tr|t[hd]|ul|li|p)>`)
