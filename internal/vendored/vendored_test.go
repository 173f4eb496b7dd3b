package vendored_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sayso-lint/sayso/internal/vendored"
)

func write(t testing.TB, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// A lock is written sorted, one pack a line, and read as it was written.
func TestLock(t *testing.T) {
	root := t.TempDir()
	lock, err := vendored.Read(root)
	if err != nil {
		t.Fatal(err)
	}
	lock.Set(vendored.Pack{Name: "b", Commit: "c2", Hash: "sha256:2", URL: "u", Path: "some where/x"})
	lock.Set(vendored.Pack{Name: "a", Commit: "c1", Hash: "sha256:1", URL: "u"})
	lock.Set(vendored.Pack{Name: "b", Commit: "c3", Hash: "sha256:3", URL: "u", Path: "some where/x"})
	if err := lock.Write(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(root, vendored.LockFile))
	if _, lines, _ := strings.Cut(string(data), "\n"); err != nil || lines != "a c1 sha256:1 u\nb c3 sha256:3 u some where/x\n" {
		t.Errorf("%v, %s", err, data)
	}
	again, err := vendored.Read(root)
	if err != nil || len(again.Packs) != 2 || again.Find("b").Source() != "u@c3//some where/x" {
		t.Errorf("%v, %+v", err, again)
	}
	again.Remove("a")
	again.Remove("b")
	if err := again.Write(); err != nil {
		t.Fatal(err)
	}
	if left, err := os.ReadDir(root); err != nil || len(left) > 0 {
		t.Errorf("%v, %v is left", err, left)
	}
}

// The ends of lines are git's to change; what stands in the lines and what files are called is not.
func TestHash(t *testing.T) {
	hash := func(name, text string) string {
		dir := t.TempDir()
		write(t, filepath.Join(dir, name), text)
		h, err := vendored.Hash(dir)
		if err != nil {
			t.Fatal(err)
		}
		return h
	}
	was := hash("a.yaml", "a\nb\n")
	if hash("a.yaml", "a\r\nb\r\n") != was || hash("a.yaml", "a\nc\n") == was || hash("b.yaml", "a\nb\n") == was {
		t.Error("the hash is of something else")
	}
}

func TestVerify(t *testing.T) {
	root := t.TempDir()
	dir := filepath.Join(root, ".sayso", "packs", "desk")
	write(t, filepath.Join(dir, "desk.yaml"), "pack: desk\n")
	says := func(path, want string) {
		t.Helper()
		err := vendored.Verify(path)
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: got %v, want %q", path, err, want)
		}
	}
	says(dir, "is not in ")
	hash, err := vendored.Hash(dir)
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(root, vendored.LockFile), "# a comment\r\n\r\ndesk abc "+hash+" https://example.org/x packs\r\n")
	says(dir, "")
	says(filepath.Join(dir, "desk.yaml"), "")
	says(filepath.Join(root, "desk.yaml"), "")
	says(filepath.Join(root, ".sayso", "packs", "gone"), "")
	write(t, filepath.Join(dir, "more.yaml"), "x")
	says(filepath.Join(dir, "desk.yaml"), "fetch it again (sayso pack add https://example.org/x@abc//packs)")
	write(t, filepath.Join(root, vendored.LockFile), "desk abc\n")
	says(dir, vendored.LockFile+":1:1: expected name, commit, hash, repository and path")
}

func FuzzRead(f *testing.F) {
	f.Add("# c\na c sha256:1 u p q\n")
	f.Add("a c sha256: u\r\na\n")
	f.Fuzz(func(t *testing.T, text string) {
		root := t.TempDir()
		write(t, filepath.Join(root, vendored.LockFile), text)
		lock, err := vendored.Read(root)
		if err != nil || len(lock.Packs) == 0 {
			return
		}
		first := len(lock.Packs)
		if err := lock.Write(); err != nil {
			t.Fatal(err)
		}
		if again, err := vendored.Read(root); err != nil || len(again.Packs) != first {
			t.Errorf("%v, %+v written as %+v", err, lock.Packs, again)
		}
	})
}
