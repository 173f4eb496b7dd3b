package report

import (
	"fmt"
	"io"
	"slices"
	"strconv"

	"github.com/sayso-lint/sayso/editions"
	"github.com/sayso-lint/sayso/metrics"
	"github.com/sayso-lint/sayso/prose"
)

// comparisonText tells of each text that differs what is fixed, what is new and what has moved, a finding a line with its
// place, and the figures of the table of `sayso metrics` that differ. Texts that are as they were are only counted.
type comparisonText struct {
	text
}

func newComparisonText(w io.Writer, o Options) Comparison {
	return &comparisonText{text{sheet: sheet{w: w}, palette: newPalette(o.Color), options: o}}
}

func (c *comparisonText) Text(t *editions.Text) error {
	ratios := t.Ratios()
	if len(t.Fixed)+len(t.Added)+len(t.Moved)+len(ratios) == 0 && t.Old != nil && t.New != nil {
		return nil
	}
	c.paint(c.strong, visible(t.Path))
	switch {
	case t.Old == nil:
		c.print(" (new)")
	case t.New == nil:
		c.print(" (gone)")
	case t.Old.Doc.Path != t.Path:
		c.print(" (was ", visible(t.Old.Doc.Path), ")")
	}
	c.print("\n")
	for i := range t.Fixed {
		c.finding("fixed", c.good, place(t.Fixed[i].At), &t.Fixed[i])
	}
	for i := range t.Added {
		c.finding("new", c.bad, place(t.Added[i].At), &t.Added[i])
	}
	for i := range t.Moved {
		c.finding("moved", c.dim, place(t.Moved[i].From)+" to "+place(t.Moved[i].At), &t.Moved[i].Finding)
	}
	if t.Old != nil && t.New != nil {
		c.ratios(ratios)
	}
	c.print("\n")
	return c.flush()
}

func (c *comparisonText) finding(what string, look style, where string, f *editions.Finding) {
	c.print("  ")
	c.paint(look, fmt.Sprintf("%-5s", what))
	c.print(fmt.Sprintf("  %-14s  ", where))
	c.paint(c.severity[f.Severity], fmt.Sprintf("%-7s", f.Severity))
	c.print("  ")
	c.paint(c.family(c.options.family(f.Rule)), f.Rule)
	c.print("  ", visible(f.Message), "\n")
	c.spill()
}

func place(at prose.Location) string {
	return strconv.Itoa(at.Start.Line) + ":" + strconv.Itoa(at.Start.Column)
}

// ratios shows the figures that the table shows, and how many others differ.
func (c *comparisonText) ratios(ratios []editions.Ratio) {
	others := 0
	for i := range ratios {
		r := &ratios[i]
		if r.Old == r.New {
			continue // none of a class, and nothing to be of a class
		}
		if !slices.ContainsFunc(columns, func(x column) bool { return x.id == r.ID || slices.Contains(x.more, r.ID) }) {
			others++
			continue
		}
		c.print(fmt.Sprintf("  %-34s  %6s → %s", r.ID, shown(r.ID, r.Old, r.HadOld), shown(r.ID, r.New, r.HasNew)))
		if r.HadOld && r.HasNew {
			c.print(" (", difference(r), ")")
		}
		c.print("\n")
	}
	if others > 0 {
		c.paint(c.dim, "  ", count(others, "other figure"), " of docs/metrics.md differ; --format json has them")
		c.print("\n")
	}
}

// difference is how much a figure has risen or fallen: shares in points of the hundred.
func difference(r *editions.Ratio) string {
	d, unit, decimals := r.New-r.Old, "", 1
	switch r.Unit {
	case metrics.Share:
		d, unit = d*100, " points"
	case metrics.InSentences, metrics.InWords, metrics.Number:
		decimals = 0
	case metrics.PerSentences, metrics.PerWords:
	}
	return fmt.Sprintf("%+.*f%s", decimals, d, unit)
}

func (c *comparisonText) Close(s *editions.Sum) error {
	c.paint(c.good, strconv.Itoa(s.Fixed), " fixed")
	c.print(", ")
	look := c.bad
	if s.Added == 0 {
		look = c.dim
	}
	c.paint(look, strconv.Itoa(s.Added), " new")
	c.print(", ", strconv.Itoa(s.Moved), " moved, ", strconv.Itoa(s.Same), " as before in ", count(s.Texts, "text"), "\n")
	if s.Texts > 1 && !c.options.Quiet {
		c.ratios(s.Ratios())
	}
	return c.flush()
}
