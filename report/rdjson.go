package report

import (
	"io"

	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
)

// rdjson writes the Reviewdog Diagnostic Format (DiagnosticResult): reviewdog holds it against a diff and comments on a
// pull request. Columns are bytes of UTF-8 there.
//
// Each fix of one edit is a suggestion that a reviewer can take with a click. One of several edits has no place in the
// format, which replaces one stretch, and is left out: half of it would be wrong.
type rdjson struct {
	jsonSheet
	options Options
	begun   bool
}

type (
	rdDiagnostic struct {
		Message     string         `json:"message"`
		Location    rdLocation     `json:"location"`
		Severity    string         `json:"severity"`
		Code        rdCode         `json:"code"`
		Suggestions []rdSuggestion `json:"suggestions,omitempty"`
		Related     []rdRelated    `json:"related_locations,omitempty"`
	}
	rdLocation struct {
		Path  string  `json:"path"`
		Range rdRange `json:"range"`
	}
	rdRange struct {
		Start rdPosition `json:"start"`
		End   rdPosition `json:"end"`
	}
	rdPosition struct {
		Line   int `json:"line"`
		Column int `json:"column"`
	}
	rdCode struct {
		Value string `json:"value"`
	}
	rdSuggestion struct {
		Range rdRange `json:"range"`
		Text  string  `json:"text"`
	}
	rdRelated struct {
		Message  string     `json:"message"`
		Location rdLocation `json:"location"`
	}
)

func newRDJSON(w io.Writer, o Options) Reporter {
	return &rdjson{jsonSheet: jsonSheet{sheet: sheet{w: w}}, options: o}
}

func (r *rdjson) File(f *File) error {
	source := newSource(f.Doc)
	for i := range f.Findings {
		r.next()
		r.value(r.diagnostic(source, &f.Findings[i]))
		r.spill()
	}
	return r.done()
}

func (r *rdjson) Close(*Summary) error {
	if !r.begun {
		r.print(`{"source":{"name":"sayso"},"diagnostics":[`)
	}
	r.print("]}\n")
	return r.done()
}

// next opens the list of diagnostics or goes on in it.
func (r *rdjson) next() {
	if !r.begun {
		r.begun = true
		r.print(`{"source":{"name":"sayso"},"diagnostics":[`, "\n")
		return
	}
	r.print(",\n")
}

func (r *rdjson) diagnostic(s *source, f *lint.Finding) rdDiagnostic {
	path := r.options.inDir(s.doc.Path)
	out := rdDiagnostic{
		Message: visible(f.Message), Location: rdLocation{path, s.rdRange(f.Span)},
		Severity: map[lint.Severity]string{lint.Error: "ERROR", lint.Warning: "WARNING", lint.Info: "INFO"}[f.Severity],
		Code:     rdCode{f.Rule},
	}
	for _, n := range f.Notes {
		if n.Span.Empty() {
			out.Message += "\n" + visible(n.Text)
		} else {
			out.Related = append(out.Related, rdRelated{visible(n.Text), rdLocation{path, s.rdRange(n.Span)}})
		}
	}
	for _, x := range f.Fixes {
		if len(x.Edits) == 1 {
			out.Suggestions = append(out.Suggestions, rdSuggestion{s.rdRange(x.Edits[0].Span), x.Edits[0].New})
		}
	}
	return out
}

func (s *source) rdRange(span prose.Span) rdRange {
	at := s.doc.Locate(span)
	return rdRange{s.rdPosition(at.Start), s.rdPosition(at.End)}
}

func (s *source) rdPosition(p prose.Position) rdPosition {
	if p.Line == 1 {
		return rdPosition{1, p.Offset + 1} // the diff has the byte order mark, if there is one
	}
	return rdPosition{p.Line, s.byteOf(p) + 1}
}
