package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"

	"github.com/sayso-lint/sayso/internal/bounded"
)

// aside is a file that is written beside its target and takes its place when it is whole: whoever looks sees the old one
// or the new one, whenever the power fails. The price is a new file under the old name, so that a second hard link keeps
// the old text.
type aside struct {
	*os.File
	target string
}

// writeAside begins a file that is to take the place of target, whose links have been followed. Mode and owner are those
// of the file that is there, as far as the system lets us.
func writeAside(target string) (*aside, error) {
	info, err := os.Stat(target)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, bare(err)
	}
	for n := 0; ; n++ {
		// A short name of its own, that no walk takes for a text and that fits where the target's own name just does.
		name := filepath.Join(filepath.Dir(target), ".sayso-"+strconv.Itoa(os.Getpid())+"-"+strconv.Itoa(n)+".tmp")
		f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if errors.Is(err, fs.ErrExist) && n < 1000 {
			continue
		}
		if err != nil {
			return nil, bare(err)
		}
		a := &aside{f, target}
		if info != nil {
			keepOwner(f, info)
			if err := f.Chmod(info.Mode() & (fs.ModePerm | fs.ModeSetuid | fs.ModeSetgid | fs.ModeSticky)); err != nil {
				a.abandon()
				return nil, bare(err)
			}
		}
		return a, nil
	}
}

// bare is what went wrong without the path, which would be that of a file nobody has heard of.
func bare(err error) error {
	var at *fs.PathError
	var from *os.LinkError
	switch {
	case errors.As(err, &at):
		return at.Err
	case errors.As(err, &from):
		return from.Err
	}
	return err
}

// finish puts the file in its target's place.
func (a *aside) finish() error {
	err := errors.Join(a.Sync(), a.Close())
	if err == nil {
		err = os.Rename(a.Name(), a.target)
	}
	if err != nil {
		_ = os.Remove(a.Name())
		return bare(err)
	}
	// The folder remembers the new name once it is synced, too. Not every system can, and the file is whole either way.
	if dir, err := os.Open(filepath.Dir(a.target)); err == nil {
		_ = dir.Sync()
		_ = dir.Close()
	}
	return nil
}

// abandon leaves nothing behind.
func (a *aside) abandon() {
	_ = a.Close()
	_ = os.Remove(a.Name())
}

// replaceFile puts data in the place of what path held when it was read. A file that has changed since then, or that its
// owner has made read-only, is left alone; a link is kept and what it leads to replaced. The error names the path.
func replaceFile(path string, read, data []byte) error {
	why := func(err error) error {
		if errors.Is(err, fs.ErrPermission) {
			return fmt.Errorf("%s: not fixed: no permission to write it or its folder", path)
		}
		return fmt.Errorf("%s: not fixed: %w", path, bare(err))
	}
	target, err := filepath.EvalSymlinks(path)
	if err != nil {
		return why(err)
	}
	info, err := os.Stat(target)
	switch {
	case err != nil:
		return why(err)
	case !info.Mode().IsRegular():
		return fmt.Errorf("%s: not fixed: it is no regular file", path)
	case info.Mode().Perm()&0o222 == 0:
		// A rename would not ask, but whoever took the right to write away meant it.
		return fmt.Errorf("%s: not fixed: it is read-only", path)
	}
	probe, err := os.OpenFile(target, os.O_WRONLY, 0)
	if err != nil {
		return why(err)
	}
	_ = probe.Close()
	a, err := writeAside(target)
	if err != nil {
		return why(err)
	}
	if _, err := a.Write(data); err != nil {
		a.abandon()
		return why(err)
	}
	now, err := bounded.Regular(target, int64(max(len(read), len(data))))
	if _, grown := errors.AsType[*bounded.TooLargeError](err); grown {
		now, err = nil, nil
	}
	if err != nil || !bytes.Equal(now, read) {
		a.abandon()
		switch {
		case err != nil:
			return why(err)
		case bytes.Equal(now, data):
			return nil // under another name of the same file
		}
		return fmt.Errorf("%s: not fixed: it has changed since it was read", path)
	}
	if err := a.finish(); err != nil {
		return why(err)
	}
	return nil
}
