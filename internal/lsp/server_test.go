package lsp

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/sayso-lint/sayso/internal/example"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
)

// toy is a judge that finds every word "so", and does what a test tells it while it looks.
type toy struct {
	looks func(Draft)
	fails error // of Configure
	stale bool
}

func (j *toy) Check(d Draft) Verdict {
	if j.looks != nil {
		j.looks(d)
	}
	doc, err := example.Document(d.Path, d.Format, string(d.Text))
	if err != nil {
		return Verdict{Troubles: []string{err.Error()}}
	}
	v := Verdict{Doc: doc}
	for b := range doc.Blocks {
		for _, s := range doc.Blocks[b].Sentences {
			for _, t := range s.Tokens {
				if doc.Slice(t.Span) == "so" {
					v.Findings = append(v.Findings, lint.Finding{Rule: "so", Severity: lint.Warning, Span: t.Span, Message: "so?"})
				}
			}
		}
	}
	return v
}

func (j *toy) Stale(string) bool       { return j.stale }
func (j *toy) Configure(Options) error { return j.fails }
func (j *toy) Rule(string) *lint.Rule  { return &lint.Rule{ID: "so", Family: lint.Sourcing} }

func (j *toy) Explain(string) (text, file string, err error)  { return "so", "/so.txt", nil }
func (j *toy) Report(Draft) (string, error)                   { return "/so.html", nil }
func (j *toy) Lens(Verdict) string                            { return "so" }
func (j *toy) Mend(Draft, Verdict, lint.Fix) []Change         { return nil }
func (j *toy) MendAll(d Draft) ([]byte, error)                { return d.Text, nil }
func (j *toy) Allow(string, string, string) (Allowance, bool) { return Allowance{}, false }

// session is a client of a server with a toy.
type session struct {
	t     *testing.T
	in    *io.PipeWriter
	out   *io.PipeReader
	heard chan string
	ended chan error
}

// start begins a session and says initialize and initialized.
func start(t *testing.T, judge Judge, capabilities string) *session {
	t.Helper()
	in, feed := io.Pipe()
	answers, out := io.Pipe()
	s := &session{t: t, in: feed, out: answers, heard: make(chan string, 1000), ended: make(chan error, 1)}
	go func() {
		err := Serve(t.Context(), in, out, judge, "1")
		_ = out.Close()
		_ = in.Close()
		s.ended <- err
	}()
	go func() {
		r := bufio.NewReader(answers)
		for {
			var n int
			if _, err := fmt.Fscanf(r, "Content-Length: %d\r\n\r\n", &n); err != nil {
				close(s.heard)
				return
			}
			body := make([]byte, n)
			if _, err := io.ReadFull(r, body); err != nil {
				close(s.heard)
				return
			}
			s.heard <- string(body)
		}
	}()
	s.say(`{"jsonrpc":"2.0","id":"i","method":"initialize","params":{"capabilities":` + capabilities + `}}`)
	s.listen()
	s.say(`{"jsonrpc":"2.0","method":"initialized","params":{}}`)
	return s
}

func (s *session) say(body string) {
	_, _ = fmt.Fprintf(s.in, "Content-Length: %d\r\n\r\n%s", len(body), body) // a server that is gone is what some tests are about
}

// listen takes what was said until the server waits.
func (s *session) listen() (all []string) {
	s.t.Helper()
	for {
		synctest.Wait()
		select {
		case m, open := <-s.heard:
			if !open {
				return all
			}
			all = append(all, m)
		default:
			return all
		}
	}
}

func (s *session) end() error {
	_ = s.in.Close()
	return <-s.ended
}

func opened(uri, text string) string {
	body, _ := json.Marshal(text)
	return fmt.Sprintf(`{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":%q,"languageId":"plaintext","version":1,"text":%s}}}`, uri, body)
}

func changedTo(text string, version int) string {
	body, _ := json.Marshal(text)
	return fmt.Sprintf(`{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///a.txt","version":%d},"contentChanges":[{"text":%s}]}}`, version, body)
}

func kinds(messages []string) (all []string) {
	for _, m := range messages {
		var x struct {
			ID     any
			Method string
			Error  *struct{ Code int }
			Params struct {
				URI     string
				Version int
			}
		}
		_ = json.Unmarshal([]byte(m), &x)
		switch {
		case x.Method == "textDocument/publishDiagnostics":
			all = append(all, fmt.Sprintf("%s v%d", x.Params.URI, x.Params.Version))
		case x.Method != "":
			all = append(all, x.Method)
		case x.Error != nil:
			all = append(all, fmt.Sprintf("%v error %d", x.ID, x.Error.Code))
		default:
			all = append(all, fmt.Sprint(x.ID))
		}
	}
	return all
}

const versions = `{"textDocument":{"publishDiagnostics":{"versionSupport":true}}}`

