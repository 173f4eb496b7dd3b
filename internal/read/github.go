package read

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	gtext "github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// What GitHub adds to CommonMark, as far as it bears on prose. It is what goldmark's extensions find, whose package
// compiles two expressions for bare addresses before main, asked or not, on half a megabyte of stack: a twentieth of the
// time of a start.

// tables makes a table of the lines of a paragraph from the one on that stands over a rule of hyphens and bars.
type tables struct{}

func (tables) Transform(p *ast.Paragraph, reader gtext.Reader, _ parser.Context) {
	lines, source := p.Lines(), reader.Source()
	for i := 1; i < lines.Len(); i++ {
		rule := lines.At(i)
		columns := ruled(rule.Value(source))
		if columns == 0 {
			continue
		}
		// One cell more than there can be betrays a line that is not over this rule.
		heads := tableRow(lines.At(i-1), source, columns+1)
		if heads.ChildCount() > columns {
			return
		}
		table := east.NewTable()
		table.AppendChild(table, heads)
		for j := i + 1; j < lines.Len(); j++ {
			table.AppendChild(table, tableRow(lines.At(j), source, columns))
		}
		p.Parent().InsertAfter(p.Parent(), p, table)
		if i == 1 {
			p.Parent().RemoveChild(p.Parent(), p)
			return
		}
		lines.SetSliced(0, i-1)
		last := lines.At(i - 2)
		last.Stop-- // the line's end
		lines.Set(i-2, last)
		return
	}
}

// ruled is how many columns the rule under a table's heads makes, 0 where a line is no such rule. Hyphens alone are the
// underline of a heading.
func ruled(line []byte) (columns int) {
	if width, _ := util.IndentWidth(line, 0); width > 3 || len(bytes.Trim(line, "-")) == 0 {
		return 0
	}
	const blanks = " \t\r\n"
	line = bytes.Trim(line, blanks)
	line = bytes.TrimSuffix(bytes.TrimPrefix(line, []byte{'|'}), []byte{'|'})
	for column := range bytes.SplitSeq(line, []byte{'|'}) {
		column = bytes.Trim(column, blanks)
		column = bytes.TrimSuffix(bytes.TrimPrefix(column, []byte{':'}), []byte{':'})
		if len(column) == 0 || len(bytes.Trim(column, "-")) > 0 {
			return 0
		}
		columns++
	}
	return columns
}

// tableRow is a line of a table: at most so many cells, parted by bars that no backslash escapes.
func tableRow(line gtext.Segment, source []byte, most int) *east.TableRow {
	row := east.NewTableRow(nil)
	line = line.TrimLeftSpace(source)
	line = line.TrimRightSpace(source)
	from, to := line.Start, line.Stop
	if from < to && source[from] == '|' {
		from++
	}
	if line.Start < to && source[to-1] == '|' {
		to--
	}
	for ; from < to && row.ChildCount() < most; from++ {
		start := from
		for from < to && (source[from] != '|' || source[from-1] == '\\') {
			from++
		}
		within := gtext.NewSegment(start, from)
		within = within.TrimLeftSpace(source)
		cell := east.NewTableCell()
		cell.Lines().Append(within.TrimRightSpace(source))
		row.AppendChild(row, cell)
	}
	return row
}

// strikeParser reads ~one~ or two tildes, between which a text is struck out.
type strikeParser struct{}

func (strikeParser) Trigger() []byte { return []byte{'~'} }

func (strikeParser) Parse(_ ast.Node, block gtext.Reader, pc parser.Context) ast.Node {
	before := block.PrecendingCharacter()
	line, segment := block.PeekLine()
	tildes := parser.ScanDelimiter(line, before, 1, strike{})
	if tildes == nil || tildes.OriginalLength > 2 || before == '~' {
		return nil
	}
	tildes.Segment = segment.WithStop(segment.Start + tildes.OriginalLength)
	block.Advance(tildes.OriginalLength)
	pc.PushDelimiter(tildes)
	return tildes
}

// strike is what tildes do.
type strike struct{}

func (strike) IsDelimiter(b byte) bool { return b == '~' }

func (strike) CanOpenCloser(opener, closer *parser.Delimiter) bool { return opener.Char == closer.Char }

func (strike) OnMatch(int) ast.Node { return east.NewStrikethrough() }

// taskParser reads the box of a task, [ ] or [x], with which an item of a list may begin.
type taskParser struct{}

func (taskParser) Trigger() []byte { return []byte{'['} }

func (taskParser) Parse(parent ast.Node, block gtext.Reader, _ parser.Context) ast.Node {
	item, ok := parent.Parent().(*ast.ListItem)
	if !ok || item.FirstChild() != parent || parent.HasChildren() {
		return nil
	}
	line, _ := block.PeekLine()
	if len(line) < 3 || line[2] != ']' || strings.IndexByte(" \t\n\f\rxX", line[1]) < 0 {
		return nil
	}
	n := 3
	for n < len(line) && (util.IsSpace(line[n]) || line[n] == '\f') {
		n++
	}
	block.Advance(n)
	return east.NewTaskCheckBox(line[1]|0x20 == 'x')
}
