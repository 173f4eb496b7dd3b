package lsp

import (
	"encoding/json"
	"flag"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// told is what the server published last, by URI.
func told(t *rapid.T, into map[string]string, messages []string) {
	for _, m := range messages {
		var x struct {
			Method string
			Params struct {
				URI         string
				Diagnostics json.RawMessage
			}
		}
		if err := json.Unmarshal([]byte(m), &x); err != nil {
			t.Fatal(err)
		}
		if x.Method == "textDocument/publishDiagnostics" {
			into[x.Params.URI] = string(x.Params.Diagnostics)
		}
	}
}

// A thousand edits of three texts later the server holds what the client holds, and says what a server says that has just
// been started: nothing that it keeps from one check to the next shows.
func TestAThousandEdits(t *testing.T) {
	checks := flag.Lookup("rapid.checks").Value
	usual := checks.String()
	if usual == "100" { // whoever asks for more gets them
		_ = checks.Set("4")
		defer func() { _ = checks.Set(usual) }()
	}
	rapid.Check(t, func(r *rapid.T) {
		inBytes := rapid.Bool().Draw(r, "utf-8")
		capabilities := `{}`
		if inBytes {
			capabilities = `{"general":{"positionEncodings":["utf-8"]}}`
		}
		seen := map[string]string{} // by path, what the judge was handed
		client := map[string]string{}
		warm, cold := map[string]string{}, map[string]string{}
		synctest.Test(t, func(t *testing.T) {
			s := start(t, &toy{looks: func(d Draft) { seen["file://"+d.Path] = string(d.Text) }}, capabilities)
			for _, uri := range []string{"file:///a.txt", "file:///b.txt", "file:///c.txt"} {
				client[uri] = randomText(r, 10)
				s.say(opened(uri, client[uri]))
			}
			told(r, warm, s.listen())
			for n := range 1000 {
				uri := rapid.SampledFrom([]string{"file:///a.txt", "file:///b.txt", "file:///c.txt"}).Draw(r, "which")
				var edits []string
				for range rapid.IntRange(1, 3).Draw(r, "edits") {
					text := client[uri]
					start := rapid.IntRange(0, len(text)).Draw(r, "start")
					end := min(len(text), start+rapid.IntRange(0, 30).Draw(r, "length"))
					if len(text) > 20_000 { // or texts would grow for ever
						end = len(text)
					}
					start, end = whole(text, start), whole(text, end)
					words := rapid.SampledFrom(snippets).Draw(r, "words")
					client[uri] = text[:start] + words + text[end:]
					from, to := counted(text, start, inBytes), counted(text, end, inBytes)
					encoded, _ := json.Marshal(words)
					edits = append(edits, fmt.Sprintf(`{"range":{"start":{"line":%d,"character":%d},"end":{"line":%d,"character":%d}},"text":%s}`,
						from.Line, from.Character, to.Line, to.Character, encoded))
				}
				s.say(fmt.Sprintf(`{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":%q,"version":%d},"contentChanges":[%s]}}`,
					uri, n+2, strings.Join(edits, ",")))
				if n%50 == 0 {
					told(r, warm, s.listen())
				}
			}
			told(r, warm, s.listen())
			_ = s.end()
			fresh := start(t, &toy{}, capabilities)
			for uri, text := range client {
				fresh.say(opened(uri, text))
			}
			told(r, cold, fresh.listen())
			_ = fresh.end()
		})
		for uri, text := range client {
			if seen[uri] != text {
				r.Fatalf("%s: the server has %q, the client %q", uri, seen[uri], text)
			}
			if warm[uri] != cold[uri] {
				r.Fatalf("%s: warm %s, cold %s", uri, warm[uri], cold[uri])
			}
		}
	})
}

// whole moves a byte to where an edit can be: not inside of a character, nor between CR and LF.
func whole(text string, at int) int {
	for at < len(text) && (!utf8.RuneStart(text[at]) || at > 0 && text[at-1] == '\r' && text[at] == '\n') {
		at++
	}
	return at
}

// Ten thousand edits leave no more behind than one does.
func TestEditsLeaveNothingBehind(t *testing.T) {
	heap := func() uint64 {
		runtime.GC()
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	synctest.Test(t, func(t *testing.T) {
		s := start(t, &toy{}, `{"workspace":{"codeLens":{"refreshSupport":true}}}`)
		edit := func(from, to int) {
			for v := from; v < to; v++ {
				s.say(changedTo(strings.Repeat("so ", v%200), v))
				s.say(fmt.Sprintf(`{"jsonrpc":"2.0","id":%d,"method":"textDocument/codeLens","params":{"textDocument":{"uri":"file:///a.txt"}}}`, v))
				s.say(fmt.Sprintf(`{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":%d}}`, v))
				s.say(opened(fmt.Sprintf("untitled:%d", v), "so"))
				s.say(fmt.Sprintf(`{"jsonrpc":"2.0","method":"textDocument/didClose","params":{"textDocument":{"uri":"untitled:%d"}}}`, v))
				if v%20 == 0 {
					s.listen()
				}
			}
			s.listen()
		}
		s.say(opened("file:///a.txt", "so"))
		edit(2, 500)
		before := heap()
		edit(500, 10_500)
		if after := heap(); after > before+1<<20 {
			t.Errorf("%d bytes before, %d after", before, after)
		}
		_ = s.end()
	})
}
