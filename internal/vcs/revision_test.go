package vcs_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/sayso-lint/sayso/internal/bounded"
	"github.com/sayso-lint/sayso/internal/vcs"
)

func TestRevision(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not here:", err)
	}
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	run := func(args ...string) {
		t.Helper()
		out, err := exec.Command("git", append([]string{"-c", "user.name=A", "-c", "user.email=a@example.org"}, args...)...).CombinedOutput()
		if err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	write := func(name, text string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	run("init", "-q", "-b", "main")
	write("häfen/ein \"text\".md", "old")
	write("b.md", "")
	run("add", ".")
	run("commit", "-q", "-m", "one")
	write("häfen/ein \"text\".md", "new")
	run("commit", "-q", "-a", "-m", "two")

	for rev, want := range map[string]string{"HEAD~1": "old", "main": "new"} {
		r, err := vcs.At(t.Context(), rev)
		if err != nil {
			t.Fatal(err)
		}
		files, err := r.Files(filepath.Join(dir, "häfen"))
		if err != nil || len(files) != 1 {
			t.Fatalf("%s: files %v, error %v", rev, files, err)
		}
		if files[0].Path != filepath.Join(dir, "häfen", "ein \"text\".md") {
			t.Errorf("path %s", files[0].Path)
		}
		if got, err := r.Content(files[0], bounded.Text); err != nil || string(got) != want {
			t.Errorf("%s: content %q, error %v, want %q", rev, got, err, want)
		}
		if all, err := r.Files(dir); err != nil || len(all) != 2 {
			t.Errorf("%s: files of all %v, error %v", rev, all, err)
		}
		if none, err := r.Files(filepath.Join(dir, "none")); err != nil || len(none) != 0 {
			t.Errorf("%s: files of what is not there %v, error %v", rev, none, err)
		}
		var refused *vcs.RefusedError
		if _, err := r.Files(filepath.Dir(dir)); !errors.As(err, &refused) {
			t.Errorf("%s: files of a folder outside: error %v", rev, err)
		}
	}
	var refused *vcs.RefusedError
	for _, rev := range []string{"nowhere", "--all", "", "HEAD:b.md"} {
		if _, err := vcs.At(t.Context(), rev); !errors.As(err, &refused) {
			t.Errorf("revision %q: error %v", rev, err)
		}
	}
}
