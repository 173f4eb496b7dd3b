// Command cmd writes the reference of rules and the schemas into the folder of documents it is given.
package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
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
	all, docs := slices.Concat(rules.All(), engine.Rules()), os.Args[1]
	err := errors.Join(docgen.Generate(all, filepath.Join(docs, "rules"), true), docgen.Schemas(all, filepath.Join(docs, "schema"), true))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
