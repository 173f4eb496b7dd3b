package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	urfave "github.com/urfave/cli/v2"

	"github.com/sayso-lint/sayso/internal/config"
	"github.com/sayso-lint/sayso/internal/lsp"
	"github.com/sayso-lint/sayso/internal/read"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/metrics"
	"github.com/sayso-lint/sayso/report"
)

func (p *program) lspCommand() *urfave.Command {
	return &urfave.Command{
		Name:      "lsp",
		Usage:     "serve an editor over standard input and output (Language Server Protocol)",
		UsageText: "sayso lsp [--profile PROFILE]",
		Description: `Editors start it themselves. Settings of the editor stand above these flags, and the nearest .sayso.yaml below both; what
changes in it or in a pack holds at once.`,
		Flags: []urfave.Flag{
			profileFlag(), packFlag(),
			&urfave.StringFlag{Name: "config", Usage: "use this configuration `FILE` alone", Category: whatToRead},
			// Some clients add it to whatever they start.
			&urfave.BoolFlag{Name: "stdio", DisableDefaultText: true, Usage: "speak over standard input and output, as always", Category: whatToRead},
		},
		Action: p.serve,
	}
}

func (p *program) serve(c *urfave.Context) error {
	if err := noOperands(c); err != nil {
		return err
	}
	flags, err := judging(c)
	if err != nil {
		return err
	}
	j := &desk{program: p, flags: flags, settled: flags, judges: map[*config.Settings]*judge{}}
	return wrapped("lsp", lsp.Serve(c.Context, p.in, p.out, j, Version()))
}

// desk judges the texts that an editor has open (lsp.Judge).
type desk struct {
	*program
	flags   config.Flags // of the command line
	settled config.Flags // these under the editor's settings
	loader  *config.Loader
	judges  map[*config.Settings]*judge
	stamp   string // of the files that the loader may have read
	lost    error  // why there is no loader
}

// Configure takes settings of the editor's and has all configuration read anew.
func (d *desk) Configure(o lsp.Options) error {
	f := d.flags
	if o.Profile != "" {
		f.Profile = o.Profile
	}
	if o.Config != "" {
		f.File = o.Config
	}
	if len(o.Packs) > 0 {
		f.Packs = o.Packs
	}
	var err error
	if o.Lang != "" {
		if f.Lang, err = config.ParseLang(o.Lang); err != nil {
			return fmt.Errorf("setting lang: %w", err)
		}
	}
	if o.MinConfidence != "" {
		if f.MinConfidence, err = lint.ParseConfidence(o.MinConfidence); err != nil {
			return fmt.Errorf("setting minConfidence: %w", err)
		}
	}
	d.settled, d.loader, d.lost = f, nil, nil
	return nil
}

// Check reads a text as the command would and runs the rules over it.
func (d *desk) Check(path, format string, text []byte) lsp.Verdict {
	r, err := d.checked(path, format, text, shallow)
	if err != nil {
		return lsp.Verdict{Troubles: []string{err.Error()}}
	}
	if r.file == nil {
		return lsp.Verdict{}
	}
	v := lsp.Verdict{Doc: r.file.Doc, Findings: r.file.Findings}
	for _, err := range r.faults {
		v.Troubles = append(v.Troubles, err.Error())
	}
	return v
}

// checked is a text as a report would have it; without a file where it is left out or no text.
func (d *desk) checked(path, format string, text []byte, measure depth) (checked, error) {
	if err := d.fresh(path); err != nil {
		return checked{}, err
	}
	f, err := d.loader.For(path)
	if err != nil {
		return checked{}, err //nolint:wrapcheck // it names its own place
	}
	if f.Ignored != "" || format == "" && read.Format(path) == "" {
		return checked{}, nil
	}
	j := job{input: input{path: path, named: true}, File: f, format: format}
	if d.judges[f.Settings] == nil {
		made, err := judgesOf([]job{j})
		if err != nil {
			return checked{}, err
		}
		d.judges[f.Settings] = made[f.Settings]
	}
	doc, _, err := understood(j, text)
	if doc == nil || err != nil {
		return checked{}, err
	}
	e := d.judges[f.Settings]
	return found(j, e, doc, e.Check(doc, f.Allows), measure), nil
}

