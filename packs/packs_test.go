package packs_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sayso-lint/sayso/internal/pack"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/lint/linttest"
	"github.com/sayso-lint/sayso/packs"
)

// What is shipped is as good as what is built in: each rule says why it matters and how a text is mended, cites what it
// stands on, and its examples come true.
func TestShipped(t *testing.T) {
	for _, name := range packs.Names() {
		p := packs.Named(name)
		if p.Name != name || p.Summary == "" {
			t.Errorf("pack %q under the name %q, summary %q", p.Name, name, p.Summary)
		}
		for _, r := range p.Rules() {
			t.Run(r.ID, func(t *testing.T) {
				linttest.Examples(t, r)
				if r.Why == "" || r.Remedy == "" {
					t.Error("says neither why nor what to do")
				}
				if len(r.Standards) == 0 && name != "house-example" {
					t.Error("cites no standard")
				}
			})
		}
	}
}

// A shipped pack is the same whether compiled or read from its file.
func TestCompiledIsRead(t *testing.T) {
	files, err := filepath.Glob("*.yaml")
	if err != nil || len(files) != len(packs.Names()) {
		t.Errorf("%d files and %d packs, %v", len(files), len(packs.Names()), err)
	}
	for _, path := range files {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		read, err := pack.Parse(path, data)
		if err != nil {
			t.Fatal(err)
		}
		compiled := packs.Named(read.Name)
		for i, r := range read.Rules() {
			if c := compiled.Rules()[i]; c.ID != r.ID || c.SeverityIn(lint.Intel) != r.SeverityIn(lint.Intel) || len(c.Cues.Lists) != len(r.Cues.Lists) {
				t.Errorf("%s: compiled %+v", r.ID, c)
			}
		}
	}
}

func TestFind(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	dir := t.TempDir()
	own := []byte("pack: own\nrules:\n- {rule: r, message: m, phrases: [moose], bad: ['A [[moose]].'], good: [elk]}\n")
	for _, name := range []string{"own.yaml", filepath.Join("desk", "own.yaml"), filepath.Join("icd203", "own.yaml")} {
		path := filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, own, 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	for name, want := range map[string]string{
		"icd203": "icd203", "./icd203": "own", "desk": "own", "desk/own.yaml": "own", "own.yaml": "own", filepath.Join(dir, "desk"): "own",
	} {
		if p, err := packs.Find(name, dir); err != nil || p.Name != want {
			t.Errorf("%s: %v, %v", name, p, err)
		}
	}
	_, err := packs.Find("ics203", dir)
	if unknown, ok := errors.AsType[*packs.UnknownError](err); !ok || !strings.Contains(unknown.Error(), "did you mean icd203?") {
		t.Errorf("got %v", err)
	}
	if _, err := packs.Find("none.yaml", dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}
