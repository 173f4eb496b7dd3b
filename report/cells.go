package report

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/displaywidth"

	"github.com/sayso-lint/sayso/prose"
)

// mark says whether and how a cell is underlined.
type mark uint8

const (
	unmarked mark = iota
	pointed       // what the finding is about
	related       // what a note of it is about
)

// cell is one grapheme cluster as the terminal will show it. A frame is measured in the widths of cells and in nothing
// else: bytes, code points and columns of the screen differ as soon as a text holds an accent, a Chinese word or an emoji.
type cell struct {
	text    string
	at, end int32 // bytes of the line; both -1 for what the report adds
	columns int16 // of the screen: 0, 1, 2, or more for what is spelt out
	mark    mark
	blank   bool
}

func (c *cell) width() int { return int(c.columns) }

var (
	ellipsis = cell{text: "…", columns: 1, at: -1, end: -1}
	gap      = cell{text: " ", columns: 1, at: -1, end: -1, blank: true}
)

const (
	tabStop = 4
	// lost is how many columns of a row stay empty on average because words are not cut.
	lost = 5
	// longest is how many bytes of a cluster are shown. The longest emoji are half of it; a letter under a thousand
	// accents is an attack on somebody's screen.
	longest = 64
)

// slate is where the cells of a finding are laid out. The next finding has the room again: each letter takes a whole cell, and
// a page of findings would fill a megabyte otherwise.
type slate struct{ cells []cell }

// wipe takes back all that was laid out.
func (s *slate) wipe() { s.cells = s.cells[:0] }

// room has n more cells laid out without moving what is there already.
func (s *slate) room(n int) {
	if cap(s.cells)-len(s.cells) < n {
		s.cells = make([]cell, 0, max(n, 2*cap(s.cells), 512))
	}
}

// since is what was laid out from a place on.
func (s *slate) since(begin int) []cell { return s.cells[begin:len(s.cells):len(s.cells)] }

// cellsOf cuts a line of the report's own.
func cellsOf(line string) []cell { return new(slate).cut(line, 0, len(line)) }

// cut cuts line[from:to] into cells. Tabs run to the next stop, counted from the first cell.
func (s *slate) cut(line string, from, to int) []cell {
	s.room(to - from)
	begin := len(s.cells)
	column := 0
	for i := from; i < to; {
		c := cell{at: int32(i)}
		width := 1
		switch b := line[i]; {
		case b == '\t':
			width = tabStop - column%tabStop
			c.text, c.blank = "    "[:width], true
			i++
		case b >= ' ' && b < 0x7F && (i+1 == to || line[i+1] < utf8.RuneSelf):
			c.text, c.blank = line[i:i+1], b == ' '
			i++
		default:
			g := displaywidth.StringGraphemes(line[i:to])
			g.Next()
			cluster := g.Value()
			c.text, width, c.blank = show(cluster, g.Width())
			i += len(cluster)
		}
		c.end, c.columns = int32(i), int16(width)
		if c.text != "" {
			s.cells = append(s.cells, c)
			column += width
		}
	}
	return s.since(begin)
}

// show is a cluster that is not plain ASCII, as it may be sent to a terminal.
func show(cluster string, width int) (text string, columns int, blank bool) {
	r, size := utf8.DecodeRuneInString(cluster)
	if p := picture(r); p != cluster[:size] {
		return p, displaywidth.String(p), false
	}
	if size == len(cluster) && unicode.IsSpace(r) {
		columns = max(width, 1)
		return strings.Repeat(" ", columns), columns, true
	}
	if len(cluster) > longest {
		cut := longest
		for !utf8.RuneStart(cluster[cut]) {
			cut--
		}
		cluster = cluster[:cut]
	}
	if width == 0 && unicode.IsMark(r) {
		return "◌" + cluster, 1, false // a mark without its letter would sit on the gutter
	}
	return cluster, width, false
}

// least is how many columns of the screen a line takes at least: a letter or mark of ASCII is a column wherever it stands.
// A line that cannot fit is not worth its cells.
func least(line string) (columns int) {
	for i := range len(line) {
		if ' ' < line[i] && line[i] < 0x7F {
			columns++
		}
	}
	return columns
}

func widthOf(cells []cell) int {
	w := 0
	for i := range cells {
		w += cells[i].width()
	}
	return w
}

// put marks the cells of bytes [from, to) that have no mark yet. Blanks at the start, where a span runs on from the
// line before, stay without.
func put(cells []cell, from, to int, m mark) {
	begun := false
	for i := range cells {
		c := &cells[i]
		if c.at < 0 || int(c.at) >= to || int(c.end) <= from {
			continue
		}
		begun = begun || !c.blank
		if begun && c.mark == unmarked {
			c.mark = m
		}
	}
}

// holds tells whether both ends of bytes [from, to) are among the cells.
func holds(cells []cell, from, to int) bool {
	first := slices.IndexFunc(cells, func(c cell) bool { return c.at >= 0 })
	if first < 0 {
		return false
	}
	last := len(cells) - 1
	for cells[last].at < 0 {
		last--
	}
	return int(cells[first].at) <= from && to <= int(cells[last].end)
}

