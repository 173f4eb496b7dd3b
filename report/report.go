// Package report writes findings: one file a format. It imports neither the engine nor the rules, so a report can be
// made of anything that has a document and findings.
package report

import (
	"fmt"
	"io"

	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/metrics"
	"github.com/sayso-lint/sayso/prose"
)

// File is one checked document.
type File struct {
	Doc      *prose.Document
	Findings []lint.Finding
	Metrics  *metrics.Metrics // nil: not asked for
}

// Summary is the whole run.
type Summary struct {
	Files, Errors, Warnings, Infos, Suppressed int
	Unread                                     int            // files that could not be read
	LeftAlone                                  map[string]int // blocks in a language that no rule knows, by language
	Metrics                                    *metrics.Metrics
}

// Options are what every format may need. The zero value writes plain text, 80 columns wide, without colour.
type Options struct {
	Profile string
	Version string
	Color   bool
	Width   int                   // columns of the terminal; 0: 80
	Metrics bool                  // show them
	Quiet   bool                  // findings alone, no summary
	Rules   map[string]*lint.Rule // for remedies and families
}

// Reporter writes a run as it goes: File for each document in order, then Close once.
type Reporter interface {
	File(f *File) error
	Close(s *Summary) error
}

// New makes the reporter of a format.
func New(format string, w io.Writer, o Options) (Reporter, error) {
	return nil, fmt.Errorf("format %q", format)
}

// Formats lists the names that New knows.
func Formats() []string { return nil }
