package cli

import (
	"os"
	"slices"
	"strings"

	urfave "github.com/urfave/cli/v2"

	"github.com/sayso-lint/sayso/lint"
)

// arrange puts arguments into the order that urfave/cli reads: command, flags, "--", operands. Users may write flags
// anywhere, leave the command out (check is meant) and end the flags with "--".
//
// The library stops at the first operand, so the work is done before it sees anything. That needs the flags of all
// commands at once: whether "--format json rules" names a command or a file depends on --format taking a value.
func arrange(app *urfave.App, args []string) ([]string, error) {
	known := map[string]urfave.Flag{}
	for _, c := range app.Commands {
		for _, f := range c.Flags {
			for _, name := range f.Names() {
				known[name] = f
			}
		}
	}
	var flags [][]string // name, then as written
	var operands []string
	help, version := false, false
	command := "" // once an operand has been seen it is settled
	for i := 0; i < len(args); i++ {
		arg := args[i]
		if arg == "--" {
			if command == "" {
				command = "check"
			}
			operands = append(operands, args[i+1:]...)
			break
		}
		if arg == "-" || !strings.HasPrefix(arg, "-") {
			switch {
			case command != "":
				operands = append(operands, arg)
			case app.Command(arg) != nil:
				command = arg
			default:
				if err := misspelt(app, arg); err != nil {
					return nil, err
				}
				command = "check"
				operands = append(operands, arg)
			}
			continue
		}
		name, value, inline := strings.Cut(strings.TrimLeft(arg, "-"), "=")
		f := known[name]
		switch {
		case name == "help" || name == "h":
			help = true
		case name == "version" || name == "V":
			version = true
		case f != nil && needsValue(f):
			written := []string{name, arg}
			if !inline && i+1 < len(args) {
				i++
				value = args[i]
				written = append(written, value)
			}
			// An empty one would count as none, where a script's variable was to say what is checked, or where it goes.
			if isEmpty(f, value) {
				return nil, usage("flag %s needs a value: %s", strings.TrimSuffix(arg, "="), valueName(f))
			}
			flags = append(flags, written)
		default:
			flags = append(flags, []string{name, arg})
		}
	}
	switch {
	case version:
		return []string{app.Name, "version"}, nil
	case help && command == "":
		return []string{app.Name, "help"}, nil
	case help:
		return []string{app.Name, "help", command}, nil
	case command == "":
		command = "check"
	}
	arranged := []string{app.Name, command}
	for _, f := range flags {
		if err := knownFlag(app.Command(command), f[0], f[1]); err != nil {
			return nil, err
		}
		arranged = append(arranged, f[1:]...)
	}
	return append(append(arranged, "--"), operands...), nil
}

// misspelt takes the first word for a command that was meant where it is nearly one and nothing is called so: as a file that
// is missing it would be a line above the report of the others, and a command that never ran.
func misspelt(app *urfave.App, word string) error {
	if _, err := os.Lstat(word); err == nil || strings.ContainsAny(word, `./\`) {
		return nil
	}
	if near := lint.Nearest(word, commands(app)); near != "" {
		return usage("%s is no command, and no file here; did you mean sayso %s?", word, near)
	}
	return nil
}

func commands(app *urfave.App) (names []string) {
	for _, c := range app.Commands {
		names = append(names, c.Name)
	}
	return names
}

// needsValue tells whether a flag takes a value.
func needsValue(f urfave.Flag) bool {
	documented, ok := f.(urfave.DocGenerationFlag)
	return ok && documented.TakesValue()
}

// valueName is what help calls the value of a flag; "" where it calls it nothing.
func valueName(f urfave.Flag) string {
	documented, _ := f.(urfave.DocGenerationFlag)
	_, rest, _ := strings.Cut(documented.GetUsage(), "`")
	name, _, _ := strings.Cut(rest, "`")
	return name
}

// isEmpty tells whether a value says nothing; a list of nothings is none either.
func isEmpty(f urfave.Flag, value string) bool {
	if _, list := f.(*urfave.StringSliceFlag); list {
		value = strings.ReplaceAll(value, ",", "")
	}
	return strings.TrimSpace(value) == ""
}

func knownFlag(command *urfave.Command, name, written string) error {
	var long []string
	for _, f := range command.Flags {
		if slices.Contains(f.Names(), name) {
			return nil
		}
		long = append(long, f.Names()[0])
	}
	written, _, _ = strings.Cut(written, "=")
	if near := lint.Nearest(name, append(long, "help", "version")); near != "" {
		return usage("sayso %s has no flag %s; did you mean --%s?", command.Name, written, near)
	}
	return usage("sayso %s has no flag %s; sayso help %s lists them", command.Name, written, command.Name)
}
