package report

import (
	"encoding/xml"
	"io"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/sayso-lint/sayso/metrics"
)

// badgeOf is the badge of a run, and the classes and widths of the bars in it.
func badgeOf(t rapid.TB, m *metrics.Metrics) (svg string, bars []string, width int) {
	t.Helper()
	var out strings.Builder
	if err := newBadge(&out, Options{}).Close(&Summary{Files: 1, Metrics: m}); err != nil {
		t.Fatal(err)
	}
	svg = out.String()
	for d := xml.NewDecoder(strings.NewReader(svg)); ; {
		token, err := d.Token()
		if err == io.EOF { //nolint:errorlint // the decoder gives it bare
			return svg, bars, width
		}
		if err != nil {
			t.Fatalf("not well-formed: %v\n%s", err, svg)
		}
		start, ok := token.(xml.StartElement)
		if !ok || start.Name.Local != "rect" {
			continue
		}
		at := map[string]string{}
		for _, a := range start.Attr {
			at[a.Name.Local] = a.Value
		}
		if class := strings.TrimPrefix(at["class"], "sayso-"); class != "paper" {
			bars = append(bars, class)
			n := 0
			for _, c := range at["width"] {
				n = 10*n + int(c-'0')
			}
			if n == 0 {
				t.Errorf("a bar of no width: %v", at)
			}
			width += n
		}
	}
}

func TestBadge(t *testing.T) {
	svg, bars, width := badgeOf(t, &metrics.Metrics{
		Cells: []metrics.Cell{metrics.Named, metrics.Named, metrics.Unsourced, metrics.Advice}, Sentences: 4, Checkable: 3, Sourced: 2,
	})
	if got := strings.Join(bars, " "); got != "named unsourced advice" || width != 4*badgeCell {
		t.Errorf("bars %s of %d pixels in all", got, width)
	}
	for _, want := range []string{
		"<title>sourced claims 67%</title>",
		"<desc>4 sentences, in order of the text: 2 named, 1 unsourced, 1 advice. 2 of 3 checkable claims have a named source, citation or method.</desc>",
		"prefers-color-scheme:dark",
	} {
		if !strings.Contains(svg, want) {
			t.Errorf("no %s in\n%s", want, svg)
		}
	}
	if strings.Count(svg, "http") != 1 {
		t.Errorf("the badge leads somewhere:\n%s", svg)
	}
}

// However many sentences there are, the strip is as wide as it may be and every bar can be seen.
func TestBadgeOfAnySize(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 3000).Draw(t, "sentences")
		m := &metrics.Metrics{Sentences: n}
		seed := rapid.IntRange(1, 50).Draw(t, "step")
		for i := range n {
			m.Cells = append(m.Cells, metrics.Cell(i/seed%7))
		}
		svg, _, width := badgeOf(t, m)
		if width != min(n*badgeCell, badgeStrip) {
			t.Errorf("%d sentences are %d pixels wide", n, width)
		}
		if len(svg) > 25_000 {
			t.Errorf("%d sentences take %d bytes", n, len(svg))
		}
	})
}
