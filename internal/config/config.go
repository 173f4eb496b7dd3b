// Package config settles what each file is checked with: flags stand above the nearest .sayso.yaml, that above the
// profile, that above the rule's own defaults.
//
// It is strict: an unknown key, rule or option is an error at its line and column that names the nearest known one. It
// opens no documents and runs no rules, and where no configuration file exists it parses nothing at all.
package config

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/sayso-lint/sayso/internal/engine"
	"github.com/sayso-lint/sayso/internal/pack"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/packs"
)

// Name is what a configuration file is called.
const Name = ".sayso.yaml"

// Flags are what the command line settles. A zero field settles nothing.
type Flags struct {
	File          string // use this configuration alone
	Profile       string
	Only, Skip    []string
	Lang          string
	AsOf          time.Time
	FailOn        *lint.Severity // Off: never
	MinConfidence lint.Confidence
	Packs         []string // names of shipped packs, files or folders, beside those of the configuration
}

// Settings are what files are checked with. Files with the same ones share a pointer, so that an engine is built once
// for all of them.
type Settings struct {
	engine.Settings
	ProfileName string        // as the user calls it; Settings.Profile is the built-in one below
	FailOn      lint.Severity // Off: never
	Lang        string        // "": to be found out
}

// File is what one file is checked with.
type File struct {
	*Settings
	Packs  []*pack.Pack // of the flags and of the configuration
	Allows []engine.Allow
	// Baseline is the file of known findings that the configuration names, "" where it names none.
	Baseline string
	Ignored  string // the configuration whose ignore list has it; "": none
	// Sources are the files and folders of the packs and plugins in force, which a change of makes it due again.
	Sources []string
}

// Loader finds and reads configurations. It is not safe for concurrent use.
type Loader struct {
	rules    *rulebook    // the built-in ones and the packs of the flags
	packs    []*pack.Pack // of the flags
	flags    Flags
	here     string           // the current folder
	folders  map[string]*file // configuration in force by folder; nil: none
	read     map[string]*file // by path
	settings map[settingsKey]*Settings
}

// settingsKey tells apart all that may differ between the settings of two files in one run.
type settingsKey struct {
	file      *file
	overrides string // one character an override: does it match?
}

// NewLoader checks the flags against the rules. With Flags.File it reads that configuration at once.
func NewLoader(rules []*lint.Rule, flags Flags) (*Loader, error) {
	here, err := os.Getwd()
	if err != nil {
		return nil, fmt.Errorf("current folder: %w", err)
	}
	l := &Loader{
		rules: &rulebook{}, flags: flags, here: here,
		folders: map[string]*file{}, read: map[string]*file{}, settings: map[settingsKey]*Settings{},
	}
	if err := l.rules.add(rules); err != nil {
		return nil, err
	}
	for _, path := range flags.Packs {
		p, err := packs.Find(path, "")
		if err != nil {
			return nil, err //nolint:wrapcheck // it names the pack, or places in it
		}
		if err := l.rules.add(p.Rules()); err != nil {
			return nil, fmt.Errorf("pack %s: %w", path, err)
		}
		l.packs = append(l.packs, p)
	}
	if flags.File != "" {
		if _, err := l.load(flags.File, true); err != nil {
			return nil, err
		}
	}
	return l, nil
}

// For settles what one file is checked with. The file need not exist; a folder's own settings are those of a file in it.
func (l *Loader) For(path string) (File, error) {
	full := path
	if !filepath.IsAbs(full) {
		full = filepath.Join(l.here, path)
	}
	f, err := l.nearest(full)
	if err != nil {
		return File{}, err
	}
	key := settingsKey{file: f}
	out := File{Packs: l.packs}
	if f != nil {
		out.Packs, out.Sources = slices.Concat(l.packs, f.packs), f.plugins
		rel := l.relative(f, full)
		marks := make([]byte, len(f.overrides))
		for i, o := range f.overrides {
			marks[i] = '0'
			if slices.ContainsFunc(o.files, func(g string) bool { return matches(g, rel) }) {
				marks[i] = '1'
			}
		}
		key.overrides = string(marks)
		if f.baseline != "" {
			out.Baseline = filepath.Join(f.dir, filepath.FromSlash(f.baseline))
			if filepath.IsAbs(f.baseline) {
				out.Baseline = f.baseline
			}
		}
		for _, a := range f.allow {
			if a.path == "" || matches(a.path, rel) {
				out.Allows = append(out.Allows, a.Allow)
			}
		}
		if slices.ContainsFunc(f.ignore, func(g string) bool { return matches(g, rel) }) {
			out.Ignored = f.path
		}
	}
	if l.settings[key] == nil {
		s, err := l.settle(key)
		if err != nil {
			return File{}, err
		}
		l.settings[key] = s
	}
	out.Settings = l.settings[key]
	for _, p := range out.Packs {
		out.Sources = append(out.Sources[:len(out.Sources):len(out.Sources)], p.Path)
	}
	return out, nil
}

