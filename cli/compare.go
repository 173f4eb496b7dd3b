package cli

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"

	urfave "github.com/urfave/cli/v2"

	"github.com/sayso-lint/sayso/editions"
	"github.com/sayso-lint/sayso/internal/bounded"
	"github.com/sayso-lint/sayso/internal/config"
	"github.com/sayso-lint/sayso/internal/read"
	"github.com/sayso-lint/sayso/internal/vcs"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/report"
)

func (p *program) compareCommand() *urfave.Command {
	return &urfave.Command{
		Name:      "compare",
		Usage:     "tell what was fixed, what is new and what has moved from one state of the texts to another",
		ArgsUsage: "OLD NEW",
		UsageText: "sayso compare [flags] OLD NEW\nsayso compare [flags] --rev OLD..NEW [PATH]...",
		Description: `OLD and NEW are two files, or two folders whose files are compared by their paths. With --rev they are two revisions of
git: --rev main..draft compares the two, --rev main compares main with the files as they are; PATH narrows it down.
A text that is gone and a new one of which half or more is the same are one text that was renamed.

A finding is known again by its sentence, wherever it stands; one in a sentence that was rewritten and still has the fault
is fixed and new. What the configuration leaves out (ignore) is left out; baselines do not matter here.

Exit codes are those of check, by the new findings alone.

Examples:
  sayso compare draft-1.md draft-2.md
  sayso compare --rev v1.0..HEAD articles/
  sayso compare --rev origin/main --format json`,
		Flags: []urfave.Flag{
			&urfave.StringFlag{Name: "rev", Usage: "compare these `REVISIONS` of git: OLD..NEW, or OLD with the files as they are", Category: whatToRead},
			&urfave.StringFlag{Name: "config", Usage: "use this configuration `FILE` alone", Category: whatToRead},
			&urfave.StringFlag{Name: "lang", Usage: "the texts are in this `LANGUAGE` (en, de ...); otherwise found out", Category: whatToRead},
			maxSizeFlag(), jobsFlag(), profileFlag(), packFlag(),
			&urfave.StringSliceFlag{Name: "only", Usage: "these `RULES` alone (commas, or the flag again)", Category: howToJudge},
			&urfave.StringSliceFlag{Name: "skip", Usage: "all but these `RULES`", Category: howToJudge},
			&urfave.StringFlag{Name: "min-confidence", Usage: "leave out findings that are less sure than `LEVEL`: low, medium, high", DefaultText: "the profile's", Category: howToJudge},
			&urfave.StringFlag{Name: "as-of", Usage: "the texts speak from this `DATE` (2026-03-14)", Category: howToJudge},
			&urfave.StringFlag{Name: "fail-on", Usage: "exit 1 from this `SEVERITY` of a new finding on: error, warning, info, never", DefaultText: "the profile's", Category: howToJudge},
			&urfave.StringFlag{Name: "format", Aliases: []string{"f"}, Usage: "write this `FORMAT`: " + strings.Join(report.ComparisonFormats(), ", "), Value: "text", Category: whatToShow},
			&urfave.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "write to `FILE`, which appears when the report is whole", Category: whatToShow},
			&urfave.StringFlag{Name: "color", Usage: "`WHEN` to colour: auto, always, never", Value: "auto", Category: whatToShow},
			&urfave.BoolFlag{Name: "quiet", DisableDefaultText: true, Aliases: []string{"q"}, Usage: "no notes", Category: whatToShow},
		},
		Action: p.compare,
	}
}

// state is a text in one of the two states that are compared.
type state struct {
	path string // as reports show it
	read func(most int64) ([]byte, error)
}

// pair is a text in both; nil where it is not there.
type pair struct {
	old, new         *state
	oldFile, newFile config.File
}

// weight is what both weigh; git's version, which has no file, as much as ours.
func (p *pair) weight() (sum int64) {
	for _, s := range []*state{p.old, p.new} {
		if s != nil {
			sum += weightOf(s.path)
		}
	}
	return sum
}

