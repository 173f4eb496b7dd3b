//go:build unix

package cli_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/sayso-lint/sayso/cli"
	"github.com/sayso-lint/sayso/internal/bounded"
)

// run is sayso as a process, which this test ends where it would hang.
type run struct {
	*exec.Cmd
	out, err bytes.Buffer
}

func command(t *testing.T, dir string, args ...string) *run {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	t.Cleanup(cancel)
	r := &run{Cmd: exec.CommandContext(ctx, "sayso", args...)}
	r.Dir, r.Stdout, r.Stderr = dir, &r.out, &r.err
	r.WaitDelay = time.Second
	return r
}

// ended gives the exit code once the process has ended.
func (r *run) ended(t *testing.T) int {
	t.Helper()
	err := r.Wait()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return r.ProcessState.ExitCode()
}

func (r *run) begin(t *testing.T) {
	t.Helper()
	if err := r.Start(); err != nil {
		t.Fatal(err)
	}
}

func (r *run) code(t *testing.T) int {
	t.Helper()
	r.begin(t)
	return r.ended(t)
}

func put(t *testing.T, dir, name, text string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func fifo(t *testing.T, dir, name string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Skip("no pipes here:", err)
	}
	return path
}

// moosefull is a text whose report is longer than any pipe holds.
var moosefull = strings.Repeat("A moose came.\n\n", 10000)

// TestNoOrdinaryFiles: each is one line at most, and the rest is checked.
func TestNoOrdinaryFiles(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "a.txt", "A moose came.\n")
	huge, err := os.Create(filepath.Join(dir, "huge.txt"))
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(huge.Truncate(2<<30), huge.Close()); err != nil {
		t.Skip("no files with holes here:", err)
	}
	socket, err := net.Listen("unix", filepath.Join(dir, "socket.txt"))
	if err != nil {
		t.Skip("no sockets here:", err)
	}
	defer func() { _ = socket.Close() }()
	if err := os.Symlink(".", filepath.Join(dir, "round")); err != nil {
		t.Skip("no links here:", err)
	}
	fifo(t, dir, "pipe.txt") // that nobody fills: a walk passes it over

	moose := "a.txt:1:3: error stray-moose: a brown moose of 1, [Lars], weight 0.5, calm false\n"
	const large = "huge.txt: not read: 2 GB, larger than 64 MB; --max-size allows more\n"
	for _, c := range []struct {
		args     []string
		code     int
		out, err string
	}{
		{[]string{"huge.txt", "a.txt"}, 3, moose, large},
		{[]string{"."}, 3, moose, large},
		{[]string{"socket.txt", "a.txt"}, 3, moose, "socket.txt: not readable: no such device or address\n"},
		{[]string{os.DevNull, "a.txt"}, 1, moose, ""},
		{[]string{"--max-size", "1 MB", "/dev/zero", "a.txt"}, 3, moose, "/dev/zero: not read: larger than 1 MB; --max-size allows more\n"},
		{[]string{"--max-size", "13B", "a.txt"}, 3, "", "a.txt: not read: 14 B, larger than 13 B; --max-size allows more\n"},
		{[]string{"--max-size", "14", "a.txt"}, 1, moose, ""},
	} {
		r := command(t, dir, append([]string{"check", "-q", "-f", "compact"}, c.args...)...)
		if code := r.code(t); code != c.code || r.out.String() != c.out || r.err.String() != c.err {
			if strings.HasPrefix(c.args[0], "socket") && runtime.GOOS != "linux" {
				continue // each system has a word of its own for it
			}
			t.Errorf("%v: exit %d\n%s%s", c.args, code, r.out.String(), r.err.String())
		}
		if used, ok := r.ProcessState.SysUsage().(*syscall.Rusage); ok && runtime.GOOS == "linux" && used.Maxrss > 200<<10 {
			t.Errorf("%v: %d KB of memory", c.args, used.Maxrss)
		}
	}
}

