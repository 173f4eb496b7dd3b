package vcs

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bluekeyes/go-gitdiff/gitdiff"

	"github.com/sayso-lint/sayso/internal/bounded"
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

// Ahead says that the staged contents of changes will be asked for in about this order.
func Ahead(changes []*Change) {
	for _, c := range changes {
		c.blobs.coming = append(c.blobs.coming, c.staged)
	}
}

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
	// A sparse checkout leaves files out, and git compares what they would be.
	all := len(changes.Files)
	changes.Files = slices.DeleteFunc(changes.Files, func(f Change) bool {
		_, err := os.Lstat(f.Path)
		return errors.Is(err, fs.ErrNotExist)
	})
	if n := all - len(changes.Files); n > 0 {
		changes.Notes = append(changes.Notes, fmt.Sprintf("changed since %s and not checked out here: %d of the files; they are left out", rev, n))
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
		if merged, err := bounded.Regular(strings.TrimSuffix(string(path), "\n"), bounded.Settings); err == nil {
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
	diff := func(flags ...string) ([]byte, error) {
		args := []string{
			// What a user may have set for his eyes, taken back.
			"-c", "core.quotePath=true", "diff", "--no-color", "--no-ext-diff", "--no-textconv", "--no-relative", "--src-prefix=a/", "--dst-prefix=b/",
			"--find-renames", "--full-index", "--ignore-submodules=all",
		}
		args = append(args, flags...)
		if staged {
			args = append(args, "--cached")
		}
		if commit != "" {
			args = append(args, commit)
		}
		// go-gitdiff takes the quotation mark behind a backslash for a part of the name. No text is called like that.
		return git(ctx, "", append(args, "--", ":/", `:(top,exclude)*\\`)...)
	}
	// Of a new file its name is enough: the patch would be all of it, and an archive is added in one commit.
	list, err := diff("--raw", "-z", "--no-abbrev")
	if err != nil {
		return err
	}
	added, edited, err := listed(list)
	if err != nil {
		return err
	}
	before := map[string]*Change{}
	for i := range c.Files {
		before[c.Files[i].Path] = &c.Files[i]
	}
	first := c.Files == nil
	found := []Change{}
	earlier := &blobs{ctx: ctx} // asked for while contents are, and in another order
	add := func(name, id string, patch Patch) {
		change := Change{Path: filepath.Join(top, filepath.FromSlash(name)), blobs: contents}
		if staged {
			change.staged = id
		}
		if !first {
			if before[change.Path] == nil {
				return
			}
			change = *before[change.Path]
		}
		change.From = append(change.From, patch)
		found = append(found, change)
	}
	for _, f := range added {
		add(f.name, f.id, Patch{Whole: true})
	}
	if edited {
		out, err := diff("--patch", "--unified=0", "--inter-hunk-context=0", "--diff-filter=ad")
		if err != nil {
			return err
		}
		files, _, err := gitdiff.Parse(bytes.NewReader(out))
		if err != nil {
			return fmt.Errorf("reading what git diff says: %w", err)
		}
		for _, f := range files {
			if !regular(f) {
				continue
			}
			patch := patchOf(f)
			if !patch.Whole {
				if len(patch.Hunks) == 0 {
					continue // renamed, or its mode changed
				}
				patch.blob, patch.blobs = f.OldOIDPrefix, earlier
			}
			add(f.NewName, f.NewOIDPrefix, patch)
		}
	}
	c.Files = found
	return nil
}

// addition is a file that a comparison calls new.
type addition struct{ name, id string }

// listed reads what git diff --raw -z says: the regular files that are new, and whether anything but new and gone ones is
// there.
func listed(raw []byte) (added []addition, edited bool, err error) {
	fields := strings.Split(string(raw), "\x00")
	for i := 0; i+1 < len(fields); i += 2 {
		// ":000000 100644 0000… 5ea2… A", then the name; a rename and a copy have two.
		words := strings.Fields(fields[i])
		if len(words) != 5 {
			return nil, false, fmt.Errorf("reading what git diff says: not a line of --raw: %q", fields[i])
		}
		switch mode, id, status := words[1], words[3], words[4]; status[0] {
		case 'D':
		case 'A':
			if strings.HasPrefix(mode, "100") {
				added = append(added, addition{fields[i+1], id})
			}
		case 'R', 'C':
			i++
			edited = true
		default:
			edited = true
		}
	}
	return added, edited, nil
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
	data = prefixed(data)
	byGit := bytes.HasPrefix(data, gitHeader) || bytes.Contains(data, append([]byte("\n"), gitHeader...))
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
		path := existing(folders, f.NewName, byGit)
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

// existing is the file that a name of a diff means: as it stands, or, where git did not write it, without the first folder,
// which diff -r and patches by hand have in the place of git's b/. A name of git's that is cut once more may be that of
// another file.
func existing(folders []string, name string, byGit bool) string {
	names := []string{name}
	if _, rest, _ := strings.Cut(name, "/"); !byGit && rest != "" {
		names = append(names, rest)
	}
	for _, n := range names {
		for _, dir := range folders {
			path := filepath.Join(dir, filepath.FromSlash(n))
			if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
				if end, err := filepath.EvalSymlinks(filepath.Dir(path)); err == nil {
					path = filepath.Join(end, filepath.Base(path))
				}
				return path
			}
		}
	}
	return ""
}

var gitHeader = []byte("diff --git ")

// prefixed puts a/ and b/ before the names of a diff that git wrote without (diff.noprefix): go-gitdiff drops the first
// folder of each name, which would be one of the repository's, and the rest may be the name of another file.
//
// That there are none is seen by a file whose name is twice the same, which prefixes never are, and by a rename, whose own
// lines have no prefix in any diff.
func prefixed(data []byte) []byte {
	var out, head bytes.Buffer
	var renamed []byte
	inHead, bare := false, false
	flush := func() {
		for line := range bytes.Lines(head.Bytes()) {
			if bare {
				line = withPrefix(line)
			}
			out.Write(line)
		}
		head.Reset()
		inHead, bare, renamed = false, false, nil
	}
	for line := range bytes.Lines(data) {
		switch text := bytes.TrimRight(line, "\r\n"); {
		case bytes.HasPrefix(line, gitHeader):
			flush()
			names := text[len(gitHeader):]
			half := len(names) / 2
			inHead, bare = true, len(names)%2 == 1 && names[half] == ' ' && bytes.Equal(names[:half], names[half+1:])
		case !inHead:
		case bytes.HasPrefix(line, []byte("rename to ")):
			renamed = text[len("rename to "):]
		case bytes.HasPrefix(line, []byte("+++ ")):
			bare = bare || renamed != nil && bytes.Equal(bytes.TrimSuffix(text[4:], []byte("\t")), renamed)
		case bytes.HasPrefix(line, []byte("@@ ")):
			flush()
		}
		if inHead {
			head.Write(line)
		} else {
			out.Write(line)
		}
	}
	flush()
	return out.Bytes()
}

// withPrefix is a line of a header with a/ or b/ before its names.
func withPrefix(line []byte) []byte {
	before := func(side, name string) string {
		if strings.HasPrefix(name, `"`) {
			return `"` + side + name[1:]
		}
		return side + name
	}
	text := string(line)
	switch {
	case strings.HasPrefix(text, string(gitHeader)):
		names := strings.TrimRight(text[len(gitHeader):], "\r\n")
		half := len(names) / 2
		if len(names)%2 == 0 || names[:half] != names[half+1:] {
			return line // of a rename, whose names are taken from elsewhere
		}
		return []byte(string(gitHeader) + before("a/", names[:half]) + " " + before("b/", names[half+1:]) + "\n")
	case strings.HasPrefix(text, "--- ") && !strings.HasPrefix(text, "--- /dev/null"):
		return []byte("--- " + before("a/", text[4:]))
	case strings.HasPrefix(text, "+++ ") && !strings.HasPrefix(text, "+++ /dev/null"):
		return []byte("+++ " + before("b/", text[4:]))
	}
	return line
}
