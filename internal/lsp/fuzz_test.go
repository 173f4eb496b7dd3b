package lsp

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
)

// FuzzServe hands the server a stream of messages: as it comes, or, so that more of it gets past the framing, every line
// in a frame of its own. Whatever it is, the session ends when it does, and every answer is framed.
func FuzzServe(f *testing.F) {
	const at = `"textDocument":{"uri":"file:///a.txt"}`
	session := []string{
		`{"id":1,"method":"initialize","params":{"capabilities":{"workspace":{"workspaceEdit":{"documentChanges":true,"snippetEditSupport":true},"configuration":true}}}}`,
		`{"method":"initialized","params":{}}`,
		opened("file:///a.txt", "It is so. \"So so,\" she said.\r\n鹿 😀 so"),
		`{"method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///a.txt","version":2},"contentChanges":[{"range":{"start":{"line":0,"character":3},"end":{"line":1,"character":1}},"text":"so"}]}}`,
		`{"method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///a.txt","version":2},"contentChanges":[{"range":{"start":{"line":7,"character":-3},"end":{"line":-1,"character":9999999999}},"text":"so"}]}}`,
		`{"id":2,"method":"textDocument/diagnostic","params":{` + at + `,"previousResultId":"1"}}`,
		`{"id":3,"method":"textDocument/hover","params":{` + at + `,"position":{"line":0,"character":6}}}`,
		`{"id":4,"method":"textDocument/codeAction","params":{` + at + `,"range":{"start":{"line":0,"character":0},"end":{"line":9,"character":0}},"context":{}}}`,
		`{"id":5,"method":"textDocument/codeAction","params":{` + at + `,"range":{"start":{"line":0,"character":0},"end":{"line":9,"character":0}},"context":{"only":["source"]}}}`,
		`{"id":6,"method":"textDocument/documentSymbol","params":{` + at + `}}`,
		`{"id":7,"method":"textDocument/codeLens","params":{` + at + `}}`,
		`{"id":8,"method":"textDocument/semanticTokens/full","params":{` + at + `}}`,
		`{"id":9,"method":"workspace/executeCommand","params":{"command":"sayso.explain","arguments":["so"]}}`,
		`{"method":"workspace/didChangeConfiguration","params":{"settings":{"sayso":{"profile":"intel"}}}}`,
		`{"method":"workspace/didChangeConfiguration","params":{"settings":null}}`,
		`{"method":"workspace/didChangeWatchedFiles","params":{}}`,
		`{"method":"workspace/didChangeWorkspaceFolders","params":{"event":{"added":[{"uri":"file:///b"}],"removed":[{"uri":"file:///a"}]}}}`,
		`{"method":"textDocument/didSave","params":{` + at + `}}`,
		`{"method":"$/cancelRequest","params":{"id":4}}`,
		`{"id":0,"result":[{"profile":"intel"}]}`,
		`{"method":"textDocument/didClose","params":{` + at + `}}`,
		`{"id":10,"method":"shutdown"}`,
		`{"method":"exit"}`,
	}
	f.Add([]byte(strings.Join(session, "\n")))
	for i := range session {
		f.Add([]byte(session[0] + "\n" + session[2] + "\n" + session[i]))
	}
	f.Add([]byte("Content-Length: 2\r\n\r\n{}Content-Length: 3\r\nX: y\n\n[]]"))
	f.Add([]byte("content-length:1\r\n\r\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if !bytes.HasPrefix(data, []byte("Content")) && !bytes.HasPrefix(data, []byte("content")) {
			var framed bytes.Buffer
			for line := range bytes.Lines(data) {
				fmt.Fprintf(&framed, "Content-Length: %d\r\n\r\n%s", len(line), line)
			}
			data = framed.Bytes()
		}
		var out bytes.Buffer
		err := Serve(t.Context(), bytes.NewReader(data), &out, &toy{}, "1")
		if err != nil && !errors.Is(err, ErrNoShutdown) {
			t.Error(err)
		}
		if strings.Contains(out.String(), "sayso failed") {
			t.Errorf("%s", out.String())
		}
		answers := &stream{in: bufio.NewReaderSize(&out, 1<<16), out: io.Discard}
		for {
			if _, err := answers.body(); err != nil {
				if !errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
					t.Error(err)
				}
				return
			}
		}
	})
}