// A pipe that nobody fills and a link to a device, where settings are looked for, keep no run waiting.
func TestPipesInThePlaceOfSettings(t *testing.T) {
	for _, c := range []struct {
		name string
		args []string
		code int
		err  string
	}{
		{".sayso.yaml", []string{"-q", "."}, cli.Misused, "configuration .sayso.yaml: not readable: not a regular file"},
		{".sayso-baseline.jsonl", []string{"-q", "."}, cli.Misused, ".sayso-baseline.jsonl: not readable: not a regular file"},
		{".sayso-baseline.jsonl", []string{"baseline", "."}, cli.Failed, ".sayso-baseline.jsonl: not readable: not a regular file"},
		{".saysoignore", []string{"-q", "."}, cli.Found, ""},
		{"pack/a.yaml", []string{"-q", "--pack", "pack", "."}, cli.Misused, "pack: read pack/a.yaml: not a regular file"},
		{".git/hooks/pre-commit", []string{"hook", "status"}, cli.Found, ""},
		{"plugin.wasm", []string{"-q", "--config", "plugged.yaml", "."}, cli.Misused, "no regular file"},
	} {
		for _, place := range []func(path string){
			func(path string) { fifo(t, filepath.Dir(path), filepath.Base(path)) },
			func(path string) {
				if err := os.Symlink("/dev/zero", path); err != nil {
					t.Skip("no links here:", err)
				}
			},
		} {
			dir := t.TempDir()
			if out, err := exec.Command("git", "init", "-q", dir).CombinedOutput(); err != nil {
				t.Fatalf("%s", out)
			}
			put(t, dir, "a.txt", "A moose came.\n")
			put(t, dir, "plugged.yaml", "plugins: {p: {path: plugin.wasm, rules: {r: {summary: an animal}}, sha256: "+strings.Repeat("0", 64)+"}}\n")
			path := filepath.Join(dir, filepath.FromSlash(c.name))
			if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
				t.Fatal(err)
			}
			place(path)
			r := command(t, dir, c.args...)
			if code := r.code(t); code != c.code || !strings.Contains(r.err.String(), c.err) {
				t.Errorf("%s: %v: exit %d, want %d\n%s", c.name, c.args, code, c.code, r.err.String())
			}
		}
	}
}

// A baseline may be larger than a text: that of an old archive is. Beyond its own bound --max-size is no way out.
func TestHugeBaseline(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "a.txt", "A moose came.\n")
	known := put(t, dir, "known.jsonl", "{\"sayso-baseline\":1}\n")
	for _, c := range []struct {
		size int64
		args []string
		code int
		err  string
	}{
		{bounded.Text + 1, []string{"--baseline", "known.jsonl", "a.txt"}, cli.Misused, "known.jsonl:2: not a finding"},
		{1 << 30, []string{"--baseline", "known.jsonl", "a.txt"}, cli.Misused, "sayso: baseline: known.jsonl: 1 GB, larger than 256 MB; give folders a configuration with a baseline of its own each\n"},
		{1 << 30, []string{"baseline", "-o", "known.jsonl", "a.txt"}, cli.Failed, "baseline: known.jsonl: 1 GB, larger than 256 MB; give folders"},
	} {
		if err := os.Truncate(known, c.size); err != nil {
			t.Skip("no files with holes here:", err)
		}
		r := command(t, dir, c.args...)
		if code := r.code(t); code != c.code || !strings.Contains(r.err.String(), c.err) {
			t.Errorf("%d bytes: %v: exit %d\n%.300s", c.size, c.args, code, r.err.String())
		}
	}
}

// Standard input, a pipe and a diff are read no further than they may be.
func TestStreamsAreBounded(t *testing.T) {
	for _, args := range [][]string{{"-"}, {"--files-from", "-"}, {"--diff", "-"}} {
		e := &endless{}
		var out, errs bytes.Buffer
		code := cli.Main(append([]string{"sayso", "--max-size", "100KB"}, args...), e, &out, &errs)
		if code != cli.Failed || !strings.Contains(errs.String(), "larger than 100 KB") || e.read > 200<<10 {
			t.Errorf("%v: exit %d after %d bytes: %s", args, code, e.read, errs.String())
		}
	}
}

