package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"

	urfave "github.com/urfave/cli/v2"

	"github.com/sayso-lint/sayso/internal/config"
	"github.com/sayso-lint/sayso/internal/importer"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/report"
)

func (p *program) importCommand() *urfave.Command {
	return &urfave.Command{
		Name:      "import",
		Usage:     "turn the rules of Vale, proselint or write-good into a pack",
		ArgsUsage: "vale|proselint|write-good PATH",
		UsageText: "sayso import vale STYLE         a Vale style: a folder of rules, or one of them\n" +
			"sayso import proselint PATH     proselint's folder, as python3 -c 'import proselint; print(proselint.__path__[0])' shows it\n" +
			"sayso import write-good PATH    node_modules, or the folder that holds it",
		Description: `Reads the files of another program as data and writes a pack: words become phrases, replacements swaps, expressions are kept
where a word or a number can wake them. Each rule's examples are made of its own words and have come true. What could not be
carried over is listed on standard error, file:line: reason.

Exit codes: 0 a pack was written, 2 nothing could be carried over or the path is not what it should be.

Examples:
  sayso import vale styles/Desk -o desk.yaml && sayso pack test desk.yaml
  sayso import write-good node_modules > write-good.yaml`,
		Flags: []urfave.Flag{
			&urfave.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "write to `FILE`, which must not be there yet", Category: whatToShow},
			&urfave.StringFlag{Name: "lang", Usage: "the style is about texts in this `LANGUAGE`: " + strings.Join(importer.Languages(), ", "), Value: lint.DefaultLang, Category: whatToRead},
		},
		Action: p.importRules,
	}
}

func (p *program) importRules(c *urfave.Context) error {
	lang := c.String("lang")
	from := map[string]func(path string) (*importer.Result, error){
		"vale":       func(path string) (*importer.Result, error) { return importer.Vale(path, lang) },
		"proselint":  importer.Proselint,
		"write-good": importer.WriteGood,
	}
	known := slices.Sorted(maps.Keys(from))
	args := c.Args().Slice()
	switch {
	case len(args) == 0:
		return usage("sayso import needs to know from what: %s; sayso help import explains them", strings.Join(known, ", "))
	case from[args[0]] == nil:
		return usage("sayso import %s: unknown%s (known: %s)", args[0], lint.Hint(args[0], known), strings.Join(known, ", "))
	case args[0] != "vale" && c.IsSet("lang"):
		return usage("sayso import %s takes no --lang: its words are English", args[0])
	case len(args) != 2:
		return usage("sayso import %s takes one path", args[0])
	}
	out := c.String("output")
	if _, err := os.Lstat(out); out != "" && err == nil {
		return usage("%s is already here and stays as it is", out)
	}
	r, err := from[args[0]](args[1])
	if err != nil {
		return &usageError{err}
	}
	for _, n := range r.Notes {
		if _, err := fmt.Fprintln(p.err, report.Shown(n.String())); err != nil {
			return wrapped("writing to standard error", err)
		}
	}
	if r.Rules == 0 {
		return usage("nothing in %s could be carried over", args[1])
	}
	if out == "" {
		return p.print(string(r.Pack))
	}
	f, err := os.OpenFile(out, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if errors.Is(err, fs.ErrExist) {
		return usage("%s is already here and stays as it is", out)
	}
	if err != nil {
		return unwritable(out, err)
	}
	_, err = f.Write(r.Pack)
	if err := errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("import: %w", err)
	}
	left := "all of it carried over as it was"
	switch n := len(r.Notes); n {
	case 0:
	case 1:
		left = "1 thing not carried over as it was"
	default:
		left = fmt.Sprintf("%d things not carried over as they were", n)
	}
	return p.show(fmt.Sprintf("wrote %s, %s; %s; next: name it in %s: packs: [%s]\n", out, counted(r.Rules, "rule"), left, config.Name, out))
}
