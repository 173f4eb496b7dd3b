package report

import (
	"cmp"
	"html"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/metrics"
	"github.com/sayso-lint/sayso/prose"
)

// layer is what a stretch of the text is shown as. Stretches overlap as they like, elements may not: of two that cross,
// the one of the greater layer is closed and opened again. So the greater layers are those that bear being cut.
type layer uint8

const (
	layerSentence layer = iota
	layerVoice
	layerWhole // a figure in which a finding or an anchor begins or ends: the frame stays whole
	layerFinding
	layerAnchor
	layerMarkup // bold, italics, the words of a link
	layerFigure
	layerObject // what stands in a sentence without being words
)

// piece is a stretch with an element of its own.
type piece struct {
	prose.Span
	layer layer
	n     int  // index of the claim, finding, anchor, mark or figure
	begun bool // it has been opened once: what is said of it has been said
	goes  bool // it goes on in the next block
}

// walk is the way through the blocks of a text. What is known of places is in order, so each block takes its own off the
// front.
type walk struct {
	*edition
	nextClaim, nextAnchor, nextFigure, nextMark int
	running                                     []int // findings that go on from blocks before
	waiting                                     []int // findings that ended within a figure
	edges                                       []int // where the findings and anchors of the block under way begin and end, in order
	pieces                                      []piece
	chunk                                       int // bytes in the chunk under way
	nextLine                                    int // of the file, that no block and no code has taken
	lists                                       []bool
}

// chunkSize is about how many bytes of text a chunk holds. A browser lays a chunk out when it comes into view, so that a
// long text opens as fast as a short one; notes of one chunk share one margin.
const chunkSize = 4000

func (e *edition) body() {
	w := &walk{edition: e, nextLine: 1}
	blocks := e.doc.Blocks
	for i := 0; i < len(blocks); {
		b := &blocks[i]
		if w.chunk > chunkSize || w.chunk > chunkSize/3 && b.Kind == prose.Heading {
			w.raw("</div>\n")
			w.chunk = 0
		}
		if w.chunk == 0 {
			w.raw(`<div class="chunk">`, "\n")
		}
		w.leftOut(i)
		from := i
		switch b.Kind {
		case prose.ListItem:
			i = w.list(i)
		case prose.Cell:
			i = w.table(i)
		case prose.Paragraph, prose.Heading, prose.Quote, prose.Caption, prose.Note, prose.Furniture:
			w.block(i)
			i++
		}
		for _, b := range blocks[from:i] {
			w.chunk += b.Len() + 1
		}
	}
	if w.chunk > 0 {
		w.leftOut(len(blocks))
		w.raw("</div>\n")
	}
	if len(blocks) == 0 {
		w.raw("<p>There is no text.</p>\n")
	}
}

// leftOut says where code stands in the file before block i: no prose, but its author would miss it.
func (w *walk) leftOut(i int) {
	if w.doc.Format != "html" && w.doc.Format != "markdown" {
		return
	}
	blocks := w.doc.Blocks
	to := w.doc.Lines()
	if i > 0 {
		w.nextLine = max(w.nextLine, w.doc.Locate(blocks[i-1].Span).End.Line+1)
	}
	if i < len(blocks) {
		to = w.line(blocks[i].Span) - 1
	}
	for n := w.nextLine; n <= to; n++ {
		w.nextLine = n + 1
		var closing string
		line := strings.TrimLeft(w.doc.Line(n), " \t>")
		switch {
		case w.doc.Format == "html" && strings.HasPrefix(line, "<pre"):
			closing = "</pre>"
		case w.doc.Format == "markdown" && (strings.HasPrefix(line, "```") || strings.HasPrefix(line, "~~~")):
			closing = line[:3]
		default:
			continue
		}
		first := n
		for closed := strings.Contains(line[3:], closing); !closed && n < to; {
			n++
			closed = strings.Contains(w.doc.Line(n), closing)
		}
		w.nextLine = n + 1
		for n > first && strings.TrimSpace(w.doc.Line(n)) == "" {
			n-- // never closed: to its last line
		}
		w.raw(`<p class="left-out">code, `)
		if first == n {
			w.raw("line ")
			w.number(n)
		} else {
			w.raw("lines ")
			w.number(first)
			w.raw("–")
			w.number(n)
		}
		w.raw("</p>\n")
		n = w.nextLine - 1
	}
}