// Unknown says which rules of --only and --skip no file of the run is checked with; nil where there are none. It can be
// asked when For has been asked for all files.
func (l *Loader) Unknown() error {
	for _, asked := range []struct {
		flag string
		ids  []string
	}{{"--only", l.flags.Only}, {"--skip", l.flags.Skip}} {
		for _, id := range asked.ids {
			// Where no file was found nobody has said which packs there are.
			if l.Rule(id) == nil && (len(l.settings) > 0 || !strings.Contains(id, "/")) {
				return fmt.Errorf("%s: %w", asked.flag, UnknownRule(id, l.Rules()))
			}
		}
	}
	return nil
}

// Rule is a rule that files were found to be checked with, by its id; nil where there is none. It is asked at each finding
// that an editor shows, so it gathers nothing.
func (l *Loader) Rule(id string) *lint.Rule {
	if r := l.rules.byID[id]; r != nil {
		return r
	}
	for _, path := range slices.Sorted(maps.Keys(l.read)) {
		if r := l.read[path].rulebook.byID[id]; r != nil {
			return r
		}
	}
	return nil
}

// Rules are all rules that files were found to be checked with, the built-in ones first.
func (l *Loader) Rules() []*lint.Rule {
	all := slices.Clone(l.rules.list)
	known := maps.Clone(l.rules.byID)
	for _, path := range slices.Sorted(maps.Keys(l.read)) {
		for _, r := range l.read[path].rulebook.list {
			if known[r.ID] == nil {
				known[r.ID] = r
				all = append(all, r)
			}
		}
	}
	return all
}

// relative is a path as the globs of a configuration see it: from its folder, or from the current one where a
// configuration from elsewhere was asked for by --config.
func (l *Loader) relative(f *file, full string) string {
	dir := f.dir
	if !filepath.IsAbs(dir) {
		dir = filepath.Join(l.here, dir)
	}
	rel, err := filepath.Rel(dir, full)
	if err != nil || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		if rel, err = filepath.Rel(l.here, full); err != nil {
			rel = full
		}
	}
	return filepath.ToSlash(rel)
}

// nearest looks for the configuration of a file from its folder upwards, to the folder that holds .git or to the top.
func (l *Loader) nearest(full string) (*file, error) {
	if l.flags.File != "" {
		return l.load(l.flags.File, true)
	}
	var passed []string
	var found *file
	for dir := filepath.Dir(full); ; dir = filepath.Dir(dir) {
		if f, known := l.folders[dir]; known {
			found = f
			break
		}
		passed = append(passed, dir)
		path := filepath.Join(dir, Name)
		if _, err := os.Stat(path); err == nil {
			if found, err = l.load(l.shown(path), false); err != nil {
				return nil, err
			}
			break
		} else if !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrPermission) && !strings.Contains(err.Error(), "not a directory") {
			return nil, fmt.Errorf("configuration: %w", err)
		}
		if _, err := os.Lstat(filepath.Join(dir, ".git")); err == nil || dir == filepath.Dir(dir) {
			break
		}
	}
	for _, dir := range passed {
		l.folders[dir] = found
	}
	return found, nil
}

// shown is how a path is written in messages: short where it lies below the current folder.
func (l *Loader) shown(path string) string {
	if rel, err := filepath.Rel(l.here, path); err == nil && filepath.IsLocal(rel) {
		return rel
	}
	return path
}

