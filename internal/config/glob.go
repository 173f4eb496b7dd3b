package config

import (
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// matches tells whether a path, relative to the configuration's folder and with slashes, is meant by a glob. A glob
// without a slash means the name at any depth, and one that names a folder means all that lies in it.
func matches(glob, path string) bool {
	glob = strings.TrimSuffix(strings.TrimPrefix(glob, "./"), "/")
	if !strings.Contains(glob, "/") {
		glob = "**/" + glob
	}
	return doublestar.MatchUnvalidated(glob, path) || doublestar.MatchUnvalidated(glob+"/**", path)
}
