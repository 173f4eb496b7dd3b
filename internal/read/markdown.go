package read

import (
	"bytes"
	stdhtml "html"
	"strings"
	"sync"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	gtext "github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"github.com/sayso-lint/sayso/prose"
)

// markdownParser reads CommonMark with the tables, deletions and task lists of GitHub, with footnotes and with formulas.
// Bare addresses are not asked for: they are found as in plain text, which is cheaper than goldmark's search at every
// blank. It keeps no state between texts.
var markdownParser = sync.OnceValue(func() parser.Parser {
	md := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.TaskList))
	md.Parser().AddOptions(
		parser.WithHeadingAttribute(),
		parser.WithBlockParsers(util.Prioritized(noteParser{}, 999)),
		parser.WithInlineParsers(util.Prioritized(referenceParser{}, 101), util.Prioritized(inlineNoteParser{}, 101), util.Prioritized(formulaParser{}, 102)),
	)
	return md.Parser()
})

// readMarkdown reads a text, which data may hold in bytes: goldmark wants them, and leaves them as they are.
func readMarkdown(b *prose.Builder, text string, data []byte) {
	start := frontMatter(b.Document(), text)
	source := data
	if start > 0 || strings.Contains(text, "\r") || string(data) != text {
		source = []byte(text)
	}
	if i := strings.IndexByte(text, '\r'); i >= 0 {
		// goldmark knows LF and CRLF. A lone CR becomes LF, byte for byte, so that offsets stay.
		for ; i < len(source); i++ {
			if source[i] == '\r' && (i+1 == len(source) || source[i+1] != '\n') {
				source[i] = '\n'
			}
		}
	}
	if start > 0 {
		// Blanks, so that offsets stay; a blank line is nothing in Markdown.
		for i := range start {
			if source[i] != '\n' {
				source[i] = ' '
			}
		}
	}
	w := markdownWalk{b: b, text: text, source: source, links: addresses{text: text, entities: true}}
	w.blocks(markdownParser().Parse(gtext.NewReader(source)), container{})
}

// container is what a block stands in.
type container struct {
	quote, item int // depth of block quotations and of lists
	list        int
	note        bool
	label       string
}

type markdownWalk struct {
	b       *prose.Builder
	text    string // as decoded
	source  []byte // as goldmark saw it, with the same offsets
	links   addresses
	lists   int // lists and tables so far
	heading int // level of the last heading
	skip    int // bytes before this offset are a note's marker
	open    []openTag
}

func (w *markdownWalk) blocks(parent ast.Node, in container) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Paragraph, *ast.TextBlock:
			w.block(n, w.paragraph(n, in))
		case *ast.Heading:
			w.heading = n.Level
			w.block(n, prose.Block{Kind: prose.Heading, Level: n.Level})
		case *ast.Blockquote:
			inner := in
			inner.quote++
			w.blocks(n, inner)
		case *ast.List:
			inner := in
			inner.item++
			if in.item == 0 {
				w.lists++
				inner.list = w.lists
			}
			w.blocks(n, inner)
		case *note:
			inner := in
			inner.note, inner.label = true, n.label
			w.blocks(n, inner)
		case *east.Table:
			w.table(n, in)
		case *ast.HTMLBlock:
			w.html(n, in)
		case *ast.ListItem, *ast.Document:
			w.blocks(n, in)
		}
	}
}