// breakable tells whether a row may end before cells[i]: behind a blank, or beside a wide character, since Chinese and
// Japanese put no blanks between words. Brackets and stops stay with what they belong to.
func breakable(cells []cell, i int) bool {
	if i <= 0 || i >= len(cells) {
		return true
	}
	c, before := &cells[i], &cells[i-1]
	switch {
	case c.blank:
		return false
	case before.blank:
		return true
	case c.columns != 2 && before.columns != 2:
		return false
	}
	r, _ := utf8.DecodeRuneInString(c.text)
	b, _ := utf8.DecodeRuneInString(before.text)
	return !unicode.In(r, unicode.Pe, unicode.Pf, unicode.Po) && !unicode.In(b, unicode.Ps, unicode.Pi)
}

// wrap lays cells out in rows of at most width columns, the first of at most first. A word that is longer is cut.
func wrap(cells []cell, first, width int) [][]cell {
	var rows [][]cell
	start, column, last, room := 0, 0, -1, first // last: where the row may end
	for i := range cells {
		if i > start && breakable(cells, i) {
			last = i
		}
		column += cells[i].width()
		// Twice where what is left of the row is one word that is too long itself.
		for column > room && i > start && !cells[i].blank {
			if last <= start {
				last = i
			}
			rows = append(rows, trimmed(cells[start:last]))
			start, last, room = last, -1, width
			column = widthOf(cells[start : i+1])
		}
	}
	return append(rows, trimmed(cells[start:]))
}

// trimmed drops the blanks at the end of a row.
func trimmed(row []cell) []cell {
	for len(row) > 0 && row[len(row)-1].blank {
		row = row[:len(row)-1]
	}
	return row
}

// window is the part of a line that is shown around the words in question: all of a line that fits; else the sentence
// they stand in, as far as it fits; cut between words, with an ellipsis where it is cut. A stretch of words that is too
// long itself is shown by its two ends. Spans are in bytes of the line.
//
// Only as much of the line is looked at as can be shown, so that ten thousand findings on one line of a megabyte cost
// no more than on ten thousand lines.
func (s *slate) window(line string, words, sentence prose.Span, width, rows int) []cell {
	if len(line) <= 4*width*rows && least(line) <= width*rows {
		if cells := s.cut(line, 0, len(line)); len(wrap(cells, width, width)) <= rows {
			return cells
		}
	}
	room := (width - lost) * rows
	if words.Len() > room && (words.Len() > 4*room || widthOf(s.cut(line, words.Start, words.End)) > room) {
		head := prose.Span{Start: words.Start, End: words.Start + 1}
		tail := prose.Span{Start: words.End - 1, End: words.End}
		shown := s.excerpt(line, head, prose.Span{Start: sentence.Start, End: words.End}, room-room/3)
		return slices.Concat(trimmed(shown), s.excerpt(line, tail, prose.Span{Start: words.Start, End: sentence.End}, room/3)[1:])
	}
	return s.excerpt(line, words, sentence, room)
}

// excerpt is words with as much of their sentence on both sides as there is room for.
func (s *slate) excerpt(line string, words, sentence prose.Span, room int) []cell {
	room -= 4 // an ellipsis and a gap at either end
	// Four bytes a column are enough for any script in use.
	reach := 4 * max(room, 1)
	from := boundary(line, max(sentence.Start, words.Start-reach))
	to := boundary(line, min(sentence.End, words.End+reach))
	from, to = min(from, boundary(line, words.Start)), max(to, boundary(line, words.End))
	cells := s.cut(line, from, to)
	i, _ := slices.BinarySearchFunc(cells, words.Start, func(c cell, at int) int { return int(c.end) - 1 - at })
	j, _ := slices.BinarySearchFunc(cells, words.End, func(c cell, at int) int { return int(c.at) - at })
	j = max(i, j)
	spare := max(room-widthOf(cells[i:j]), 0)
	before, after := widthOf(cells[:i]), widthOf(cells[j:])
	switch half := spare / 2; {
	case before+after <= spare:
	case before <= half:
		after = spare - before
	case after <= half:
		before = spare - after
	default:
		before, after = half, spare-half
	}
	first, last := i, j
	for first > 0 && before >= cells[first-1].width() {
		first--
		before -= cells[first].width()
	}
	for last < len(cells) && after >= cells[last].width() {
		after -= cells[last].width()
		last++
	}
	if first > 0 || from > sentence.Start {
		first = wordStart(cells, first, i)
	}
	if last < len(cells) || to < sentence.End {
		last = wordEnd(cells, j, last)
	}
	s.room(last - first + 4)
	begin := len(s.cells)
	if first > 0 || from > 0 {
		s.cells = append(s.cells, ellipsis, gap)
	}
	s.cells = append(s.cells, trimmed(cells[first:last])...)
	if last < len(cells) || to < len(line) {
		s.cells = append(s.cells, gap, ellipsis)
	}
	return s.since(begin)
}

// wordStart is the first place from i on, before limit, where a word starts; limit where there is none.
func wordStart(cells []cell, i, limit int) int {
	for i < limit && (cells[i].blank || !breakable(cells, i) || i == 0) {
		i++
	}
	return i
}

// wordEnd is the last place up to i, behind limit, where a word ends; limit where there is none.
func wordEnd(cells []cell, limit, i int) int {
	for i > limit && (i == len(cells) || !cells[i].blank && !breakable(cells, i)) {
		i--
	}
	return i
}

// boundary is i moved into the line and back to the start of a code point.
func boundary(line string, i int) int {
	i = min(max(i, 0), len(line))
	for i > 0 && i < len(line) && !utf8.RuneStart(line[i]) {
		i--
	}
	return i
}
