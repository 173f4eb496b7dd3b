package report

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/sayso-lint/sayso/editions"
)

// Comparison writes what `sayso compare` shows, as it goes: Text for each in order, then Close once. The error is the
// writer's.
type Comparison interface {
	Text(t *editions.Text) error
	Close(s *editions.Sum) error
}

// comparisonFormats are the formats of `sayso compare` by name.
var comparisonFormats = map[string]func(io.Writer, Options) Comparison{
	"html": newComparisonHTML,
	"json": newComparisonJSON,
	"text": newComparisonText,
}

// NewComparison makes the writer of a format. The error names the formats there are.
func NewComparison(format string, w io.Writer, o Options) (Comparison, error) {
	writer, ok := comparisonFormats[format]
	if !ok {
		return nil, fmt.Errorf("format %q: expected one of %s", format, strings.Join(ComparisonFormats(), ", "))
	}
	return writer(w, o), nil
}

// ComparisonFormats lists the names that NewComparison knows, in alphabetical order.
func ComparisonFormats() []string { return slices.Sorted(maps.Keys(comparisonFormats)) }
