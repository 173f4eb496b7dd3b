// Command editor measures the language server as an editor meets it: a whole process that is written to and listened to.
//
//	go run ./bench/editor [-n EDITS] [-one=false] COMMAND TEXT
//
// It opens five documents of 150 KB and one of 10 KB, all cut from TEXT (Markdown), writes a word into one document
// after another, and prints how long each size takes from a change to its diagnostics: by the clock, and in processor
// time of the server, which other work on the machine changes less. Then it prints what the server holds in memory, at
// rest and at its most. It reads /proc and so wants Linux.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

func main() {
	edits := flag.Int("n", 100, "edits of each size")
	one := flag.Bool("one", true, "let the server have one processor")
	flag.Parse()
	if err := run(flag.Arg(0), flag.Arg(1), *edits, *one); err != nil {
		fmt.Fprintln(os.Stderr, "editor:", err)
		os.Exit(1)
	}
}

// sizes are those of the documents, in bytes.
var sizes = []int{150_000, 150_000, 150_000, 150_000, 150_000, 10_000}

func run(command, text string, edits int, one bool) error {
	if command == "" || text == "" {
		return errors.New("say what to start and what to read: go run ./bench/editor COMMAND TEXT")
	}
	data, err := os.ReadFile(text)
	if err != nil {
		return fmt.Errorf("reading the text: %w", err)
	}
	s, err := start(command, one)
	if err != nil {
		return err
	}
	defer s.stop()
	for i, size := range sizes {
		from := i * size % max(1, len(data)-size)
		if err := s.open(i, cut(data, from, size)); err != nil {
			return err
		}
	}
	fmt.Printf("opened %d documents: %s\n", len(sizes), s.memory())
	for _, size := range []int{150_000, 10_000} {
		var clock, cpu []time.Duration
		for n := range edits {
			document := n % 5
			if size == 10_000 {
				document = 5
			}
			t, c, err := s.edit(document, n)
			if err != nil {
				return err
			}
			clock, cpu = append(clock, t), append(cpu, c)
		}
		fmt.Printf("%d KB: median %v by the clock, %v of processor time; nine in ten below %v and %v\n",
			size/1000, at(clock, 0.5), at(cpu, 0.5), at(clock, 0.9), at(cpu, 0.9))
	}
	time.Sleep(3 * time.Second) // an editor at rest
	fmt.Printf("after %d edits: %s\n", 2*edits, s.memory())
	return nil
}

// cut takes whole paragraphs.
func cut(data []byte, from, size int) string {
	text := string(data[from:min(len(data), from+size)])
	if _, rest, ok := strings.Cut(text, "\n\n"); ok && from > 0 {
		text = rest
	}
	return strings.ToValidUTF8(text, "")
}

func at(times []time.Duration, share float64) time.Duration {
	slices.Sort(times)
	return times[min(len(times)-1, int(float64(len(times))*share))].Round(10 * time.Microsecond)
}

// server is the process that is measured.
type server struct {
	process *exec.Cmd
	in      io.WriteCloser
	out     *bufio.Reader
	version int
}

func start(command string, one bool) (*server, error) {
	words := strings.Fields(command)
	process := exec.CommandContext(context.Background(), words[0], words[1:]...)
	if one {
		process.Env = append(os.Environ(), "GOMAXPROCS=1")
	}
	process.Stderr = os.Stderr
	in, err := process.StdinPipe()
	if err != nil {
		return nil, fmt.Errorf("starting: %w", err)
	}
	out, err := process.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("starting: %w", err)
	}
	if err := process.Start(); err != nil {
		return nil, fmt.Errorf("starting: %w", err)
	}
	s := &server{process: process, in: in, out: bufio.NewReader(out)}
	if err := s.say(map[string]any{"id": 1, "method": "initialize", "params": map[string]any{"capabilities": map[string]any{
		"general":      map[string]any{"positionEncodings": []string{"utf-16"}},
		"textDocument": map[string]any{"publishDiagnostics": map[string]any{"relatedInformation": true, "versionSupport": true}},
	}}}); err != nil {
		return nil, err
	}
	return s, s.say(map[string]any{"method": "initialized", "params": map[string]any{}})
}

