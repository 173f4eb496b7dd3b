package report

import (
	"cmp"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/metrics"
)

// The page is an annotated edition of a document: html.go makes files of editions, html_edition.go gathers what one
// shows, html_text.go writes the text, html_margin.go the notes beside it, html_figures.go the pictures around it, and
// html_index.go the list of many. html/ has the look and the manners, which a browser reads as they stand there.

//go:embed html/page.css
var pageStyle string

//go:embed html/page.js
var pageScript string

// policy lets a page use its own style and script and nothing else: what a document might smuggle in past the escaping
// would be dead, and nothing is ever fetched. Trusted types forbid the script itself to make markup of text.
var policy = sync.OnceValue(func() markup {
	hash := func(s string) string {
		sum := sha256.Sum256([]byte(s))
		return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	return markup("default-src 'none'; script-src " + hash(pageScript) + "; style-src " + hash(pageStyle) +
		"; img-src data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'")
})

// Generator is what pages name as their maker in <meta name="generator">.
const Generator = "sayso"

// htmlReport writes pages. Given a folder (Options.Page) it writes one for each document and an index of them; else all
// is one file, in which an index comes first where there are several documents.
type htmlReport struct {
	htmlSheet
	options Options
	rows    []indexRow
	names   map[string]bool // of pages, in lower case: some file systems do not tell cases apart
	first   []byte          // in one file: the first document, kept until it is known whether there are more
	whole   *htmlSheet      // where the pages of a folder are made
}

func newHTML(w io.Writer, o Options) Reporter {
	return &htmlReport{htmlSheet: htmlSheet{out: sheet{w: w}}, options: o, names: map[string]bool{"index": true}}
}

func (h *htmlReport) File(f *File) error {
	e := newEdition(f, &h.options)
	row := newRow(e)
	if h.options.Page != nil {
		row.href = h.nameOf(f.Doc.Path) + ".html"
		h.rows = append(h.rows, row)
		return h.page(e, row.href)
	}
	n := len(h.rows) + 1
	if n > 1 {
		h.prefix = markup("d" + strconv.Itoa(n) + "-")
	}
	row.href = "#" + string(h.prefix) + "edition"
	h.rows = append(h.rows, row)
	if n == 2 {
		h.frame("sayso: an annotated edition of several documents", "many", func() { h.out.b = append(h.out.b, h.first...) })
		h.first = nil
	}
	from := len(h.out.b)
	e.write(&h.htmlSheet)
	if n == 1 {
		h.first = slices.Clone(h.out.b[from:])
		h.out.b = h.out.b[:from]
		return nil
	}
	return h.out.flush()
}

// page writes a page of its own into the folder.
func (h *htmlReport) page(e *edition, name string) error {
	w, err := h.options.Page(name)
	if err != nil {
		return fmt.Errorf("page %s: %w", name, err)
	}
	if h.whole == nil {
		h.whole = &htmlSheet{}
	}
	h.whole.out.w = w
	e.index = "index.html"
	h.whole.frame(e.title(), "one", func() { e.write(h.whole) })
	h.whole.end()
	err = h.whole.out.flush()
	if closing := w.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return fmt.Errorf("page %s: %w", name, err)
	}
	return nil
}

func (h *htmlReport) Close(s *Summary) error {
	switch {
	case h.options.Page == nil && len(h.rows) == 1:
		h.frame(h.rows[0].title, "one", func() { h.out.b = append(h.out.b, h.first...) })
	case h.options.Page == nil && len(h.rows) > 1:
		h.prefix = ""
		h.indexOf(s)
	default:
		h.frame("sayso: index", "list", func() { h.indexOf(s) })
	}
	h.end()
	return h.out.flush()
}

// frame begins a page. kind says to style and script what it holds: one document, many, or a list alone.
func (h *htmlSheet) frame(title string, kind markup, body func()) {
	h.raw(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="`, policy(), `">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="`, Generator, `">
<link rel="icon" href="data:,">
<title>`)
	h.attribute(visible(title))
	h.raw("</title>\n<style>", markup(pageStyle), "</style>\n</head>\n<body class=\"", kind, "\">\n<main>\n")
	body()
}

func (h *htmlSheet) end() {
	h.raw("</main>\n<p id=\"status\" role=\"status\"></p>\n<script>", markup(pageScript), "</script>\n</body>\n</html>\n")
}

// closing says what sayso cannot do.
func (h *htmlSheet) closing(version string) {
	h.raw("<footer>sayso")
	if version != "" {
		h.raw(" ")
		h.text(version)
	}
	h.raw(" judges form, not truth: whether a source is right it cannot tell.</footer>\n")
}

// longestName bounds the bytes of a page's name; file systems take 255.
const longestName = 80

// nameOf makes a file name of a path: what is neither letter nor digit becomes a hyphen, so that no path leads out of the
// folder and none needs escaping in an address. It is the same in every run unless two paths differ in such characters
// alone.
func (h *htmlReport) nameOf(path string) string {
	name := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '.':
			return r
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		}
		return '-'
	}, filepath.ToSlash(path))
	if len(name) > longestName {
		name = name[len(name)-longestName:]
	}
	name = cmp.Or(strings.Trim(name, "-."), "text")
	unique := name
	for n := 2; h.names[unique]; n++ {
		unique = name + "-" + strconv.Itoa(n)
	}
	h.names[unique] = true
	return unique
}

// concern is how a family is shown: never by its colour alone, its sign always stands beside it.
type concern struct {
	family lint.Family
	name   string
	sign   markup
	class  markup // f0, f1 …: style and script know the colour by it
}

var concerns = func() []concern {
	signs := map[lint.Family]markup{
		lint.Sourcing: "?", lint.AttributionQuality: "“", lint.Uncertainty: "≈", lint.Prescription: "!", lint.Stance: "±",
		lint.Argument: "∴", lint.TimeAndQuantity: "#", lint.Consistency: "≠",
	}
	var all []concern
	for i, f := range append(slices.Clone(lint.Families), "") {
		c := concern{family: f, name: strings.ReplaceAll(string(f), "-", " "), sign: signs[f], class: markup("f" + strconv.Itoa(i))}
		if f == "" {
			c.name, c.sign = "other", "*"
		}
		all = append(all, c)
	}
	return all
}()

// concernOf is the index in concerns of a rule's family; the last one is for a rule that has none, or one of its own.
func concernOf(f lint.Family) int {
	if i := slices.Index(lint.Families, f); i >= 0 {
		return i
	}
	return len(concerns) - 1
}

// gravity is the class of a severity, cells those of metrics.Cell.
var gravity = [...]markup{lint.Off: "o", lint.Info: "i", lint.Warning: "w", lint.Error: "e"}

// coverage is how the page speaks of what a sentence rests on.
var coverage = [...]struct {
	class markup
	name  string
}{
	metrics.Named:     {"c0", "named or cited"},
	metrics.Anonymous: {"c1", "anonymous"},
	metrics.Vague:     {"c2", "vague"},
	metrics.Unsourced: {"c3", "no source"},
	metrics.Judgement: {"c4", "judgement"},
	metrics.Advice:    {"c5", "advice"},
	metrics.Plain:     {"c6", "no claim"},
}
