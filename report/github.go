package report

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/sayso-lint/sayso/lint"
)

// github writes workflow commands: GitHub Actions shows them beside the lines of a pull request, and their messages in
// the log of the step.
type github struct {
	sheet
	options Options
	shown   [lint.Error + 1]int // by severity
}

// The bounds of GitHub: so many annotations of each kind a step, and so many characters a message, which the runner cuts.
const (
	githubAnnotations = 10
	githubMessage     = 4096
)

var githubCommand = map[lint.Severity]string{lint.Error: "error", lint.Warning: "warning", lint.Info: "notice"}

// The runner undoes these when it reads a command. A line end or a colon that came through could end the command and
// begin another one, of a document's making.
var (
	githubData     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	githubProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

func newGitHub(w io.Writer, o Options) Reporter { return &github{sheet: sheet{w: w}, options: o} }

func (g *github) File(f *File) error {
	path := githubProperty.Replace(Shown(g.options.inRoot(f.Doc.Path)))
	for i := range f.Findings {
		g.finding(path, f, &f.Findings[i])
		g.spill()
	}
	return g.flush()
}

func (g *github) finding(path string, f *File, x *lint.Finding) {
	at := f.Doc.Locate(x.Span)
	last := lastLine(at)
	g.shown[x.Severity]++
	g.print("::", githubCommand[x.Severity], " file=", path, ",line=", strconv.Itoa(at.Start.Line), ",endLine=", strconv.Itoa(last))
	if at.End.Line == at.Start.Line {
		// The runner drops columns of different lines. A missing endColumn means col, so the last column is meant, not the
		// one behind it.
		g.print(",col=", strconv.Itoa(at.Start.Column), ",endColumn=", strconv.Itoa(max(at.Start.Column, at.End.Column-1)))
	}
	g.print(",title=", githubProperty.Replace(x.Rule), "::", githubData.Replace(cut(withNotes(x), githubMessage)), "\n")
}

// Close says what GitHub will not show, which a reader of the pull request could not know.
func (g *github) Close(*Summary) error {
	errors, warnings, infos := g.shown[lint.Error], g.shown[lint.Warning], g.shown[lint.Info]
	if max(errors, warnings, infos) > githubAnnotations && !g.options.Quiet {
		g.print(fmt.Sprintf("sayso: GitHub shows %d errors, %d warnings and %d notices of a step beside the lines; here are %d, %d and %d\n",
			githubAnnotations, githubAnnotations, githubAnnotations, errors, warnings, infos))
	}
	return g.flush()
}

// cut shortens a text to so many UTF-16 units, with an ellipsis in the place of what is gone.
func cut(s string, most int) string {
	if len(s) <= most {
		return s // no text has more units than bytes
	}
	units, end := 0, 0
	for i, r := range s {
		if units < most {
			end = i
		}
		units++
		if r > 0xFFFF {
			units++
		}
		if units > most {
			return s[:end] + "…"
		}
	}
	return s
}
