package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// The figures stand in two files of one folder: accuracy.tsv, which the continuous integration holds new ones against, and a
// table between two marks of accuracy.md, for readers.
const (
	committedFile = "accuracy.tsv"
	pageFile      = "accuracy.md"
	tableOpens    = "<!-- figures: written by go run ./internal/eval -write docs -->\n"
	tableCloses   = "<!-- end of figures -->\n"
)

// write replaces the committed figures and the table of the page.
func write(dir string, figures []figure) error {
	page, err := os.ReadFile(filepath.Join(dir, pageFile))
	if err != nil {
		return fmt.Errorf("reading the page: %w", err)
	}
	page, err = withTable(page, figures)
	if err != nil {
		return fmt.Errorf("%s: %w", pageFile, err)
	}
	var tsv bytes.Buffer
	tsv.WriteString("# figure and bar, as go run ./internal/eval printed them; the continuous integration fails where a figure falls more than .01 below\n")
	for _, f := range figures {
		fmt.Fprintf(&tsv, "%s\t%.3f\t%.2f\n", f.name, f.value, f.bar)
	}
	for name, data := range map[string][]byte{committedFile: tsv.Bytes(), pageFile: page} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			return fmt.Errorf("writing the figures: %w", err)
		}
	}
	return nil
}

// withTable is a page with the table of figures between its marks.
func withTable(page []byte, figures []figure) ([]byte, error) {
	before, rest, opened := bytes.Cut(page, []byte(tableOpens))
	_, after, closed := bytes.Cut(rest, []byte(tableCloses))
	if !opened || !closed {
		return nil, fmt.Errorf("expected the marks %q and %q", strings.TrimSpace(tableOpens), strings.TrimSpace(tableCloses))
	}
	var out bytes.Buffer
	out.Write(before)
	out.WriteString(tableOpens + "| figure | reached | to reach |\n|---|---|---|\n")
	for _, f := range figures {
		short := ""
		if f.value < f.bar {
			short = " (short)"
		}
		fmt.Fprintf(&out, "| %s | %.3f%s | %.2f |\n", f.name, f.value, short, f.bar)
	}
	out.WriteString(tableCloses)
	out.Write(after)
	return out.Bytes(), nil
}
