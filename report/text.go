package report

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
)

// text is the report for people at a terminal: each finding with the words it is about, what was searched and what
// would help; at the end what it amounts to.
type text struct {
	sheet
	palette
	options Options
	width   int // columns in all
}

const (
	usualWidth     = 80
	leastWidth     = 32
	greatestWidth  = 120 // a longer row of prose is hard to read, however wide the screen
	rowsOfWords    = 3   // of one line, around the words in question
	rowsOfNote     = 2
	mostLines      = 4 // of a span that runs over many
	mostFixes      = 3
	continuedLines = "┆"
)

// underline tells the severity without colour.
var underline = [...]string{lint.Off: " ", lint.Info: "·", lint.Warning: "~", lint.Error: "^"}

const relatedUnderline = "-"

func newText(w io.Writer, o Options) Reporter {
	width := o.Width
	if width == 0 {
		width = usualWidth
	}
	return &text{
		sheet: sheet{w: w}, palette: newPalette(o.Color), options: o,
		width: min(max(width, leastWidth), greatestWidth),
	}
}

func (t *text) paint(s style, parts ...string) {
	t.print(s.on)
	t.print(parts...)
	t.print(s.off)
}

func (t *text) File(f *File) error {
	d := &drawing{
		text: t, source: newSource(f.Doc), path: visible(f.Doc.Path), told: map[string]bool{},
		margin: strings.Repeat(" ", max(len(strconv.Itoa(f.Doc.Lines())), 2)+1),
	}
	for i := range f.Findings {
		d.finding(&f.Findings[i])
		d.wipe()
		t.spill()
	}
	if t.options.Metrics && f.Metrics != nil && !t.options.Quiet {
		t.values(d.path, f.Metrics)
	}
	return t.flush()
}

// drawing is the findings of one file being drawn.
type drawing struct {
	*text
	source *source
	path   string
	margin string          // blanks before the frame, room for a line number
	told   map[string]bool // rules whose remedy has been given
	slate
}

// remark is a line under the frame.
type remark struct {
	label, text string
	style       style
	span        prose.Span // shown in a frame of its own; empty: none
}

func (d *drawing) finding(f *lint.Finding) {
	look := d.severity[f.Severity]
	d.heading(f, look)
	at := d.source.doc.Begin(f.Span)
	d.print(d.margin)
	d.paint(d.dim, "╭─ ")
	d.paint(d.palette.path, d.path, ":", strconv.Itoa(at.Line), ":", strconv.Itoa(at.Column))
	d.print("\n")
	remarks := d.draw(f)
	for i, r := range remarks {
		d.remark(r, i == len(remarks)-1)
	}
	d.print("\n")
}

// heading is severity, rule and message, wrapped with the following lines set in.
func (d *drawing) heading(f *lint.Finding, look style) {
	head := f.Severity.String() + " " + f.Rule + ":"
	all := head + " " + visible(f.Message)
	rule, message := d.strong, style{}
	if f.Severity == lint.Info {
		rule, message = look, look
	}
	for i, row := range wrap(d.cut(all, 0, len(all)), d.width, d.width-2) {
		s := textOf(row)
		if rest, ok := strings.CutPrefix(s, head); ok && i == 0 {
			d.paint(look, f.Severity.String())
			d.print(" ")
			d.paint(rule, f.Rule)
			s = ":" + rest
		}
		if i > 0 {
			d.print("  ")
		}
		d.paint(message, s)
		d.print("\n")
	}
}

// draw draws the words in question and gives the remarks that are left to be made. What a note points at is marked in
// the same frame where it is in view.
func (d *drawing) draw(f *lint.Finding) []remark {
	stretches := d.source.stretches(f.Span, mostLines)
	rows := rowsOfWords
	if len(stretches) > 2 {
		rows = rowsOfNote
	}
	shown := make([][]cell, len(stretches))
	for i, s := range stretches {
		shown[i] = d.shown(s, rows, pointed)
	}
	var remarks []remark
	for _, n := range f.Notes {
		r := remark{label: "note: ", text: n.Text, style: d.dim}
		if !n.Span.Empty() && !d.inView(n.Span, stretches, shown) {
			r.span = n.Span
		}
		remarks = append(remarks, r)
	}
	for i, s := range stretches {
		if i > 0 && s.number > stretches[i-1].number+1 {
			d.print(d.margin)
			d.paint(d.dim, continuedLines)
			d.print("\n")
		}
		d.rows(s.number, shown[i], underline[f.Severity], d.family(d.options.family(f.Rule)))
	}
	return append(remarks, d.advice(f)...)
}

