//go:build unix

package cli_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
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
