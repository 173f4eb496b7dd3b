package vcs

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Fetched is one commit of somebody else's repository, in a folder of its own that Close deletes. Nothing of it is checked
// out: contents are read out of the object database, so that no hook, filter, link or submodule of theirs does anything.
type Fetched struct {
	Commit string          // in full
	ctx    context.Context //nolint:containedctx // contents are read as long as the command lasts
	dir    string
}

// hash is a commit as git writes it, in full or cut off. Fewer than seven digits are too few to be nobody else's.
var hash = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[0-9a-f]{7,64}$`)
})

// Fetch gets a commit from a repository: a URL, or the path of one on this machine. Branches and tags move, so the commit
// has to be given by its hash, which may be cut off where that is unambiguous. The error is a RefusedError, and for a
// branch or a tag it says which commit that is at present.
func Fetch(ctx context.Context, url, commit string) (*Fetched, error) {
	if _, err := exec.LookPath("git"); err != nil {
		return nil, refuse("git is not on PATH, and it alone can fetch")
	}
	if url == "" || strings.HasPrefix(url, "-") {
		return nil, refuse("%q is no repository: expected a URL or a path", url)
	}
	if !hash().MatchString(commit) {
		return nil, moving(ctx, url, commit)
	}
	dir, err := os.MkdirTemp("", "sayso-fetch-*")
	if err != nil {
		return nil, fmt.Errorf("fetch: %w", err)
	}
	f := &Fetched{ctx: ctx, dir: dir}
	if err := f.fetch(url, commit); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// Close deletes what was fetched.
func (f *Fetched) Close() error {
	if err := os.RemoveAll(f.dir); err != nil {
		return fmt.Errorf("fetch: %w", err)
	}
	return nil
}

func (f *Fetched) fetch(url, commit string) error {
	if _, err := f.git("init", "--quiet", "--bare"); err != nil {
		return err
	}
	// One commit alone, where its full hash is known and the server gives it out; else all there is, and a look into it.
	alone := len(commit) >= 40
	if alone {
		_, err := f.git("fetch", "--quiet", "--depth=1", "--no-tags", "--", url, commit)
		alone = err == nil
	}
	if !alone {
		if _, err := f.git("fetch", "--quiet", "--no-tags", "--", url, "+refs/*:refs/theirs/*"); err != nil {
			return &RefusedError{fmt.Errorf("%s: %w", url, err)}
		}
	}
	out, err := f.git("rev-parse", "--verify", "--quiet", commit+"^{commit}")
	f.Commit = strings.TrimSpace(string(out))
	switch {
	case err != nil:
		return f.unknown(url, commit)
	case !strings.HasPrefix(f.Commit, commit):
		return refuse("%s: %s names a branch or a tag there, and a commit could not be told from it; give its hash in full: %s", url, commit, f.Commit)
	}
	return nil
}

// unknown says why a hash names no commit: there is none, or there are several.
func (f *Fetched) unknown(url, commit string) error {
	out, err := f.git("rev-parse", "--disambiguate="+commit)
	if found := strings.Fields(string(out)); err == nil && len(found) > 1 {
		return refuse("%s: %s is ambiguous there; give more of the commit's hash", url, commit)
	}
	return refuse("%s: no commit %s there", url, commit)
}

// moving says which commit a branch or a tag is at present.
func moving(ctx context.Context, url, name string) error {
	f := &Fetched{ctx: ctx, dir: os.TempDir()}
	asked := name
	if name == "" {
		asked = "HEAD"
	}
	if strings.HasPrefix(asked, "-") {
		return refuse("%q is no commit", name)
	}
	// A tag that is an object of its own points at its commit in a line that ends in ^{}. git takes names for the ends of
	// refs (main is feature/main as well), so what it lists is looked through.
	refs := []string{"refs/tags/" + asked + "^{}", "refs/tags/" + asked, "refs/heads/" + asked, asked}
	out, err := f.git(append([]string{"ls-remote", "--", url}, refs...)...)
	if err != nil {
		return &RefusedError{fmt.Errorf("%s: %w", url, err)}
	}
	ids := map[string]string{}
	for line := range strings.Lines(string(out)) {
		id, ref, _ := strings.Cut(strings.TrimSpace(line), "\t")
		ids[ref] = id
	}
	at := ""
	for _, ref := range refs {
		if at == "" {
			at = ids[ref]
		}
	}
	switch {
	case at == "":
		return refuse("%s: nothing called %q there; expected the hash of a commit", url, name)
	case name == "":
		return refuse("a commit is needed, so that what is fetched stays the same; the newest is %s@%s", url, at)
	}
	return refuse("%s is a branch or a tag, which may move; at present it is %s@%s", name, url, at)
}

// FetchedFile is a regular file of a commit.
type FetchedFile struct {
	Path string // with slashes, from the top of the repository
	Size int64
	id   string
}

// Files lists the regular files at or beneath a path; "" is all of them. Links and submodules are none.
func (f *Fetched) Files(under string) ([]FetchedFile, error) {
	out, err := f.git("ls-tree", "-r", "-z", "-l", "--full-tree", f.Commit)
	if err != nil {
		return nil, err
	}
	var files []FetchedFile
	for entry := range strings.SplitSeq(string(out), "\x00") {
		about, name, ok := strings.Cut(entry, "\t")
		fields := strings.Fields(about) // mode, type, id, size
		if !ok || len(fields) != 4 || !strings.HasPrefix(fields[0], "100") {
			continue
		}
		if under == "" || name == under || strings.HasPrefix(name, under+"/") {
			size, _ := strconv.ParseInt(fields[3], 10, 64)
			files = append(files, FetchedFile{path.Clean(name), size, fields[2]})
		}
	}
	return files, nil
}

// Content is what stands in a file.
func (f *Fetched) Content(file FetchedFile) ([]byte, error) {
	return f.git("cat-file", "blob", file.id)
}

// git runs on the folder, whatever repository a hook's environment names; it asks nobody for a password and runs nothing of
// the repository's.
func (f *Fetched) git(args ...string) ([]byte, error) {
	args = append([]string{"--git-dir=" + f.dir, "-c", "core.hooksPath=" + os.DevNull, "-c", "protocol.ext.allow=never", "-c", "fetch.recurseSubmodules=false", "-c", "gc.auto=0"}, args...)
	cmd := exec.CommandContext(f.ctx, "git", args...) //nolint:gosec // addresses and names stand behind --
	cmd.Env = append(slices.DeleteFunc(os.Environ(), func(v string) bool {
		name, _, _ := strings.Cut(v, "=")
		return slices.Contains([]string{
			"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_NAMESPACE", "GIT_PREFIX", "GIT_COMMON_DIR",
		}, name)
	}), "GIT_TERMINAL_PROMPT=0")
	return output(cmd)
}
