package importer

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Proselint turns the checks of an installed proselint into a pack: path is its package's folder, its folder of checks, or
// a file of them. Checks are Python; their word lists are read as literals and nothing is run.
func Proselint(path string) (*Result, error) {
	if inside := filepath.Join(path, "checks"); isFolder(inside) {
		path = inside
	}
	files := []string{path}
	if isFolder(path) {
		var err error
		if files, err = filesIn(path, ".py"); err != nil {
			return nil, err
		}
	}
	im := newImporting("proselint", "proselint")
	seen := 0
	for _, f := range files {
		text, err := readFile(f)
		if err != nil {
			return nil, err
		}
		seen += im.proselintFile(f, text)
	}
	if seen == 0 {
		return nil, fmt.Errorf("import: no check of proselint in %s; expected the folder of the package, as python3 -c 'import proselint; print(proselint.__path__[0])' shows it", path)
	}
	return im.result(), nil
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// proselintFile turns the checks of one file and gives how many there are. Up to version 0.14 a check is a function that
// binds its words and calls one of three builders; later it is a Check with a type.
func (im *importing) proselintFile(path, text string) (seen int) {
	f := &proselintFunction{}
	for _, b := range readLiterals(text, true) {
		switch {
		case b.name == "def":
			seen += im.proselintLoop(path, f)
			f = &proselintFunction{line: b.value.line, bound: map[string]value{}}
		case b.value.kind == called && b.value.text == "Check":
			seen++
			im.proselintCheck(path, b.value)
		case b.name != "" && f.bound != nil:
			f.bound[b.name] = b.value
		case proselintBuilders[lastName(b.value.text)] && f.bound != nil:
			seen++
			f.built = true
			im.proselintCall(path, lastName(b.value.text), f.resolve(b.value))
		}
	}
	return seen + im.proselintLoop(path, f)
}

var proselintBuilders = map[string]bool{"existence_check": true, "preferred_forms_check": true, "consistency_check": true}

func lastName(dotted string) string { return dotted[strings.LastIndex(dotted, ".")+1:] }

// proselintFunction is a check that is a function.
type proselintFunction struct {
	line  int
	bound map[string]value
	built bool // it called a builder
}

// resolve puts values for the names among a call's arguments.
func (f *proselintFunction) resolve(call value) value {
	for i, a := range call.items {
		if v, ok := f.bound[a.text]; ok && a.kind == named {
			v.name = a.name
			call.items[i] = v
		}
		for j, inner := range call.items[i].items {
			if v, ok := f.bound[inner.text]; ok && inner.kind == named {
				call.items[i].items[j] = v
			}
		}
	}
	return call
}

// proselintLoop turns a function that searches for its words itself: one list of them is taken for what it looks for.
func (im *importing) proselintLoop(path string, f *proselintFunction) int {
	id, named := f.bound["err"]
	if f.built || !named || id.kind != str {
		return 0
	}
	var lists []value
	for name, v := range f.bound {
		if all, left := v.strings(); v.kind == list && name != "errors" && len(all) > 0 && left == 0 {
			lists = append(lists, v)
		}
	}
	c := &check{place: place{path, f.line}, id: kebab(id.text), severity: "warning", fold: true, bounded: true}
	if len(lists) != 1 {
		im.note(c.place, "%s: looks by code", id.text)
		return 1
	}
	im.proselintWords(c, "existence_check", lists[0], f.bound["msg"].text)
	return 1
}

// proselintCall turns X_check(text, words, err, msg, ignore_case=…).
func (im *importing) proselintCall(path, how string, call value) {
	words, id, message := call.argument("list", 1), call.argument("err", 2), call.argument("msg", 3)
	at := place{path, call.line}
	if words == nil || id == nil || message == nil || id.kind != str {
		im.note(at, "%s: its words, its name or its message are made by code", how)
		return
	}
	c := &check{place: at, id: kebab(id.text), severity: "warning", fold: true, bounded: true}
	if v := call.argument("ignore_case", 99); v != nil && v.text == "False" {
		c.fold = false
	}
	if v := call.argument("require_padding", 99); v != nil && v.text == "False" {
		c.bounded = false
	}
	im.proselintWords(c, how, *words, message.text)
}

// proselintCheck turns Check(check_type=Kind(items=…), path=…, message=…).
func (im *importing) proselintCheck(file string, call value) {
	kind, id, message := call.argument("check_type", 99), call.argument("path", 99), call.argument("message", 99)
	at := place{file, call.line}
	if kind == nil || kind.kind != called || id == nil || id.kind != str || message == nil || message.kind != str {
		im.note(at, "Check: its type, its name or its message are made by code")
		return
	}
	c := &check{place: at, id: kebab(id.text), severity: "warning", fold: true, bounded: true}
	if v := call.argument("ignore_case", 99); v != nil && v.text == "False" {
		c.fold = false
	}
	how := kind.text[strings.LastIndex(kind.text, ".")+1:]
	words := kind.argument("items", 0)
	if words == nil {
		words = kind.argument("word_pairs", 0)
	}
	if words == nil {
		words = kind.argument("pattern", 0)
	}
	known := map[string]string{
		"Existence": "existence_check", "ExistenceSimple": "existence_check", "PreferredForms": "preferred_forms_check",
		"PreferredFormsSimple": "preferred_forms_check", "Consistency": "consistency_check",
	}[how]
	if known == "" || words == nil {
		im.note(at, "%s: %s has no counterpart", id.text, how)
		return
	}
	im.proselintWords(c, known, *words, message.text)
}

func (im *importing) proselintWords(c *check, how string, words value, message string) {
	if words.kind == str {
		words = value{line: words.line, kind: list, items: []value{words}}
	}
	if words.kind != list || len(words.items) == 0 {
		im.note(c.place, "%s: its words are made by code", c.id)
		return
	}
	file := c.file
	switch how {
	case "existence_check":
		c.message = fill(message, "{span}")
		all, left := words.strings()
		if left > 0 && len(all) > 0 {
			im.note(place{file, words.line}, "%s: %d of its words are made by code", c.id, left)
		}
		for _, w := range all {
			c.terms = append(c.terms, term{place: place{file, w.line}, expr: w.text})
		}
	case "preferred_forms_check":
		c.message, c.swap = fill(message, "{to}", "{span}"), true
		for _, pair := range words.items {
			c.terms = append(c.terms, preferred(file, pair)...)
		}
	case "consistency_check":
		c.message, c.apart = fill(message, "{span}"), true
		for _, pair := range words.items {
			if both, left := pair.strings(); len(both) == 2 && left == 0 {
				c.terms = append(c.terms, term{place: place{file, pair.line}, expr: both[1].text, to: []string{both[0].text}})
			}
		}
		c.message = strings.TrimSuffix(fill(message, "{span}", "the other spelling"), ".")
	}
	switch {
	case len(c.terms) == 0:
		im.note(c.place, "%s: its words are made by code", c.id)
	case c.apart:
		im.pairs(c)
	default:
		im.add(c)
	}
}

// preferred reads one form and those that it is preferred to: ["good", ["bad", …]], or "bad": "good".
func preferred(file string, pair value) (terms []term) {
	if pair.key != nil {
		if pair.kind == str {
			return []term{{place: place{file, pair.line}, expr: pair.key.text, to: []string{pair.text}}}
		}
		return nil
	}
	if len(pair.items) != 2 || pair.items[0].kind != str {
		return nil
	}
	bad := pair.items[1]
	if bad.kind == str {
		bad.items = []value{bad}
	}
	all, _ := bad.strings()
	for _, w := range all {
		terms = append(terms, term{place: place{file, w.line}, expr: w.text, to: []string{pair.items[0].text}})
	}
	return terms
}
