package importer

import (
	"fmt"
	"path/filepath"
	"strings"
)

// writeGoodLists are the modules that write-good takes its words from, where they keep them, and what it says of them.
var writeGoodLists = []struct {
	module, file, array string
	id, message         string
	term                func(string) string
}{
	{"weasel-words", "weasel.js", "weasels", "weasel-word", `"{span}" is a weasel word`, nil},
	{"adverb-where", "adverbs.js", "adverbs", "adverb", `"{span}" can weaken meaning`, func(s string) string { return s + "y" }},
	{"adverb-where", "adverbs.js", "weakens", "weak-word", `"{span}" can weaken meaning`, nil},
	{"too-wordy", "too-wordy.js", "wordyWords", "too-wordy", `"{span}" is wordy or unneeded`, nil},
	{"no-cliches", "cliches.js", "cliches", "cliche", `"{span}" is a cliche`, nil},
	{"passive-voice", "passive.js", "irregulars", "passive-voice", `"{span}" may be passive voice`, nil},
}

// WriteGood turns the word lists of an installed write-good into a pack: path is its folder, the node_modules that it is
// in, or the folder of the project that uses it. The lists are JavaScript; they are read as literals and nothing is run.
func WriteGood(path string) (*Result, error) {
	im := newImporting("write-good", "write-good")
	found := false
	for _, l := range writeGoodLists {
		folder := writeGoodModule(path, l.module)
		if folder == "" {
			im.note(place{filepath.Join(path, l.module), 1}, "not installed there")
			continue
		}
		file := filepath.Join(folder, l.file)
		text, err := readFile(file)
		if err != nil {
			im.note(place{file, 1}, "%v", err)
			continue
		}
		found = true
		var words value
		for _, b := range readLiterals(text, false) {
			if b.name == l.array && b.value.kind == list && len(words.items) == 0 {
				words = b.value
			}
		}
		all, left := words.strings()
		if len(all) == 0 {
			im.note(place{file, 1}, "no list %q in it", l.array)
			continue
		}
		if left > 0 {
			im.note(place{file, words.line}, "%d words of %s are made by code", left, l.array)
		}
		c := &check{place: place{file, words.line}, id: l.id, message: l.message, severity: "warning", fold: true, bounded: true}
		if l.id == "passive-voice" {
			im.passive(c, all)
			continue
		}
		for _, w := range all {
			expr := strings.TrimSpace(w.text)
			if l.term != nil {
				expr = l.term(expr)
			}
			c.terms = append(c.terms, term{place: place{file, w.line}, expr: expr})
		}
		im.add(c)
	}
	if !found {
		return nil, fmt.Errorf("import: write-good's word lists are not in %s; expected node_modules, or the folder that holds it", path)
	}
	im.writeGoodCode(path)
	return im.result(), nil
}

// writeGoodModule finds a module beside write-good, beneath it or beneath the project.
func writeGoodModule(path, module string) string {
	for _, dir := range []string{
		filepath.Join(path, "node_modules", module), filepath.Join(path, module), filepath.Join(path, "..", module),
		filepath.Join(path, "node_modules", "write-good", "node_modules", module),
	} {
		if isFolder(dir) {
			return dir
		}
	}
	return ""
}

// passive is the expression that passive-voice builds of its irregular participles.
func (im *importing) passive(c *check, irregulars []value) {
	words := make([]string, len(irregulars))
	for i, w := range irregulars {
		words[i] = strings.TrimSpace(w.text)
	}
	c.terms = []term{{place: c.place, expr: `(?:am|are|were|being|is|been|was|be)\s+(?:\w+ed|` + strings.Join(words, "|") + `)`}}
	c.except = []term{{place: c.place, expr: "(?:am|are|were|being|is|been|was|be) indeed"}}
	im.add(c)
}

// writeGoodCode carries over the checks that write-good has as code, where it is there to have them.
func (im *importing) writeGoodCode(path string) {
	folder := writeGoodModule(path, "write-good")
	if folder == "" {
		folder = path
	}
	for _, x := range []struct{ file, id, message, expr string }{
		{"starts-with-so.js", "so", `"{span}" adds no meaning`, `^so\b`},
		{"there-is.js", "there-is", `"{span}" is unnecessary verbiage`, `^there\s+(?:is|are)\b`},
	} {
		file := filepath.Join(folder, "lib", x.file)
		if _, err := readFile(file); err != nil {
			continue
		}
		im.add(&check{place: place{file, 1}, id: x.id, message: x.message, severity: "warning", fold: true, terms: []term{{place: place{file, 1}, expr: x.expr}}})
	}
	if file := filepath.Join(folder, "lib", "lexical-illusions.js"); isFile(file) {
		c := &check{place: place{file, 1}, id: "illusion", message: `"{span}" is repeated`, severity: "warning", fold: true, bounded: true}
		for _, w := range doubled {
			c.terms = append(c.terms, term{place: c.place, expr: w + " " + w})
		}
		im.add(c)
		im.note(c.place, "any repeated word: a pack is woken by words, so %d short ones that are repeated by mistake are found", len(doubled))
	}
	if e := writeGoodModule(path, "e-prime"); e != "" {
		im.note(place{filepath.Join(e, "e-prime.js"), 1}, "off in write-good unless asked for; not carried over")
	}
}

func isFile(path string) bool {
	_, err := readFile(path)
	return err == nil
}
