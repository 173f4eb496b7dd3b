package importer

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"github.com/sayso-lint/sayso/internal/bounded"
	"github.com/sayso-lint/sayso/lint"
)

// Vale turns a style, a folder of rules or one rule's file, into a pack in one of Languages.
func Vale(path, lang string) (*Result, error) {
	if frames[lang] == nil {
		return nil, fmt.Errorf("import: no sentences to try rules of language %q in; expected one of %s", lang, strings.Join(Languages(), ", "))
	}
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("import: %s: no such file or folder; expected a Vale style, a folder of .yml files", path)
	}
	if err != nil {
		return nil, fmt.Errorf("import: %w", err)
	}
	files := []string{path}
	if info.IsDir() {
		if files, err = styleFiles(path); err != nil {
			return nil, err
		}
	}
	style := path
	if full, err := filepath.Abs(path); err == nil {
		style = full
	}
	im := newImporting(packName(path), "the Vale style "+filepath.Base(style))
	im.lang = lang
	for _, f := range files {
		text, err := readFile(f)
		if err != nil {
			return nil, err
		}
		im.valeRule(f, text)
	}
	return im.result(), nil
}

// packName is a pack's name after a file or folder.
func packName(path string) string {
	if full, err := filepath.Abs(path); err == nil {
		path = full
	}
	if name := kebab(strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))); name != "" {
		return name
	}
	return "imported"
}

// styleFiles lists the rules of a style. A folder of styles is none: each becomes a pack of its own.
func styleFiles(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("import: %w", err)
	}
	var files, styles []string
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		switch {
		case e.Type().IsRegular() && bounded.IsYAML(e.Name()) && !strings.HasPrefix(e.Name(), "."):
			files = append(files, path)
		case e.IsDir():
			if inside, _ := filepath.Glob(filepath.Join(path, "*.yml")); len(inside) > 0 {
				styles = append(styles, e.Name())
			}
		}
	}
	switch {
	case len(files) > 0:
		return files, nil
	case len(styles) > 0:
		return nil, fmt.Errorf("import: %s holds styles (%s); import one: %s", dir, strings.Join(styles, ", "), filepath.Join(dir, styles[0]))
	}
	return nil, fmt.Errorf("import: %s has no .yml file in it, as a Vale style has", dir)
}

// valeFile is one rule's file, by its keys.
type valeFile struct {
	path   string
	fields map[string]ast.Node
	at     map[string]int // lines of the keys
	used   map[string]bool
	keys   []string
	note   string // about the rule as a whole
	lang   string
}

// valeRule turns the rule of one file.
func (im *importing) valeRule(path, text string) {
	f := &valeFile{path: path, lang: im.lang, fields: map[string]ast.Node{}, at: map[string]int{}, used: map[string]bool{}}
	if err := bounded.Parseable([]byte(text)); err != nil {
		im.note(place{path, 1}, "%v", err)
		return
	}
	tree, err := parser.ParseBytes([]byte(text), 0)
	if err != nil {
		at, why := notYAML(err)
		im.note(place{path, at}, "not YAML: %s", why)
		return
	}
	if len(tree.Docs) == 0 || tree.Docs[0].Body == nil {
		im.note(place{path, 1}, "no rule in it")
		return
	}
	m, ok := tree.Docs[0].Body.(ast.MapNode)
	if !ok {
		im.note(place{path, 1}, "no rule in it: expected keys such as extends and tokens")
		return
	}
	for it := m.MapRange(); it.Next(); {
		key := it.Key().String()
		f.fields[key], f.at[key] = it.Value(), lineOf(it.Key())
		f.keys = append(f.keys, key)
	}
	f.used["scope"] = true
	c, err := f.check()
	if err != nil {
		im.note(f.where("extends"), "%v", err)
		return
	}
	if c.message == "" {
		c.message = "avoid {span}"
	}
	for _, key := range f.keys {
		if !f.used[key] {
			im.note(f.where(key), "%s: has no counterpart", key)
		}
	}
	if f.note != "" {
		im.note(f.where("extends"), "%s", f.note)
	}
	if !im.scope(f, c) {
		return
	}
	if c.apart {
		im.pairs(c)
		return
	}
	im.add(c)
}

// notYAML is where a file is no YAML, and why not.
func notYAML(err error) (line int, why string) {
	var at yaml.Error
	if errors.As(err, &at) && at.GetToken() != nil {
		return at.GetToken().Position.Line, at.GetMessage()
	}
	why, _, _ = strings.Cut(err.Error(), "\n")
	return 1, why
}

func lineOf(n ast.Node) int {
	if t := n.GetToken(); t != nil && t.Position != nil {
		return t.Position.Line
	}
	return 1
}

func (f *valeFile) where(key string) place {
	line := f.at[key]
	return place{f.path, max(line, 1)}
}

// text is the value of a key; "" where it is missing.
func (f *valeFile) text(key string) string {
	f.used[key] = true
	return textOf(f.fields[key])
}

