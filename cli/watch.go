package cli

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/bmatcuk/doublestar/v4"
	"github.com/fsnotify/fsnotify"
	urfave "github.com/urfave/cli/v2"

	"github.com/sayso-lint/sayso/internal/baseline"
	"github.com/sayso-lint/sayso/internal/bounded"
	"github.com/sayso-lint/sayso/internal/config"
	"github.com/sayso-lint/sayso/internal/read"
	"github.com/sayso-lint/sayso/internal/vcs"
)

func watchFlag() urfave.Flag {
	return &urfave.BoolFlag{Name: "watch", DisableDefaultText: true, Usage: "stay, and check again what changes; Ctrl-C ends", Category: whatToRead}
}

// settling are the files that settle what is checked and how; when one changes, everything is due.
var settling = []string{config.Name, baseline.Name, ignoreFile, ".gitignore"}

// gatheringTime is how long changes are gathered before they are looked at: an editor that saves by renaming makes four of one,
// a checkout of another branch a thousand.
const gatheringTime = 100 * time.Millisecond

// wipe clears a terminal and what can be scrolled back to.
const wipe = "\x1b[H\x1b[2J\x1b[3J"

// watch checks what the command line names, then what changes, until a signal ends it.
func (p *program) watch(c *urfave.Context) error {
	for _, flag := range []string{"files-from", "diff"} {
		if c.String(flag) == "-" {
			return usage("--watch: standard input is read once and cannot change; give --%s a file", flag)
		}
	}
	if slices.Contains(c.Args().Slice(), "-") {
		return usage("--watch: standard input is read once and cannot change; name files or folders")
	}
	notifier, err := fsnotify.NewWatcher()
	if err != nil {
		return wrapped("--watch", err)
	}
	defer func() { _ = notifier.Close() }()
	here, err := os.Getwd()
	if err != nil {
		return wrapped("current folder", err)
	}
	_, tty := terminal(p.out)
	v := newVigil(here, notifier.Add)
	v.events, v.errors, v.after = notifier.Events, notifier.Errors, time.After
	for _, flag := range []string{"config", "files-from", "baseline", "diff"} {
		v.settledBy(c.String(flag))
	}
	ran, told := false, false
	v.begin = func() {
		ran = true
		if tty && c.String("output") == "" {
			_ = p.print(wipe)
		}
	}
	v.check = func() error {
		run := *p // each run has an exit code and faults of its own
		run.vigil, ran = v, false
		err := run.checkOnce(c)
		var misuse *usageError
		if errors.As(err, &misuse) && v.begun {
			p.complain("%s: %v", c.App.Name, err) // what was right a moment ago is being edited
			return nil
		}
		if v.unwatched != nil && !told {
			told = true
			p.complain("%v", v.unwatched)
		}
		if err == nil && ran && !c.Bool("quiet") {
			p.complain("watching %s; Ctrl-C ends", counted(len(v.seen), "file"))
		}
		return err
	}
	roots := c.Args().Slice()
	if len(roots) == 0 && c.String("files-from") == "" {
		roots = []string{"."}
	}
	return v.keep(c.Context, roots)
}

// vigil is a watch under way: what is known of the files, and what has changed since they were checked.
type vigil struct {
	here   string
	add    func(dir string) error
	events <-chan fsnotify.Event
	errors <-chan error
	after  func(time.Duration) <-chan time.Time
	check  func() error // runs over what wants says
	begin  func()       // a report begins

	begun     bool
	unwatched error           // the first folder with texts that the system does not watch for us
	watched   map[string]bool // folders; true: for texts, false: for configurations alone
	settlers  map[string]bool // files and folders that settle how texts are judged, beside the configurations
	seen      map[string][sha256.Size]byte
	real      map[string]string // where a path leads, where that is elsewhere
	changed   map[string]bool   // since the last check; nil: everything is due
}

func newVigil(here string, add func(dir string) error) *vigil {
	return &vigil{
		here: here, add: add,
		watched: map[string]bool{}, settlers: map[string]bool{}, seen: map[string][sha256.Size]byte{}, real: map[string]string{},
	}
}

func (v *vigil) absolute(path string) string {
	if filepath.IsAbs(path) {
		return filepath.Clean(path)
	}
	return filepath.Join(v.here, path)
}

// settledBy names a file, or the folder of a pack, whose change makes everything due.
func (v *vigil) settledBy(path string) {
	if path == "" || path == "-" || v.settlers[v.absolute(path)] {
		return
	}
	path = v.absolute(path)
	v.settlers[path] = true
	v.watch(filepath.Dir(path), false)
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		v.watch(path, false)
	}
}

// settles tells whether a change of path makes everything due.
func (v *vigil) settles(path string) bool {
	if v.settlers[path] || slices.Contains(settling, filepath.Base(path)) {
		return true
	}
	return bounded.IsYAML(path) && v.settlers[filepath.Dir(path)]
}

