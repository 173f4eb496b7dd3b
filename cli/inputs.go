package cli

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/sayso-lint/sayso/internal/bounded"
	"github.com/sayso-lint/sayso/internal/read"
	"github.com/sayso-lint/sayso/internal/vcs"
)

// ignoreFile leaves files out of walks, in the syntax of gitignore.
const ignoreFile = ".saysoignore"

// input is one file to read.
type input struct {
	path  string // as reports show it
	stdin bool
	named bool // by itself, not met while walking: a fault of it is worth a line

	change *vcs.Change // nil: all of it is to be checked
}

// sources are the words of the command line that say what to read.
type sources struct {
	paths     []string
	filesFrom string // "": none, "-": standard input
	nul       bool   // the list has NUL and not line ends between its paths
	stdinName string
	most      int64        // bytes that may be read of a list
	changes   *vcs.Changes // nil: whole files; else what changed alone
}

// gathering collects inputs and what went wrong on the way.
type gathering struct {
	ctx      context.Context
	inputs   []input
	seen     map[string]bool // absolute paths
	here     string
	changes  *vcs.Changes
	real     map[string]string // folders with their links resolved, where changes are looked up
	problems []error           // unreadable or missing
	notes    []string          // worth knowing, no failure
}

// gather finds the files that the command line means: by argument, then by path, each once.
func gather(ctx context.Context, s sources, in io.Reader) (*gathering, error) {
	here, err := os.Getwd()
	if err != nil {
		return nil, fmt.Errorf("current folder: %w", err)
	}
	g := &gathering{ctx: ctx, seen: map[string]bool{}, here: here, changes: s.changes, real: map[string]string{}}
	if s.filesFrom == "-" && slices.Contains(s.paths, "-") {
		return nil, usage("standard input cannot be both a text (-) and the list of files (--files-from -)")
	}
	if len(s.paths) == 0 && s.filesFrom == "" {
		g.folder(".")
	}
	for _, p := range s.paths {
		switch p {
		case "-":
			if !g.seen["-"] {
				g.seen["-"] = true
				g.inputs = append(g.inputs, input{path: cmp.Or(s.stdinName, "<stdin>"), stdin: true, named: true})
			}
		case "":
			return nil, usage("an empty path; the current folder is .")
		default:
			g.path(p, true)
		}
	}
	if s.filesFrom != "" {
		if err := g.listed(s, in); err != nil {
			return nil, err
		}
	}
	return g, context.Cause(ctx)
}

// listed adds the files of a list.
func (g *gathering) listed(s sources, in io.Reader) error {
	var data []byte
	var err error
	if s.filesFrom == "-" {
		data, err = bounded.Read(in, s.most)
	} else {
		if data, err = bounded.File(s.filesFrom, s.most); err != nil {
			err = unreadable(s.filesFrom, err)
		}
	}
	if err != nil {
		return fmt.Errorf("--files-from: %w", err)
	}
	split := bufio.ScanLines
	if s.nul {
		split = scanNUL
	}
	lines := bufio.NewScanner(bytes.NewReader(data))
	lines.Buffer(nil, len(data)+1)
	lines.Split(split)
	before, paths, strange, first := len(g.problems), 0, 0, ""
	for lines.Scan() {
		p := lines.Text()
		if p == "" {
			continue
		}
		paths++
		if n := len(g.problems); !g.path(p, false) {
			strange++
			first = cmp.Or(first, g.problems[n].Error())
		}
	}
	ended := bytes.IndexByte(data, 0) >= 0
	switch {
	case strange > 0 && ended && !s.nul:
		err = fmt.Errorf("--files-from %s: its paths end with NUL; -0 reads them so", s.filesFrom)
	case strange > 0 && !ended && s.nul && bytes.IndexByte(data, '\n') >= 0:
		err = fmt.Errorf("--files-from %s: its paths end with their lines and not with NUL; leave -0 out", s.filesFrom)
	case strange > 1 && 2*strange > paths: // a text, perhaps, which would be complained of line by line
		err = fmt.Errorf("--files-from %s: %d of its %d paths name no file (%s); is this a list of files?", s.filesFrom, strange, paths, brief(first))
	default:
		return nil
	}
	g.problems = append(g.problems[:before], err)
	return nil
}

// brief is a message without its middle, where that is a paragraph.
func brief(message string) string {
	const most = 100
	r := []rune(message)
	if len(r) <= most {
		return message
	}
	return string(r[:most/2]) + " … " + string(r[len(r)-most/2:])
}

func scanNUL(data []byte, atEOF bool) (int, []byte, error) {
	if i := bytes.IndexByte(data, 0); i >= 0 {
		return i + 1, data[:i], nil
	}
	if atEOF && len(data) > 0 {
		return len(data), data, nil
	}
	return 0, nil, nil
}

// path adds what one argument means: a file, a folder or a glob. What exists is never taken for a glob; where nothing does, that
// is a problem, and the answer false.
func (g *gathering) path(p string, globs bool) bool {
	info, err := os.Stat(p)
	switch {
	case g.changes != nil && g.change(p) != nil: // what is staged may be gone from the folder
		g.add(input{path: p, named: true})
	case err == nil && info.IsDir():
		g.folder(p)
	case err == nil:
		g.add(input{path: p, named: true})
	case globs && errors.Is(err, fs.ErrNotExist) && strings.ContainsAny(p, "*?[{"):
		g.glob(p)
	default:
		g.problems = append(g.problems, unreadable(p, err))
		return false
	}
	return true
}

