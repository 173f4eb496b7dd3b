package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func fileWith(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.txt")
	if err := os.WriteFile(path, []byte(text), 0o640); err != nil {
		t.Fatal(err)
	}
	return path
}

func textOf(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	left, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(left) != 1 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	return string(data)
}

func TestReplaceFile(t *testing.T) {
	path := fileWith(t, "old")
	before, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := replaceFile(path, []byte("old"), []byte("new")); err != nil {
		t.Fatal(err)
	}
	after, err := os.Stat(path)
	if got := textOf(t, path); err != nil || got != "new" || after.Mode() != before.Mode() {
		t.Errorf("got %q, %v, %v; want the mode %v", got, after.Mode(), err, before.Mode())
	}
}

// Somebody saved the file while it was checked: theirs is what stays.
func TestReplaceFileThatHasChanged(t *testing.T) {
	path := fileWith(t, "theirs")
	err := replaceFile(path, []byte("old"), []byte("new"))
	if err == nil || !strings.HasSuffix(err.Error(), "a.txt: not fixed: it has changed since it was read") {
		t.Errorf("got %v", err)
	}
	if got := textOf(t, path); got != "theirs" {
		t.Errorf("got %q", got)
	}
	if err := replaceFile(path, []byte("the"), []byte("x")); err == nil || !strings.HasSuffix(err.Error(), "it has changed since it was read") {
		t.Errorf("grown: %v", err)
	}
	if err := replaceFile(path, []byte("old"), []byte("theirs")); err != nil {
		t.Errorf("already as it should be: %v", err)
	}
}

func TestReplaceFileThatIsGone(t *testing.T) {
	path := fileWith(t, "old")
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	err := replaceFile(path, []byte("old"), []byte("new"))
	if err == nil || !strings.Contains(err.Error(), "not fixed") {
		t.Errorf("got %v", err)
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("a file that was deleted is back")
	}
}

// An aside that is given up leaves the target as it was.
func TestAbandonedAside(t *testing.T) {
	path := fileWith(t, "old")
	a, err := writeAside(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.WriteString("half of the ne"); err != nil {
		t.Fatal(err)
	}
	a.abandon()
	if got := textOf(t, path); got != "old" {
		t.Errorf("got %q", got)
	}
}
