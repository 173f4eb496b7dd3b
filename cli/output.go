package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"golang.org/x/term"
)

// output is where a report goes: standard output, or a file that appears when the report is whole.
type output struct {
	*bufio.Writer
	aside  *os.File // being written beside the target; nil for standard output
	target string
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
	mode := fs.FileMode(0o666)
	if info, err := os.Stat(path); err == nil {
		if !info.Mode().IsRegular() && !info.IsDir() {
			f, err := os.OpenFile(path, os.O_WRONLY, 0)
			if err != nil {
				return nil, fmt.Errorf("--output: %w", err)
			}
			return &output{Writer: bufio.NewWriterSize(f, 1<<16)}, nil
		}
		if info.IsDir() {
			return nil, usage("--output %s: that is a folder; expected a file", path)
		}
		mode = info.Mode().Perm()
	}
	aside := fmt.Sprintf("%s.%d.tmp", path, os.Getpid())
	f, err := os.OpenFile(aside, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, mode)
	if err != nil {
		return nil, fmt.Errorf("--output: %w", err)
	}
	return &output{Writer: bufio.NewWriterSize(f, 1<<16), aside: f, target: path}, nil
}

// finish makes the report visible as a whole.
func (o *output) finish() error {
	err := o.Flush()
	if o.aside == nil {
		return wrapped("writing the report", err)
	}
	err = errors.Join(err, o.aside.Sync(), o.aside.Close())
	if err == nil {
		err = os.Rename(o.aside.Name(), o.target)
	}
	if err != nil {
		err = errors.Join(err, os.Remove(o.aside.Name()))
	}
	return wrapped("writing the report", err)
}

// abandon leaves no half-written file behind.
func (o *output) abandon() {
	if o.aside != nil {
		_ = o.aside.Close()
		_ = os.Remove(o.aside.Name())
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
