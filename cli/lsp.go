package cli

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"time"

	urfave "github.com/urfave/cli/v2"

	"github.com/sayso-lint/sayso/internal/baseline"
	"github.com/sayso-lint/sayso/internal/bounded"
	"github.com/sayso-lint/sayso/internal/config"
	"github.com/sayso-lint/sayso/internal/engine"
	"github.com/sayso-lint/sayso/internal/lsp"
	"github.com/sayso-lint/sayso/internal/plugin"
	"github.com/sayso-lint/sayso/internal/read"
	"github.com/sayso-lint/sayso/internal/vcs"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/metrics"
	"github.com/sayso-lint/sayso/prose"
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
	// A server lives as long as the editor beside it, and what it may hold counts more than a few milliseconds of
	// collecting. GOGC still decides where it is set.
	if os.Getenv("GOGC") == "" {
		defer debug.SetGCPercent(debug.SetGCPercent(50))
	}
	d := newDesk(p, flags)
	defer d.clear()
	err = lsp.Serve(c.Context, p.in, p.out, d, Version())
	if errors.Is(err, lsp.ErrNoShutdown) {
		p.exit = 1 // the protocol says so
		p.complain("%s: %v", p.name, err)
		return nil
	}
	return err //nolint:wrapcheck // it is the interruption
}

// desk judges the texts that an editor has open (lsp.Judge).
type desk struct {
	*program
	flags   config.Flags // of the command line
	settled config.Flags // these under the editor's settings
	loader  *config.Loader
	failed  bool // what was last read had a mistake
	judges  map[*config.Settings]*judge
	stamps  map[string]string // by folder: of the files that its texts are judged by
	known   *baselines
	pages   string // the folder of pages that were written to be shown; "": none was
}

func newDesk(p *program, flags config.Flags) *desk {
	return &desk{program: p, flags: flags, settled: flags}
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
	d.settled, d.loader = f, nil
	return nil
}

// Check reads a draft as the command would and runs the rules over it.
func (d *desk) Check(t lsp.Draft) lsp.Verdict {
	r, j, err := d.checked(t, shallow)
	if err != nil {
		return lsp.Verdict{Troubles: []string{err.Error()}}
	}
	if r.file == nil {
		return lsp.Verdict{}
	}
	v := lsp.Verdict{Doc: r.file.Doc, Findings: r.file.Findings, Scale: scaleOf(j.Settings)}
	for _, err := range r.faults {
		if _, unusable := errors.AsType[*plugin.UnusableError](err); !unusable {
			err = fmt.Errorf("%s: %w", filepath.Base(t.Path), err)
		}
		v.Troubles = append(v.Troubles, err.Error())
	}
	return v
}

// checked is a draft as a report would have it; without a file where it is left out or no text.
func (d *desk) checked(t lsp.Draft, measure depth) (checked, job, error) {
	j, err := d.job(t)
	if err != nil || j.Settings == nil {
		return checked{}, j, err
	}
	doc, _, err := understood(j, t.Text)
	if doc == nil || err != nil {
		return checked{}, j, err
	}
	e := d.judges[j.Settings]
	return found(j, e, doc, e.Check(doc, j.Allows), measure), j, nil
}

// job settles how a draft is read and judged; one without settings is left out.
func (d *desk) job(t lsp.Draft) (j job, err error) {
	j = job{input: input{path: t.Path, named: true}, format: t.Format}
	if d.Stale(t.Path) {
		d.loader, d.judges, d.stamps, d.known = nil, map[*config.Settings]*judge{}, map[string]string{}, usualBaselines()
	}
	d.failed = true
	if d.loader == nil {
		if d.loader, err = config.NewLoader(d.rules, d.settled); err != nil {
			return j, err //nolint:wrapcheck // it names its own place
		}
	}
	f, err := d.loader.For(t.Path)
	if err != nil {
		return j, err //nolint:wrapcheck // as above
	}
	dir := filepath.Dir(t.Path)
	d.known.usual = usual(dir)
	if f.Ignored == "" && (t.Format != "" || read.Format(t.Path) != "") && !d.own(t.Path) {
		j.File = f
		if j.known, err = d.known.of(j.input, f); err != nil {
			return j, err
		}
		if d.judges[f.Settings] == nil {
			made, err := judgesOf([]job{j}, false, inDepth, runtime.GOMAXPROCS(0))
			if err != nil {
				return j, err
			}
			d.judges[f.Settings] = made[f.Settings]
		}
	}
	d.failed = false
	if d.stamps[dir] == "" {
		d.stamps[dir] = d.stamp(t.Path, f)
	}
	return j, nil
}