// paragraph is the block that a paragraph makes, by what it stands in and how it begins.
func (w *markdownWalk) paragraph(n ast.Node, in container) prose.Block {
	switch {
	case in.quote > 0:
		return prose.Block{Kind: prose.Quote, Level: in.quote}
	case in.note:
		return prose.Block{Kind: prose.Note, Label: in.label}
	case in.item > 0:
		return prose.Block{Kind: prose.ListItem, Level: in.item, List: in.list}
	}
	if first := n.Lines(); first.Len() > 0 {
		s := first.At(0)
		if end, label := bracketed(w.text[s.Start:s.Stop]); label != "" && strings.TrimSpace(w.text[s.Start+end:s.Stop]) != "" {
			w.skip = s.Start + end
			for w.text[w.skip] == ' ' || w.text[w.skip] == '\t' {
				w.skip++
			}
			return prose.Block{Kind: prose.Note, Label: label}
		}
	}
	// A short paragraph all in bold is a heading by another name.
	if e, ok := n.FirstChild().(*ast.Emphasis); ok && e.Level == 2 && e.NextSibling() == nil && n.NextSibling() != nil {
		l := n.Lines()
		s := w.text[l.At(0).Start:l.At(0).Stop]
		if l.Len() == 1 && len(s) <= headingBytes && !endsSentence(strings.Trim(s, "*_ \r\n")) {
			return prose.Block{Kind: prose.Heading, Level: min(w.heading+1, 6)}
		}
	}
	return prose.Block{Kind: prose.Paragraph}
}

func (w *markdownWalk) block(n ast.Node, blk prose.Block) {
	w.b.OpenBlock(blk)
	w.inlines(n)
	w.closeTags()
	w.b.CloseBlock()
}

func (w *markdownWalk) table(t *east.Table, in container) {
	w.lists++
	row := 0
	for r := t.FirstChild(); r != nil; r = r.NextSibling() {
		column := 0
		for c := r.FirstChild(); c != nil; c = c.NextSibling() {
			blk := prose.Block{Kind: prose.Cell, Level: row, Column: column, List: w.lists}
			if in.quote > 0 {
				blk = prose.Block{Kind: prose.Quote, Level: in.quote}
			}
			w.block(c, blk)
			column++
		}
		row++
	}
}

// html reads a block of HTML as the HTML reader would. Where the block stands behind the marks of a quotation or in a
// list, its lines are read one by one.
func (w *markdownWalk) html(n *ast.HTMLBlock, in container) {
	w.b.CloseBlock()
	lines := n.Lines()
	from, to := -1, -1
	flush := func() {
		if to > from {
			h := newHTMLReader(w.b, w.text[:to], &w.links, &w.lists)
			h.base = context{quote: in.quote, item: in.item, list: in.list, note: in.note, label: in.label}
			h.fragment(from)
		}
	}
	add := func(s gtext.Segment) {
		if s.Start != to {
			flush()
			from = s.Start
		}
		to = s.Stop
	}
	for i := range lines.Len() {
		add(lines.At(i))
	}
	if n.HasClosure() {
		add(n.ClosureLine)
	}
	flush()
}

func (w *markdownWalk) inlines(parent ast.Node) {
	for c := parent.FirstChild(); c != nil; c = c.NextSibling() {
		switch n := c.(type) {
		case *ast.Text:
			// An underscore inside a word leaves two texts that belong together, and an address may go through both.
			from := n.Segment.Start
			for !n.SoftLineBreak() && !n.HardLineBreak() {
				next, ok := n.NextSibling().(*ast.Text)
				if !ok || next.Segment.Start != n.Segment.Stop {
					break
				}
				n, c = next, next
			}
			w.prose(from, n.Segment.Stop)
			if n.SoftLineBreak() || n.HardLineBreak() {
				w.lineBreak(n.Segment.Stop)
			}
		case *ast.Emphasis:
			kind := prose.Emphasis
			if n.Level > 1 {
				kind = prose.Strong
			}
			w.marked(n, kind, "")
		case *ast.Link:
			w.marked(n, prose.Link, string(n.Destination))
		case *ast.Image:
			w.b.Object(n.Pos(), w.endOfImage(n), prose.Image, string(n.Destination))
		case *ast.AutoLink:
			w.autoLink(n)
		case *ast.CodeSpan:
			end := w.endOf(n, n.Pos()+1)
			for end < len(w.text) && w.text[end] == ' ' {
				end++
			}
			for end < len(w.text) && w.text[end] == '`' {
				end++
			}
			w.b.Object(n.Pos(), end, prose.Code, "")
		case *ast.RawHTML:
			if last := w.raised(n); last != nil {
				c = last
			} else {
				w.tag(n)
			}
		case *reference:
			if n.inline {
				w.b.Object(n.from, n.to, prose.Citation, "^"+n.label)
			} else {
				w.b.Object(n.from, n.to, prose.Footnote, n.label)
			}
		case *formula:
			w.b.Object(n.from, n.to, prose.Code, "")
		case *east.Strikethrough, *east.TaskCheckBox:
			// What is struck out is no longer said.
		default:
			w.inlines(n)
		}
	}
}

