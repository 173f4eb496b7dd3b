package report

import (
	"io"
	"strconv"

	"github.com/sayso-lint/sayso/metrics"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/voice"
)

// The objects of `sayso metrics --format json`, keys in the order of docs/metrics.md.
type (
	figuresFile struct {
		Path      string             `json:"path"`
		Format    string             `json:"format"`
		Language  string             `json:"language"`
		Words     int                `json:"words"`
		Sentences int                `json:"sentences"`
		Metrics   map[string]float64 `json:"metrics"`
		Run       *figuresRun        `json:"longest-unsourced-run,omitempty"`
		Sections  []figuresSection   `json:"sections"`
		Sources   []figuresSource    `json:"sources"`
	}
	figuresRun struct {
		Start prose.Position `json:"start"`
		End   prose.Position `json:"end"`
	}
	figuresSection struct {
		Heading      string         `json:"heading"` // "" before the first
		Role         string         `json:"role"`
		Line         int            `json:"line"`
		Sentences    int            `json:"sentences"`
		Words        int            `json:"words"`
		Acts         map[string]int `json:"acts"`
		Cells        map[string]int `json:"cells"`
		AuthorHedges int            `json:"author-hedges"`
		SourceHedges int            `json:"source-hedges"`
	}
	figuresSource struct {
		Name    string `json:"name"`
		Class   string `json:"class"`
		Claims  int    `json:"claims"`
		Figures int    `json:"figures"`
		Line    int    `json:"line"`
		Date    string `json:"date,omitempty"`
		Link    string `json:"link,omitempty"`
		Site    string `json:"site,omitempty"`
	}
	figuresSum struct {
		Files     int                `json:"files"`
		Words     int                `json:"words"`
		Sentences int                `json:"sentences"`
		Metrics   map[string]float64 `json:"metrics"`
		Medians   map[string]float64 `json:"medians"`
	}
)

// figuresJSON writes one JSON object, as it goes, a document a line.
type figuresJSON struct {
	jsonSheet
	options Options
	archive archive
}

func newFiguresJSON(w io.Writer, o Options) Figures {
	return &figuresJSON{jsonSheet: jsonSheet{sheet: sheet{w: w}}, options: o}
}

func (j *figuresJSON) File(f *File) error {
	if j.archive.files > 0 {
		j.print(",")
	} else {
		j.head()
	}
	j.archive.add(f.Metrics)
	j.print("\n")
	j.value(figuresOf(f))
	return j.done()
}

func (j *figuresJSON) head() {
	j.print("{\"version\":", strconv.Itoa(jsonVersion), ",\"tool\":")
	j.value(jsonTool{"sayso", j.options.Version})
	j.print(",\"profile\":")
	j.value(j.options.Profile)
	j.print(",\"files\":[")
}

func (j *figuresJSON) Close() error {
	if j.archive.files == 0 {
		j.head()
	}
	t := &j.archive.total
	j.print("],\n\"total\":")
	j.value(figuresSum{j.archive.files, t.Words, t.Sentences, t.Values(), j.archive.medians()})
	j.print("}\n")
	return j.done()
}

// figuresLines writes one JSON object a document and line: those of the JSON report without what stands around them.
type figuresLines struct{ jsonSheet }

func newFiguresJSONLines(w io.Writer, _ Options) Figures {
	return &figuresLines{jsonSheet{sheet: sheet{w: w}}}
}

func (j *figuresLines) File(f *File) error {
	j.value(figuresOf(f))
	j.print("\n")
	return j.done()
}

func (j *figuresLines) Close() error { return j.done() }

func figuresOf(f *File) figuresFile {
	d, x := f.Doc, f.Details
	out := figuresFile{
		Path: d.Path, Format: d.Format, Language: d.Lang, Words: f.Metrics.Words, Sentences: f.Metrics.Sentences, Metrics: f.Metrics.Values(),
		Sections: make([]figuresSection, len(x.Sections)), Sources: make([]figuresSource, len(x.Sources)),
	}
	if r := x.Run; r.Last >= r.First {
		at := d.Locate(x.Claims[r.First].Join(x.Claims[r.Last].Span))
		out.Run = &figuresRun{at.Start, at.End}
	}
	for i := range x.Sections {
		s := &x.Sections[i]
		sec := figuresSection{
			Heading: d.Slice(s.Heading), Role: s.Role.String(), Line: d.Locate(x.Claims[s.First].Span).Start.Line, Sentences: s.Sentences, Words: s.Words,
			Acts: map[string]int{}, Cells: map[string]int{}, AuthorHedges: s.AuthorHedges, SourceHedges: s.SourceHedges,
		}
		if !s.Heading.Empty() {
			sec.Line = d.Locate(s.Heading).Start.Line
		}
		for act, n := range s.Acts {
			sec.Acts[metrics.Act(act).String()] = n
		}
		for cell, n := range s.Cells {
			sec.Cells[metrics.Cell(cell).String()] = n
		}
		out.Sections[i] = sec
	}
	for i := range x.Sources {
		s := &x.Sources[i]
		out.Sources[i] = figuresSource{
			s.Name, classOf(s.Class), s.Claims, s.Figures, d.Locate(s.First).Start.Line, d.Slice(s.Date), s.Link, s.Site,
		}
	}
	return out
}

// classOf is a row's class as `sayso dump` says it; what is only cited is "cited".
func classOf(c voice.Class) string {
	if c == voice.NoSource {
		return "cited"
	}
	return c.String()
}
