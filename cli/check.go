package cli

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"runtime/debug"
	"slices"
	"strings"

	urfave "github.com/urfave/cli/v2"

	"github.com/sayso-lint/sayso/internal/config"
	"github.com/sayso-lint/sayso/internal/engine"
	"github.com/sayso-lint/sayso/likelihood"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/metrics"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/report"
)

// checked is what became of one file.
type checked struct {
	file       *report.File // nil: not read
	warnings   []string
	unread     error
	faults     []error
	suppressed int
	calmed     int
	elsewhere  int
	usedAllows []bool
	mended     *mended // nil: nobody asked for fixes
}

func (p *program) check(c *urfave.Context) error {
	if c.Bool("watch") {
		return p.watch(c)
	}
	return p.checkOnce(c)
}

func (p *program) checkOnce(c *urfave.Context) error {
	flags, err := judging(c)
	if err != nil {
		return err
	}
	thresholds, err := thresholdsOf(c)
	if err != nil {
		return err
	}
	if n := c.Int("max-warnings"); n < 0 && c.IsSet("max-warnings") {
		return usage("--max-warnings %d: expected 0 or more; without it any number passes", n)
	}
	format, quiet := c.String("format"), c.Bool("quiet")
	if known := report.Formats(); !slices.Contains(known, format) {
		return usage("--format: unknown format %q%s (formats: %s)", format, lint.Hint(format, known), strings.Join(known, ", "))
	}
	mend, err := mending(c)
	if err != nil {
		return err
	}
	dest := p.out
	if mend.on && !mend.dry && slices.Contains(c.Args().Slice(), "-") {
		dest = p.err // the mended text goes to standard output
	}
	columns, tty := terminal(dest)
	env := os.Getenv
	if c.String("output") != "" {
		// A file is no terminal, and what forces colour on a log of CI is not meant for it.
		columns, tty = 0, false
		env = func(string) string { return "" }
	}
	color, err := colored(c.String("color"), tty, env)
	if err != nil {
		return err
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
	if p.vigil != nil {
		for _, j := range todo {
			p.vigil.settledBy(j.Baseline)
			for _, source := range j.Sources {
				p.vigil.settledBy(source)
			}
		}
		todo = slices.DeleteFunc(todo, func(j job) bool { return !p.vigil.wants(j.path) })
		if len(todo) == 0 && !p.vigil.whole() {
			return nil
		}
		p.vigil.begin()
	}
	measure := measured(format, c.Bool("metrics") || len(thresholds) > 0, quiet)
	judges, err := judgesOf(todo, !report.ShowsNotes(format), measure, c.Int("jobs"))
	if err != nil {
		return err
	}
	bar := p.progress(quiet, len(todo))
	defer bar.stop()
	if err := spared(c.String("output"), todo); err != nil {
		return err
	}
	out, page, err := openReport(format, c.String("output"), bar.beside(dest), mend.dry)
	if err != nil {
		return err
	}
	var sheet io.Writer = out
	if mend.dry {
		sheet = io.Discard // the diff stands in the report's place
	}
	dir, root := folders()
	reporter, err := report.New(format, sheet, report.Options{
		Profile: profileName(todo, flags), Version: Version(), Color: color, Width: columns,
		Metrics: c.Bool("metrics"), Quiet: quiet, Rules: byID(loader.Rules()), Dir: dir, Root: root, Blob: blob(os.Getenv), Page: page,
	})
	if err != nil {
		out.abandon()
		return fmt.Errorf("report: %w", err)
	}
	t := &tally{program: p, reporter: reporter, thresholds: thresholds, quiet: quiet, answered: map[string]bool{}, failing: p.exit, fixes: mend, diff: out}
	if measure != unmeasured {
		t.summary.Metrics = &metrics.Metrics{}
	}
	if tty {
		t.flush = out.Flush
	}
	err = inOrder(c.Context, len(todo), c.Int("jobs"), weightsOf(todo),
		func(i int) checked { return p.checkFile(todo[i], judges[todo[i].Settings], measure, mend) },
		func(i int, r checked) error {
			bar.step()
			return t.add(todo[i], r)
		})
	most := c.Int("max-warnings")
	tooMany := most >= 0 && !mend.dry && t.summary.Warnings > most
	if tooMany {
		t.failing = max(t.failing, Found)
	}
	p.exit = max(p.exit, t.failing)
	if err == nil {
		t.summary.Faults, t.summary.Exit = p.faults, p.exit
		err = wrapped("writing the report", reporter.Close(&t.summary))
	}
	if err != nil {
		out.abandon()
		return err
	}
	if err := out.finish(); err != nil {
		return err
	}
	if mend.dry {
		t.foretell()
		return nil
	}
	if p.vigil.whole() {
		t.unusedAllows(todo)
	}
	if !quiet {
		p.unheld(thresholds)
	}
	if page == nil && report.WritesPages(format) && t.summary.Files > handy && !quiet {
		p.complain("a page of %d texts is slow to open; --output DIR/ writes an index and a page a text", t.summary.Files)
	}
	if tooMany && !quiet {
		p.complain("%d warnings, more than the %d of --max-warnings", t.summary.Warnings, most)
	}
	return nil
}

// handy is how many texts of a desk's usual length fit into one page before a browser takes seconds to read it.
const handy = 100

// tally adds files up while they are reported, and drops them.
type tally struct {
	*program
	reporter   report.Reporter
	summary    report.Summary
	thresholds []*threshold
	quiet      bool
	failing    int
	flush      func() error
	answered   map[string]bool // allow entries, by where they stand

	fixes       fixes
	diff        io.Writer // of a dry run
	mendedFiles int
}

func (t *tally) add(j job, r checked) error {
	if r.mended != nil {
		var err error
		if r, err = t.keep(j, r); err != nil {
			return err
		}
	}
	t.troubles(j.path, &r, t.quiet)
	if r.unread != nil {
		t.summary.Unread++
	}
	if r.file == nil {
		return nil
	}
	s := &t.summary
	s.Files++
	s.Suppressed += r.suppressed
	s.Calmed += r.calmed
	s.Elsewhere += r.elsewhere
	s.Known += len(r.file.Known)
	s.Count(r.file.Findings)
	for _, f := range r.file.Findings {
		if j.FailOn != lint.Off && f.Severity >= j.FailOn && !t.fixes.dry {
			t.failing = max(t.failing, Found)
		}
	}
	for lang, n := range r.file.LeftAlone {
		if s.LeftAlone == nil {
			s.LeftAlone = map[string]int{}
		}
		s.LeftAlone[lang] += n
	}
	for i, used := range r.usedAllows {
		if used {
			t.answered[j.Allows[i].Where] = true
		}
	}
	if s.Metrics != nil && r.file.Metrics != nil {
		s.Metrics.Add(r.file.Metrics)
		if !t.fixes.dry && t.hold(j.path, r.file.Metrics, t.thresholds) {
			t.failing = max(t.failing, Found)
		}
	}
	if err := t.reporter.File(r.file); err != nil {
		return fmt.Errorf("writing the report: %w", err)
	}
	if t.flush != nil {
		return wrapped("writing the report", t.flush())
	}
	return nil
}

// unusedAllows names the allow entries that were for files of this run and matched nothing in them.
func (t *tally) unusedAllows(todo []job) {
	unused := map[string]engine.Allow{}
	for _, j := range todo {
		if j.change != nil {
			return // its findings may be in the files that did not change
		}
		for _, a := range j.Allows {
			if !t.answered[a.Where] {
				unused[a.Where] = a
			}
		}
	}
	for _, where := range slices.Sorted(maps.Keys(unused)) {
		t.complain("%s: this allow entry for %s matches nothing; drop it", where, unused[where].Rule)
	}
}

// checkFile reads one file, runs the rules over it and, where that is asked for, mends what they find.
func (p *program) checkFile(j job, e *judge, measure depth, mend fixes) (r checked) {
	source, err := p.source(j)
	if err != nil {
		r.unread = err
		return r
	}
	if mend.on && j.stdin {
		defer func() {
			if r.mended == nil { // a text that goes through us is never lost, whatever became of it
				r.mended = &mended{Fixed: engine.Fixed{Data: source}, source: source}
			}
		}()
	}
	doc, warnings, err := understood(j, source)
	r.warnings = warnings
	if doc == nil || err != nil {
		r.unread = err
		return r
	}
	defer func() {
		if fault := recover(); fault != nil {
			r.faults = append(r.faults, fmt.Errorf("sayso failed, which is a bug of ours: %v\n%s", fault, debug.Stack()))
		}
	}()
	if !mend.on && j.change == nil {
		source = nil // the document has its own
	}
	check := func(d *prose.Document) engine.Result { return e.Check(d, j.Allows) }
	news := func(d *prose.Document) engine.Result {
		r := check(d)
		r.Findings, _ = j.known.split(r.Findings)
		return r
	}
	result := check(doc)
	elsewhere, misfit, err := j.narrow(source, doc, &result, check)
	if err != nil {
		result.Faults = append(result.Faults, err)
	}
	if misfit {
		why := "the diff was made of another state of this file, so all of it is reported"
		if mend.on {
			why += " and nothing mended"
		}
		warnings = append(warnings, why)
	}
	r = found(j, e, doc, result, measure)
	r.warnings, r.elsewhere = warnings, len(elsewhere)
	if mend.on {
		result.Findings = r.file.Findings
		if misfit {
			result.Findings = nil
		}
		m, err := mend.mend(j, source, doc, result, r.file.Known, elsewhere, news)
		if err != nil {
			r.faults = append(r.faults, err)
			return r
		}
		if m.before = r; m.Applied > 0 {
			result = check(m.Doc)
			result.Findings = slices.DeleteFunc(result.Findings, m.Elsewhere)
			r = found(j, e, m.Doc, result, measure)
			r.warnings, r.elsewhere = warnings, len(elsewhere)
		}
		r.mended = m
	}
	return r
}

// found is a checked document as it is reported.
func found(j job, e *judge, doc *prose.Document, result engine.Result, measure depth) (r checked) {
	r.file = &report.File{Doc: doc}
	r.file.Findings, r.file.Known = j.known.split(result.Findings)
	r.faults, r.suppressed, r.usedAllows = result.Faults, len(result.Suppressed), result.UsedAllows
	r.calmed = e.Calm(doc, r.file.Findings)
	for _, s := range result.Suppressed {
		r.file.Suppressed = append(r.file.Suppressed, report.Suppressed(s))
	}
	for _, b := range doc.Blocks {
		lang := b.Lang
		if lang == "" {
			lang = doc.Lang
		}
		if lang != "" && b.Prose() && !e.Reads(lang) {
			if r.file.LeftAlone == nil {
				r.file.LeftAlone = map[string]int{}
			}
			r.file.LeftAlone[lang]++
		}
	}
	e.measure(r.file, result.Terms, r.calmed, j.known.file != nil, measure)
	r.file.Scale = scaleOf(j.Settings)
	return r
}

// scaleOf is the likelihood scale that the rules of some settings go by, nil where none has one.
func scaleOf(s *config.Settings) *likelihood.Scale {
	for _, r := range s.Rules {
		options := r.Options
		if options == nil && r.Rule.Options != nil {
			options = r.Rule.Options()
		}
		if o, ok := options.(interface{ LikelihoodScale() *likelihood.Scale }); ok {
			return o.LikelihoodScale()
		}
	}
	return nil
}

// loader reads configurations as the flags say.
func (p *program) loader(c *urfave.Context) (*config.Loader, error) {
	flags, err := judging(c)
	if err != nil {
		return nil, err
	}
	loader, err := config.NewLoader(p.rules, flags)
	if err != nil {
		return nil, &usageError{err}
	}
	return loader, nil
}

// judging reads the flags that settle how texts are judged.
func judging(c *urfave.Context) (config.Flags, error) {
	f := config.Flags{
		File: c.String("config"), Profile: c.String("profile"), Only: trimmed(c.StringSlice("only")), Skip: trimmed(c.StringSlice("skip")), Packs: c.StringSlice("pack"),
	}
	var errs []error
	note := func(flag string, err error) {
		if err != nil {
			errs = append(errs, fmt.Errorf("--%s: %w", flag, err))
		}
	}
	var err error
	if s := c.String("lang"); s != "" {
		f.Lang, err = config.ParseLang(s)
		note("lang", err)
	}
	if s := c.String("as-of"); s != "" {
		f.AsOf, err = config.ParseDate(s)
		note("as-of", err)
	}
	if s := c.String("fail-on"); s != "" {
		severity, err := config.ParseFailOn(s)
		note("fail-on", err)
		f.FailOn = &severity
	}
	if s := c.String("min-confidence"); s != "" {
		f.MinConfidence, err = lint.ParseConfidence(s)
		note("min-confidence", err)
	}
	if err := errors.Join(errs...); err != nil {
		return f, &usageError{err}
	}
	return f, nil
}

func trimmed(words []string) []string {
	var out []string
	for _, w := range words {
		if w = strings.TrimSpace(w); w != "" {
			out = append(out, w)
		}
	}
	return out
}

// profileName is the profile that a report names at its head: the files' own where they agree.
func profileName(todo []job, flags config.Flags) string {
	if len(todo) == 0 {
		if flags.Profile != "" {
			return flags.Profile
		}
		return string(config.Default)
	}
	name := todo[0].ProfileName
	for _, j := range todo {
		if j.ProfileName != name {
			return "mixed"
		}
	}
	return name
}

func byID(rules []*lint.Rule) map[string]*lint.Rule {
	m := make(map[string]*lint.Rule, len(rules))
	for _, r := range rules {
		m[r.ID] = r
	}
	return m
}
