package cli

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	urfave "github.com/urfave/cli/v2"

	"github.com/sayso-lint/sayso/internal/config"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/packs"
)

func (p *program) explainCommand() *urfave.Command {
	return &urfave.Command{
		Name:      "explain",
		Usage:     "explain a rule: why, by which standard, what fires and what does not, its options",
		ArgsUsage: "RULE...",
		UsageText: "sayso explain RULE...",
		Description: `The packs of the .sayso.yaml in force here count.

Example:
  sayso explain unsourced-statistic`,
		Flags:  []urfave.Flag{packFlag()},
		Action: p.explain,
	}
}

func (p *program) explain(c *urfave.Context) error {
	if !c.Args().Present() {
		return usage("sayso explain needs a rule; sayso rules lists them")
	}
	loader, err := p.loader(c)
	if err != nil {
		return err
	}
	known := byID(loader.Rules())
	// The page of a built-in rule says nothing of the configuration, and a mistake in that is no reason to withhold it.
	if slices.ContainsFunc(c.Args().Slice(), func(id string) bool { return known[id] == nil }) {
		if _, err := loader.For("-"); err != nil {
			return &usageError{err}
		}
		known = byID(loader.Rules())
	}
	var pages []string
	for _, id := range c.Args().Slice() {
		// A pack that comes with sayso can be read about before it is used.
		if name, _, ok := strings.Cut(id, "/"); ok && known[id] == nil && packs.Named(name) != nil {
			maps.Copy(known, byID(packs.Named(name).Rules()))
		}
		r := known[id]
		if r == nil {
			return usage("%w", config.UnknownRule(id, slices.Collect(maps.Values(known))))
		}
		pages = append(pages, explanation(r))
	}
	return p.show(strings.Join(pages, "\n\n"))
}

func (p *program) ruleIDs() []string {
	ids := make([]string, len(p.rules))
	for i, r := range p.rules {
		ids[i] = r.ID
	}
	return ids
}

// explanation is a rule as a page of text, 80 columns wide.
func explanation(r *lint.Rule) string {
	b := &page{}
	b.line("%s: %s", r.ID, r.Summary)
	b.section("Why", r.Why)
	b.section("What to do", r.Remedy)
	b.heading("Facts")
	b.line("  family %s, confidence %s, %s", r.Family, r.Confidence, languageList(r.Langs))
	if r.Since != "" {
		b.line("  since %s", r.Since)
	}
	b.heading("Severity")
	if r.Experimental {
		b.line("  experimental: off outside audit until .sayso.yaml gives it a severity or --only names it, then")
	}
	for _, profile := range lint.Profiles {
		b.line("  %-13s %s", profile, r.SeverityIn(profile))
	}
	b.examples("Fires on", r.Examples, true)
	b.examples("Silent on", r.Examples, false)
	if options := r.OptionList(); len(options) > 0 {
		b.heading("Options")
		for _, o := range options {
			b.line("  %s: %s", o.Name, optionType(o))
			b.wrap("      ", o.Doc)
		}
		b.heading("In " + ".sayso.yaml")
		b.line("  rules:\n    %s:\n      severity: warning\n      %s: %s", r.ID, options[0].Name, optionDefault(options[0].Default))
	}
	if len(r.Standards) > 0 {
		b.heading("Standards")
		for _, s := range r.Standards {
			b.wrap("  ", s.String())
		}
	}
	return b.String()
}

// page is a text that grows by headings and wrapped lines.
type page struct{ strings.Builder }

func (b *page) line(format string, args ...any) { fmt.Fprintf(&b.Builder, format+"\n", args...) }

func (b *page) heading(title string) { b.line("\n%s", title) }

func (b *page) section(title, text string) {
	if text != "" {
		b.heading(title)
		b.wrap("  ", text)
	}
}

// wrap breaks text between words at 80 columns.
func (b *page) wrap(indent, text string) {
	at := 0
	for word := range strings.FieldsSeq(text) {
		switch {
		case at == 0:
			b.WriteString(indent)
			at = len(indent)
		case at+1+len(word) > 80:
			b.WriteString("\n" + indent)
			at = len(indent)
		default:
			b.WriteByte(' ')
			at++
		}
		b.WriteString(word)
		at += len(word)
	}
	b.WriteByte('\n')
}

func (b *page) examples(title string, all []lint.Example, fires bool) {
	headed := false
	for _, e := range all {
		if (e.Finds != "") != fires {
			continue
		}
		if !headed {
			b.heading(title)
			headed = true
		}
		text := e.Input
		if fires {
			text = strings.Replace(text, e.Finds, "[["+e.Finds+"]]", 1)
		}
		for line := range strings.Lines(strings.TrimSpace(text)) {
			if strings.TrimSpace(line) != "" {
				b.wrap("  ", line)
			}
		}
		if e.Because != "" {
			b.wrap("      ", "because: "+e.Because)
		}
		var notes []string
		for name, value := range e.Options {
			notes = append(notes, name+": "+optionDefault(value))
		}
		if len(notes) > 0 {
			b.wrap("      ", "with "+strings.Join(notes, ", "))
		}
	}
}

func languageList(langs []string) string {
	if len(langs) == 0 {
		return "any language"
	}
	return "languages " + strings.Join(langs, ", ")
}

func optionType(o lint.Option) string {
	kind := fmt.Sprintf("%T", o.Default)
	switch o.Default.(type) {
	case bool:
		kind = "true or false"
	case int:
		kind = "whole number"
	case float64:
		kind = "number"
	case string:
		kind = "text"
	case []string:
		kind = "list"
	}
	if len(o.Enum) > 0 {
		kind = strings.Join(o.Enum, ", ")
	}
	return kind + " (default " + optionDefault(o.Default) + ")"
}

func optionDefault(v any) string {
	switch v := v.(type) {
	case []string:
		return "[" + strings.Join(v, ", ") + "]"
	case string:
		if v == "" {
			return `""`
		}
		return v
	default:
		return fmt.Sprint(v)
	}
}