// What comes while the server works waits: a burst of keystrokes costs one check more, what was cancelled before its turn
// is not worked on, and the text that was touched last is told of first.
func TestWhatWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		busy := make(chan bool)
		checks := 0
		s := start(t, &toy{looks: func(Draft) { checks++; <-busy }}, versions)
		s.say(opened("file:///a.txt", "so"))
		synctest.Wait() // it is working on a.txt
		s.say(opened("file:///b.txt", "so"))
		for v := 2; v < 50; v++ {
			s.say(changedTo("so so", v))
		}
		s.say(`{"jsonrpc":"2.0","id":1,"method":"textDocument/codeLens","params":{"textDocument":{"uri":"file:///a.txt"}}}`)
		s.say(`{"jsonrpc":"2.0","id":"x","method":"textDocument/foldingRange"}`)
		s.say(`{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":1}}`)
		s.say(`{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":"x"}}`)
		s.say(`{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":"never"}}`)
		s.say(`{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":{}}}`)
		s.say(`{"jsonrpc":"2.0","method":"$/cancelRequest"}`)
		synctest.Wait()
		close(busy)
		got := strings.Join(kinds(s.listen()), ", ")
		if want := "file:///a.txt v1, 1 error -32800, x error -32800, file:///a.txt v49, file:///b.txt v1"; got != want || checks != 3 {
			t.Errorf("got  %s with %d checks\nwant %s with 3", got, checks, want)
		}
		if err := s.end(); !errors.Is(err, ErrNoShutdown) {
			t.Error(err)
		}
	})
}

// A request between a change and its check does the check; the diagnostics are told all the same.
func TestRequestsDoNotSwallowDiagnostics(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		busy := make(chan bool)
		s := start(t, &toy{looks: func(Draft) { <-busy }}, versions)
		s.say(opened("file:///a.txt", "so"))
		synctest.Wait()
		s.say(changedTo("so so", 2))
		s.say(`{"jsonrpc":"2.0","id":1,"method":"textDocument/codeLens","params":{"textDocument":{"uri":"file:///a.txt"}}}`)
		synctest.Wait()
		close(busy)
		if got := strings.Join(kinds(s.listen()), ", "); got != "file:///a.txt v1, 1, file:///a.txt v2" {
			t.Error(got)
		}
		_ = s.end()
	})
}

// A failure of ours costs one answer.
func TestFailures(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := start(t, &toy{looks: func(d Draft) {
			if strings.Contains(string(d.Text), "boom") {
				panic("boom")
			}
		}}, versions)
		s.say(opened("file:///a.txt", "boom"))
		if got := strings.Join(s.listen(), "\n"); !strings.Contains(got, `"not checked: a.txt: sayso failed`) || strings.Count(got, "showMessage") != 1 {
			t.Error(got)
		}
		s.say(`{"jsonrpc":"2.0","id":1,"method":"textDocument/hover","params":{"textDocument":{"uri":"file:///a.txt"},"position":{"line":0,"character":0}}}`)
		s.say(changedTo("so", 2))
		if got := strings.Join(kinds(s.listen()), ", "); got != "1, file:///a.txt v2" {
			t.Error(got)
		}
		_ = s.end()
	})
}

// A text that is too long to be checked while it is written says so, once and at its top, and is edited like any other.
func TestLongTexts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		checks := 0
		s := start(t, &toy{looks: func(Draft) { checks++ }}, versions)
		s.say(opened("file:///a.txt", strings.Repeat("so ", maxText/3+1)))
		got := strings.Join(s.listen(), "\n")
		if !strings.Contains(got, "not checked: a.txt is longer than the 16 MB") || strings.Count(got, "showMessage") != 1 || checks != 0 {
			t.Errorf("%s after %d checks", got, checks)
		}
		for v := range 5 {
			s.say(fmt.Sprintf(`{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///a.txt","version":%d},
				"contentChanges":[{"range":{"start":{"line":0,"character":7},"end":{"line":0,"character":9}},"text":"so so"}]}}`, v+2))
		}
		s.say(`{"jsonrpc":"2.0","id":1,"method":"textDocument/hover","params":{"textDocument":{"uri":"file:///a.txt"},"position":{"line":0,"character":16000000}}}`)
		if got := strings.Join(s.listen(), "\n"); strings.Contains(got, "showMessage") || checks != 0 {
			t.Errorf("%s after %d checks", got, checks)
		}
		s.say(changedTo("so", 9))
		if got := strings.Join(kinds(s.listen()), ", "); got != "file:///a.txt v9" || checks != 1 {
			t.Errorf("%s after %d checks", got, checks)
		}
		_ = s.end()
	})
}

