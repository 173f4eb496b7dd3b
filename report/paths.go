package report

import (
	"net/url"
	"path"
	"path/filepath"
	"strings"
)

// standardInput is the path of a document that came from nowhere else.
const standardInput = "<stdin>"

// inRoot is a path as forges want it: with slashes, from the top of the repository. A file outside of it keeps the path it
// came with.
func (o *Options) inRoot(file string) string { return o.from(o.Root, file) }

// inDir is a path with slashes from the folder that sayso runs in, as programs want it that run there, too.
func (o *Options) inDir(file string) string { return o.from(o.Dir, file) }

func (o *Options) from(base, file string) string {
	if file == standardInput {
		return file
	}
	file = o.cleaned(file)
	whole := file
	if !isAbsolute(file) {
		if o.Dir == "" {
			return file
		}
		whole = o.cleaned(o.Dir + "/" + file)
	}
	if base = strings.TrimSuffix(o.slashed(base), "/") + "/"; len(whole) > len(base) && o.same(whole[:len(base)], base) {
		return whole[len(base):]
	}
	return file
}

// cleaned is a path with slashes and without detours.
func (o *Options) cleaned(file string) string {
	file = o.slashed(file)
	if o.windows() && strings.HasPrefix(file, "//") {
		return "/" + path.Clean(file) // a share
	}
	return path.Clean(file)
}

// slashed turns the separators of Windows. Elsewhere a backslash is a letter of a name.
func (o *Options) slashed(file string) string {
	if o.windows() {
		return strings.ReplaceAll(file, `\`, "/")
	}
	return file
}

// windows tells whether paths are Windows's: as Dir is written, so that a report on them can be made anywhere.
func (o *Options) windows() bool {
	if o.Dir == "" {
		return filepath.Separator == '\\'
	}
	return !strings.HasPrefix(o.Dir, "/")
}

// same compares folders; Windows may write the letter of a drive either way, and any other.
func (o *Options) same(a, b string) bool {
	return a == b || o.windows() && strings.EqualFold(a, b)
}

// isAbsolute tells whether a path with slashes is: /home, C:/home, //server/share.
func isAbsolute(file string) bool { return strings.HasPrefix(file, "/") || hasDrive(file) }

func hasDrive(file string) bool {
	return len(file) > 2 && file[1] == ':' && file[2] == '/' && (file[0]|0x20 >= 'a' && file[0]|0x20 <= 'z')
}

// uri is a path with slashes as a reference: percent-encoded, and a file URI where it is absolute.
func uri(file string) string {
	switch {
	case hasDrive(file):
		return "file:///" + file[:2] + escaped(file[2:])
	case strings.HasPrefix(file, "//"):
		return "file:" + escaped(file)
	case strings.HasPrefix(file, "/"):
		return "file://" + escaped(file)
	}
	return escaped(file)
}

// escaped percent-encodes all but slashes and what no reader can take for anything else. A colon could be taken for the
// end of a scheme, and parentheses for the end of a link in Markdown.
func escaped(file string) string {
	parts := strings.Split(file, "/")
	for i, p := range parts {
		parts[i] = strings.ReplaceAll(url.PathEscape(p), ":", "%3A")
	}
	return strings.Join(parts, "/")
}
