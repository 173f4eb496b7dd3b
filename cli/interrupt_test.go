//go:build unix

package cli_test

import (
	"bufio"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// A pipe that nobody writes to keeps sayso reading. Opening its other end waits until sayso has opened it, so that the
// signal never comes too early.
func TestInterrupted(t *testing.T) {
	for signal, code := range map[syscall.Signal]int{syscall.SIGINT: 130, syscall.SIGTERM: 143} {
		t.Run(signal.String(), func(t *testing.T) {
			dir := t.TempDir()
			pipe := filepath.Join(dir, "pipe.txt")
			if err := syscall.Mkfifo(pipe, 0o600); err != nil {
				t.Skip("no pipes here:", err)
			}
			cmd := exec.Command("sayso", "--output", filepath.Join(dir, "report.txt"), pipe)
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			ended := make(chan error, 1)
			go func() { ended <- cmd.Wait() }()
			opened := make(chan error, 1)
			go func() {
				w, err := os.OpenFile(pipe, os.O_WRONLY, 0)
				if err == nil {
					t.Cleanup(func() { _ = w.Close() })
				}
				opened <- err
			}()
			select {
			case err := <-ended:
				t.Fatalf("ended before it read: %v", err)
			case err := <-opened:
				if err != nil {
					t.Fatal(err)
				}
			}
			if err := cmd.Process.Signal(signal); err != nil {
				t.Fatal(err)
			}
			var exit *exec.ExitError
			if err := <-ended; !errors.As(err, &exit) || exit.ExitCode() != code {
				t.Errorf("exits with %v, want %d", err, code)
			}
			left, err := os.ReadDir(dir)
			if err != nil || len(left) != 1 {
				t.Errorf("left behind: %v, %v; want the pipe alone", left, err)
			}
		})
	}
}

// A run that is stopped while it mends leaves each file as it was or as it should be, and none beside them.
func TestInterruptedWhileMending(t *testing.T) {
	dir := t.TempDir()
	put := func(name string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte("A hare ran.\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	before, behind, pipe := put("a.txt"), put("c.txt"), filepath.Join(dir, "b.txt")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skip("no pipes here:", err)
	}
	cmd := exec.Command("sayso", "--fix", "--jobs", "1", before, pipe, behind)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	w, err := os.OpenFile(pipe, os.O_WRONLY, 0) // waits until sayso reads it, with a file done and one to do
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close() })
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	var exit *exec.ExitError
	if err := cmd.Wait(); !errors.As(err, &exit) || exit.ExitCode() != 143 {
		t.Errorf("exits with %v, want 143", err)
	}
	for path, texts := range map[string][]string{before: {"A hare ran.\n", "A rabbit ran.\n"}, behind: {"A hare ran.\n"}} {
		if got, err := os.ReadFile(path); err != nil || !slices.Contains(texts, string(got)) {
			t.Errorf("%s holds %q, %v; want one of %q", filepath.Base(path), got, err, texts)
		}
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 3 {
		t.Errorf("left behind: %v, %v; want the three files", left, err)
	}
}

// The whole of --watch once, with a real process and real events. It waits for what the process prints and for nothing else.
func TestWatch(t *testing.T) {
	dir := t.TempDir()
	put := func(name, text string) {
		t.Helper()
		aside := filepath.Join(dir, name+"~")
		if err := os.WriteFile(aside, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(aside, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	put("a.md", "A moose came.\n")
	cmd := exec.Command("sayso", "--watch", "-f", "compact", ".")
	cmd.Dir = dir
	printed := func(pipe func() (io.ReadCloser, error)) func(string) {
		r, err := pipe()
		if err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(r)
		return func(want string) {
			t.Helper()
			for lines.Scan() {
				if strings.Contains(lines.Text(), want) {
					return
				}
			}
			t.Fatalf("ended before it printed %q", want)
		}
	}
	stdout, stderr := printed(cmd.StdoutPipe), printed(cmd.StderrPipe)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() })

	stdout("a.md:1:3: error stray-moose")
	stderr("watching 1 file; Ctrl-C ends")
	put("b.md", "One more moose.\n")
	stdout("b.md:1:10: error stray-moose")
	stderr("watching 2 files")
	put(".sayso.yaml", "rules: {stray-moos: off}\n")
	stderr("unknown rule")
	put(".sayso.yaml", "rules: {stray-moose: info}\n")
	stdout("a.md:1:3: info stray-moose")
	stdout("b.md:1:10: info stray-moose")
	stderr("watching 2 files")
	// A baseline that the configuration alone names settles what is reported, too.
	put("known.jsonl", "{\"sayso-baseline\":1}\n")
	put(".sayso.yaml", "baseline: known.jsonl\n")
	stdout("a.md:1:3: error stray-moose")
	stderr("watching 2 files")
	baseline := exec.Command("sayso", "baseline", "--quiet")
	baseline.Dir = dir
	if out, err := baseline.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	stderr("watching 2 files")

	if err := cmd.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	var exit *exec.ExitError
	if err := cmd.Wait(); !errors.As(err, &exit) || exit.ExitCode() != 130 {
		t.Errorf("exits with %v, want 130", err)
	}
}
