package cli

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"

	urfave "github.com/urfave/cli/v2"

	"github.com/sayso-lint/sayso/internal/bounded"
	"github.com/sayso-lint/sayso/internal/layers"
	"github.com/sayso-lint/sayso/report"
)

// version is set by the linker for releases; builds from source ask the build information.
var version string

// Version is what --version prints and reports carry.
func Version() string {
	if version != "" {
		return version
	}
	// A build from a clone has a version made of a date and a commit, which sorts before every release.
	if info, ok := debug.ReadBuildInfo(); ok && strings.HasPrefix(info.Main.Version, "v") && !strings.HasPrefix(info.Main.Version, "v0.0.0-") {
		return info.Main.Version[1:]
	}
	return "0.1.0-dev"
}

// Categories of flags. The library sorts them by name.
const (
	howToJudge = "HOW TO JUDGE"
	whatToRead = "WHAT TO READ"
	whatToShow = "WHAT TO SHOW"
)

func (p *program) app() *urfave.App {
	app := &urfave.App{
		Name:                      "sayso",
		Usage:                     "asks of every claim: says who, how sure, and who told you to advise?",
		Version:                   Version(),
		Reader:                    p.in,
		Writer:                    p.out,
		ErrWriter:                 p.err,
		HideHelp:                  true,
		HideVersion:               true,
		ExitErrHandler:            func(*urfave.Context, error) {}, // Main alone decides about exits
		DisableSliceFlagSeparator: false,
		OnUsageError:              misused,
	}
	app.Commands = []*urfave.Command{
		p.checkCommand(), p.metricsCommand(), p.compareCommand(), p.rulesCommand(), p.explainCommand(), p.initCommand(), p.baselineCommand(), p.hookCommand(), p.dumpCommand(), p.packCommand(), p.importCommand(), p.lspCommand(),
		p.completionCommand(), p.versionCommand(), p.helpCommand(),
	}
	for _, c := range app.Commands {
		c.HideHelp = true // a file may be called help; arrange reads --help
		c.OnUsageError = misused
	}
	return app
}

// misused words what the flag package says of a value. The library would print a page of help before it.
func misused(_ *urfave.Context, err error, _ bool) error {
	said := strings.ReplaceAll(err.Error(), "flag -", "flag --")
	if what, ok := strings.CutSuffix(said, ": parse error"); ok { // the words of package flag, which say nothing of what was expected
		if strings.HasPrefix(what, "invalid boolean") {
			return usage("%s: expected true or false", strings.Replace(what, " for -", " for flag --", 1))
		}
		return usage("%s: expected a number", what)
	}
	return usage("%s", said)
}

func readingFlags() []urfave.Flag {
	return []urfave.Flag{
		&urfave.StringFlag{Name: "files-from", Usage: "read the paths from `FILE`, one a line; - is standard input", Category: whatToRead},
		&urfave.BoolFlag{Name: "null", DisableDefaultText: true, Aliases: []string{"0"}, Usage: "paths in that list end with NUL (find -print0)", Category: whatToRead},
		&urfave.StringFlag{Name: "stdin-name", Usage: "call standard input `NAME`: decides format and configuration", Category: whatToRead},
		&urfave.StringFlag{Name: "config", Usage: "use this configuration `FILE` alone", Category: whatToRead},
		&urfave.StringFlag{Name: "lang", Usage: "the texts are in this `LANGUAGE` (en, de ...); otherwise found out", Category: whatToRead},
		maxSizeFlag(), jobsFlag(),
	}
}

func maxSizeFlag() urfave.Flag {
	return &urfave.StringFlag{Name: "max-size", Usage: "read no text larger than this `SIZE`: 500KB, 1GB ...", DefaultText: "64MB", Category: whatToRead}
}

// maxSizeOf is the most that may be read of anything that may be a text, or a list or diff of them.
func maxSizeOf(c *urfave.Context) (int64, error) {
	s := c.String("max-size")
	if s == "" {
		return bounded.Text, nil
	}
	n, err := bounded.ParseSize(s)
	if err != nil {
		return 0, usage("--max-size %w", err)
	}
	return n, nil
}

func jobsFlag() urfave.Flag {
	return &urfave.IntFlag{Name: "jobs", Aliases: []string{"j"}, Usage: "work on `N` files, or parts of a long one, at a time", Value: runtime.GOMAXPROCS(0), DefaultText: "one a processor", Category: whatToRead}
}

func profileFlag() urfave.Flag {
	return &urfave.StringFlag{Name: "profile", Aliases: []string{"p"}, Usage: "judge as this `PROFILE` does: newsroom, op-ed, intel ...", DefaultText: "op-ed", Category: howToJudge}
}

func packFlag() urfave.Flag {
	return &urfave.StringSliceFlag{Name: "pack", Usage: "use the rules of this `PACK`, too: the name of a shipped one, a YAML file or a folder of them", Category: howToJudge}
}

