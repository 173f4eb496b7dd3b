package config

import (
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml/ast"

	"github.com/sayso-lint/sayso/internal/layers"
	"github.com/sayso-lint/sayso/internal/plugin"
	"github.com/sayso-lint/sayso/lint"
)

// ownPlugin is a plugin as a configuration describes it, with the places that mistakes are shown at.
type ownPlugin struct {
	plugin.Plugin
	path, sha256 string
	at, hash     ast.Node // of path and sha256
	rules        []*lint.Rule
}

// plugins reads the plugins that a configuration names. None is run: their rules are what the configuration says.
func (r *reading) plugins(n ast.Node, f *file) {
	for key, value := range r.pairs(n) {
		p := &ownPlugin{Plugin: plugin.Plugin{Name: r.text(key), Memory: plugin.UsualMemory, Timeout: plugin.UsualTimeout, Layers: layers.Usual}}
		before := len(r.errs)
		if !lint.IsName(p.Name) {
			r.fail(key, "plugin %q: a name is lower-case words joined by hyphens, such as house-units", p.Name)
		}
		r.fields(value, "plugin "+p.Name, r.pluginFields(p))
		switch {
		case len(r.errs) > before:
		case p.path == "":
			r.fail(key, "plugin %s needs path: the .wasm file, from this folder", p.Name)
		case len(p.rules) == 0:
			r.fail(key, "plugin %s needs rules: what it may find, a summary each", p.Name)
		default:
			r.pinned(key, p, f)
		}
		p.Bind(p.rules) // with mistakes, too: what is said of its rules further down shall not be called unknown as well
		more, err := r.rules.with(p.rules)
		if err != nil {
			r.fail(key, "plugin %s: %v", p.Name, err)
			continue
		}
		r.rules, f.rulebook = more, more
	}
}

// pinned reads a plugin's code and holds it against the hash that the configuration pins it by.
func (r *reading) pinned(key ast.Node, p *ownPlugin, f *file) {
	path := filepath.FromSlash(p.path)
	if !filepath.IsAbs(path) {
		path = filepath.Join(f.dir, path)
	}
	f.plugins = append(f.plugins, path)
	code, hash, err := plugin.Read(path)
	var missing *fs.PathError
	switch {
	case errors.As(err, &missing):
		r.fail(p.at, "plugin %s: %s: %v", p.Name, p.path, missing.Err)
	case err != nil:
		r.fail(p.at, "plugin %s: %s: %v", p.Name, p.path, err)
	case p.sha256 == "":
		r.fail(key, "plugin %s needs its hash, so that no other code is run than you have chosen; if %s is that: sha256: %s", p.Name, p.path, hash)
	case p.sha256 != hash:
		r.fail(p.hash, "plugin %s: %s is not the code that was pinned; if you trust what is there now: sha256: %s", p.Name, p.path, hash)
	}
	p.Code = code
}

func (r *reading) pluginFields(p *ownPlugin) map[string]func(ast.Node) {
	return map[string]func(ast.Node){
		"path":   func(n ast.Node) { p.path, p.at = r.text(n), n },
		"sha256": func(n ast.Node) { p.sha256, p.hash = strings.ToLower(r.word(n)), n },
		"memory": func(n ast.Node) {
			number, isMB := strings.CutSuffix(r.word(n), "MB")
			mb, err := strconv.Atoi(strings.TrimSpace(number))
			if !isMB || err != nil || mb < 1 || mb > plugin.MostMemory {
				r.fail(n, "memory: expected 1 MB to %d MB", plugin.MostMemory)
			}
			p.Memory = mb
		},
		"timeout": func(n ast.Node) {
			t, err := time.ParseDuration(r.word(n))
			if err != nil || t < time.Millisecond || t > plugin.MostTimeout {
				r.fail(n, "timeout: expected a time such as 500ms or 10s, at most %s", plugin.MostTimeout)
			}
			p.Timeout = t
		},
		"layers": func(n ast.Node) {
			p.Layers = r.texts(n)
			for _, name := range p.Layers {
				if !slices.Contains(layers.Names, name) {
					r.fail(n, "unknown layer %q%s (layers: %s)", name, lint.Hint(name, layers.Names), strings.Join(layers.Names, ", "))
				}
			}
		},
		"rules": func(n ast.Node) {
			for key, value := range r.pairs(n) {
				id := r.text(key)
				if !lint.IsName(id) {
					r.fail(key, "rule %q: an id is lower-case words joined by hyphens, such as mixed-units", id)
					continue
				}
				rule := &lint.Rule{ID: p.Name + "/" + id, Family: lint.Stance, Severity: always(lint.Warning), Confidence: lint.Medium}
				r.fields(value, "rule "+id, r.pluginRuleFields(rule))
				if rule.Summary == "" {
					r.fail(key, "rule %s needs summary: one line, what it finds", id)
				}
				p.rules = append(p.rules, rule)
			}
		},
	}
}

