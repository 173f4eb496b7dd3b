package config

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"

	"github.com/goccy/go-yaml/ast"

	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/packs"
)

// rulebook is the rules that a configuration may speak of.
type rulebook struct {
	list []*lint.Rule
	byID map[string]*lint.Rule
}

// add adds rules. The error names one that is there already.
func (b *rulebook) add(rules []*lint.Rule) error {
	if b.byID == nil {
		b.byID = make(map[string]*lint.Rule, len(rules))
	}
	for _, r := range rules {
		if b.byID[r.ID] != nil {
			return fmt.Errorf("rule %s is there twice; two packs or plugins of one name cannot be used together", r.ID)
		}
		b.byID[r.ID] = r
		b.list = append(b.list, r)
	}
	return nil
}

// with is a copy that has more rules.
func (b *rulebook) with(rules []*lint.Rule) (*rulebook, error) {
	more := &rulebook{slices.Clone(b.list), maps.Clone(b.byID)}
	return more, more.add(rules)
}

func (b *rulebook) ids() []string { return slices.Sorted(maps.Keys(b.byID)) }

// packs reads the packs that a configuration names: shipped ones, or files and folders from its own folder. What is wrong in a pack is
// shown at its place in the pack.
func (r *reading) packs(n ast.Node, f *file) {
	for _, item := range r.items(n) {
		name := r.text(item)
		if name == "" {
			continue
		}
		p, err := packs.Find(name, f.dir)
		var missing *fs.PathError
		var unknown *packs.UnknownError
		switch {
		case errors.As(err, &unknown):
			r.fail(item, "%v", err)
			continue
		case errors.As(err, &missing):
			r.fail(item, "pack %s: %v", name, missing.Err)
			continue
		case err != nil:
			r.errs = append(r.errs, err) // it names its own places
			continue
		}
		more, err := r.rules.with(p.Rules())
		if err != nil {
			r.fail(item, "pack %s: %v", name, err)
			continue
		}
		r.rules, f.rulebook = more, more
		f.packs = append(f.packs, p)
	}
}
