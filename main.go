// Sayso finds figures without a source, hedges, vague attribution, advice and loaded language in analytic prose.
package main

import (
	"os"

	"github.com/sayso-lint/sayso/cli"
	"github.com/sayso-lint/sayso/rules"
)

func main() {
	os.Exit(cli.Main(os.Args, os.Stdin, os.Stdout, os.Stderr, rules.All()...))
}
