package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"golang.org/x/term"
)

// output is where a report goes: standard output, or a file that appears when the report is whole.
type output struct {
	*bufio.Writer
	aside *aside // nil for standard output
	pages *pages // that appear with it; nil: none
}

// spared refuses a path of --output at which a text stands that somebody named to be read: its report would replace it. One
// met while walking a folder may be the report of the last time.
func spared(path string, todo []job) error {
	there := func(path string) os.FileInfo {
		info, err := os.Stat(path)
		if err != nil || !info.Mode().IsRegular() {
			return nil
		}
		return info
	}
	last := there(path)
	if last == nil {
		return nil
	}
	for _, j := range todo {
		if !j.named || j.stdin {
			continue
		}
		if text := there(j.path); text != nil && os.SameFile(last, text) {
			return usage("--output %s: that is a text to be read, and its report would replace it; expected another file", path)
		}
	}
	return nil
}

// unwritable words a failure to write below path: the path once, then why.
func unwritable(path string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return usage("%s: not written: there is no folder %s; make it first, or name another place", path, filepath.Dir(path))
	case errors.Is(err, syscall.ENOTDIR):
		inTheWay := path
		for _, err := os.Lstat(inTheWay); err != nil; _, err = os.Lstat(inTheWay) {
			inTheWay = filepath.Dir(inTheWay)
		}
		return usage("%s: not written: %s is no folder; name another place", path, inTheWay)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%s: not written: no permission to write it or its folder", path)
	}
	return fmt.Errorf("%s: not written: %w", path, bare(err))
}

// openOutput opens path, or takes out where there is none.
func openOutput(path string, out io.Writer) (*output, error) {
	if path == "" || path == "-" {
		return &output{Writer: bufio.NewWriterSize(out, 1<<16)}, nil
	}
	// A link is kept and what it leads to replaced; a device or pipe cannot be replaced and is written to.
	if end, err := filepath.EvalSymlinks(path); err == nil {
		path = end
	}
	if info, err := os.Stat(path); err == nil {
		switch {
		case info.IsDir():
			return nil, usage("%s: that is a folder; expected a file", path)
		case info.Mode().IsRegular() && info.Mode().Perm()&0o222 == 0:
			// As for fixes: a rename would not ask, but whoever took the right to write away meant it.
			return nil, fmt.Errorf("%s: not written: it is read-only", path)
		case !info.Mode().IsRegular():
			f, err := os.OpenFile(path, os.O_WRONLY, 0)
			if err != nil {
				return nil, unwritable(path, err)
			}
			return &output{Writer: bufio.NewWriterSize(f, 1<<16)}, nil
		}
	}
	a, err := writeAside(path)
	if err != nil {
		return nil, unwritable(path, err)
	}
	return &output{Writer: bufio.NewWriterSize(a, 1<<16), aside: a}, nil
}

// finish makes the report visible as a whole.
func (o *output) finish() error {
	err := o.Flush()
	if o.aside == nil {
		return wrapped("writing the report", err)
	}
	if err == nil && o.pages != nil {
		err = o.pages.finish()
	}
	if err != nil {
		o.abandon()
	} else {
		err = o.aside.finish()
	}
	return wrapped("writing "+o.aside.target, bare(err))
}

// abandon leaves no half-written file behind.
func (o *output) abandon() {
	if o.aside != nil {
		o.aside.abandon()
		if o.pages != nil {
			o.pages.abandon()
		}
	} else {
		_ = o.Flush()
	}
}

// terminal tells whether w is one, and how many columns it has.
func terminal(w io.Writer) (columns int, ok bool) {
	f, isFile := w.(*os.File)
	if !isFile || !term.IsTerminal(int(f.Fd())) {
		return 0, false
	}
	columns, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		columns = 0
	}
	return columns, true
}

// colored decides about colour: the flag, then NO_COLOR (no-color.org), then FORCE_COLOR and CLICOLOR_FORCE, then
// whether a terminal that knows colours is at the other end.
func colored(when string, tty bool, env func(string) string) (bool, error) {
	forced := func(name string) bool { v := env(name); return v != "" && v != "0" }
	switch when {
	case "always":
		return true, nil
	case "never":
		return false, nil
	case "auto":
	default:
		return false, usage("--color %q: expected auto, always or never", when)
	}
	switch {
	case env("NO_COLOR") != "":
		return false, nil
	case forced("FORCE_COLOR") || forced("CLICOLOR_FORCE"):
		return true, nil
	}
	return tty && env("TERM") != "dumb" && env("CLICOLOR") != "0", nil
}
