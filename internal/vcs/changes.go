package vcs

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bluekeyes/go-gitdiff/gitdiff"
)

// Change is a file that changed and is still there.
type Change struct {
	Path string // absolute; links in its folder are resolved
	From []Patch

	staged string // id of the blob; "": the file on disk is meant
	blobs  *blobs
}

// Staged tells whether the content is the staged one, and not that of the file.
func (c *Change) Staged() bool { return c.staged != "" }

// Content is what is staged, at most most bytes.
func (c *Change) Content(most int64) ([]byte, error) { return c.blobs.read(c.staged, most) }

// Changes are what differs from one or more earlier states. A file counts when it differs from all of them: what a merge
// takes over from one of its parents is nobody's change.
type Changes struct {
	Files []Change // by path
	Notes []string // what the user should know of how they were found
}

// RefusedError says why git cannot answer: no repository, no such revision, no git. The user can mend it.
type RefusedError struct{ error }

func (r *RefusedError) Unwrap() error { return r.error }

func refuse(format string, args ...any) error { return &RefusedError{fmt.Errorf(format, args...)} }

// Since gives what the working tree has changed since it parted from a revision: since their merge base, so that what
// others have done to the revision in the meantime does not count. Where the history is too short to know one (a shallow
// clone), it is the revision itself. New files that git does not ignore count as well.
func Since(ctx context.Context, rev string) (*Changes, error) {
	top, err := open(ctx)
	if err != nil {
		return nil, err
	}
	commit, err := resolve(ctx, rev)
	if err != nil {
		return nil, err
	}
	changes := &Changes{}
	base, err := git(ctx, "", "merge-base", commit, "HEAD")
	if err == nil {
		commit = strings.TrimSpace(string(base))
	} else {
		changes.Notes = append(changes.Notes, fmt.Sprintf("%s: no common ancestor with HEAD is known here; compared with %s itself", rev, rev))
	}
	if err := changes.compare(ctx, top, &blobs{ctx: ctx}, false, commit); err != nil {
		return nil, err
	}
	fresh, err := git(ctx, "", "ls-files", "-z", "--others", "--exclude-standard", "--full-name", ":/")
	if err != nil {
		return nil, err
	}
	for name := range strings.SplitSeq(string(fresh), "\x00") {
		if name != "" && !strings.HasSuffix(name, "/") {
			changes.Files = append(changes.Files, Change{Path: filepath.Join(top, filepath.FromSlash(name)), From: []Patch{{Whole: true}}})
		}
	}
	changes.sort()
	return changes, nil
}

// Staged gives what is staged, with the content that would be committed. While a merge is under way a file counts when it
// differs from all that are merged.
func Staged(ctx context.Context) (*Changes, error) {
	top, err := open(ctx)
	if err != nil {
		return nil, err
	}
	changes, contents := &Changes{}, &blobs{ctx: ctx}
	parents := []string{""} // HEAD, or nothing where there is no commit yet
	if path, err := git(ctx, "", "rev-parse", "--git-path", "MERGE_HEAD"); err == nil {
		if merged, err := os.ReadFile(strings.TrimSuffix(string(path), "\n")); err == nil {
			parents = append(parents, strings.Fields(string(merged))...)
		}
	}
	for _, parent := range parents {
		if err := changes.compare(ctx, top, contents, true, parent); err != nil {
			return nil, err
		}
	}
	unmerged, err := git(ctx, "", "ls-files", "-z", "--unmerged", "--full-name", ":/")
	if err != nil {
		return nil, err
	}
	var conflicts []string
	for entry := range strings.SplitSeq(string(unmerged), "\x00") {
		if _, name, ok := strings.Cut(entry, "\t"); ok && !slices.Contains(conflicts, name) {
			conflicts = append(conflicts, name)
			changes.Notes = append(changes.Notes, name+": in conflict, so nothing of it is staged")
		}
	}
	changes.sort()
	return changes, nil
}

func (c *Changes) sort() {
	slices.SortFunc(c.Files, func(a, b Change) int { return strings.Compare(a.Path, b.Path) })
}

// open finds the top of the working tree.
func open(ctx context.Context) (top string, err error) {
	if _, err := exec.LookPath("git"); err != nil {
		return "", refuse("git is not on PATH, and it alone knows what changed")
	}
	out, err := git(ctx, "", "rev-parse", "--show-toplevel")
	if err != nil {
		return "", &RefusedError{fmt.Errorf("no working tree of git to look at: %w", err)}
	}
	return filepath.FromSlash(strings.TrimSuffix(string(out), "\n")), nil
}

// resolve gives the commit that a revision means.
func resolve(ctx context.Context, rev string) (string, error) {
	if strings.HasPrefix(rev, "-") || strings.TrimSpace(rev) == "" {
		return "", refuse("%q is no revision: expected a commit, a branch or a tag", rev)
	}
	out, err := git(ctx, "", "rev-parse", "--verify", "--quiet", rev+"^{commit}")
	if err == nil {
		return strings.TrimSpace(string(out)), nil
	}
	if _, err := git(ctx, "", "rev-parse", "--verify", "--quiet", "HEAD"); err != nil {
		return "", refuse("%q cannot be looked up: there is no commit here yet; --staged compares with nothing", rev)
	}
	if shallow, err := git(ctx, "", "rev-parse", "--is-shallow-repository"); err == nil && strings.TrimSpace(string(shallow)) == "true" {
		return "", refuse("git knows no commit %q: this clone is shallow, and more has to be fetched (git fetch --unshallow; in CI a greater fetch depth)", rev)
	}
	return "", refuse("git knows no commit %q: expected a commit, a branch or a tag", rev)
}

