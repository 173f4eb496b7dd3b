package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strconv"

	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
)

// jsonVersion is the version of the contract; it rises when a key is renamed, removed or changes its meaning.
const jsonVersion = 1

// jsonReport writes one JSON object, as it goes: a file is written when it has been checked, one finding a line, so that
// a long run needs no memory and its report is easy to search.
type jsonReport struct {
	jsonSheet
	options Options
	files   int
}

// jsonSheet is a sheet that values are written on as JSON.
type jsonSheet struct {
	sheet
	line    bytes.Buffer
	encoder *json.Encoder // into line
	fault   error         // a value that JSON cannot hold: our bug
}

// The objects of the contract, keys in its order.
type (
	jsonFinding struct {
		Rule        string         `json:"rule"`
		Family      lint.Family    `json:"family"`
		Severity    string         `json:"severity"`
		Confidence  string         `json:"confidence"`
		Message     string         `json:"message"`
		Text        string         `json:"text"`
		Start       prose.Position `json:"start"`
		End         prose.Position `json:"end"`
		Notes       []jsonNote     `json:"notes"`
		Fixes       []jsonFix      `json:"fixes"`
		Fingerprint string         `json:"fingerprint"`
	}
	jsonNote struct {
		Text  string          `json:"text"`
		Start *prose.Position `json:"start,omitempty"` // both or none
		End   *prose.Position `json:"end,omitempty"`
	}
	jsonFix struct {
		Title string     `json:"title"`
		Safe  bool       `json:"safe"`
		Edits []jsonEdit `json:"edits"`
	}
	jsonEdit struct {
		Start prose.Position `json:"start"`
		End   prose.Position `json:"end"`
		New   string         `json:"new"`
	}
	jsonTool struct {
		Name    string `json:"name"`
		Version string `json:"version"`
	}
	jsonSummary struct {
		Files    int `json:"files"`
		Errors   int `json:"errors"`
		Warnings int `json:"warnings"`
		Infos    int `json:"infos"`
	}
)

func newJSON(w io.Writer, o Options) Reporter {
	return &jsonReport{jsonSheet: jsonSheet{sheet: sheet{w: w}}, options: o}
}

func (j *jsonReport) File(f *File) error {
	j.begin()
	if j.files++; j.files > 1 {
		j.print(",")
	}
	j.print("\n{\"path\":")
	j.value(f.Doc.Path)
	j.print(",\"format\":")
	j.value(f.Doc.Format)
	j.print(",\"language\":")
	j.value(f.Doc.Lang)
	j.print(",\"findings\":[")
	for i := range f.Findings {
		if i > 0 {
			j.print(",")
		}
		j.print("\n")
		j.value(j.options.jsonFinding(f.Doc, &f.Findings[i]))
		j.spill()
	}
	j.print("]")
	if j.options.Metrics && f.Metrics != nil {
		j.print(",\n\"metrics\":")
		j.value(f.Metrics.Values())
	}
	j.print("}")
	return j.done()
}

func (j *jsonReport) Close(s *Summary) error {
	j.begin()
	j.print("],\n\"summary\":")
	j.value(jsonSummary{s.Files, s.Errors, s.Warnings, s.Infos})
	j.print("}\n")
	return j.done()
}

// begin writes the head before the first file, or before the end of a run without files.
func (j *jsonReport) begin() {
	if j.files > 0 {
		return
	}
	j.print("{\"version\":", strconv.Itoa(jsonVersion), ",\"tool\":")
	j.value(jsonTool{"sayso", j.options.Version})
	j.print(",\"profile\":")
	j.value(j.options.Profile)
	j.print(",\"files\":[")
}

func (o *Options) jsonFinding(d *prose.Document, f *lint.Finding) jsonFinding {
	at := d.Locate(f.Span)
	out := jsonFinding{
		Rule: f.Rule, Family: o.family(f.Rule),
		Severity: f.Severity.String(), Confidence: o.confidence(f).String(),
		Message: f.Message, Text: at.Text, Start: at.Start, End: at.End,
		Notes: make([]jsonNote, len(f.Notes)), Fixes: make([]jsonFix, len(f.Fixes)),
		Fingerprint: f.Fingerprint.String(),
	}
	for i, n := range f.Notes {
		out.Notes[i].Text = n.Text
		if !n.Span.Empty() {
			at := d.Locate(n.Span)
			out.Notes[i].Start, out.Notes[i].End = &at.Start, &at.End
		}
	}
	for i, x := range f.Fixes {
		out.Fixes[i] = jsonFix{Title: x.Title, Safe: x.Safe, Edits: make([]jsonEdit, len(x.Edits))}
		for k, e := range x.Edits {
			at := d.Locate(e.Span)
			out.Fixes[i].Edits[k] = jsonEdit{at.Start, at.End, e.New}
		}
	}
	return out
}

// value writes v without the line end that the encoder adds.
func (j *jsonSheet) value(v any) {
	if j.encoder == nil {
		j.encoder = json.NewEncoder(&j.line)
		j.encoder.SetEscapeHTML(false) // <, > and & are ordinary letters of prose
	}
	j.line.Reset()
	if err := j.encoder.Encode(v); err != nil && j.fault == nil {
		j.fault = fmt.Errorf("report as JSON: %w", err)
	}
	j.b = append(j.b, JSON(bytes.TrimRight(j.line.Bytes(), "\n"))...)
}

func (j *jsonSheet) done() error {
	if err := j.flush(); err != nil {
		return err
	}
	return j.fault
}
