package config

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/goccy/go-yaml/ast"

	"github.com/sayso-lint/sayso/internal/layers"
	"github.com/sayso-lint/sayso/lint"
)

// shape is what may stand behind a key, as JSON Schema says it.
type shape map[string]any

func listOf(s shape) shape { return shape{"type": "array", "items": s} }

func oneOrMore(s shape) shape { return shape{"oneOf": []shape{s, listOf(s)}} }

func oneOf(words ...string) shape { return shape{"enum": words} }

var (
	aText      = shape{"type": "string"}
	severities = oneOf("off", "info", "warning", "error")
)

// shapes are what may stand behind the keys that file and layer read. A key that is read and has none is refused by
// Schema, and so by a test.
var shapes = map[string]shape{
	"profile":        {"type": "string", "description": "the genre, which decides how bad a finding is: one of sayso's profiles or of your own"},
	"rules":          {"$ref": "#/$defs/rules", "description": "one line a rule: off, info, warning or error, or its options"},
	"words":          {"$ref": "#/$defs/words", "description": "your own words: more that wake a rule, and phrases that never count"},
	"lang":           {"type": "string", "description": "the language of the texts, where it need not be found out"},
	"as-of":          {"type": "string", "format": "date", "description": "the day that the texts speak from"},
	"fail-on":        {"enum": []string{"error", "warning", "info", "never"}, "description": "exit with code 1 from this severity on"},
	"min-confidence": {"enum": []string{"low", "medium", "high"}, "description": "leave out findings that are less sure"},
	"noise-budget":   {"type": "integer", "minimum": 0, "description": "warnings and errors per 1,000 words that are shown as such; 0: all of them"},
	"profiles":       {"type": "object", "additionalProperties": shape{"$ref": "#/$defs/profile"}, "description": "profiles of your own"},
	"extends":        {"type": "string", "description": "the profile that this one builds on"},
	"ignore":         {"oneOf": []shape{aText, listOf(aText)}, "description": "files that are never checked, as globs from this folder"},
	"overrides":      {"type": "array", "items": shape{"$ref": "#/$defs/override"}, "description": "other settings for some files; the last one that matches wins"},
	"files":          {"oneOf": []shape{aText, listOf(aText)}, "description": "the globs that the override is for"},
	"allow":          {"type": "array", "items": shape{"$ref": "#/$defs/allow"}, "description": "findings that may stand, with a reason"},
	"scales": {
		"type": "object", "description": "likelihood scales of your own: term, [low, high] in percent, from the least likely on",
		"additionalProperties": shape{"type": "object", "additionalProperties": shape{"type": "array", "items": shape{"type": "number"}, "minItems": 2, "maxItems": 2}},
	},
	"baseline": {"type": "string", "description": "the file of known findings, from this folder"},
	"packs":    {"type": "array", "items": aText, "description": "packs of rules: names of shipped ones, or YAML files and folders of them, from this folder"},
	"plugins":  {"type": "object", "additionalProperties": shape{"$ref": "#/$defs/plugin"}, "description": "rules that programs in WebAssembly check, by the plugin's name"},
}

// pluginShapes are what may stand behind the keys of a plugin and of a rule of one.
var pluginShapes = map[string]shape{
	"path":       {"type": "string", "description": "the .wasm file, from this folder"},
	"sha256":     {"type": "string", "pattern": "^[0-9a-fA-F]{64}$", "description": "the hash of that file: no other code is run"},
	"memory":     {"type": "string", "pattern": "^[0-9]+ *MB$", "description": "the most that it may use, 256 MB where it is left out"},
	"timeout":    {"type": "string", "description": "the longest that it may take for a document (500ms, 10s), 10s where it is left out"},
	"layers":     oneOrMore(oneOf(layers.Names...)),
	"rules":      {"type": "object", "additionalProperties": shape{"$ref": "#/$defs/pluginRule"}, "description": "what it may find, by id"},
	"summary":    {"type": "string", "description": "one line: what the rule finds"},
	"why":        {"type": "string", "description": "why an editor would want it"},
	"remedy":     {"type": "string", "description": "how the author mends it"},
	"family":     oneOf(familyNames()...),
	"confidence": oneOf("low", "medium", "high"),
	"severity":   {"oneOf": []shape{severities, {"type": "object", "additionalProperties": severities}}},
	"langs":      oneOrMore(aText),
}

