// Package importer turns the rules of neighbours (Vale's styles, the word lists of proselint and write-good) into packs. It
// reads their files as data and runs nothing of theirs.
//
// What cannot be carried over is told line by line, with the reason. What is carried over is proved: each rule's examples
// are made of its own words and come true, or the rule is left out.
package importer

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/sayso-lint/sayso/internal/bounded"
	"github.com/sayso-lint/sayso/lint"
)

// Result is a pack, ready to be written, and what did not get into it.
type Result struct {
	Name  string
	Pack  []byte // nil where no rule could be carried over
	Rules int
	Notes []Note
}

// Note is something that was not carried over, or not as it was.
type Note struct {
	File   string
	Line   int // from 1
	Reason string
}

func (n Note) String() string { return fmt.Sprintf("%s:%d: %s", n.File, n.Line, n.Reason) }

// place is where something was read.
type place struct {
	file string
	line int
}

// check is a rule of a neighbour's, as far as all of them have the same.
type check struct {
	place
	id       string // kebab-case
	message  string // with {span} and {to}
	why      string
	severity string
	blocks   []string // of pack files; none: any
	fold     bool     // case does not matter
	bounded  bool     // terms are whole words
	swap     bool     // terms have replacements
	terms    []term
	except   []term
	limit    *limit
	needs    []string // what must stand in the same document
	apart    bool     // terms are pairs: what is found, and what may not stand in the same document
}

type limit struct {
	most int
	per  string
}

// term is one thing to look for.
type term struct {
	place
	expr string   // a regular expression in the neighbour's dialect
	to   []string // what to write; with apart what must not stand beside
}

// importing collects what becomes of checks.
type importing struct {
	name, origin, lang string
	rules              []*rule
	notes              []Note
	ids                map[string]bool
}

func newImporting(name, origin string) *importing {
	return &importing{name: name, origin: origin, lang: lint.DefaultLang, ids: map[string]bool{}}
}

func (im *importing) note(at place, format string, args ...any) {
	im.notes = append(im.notes, Note{at.file, at.line, fmt.Sprintf(format, args...)})
}

// add turns a check into a rule for each way of looking that its terms need.
func (im *importing) add(c *check) {
	found := &rule{check: c}
	expressions := &rule{check: c}
	for _, t := range c.terms {
		e, err := read(t.expr, c.bounded)
		if err != nil {
			im.note(t.place, "%s: %v", shown(t.expr), err)
			continue
		}
		if e.phrases != nil && (c.fold || c.swap || c.limit != nil || c.apart || c.needs != nil || !e.capitals()) {
			found.entries = append(found.entries, entry{term: t, phrases: e.phrases, replaced: t.to})
			continue
		}
		switch {
		case c.limit != nil || c.apart || c.needs != nil:
			im.note(t.place, "%s: no fixed words; only those can be counted or compared", shown(t.expr))
		case strings.Contains(strings.Join(t.to, ""), "$"):
			im.note(t.place, "%s: the replacement %q refers to a group", shown(t.expr), t.to[0])
		case e.phrases == nil && e.anchors == nil && !e.number:
			im.note(t.place, "%s: no whole word or number in it that must be there, so nothing wakes it", shown(t.expr))
		default:
			expressions.expressions = append(expressions.expressions, e)
			expressions.entries = append(expressions.entries, entry{term: t, replaced: t.to})
		}
	}
	for _, t := range c.except {
		e, err := read(t.expr, true)
		if err != nil || e.phrases == nil {
			im.note(t.place, "exception %s: only fixed words can be excepted", shown(t.expr))
			continue
		}
		found.except = append(found.except, e.phrases...)
		expressions.except = append(expressions.except, e.phrases...)
	}
	if len(found.entries) > 0 {
		im.prove(found)
	}
	if len(expressions.expressions) == 0 {
		return
	}
	// With replacements each expression has a message of its own; and some are too dear together, or each bring a (?i) of
	// their own.
	if !c.swap && joinedSource(expressions.expressions, c.fold) != "" {
		if len(expressions.entries) == 1 {
			own := *c
			own.place = expressions.entries[0].place
			expressions.check = &own
		}
		im.prove(expressions)
		return
	}
	for i, e := range expressions.expressions {
		own := *c
		own.swap, own.place = false, expressions.entries[i].place
		if c.swap {
			own.message = strings.ReplaceAll(c.message, "{to}", plainMessage(strings.Join(expressions.entries[i].to, " or ")))
		}
		im.prove(&rule{check: &own, except: expressions.except, expressions: []*expression{e}, entries: expressions.entries[i : i+1]})
	}
}