func (g *gathering) glob(pattern string) {
	found, err := doublestar.FilepathGlob(pattern, doublestar.WithNoHidden())
	if err != nil {
		g.problems = append(g.problems, fmt.Errorf("%s: not a glob: a bracket or brace is not closed", pattern))
		return
	}
	slices.Sort(found)
	before, known := len(g.inputs), len(g.seen)
	for _, p := range found {
		// A glob is a way to walk: it takes the formats that sayso reads, unless it spells the extension out.
		info, err := os.Stat(p)
		if err == nil && info.Mode().IsRegular() && (read.Format(p) != "" || filepath.Ext(pattern) == filepath.Ext(p)) {
			g.add(input{path: p})
		}
	}
	if g.changes == nil && len(g.inputs) == before && len(g.seen) == known && !g.anySeen(found) {
		g.problems = append(g.problems, fmt.Errorf("%s: no file matches this glob", pattern))
	}
}

func (g *gathering) anySeen(paths []string) bool {
	return slices.ContainsFunc(paths, func(p string) bool { return g.seen[g.absolute(p)] })
}

func (g *gathering) add(in input) {
	full := g.absolute(in.path)
	if g.seen[full] {
		return
	}
	if g.changes != nil {
		if in.change = g.change(in.path); in.change == nil {
			return
		}
	}
	g.seen[full] = true
	g.inputs = append(g.inputs, in)
}

func (g *gathering) absolute(p string) string {
	if filepath.IsAbs(p) {
		return filepath.Clean(p)
	}
	return filepath.Join(g.here, p)
}

// folder adds the files of a folder in formats that sayso reads, hidden and ignored ones left out.
func (g *gathering) folder(dir string) {
	full := g.absolute(dir)
	if end, err := filepath.EvalSymlinks(full); err == nil {
		full = end // a link that was named is followed
	}
	root := vcs.Root(full)
	var found []string
	listed := false
	if g.changes != nil {
		listed = true
		found = g.changed(full)
	} else if root != "" {
		files, err := vcs.Files(g.ctx, full)
		// A folder that is ignored itself but named on the command line is meant: git has nothing to say about it.
		if err == nil && (len(files) > 0 || !vcs.Ignored(g.ctx, full)) {
			listed = true
			found = g.kept(full, root, files)
		}
	}
	if !listed {
		found = g.walk(full)
	}
	if len(found) == 0 && g.changes == nil {
		g.notes = append(g.notes, dir+": no text, Markdown or HTML files here")
		return
	}
	slices.Sort(found)
	for _, rel := range found {
		g.add(input{path: filepath.Join(dir, rel)})
	}
}

// kept are the files of git's list that a walk would have kept.
func (g *gathering) kept(full, root string, files []string) []string {
	ignore := vcs.NewIgnore(root, full, ignoreFile)
	var found []string
	for _, rel := range files {
		rel = filepath.FromSlash(rel)
		path := filepath.Join(full, rel)
		if read.Format(rel) == "" || ignore.LeavesOut(path, false) {
			continue
		}
		// Deleted files are still in the index, and a link leads out of the folder or to a file met anyway.
		if info, err := os.Lstat(path); err == nil && info.Mode().IsRegular() {
			found = append(found, rel)
		}
	}
	return found
}

// walk finds files where git cannot say.
func (g *gathering) walk(full string) []string {
	ignore := vcs.NewIgnore(full, full, ".gitignore", ignoreFile)
	var found []string
	err := filepath.WalkDir(full, func(path string, e fs.DirEntry, err error) error {
		switch {
		case g.ctx.Err() != nil:
			return fs.SkipAll
		case err != nil:
			g.problems = append(g.problems, unreadable(g.shown(path), err))
			return fs.SkipDir
		case path != full && ignore.LeavesOut(path, e.IsDir()):
			if e.IsDir() {
				return fs.SkipDir
			}
		case e.Type().IsRegular() && read.Format(path) != "":
			found = append(found, strings.TrimPrefix(path[len(full):], string(filepath.Separator)))
		}
		return nil
	})
	if err != nil {
		g.problems = append(g.problems, unreadable(full, err))
	}
	return found
}

func (g *gathering) shown(path string) string {
	if rel, err := filepath.Rel(g.here, path); err == nil && filepath.IsLocal(rel) {
		return rel
	}
	return path
}

// unreadable words a failure to read a file: the path once, then why.
func unreadable(path string, err error) error {
	var at *fs.PathError
	var large *bounded.TooLargeError
	switch {
	case errors.As(err, &large):
		return fmt.Errorf("%s: not read: %w; --max-size allows more", path, &bounded.TooLargeError{Size: large.Size, Most: large.Most})
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%s: no such file or folder", path)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%s: not readable: permission denied", path)
	case errors.As(err, &at):
		return fmt.Errorf("%s: not readable: %w", path, at.Err)
	}
	return fmt.Errorf("%s: not readable: %w", path, err)
}
