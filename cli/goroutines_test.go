package cli_test

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/sayso-lint/sayso/cli"
)

// TestNothingRunsOn: when a run has ended, however it has, nothing of it goes on.
func TestNothingRunsOn(t *testing.T) {
	dir := t.TempDir()
	for i := range 40 {
		if err := os.WriteFile(filepath.Join(dir, strconv.Itoa(i)+".md"), []byte("# Animals\n\nA moose came.\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	run := func(out io.Writer, args ...string) int {
		return cli.Main(append([]string{"sayso"}, args...), strings.NewReader("A moose came.\n"), out, io.Discard, moose)
	}
	run(io.Discard, dir) // what is started once for all
	before := runtime.NumGoroutine()
	for name, c := range map[string]struct {
		out  io.Writer
		args []string
		want int
	}{
		"findings":    {io.Discard, []string{"-j", "8", dir}, cli.Found},
		"pages":       {io.Discard, []string{"-f", "html", "-o", filepath.Join(t.TempDir(), "pages") + "/", dir}, cli.Found},
		"dump":        {io.Discard, []string{"dump", dir}, cli.Clean},
		"metrics":     {io.Discard, []string{"metrics", dir}, cli.Clean},
		"compare":     {io.Discard, []string{"compare", dir, dir}, cli.Clean},
		"stdin":       {io.Discard, []string{"-"}, cli.Found},
		"wrong usage": {io.Discard, []string{"--only", "nothing", dir}, cli.Misused},
		"a full disk": {full{}, []string{"-j", "8", dir}, cli.Failed},
		"unreadable":  {io.Discard, []string{"--max-size", "1", dir}, cli.Failed},
	} {
		if code := run(c.out, c.args...); code != c.want {
			t.Errorf("%s: exit %d, want %d", name, code, c.want)
		}
		settled := false
		for range 100000 {
			if settled = runtime.NumGoroutine() <= before; settled {
				break
			}
			runtime.Gosched()
		}
		if !settled {
			stacks := make([]byte, 1<<16)
			t.Fatalf("%s: %d goroutines, there were %d\n%s", name, runtime.NumGoroutine(), before, bytes.TrimSpace(stacks[:runtime.Stack(stacks, true)]))
		}
	}
}

// full is a disk with no room.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, os.ErrClosed }