// advice is the fixes, and the rule's remedy once a file.
func (d *drawing) advice(f *lint.Finding) []remark {
	var remarks []remark
	for _, x := range f.Fixes[:min(len(f.Fixes), mostFixes)] {
		label := "fix: "
		if x.Safe {
			label = "safe fix: "
		}
		remarks = append(remarks, remark{label: label, text: x.Title, style: d.good})
	}
	rule := d.options.Rules[f.Rule]
	if rule != nil && rule.Remedy != "" && !d.told[f.Rule] {
		d.told[f.Rule] = true
		remarks = append(remarks, remark{label: "help: ", text: rule.Remedy, style: d.good})
	}
	return remarks
}

// shown is the part of a line to be shown, with the words marked.
func (d *drawing) shown(s stretch, rows int, m mark) []cell {
	cells := d.window(d.source.doc.Line(s.number), s.words, s.sentence, d.columns(), rows)
	if s.words.Empty() && m == pointed {
		s.words.End = s.words.Start + 1 // a place between two letters: point at the one behind
		if len(cells) == 0 || int(cells[len(cells)-1].end) <= s.words.Start {
			cells = append(cells, cell{text: " ", columns: 1, at: int32(s.words.Start), end: int32(s.words.End)})
		}
	}
	put(cells, s.words.Start, s.words.End, m)
	return cells
}

// columns is how many there are beside the frame.
func (d *drawing) columns() int { return d.width - len(d.margin) - 2 }

// inView marks span in the frame of a finding where all of it stands there.
func (d *drawing) inView(span prose.Span, stretches []stretch, shown [][]cell) bool {
	at := d.source.doc.Locate(span)
	if at.Start.Line != at.End.Line {
		return false
	}
	for i, s := range stretches {
		if s.number != at.Start.Line {
			continue
		}
		from, to := d.source.byteOf(at.Start), d.source.byteOf(at.End)
		if holds(shown[i], from, to) {
			put(shown[i], from, to, related)
			return true
		}
	}
	return false
}

// rows prints a line, wrapped, with its underlines.
func (d *drawing) rows(number int, cells []cell, glyph string, look style) {
	gutter := fmt.Sprintf("%*d ", len(d.margin)-1, number)
	for _, row := range wrap(cells, d.columns(), d.columns()) {
		d.paint(d.dim, gutter, "│")
		gutter = d.margin
		if len(row) > 0 {
			d.print(" ")
		}
		m := unmarked
		for i := range row {
			if row[i].mark != m {
				d.turn(m, row[i].mark, look)
				m = row[i].mark
			}
			d.print(row[i].text)
		}
		d.turn(m, unmarked, look)
		d.print("\n")
		d.underlines(row, glyph, look)
	}
}

// turn changes from the look of one mark to that of another.
func (d *drawing) turn(from, to mark, look style) {
	if from == pointed {
		d.print(look.off)
	}
	if to == pointed {
		d.print(look.on)
	}
}

func (d *drawing) underlines(row []cell, glyph string, look style) {
	for len(row) > 0 && row[len(row)-1].mark == unmarked {
		row = row[:len(row)-1]
	}
	if len(row) == 0 {
		return
	}
	d.paint(d.dim, d.margin, "│")
	d.print(" ")
	for i := 0; i < len(row); {
		m, width := row[i].mark, 0
		for ; i < len(row) && row[i].mark == m; i++ {
			width += row[i].width()
		}
		switch m {
		case pointed:
			d.paint(look, strings.Repeat(glyph, width))
		case related:
			d.paint(d.dim, strings.Repeat(relatedUnderline, width))
		case unmarked:
			d.print(strings.Repeat(" ", width))
		}
	}
	d.print("\n")
}

// remark prints a note, a fix or the remedy; the last one closes the frame.
func (d *drawing) remark(r remark, last bool) {
	corner, edge := "├", "│"
	if last && r.span.Empty() {
		corner, edge = "╰", " "
	}
	indent := len(r.label)
	s := visible(r.text)
	for i, row := range wrap(d.cut(s, 0, len(s)), d.columns()-indent, d.columns()-indent) {
		d.print(d.margin)
		if i == 0 {
			d.paint(d.dim, corner)
			d.print(" ")
			d.paint(r.style, r.label)
		} else {
			d.paint(d.dim, edge)
			d.print(strings.Repeat(" ", indent+1))
		}
		d.print(textOf(row), "\n")
	}
	if r.span.Empty() {
		return
	}
	before := 0
	for _, s := range d.source.stretches(r.span, 2) {
		if before > 0 && s.number > before+1 {
			d.print(d.margin)
			d.paint(d.dim, continuedLines)
			d.print("\n")
		}
		before = s.number
		d.rows(s.number, d.shown(s, rowsOfNote, related), relatedUnderline, d.dim)
	}
	if last {
		d.paint(d.dim, d.margin, "╰")
		d.print("\n")
	}
}

func textOf(row []cell) string {
	var b strings.Builder
	for i := range row {
		b.WriteString(row[i].text)
	}
	return b.String()
}
