package linttest

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"golang.org/x/tools/txtar"

	"github.com/sayso-lint/sayso/internal/example"
	"github.com/sayso-lint/sayso/lint"
)

// header is what the comment at the head of an archive may say, in YAML.
type header struct {
	Profile lint.Profile   `yaml:"profile"`
	Options map[string]any `yaml:"options"`
}

// Run runs a rule over the texts of an archive (txtar), each a test of its own, named after what it shows; its
// extension says how it is read. The comment at the head of the archive may set "profile:" and "options:".
//
// What the rule is to report stands between double brackets, and behind two bars, where it matters, the severity and a
// part of the message:
//
//	[[Many experts believe]] the truce will not hold, and [[French officials||info]] too.
//	[[It is believed||warning names nobody]] that the mill closed.
//
// Marks may nest. A backslash before double brackets keeps them as they are. What is marked must be reported, to the
// byte, and nothing else.
func Run(t *testing.T, r *lint.Rule, archive string) {
	t.Helper()
	a, err := txtar.ParseFile(archive)
	if err != nil {
		t.Fatal(err)
	}
	var h header
	if err := yaml.UnmarshalWithOptions(a.Comment, &h, yaml.Strict()); err != nil {
		t.Fatalf("%s: %v", archive, err)
	}
	for _, f := range a.Files {
		t.Run(f.Name, func(t *testing.T) {
			format := ""
			for name, ext := range example.Extensions {
				if name != "" && ext == filepath.Ext(f.Name) {
					format = name
				}
			}
			if format == "" {
				t.Fatalf("%s: expected a name ending in .txt, .md or .html", f.Name)
			}
			text, want, err := unmark(string(f.Data))
			if err != nil {
				t.Fatalf("%s: %v", f.Name, err)
			}
			doc := document(t, f.Name, format, text)
			var got []mark
			for _, found := range Check(t, r, Setup(h), doc) {
				at := doc.Locate(found.Span)
				got = append(got, mark{at.Start.Offset, at.End.Offset, found.Severity, found.Message})
			}
			for _, problem := range compare(text, want, got) {
				t.Error(problem)
			}
		})
	}
}

// mark is an expected finding: bytes [start, end) of the text, what its severity is (Off: any) and what its message
// contains. A finding is one whose severity and message are known.
type mark struct {
	start, end int
	severity   lint.Severity
	message    string
}

// unmark takes the marks out of a text.
func unmark(marked string) (text string, marks []mark, err error) {
	var b strings.Builder
	var open []int
	for i := 0; i < len(marked); {
		rest := marked[i:]
		switch {
		case strings.HasPrefix(rest, `\[[`), strings.HasPrefix(rest, `\]]`):
			b.WriteString(rest[1:3])
			i += 3
		case strings.HasPrefix(rest, "[["):
			open = append(open, b.Len())
			i += 2
		case len(open) > 0 && (strings.HasPrefix(rest, "]]") || strings.HasPrefix(rest, "||")):
			end := strings.Index(rest, "]]")
			if end < 0 {
				return "", nil, fmt.Errorf("line %d: %q has no ]] behind it", line(marked, i), rest[:2])
			}
			m := mark{start: open[len(open)-1], end: b.Len()}
			open = open[:len(open)-1]
			word, message, _ := strings.Cut(strings.TrimPrefix(rest[:end], "||"), " ")
			if s, err := lint.ParseSeverity(word); err == nil {
				m.severity, m.message = s, message
			} else {
				m.message = strings.TrimPrefix(rest[:end], "||")
			}
			marks = append(marks, m)
			i += end + 2
		case strings.HasPrefix(rest, "]]"):
			return "", nil, fmt.Errorf(`line %d: ]] without [[; write \]] where it is text`, line(marked, i))
		default:
			b.WriteByte(rest[0])
			i++
		}
	}
	if len(open) > 0 {
		return "", nil, fmt.Errorf("[[ without ]] before %q", b.String()[open[len(open)-1]:])
	}
	return b.String(), marks, nil
}

func line(text string, at int) int { return 1 + strings.Count(text[:at], "\n") }

// compare says which findings are missing, and which nobody asked for.
func compare(text string, want, got []mark) (problems []string) {
	quote := func(m mark) string { return fmt.Sprintf("line %d: %q", line(text, m.start), text[m.start:m.end]) }
	for _, w := range want {
		i := slices.IndexFunc(got, func(g mark) bool { return g.start == w.start && g.end == w.end })
		if i < 0 {
			problems = append(problems, quote(w)+" is not reported")
			continue
		}
		g := got[i]
		got = slices.Delete(got, i, i+1)
		if w.severity != lint.Off && w.severity != g.severity {
			problems = append(problems, fmt.Sprintf("%s is reported as %s, expected %s", quote(w), g.severity, w.severity))
		}
		if !strings.Contains(g.message, w.message) {
			problems = append(problems, fmt.Sprintf("%s is reported with %q, expected %q in it", quote(w), g.message, w.message))
		}
	}
	for _, g := range got {
		problems = append(problems, fmt.Sprintf("%s is reported (%s: %s)", quote(g), g.severity, g.message))
	}
	return problems
}

// Unmarked is a text of an archive without its marks.
func Unmarked(t testing.TB, marked string) string {
	t.Helper()
	text, _, err := unmark(marked)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