// failOn is the severity from which on a new finding fails. What is gone has no new ones.
func (p *pair) failOn() lint.Severity {
	if p.new == nil {
		return lint.Off
	}
	return p.newFile.FailOn
}

func (p *program) compare(c *urfave.Context) error {
	flags, err := judging(c)
	if err != nil {
		return err
	}
	format, quiet := c.String("format"), c.Bool("quiet")
	if known := report.ComparisonFormats(); !slices.Contains(known, format) {
		return usage("--format: unknown format %q%s (formats: %s)", format, lint.Hint(format, known), strings.Join(known, ", "))
	}
	if n := c.Int("jobs"); n < 1 {
		return usage("--jobs %d: expected 1 or more", n)
	}
	most, err := maxSizeOf(c)
	if err != nil {
		return err
	}
	columns, tty := terminal(p.out)
	env := os.Getenv
	if c.String("output") != "" {
		columns, tty, env = 0, false, func(string) string { return "" }
	}
	color, err := colored(c.String("color"), tty, env)
	if err != nil {
		return err
	}
	loader, err := config.NewLoader(p.rules, flags)
	if err != nil {
		return &usageError{err}
	}
	pairs, err := p.pairs(c)
	if err != nil {
		return err
	}
	pairs = renamed(pairs, most)
	var todo []job
	settle := func(s **state, f *config.File) error {
		if *s == nil {
			return nil
		}
		var err error
		if *f, err = loader.For((*s).path); err != nil {
			return &usageError{err}
		}
		if f.Ignored != "" {
			*s = nil
			return nil
		}
		todo = append(todo, job{input: input{path: (*s).path, named: true}, File: *f})
		return nil
	}
	for i := range pairs {
		if err := errors.Join(settle(&pairs[i].old, &pairs[i].oldFile), settle(&pairs[i].new, &pairs[i].newFile)); err != nil {
			return &usageError{err}
		}
	}
	if err := loader.Unknown(); err != nil {
		return &usageError{err}
	}
	pairs = slices.DeleteFunc(pairs, func(p pair) bool { return p.old == nil && p.new == nil })
	judges, err := judgesOf(todo, true, inDepth, c.Int("jobs"))
	if err != nil {
		return err
	}
	bar := p.progress(quiet, len(pairs))
	defer bar.stop()
	if err := spared(c.String("output"), todo); err != nil {
		return err
	}
	out, err := openOutput(c.String("output"), bar.beside(p.out))
	if err != nil {
		return err
	}
	comparison, err := report.NewComparison(format, out, report.Options{
		Profile: profileName(todo, flags), Version: Version(), Color: color, Width: columns, Quiet: quiet, Rules: byID(loader.Rules()),
	})
	if err != nil {
		out.abandon()
		return fmt.Errorf("report: %w", err)
	}
	var sum editions.Sum
	err = inOrder(c.Context, len(pairs), c.Int("jobs"), func(i int) int64 { return pairs[i].weight() },
		func(i int) compared { return p.comparePair(&pairs[i], judges, most) },
		func(i int, r compared) error {
			bar.step()
			for _, side := range r.checked {
				p.troubles(side.path, &side.checked, quiet)
			}
			if r.text == nil {
				return nil
			}
			sum.Add(r.text)
			if failOn := pairs[i].failOn(); failOn != lint.Off && slices.ContainsFunc(r.text.Added, func(f editions.Finding) bool { return f.Severity >= failOn }) {
				p.exit = max(p.exit, Found)
			}
			return wrapped("writing the comparison", comparison.Text(r.text))
		})
	if err == nil {
		err = wrapped("writing the comparison", comparison.Close(&sum))
	}
	if err != nil {
		out.abandon()
		return err
	}
	return out.finish()
}

// compared is what became of a pair; text is nil where one of the two could not be read.
type compared struct {
	text    *editions.Text
	checked []sided
}

type sided struct {
	path string
	checked
}

