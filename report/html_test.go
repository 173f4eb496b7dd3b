package report

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/sayso-lint/sayso/editions"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/metrics"
	"github.com/sayso-lint/sayso/prose"
)

// withoutLook leaves style, script and their hashes out of a page, which would change every snapshot with every colour.
func withoutLook(page string) string {
	for _, part := range [][2]string{{"<style>", "</style>"}, {"<script>", "</script>"}, {"script-src ", ";"}, {"style-src ", ";"}} {
		if before, rest, ok := strings.Cut(page, part[0]); ok {
			_, after, _ := strings.Cut(rest, part[1])
			page = before + part[0] + part[1] + after
		}
	}
	return page
}

// allowed are the elements and attributes that a page is made of. What a document smuggles in is none of them, or stands
// where it is looked at below.
var allowed = map[string]string{
	"html": "lang", "head": "", "meta": "charset http-equiv content name", "link": "rel href", "title": "", "style": "", "script": "",
	"body": "class", "main": "", "article": "class id", "header": "class", "footer": "", "section": "class id aria-label aria-labelledby tabindex lang",
	"nav": "class aria-label", "form": "class hidden aria-label", "div": "class id role tabindex aria-label dir lang",
	"h1": "dir", "h2": "id class dir lang", "h3": "id class dir lang", "h4": "id class dir lang", "h5": "id class dir lang", "h6": "id class dir lang",
	"p": "class id dir lang role aria-hidden", "blockquote": "class id dir lang", "ul": "class", "ol": "", "li": "value class", "dl": "", "dt": "", "dd": "class",
	"table": "class", "thead": "", "tbody": "class", "tr": "class", "th": "scope class id dir lang colspan data-key", "td": "class id dir lang data-order",
	"a": "class id href aria-label rel dir", "span": "class id role aria-label", "b": "class aria-hidden", "i": "class", "u": "", "small": "dir", "sup": "",
	"strong": "", "em": "", "cite": "", "code": "", "mark": "class data-f", "kbd": "",
	"details": "class id data-rule", "summary": "", "fieldset": "", "legend": "", "label": "class", "output": "",
	"input": "type checked name value autocomplete", "select": "name", "option": "value", "button": "type class title",
	"template": "", "svg": "class height viewbox preserveaspectratio aria-hidden", "rect": "class x y width height", "path": "class d",
}

// TestPageHoldsNothingOfTheDocumentsMaking parses pages of hostile documents as a browser would, and wants nothing in
// them but what sayso makes: no other element, no other attribute, no address but of the page and of the web.
func TestPageHoldsNothingOfTheDocumentsMaking(t *testing.T) {
	for _, s := range samples(t) {
		inspect(t, written(t, "html", s.options(), summarised(s.file), s.file))
	}
	inspect(t, written(t, "html", Options{Profile: `"><script>alert(1)</script>`, Version: "<b>"}, &Summary{Files: 1}, intruder()))
	f := intruder()
	inspect(t, written(t, "html", Options{}, &Summary{Files: 2}, f, f))
}

// intruder is a document that tries everything at every place that a page shows.
func intruder() *File {
	const attack = `</p></script></style>--><script>alert(1)</script><img src=x onerror=alert(2)>" onmouseover="alert(3)' style='x:expression(1)` + "`\x00\u202e\u2028{{.}}]]>"
	src := prose.Source{Text: attack}
	b := prose.NewBuilder(attack+".md", "markdown", src)
	d := b.Document()
	d.Title, d.Lang, d.Meta["date"] = attack, `en" onclick="alert(4)`, attack
	for i, k := range []prose.Kind{prose.Heading, prose.Paragraph, prose.ListItem, prose.ListItem, prose.Quote, prose.Cell, prose.Cell, prose.Caption, prose.Note, prose.Furniture} {
		b.OpenBlock(prose.Block{Kind: k, Level: i, List: 1, Column: i, Label: attack, Lang: `x"><b>`})
		b.Copy(0, len(attack))
		for _, mark := range []prose.MarkKind{prose.Address, prose.Footnote, prose.Code, prose.Image, prose.Comment, prose.Citation} {
			for _, target := range []string{attack, "javascript:alert(5)", "data:text/html,<script>", "https://a.test/\"><script>", " JavaScript:x", "//evil.test", "http://ok.test/?a=1&b='"} {
				b.Object(0, len(attack), mark, target)
				b.Mark(prose.Span{Start: b.Len() - 20, End: b.Len() - 2}, prose.Link, target)
			}
		}
	}
	f := &File{Doc: b.Build()}
	for i := range d.Blocks {
		k := &d.Blocks[i]
		k.Sentences = []prose.Sentence{{Span: k.Span, Tokens: []prose.Token{{Span: prose.Span{Start: k.Start, End: k.Start + 5}}}}}
		f.Findings = append(f.Findings, lint.Finding{
			Rule: attack, Severity: lint.Error, Span: prose.Span{Start: k.Start, End: k.Start + 10}, Message: attack,
			Notes: []lint.Note{{Text: attack, Span: k.Span}}, Fixes: []lint.Fix{{Title: attack}},
		})
	}
	return f
}

