package cli

import (
	"os"
	"path/filepath"

	"github.com/sayso-lint/sayso/internal/vcs"
)

// folders are the current folder and the top of the repository around it, or the current folder again where there is
// none. Links are followed: the path of a repository's top may be written without those of the current folder.
func folders() (dir, root string) {
	dir, err := os.Getwd()
	if err != nil {
		return "", ""
	}
	if end, err := filepath.EvalSymlinks(dir); err == nil {
		dir = end
	}
	if root = vcs.Root(dir); root == "" {
		root = dir
	}
	return dir, root
}

// blob is the beginning of the addresses of files on the forge that runs us, from the variables that GitHub Actions and
// GitLab CI set; "" elsewhere.
func blob(env func(string) string) string {
	if server, repository, commit := env("GITHUB_SERVER_URL"), env("GITHUB_REPOSITORY"), env("GITHUB_SHA"); server != "" && repository != "" && commit != "" {
		return server + "/" + repository + "/blob/" + commit + "/"
	}
	if project, commit := env("CI_PROJECT_URL"), env("CI_COMMIT_SHA"); project != "" && commit != "" {
		return project + "/-/blob/" + commit + "/"
	}
	return ""
}