// block writes a block that stands by itself, with its notes beside it.
func (w *walk) block(i int) {
	b := &w.doc.Blocks[i]
	element, class := markup("p"), markup("")
	switch b.Kind {
	case prose.Heading:
		// The page has the first level for itself.
		level := markup(strconv.Itoa(min(max(b.Level, 1), 5) + 1))
		element, class = "h"+level, "h"+level
	case prose.Quote:
		element = "blockquote"
	case prose.Caption:
		class = "caption"
	case prose.Note:
		class = "footnote"
	case prose.Furniture:
		class = "furniture"
	case prose.Paragraph, prose.ListItem, prose.Cell:
	}
	w.raw(`<div class="row"><`, element)
	w.blockAttributes(i, class)
	if b.Kind == prose.Note {
		w.raw(`<b class="label">`)
		w.text(b.Label)
		w.raw("</b> ")
	}
	w.inlines(i)
	w.raw("</", element, ">")
	w.margin(i, i+1)
	w.raw("</div>\n")
}

func (w *walk) blockAttributes(i int, class markup) {
	b := &w.doc.Blocks[i]
	w.raw(` id="`)
	w.id("b", i)
	w.raw(`" dir="auto"`)
	if class != "" {
		w.raw(` class="`, class, `"`)
	}
	if b.Lang != w.doc.Lang {
		w.language(b.Lang)
	}
	w.raw(">")
}

// list writes the items from block i on and gives the block behind them.
func (w *walk) list(i int) int {
	depth, top := 0, 0 // top: the list of the outermost items
	blocks := w.doc.Blocks
	for ; i < len(blocks) && blocks[i].Kind == prose.ListItem; i++ {
		b := &blocks[i]
		level := min(max(b.Level, 1), depth+1)
		if depth > 0 && level == 1 && b.List != top {
			w.raw("</li>\n")
			w.closeLists(depth)
			depth = 0
		}
		if level == 1 {
			top = b.List
		}
		w.leftOut(i)
		ordered, number, marked := w.marker(i)
		switch {
		case level > depth:
			w.openList(ordered)
			depth++
		default:
			w.raw("</li>\n")
			w.closeLists(depth - level)
			depth = level
		}
		w.raw("<li")
		switch {
		case number != "":
			w.raw(` value="`, number, `"`)
		case !marked:
			w.raw(` class="more"`)
		}
		w.raw(`><div class="row"><div`)
		w.blockAttributes(i, "")
		w.inlines(i)
		w.raw("</div>")
		w.margin(i, i+1)
		w.raw("</div>")
	}
	w.raw("</li>\n")
	w.closeLists(depth)
	return i
}

func (w *walk) openList(ordered bool) {
	if ordered {
		w.raw("<ol>\n")
	} else {
		w.raw("<ul>\n")
	}
	w.lists = append(w.lists, ordered)
}

// closeLists closes n lists; the items that hold all but the last of them end with them.
func (w *walk) closeLists(n int) {
	for ; n > 0; n-- {
		last := len(w.lists) - 1
		if w.lists[last] {
			w.raw("</ol>\n")
		} else {
			w.raw("</ul>\n")
		}
		w.lists = w.lists[:last]
		if last > 0 {
			w.raw("</li>\n")
		}
	}
}

// marker looks in the file for how an item is marked: "3." has a number. An item without any mark goes on from the one
// before. A document says nothing about it, for no rule asks.
func (w *walk) marker(i int) (ordered bool, number markup, marked bool) {
	b := &w.doc.Blocks[i]
	if w.doc.Format == "html" {
		ordered, number = w.listTag(i)
		return ordered, number, true
	}
	at := w.doc.Locate(prose.Span{Start: b.Start, End: b.Start}).Start
	line := w.doc.Line(at.Line)
	if len(line) > longestMarked && at.Column > longestMarked {
		return false, "", true
	}
	before := strings.TrimSpace(prefixOf(line, at.Column-1))
	before = strings.TrimLeft(before, "> \t")
	if before == "" {
		return false, "", false
	}
	digits := strings.TrimRight(before, ".)")
	if n, err := strconv.Atoi(digits); err == nil && digits != before && n >= 0 && n < 1e9 {
		return true, markup(strconv.Itoa(n)), true
	}
	return false, "", true
}

