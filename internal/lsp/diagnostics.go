package lsp

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
)

// spanOf is where a span of the document stands in the text that the editor has.
func (o *open) spanOf(d *prose.Document, s prose.Span) (start, end int) {
	at := d.Locate(s)
	return at.Start.Offset, at.End.Offset
}

func (o *open) rangeOf(d *prose.Document, s prose.Span) textRange {
	return o.text.rangeOf(o.spanOf(d, s))
}

// diagnostics are the findings of a text that was judged; never nil, since null is no list.
func (s *Server) diagnostics(o *open) []diagnostic {
	all := []diagnostic{}
	if o.verdict == nil || o.verdict.Doc == nil {
		return all
	}
	for i := range o.verdict.Findings {
		all = append(all, s.diagnostic(o, &o.verdict.Findings[i]))
	}
	return all
}

func (s *Server) diagnostic(o *open, f *lint.Finding) diagnostic {
	d := diagnostic{Range: o.rangeOf(o.verdict.Doc, f.Span), Severity: severityOf(f.Severity), Code: f.Rule, Source: "sayso", Message: f.Message}
	for _, n := range f.Notes {
		if n.Span.Empty() || !s.client.TextDocument.PublishDiagnostics.RelatedInformation {
			d.Message += "\n" + n.Text
			continue
		}
		d.RelatedInformation = append(d.RelatedInformation, relatedInformation{location{o.uri, o.rangeOf(o.verdict.Doc, n.Span)}, n.Text})
	}
	return d
}

func severityOf(s lint.Severity) severity {
	switch s {
	case lint.Error:
		return severityError
	case lint.Warning:
		return severityWarning
	case lint.Info, lint.Off:
	}
	return severityInformation
}

func (s *Server) onDiagnostic(ctx context.Context, params json.RawMessage) (any, error) {
	p, err := read[diagnosticParams](params)
	if err != nil {
		return nil, err
	}
	o, err := s.document(p.TextDocument.URI)
	if err != nil {
		return nil, err
	}
	s.judged(ctx, o)
	if id := o.resultID(); id == p.PreviousResultID {
		return diagnosticReport{Kind: "unchanged", ResultID: id}, nil
	}
	all := s.diagnostics(o)
	return diagnosticReport{Kind: "full", ResultID: o.resultID(), Items: &all}, nil
}

// at are the findings that a range touches, in order.
func (o *open) at(start, end int) []*lint.Finding {
	var found []*lint.Finding
	if o.verdict == nil || o.verdict.Doc == nil {
		return nil
	}
	for i := range o.verdict.Findings {
		f := &o.verdict.Findings[i]
		if from, to := o.spanOf(o.verdict.Doc, f.Span); from <= end && start <= to {
			found = append(found, f)
		}
	}
	return found
}

// oneLine joins what stands on several.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
