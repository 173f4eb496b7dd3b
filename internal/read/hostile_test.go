package read

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/sayso-lint/sayso/internal/growth"
	"github.com/sayso-lint/sayso/prose"
)

// hostile are shapes of input, of about n bytes each, that have made parsers slow or ended them.
var hostile = map[string]func(n int) string{
	"one line":              func(n int) string { return strings.Repeat("The council met and nobody came. ", n/33) },
	"no full stop":          func(n int) string { return strings.Repeat("the council met and nobody came ", n/32) },
	"full stops":            func(n int) string { return strings.Repeat(".", n) },
	"very":                  func(n int) string { return strings.Repeat("very ", n/5) },
	"nested quotations":     func(n int) string { return strings.Repeat("> ", n/2) },
	"quotations by line":    func(n int) string { return strings.Repeat(">>>>>>>>>>>>>>>>>>>>>>>> a\n", n/27) },
	"brackets":              func(n int) string { return strings.Repeat("[", n) },
	"links begun":           func(n int) string { return strings.Repeat("[a](", n/4) },
	"images begun":          func(n int) string { return strings.Repeat("![a](", n/5) },
	"links with titles":     func(n int) string { return strings.Repeat("[a](b \"", n/7) },
	"links with <":          func(n int) string { return strings.Repeat("[a](<b", n/6) },
	"links and code":        func(n int) string { return strings.Repeat("[`a](", n/5) },
	"references":            func(n int) string { return strings.Repeat("[^1]", n/4) + "\n\n[^1]: a" },
	"emphasis":              func(n int) string { return strings.Repeat("a**b_c* ", n/8) },
	"emphasis of two kinds": func(n int) string { return strings.Repeat("*a_ ", n/4) },
	"stars":                 func(n int) string { return strings.Repeat("*", n) },
	"stars in list items":   func(n int) string { return strings.Repeat("- *a_b\n", n/7) },
	"numbers in paragraph":  func(n int) string { return "x\n" + strings.Repeat("2. *a_b\n", n/8) },
	"lists on a line":       func(n int) string { return strings.Repeat("- ", n/2) + "a" },
	"numbers on a line":     func(n int) string { return strings.Repeat("1. ", n/3) + "a" },
	"lists by indentation": func(n int) string {
		var b strings.Builder
		for i := 0; b.Len() < n; i++ {
			b.WriteString(strings.Repeat("  ", i) + "- a\n")
		}
		return b.String()
	},
	"tags":        func(n int) string { return strings.Repeat("<div>", n/5) },
	"inline tags": func(n int) string { return strings.Repeat("<b>", n/3) },
	"misnested tags": func(n int) string {
		return strings.Repeat("<i>", n/12) + "<div>" + strings.Repeat("<b>", n/6) + strings.Repeat("</i>", n/8)
	},
	"paragraphs unended": func(n int) string { return strings.Repeat("<p><b>a", n/7) },
	"tables in tables":   func(n int) string { return strings.Repeat("<table><tr><td>", n/15) + "a" },
	"end tags":           func(n int) string { return strings.Repeat("</p></div>", n/10) },
	"tags unended":       func(n int) string { return strings.Repeat("<a href=\"", n/9) },
	"sup":                func(n int) string { return "a" + strings.Repeat("<sup>1<a href=#fn1>", n/19) },
	"comments":           func(n int) string { return strings.Repeat("<!-- a -->\n\n", n/12) },
	"comments unended":   func(n int) string { return strings.Repeat("<!-- a ", n/7) },
	"html blocks":        func(n int) string { return strings.Repeat("<div>a www.example.org\n\n", n/24) },
	"quotation marks":    func(n int) string { return strings.Repeat("\"", n) },
	"parentheses":        func(n int) string { return strings.Repeat("(", n) },
	"code":               func(n int) string { return strings.Repeat("`a``b```", n/8) },
	"formulas":           func(n int) string { return strings.Repeat("$a ", n/3) },
	"formulas by line":   func(n int) string { return strings.Repeat("$$a\n", n/4) },
	"definitions":        func(n int) string { return lines(n, "[a%d]: b\n") },
	"footnotes":          func(n int) string { return lines(n, "[^a%[1]d]: b [^a%[1]d]\n") },
	"wide table": func(n int) string {
		return strings.Repeat("|a", n/8) + "\n" + strings.Repeat("|-", n/8) + "\n" + strings.Repeat("a\n", n/4)
	},
	"headings":           func(n int) string { return strings.Repeat("# a\n", n/4) },
	"short lines":        func(n int) string { return strings.Repeat("A line\n", n/7) },
	"blank lines":        func(n int) string { return strings.Repeat("\n", n) },
	"CRs":                func(n int) string { return strings.Repeat("a\r", n/2) },
	"entities":           func(n int) string { return strings.Repeat("&amp;", n/5) },
	"ampersands":         func(n int) string { return strings.Repeat("&", n) },
	"addresses":          func(n int) string { return strings.Repeat("://www.@", n/8) },
	"one address":        func(n int) string { return "http://" + strings.Repeat("a@b.c", n/5) },
	"front matter":       func(n int) string { return "---\n" + strings.Repeat("a: b\n", n/5) },
	"front matter again": func(n int) string { return strings.Repeat("---\na: b\n", n/9) },
	"anchors":            func(n int) string { return "---\na: &a [x,x]\n" + lines(n, "b%d: &b [*a,*a,*a]\n") + "---\n" },
	"combining marks":    func(n int) string { return "a" + strings.Repeat("\u0301", n/2) },
	"bidi controls":      func(n int) string { return strings.Repeat("\u202Ea\u2066", n/7) },
	"invalid":            func(n int) string { return strings.Repeat("aaaaaaaa\xff", n/9) },
	"white space":        func(n int) string { return strings.Repeat(" \t", n/2) },
	"indentation":        func(n int) string { return strings.Repeat(" ", n) + "a" },
	"titles":             func(n int) string { return strings.Repeat("<title>a", n/8) },
	"hashes":             func(n int) string { return strings.Repeat("a {#", n/4) },
	"rules":              func(n int) string { return strings.Repeat("a\n---\n", n/6) },
}

