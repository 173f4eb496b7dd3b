package report

import (
	"unicode/utf8"

	"github.com/sayso-lint/sayso/prose"
)

// source finds the bytes of a line that positions of a document mean.
type source struct {
	doc   *prose.Document
	marks map[int][]int // of long lines, by number: the byte where every stride-th code point starts
}

// stride is how many code points lie between two marks. Counting a column from the start of its line would make a
// megabyte on one line quadratic in the number of findings.
const stride = 512

func newSource(d *prose.Document) *source { return &source{doc: d, marks: map[int][]int{}} }

// byteOf is the byte of the line at a position; the line's length behind its last column.
func (s *source) byteOf(p prose.Position) int {
	line, points := s.doc.Line(p.Line), p.Column-1
	at := 0
	if len(line) > 4*stride {
		marks, known := s.marks[p.Line]
		if !known {
			marks = marksOf(line)
			s.marks[p.Line] = marks
		}
		m := min(points/stride, len(marks)-1)
		at, points = marks[m], points-m*stride
	}
	for ; at < len(line) && points > 0; points-- {
		if line[at] < utf8.RuneSelf {
			at++
			continue
		}
		_, size := utf8.DecodeRuneInString(line[at:])
		at += size
	}
	return at
}

func marksOf(line string) []int {
	var marks []int
	n := 0
	for i := range line {
		if n%stride == 0 {
			marks = append(marks, i)
		}
		n++
	}
	return marks
}

// stretch is part of one line: the words in question, and the sentence they stand in as far as it is on the line.
type stretch struct {
	number          int // of the line, from 1
	words, sentence prose.Span
}

// stretches are the lines of a span, at most most of them: of more, the first ones and the last.
func (s *source) stretches(span prose.Span, most int) []stretch {
	at := s.doc.Locate(span)
	first, last := at.Start.Line, at.End.Line
	if at.End.Column == 1 && last > first {
		last-- // the end of the line before is all there is of it
	}
	left, right := s.doc.Locate(s.sentence(span.Start)), s.doc.Locate(s.sentence(max(span.Start, span.End-1)))
	var out []stretch
	for n := first; n <= last; n++ {
		if n-first >= most-1 && n < last {
			n = last
		}
		end := len(s.doc.Line(n))
		x := stretch{number: n, words: prose.Span{End: end}, sentence: prose.Span{End: end}}
		if n == first {
			x.words.Start = s.byteOf(at.Start)
		}
		if n == at.End.Line {
			x.words.End = max(s.byteOf(at.End), x.words.Start)
		}
		if n == left.Start.Line {
			x.sentence.Start = min(s.byteOf(left.Start), x.words.Start)
		}
		if n == right.End.Line {
			x.sentence.End = max(s.byteOf(right.End), x.words.End)
		}
		out = append(out, x)
	}
	return out
}

// sentence is the one that holds offset, or the block where there is none.
func (s *source) sentence(offset int) prose.Span {
	b, n := s.doc.SentenceAt(offset)
	switch {
	case b < 0:
		return prose.Span{Start: offset, End: offset}
	case n < 0:
		return s.doc.Blocks[b].Span
	}
	return s.doc.Blocks[b].Sentences[n].Span
}
