package report

import (
	"fmt"
	"io"
)

var _ = register("text", func(w io.Writer, o Options) Reporter { return &text{sheet: sheet{w: w}} })

type text struct{ sheet }

func (t *text) File(f *File) error {
	for i := range f.Findings {
		x := &f.Findings[i]
		at := f.Doc.Locate(x.Span).Start
		t.print(fmt.Sprintf("%s %s: %s\n  %s:%d:%d\n\n", x.Severity, x.Rule, visible(x.Message), visible(f.Doc.Path), at.Line, at.Column))
	}
	return t.flush()
}

func (t *text) Close(s *Summary) error {
	t.print(fmt.Sprintf("%d errors, %d warnings, %d infos in %d files\n", s.Errors, s.Warnings, s.Infos, s.Files))
	return t.flush()
}
