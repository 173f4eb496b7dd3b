package report

import (
	"encoding/csv"
	"io"
	"strconv"

	"github.com/sayso-lint/sayso/metrics"
)

// figuresCSV writes a line a document and a column a figure, all of them in every line; a figure without a base is an
// empty cell. There is no line of totals: who reads it into a table adds up himself, and would add that up, too.
type figuresCSV struct {
	w *csv.Writer
	o Options
}

func newFiguresCSV(w io.Writer, o Options) Figures {
	c := &figuresCSV{csv.NewWriter(w), o}
	head := []string{"path", "format", "language", "words", "sentences"}
	for _, x := range metrics.Measures() {
		head = append(head, x.ID)
	}
	_ = c.w.Write(head) // the error sticks
	return c
}

func (c *figuresCSV) File(f *File) error {
	m := f.Metrics
	line := []string{Shown(f.Doc.Path), f.Doc.Format, f.Doc.Lang, strconv.Itoa(m.Words), strconv.Itoa(m.Sentences)}
	for _, x := range metrics.Measures() {
		cell := ""
		if v, ok := x.Of(m); ok {
			cell = decimal(v)
		}
		line = append(line, cell)
	}
	return c.w.Write(line) //nolint:wrapcheck // the error is the writer's
}

func (c *figuresCSV) Close() error {
	c.w.Flush()
	return c.w.Error() //nolint:wrapcheck // the error is the writer's
}

// decimal is a figure in decimals, as long as it must be.
func decimal(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
