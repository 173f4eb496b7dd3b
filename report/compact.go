package report

import (
	"io"
	"strconv"

	"github.com/sayso-lint/sayso/lint"
)

// compact writes one line a finding, as the problem matchers of editors read it:
//
//	path:line:column: severity rule: message
//
// It says nothing else: no summary, and nothing at all where nothing was found.
type compact struct{ sheet }

func newCompact(w io.Writer, _ Options) Reporter { return &compact{sheet{w: w}} }

func (c *compact) File(f *File) error {
	path := visible(f.Doc.Path)
	for i := range f.Findings {
		c.finding(path, f, &f.Findings[i])
		c.spill()
	}
	return c.flush()
}

func (c *compact) finding(path string, f *File, x *lint.Finding) {
	at := f.Doc.Begin(x.Span)
	c.print(path, ":")
	c.b = strconv.AppendInt(c.b, int64(at.Line), 10)
	c.print(":")
	c.b = strconv.AppendInt(c.b, int64(at.Column), 10)
	c.print(": ", x.Severity.String(), " ", x.Rule, ": ", visible(x.Message), "\n")
}

func (c *compact) Close(*Summary) error { return c.flush() }
