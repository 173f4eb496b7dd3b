package lsp

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strconv"
	"strings"
	"sync"

	"github.com/sourcegraph/jsonrpc2"
)

// maxMessage is the greatest message that is read, in bytes. One that says it is greater ends the session: whatever
// follows cannot be told from its body.
const maxMessage = 256 << 20

// stream frames messages as the protocol does: headers, an empty line, a body of Content-Length bytes. Unlike the
// library's own it outlives a body that is no message: that is answered with the error that JSON-RPC has for it, and the
// next one is read.
type stream struct {
	in     *bufio.Reader
	mu     sync.Mutex // of out
	out    io.Writer
	closer io.Closer
}

// ReadObject reads the next message.
func (s *stream) ReadObject(v any) error {
	for {
		body, err := s.body()
		if err != nil {
			return err
		}
		code, what := int64(jsonrpc2.CodeParseError), "not JSON"
		if json.Valid(body) {
			if err := json.Unmarshal(body, v); err == nil {
				return nil
			}
			reflect.ValueOf(v).Elem().SetZero() // what half a message left there shall not be taken for a part of the next
			code, what = jsonrpc2.CodeInvalidRequest, "neither a request nor a notification nor a response"
		}
		refusal := map[string]any{"jsonrpc": "2.0", "id": nil, "error": map[string]any{"code": code, "message": what}}
		if err := s.WriteObject(refusal); err != nil {
			return err
		}
	}
}

func (s *stream) body() ([]byte, error) {
	length := -1
	for {
		// A line longer than the buffer is none that ends soon.
		raw, err := s.in.ReadSlice('\n')
		if err != nil {
			if errors.Is(err, io.EOF) && len(raw) > 0 {
				err = io.ErrUnexpectedEOF
			}
			return nil, err
		}
		line := strings.TrimRight(string(raw), "\r\n")
		if line == "" {
			if length < 0 {
				continue // blank lines between messages
			}
			break
		}
		name, value, _ := strings.Cut(line, ":")
		if !strings.EqualFold(strings.TrimSpace(name), "Content-Length") {
			continue
		}
		n, err := strconv.Atoi(strings.TrimSpace(value))
		if err != nil || n < 0 || n > maxMessage {
			return nil, fmt.Errorf("message of Content-Length %q, expected 0 to %d bytes", strings.TrimSpace(value), maxMessage)
		}
		length = n
	}
	// What is promised need not come, so room is made as it does.
	body, err := io.ReadAll(io.LimitReader(s.in, int64(length)))
	if err == nil && len(body) < length {
		err = io.ErrUnexpectedEOF
	}
	return body, err
}

// WriteObject writes a message.
func (s *stream) WriteObject(v any) error {
	body, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("writing a message: %w", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	_, err = fmt.Fprintf(s.out, "Content-Length: %d\r\n\r\n%s", len(body), body)
	return err //nolint:wrapcheck // the connection's
}

// Close closes what is read from, where that can be.
func (s *stream) Close() error {
	if s.closer == nil {
		return nil
	}
	return s.closer.Close() //nolint:wrapcheck // as above
}