// compare adds what differs from a commit, or keeps of what is there already what differs from this one, too.
func (c *Changes) compare(ctx context.Context, top string, contents *blobs, staged bool, commit string) error {
	args := []string{
		// What a user may have set for his eyes, taken back.
		"-c", "core.quotePath=true", "diff", "--no-color", "--no-ext-diff", "--no-textconv", "--no-relative", "--src-prefix=a/", "--dst-prefix=b/",
		"--unified=0", "--inter-hunk-context=0", "--find-renames", "--full-index", "--ignore-submodules=all", "--patch", "--diff-filter=d",
	}
	if staged {
		args = append(args, "--cached")
	}
	if commit != "" {
		args = append(args, commit)
	}
	// go-gitdiff takes the quotation mark behind a backslash for a part of the name. No text is called like that.
	args = append(args, "--", ":/", `:(top,exclude)*\\`)
	out, err := git(ctx, "", args...)
	if err != nil {
		return err
	}
	files, _, err := gitdiff.Parse(bytes.NewReader(out))
	if err != nil {
		return fmt.Errorf("reading what git diff says: %w", err)
	}
	before := map[string]*Change{}
	for i := range c.Files {
		before[c.Files[i].Path] = &c.Files[i]
	}
	first := c.Files == nil
	found := []Change{}
	for _, f := range files {
		if !regular(f) {
			continue
		}
		change := Change{Path: filepath.Join(top, filepath.FromSlash(f.NewName)), blobs: contents}
		if staged {
			change.staged = f.NewOIDPrefix
		}
		patch := patchOf(f)
		if !patch.Whole {
			patch.blob, patch.blobs = f.OldOIDPrefix, contents
		}
		if !patch.Whole && len(patch.Hunks) == 0 {
			continue // renamed, or its mode changed
		}
		if !first {
			if before[change.Path] == nil {
				continue
			}
			change = *before[change.Path]
		}
		change.From = append(change.From, patch)
		found = append(found, change)
	}
	c.Files = found
	return nil
}

// regular tells whether the new side of a file is one to read: neither deleted, nor a link, nor a submodule.
func regular(f *gitdiff.File) bool {
	const kind, file = 0o170000, 0o100000
	mode := f.NewMode
	if mode == 0 {
		mode = f.OldMode
	}
	return !f.IsDelete && (mode == 0 || mode&kind == file)
}

// FromDiff reads a unified diff. Its names are those of the repository that holds here, or beneath here where there is
// none; what no longer exists is left out with a note.
func FromDiff(r io.Reader, here string) (*Changes, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("reading the diff: %w", err)
	}
	for line := range bytes.Lines(data) {
		if bytes.HasPrefix(line, []byte("diff --cc ")) || bytes.HasPrefix(line, []byte("diff --combined ")) {
			return nil, refuse("a combined diff of a merge does not say what each side changed; expected one against a single commit (git diff REV)")
		}
	}
	files, _, err := gitdiff.Parse(bytes.NewReader(data))
	if err != nil {
		return nil, refuse("not a unified diff: %s", strings.TrimPrefix(err.Error(), "gitdiff: "))
	}
	if len(files) == 0 && len(bytes.TrimSpace(data)) > 0 {
		return nil, refuse("not a unified diff: no file header in it")
	}
	folders := []string{here}
	if top := Root(here); top != "" && top != here {
		folders = []string{top, here}
	}
	c := &Changes{Files: []Change{}}
	at := map[string]int{}
	for _, f := range files {
		if !regular(f) {
			continue
		}
		path := existing(folders, f.NewName)
		if path == "" {
			c.Notes = append(c.Notes, f.NewName+": named in the diff, and no such file here (names are looked for from the top of the repository, with a/ and b/ before them)")
			continue
		}
		patch := patchOf(f)
		patch.keepText(f)
		if i, twice := at[path]; twice { // a series of patches to one file: their lines cannot be told apart
			c.Files[i].From = []Patch{{Whole: true}}
			continue
		}
		if patch.Whole || len(patch.Hunks) > 0 {
			at[path] = len(c.Files)
			c.Files = append(c.Files, Change{Path: path, From: []Patch{patch}})
		}
	}
	c.sort()
	return c, nil
}

// existing is the file that a name of a diff means: as it stands, or without the first folder, which diff -r and patches
// by hand have in the place of git's b/.
func existing(folders []string, name string) string {
	_, rest, _ := strings.Cut(name, "/")
	for _, n := range []string{name, rest} {
		for _, dir := range folders {
			path := filepath.Join(dir, filepath.FromSlash(n))
			if info, err := os.Stat(path); n != "" && err == nil && info.Mode().IsRegular() {
				if end, err := filepath.EvalSymlinks(filepath.Dir(path)); err == nil {
					path = filepath.Join(end, filepath.Base(path))
				}
				return path
			}
		}
	}
	return ""
}
