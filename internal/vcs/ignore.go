package vcs

import (
	"path/filepath"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/sayso-lint/sayso/internal/bounded"
)

// Ignore answers, for files beneath one folder, whether ignore files leave them out: those of each folder on the way
// down, in the syntax of gitignore. Hidden files and folders are always left out.
type Ignore struct {
	top   string // ignore files count from here
	from  string // the folder that is walked; it is never left out itself
	names []string
	lists map[string][]pattern
	left  map[string]bool // folders that are left out, by path
}

// NewIgnore prepares for files beneath from. Ignore files of these names count in every folder from top downwards; top is
// from itself or a folder above it.
func NewIgnore(top, from string, names ...string) *Ignore {
	return &Ignore{top: top, from: from, names: names, lists: map[string][]pattern{}, left: map[string]bool{}}
}

// LeavesOut tells whether a path beneath the walked folder is left out, for itself or with a folder that holds it.
func (ig *Ignore) LeavesOut(path string, folder bool) bool {
	if path == ig.from {
		return false
	}
	dir := filepath.Dir(path)
	out, known := ig.left[dir]
	if !known {
		out = len(dir) > len(ig.from) && ig.LeavesOut(dir, true)
		ig.left[dir] = out
	}
	return out || strings.HasPrefix(filepath.Base(path), ".") || ig.named(path, folder)
}

// named asks the ignore files, the nearest first; in a file the last pattern that matches decides.
func (ig *Ignore) named(path string, folder bool) bool {
	for dir := filepath.Dir(path); len(dir) >= len(ig.top); dir = filepath.Dir(dir) {
		list := ig.list(dir)
		if len(list) > 0 {
			rel, err := filepath.Rel(dir, path)
			if err != nil {
				return false
			}
			rel = filepath.ToSlash(rel)
			for i := len(list) - 1; i >= 0; i-- {
				if p := list[i]; (folder || !p.folder) && doublestar.MatchUnvalidated(p.glob, rel) {
					return !p.again
				}
			}
		}
		if dir == filepath.Dir(dir) {
			break
		}
	}
	return false
}

func (ig *Ignore) list(dir string) []pattern {
	list, known := ig.lists[dir]
	if !known {
		for _, name := range ig.names {
			if data, err := bounded.Regular(filepath.Join(dir, name), bounded.Settings); err == nil {
				list = append(list, patterns(string(data))...)
			}
		}
		ig.lists[dir] = list
	}
	return list
}

// pattern is one line of an ignore file.
type pattern struct {
	glob   string // relative to the file's folder
	folder bool   // folders alone
	again  bool   // takes back what an earlier pattern left out
}

// patterns reads an ignore file as gitignore(5) lays it down.
func patterns(text string) []pattern {
	var list []pattern
	for line := range strings.Lines(strings.TrimPrefix(text, "\uFEFF")) {
		line = strings.TrimRight(line, "\r\n")
		// Blanks at the end do not count unless the last one is escaped.
		for strings.HasSuffix(line, " ") && !strings.HasSuffix(line, `\ `) {
			line = line[:len(line)-1]
		}
		if line == "" || line[0] == '#' {
			continue
		}
		var p pattern
		if p.again = line[0] == '!'; p.again {
			line = line[1:]
		}
		if p.folder = strings.HasSuffix(line, "/"); p.folder {
			line = line[:len(line)-1]
		}
		if strings.Contains(line, "/") {
			line = strings.TrimPrefix(line, "/")
		} else {
			line = "**/" + line
		}
		// Braces are letters in an ignore file and alternatives to doublestar.
		p.glob = strings.NewReplacer(`\{`, `\{`, `{`, `\{`, `\}`, `\}`, `}`, `\}`).Replace(line)
		if line != "" && doublestar.ValidatePattern(p.glob) {
			list = append(list, p)
		}
	}
	return list
}
