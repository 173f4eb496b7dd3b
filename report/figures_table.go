package report

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/sayso-lint/sayso/metrics"
)

// figuresTable writes a row a document under a head, then a row for all of them and one for the document in the middle.
// One document alone is followed by every figure it has. Rows are written as they come, so widths are fixed: a path that
// is too long loses its beginning, for the file's name tells rows apart.
type figuresTable struct {
	sheet
	options Options
	archive archive
	only    *metrics.Metrics // of the first document, while it is the only one
	width   int              // of the path
}

// column is a figure in the table, or several added up.
type column struct {
	head, id string
	width    int
	more     []string // ids added to it
}

// The columns that an editor asks for first; the rest is in the other formats.
var columns = []column{
	{head: "claims", id: "sourced-claim-ratio", width: 7},
	{head: "figures", id: "figure-coverage", width: 8},
	{head: "named", id: "attribution-mix.named-person", width: 6, more: []string{"attribution-mix.named-body", "attribution-mix.document"}},
	{head: "run", id: "longest-unsourced-run", width: 5},
	{head: "top", id: "source-concentration", width: 5},
	{head: "verif", id: "verifiability", width: 6},
	{head: "hedges", id: "hedge-density", width: 7},
	{head: "advice", id: "prescriptive-share", width: 7},
	{head: "dated", id: "time-anchoring", width: 6},
	{head: "loaded", id: "stance-load", width: 7},
	{head: "found", id: "budget", width: 6},
}

const (
	wordsWidth   = 9
	narrowest    = 12 // of a path
	figureColumn = 46
)

func newFiguresTable(w io.Writer, o Options) Figures {
	t := &figuresTable{sheet: sheet{w: w}, options: o}
	taken := wordsWidth
	for _, c := range columns {
		taken += c.width
	}
	width := o.Width
	if width == 0 {
		width = 100
	}
	t.width = max(narrowest, min(width, 140)-taken)
	return t
}

func (t *figuresTable) File(f *File) error {
	if t.archive.files == 0 {
		t.head()
		t.only = f.Metrics
	} else {
		t.only = nil
	}
	t.archive.add(f.Metrics)
	t.row(f.Doc.Path, strconv.Itoa(f.Metrics.Words), f.Metrics.Values())
	return t.flush()
}

func (t *figuresTable) head() {
	t.print(fmt.Sprintf("%-*s%*s", t.width, "", wordsWidth, "words"))
	for _, c := range columns {
		t.print(fmt.Sprintf("%*s", c.width, c.head))
	}
	t.print("\n")
}

func (t *figuresTable) row(name, words string, values map[string]float64) {
	cells := cellsOf(visible(name))
	for widthOf(cells) > t.width && len(cells) > 1 {
		cells = cells[1:]
		cells[0] = ellipsis
	}
	t.print(textOf(cells), strings.Repeat(" ", max(0, t.width-widthOf(cells))), fmt.Sprintf("%*s", wordsWidth, words))
	for _, c := range columns {
		v, ok := values[c.id]
		for _, id := range c.more {
			v += values[id]
		}
		t.print(fmt.Sprintf("%*s", c.width, shown(c.id, v, ok)))
	}
	t.print("\n")
}

// shown is a figure as the table has room for it: shares in per cent, others with one decimal, – where there is no base.
func shown(id string, v float64, ok bool) string {
	if !ok {
		return "–"
	}
	x, _ := metrics.Find(id)
	switch x.Unit {
	case metrics.Share:
		return percent(v)
	case metrics.InSentences, metrics.InWords, metrics.Number:
		return decimal(v)
	case metrics.PerSentences, metrics.PerWords:
	}
	return strconv.FormatFloat(v, 'f', 1, 64)
}

// percent is a share in whole per cent; what is neither none nor all is never rounded to them.
func percent(v float64) string {
	p := int(v*100 + 0.5)
	if v > 0 {
		p = max(p, 1)
	}
	if v < 1 {
		p = min(p, 99)
	}
	return strconv.Itoa(p) + "%"
}

func (t *figuresTable) Close() error {
	switch {
	case t.archive.files == 0:
		t.print("nothing to measure\n")
		return t.flush()
	case t.archive.files > 1:
		total := &t.archive.total
		t.row("all "+strconv.Itoa(t.archive.files)+" texts", strconv.Itoa(total.Words), total.Values())
		t.row("median", "", t.archive.medians())
	}
	if !t.options.Quiet {
		t.legend()
	}
	if t.only != nil {
		t.all(t.only)
	}
	return t.flush()
}

// legend says what the heads stand for.
func (t *figuresTable) legend() {
	parts := make([]string, len(columns))
	for i, c := range columns {
		x, _ := metrics.Find(c.id)
		parts[i] = c.head + " " + strings.Join(append([]string{c.id}, c.more...), " + ")
		if x.Unit != metrics.Share {
			parts[i] += " (" + string(x.Unit) + ")"
		}
	}
	t.print("\n")
	s := strings.Join(parts, ", ") + "; – nothing to measure"
	for _, row := range wrap(cellsOf(s), 100, 100) {
		t.print(textOf(row), "\n")
	}
}

// all lists every figure of one document.
func (t *figuresTable) all(m *metrics.Metrics) {
	t.print("\n")
	values := m.Values()
	for _, x := range metrics.Measures() {
		if v, ok := values[x.ID]; ok {
			t.print(fmt.Sprintf("%-*s %8s", figureColumn, x.ID, shown(x.ID, v, true)))
			if x.Unit != metrics.Share && x.Unit != metrics.Number {
				t.print(" ", string(x.Unit))
			}
			if n, all, ok := x.Base(m); ok {
				t.print(", ", strconv.Itoa(n), " of ", strconv.Itoa(all))
			}
			t.print("\n")
		}
	}
}
