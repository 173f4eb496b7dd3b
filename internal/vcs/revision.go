package vcs

import (
	"context"
	"path/filepath"
	"strings"
)

// Revision is a state of a repository that was committed.
type Revision struct {
	Top    string // of the working tree
	commit string
	ctx    context.Context //nolint:containedctx // contents are read as long as the run lasts
	blobs  *blobs
}

// At finds a revision of the repository around the current folder: a commit, a branch, a tag. The error is a RefusedError
// where there is none.
func At(ctx context.Context, rev string) (*Revision, error) {
	top, err := open(ctx)
	if err != nil {
		return nil, err
	}
	commit, err := resolve(ctx, rev)
	if err != nil {
		return nil, err
	}
	return &Revision{top, commit, ctx, &blobs{ctx: ctx}}, nil
}

// Blob is a file of a revision.
type Blob struct {
	Path string // absolute, with the system's slashes; the folder may be gone from the working tree
	id   string
}

// Files lists the regular files under a path (absolute, in the working tree), in git's order.
func (r *Revision) Files(path string) ([]Blob, error) {
	rel, err := filepath.Rel(r.Top, path)
	if err != nil || !filepath.IsLocal(rel) {
		return nil, refuse("%s lies outside of the repository %s", path, r.Top)
	}
	args := []string{"ls-tree", "-r", "-z", r.commit}
	if rel != "." {
		args = append(args, "--", filepath.ToSlash(rel))
	}
	out, err := git(r.ctx, r.Top, args...)
	if err != nil {
		return nil, err
	}
	var files []Blob
	for entry := range strings.SplitSeq(string(out), "\x00") {
		about, name, ok := strings.Cut(entry, "\t")
		fields := strings.Fields(about) // mode, type, id
		if ok && len(fields) == 3 && strings.HasPrefix(fields[0], "100") {
			files = append(files, Blob{filepath.Join(r.Top, filepath.FromSlash(name)), fields[2]})
		}
	}
	return files, nil
}

// Content is what stands in a file, at most most bytes.
func (r *Revision) Content(b Blob, most int64) ([]byte, error) {
	return r.blobs.read(b.id, most)
}