// fresh has configuration and packs read anew where one of them has changed since, whoever changed it: not every editor
// watches files. What is asked of the disk is a few dates.
func (d *desk) fresh(path string) error {
	stamp := d.stampOf(path)
	if d.loader != nil && stamp == d.stamp {
		return nil
	}
	if d.lost != nil && stamp == d.stamp {
		return d.lost
	}
	d.stamp = stamp
	d.loader, d.lost = config.NewLoader(d.rules, d.settled)
	clear(d.judges)
	return d.lost
}

// stampOf are the dates of the configurations above a file and of the packs that are in use.
func (d *desk) stampOf(path string) string {
	var b strings.Builder
	add := func(path string) {
		if info, err := os.Stat(path); err == nil {
			fmt.Fprintf(&b, "%s %d %s\n", path, info.Size(), info.ModTime().Format(time.RFC3339Nano))
		}
	}
	add(d.settled.File)
	full, err := filepath.Abs(path)
	if err != nil {
		full = path
	}
	for dir := filepath.Dir(full); ; dir = filepath.Dir(dir) {
		add(filepath.Join(dir, config.Name))
		if dir == filepath.Dir(dir) {
			break
		}
	}
	packs := d.settled.Packs
	if d.loader != nil {
		if f, err := d.loader.For(path); err == nil {
			for _, p := range f.Packs {
				packs = append(packs[:len(packs):len(packs)], p.Path)
			}
		}
	}
	for _, pack := range packs {
		add(pack)
		if entries, err := os.ReadDir(pack); err == nil {
			for _, e := range entries {
				add(filepath.Join(pack, e.Name()))
			}
		}
	}
	return b.String()
}

// Explain is the page of a rule.
func (d *desk) Explain(id string) (string, bool) {
	r := d.Rule(id)
	if r == nil {
		return "", false
	}
	return "```text\n" + explanation(r) + "```\n", true
}

// Rule is a rule that some text was checked with.
func (d *desk) Rule(id string) *lint.Rule {
	if d.loader == nil {
		return byID(d.rules)[id]
	}
	return byID(d.loader.Rules())[id]
}

// Lens is one line of figures.
func (d *desk) Lens(v lsp.Verdict) string {
	m := metrics.Of(v.Doc)
	findings := counted(len(v.Findings), "finding")
	if m.Checkable == 0 {
		return "sayso: no checkable claims, " + findings
	}
	return fmt.Sprintf("sayso: %d%% of claims sourced (%d of %d), %s", m.Sourced*100/m.Checkable, m.Sourced, m.Checkable, findings)
}

// Report writes the annotated page of a text into the folder for passing files.
func (d *desk) Report(path, format string, text []byte) (string, error) {
	r, err := d.checked(path, format, text, inDepth)
	if err != nil {
		return "", err
	}
	if r.file == nil {
		return "", fmt.Errorf("%s is left out, or no text that sayso reads", path)
	}
	dir, err := os.MkdirTemp("", "sayso-report-")
	if err != nil {
		return "", wrapped("report", err)
	}
	file := filepath.Join(dir, "report.html")
	out, err := openOutput(file, d.out)
	if err != nil {
		return "", err
	}
	reporter, err := report.New("html", out, report.Options{Profile: d.settled.Profile, Version: Version(), Metrics: true, Rules: byID(d.loader.Rules())})
	if err != nil {
		out.abandon()
		return "", wrapped("report", err)
	}
	summary := report.Summary{Files: 1, Metrics: r.file.Metrics}
	if err := errors.Join(reporter.File(r.file), reporter.Close(&summary)); err != nil {
		out.abandon()
		return "", wrapped("report", err)
	}
	return file, out.finish()
}

// Allow is the configuration that a text's allow entries belong in: the nearest, or a new one beside the text.
func (d *desk) Allow(path string) (file, content string) {
	full, err := filepath.Abs(path)
	if err != nil {
		return "", ""
	}
	file = filepath.Join(filepath.Dir(full), config.Name)
	for dir := filepath.Dir(full); ; dir = filepath.Dir(dir) {
		candidate := filepath.Join(dir, config.Name)
		data, err := os.ReadFile(candidate)
		if err == nil {
			return candidate, string(data)
		}
		if _, git := os.Lstat(filepath.Join(dir, ".git")); git == nil || dir == filepath.Dir(dir) || !errors.Is(err, fs.ErrNotExist) {
			return file, ""
		}
	}
}
