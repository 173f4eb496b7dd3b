package main

import (
	"fmt"
	"go/format"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"

	"github.com/sayso-lint/sayso/internal/pack"
)

// generatePacks gives the source of all.go for the packs of dir: a function each, so that none is made unless it is named.
func generatePacks(dir string) ([]byte, error) {
	names, err := fs.Glob(os.DirFS(dir), "*.yaml") // sorted
	if err != nil {
		return nil, err
	}
	var list strings.Builder
	made := newSource()
	for _, name := range names {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return nil, err
		}
		p, err := pack.Parse(name, data)
		if err != nil {
			return nil, err
		}
		if p.Name+".yaml" != name {
			return nil, fmt.Errorf("%s: pack %q is called otherwise than its file", name, p.Name)
		}
		p.Path = ""
		fmt.Fprintf(&list, "\t{%q, %s},\n", p.Name, variable("yaml", p.Name))
		made.WriteString("\nfunc " + variable("yaml", p.Name) + "() *pack.Pack {\n\treturn &")
		made.literal(reflect.ValueOf(*p))
		made.WriteString("\n}\n")
	}
	var b strings.Builder
	b.WriteString(head + "package packs\n\n" + made.importing())
	b.WriteString("// all is every shipped pack, sorted by name.\nvar all = []struct {\n\tname string\n\tpack func() *pack.Pack\n}{\n")
	b.WriteString(list.String() + "}\n" + made.String())
	return format.Source([]byte(b.String()))
}
