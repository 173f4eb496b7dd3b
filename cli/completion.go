package cli

import (
	"fmt"
	"strings"

	urfave "github.com/urfave/cli/v2"

	"github.com/sayso-lint/sayso/internal/config"
	"github.com/sayso-lint/sayso/internal/layers"
	"github.com/sayso-lint/sayso/report"
)

func (p *program) completionCommand() *urfave.Command {
	return &urfave.Command{
		Name:      "completion",
		Usage:     "print a script that completes sayso's words in a shell",
		ArgsUsage: "bash|zsh|fish",
		UsageText: "sayso completion bash|zsh|fish",
		Description: `Examples:
  source <(sayso completion bash)                                  in ~/.bashrc
  source <(sayso completion zsh)                                   in ~/.zshrc, after compinit
  sayso completion fish > ~/.config/fish/completions/sayso.fish`,
		Action: func(c *urfave.Context) error {
			shells := []string{"bash", "zsh", "fish"}
			write := map[string]func(vocabulary) string{"bash": bashCompletion, "zsh": zshCompletion, "fish": fishCompletion}[c.Args().First()]
			if write == nil || c.Args().Len() != 1 {
				return usage("sayso completion needs a shell: %s", strings.Join(shells, ", "))
			}
			return p.print(write(p.vocabulary(c.App)))
		},
	}
}

// vocabulary is all that can be completed. It is written into the scripts, so that no key press starts a process.
type vocabulary struct {
	commands []*urfave.Command
	values   map[string][]string // by flag
	rules    []string
}

func (p *program) vocabulary(app *urfave.App) vocabulary {
	profiles := make([]string, len(config.Builtins))
	for i, b := range config.Builtins {
		profiles[i] = string(b.Name)
	}
	return vocabulary{app.Commands, map[string][]string{
		"profile": profiles, "format": report.Formats(), "fail-on": {"error", "warning", "info", "never"},
		"min-confidence": {"low", "medium", "high"}, "color": {"auto", "always", "never"}, "layers": layers.Names,
		"only": p.ruleIDs(), "skip": p.ruleIDs(),
	}, p.ruleIDs()}
}

func (v vocabulary) names() string {
	var names []string
	for _, c := range v.commands {
		names = append(names, c.Name)
	}
	return strings.Join(names, " ")
}

// flags lists the long flags of a command as they are typed.
func flagsOf(c *urfave.Command) string {
	words := []string{"--help"}
	for _, f := range c.Flags {
		words = append(words, "--"+f.Names()[0])
	}
	return strings.Join(words, " ")
}

// choices are the cases of a shell's "which flag stands before the cursor".
func (v vocabulary) choices(format string) string {
	var b strings.Builder
	for _, flag := range []string{"color", "fail-on", "format", "layers", "min-confidence", "only", "profile", "skip"} {
		fmt.Fprintf(&b, format, flag, strings.Join(v.values[flag], " "))
	}
	return b.String()
}

func (v vocabulary) operands(format string) string {
	var b strings.Builder
	for _, c := range v.commands {
		switch c.Name {
		case "explain":
			fmt.Fprintf(&b, format, c.Name, strings.Join(v.rules, " "))
		case "completion":
			fmt.Fprintf(&b, format, c.Name, "bash zsh fish")
		case "help":
			fmt.Fprintf(&b, format, c.Name, v.names())
		}
	}
	return b.String()
}

func bashCompletion(v vocabulary) string {
	var flags strings.Builder
	for _, c := range v.commands {
		fmt.Fprintf(&flags, "    %s) flags='%s' ;;\n", c.Name, flagsOf(c))
	}
	return `# bash completion of sayso
_sayso() {
  local cur prev command word flags words
  cur=${COMP_WORDS[COMP_CWORD]}
  prev=${COMP_WORDS[COMP_CWORD-1]}
  command=check
  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case " ` + v.names() + ` " in *" $word "*) command=$word; break ;; esac
  done
  case $prev in
` + v.choices("    --%s) COMPREPLY=($(compgen -W '%s' -- \"$cur\")); return ;;\n") + `    --config|--output|--files-from) COMPREPLY=($(compgen -f -- "$cur")); return ;;
  esac
  case $command in
` + flags.String() + `  esac
  words=
  case $command in
` + v.operands("    %s) words='%s' ;;\n") + `  esac
  if [[ $cur == -* ]]; then
    COMPREPLY=($(compgen -W "$flags" -- "$cur"))
  elif [[ -n $words ]]; then
    COMPREPLY=($(compgen -W "$words" -- "$cur"))
  elif ((COMP_CWORD == 1)); then
    COMPREPLY=($(compgen -W '` + v.names() + `' -- "$cur") $(compgen -f -- "$cur"))
  else
    COMPREPLY=($(compgen -f -- "$cur"))
  fi
}
complete -o filenames -F _sayso sayso
`
}

func zshCompletion(v vocabulary) string {
	return `#compdef sayso
# zsh completion of sayso, by way of the one for bash
autoload -U +X bashcompinit && bashcompinit
` + bashCompletion(v)
}

func fishCompletion(v vocabulary) string {
	var b strings.Builder
	b.WriteString("# fish completion of sayso\n")
	for _, c := range v.commands {
		fmt.Fprintf(&b, "complete -c sayso -n __fish_use_subcommand -a %s -d '%s'\n", c.Name, quoted(c.Usage))
	}
	for _, c := range v.commands {
		for _, f := range c.Flags {
			name := f.Names()[0]
			line := fmt.Sprintf("complete -c sayso -n '__fish_seen_subcommand_from %s' -l %s", c.Name, name)
			if c.Name == "check" {
				line = fmt.Sprintf("complete -c sayso -n 'not __fish_seen_subcommand_from %s' -l %s",
					strings.ReplaceAll(strings.Replace(v.names(), "check ", "", 1), "  ", " "), name)
			}
			if short := f.Names()[1:]; len(short) > 0 {
				line += " -s " + strings.Join(short, " -s ")
			}
			if values := v.values[name]; len(values) > 0 {
				line += fmt.Sprintf(" -x -a '%s'", strings.Join(values, " "))
			} else if needsValue(f) {
				line += " -r"
			}
			if d, ok := f.(urfave.DocGenerationFlag); ok {
				line += fmt.Sprintf(" -d '%s'", quoted(strings.ReplaceAll(d.GetUsage(), "`", "")))
			}
			b.WriteString(line + "\n")
		}
	}
	b.WriteString(v.operands("complete -c sayso -f -n '__fish_seen_subcommand_from %s' -a '%s'\n"))
	return b.String()
}

// quoted escapes a text for single quotes in fish.
func quoted(s string) string { return strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(s) }
