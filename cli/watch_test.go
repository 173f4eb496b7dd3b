package cli

import (
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
)

// watching is a vigil over a folder with events and a clock that the test hands in, and what it checked.
type watching struct {
	*vigil
	t      *testing.T
	dir    string
	events chan fsnotify.Event
	due    chan time.Time
	asked  chan bool   // the clock was started
	runs   chan string // the files of each run
	fail   error       // of the next run
	end    context.CancelCauseFunc
	ended  chan error
}

func startWatching(t *testing.T) *watching {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	w := &watching{
		t: t, dir: dir, events: make(chan fsnotify.Event), due: make(chan time.Time), asked: make(chan bool, 100),
		runs: make(chan string), ended: make(chan error, 1),
	}
	w.write("a.md", "one")
	w.write("b.md", "two")
	w.vigil = newVigil(dir, func(string) error { return nil })
	w.vigil.events, w.vigil.errors = w.events, make(chan error)
	w.after = func(time.Duration) <-chan time.Time {
		w.asked <- true
		return w.due
	}
	w.check = func() error {
		if w.fail != nil {
			return w.fail
		}
		var names []string
		_ = filepath.WalkDir(dir, func(path string, e os.DirEntry, _ error) error {
			if !e.IsDir() && strings.HasSuffix(path, ".md") && w.wants(path) {
				rel, _ := filepath.Rel(dir, path)
				names = append(names, filepath.ToSlash(rel))
			}
			return nil
		})
		w.runs <- strings.Join(names, " ")
		return nil
	}
	ctx, end := context.WithCancelCause(t.Context())
	w.end = end
	go func() { w.ended <- w.keep(ctx, []string{dir}) }()
	w.want("a.md b.md")
	return w
}

func (w *watching) write(name, text string) {
	w.t.Helper()
	path := filepath.Join(w.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		w.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		w.t.Fatal(err)
	}
}

func (w *watching) event(op fsnotify.Op, name string) {
	w.events <- fsnotify.Event{Name: filepath.Join(w.dir, filepath.FromSlash(name)), Op: op}
}

func (w *watching) want(files string) {
	w.t.Helper()
	if got := <-w.runs; got != files {
		w.t.Errorf("checked %q, want %q", got, files)
	}
}

// settle lets the time for gathering changes pass.
func (w *watching) settle() {
	<-w.asked
	w.due <- time.Time{}
}

func (w *watching) stop() {
	w.t.Helper()
	why := errors.New("interrupted")
	w.end(why)
	if err := <-w.ended; !errors.Is(err, why) {
		w.t.Errorf("ended with %v", err)
	}
	if len(w.asked) > 0 {
		w.t.Error("an event was of interest that should be of none")
	}
}

func TestWatchChecksWhatChanged(t *testing.T) {
	w := startWatching(t)
	w.write("b.md", "two and more")
	w.event(fsnotify.Write, "b.md")
	w.settle()
	w.want("b.md")
	// An editor that saves by renaming makes many events of one, and they are one run.
	w.write("a.md", "one and more")
	for _, e := range []struct {
		op   fsnotify.Op
		name string
	}{{fsnotify.Create, "a.md~"}, {fsnotify.Rename, "a.md"}, {fsnotify.Create, "a.md"}, {fsnotify.Write, "a.md"}, {fsnotify.Chmod, "a.md"}} {
		w.event(e.op, e.name)
	}
	w.settle()
	w.want("a.md")
	w.stop()
}

// What has not changed is not checked: a touched file, one that fixes have written, one of no format, one elsewhere.
func TestWatchLeavesAlone(t *testing.T) {
	w := startWatching(t)
	w.event(fsnotify.Chmod, "a.md")
	w.event(fsnotify.Write, "a.o")
	w.event(fsnotify.Write, "../c.md")
	w.event(fsnotify.Create, ".git")
	w.event(fsnotify.Write, "a.md")
	w.settle()
	w.want("")
	w.write("a.md", "mended")
	w.wrote(filepath.Join(w.dir, "a.md"), []byte("mended"))
	w.event(fsnotify.Write, "a.md")
	w.settle()
	w.want("")
	w.stop()
}

func TestWatchFindsNewFilesAndFolders(t *testing.T) {
	w := startWatching(t)
	w.write("c.md", "three")
	w.event(fsnotify.Create, "c.md")
	w.settle()
	w.want("c.md")
	// A file may stand in a new folder before anybody watches that.
	w.write("new/deep/d.md", "four")
	w.event(fsnotify.Create, "new")
	w.settle()
	w.want("new/deep/d.md")
	w.write("new/deep/d.md", "five")
	w.event(fsnotify.Write, "new/deep/d.md")
	w.settle()
	w.want("new/deep/d.md")
	w.stop()
}

func TestWatchReadsConfigurationsAgain(t *testing.T) {
	w := startWatching(t)
	w.event(fsnotify.Write, ".sayso.yaml")
	w.event(fsnotify.Write, "a.md")
	w.settle()
	w.want("a.md b.md")
	w.event(fsnotify.Create, "../.sayso.yaml")
	w.settle()
	w.want("a.md b.md")
	w.stop()
}

// What a configuration names settles, too: a file, and what a pack in a folder is made of.
func TestWatchReadsPacksAndPluginsAgain(t *testing.T) {
	w := startWatching(t)
	w.write("desk/a.yaml", "one")
	w.settledBy(filepath.Join(w.dir, "plugin.wasm"))
	w.settledBy(filepath.Join(w.dir, "desk"))
	for _, name := range []string{"plugin.wasm", "desk/a.yaml", "desk/new.yml", "desk"} {
		w.event(fsnotify.Write, name)
		w.settle()
		w.want("a.md b.md")
	}
	w.event(fsnotify.Write, "desk/notes")
	w.event(fsnotify.Write, "other.wasm")
	w.stop()
}

func TestWatchEndsWithAFailure(t *testing.T) {
	w := startWatching(t)
	w.fail = errors.New("disk full")
	w.event(fsnotify.Write, "a.md")
	w.settle()
	if err := <-w.ended; !errors.Is(err, w.fail) {
		t.Errorf("ended with %v", err)
	}
}

// Folders are watched for texts, those above for configurations, and hidden or ignored ones not at all.
func TestWatchedFolders(t *testing.T) {
	dir := t.TempDir()
	for _, d := range []string{"top/.git", "top/site/drafts", "top/site/.cache", "top/site/out"} {
		if err := os.MkdirAll(filepath.Join(dir, filepath.FromSlash(d)), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	site := filepath.Join(dir, "top", "site")
	if err := os.WriteFile(filepath.Join(site, ".gitignore"), []byte("out/\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	v := newVigil(site, func(string) error { return nil })
	v.root(site)
	got := map[string]bool{}
	for path, texts := range v.watched {
		rel, err := filepath.Rel(dir, path)
		if err != nil {
			t.Fatal(err)
		}
		got[filepath.ToSlash(rel)] = texts
	}
	if want := map[string]bool{"top": false, "top/site": true, "top/site/drafts": true}; !maps.Equal(got, want) {
		t.Errorf("watches %v, want %v", slices.Sorted(maps.Keys(got)), want)
	}
}