func inspect(t *testing.T, page string) {
	t.Helper()
	ids, targets := map[string]bool{}, []string{}
	z := html.NewTokenizer(strings.NewReader(page))
	scripts := 0
	for z.Next() != html.ErrorToken {
		token := z.Token()
		if token.Type != html.StartTagToken && token.Type != html.SelfClosingTagToken {
			continue
		}
		attributes, known := allowed[token.Data]
		if !known {
			t.Errorf("element %s", token)
		}
		if token.Data == "script" {
			scripts++
		}
		for _, a := range token.Attr {
			switch {
			case !slices.Contains(strings.Fields(attributes), a.Key):
				t.Errorf("attribute %s of %s", a.Key, token)
			case a.Key == "id":
				if ids[a.Val] {
					t.Errorf("id %s twice", a.Val)
				}
				ids[a.Val] = true
			case a.Key == "href" && strings.HasPrefix(a.Val, "#"):
				targets = append(targets, a.Val[1:])
			case a.Key == "href" && a.Val != "data:," && a.Val != "index.html" && !strings.HasPrefix(a.Val, "http://") && !strings.HasPrefix(a.Val, "https://"):
				t.Errorf("%s leads to %q", token, a.Val)
			}
		}
	}
	if z.Err() != io.EOF { //nolint:errorlint // the tokenizer gives the very error
		t.Error(z.Err())
	}
	if scripts != 1 {
		t.Errorf("%d scripts, want one", scripts)
	}
	for _, id := range targets {
		if !ids[id] {
			t.Errorf("#%s leads nowhere", id)
		}
	}
	if i := strings.IndexFunc(page, func(r rune) bool { return isBidiControl(r) || r == 0 || r == '\u2028' }); i >= 0 {
		t.Errorf("a control at byte %d: %q", i, page[max(0, i-40):min(len(page), i+40)])
	}
}

// TestComparisonHoldsNothingOfTheTextsMaking is the same for the page of sayso compare.
func TestComparisonHoldsNothingOfTheTextsMaking(t *testing.T) {
	var out bytes.Buffer
	c, err := NewComparison("html", &out, Options{Rules: toys, Profile: "<b>"})
	if err != nil {
		t.Fatal(err)
	}
	f := intruder()
	f.Doc.Path = `"><script>x`
	lint.Name(f.Doc, f.Findings)
	before, after := &editions.Edition{Doc: f.Doc, Findings: f.Findings, Metrics: &metrics.Metrics{}}, &editions.Edition{Doc: f.Doc, Metrics: metrics.InDepth(f.Doc).Metrics}
	var sum editions.Sum
	for _, text := range []*editions.Text{editions.Of(before, after), editions.Of(after, before), editions.Of(before, nil), editions.Of(nil, before)} {
		sum.Add(text)
		if err := c.Text(text); err != nil {
			t.Fatal(err)
		}
	}
	if err := c.Close(&sum); err != nil {
		t.Fatal(err)
	}
	inspect(t, out.String())
	if n := strings.Count(out.String(), "<blockquote"); n == 0 {
		t.Error("no sentence is shown")
	}
}

// TestPolicyFitsThePage fails where the policy would forbid the page its own style and script.
func TestPolicyFitsThePage(t *testing.T) {
	page := written(t, "html", Options{}, &Summary{Files: 1}, samples(t)[0].file)
	for _, element := range []string{"style", "script"} {
		_, rest, _ := strings.Cut(page, "<"+element+">")
		text, _, _ := strings.Cut(rest, "</"+element+">")
		sum := sha256.Sum256([]byte(text))
		if want := element + "-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "';"; !strings.Contains(page, want) {
			t.Errorf("the policy lacks %s", want)
		}
	}
	for _, s := range []string{pageStyle, pageScript} {
		if found := regexp.MustCompile(`(?i)</|https?://(?:[^w]|w[^w])|url\(|@import|innerHTML|eval\(`).FindString(s); found != "" {
			t.Errorf("style or script holds %q", found)
		}
	}
}

