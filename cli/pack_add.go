package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	urfave "github.com/urfave/cli/v2"

	"github.com/sayso-lint/sayso/internal/bounded"
	"github.com/sayso-lint/sayso/internal/config"
	"github.com/sayso-lint/sayso/internal/pack"
	"github.com/sayso-lint/sayso/internal/vcs"
	"github.com/sayso-lint/sayso/internal/vendored"
	"github.com/sayso-lint/sayso/lint"
)

// maxPack bounds what is fetched of a pack: rules are text that somebody has written.
const maxPack = 4 << 20

// packAdd fetches a pack at a commit and keeps it beside the configuration.
func (p *program) packAdd(c *urfave.Context, args []string) error {
	if len(args) != 1 {
		return usage("sayso pack add takes one URL@COMMIT, or URL@COMMIT//PATH for a pack inside of a repository")
	}
	url, commit, inside, err := packSource(args[0])
	if err != nil {
		return err
	}
	root, err := packRoot()
	if err != nil {
		return err
	}
	lock, err := vendored.Read(root)
	if err != nil {
		return &usageError{err}
	}
	fetched, err := vcs.Fetch(c.Context, url, commit)
	if refused := (*vcs.RefusedError)(nil); errors.As(err, &refused) {
		return usage("sayso pack add: %v", refused)
	}
	if err != nil {
		return fmt.Errorf("pack add: %w", err)
	}
	defer func() { _ = fetched.Close() }()
	packs := filepath.Join(root, filepath.FromSlash(vendored.Folder))
	if err := os.MkdirAll(packs, 0o777); err != nil { //nolint:gosec // as the user asks for: it is committed
		return unwritable(packs, err)
	}
	fresh, err := os.MkdirTemp(packs, ".new-*")
	if err != nil {
		return unwritable(packs, err)
	}
	defer func() { _ = os.RemoveAll(fresh) }()
	if err := takePack(fetched, url, inside, fresh); err != nil {
		return err
	}
	loaded, err := pack.Load(fresh)
	if err != nil {
		return usage("sayso pack add: %s is no pack:\n%s", args[0], strings.ReplaceAll(err.Error(), fresh+string(filepath.Separator), ""))
	}
	entry := vendored.Pack{Name: loaded.Name, Commit: fetched.Commit, URL: url, Path: inside}
	if entry.Hash, err = vendored.Hash(fresh); err != nil {
		return fmt.Errorf("pack add: %w", err)
	}
	changed, err := keepPack(lock, entry, fresh, filepath.Join(packs, loaded.Name))
	if err != nil {
		return err
	}
	if changed != "" {
		p.complain("what was changed here is kept in %s", shortened(changed))
	}
	shown, configuration := vendored.Folder+"/"+loaded.Name, config.Name
	if here, err := os.Getwd(); err != nil || here != root {
		configuration = filepath.Join(root, config.Name)
	}
	return p.show(fmt.Sprintf("pack %s, %s, of commit %.12s is in %s; sayso pack test %s runs its examples\nkeep the folder and %s under version control, and name the pack in %s:\n\npacks: [%s]\n",
		loaded.Name, counted(len(loaded.Specs), "rule"), fetched.Commit, shown, shown, vendored.LockFile, configuration, shown))
}

// packSource takes URL@COMMIT//PATH apart. A URL may have an @ before its host, so the last one counts.
func packSource(s string) (url, commit, inside string, err error) {
	at := strings.LastIndex(s, "@")
	if at < 0 {
		return s, "", "", nil // what the newest commit is will be said
	}
	url = s[:at]
	commit, inside, _ = strings.Cut(s[at+1:], "//")
	if strings.ContainsAny(commit, ":/") {
		return s, "", "", nil // that @ belongs to the URL
	}
	if full, absErr := filepath.Abs(url); absErr == nil {
		// A path on this machine is kept in full: what is relative would mean something else from elsewhere.
		if _, statErr := os.Stat(full); statErr == nil {
			url = filepath.ToSlash(full)
			if strings.Contains(url, " ") {
				url = "file://" + strings.ReplaceAll(url, " ", "%20") // a line of the lock has blanks between its fields
			}
		}
	}
	if strings.ContainsAny(url, " \t\r\n") || strings.ContainsAny(inside, "\r\n") {
		return "", "", "", usage("sayso pack add: a blank in %q", s)
	}
	inside = strings.Trim(path.Clean("/"+inside), "/")
	return url, commit, inside, nil
}

// packRoot is where packs are kept: the folder of the configuration in force, else the top of the repository, else here.
func packRoot() (string, error) {
	here, err := os.Getwd()
	if err != nil {
		return "", fmt.Errorf("current folder: %w", err)
	}
	top := vcs.Root(here)
	for dir := here; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, config.Name)); err == nil {
			return dir, nil
		}
		switch {
		case dir == top:
			return top, nil
		case dir == filepath.Dir(dir):
			return here, nil
		}
	}
}

