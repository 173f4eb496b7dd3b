package report

import "io"

// jsonLines writes one JSON object a finding and line: the finding of the JSON report with the path of its file in front.
// It can be searched, cut and joined line by line, and says nothing where nothing was found.
type jsonLines struct {
	jsonSheet
	options Options
}

type jsonLine struct {
	Path string `json:"path"`
	jsonFinding
}

func newJSONLines(w io.Writer, o Options) Reporter {
	return &jsonLines{jsonSheet: jsonSheet{sheet: sheet{w: w}}, options: o}
}

func (j *jsonLines) File(f *File) error {
	for i := range f.Findings {
		j.value(jsonLine{f.Doc.Path, j.options.jsonFinding(f.Doc, &f.Findings[i])})
		j.print("\n")
		j.spill()
	}
	return j.done()
}

func (j *jsonLines) Close(*Summary) error { return j.done() }
