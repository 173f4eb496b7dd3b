package pack

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"github.com/sayso-lint/sayso/internal/match"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/modality"
)

// Parse reads the rules of a file, a YAML document each. The error joins one line a mistake, each with file, line and
// column, and the nearest known name where a name is wrong.
func Parse(file string, data []byte) ([]*Spec, error) {
	r := &reader{file: file}
	tree, err := parser.ParseBytes(data, 0)
	if err != nil {
		return nil, r.syntax(err)
	}
	var specs []*Spec
	for _, doc := range tree.Docs {
		if doc.Body == nil || doc.Body.Type() == ast.CommentType || doc.Body.Type() == ast.CommentGroupType {
			continue
		}
		specs = append(specs, r.spec(doc.Body))
	}
	if len(r.mistakes) > 0 {
		return nil, errors.Join(r.mistakes...)
	}
	if len(specs) == 0 {
		return nil, fmt.Errorf("%s: no rule in it", file)
	}
	return specs, nil
}

// reader walks the YAML tree. It does not decode into structs, because a mistake is to be shown where it stands.
type reader struct {
	file     string
	mistakes []error
}

func (r *reader) mistake(n ast.Node, format string, args ...any) {
	at := n.GetToken().Position
	r.mistakes = append(r.mistakes, fmt.Errorf("%s:%d:%d: %s", r.file, at.Line, at.Column, fmt.Sprintf(format, args...)))
}

func (r *reader) syntax(err error) error {
	if s, ok := errors.AsType[*yaml.SyntaxError](err); ok {
		return fmt.Errorf("%s:%d:%d: %s", r.file, s.Token.Position.Line, s.Token.Position.Column, s.Message)
	}
	return fmt.Errorf("%s: %w", r.file, err)
}

