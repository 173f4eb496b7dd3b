package cli_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sayso-lint/sayso/cli"
)

// tenThousand makes a repository of 10,000 texts of which one has changed, and makes it the current folder. Of the others
// none is on disk, which git is told not to mind: whoever opens one fails.
func tenThousand(t testing.TB) {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("no git here")
	}
	t.Setenv("GIT_CONFIG_GLOBAL", os.DevNull)
	t.Setenv("GIT_CONFIG_NOSYSTEM", "1")
	t.Chdir(t.TempDir())
	git := func(in string, args ...string) string {
		cmd := exec.CommandContext(t.Context(), "git", append([]string{"-c", "user.name=Toy", "-c", "user.email=toy@example.org"}, args...)...)
		cmd.Stdin = strings.NewReader(in)
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
		return strings.TrimSpace(string(out))
	}
	git("", "init", "-q")
	blob := git("A moose came.\n", "hash-object", "-w", "--stdin")
	var index, absent strings.Builder
	for i := range 10_000 {
		path := fmt.Sprintf("folder%d/%d.md", i%100, i)
		fmt.Fprintf(&index, "100644 %s\t%s\n", blob, path)
		if i > 0 {
			fmt.Fprintln(&absent, path)
		}
	}
	git(index.String(), "update-index", "--index-info")
	git("", "commit", "-q", "-m", "first")
	git(absent.String(), "update-index", "--skip-worktree", "--stdin")
	if err := os.Mkdir("folder0", 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join("folder0", "0.md"), []byte("A moose came.\n\nAnd a moose went.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestOnlyWhatChangedIsRead: of 10,000 files, one.
func TestOnlyWhatChangedIsRead(t *testing.T) {
	tenThousand(t)
	for _, paths := range [][]string{nil, {"."}, {"folder0", "folder0/0.md"}} {
		var out, faults bytes.Buffer
		args := append([]string{"sayso", "--since", "HEAD", "--format", "compact"}, paths...)
		if code := cli.Main(args, strings.NewReader(""), &out, &faults, moose); code != cli.Found {
			t.Errorf("%v: exit %d: %s", paths, code, faults.String())
		}
		if want := "folder0/0.md:3:7: error stray-moose"; strings.Count(out.String(), "\n") != 1 || !strings.HasPrefix(out.String(), want) {
			t.Errorf("%v: got %q, want one line %q", paths, out.String(), want)
		}
	}
}

// BenchmarkSince is a run over 10,000 files of which one has changed; git diff is what git alone takes for the same question.
func BenchmarkSince(b *testing.B) {
	tenThousand(b)
	b.Run("sayso", func(b *testing.B) {
		for b.Loop() {
			cli.Main([]string{"sayso", "--since", "HEAD"}, strings.NewReader(""), &bytes.Buffer{}, &bytes.Buffer{}, moose)
		}
	})
	b.Run("git", func(b *testing.B) {
		for b.Loop() {
			if err := exec.CommandContext(b.Context(), "git", "diff", "--unified=0", "HEAD").Run(); err != nil {
				b.Fatal(err)
			}
		}
	})
}