type endless struct{ read int }

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	e.read += len(p)
	return len(p), nil
}

// A pipe keeps the run at its first file while the second goes away.
func TestFileThatVanishes(t *testing.T) {
	dir := t.TempDir()
	pipe, gone := fifo(t, dir, "pipe.txt"), put(t, dir, "gone.txt", "A moose came.\n")
	put(t, dir, "stays.txt", "A moose came.\n")
	r := command(t, dir, "-q", "-f", "compact", "--jobs", "1", "pipe.txt", "gone.txt", "stays.txt")
	r.begin(t)
	w, err := os.OpenFile(pipe, os.O_WRONLY, 0) // waits until sayso reads
	if err != nil {
		t.Fatal(err)
	}
	_, err = io.WriteString(w, "A moose came.\n")
	if err := errors.Join(err, os.Remove(gone), w.Close()); err != nil {
		t.Fatal(err)
	}
	if code := r.ended(t); code != 3 || r.err.String() != "gone.txt: no such file or folder\n" || strings.Count(r.out.String(), "stray-moose") != 2 {
		t.Errorf("exit %d\n%s%s", code, r.out.String(), r.err.String())
	}
}

func TestNoPermission(t *testing.T) {
	dir, err := os.MkdirTemp("", "sayso") //nolint:usetesting // t.TempDir is beneath a folder that nobody else may enter
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	put(t, dir, "a.txt", "A moose came.\n")
	put(t, dir, "shut.txt", "A moose came.\n")
	err = errors.Join(
		os.Chmod(dir, 0o755), os.Chmod(filepath.Join(dir, "a.txt"), 0o644), os.Chmod(filepath.Join(dir, "shut.txt"), 0),
		os.Mkdir(filepath.Join(dir, "closed"), 0),
	)
	if err != nil {
		t.Fatal(err)
	}
	r := command(t, dir, "-q", "-f", "compact", ".", "shut.txt", "-o", "report.txt")
	r.Env = append(os.Environ(), "GIT_CEILING_DIRECTORIES="+filepath.Dir(dir))
	unprivileged := command(t, dir, "-q", "-f", "compact", ".")
	unprivileged.Env = r.Env
	if os.Getuid() == 0 {
		// Nothing is shut to root, so somebody else looks. The test's program may lie where nobody else may go.
		sayso, err := exec.LookPath("sayso")
		if err != nil {
			t.Fatal(err)
		}
		program, err := os.ReadFile(sayso)
		if err != nil {
			t.Fatal(err)
		}
		there := filepath.Join(dir, ".sayso")
		if err := errors.Join(os.WriteFile(there, program, 0o700), os.Chmod(there, 0o755)); err != nil {
			t.Fatal(err)
		}
		for _, r := range []*run{r, unprivileged} {
			r.Path, r.Args[0] = there, "sayso"
			r.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
		}
	}
	if err := unprivileged.Start(); errors.Is(err, syscall.EPERM) {
		t.Skip("root may not become somebody else here")
	} else if err != nil {
		t.Fatal(err)
	}
	code := unprivileged.ended(t)
	for _, line := range []string{"shut.txt: not readable: permission denied\n", "closed: not readable: permission denied\n"} {
		if !strings.Contains(unprivileged.err.String(), line) {
			t.Errorf("stderr lacks %q:\n%s", line, unprivileged.err.String())
		}
	}
	if code != 3 || strings.Count(unprivileged.out.String(), "stray-moose") != 1 {
		t.Errorf("exit %d, want 3 and the finding in a.txt\n%s", code, unprivileged.out.String())
	}
	if os.Getuid() == 0 { // the folder is root's
		if code := r.code(t); code != 3 || !strings.Contains(r.err.String(), "report.txt: not written: no permission to write it or its folder\n") {
			t.Errorf("a folder that may not be written: exit %d\n%s", code, r.err.String())
		}
	}
}