func shown(expr string) string {
	if runes := []rune(expr); len(runes) > 60 {
		expr = string(runes[:57]) + "..."
	}
	return fmt.Sprintf("%q", expr)
}

// result writes the pack.
func (im *importing) result() *Result {
	slices.SortStableFunc(im.notes, func(a, b Note) int {
		return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	r := &Result{Name: im.name, Rules: len(im.rules), Notes: im.notes}
	if len(im.rules) > 0 {
		r.Pack = []byte(im.write(im.rules))
	}
	return r
}

// unique is an id that no other rule has.
func (im *importing) unique(id string) string {
	if id == "" {
		id = "rule"
	}
	free := id
	for n := 2; im.ids[free]; n++ {
		free = fmt.Sprintf("%s-%d", id, n)
	}
	im.ids[free] = true
	return free
}

// kebab makes an id of a file's name or of a path: WordList, gender_bias, terms.venery.
func kebab(name string) string {
	var b strings.Builder
	var last rune
	runes := []rune(name)
	for i, r := range runes {
		switch {
		case r >= 'A' && r <= 'Z':
			next := i+1 < len(runes) && unicode.IsLower(runes[i+1])
			if b.Len() > 0 && last != '-' && (unicode.IsLower(last) || unicode.IsDigit(last) || unicode.IsUpper(last) && next) {
				b.WriteByte('-')
			}
			b.WriteRune(unicode.ToLower(r))
		case r >= 'a' && r <= 'z' || b.Len() > 0 && r >= '0' && r <= '9':
			b.WriteRune(r)
		default:
			r = '-'
			if b.Len() > 0 && last != '-' {
				b.WriteByte('-')
			}
		}
		last = r
	}
	return strings.Trim(b.String(), "-")
}

// plainMessage makes a text fit for a message: one line, no full stop, no braces, which would be placeholders.
func plainMessage(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	s = strings.NewReplacer("{", "(", "}", ")").Replace(s)
	if strings.HasSuffix(s, ".") && !strings.HasSuffix(s, "..") {
		s = s[:len(s)-1]
	}
	return s
}

// verb is what a format has for a value: %s or %[2]s of Vale, {} or {1} of Python.
var verb = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`%(?:\[(\d)\])?s|\{(\d)?\}`)
})

// fill puts placeholders where a format has its verbs, in order, or where it says which one; the last one serves for all
// that are too many. %% is a percent sign.
func fill(format string, placeholders ...string) string {
	var b strings.Builder
	next, done := 0, 0
	for _, m := range verb().FindAllStringSubmatchIndex(format, -1) {
		b.WriteString(plainPart(format[done:m[0]]))
		done = m[1]
		at := next
		switch {
		case m[2] >= 0:
			at = int(format[m[2]]-'0') - 1 // Vale counts from 1
		case m[4] >= 0:
			at = int(format[m[4]] - '0') // Python from 0
		}
		next = at + 1
		b.WriteString(placeholders[min(max(at, 0), len(placeholders)-1)])
	}
	b.WriteString(plainPart(format[done:]))
	return strings.TrimSuffix(strings.ReplaceAll(strings.Join(strings.Fields(b.String()), " "), "%%", "%"), ".")
}

func plainPart(s string) string { return strings.NewReplacer("{", "(", "}", ")").Replace(s) }

// maxFile bounds what is read of a file: word lists are small, and a folder may hold anything.
const maxFile = 4 << 20

func readFile(path string) (string, error) {
	data, err := bounded.File(path, maxFile)
	if err != nil {
		return "", fmt.Errorf("import: %w", err)
	}
	return strings.TrimPrefix(string(data), "\ufeff"), nil
}

// filesIn lists files beneath a folder whose name ends so, sorted. Symbolic links are not followed.
func filesIn(dir string, endings ...string) ([]string, error) {
	var files []string
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.Type().IsRegular() && slices.Contains(endings, filepath.Ext(path)) {
			files = append(files, path)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("import: %w", err)
	}
	return files, nil
}