// endOf is where the last text in n ends, at least least.
func (w *markdownWalk) endOf(n ast.Node, least int) int {
	for c := n.LastChild(); c != nil; c = c.LastChild() {
		if t, ok := c.(*ast.Text); ok {
			return max(least, t.Segment.Stop)
		}
	}
	return least
}

// endOfImage is where the destination or the reference of an image ends, as near as the tree tells.
func (w *markdownWalk) endOfImage(n *ast.Image) int {
	end := w.endOf(n, n.Pos()+len("!["))
	closing, length := byte(')'), len(n.Destination)
	if n.Reference != nil {
		closing, length = ']', 0
	}
	if rest := w.text[end:]; !strings.HasPrefix(rest, "](") && !strings.HasPrefix(rest, "][") {
		return end
	}
	end = min(end+len("](")+length, len(w.text))
	return min(index(w.text[:min(len(w.text), end+longestTitle)], end, closing)+1, len(w.text))
}

// longestTitle bounds the search for the end of an image.
const longestTitle = 500

func (w *markdownWalk) autoLink(n *ast.AutoLink) {
	url := string(n.URL(w.source))
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(url, "mailto:") {
		url = "mailto:" + url
	}
	end := n.Pos() + len(n.Label(w.source))
	if w.text[n.Pos()] == '<' {
		end += len("<>")
	}
	w.b.Object(n.Pos(), end, prose.Address, url)
}

// marked reads what stands in n and marks it.
func (w *markdownWalk) marked(n ast.Node, kind prose.MarkKind, target string) {
	at := mark(w.b)
	w.inlines(n)
	at.end(w.b, kind, target)
}

// beginning is a place in the text where a mark may begin, though its block may not have begun.
type beginning struct{ at int }

func mark(b *prose.Builder) beginning { return beginning{b.Len()} }

// end marks the text since the beginning, if there is any.
func (m beginning) end(b *prose.Builder, kind prose.MarkKind, target string) {
	if !b.Begun() {
		return
	}
	blocks := b.Document().Blocks
	m.at = max(m.at, blocks[len(blocks)-1].Start)
	if b.Len() > m.at {
		b.Mark(prose.Span{Start: m.at, End: b.Len()}, kind, target)
	}
}

// prose copies source bytes with escapes and entities decoded and addresses made Objects.
func (w *markdownWalk) prose(from, to int) {
	from = max(from, w.skip)
	if !w.b.Begun() {
		for from < to && (w.text[from] == ' ' || w.text[from] == '\t') {
			from++
		}
	}
	for from < to {
		start, end := w.links.next(from, to)
		w.unescaped(from, start)
		if start < to {
			w.links.object(w.b, start, end)
		}
		from = end
	}
}

func (w *markdownWalk) unescaped(from, to int) {
	if s := w.text[from:to]; strings.IndexByte(s, '\\') < 0 && strings.IndexByte(s, '&') < 0 {
		w.b.Copy(from, to) // as nearly all text is
		return
	}
	copied := from
	for i := from; i < to; i++ {
		switch c := w.text[i]; {
		case c == '\\' && i+1 < to && util.IsPunct(w.text[i+1]):
			w.b.Copy(copied, i)
			w.b.Replace(i, i+2, w.text[i+1:i+2])
			i++
			copied = i + 1
		case c == '&':
			if n, decoded := entity(w.text[i:to]); n > 0 {
				w.b.Copy(copied, i)
				w.b.Replace(i, i+n, decoded)
				i += n - 1
				copied = i + 1
			}
		}
	}
	w.b.Copy(copied, to)
}

