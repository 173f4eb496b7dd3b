package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/sayso-lint/sayso/report"
)

// indexPage is the page of a folder that leads to the others.
const indexPage = "index.html"

// pages are files of a report that stand in one folder. They are written in a folder of their own within it and appear
// together, when all are whole and before the index that leads to them; what else stands in the folder stays.
type pages struct {
	dir   string
	made  bool   // by us: an empty folder is not left behind
	stage string // where the pages stand until all are whole
	names []string
}

// openReport opens where a report goes. A format that writes pages (page is not nil then) takes a folder as well: one that
// is there, or a path that ends in a slash; but not where a diff stands in the report's place.
func openReport(format, path string, out io.Writer, diff bool) (o *output, page func(string) (io.WriteCloser, error), err error) {
	if diff || !isFolder(path) || !report.WritesPages(format) {
		o, err = openOutput(path, out)
		return o, nil, err
	}
	p := &pages{dir: path}
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		if err := os.MkdirAll(path, 0o777); err != nil { //nolint:gosec // as open to others as the user's umask has it
			return nil, nil, unwritable(filepath.Clean(path), err)
		}
		p.made = true
	}
	p.stage, err = os.MkdirTemp(path, ".sayso-*.tmp")
	if err != nil {
		p.abandon()
		return nil, nil, unwritable(filepath.Clean(path), err)
	}
	o, err = openOutput(filepath.Join(path, indexPage), out)
	if err != nil {
		p.abandon()
		return nil, nil, err
	}
	o.pages = p
	return o, p.open, nil
}

// isFolder tells whether a path of --output means a folder.
func isFolder(path string) bool {
	if path == "" {
		return false
	}
	info, err := os.Stat(path)
	return err == nil && info.IsDir() || os.IsPathSeparator(path[len(path)-1])
}

// open begins a page. Unlike the index it is not synced: that took eight of the eleven seconds of a thousand pages, and the
// command that made them makes them again.
func (p *pages) open(name string) (io.WriteCloser, error) {
	f, err := os.Create(filepath.Join(p.stage, name))
	if err != nil {
		return nil, fmt.Errorf("--output: %w", err)
	}
	p.names = append(p.names, name)
	return f, nil
}

// finish makes the pages appear.
func (p *pages) finish() error {
	for _, name := range p.names {
		if err := os.Rename(filepath.Join(p.stage, name), filepath.Join(p.dir, name)); err != nil {
			return fmt.Errorf("page %s: %w", name, err)
		}
	}
	p.made = false
	p.abandon()
	return nil
}

// abandon leaves nothing half-written behind.
func (p *pages) abandon() {
	if p.stage != "" {
		_ = os.RemoveAll(p.stage)
	}
	if p.made {
		_ = os.Remove(p.dir) // fails where something stands in it
	}
}
