package report

import (
	"crypto/sha256"
	"encoding/hex"
	"io"

	"github.com/sayso-lint/sayso/lint"
)

// gitlab writes a Code Quality report, as GitLab shows it in a merge request: a list of issues.
//
// GitLab keeps one issue a fingerprint in the whole report and drops the others, and sayso's fingerprints tell findings of
// one file apart; so the path is hashed in. A file that is renamed has new issues: the price of losing none.
type gitlab struct {
	jsonSheet
	options Options
	begun   bool
}

type gitlabIssue struct {
	Description string         `json:"description"`
	Check       string         `json:"check_name"`
	Fingerprint string         `json:"fingerprint"`
	Severity    string         `json:"severity"`
	Location    gitlabLocation `json:"location"`
}

type gitlabLocation struct {
	Path  string      `json:"path"`
	Lines gitlabLines `json:"lines"`
}

type gitlabLines struct {
	Begin int `json:"begin"`
	End   int `json:"end"`
}

// gitlabSeverity leaves critical and blocker to what breaks programs.
var gitlabSeverity = map[lint.Severity]string{lint.Error: "major", lint.Warning: "minor", lint.Info: "info"}

func newGitLab(w io.Writer, o Options) Reporter {
	return &gitlab{jsonSheet: jsonSheet{sheet: sheet{w: w}}, options: o}
}

func (g *gitlab) File(f *File) error {
	path := g.options.inRoot(f.Doc.Path)
	for i := range f.Findings {
		x := &f.Findings[i]
		at := f.Doc.Locate(x.Span)
		sum := sha256.Sum256([]byte(path + "\x00" + x.Fingerprint.String()))
		if g.begun {
			g.print(",\n")
		} else {
			g.print("[\n")
		}
		g.begun = true
		g.value(gitlabIssue{
			Description: visible(x.Message), Check: x.Rule, Fingerprint: hex.EncodeToString(sum[:16]),
			Severity: gitlabSeverity[x.Severity],
			Location: gitlabLocation{path, gitlabLines{at.Start.Line, lastLine(at)}},
		})
		g.spill()
	}
	return g.done()
}

func (g *gitlab) Close(*Summary) error {
	if !g.begun {
		g.print("[")
	}
	g.print("]\n")
	return g.done()
}