// longestEntity is the length of &CounterClockwiseContourIntegral; and its semicolon.
const longestEntity = 33

// entity decodes the character reference at the head of s as CommonMark has it, with its semicolon; 0 where there is none.
func entity(s string) (length int, decoded string) {
	end := strings.IndexByte(s[:min(len(s), longestEntity)], ';')
	if end < 2 {
		return 0, ""
	}
	for i := 1; i < end; i++ {
		if c := s[i]; !letter(c) && !digit(c) && (c != '#' || i > 1) {
			return 0, ""
		}
	}
	if s[1] == '#' {
		if length, decoded = numericEntity(s[:end+1]); length != end+1 || length > len("&#1234567;") {
			return 0, ""
		}
		return length, decoded
	}
	decoded = stdhtml.UnescapeString(s[:end+1])
	// What is left of the semicolon stood behind a shorter reference, which had none: &copying; is ©ing; to the library.
	if strings.HasSuffix(decoded, ";") && decoded != ";" {
		return 0, ""
	}
	return end + 1, decoded
}

// lineBreak copies the end of a line; what the line that follows begins with is no part of it.
func (w *markdownWalk) lineBreak(at int) {
	if !w.b.Begun() {
		return
	}
	end := len(w.source)
	if i := bytes.IndexByte(w.source[at:], '\n'); i >= 0 {
		end = at + i
	}
	if end == at && end < len(w.text) && w.text[at] == '\n' {
		w.b.Copy(at, at+1)
		return
	}
	w.b.Replace(at, min(end+1, len(w.text)), "\n")
}

// openTag is an inline element of HTML that waits for its end.
type openTag struct {
	beginning
	name, target string
}

// mostTags bounds the elements that may be open at once, and with them the search for the one that an end tag ends.
const mostTags = 32

// tag reads inline HTML. Its text is read as Markdown, so that only what the tags mean is left.
func (w *markdownWalk) tag(n *ast.RawHTML) {
	if n.Segments.Len() == 0 {
		return
	}
	from, to := n.Segments.At(0).Start, n.Segments.At(n.Segments.Len()-1).Stop
	raw := w.text[from:to]
	if inner, ok := strings.CutPrefix(raw, "<!--"); ok {
		w.b.Object(from, to, prose.Comment, strings.TrimSpace(strings.TrimSuffix(inner, "-->")))
		return
	}
	name := tagName(raw)
	switch {
	case name == "br":
		if w.b.Begun() {
			w.b.Replace(from, to, "\n")
		}
	case name == "q" && raw[1] == '/':
		w.b.Replace(from, to, "”")
	case name == "q":
		w.b.Replace(from, to, "“")
	case raw[1] == '/':
		for i := len(w.open) - 1; i >= 0; i-- {
			if t := w.open[i]; t.name == name {
				t.end(w.b, inlineMarks[name], t.target)
				w.open = w.open[:i]
				break
			}
		}
	case len(w.open) < mostTags:
		if kind, ok := inlineMarks[name]; ok {
			t := openTag{beginning: mark(w.b), name: name}
			if kind == prose.Link {
				t.target = attribute(raw, "href")
			}
			w.open = append(w.open, t)
		}
	}
}

