package lsp

import (
	"net/url"
	"path"
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
	// units[i] is how many UTF-16 code units stand before the first character that begins at or behind byte i*stride.
	// Made when first asked for: without it a document of one long line would be counted anew for each place in it.
	units []int
}

const stride = 1 << 10

// newText notes where lines begin: LF, CRLF and CR each end one, as in the protocol and in package prose.
func newText(content string, inBytes bool) *text {
	t := &text{content: content, lines: make([]int, 1, len(content)/64+1), utf8: inBytes}
	for at := 0; ; {
		i := strings.IndexAny(content[at:], "\r\n")
		if i < 0 {
			return t
		}
		if at += i + 1; content[at-1] == '\r' && at < len(content) && content[at] == '\n' {
			at++
		}
		t.lines = append(t.lines, at)
	}
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
	start, end := t.line(p.Line)
	if t.utf8 {
		n := start + min(max(p.Character, 0), end-start)
		for n > start && n < end && !utf8.RuneStart(t.content[n]) {
			n--
		}
		return n
	}
	want := t.before(start) + max(p.Character, 0)
	if p.Character > end-start || t.before(end) <= want {
		return end
	}
	// The last stretch that begins before what is wanted, then character by character.
	at := start
	if i := sort.SearchInts(t.units, want+1) - 1; i*stride > start {
		at = t.boundary(i * stride)
	}
	for seen := t.before(at); at < end; {
		r, n := utf8.DecodeRuneInString(t.content[at:])
		if seen += width16(r); seen > want {
			break
		}
		at += n
	}
	return at
}

// whole is where a line starts and where the next one does.
func (t *text) whole(n int) (start, end int) {
	if n+1 < len(t.lines) {
		return t.lines[n], t.lines[n+1]
	}
	return t.lines[n], len(t.content)
}

// line is where a line starts and where it ends, the mark of its end left out.
func (t *text) line(n int) (start, end int) {
	start, end = t.whole(n)
	return start, start + len(strings.TrimRight(t.content[start:end], "\r\n"))
}

// position is the place of a byte.
func (t *text) position(offset int) position {
	offset = min(max(offset, 0), len(t.content))
	line := sort.SearchInts(t.lines, offset+1) - 1
	if t.utf8 {
		return position{line, offset - t.lines[line]}
	}
	return position{line, t.before(offset) - t.before(t.lines[line])}
}

// before is how many UTF-16 code units stand before a byte.
func (t *text) before(offset int) int {
	if t.units == nil {
		t.units = make([]int, 0, len(t.content)/stride+2)
		n := 0
		for from := 0; from <= len(t.content); from += stride {
			start := t.boundary(from)
			t.units = append(t.units, n)
			n += units16(t.content[start:t.boundary(from+stride)])
		}
	}
	i := offset / stride
	start := t.boundary(i * stride)
	if start > offset { // inside of the character that reaches over the boundary
		i--
		start = t.boundary(i * stride)
	}
	return t.units[i] + units16(t.content[start:offset])
}

// boundary is the start of the first character at or behind a byte.
func (t *text) boundary(at int) int {
	at = min(at, len(t.content))
	for at < len(t.content) && !utf8.RuneStart(t.content[at]) {
		at++
	}
	return at
}

func units16(s string) (n int) {
	for _, r := range s {
		n += width16(r)
	}
	return n
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

// newline is how the text ends its lines: as its first line does.
func (t *text) newline() string {
	if len(t.lines) < 2 {
		return "\n"
	}
	_, end := t.line(0)
	return t.content[end:t.lines[1]]
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

// pathOf is the file of a URI, with slashes; of one that is no file, such as untitled:, it is "" and name what it is called.
func pathOf(uri string, windows bool) (file, name string) {
	u, err := url.Parse(uri)
	if err != nil {
		return "", path.Base(strings.ReplaceAll(uri, `\`, "/"))
	}
	file = u.Path
	if u.Scheme != "file" || file == "" {
		if file == "" {
			file = u.Opaque
		}
		return "", path.Base(file)
	}
	switch {
	case u.Host != "" && u.Host != "localhost": // a share: file://server/folder/file
		file = "//" + u.Host + file
	case windows && len(file) > 2 && file[2] == ':': // file:///C:/folder/file
		file = file[1:]
	}
	return file, path.Base(file)
}

// uriOf is the URI of a file, whose path is absolute and has slashes.
func uriOf(file string) string {
	u := url.URL{Scheme: "file", Path: file}
	if share, ok := strings.CutPrefix(file, "//"); ok {
		host, rest, _ := strings.Cut(share, "/")
		u.Host, u.Path = host, "/"+rest
	} else if !strings.HasPrefix(file, "/") {
		u.Path = "/" + file
	}
	return u.String()
}
