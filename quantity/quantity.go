// Package quantity says what a number is: a share, a sum, a count that states a fact and wants a source, or a date, an
// age, a section number, part of a name, an idiom that does not.
//
// It reads digits and number words alike, finds the approximator before and the unit or counted noun behind, and judges
// nothing about sources: voice and the rules do that. Words are English (en/*.txt); digits, signs and symbols are read
// in any language, with the comma for thousands and the point for decimals.
//
// A number is read with its neighbours: what touches it (F-16, $3-5bn), what names it (section 4.2), what it counts (nine
// sailors), how the sentence means it (if 100 people …). No part of speech is asked for, because tagging costs more
// than all else here: a number above one has a plural behind it, and closed classes of words end its noun phrase.
package quantity

import (
	"iter"
	"strings"
	"unicode/utf8"

	"github.com/sayso-lint/sayso/prose"
)

// Kind is what a number counts or names.
type Kind uint8

// The kinds, in the words of `sayso dump`. Those up to Duration may be figures; the rest never are.
const (
	Percent  Kind = iota // 41 percent, 41 %, two percentage points
	Money                // $90 million, two billion euros
	Count                // 300 boats, dozens of villages, a 58-42 majority
	Ratio                // one in three, three to one, two thirds of, half of the herd, five times larger
	Rank                 // third-largest, ranks third
	Change               // doubled, a fourfold rise
	Rate                 // 12 per 1,000, 80 km/h
	Range                // between 800 and 1,100
	Measure              // 40 km, 3 degrees
	Duration             // eleven weeks
	Date
	Time
	Age
	Ordinal
	Section // section 4.2, Table 2, page 9
	Name    // G20, F-16, Resolution 1325
	Score   // 3-1
	Phone
	Enumeration // three reasons: …
	Idiom       // a thousand cuts, second to none
)

var kindNames = [...]string{
	"percent", "money", "count", "ratio", "rank", "change", "rate", "range", "measure", "duration",
	"date", "time", "age", "ordinal", "section", "name", "score", "phone", "enumeration", "idiom",
}

func (k Kind) String() string { return kindNames[k] }

// Quantity is one number in the text.
type Quantity struct {
	// Span is the number with its unit, rate base or counted noun ("41 percent of returnees" is "41 percent"; "18,000
	// people"; "ranks third"; "between 800 and 1,100 men"); an approximator is left out.
	prose.Span
	Number prose.Span // the digits or number words alone, both ends of a range and both parts of a ratio; scale words too
	Approx prose.Span // "some", "almost", "an estimated"; empty where there is none
	Noun   prose.Span // the counted noun or the unit; empty where there is none
	Kind   Kind
	// Figure: it states a fact about the world that wants a source. What is supposed or asked, counts what the text itself
	// lists or a set already known ("the three men"), or can be worked out from dates ("for two decades") does not.
	// How small or how public a count is, is for the rules to weigh.
	Figure          bool
	Value           float64 // of the number as written, 0 where it has none ("dozens"); a range has its lower end
	Upper           float64 // the upper end of a range, 0 of all else; percentages and sums keep their own Kind in a range
	Whole           float64 // what the value is a part of, where the text says so: the 10 of 4 in 10
	Exact           bool    // written in digits or as a plain number word, not "dozens"
	Block, Sentence int
}

// Layer is every number of one document, found sentence by sentence when asked for.
type Layer struct {
	doc   *prose.Document
	found *prose.BySentence[[]Quantity]
	scan  scanner
}

// nobody is what a sentence without numbers has.
var nobody []Quantity

var fact = prose.NewBlocksFact(newLayer, func(mine, theirs *Layer, first, last int) {
	mine.found.Adopt(theirs.found, first, last)
}).Settled()

func newLayer(d *prose.Document) *Layer {
	return &Layer{doc: d, found: prose.NewBySentence[[]Quantity](d), scan: scanner{lex: english(), doc: d.Text}}
}

// Of is the layer of a document.
func Of(d *prose.Document) *Layer { return fact.Of(d) }

// Sentence lists the numbers of one sentence in order. The slice is shared: do not change it.
func (l *Layer) Sentence(block, sentence int) []Quantity {
	at := l.found.Of(block, sentence)
	if at != nil {
		return *at
	}
	numbers := l.read(block, sentence)
	if len(numbers) == 0 {
		l.found.Share(block, sentence, &nobody)
	} else {
		*l.found.Put(block, sentence) = numbers
	}
	return numbers
}

func (l *Layer) read(block, sentence int) []Quantity {
	b := &l.doc.Blocks[block]
	sent := &b.Sentences[sentence]
	if b.Kind == prose.Furniture || !l.numbered(sent) {
		return nil
	}
	s := &l.scan
	// Numbers live in chunks, so that a document of many copies none of them as it grows.
	if cap(s.out)-len(s.out) < 16 {
		s.out = make([]Quantity, 0, min(max(2*cap(s.out), 16), 1024))
	}
	s.block, s.sentence, s.heading = block, sentence, b.Kind == prose.Heading
	from := len(s.out)
	s.find(sent)
	if len(s.out) == from {
		return nil
	}
	return s.out[from:len(s.out):len(s.out)]
}

