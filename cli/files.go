package cli

import (
	"context"
	"fmt"
	"runtime/debug"
	"slices"

	urfave "github.com/urfave/cli/v2"

	"github.com/sayso-lint/sayso/internal/bounded"
	"github.com/sayso-lint/sayso/internal/config"
	"github.com/sayso-lint/sayso/internal/language"
	"github.com/sayso-lint/sayso/internal/read"
	"github.com/sayso-lint/sayso/internal/segment"
	"github.com/sayso-lint/sayso/internal/vcs"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/report"
)

// job is an input and what it is to be read with.
type job struct {
	input
	config.File
	known  known  // findings that are no news
	format string // "": as the path says
	most   int64  // bytes that may be read of it
}

// jobs finds the inputs of a command and settles the configuration of each before anything is read, so that a mistake in
// a configuration is reported before findings are. Problems and notes are printed.
func (p *program) jobs(ctx context.Context, c *urfave.Context, loader *config.Loader, quiet bool) ([]job, error) {
	if c.Bool("null") && c.String("files-from") == "" {
		return nil, usage("-0 says how the list of --files-from is written, and there is none")
	}
	if name := c.String("stdin-name"); name != "" && !slices.Contains(c.Args().Slice(), "-") {
		return nil, usage("--stdin-name %s is what standard input is called, and - is not among the paths", name)
	}
	if n := c.Int("jobs"); n < 1 {
		return nil, usage("--jobs %d: expected 1 or more", n)
	}
	most, err := maxSizeOf(c)
	if err != nil {
		return nil, err
	}
	asked := sources{
		paths: c.Args().Slice(), filesFrom: c.String("files-from"), nul: c.Bool("null"), stdinName: c.String("stdin-name"), most: most,
	}
	// A list on standard input may keep us waiting, and a signal must not wait with us.
	var g *gathering
	err = inOrder(ctx, 1, 1, weightless, func(int) error {
		var err error
		if asked.changes, err = p.changes(ctx, c); err != nil {
			return err
		}
		g, err = gather(ctx, asked, p.in)
		return err
	}, func(_ int, err error) error { return err })
	if err != nil {
		return nil, err
	}
	if asked.changes != nil {
		g.notes = append(g.notes, asked.changes.Notes...)
	}
	var todo []job
	for _, in := range g.inputs {
		f, err := loader.For(in.path)
		if err != nil {
			return nil, &usageError{err}
		}
		if f.Ignored == "" {
			todo = append(todo, job{input: in, File: f, most: most})
		} else if in.named {
			g.notes = append(g.notes, fmt.Sprintf("%s: left out, as %s says (ignore)", in.path, f.Ignored))
		}
	}
	if err := loader.Unknown(); err != nil {
		return nil, &usageError{err}
	}
	for _, err := range g.problems {
		p.fault(err)
	}
	if !quiet {
		for _, n := range g.notes {
			p.complain("%s", n)
		}
	}
	var staged []*vcs.Change
	for _, j := range todo {
		if j.change != nil && j.change.Staged() {
			staged = append(staged, j.change)
		}
	}
	vcs.Ahead(staged)
	return todo, nil
}

// fault reports a file that could not be read, or a failure of sayso's own; the run goes on.
func (p *program) fault(err error) {
	p.complain("%v", err)
	p.faults = append(p.faults, err.Error())
	p.exit = Failed
}

// document reads and segments an input. A binary file that was met while walking gives nil and no error, and so does a
// page of an older report.
func (p *program) document(j job) (doc *prose.Document, warnings []string, err error) {
	data, err := p.source(j)
	if err != nil {
		return nil, nil, err
	}
	return understood(j, data)
}

// source is the bytes of an input.
func (p *program) source(j job) (data []byte, err error) {
	switch {
	case j.stdin:
		data, err = bounded.Read(p.in, j.most)
	case j.change != nil && j.change.Staged():
		data, err = j.change.Content(j.most)
	default:
		data, err = bounded.File(j.path, j.most)
	}
	if err != nil {
		return nil, unreadable(j.path, err)
	}
	return data, nil
}

// understood reads the bytes of an input, as document does.
func understood(j job, data []byte) (doc *prose.Document, warnings []string, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%s: sayso failed, which is a bug of ours: %v\n%s", j.path, r, debug.Stack())
		}
	}()
	doc, warnings, err = read.Document(j.path, j.format, data)
	if err != nil {
		if !j.named {
			return nil, nil, nil
		}
		return nil, nil, fmt.Errorf("%s: %w", j.path, err)
	}
	if !j.named && doc.Meta["generator"] == report.Generator {
		return nil, nil, nil
	}
	language.Document(doc, j.Lang)
	segment.Document(doc)
	return doc, warnings, nil
}
