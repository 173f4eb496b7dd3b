// Package docgen derives the reference of rules from the rules themselves, a page for each and an index, and the schemas of
// packs and of the configuration from what reads them. Nothing of it is written by hand, and a test fails when it is stale.
package docgen

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/sayso-lint/sayso/internal/config"
	"github.com/sayso-lint/sayso/internal/pack"
	"github.com/sayso-lint/sayso/lint"
)

//go:generate go run ./cmd ../../docs

// index is the page that lists the others.
const index = "README.md"

// Generate writes the pages of rules into dir, or, where write is false, says which of them differ from what it would
// write. Pages of rules that are no more are deleted, or named.
func Generate(rules []*lint.Rule, dir string, write bool) error {
	pages := map[string]string{index: indexPage(rules)}
	for _, r := range rules {
		pages[fileName(r)] = rulePage(r)
	}
	return settle(dir, "*.md", pages, write)
}

// Schemas writes the JSON Schemas of packs and of the configuration into dir, or says which differ.
func Schemas(rules []*lint.Rule, dir string, write bool) error {
	ofPacks, err := pack.Schema()
	if err != nil {
		return err
	}
	ofConfiguration, err := config.Schema(rules)
	if err != nil {
		return err
	}
	return settle(dir, "*.json", map[string]string{"pack.schema.json": string(ofPacks), "sayso.schema.json": string(ofConfiguration)}, write)
}

// settle makes the files of dir that a pattern matches what they are to be, or names those that are not.
func settle(dir, pattern string, files map[string]string, write bool) error {
	var stale []error
	for name, content := range files {
		path := filepath.Join(dir, name)
		old, err := os.ReadFile(path)
		switch {
		case err == nil && string(old) == content:
		case err != nil && !errors.Is(err, fs.ErrNotExist):
			return err
		case !write:
			stale = append(stale, fmt.Errorf("%s is stale: run go generate ./internal/docgen", path))
		default:
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				return err
			}
			if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
				return err
			}
		}
	}
	there, err := fs.Glob(os.DirFS(dir), pattern)
	if err != nil {
		return err
	}
	for _, name := range there {
		if _, wanted := files[name]; wanted {
			continue
		}
		path := filepath.Join(dir, name)
		if !write {
			stale = append(stale, fmt.Errorf("%s is about nothing that is left: run go generate ./internal/docgen", path))
		} else if err := os.Remove(path); err != nil {
			return err
		}
	}
	slices.SortFunc(stale, func(a, b error) int { return strings.Compare(a.Error(), b.Error()) })
	return errors.Join(stale...)
}

// fileName is the page of a rule; a pack's rules have its name in front, which is no folder here.
func fileName(r *lint.Rule) string { return strings.ReplaceAll(r.ID, "/", "-") + ".md" }

const origin = "<!-- Generated from the rules; do not edit. go generate ./internal/docgen writes it. -->\n\n"

// indexPage lists rules by family, with what each profile makes of them.
func indexPage(rules []*lint.Rule) string {
	var b strings.Builder
	b.WriteString(origin + "# Rules\n\nWhat each rule finds, and how severe each profile takes it to be. In profile `audit` every rule is on, as severe as\nany other profile has it, unless the rule says otherwise.\n")
	for _, family := range lint.Families {
		var rows []*lint.Rule
		for _, r := range rules {
			if r.Family == family {
				rows = append(rows, r)
			}
		}
		if len(rows) == 0 {
			continue
		}
		slices.SortFunc(rows, func(a, b *lint.Rule) int { return strings.Compare(a.ID, b.ID) })
		fmt.Fprintf(&b, "\n## %s\n\n| rule | finds |", heading(string(family)))
		for _, p := range lint.Profiles {
			fmt.Fprintf(&b, " %s |", p)
		}
		b.WriteString("\n|" + strings.Repeat("---|", 2+len(lint.Profiles)) + "\n")
		for _, r := range rows {
			fmt.Fprintf(&b, "| [%s](%s) | %s |", r.ID, fileName(r), cell(r.Summary))
			for _, p := range lint.Profiles {
				if r.Experimental {
					b.WriteString(" opt-in |")
				} else {
					fmt.Fprintf(&b, " %s |", r.SeverityIn(p))
				}
			}
			b.WriteString("\n")
		}
	}
	return b.String()
}

