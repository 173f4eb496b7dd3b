package cli

import (
	"cmp"
	"fmt"
	"strings"
	"unicode/utf8"

	urfave "github.com/urfave/cli/v2"

	"github.com/sayso-lint/sayso/lint"
)

// helpWidth is the width of help: that of the narrowest terminal in use. Help that looked at the terminal would differ from
// what a pipe and the documentation show.
const helpWidth = 80

func (p *program) helpCommand() *urfave.Command {
	return &urfave.Command{
		Name:      "help",
		Usage:     "explain sayso, or one command",
		ArgsUsage: "[COMMAND]",
		UsageText: "sayso help [COMMAND]",
		Action: func(c *urfave.Context) error {
			name := c.Args().First()
			switch command := c.App.Command(name); {
			case c.NArg() > 1:
				return usage("sayso help takes one command")
			case name == "":
				return p.help(appHelp, c.App)
			case command == nil:
				return usage("unknown command %q%s", name, cmp.Or(lint.Hint(name, commands(c.App)), "; sayso help lists them"))
			default:
				return p.help(commandHelp, command)
			}
		},
	}
}

func (p *program) help(template string, about any) error {
	var page strings.Builder
	urfave.HelpPrinterCustom(&page, template, about, map[string]any{"flag": flagLine})
	return p.print(folded(page.String()))
}

// flagLine is a flag as help shows it. The library would name the value after each of its names, and a flag that may be
// given again twice.
func flagLine(f urfave.Flag) string {
	var names []string
	for _, n := range f.Names() {
		if len(n) == 1 {
			names = append([]string{"-" + n}, names...)
		} else {
			names = append(names, "--"+n)
		}
	}
	all := strings.Join(names, ", ")
	if needsValue(f) {
		all += " " + valueName(f)
	}
	_, text, _ := strings.Cut(f.String(), "\t")
	return all + "\t" + strings.TrimSpace(text)
}

// folded breaks the lines of a page of help that are too long. Paragraphs are filled anew; what is set in is a column, and
// its text goes on beneath where it began.
func folded(page string) string {
	var out strings.Builder
	var paragraph []string
	flush := func() {
		if len(paragraph) > 0 {
			out.WriteString(wrap(strings.Join(paragraph, " "), 0))
			paragraph = nil
		}
	}
	for line := range strings.Lines(page) {
		line = strings.TrimRight(line, " \n")
		if line != "" && line[0] != ' ' {
			paragraph = append(paragraph, line)
			continue
		}
		flush()
		out.WriteString(wrap(line, column(line)))
	}
	flush()
	return out.String()
}

// column is where the last of a line's columns begins, which two blanks part.
func column(line string) int {
	indent := len(line) - len(strings.TrimLeft(line, " "))
	if gap := strings.LastIndex(line, "  "); gap > indent {
		return gap + 2
	}
	return indent + 2
}

// wrap breaks a line between words; what follows is set in by so many columns.
func wrap(line string, indent int) string {
	var out strings.Builder
	for utf8.RuneCountInString(line) > helpWidth {
		at := strings.LastIndexByte(line[:min(helpWidth+1, len(line))], ' ')
		if at <= indent {
			break // one word
		}
		fmt.Fprintln(&out, line[:at])
		line = strings.Repeat(" ", indent) + line[at+1:]
	}
	fmt.Fprintln(&out, line)
	return out.String()
}

const appHelp = `sayso {{.Version}}: {{.Usage}}

sayso reads analytic prose and finds figures without a source, hedges, vague attribution, advice and loaded language.
It knows whose words it reads and whether a source is in reach. It judges form, not truth.

USAGE
   sayso check [flags] [PATH|GLOB|-]...
   sayso PATH...          the same as sayso check PATH...

COMMANDS{{range .VisibleCommands}}
   {{.Name}}{{"\t"}}{{.Usage}}{{end}}

   sayso help COMMAND explains the flags of a command.
   --version and --help work everywhere.
   A file that is called like a command is given as ./rules.

EXAMPLES
   sayso check draft.md
   sayso check --profile newsroom --fail-on warning articles/
   sayso explain unsourced-statistic
`

const commandHelp = `sayso {{.Name}}: {{.Usage}}

USAGE{{nindent 3 .UsageText}}
{{if .Description}}
{{.Description}}
{{end}}{{range .VisibleFlagCategories}}
{{.Name}}{{range .Flags}}
   {{flag .}}{{end}}
{{end}}`