// numbered tells whether any token of a sentence wakes the scanner. Units of time wake it only behind an article ("a
// child a minute"): they are too common otherwise.
func (l *Layer) numbered(sent *prose.Sentence) bool {
	text, x := l.doc.Text, l.scan.lex
	plain := !figured(text[sent.Start:sent.End])
	for i := range sent.Tokens {
		t := &sent.Tokens[i]
		if x.waking.may(t.Word) {
			c := x.words.Of(t.Word).class
			if c&wakes != 0 || c&(timeUnit|calendarUnit) != 0 && i > 0 && articles.Has(sent.Tokens[i-1].Word) {
				return true
			}
		}
		if !plain && x.numeric(text[t.Start:t.End]) {
			return true
		}
	}
	return false
}

var articles = prose.WordsOf("a an every")

// Wakes tells whether a token could be a number, hold one or begin one; word is its hash, text it. It is cheap enough to
// ask of every token: most cost one look into a table and a look at their bytes for a digit or a hyphen. What it answers
// true for need be no number (second, hour); where it answers false for all tokens of a sentence, Sentence is empty.
func Wakes(word uint64, text string) bool {
	x := english()
	return x.words.Of(word).class&(wakes|timeUnit|calendarUnit) != 0 || x.numeric(text)
}

// figured tells whether a text holds a byte of those that make a word a number by how it is written: a digit, a hyphen,
// or something beyond ASCII. It takes eight bytes at a time: every sentence is asked.
func figured(text string) bool {
	const each, top = 0x0101010101010101, 0x8080808080808080
	for ; len(text) >= 8; text = text[8:] {
		x := uint64(text[0]) | uint64(text[1])<<8 | uint64(text[2])<<16 | uint64(text[3])<<24 | uint64(text[4])<<32 | uint64(text[5])<<40 | uint64(text[6])<<48 | uint64(text[7])<<56
		// A byte less '0' is below ten where it was a digit; one less '-' is nothing where it was a hyphen.
		if x&top != 0 || ^((x^'0'*each)+(0x80-10)*each)&top != 0 || ^((x^'-'*each)+0x7F*each)&top != 0 {
			return true
		}
	}
	for i := range len(text) {
		if c := text[i]; isDigit(c) || c == '-' || c >= utf8.RuneSelf {
			return true
		}
	}
	return false
}

// numeric tells whether a token is written like a number, or like something that holds one.
func (x *lexicon) numeric(text string) bool {
	parted := false // a token may be a megabyte of hyphens, and is taken apart once
	for i := range len(text) {
		c := text[i]
		if isDigit(c) {
			return true
		}
		if c == '-' && !parted {
			if parted = true; x.hyphenated(text) {
				return true
			}
		}
		if c >= utf8.RuneSelf && x.foreign(text[i:]) {
			return true
		}
	}
	return false
}

// hyphenated tells whether a part of a hyphenated token wakes: two-thirds, third-largest, mid-nineties.
func (x *lexicon) hyphenated(text string) bool {
	for part := range strings.SplitSeq(text, "-") {
		if x.words.Of(prose.WordOf(part)).class&wakes != 0 {
			return true
		}
	}
	return false
}

// foreign tells whether text beyond ASCII holds a vulgar fraction or a hyphen of Unicode.
func (x *lexicon) foreign(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	if _, ok := vulgar[r]; ok {
		return true
	}
	return markOf(r) == markDash
}

// In lists the numbers that overlap span.
func (l *Layer) In(span prose.Span) []Quantity {
	var in []Quantity
	block, sentence := l.doc.SentenceAt(span.Start)
	block, sentence = max(block, 0), max(sentence, 0)
	for ; block < len(l.doc.Blocks); block++ {
		ss := l.doc.Blocks[block].Sentences
		for ; sentence < len(ss); sentence++ {
			if ss[sentence].Start >= span.End {
				return in
			}
			for _, q := range l.Sentence(block, sentence) {
				if q.Overlaps(span) {
					in = append(in, q)
				}
			}
		}
		sentence = 0
	}
	return in
}

// All goes through every number of the document in order; furniture has none. The numbers are shared: do not change them.
func (l *Layer) All() iter.Seq[*Quantity] {
	return func(yield func(*Quantity) bool) {
		for b := range l.doc.Blocks {
			for s := range l.doc.Blocks[b].Sentences {
				numbers := l.Sentence(b, s)
				for i := range numbers {
					if !yield(&numbers[i]) {
						return
					}
				}
			}
		}
	}
}
