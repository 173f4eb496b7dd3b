// Package packs is the packs of rules that sayso ships, one a YAML file, each after a published standard whose sections it
// cites; house-example is there to be copied. They are compiled when sayso is built, and none is made before it is named.
//
// They look for what the built-in rules leave alone and are off unless a configuration or --pack names them.
package packs

//go:generate go run ../internal/pack/generate -packs

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/sayso-lint/sayso/internal/bounded"
	"github.com/sayso-lint/sayso/internal/pack"
	"github.com/sayso-lint/sayso/internal/vendored"
	"github.com/sayso-lint/sayso/lint"
)

// Names are the names of the shipped packs, sorted.
func Names() []string {
	names := make([]string, len(all))
	for i, s := range all {
		names[i] = s.name
	}
	return names
}

// Named makes a shipped pack; nil where none has the name.
func Named(name string) *pack.Pack {
	for _, s := range all {
		if s.name == name {
			return s.pack()
		}
	}
	return nil
}

// UnknownError says that a name is neither that of a shipped pack nor that of a file or folder in Dir.
type UnknownError struct{ Name, Dir string }

func (e *UnknownError) Error() string {
	hint := "a pack of your own is named by its path, ./" + e.Name + ".yaml"
	near := lint.Nearest(e.Name, Names())
	for _, file := range []string{e.Name + ".yaml", e.Name + ".yml"} {
		if _, err := os.Stat(filepath.Join(e.Dir, file)); err == nil {
			near = file
		}
	}
	if near != "" {
		hint = "did you mean " + near + "?"
	}
	return fmt.Sprintf("unknown pack %q; %s (shipped: %s)", e.Name, hint, strings.Join(Names(), ", "))
}

// Find gives the pack that a user names: the name of a shipped one, or the path of a file or folder, relative to dir. What
// has a slash or ends in .yaml is always a path. A pack that was fetched is held
// against its lock. The error is an *UnknownError, an *fs.PathError, pack.Load's or vendored.Verify's.
func Find(name, dir string) (*pack.Pack, error) {
	bare := !strings.ContainsAny(name, `/\`) && !bounded.IsYAML(name)
	if bare {
		if p := Named(name); p != nil {
			return p, nil
		}
	}
	path := filepath.FromSlash(name)
	if !filepath.IsAbs(path) {
		path = filepath.Join(dir, path)
	}
	if err := vendored.Verify(path); err != nil {
		return nil, err //nolint:wrapcheck // it says what it is about, and what to do
	}
	p, err := pack.Load(path)
	if bare && errors.Is(err, fs.ErrNotExist) {
		return nil, &UnknownError{name, dir}
	}
	return p, err //nolint:wrapcheck // pack.Load's errors name their places already
}