// listTag looks at what stands in an HTML file from the block before an item to the item: the list that begins last there is
// the item's. Where none begins the item goes on in a list that is open, and is counted by the browser.
func (w *walk) listTag(i int) (ordered bool, number markup) {
	if i == 0 {
		return false, ""
	}
	blocks := w.doc.Blocks
	tags := strings.ToLower(w.doc.Locate(prose.Span{Start: blocks[i-1].Start, End: blocks[i].Start + 1}).Text)
	at := strings.LastIndex(tags, "<ol")
	if at < strings.LastIndex(tags, "<ul") || at < 0 {
		return false, ""
	}
	tag, _, _ := strings.Cut(tags[at:], ">")
	if _, start, found := strings.Cut(tag, "start="); found {
		if n, err := strconv.Atoi(strings.Trim(start, `"' /`)); err == nil && n >= 0 && n < 1e9 {
			return true, markup(strconv.Itoa(n))
		}
	}
	return true, ""
}

// longestMarked bounds the search for the mark of an item.
const longestMarked = 200

// prefixOf is the first n code points of a line.
func prefixOf(line string, n int) string {
	for i := range line {
		if n == 0 {
			return line[:i]
		}
		n--
	}
	return line
}

// table writes the cells from block i on and gives the block behind them.
func (w *walk) table(i int) int {
	blocks := w.doc.Blocks
	first := i
	w.raw(`<div class="row"><div class="scroll" role="region" tabindex="0" aria-label="Table"><table>`, "\n")
	for row := -1; i < len(blocks) && blocks[i].Kind == prose.Cell && blocks[i].List == blocks[first].List; {
		if blocks[i].Level == row {
			i++ // two cells of one place: the row below has written what there is
			continue
		}
		row = blocks[i].Level
		w.raw("<tr>")
		column := 0
		for ; i < len(blocks) && blocks[i].Kind == prose.Cell && blocks[i].List == blocks[first].List && blocks[i].Level == row; i++ {
			for ; column < min(blocks[i].Column, mostColumns); column++ {
				w.raw("<td></td>") // one without words is no block
			}
			column++
			element := markup("td")
			if row == 0 {
				element = `th scope="col"`
			}
			w.raw("<", element)
			w.blockAttributes(i, "")
			w.inlines(i)
			w.raw("</", element[:2], ">")
		}
		w.raw("</tr>\n")
	}
	w.raw("</table></div>")
	w.margin(first, i)
	w.raw("</div>\n")
	return i
}

// mostColumns bounds how far a row is filled up with empty cells.
const mostColumns = 200

// inlines writes the words of a block.
func (w *walk) inlines(i int) {
	w.gather(i)
	w.draw(w.doc.Blocks[i].Span)
}

