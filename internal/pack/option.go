package pack

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"github.com/sayso-lint/sayso/lint"
)

// Option is what a user may set of a rule. Its type is that of its default: true or false, a text, a whole number, a number
// or a list of texts.
type Option struct {
	Name, Doc string
	Values    []string // of a text that has few: those
	Default   any      // bool, string, int, float64 or []string
}

// field is the name of the option in the struct that lint.Rule.Options wants.
func (o *Option) field() string { return strings.ToUpper(o.Name[:1]) + o.Name[1:] }

// fresh makes such structs: what rules in Go declare, these are read from a file.
func fresh(options []Option) func() any {
	if len(options) == 0 {
		return nil
	}
	return func() any {
		fields := make([]reflect.StructField, len(options))
		for i := range options {
			o := &options[i]
			tag := fmt.Sprintf("yaml:%q doc:%q", o.Name, o.Doc)
			if len(o.Values) > 0 {
				tag += fmt.Sprintf(" enum:%q", strings.Join(o.Values, ","))
			}
			fields[i] = reflect.StructField{Name: o.field(), Type: reflect.TypeOf(o.Default), Tag: reflect.StructTag(tag)}
		}
		made := reflect.New(reflect.StructOf(fields))
		for i := range options {
			if list, ok := options[i].Default.([]string); ok {
				made.Elem().Field(i).Set(reflect.ValueOf(slices.Clone(list)))
				continue
			}
			made.Elem().Field(i).Set(reflect.ValueOf(options[i].Default))
		}
		return made.Interface()
	}
}

// OptionOf is the value in force of an option of the rule.
func OptionOf[T any](a *Asked, name string) T {
	o := Option{Name: name}
	value, _ := reflect.ValueOf(a.pass.Options).Elem().FieldByName(o.field()).Interface().(T) // of the type that its default has
	return value
}

// bound is the option's value, as the expression's machine calls it.
func (o *Option) bound(a *Asked) any {
	switch o.Default.(type) {
	case bool:
		return func() bool { return OptionOf[bool](a, o.Name) }
	case string:
		return func() string { return OptionOf[string](a, o.Name) }
	case int:
		return func() int { return OptionOf[int](a, o.Name) }
	case float64:
		return func() float64 { return OptionOf[float64](a, o.Name) }
	}
	return func() []string { return OptionOf[[]string](a, o.Name) }
}

func (s *Spec) option(name string) *Option {
	if i := slices.IndexFunc(s.Options, func(o Option) bool { return o.Name == name }); i >= 0 {
		return &s.Options[i]
	}
	return nil
}

func (s *Spec) optionNames() []string {
	names := make([]string, len(s.Options))
	for i, o := range s.Options {
		names[i] = o.Name
	}
	return names
}

// isOption tells whether a name can be an option's: lower-case words joined by underscores, as conditions can name them. In
// a configuration severity stands beside them.
func isOption(name string) bool {
	return name != "severity" && lint.IsName(strings.ReplaceAll(name, "_", "-")) && !strings.Contains(name, "-")
}

// options reads them by name.
func (r *reader) options(n ast.Node, s *Spec) {
	r.mapping(n, "options", func(name string, at, n ast.Node) {
		if !isOption(name) {
			r.mistake(at, "option %q: a name is lower-case words joined by underscores, such as min_words, and severity is taken", name)
			return
		}
		o := Option{Name: name}
		before := len(r.mistakes)
		r.fields(n, "an option", r.optionFields(&o)...)
		r.idle[optionPrefix+name] = at
		if o.Default != nil {
			s.Options = append(s.Options, o) // with a mistake, too: who asks for it then makes no second one
		}
		if len(r.mistakes) > before {
			return
		}
		switch text, isText := o.Default.(string); {
		case o.Default == nil || o.Doc == "":
			r.mistake(at, "option %s needs a default, which says its type, and doc, a line that says what it does", name)
		case len(o.Values) > 0 && !isText:
			r.mistake(at, "option %s: values are of a text", name)
		case len(o.Values) > 0 && !slices.Contains(o.Values, text):
			r.mistake(at, "option %s: its default %q is none of its values", name, text)
		}
	})
}

func (r *reader) optionFields(o *Option) []field {
	return []field{
		{"default", "what holds where nobody sets it", shape{"type": []string{"boolean", "string", "number", "array"}}, func(n ast.Node) { o.Default = r.value(n) }},
		{"values", "the values that a text may have", texts, func(n ast.Node) {
			r.texts("values", &o.Values)(n)
			if slices.ContainsFunc(o.Values, func(v string) bool { return v == "" || strings.Contains(v, ",") }) {
				r.mistake(n, "values: a value is a text without commas")
			}
		}},
		{"doc", "one line: what it does", aText, r.word(&o.Doc)},
	}
}

// value reads a value of one of the types of options; nil where it is of none.
func (r *reader) value(n ast.Node) any {
	switch v := n.(type) {
	case *ast.BoolNode:
		return v.Value
	case *ast.IntegerNode:
		return r.count(n, "an option")
	case *ast.FloatNode:
		return v.Value
	case *ast.SequenceNode:
		list := []string{}
		r.texts("an option", &list)(n)
		return list
	case *ast.StringNode:
		return v.Value
	}
	r.mistake(n, "expected true or false, a text, a number or a list of texts")
	return nil
}

// values reads the options of an example, and holds them against those that the rule has.
func (r *reader) values(n ast.Node, s *Spec) map[string]any {
	all := map[string]any{}
	r.mapping(n, "options", func(name string, at, n ast.Node) {
		value := r.value(n)
		if value == nil {
			return
		}
		all[name] = value
		if s.option(name) != nil {
			at = n
		}
		if err := lint.SetOptions(s.options(), map[string]any{name: value}); err != nil {
			r.mistake(at, "%v", err)
		}
	})
	return all
}

// options are the rule's at their defaults; nil where it has none.
func (s *Spec) options() any {
	made := fresh(s.Options)
	if made == nil {
		return nil
	}
	return made()
}

// words reads lists of words by name.
func (r *reader) words(n ast.Node, s *Spec) {
	r.mapping(n, "words", func(name string, at, n ast.Node) {
		if !lint.IsName(name) {
			r.mistake(at, "words: the name of a list is lower-case words joined by hyphens, got %q", name)
			return
		}
		words := WordList{Name: name}
		r.oneOrMore(n, func(n ast.Node) {
			var text string
			r.text(n, &text)
			for field := range strings.FieldsSeq(text) {
				item, err := parseItem(field)
				if err == nil && (item.Optional || item.Kind != Word && item.Kind != Tagged) {
					err = fmt.Errorf("%q: expected single words, and parts of speech such as <JJ>", field)
				}
				if err != nil {
					r.mistake(n, "words: %v", err)
				}
				words.Words, words.Tags = append(words.Words, item.Words...), append(words.Tags, item.Tags...)
			}
		})
		s.Words = append(s.Words, words)
		r.idle[list(name)] = at
	})
}

// list is what a list of words is called beside facts and options.
func list(name string) string { return fmt.Sprintf("the list %q", name) }

func (s *Spec) wordLists() []string {
	names := make([]string, len(s.Words))
	for i, l := range s.Words {
		names[i] = l.Name
	}
	return names
}
