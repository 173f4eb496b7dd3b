package cli_test

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"unicode/utf16"

	"github.com/rogpeppe/go-internal/diff"
	"golang.org/x/tools/txtar"

	"github.com/sayso-lint/sayso/cli"
	"github.com/sayso-lint/sayso/lint"
)

// bet fires on words of likelihood.
var bet = &lint.Rule{
	ID: "bold-bet", Summary: "somebody bets", Why: "bets are lost", Remedy: "say the odds",
	Family: lint.Uncertainty, Confidence: lint.High, Since: "0.1.0", Langs: []string{"en"},
	Severity: map[lint.Profile]lint.Severity{lint.OpEd: lint.Info},
	Cues:     lint.Cues{Lists: []lint.List{{Lang: "en", Phrases: []string{"very likely", "likely"}}}},
	Check:    func(p *lint.Pass, h lint.Hit) { p.Report(lint.Finding{Span: h.Span, Message: "a bet"}) },
}

// TestSessions replays what editors and the language server say to each other: testdata/lsp. A line that begins with ">"
// is what the user or the editor does, what follows with "<" is all that the server answers before it waits again, "=" is
// what a text has become. UPDATE=1 writes the answers.
func TestSessions(t *testing.T) {
	files, err := filepath.Glob("../testdata/lsp/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		file, err := filepath.Abs(file)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) { replay(t, file) })
	}
}

// bubble runs a session in virtual time, in which it is known when the server waits.
func bubble(t *testing.T, session func(t *testing.T)) {
	t.Helper()
	// The goroutine that waits for signals is the process's; it must not be born in the bubble of one session.
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt)
	defer signal.Stop(signals)
	synctest.Test(t, session)
}

