// Package vcs asks the version control system what belongs to a repository, and reads ignore files where there is none.
//
// It shells out to git: git alone knows all that decides what is ignored (nested files, info/exclude, the user's own),
// and starting it costs less than a library that reads the index in Go.
package vcs

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// Root is the top folder of the working tree that holds dir, "" where none does. It starts no process.
func Root(dir string) string {
	for {
		if _, err := os.Lstat(filepath.Join(dir, ".git")); err == nil {
			return dir
		}
		up := filepath.Dir(dir)
		if up == dir {
			return ""
		}
		dir = up
	}
}

// Files lists what git tracks beneath dir, and what it does not track without ignoring it. Paths are relative to dir and
// have slashes; a file that was deleted without telling git is among them. The error says why git could not answer, so
// that a caller may do without.
func Files(ctx context.Context, dir string) ([]string, error) {
	out, err := git(ctx, dir, "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate")
	if err != nil {
		return nil, err
	}
	files := strings.Split(string(out), "\x00")
	return files[:len(files)-1], nil
}

// Ignored tells whether git ignores dir as a whole.
func Ignored(ctx context.Context, dir string) bool {
	_, err := git(ctx, dir, "check-ignore", "--quiet", ".")
	return err == nil
}

// git runs in dir, "" being the current folder: where a hook's GIT_DIR and GIT_INDEX_FILE are relative, it is from there.
func git(ctx context.Context, dir string, args ...string) ([]byte, error) {
	if dir != "" {
		args = append([]string{"-C", dir}, args...)
	}
	return output(exec.CommandContext(ctx, "git", args...)) //nolint:gosec // the arguments are ours, and dir is no option behind -C
}

// output runs git; the error has the first line of what it complains of.
func output(cmd *exec.Cmd) ([]byte, error) {
	out, err := cmd.Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) && len(exit.Stderr) > 0 {
			line, _, _ := bytes.Cut(exit.Stderr, []byte("\n"))
			err = errors.New(string(line))
		}
		return nil, fmt.Errorf("git: %w", err)
	}
	return out, nil
}
