package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"

	urfave "github.com/urfave/cli/v2"

	"github.com/sayso-lint/sayso/internal/config"
	"github.com/sayso-lint/sayso/internal/example"
	"github.com/sayso-lint/sayso/internal/pack"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/packs"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/report"
)

func (p *program) packCommand() *urfave.Command {
	return &urfave.Command{
		Name:      "pack",
		Usage:     "write, try and list packs: rules of your own, in YAML",
		ArgsUsage: "test PATH... | new [NAME] | list | add URL@COMMIT | remove NAME",
		UsageText: "sayso pack test PATH...            run the examples of packs\n" +
			"sayso pack new [NAME]              write a commented pack, NAME.yaml, to begin with\n" +
			"sayso pack list                    list the packs in force here, and those that sayso ships\n" +
			"sayso pack add URL@COMMIT[//PATH]  fetch a pack from a git repository, at a commit\n" +
			"sayso pack remove NAME             delete a fetched pack",
		Description: `A pack is a YAML file, or a folder of them, with rules and the examples that prove them. Name it in .sayso.yaml; some
come with sayso and are named without a path:

  packs: [house.yaml, icd203]

A pack from elsewhere is fetched once, kept in .sayso/packs and recorded in .sayso.lock with its hash, both to be committed;
checking texts never fetches anything, and refuses a fetched pack that was changed.

Exit codes of pack test: 0 all examples come true, 1 some do not, 2 a pack has a mistake.

Examples:
  sayso pack new house && sayso pack test house.yaml
  sayso check --pack house.yaml draft.md`,
		Flags: []urfave.Flag{
			&urfave.StringFlag{Name: "config", Usage: "use this configuration `FILE` alone", Category: howToJudge},
			&urfave.StringFlag{Name: "color", Usage: "`WHEN` to colour: auto, always, never", Value: "auto", Category: whatToShow},
		},
		Action: p.pack,
	}
}

func (p *program) pack(c *urfave.Context) error {
	verbs := map[string]func(c *urfave.Context, args []string) error{
		"test": p.packTest, "new": p.packNew, "list": p.packList, "add": p.packAdd, "remove": p.packRemove,
	}
	known := slices.Sorted(maps.Keys(verbs))
	if !c.Args().Present() {
		return usage("sayso pack needs one of %s; sayso help pack explains them", strings.Join(known, ", "))
	}
	do := verbs[c.Args().First()]
	if do == nil {
		return usage("sayso pack %s: unknown%s (known: %s)", c.Args().First(), lint.Hint(c.Args().First(), known), strings.Join(known, ", "))
	}
	return do(c, c.Args().Tail())
}

// packTest runs the examples of packs, and shows each that does not come true as a code frame.
func (p *program) packTest(c *urfave.Context, paths []string) error {
	if len(paths) == 0 {
		return usage("sayso pack test needs a pack: a YAML file or a folder of them")
	}
	columns, tty := terminal(p.out)
	color, err := colored(c.String("color"), tty, os.Getenv)
	if err != nil {
		return err
	}
	for _, path := range paths {
		loaded, err := packs.Find(path, "")
		if err != nil {
			return &usageError{err}
		}
		failed, tried := 0, 0
		for _, spec := range loaded.Specs {
			rule := spec.Rule()
			for i, x := range rule.Examples {
				tried++
				failure := example.RunAs(exampleName(spec, i), rule, x)
				if failure == nil {
					continue
				}
				failed++
				if err := p.frame(rule, x, failure, report.Options{Color: color, Width: columns, Quiet: true, Rules: byID([]*lint.Rule{rule})}); err != nil {
					return err
				}
			}
		}
		verdict := "all come true"
		if failed > 0 {
			verdict = fmt.Sprintf("%d of them %s not come true", failed, map[bool]string{true: "does", false: "do"}[failed == 1])
			p.exit = max(p.exit, Found)
		}
		if err := p.show(fmt.Sprintf("pack %s: %s, %s, %s\n", loaded.Name, counted(len(loaded.Specs), "rule"), counted(tried, "example"), verdict)); err != nil {
			return err
		}
	}
	return nil
}

