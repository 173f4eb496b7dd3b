// Command cmd writes the reference of rules into the folder it is given.
package main

import (
	"fmt"
	"os"
	"slices"

	"github.com/sayso-lint/sayso/internal/docgen"
	"github.com/sayso-lint/sayso/internal/engine"
	"github.com/sayso-lint/sayso/rules"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: cmd FOLDER")
		os.Exit(2)
	}
	if err := docgen.Generate(slices.Concat(rules.All(), engine.Rules()), os.Args[1], true); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
