package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	urfave "github.com/urfave/cli/v2"

	"github.com/sayso-lint/sayso/internal/baseline"
	"github.com/sayso-lint/sayso/internal/bounded"
	"github.com/sayso-lint/sayso/internal/config"
	"github.com/sayso-lint/sayso/lint"
)

func baselineFlags() []urfave.Flag {
	return []urfave.Flag{
		&urfave.StringFlag{Name: "baseline", Usage: "what `FILE` lists is known and no news", DefaultText: "the configuration's, or " + baseline.Name + " at the top of the repository", Category: whatIsNews},
		&urfave.BoolFlag{Name: "no-baseline", DisableDefaultText: true, Usage: "report what a baseline lists, too", Category: whatIsNews},
	}
}

func (p *program) baselineCommand() *urfave.Command {
	return &urfave.Command{
		Name:      "baseline",
		Usage:     "record the findings of today, so that a check reports what is new",
		ArgsUsage: "[PATH|GLOB]...",
		UsageText: "sayso baseline [--check] [PATH|GLOB]...",
		Description: `Writes what a check would report into a file that every check reads from then on: the one that the configuration names
under baseline:, or ` + baseline.Name + ` at the top of the repository. What has been mended since leaves the file. With
paths the findings of other files stay as they are.

Examples:
  sayso baseline                     everything below the current folder is known from now on
  sayso baseline archive/            what stands in the archive alone
  sayso baseline --check             exit 1 if the file is not what would be written now`,
		Flags: append(
			readingFlags(), profileFlag(), packFlag(),
			&urfave.BoolFlag{Name: "check", DisableDefaultText: true, Usage: "write nothing; exit 1 if the file is not up to date", Category: whatToShow},
			&urfave.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "write to `FILE`", DefaultText: "the file that a check reads", Category: whatToShow},
			&urfave.BoolFlag{Name: "quiet", DisableDefaultText: true, Aliases: []string{"q"}, Usage: "say nothing of what was done", Category: whatToShow},
		),
		Action: p.recordBaseline,
	}
}

// known is the baseline that holds for a file.
type known struct {
	file *baseline.File
	path string // of the text, as the baseline has it
}

// split parts findings into news and what a baseline knows.
func (k known) split(findings []lint.Finding) (news, old []lint.Finding) {
	if k.file == nil {
		return findings, nil
	}
	for _, f := range findings {
		if k.file.Knows(k.path, f.Fingerprint.String()) {
			old = append(old, f)
		} else {
			news = append(news, f)
		}
	}
	return news, old
}

// baselines are those of a run, by path; nil: there is no such file.
type baselines struct {
	flag  string // the file to take whatever a configuration says
	usual string // where none is named
	off   bool
	read  map[string]*baseline.File
	from  map[[2]string]string // baseline and folder → the way between them, as the paths in the baseline begin
}

func baselinesOf(c *urfave.Context) (*baselines, error) {
	b := usualBaselines()
	b.flag, b.off = c.String("baseline"), c.Bool("no-baseline")
	if b.off && b.flag != "" {
		return nil, usage("--baseline and --no-baseline: give one of them")
	}
	return b, nil
}

// usualBaselines are those of a run that no flag says anything about.
func usualBaselines() *baselines {
	_, root := folders()
	return &baselines{usual: filepath.Join(root, baseline.Name), read: map[string]*baseline.File{}, from: map[[2]string]string{}}
}

// name is the baseline of a file: the flag's, its configuration's, the usual one.
func (b *baselines) name(f config.File) (path string, named bool) {
	switch {
	case b.flag != "":
		return b.flag, true
	case f.Baseline != "":
		return f.Baseline, true
	}
	return b.usual, false
}

// attachBaselines looks up the baseline of each input.
func attachBaselines(c *urfave.Context, todo []job) error {
	b, err := baselinesOf(c)
	if err != nil {
		return err
	}
	for i := range todo {
		if todo[i].known, err = b.of(todo[i].input, todo[i].File); err != nil {
			return err
		}
	}
	return nil
}

// largestBaseline is the most that is read of a baseline and written to one: two million findings, for which a check takes
// a gigabyte and two seconds.
const largestBaseline = 256 << 20

