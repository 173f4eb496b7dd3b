package prose

import (
	"math/bits"
	"sort"
	"strings"
	"unicode/utf8"
)

// Position is a place in a file in every unit at once, so that nobody converts.
type Position struct {
	Offset int `json:"offset"` // bytes of the file from 0, a byte order mark included
	Line   int `json:"line"`   // from 1; LF, CRLF and CR each end a line
	Column int `json:"column"` // code points from 1, a byte order mark left out
	UTF16  int `json:"utf16"`  // UTF-16 code units from 1
}

// Location is where a span stands in the file.
type Location struct {
	Start, End Position // End is exclusive
	Text       string   // what stands in the file between them, decoded to UTF-8
}

// Source is a file decoded to UTF-8.
type Source struct {
	Text    string
	Decoded Offsets // Text → bytes of the file
}

// Line gives the source line n (from 1) without its end, "" where there is none. Reports draw their frames with it.
func (d *Document) Line(n int) string {
	d.indexLines()
	if n < 1 || n > len(d.index.lines) {
		return ""
	}
	start, end := d.index.lines[n-1], len(d.source.Text)
	if n < len(d.index.lines) {
		end = d.index.lines[n]
	}
	return strings.TrimRight(d.source.Text[start:end], "\r\n")
}

// Lines is how many lines the file has.
func (d *Document) Lines() int {
	d.indexLines()
	return len(d.index.lines)
}

// Locate says where in the file a span of Text stands.
func (d *Document) Locate(s Span) Location {
	return d.place(d.table.Map(s))
}

// Begin is where in the file a span of Text begins, as Locate says, for whom the rest need not be worked out.
func (d *Document) Begin(s Span) Position {
	d.indexLines()
	return d.position(min(max(d.table.begin(s), 0), len(d.source.Text)))
}

// place turns a span of the decoded source into positions.
func (d *Document) place(s Span) Location {
	d.indexLines()
	n := len(d.source.Text)
	s.Start = min(max(s.Start, 0), n)
	s.End = min(max(s.End, s.Start), n)
	start := d.position(s.Start)
	return Location{Start: start, End: d.end(s, start), Text: d.source.Text[s.Start:s.End]}
}

func (d *Document) position(at int) Position {
	line := sort.SearchInts(d.index.lines, at+1) - 1
	start, here := d.index.count(d.source.Text, d.index.lines[line]), d.index.count(d.source.Text, at)
	return Position{Offset: d.offset(at), Line: line + 1, Column: here.runes - start.runes + 1, UTF16: here.units - start.units + 1}
}

// end is the position of the end of a span whose start is known: of a few words on one line it is counted from there.
func (d *Document) end(s Span, start Position) Position {
	if lines := d.index.lines; s.Len() > stride || start.Line < len(lines) && lines[start.Line] <= s.End {
		return d.position(s.End)
	}
	runes, units := countUnits(d.source.Text[s.Start:s.End])
	return Position{Offset: d.offset(s.End), Line: start.Line, Column: start.Column + runes, UTF16: start.UTF16 + units}
}

// offset turns a byte of the decoded source into one of the file.
func (d *Document) offset(at int) int { return d.source.Decoded.Map(Span{at, at}).Start }

// stride is how many bytes lie between two checkpoints of lineIndex. Counting runes from the line's start would be
// quadratic for a file that is one line; counting from a checkpoint is bounded by the stride.
const stride = 128

type lineIndex struct {
	lines []int        // start of each line in the decoded source
	marks []checkpoint // every stride bytes, or at the first start of a code point behind
}

// checkpoint counts code points and UTF-16 units before a byte of the decoded source.
type checkpoint struct{ at, runes, units int }

func (d *Document) indexLines() {
	if d.index != nil {
		return
	}
	text := d.source.Text
	ix := &lineIndex{lines: lineStarts(text), marks: make([]checkpoint, 1, len(text)/stride+2)}
	c := checkpoint{}
	for c.at < len(text) {
		next := min(max(len(ix.marks)*stride, c.at), len(text))
		for next < len(text) && !utf8.RuneStart(text[next]) {
			next++
		}
		c = c.advance(text, next)
		ix.marks = append(ix.marks, c)
	}
	d.index = ix
}

// lineStarts lists where lines begin.
func lineStarts(text string) []int {
	lines := append(make([]int, 0, len(text)/64+1), 0)
	returns := strings.IndexByte(text, '\r') >= 0
	for i := 0; i < len(text); i++ {
		var n int
		if returns {
			n = strings.IndexAny(text[i:], "\r\n")
		} else {
			n = strings.IndexByte(text[i:], '\n')
		}
		if n < 0 {
			break
		}
		if i += n; text[i] == '\n' || i+1 >= len(text) || text[i+1] != '\n' {
			lines = append(lines, i+1)
		}
	}
	return lines
}

// count is the checkpoint at a byte.
func (ix *lineIndex) count(text string, at int) checkpoint {
	i := at / stride
	for ix.marks[i].at > at {
		i--
	}
	c := ix.marks[i]
	if i+1 < len(ix.marks) && ix.marks[i+1].at-c.at == ix.marks[i+1].runes-c.runes { // nothing but ASCII up to the next
		n := at - c.at
		return checkpoint{at, c.runes + n, c.units + n}
	}
	return c.advance(text, at)
}

// advance counts on to a byte.
func (c checkpoint) advance(text string, to int) checkpoint {
	runes, units := countUnits(text[c.at:to])
	return checkpoint{to, c.runes + runes, c.units + units}
}

// countUnits takes eight bytes at a time: every code point has one byte that continues none, and those of four bytes, the
// ones that begin with 0xF0 or more, are two units.
func countUnits(s string) (runes, units int) {
	const low = 0x0101010101010101
	for len(s) >= 8 {
		x := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
		n := 8
		if x&(low<<7) != 0 {
			n -= bits.OnesCount64(x >> 7 &^ (x >> 6) & low)
			units += bits.OnesCount64(x >> 7 & (x >> 6) & (x >> 5) & (x >> 4) & low)
		}
		runes += n
		s = s[8:]
	}
	for i := range len(s) {
		b := s[i]
		if b < 0x80 || b >= 0xC0 {
			runes++
			if b >= 0xF0 {
				units++
			}
		}
	}
	return runes, units + runes
}
