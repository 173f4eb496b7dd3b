package prose

import (
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

// place turns a span of the decoded source into positions.
func (d *Document) place(s Span) Location {
	d.indexLines()
	n := len(d.source.Text)
	s.Start = min(max(s.Start, 0), n)
	s.End = min(max(s.End, s.Start), n)
	return Location{Start: d.position(s.Start), End: d.position(s.End), Text: d.source.Text[s.Start:s.End]}
}

func (d *Document) position(at int) Position {
	line := sort.SearchInts(d.index.lines, at+1) - 1
	start := d.index.lines[line]
	runes, units := d.index.count(d.source.Text, at)
	runes0, units0 := d.index.count(d.source.Text, start)
	return Position{
		Offset: d.source.Decoded.Map(Span{at, at}).Start,
		Line:   line + 1,
		Column: runes - runes0 + 1,
		UTF16:  units - units0 + 1,
	}
}

// stride is how many bytes lie between two checkpoints of lineIndex. Counting runes from the line's start would be
// quadratic for a file that is one line; counting from a checkpoint is bounded by the stride.
const stride = 128

type lineIndex struct {
	lines []int // start of each line in the decoded source
	marks []checkpoint
}

// checkpoint counts code points and UTF-16 units before byte i*stride (or the first rune start after it).
type checkpoint struct{ at, runes, units int }

func (d *Document) indexLines() {
	if d.index != nil {
		return
	}
	text := d.source.Text
	ix := &lineIndex{lines: []int{0}}
	for i := range len(text) {
		switch text[i] {
		case '\n':
			ix.lines = append(ix.lines, i+1)
		case '\r':
			if i+1 >= len(text) || text[i+1] != '\n' {
				ix.lines = append(ix.lines, i+1)
			}
		}
	}
	c := checkpoint{}
	ix.marks = append(ix.marks, c)
	for c.at < len(text) {
		next := min(c.at+stride, len(text))
		for next < len(text) && !utf8.RuneStart(text[next]) {
			next++
		}
		r, u := countUnits(text[c.at:next])
		c = checkpoint{next, c.runes + r, c.units + u}
		ix.marks = append(ix.marks, c)
	}
	d.index = ix
}

func (ix *lineIndex) count(text string, at int) (runes, units int) {
	i := sort.Search(len(ix.marks), func(i int) bool { return ix.marks[i].at > at }) - 1
	c := ix.marks[i]
	r, u := countUnits(text[c.at:at])
	return c.runes + r, c.units + u
}

func countUnits(s string) (runes, units int) {
	for i := range len(s) {
		b := s[i]
		if b < 0x80 || b >= 0xC0 {
			runes++
			units++
			if b >= 0xF0 {
				units++
			}
		}
	}
	return runes, units
}
