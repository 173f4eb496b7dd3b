// Custom-binary is sayso with a rule of its own: what docs/custom-binary.md is about.
package main

import (
	"os"

	"github.com/sayso-lint/sayso/cli"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/rules"
)

func main() {
	os.Exit(cli.Main(os.Args, os.Stdin, os.Stdout, os.Stderr, append(rules.All(), house()...)...))
}

// house is what our desk adds.
func house() []*lint.Rule { return []*lint.Rule{roundMillions} }
