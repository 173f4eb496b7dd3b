package vcs

import (
	"context"
	"path/filepath"
	"strings"
)

// Hooks is the folder that git looks for hooks in: that of core.hooksPath, or the repository's own, which all its working
// trees share. It need not exist.
func Hooks(ctx context.Context) (dir string, err error) {
	top, err := open(ctx)
	if err != nil {
		return "", err
	}
	// A relative core.hooksPath counts from the top, where git runs hooks, and git hands it out as it stands.
	out, err := git(ctx, top, "rev-parse", "--git-path", "hooks")
	if err != nil {
		return "", err
	}
	dir = filepath.FromSlash(strings.TrimSuffix(string(out), "\n"))
	if !filepath.IsAbs(dir) {
		dir = filepath.Join(top, dir)
	}
	return dir, nil
}