// A session ends when the program is told to, and leaves no goroutine: the bubble would not close.
func TestEnds(t *testing.T) {
	for name, c := range map[string]struct {
		end  func(*session, context.CancelCauseFunc)
		want error
	}{
		"shutdown and exit": {func(s *session, _ context.CancelCauseFunc) {
			s.say(`{"jsonrpc":"2.0","id":1,"method":"shutdown"}`)
			s.say(`{"jsonrpc":"2.0","method":"exit"}`)
		}, nil},
		"shutdown and a closed pipe": {func(s *session, _ context.CancelCauseFunc) {
			s.say(`{"jsonrpc":"2.0","id":1,"method":"shutdown"}`)
			_ = s.in.Close()
		}, nil},
		"exit alone":    {func(s *session, _ context.CancelCauseFunc) { s.say(`{"jsonrpc":"2.0","method":"exit"}`) }, ErrNoShutdown},
		"a closed pipe": {func(s *session, _ context.CancelCauseFunc) { _ = s.in.Close() }, ErrNoShutdown},
		"half a message": {func(s *session, _ context.CancelCauseFunc) {
			_, _ = s.in.Write([]byte("Content-Length: 9\r\n\r\n{"))
			_ = s.in.Close()
		}, ErrNoShutdown},
		"half a header":     {func(s *session, _ context.CancelCauseFunc) { _, _ = s.in.Write([]byte("Content-Le")); _ = s.in.Close() }, ErrNoShutdown},
		"an endless header": {func(s *session, _ context.CancelCauseFunc) { _, _ = s.in.Write([]byte(strings.Repeat("x", 1<<17))) }, ErrNoShutdown},
		"a length of GB": {func(s *session, _ context.CancelCauseFunc) {
			_, _ = s.in.Write([]byte("Content-Length: 99999999999\r\n\r\n"))
		}, ErrNoShutdown},
		"a negative length": {func(s *session, _ context.CancelCauseFunc) { _, _ = s.in.Write([]byte("Content-Length: -1\r\n\r\n")) }, ErrNoShutdown},
		"nobody listens": {func(s *session, _ context.CancelCauseFunc) {
			_ = s.out.Close()
			s.say(opened("file:///a.txt", "so"))
			_ = s.in.Close()
		}, ErrNoShutdown},
		"an interruption": {func(_ *session, cancel context.CancelCauseFunc) { cancel(io.ErrNoProgress) }, io.ErrNoProgress},
	} {
		synctest.Test(t, func(t *testing.T) {
			s := start(t, &toy{}, `{}`)
			ctx, cancel := context.WithCancelCause(context.Background())
			if errors.Is(c.want, io.ErrNoProgress) {
				_ = s.end()
				in, feed := io.Pipe()
				go func() { s.ended <- Serve(ctx, in, io.Discard, &toy{}, "1") }()
				defer func() { _ = feed.Close() }()
				synctest.Wait()
			}
			c.end(s, cancel)
			if err := <-s.ended; !errors.Is(err, c.want) {
				t.Errorf("%s: %v", name, err)
			}
			cancel(nil)
			_ = s.in.Close()
			_ = s.out.Close()
		})
	}
}

// JSON that is deep, wide or doubled is answered or passed over like any other.
func TestOddMessages(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := start(t, &toy{}, versions)
		for body, want := range map[string]string{
			strings.Repeat("[", 1<<20): "<nil> error -32700",
			`{"jsonrpc":"2.0","id":1,"method":"x","params":` + strings.Repeat("[", 9_000) + strings.Repeat("]", 9_000) + "}": "1 error -32601",
			`{"jsonrpc":"2.0","id":1.5,"method":"x"}`:          "<nil> error -32600",
			`{"jsonrpc":"2.0","id":[],"method":"x"}`:           "<nil> error -32600",
			`{"jsonrpc":"2.0","id":1,"method":"x","result":1}`: "<nil> error -32600",
			`[{"jsonrpc":"2.0","id":1,"method":"x"}]`:          "<nil> error -32600",
			`"x"`:                                   "<nil> error -32600",
			``:                                      "<nil> error -32700",
			"\xff":                                  "<nil> error -32700",
			`{"jsonrpc":"2.0","id":77,"result":{}}`: "", // an answer to nothing
			`{"jsonrpc":"2.0","id":77,"error":{"code":1,"message":"no"}}`:          "",
			`{"jsonrpc":"2.0","id":null,"method":"x"}`:                             "", // a notification, by the library
			`{"jsonrpc":"2.0","id":"","method":"shutdown2","params":null}`:         " error -32601",
			`{"jsonrpc":"2.0","method":"textDocument/didChange","params":[1,"a"]}`: "",
		} {
			s.say(body)
			if got := strings.Join(kinds(s.listen()), ", "); got != want {
				t.Errorf("%.80s: got %q, want %q", body, got, want)
			}
		}
		_ = s.end()
	})
}

// Where a note's words stand is said once, by the note or behind it.
func TestPlaceOfNotes(t *testing.T) {
	const content = "Ida Kern said so.\n\nIt rains, so it is said."
	doc, err := example.Document("a.txt", "", content)
	if err != nil {
		t.Fatal(err)
	}
	o := &open{text: newText(content, false)}
	at := prose.Span{Start: 0, End: len("Ida Kern")}
	for text, want := range map[string]string{
		"nearest attribution":                     " (line 1)",
		"it stands in line 12":                    " (line 1)",
		`nearest attribution, line 1: "Ida Kern"`: "",
	} {
		if got := o.place(doc, lint.Note{Text: text, Span: at}); got != want {
			t.Errorf("behind %q: %q, want %q", text, got, want)
		}
	}
	if got := o.place(doc, lint.Note{Text: "nothing around"}); got != "" {
		t.Errorf("of a note that stands nowhere: %q", got)
	}
}
