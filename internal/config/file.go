package config

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/bmatcuk/doublestar/v4"
	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"github.com/sayso-lint/sayso/internal/bounded"
	"github.com/sayso-lint/sayso/internal/engine"
	"github.com/sayso-lint/sayso/internal/pack"
	"github.com/sayso-lint/sayso/likelihood"
	"github.com/sayso-lint/sayso/lint"
)

// layer is what a configuration, one of its profiles or one of its overrides may settle. A zero field settles nothing.
type layer struct {
	profile       string
	lang          string
	asOf          time.Time
	failOn        *lint.Severity // Off: never
	minConfidence lint.Confidence
	noiseBudget   *int // 0: none
	rules         map[string]change
	words         map[string]words
}

// change is what is asked of one rule.
type change struct {
	severity *lint.Severity
	options  map[string]any
}

type words struct{ add, ignore []string }

// file is one .sayso.yaml, checked.
type file struct {
	path, dir string
	rulebook  *rulebook // the run's rules and those of the file's packs and plugins
	packs     []*pack.Pack
	plugins   []string // where their code is
	layer
	profiles  map[string]*ownProfile
	ignore    []string
	overrides []override
	allow     []allow
	baseline  string // from dir; "": none is named
}

type ownProfile struct {
	layer
	extends string
}

type override struct {
	layer
	files []string
}

type allow struct {
	engine.Allow
	path string // glob; "" is every file
}

// Error is a mistake in a configuration file, at its place.
type Error struct {
	Path         string
	Line, Column int
	Message      string
}

func (e *Error) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", e.Path, e.Line, e.Column, e.Message)
}

// reading collects the mistakes of one file, so that all are mended at once.
type reading struct {
	path   string
	rules  *rulebook
	errs   []error
	scales map[string][]string // the user's likelihood scales, as option scale_terms takes them
}

func load(path string, named bool, rules *rulebook) (*file, error) {
	data, err := bounded.YAML(path, named)
	if err != nil {
		return nil, unread(path, err)
	}
	return parse(path, data, rules)
}

// unread words why a configuration could not be read, and what might have been meant by its path.
func unread(path string, err error) error {
	var at *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		hint := "expected a YAML file such as " + Name
		if near := lint.Nearest(filepath.Base(path), bounded.Beside(path, false)); near != "" {
			hint = "did you mean " + filepath.Join(filepath.Dir(path), near) + "?"
		}
		return fmt.Errorf("configuration %s: no such file; %s", path, hint)
	case errors.Is(err, syscall.EISDIR):
		return fmt.Errorf("configuration %s: that is a folder; expected a file such as %s", path, filepath.Join(path, Name))
	case errors.As(err, &at):
		return fmt.Errorf("configuration %s: not readable: %w", path, at.Err)
	}
	return fmt.Errorf("configuration: %w", err)
}

// parse reads a configuration strictly. The error joins every *Error found.
func parse(path string, data []byte, rules *rulebook) (*file, error) {
	r := &reading{path: path, rules: rules}
	f := &file{path: path, dir: filepath.Dir(path), rulebook: rules}
	if err := bounded.Parseable(data); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	tree, err := parser.ParseBytes(data, 0)
	if err != nil {
		return nil, r.syntax(err)
	}
	for i, doc := range tree.Docs {
		if doc.Body == nil {
			continue
		}
		if i > 0 {
			r.fail(doc.Body, "a second YAML document; a configuration is one")
			break
		}
		r.file(doc.Body, f)
	}
	if len(r.errs) > 0 {
		// What profiles, scales and plugins are called is read first, and mistakes are read from the top. Those of packs have their
		// own places, and stand before them.
		slices.SortStableFunc(r.errs, byPlace)
		return nil, bounded.Mistakes(r.errs) //nolint:wrapcheck // they are our own
	}
	return f, nil
}

