package plugin

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
)

// The shapes of a plugin's answer. A place is given as start and end, both or neither.
type (
	answer struct {
		Version  *int       `json:"version"`
		Findings *[]finding `json:"findings"`
	}
	finding struct {
		place
		Rule       string `json:"rule"`
		Message    string `json:"message"`
		Severity   string `json:"severity"`
		Confidence string `json:"confidence"`
		Notes      []note `json:"notes"`
		Fixes      []fix  `json:"fixes"`
	}
	note struct {
		place
		Text string `json:"text"`
	}
	fix struct {
		Title string `json:"title"`
		Safe  bool   `json:"safe"`
		Edits []edit `json:"edits"`
	}
	edit struct {
		place
		New string `json:"new"`
	}
	place struct {
		Start *int `json:"start"`
		End   *int `json:"end"`
	}
)

// understand turns an answer into findings. One that is wrong anywhere is refused as a whole: a plugin that miscounts
// once has miscounted elsewhere, where it does not show.
func (r *runner) understand(d *prose.Document, out []byte) ([]lint.Finding, error) {
	if len(bytes.TrimSpace(out)) == 0 {
		return nil, errors.New(`it wrote nothing; without findings it writes {"version":1,"findings":[]}`)
	}
	var a answer
	decoder := json.NewDecoder(bytes.NewReader(out))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&a); err != nil {
		return nil, fmt.Errorf("what it wrote is not the JSON of docs/plugins.md: %s", badJSON(err))
	}
	switch _, err := decoder.Token(); {
	case !errors.Is(err, io.EOF):
		return nil, fmt.Errorf("it wrote more behind its JSON, at byte %d", decoder.InputOffset())
	case a.Version == nil || a.Findings == nil:
		return nil, errors.New(`what it wrote lacks version or findings; without findings it writes {"version":1,"findings":[]}`)
	case *a.Version != Version:
		return nil, fmt.Errorf("it answers in version %d of the contract, and this sayso knows %d", *a.Version, Version)
	case len(*a.Findings) > mostFindings:
		return nil, fmt.Errorf("it has %d findings, and a text may have %d", len(*a.Findings), mostFindings)
	}
	findings := make([]lint.Finding, len(*a.Findings))
	for i := range findings {
		var err error
		if findings[i], err = r.finding(d, &(*a.Findings)[i]); err != nil {
			return nil, fmt.Errorf("finding %d: %w", i+1, err)
		}
	}
	return findings, nil
}

func badJSON(err error) string {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return fmt.Sprintf("byte %d: %v", syntax.Offset, err)
	case errors.As(err, &kind):
		return fmt.Sprintf("byte %d: %q is %s", kind.Offset, kind.Field, kind.Value)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return "it ends in the middle"
	}
	return strings.TrimPrefix(err.Error(), "json: ")
}

func (r *runner) finding(d *prose.Document, f *finding) (out lint.Finding, err error) {
	rule := r.Name + "/" + strings.TrimPrefix(f.Rule, r.Name+"/")
	if r.declared[rule] == nil {
		known := slices.Sorted(maps.Keys(r.declared))
		near := lint.Nearest(rule, known)
		if near != "" {
			near = "; did you mean " + near + "?"
		}
		return out, fmt.Errorf("rule %q is not among those that the configuration declares%s (they are: %s)", f.Rule, near, strings.Join(known, ", "))
	}
	out.Rule = rule
	if out.Span, err = f.in(d); err != nil {
		return out, err
	}
	if out.Span.Empty() {
		return out, fmt.Errorf("bytes %d to %d are no stretch of the text", out.Span.Start, out.Span.End)
	}
	if out.Message, err = line("message", f.Message); err != nil {
		return out, err
	}
	if f.Severity != "" {
		if out.Severity, err = lint.ParseSeverity(f.Severity); err != nil || out.Severity == lint.Off {
			return out, fmt.Errorf("severity %q: expected info, warning or error", f.Severity)
		}
	}
	if f.Confidence != "" {
		if out.Confidence, err = lint.ParseConfidence(f.Confidence); err != nil {
			return out, err //nolint:wrapcheck // it says what it is about
		}
	}
	for i, n := range f.Notes {
		var made lint.Note
		if made.Text, err = line("text", n.Text); err == nil && (n.Start != nil || n.End != nil) {
			made.Span, err = n.in(d)
		}
		if err != nil {
			return out, fmt.Errorf("note %d: %w", i+1, err)
		}
		out.Notes = append(out.Notes, made)
	}
	for i := range f.Fixes {
		made, err := f.Fixes[i].in(d)
		if err != nil {
			return out, fmt.Errorf("fix %d: %w", i+1, err)
		}
		out.Fixes = append(out.Fixes, made)
	}
	return out, nil
}

// in checks a fix. Its edits stay inside of a block: what lies between two is markup, which a plugin does not see.
func (f *fix) in(d *prose.Document) (out lint.Fix, err error) {
	if out.Title, err = line("title", f.Title); err != nil {
		return out, err
	}
	if len(f.Edits) == 0 {
		return out, errors.New("it has no edits")
	}
	out.Safe = f.Safe
	last := 0
	for i, e := range f.Edits {
		span, err := e.in(d)
		switch b := d.BlockAt(span.Start); {
		case err != nil:
		case span.Start < last:
			err = errors.New("edits must be in order and not overlap")
		case b < 0 || !d.Blocks[b].Contains(span):
			err = fmt.Errorf("bytes %d to %d reach out of a block", span.Start, span.End)
		}
		if err != nil {
			return out, fmt.Errorf("edit %d: %w", i+1, err)
		}
		last = span.End
		out.Edits = append(out.Edits, lint.Edit{Span: span, New: e.New})
	}
	return out, nil
}

// in is the place as a span of the text.
func (p place) in(d *prose.Document) (prose.Span, error) {
	if p.Start == nil || p.End == nil {
		return prose.Span{}, errors.New("it has no place: start and end")
	}
	s := prose.Span{Start: *p.Start, End: *p.End}
	if s.Start < 0 || s.End < s.Start || s.End > len(d.Text) {
		return prose.Span{}, fmt.Errorf("bytes %d to %d of a text of %d", s.Start, s.End, len(d.Text))
	}
	for _, at := range []int{s.Start, s.End} {
		if at < len(d.Text) && !utf8.RuneStart(d.Text[at]) {
			return prose.Span{}, fmt.Errorf("byte %d is inside of a character; offsets count bytes of the text in UTF-8", at)
		}
	}
	return s, nil
}

// line wants a text of one line.
func line(what, text string) (string, error) {
	const most = 1000
	switch text = strings.TrimSpace(text); {
	case text == "":
		return "", fmt.Errorf("%s is empty", what)
	case len(text) > most:
		return "", fmt.Errorf("%s has %d bytes, and may have %d", what, len(text), most)
	case strings.ContainsFunc(text, unicode.IsControl):
		return "", fmt.Errorf("%s holds a line end or another control character", what)
	}
	return text, nil
}