// raised takes <sup>3</sup>, in which a link to the note may stand, for the mark of a note where it is one. It returns the end
// tag.
func (w *markdownWalk) raised(n *ast.RawHTML) ast.Node {
	from := n.Segments.At(0).Start
	if tag := w.text[from:n.Segments.At(0).Stop]; !w.b.Begun() || tagName(tag) != "sup" || tag[1] == '/' {
		return nil
	}
	shown := n.NextSibling()
	if shown == nil || shown.NextSibling() == nil {
		return nil
	}
	end, ok := shown.NextSibling().(*ast.RawHTML)
	if !ok || !strings.EqualFold(w.text[end.Segments.At(0).Start:end.Segments.At(0).Stop], "</sup>") {
		return nil
	}
	if link, ok := shown.(*ast.Link); ok && bytes.HasPrefix(link.Destination, []byte{'#'}) && link.ChildCount() == 1 {
		shown = link.FirstChild()
	}
	text, ok := shown.(*ast.Text)
	if !ok {
		return nil
	}
	label := raisedMark(w.text[:from], w.text[text.Segment.Start:text.Segment.Stop])
	if label == "" {
		return nil
	}
	w.b.Object(from, end.Segments.At(0).Stop, prose.Footnote, label)
	return end
}

func (w *markdownWalk) closeTags() { w.open = w.open[:0] }

// tagName is the name of the element of a tag, in lower case.
func tagName(raw string) string {
	raw = strings.TrimLeft(raw, "</")
	n := 0
	for n < len(raw) && (letter(raw[n]) || digit(raw[n])) {
		n++
	}
	return strings.ToLower(raw[:n])
}

// note is the definition of a footnote, left where it stands: goldmark's own extension moves the notes to the end and
// drops those that nothing refers to, and a finding in a note is for the reader of the file.
type note struct {
	ast.BaseBlock
	label string
}

var noteKind = ast.NewNodeKind("Note")

func (*note) Kind() ast.NodeKind { return noteKind }

func (n *note) Dump(source []byte, level int) {
	ast.DumpHelper(n, source, level, map[string]string{"Label": n.label}, nil)
}

// noteLabels is where the parser keeps the labels of the notes: map[string]bool.
var noteLabels = parser.NewContextKey()

type noteParser struct{}

func (noteParser) Trigger() []byte { return []byte{'['} }

func (noteParser) Open(_ ast.Node, reader gtext.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	at := pc.BlockOffset()
	if at < 0 || !bytes.HasPrefix(line[at:], []byte("[^")) {
		return nil, parser.NoChildren
	}
	end, label := bracketed(string(line[at:min(len(line), at+longestLabel)]))
	if label == "" {
		return nil, parser.NoChildren
	}
	labels, ok := pc.Get(noteLabels).(map[string]bool)
	if !ok {
		labels = map[string]bool{}
		pc.Set(noteLabels, labels)
	}
	labels[label] = true
	reader.AdvanceAndSetPadding(at+end-segment.Padding, segment.Padding)
	return &note{label: label}, parser.HasChildren
}

// longestLabel is the length up to which the label of a note is one.
const longestLabel = 100

func (noteParser) Continue(_ ast.Node, reader gtext.Reader, _ parser.Context) parser.State {
	line, _ := reader.PeekLine()
	if util.IsBlank(line) {
		return parser.Continue | parser.HasChildren
	}
	at, padding := util.IndentPosition(line, reader.LineOffset(), 4)
	if at < 0 {
		return parser.Close
	}
	reader.AdvanceAndSetPadding(at, padding)
	return parser.Continue | parser.HasChildren
}

func (noteParser) Close(ast.Node, gtext.Reader, parser.Context) {}

func (noteParser) CanInterruptParagraph() bool { return true }

func (noteParser) CanAcceptIndentedLine() bool { return false }

// reference is the mark of a footnote in the text. One that leads to no note stays text: it may be a citation.
type reference struct {
	ast.BaseInline
	from, to int
	label    string
	inline   bool // the note stands here itself, and label is its text
}

var referenceKind = ast.NewNodeKind("Reference")

func (*reference) Kind() ast.NodeKind { return referenceKind }

func (n *reference) Dump(source []byte, level int) {
	ast.DumpHelper(n, source, level, map[string]string{"Label": n.label}, nil)
}