// rulePage is all that a rule says of itself.
func rulePage(r *lint.Rule) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s# %s\n\n%s\n\n", origin, r.ID, sentence(r.Summary))
	fmt.Fprintf(&b, "Family %s, confidence %s, languages: %s, since %s.\n\n", r.Family, r.Confidence, languages(r), r.Since)
	fmt.Fprintf(&b, "**Why.** %s\n\n**What to do.** %s\n", sentence(r.Why), sentence(r.Remedy))
	var bad, good []lint.Example
	for _, x := range r.Examples {
		if x.Finds != "" {
			bad = append(bad, x)
		} else {
			good = append(good, x)
		}
	}
	examples(&b, "What it reports", bad)
	examples(&b, "What it leaves alone", good)
	b.WriteString("\n## Severity\n\n")
	if r.Experimental {
		b.WriteString("Experimental: off under every profile but audit until a configuration gives it a severity or `--only` names it, then:\n\n")
	}
	b.WriteString("|")
	for _, p := range lint.Profiles {
		fmt.Fprintf(&b, " %s |", p)
	}
	b.WriteString("\n|" + strings.Repeat("---|", len(lint.Profiles)) + "\n|")
	for _, p := range lint.Profiles {
		fmt.Fprintf(&b, " %s |", r.SeverityIn(p))
	}
	b.WriteString("\n")
	if options := r.OptionList(); len(options) > 0 {
		b.WriteString("\n## Options\n\n| option | default | values | what it does |\n|---|---|---|---|\n")
		for _, o := range options {
			fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", o.Name, code(o.Default), values(o), cell(o.Doc))
		}
		fmt.Fprintf(&b, "\n```yaml\nrules:\n  %s:\n    %s: %s\n```\n", r.ID, options[0].Name, yamlValue(options[0].Default))
	}
	if len(r.Replaces) > 0 {
		fmt.Fprintf(&b, "\nWhere it reports words that %s reports too, only this rule is shown.\n", strings.Join(r.Replaces, " or "))
	}
	if len(r.Standards) > 0 {
		b.WriteString("\n## Standards\n\n| source | where | what it demands |\n|---|---|---|\n")
		for _, s := range r.Standards {
			fmt.Fprintf(&b, "| %s | %s | %s |\n", cell(s.Source), cell(s.Where), cell(s.Demands))
		}
	}
	fmt.Fprintf(&b, "\n## To allow it\n\nIn Markdown and HTML, before or in the block, with a reason:\n\n```markdown\n<!-- sayso allow %s: the reason -->\n```\n", r.ID)
	return b.String()
}

func languages(r *lint.Rule) string {
	if len(r.Langs) == 0 {
		return "any"
	}
	return strings.Join(r.Langs, ", ")
}

func examples(b *strings.Builder, title string, xs []lint.Example) {
	if len(xs) == 0 {
		return
	}
	fmt.Fprintf(b, "\n## %s\n", title)
	for _, x := range xs {
		b.WriteString("\n")
		text := x.Input
		// A text with markup is shown as it is; in plain text the words reported are set in bold.
		if x.Format == "" || x.Format == "text" {
			if before, after, found := strings.Cut(text, x.Finds); found && x.Finds != "" {
				text = escape(before) + "**" + escape(x.Finds) + "**" + escape(after)
			} else {
				text = escape(text)
			}
			fmt.Fprintf(b, "> %s\n", strings.ReplaceAll(text, "\n", "\n> "))
		} else {
			fmt.Fprintf(b, "```%s\n%s\n```\n", x.Format, text)
			if x.Finds != "" {
				fmt.Fprintf(b, "\nreports `%s`\n", x.Finds)
			}
		}
		var remarks []string
		if x.Because != "" {
			remarks = append(remarks, x.Because)
		}
		if x.Expect != lint.Off {
			remarks = append(remarks, "at most "+x.Expect.String())
		}
		if x.Profile != "" {
			remarks = append(remarks, "profile "+string(x.Profile))
		}
		for _, name := range slices.Sorted(mapKeys(x.Options)) {
			remarks = append(remarks, fmt.Sprintf("with `%s: %s`", name, yamlValue(x.Options[name])))
		}
		if len(remarks) > 0 {
			fmt.Fprintf(b, "\n%s\n", escape(strings.Join(remarks, "; ")))
		}
	}
}

func mapKeys(m map[string]any) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

func values(o lint.Option) string {
	if o.Enum != nil {
		return "`" + strings.Join(o.Enum, "`, `") + "`"
	}
	switch o.Default.(type) {
	case bool:
		return "`true`, `false`"
	case int:
		return "a whole number"
	case float64:
		return "a number"
	case []string:
		return "a list of texts"
	}
	return "a text"
}

func code(v any) string {
	if s := yamlValue(v); s != "" {
		return "`" + strings.ReplaceAll(s, "|", `\|`) + "`"
	}
	return ""
}

// yamlValue writes an option's value as the configuration would.
func yamlValue(v any) string {
	switch v := v.(type) {
	case []string:
		return "[" + strings.Join(v, ", ") + "]"
	case []any:
		parts := make([]string, len(v))
		for i, e := range v {
			parts[i] = yamlValue(e)
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case string:
		if v == "" {
			return `""`
		}
		return v
	}
	return fmt.Sprint(v)
}

// heading writes a hyphenated name as a title.
func heading(name string) string { return sentenceCase(strings.ReplaceAll(name, "-", " ")) }

func sentenceCase(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// sentence makes one of a remark in lower case without a full stop.
func sentence(s string) string {
	s = sentenceCase(s)
	if strings.HasSuffix(s, ".") || strings.HasSuffix(s, "?") || strings.HasSuffix(s, "!") {
		return escape(s)
	}
	return escape(s) + "."
}

// cell keeps a text inside its cell.
func cell(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(escape(s), "|", `\|`), "\n", " ")
}

// escape keeps Markdown from reading a text as markup.
func escape(s string) string {
	return strings.NewReplacer(`\`, `\\`, "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, "#", `\#`).Replace(s)
}
