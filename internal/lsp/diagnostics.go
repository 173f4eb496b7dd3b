package lsp

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
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

// diagnostics are the findings of a text that was judged; never nil, since null is no list. A text that could not be
// judged says so at its top: no finding must mean that there is none.
func (s *Server) diagnostics(o *open) []diagnostic {
	all := []diagnostic{}
	if o.verdict == nil {
		return all
	}
	if o.verdict.Doc == nil {
		for _, t := range o.verdict.Troubles {
			all = append(all, diagnostic{Severity: severityError, Source: "sayso", Message: "not checked: " + t})
		}
		return all
	}
	for i := range o.verdict.Findings {
		all = append(all, s.diagnostic(o, &o.verdict.Findings[i]))
	}
	return all
}

func (s *Server) diagnostic(o *open, f *lint.Finding) diagnostic {
	d := diagnostic{Range: o.rangeOf(o.verdict.Doc, f.Span), Severity: severityOf(f.Severity), Code: f.Rule, Source: "sayso", Message: f.Message}
	client := &s.client.TextDocument.PublishDiagnostics
	for _, n := range f.Notes {
		switch {
		case n.Span.Empty():
			d.Message += "\n" + n.Text
		case client.RelatedInformation:
			d.RelatedInformation = append(d.RelatedInformation, relatedInformation{location{o.uri, o.rangeOf(o.verdict.Doc, n.Span)}, n.Text})
		default:
			d.Message += "\n" + n.Text + o.place(o.verdict.Doc, n)
		}
	}
	if client.TagSupport != nil && slices.Contains(client.TagSupport.ValueSet, tagUnnecessary) && slices.ContainsFunc(f.Fixes, dispensable) {
		d.Tags = []int{tagUnnecessary}
	}
	return d
}

// place is where a note's words stand, to be put behind it; "" where that is nowhere, or the note says so itself.
func (o *open) place(d *prose.Document, n lint.Note) string {
	if n.Span.Empty() {
		return ""
	}
	line := fmt.Sprintf("line %d", o.rangeOf(d, n.Span).Start.Line+1)
	if strings.Contains(n.Text, line+":") {
		return ""
	}
	return " (" + line + ")"
}

// dispensable tells whether a fix does nothing but drop words that the meaning does not need.
func dispensable(fix lint.Fix) bool {
	return fix.Safe && len(fix.Edits) > 0 && !slices.ContainsFunc(fix.Edits, func(e lint.Edit) bool { return e.New != "" })
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
	p, o, err := asked[diagnosticParams](s, params)
	if err != nil {
		return nil, err
	}
	if s.judge.Stale(o.path) { // a client that asks need not watch
		o.verdict = nil
	} else if o.result != 0 && o.resultID() == p.PreviousResultID {
		return diagnosticReport{Kind: "unchanged", ResultID: o.resultID()}, nil
	}
	s.judged(ctx, o)
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
