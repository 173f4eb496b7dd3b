package vcs

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
)

// Revision is a state of a repository that was committed.
type Revision struct {
	ctx    context.Context //nolint:containedctx // contents are read as long as the run lasts
	top    string
	commit string
}

// At finds a revision of the repository whose working tree top is: a commit, a branch, a tag.
func At(ctx context.Context, top, rev string) (*Revision, error) {
	if strings.HasPrefix(rev, "-") || strings.TrimSpace(rev) == "" {
		return nil, fmt.Errorf("%q is no revision: expected a commit, a branch or a tag", rev)
	}
	out, err := git(ctx, top, "rev-parse", "--verify", "--quiet", rev+"^{commit}")
	if err != nil {
		return nil, fmt.Errorf("git knows no commit %q: expected a commit, a branch or a tag", rev)
	}
	return &Revision{ctx, top, strings.TrimSpace(string(out))}, nil
}

// Blob is a file of a revision.
type Blob struct {
	Path string // absolute, with the system's slashes; the folder may be gone from the working tree
	id   string
}

// Files lists the regular files under a path (absolute, in the working tree), in git's order.
func (r *Revision) Files(path string) ([]Blob, error) {
	rel, err := filepath.Rel(r.top, path)
	if err != nil || !filepath.IsLocal(rel) {
		return nil, fmt.Errorf("%s lies outside of the repository %s", path, r.top)
	}
	args := []string{"ls-tree", "-r", "-z", r.commit}
	if rel != "." {
		args = append(args, "--", filepath.ToSlash(rel))
	}
	out, err := git(r.ctx, r.top, args...)
	if err != nil {
		return nil, err
	}
	var files []Blob
	for entry := range strings.SplitSeq(string(out), "\x00") {
		about, name, ok := strings.Cut(entry, "\t")
		fields := strings.Fields(about) // mode, type, id
		if ok && len(fields) == 3 && strings.HasPrefix(fields[0], "100") {
			files = append(files, Blob{filepath.Join(r.top, filepath.FromSlash(name)), fields[2]})
		}
	}
	return files, nil
}

// Content is what stands in a file.
func (r *Revision) Content(b Blob) ([]byte, error) {
	return git(r.ctx, r.top, "cat-file", "blob", b.id)
}