// gather collects the pieces of a block.
func (w *walk) gather(i int) {
	b := &w.doc.Blocks[i]
	w.pieces = w.pieces[:0]
	add := func(s prose.Span, l layer, n int) {
		p := piece{Span: s, layer: l, n: n, goes: s.End > b.End}
		p.End = min(p.End, b.End)
		w.pieces = append(w.pieces, p)
	}
	for ; w.nextClaim < len(w.details.Claims) && w.details.Claims[w.nextClaim].Start < b.End; w.nextClaim++ {
		add(w.details.Claims[w.nextClaim].Span, layerSentence, w.nextClaim)
	}
	if b.Kind != prose.Quote && b.Kind != prose.Furniture { // a block quotation is tinted as a whole
		for _, s := range w.voice.Others(i) {
			add(s, layerVoice, 0)
		}
	}
	running := w.running[:0]
	for _, n := range w.running {
		if s := w.file.Findings[n].Span; s.End > b.Start {
			add(prose.Span{Start: b.Start, End: s.End}, layerFinding, n)
			w.pieces[len(w.pieces)-1].begun = true
			if s.End > b.End {
				running = append(running, n)
			}
		}
	}
	w.running = running
	for _, n := range w.blocks[i] {
		s := w.file.Findings[n].Span
		s.Start = min(s.Start, b.End)
		add(s, layerFinding, n)
		if s.End > b.End {
			w.running = append(w.running, n)
		}
	}
	for ; w.nextAnchor < len(w.anchors) && w.anchors[w.nextAnchor].Start < b.End; w.nextAnchor++ {
		add(w.anchors[w.nextAnchor], layerAnchor, w.nextAnchor)
	}
	w.edges = w.edges[:0]
	for i := range w.pieces {
		if p := &w.pieces[i]; p.layer == layerFinding || p.layer == layerAnchor {
			w.edges = append(w.edges, p.Start, p.End)
		}
	}
	slices.Sort(w.edges)
	for ; w.nextFigure < len(w.details.Figures) && w.details.Figures[w.nextFigure].Start < b.End; w.nextFigure++ {
		l := layerFigure
		if w.split(w.details.Figures[w.nextFigure].Span) {
			l = layerWhole
		}
		add(w.details.Figures[w.nextFigure].Span, l, w.nextFigure)
	}
	for ; w.nextMark < len(w.doc.Marks) && w.doc.Marks[w.nextMark].Start < b.End; w.nextMark++ {
		l := layerMarkup
		if m := &w.doc.Marks[w.nextMark]; w.doc.Slice(m.Span) == prose.Object {
			l = layerObject
		}
		add(w.doc.Marks[w.nextMark].Span, l, w.nextMark)
	}
	slices.SortStableFunc(w.pieces, func(a, b piece) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.layer, b.layer), cmp.Compare(b.End, a.End))
	})
}

// split says whether a finding or an anchor begins or ends within a figure.
func (w *walk) split(figure prose.Span) bool {
	i, _ := slices.BinarySearch(w.edges, figure.Start+1)
	return i < len(w.edges) && w.edges[i] < figure.End
}

// draw writes a span with its pieces. open holds the elements that are open, the outermost first; at each place where one
// begins or ends, those within the outermost that changes are closed, and what goes on is opened again.
func (w *walk) draw(span prose.Span) {
	var open, again []*piece
	next := 0
	for at := span.Start; ; {
		stop := span.End
		if next < len(w.pieces) {
			stop = min(stop, w.pieces[next].Start)
		}
		mute := false
		for _, p := range open {
			stop = min(stop, p.End)
			mute = mute || p.layer == layerObject
		}
		if stop = max(stop, at); !mute {
			w.text(w.doc.Text[at:stop])
		}
		at = stop
		depth, begins := len(open), next
		for i, p := range open {
			if p.End <= at {
				depth = i
				break
			}
		}
		for ; next < len(w.pieces) && w.pieces[next].Start <= at; next++ {
			for depth > 0 && open[depth-1].layer > w.pieces[next].layer {
				depth--
			}
		}
		if depth == len(open) && begins == next {
			return // at the end of the span
		}
		again = again[:0]
		framed := slices.ContainsFunc(open, func(p *piece) bool { return p.layer == layerWhole && p.End > at })
		for i := len(open) - 1; i >= depth; i-- {
			w.closePiece(open[i])
		}
		for _, p := range open[depth:] {
			switch {
			case p.End > at:
				again = append(again, p)
			case framed && w.numbered(p):
				w.waiting = append(w.waiting, p.n) // its number would split the figure, and no link may stand in another
			default:
				w.ended(p)
			}
		}
		open = open[:depth]
		for i := begins; i < next; i++ {
			if p := &w.pieces[i]; p.End > at {
				again = append(again, p)
			} else {
				w.ended(p) // nothing but a place
			}
		}
		slices.SortStableFunc(again, func(a, b *piece) int { return cmp.Compare(a.layer, b.layer) })
		for _, p := range again {
			w.openPiece(p)
			p.begun = true
		}
		open = append(open, again...)
	}
}

