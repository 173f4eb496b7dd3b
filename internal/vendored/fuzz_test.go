package vendored

import (
	"os"
	"path/filepath"
	"testing"
)

// FuzzLock: whatever a lock holds is refused with its line, or read, and what was read is what is written.
func FuzzLock(f *testing.F) {
	for _, s := range []string{
		"", "# a comment\n\n", "desk 0123 sha256:ab https://example.org/desk.git\n", "desk 0123 sha256:ab https://example.org/desk.git packs/the desk\n",
		"desk 0123 sha256:ab u\ndesk 0123 sha256:ab u\n", "<<<<<<< HEAD\n", "a b c d\r\n", "  sha256: x y\n", "../.. 1 sha256: u\n",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		root := t.TempDir()
		path := filepath.Join(root, LockFile)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		l, err := Read(root)
		if err != nil {
			return
		}
		if err := l.Write(); err != nil {
			t.Fatal(err)
		}
		again, err := Read(root)
		if err != nil {
			t.Fatalf("%v, of what was written for %q", err, data)
		}
		for _, p := range l.Packs {
			if same := again.Find(p.Name); same == nil || *same != p || len(again.Packs) != len(l.Packs) {
				t.Fatalf("%q is read %v, and %v once it was written", data, l.Packs, again.Packs)
			}
		}
	})
}
