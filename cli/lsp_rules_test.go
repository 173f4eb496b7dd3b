package cli_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sayso-lint/sayso/cli"
	"github.com/sayso-lint/sayso/rules"
)

// findings are the codes of what the server last said of a text, asked for anew.
func (e *editor) findings(file string) (codes []string, raw string) {
	e.t.Helper()
	e.report = nil
	e.call("textDocument/diagnostic", map[string]any{"textDocument": map[string]any{"uri": e.uri(file)}})
	e.listen()
	items, ok := e.report["items"].([]any)
	if !ok {
		e.t.Fatalf("no diagnostics of %s: %v", file, e.report)
	}
	for _, d := range items {
		code, _ := asMap(d)["code"].(string)
		codes = append(codes, code)
	}
	data, err := json.Marshal(items)
	if err != nil {
		e.t.Fatal(err)
	}
	return codes, string(data)
}

func count(all []string, one string) (n int) {
	for _, s := range all {
		if s == one {
			n++
		}
	}
	return n
}

// What is offered against the findings of the built-in rules helps: after a fix, a reason, or an attribution to somebody
// with a name, there is one finding less. Their examples are the texts.
func TestWhatIsOfferedHelps(t *testing.T) {
	t.Chdir(t.TempDir())
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	bubble(t, func(t *testing.T) { //nolint:thelper // it is the test
		e := startEditor(t, dir, rules.All()...)
		defer func() { _ = e.in.Close() }()
		e.do(`begin {"capabilities": {"workspace": {"workspaceEdit": {"documentChanges": true}}, "textDocument": {"diagnostic": {}}}, "initializationOptions": {"profile": "audit", "minConfidence": "low"}}`)
		for _, rule := range rules.All() {
			for i, x := range rule.Examples {
				if x.Finds == "" || len(x.Options) > 0 || rule.Experimental {
					continue
				}
				format := map[string]string{"": "plaintext", "text": "plaintext", "markdown": "markdown", "html": "html"}[x.Format]
				name := fmt.Sprintf("%s-%d.%s", rule.ID, i, map[string]string{"plaintext": "txt", "markdown": "md", "html": "html"}[format])
				write(t, filepath.Join(dir, name), x.Input)
				e.do("open " + name + " " + format)
				before, _ := e.findings(name)
				if count(before, rule.ID) == 0 || !strings.Contains(x.Input, x.Finds) {
					continue // what is found goes across lines or markup, or another profile's options are meant
				}
				e.call("textDocument/codeAction", map[string]any{
					"textDocument": map[string]any{"uri": e.uri(name)}, "range": e.rangeOf(name, x.Finds), "context": map[string]any{"only": []string{"quickfix"}},
				})
				e.listen()
				offered := e.actions
				for _, a := range offered {
					action := asMap(a)
					title, _ := action["title"].(string)
					about := asMap(action["diagnostics"].([]any)[0])
					if about["code"] != rule.ID || action["edit"] == nil || title == "insert range" {
						continue
					}
					if e.mends(name, action, x.Input, rule.ID, count(before, rule.ID)) {
						continue
					}
					t.Errorf("%s: %q does not help: %q became %q", rule.ID, title, x.Input, e.became)
				}
				e.do("close " + name)
			}
		}
	})
}

// mends tries an action and takes it back.
func (e *editor) mends(file string, action map[string]any, text, rule string, before int) bool {
	e.t.Helper()
	e.actions = []any{action}
	e.apply(action["title"].(string))
	e.became = e.texts[e.uri(file)]
	if strings.Contains(e.became, "SOURCE") {
		e.became = strings.Replace(e.became, "SOURCE", "the Ministry of Health", 1)
		e.full(file, e.became)
	}
	after, _ := e.findings(file)
	_ = os.Remove(filepath.Join(e.dir, ".sayso.yaml"))
	e.full(file, text)
	return count(after, rule) < before
}

