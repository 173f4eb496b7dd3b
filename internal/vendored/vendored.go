// Package vendored keeps packs that came from elsewhere: their files beneath .sayso/packs, and beside it .sayso.lock, which
// says what each was fetched from and what its files hash to. It fetches nothing.
//
// A pack's files are only used as they were fetched: who changes them, on purpose or not, changes what a desk agreed on.
package vendored

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/sayso-lint/sayso/internal/bounded"
)

// LockFile is the name of the lock, and Folder of the folder of packs, beside the configuration.
const (
	LockFile = ".sayso.lock"
	Folder   = ".sayso/packs"
)

// Pack is a line of the lock.
type Pack struct {
	Name   string
	Commit string // in full
	Hash   string // sha256:…
	URL    string
	Path   string // inside the repository, with slashes; "" is its top
}

func (p Pack) String() string {
	line := strings.Join([]string{p.Name, p.Commit, p.Hash, p.URL}, " ")
	if p.Path != "" {
		line += " " + p.Path
	}
	return line
}

const head = "# Packs that sayso pack add has fetched: name, commit, hash, repository, path. One a line, sorted; both sides of a merge are right.\n"

// Lock is a .sayso.lock.
type Lock struct {
	path  string
	Packs []Pack // by name
}

// Read reads the lock of a folder; one that is not there has no packs.
func Read(root string) (*Lock, error) {
	l := &Lock{path: filepath.Join(root, LockFile)}
	data, err := bounded.Regular(l.path, bounded.Settings)
	if errors.Is(err, fs.ErrNotExist) {
		return l, nil
	}
	if err != nil {
		return nil, fmt.Errorf("lock: %w", err)
	}
	n := 0
	for line := range strings.Lines(string(data)) {
		n++
		line = strings.TrimRight(line, "\r\n")
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.SplitN(line, " ", 5)
		if len(fields) < 4 || slices.Contains(fields, "") || !strings.HasPrefix(fields[2], "sha256:") {
			return nil, fmt.Errorf("%s:%d:1: expected name, commit, hash, repository and path of a pack, as sayso pack add writes them", l.path, n)
		}
		p := Pack{Name: fields[0], Commit: fields[1], Hash: fields[2], URL: fields[3]}
		if len(fields) > 4 {
			p.Path = fields[4]
		}
		if l.Find(p.Name) != nil {
			return nil, fmt.Errorf("%s:%d:1: pack %s is there twice; keep the line of the commit that you want", l.path, n, p.Name)
		}
		l.Packs = append(l.Packs, p)
	}
	return l, nil
}

// Find gives the line of a pack; nil where there is none.
func (l *Lock) Find(name string) *Pack {
	for i := range l.Packs {
		if l.Packs[i].Name == name {
			return &l.Packs[i]
		}
	}
	return nil
}

// Set adds a pack, or replaces the line of its name.
func (l *Lock) Set(p Pack) {
	l.Remove(p.Name)
	l.Packs = append(l.Packs, p)
	slices.SortFunc(l.Packs, func(a, b Pack) int { return strings.Compare(a.Name, b.Name) })
}

// Remove takes a pack's line out.
func (l *Lock) Remove(name string) {
	l.Packs = slices.DeleteFunc(l.Packs, func(p Pack) bool { return p.Name == name })
}

// Write writes the lock, as a whole or not at all. Without packs the file goes.
func (l *Lock) Write() error {
	if len(l.Packs) == 0 {
		if err := os.Remove(l.path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("lock: %w", err)
		}
		return nil
	}
	var b bytes.Buffer
	b.WriteString(head)
	for _, p := range l.Packs {
		b.WriteString(p.String() + "\n")
	}
	f, err := os.CreateTemp(filepath.Dir(l.path), LockFile+"-*")
	if err != nil {
		return fmt.Errorf("lock: %w", err)
	}
	_, err = f.Write(b.Bytes())
	if err := errors.Join(err, f.Chmod(0o644), f.Close()); err != nil {
		return fmt.Errorf("lock: %w", errors.Join(err, os.Remove(f.Name())))
	}
	if err := os.Rename(f.Name(), l.path); err != nil {
		return fmt.Errorf("lock: %w", errors.Join(err, os.Remove(f.Name())))
	}
	return nil
}

// Hash is that of the files in a folder: names and contents, with the ends of lines as on Unix, since git may write them
// otherwise on another system.
func Hash(dir string) (string, error) {
	entries, err := os.ReadDir(dir) // sorted
	if err != nil {
		return "", fmt.Errorf("hash: %w", err)
	}
	h := sha256.New()
	for _, e := range entries {
		if e.IsDir() {
			continue
		}
		data, err := bounded.Regular(filepath.Join(dir, e.Name()), bounded.Settings)
		if err != nil {
			return "", fmt.Errorf("hash: %w", err)
		}
		data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
		_, _ = fmt.Fprintf(h, "%s\x00%d\x00", e.Name(), len(data)) // a hash does not fail
		h.Write(data)
	}
	return "sha256:" + hex.EncodeToString(h.Sum(nil)), nil
}

// Verify holds a pack beneath a folder .sayso/packs against the lock; any other path passes. The error says what to do.
func Verify(path string) error {
	full, err := filepath.Abs(path)
	if err != nil {
		return fmt.Errorf("pack: %w", err)
	}
	root, inside, found := strings.Cut(filepath.ToSlash(full)+"/", "/"+Folder+"/")
	if !found {
		return nil
	}
	name, _, _ := strings.Cut(inside, "/")
	dir := filepath.Join(filepath.FromSlash(root), filepath.FromSlash(Folder), name)
	if name == "" {
		return nil
	}
	lock, err := Read(filepath.FromSlash(root))
	if err != nil {
		return err
	}
	p := lock.Find(name)
	if _, err := os.Stat(dir); err != nil {
		if p == nil {
			return nil // that it is not there is said by what reads it
		}
		return fmt.Errorf("pack %s is in %s and not here; sayso pack add %s fetches it", name, lock.path, p.Source())
	}
	if p == nil {
		return fmt.Errorf("pack %s is not in %s: fetch it with sayso pack add, or keep a pack of your own outside of %s", dir, lock.path, Folder)
	}
	got, err := Hash(dir)
	if err != nil {
		return err
	}
	if got != p.Hash {
		return fmt.Errorf("pack %s is not what was fetched: its files hash to %.19s..., %s has %.19s...; fetch it again (sayso pack add %s), or copy it out of %s to change it", //nolint:lll // one sentence
			dir, got, LockFile, p.Hash, p.Source(), Folder)
	}
	return nil
}

// Source is what sayso pack add fetches the pack by.
func (p Pack) Source() string {
	s := p.URL + "@" + p.Commit
	if p.Path != "" {
		s += "//" + p.Path
	}
	return s
}
