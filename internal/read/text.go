package read

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sayso-lint/sayso/prose"
)

// Plain text has no markup, so its structure is read off its shape: blank lines part paragraphs; where lines are too
// long to have been wrapped, each is a paragraph; bullets and numbers make lists; and a short line that could have
// taken the next word and did not, and that ends without a mark, is not part of the paragraph below.

// longLine is the number of characters from which on a line was not wrapped by hand or by an editor.
const longLine = 120

// narrow is the least width that counts as the margin of wrapped text.
const narrow = 56

// line is one line without its end and without blanks at both ends.
type line struct {
	from, to int
	indent   int // columns of blanks before from, a tab to the next eighth
}

// textReader cuts a plain text into blocks.
type textReader struct {
	b       *prose.Builder
	text    string
	links   addresses
	indents []int // of the open list and its sublists
	list    int   // number of the last list
	inList  bool  // the last block belongs to it
}

func readText(b *prose.Builder, text string) {
	r := textReader{b: b, text: text, links: addresses{text: text}}
	s := scanLines(text)
	var chunk []line
	for s.next() {
		switch l := s.line; {
		case l.from == l.to:
			r.chunk(chunk)
			chunk = chunk[:0]
		case separates(text[l.from:l.to]):
			underlined := len(chunk) == 1 && strings.ContainsRune("=-~", rune(text[l.from]))
			blocks := len(b.Document().Blocks)
			r.chunk(chunk)
			chunk = chunk[:0]
			if made := b.Document().Blocks; underlined && len(made) == blocks+1 && made[blocks].Len() <= headingBytes {
				made[blocks].Kind, made[blocks].Level = prose.Heading, 1
				if text[l.from] != '=' {
					made[blocks].Level = 2
				}
			}
		default:
			chunk = append(chunk, l)
		}
	}
	r.chunk(chunk)
}

// lineScanner finds the lines of a text: LF, CRLF and CR each end one.
type lineScanner struct {
	text    string
	pos     int
	newline int  // the next LF at or after pos, len(text) where there is none
	cr      bool // the text has CRs
	done    bool
	line    line
	whole   string // the line with its blanks
}

func scanLines(text string) lineScanner {
	return lineScanner{text: text, newline: -1, cr: strings.IndexByte(text, '\r') >= 0}
}

func (s *lineScanner) next() bool {
	if s.done {
		return false
	}
	if s.newline < s.pos {
		s.newline = index(s.text, s.pos, '\n')
	}
	end, next := s.newline, s.newline+1
	if s.cr {
		if i := strings.IndexByte(s.text[s.pos:end], '\r'); i >= 0 {
			end = s.pos + i
			if next = end + 1; next == s.newline {
				next++
			}
		}
	}
	if next > len(s.text) {
		s.done = true
	}
	s.line = trim(s.text, s.pos, end)
	s.whole = s.text[s.pos:end]
	s.pos = next
	return true
}

// index is where c next stands in s from from on, len(s) where it does not.
func index(s string, from int, c byte) int {
	if i := strings.IndexByte(s[from:], c); i >= 0 {
		return from + i
	}
	return len(s)
}

func trim(text string, from, to int) line {
	indent := 0
	for from < to {
		r, n := utf8.DecodeRuneInString(text[from:to])
		if !unicode.IsSpace(r) {
			break
		}
		if r == '\t' {
			indent |= 7
		}
		indent++
		from += n
	}
	for from < to {
		r, n := utf8.DecodeLastRuneInString(text[from:to])
		if !unicode.IsSpace(r) {
			break
		}
		to -= n
	}
	return line{from, to, indent}
}

// separates tells whether a line is a rule: three or more marks and nothing else.
func separates(s string) bool {
	if len(s) < 3 || s[0] > '~' || !strings.ContainsRune("-=*_~#+.", rune(s[0])) {
		return false
	}
	return strings.Trim(s, "-=*_~#+. ") == "" && s != "..."
}

// chunk makes blocks of lines that no blank line parts.
func (r *textReader) chunk(lines []line) {
	if len(lines) == 0 {
		return
	}
	if depth := r.quoted(lines); depth > 0 {
		r.inList = false
		r.b.OpenBlock(prose.Block{Kind: prose.Quote, Level: depth})
		r.copy(lines)
		return
	}
	if len(lines) == 1 {
		r.item(lines)
		return
	}
	width, long := 0, false
	for _, l := range lines {
		n := l.to - l.from
		if n > longLine {
			n = utf8.RuneCountInString(r.text[l.from:l.to])
			long = long || n > longLine && strings.IndexByte(r.text[l.from:l.to], ' ') >= 0
		}
		width = max(width, n)
	}
	from := 0
	for i := 1; i < len(lines); i++ {
		if long || r.parts(lines[i-1], lines[i], max(width, narrow)) {
			r.item(lines[from:i])
			from = i
		}
	}
	r.item(lines[from:])
}

// parts tells whether l begins a block of its own though no blank line stands before it.
func (r *textReader) parts(before, l line, width int) bool {
	last, _ := utf8.DecodeLastRuneInString(r.text[before.from:before.to])
	first, _ := utf8.DecodeRuneInString(r.text[l.from:l.to])
	ended := strings.ContainsRune(".!?:;…”\"’»)", last)
	word := strings.IndexByte(r.text[l.from:l.to], ' ')
	if word < 0 {
		word = l.to - l.from
	}
	// A wrapped line is full: the next word would not have fitted on it.
	full := utf8.RuneCountInString(r.text[before.from:before.to])+1+word > width
	if m := markerOf(r.text[l.from:l.to]); m.len > 0 {
		return ended || !full || markerOf(r.text[before.from:before.to]).len > 0
	}
	return !ended && last != ',' && !full && (unicode.IsUpper(first) || unicode.IsDigit(first))
}