// exampleName is where an example stands. A shipped pack knows no lines: it has been compiled.
func exampleName(s *pack.Spec, i int) string {
	if s.File == "" {
		return s.ID
	}
	return fmt.Sprintf("%s:%d", s.File, s.Lines[i])
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// frame shows a failed example as the text report shows a finding.
func (p *program) frame(rule *lint.Rule, x lint.Example, failure *example.Failure, o report.Options) error {
	if failure.Doc == nil {
		return p.show(fmt.Sprintf("%s: %s\n", rule.ID, failure.Problem))
	}
	var shown []lint.Finding
	switch at := strings.Index(failure.Doc.Text, x.Finds); {
	case len(failure.Findings) > 0:
		for _, f := range failure.Findings {
			shown = append(shown, lint.Finding{Rule: rule.ID, Severity: lint.Error, Span: f.Span, Message: failure.Problem, Notes: []lint.Note{{Text: "it says: " + f.Message}}})
		}
	case x.Finds != "" && at >= 0:
		shown = append(shown, lint.Finding{Rule: rule.ID, Severity: lint.Error, Span: prose.Span{Start: at, End: at + len(x.Finds)}, Message: failure.Problem})
	default:
		return p.show(fmt.Sprintf("%s: %s\n", rule.ID, failure.Problem))
	}
	reporter, err := report.New("text", p.out, o)
	if err != nil {
		return fmt.Errorf("pack test: %w", err)
	}
	err = reporter.File(&report.File{Doc: failure.Doc, Findings: shown})
	return wrapped("writing to standard output", errors.Join(err, reporter.Close(&report.Summary{})))
}

// packNew writes a pack to begin with.
func (p *program) packNew(_ *urfave.Context, args []string) error {
	name := "house"
	switch {
	case len(args) > 1:
		return usage("sayso pack new takes one name")
	case len(args) == 1:
		name = args[0]
	}
	if !lint.IsName(name) {
		return usage("sayso pack new: %q is no name of a pack: lower-case words joined by hyphens, such as house-style", name)
	}
	path := name + ".yaml"
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if errors.Is(err, fs.ErrExist) {
		return usage("%s is already here and stays as it is", path)
	}
	if err != nil {
		return unwritable(path, err)
	}
	_, err = f.WriteString(strings.ReplaceAll(pack.First, "NAME", name))
	if err := errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("pack new: %w", err)
	}
	return p.show(fmt.Sprintf("wrote %s; next: sayso pack test %s, then name it in %s: packs: [%s]\n", path, path, config.Name, path))
}

// packList lists the packs that a file in the current folder is checked with, and the shipped ones that could be.
func (p *program) packList(c *urfave.Context, args []string) error {
	if len(args) > 0 {
		return usage("sayso pack list takes no %q", args[0])
	}
	loader, err := p.loader(c)
	if err != nil {
		return err
	}
	here, err := loader.For("-")
	if err != nil {
		return &usageError{err}
	}
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(w, "PACK\tRULES\tFROM\tSUMMARY") // a Builder does not fail
	row := func(named *pack.Pack, from string) {
		_, _ = fmt.Fprintf(w, "%s\t%d\t%s\t%s\n", named.Name, len(named.Specs), from, named.Summary)
	}
	used := map[string]bool{}
	for _, loaded := range here.Packs {
		from := "sayso"
		if loaded.Path == "" {
			used[loaded.Name] = true
		} else {
			from = filepath.ToSlash(loaded.Path)
		}
		row(loaded, "in force: "+from)
	}
	for _, name := range packs.Names() {
		if !used[name] {
			row(packs.Named(name), "sayso, not in force")
		}
	}
	_ = w.Flush()
	if len(here.Packs) == 0 {
		b.WriteString(fmt.Sprintf("\nno pack is in force here; %s names them under packs, and sayso pack new writes one to begin with\n", config.Name))
	}
	return p.show(b.String())
}