// keep checks everything, then what changes, until ctx ends.
func (v *vigil) keep(ctx context.Context, roots []string) error {
	for _, root := range roots {
		v.root(root)
	}
	if err := v.check(); err != nil {
		return err
	}
	v.begun = true
	v.changed = map[string]bool{}
	var due <-chan time.Time
	for {
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case e := <-v.events:
			// Not reset by later events: a file that is written without end must not keep the others waiting.
			if v.note(e) && due == nil {
				due = v.after(gatheringTime)
			}
		case <-v.errors: //nolint:errcheck // whatever it was, the answer is the same
			// The queue ran over, or a folder is gone: who knows what was missed.
			v.changed = nil
			if due == nil {
				due = v.after(gatheringTime)
			}
		case <-due:
			due = nil
			if err := v.check(); err != nil {
				return err
			}
			v.changed = map[string]bool{}
		}
	}
}

// root watches what an argument names: a folder with all beneath it, the folder that a glob starts from, or the one that
// holds a file. Not the file itself: editors put a new one in its place.
func (v *vigil) root(path string) {
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		v.tree(v.absolute(path))
	case err != nil && strings.ContainsAny(path, "*?[{"):
		base, _ := doublestar.SplitPattern(filepath.ToSlash(path))
		v.tree(v.absolute(filepath.FromSlash(base)))
	default:
		v.watch(filepath.Dir(v.absolute(path)), true)
	}
}

// tree watches a folder and those beneath it that a walk would enter.
func (v *vigil) tree(top string) {
	ignore := vcs.NewIgnore(top, top, ".gitignore", ignoreFile)
	// What cannot be read is the gathering's to complain about.
	_ = filepath.WalkDir(top, func(path string, e fs.DirEntry, err error) error {
		switch {
		case err != nil || !e.IsDir():
			return nil //nolint:nilerr // see above
		case path != top && ignore.LeavesOut(path, true):
			return fs.SkipDir
		}
		v.watch(path, true)
		return nil
	})
}

// watch watches a folder, and those above it for configurations, as far up as these are looked for.
func (v *vigil) watch(dir string, texts bool) {
	for {
		known, already := v.watched[dir]
		v.watched[dir] = known || texts
		if !already {
			// A folder that is gone, or one too many for the system: the rest is watched.
			if err := v.add(dir); err != nil && texts && v.unwatched == nil {
				v.unwatched = fmt.Errorf("--watch: %s and perhaps more folders cannot be watched: %w", dir, err)
			}
		}
		if _, err := os.Lstat(filepath.Join(dir, ".git")); err == nil || dir == filepath.Dir(dir) {
			return
		}
		dir, texts = filepath.Dir(dir), false
		if _, already := v.watched[dir]; already {
			return
		}
	}
}

// note takes an event in and tells whether it is of interest.
func (v *vigil) note(e fsnotify.Event) bool {
	if e.Op == fsnotify.Chmod {
		return false
	}
	path := v.absolute(e.Name)
	base := filepath.Base(path)
	if e.Has(fsnotify.Remove) || e.Has(fsnotify.Rename) {
		delete(v.watched, path) // should it come back it is another folder
	}
	switch {
	case v.settles(path):
		everything := v.changed == nil
		v.changed = nil
		return !everything
	case !v.watched[filepath.Dir(path)]:
		return false
	}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		if !e.Has(fsnotify.Create) || strings.HasPrefix(base, ".") {
			return false
		}
		v.tree(path) // files may have come into it before it was watched
	} else if _, known := v.seen[path]; !known && read.Format(path) == "" {
		return false
	}
	if v.changed == nil {
		return false // due already
	}
	v.changed[path] = true
	return true
}

// wants tells whether a file is due, and takes its content down: one whose bytes are as they were is not.
func (v *vigil) wants(path string) bool {
	path = v.absolute(path)
	if _, known := v.seen[path]; !known {
		v.watch(filepath.Dir(path), true)
		if end, err := filepath.EvalSymlinks(path); err == nil && end != path {
			v.real[path] = end
			v.watch(filepath.Dir(end), true)
		}
	}
	due := v.changed == nil || v.changed[path] || v.changed[v.real[path]]
	for dir := filepath.Dir(path); !due && v.watched[dir]; dir = filepath.Dir(dir) {
		due = v.changed[dir]
	}
	if !due {
		return false
	}
	data, err := bounded.File(path, bounded.Text)
	sum := sha256.Sum256(data)
	before, known := v.seen[path]
	v.seen[path] = sum
	return v.changed == nil || !known || err != nil || before != sum
}

// wrote says what fixes have put into a file, so that our own writing is no news. A nil vigil does nothing.
func (v *vigil) wrote(path string, data []byte) {
	if v != nil {
		v.seen[v.absolute(path)] = sha256.Sum256(data)
	}
}

// whole tells whether a run is over everything. A nil vigil is none.
func (v *vigil) whole() bool { return v == nil || v.changed == nil }