// readBaseline reads a file of known findings.
func readBaseline(name string, named bool) ([]byte, error) {
	data, err := bounded.Named(name, largestBaseline, named)
	if large, ok := errors.AsType[*bounded.TooLargeError](err); ok {
		return nil, tooLargeBaseline(large)
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, unreadable(name, err)
	}
	return data, err //nolint:wrapcheck // nil, or that there is none
}

func tooLargeBaseline(err *bounded.TooLargeError) error {
	return fmt.Errorf("%w; give folders a configuration with a baseline of its own each", err)
}

// of gives the baseline that holds for an input.
func (b *baselines) of(in input, f config.File) (known, error) {
	if b.off {
		return known{}, nil
	}
	name, named := b.name(f)
	file, read := b.read[name]
	if !read {
		data, err := readBaseline(name, named)
		switch {
		case errors.Is(err, fs.ErrNotExist) && !named:
		case errors.Is(err, fs.ErrNotExist):
			return known{}, usage("baseline %s: no such file; sayso baseline writes it", name)
		case err != nil:
			return known{}, usage("baseline: %w", err)
		default:
			dir := filepath.Dir(name)
			file, err = baseline.Read(shortened(name), data, func(path string) bool {
				_, err := os.Lstat(filepath.Join(dir, filepath.FromSlash(path)))
				return err == nil
			})
			if err != nil {
				return known{}, &usageError{err}
			}
		}
		b.read[name] = file
	}
	if file == nil {
		return known{}, nil
	}
	// Texts share folders, and following the links of one costs more than all else here.
	dir := filepath.Dir(in.path)
	from, seen := b.from[[2]string{name, dir}]
	if !seen {
		var err error
		if from, err = pathFrom(name, filepath.Join(dir, "x")); err != nil {
			return known{}, err
		}
		from = strings.TrimSuffix(from, "x")
		b.from[[2]string{name, dir}] = from
	}
	return known{file, from + valid(filepath.Base(in.path))}, nil
}

// pathFrom is how a baseline calls a file: by the way from the folder that the baseline stands in.
func pathFrom(name, path string) (string, error) {
	folder, err := settled(filepath.Dir(name))
	if err != nil {
		return "", err
	}
	dir, err := settled(filepath.Dir(path))
	if err != nil {
		return "", err
	}
	rel, err := filepath.Rel(folder, filepath.Join(dir, filepath.Base(path)))
	if err != nil {
		return "", fmt.Errorf("baseline: %w", err)
	}
	return valid(filepath.ToSlash(rel)), nil
}

// valid is a name as JSON can hold it.
func valid(name string) string { return strings.ToValidUTF8(name, "\uFFFD") }

// settled is a folder without links, from the top.
func settled(dir string) (string, error) {
	full, err := filepath.Abs(dir)
	if err != nil {
		return "", fmt.Errorf("current folder: %w", err)
	}
	if end, err := filepath.EvalSymlinks(full); err == nil {
		full = end
	}
	return full, nil
}

// shortened is a path as messages show it.
func shortened(path string) string {
	here, err := settled(".")
	if err != nil {
		return path
	}
	if rel, err := filepath.Rel(here, path); err == nil && len(rel) < len(path) {
		return rel
	}
	return path
}