// Schema is the JSON Schema (2020-12) of .sayso.yaml, made of the keys that a configuration is read by and of the rules
// and their options.
func Schema(rules []*lint.Rule) ([]byte, error) {
	r := &reading{rules: &rulebook{}}
	objectOf := func(shapes map[string]shape, required []string, readers map[string]func(ast.Node)) (shape, error) {
		properties := map[string]shape{}
		for _, key := range slices.Sorted(maps.Keys(readers)) {
			s, known := shapes[key]
			if !known {
				return nil, fmt.Errorf("schema: no shape for key %q", key)
			}
			properties[key] = s
		}
		out := shape{"type": "object", "properties": properties, "additionalProperties": false}
		if len(required) > 0 {
			out["required"] = required
		}
		return out, nil
	}
	object := func(required []string, readers map[string]func(ast.Node)) (shape, error) {
		return objectOf(shapes, required, readers)
	}
	whole, err := object(nil, r.fileFields(&file{}))
	if err != nil {
		return nil, err
	}
	profile, err := object(nil, r.profileFields(&ownProfile{}))
	if err != nil {
		return nil, err
	}
	over, err := object([]string{"files"}, r.overrideFields(&override{}))
	if err != nil {
		return nil, err
	}
	ofPlugin, err := objectOf(pluginShapes, []string{"path", "sha256", "rules"}, r.pluginFields(&ownPlugin{}))
	if err != nil {
		return nil, err
	}
	pluginRule, err := objectOf(pluginShapes, []string{"summary"}, r.pluginRuleFields(&lint.Rule{}))
	if err != nil {
		return nil, err
	}
	change, words := map[string]shape{}, map[string]shape{}
	for _, rule := range rules {
		change[rule.ID] = ruleShape(rule)
		words[rule.ID] = shape{"$ref": "#/$defs/wordlist"}
	}
	// The rules of packs and plugins are not known here, so ids with a stroke pass.
	ofPack := "^[a-z0-9-]+/[a-z0-9-]+$"
	whole["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	whole["$id"] = "https://github.com/sayso-lint/sayso/blob/main/docs/schema/sayso.schema.json"
	whole["title"] = "The configuration of sayso: " + Name
	whole["$defs"] = map[string]shape{
		"profile":    profile,
		"override":   over,
		"plugin":     ofPlugin,
		"pluginRule": pluginRule,
		"rules": {
			"type": "object", "properties": change, "additionalProperties": false,
			"patternProperties": map[string]shape{ofPack: {"oneOf": []shape{severities, {"type": "object", "properties": map[string]shape{"severity": severities}}}}},
		},
		"words": {
			"type": "object", "properties": words, "additionalProperties": false,
			"patternProperties": map[string]shape{ofPack: {"$ref": "#/$defs/wordlist"}},
		},
		"wordlist": {"type": "object", "additionalProperties": false, "properties": map[string]shape{"add": oneOrMore(aText), "ignore": oneOrMore(aText)}},
		"allow": {
			"type": "object", "additionalProperties": false, "required": []string{"rule", "reason"},
			"properties": map[string]shape{
				"rule":   {"type": "string", "description": "the rule's id"},
				"path":   {"type": "string", "description": "a glob; every file where it is left out"},
				"text":   {"type": "string", "description": "the phrase that may stand; all of the rule's findings where it is left out"},
				"reason": {"type": "string", "minLength": 1, "description": "why"},
			},
		},
	}
	data, err := json.MarshalIndent(whole, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("schema: %w", err)
	}
	return append(data, '\n'), nil
}

// ruleShape is a severity, or a severity and options.
func ruleShape(rule *lint.Rule) shape {
	properties := map[string]shape{"severity": severities}
	for _, o := range rule.OptionList() {
		s := shape{"description": o.Doc, "default": o.Default}
		// A scale of the user's own is named where a published one is.
		few := len(o.Enum) > 0 && o.Name != "scale"
		switch o.Default.(type) {
		case bool:
			s["type"] = "boolean"
		case int:
			s["type"] = "integer"
		case float64:
			s["type"] = "number"
		case []string:
			s["type"], s["items"] = "array", aText
			if few {
				s["items"] = oneOf(o.Enum...)
			}
		default:
			s["type"] = "string"
			if few {
				delete(s, "type")
				s["enum"] = o.Enum
			}
		}
		properties[o.Name] = s
	}
	return shape{
		"description": rule.Summary,
		"oneOf":       []shape{severities, {"type": "object", "properties": properties, "additionalProperties": false}},
	}
}