func (w *walk) openPiece(p *piece) {
	switch p.layer {
	case layerSentence:
		w.raw(`<span class="s"`)
		w.once(p, "s")
	case layerVoice:
		w.raw(`<span class="v">`)
	case layerFinding:
		f := &w.file.Findings[p.n]
		w.raw(`<mark class="`, w.concern(f).class, " ", gravity[f.Severity], `" data-f="`)
		w.number(p.n + 1)
		w.raw(`">`)
	case layerAnchor:
		w.raw(`<span class="a`)
		if w.settles[w.anchors[p.n]] {
			w.raw(" k")
		}
		w.raw(`"`)
		w.once(p, "a")
	case layerMarkup:
		switch m := &w.doc.Marks[p.n]; m.Kind {
		case prose.Strong:
			w.raw("<strong>")
		case prose.Emphasis:
			w.raw("<em>")
		case prose.Link:
			w.raw(`<span class="link">`)
		case prose.Citation:
			w.raw("<cite>")
		case prose.Address, prose.Footnote, prose.Code, prose.Image, prose.Comment:
			w.raw("<span>")
		}
	case layerFigure, layerWhole:
		w.figureOpening(p)
	case layerObject:
		if !p.begun {
			w.object(&w.doc.Marks[p.n])
		}
	}
}

// once gives an element its id the first time, and ends its tag.
func (w *walk) once(p *piece, kind markup) {
	if !p.begun {
		w.raw(` id="`)
		w.id(kind, p.n)
		w.raw(`"`)
	}
	w.raw(">")
}

func (w *walk) closePiece(p *piece) {
	switch p.layer {
	case layerSentence, layerVoice, layerAnchor:
		w.raw("</span>")
	case layerFinding:
		w.raw("</mark>")
	case layerMarkup:
		switch w.doc.Marks[p.n].Kind {
		case prose.Strong:
			w.raw("</strong>")
		case prose.Emphasis:
			w.raw("</em>")
		case prose.Citation:
			w.raw("</cite>")
		case prose.Link, prose.Address, prose.Footnote, prose.Code, prose.Image, prose.Comment:
			w.raw("</span>")
		}
	case layerFigure, layerWhole:
		if _, leads := w.figureSource(p.n); leads && p.goes {
			w.raw("</a>")
		} else {
			w.raw("</span>")
		}
	case layerObject:
	}
}

// ended writes what stands behind a piece that is over: the sign that leads to a finding's note, the arrow that follows
// a link. The words of a link lead nowhere themselves, for findings and figures stand in them, which lead elsewhere.
func (w *walk) ended(p *piece) {
	switch p.layer {
	case layerFinding:
		if w.numbered(p) {
			w.noteNumber(p.n)
		}
	case layerMarkup:
		if m := &w.doc.Marks[p.n]; m.Kind == prose.Link {
			w.outward(m.Target)
		}
	case layerFigure, layerWhole:
		if w.details.Figures[p.n].Cell == metrics.Unsourced {
			w.raw(`<span class="air" role="img" aria-label="no source">∅</span>`)
		}
		for _, n := range w.waiting {
			w.noteNumber(n)
		}
		w.waiting = w.waiting[:0]
	case layerSentence, layerAnchor:
		if !p.begun { // it is empty here, and something leads to it
			w.openPiece(p)
			w.closePiece(p)
		}
	case layerVoice, layerObject:
	}
}

// numbered says whether the number of a note stands behind a piece: that of a finding is in the block where it begins.
func (w *walk) numbered(p *piece) bool {
	return p.layer == layerFinding && w.doc.BlockAt(w.file.Findings[p.n].Span.Start) == w.doc.BlockAt(p.Start)
}

// noteNumber writes the sign and number that lead from the words of a finding to its note.
func (w *walk) noteNumber(n int) {
	c := w.concern(&w.file.Findings[n])
	w.raw(`<a class="r `, c.class, `" id="`)
	w.id("r", n+1)
	w.raw(`"`)
	w.leads("n", n+1)
	w.raw(` aria-label="note `)
	w.number(n + 1)
	w.raw(`">`, c.sign)
	w.number(n + 1)
	w.raw("</a>")
}