// takePack writes the YAML files of a pack into a folder, and nothing else of the repository.
func takePack(fetched *vcs.Fetched, url, inside, into string) error {
	files, err := fetched.Files(inside)
	if err != nil {
		return fmt.Errorf("pack add: %w", err)
	}
	if len(files) == 0 { // a folder that is not there: those that are may be meant
		if files, err = fetched.Files(""); err != nil {
			return fmt.Errorf("pack add: %w", err)
		}
	}
	taken, size := 0, int64(0)
	elsewhere := map[string]bool{}
	for _, f := range files {
		if !bounded.IsYAML(f.Path) || strings.HasPrefix(path.Base(f.Path), ".") {
			continue
		}
		if dir := path.Dir(f.Path); f.Path != inside && dir != path.Clean("./"+inside) {
			elsewhere[dir] = true
			continue
		}
		if size += f.Size; size > maxPack {
			return usage("sayso pack add: the pack has more than %d bytes", maxPack)
		}
		data, err := fetched.Content(f)
		if err != nil {
			return fmt.Errorf("pack add: %w", err)
		}
		name := path.Base(f.Path)
		if !filepath.IsLocal(name) {
			return usage("sayso pack add: %q is no name of a file here", name)
		}
		if err := os.WriteFile(filepath.Join(into, name), data, 0o666); err != nil { //nolint:gosec // as above
			return fmt.Errorf("pack add: %w", err)
		}
		taken++
	}
	switch {
	case taken > 0:
		return nil
	case len(elsewhere) > 0:
		return usage("sayso pack add: no .yaml file at %s; there are some in %s: name one behind //", at(url, inside), strings.Join(slices.Sorted(maps.Keys(elsewhere)), ", "))
	}
	return usage("sayso pack add: no .yaml file at %s", at(url, inside))
}

func at(url, inside string) string {
	if inside == "" {
		return "the top of " + url
	}
	return inside + " of " + url
}

// keepPack puts a fetched folder in its place and writes the lock. What is there goes only if it is as it was fetched; changed is
// where it is kept otherwise.
func keepPack(lock *vendored.Lock, entry vendored.Pack, fresh, place string) (changed string, err error) {
	old := ""
	switch before := lock.Find(entry.Name); {
	case before == nil:
		if _, err := os.Lstat(place); err == nil {
			return "", usage("%s is already here and not in %s; move it away first", place, vendored.LockFile)
		}
	case before.URL != entry.URL || before.Path != entry.Path:
		return "", usage("there is a pack %s already, from %s; sayso pack remove %s makes room", entry.Name, before.Source(), entry.Name)
	default:
		// An update, or the cure for files that were changed: these are kept under another name if they were.
		if _, err := os.Lstat(place); err != nil {
			break
		}
		old = fresh + "-old"
		if got, err := vendored.Hash(place); err != nil || got != before.Hash {
			changed = place + ".changed"
			old = changed
			if _, err := os.Lstat(old); err == nil {
				return "", usage("%s was changed here, and so was %s; move them away first", place, old)
			}
		}
		if err := os.Rename(place, old); err != nil {
			return "", fmt.Errorf("pack add: %w", err)
		}
	}
	if err := os.Chmod(fresh, 0o755); err != nil {
		return "", fmt.Errorf("pack add: %w", err)
	}
	if err := os.Rename(fresh, place); err != nil {
		return "", fmt.Errorf("pack add: %w", errors.Join(err, restore(old, place)))
	}
	lock.Set(entry)
	if err := lock.Write(); err != nil {
		return "", fmt.Errorf("pack add: %w", errors.Join(err, os.RemoveAll(place), restore(old, place)))
	}
	if old != changed {
		if err := os.RemoveAll(old); err != nil {
			return "", fmt.Errorf("pack add: %w", err)
		}
	}
	return changed, nil
}

func restore(old, place string) error {
	if old == "" {
		return nil
	}
	return os.Rename(old, place) //nolint:wrapcheck // joined to what went wrong
}

// packRemove deletes a fetched pack and its line in the lock.
func (p *program) packRemove(_ *urfave.Context, args []string) error {
	if len(args) != 1 {
		return usage("sayso pack remove takes the name of a pack that sayso pack add has fetched")
	}
	root, err := packRoot()
	if err != nil {
		return err
	}
	lock, err := vendored.Read(root)
	if err != nil {
		return &usageError{err}
	}
	var known []string
	for _, l := range lock.Packs {
		known = append(known, l.Name)
	}
	entry := lock.Find(args[0])
	if entry == nil {
		return usage("sayso pack remove %s: not in %s%s", args[0], filepath.Join(root, vendored.LockFile), lint.Hint(args[0], known))
	}
	place := filepath.Join(root, filepath.FromSlash(vendored.Folder), entry.Name)
	if got, err := vendored.Hash(place); err == nil && got != entry.Hash {
		return usage("%s was changed since it was fetched; move it away first", place)
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("pack remove: %w", err)
	}
	lock.Remove(args[0])
	if err := errors.Join(lock.Write(), os.RemoveAll(place)); err != nil {
		return fmt.Errorf("pack remove: %w", err)
	}
	return p.show(fmt.Sprintf("removed pack %s; take it out of packs in %s, too\n", args[0], config.Name))
}