type referenceParser struct{}

// Trigger names the exclamation mark too, since "Never![^1]" would be an image otherwise.
func (referenceParser) Trigger() []byte { return []byte{'!', '['} }

func (referenceParser) Parse(parent ast.Node, block gtext.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	at := 0
	if line[0] == '!' {
		at = 1
	}
	if !bytes.HasPrefix(line[at:], []byte("[^")) {
		return nil
	}
	labels, ok := pc.Get(noteLabels).(map[string]bool)
	if !ok {
		return nil
	}
	rest := line[at+2 : min(len(line), at+2+longestLabel)]
	closing := bytes.IndexByte(rest, ']')
	if closing < 1 || !labels[string(rest[:closing])] {
		return nil
	}
	if at > 0 {
		ast.MergeOrAppendTextSegment(parent, gtext.NewSegment(segment.Start, segment.Start+1))
	}
	end := at + 2 + closing + 1
	n := &reference{from: segment.Start + at, to: segment.Start + end, label: string(rest[:closing])}
	n.SetPos(n.from)
	block.Advance(end)
	return n
}

// inlineNoteParser reads a note that stands where its mark would: Pandoc's ^[Audit Office, p. 14].
type inlineNoteParser struct{}

func (inlineNoteParser) Trigger() []byte { return []byte{'^'} }

// longestInlineNote bounds the search for the bracket that ends a note.
const longestInlineNote = 2000

func (inlineNoteParser) Parse(_ ast.Node, block gtext.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if len(line) < 2 || line[1] != '[' {
		return nil
	}
	depth := 0
	for i := 1; i < min(len(line), longestInlineNote); i++ {
		switch line[i] {
		case '\\':
			i++
		case '[':
			depth++
		case ']':
			if depth--; depth > 0 {
				continue
			}
			n := &reference{from: segment.Start, to: segment.Start + i + 1, label: string(line[2:i]), inline: true}
			n.SetPos(n.from)
			block.Advance(i + 1)
			return n
		}
	}
	return nil
}

// formula is mathematics between dollar signs.
type formula struct {
	ast.BaseInline
	from, to int
}

var formulaKind = ast.NewNodeKind("Formula")

func (*formula) Kind() ast.NodeKind { return formulaKind }

func (n *formula) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

type formulaParser struct{}

func (formulaParser) Trigger() []byte { return []byte{'$'} }

// longestFormula bounds the search for the second dollar sign.
const longestFormula = 200

// Parse reads $…$ on one line and $$…$$ over a few. Between single signs there must be something that money has not: a
// letter alone, or a mark of mathematics.
func (formulaParser) Parse(_ ast.Node, block gtext.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	n := &formula{from: segment.Start}
	n.SetPos(n.from)
	if bytes.HasPrefix(line, []byte("$$")) {
		block.Advance(2)
		for range 20 {
			line, segment = block.PeekLine()
			if line == nil {
				return nil
			}
			if i := bytes.Index(line[:min(len(line), 5*longestFormula)], []byte("$$")); i >= 0 {
				n.to = segment.Start + i + 2
				block.Advance(i + 2)
				return n
			}
			block.AdvanceLine()
		}
		return nil
	}
	body := line[1:min(len(line), longestFormula)]
	end := bytes.IndexByte(body, '$')
	for end > 0 && body[end-1] == '\\' {
		next := bytes.IndexByte(body[end+1:], '$')
		if next < 0 {
			return nil
		}
		end += next + 1
	}
	if end < 1 || util.IsSpace(body[0]) || util.IsSpace(body[end-1]) || end+1 < len(body) && digit(body[end+1]) {
		return nil
	}
	if !(end <= 2 && letter(body[0])) && !bytes.ContainsAny(body[:end], "\\^_{}=<>") {
		return nil
	}
	n.to = segment.Start + end + 2
	block.Advance(end + 2)
	return n
}