// Who has read enough goes, and nothing is said of it. A line to stderr that nobody reads does not end a report to a file.
func TestReaderThatGoes(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "a.txt", moosefull)
	for _, args := range [][]string{{"-f", "json", "a.txt"}, {"-f", "text", "a.txt"}, {"dump", "a.txt"}} {
		r := command(t, dir, args...)
		r.Stdout = nil
		out, err := r.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		r.begin(t)
		if _, err := io.ReadFull(out, make([]byte, 10)); err != nil {
			t.Fatal(err)
		}
		if err := out.Close(); err != nil {
			t.Fatal(err)
		}
		if code := r.ended(t); code != cli.Unread || r.err.Len() > 0 {
			t.Errorf("%v: exit %d, %q", args, code, r.err.String())
		}
	}
	r := command(t, dir, "-f", "compact", "a.txt", "missing.txt", "-o", "report.txt")
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	r.Stderr = write
	if err := read.Close(); err != nil {
		t.Fatal(err)
	}
	r.begin(t)
	_ = write.Close()
	code := r.ended(t)
	report, err := os.ReadFile(filepath.Join(dir, "report.txt"))
	if code != 3 || err != nil || bytes.Count(report, []byte("stray-moose")) != 10000 {
		t.Errorf("exit %d, %v, a report of %d bytes; it was to be whole", code, err, len(report))
	}
	if left := names(t, dir); len(left) != 2 {
		t.Errorf("left behind: %v", left)
	}
}

func names(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return all
}

// What keeps a run waiting keeps no signal waiting: a reader that does not read, a configuration that nobody writes.
func TestSignalsWhileNothingMoves(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "a.txt", moosefull)
	pipe := fifo(t, dir, "config.yaml")

	blocked := command(t, dir, "-f", "json", "a.txt")
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = read.Close() }()
	blocked.Stdout = write
	blocked.begin(t)
	_ = write.Close()
	if _, err := io.ReadFull(read, make([]byte, 10)); err != nil { // it writes, and fills the pipe
		t.Fatal(err)
	}
	waiting := command(t, dir, "--config", pipe, "a.txt")
	waiting.begin(t)
	w, err := os.OpenFile(pipe, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = w.Close() }()
	if err := errors.Join(blocked.Process.Signal(syscall.SIGTERM), waiting.Process.Signal(syscall.SIGINT)); err != nil {
		t.Fatal(err)
	}
	if code := blocked.ended(t); code != cli.Terminated {
		t.Errorf("a reader that does not read: exit %d", code)
	}
	if code := waiting.ended(t); code != cli.Interrupted {
		t.Errorf("a configuration that nobody writes: exit %d", code)
	}
}

// On a full disk nothing half-written stays, and what was there before stays as it was.
func TestFullDisk(t *testing.T) {
	if runtime.GOOS == "linux" { // /dev/full
		dir := t.TempDir()
		put(t, dir, "a.txt", moosefull)
		for _, args := range [][]string{{"a.txt", "-f", "json"}, {"a.txt"}, {"dump", "a.txt"}, {"rules"}, {"a.txt", "-o", "/dev/full"}} {
			full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
			if err != nil {
				t.Skip("no /dev/full here")
			}
			r := command(t, dir, args...)
			r.Stdout = full
			if code := r.code(t); code != 3 || strings.Count(r.err.String(), "no space left on device\n") != 1 {
				t.Errorf("%v: exit %d, %q", args, code, r.err.String())
			}
			_ = full.Close()
		}
	}
	disk := tmpfs(t, 64<<10)
	text, old := put(t, t.TempDir(), "a.txt", moosefull), "{\"sayso-baseline\":1}\n"
	for _, args := range [][]string{
		{"-f", "json", text, "-o", "report"},
		{"-f", "html", text, "-o", "report"},
		{"-f", "html", text, text + "x", "-o", "pages/"},
		{"dump", text, "-o", "report"},
		{"baseline", text, "-o", "report"},
	} {
		put(t, disk, "report", old)
		r := command(t, disk, args...)
		code := r.code(t)
		report, err := os.ReadFile(filepath.Join(disk, "report"))
		if code != 3 || err != nil || !strings.Contains(r.err.String(), "no space left on device") {
			t.Errorf("%v: exit %d, %v, %q", args, code, err, r.err.String())
		}
		if left := names(t, disk); string(report) != old || !slices.Equal(left, []string{"report"}) {
			t.Errorf("%v: left %v with a report of %d bytes", args, left, len(report))
		}
	}
}

