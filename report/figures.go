package report

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/sayso-lint/sayso/metrics"
)

// Figures writes what `sayso metrics` shows, as it goes: File for each document in order, then Close once. The error is
// the writer's. A File's Details are set, its Findings are not looked at.
type Figures interface {
	File(f *File) error
	Close() error
}

// figureFormats are the formats of `sayso metrics` by name.
var figureFormats = map[string]func(io.Writer, Options) Figures{
	"csv":   newFiguresCSV,
	"json":  newFiguresJSON,
	"jsonl": newFiguresJSONLines,
	"table": newFiguresTable,
}

// NewFigures makes the writer of a format. The error names the formats there are.
func NewFigures(format string, w io.Writer, o Options) (Figures, error) {
	writer, ok := figureFormats[format]
	if !ok {
		return nil, fmt.Errorf("format %q: expected one of %s", format, strings.Join(FigureFormats(), ", "))
	}
	return writer(w, o), nil
}

// FigureFormats lists the names that NewFigures knows, in alphabetical order.
func FigureFormats() []string { return slices.Sorted(maps.Keys(figureFormats)) }

// archive adds the figures of many documents up without keeping the documents.
type archive struct {
	files int
	total metrics.Metrics
	each  map[string][]float64 // by measure: the figure of each document that has one
}

func (a *archive) add(m *metrics.Metrics) {
	a.files++
	a.total.Count(m)
	if a.each == nil {
		a.each = map[string][]float64{}
	}
	for id, v := range m.Values() {
		a.each[id] = append(a.each[id], v)
	}
}

// medians are the middle figures of the documents that have one; of an even number the mean of the two in the middle.
func (a *archive) medians() map[string]float64 {
	medians := make(map[string]float64, len(a.each))
	for id, all := range a.each {
		slices.Sort(all)
		n := len(all)
		medians[id] = (all[(n-1)/2] + all[n/2]) / 2
	}
	return medians
}