func (l *Loader) load(path string, named bool) (*file, error) {
	if f := l.read[path]; f != nil {
		return f, nil
	}
	f, err := load(path, named, l.rules)
	if err != nil {
		return nil, err
	}
	l.read[path] = f
	return f, nil
}

// settle lays the layers over one another, the weakest first.
func (l *Loader) settle(key settingsKey) (*Settings, error) {
	layers := []*layer{{}}
	if key.file != nil {
		layers = append(layers, &key.file.layer)
		for i := range key.file.overrides {
			if key.overrides[i] == '1' {
				layers = append(layers, &key.file.overrides[i].layer)
			}
		}
	}
	name := string(Default)
	for _, layer := range layers {
		if layer.profile != "" {
			name = layer.profile
		}
	}
	if l.flags.Profile != "" {
		name = l.flags.Profile
	}
	base := key.file.base(name)
	if base == nil {
		known := key.file.profileNames()
		return nil, fmt.Errorf("unknown profile %q%s (profiles: %s)", name, lint.Hint(name, known), strings.Join(known, ", "))
	}
	for own := key.file.ownProfiles()[name]; own != nil; own = key.file.ownProfiles()[own.extends] {
		layers = slices.Insert(layers, 0, &own.layer)
	}
	s := &Settings{ProfileName: name, FailOn: base.FailOn}
	s.Profile, s.MinConfidence, s.NoiseBudget = base.Name, base.MinConfidence, base.NoiseBudget
	for _, layer := range append(layers, &layer{lang: l.flags.Lang, asOf: l.flags.AsOf, failOn: l.flags.FailOn, minConfidence: l.flags.MinConfidence}) {
		if layer.lang != "" {
			s.Lang = layer.lang
		}
		if !layer.asOf.IsZero() {
			s.AsOf = layer.asOf
		}
		if layer.failOn != nil {
			s.FailOn = *layer.failOn
		}
		if layer.noiseBudget != nil {
			s.NoiseBudget = *layer.noiseBudget
		}
		if layer.minConfidence != lint.Unstated {
			s.MinConfidence = layer.minConfidence
		}
	}
	rules := l.rules
	if key.file != nil {
		rules = key.file.rulebook
	}
	s.Known = func(id string) bool { return rules.byID[id] != nil }
	for _, rule := range rules.list {
		setting, err := l.setting(rule, base, layers)
		if err != nil {
			return nil, err
		}
		s.Rules = append(s.Rules, setting)
	}
	return s, nil
}

// setting settles one rule.
func (l *Loader) setting(rule *lint.Rule, base *Builtin, layers []*layer) (engine.Setting, error) {
	s := engine.Setting{Rule: rule, Severity: rule.SeverityIn(base.Name)}
	if rule.Experimental && base.Name != lint.Audit {
		s.Severity = lint.Off
	}
	options := []map[string]any{base.Options[rule.ID]}
	for _, layer := range layers {
		c := layer.rules[rule.ID]
		if c.severity != nil {
			s.Severity = *c.severity
		}
		options = append(options, c.options)
		w := layer.words[rule.ID]
		if len(w.add) > 0 {
			// The user's words hold in every language that the rule has cues for.
			for _, lang := range languagesOf(rule) {
				s.Add = append(s.Add, lint.List{Lang: lang, Phrases: w.add})
			}
		}
		s.Ignore = append(s.Ignore, w.ignore...)
	}
	if rule.Options != nil {
		s.Options = rule.Options()
		for _, set := range options {
			if err := lint.SetOptions(s.Options, set); err != nil {
				return s, fmt.Errorf("rule %s under profile %s: %w", rule.ID, base.Name, err)
			}
		}
	}
	switch {
	case slices.Contains(l.flags.Skip, rule.ID):
		s.Severity = lint.Off
	case len(l.flags.Only) == 0:
	case !slices.Contains(l.flags.Only, rule.ID):
		s.Severity = lint.Off
	case s.Severity == lint.Off:
		s.Severity = rule.SeverityIn(lint.Audit) // asked for by name
	}
	return s, nil
}

func languagesOf(rule *lint.Rule) []string {
	if len(rule.Langs) > 0 {
		return rule.Langs
	}
	return []string{"en"}
}
