package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	urfave "github.com/urfave/cli/v2"

	"github.com/sayso-lint/sayso/internal/config"
	"github.com/sayso-lint/sayso/lint"
)

func (p *program) initCommand() *urfave.Command {
	return &urfave.Command{
		Name:      "init",
		Usage:     "write a commented " + config.Name + " into the current folder",
		UsageText: "sayso init [--profile PROFILE]",
		Description: `An existing file is left as it is.

Example:
  sayso init --profile newsroom`,
		Flags:  []urfave.Flag{profileFlag()},
		Action: p.initialise,
	}
}

func (p *program) initialise(c *urfave.Context) error {
	if err := noOperands(c); err != nil {
		return err
	}
	profile := c.String("profile")
	if profile == "" {
		profile = string(config.Default)
	}
	var names []string
	var table strings.Builder
	for _, b := range config.Builtins {
		names = append(names, string(b.Name))
		fmt.Fprintf(&table, "#   %-13s %s\n", b.Name, b.For)
	}
	if !slices.Contains(names, profile) {
		return usage("--profile: unknown profile %q%s (profiles: %s)", profile, lint.Hint(profile, names), strings.Join(names, ", "))
	}
	f, err := os.OpenFile(config.Name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if errors.Is(err, fs.ErrExist) {
		return usage("%s is already here and stays as it is", config.Name)
	}
	if err != nil {
		return unwritable(config.Name, err)
	}
	_, err = strings.NewReplacer("PROFILES\n", table.String(), "PROFILE", profile).WriteString(f, firstConfiguration)
	if err := errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("init: %w", err)
	}
	return p.print("wrote " + config.Name + "\n")
}

const firstConfiguration = `# sayso reads the nearest .sayso.yaml above each file. Flags stand above it, profiles below.

# The genre decides how bad a finding is:
PROFILES
profile: PROFILE

# Exit with code 1 from this severity on: error, warning, info, never. Without it the profile decides.
# fail-on: error

# Leave out findings that are less sure than this: low, medium, high.
# min-confidence: medium

# Warnings and errors per 1,000 words that are shown as such; more become information. 0: all of them.
# noise-budget: 10

# A likelihood scale of your own, for the option "scale" of the likelihood rules: its terms from the least likely on.
# scales:
#   house:
#     unlikely: [0, 40]
#     likely: [60, 90]

# The language of the texts, where it need not be found out, and the day they speak from.
# lang: en
# as-of: 2026-01-31

# One line a rule: off, info, warning or error, or its options (sayso explain RULE).
# rules:
#   rhetorical-question: off
#   unsourced-statistic:
#     severity: error
#     window: sentence

# Your own words: more that wake a rule, and phrases that never count.
# words:
#   vague-attribution:
#     add: [people in the know]
#     ignore: [experts at the museum]

# Files that are never checked, as globs from this folder.
# ignore:
#   - archive/**

# Other settings for some files; the last one that matches wins.
# overrides:
#   - files: [opinion/**]
#     profile: op-ed

# Your own profiles.
# profiles:
#   house:
#     extends: newsroom
#     fail-on: warning

# Findings that may stand, with a reason. In Markdown and HTML <!-- sayso allow RULE: reason --> does the same.
# allow:
#   - rule: relative-time
#     path: letters/2026-01.txt
#     text: last week
#     reason: the letter is printed with its date
`
