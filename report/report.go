// Package report writes findings: one file a format. It imports neither the engine nor the rules, so a report can be
// made of anything that has a document and findings.
package report

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/sayso-lint/sayso/likelihood"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/metrics"
	"github.com/sayso-lint/sayso/prose"
)

// File is one checked document.
type File struct {
	Doc        *prose.Document
	Findings   []lint.Finding   // in order of position
	Known      []lint.Finding   // in the baseline: no news and not counted, for formats that show what is left to do
	Suppressed []Suppressed     // likewise; shown by formats that have a place for them
	Metrics    *metrics.Metrics // nil: not asked for
	Details    *metrics.Details // nil: not asked for; its counts are those of Metrics
	// Scale is the likelihood scale that the rules hold the document to; nil: none has been settled on.
	Scale     *likelihood.Scale
	LeftAlone map[string]int // blocks in a language that no rule knows, by language
}

// Suppressed is a finding that the text or the configuration allows.
type Suppressed struct {
	lint.Finding
	Reason string
	InText bool // a comment of the text says so; else the configuration does
}

// Summary is the whole run.
type Summary struct {
	Files, Errors, Warnings, Infos, Suppressed int
	Calmed                                     int            // shown as information for the profile's noise budget
	Known                                      int            // in the baseline
	Elsewhere                                  int            // not on what changed, where changes alone were asked for
	Fixed                                      int            // fixes that were applied; what they mended is in no other count
	Unread                                     int            // files that could not be read
	Faults                                     []string       // what could not be read and what failed, as stderr says it
	Exit                                       int            // code that the run ends with
	LeftAlone                                  map[string]int // blocks in a language that no rule knows, by language
	Metrics                                    *metrics.Metrics
}

// Count adds findings up by their severity.
func (s *Summary) Count(findings []lint.Finding) {
	for i := range findings {
		switch findings[i].Severity {
		case lint.Error:
			s.Errors++
		case lint.Warning:
			s.Warnings++
		case lint.Info:
			s.Infos++
		case lint.Off:
		}
	}
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
	// Dir is the absolute folder that relative paths start from, Root the top of the repository around it: forges take
	// paths to start there. Empty: not known, and paths stay as they came.
	Dir, Root string
	// Blob is what stands before a file's path, as Root has it, in the address of its page on the forge; it ends in a
	// slash. Empty: not known, and nothing is linked.
	Blob string
	// Page opens a page beside the report, for formats that write more than one; nil: all in one.
	Page func(name string) (io.WriteCloser, error)
}

// Reporter writes a run as it goes: File for each document in order, then Close once. The error is the writer's.
type Reporter interface {
	File(f *File) error
	Close(s *Summary) error
}

// formats are the reporters by name: a new format is one file and one line here.
var formats = map[string]func(io.Writer, Options) Reporter{
	"checkstyle": newCheckstyle,
	"compact":    newCompact,
	"github":     newGitHub,
	"gitlab":     newGitLab,
	"json":       newJSON,
	"jsonl":      newJSONLines,
	"junit":      newJUnit,
	"markdown":   newMarkdown,
	"rdjson":     newRDJSON,
	"sarif":      newSARIF,
	"svg-badge":  newBadge,
	"text":       newText,
	"html":       newHTML,
}

// New makes the reporter of a format. The error names the formats there are.
func New(format string, w io.Writer, o Options) (Reporter, error) {
	reporter, ok := formats[format]
	if !ok {
		return nil, fmt.Errorf("format %q: expected one of %s", format, strings.Join(Formats(), ", "))
	}
	return reporter(w, o), nil
}

// WritesPages tells whether a format makes use of Options.Page.
func WritesPages(format string) bool { return format == "html" }

// ShowsNotes tells whether a format has room for the notes of findings.
func ShowsNotes(format string) bool {
	return !slices.Contains([]string{"checkstyle", "compact", "gitlab", "svg-badge"}, format)
}

// Formats lists the names that New knows, in alphabetical order.
func Formats() []string { return slices.Sorted(maps.Keys(formats)) }

// family is the concern that a rule belongs to, "" where the run does not know the rule.
func (o *Options) family(rule string) lint.Family {
	if r := o.Rules[rule]; r != nil {
		return r.Family
	}
	return ""
}

// confidence is what the finding says of itself, else what its rule says of all of them, else medium.
func (o *Options) confidence(f *lint.Finding) lint.Confidence {
	c := f.Confidence
	if r := o.Rules[f.Rule]; c == lint.Unstated && r != nil {
		c = r.Confidence
	}
	if c == lint.Unstated {
		c = lint.Medium
	}
	return c
}

// withNotes is what a finding says, a line each: its message, and why nothing excused it.
func withNotes(f *lint.Finding) string {
	lines := []string{visible(f.Message)}
	for _, n := range f.Notes {
		lines = append(lines, visible(n.Text))
	}
	return strings.Join(lines, "\n")
}

// lastLine is the number of the last line that has a character of a place.
func lastLine(at prose.Location) int {
	if at.End.Column == 1 && at.End.Line > at.Start.Line {
		return at.End.Line - 1
	}
	return at.End.Line
}

// sheet collects output and hands it on in large pieces, so that a reporter writes without looking at errors. The first
// error sticks and is what flush returns.
type sheet struct {
	w   io.Writer
	b   []byte
	err error
}

// full is the size at which a sheet is handed on between findings.
const full = 1 << 16

func (s *sheet) print(parts ...string) {
	for _, p := range parts {
		s.b = append(s.b, p...)
	}
}

// spill hands the sheet on where it is full.
func (s *sheet) spill() {
	if len(s.b) >= full {
		_ = s.flush() // the error sticks
	}
}

func (s *sheet) flush() error {
	if s.err == nil && len(s.b) > 0 {
		_, s.err = s.w.Write(s.b)
	}
	s.b = s.b[:0]
	return s.err
}