// field is a key that a mapping may have, and what reads its value.
type field struct {
	name string
	read func(ast.Node)
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

// spec reads a rule.
func (r *reader) spec(n ast.Node) *Spec {
	s := &Spec{}
	r.fields(n, "a rule",
		field{"id", r.word(&s.ID)},
		field{"summary", r.word(&s.Summary)},
		field{"why", r.word(&s.Why)},
		field{"remedy", r.word(&s.Remedy)},
		field{"family", func(n ast.Node) { r.family(n, &s.Family) }},
		field{"severity", func(n ast.Node) { r.severities(n, s) }},
		field{"confidence", func(n ast.Node) { r.confidence(n, &s.Confidence) }},
		field{"since", r.word(&s.Since)},
		field{"standards", func(n ast.Node) {
			r.sequence(n, "standards", func(n ast.Node) {
				var st lint.Standard
				r.fields(n, "a standard", field{"source", r.word(&st.Source)}, field{"where", r.word(&st.Where)}, field{"demands", r.word(&st.Demands)})
				s.Standards = append(s.Standards, st)
			})
		}},
		field{"replaces", r.texts("replaces", &s.Replaces)},
		field{"message", r.word(&s.Message)},
		field{"cues", func(n ast.Node) { r.cues(n, s) }},
		field{"voice", func(n ast.Node) { s.Voice = Voice(r.choice(n, "voice", []string{"author", "source", "any"})) }},
		field{"mood", func(n ast.Node) { r.moods(n, s) }},
		field{"unless", func(n ast.Node) { r.unless(n, s) }},
		field{"bad", func(n ast.Node) { r.examples(n, s, true) }},
		field{"good", func(n ast.Node) { r.examples(n, s, false) }},
	)
	if len(r.mistakes) == 0 {
		r.complete(n, s)
	}
	return s
}

// complete asks of the whole what its parts cannot show.
func (r *reader) complete(n ast.Node, s *Spec) {
	if s.Message == "" {
		r.mistake(n, "rule %s: message is empty", s.ID)
	}
	if err := lint.Validate(s.Rule()); err != nil {
		for line := range strings.SplitSeq(err.Error(), "\n") {
			r.mistake(n, "%s", line)
		}
	}
	if _, err := match.New(s.Rule().Cues.Lists); err != nil {
		r.mistake(n, "rule %s: cues: %v", s.ID, err)
	}
	if _, err := match.New(s.excuses()); err != nil {
		r.mistake(n, "rule %s: unless: %v", s.ID, err)
	}
}

// choice reads one of several words and gives its index.
func (r *reader) choice(n ast.Node, what string, known []string) int {
	var s string
	r.text(n, &s)
	i := slices.Index(known, s)
	if i < 0 {
		r.unknown(n, what, s, known)
	}
	return max(i, 0)
}

func (r *reader) family(n ast.Node, into *lint.Family) {
	known := make([]string, len(lint.Families))
	for i, f := range lint.Families {
		known[i] = string(f)
	}
	*into = lint.Families[r.choice(n, "family", known)]
}

// severities reads one severity for all profiles, or one for each.
func (r *reader) severities(n ast.Node, s *Spec) {
	s.Severity = map[lint.Profile]lint.Severity{}
	known := make([]string, len(lint.Profiles))
	for i, p := range lint.Profiles {
		known[i] = string(p)
	}
	if _, ok := n.(ast.MapNode); !ok {
		var v lint.Severity
		r.severity(n, &v)
		for _, p := range lint.Profiles {
			s.Severity[p] = v
		}
		return
	}
	r.mapping(n, "severity", func(key string, at, value ast.Node) {
		if !slices.Contains(known, key) {
			r.unknown(at, "profile", key, known)
			return
		}
		var v lint.Severity
		r.severity(value, &v)
		s.Severity[lint.Profile(key)] = v
	})
}

var moods = []string{"question", "conditional", "negation", "imperative"}

func (r *reader) moods(n ast.Node, s *Spec) {
	r.sequence(n, "mood", func(n ast.Node) {
		s.Mood |= [...]modality.Mood{modality.Question, modality.Protasis, modality.Negated, modality.Imperative}[r.choice(n, "mood", moods)]
	})
}

// cues reads, by language, a list of phrases or named lists of them.
func (r *reader) cues(n ast.Node, s *Spec) {
	r.languages(n, "cues", func(lang string, n ast.Node) {
		if _, ok := n.(*ast.SequenceNode); ok {
			c := Cues{Lang: lang}
			r.texts("cues", &c.Phrases)(n)
			s.Cues = append(s.Cues, c)
			return
		}
		r.mapping(n, "cues", func(name string, _, n ast.Node) {
			c := Cues{Lang: lang, Name: name}
			if _, ok := n.(*ast.SequenceNode); ok {
				r.texts("cues", &c.Phrases)(n)
			} else {
				r.fields(n, "a list of cues",
					field{"severity", func(n ast.Node) { r.severity(n, &c.Severity) }},
					field{"confidence", func(n ast.Node) { r.confidence(n, &c.Confidence) }},
					field{"phrases", r.texts("phrases", &c.Phrases)},
				)
			}
			s.Cues = append(s.Cues, c)
		})
	})
}

func (r *reader) unless(n ast.Node, s *Spec) {
	r.languages(n, "unless", func(lang string, n ast.Node) {
		u := Unless{Lang: lang}
		r.fields(n, "unless",
			field{"around", r.texts("around", &u.Around)},
			field{"before", r.texts("before", &u.Before)},
			field{"after", r.texts("after", &u.After)},
		)
		s.Unless = append(s.Unless, u)
	})
}

// languages reads a mapping by ISO 639-1 code.
func (r *reader) languages(n ast.Node, what string, do func(lang string, n ast.Node)) {
	r.mapping(n, what, func(lang string, at, n ast.Node) {
		if len(lang) != 2 || strings.Trim(lang, "abcdefghijklmnopqrstuvwxyz") != "" {
			r.mistake(at, "%s: expected a language such as en, got %q", what, lang)
			return
		}
		do(lang, n)
	})
}

func (r *reader) examples(n ast.Node, s *Spec, bad bool) {
	r.sequence(n, "examples", func(n ast.Node) {
		var x lint.Example
		var profile string
		known := []field{{"input", r.word(&x.Input)}, {"format", r.word(&x.Format)}, {"profile", r.word(&profile)}}
		if bad {
			known = append(known, field{"finds", r.word(&x.Finds)})
		} else {
			known = append(known, field{"because", r.word(&x.Because)}, field{"expect", func(n ast.Node) { r.severity(n, &x.Expect) }})
		}
		r.fields(n, "an example", known...)
		x.Profile = lint.Profile(profile)
		switch {
		case x.Input == "":
			r.mistake(n, "an example has no input")
		case bad && !strings.Contains(x.Input, x.Finds):
			r.mistake(n, "what the example finds, %q, is not in its input", x.Finds)
		case bad && x.Finds == "":
			r.mistake(n, "a bad example says what it finds")
		}
		s.Examples = append(s.Examples, x)
	})
}