// quoted is how deep the quotation of the lines is, in the way of mail; 0 where a line has no mark.
func (r *textReader) quoted(lines []line) int {
	if r.text[lines[0].from] != '>' {
		return 0
	}
	depth := 0
	for i := range lines {
		at, d := lines[i].from, 0
		for at < lines[i].to && (r.text[at] == '>' || r.text[at] == ' ') {
			if r.text[at] == '>' {
				d++
			}
			at++
		}
		if d == 0 {
			return 0
		}
		depth = max(depth, d)
	}
	for i := range lines {
		at := lines[i].from
		for at < lines[i].to && (r.text[at] == '>' || r.text[at] == ' ') {
			at++
		}
		lines[i].from = at
	}
	return depth
}

// item makes one block of lines.
func (r *textReader) item(lines []line) {
	l := lines[0]
	blk := prose.Block{Kind: prose.Paragraph}
	m := markerOf(r.text[l.from:l.to])
	switch {
	case m.label != "":
		blk.Kind, blk.Label = prose.Note, m.label
		r.inList = false
	case m.len > 0:
		if !r.inList {
			r.list++
			r.indents = r.indents[:0]
		}
		r.inList = true
		for len(r.indents) > 0 && r.indents[len(r.indents)-1] >= l.indent {
			r.indents = r.indents[:len(r.indents)-1]
		}
		r.indents = append(r.indents, l.indent)
		blk.Kind, blk.Level, blk.List = prose.ListItem, len(r.indents), r.list
	case r.inList && l.indent > r.indents[len(r.indents)-1] && l.indent < longLine:
		blk.Kind, blk.Level, blk.List = prose.ListItem, len(r.indents), r.list
	default:
		r.inList = false
	}
	l.from += m.len
	r.b.OpenBlock(blk)
	r.line(l)
	r.more(l.to, lines[1:])
}

func (r *textReader) copy(lines []line) {
	r.line(lines[0])
	r.more(lines[0].to, lines[1:])
}

func (r *textReader) line(l line) { r.links.copy(r.b, l.from, l.to) }

// more copies the further lines of a block. However a line ended in the file, it ends in LF here.
func (r *textReader) more(end int, lines []line) {
	for _, l := range lines {
		if l.from == l.to {
			continue
		}
		if r.b.Begun() {
			if l.from == end+1 && r.text[end] == '\n' {
				r.b.Copy(end, l.from)
			} else {
				r.b.Replace(end, l.from, "\n")
			}
		}
		r.line(l)
		end = l.to
	}
}

// marker is what stands before the words of a list item or a note.
type marker struct {
	len   int    // its bytes, the blanks behind it included; 0: none
	label string // of a note
}

// markerOf reads the marker of a line. A dash is none where it may open a line of dialogue (– —), nor is a capital
// letter with a full stop, which is an initial.
func markerOf(s string) marker {
	if s == "" || s[0] > '9' && s[0] != '[' && s[0] < utf8.RuneSelf && (s[0] < 'a' || s[0] > 'h') {
		return marker{}
	}
	end, label := 0, ""
	switch c := s[0]; {
	case c == '-' || c == '*' || c == '+':
		end = 1
	case c == '[':
		end, label = bracketed(s)
	case c == '(' && len(s) > 2:
		if n := ordinal(s[1:]); n > 0 && 1+n < len(s) && s[1+n] == ')' {
			end = n + 2
		}
	case c < utf8.RuneSelf:
		if n := ordinal(s); n > 0 && n < len(s) && (s[n] == '.' || s[n] == ')') {
			end = n + 1
		}
	default:
		r, n := utf8.DecodeRuneInString(s)
		if strings.ContainsRune("•‣◦·●▪■○", r) {
			end = n
			break
		}
		var digits []rune
		for n := 0; n < len(s); {
			r, size := utf8.DecodeRuneInString(s[n:])
			digit := strings.IndexRune(superscripts, r)
			if digit < 0 {
				break
			}
			digits = append(digits, rune('0'+utf8.RuneCountInString(superscripts[:digit])))
			n += size
			end = n
		}
		label = string(digits)
	}
	if end == 0 || end > 40 {
		return marker{}
	}
	n := end
	for n < len(s) && (s[n] == ' ' || s[n] == '\t') {
		n++
	}
	if n == len(s) || n == end && label == "" {
		return marker{}
	}
	return marker{n, label}
}

const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹"

// ordinal is the length of up to three digits or one small letter.
func ordinal(s string) int {
	n := 0
	for n < len(s) && n < 4 && '0' <= s[n] && s[n] <= '9' {
		n++
	}
	switch {
	case n == 0 && 'a' <= s[0] && s[0] <= 'h':
		return 1
	case n > 3:
		return 0
	}
	return n
}

// bracketed reads [1], [^1]: or [^meyer]: at the head of a note.
func bracketed(s string) (end int, label string) {
	closing := strings.IndexByte(s[:min(len(s), 40)], ']')
	if closing < 2 {
		return 0, ""
	}
	name := s[1:closing]
	if mark, ok := strings.CutPrefix(name, "^"); ok {
		if mark == "" || strings.ContainsAny(mark, " \t[") || !strings.HasPrefix(s[closing+1:], ":") {
			return 0, ""
		}
		return closing + 2, mark
	}
	for i := range len(name) {
		if name[i] < '0' || name[i] > '9' {
			return 0, ""
		}
	}
	if len(name) > 4 || closing+1 < len(s) && s[closing+1] != ' ' && s[closing+1] != '\t' {
		return 0, ""
	}
	return closing + 1, name
}