// With all rules, as with the toys of internal/lsp: what is said after many edits is what a server says that was just
// started.
func TestEditsWithAllRules(t *testing.T) {
	text, err := os.ReadFile("../testdata/corpus/assessment-grid.md")
	if err != nil {
		t.Fatal(err)
	}
	pieces := strings.SplitAfter(string(text), " ")
	t.Chdir(t.TempDir())
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "draft.md"), string(text))
	random := rand.New(rand.NewPCG(1, 2))
	bubble(t, func(t *testing.T) { //nolint:thelper // it is the test
		e := startEditor(t, dir, rules.All()...)
		defer func() { _ = e.in.Close() }()
		e.do(`begin {"capabilities": {"textDocument": {"diagnostic": {}}}, "initializationOptions": {"profile": "audit"}}`)
		e.do("open draft.md")
		for n := range 60 {
			now := e.texts[e.uri("draft.md")]
			from := whole(now, random.IntN(len(now)))
			to := whole(now, min(len(now), from+random.IntN(80)))
			words := pieces[random.IntN(len(pieces))]
			e.edit("draft.md", map[string]any{"start": e.position(now, from), "end": e.position(now, to)}, words)
			if n%10 > 0 {
				continue
			}
			_, warm := e.findings("draft.md")
			write(t, filepath.Join(dir, "fresh.md"), e.texts[e.uri("draft.md")])
			fresh := startEditor(t, dir, rules.All()...)
			fresh.do(`begin {"capabilities": {"textDocument": {"diagnostic": {}}}, "initializationOptions": {"profile": "audit"}}`)
			fresh.do("open fresh.md")
			_, cold := fresh.findings("fresh.md")
			fresh.leave()
			if warm != strings.ReplaceAll(cold, "fresh.md", "draft.md") {
				t.Fatalf("after %d edits:\nwarm %s\ncold %s", n+1, warm, cold)
			}
		}
	})
}

// whole moves a byte to the start of a character.
func whole(text string, at int) int {
	for at > 0 && at < len(text) && text[at]&0xC0 == 0x80 {
		at--
	}
	return at
}

// BenchmarkEdit is a keystroke with all rules of the default profile: from the change as it is read to the diagnostics as
// they are written. bench/editor measures whole processes.
func BenchmarkEdit(b *testing.B) {
	piece, err := os.ReadFile("../testdata/corpus/report-harvest.md")
	if err != nil {
		b.Fatal(err)
	}
	for _, size := range []int{10_000, 150_000} {
		b.Run(fmt.Sprintf("%dKB", size/1000), func(b *testing.B) {
			text := strings.Repeat(string(piece)+"\n\n", size/len(piece)+1)[:size]
			in, feed := io.Pipe()
			answers, out := io.Pipe()
			go cli.Main([]string{"sayso", "lsp"}, in, out, io.Discard, rules.All()...)
			r := bufio.NewReader(answers)
			hear := func() {
				var n int
				if _, err := fmt.Fscanf(r, "Content-Length: %d\r\n\r\n", &n); err != nil {
					b.Fatal(err)
				}
				if _, err := io.CopyN(io.Discard, r, int64(n)); err != nil {
					b.Fatal(err)
				}
			}
			say := func(m map[string]any) { _, _ = feed.Write(frame(m)) }
			say(map[string]any{"id": 1, "method": "initialize", "params": map[string]any{"capabilities": map[string]any{}}})
			hear()
			say(map[string]any{"method": "initialized", "params": map[string]any{}})
			document := map[string]any{"uri": "file:///nowhere/draft.md", "languageId": "markdown", "version": 1, "text": text}
			say(map[string]any{"method": "textDocument/didOpen", "params": map[string]any{"textDocument": document}})
			hear()
			delete(document, "text")
			place := map[string]any{"line": 20, "character": 0}
			b.SetBytes(int64(size))
			for b.Loop() {
				say(map[string]any{"method": "textDocument/didChange", "params": map[string]any{
					"textDocument":   document,
					"contentChanges": []any{map[string]any{"range": map[string]any{"start": place, "end": place}, "text": "so "}},
				}})
				hear()
			}
			_ = feed.Close()
		})
	}
}
