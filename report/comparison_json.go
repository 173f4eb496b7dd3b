package report

import (
	"io"
	"strconv"

	"github.com/sayso-lint/sayso/editions"
	"github.com/sayso-lint/sayso/prose"
)

// comparisonJSON writes one JSON object, as it goes, a text a line. Findings have the keys of the JSON report.
type comparisonJSON struct {
	jsonSheet
	options Options
	texts   int
}

// The objects of `sayso compare --format json`.
type (
	comparedText struct {
		Path    string                   `json:"path"` // of the new state; of the old one where it is gone
		Was     string                   `json:"was,omitempty"`
		State   string                   `json:"state"` // changed, new, gone
		Fixed   []jsonFinding            `json:"fixed"` // where they stood in the old state
		New     []jsonFinding            `json:"new"`
		Moved   []comparedMove           `json:"moved"`
		Same    int                      `json:"same"`
		Metrics map[string]comparedRatio `json:"metrics"` // those that differ
	}
	comparedMove struct {
		jsonFinding
		From prose.Position `json:"from"`
	}
	comparedRatio struct {
		Old *float64 `json:"old"` // null: nothing to measure
		New *float64 `json:"new"`
	}
	comparedSum struct {
		Texts   int                      `json:"texts"`
		Fixed   int                      `json:"fixed"`
		New     int                      `json:"new"`
		Moved   int                      `json:"moved"`
		Same    int                      `json:"same"`
		Metrics map[string]comparedRatio `json:"metrics"`
	}
)

func newComparisonJSON(w io.Writer, o Options) Comparison {
	return &comparisonJSON{jsonSheet: jsonSheet{sheet: sheet{w: w}}, options: o}
}

func (j *comparisonJSON) head() {
	j.print("{\"version\":", strconv.Itoa(jsonVersion), ",\"tool\":")
	j.value(jsonTool{"sayso", j.options.Version})
	j.print(",\"profile\":")
	j.value(j.options.Profile)
	j.print(",\"texts\":[")
}

func (j *comparisonJSON) Text(t *editions.Text) error {
	if j.texts++; j.texts > 1 {
		j.print(",")
	} else {
		j.head()
	}
	out := comparedText{
		Path: t.Path, State: "changed", Same: t.Same, Metrics: comparedRatios(t.Ratios()),
		Fixed: make([]jsonFinding, len(t.Fixed)), New: make([]jsonFinding, len(t.Added)), Moved: make([]comparedMove, len(t.Moved)),
	}
	switch {
	case t.Old == nil:
		out.State = "new"
	case t.New == nil:
		out.State = "gone"
	case t.Old.Doc.Path != t.Path:
		out.Was = t.Old.Doc.Path
	}
	for i := range t.Fixed {
		out.Fixed[i] = j.finding(t.Old.Doc, &t.Fixed[i])
	}
	for i := range t.Added {
		out.New[i] = j.finding(t.New.Doc, &t.Added[i])
	}
	for i := range t.Moved {
		out.Moved[i] = comparedMove{j.finding(t.New.Doc, &t.Moved[i].Finding), t.Moved[i].From.Start}
	}
	j.print("\n")
	j.value(out)
	return j.done()
}

func (j *comparisonJSON) Close(s *editions.Sum) error {
	if j.texts == 0 {
		j.head()
	}
	j.print("],\n\"summary\":")
	j.value(comparedSum{s.Texts, s.Fixed, s.Added, s.Moved, s.Same, comparedRatios(s.Ratios())})
	j.print("}\n")
	return j.done()
}

func (j *comparisonJSON) finding(d *prose.Document, f *editions.Finding) jsonFinding {
	return j.options.jsonFinding(d, &f.Finding)
}

func comparedRatios(ratios []editions.Ratio) map[string]comparedRatio {
	out := map[string]comparedRatio{}
	for i := range ratios {
		r := &ratios[i]
		var c comparedRatio
		if r.HadOld {
			c.Old = &r.Old
		}
		if r.HasNew {
			c.New = &r.New
		}
		out[r.ID] = c
	}
	return out
}
