package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	urfave "github.com/urfave/cli/v2"

	"github.com/sayso-lint/sayso/internal/config"
	"github.com/sayso-lint/sayso/internal/plugin"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/report"
)

func (p *program) metricsCommand() *urfave.Command {
	return &urfave.Command{
		Name:      "metrics",
		Usage:     "show how much of each text is sourced, by whom, how sure it is, and how much is advice",
		ArgsUsage: "[PATH|GLOB|-]...",
		UsageText: "sayso metrics [flags] [PATH|GLOB|-]...",
		Description: `Writes a row a text, then one for all of them and one of medians; a text alone is followed by all its figures. The other
formats have every figure, JSON the sections and sources of each text as well. docs/metrics.md defines them.

Exit codes are those of check; findings alone do not fail, --fail-under and --fail-over do.

Examples:
  sayso metrics draft.md
  sayso metrics --format csv archive/ > figures.csv
  sayso metrics --fail-under sourced-claim-ratio=80% --fail-over longest-unsourced-run=5 draft.md`,
		Flags: slices.Concat(readingFlags(), baselineFlags(), []urfave.Flag{profileFlag(), packFlag()}, thresholdFlags(), []urfave.Flag{
			&urfave.StringFlag{Name: "as-of", Usage: "the texts speak from this `DATE` (2026-03-14)", Category: howToJudge},
			&urfave.StringFlag{Name: "format", Aliases: []string{"f"}, Usage: "write this `FORMAT`: " + strings.Join(report.FigureFormats(), ", "), Value: "table", Category: whatToShow},
			&urfave.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "write to `FILE`, which appears when the report is whole", Category: whatToShow},
			&urfave.BoolFlag{Name: "quiet", DisableDefaultText: true, Aliases: []string{"q"}, Usage: "figures alone: no legend, no notes", Category: whatToShow},
		}),
		Action: p.metrics,
	}
}

func (p *program) metrics(c *urfave.Context) error {
	flags, err := judging(c)
	if err != nil {
		return err
	}
	thresholds, err := thresholdsOf(c)
	if err != nil {
		return err
	}
	format, quiet := c.String("format"), c.Bool("quiet")
	if known := report.FigureFormats(); !slices.Contains(known, format) {
		return usage("--format: unknown format %q%s (formats: %s)", format, lint.Hint(format, known), strings.Join(known, ", "))
	}
	columns, tty := terminal(p.out)
	if c.String("output") != "" {
		columns, tty = 0, false
	}
	loader, err := config.NewLoader(p.rules, flags)
	if err != nil {
		return &usageError{err}
	}
	todo, err := p.jobs(c.Context, c, loader, quiet)
	if err != nil {
		return err
	}
	if err := attachBaselines(c, todo); err != nil {
		return err
	}
	judges, err := judgesOf(todo, true, inDepth, c.Int("jobs"))
	if err != nil {
		return err
	}
	bar := p.progress(quiet, len(todo))
	defer bar.stop()
	if err := spared(c.String("output"), todo); err != nil {
		return err
	}
	out, err := openOutput(c.String("output"), bar.beside(p.out))
	if err != nil {
		return err
	}
	figures, err := report.NewFigures(format, out, report.Options{
		Profile: profileName(todo, flags), Version: Version(), Width: columns, Quiet: quiet,
	})
	if err != nil {
		out.abandon()
		return fmt.Errorf("report: %w", err)
	}
	err = inOrder(c.Context, len(todo), c.Int("jobs"), weightsOf(todo),
		func(i int) checked { return p.checkFile(todo[i], judges[todo[i].Settings], inDepth, fixes{}) },
		func(i int, r checked) error {
			bar.step()
			p.troubles(todo[i].path, &r, quiet)
			if r.file == nil || r.file.Metrics == nil {
				return nil
			}
			if p.hold(todo[i].path, r.file.Metrics, thresholds) {
				p.exit = max(p.exit, Found)
			}
			if err := figures.File(r.file); err != nil || !tty {
				return wrapped("writing the figures", err)
			}
			return wrapped("writing the figures", out.Flush())
		})
	if err == nil {
		err = wrapped("writing the figures", figures.Close())
	}
	if err != nil {
		out.abandon()
		return err
	}
	if err := out.finish(); err != nil {
		return err
	}
	if !quiet {
		p.unheld(thresholds)
	}
	return nil
}

// troubles prints what went wrong with a file.
func (p *program) troubles(path string, r *checked, quiet bool) {
	for _, w := range r.warnings {
		if !quiet {
			p.complain("%s: %s", path, w)
		}
	}
	for _, err := range r.faults {
		if unusable := (*plugin.UnusableError)(nil); errors.As(err, &unusable) {
			if !slices.Contains(p.faults, err.Error()) {
				p.fault(err) // no matter of this file, and said once
			}
			continue
		}
		p.fault(fmt.Errorf("%s: %w", path, err))
	}
	if r.unread != nil {
		p.fault(r.unread)
	}
}
