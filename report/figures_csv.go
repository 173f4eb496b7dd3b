package report

import (
	"io"
	"strconv"
	"strings"

	"github.com/sayso-lint/sayso/metrics"
)

// figuresCSV writes a line a document and a column a figure, all of them in every line; a figure without a base is an
// empty cell. There is no line of totals: who reads it into a table adds up himself, and would add that up, too.
type figuresCSV struct{ out sheet }

func newFiguresCSV(w io.Writer, _ Options) Figures {
	c := &figuresCSV{sheet{w: w}}
	head := []string{"path", "format", "language", "words", "sentences"}
	for _, x := range metrics.Measures() {
		head = append(head, x.ID)
	}
	c.line(head)
	return c
}

func (c *figuresCSV) File(f *File) error {
	m := f.Metrics
	line := []string{noFormula(Shown(f.Doc.Path)), f.Doc.Format, f.Doc.Lang, strconv.Itoa(m.Words), strconv.Itoa(m.Sentences)}
	for _, x := range metrics.Measures() {
		cell := ""
		if v, ok := x.Of(m); ok {
			cell = decimal(v)
		}
		line = append(line, cell)
	}
	c.line(line)
	c.out.spill()
	return c.out.err
}

func (c *figuresCSV) Close() error { return c.out.flush() }

// line writes a record as RFC 4180 has it. encoding/csv leaves a semicolon without quotes, which parts cells where a
// spreadsheet has the comma for decimals, and what follows one in a file's name would begin a cell.
func (c *figuresCSV) line(cells []string) {
	for i, s := range cells {
		if i > 0 {
			c.out.print(",")
		}
		if strings.ContainsAny(s, ",;\"\n\r\t ") {
			s = `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
		}
		c.out.print(s)
	}
	c.out.print("\n")
}

// noFormula keeps a path from being run by a spreadsheet, which takes a cell that begins with one of these signs for a formula,
// quoted or not. What is usually advised, an apostrophe before it, would make another name of it for every other reader;
// with ./ before it a path still leads to the same file.
func noFormula(path string) string {
	if strings.IndexAny(path, "=+-@＝＋－＠ \t") == 0 {
		return "./" + path
	}
	return path
}

// decimal is a figure in decimals, as long as it must be.
func decimal(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