func byPlace(a, b error) int {
	x, y := &Error{}, &Error{}
	errors.As(a, &x) // what is none stays at line 0
	errors.As(b, &y)
	return cmp.Or(cmp.Compare(x.Line, y.Line), cmp.Compare(x.Column, y.Column))
}

func (r *reading) syntax(err error) error {
	var at yaml.Error
	if errors.As(err, &at) && at.GetToken() != nil {
		p := at.GetToken().Position
		return &Error{r.path, p.Line, p.Column, "not YAML: " + bounded.Worded(at.GetMessage())}
	}
	return fmt.Errorf("%s: not YAML: %w", r.path, err)
}

func (r *reading) file(n ast.Node, f *file) {
	fields := r.fileFields(f)
	// A profile may be named before it is defined, so the name is looked up when all has been read.
	var named ast.Node
	profile := fields["profile"]
	fields["profile"] = func(n ast.Node) { named = n; profile(n) }
	// A scale may be named before it is defined, too, and so may the rule of a pack or plugin, but rules and their options are checked as
	// they are read: so what defines them is read first.
	if m, ok := n.(ast.MapNode); ok {
		for it := m.MapRange(); it.Next(); {
			switch it.Key().String() {
			case "scales":
				r.ownScales(it.Value())
			case "packs":
				r.packs(it.Value(), f)
			case "plugins":
				r.plugins(it.Value(), f)
			}
		}
	}
	r.fields(n, "the configuration", fields)
	if named != nil {
		r.knownProfile(named, f.profile, f)
	}
}

// fileFields are the fields of a configuration.
func (r *reading) fileFields(f *file) map[string]func(ast.Node) {
	fields := r.layer(&f.layer)
	fields["profiles"] = func(n ast.Node) { r.profiles(n, f) }
	fields["ignore"] = func(n ast.Node) { f.ignore = r.globs(n) }
	fields["overrides"] = func(n ast.Node) { r.overrides(n, f) }
	fields["baseline"] = func(n ast.Node) { f.baseline = r.text(n) }
	fields["allow"] = func(n ast.Node) { r.allows(n, f) }
	fields["scales"] = func(ast.Node) {}
	fields["packs"] = func(ast.Node) {}
	fields["plugins"] = func(ast.Node) {}
	return fields
}

// profileFields are those of a profile of the user's.
func (r *reading) profileFields(own *ownProfile) map[string]func(ast.Node) {
	fields := r.layer(&own.layer)
	delete(fields, "profile")
	fields["extends"] = func(n ast.Node) { own.extends = r.text(n) }
	return fields
}

// overrideFields are those of an override.
func (r *reading) overrideFields(o *override) map[string]func(ast.Node) {
	fields := r.layer(&o.layer)
	fields["files"] = func(n ast.Node) { o.files = r.globs(n) }
	return fields
}

// layer gives the fields that the whole configuration, a profile and an override share.
func (r *reading) layer(l *layer) map[string]func(ast.Node) {
	return map[string]func(ast.Node){
		"profile": func(n ast.Node) { l.profile = r.text(n) },
		"rules":   func(n ast.Node) { l.rules = r.ruleChanges(n) },
		"words":   func(n ast.Node) { l.words = r.ownWords(n) },
		"lang": func(n ast.Node) {
			lang, err := ParseLang(r.text(n))
			r.check(n, err)
			l.lang = lang
		},
		"as-of": func(n ast.Node) {
			date, err := ParseDate(r.text(n))
			r.check(n, err)
			l.asOf = date
		},
		"fail-on": func(n ast.Node) {
			s, err := ParseFailOn(r.text(n))
			r.check(n, err)
			l.failOn = &s
		},
		"min-confidence": func(n ast.Node) {
			c, err := lint.ParseConfidence(r.text(n))
			r.check(n, err)
			l.minConfidence = c
		},
		"noise-budget": func(n ast.Node) {
			v, _ := r.value(n)
			budget, err := strconv.Atoi(fmt.Sprint(v))
			if err != nil || budget < 0 {
				r.fail(n, "noise-budget: expected a number of findings per 1,000 words, 0 for no limit")
			}
			l.noiseBudget = &budget
		},
	}
}

