package vcs

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sayso-lint/sayso/internal/bounded"
)

// repository is an empty one, and the current folder.
func repository(t testing.TB) string {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("no git here")
	}
	t.Setenv("GIT_CONFIG_GLOBAL", os.DevNull)
	t.Setenv("GIT_CONFIG_NOSYSTEM", "1")
	for _, who := range []string{"AUTHOR", "COMMITTER"} {
		t.Setenv("GIT_"+who+"_NAME", "Toy")
		t.Setenv("GIT_"+who+"_EMAIL", "toy@example.org")
	}
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	run(t, "init", "-q")
	return dir
}

func run(t testing.TB, args ...string) {
	t.Helper()
	if _, err := git(t.Context(), "", args...); err != nil {
		t.Fatal(err)
	}
}

// TestEditsAreExact edits files at random and holds the edits against the lines themselves: each line is unlike all others,
// so a line is new when the earlier state did not have it, and stood where it stands there.
func TestEditsAreExact(t *testing.T) {
	dir := repository(t)
	random := rand.New(rand.NewPCG(1, 2))
	for _, end := range []string{"\n", "\r\n", "\rlone\n"} {
		for round := range 20 {
			var was, is []string
			for n := range 12 {
				line := fmt.Sprintf("round %d line %d%s", round, n, end)
				was = append(was, line)
				switch random.IntN(6) {
				case 0: // deleted
				case 1:
					is = append(is, "edited "+line)
				case 2:
					is = append(is, line, "after "+line)
				default:
					is = append(is, line)
				}
			}
			if random.IntN(2) == 0 && len(is) > 0 { // no line end at the end
				is[len(is)-1] = strings.TrimRight(is[len(is)-1], "\r\n") + "."
			}
			path := filepath.Join(dir, "a.txt")
			put(t, path, strings.Join(was, ""))
			run(t, "add", ".")
			run(t, "commit", "-q", "--allow-empty", "-m", "before")
			put(t, path, strings.Join(is, ""))
			changes, err := Since(t.Context(), "HEAD")
			if err != nil {
				t.Fatal(err)
			}
			if len(changes.Files) == 0 {
				continue
			}
			patch := &changes.Files[0].From[0]
			earlier, err := patch.Earlier(bounded.Text)
			if err != nil || string(earlier) != strings.Join(was, "") {
				t.Fatalf("earlier %q, %v", earlier, err)
			}
			edits := patch.On([]byte(strings.Join(is, "")))
			at := 0
			for _, line := range is {
				old := strings.Index(string(earlier), line)
				touched := edits.Touch(at, at, at+len(line), at+len(line))
				// The ends of the window touch lines that are gone beside it, so look at the inside for lines that stay.
				if old >= 0 {
					touched = edits.Touch(at+1, at+1, at+len(line)-1, at+len(line)-1)
				}
				if touched != (old < 0) {
					t.Errorf("%q: touched %v, in the earlier state at %d\nwas %q\nis  %q\nhunks %+v", line, touched, old, was, is, patch.Hunks)
				}
				if old >= 0 {
					if got, want := edits.Earlier(at+3), PlaceIn(Lines(earlier), old+3); got != want {
						t.Errorf("%q stood at %v, want %v", line, got, want)
					}
				}
				at += len(line)
			}
		}
	}
}