func (p *program) comparePair(pair *pair, judges map[*config.Settings]*judge, most int64) (out compared) {
	side := func(s *state, f config.File, same []byte, twin *editions.Edition) (data []byte, e *editions.Edition, ok bool) {
		if s == nil {
			return nil, nil, true
		}
		data, err := s.read(most)
		if err != nil {
			out.checked = append(out.checked, sided{s.path, checked{unread: err}})
			return nil, nil, false
		}
		if twin != nil && twin.Doc.Path == s.path && bytes.Equal(same, data) {
			return data, twin, true
		}
		j := job{input: input{path: s.path, named: true}, File: f}
		doc, warnings, err := understood(j, data)
		if err != nil {
			out.checked = append(out.checked, sided{s.path, checked{warnings: warnings, unread: err}})
			return nil, nil, false
		}
		r := judged(j, doc, judges[f.Settings])
		r.warnings = warnings
		out.checked = append(out.checked, sided{s.path, r})
		if r.file == nil {
			return nil, nil, false
		}
		return data, &editions.Edition{Doc: doc, Findings: r.file.Findings, Metrics: r.file.Metrics}, true
	}
	data, before, ok := side(pair.old, pair.oldFile, nil, nil)
	if !ok {
		return out
	}
	_, after, ok := side(pair.new, pair.newFile, data, before)
	if ok {
		out.text = editions.Of(before, after)
	}
	return out
}

// judged runs the rules over a text and works out its figures.
func judged(j job, doc *prose.Document, e *judge) (r checked) {
	defer func() {
		if fault := recover(); fault != nil {
			r.faults = append(r.faults, fmt.Errorf("sayso failed, which is a bug of ours: %v\n%s", fault, debug.Stack()))
		}
	}()
	return found(j, e, doc, e.Check(doc, j.Allows), inDepth)
}

// pairs finds what the command line means.
func (p *program) pairs(c *urfave.Context) ([]pair, error) {
	if rev := c.String("rev"); c.IsSet("rev") {
		return p.revisions(c, rev)
	}
	args := c.Args().Slice()
	if len(args) != 2 {
		hint := ""
		if len(args) == 1 && strings.Contains(args[0], "..") {
			hint = "; two revisions are given as --rev " + args[0]
		}
		return nil, usage("sayso compare needs two files or two folders, OLD and NEW; it got %d%s", len(args), hint)
	}
	var folder [2]bool
	for i, path := range args {
		info, err := os.Stat(path)
		if err != nil {
			if _, git := vcs.At(c.Context, path); git == nil {
				return nil, usage("sayso compare %s: no such file or folder, but a revision of git; two of them are given as --rev %s..%s", path, args[0], args[1])
			}
			return nil, unreadable(path, err)
		}
		folder[i] = info.IsDir()
	}
	switch {
	case folder[0] != folder[1]:
		return nil, usage("sayso compare %s %s: expected two files or two folders, not one of each", args[0], args[1])
	case !folder[0]:
		return []pair{{old: onDisk(args[0]), new: onDisk(args[1])}}, nil
	}
	before, err := p.under(c, args[0])
	if err != nil {
		return nil, err
	}
	after, err := p.under(c, args[1])
	if err != nil {
		return nil, err
	}
	return paired(before, after), nil
}

func onDisk(path string) *state {
	return &state{path, func(most int64) ([]byte, error) {
		data, err := bounded.File(path, most)
		if err != nil {
			return nil, unreadable(path, err)
		}
		return data, nil
	}}
}

// under finds the texts of a folder, by their paths in it.
func (p *program) under(c *urfave.Context, dir string) (map[string]*state, error) {
	g, err := gather(c.Context, sources{paths: []string{dir}}, p.in)
	if err != nil {
		return nil, err
	}
	for _, err := range g.problems {
		p.fault(err)
	}
	found := map[string]*state{}
	for _, in := range g.inputs {
		rel, err := filepath.Rel(dir, in.path)
		if err != nil {
			return nil, fmt.Errorf("%s in %s: %w", in.path, dir, err)
		}
		found[rel] = onDisk(in.path)
	}
	return found, nil
}

