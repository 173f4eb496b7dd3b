//go:build !unix

package cli

import (
	"io/fs"
	"os"
)

// keepOwner has nothing to do where a file's owner is a matter of its folder.
func keepOwner(*os.File, fs.FileInfo) {}
