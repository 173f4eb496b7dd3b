package main

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/sayso-lint/sayso/internal/pack"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/modality"
)

// constants are what Go source calls the values of a type that a reader would rather not see as numbers.
var constants = map[reflect.Type]func(uint64) string{
	reflect.TypeFor[lint.Severity]():   func(v uint64) string { return "lint." + title(lint.Severity(v).String()) },
	reflect.TypeFor[lint.Confidence](): func(v uint64) string { return "lint." + title(lint.Confidence(v).String()) },
	reflect.TypeFor[pack.Voice]():      func(v uint64) string { return "pack." + [...]string{"Author", "Source", "Any"}[v] },
	reflect.TypeFor[modality.Mood]():   func(v uint64) string { return strconv.FormatUint(v, 10) },
}

func title(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// source is Go source being written, and what it has to import.
type source struct {
	strings.Builder
	imports map[string]bool
}

func newSource() *source { return &source{imports: map[string]bool{}} }

// importing is the import declaration.
func (b *source) importing() string {
	var s strings.Builder
	s.WriteString("import (\n")
	for _, path := range slices.Sorted(maps.Keys(b.imports)) {
		fmt.Fprintf(&s, "\t%q\n", path)
	}
	return s.String() + ")\n\n"
}

// typeOf writes a type's name.
func (b *source) typeOf(t reflect.Type) {
	for named := t; ; named = named.Elem() {
		if named.PkgPath() != "" {
			b.imports[named.PkgPath()] = true
			break
		}
		if kind := named.Kind(); kind != reflect.Slice && kind != reflect.Pointer {
			break
		}
	}
	if t.Kind() == reflect.Map {
		b.imports[t.Key().PkgPath()], b.imports[t.Elem().PkgPath()] = true, true
	}
	b.WriteString(t.String())
}

// literal writes a value as Go source; zero fields are left out. It knows the kinds that pack.Pack is made of.
func (b *source) literal(v reflect.Value) {
	if name := constants[v.Type()]; name != nil {
		b.WriteString(name(v.Uint()))
		if v.Type() != reflect.TypeFor[modality.Mood]() { // which is written as a number
			b.imports[v.Type().PkgPath()] = true
		}
		return
	}
	switch v.Kind() {
	case reflect.Bool:
		b.WriteString(strconv.FormatBool(v.Bool()))
	case reflect.Int:
		b.WriteString(strconv.FormatInt(v.Int(), 10))
	case reflect.Uint8:
		b.WriteString(strconv.FormatUint(v.Uint(), 10))
	case reflect.Pointer:
		b.WriteString("&")
		b.literal(v.Elem())
	case reflect.String:
		b.WriteString(strconv.Quote(v.String()))
	case reflect.Struct:
		b.typeOf(v.Type())
		b.WriteString("{")
		for i := range v.NumField() {
			// Where a rule was read from is of no use to a program that has it compiled.
			if name := v.Type().Field(i).Name; !v.Field(i).IsZero() && name != "File" && name != "Lines" {
				b.WriteString(v.Type().Field(i).Name + ": ")
				b.literal(v.Field(i))
				b.WriteString(", ")
			}
		}
		if spec, ok := v.Interface().(pack.Spec); ok {
			b.expressions(&spec)
		}
		b.WriteString("}")
	case reflect.Interface:
		b.literal(v.Elem())
	case reflect.Float64:
		b.WriteString("float64(" + strconv.FormatFloat(v.Float(), 'g', -1, 64) + ")")
	case reflect.Slice:
		b.typeOf(v.Type())
		b.WriteString("{")
		line := 0 // where it begins
		for i := range v.Len() {
			if i == 0 || v.Type().Elem().Kind() != reflect.String || b.Len()-line > 120 {
				b.WriteString("\n")
				line = b.Len()
			}
			b.literal(v.Index(i))
			b.WriteString(",")
		}
		b.WriteString("\n}")
	case reflect.Map:
		b.typeOf(v.Type())
		b.WriteString("{")
		for _, p := range lint.Profiles { // the only map there is goes by profile
			if e := v.MapIndex(reflect.ValueOf(p)); e.IsValid() {
				b.WriteString(strconv.Quote(string(p)) + ": ")
				b.literal(e)
				b.WriteString(", ")
			}
		}
		b.WriteString("}")
	default:
		panic(fmt.Sprintf("generate: no literal for %s", v.Type()))
	}
}

// variable is the name of the variable that holds what there is of a rule, or of a pack, of a kind.
func variable(kind, id string) string {
	var name strings.Builder
	name.WriteString(kind)
	for word := range strings.FieldsFuncSeq(id, func(r rune) bool { return r == '-' || r == '/' }) {
		name.WriteString(title(word))
	}
	return name.String()
}
