package prose

import (
	"cmp"
	"slices"
	"strings"
)

// Builder makes a Document while its source is read from front to back. Readers call it; nobody else.
//
// Text grows with Copy, Replace and Object between OpenBlock and CloseBlock. A block comes into being with its first
// byte, so one that stays without text never was.
type Builder struct {
	doc         *Document
	text        strings.Builder
	next        Block // opened, still without text where fresh
	open, fresh bool
	at          int // up to where the source has been read
}

// NewBuilder starts a document over a decoded source.
func NewBuilder(path, format string, src Source) *Builder {
	b := &Builder{doc: &Document{Path: path, Format: format, Meta: map[string]string{}, source: src}}
	b.text.Grow(len(src.Text))
	b.doc.Blocks = make([]Block, 0, len(src.Text)/blockBytes+1)
	return b
}

// blockBytes is about how many bytes of a file a paragraph of prose takes.
const blockBytes = 200

// Document gives access to the fields that a reader sets beside the text: Lang, Title, Meta.
func (b *Builder) Document() *Document { return b.doc }

// Len is the length of Text so far: where the next byte of an open block will stand, once the block has one.
func (b *Builder) Len() int { return b.text.Len() }

// OpenBlock starts a block; an open one is closed. Span and Sentences of blk are ignored.
func (b *Builder) OpenBlock(blk Block) {
	b.CloseBlock()
	blk.Sentences = nil
	b.next = blk
	b.open, b.fresh = true, true
}

// InBlock tells whether a block is open.
func (b *Builder) InBlock() bool { return b.open }

// Begun tells whether the open block has text already.
func (b *Builder) Begun() bool { return b.open && !b.fresh }

// CloseBlock ends the open block, if any.
func (b *Builder) CloseBlock() {
	if b.Begun() {
		b.doc.Blocks[len(b.doc.Blocks)-1].End = b.text.Len()
	}
	b.open, b.fresh = false, false
}

// ahead makes room in a list that is full for what the rest of the source will add to it if it is like what has been read: a
// list that grows by quarters leaves five times its size behind.
func ahead[T any](b *Builder, list []T) []T {
	if len(list) < cap(list) {
		return list
	}
	n := len(list)
	whole := n * len(b.doc.source.Text) / max(b.at, 1)
	return slices.Grow(list, min(max(whole+whole/16-n, n/8), n)+16)
}

// begin brings the open block into being, for what is read at a place of the source.
func (b *Builder) begin(at int) {
	b.at = at
	if !b.open {
		b.OpenBlock(Block{})
	}
	if !b.fresh {
		return
	}
	if b.text.Len() > 0 {
		b.text.WriteString("\n\n")
	}
	b.next.Span = Span{b.text.Len(), b.text.Len()}
	b.doc.Blocks = append(ahead(b, b.doc.Blocks), b.next)
	b.fresh = false
}

// Copy appends source bytes [from, to) as they are. Without an open block it opens a paragraph.
func (b *Builder) Copy(from, to int) {
	if from >= to {
		return
	}
	b.begin(from)
	b.doc.table.runs = ahead(b, b.doc.table.runs)
	b.doc.table.Copy(b.text.Len(), from)
	b.text.WriteString(b.doc.source.Text[from:to])
}

// Replace appends text that stands for source bytes [from, to): an entity, an escape, a line break.
func (b *Builder) Replace(from, to int, text string) {
	if text == "" {
		return
	}
	b.begin(from)
	b.doc.table.runs = ahead(b, b.doc.table.runs)
	b.doc.table.Replace(b.text.Len(), from, to-from)
	b.text.WriteString(text)
}

// Object appends one Object for source bytes [from, to) and marks it.
func (b *Builder) Object(from, to int, kind MarkKind, target string) {
	b.begin(from)
	at := b.text.Len()
	b.Replace(from, to, Object)
	b.Mark(Span{at, b.text.Len()}, kind, target)
}

// Mark adds a mark over text already appended. Marks may come in any order.
func (b *Builder) Mark(s Span, kind MarkKind, target string) {
	b.doc.Marks = append(ahead(b, b.doc.Marks), Mark{Span: s, Kind: kind, Target: target})
}

// Build ends the document.
func (b *Builder) Build() *Document {
	b.CloseBlock()
	b.doc.Text = b.text.String()
	sortMarks(b.doc.Marks)
	return b.doc
}

func sortMarks(m []Mark) {
	slices.SortStableFunc(m, func(a, b Mark) int { return cmp.Compare(a.Start, b.Start) })
}
