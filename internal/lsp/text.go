package lsp

import (
	"net/url"
	"path/filepath"
	"runtime"
	"sort"
	"strings"
	"unicode/utf8"
)

// text is what an editor has open, with the starts of its lines. Editors count a place in lines and, within a line, in
// units of the encoding that was agreed on; here it is a byte offset.
type text struct {
	content string
	lines   []int
	utf8    bool // characters are bytes; else UTF-16 code units
}

// newText notes where lines begin: LF, CRLF and CR each end one, as in the protocol and in package prose.
func newText(content string, inBytes bool) *text {
	t := &text{content: content, lines: []int{0}, utf8: inBytes}
	for i := 0; i < len(content); i++ {
		switch content[i] {
		case '\r':
			if i+1 < len(content) && content[i+1] == '\n' {
				i++
			}
			t.lines = append(t.lines, i+1)
		case '\n':
			t.lines = append(t.lines, i+1)
		}
	}
	return t
}

// offset is the byte at a position. A character behind the end of its line is that end, a line behind the last one the
// end of the text, one before the first its start; inside a character it is the character's start.
func (t *text) offset(p position) int {
	switch {
	case p.Line < 0:
		return 0
	case p.Line >= len(t.lines):
		return len(t.content)
	}
	at, end := t.lines[p.Line], len(t.content)
	if p.Line+1 < len(t.lines) {
		end = t.lines[p.Line+1]
	}
	line := strings.TrimRight(t.content[at:end], "\r\n")
	if t.utf8 {
		n := min(max(p.Character, 0), len(line))
		for n > 0 && n < len(line) && !utf8.RuneStart(line[n]) {
			n--
		}
		return at + n
	}
	units := 0
	for i, r := range line {
		if units += width16(r); units > p.Character {
			return at + i
		}
	}
	return at + len(line)
}

// position is the place of a byte.
func (t *text) position(offset int) position {
	offset = min(max(offset, 0), len(t.content))
	line := sort.SearchInts(t.lines, offset+1) - 1
	before := t.content[t.lines[line]:offset]
	if t.utf8 {
		return position{line, len(before)}
	}
	units := 0
	for _, r := range before {
		units += width16(r)
	}
	return position{line, units}
}

func width16(r rune) int {
	if r > 0xFFFF {
		return 2
	}
	return 1
}

func (t *text) rangeOf(start, end int) textRange {
	return textRange{t.position(start), t.position(end)}
}

// change applies an edit as the editor made it. A range that ends before it starts is empty, at its start.
func (t *text) change(c contentChange) *text {
	if c.Range == nil {
		return newText(c.Text, t.utf8)
	}
	start, end := t.offset(c.Range.Start), t.offset(c.Range.End)
	end = max(start, end)
	return newText(t.content[:start]+c.Text+t.content[end:], t.utf8)
}

// pathOf is the file of a URI; of one that is no file, such as untitled:, what stands behind the scheme.
func pathOf(uri string) string {
	u, err := url.Parse(uri)
	if err != nil {
		return uri
	}
	path := u.Path
	if u.Scheme != "file" {
		if path == "" {
			path = u.Opaque
		}
		return filepath.Base(filepath.FromSlash(path))
	}
	if u.Host != "" { // a share: file://server/folder/file
		path = "//" + u.Host + path
	}
	// file:///C:/folder/file has a stroke before the drive.
	if runtime.GOOS == "windows" && len(path) > 2 && path[0] == '/' && path[2] == ':' {
		path = path[1:]
	}
	return filepath.FromSlash(path)
}

// uriOf is the URI of a file.
func uriOf(path string) string {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	return (&url.URL{Scheme: "file", Path: path}).String()
}