func (r *reading) pluginRuleFields(rule *lint.Rule) map[string]func(ast.Node) {
	return map[string]func(ast.Node){
		"summary": func(n ast.Node) {
			if rule.Summary = strings.TrimSpace(r.text(n)); strings.Contains(rule.Summary, "\n") {
				r.fail(n, "summary: expected one line")
			}
		},
		"why":    func(n ast.Node) { rule.Why = strings.TrimSpace(r.text(n)) },
		"remedy": func(n ast.Node) { rule.Remedy = strings.TrimSpace(r.text(n)) },
		"family": func(n ast.Node) {
			if rule.Family = lint.Family(r.text(n)); rule.Family != "" && !slices.Contains(lint.Families, rule.Family) {
				r.fail(n, "unknown family %q%s (families: %s)", rule.Family, lint.Hint(string(rule.Family), familyNames()), strings.Join(familyNames(), ", "))
			}
		},
		"confidence": func(n ast.Node) {
			c, err := lint.ParseConfidence(r.text(n))
			r.check(n, err)
			rule.Confidence = c
		},
		"severity": func(n ast.Node) { rule.Severity = r.severityByProfile(n) },
		"langs": func(n ast.Node) {
			for _, code := range r.texts(n) {
				lang, err := ParseLang(code)
				if err != nil {
					r.fail(n, "%v", err)
				}
				rule.Langs = append(rule.Langs, lang)
			}
		},
	}
}

// word is a scalar as it is written: YAML takes some hashes and times for numbers.
func (r *reading) word(n ast.Node) string {
	switch n.(type) {
	case *ast.IntegerNode, *ast.FloatNode:
		return n.GetToken().Value
	}
	return r.text(n)
}

// severityByProfile reads one severity for all profiles, or one for each; those that it does not name are off.
func (r *reading) severityByProfile(n ast.Node) map[lint.Profile]lint.Severity {
	if _, each := n.(ast.MapNode); !each {
		s, err := lint.ParseSeverity(r.text(n))
		r.check(n, err)
		return always(s)
	}
	severities := map[lint.Profile]lint.Severity{}
	for key, value := range r.pairs(n) {
		name := r.text(key)
		if builtin(name) == nil {
			r.fail(key, "unknown profile %q%s (profiles: %s)", name, lint.Hint(name, builtinNames()), strings.Join(builtinNames(), ", "))
			continue
		}
		s, err := lint.ParseSeverity(r.text(value))
		r.check(value, err)
		severities[lint.Profile(name)] = s
	}
	return severities
}

func always(s lint.Severity) map[lint.Profile]lint.Severity {
	all := map[lint.Profile]lint.Severity{}
	for _, p := range lint.Profiles {
		all[p] = s
	}
	return all
}

func familyNames() []string {
	names := make([]string, len(lint.Families))
	for i, f := range lint.Families {
		names[i] = string(f)
	}
	return names
}
