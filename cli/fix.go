package cli

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/rogpeppe/go-internal/diff"
	urfave "github.com/urfave/cli/v2"

	"github.com/sayso-lint/sayso/internal/engine"
	"github.com/sayso-lint/sayso/internal/read"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/report"
)

const whatToMend = "WHAT TO MEND"

func fixFlags() []urfave.Flag {
	return []urfave.Flag{
		&urfave.BoolFlag{Name: "fix", DisableDefaultText: true, Usage: "apply the safe fixes, then report what is left", Category: whatToMend},
		&urfave.BoolFlag{Name: "fix-unsafe", DisableDefaultText: true, Usage: "apply the first fix of every finding, safe or not", Category: whatToMend},
		&urfave.BoolFlag{Name: "fix-dry-run", DisableDefaultText: true, Usage: "change nothing; print what would be changed as a unified diff", Category: whatToMend},
	}
}

// fixes is what the command line says about mending.
type fixes struct {
	on     bool
	unsafe bool
	dry    bool // print a diff in place of the report
}

func mending(c *urfave.Context) (fixes, error) {
	f := fixes{unsafe: c.Bool("fix-unsafe"), dry: c.Bool("fix-dry-run")}
	f.on = c.Bool("fix") || f.unsafe || f.dry
	if f.dry && c.IsSet("format") {
		return f, usage("--fix-dry-run prints a diff and no report: leave --format out")
	}
	return f, nil
}

// mended is what fixes made of a file, before any of it is written.
type mended struct {
	engine.Fixed
	source []byte  // as it was read
	before checked // what is reported should the file turn out not to be writable
}

// mend fixes a file that was read from source and has what result says, but for what is to be left. Nothing is written yet.
func (f fixes) mend(j job, source []byte, doc *prose.Document, result engine.Result, known, elsewhere []lint.Finding, check func(*prose.Document) engine.Result) (*mended, error) {
	how := f.fixing(j, source, doc)
	how.Check, how.Leave, how.Elsewhere = check, known, elsewhere
	fixed, err := engine.Fix(source, doc, result, how)
	if err != nil {
		return nil, fmt.Errorf("fixes: %w", err)
	}
	return &mended{Fixed: fixed, source: source}, nil
}

// fixing is how the text of an input is mended.
func (f fixes) fixing(j job, source []byte, doc *prose.Document) engine.Fixing {
	return engine.Fixing{
		Unsafe: f.unsafe,
		Read: func(data []byte) (*prose.Document, error) {
			doc, _, err := understood(j, data)
			if err == nil && doc == nil {
				err = fmt.Errorf("%s: the fixes would make it no text", j.path)
			}
			return doc, err
		},
		Spell: func(words string) []byte { return read.Spell(doc.Format, source, words) },
	}
}

// keep writes what fixes made of a file: over the file, to standard output where the text came in there, or as a diff. It
// gives what is to be reported. Files are written one after another while the run adds up, never by the workers: a signal
// then falls between two files.
func (t *tally) keep(j job, r checked) (checked, error) {
	m := r.mended
	for _, rule := range m.Endless {
		t.fault(fmt.Errorf("%s: the fixes of %s do not come to rest and are left out; this is a fault of the rule, please report it", j.path, rule))
	}
	if !t.quiet {
		for _, x := range m.Refused {
			at := m.Doc.Begin(x.Span)
			t.complain("%s:%d:%d: no fix of %s: %s", j.path, at.Line, at.Column, x.Rule, x.Why)
		}
	}
	switch {
	case t.fixes.dry:
		text := unified(j.path, m.source, m.Data)
		if t.flush != nil { // a terminal shows it; a file or a patch takes it as it is
			text = []byte(report.Shown(string(text)))
		}
		_, err := t.diff.Write(text)
		if err != nil {
			return r, fmt.Errorf("writing the diff: %w", err)
		}
		if m.Applied > 0 {
			t.failing = max(t.failing, Found)
		}
	case j.stdin:
		if _, err := t.out.Write(m.Data); err != nil {
			return r, fmt.Errorf("writing to standard output: %w", err)
		}
	case !bytes.Equal(m.Data, m.source):
		if err := replaceFile(j.path, m.source, m.Data); err != nil {
			t.fault(err)
			return m.before, nil
		}
		t.vigil.wrote(j.path, m.Data)
	}
	if m.Applied > 0 {
		t.summary.Fixed += m.Applied
		t.mendedFiles++
	}
	return r, nil
}

// foretell says on stderr what a dry run would have done.
func (t *tally) foretell() {
	by := "--fix"
	if t.fixes.unsafe {
		by = "--fix-unsafe"
	}
	switch {
	case t.quiet:
	case t.summary.Fixed == 0:
		t.complain("nothing to fix in %s", counted(t.summary.Files, "file"))
	default:
		t.complain("%s would mend %s in %s", by, counted(t.summary.Fixed, "finding"), counted(t.mendedFiles, "file"))
	}
}

// unified is a diff of two versions of a file as git apply and patch -p1 read it: "a/" and "b/" before a path from the
// current folder, names with unusual characters quoted as git does.
func unified(path string, before, after []byte) []byte {
	d := diff.Diff("old", before, "new", after)
	if d == nil {
		return nil
	}
	for range 3 { // its own header
		_, d, _ = bytes.Cut(d, []byte("\n"))
	}
	return fmt.Appendf(nil, "--- %s\n+++ %s\n%s", patchName("a", path), patchName("b", path), d)
}

func patchName(side, path string) string {
	if here, err := os.Getwd(); err == nil && filepath.IsAbs(path) {
		if rel, err := filepath.Rel(here, path); err == nil && filepath.IsLocal(rel) {
			path = rel
		}
	}
	name := side + "/" + strings.TrimPrefix(filepath.ToSlash(filepath.Clean(path)), "/")
	var quoted strings.Builder
	for i := range len(name) {
		switch c := name[i]; {
		case c == '"' || c == '\\':
			quoted.WriteString(`\` + string(rune(c)))
		case c < ' ' || c == 0x7F:
			fmt.Fprintf(&quoted, `\%03o`, c)
		default:
			quoted.WriteByte(c)
		}
	}
	if quoted.Len() > len(name) {
		return `"` + quoted.String() + `"`
	}
	if strings.Contains(name, " ") {
		return name + "\t" // or the name would end at the blank
	}
	return name
}
