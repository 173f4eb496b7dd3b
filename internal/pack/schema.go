package pack

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"github.com/sayso-lint/sayso/lint"
)

// shape is what may stand behind a key, as JSON Schema says it.
type shape map[string]any

// The shapes that several keys share.
var (
	aText = shape{"type": "string"}
	texts = listOf(aText)
	// phrasesShape is a list of phrases, or lists by language, plain or named.
	phrasesShape = shape{"oneOf": []shape{
		aText, texts,
		{"type": "object", "propertyNames": shape{"pattern": "^[a-z]{2}$"}, "additionalProperties": shape{"oneOf": []shape{aText, texts, {"type": "object"}}}},
	}}
)

func listOf(s shape) shape { return shape{"type": "array", "items": s, "minItems": 1} }

func oneOf(words []string) shape { return shape{"enum": words} }

func oneOrMore(words []string) shape {
	return shape{"oneOf": []shape{oneOf(words), listOf(oneOf(words))}}
}

func severityShape() shape {
	each := map[string]shape{}
	for _, p := range profileNames() {
		each[p] = oneOf(severities)
	}
	return shape{"oneOf": []shape{oneOf(severities), {"type": "object", "properties": each, "additionalProperties": false}}}
}

// object is the shape of a mapping with known keys.
func object(fields []field, required ...string) shape {
	properties := map[string]shape{}
	for _, f := range fields {
		s := shape{"description": f.doc}
		for k, v := range f.shape {
			s[k] = v
		}
		properties[f.name] = s
	}
	out := shape{"type": "object", "properties": properties, "additionalProperties": false}
	if len(required) > 0 {
		out["required"] = required
	}
	return out
}

// Schema is the JSON Schema (2020-12) of pack files, made of the fields that Parse reads.
func Schema() ([]byte, error) {
	r := &reader{defaults: &defaults{}, ids: []ast.Node{nil}}
	var rules ast.Node
	rule := object(r.ruleFields(&Spec{}), "rule", "message", "bad", "good")
	var ways []shape
	for _, way := range []string{"phrases", "swap", "pattern", "limit", "near", "regex"} {
		ways = append(ways, shape{"required": []string{way}})
	}
	rule["oneOf"] = ways
	bad, good := object(r.exampleFields(&lint.Example{}, &Spec{}, true), "input", "finds"), object(r.exampleFields(&lint.Example{}, &Spec{}, false), "input")
	unless := object(r.unlessFields(&Unless{}))
	facts := []string{"Facts of a condition (when):"}
	for _, f := range FactList() {
		facts = append(facts, fmt.Sprintf("%s (%s): %s", f.Name, f.Type, f.Doc))
	}
	pack := object(r.packFields(&Pack{}, &rules), "pack")
	pack["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	pack["$id"] = "https://github.com/sayso-lint/sayso/blob/main/docs/schema/pack.schema.json"
	pack["title"] = "A pack of sayso rules"
	pack["$comment"] = strings.Join(facts, "\n")
	pack["$defs"] = map[string]shape{
		"rule":     rule,
		"standard": object(r.standardFields(&lint.Standard{})),
		"limit":    object(r.limitFields(&Limit{}), "phrases", "most", "per"),
		"option":   object(r.optionFields(&Option{}), "default", "doc"),
		"near":     object(r.nearFields(&Near{}), "phrases", "within"),
		"regex":    object(r.regexFields(&Regex{}), "anchor", "match"),
		"unless":   {"oneOf": []shape{unless, {"type": "object", "propertyNames": shape{"pattern": "^[a-z]{2}$"}, "additionalProperties": unless}}},
		"bad":      listOf(shape{"oneOf": []shape{aText, bad}}),
		"good":     listOf(shape{"oneOf": []shape{aText, good}}),
	}
	data, err := json.MarshalIndent(pack, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("schema: %w", err)
	}
	return append(data, '\n'), nil
}