func (s *server) say(m map[string]any) error {
	m["jsonrpc"] = "2.0"
	body, err := json.Marshal(m)
	if err != nil {
		return fmt.Errorf("writing: %w", err)
	}
	if _, err := fmt.Fprintf(s.in, "Content-Length: %d\r\n\r\n%s", len(body), body); err != nil {
		return fmt.Errorf("writing: %w", err)
	}
	return nil
}

// hear reads messages until diagnostics of a version come.
func (s *server) hear(version int) error {
	for {
		var n int
		if _, err := fmt.Fscanf(s.out, "Content-Length: %d\r\n\r\n", &n); err != nil {
			return fmt.Errorf("reading: %w", err)
		}
		body := make([]byte, n)
		if _, err := io.ReadFull(s.out, body); err != nil {
			return fmt.Errorf("reading: %w", err)
		}
		var m struct {
			Method string
			Params struct{ Version int }
		}
		if err := json.Unmarshal(body, &m); err != nil {
			return fmt.Errorf("reading: %w", err)
		}
		if m.Method == "textDocument/publishDiagnostics" && m.Params.Version == version {
			return nil
		}
	}
}

func uri(document int) string { return fmt.Sprintf("file:///nowhere/%d.md", document) }

func (s *server) open(document int, text string) error {
	s.version++
	if err := s.say(map[string]any{"method": "textDocument/didOpen", "params": map[string]any{
		"textDocument": map[string]any{"uri": uri(document), "languageId": "markdown", "version": s.version, "text": text},
	}}); err != nil {
		return err
	}
	return s.hear(s.version)
}

// edit writes a word somewhere and waits for what is found then.
func (s *server) edit(document, n int) (clock, cpu time.Duration, err error) {
	s.version++
	place := map[string]any{"line": 4 + n*7%60, "character": 0}
	before, begin := s.cpu(), time.Now()
	if err := s.say(map[string]any{"method": "textDocument/didChange", "params": map[string]any{
		"textDocument":   map[string]any{"uri": uri(document), "version": s.version},
		"contentChanges": []any{map[string]any{"range": map[string]any{"start": place, "end": place}, "text": "so "}},
	}}); err != nil {
		return 0, 0, err
	}
	if err := s.hear(s.version); err != nil {
		return 0, 0, err
	}
	return time.Since(begin), s.cpu() - before, nil
}

func (s *server) proc(file string) string {
	return fmt.Sprintf("/proc/%d/%s", s.process.Process.Pid, file)
}

// cpu is the processor time that all threads have had.
func (s *server) cpu() (sum time.Duration) {
	threads, _ := filepath.Glob(s.proc("task/*/schedstat"))
	for _, t := range threads {
		data, err := os.ReadFile(t)
		if err != nil {
			continue // it has ended
		}
		if fields := strings.Fields(string(data)); len(fields) > 0 {
			n, _ := strconv.ParseInt(fields[0], 10, 64)
			sum += time.Duration(n)
		}
	}
	return sum
}

func (s *server) memory() string {
	data, err := os.ReadFile(s.proc("status"))
	if err != nil {
		return err.Error()
	}
	var all []string
	for line := range strings.Lines(string(data)) {
		for field, name := range map[string]string{"VmRSS:": "resident", "VmHWM:": "at most", "RssAnon:": "of its own"} {
			if rest, ok := strings.CutPrefix(line, field); ok {
				kb, _ := strconv.Atoi(strings.Fields(rest)[0])
				all = append(all, fmt.Sprintf("%s %.1f MB", name, float64(kb)/1000))
			}
		}
	}
	return strings.Join(all, ", ")
}

func (s *server) stop() {
	_ = s.in.Close()
	_ = s.process.Wait() // it says that nobody said shutdown
}