// paired brings two states together by their keys, in order.
func paired(before, after map[string]*state) []pair {
	var keys []string
	for key := range before {
		keys = append(keys, key)
	}
	for key := range after {
		if before[key] == nil {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	pairs := make([]pair, len(keys))
	for i, key := range keys {
		pairs[i] = pair{old: before[key], new: after[key]}
	}
	return pairs
}

// revisions finds the texts of two revisions, or of one and the working tree.
func (p *program) revisions(c *urfave.Context, revs string) ([]pair, error) {
	here, err := os.Getwd()
	if err != nil {
		return nil, fmt.Errorf("current folder: %w", err)
	}
	if end, err := filepath.EvalSymlinks(here); err == nil {
		here = end
	}
	old, young, both := strings.Cut(revs, "..")
	if strings.HasPrefix(young, ".") {
		return nil, usage("--rev %s: expected OLD..NEW with two dots", revs)
	}
	paths := c.Args().Slice()
	if len(paths) == 0 {
		paths = []string{"."}
	}
	before, err := committed(c, here, headOr(old), paths)
	if err != nil {
		return nil, err
	}
	var after map[string]*state
	if both {
		after, err = committed(c, here, headOr(young), paths)
	} else {
		after, err = p.asTheyAre(c, here, paths)
	}
	if err != nil {
		return nil, err
	}
	pairs := paired(before, after)
	if len(pairs) == 0 {
		return nil, usage("--rev %s: no text, Markdown or HTML files in %s in either state", revs, strings.Join(paths, ", "))
	}
	return pairs, nil
}

func headOr(rev string) string {
	if rev == "" {
		return "HEAD" // as git has it
	}
	return rev
}

// committed finds the texts of a revision under some paths, by their absolute paths.
func committed(c *urfave.Context, here, rev string, paths []string) (map[string]*state, error) {
	refused := func(err error) error {
		var no *vcs.RefusedError
		if errors.As(err, &no) {
			return &usageError{fmt.Errorf("--rev: %w", err)}
		}
		return fmt.Errorf("--rev %s: %w", rev, err)
	}
	revision, err := vcs.At(c.Context, rev)
	if err != nil {
		return nil, refused(err)
	}
	found := map[string]*state{}
	for _, path := range paths {
		if !filepath.IsAbs(path) {
			path = filepath.Join(here, path)
		}
		files, err := revision.Files(path)
		if err != nil {
			return nil, refused(err)
		}
		for _, f := range files {
			if read.Format(f.Path) == "" {
				continue
			}
			shown := f.Path
			if rel, err := filepath.Rel(here, f.Path); err == nil {
				shown = rel
			}
			found[f.Path] = &state{shown, func(most int64) ([]byte, error) {
				data, err := revision.Content(f, most)
				if err != nil {
					return nil, unreadable(shown+" in "+rev, err)
				}
				return data, nil
			}}
		}
	}
	return found, nil
}

// asTheyAre finds the texts of the working tree under some paths, by their absolute paths. A path that is gone has none.
func (p *program) asTheyAre(c *urfave.Context, here string, paths []string) (map[string]*state, error) {
	var there []string
	for _, path := range paths {
		if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
			there = append(there, path)
		}
	}
	found := map[string]*state{}
	if len(there) == 0 {
		return found, nil
	}
	g, err := gather(c.Context, sources{paths: there}, p.in)
	if err != nil {
		return nil, err
	}
	for _, err := range g.problems {
		p.fault(err)
	}
	for _, in := range g.inputs {
		path := in.path
		if !filepath.IsAbs(path) {
			path = filepath.Join(here, path)
		}
		s := onDisk(in.path)
		if rel, err := filepath.Rel(here, path); err == nil {
			s.path = rel
		}
		found[path] = s
	}
	return found, nil
}