func TestDeletionsTouchTheirSides(t *testing.T) {
	// Lines of ten bytes; one is gone between the second and the third.
	data := []byte(strings.Repeat("123456789\n", 4))
	edits := (&Patch{Hunks: []Hunk{{Old: 3, OldLines: 1, New: 3}}}).On(data)
	for _, c := range []struct {
		before, start, end, after int
		want                      bool
	}{
		{0, 0, 9, 10, false},   // the first line
		{9, 10, 19, 20, true},  // the line before
		{19, 20, 29, 30, true}, // the line after
		{29, 30, 39, 40, false},
		{0, 0, 39, 40, true},   // around
		{9, 10, 19, 19, false}, // the next sentence starts on the same line
	} {
		if got := edits.Touch(c.before, c.start, c.end, c.after); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}

func TestBlobsOfManyReaders(t *testing.T) {
	dir := repository(t)
	put(t, filepath.Join(dir, "a.txt"), "A moose\nwithout an end")
	put(t, filepath.Join(dir, "empty.txt"), "")
	run(t, "add", ".")
	changes, err := Staged(t.Context())
	if err != nil || len(changes.Files) != 2 {
		t.Fatal(changes, err)
	}
	done := make(chan error)
	for range 4 {
		go func() {
			for range 50 {
				for i, want := range []string{"A moose\nwithout an end", ""} {
					if got, err := changes.Files[i].Content(bounded.Text); err != nil || string(got) != want {
						done <- fmt.Errorf("got %q, %w", got, err)
						return
					}
				}
			}
			done <- nil
		}()
	}
	for range 4 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	changes.Files[0].staged = strings.Repeat("1", 40)
	if _, err := changes.Files[0].Content(bounded.Text); err == nil || !strings.Contains(err.Error(), "missing") {
		t.Errorf("got %v", err)
	}
	if got, err := changes.Files[1].Content(bounded.Text); err != nil || len(got) != 0 {
		t.Errorf("after a missing object: %q, %v", got, err)
	}
}

// git is asked ahead of the readers: whatever their order, each gets its own, also those that nobody announced, that are missing
// or too large, or of which two are the same.
func TestBlobsAskedAhead(t *testing.T) {
	dir := repository(t)
	const n = 3 * ahead
	text := func(i int) string { return strings.Repeat(fmt.Sprintf("moose %d\n", i/2), 1+i/2) }
	for i := range n {
		put(t, filepath.Join(dir, fmt.Sprintf("%03d.txt", i)), text(i))
	}
	run(t, "add", ".")
	for name, order := range map[string]func(i int) int{
		"in order":         func(i int) int { return i },
		"backwards":        func(i int) int { return n - 1 - i },
		"neighbours apart": func(i int) int { return i ^ 3 },
	} {
		changes, err := Staged(t.Context())
		if err != nil || len(changes.Files) != n {
			t.Fatal(len(changes.Files), err)
		}
		changes.Files[7].staged = strings.Repeat("1", 40)
		var announced []*Change
		for i := range changes.Files {
			if i%5 > 0 {
				announced = append(announced, &changes.Files[i])
			}
		}
		Ahead(announced)
		for i := range n {
			at := order(i)
			got, err := changes.Files[at].Content(1000)
			_, large := errors.AsType[*bounded.TooLargeError](err)
			switch want := text(at); {
			case at == 7 && (err == nil || !strings.Contains(err.Error(), "missing")):
				t.Errorf("%s: %d: got %v, want that it is missing", name, at, err)
			case at != 7 && len(want) > 1000 && !large:
				t.Errorf("%s: %d: got %v, want that it is too large", name, at, err)
			case at != 7 && len(want) <= 1000 && string(got) != want:
				t.Errorf("%s: %d: got %q, %v; want %q", name, at, got, err, want)
			}
		}
	}
}

// FuzzFromDiff: any bytes are read as a diff or refused, and laid over any file without a fault.
func FuzzFromDiff(f *testing.F) {
	f.Add("diff --git a/a.txt b/a.txt\n--- a/a.txt\n+++ b/a.txt\n@@ -1 +1,2 @@\n-One.\n+Two.\n+Three.\n", "Two.\nThree.\n")
	f.Add("--- a.txt\n+++ a.txt\n@@ -9999999999999,0 +3 @@\n+x\n", "x")
	f.Add("--- a.txt\n+++ a.txt\n@@ -1 +0,0 @@\n-x\n\\ No newline at end of file\n", "")
	f.Add("diff --git \"a/a\\\" b\n@@ -1 +1 @@\n", "")
	f.Add("--- a.txt\n+++ a.txt\n@@ -1,-1 +-5,-3 @@\n", "x")
	dir := f.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a.txt"), nil, 0o600); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(_ *testing.T, diff, file string) {
		changes, err := FromDiff(strings.NewReader(diff), dir)
		if err != nil {
			return
		}
		for i := range changes.Files {
			for k := range changes.Files[i].From {
				edits := changes.Files[i].From[k].On([]byte(file))
				edits.Misfit([]byte(file))
				for at := range len(file) + 1 {
					edits.Touch(0, at, at, len(file))
					edits.Earlier(at)
				}
			}
		}
	})
}
