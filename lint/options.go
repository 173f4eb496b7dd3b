package lint

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
)

// Options are a struct whose fields have three tags: yaml, the name in the configuration; doc, one line for the
// documentation; and, for a string with few values, enum, the values joined by commas. A field is a bool, a string, an
// int, a float64 or a slice of strings. The values that Rule.Options fills in are the defaults.

// Option is one field of a rule's options, for documentation and schema.
type Option struct {
	Name    string
	Doc     string
	Enum    []string // nil: any value
	Default any      // bool, string, int, float64 or []string
}

// OptionError is a mistake in the value of one option, or in its name.
type OptionError struct {
	Option  string // the name as it was given
	Problem string // stands behind "option NAME: "
}

func (e *OptionError) Error() string { return fmt.Sprintf("option %s: %s", e.Option, e.Problem) }

// OptionList lists the options of a rule in the order of their declaration; empty where it has none.
func (r *Rule) OptionList() []Option {
	if r.Options == nil {
		return nil
	}
	v := reflect.Indirect(reflect.ValueOf(r.Options()))
	var list []Option
	for i := range v.NumField() {
		f := v.Type().Field(i)
		list = append(list, Option{Name: optionName(f), Doc: f.Tag.Get("doc"), Enum: enum(f), Default: v.Field(i).Interface()})
	}
	return list
}

// SetOptions fills the struct that options points to from values, by the fields' yaml tags. Fields that values does not
// name keep what they hold. Numbers may come in any of Go's types, as decoders give them. The error is an *OptionError:
// an unknown name (with the nearest known one), a value of the wrong type, or one outside of its enum; of several the
// first by name.
func SetOptions(options any, values map[string]any) error {
	v := reflect.Indirect(reflect.ValueOf(options))
	names := make([]string, 0, len(values))
	for name := range values {
		names = append(names, name)
	}
	slices.Sort(names)
	if !v.IsValid() {
		if len(names) > 0 {
			return &OptionError{names[0], "the rule has no options"}
		}
		return nil
	}
	fields := make(map[string]int, v.NumField())
	known := make([]string, 0, v.NumField())
	for i := range v.NumField() {
		name := optionName(v.Type().Field(i))
		fields[name] = i
		known = append(known, name)
	}
	for _, name := range names {
		i, ok := fields[name]
		if !ok {
			problem := "there is no such option; expected " + strings.Join(known, ", ")
			if near := Nearest(name, known); near != "" {
				problem = fmt.Sprintf("there is no such option; did you mean %s?", near)
			}
			return &OptionError{name, problem}
		}
		if problem := setField(v.Field(i), enum(v.Type().Field(i)), values[name]); problem != "" {
			return &OptionError{name, problem}
		}
	}
	return nil
}

// setField gives the problem, or "".
func setField(field reflect.Value, enum []string, value any) string {
	switch field.Kind() {
	case reflect.Bool:
		b, ok := value.(bool)
		if !ok {
			return expected("true or false", value)
		}
		field.SetBool(b)
	case reflect.String:
		s, ok := value.(string)
		if b, isBool := value.(bool); isBool && len(enum) > 0 {
			// YAML 1.1 habits: a bare off is a boolean to some decoders and writers.
			s, ok = map[bool]string{true: "on", false: "off"}[b], true
		}
		if !ok {
			return expected("a text", value)
		}
		if len(enum) > 0 && !slices.Contains(enum, s) {
			return expected("one of "+strings.Join(enum, ", "), value)
		}
		field.SetString(s)
	case reflect.Int:
		f, ok := number(value)
		if !ok || f != math.Trunc(f) {
			return expected("a whole number", value)
		}
		field.SetInt(int64(f))
	case reflect.Float64:
		f, ok := number(value)
		if !ok {
			return expected("a number", value)
		}
		field.SetFloat(f)
	case reflect.Slice:
		list, ok := texts(value)
		if !ok {
			return expected("a list of texts", value)
		}
		for _, s := range list {
			if len(enum) > 0 && !slices.Contains(enum, s) {
				return expected("only "+strings.Join(enum, ", "), s)
			}
		}
		field.Set(reflect.ValueOf(list))
	default:
		return fmt.Sprintf("its Go type %s cannot be configured; this is a fault of the rule", field.Type())
	}
	return ""
}

func expected(what string, got any) string {
	switch v := got.(type) {
	case nil:
		return fmt.Sprintf("expected %s, got nothing", what)
	case string:
		return fmt.Sprintf("expected %s, got %q", what, v)
	case []any, []string:
		return fmt.Sprintf("expected %s, got a list", what)
	case map[string]any:
		return fmt.Sprintf("expected %s, got a mapping", what)
	}
	return fmt.Sprintf("expected %s, got %v", what, got)
}

func number(value any) (float64, bool) {
	switch v := reflect.ValueOf(value); {
	case !v.IsValid():
		return 0, false
	case v.CanInt():
		return float64(v.Int()), true
	case v.CanUint():
		return float64(v.Uint()), true
	case v.CanFloat():
		return v.Float(), true
	}
	return 0, false
}

func texts(value any) ([]string, bool) {
	switch v := value.(type) {
	case []string:
		return slices.Clone(v), true
	case []any:
		list := make([]string, 0, len(v))
		for _, e := range v {
			s, ok := e.(string)
			if !ok {
				return nil, false
			}
			list = append(list, s)
		}
		return list, true
	}
	return nil, false
}

func optionName(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("yaml"), ",")
	return name
}

func enum(f reflect.StructField) []string {
	if e := f.Tag.Get("enum"); e != "" {
		return strings.Split(e, ",")
	}
	return nil
}