func (r *reading) profiles(n ast.Node, f *file) {
	f.profiles = map[string]*ownProfile{}
	extends := map[string]ast.Node{}
	for key, value := range r.pairs(n) {
		name := r.text(key)
		if builtin(name) != nil {
			r.fail(key, "profile %q is sayso's own; give yours another name and let it extend this one", name)
			continue
		}
		own := &ownProfile{extends: string(Default)}
		fields := r.profileFields(own)
		read := fields["extends"]
		fields["extends"] = func(n ast.Node) { read(n); extends[name] = n }
		r.fields(value, fmt.Sprintf("profile %q", name), fields)
		f.profiles[name] = own
	}
	for name, at := range extends {
		if r.knownProfile(at, f.profiles[name].extends, f) && f.base(name) == nil {
			r.fail(at, "profile %q extends itself", name)
		}
	}
}

// base is the built-in profile that a profile builds on; nil where the chain never ends or a name is unknown.
func (f *file) base(name string) *Builtin {
	for range len(f.ownProfiles()) + 1 {
		if b := builtin(name); b != nil {
			return b
		}
		own := f.ownProfiles()[name]
		if own == nil {
			return nil
		}
		name = own.extends
	}
	return builtin(name)
}

// ownProfiles is nil-safe, for runs without a configuration.
func (f *file) ownProfiles() map[string]*ownProfile {
	if f == nil {
		return nil
	}
	return f.profiles
}

func (f *file) profileNames() []string {
	return append(slices.Sorted(maps.Keys(f.ownProfiles())), builtinNames()...)
}

func (r *reading) knownProfile(at ast.Node, name string, f *file) bool {
	if _, own := f.profiles[name]; own || builtin(name) != nil {
		return true
	}
	if name == "" {
		return false // was no text, which has been said
	}
	r.fail(at, "unknown profile %q%s (profiles: %s)", name, lint.Hint(name, f.profileNames()), strings.Join(f.profileNames(), ", "))
	return false
}

func (r *reading) overrides(n ast.Node, f *file) {
	for _, item := range r.items(n) {
		var o override
		var named ast.Node
		fields := r.overrideFields(&o)
		fields["profile"] = func(n ast.Node) { o.profile = r.text(n); named = n }
		before := len(r.errs)
		r.fields(item, "an override", fields)
		if named != nil {
			defer func() { r.knownProfile(named, o.profile, f) }() // profiles may stand further down
		}
		if len(o.files) == 0 && len(r.errs) == before {
			r.fail(item, "an override needs files: a list of globs that it is for")
		}
		f.overrides = append(f.overrides, o)
	}
}

func (r *reading) allows(n ast.Node, f *file) {
	for _, item := range r.items(n) {
		var a allow
		before := len(r.errs)
		r.fields(item, "an allow entry", map[string]func(ast.Node){
			"rule":   func(n ast.Node) { a.Rule = r.text(n); r.knownRule(n, a.Rule) },
			"path":   func(n ast.Node) { a.path = r.glob(n) },
			"text":   func(n ast.Node) { a.Text = r.text(n) },
			"reason": func(n ast.Node) { a.Reason = strings.TrimSpace(r.text(n)) },
		})
		p := pack.Position(item)
		a.Where = fmt.Sprintf("%s:%d:%d", r.path, p.Line, p.Column)
		switch {
		case len(r.errs) > before:
		case a.Rule == "":
			r.fail(item, "an allow entry needs rule: the id of the rule that it answers")
		case a.Reason == "":
			r.fail(item, "an allow entry needs reason: why %s may stand here", a.Rule)
		}
		f.allow = append(f.allow, a)
	}
}

