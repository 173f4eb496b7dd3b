package config

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

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

// UnknownRule says of an id that no rule has it, and which was meant. A family is known by the same listing as rules, and easily
// taken for one.
func UnknownRule(id string, rules []*lint.Rule) error {
	var ids, family, pack, alike []string
	for _, r := range rules {
		ids = append(ids, r.ID)
		of, name, inPack := strings.Cut(r.ID, "/")
		switch {
		case id == string(r.Family):
			family = append(family, r.ID)
		case inPack && id == of:
			pack = append(pack, r.ID)
		case inPack && id == name:
			alike = append(alike, r.ID)
		}
	}
	for _, group := range []struct {
		what string
		ids  []string
	}{{"family", family}, {"pack", pack}} {
		if len(group.ids) > 0 {
			slices.Sort(group.ids)
			return fmt.Errorf("%s is a %s and no rule; name those of its rules that are meant: %s", id, group.what, strings.Join(group.ids, ", "))
		}
	}
	if of, _, _ := strings.Cut(id, "/"); slices.Contains(packs.Names(), of) && !slices.ContainsFunc(ids, func(id string) bool { return strings.HasPrefix(id, of+"/") }) {
		return fmt.Errorf("unknown rule %q; pack %s comes with sayso and is not in force here: --pack %s, or packs: [%s] in %s", id, of, of, of, Name)
	}
	if len(alike) > 0 {
		return fmt.Errorf("unknown rule %q; did you mean %s?", id, strings.Join(alike, " or "))
	}
	return fmt.Errorf("unknown rule %q%s", id, cmp.Or(lint.Hint(id, ids), "; sayso rules lists them"))
}

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
