package prose

import (
	"sort"
	"strings"
	"sync/atomic"
	"unicode"
	"unicode/utf8"
)

// Object stands in Text for what is in the sentence without being words: U+FFFC, as Unicode means it.
const Object = "\uFFFC"

// Span is a half-open range of bytes of Document.Text.
type Span struct{ Start, End int }

// Len is the number of bytes.
func (s Span) Len() int { return s.End - s.Start }

// Empty tells whether the span holds no byte. The zero Span is empty and means "nowhere" in optional fields.
func (s Span) Empty() bool { return s.End <= s.Start }

// Contains tells whether all of o lies in s.
func (s Span) Contains(o Span) bool { return s.Start <= o.Start && o.End <= s.End }

// Overlaps tells whether the two share a byte.
func (s Span) Overlaps(o Span) bool { return s.Start < o.End && o.Start < s.End }

// Join is the smallest span that holds both; an empty one adds nothing.
func (s Span) Join(o Span) Span {
	switch {
	case s.Empty():
		return o
	case o.Empty():
		return s
	}
	return Span{min(s.Start, o.Start), max(s.End, o.End)}
}

// Kind is what a block is in its document.
type Kind uint8

// The kinds of block, in the words of `sayso dump`.
const (
	Paragraph Kind = iota
	Heading
	ListItem
	Quote // a block quotation: somebody else's words
	Cell
	Caption
	Note      // a footnote's or endnote's definition
	Furniture // byline, reading time, share bar, comment form: no finding, and it ends no sentence
)

var kindNames = [...]string{"paragraph", "heading", "list-item", "quote", "cell", "caption", "note", "furniture"}

func (k Kind) String() string { return kindNames[k] }

// Document is one text as it was read. Nobody changes it after reading and segmentation.
type Document struct {
	Path   string // as the user named it; slashes as the system has them
	Format string // "text", "markdown", "html"
	Lang   string // ISO 639-1 of the document as a whole; "" where unknown
	Title  string // from front matter, <title> or the first heading; may be empty
	// Meta holds the scalars of the front matter or <meta> tags, keys in lower case: date, author, lang, as-of …
	Meta   map[string]string
	Text   string  // UTF-8, blocks separated by "\n\n", without the source's markup
	Blocks []Block // in order, not overlapping, none empty
	Marks  []Mark  // in order of Span.Start

	source Source
	table  Offsets // Text → source.Text
	index  *lineIndex
	asked  atomic.Int32 // the block asked about last: most questions come in runs about one
	facts  []known
}

// Block is a stretch of Text that ends every sentence in it.
type Block struct {
	Span
	Kind Kind
	// Level is the depth of a heading (1–6), a list item or a quotation (from 1), and the row of a cell (0 is the head).
	Level int
	// Column is the column of a cell, from 0; List numbers the list or table that an item or cell belongs to, from 1.
	Column, List int
	Label        string // what a note is called where it is referred to: "1", "meyer"
	Lang         string // ISO 639-1; "" as the document
	Sentences    []Sentence
}

// Prose tells whether rules look at the block unless they ask for others.
func (b *Block) Prose() bool { return b.Kind != Furniture }

// Sentence is a stretch of one block; it starts and ends with a token, blanks between sentences belong to none.
type Sentence struct {
	Span
	Tokens []Token
}

// Token is a word, a number, a mark of punctuation or an Object. Clitics stand alone (do n't, ministry 's); hyphenated
// words are one token (must-win), abbreviations keep their full stop (U.S., Dr.).
type Token struct {
	Span
	Word uint64 // WordOf its text
}

// MarkKind is what a mark in the source means for its words.
type MarkKind uint8

// The kinds of mark.
const (
	Link     MarkKind = iota // Span: the words of the link; Target: where it leads
	Address                  // Span: one Object, a bare address; Target: the address
	Footnote                 // Span: one Object, the reference; Target: Label of the note
	Code                     // Span: one Object
	Image                    // Span: one Object; Target: its address
	Comment                  // Span: one Object; Target: what the comment says
	Strong                   // Span: the words in bold
	Emphasis                 // Span: the words in italics
	Citation                 // Span: words or an Object that the source itself marks as a citation (<cite>, [@key]); Target: key
)