func (r *reading) ruleChanges(n ast.Node) map[string]change {
	all := map[string]change{}
	for key, value := range r.pairs(n) {
		id := r.text(key)
		if rule := r.knownRule(key, id); rule != nil {
			all[id] = r.ruleChange(rule, value)
		}
	}
	return all
}

func (r *reading) ruleChange(rule *lint.Rule, n ast.Node) change {
	var c change
	severity := func(n ast.Node) {
		s, err := lint.ParseSeverity(r.text(n))
		r.check(n, err)
		c.severity = &s
	}
	switch n.(type) {
	case ast.MapNode:
	case *ast.StringNode, *ast.LiteralNode:
		severity(n)
		return c
	default:
		r.fail(n, "rule %s: expected a severity (off, info, warning, error), or keys such as {severity: error}, got %s", rule.ID, describe(n))
		return c
	}
	c.options = map[string]any{}
	for key, value := range r.pairs(n) {
		name := r.text(key)
		if name == "severity" {
			severity(value)
			continue
		}
		if rule.Options == nil {
			r.fail(key, "rule %s has no options; only severity can be set", rule.ID)
			continue
		}
		v, ok := r.value(value)
		if !ok {
			continue
		}
		if terms, own := r.scales[fmt.Sprint(v)]; own && name == "scale" {
			name, v = "scale_terms", anys(terms)
		}
		if err := lint.SetOptions(rule.Options(), map[string]any{name: v}); err != nil {
			at := key
			if slices.ContainsFunc(rule.OptionList(), func(o lint.Option) bool { return o.Name == name }) {
				at = value
			}
			r.fail(at, "rule %s, %v", rule.ID, err)
			continue
		}
		c.options[name] = v
	}
	return c
}

// ownScales reads likelihood scales of the user's: name → term → [low, high], in percent, from the least likely term on.
func (r *reading) ownScales(n ast.Node) {
	r.scales = map[string][]string{}
	for key, value := range r.pairs(n) {
		name := r.text(key)
		if likelihood.Named(name) != nil {
			r.fail(key, "scale %q is a published one; give yours another name", name)
			continue
		}
		var terms []string
		for term, band := range r.pairs(value) {
			ends := r.items(band)
			if len(ends) != 2 {
				r.fail(band, "term %q: expected its range as [low, high], in percent", r.text(term))
				continue
			}
			terms = append(terms, fmt.Sprintf("%s: %s-%s", r.text(term), ends[0], ends[1]))
		}
		if _, err := likelihood.Custom(name, terms); err != nil {
			r.fail(value, "scale %q: %v", name, err)
		}
		r.scales[name] = terms
	}
}

func anys(texts []string) []any {
	out := make([]any, len(texts))
	for i, t := range texts {
		out[i] = t
	}
	return out
}

func (r *reading) ownWords(n ast.Node) map[string]words {
	all := map[string]words{}
	for key, value := range r.pairs(n) {
		id := r.text(key)
		if r.knownRule(key, id) == nil {
			continue
		}
		var w words
		r.fields(value, "the words of "+id, map[string]func(ast.Node){
			"add":    func(n ast.Node) { w.add = r.texts(n) },
			"ignore": func(n ast.Node) { w.ignore = r.texts(n) },
		})
		all[id] = w
	}
	return all
}

func (r *reading) knownRule(at ast.Node, id string) *lint.Rule {
	rule := r.rules.byID[id]
	if rule == nil {
		r.fail(at, "%v", UnknownRule(id, r.rules.list))
	}
	return rule
}

// fields hands every value of a mapping to the reader of its key.
func (r *reading) fields(n ast.Node, what string, readers map[string]func(ast.Node)) {
	for key, value := range r.pairs(n) {
		name := r.text(key)
		read := readers[name]
		if read == nil {
			known := slices.Sorted(maps.Keys(readers))
			r.fail(key, "unknown key %q in %s%s (keys: %s)", name, what, lint.Hint(name, known), strings.Join(known, ", "))
			continue
		}
		if _, null := value.(*ast.NullNode); !null {
			read(value)
		}
	}
}

