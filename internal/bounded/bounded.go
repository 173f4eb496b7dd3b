// Package bounded reads what others wrote, and no more of it than it may be: a file is measured before it is read, and
// what cannot be measured (a pipe, a device, standard input) is read up to the bound and not beyond. It knows no formats
// but one: what settings written in YAML may look like, so that their parser is never handed what it would choke on.
package bounded

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// Text is the most that is read of a text, or of a list or diff of them, where nobody says otherwise: 64 MB.
const Text = 64 << 20

// TooLargeError says that something is larger than it may be.
type TooLargeError struct {
	Path string // "": it has none
	Size int64  // 0: it has no end that was met
	Most int64
}

func (e *TooLargeError) Error() string {
	what := "larger than " + Size(e.Most)
	if e.Size > 0 {
		what = Size(e.Size) + ", " + what
	}
	if e.Path != "" {
		what = e.Path + ": " + what
	}
	return what
}

// File reads a file of at most most bytes. The error is a *TooLargeError, or the system's.
func File(path string, most int64) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err //nolint:wrapcheck // as os.ReadFile
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil {
		return nil, err //nolint:wrapcheck // likewise
	}
	size := int64(0)
	if info.Mode().IsRegular() {
		size = info.Size()
	}
	if size > most {
		return nil, &TooLargeError{path, size, most}
	}
	// What was measured may have grown or shrunk since, so its end is looked for all the same.
	data, err := read(f, size, most)
	if large, ok := errors.AsType[*TooLargeError](err); ok {
		large.Path = path
	}
	return data, err
}

// Regular is File for a path that nobody named, but a folder or a repository holds: what is no regular file is refused before
// it is opened, for a pipe that nobody fills, or a link to a terminal, would keep the run waiting without end.
func Regular(path string, most int64) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err //nolint:wrapcheck // likewise
	}
	if !info.Mode().IsRegular() {
		return nil, &os.PathError{Op: "read", Path: path, Err: errors.New("not a regular file")}
	}
	return File(path, most)
}

// Named is File for a path that somebody named, who may mean a pipe by it, and Regular for one that was met.
func Named(path string, most int64, named bool) ([]byte, error) {
	if named {
		return File(path, most)
	}
	return Regular(path, most)
}

// Read reads to the end of r, or fails with a *TooLargeError behind most bytes.
func Read(r io.Reader, most int64) ([]byte, error) { return read(r, 0, most) }

func read(r io.Reader, size, most int64) ([]byte, error) {
	var b bytes.Buffer
	b.Grow(int(size) + bytes.MinRead) // the buffer asks for so much room before it sees the end
	_, err := b.ReadFrom(Reader(r, most))
	return b.Bytes(), err
}

// Reader is r, for those who read by themselves: it fails with a *TooLargeError where r has more than most bytes.
func Reader(r io.Reader, most int64) io.Reader {
	if most == math.MaxInt64 {
		return r
	}
	return &reader{&io.LimitedReader{R: r, N: most + 1}, most}
}

type reader struct {
	r    *io.LimitedReader
	most int64
}

func (r *reader) Read(p []byte) (int, error) {
	n, err := r.r.Read(p)
	if r.r.N <= 0 {
		return max(n-1, 0), &TooLargeError{Most: r.most}
	}
	return n, err //nolint:wrapcheck // likewise
}

var units = []string{"B", "KB", "MB", "GB", "TB"}

// Size writes a number of bytes as ParseSize reads it, rounded to a tenth: "64 MB", "1.5 GB". A KB is 1024 bytes.
func Size(n int64) string {
	v, unit := float64(n), 0
	for v >= 1024 && unit < len(units)-1 {
		v /= 1024
		unit++
	}
	return strings.TrimSuffix(strconv.FormatFloat(v, 'f', 1, 64), ".0") + " " + units[unit]
}

// ParseSize reads a number of bytes: "64MB", "1.5 GB", "4096". The unit may be in lower case, and without its B.
func ParseSize(s string) (int64, error) {
	number := strings.TrimRight(s, "bBkKmMgGtT ")
	unit := strings.ToUpper(strings.TrimSpace(s[len(number):]))
	if unit != "" && unit != "B" {
		unit = strings.TrimSuffix(unit, "B") + "B"
	}
	v, err := strconv.ParseFloat(number, 64)
	factor := 1.0
	for _, u := range units {
		if unit == u || unit == "" {
			if v = math.Floor(v * factor); err == nil && v >= 1 && v < 1<<53 {
				return int64(v), nil
			}
			break
		}
		factor *= 1024
	}
	return 0, fmt.Errorf("%q: expected a size, such as 64MB", s)
}

// Settings is the most that is read of a file of settings in YAML, a configuration or a file of a pack: 1 MB. The parser
// reads 300 KB of the worst a second, and two thousand phrases are 65 KB.
const Settings = 1 << 20

// What settings may hold, beyond which the parser takes time by the square: 500 KB of brackets in one another took it
// 50 s, and 83,000 keys in one mapping 12 s.
const (
	nesting = 500   // brackets in one another; no key of ours lies deeper than six
	colons  = 30000 // each may be a key
)

// YAML reads settings in YAML as Named does, at most Settings bytes, without a byte order mark.
func YAML(path string, named bool) ([]byte, error) {
	data, err := Named(path, Settings, named)
	if err != nil {
		return nil, err
	}
	return bytes.TrimPrefix(data, []byte("\uFEFF")), nil
}

// IsYAML says whether a file of this name is one of settings in YAML.
func IsYAML(path string) bool { return filepath.Ext(path) == ".yaml" || filepath.Ext(path) == ".yml" }

// Beside names the YAML files in the folder that a missing one was looked for in, and its folders where one of them may have
// been meant: what a hint can offer. A folder that cannot be listed has none.
func Beside(missing string, folders bool) []string {
	var there []string
	entries, _ := os.ReadDir(filepath.Dir(missing))
	for _, e := range entries {
		if e.IsDir() && folders || !e.IsDir() && IsYAML(e.Name()) {
			there = append(there, e.Name())
		}
	}
	return there
}

// Parseable refuses YAML that the parser would choke on. Brackets count where a collection can begin, which is at the start
// of a line and behind blanks, colons, commas and brackets, so that those of a pattern (\[a-z]) hardly do.
func Parseable(data []byte) error {
	if bytes.Count(data, []byte(":")) > colons {
		return fmt.Errorf("more than %d colons; expected settings, in several files where they are many", colons)
	}
	depth := 0
	var before byte = '\n'
	for _, c := range data {
		switch c {
		case '[', '{':
			switch before {
			case '\n', '\r', ' ', '\t', ':', ',', '[', '{', '-', '?':
				if depth++; depth > nesting {
					return fmt.Errorf("brackets nested more than %d deep", nesting)
				}
			}
		case ']', '}':
			depth = max(depth-1, 0)
		}
		before = c
	}
	return nil
}

// Worded is what the YAML parser says, in words of ours where it speaks of the mistake that is made most.
func Worded(message string) string {
	if strings.HasPrefix(message, "found character '\t'") {
		return "a tab; lines are set in by blanks"
	}
	return message
}

// Mistakes joins what is wrong with settings, as much of it as somebody reads.
func Mistakes(errs []error) error {
	const most = 50
	if n := len(errs) - most; n > 0 {
		errs = append(errs[:most:most], fmt.Errorf("and %d more", n))
	}
	return errors.Join(errs...)
}

// Message is a message without the middle of what it quotes, where that is a book.
func Message(s string) string {
	const most = 2000
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most/2], "") + " … " + strings.ToValidUTF8(s[len(s)-most/2:], "")
}