func replay(t *testing.T, file string) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	a := txtar.Parse(data)
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	t.Setenv("TMPDIR", dir)
	session := -1
	for i, f := range a.Files {
		if f.Name == "session" {
			session = i
			continue
		}
		write(t, filepath.Join(dir, f.Name), unescaped(string(f.Data)))
	}
	if session < 0 {
		t.Fatal("no file session")
	}
	var log strings.Builder
	bubble(t, func(t *testing.T) { //nolint:thelper // it is the test
		e := startEditor(t, dir, moose, elk, trap, hare, wolf, mice, bet)
		e.log = &log
		defer func() { // a story that ends in the middle leaves nobody behind
			_ = e.in.Close()
			if t.Failed() {
				t.Log(log.String())
			}
		}()
		for line := range strings.Lines(string(a.Files[session].Data)) {
			switch {
			case strings.HasPrefix(line, "> "):
				log.WriteString(line)
				e.do(strings.TrimSpace(line[2:]))
			case strings.HasPrefix(line, "#"), strings.TrimSpace(line) == "":
				log.WriteString(line)
			}
		}
		e.leave()
	})
	got := log.String()
	if want := string(a.Files[session].Data); got != want {
		if os.Getenv("UPDATE") == "" {
			t.Fatalf("%s", diff.Diff("want", []byte(want), "got", []byte(got)))
		}
		a.Files[session].Data = []byte(got)
		if err := os.WriteFile(file, txtar.Format(a), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// unescaped lets a transcript write what nobody could see in it.
func unescaped(s string) string {
	return strings.NewReplacer(`\r\n`+"\n", "\r\n", `\r`+"\n", "\r", `\ufeff`, "\ufeff", `\u0301`, "\u0301").Replace(s)
}

// editor is a client that does what it is told and keeps its own idea of the texts.
type editor struct {
	t       *testing.T
	dir     string
	in      *io.PipeWriter
	log     *strings.Builder
	utf8    bool
	id      int
	texts   map[string]string // by URI
	version map[string]int
	results map[string]string // of pulled diagnostics, by URI
	actions []any
	report  map[string]any // what was pulled last
	became  string         // a text that an action was tried on
	config  any            // what it answers when asked for its settings
	left    bool
	frames  chan []byte
	exit    chan int
	stderr  bytes.Buffer
}

func startEditor(t *testing.T, dir string, rules ...*lint.Rule) *editor {
	t.Helper()
	in, feed := io.Pipe()
	answers, out := io.Pipe()
	e := &editor{
		t: t, dir: dir, in: feed, texts: map[string]string{}, version: map[string]int{}, results: map[string]string{},
		frames: make(chan []byte, 10_000), exit: make(chan int, 1), log: &strings.Builder{},
	}
	go func() {
		code := cli.Main([]string{"sayso", "lsp"}, in, out, &e.stderr, rules...)
		_ = out.Close()
		_ = in.Close() // whoever still writes is told
		e.exit <- code
	}()
	go func() {
		defer close(e.frames)
		r := bufio.NewReader(answers)
		for {
			var n int
			if _, err := fmt.Fscanf(r, "Content-Length: %d\r\n\r\n", &n); err != nil {
				return
			}
			body := make([]byte, n)
			if _, err := io.ReadFull(r, body); err != nil {
				return
			}
			e.frames <- body
		}
	}()
	return e
}

func (e *editor) uri(file string) string {
	if strings.Contains(file, ":") {
		return file
	}
	return "file://" + filepath.ToSlash(filepath.Join(e.dir, file))
}

// do plays one line of a transcript.
func (e *editor) do(line string) {
	e.t.Helper()
	verb, rest, _ := strings.Cut(line, " ")
	args := words(rest)
	arg := func(i int) string {
		if i < len(args) {
			return args[i]
		}
		return ""
	}
	document := map[string]any{"uri": e.uri(arg(0))}
	at := func() any { return e.rangeOf(arg(0), arg(1)) }
	switch verb {
	case "initialize", "begin": // begin is the same with what answers it left out
		params := map[string]any{"processId": nil, "rootUri": e.uri("."), "capabilities": map[string]any{}}
		maps.Copy(params, asMap(e.params(rest)))
		if strings.Contains(rest, `"utf-8"`) {
			e.utf8 = true
		}
		e.call("initialize", params)
		if verb == "begin" {
			log := e.log
			e.log = &strings.Builder{}
			e.listen()
			e.log = log
			e.notify("initialized", map[string]any{})
		}
	case "settings": // what the editor answers when it is asked for them
		e.config = parsed(e.t, rest)
		return
	case "call":
		method, params, _ := strings.Cut(rest, " ")
		e.call(method, e.params(params))
	case "send":
		method, params, _ := strings.Cut(rest, " ")
		e.send(map[string]any{"jsonrpc": "2.0", "method": method, "params": e.params(params)})
	case "bytes":
		raw, err := strconv.Unquote(rest)
		if err != nil {
			e.t.Fatal(err)
		}
		_, _ = e.in.Write([]byte(raw))
	case "open":
		uri := e.uri(arg(0))
		data, err := os.ReadFile(filepath.Join(e.dir, cmp.Or(arg(2), arg(0))))
		if err != nil {
			e.t.Fatal(err)
		}
		e.texts[uri], e.version[uri] = string(data), 1
		e.notify("textDocument/didOpen", map[string]any{"textDocument": map[string]any{
			"uri": uri, "languageId": cmp.Or(arg(1), "markdown"), "version": 1, "text": string(data),
		}})
	case "edit":
		e.edit(arg(0), e.rangeOf(arg(0), arg(1)), arg(2))
	case "full":
		e.full(arg(0), arg(1))
	case "close", "save":
		e.notify("textDocument/did"+strings.ToUpper(verb[:1])+verb[1:], map[string]any{"textDocument": document})
	case "write": // onto the disk, by whomever; the editor says so
		write(e.t, filepath.Join(e.dir, arg(0)), strings.Join(args[1:], "\n")+"\n")
		e.watched(arg(0), 2)
	case "remove":
		if err := os.Remove(filepath.Join(e.dir, arg(0))); err != nil {
			e.t.Fatal(err)
		}
		e.watched(arg(0), 3)
	case "hover":
		e.call("textDocument/hover", map[string]any{"textDocument": document, "position": at().(map[string]any)["start"]})
	case "actions":
		only := []string{}
		if arg(2) != "" {
			only = strings.Split(arg(2), ",")
		}
		e.call("textDocument/codeAction", map[string]any{"textDocument": document, "range": at(), "context": map[string]any{"diagnostics": []any{}, "only": only}})
	case "pull":
		e.call("textDocument/diagnostic", map[string]any{"textDocument": document, "previousResultId": e.results[e.uri(arg(0))]})
	case "symbols":
		e.call("textDocument/documentSymbol", map[string]any{"textDocument": document})
	case "lens":
		e.call("textDocument/codeLens", map[string]any{"textDocument": document})
	case "tokens":
		e.call("textDocument/semanticTokens/full", map[string]any{"textDocument": document})
	case "command":
		e.call("workspace/executeCommand", map[string]any{"command": arg(0), "arguments": []any{strings.ReplaceAll(arg(1), "$WORK", "file://"+e.dir)}})
	case "titles": // of what was offered last, for stories that are not about how
		for _, a := range e.actions {
			fmt.Fprintf(e.log, "= %s\n", a.(map[string]any)["title"])
		}
		return
	case "apply": // what was offered last under a title
		e.apply(arg(0))
	case "show":
		for line := range strings.Lines(e.texts[e.uri(arg(0))]) {
			fmt.Fprintf(e.log, "= %s\n", strings.TrimSuffix(line, "\n"))
		}
		return
	case "cat":
		data, err := os.ReadFile(filepath.Join(e.dir, arg(0)))
		if err != nil {
			e.t.Fatal(err)
		}
		for line := range strings.Lines(string(data)) {
			fmt.Fprintf(e.log, "= %s\n", strings.TrimSuffix(line, "\n"))
		}
		return
	case "leave":
		e.leave()
		return
	default:
		e.t.Fatalf("what is %q?", line)
	}
	e.listen()
}

func (e *editor) watched(file string, kind int) {
	e.notify("workspace/didChangeWatchedFiles", map[string]any{"changes": []any{map[string]any{"uri": e.uri(file), "type": kind}}})
}

func (e *editor) notify(method string, params any) {
	e.send(map[string]any{"jsonrpc": "2.0", "method": method, "params": params})
}

func (e *editor) call(method string, params any) {
	e.id++
	m := map[string]any{"jsonrpc": "2.0", "id": e.id, "method": method}
	if params != nil {
		m["params"] = params
	}
	e.send(m)
}

func (e *editor) send(m any) {
	_, _ = e.in.Write(frame(m)) // a server that is gone is what some stories are about
}

func frame(m any) []byte {
	body, err := json.Marshal(m)
	if err != nil {
		panic(err)
	}
	return fmt.Appendf(nil, "Content-Length: %d\r\n\r\n%s", len(body), body)
}

// listen takes what the server says until it waits, and answers what it asks.
func (e *editor) listen() {
	e.t.Helper()
	for {
		synctest.Wait()
		select {
		case body, open := <-e.frames:
			if !open {
				return
			}
			e.hear(body)
		default:
			return
		}
	}
}

func (e *editor) hear(body []byte) {
	var m map[string]any
	if err := json.Unmarshal(body, &m); err != nil {
		e.t.Fatalf("%v: %s", err, body)
	}
	method, asked := m["method"].(string)
	switch {
	case asked:
		e.print(method, m["params"])
	case m["error"] != nil:
		e.print(fmt.Sprintf("#%v error", m["id"]), m["error"])
	default:
		if list, ok := m["result"].([]any); ok {
			e.actions = list
		}
		if report, ok := m["result"].(map[string]any); ok && report["resultId"] != nil {
			e.report = report
			for uri := range e.texts { // one text in the stories that pull
				e.results[uri] = report["resultId"].(string)
			}
		}
		e.print(fmt.Sprintf("#%v", m["id"]), m["result"])
	}
	if asked && m["id"] != nil {
		answer := map[string]any{"jsonrpc": "2.0", "id": m["id"], "result": nil}
		if method == "workspace/configuration" {
			answer["result"] = []any{e.config}
		}
		e.send(answer)
	}
}

var passing = regexp.MustCompile(`sayso-[0-9]+`)

// print writes an answer down. Paths are replaced before lines are broken, or the length of theirs would break them.
func (e *editor) print(head string, v any) {
	raw, err := json.Marshal(v)
	if err != nil {
		e.t.Fatal(err)
	}
	text := strings.NewReplacer("file://"+e.dir, "$WORK", e.dir, "$DIR").Replace(string(raw))
	v = parsed(e.t, passing.ReplaceAllString(text, "sayso-N"))
	fmt.Fprintf(e.log, "< %s %s\n", head, compact(tidy(v), "  ", len(head)+3))
}

// tidy makes an answer shorter to read: a range is "line:character-line:character", and the diagnostics that an action
// repeats are their codes.
func tidy(v any) any {
	switch v := v.(type) {
	case map[string]any:
		if line, ok := v["line"]; ok && len(v) == 2 {
			return fmt.Sprintf("%v:%v", line, v["character"])
		}
		if v["start"] != nil && v["end"] != nil && len(v) == 2 {
			return fmt.Sprintf("%v-%v", tidy(v["start"]), tidy(v["end"]))
		}
		out := map[string]any{}
		for k, x := range v {
			out[k] = tidy(x)
		}
		if shown, ok := v["diagnostics"].([]any); ok && v["title"] != nil {
			var codes []string
			for _, d := range shown {
				codes = append(codes, fmt.Sprint(asMap(d)["code"]))
			}
			out["diagnostics"] = strings.Join(codes, " ")
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, x := range v {
			out[i] = tidy(x)
		}
		return out
	}
	return v
}

// compact writes JSON on one line where that is not too long, else broken.
func compact(v any, indent string, column int) string {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(v)
	line := strings.TrimSpace(b.String())
	if len(line)+column <= 150 {
		return line
	}
	var out strings.Builder
	switch v := v.(type) {
	case map[string]any:
		out.WriteString("{\n")
		for _, k := range slices.Sorted(maps.Keys(v)) {
			fmt.Fprintf(&out, "%s  %q: %s\n", indent, k, compact(v[k], indent+"  ", len(indent)+len(k)+6))
		}
		out.WriteString(indent + "}")
	case []any:
		out.WriteString("[\n")
		for _, x := range v {
			fmt.Fprintf(&out, "%s  %s\n", indent, compact(x, indent+"  ", len(indent)+2))
		}
		out.WriteString(indent + "]")
	default:
		return line
	}
	return out.String()
}

// leave ends the session as a user does who closes the editor, or as the story already did.
func (e *editor) leave() {
	if e.left {
		return
	}
	e.left = true
	_ = e.in.Close()
	e.listen()
	fmt.Fprintf(e.log, "= exit %d\n", <-e.exit)
	if e.stderr.Len() > 0 {
		fmt.Fprintf(e.log, "= %s", strings.ReplaceAll(e.stderr.String(), e.dir, "$DIR"))
	}
}

func (e *editor) rangeOf(file, phrase string) any {
	text := e.texts[e.uri(file)]
	i := strings.Index(text, phrase)
	if i < 0 {
		e.t.Fatalf("%q is not in %s", phrase, file)
	}
	return map[string]any{"start": e.position(text, i), "end": e.position(text, i+len(phrase))}
}

// position counts as the protocol says, in a way of its own.
func (e *editor) position(text string, at int) map[string]any {
	lines := strings.Split(strings.NewReplacer("\r\n", "\n\n", "\r", "\n").Replace(text[:at]), "\n")
	line := strings.Count(strings.ReplaceAll(text[:at], "\r\n", "\n"), "\n") + strings.Count(strings.ReplaceAll(text[:at], "\r\n", "\n"), "\r")
	last := lines[len(lines)-1]
	if e.utf8 {
		return map[string]any{"line": line, "character": len(last)}
	}
	return map[string]any{"line": line, "character": len(utf16.Encode([]rune(last)))}
}

// place is the byte of a position.
func (e *editor) place(text string, position any) int {
	p := position.(map[string]any)
	line, character := number(p["line"]), number(p["character"])
	for i := 0; ; i++ {
		if q := e.position(text, i); q["line"] == line && q["character"] == character && (i == len(text) || text[i]&0xC0 != 0x80) {
			return i
		}
		if i == len(text) {
			e.t.Fatalf("no place %v in %q", position, text)
		}
	}
}

func number(v any) int {
	switch v := v.(type) {
	case float64:
		return int(v)
	case int:
		return v
	}
	return -1
}

// full changes a text as a client does that sends it whole.
func (e *editor) full(file, text string) {
	uri := e.uri(file)
	e.texts[uri] = text
	e.version[uri]++
	e.notify("textDocument/didChange", map[string]any{
		"textDocument": map[string]any{"uri": uri, "version": e.version[uri]}, "contentChanges": []any{map[string]any{"text": text}},
	})
}

func (e *editor) edit(file string, r any, words string) {
	uri := e.uri(file)
	e.texts[uri] = e.replaced(e.texts[uri], r, words)
	e.version[uri]++
	e.notify("textDocument/didChange", map[string]any{
		"textDocument":   map[string]any{"uri": uri, "version": e.version[uri]},
		"contentChanges": []any{map[string]any{"range": r, "text": words}},
	})
}

func (e *editor) replaced(text string, r any, words string) string {
	span := r.(map[string]any)
	start, end := e.place(text, span["start"]), e.place(text, span["end"])
	return text[:start] + words + text[end:]
}

// apply does what an editor does with an action: changes open texts and files, and fills snippets in as it finds them.
func (e *editor) apply(title string) {
	for _, a := range e.actions {
		action := a.(map[string]any)
		if action["title"] != title {
			continue
		}
		edit, _ := action["edit"].(map[string]any)
		for uri, edits := range asMap(edit["changes"]) {
			e.change(uri, edits.([]any))
		}
		documents, _ := edit["documentChanges"].([]any)
		for _, d := range documents {
			d := d.(map[string]any)
			if d["kind"] == "create" {
				path := strings.TrimPrefix(d["uri"].(string), "file://")
				if _, err := os.Stat(path); err != nil {
					write(e.t, path, "")
				}
				continue
			}
			e.change(d["textDocument"].(map[string]any)["uri"].(string), d["edits"].([]any))
		}
		return
	}
	e.t.Fatalf("nothing was offered as %q", title)
}

func asMap(v any) map[string]any {
	m, _ := v.(map[string]any)
	return m
}

var stop = regexp.MustCompile(`\$\{1:((?:[^}\\]|\\.)*)\}`)

// change makes the edits of one text, from the end on.
func (e *editor) change(uri string, edits []any) {
	slices.Reverse(edits)
	for _, x := range edits {
		edit := x.(map[string]any)
		words, _ := edit["newText"].(string)
		if snippet := asMap(edit["snippet"]); snippet != nil {
			words = stop.ReplaceAllString(snippet["value"].(string), "$1")
			words = strings.NewReplacer(`\\`, `\`, `\$`, `$`, `\}`, `}`).Replace(words)
		}
		if _, open := e.texts[uri]; open {
			e.edit(strings.TrimPrefix(uri, "file://"+filepath.ToSlash(e.dir)+"/"), edit["range"], words)
			e.listen() // whether the server looks between two changes would be a matter of luck
			continue
		}
		path := strings.TrimPrefix(uri, "file://")
		data, err := os.ReadFile(path)
		if err != nil && !os.IsNotExist(err) {
			e.t.Fatal(err)
		}
		write(e.t, path, e.replaced(string(data), edit["range"], words))
		e.notify("workspace/didChangeWatchedFiles", map[string]any{"changes": []any{map[string]any{"uri": uri, "type": 1}}})
	}
}

// params are JSON with $WORK in it.
func (e *editor) params(s string) any {
	if s == "" {
		return nil
	}
	return parsed(e.t, strings.ReplaceAll(s, "$WORK", "file://"+filepath.ToSlash(e.dir)))
}

func parsed(t *testing.T, s string) (v any) {
	t.Helper()
	if err := json.Unmarshal([]byte(s), &v); err != nil {
		t.Fatalf("%v: %s", err, s)
	}
	return v
}

// words are separated by blanks; one between quotation marks may hold some, and escapes as in Go.
func words(s string) (all []string) {
	for s = strings.TrimSpace(s); s != ""; s = strings.TrimSpace(s) {
		if quoted, err := strconv.QuotedPrefix(s); err == nil {
			word, _ := strconv.Unquote(quoted)
			all, s = append(all, word), s[len(quoted):]
			continue
		}
		word, rest, _ := strings.Cut(s, " ")
		all, s = append(all, word), rest
	}
	return all
}

// Wherever a finding stands in Markdown or HTML, the reason that is offered takes it away, and no other of the text.
func TestReasonsHoldWhereverTheyStand(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	bubble(t, func(t *testing.T) { //nolint:thelper // it is the test
		e := startEditor(t, dir, moose)
		defer func() { _ = e.in.Close() }()
		e.do(`begin {"capabilities": {"workspace": {"workspaceEdit": {"documentChanges": true}}, "textDocument": {"diagnostic": {}}}}`)
		for i, text := range []string{
			"A moose.\n",
			"A moose",
			"Goose.\nA moose.\n\nOne more moose.\n",
			"  A moose, indented.\n",
			"A **moose**\nand *more\nof it*.\n\nA moose.\n",
			"A moose\\\nand a break  \nand one more\n",
			"# A moose\n\nmoose\n",
			"## A moose ##\n\nmoose\n",
			"A moose\n=======\n\nmoose\n",
			"- goose\n- moose\n- moose\n",
			"- moose\n- moose\n",
			"- moose\n\n  moose again\n\n- moose\n",
			"1. goose\n   - moose\n   - moose\n2. goose\n",
			"- [ ] moose\n- [x] moose\n",
			"| a | b |\n|---|---|\n| moose | moose |\n",
			"| moose | b |\n|---|---|\n| moose | moose |\n",
			"Text[^1].\n\n[^1]: A moose.\n\n    And a moose.\n",
			"<p>A moose.</p>\n\nA moose.\n",
			"<div>\n\nA moose.\n\n</div>\n\nmoose\n",
			"A [moose](https://example.org/a).\n\nmoose\n",
			"A [moose].\n\n[moose]: https://example.org/a\n\nmoose\n",
			"---\ntitle: x\n---\nA moose.\n",
			"\ufeffA moose.\n\nmoose\n",
			"A moose.\r\nAnd so.\r\n\r\nA moose.\r\n",
			"A goose.\n***\nA moose.\n***\nmoose\n",
			"```\ncode\n```\nA moose.\n```\ncode\n```\nmoose\n",
			"Term\n: A moose.\n\nmoose\n",
			"A moose and `code`.\n\n    code\n\nmoose\n",
			"![alt](a.png) A moose.\n\nmoose\n",
			"A moose ends in a code `span`\n\nmoose\n",
			"<!-- a remark -->\nA moose.\n\nmoose\n",
			"A moose. <!-- a remark -->\n\nmoose\n",
			"HTML<p>A moose.</p><p>A moose.</p>",
			"HTML<ul><li>A moose<li>A moose</ul>",
			"HTML<table><tr><td>A moose<td>A moose</table>",
			"HTML<h1>A <em>moose</em></h1><p>moose",
			"HTML<p><a href=x>A moose</a></p>\n<p>moose</p>",
			"HTMLA moose<br>and so<p>moose",
		} {
			name, language := fmt.Sprintf("%d.md", i), "markdown"
			if rest, ok := strings.CutPrefix(text, "HTML"); ok {
				name, language, text = fmt.Sprintf("%d.html", i), "html", rest
			}
			write(t, filepath.Join(dir, name), text)
			e.do("open " + name + " " + language)
			before, _ := e.findings(name)
			for n := range before {
				e.full(name, text)
				e.findings(name)
				e.call("textDocument/codeAction", map[string]any{
					"textDocument": map[string]any{"uri": e.uri(name)}, "range": asMap(e.report["items"].([]any)[n])["range"], "context": map[string]any{},
				})
				e.listen()
				e.apply("allow stray-moose here, with a reason")
				if after, _ := e.findings(name); len(after) != len(before)-1 {
					t.Errorf("%q, moose %d: %d findings before, %d after, in %q", text, n, len(before), len(after), e.texts[e.uri(name)])
				}
			}
			if len(before) == 0 {
				t.Errorf("%q: nothing was found", text)
			}
		}
	})
}
