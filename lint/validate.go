package lint

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// Validate says what a set of rules lacks, nil where nothing: what is undocumented is refused. The error joins one line
// a fault, each with the rule's id. Whether examples come true is for linttest, and whether phrases can be compiled for
// the engine.
func Validate(rules ...*Rule) error {
	var faults []error
	ids := map[string]bool{}
	for i, r := range rules {
		name := r.ID
		if name == "" {
			name = fmt.Sprintf("number %d", i+1)
		}
		if ids[r.ID] {
			faults = append(faults, fmt.Errorf("rule %s: there are two of this id", name))
		}
		ids[r.ID] = true
		for _, what := range r.faults() {
			faults = append(faults, fmt.Errorf("rule %s: %s", name, what))
		}
	}
	return errors.Join(faults...)
}

// isID tells whether an id is lower-case words joined by hyphens, behind the name of a pack or not.
func isID(id string) bool {
	pack, rule, inPack := strings.Cut(id, "/")
	if !inPack {
		return IsName(id)
	}
	return IsName(pack) && IsName(rule)
}

// IsName tells whether s can be the name of a pack, or the id of a rule in it: lower-case words joined by hyphens.
func IsName(s string) bool {
	for word := range strings.SplitSeq(s, "-") {
		if !isWord(word) {
			return false
		}
	}
	return s[0] < '0' || s[0] > '9'
}

func isWord(s string) bool {
	return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789") == ""
}

// InPack tells whether the rule comes from a pack, as its id says: house/banned-word. A desk that bans a word owes nobody a reason, a
// remedy or a date, and one example of each kind tries it; what sayso ships owes more.
func (r *Rule) InPack() bool { return strings.Contains(r.ID, "/") }

func (r *Rule) faults() []string {
	var out []string
	check := func(ok bool, format string, args ...any) {
		if !ok {
			out = append(out, fmt.Sprintf(format, args...))
		}
	}
	check(isID(r.ID), "its id is not lower-case words joined by hyphens")
	check(strings.TrimSpace(r.Summary) != "", "Summary is empty")
	if !r.InPack() {
		for what, text := range map[string]string{"Why": r.Why, "Remedy": r.Remedy, "Since": r.Since} {
			check(strings.TrimSpace(text) != "", "%s is empty", what)
		}
	}
	check(!strings.Contains(r.Summary, "\n"), "Summary is more than one line")
	check(slices.Contains(Families, r.Family), "family %q is none of %q", r.Family, Families)
	check(r.Confidence >= Low && r.Confidence <= High, "Confidence is not stated")
	for _, p := range Profiles {
		s, named := r.Severity[p]
		check(named || p == Audit, "no severity for profile %s", p)
		check(s <= Error, "severity %d for profile %s is none", s, p)
	}
	for p := range r.Severity {
		check(slices.Contains(Profiles, p), "severity for profile %s, which is none", p)
	}
	for _, s := range r.Standards {
		check(s.Source != "", "a standard has no source")
	}
	for _, id := range r.Replaces {
		check(id != r.ID, "it replaces itself")
	}
	for _, l := range r.Langs {
		check(len(l) == 2 && isWord(l), "language %q is no ISO 639-1 code", l)
	}
	out = append(out, r.examplesFaults()...)
	out = append(out, r.cuesFaults()...)
	out = append(out, r.optionsFaults()...)
	slices.Sort(out)
	return out
}

func (r *Rule) examplesFaults() (out []string) {
	bad, good := 0, 0
	for _, x := range r.Examples {
		if x.Finds != "" {
			bad++
			if x.Expect != Off || x.Because != "" {
				out = append(out, fmt.Sprintf("example %q has both what it finds and what excuses it", x.Input))
			}
			continue
		}
		good++
		if x.Because == "" && !r.InPack() {
			out = append(out, fmt.Sprintf("example %q finds nothing and says not why", x.Input))
		}
	}
	least := 2
	if r.InPack() {
		least = 1
	}
	if bad < least {
		out = append(out, fmt.Sprintf("%d bad examples, at least %d expected", bad, least))
	}
	if good < least {
		out = append(out, fmt.Sprintf("%d good examples, at least %d expected", good, least))
	}
	return out
}

func (r *Rule) cuesFaults() (out []string) {
	switch {
	case (r.Check == nil) == (r.Document == nil):
		out = append(out, "exactly one of Check and Document must be set")
	case r.Check != nil && !r.Cues.Any():
		out = append(out, "it has Check and no cue to wake it")
	}
	for _, l := range r.Cues.Lists {
		if l.Lang != "" && !r.Knows(l.Lang) {
			out = append(out, fmt.Sprintf("phrases in %s, which is not among its Langs", l.Lang))
		}
		if len(l.Phrases) == 0 {
			out = append(out, fmt.Sprintf("list %q has no phrase", l.Name))
		}
	}
	return out
}

func (r *Rule) optionsFaults() (out []string) {
	if r.Options == nil {
		return nil
	}
	v := reflect.ValueOf(r.Options())
	if v.Kind() != reflect.Pointer || v.Elem().Kind() != reflect.Struct {
		return []string{"Options returns no pointer to a struct"}
	}
	for i := range v.Elem().NumField() {
		f := v.Elem().Type().Field(i)
		name := optionName(f)
		switch {
		case !f.IsExported():
			out = append(out, fmt.Sprintf("option field %s is not exported", f.Name))
			continue
		case name == "":
			out = append(out, fmt.Sprintf("option field %s has no yaml tag", f.Name))
		case f.Tag.Get("doc") == "":
			out = append(out, fmt.Sprintf("option %s has no doc tag", name))
		}
		value := v.Elem().Field(i)
		if problem := setField(reflect.New(f.Type).Elem(), enum(f), value.Interface()); problem != "" {
			out = append(out, fmt.Sprintf("option %s: its default: %s", name, problem))
		}
	}
	return out
}
