package cli

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	urfave "github.com/urfave/cli/v2"

	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/report"
)

func (p *program) rulesCommand() *urfave.Command {
	return &urfave.Command{
		Name:      "rules",
		Usage:     "list the rules, and what the profile in force makes of each",
		UsageText: "sayso rules [--profile PROFILE] [--format text|json]",
		Description: `Severities are those of a file in the current folder: its .sayso.yaml counts, and --profile stands above it.

Example:
  sayso rules --profile intel`,
		Flags: []urfave.Flag{
			profileFlag(), packFlag(),
			&urfave.StringFlag{Name: "config", Usage: "use this configuration `FILE` alone", Category: howToJudge},
			&urfave.StringFlag{Name: "format", Aliases: []string{"f"}, Usage: "write this `FORMAT`: text, json", Value: "text", Category: whatToShow},
		},
		Action: p.listRules,
	}
}

// listed is a rule as `rules --format json` shows it.
type listed struct {
	ID         string      `json:"id"`
	Family     lint.Family `json:"family"`
	Severity   string      `json:"severity"`
	Confidence string      `json:"confidence"`
	Languages  []string    `json:"languages"`
	Since      string      `json:"since,omitempty"`
	Summary    string      `json:"summary"`
}

func (p *program) listRules(c *urfave.Context) error {
	format := c.String("format")
	if format != "text" && format != "json" {
		return usage("--format: unknown format %q (formats: text, json)", format)
	}
	if err := noOperands(c); err != nil {
		return err
	}
	loader, err := p.loader(c)
	if err != nil {
		return err
	}
	settings, err := loader.For("-")
	if err != nil {
		return &usageError{err}
	}
	list := []listed{}
	for _, s := range settings.Rules {
		r := s.Rule
		list = append(list, listed{r.ID, r.Family, s.Severity.String(), r.Confidence.String(), append([]string{}, r.Langs...), r.Since, r.Summary})
	}
	slices.SortStableFunc(list, func(a, b listed) int {
		if d := slices.Index(lint.Families, a.Family) - slices.Index(lint.Families, b.Family); d != 0 {
			return d
		}
		return strings.Compare(a.ID, b.ID)
	})
	if format == "json" {
		data, err := json.MarshalIndent(map[string]any{"version": 1, "profile": settings.ProfileName, "rules": list}, "", "  ")
		if err != nil {
			return fmt.Errorf("rules: %w", err)
		}
		return p.print(string(report.JSON(data)) + "\n")
	}
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	row := func(cells ...string) { _, _ = fmt.Fprintln(w, strings.Join(cells, "\t")) } // a Builder does not fail
	row("RULE", "FAMILY", "SEVERITY", "CONFIDENCE", "SUMMARY")
	for _, r := range list {
		row(r.ID, string(r.Family), r.Severity, r.Confidence, r.Summary)
	}
	_ = w.Flush()
	return p.show(fmt.Sprintf("%s\n%d rules, severities of profile %s; sayso explain RULE tells more\n", b.String(), len(list), settings.ProfileName))
}

func noOperands(c *urfave.Context) error {
	if c.Args().Present() {
		return usage("sayso %s takes no %q", c.Command.Name, c.Args().First())
	}
	return nil
}