// TestPieces holds that stretches which cross become elements which do not, whatever they are.
func TestPieces(t *testing.T) {
	d := document("cross.txt", "one two three four five")
	at := func(words string) prose.Span { return span(t, d, words) }
	f := &File{Doc: d, Findings: []lint.Finding{
		{Rule: "toy-figure", Severity: lint.Error, Span: at("one two three"), Message: "a"},
		{Rule: "toy-hedge", Severity: lint.Warning, Span: at("two three four"), Message: "b", Notes: []lint.Note{{Text: "see", Span: at("three four")}}},
		{Rule: "toy-label", Severity: lint.Info, Span: prose.Span{Start: 8, End: 8}, Message: "c"},
	}}
	_, rest, _ := strings.Cut(withoutLook(written(t, "html", Options{Rules: toys}, summarised(f), f)), `<p id="b0" dir="auto">`)
	got, _, _ := strings.Cut(rest, "</p>")
	got = regexp.MustCompile(` (class|id|href|data-f|aria-label)="[^"]*"`).ReplaceAllString(got, "")
	want := `<span><mark>one <mark>two <a>±3</a><span>three</span></mark></mark><a>?1</a><mark><span> four</span></mark><a>≈2</a> five</span>`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestPageOfAnotherLanguage: what no rule has read is not said to be without a claim, a source or a fault.
func TestPageOfAnotherLanguage(t *testing.T) {
	d := document("bahn.md", "Experten zufolge kamen 41 Prozent der Züge zu spät.")
	d.Lang = "de"
	f := &File{Doc: d, LeftAlone: map[string]int{"de": 1}}
	page := written(t, "html", Options{}, summarised(f), f)
	inspect(t, page)
	if !strings.Contains(page, "left alone: 1 block in German: too few rules know the language") {
		t.Error("the page does not say that it has left the text alone")
	}
	for _, s := range []string{"Nothing found", "Nobody", "How likely", "0 of 0"} {
		if _, body, _ := strings.Cut(page, "<body"); strings.Contains(body, s) {
			t.Errorf("the page says %q of a text that nobody has read", s)
		}
	}
}

// TestFigureStaysWhole: a note's number stands behind the figure that its finding ends in, not inside of it.
func TestFigureStaysWhole(t *testing.T) {
	d := document("families.txt", "An estimated 300 fishing families sail.")
	figure := func(words string) metrics.Figure {
		return metrics.Figure{Span: span(t, d, words), Cell: metrics.Unsourced}
	}
	f := &File{Doc: d, Details: metrics.InDepth(d), Findings: []lint.Finding{
		{Rule: "toy-figure", Severity: lint.Error, Span: span(t, d, "An estimated 300"), Message: "a"},
		{Rule: "toy-hedge", Severity: lint.Info, Span: span(t, d, "fishing families sail"), Message: "b"},
	}}
	f.Details.Figures = []metrics.Figure{figure("300 fishing families")}
	page := written(t, "html", Options{Rules: toys}, summarised(f), f)
	inspect(t, page)
	_, rest, _ := strings.Cut(page, `<p id="b0" dir="auto">`)
	got, _, _ := strings.Cut(rest, "</p>")
	got = regexp.MustCompile(` (id|href|data-f|aria-label|role)="[^"]*"`).ReplaceAllString(got, "")
	want := `<span class="s"><mark class="f0 e">An estimated </mark><span class="q orphan"><mark class="f0 e">300</mark> <mark class="f2 i">fishing families</mark></span><span class="air">∅</span><a class="r f0">?1</a><mark class="f2 i"> sail</mark><a class="r f2">≈2</a>.</span>`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// closer remembers what was written into a page of a folder.
type closer struct {
	bytes.Buffer
	closed bool
}

func (c *closer) Close() error { c.closed = true; return nil }

// TestFolderOfPages: a page a document, names that no path can lead astray, and an index that leads to them all.
func TestFolderOfPages(t *testing.T) {
	pages := map[string]*closer{}
	o := Options{Rules: toys, Page: func(name string) (io.WriteCloser, error) {
		if pages[name] != nil {
			return nil, fmt.Errorf("%s twice", name)
		}
		pages[name] = &closer{}
		return pages[name], nil
	}}
	var files []*File
	for _, path := range []string{"a.md", "A.md", "../../etc/pass wd", "index", "drafts/ä\u202e.md", strings.Repeat("long/", 60) + "x.md", `"><script>.md`, ""} {
		files = append(files, &File{Doc: document(path, "The quay is old.\n")})
	}
	index := written(t, "html", o, &Summary{Files: len(files)}, files...)
	inspect(t, strings.ReplaceAll(index, `href="`, `href="http://x/`))
	for name, page := range pages {
		if !regexp.MustCompile(`^[a-z0-9][a-z0-9.-]{0,90}\.html$`).MatchString(name) || name == "index.html" {
			t.Errorf("a page called %q", name)
		}
		if !page.closed || !strings.HasSuffix(page.String(), "</html>\n") {
			t.Errorf("%s is not whole", name)
		}
		if !strings.Contains(index, `href="`+name+`"`) {
			t.Errorf("the index does not lead to %s", name)
		}
		inspect(t, page.String())
	}
	if len(pages) != len(files) {
		t.Errorf("%d pages of %d documents", len(pages), len(files))
	}
}

// TestVoiceBarOfManySections: below the lowest heading that is shown sections are counted with the heading they stand under,
// also where that one has no sentence of its own and so is no section.
func TestVoiceBarOfManySections(t *testing.T) {
	text := strings.Repeat("Part\n\n"+strings.Repeat("Chapter\n\nIt rains. It may rain.\n\n", mostSections/2), 3)
	d := document("chapters.md", strings.TrimSpace(text))
	for i := range d.Blocks {
		switch b := &d.Blocks[i]; d.Slice(b.Span) {
		case "Part":
			b.Kind, b.Level = prose.Heading, 1
		case "Chapter":
			b.Kind, b.Level = prose.Heading, 2
		}
	}
	e := newEdition(&File{Doc: d}, &Options{})
	if n := len(e.details.Sections); n != 3*mostSections/2 {
		t.Fatalf("%d sections", n)
	}
	shown := e.sections()
	if len(shown) != 3 {
		t.Fatalf("%d rows, want one a part", len(shown))
	}
	for i, s := range shown {
		acts := 0
		for _, n := range s.Acts {
			acts += n
		}
		if d.Slice(s.Heading) != "Part" || s.Sentences != mostSections || acts != mostSections || s.First != i*mostSections {
			t.Errorf("part %d: %q with %d sentences that do %d things, from %d", i, d.Slice(s.Heading), s.Sentences, acts, s.First)
		}
	}
}

// TestPageIsSmall: 100 KB of prose, with a finding in every other sentence, is a page under 1 MB.
func TestPageIsSmall(t *testing.T) {
	f := manyFindings(600, " Some of the men who had gone to look for them came back in the evening.\n\n")
	f.Doc.Title = "many"
	page := written(t, "html", Options{Rules: toys}, summarised(f), f)
	if n := len(f.Doc.Text); n < 100_000 || len(page) > 1_000_000 {
		t.Errorf("%d bytes of prose and %d findings give a page of %d bytes, want less than 1,000,000", n, len(f.Findings), len(page))
	}
}

func FuzzPage(f *testing.F) {
	for _, s := range samples(f) {
		f.Add(s.bytes, 3, 9, 5, 12)
	}
	f.Fuzz(func(t *testing.T, text string, a, b, c, d int) {
		doc := document("fuzz.txt", strings.ToValidUTF8(text, "�"))
		n := len(doc.Text)
		if n == 0 {
			return
		}
		place := func(x, y int) prose.Span {
			x, y = boundary(doc.Text, abs(x)%(n+1)), boundary(doc.Text, abs(y)%(n+1))
			return prose.Span{Start: min(x, y), End: max(x, y)}
		}
		file := &File{Doc: doc, Findings: []lint.Finding{
			{Rule: "toy-figure", Severity: lint.Error, Span: place(a, b), Message: text, Notes: []lint.Note{{Text: "x", Span: place(b, c)}}},
			{Rule: "toy-hedge", Severity: lint.Info, Span: place(c, d), Message: "y"},
		}}
		slices.SortStableFunc(file.Findings, func(x, y lint.Finding) int { return x.Span.Start - y.Span.Start })
		inspect(t, written(t, "html", Options{Rules: toys}, summarised(file), file))
	})
}

func abs(n int) int {
	if n < 0 {
		return -(n + 1)
	}
	return n
}