func lines(n int, format string) string {
	var b strings.Builder
	for i := 0; b.Len() < n; i++ {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

// TestHostileInput reads each shape in every format at two sizes. The bar is generous, for machines are busy: what is
// quadratic takes minutes.
func TestHostileInput(t *testing.T) {
	const small, large = 50_000, 400_000
	for name, shape := range hostile {
		for _, format := range []string{"text", "markdown", "html"} {
			took := func(n int) time.Duration {
				start := growth.CPU()
				d, _, err := Document("x", format, []byte(shape(n)))
				if err != nil {
					t.Fatalf("%s as %s: %v", name, format, err)
				}
				check(t, d)
				d.Locate(prose.Span{Start: 0, End: len(d.Text)})
				return growth.CPU() - start
			}
			a := took(small)
			if testing.Short() {
				continue
			}
			if b := took(large); b > 24*a+500*time.Millisecond {
				t.Errorf("%s as %s: %s for %d bytes, %s for %d", name, format, a, small, b, large)
			} else if testing.Verbose() && b > 300*time.Millisecond {
				t.Logf("%s as %s: %s and %s", name, format, a, b)
			}
		}
	}
}

func TestUnlikelyInput(t *testing.T) {
	for _, file := range []string{"", "\uFEFF", " ", "\n", "\r", "\r\n", "\t\n ", "\x00", "\u2028", "---", "---\n", "+++\n+++", "```", "<", "</", "<!", "<!--", "&", "&#;", "[^", "[^]:", "[^a]:", "[^a]:\n", "[1]", "[1] ", "-", "- ", "$", "$$", "|", "|-", "> ", "#", "# ", "<p>", "<br>", "<br><br>", "\\", "![^a]\n\n[^a]: b", "a[^a]\n\n[^a]:", "<a href=#fn1>1", "<sup>1</sup>", "x<sup>1"} {
		for _, format := range []string{"text", "markdown", "html"} {
			d, _, err := Document("x", format, []byte(file))
			if err != nil {
				if file != "\x00" {
					t.Errorf("%q as %s: %v", file, format, err)
				}
				continue
			}
			check(t, d)
			d.Locate(prose.Span{Start: 0, End: len(d.Text)})
		}
	}
}