// tmpfs is a disk of size bytes.
func tmpfs(t *testing.T, size int) string {
	t.Helper()
	dir := t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size="+strconv.Itoa(size), "none", dir).CombinedOutput(); err != nil {
		t.Skipf("no small disk can be mounted here: %s", out)
	}
	t.Cleanup(func() {
		if out, err := exec.Command("umount", dir).CombinedOutput(); err != nil {
			t.Errorf("%s", out)
		}
	})
	return dir
}

// What a document, a file's name, a configuration or a pack says is shown on a terminal and never sent.
func TestNothingSteers(t *testing.T) {
	const evil = "\x1b[31m\x1b]0;t\x07\u009b2J\x7f\u202e\u2066\r"
	dir := t.TempDir()
	text := "# A " + evil + " moose\n\nAn " + evil + " moose and " + evil + " an elk came.\n"
	put(t, dir, "a"+evil+".md", text)
	put(t, dir, "config.yaml", "rules: {\"a\\e[31m\\x9b\": off}\nprofile: \"\\u202e\"\n")
	put(t, dir, "raw.yaml", "rules: {a\x1b[31m\u009b\u202e: off}\n")
	put(t, dir, "pack.yaml", fmt.Sprintf("pack: evil\nsummary: %[1]q\nrules:\n  - rule: bad\n    summary: %[1]q\n    why: %[1]q\n    remedy: %[1]q\n    message: %[1]q\n    phrases: [moose]\n    bad: [%[2]q, %[2]q]\n    good: [%[1]q, b]\n",
		"the \x1b[31m\u202e end", "the \x1b[31m\u202e moose"))
	for _, args := range [][]string{
		{"no" + evil},
		{"no" + evil + "*"},
		{"--only", evil, "."},
		{"explain", evil},
		{"--a" + evil},
		{"--profile", evil, "."},
		{"--config", "config.yaml", "."},
		{"--config", "raw.yaml", "."},
		{"--config", evil, "."},
		{"--since", evil},
		{"--stdin-name", evil, "-"},
		{"-f", evil},
		{"help", evil},
		{"--files-from", evil},
		{"compare", evil, "."},
		{"import", "vale", evil},
		{"--pack", "pack.yaml", "."},
		{"--pack", "pack.yaml", "-f", "text", "."},
		{"pack", "test", "pack.yaml"},
		{"rules", "--pack", "pack.yaml"},
		{"rules", "--pack", "pack.yaml", "--format", "json"},
		{"explain", "--pack", "pack.yaml", "evil/bad"},
		{"dump", "."},
		{"dump", "--format", "plugin", "."},
		{"metrics", "."},
		{"metrics", "--format", "csv", "."},
		{"metrics", "--format", "json", "."},
		{"-f", "json", "."},
		{"-f", "sarif", "."},
		{"-f", "github", "."},
		{"-f", "gitlab", "."},
		{"-f", "junit", "."},
		{"-f", "checkstyle", "."},
		{"-f", "rdjson", "."},
		{"-f", "jsonl", "."},
		{"-f", "markdown", "."},
		{"-f", "html", "."},
		{"-f", "svg-badge", "."},
		{"compare", ".", "."},
		{"compare", "-f", "json", ".", "."},
	} {
		r := command(t, dir, args...)
		code := r.code(t)
		for name, printed := range map[string]string{"stdout": r.out.String(), "stderr": r.err.String()} {
			at := strings.IndexFunc(printed, func(r rune) bool {
				return r < ' ' && r != '\n' && r != '\t' || r >= 0x7F && r < 0xA0 || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069
			})
			if at >= 0 {
				t.Errorf("%q: exit %d; %s has %q", args, code, name, printed[max(0, at-30):min(len(printed), at+30)])
			}
		}
		if r.out.Len()+r.err.Len() == 0 {
			t.Errorf("%q: exit %d and nothing printed: it shows nothing", args, code)
		}
	}
}