// Stale tells whether what a file is judged by has changed since its folder was last judged, whoever changed it: not every
// editor watches files. What is asked of the disk is a few dates. While there is a mistake in it everything is read anew:
// the mistake may be in a file that we never came to know of.
func (d *desk) Stale(path string) bool {
	if d.loader == nil || d.failed {
		return true
	}
	before := d.stamps[filepath.Dir(path)]
	if before == "" {
		return false // a folder that nobody has asked of yet
	}
	d.known.usual = usual(filepath.Dir(path))
	f, err := d.loader.For(path)
	return err != nil || d.stamp(path, f) != before
}

// usual is the baseline of a folder where none is named: at the top of its own repository, since an editor may have
// several open.
func usual(dir string) string { return filepath.Join(cmp.Or(vcs.Root(dir), dir), baseline.Name) }

// stamp are the dates of the configurations above a file, and of the packs and the baseline that it is judged by.
func (d *desk) stamp(path string, f config.File) string {
	var b strings.Builder
	b.WriteString("as of")
	add := func(path string) {
		if info, err := os.Stat(path); err == nil {
			fmt.Fprintf(&b, "\n%s %d %s", path, info.Size(), info.ModTime().Format(time.RFC3339Nano))
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
	known, _ := d.known.name(f)
	add(known)
	for _, source := range f.Sources {
		add(source)
		if entries, err := os.ReadDir(source); err == nil {
			for _, e := range entries {
				add(filepath.Join(source, e.Name()))
			}
		}
	}
	return b.String()
}

// Rule is a rule that some text was checked with.
func (d *desk) Rule(id string) *lint.Rule {
	if d.loader == nil {
		return byID(d.rules)[id]
	}
	return d.loader.Rule(id)
}

// Explain is the page of a rule.
func (d *desk) Explain(id string) (text, file string, err error) {
	r := d.Rule(id)
	if id == "" {
		return "", "", errors.New("sayso.explain needs the id of a rule")
	}
	if r == nil {
		return "", "", config.UnknownRule(id, d.rules) //nolint:wrapcheck // the whole message
	}
	text = explanation(r)
	if file, err = d.page("rule", strings.ReplaceAll(id, "/", "-")+".txt"); err != nil {
		return "", "", err
	}
	return text, file, wrapped("page of the rule", os.WriteFile(file, []byte(text), 0o600))
}

// Mend is what one fix of a finding changes in the bytes of a draft.
func (d *desk) Mend(t lsp.Draft, v lsp.Verdict, fix lint.Fix) []lsp.Change {
	j, err := d.job(t)
	if err != nil || j.Settings == nil {
		return nil
	}
	changes, err := engine.Mend(t.Text, v.Doc, fix, fixes{}.fixing(j, t.Text, v.Doc))
	if err != nil {
		return nil
	}
	var all []lsp.Change
	for _, c := range changes {
		all = append(all, lsp.Change{Start: c.Start, End: c.End, New: string(c.New)})
	}
	return all
}

// MendAll is a draft with all safe fixes made.
func (d *desk) MendAll(t lsp.Draft) ([]byte, error) {
	r, j, err := d.checked(t, unmeasured)
	if err != nil || r.file == nil {
		return t.Text, err
	}
	news := func(doc *prose.Document) engine.Result {
		r := d.judges[j.Settings].Check(doc, j.Allows)
		r.Findings, _ = j.known.split(r.Findings)
		return r
	}
	m, err := fixes{}.mend(j, t.Text, r.file.Doc, engine.Result{Findings: r.file.Findings}, r.file.Known, nil, news)
	if err != nil {
		return nil, err
	}
	return m.Data, nil
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

// Report writes the annotated page of a draft into the folder for passing files.
func (d *desk) Report(t lsp.Draft) (string, error) {
	r, j, err := d.checked(t, inDepth)
	if err != nil {
		return "", err
	}
	if r.file == nil {
		return "", fmt.Errorf("%s is left out, or no text that sayso reads", t.Path)
	}
	file, err := d.page("report", filepath.Base(t.Path)+".html")
	if err != nil {
		return "", err
	}
	out, err := openOutput(file, d.out)
	if err != nil {
		return "", err
	}
	reporter, err := report.New("html", out, report.Options{Profile: j.ProfileName, Version: Version(), Metrics: true, Rules: byID(d.loader.Rules())})
	if err != nil {
		out.abandon()
		return "", wrapped("report", err)
	}
	summary := report.Summary{Files: 1, Suppressed: r.suppressed, Calmed: r.calmed, Known: len(r.file.Known), Metrics: r.file.Metrics}
	summary.Count(r.file.Findings)
	if err := errors.Join(reporter.File(r.file), reporter.Close(&summary)); err != nil {
		out.abandon()
		return "", wrapped("report", err)
	}
	return file, out.finish()
}

// page is a file of the session's own, in a folder that goes with it.
func (d *desk) page(kind, name string) (string, error) {
	if d.pages == "" {
		dir, err := os.MkdirTemp("", "sayso-")
		if err != nil {
			return "", wrapped("page", err)
		}
		d.pages = dir
	}
	dir := filepath.Join(d.pages, kind)
	return filepath.Join(dir, name), wrapped("page", os.MkdirAll(dir, 0o700))
}

// own tells whether a file is a page of ours: an editor that shows one shall not have it checked.
func (d *desk) own(path string) bool {
	return d.pages != "" && strings.HasPrefix(path, d.pages+string(filepath.Separator))
}

// clear takes the pages away. What a browser shows of them it has read.
func (d *desk) clear() {
	if d.pages != "" {
		_ = os.RemoveAll(d.pages) // a file that somebody holds open stays, in a folder for passing files
	}
}

// Allow is where the configuration of a file is to be changed so that it allows a rule: in the nearest, or in a new one
// beside the file.
func (d *desk) Allow(path, rule, phrase string) (lsp.Allowance, bool) {
	file, text, ok := d.configuration(path)
	if !ok {
		return lsp.Allowance{}, false
	}
	rel, err := filepath.Rel(filepath.Dir(file), path)
	if err == nil && !filepath.IsLocal(rel) { // as a configuration from elsewhere sees it
		rel, err = relativeToHere(path)
	}
	if err != nil {
		return lsp.Allowance{}, false
	}
	at, entry, ok := config.AddAllow(text, filepath.ToSlash(rel), rule, phrase)
	return lsp.Allowance{File: filepath.ToSlash(file), Text: text, Change: lsp.Change{Start: at, End: at, New: entry}}, ok
}

func relativeToHere(path string) (string, error) {
	here, err := os.Getwd()
	if err != nil {
		return "", err //nolint:wrapcheck // nobody reads it
	}
	return filepath.Rel(here, path) //nolint:wrapcheck // as above
}

// configuration is the file that an allow entry for a text belongs in, and what it holds.
func (d *desk) configuration(path string) (file, text string, ok bool) {
	if d.settled.File != "" {
		file, err := filepath.Abs(d.settled.File)
		if err != nil {
			return "", "", false
		}
		data, err := bounded.Regular(file, bounded.Settings)
		return file, string(data), err == nil
	}
	for dir := filepath.Dir(path); ; dir = filepath.Dir(dir) {
		file := filepath.Join(dir, config.Name)
		data, err := bounded.Regular(file, bounded.Settings)
		switch {
		case err == nil:
			return file, string(data), true
		case !errors.Is(err, fs.ErrNotExist):
			return "", "", false
		}
		if _, err := os.Lstat(filepath.Join(dir, ".git")); err == nil || dir == filepath.Dir(dir) {
			return filepath.Join(filepath.Dir(path), config.Name), "", true
		}
	}
}
