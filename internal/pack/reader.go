package pack

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"

	"github.com/sayso-lint/sayso/internal/bounded"
	"github.com/sayso-lint/sayso/lint"
)

// reader walks the YAML tree. It does not decode into structs, because a mistake is to be shown where it stands.
type reader struct {
	file     string
	defaults *defaults
	lines    []string // of the file
	mistakes []error
	ids      []ast.Node          // of the rules read, where they are named
	idle     map[string]ast.Node // lists and options of the rule that is being read that no expression of it has asked about yet
}

func (r *reader) mistake(n ast.Node, format string, args ...any) {
	at := Position(n)
	r.mistakes = append(r.mistakes, fmt.Errorf("%s:%d:%d: %s", r.file, at.Line, at.Column, bounded.Message(fmt.Sprintf(format, args...))))
}

// Position is where a node of YAML begins. A mapping's own token is the colon of its first pair, so its first key is asked.
func Position(n ast.Node) token.Position {
	switch m := n.(type) {
	case *ast.MappingNode:
		if len(m.Values) > 0 && !m.IsFlowStyle {
			return Position(m.Values[0].Key)
		}
	case *ast.MappingValueNode:
		return Position(m.Key)
	}
	if t := n.GetToken(); t != nil && t.Position != nil {
		return *t.Position
	}
	return token.Position{Line: 1, Column: 1}
}

func (r *reader) syntax(err error) error {
	if s, ok := errors.AsType[*yaml.SyntaxError](err); ok {
		return fmt.Errorf("%s:%d:%d: %s", r.file, s.Token.Position.Line, s.Token.Position.Column, bounded.Worded(s.Message))
	}
	return fmt.Errorf("%s: %w", r.file, err)
}

// field is a key that a mapping may have: what it is for, what may stand behind it, and what reads that. The schema is made
// of the same fields.
type field struct {
	name, doc string
	shape     shape
	read      func(ast.Node)
}

// fields reads a mapping with known keys.
func (r *reader) fields(n ast.Node, what string, known ...field) {
	r.mapping(n, what, func(key string, at, value ast.Node) {
		i := slices.IndexFunc(known, func(f field) bool { return f.name == key })
		if i < 0 {
			r.unknown(at, "key", key, names(known))
			return
		}
		known[i].read(value)
	})
}

func names(known []field) []string {
	list := make([]string, len(known))
	for i, f := range known {
		list[i] = f.name
	}
	return list
}

func (r *reader) unknown(at ast.Node, what, name string, known []string) {
	if near := lint.Nearest(name, known); near != "" {
		r.mistake(at, "unknown %s %q; did you mean %q?", what, name, near)
		return
	}
	r.mistake(at, "unknown %s %q; expected one of %s", what, name, strings.Join(known, ", "))
}

// mapping calls do for each pair of a mapping.
func (r *reader) mapping(n ast.Node, what string, do func(key string, at, value ast.Node)) {
	m, ok := plain(n).(ast.MapNode)
	if !ok {
		r.mistake(n, "%s: expected keys and values", what)
		return
	}
	for it := m.MapRange(); it.Next(); {
		if key, ok := it.Key().(ast.ScalarNode); ok {
			do(fmt.Sprint(key.GetValue()), it.Key(), plain(it.Value()))
		} else {
			r.mistake(it.Key(), "%s: expected a plain key", what)
		}
	}
}

// plain looks through tags and anchors.
func plain(n ast.Node) ast.Node {
	for {
		switch x := n.(type) {
		case *ast.TagNode:
			n = x.Value
		case *ast.AnchorNode:
			n = x.Value
		default:
			return n
		}
	}
}

func (r *reader) sequence(n ast.Node, what string, do func(ast.Node)) {
	s, ok := n.(*ast.SequenceNode)
	if !ok {
		r.mistake(n, "%s: expected a list", what)
		return
	}
	for _, v := range s.Values {
		do(plain(v))
	}
}

func (r *reader) text(n ast.Node, into *string) {
	switch v := n.(type) {
	case *ast.StringNode:
		*into = strings.TrimSpace(v.Value)
	case *ast.LiteralNode:
		*into = strings.TrimSpace(v.Value.Value)
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		*into = n.GetToken().Value // a version, a year, an "off"
	default:
		r.mistake(n, "expected a text")
	}
}

func (r *reader) word(into *string) func(ast.Node) { return func(n ast.Node) { r.text(n, into) } }

func (r *reader) texts(what string, into *[]string) func(ast.Node) {
	return func(n ast.Node) {
		r.sequence(n, what, func(v ast.Node) {
			var s string
			r.text(v, &s)
			*into = append(*into, s)
		})
	}
}

func (r *reader) severity(n ast.Node, into *lint.Severity) {
	var s string
	r.text(n, &s)
	v, err := lint.ParseSeverity(s)
	if err != nil {
		r.mistake(n, "%v", err)
	}
	*into = v
}

func (r *reader) confidence(n ast.Node, into *lint.Confidence) {
	var s string
	r.text(n, &s)
	v, err := lint.ParseConfidence(s)
	if err != nil {
		r.mistake(n, "%v", err)
	}
	*into = v
}