func (p *program) recordBaseline(c *urfave.Context) error {
	loader, err := p.loader(c)
	if err != nil {
		return err
	}
	for _, path := range c.Args().Slice() {
		if path == "-" {
			return usage("a text on standard input has no place in a baseline")
		}
	}
	here, err := loader.For("x") // a file of the current folder
	if err != nil {
		return &usageError{err}
	}
	places, err := baselinesOf(c)
	if err != nil {
		return err
	}
	name, named := places.name(here)
	if o := c.String("output"); o != "" {
		name, named = o, true
	}
	todo, err := p.jobs(c.Context, c, loader, true)
	if err != nil {
		return err
	}
	judges, err := judgesOf(todo, true, unmeasured, c.Int("jobs"))
	if err != nil {
		return err
	}
	r := recording{looked: map[string]bool{}}
	err = inOrder(c.Context, len(todo), c.Int("jobs"), weightsOf(todo),
		func(i int) checked {
			return p.checkFile(todo[i], judges[todo[i].Settings], unmeasured, fixes{})
		},
		func(i int, x checked) error { return r.add(p, name, todo[i], x) })
	if err != nil {
		return err
	}
	before, err := readBaseline(name, named)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("baseline: %w", err)
	}
	if before != nil {
		if err := r.keep(p, c, name, before); err != nil {
			return err
		}
	}
	if c.Bool("check") {
		// A merge may leave the lines in another order, which changes nothing.
		if r.old == nil || r.added() > 0 || r.gone > 0 {
			p.complain("%s is not up to date: %s", shortened(name), r.change())
			p.exit = max(p.exit, Found)
		}
		return nil
	}
	data := baseline.Write(r.findings)
	if len(data) > largestBaseline {
		return fmt.Errorf("baseline: not written: %w", tooLargeBaseline(&bounded.TooLargeError{Path: shortened(name), Size: int64(len(data)), Most: largestBaseline}))
	}
	out, err := openOutput(name, nil)
	if err != nil {
		return err
	}
	if _, err := out.Write(data); err != nil {
		out.abandon()
		return fmt.Errorf("writing the baseline: %w", err)
	}
	if err := out.finish(); err != nil {
		return err
	}
	if !c.Bool("quiet") {
		p.complain("%s: %s", shortened(name), r.change())
	}
	return nil
}

// recording is a baseline in the making.
type recording struct {
	findings []baseline.Finding
	looked   map[string]bool // files that were checked
	old      map[[2]string]bool
	gone     int
}

func (r *recording) add(p *program, name string, j job, x checked) error {
	for _, err := range x.faults {
		p.fault(fmt.Errorf("%s: %w", j.path, err))
	}
	if x.unread != nil {
		p.fault(x.unread)
	}
	if x.file == nil {
		return nil
	}
	path, err := pathFrom(name, j.path)
	if err != nil {
		return err
	}
	r.looked[path] = true
	for _, f := range x.file.Findings {
		r.findings = append(r.findings, baseline.Finding{Path: path, Rule: f.Rule, Fingerprint: f.Fingerprint.String(), Words: x.file.Doc.Locate(f.Span).Text})
	}
	return nil
}

// keep takes over what the old file has of files that are still there and were not asked for.
func (r *recording) keep(p *program, c *urfave.Context, name string, data []byte) error {
	dir, err := settled(filepath.Dir(name))
	if err != nil {
		return err
	}
	there := func(path string) bool {
		_, err := os.Lstat(filepath.Join(dir, filepath.FromSlash(path)))
		return err == nil
	}
	file, err := baseline.Read(shortened(name), data, there)
	if err != nil {
		if c.NArg() > 0 || c.String("files-from") != "" {
			return usage("%w; without paths, sayso baseline writes it anew", err)
		}
		p.complain("%v; it is written anew", err)
		return nil
	}
	folders := c.Args().Slice()
	if len(folders) == 0 && c.String("files-from") == "" {
		folders = []string{"."}
	}
	for i, f := range folders {
		if folders[i], err = settled(f); err != nil {
			return err
		}
	}
	asked := func(path string) bool {
		full := filepath.Join(dir, filepath.FromSlash(path))
		for _, f := range folders {
			if rel, err := filepath.Rel(f, full); err == nil && filepath.IsLocal(rel) {
				return true
			}
		}
		return false
	}
	r.old = map[[2]string]bool{}
	kept := map[[2]string]bool{}
	for _, f := range r.findings {
		kept[[2]string{f.Path, f.Fingerprint}] = true
	}
	for _, f := range file.Findings() {
		id := [2]string{f.Path, f.Fingerprint}
		r.old[id] = true
		switch {
		case kept[id]:
		case r.looked[f.Path] || asked(f.Path) || !there(f.Path):
			r.gone++
		default:
			r.findings = append(r.findings, f)
		}
	}
	return nil
}

// added is how many findings the file did not have.
func (r *recording) added() int {
	n := 0
	for _, f := range r.findings {
		if !r.old[[2]string{f.Path, f.Fingerprint}] {
			n++
		}
	}
	return n
}

func (r *recording) change() string {
	return fmt.Sprintf("%d known, %d of them new, %d gone", len(r.findings), r.added(), r.gone)
}