// concern is how the family of a finding is shown.
func (e *edition) concern(f *lint.Finding) *concern {
	return &concerns[e.rules[e.rule[f.Rule]].concern]
}

// figureSource is where the source of a figure stands, or the nearest to one that has none; leads is false where there is
// neither.
func (e *edition) figureSource(n int) (at prose.Span, leads bool) {
	f := &e.details.Figures[n]
	at = f.By
	if f.Cell == metrics.Unsourced {
		at = e.nearest[n]
	}
	return at, !at.Empty()
}

// figureOpening makes a figure a link to its source. One without leads to the nearest, and says that it is none of its own.
func (w *walk) figureOpening(p *piece) {
	class := markup("q")
	if w.details.Figures[p.n].Cell == metrics.Unsourced {
		class = "q orphan"
	}
	at, leads := w.figureSource(p.n)
	if !leads || p.begun {
		w.raw(`<span class="`, class, `">`)
		p.goes = false
		return
	}
	p.goes = true // an element that leads somewhere
	w.raw(`<a class="`, class, `"`)
	w.leads("a", w.edition.anchor[at])
	w.raw(">")
}

// object writes what stands in the text as one character: in the file it is code, an address, a picture, the mark of a note.
func (w *walk) object(m *prose.Mark) {
	switch m.Kind {
	case prose.Code:
		w.raw("<code>")
		w.text(shortened(bare(w.doc.Locate(m.Span).Text)))
		w.raw("</code>")
	case prose.Address:
		w.raw(`<span class="link">`)
		w.text(shortened(cmp.Or(m.Target, w.doc.Locate(m.Span).Text)))
		w.raw("</span>")
		w.outward(m.Target)
	case prose.Footnote:
		w.footnote(m.Target)
	case prose.Image:
		w.raw(`<span class="image">picture`)
		if m.Target != "" && !strings.HasPrefix(m.Target, "data:") {
			w.raw(": ")
			w.text(shortened(m.Target))
		}
		w.raw("</span>")
	case prose.Citation:
		w.raw("<cite>")
		w.text(shortened(w.doc.Locate(m.Span).Text))
		w.raw("</cite>")
	case prose.Comment: // its author meant it to be unseen
	case prose.Link, prose.Strong, prose.Emphasis:
		w.text(prose.Object)
	}
}

// footnote writes the mark of a note, which leads to it where it stands in the text.
func (w *walk) footnote(label string) {
	w.raw("<sup>")
	block, known := w.notes[label]
	if known {
		w.raw(`<a class="noteref"`)
		w.leads("b", block)
		w.raw(">")
	}
	w.text(label)
	if known {
		w.raw("</a>")
	}
	w.raw("</sup>")
}

// outward writes an arrow that leads to an address of the web. Other schemes, javascript: among them, are not led to.
func (e *edition) outward(target string) {
	u, err := url.Parse(strings.TrimSpace(target))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return
	}
	e.raw(`<a class="out" rel="noopener noreferrer nofollow" href="`)
	e.attribute(u.String())
	e.raw(`" aria-label="leads to `)
	e.attribute(visible(u.Host))
	e.raw(`">↗</a>`)
}

// mostShown bounds how much of an address or a stretch of code is shown, in bytes.
const mostShown = 400

func shortened(s string) string {
	if len(s) <= mostShown {
		return s
	}
	return s[:boundary(s, mostShown)] + "…"
}

// bare is code without its marks: the backticks of Markdown, the tags of HTML.
func bare(s string) string {
	if t := strings.Trim(s, "`"); t != s {
		return strings.TrimSpace(t)
	}
	var b strings.Builder
	for s != "" {
		text, rest, found := strings.Cut(s, "<")
		b.WriteString(text)
		if !found {
			break
		}
		_, s, found = strings.Cut(rest, ">")
		if !found {
			return "<" + rest
		}
	}
	return html.UnescapeString(strings.TrimSpace(b.String()))
}