// Mark is a piece of markup that matters to a reader.
type Mark struct {
	Span
	Kind   MarkKind
	Target string
}

// Slice is the text of s.
func (d *Document) Slice(s Span) string { return d.Text[s.Start:s.End] }

// BlockAt is the index of the block that holds offset, or of the last one before it; -1 before the first.
func (d *Document) BlockAt(offset int) int {
	if b := int(d.asked.Load()); b < len(d.Blocks) && d.Blocks[b].Start <= offset && (b+1 == len(d.Blocks) || offset < d.Blocks[b+1].Start) {
		return b
	}
	b := sort.Search(len(d.Blocks), func(i int) bool { return d.Blocks[i].Start > offset }) - 1
	d.asked.Store(int32(max(b, 0)))
	return b
}

// SentenceAt is the block and, in it, the sentence that holds offset, or the last one before it. The second is -1 where
// the block has no sentence at or before offset, both are where no block is.
func (d *Document) SentenceAt(offset int) (block, sentence int) {
	block = d.BlockAt(offset)
	if block < 0 {
		return -1, -1
	}
	ss := d.Blocks[block].Sentences
	return block, sort.Search(len(ss), func(i int) bool { return ss[i].Start > offset }) - 1
}

// TokensIn are the indices, half-open, of the tokens of s that overlap span.
func (s *Sentence) TokensIn(span Span) (first, last int) {
	t := s.Tokens
	first, end := 0, len(t)
	for first < end {
		if mid := int(uint(first+end) >> 1); t[mid].End > span.Start {
			end = mid
		} else {
			first = mid + 1
		}
	}
	for last = first; last < len(t) && t[last].Start < span.End; last++ {
		if last == first+few { // a long span, or a long sentence
			return first, first + sort.Search(len(t)-first, func(i int) bool { return t[first+i].Start >= span.End })
		}
	}
	return first, last
}

// few is how many tokens are looked at one by one.
const few = 8

// Words is the number of words among tokens: of those that begin with a letter or a digit.
func (d *Document) Words(tokens []Token) (n int) {
	text, seen := d.Text, byte(0)
	for i := range tokens {
		c := text[tokens[i].Start]
		n += int(beginsWord[c])
		seen |= c
	}
	if seen < utf8.RuneSelf {
		return n
	}
	const marks = "\xE2\x80" // begin U+2000 to U+203F: quotation marks, dashes and blanks
	for i := range tokens {
		if t := text[tokens[i].Start:]; t[0] >= utf8.RuneSelf && !strings.HasPrefix(t, marks) {
			if r, _ := utf8.DecodeRuneInString(t); unicode.IsLetter(r) || unicode.IsDigit(r) {
				n++
			}
		}
	}
	return n
}

// beginsWord has 1 for the letters and digits of ASCII.
var beginsWord = func() (is [256]uint8) {
	for _, c := range "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ" {
		is[c] = 1
	}
	return is
}()

// MarksIn are the marks that overlap span, or touch it in the case of an empty one.
func (d *Document) MarksIn(span Span) []Mark {
	if len(d.Marks) == 0 {
		return nil // plain text
	}
	// Marks may nest, so the first that ends after span.Start is found by walking back over a bounded few: links and
	// emphasis stay inside one block.
	lo := sort.Search(len(d.Marks), func(i int) bool { return d.Marks[i].Start >= span.Start })
	block := d.BlockAt(span.Start)
	for lo > 0 && block >= 0 && d.Marks[lo-1].Start >= d.Blocks[block].Start {
		lo--
	}
	var in []Mark
	for _, m := range d.Marks[lo:] {
		if m.Start >= span.End {
			break
		}
		if m.Overlaps(span) {
			in = append(in, m)
		}
	}
	return in
}