func textOf(n ast.Node) string {
	switch v := plain(n).(type) {
	case *ast.StringNode:
		return v.Value
	case *ast.LiteralNode:
		return strings.TrimSpace(v.Value.Value)
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.MappingKeyNode:
		return v.GetToken().Value
	default:
		return ""
	}
}

// plain looks through anchors and tags.
func plain(n ast.Node) ast.Node {
	for {
		switch x := n.(type) {
		case *ast.AnchorNode:
			n = x.Value
		case *ast.TagNode:
			n = x.Value
		default:
			return n
		}
	}
}

func (f *valeFile) yes(key string) bool { return f.text(key) == "true" }

// list reads a list of expressions, or one.
func (f *valeFile) list(key string) (terms []term) {
	f.used[key] = true
	switch n := plain(f.fields[key]).(type) {
	case nil:
	case *ast.SequenceNode:
		for _, v := range n.Values {
			if s := textOf(v); s != "" {
				terms = append(terms, term{place: place{f.path, lineOf(v)}, expr: s})
			}
		}
	default:
		if s := textOf(n); s != "" {
			terms = append(terms, term{place: f.where(key), expr: s})
		}
	}
	return terms
}

// pairsOf reads a mapping of texts, or a list of such mappings.
func (f *valeFile) pairsOf(key string) (terms []term) {
	f.used[key] = true
	var read func(n ast.Node)
	read = func(n ast.Node) {
		switch n := plain(n).(type) {
		case ast.MapNode:
			for it := n.MapRange(); it.Next(); {
				t := term{place: place{f.path, lineOf(it.Key())}, expr: keyText(it.Key())}
				if to := textOf(it.Value()); to != "" {
					t.to = []string{to}
				}
				terms = append(terms, t)
			}
		case *ast.SequenceNode:
			for _, v := range n.Values {
				read(v)
			}
		}
	}
	read(f.fields[key])
	return terms
}

func keyText(n ast.MapKeyNode) string {
	if s, ok := n.(*ast.StringNode); ok {
		return s.Value
	}
	if t := n.GetToken(); t != nil && t.Type != token.MappingKeyType {
		return t.Value
	}
	return n.String()
}

var valeSeverities = map[string]string{"suggestion": "info", "warning": "warning", "error": "error"}

// check reads what the rule looks for. The error says why it cannot be said in a pack.
func (f *valeFile) check() (*check, error) {
	c := &check{
		place: place{f.path, 1}, id: packName(f.path), severity: valeSeverities[f.text("level")],
		fold: f.yes("ignorecase"), bounded: !f.yes("nonword"),
	}
	if c.severity == "" {
		c.severity = "warning"
	}
	f.used["name"], f.used["vocab"] = true, true // an alert's name, a project's vocabularies
	c.why = strings.TrimSpace(f.text("description"))
	if link := f.text("link"); link != "" {
		c.why = strings.TrimSpace(c.why + " See " + link)
	}
	message := f.text("message")
	switch extends := f.text("extends"); extends {
	case "existence":
		c.message = fill(message, "{span}")
		c.terms, c.except = f.existence(), f.list("exceptions")
		if f.action() == "remove" {
			c.swap = true
		}
	case "substitution":
		f.used["capitalize"], f.used["pos"] = true, f.fields["pos"] == nil
		c.message = fill(message, "{to}", "{span}")
		c.swap, c.terms, c.except = true, f.pairsOf("swap"), f.list("exceptions")
		if f.action() == "replace" {
			for i, t := range c.terms {
				if len(t.to) == 1 {
					c.terms[i].to = strings.Split(t.to[0], "|")
				}
			}
		}
	case "occurrence":
		c.message = fill(message, "{span}")
		most, err := strconv.Atoi(f.text("max"))
		if err != nil || f.text("min") != "" && f.text("min") != "0" {
			return nil, errors.New("occurrence: a pack says how often words may stand at most, and not how often they must")
		}
		if most < 0 || most > maxMost {
			return nil, fmt.Errorf("occurrence: max is %d; an example with more than %d of them proves nothing", most, maxMost)
		}
		c.limit = &limit{most, "paragraph"}
		c.terms = f.list("token")
	case "repetition":
		f.list("tokens")
		f.used["alpha"], f.used["max"] = true, true
		c.message, c.fold = fill(message, "{span}"), true
		if f.lang != lint.DefaultLang {
			return nil, errors.New("repetition: which short words are repeated by mistake is known of English alone")
		}
		for _, w := range doubled {
			c.terms = append(c.terms, term{place: f.where("extends"), expr: w + " " + w})
		}
		c.except = f.list("exceptions")
		f.note = fmt.Sprintf("any repeated word: a pack is woken by words, so %d short ones that are repeated by mistake are found", len(doubled))
	case "consistency":
		c.message = fill(message, "{span}")
		c.apart, c.terms = true, f.pairsOf("either")
	case "conditional":
		c.message = fill(message, "{span}")
		return f.conditional(c)
	case "":
		return nil, errors.New("no rule in it: extends is missing")
	default:
		return nil, fmt.Errorf("%s: %s", extends, cmpOr(valeUnsaid[extends], "no extension point that is known here"))
	}
	if len(c.terms) == 0 {
		return nil, fmt.Errorf("%s: it names nothing to look for", f.text("extends"))
	}
	return c, nil
}

