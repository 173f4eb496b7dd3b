package vcs

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The ignore files of TestIgnore, and what must be left out by them. Hidden names are left out of the comparison: git
// lists them and sayso does not.
var ignoreFiles = map[string]string{
	".gitignore":          "\ufeff# comment\n*.log\n!keep.log\n/top.txt\nbuild/\ndocs/*.tmp\n**/cache\na/**/z.txt\n\\#odd.txt\ntrail.txt  \n{x,y}.txt\nfoo[12].txt\n",
	"docs/.gitignore":     "!important.tmp\n/only-here.txt\nbuild\n",
	"docs/sub/.gitignore": "*\n!*/\n!yes.txt\n",
}

var ignorePaths = []string{
	"a.log", "keep.log", "docs/keep.log", "docs/a.log", "top.txt", "docs/top.txt", "build/a.txt", "docs/build/a.txt", "x/build", "docs/a.tmp",
	"docs/important.tmp", "docs/sub/a.tmp", "cache/a.txt", "deep/er/cache/a.txt", "a/z.txt", "a/b/z.txt", "a/b/c/z.txt", "#odd.txt", "trail.txt",
	"{x,y}.txt", "x.txt", "foo1.txt", "foo3.txt", "docs/only-here.txt", "docs/x/only-here.txt", "docs/sub/no.txt", "docs/sub/yes.txt", "docs/sub/deep/yes.txt",
	"plain.txt",
}

// TestIgnore compares with git itself, where there is one.
func TestIgnore(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("no git here")
	}
	t.Setenv("GIT_CONFIG_GLOBAL", os.DevNull)
	t.Setenv("GIT_CONFIG_NOSYSTEM", "1")
	dir := t.TempDir()
	if _, err := git(t.Context(), dir, "init", "-q"); err != nil {
		t.Fatal(err)
	}
	for name, text := range ignoreFiles {
		put(t, filepath.Join(dir, name), text)
	}
	for _, p := range ignorePaths {
		put(t, filepath.Join(dir, p), "")
	}
	files, err := Files(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	listed := map[string]bool{}
	for _, f := range files {
		listed[f] = true
	}
	ignore := NewIgnore(dir, dir, ".gitignore")
	for _, p := range ignorePaths {
		if got := ignore.LeavesOut(filepath.Join(dir, filepath.FromSlash(p)), false); got == listed[p] {
			t.Errorf("%s: left out %v; git lists it: %v", p, got, listed[p])
		}
	}
}

func TestRoot(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, "repo", ".git", "HEAD"), "")
	put(t, filepath.Join(dir, "repo", "a", "b.txt"), "")
	if got, want := Root(filepath.Join(dir, "repo", "a")), filepath.Join(dir, "repo"); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := Root(dir); strings.HasPrefix(got, dir) {
		t.Errorf("found %q where there is no repository", got)
	}
}

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// FuzzPatterns: any ignore file is read, and asking it about any name neither fails nor hangs.
func FuzzPatterns(f *testing.F) {
	for name, text := range ignoreFiles {
		f.Add(text, name)
	}
	f.Add("***\n[!]\n\\\n!\n/\n", "a/b")
	f.Fuzz(func(t *testing.T, text, name string) {
		if len(text) > 1<<10 || len(name) > 1<<8 {
			t.Skip("ignore files are short")
		}
		ig := NewIgnore("/top", "/top")
		ig.lists["/top"] = patterns(text)
		ig.LeavesOut(filepath.Join("/top", name), false)
	})
}