func (p *program) checkCommand() *urfave.Command {
	return &urfave.Command{
		Name:      "check",
		Usage:     "report what stands in the texts without a source, a measure of doubt or a right to advise",
		ArgsUsage: "[PATH|GLOB|-]...",
		UsageText: "sayso check [flags] [PATH|GLOB|-]...\nsayso [flags] PATH...",
		Description: `Reads files, folders, globs ("drafts/**/*.md") and standard input (-); without a path the current folder. Folders are
walked for text, Markdown and HTML; hidden files and what .gitignore or .saysoignore name are left out. Flags may stand
before, between and after paths; -- ends them.

Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 wrong usage or configuration, 3 a file could not be read or
sayso failed, 130 and 143 when interrupted.

Examples:
  sayso check draft.md                         one article
  sayso check --profile intel assessments/     a folder, judged as an intelligence assessment
  sayso check --format json --output r.json .  for other programs
  pandoc -t markdown x.docx | sayso check - --stdin-name x.md
  git diff --name-only -z | sayso check --files-from - -0
  sayso check --watch drafts/                  while you write`,
		Flags: append(
			slices.Concat(readingFlags(), changeFlags(), baselineFlags(), thresholdFlags(), fixFlags()), watchFlag(), profileFlag(), packFlag(),
			&urfave.StringSliceFlag{Name: "only", Usage: "these `RULES` alone (commas, or the flag again)", Category: howToJudge},
			&urfave.StringSliceFlag{Name: "skip", Usage: "all but these `RULES`", Category: howToJudge},
			&urfave.StringFlag{Name: "min-confidence", Usage: "leave out findings that are less sure than `LEVEL`: low, medium, high", DefaultText: "the profile's", Category: howToJudge},
			&urfave.StringFlag{Name: "as-of", Usage: "the texts speak from this `DATE` (2026-03-14)", Category: howToJudge},
			&urfave.StringFlag{Name: "fail-on", Usage: "exit 1 from this `SEVERITY` on: error, warning, info, never", DefaultText: "the profile's", Category: howToJudge},
			&urfave.IntFlag{Name: "max-warnings", Usage: "exit 1 when there are more than `N` warnings", Value: -1, DefaultText: "any number passes", Category: howToJudge},
			&urfave.StringFlag{Name: "format", Aliases: []string{"f"}, Usage: "write this `FORMAT`: " + strings.Join(report.Formats(), ", "), Value: "text", Category: whatToShow},
			&urfave.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "write to `FILE`, which appears when the report is whole; html also takes a folder (DIR/)", Category: whatToShow},
			&urfave.BoolFlag{Name: "metrics", DisableDefaultText: true, Usage: "show the figures of each text, too", Category: whatToShow},
			&urfave.StringFlag{Name: "color", Usage: "`WHEN` to colour: auto, always, never", Value: "auto", Category: whatToShow},
			&urfave.BoolFlag{Name: "quiet", DisableDefaultText: true, Aliases: []string{"q"}, Usage: "findings alone: no summary, no notes", Category: whatToShow},
		),
		Action: p.check,
	}
}

func (p *program) dumpCommand() *urfave.Command {
	return &urfave.Command{
		Name:      "dump",
		Usage:     "print what sayso understands of the texts: sentences, attributions, quantities, modals ...",
		ArgsUsage: "[PATH|GLOB|-]...",
		UsageText: "sayso dump [--layers LAYERS] [PATH|GLOB|-]...",
		Description: `Prints the layers under the findings as JSON; all offsets are bytes of the file from 0, ends exclusive. The layers hold
every cue, whoever's words it stands in. Tokens come only when asked for.

Examples:
  sayso dump --layers sentences,quantities report.md
  sayso dump --format plugin draft.md | go run ./myplugin   try a plugin before it is built (docs/plugins.md)`,
		Flags: append(
			readingFlags(),
			&urfave.StringSliceFlag{Name: "layers", Usage: "print these `LAYERS`: " + strings.Join(layers.Names, ", "), DefaultText: "all but tokens", Category: whatToShow},
			&urfave.StringFlag{Name: "format", Aliases: []string{"f"}, Usage: "write this `FORMAT`: json, or plugin: what a plugin reads, a line a file", Value: "json", Category: whatToShow},
			&urfave.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "write to `FILE`, which appears when the dump is whole", Category: whatToShow},
		),
		Action: p.dump,
	}
}

func (p *program) versionCommand() *urfave.Command {
	return &urfave.Command{
		Name:      "version",
		Usage:     "print the version",
		UsageText: "sayso version",
		Action: func(c *urfave.Context) error {
			if err := noOperands(c); err != nil {
				return err
			}
			return p.print("sayso " + Version() + "\n")
		},
	}
}

func (p *program) print(s string) error {
	_, err := fmt.Fprint(p.out, s)
	return wrapped("writing to standard output", err)
}

// show prints what somebody reads, words of others among it. What another program reads is printed as it is.
func (p *program) show(s string) error { return p.print(report.Shown(s)) }

func wrapped(doing string, err error) error {
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}