// maxMost is how often words may stand at most for a limit to be carried over: its example has to hold one more.
const maxMost = 50

// valeUnsaid is why some extension points have no counterpart.
var valeUnsaid = map[string]string{
	"capitalization": "a pack is woken by words, and this asks for the capitals of whatever stands there",
	"sequence":       "tags of another tagger in another order; write it as a pattern",
	"spelling":       "sayso does not check spelling",
	"readability":    "sayso does not rate readability",
	"metric":         "formulas over counts have no counterpart; see sayso metrics",
	"script":         "code of another program; write a plugin",
}

func cmpOr(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// existence joins tokens and raw parts as Vale does: raw before the tokens, or behind them with append.
func (f *valeFile) existence() []term {
	tokens, raw := f.list("tokens"), f.list("raw")
	var whole strings.Builder
	for _, r := range raw {
		whole.WriteString(r.expr)
	}
	behind := f.yes("append")
	switch {
	case len(raw) == 0:
		return tokens
	case len(tokens) == 0:
		f.used["nonword"] = true
		return []term{{place: raw[0].place, expr: whole.String()}}
	}
	for i, t := range tokens {
		if behind {
			tokens[i].expr = "(?:" + t.expr + ")" + whole.String()
		} else {
			tokens[i].expr = whole.String() + "(?:" + t.expr + ")"
		}
	}
	return tokens
}

// action reads what a fix does. Those that rewrite by code have no counterpart.
func (f *valeFile) action() (name string) {
	m, ok := plain(f.fields["action"]).(ast.MapNode)
	if !ok {
		return ""
	}
	for it := m.MapRange(); it.Next(); {
		if it.Key().String() == "name" {
			name = textOf(it.Value())
		}
	}
	f.used["action"] = name == "replace" && f.fields["swap"] != nil || name == "remove"
	return name
}

// conditional carries over what has fixed words: the first needs the second somewhere in the document.
func (f *valeFile) conditional(c *check) (*check, error) {
	first, err := read(f.text("first"), true)
	if err != nil {
		return nil, fmt.Errorf("conditional: first: %w", err)
	}
	second, err := read(f.text("second"), true)
	if err != nil {
		return nil, fmt.Errorf("conditional: second: %w", err)
	}
	if first.phrases == nil || second.phrases == nil {
		return nil, errors.New("conditional: first and second are no fixed words, and only those can be looked for near one another")
	}
	c.except = f.list("exceptions")
	c.needs = second.phrases
	c.terms = []term{{place: f.where("first"), expr: f.text("first")}}
	return c, nil
}

// doubled are words of which two in a row are a slip of the pen: a pack is woken by words, so it has to know which. That,
// had and who are left out, for they double rightly.
var doubled = strings.Fields("a an and are as at be been but by can for from has he if in is it its not of on or our she so than the their they this to was we were with you your")

// pairs makes a rule of each pair: one is found where the other stands in the same document.
func (im *importing) pairs(c *check) {
	for _, t := range c.terms {
		if len(t.to) == 0 {
			im.note(t.place, "%s: nothing to be consistent with", shown(t.expr))
			continue
		}
		other, err := read(t.to[0], true)
		if err != nil || other.phrases == nil {
			im.note(t.place, "%s: no fixed words; only those can be compared", shown(t.to[0]))
			continue
		}
		one := *c
		one.place = t.place
		one.id = kebab(c.id + "-" + t.expr)
		one.terms = []term{{place: t.place, expr: t.expr, to: other.phrases}}
		im.add(&one)
	}
}

// scope says which blocks a rule is about, and whether it is about any that sayso reads.
func (im *importing) scope(f *valeFile, c *check) bool {
	blocks := map[string]string{
		"heading": "heading", "list": "list-item", "blockquote": "quote", "table": "cell", "paragraph": "paragraph",
		"text": "", "sentence": "", "summary": "", "": "",
	}
	scopes := f.list("scope")
	for _, s := range scopes {
		kind, _, _ := strings.Cut(s.expr, ".")
		block, known := blocks[kind]
		switch {
		case !known:
			im.note(s.place, "scope %s: has no counterpart", s.expr)
			continue
		case c.limit != nil && kind == "sentence":
			c.limit.per = "sentence"
		case c.limit != nil && kind == "summary":
			c.limit.per = "document"
		}
		if block == "" {
			c.blocks = nil
			return true
		}
		c.blocks = append(c.blocks, block)
	}
	return len(scopes) == 0 || len(c.blocks) > 0
}