func (r *reading) pairs(n ast.Node) iter.Seq2[ast.Node, ast.Node] {
	return func(yield func(ast.Node, ast.Node) bool) {
		m, ok := n.(ast.MapNode)
		if _, alias := n.(*ast.AliasNode); !ok || alias {
			r.fail(n, "expected keys and values, got %s", describe(n))
			return
		}
		for it := m.MapRange(); it.Next(); {
			if !yield(it.Key(), it.Value()) {
				return
			}
		}
	}
}

func (r *reading) items(n ast.Node) []ast.Node {
	if s, ok := n.(*ast.SequenceNode); ok {
		return s.Values
	}
	r.fail(n, "expected a list, got %s", describe(n))
	return nil
}

func (r *reading) text(n ast.Node) string {
	switch n := n.(type) {
	case *ast.StringNode:
		return n.Value
	case *ast.LiteralNode:
		return n.Value.Value
	}
	r.fail(n, "expected a text, got %s", describe(n))
	return ""
}

// texts reads a list of texts; a single text is a list of one.
func (r *reading) texts(n ast.Node) []string {
	if _, one := n.(*ast.StringNode); one {
		return []string{r.text(n)}
	}
	var all []string
	for _, item := range r.items(n) {
		all = append(all, r.text(item))
	}
	return all
}

func (r *reading) globs(n ast.Node) []string {
	if _, one := n.(*ast.StringNode); one {
		return []string{r.glob(n)}
	}
	var all []string
	for _, item := range r.items(n) {
		all = append(all, r.glob(item))
	}
	return all
}

func (r *reading) glob(n ast.Node) string {
	g := r.text(n)
	if !doublestar.ValidatePattern(g) {
		r.fail(n, "glob %q: a bracket or brace is not closed", g)
	}
	return g
}

// value reads what an option may be: true or false, a number, a text, a list of them.
func (r *reading) value(n ast.Node) (v any, ok bool) {
	switch n := n.(type) {
	case *ast.BoolNode:
		return n.Value, true
	case *ast.IntegerNode:
		return n.Value, true
	case *ast.FloatNode:
		return n.Value, true
	case *ast.StringNode:
		return n.Value, true
	case *ast.LiteralNode:
		return n.Value.Value, true
	case *ast.SequenceNode:
		list := make([]any, len(n.Values))
		for i, item := range n.Values {
			if list[i], ok = r.value(item); !ok {
				return nil, false
			}
		}
		return list, true
	}
	r.fail(n, "expected true or false, a number, a text or a list of texts, got %s", describe(n))
	return nil, false
}

// check reports an error of a value at its place, unless the value was already found to be of the wrong type.
func (r *reading) check(n ast.Node, err error) {
	switch n.(type) {
	case *ast.StringNode, *ast.LiteralNode:
		if err != nil {
			r.fail(n, "%v", err)
		}
	}
}

func (r *reading) fail(n ast.Node, format string, args ...any) {
	p := pack.Position(n)
	r.errs = append(r.errs, &Error{r.path, p.Line, p.Column, bounded.Message(fmt.Sprintf(format, args...))})
}

func describe(n ast.Node) string {
	switch n.Type() {
	case ast.MappingType, ast.MappingValueType:
		return "keys and values"
	case ast.SequenceType:
		return "a list"
	case ast.BoolType:
		return "true or false (quote it if a text is meant)"
	case ast.IntegerType, ast.FloatType:
		return "a number (quote it if a text is meant)"
	case ast.NullType:
		return "nothing"
	case ast.AnchorType, ast.AliasType, ast.MergeKeyType:
		return "an anchor or alias, which a configuration has no use for"
	case ast.StringType, ast.LiteralType:
		return fmt.Sprintf("the text %q", strings.TrimSpace(n.String()))
	default:
		return "a YAML " + n.Type().YAMLName()
	}
}
