// Package segment cuts blocks into sentences and sentences into tokens. It works on Text alone and knows no markup.
//
// Tokens follow the Penn Treebank (Marcus et al. 1993) with the words of running text kept whole: clitics stand alone
// (do n't, ministry 's), hyphenated words do not come apart. Sentences follow rules, not a trained model: a rule can be
// read, it costs nothing to load, and on edited prose, which is what sayso is for, the two are equally good.
package segment

import (
	"strings"

	"github.com/sayso-lint/sayso/prose"
)

// Document fills the sentences of every block. After it the document is frozen.
func Document(d *prose.Document) {
	var a arena
	for i := range d.Blocks {
		b := &d.Blocks[i]
		if b.Kind == prose.Furniture {
			continue
		}
		lang := b.Lang
		if lang == "" {
			lang = d.Lang
		}
		b.Sentences = a.block(d.Text, b.Span, languageOf(lang))
	}
	divideBlocks(d)
}

// longestBlock is after how many tokens a block ends with the next sentence: some forty pages of a book without a paragraph.
// All that looks at a whole block for each hit in it stays linear in the text because of this bound.
const longestBlock = 8000

// divideBlocks cuts blocks that are longer. Between the pieces stands in Text what stood between their sentences, and no
// empty line.
func divideBlocks(d *prose.Document) {
	for i := range d.Blocks {
		if _, long := division(d.Blocks[i].Sentences); !long {
			continue
		}
		blocks := append([]prose.Block(nil), d.Blocks[:i]...)
		for _, b := range d.Blocks[i:] {
			for {
				n, long := division(b.Sentences)
				if !long {
					break
				}
				piece := b
				piece.Sentences, b.Sentences = b.Sentences[:n:n], b.Sentences[n:]
				piece.End, b.Start = piece.Sentences[n-1].End, b.Sentences[0].Start
				blocks = append(blocks, piece)
			}
			blocks = append(blocks, b)
		}
		d.Blocks = blocks
		return
	}
}

// division is how many of a block's sentences stay together; long is false for all of them.
func division(sentences []prose.Sentence) (n int, long bool) {
	tokens := 0
	for i := range sentences {
		if tokens >= longestBlock {
			return i, true
		}
		tokens += len(sentences[i].Tokens)
	}
	return len(sentences), false
}

// Tokens cuts text[span] into tokens.
func Tokens(text string, span prose.Span) []prose.Token {
	s := scanner{text: text[:span.End], start: span.Start, cut: nowhere}
	s.tokens = make([]prose.Token, 0, span.Len()/tokenBytes+8)
	s.scan(span.Start)
	return s.tokens
}

// arena hands out the tokens and sentences of a document from few large pieces: one allocation a block would be the
// greater part of the work for a text of short paragraphs.
type arena struct {
	tokens    []prose.Token
	sentences []prose.Sentence
	ends      []int
}

const (
	tokenBytes    = 4  // less than the bytes of text a token takes in any European language, its blank included
	sentenceBytes = 64 // likewise a sentence in edited prose
	leastPiece    = 256
)

func (a *arena) block(text string, span prose.Span, lang language) []prose.Sentence {
	if want := span.Len()/tokenBytes + 8; cap(a.tokens) < want {
		a.tokens = make([]prose.Token, 0, max(want, min(leastPiece*16, (len(text)-span.Start)/tokenBytes+8)))
	}
	s := scanner{text: text[:span.End], start: span.Start, lang: lang, cut: nowhere, tokens: a.tokens[:0], ends: a.ends[:0]}
	s.lines = unmarkedList(text[span.Start:span.End])
	s.scan(span.Start)
	s.end()
	// Where the tokens outgrew the piece, append has moved this block's tokens alone, and what is left of the new piece
	// serves the next block.
	a.tokens = s.tokens[len(s.tokens):]

	if len(s.ends) == 0 {
		a.ends = s.ends
		return nil
	}
	s.divide()
	a.ends = s.ends
	if cap(a.sentences) < len(s.ends) {
		a.sentences = make([]prose.Sentence, 0, max(len(s.ends), min(leastPiece, (len(text)-span.Start)/sentenceBytes+1)))
	}
	out := a.sentences[:0]
	from := 0
	for _, to := range s.ends {
		out = append(out, prose.Sentence{
			Span:   prose.Span{Start: s.tokens[from].Start, End: s.tokens[to-1].End},
			Tokens: s.tokens[from:to:to],
		})
		from = to
	}
	a.sentences = out[len(out):]
	return out[:len(out):len(out)]
}

// longest is the most tokens of a sentence. The longest ones of edited prose stay below 300; what goes on for more is a list
// without marks, a dump or an attack. All that looks at a whole sentence for each hit in it may do so, and stays linear
// in the text, because of this bound; the price is that a claim and its source may be parted in a sentence nobody reads.
const longest = 400

// divide cuts sentences that are longer than the longest: behind the last comma, semicolon or the like in the second half
// of what one may hold, else before the last word behind a blank, else anywhere.
func (s *scanner) divide() {
	from := 0
	for i, to := range s.ends {
		if to-from <= longest {
			from = to
			continue
		}
		ends := append([]int(nil), s.ends[:i]...)
		for _, to := range s.ends[i:] {
			for to-from > longest {
				from = s.breach(from)
				ends = append(ends, from)
			}
			ends, from = append(ends, to), to
		}
		s.ends = ends
		return
	}
}

// breach is the token before which the sentence that begins with token from is cut.
func (s *scanner) breach(from int) int {
	apart := 0
	for n := from + longest; n > from+longest/2; n-- {
		before, t := s.tokens[n-1], s.tokens[n]
		if before.End == t.Start {
			continue
		}
		switch s.text[before.End-1] {
		case ',', ';', ':', '-', ')':
			return n
		}
		apart = max(apart, n)
	}
	if apart > 0 {
		return apart
	}
	return from + longest
}

// unmarkedList tells whether the lines of a block stand for themselves: three or more short ones, none of which ends
// like a sentence or in the middle of one. Any other line break is soft and counts as a blank.
func unmarkedList(block string) bool {
	const short = 50 // bytes
	if !strings.Contains(block, "\n") {
		return false
	}
	n := 0
	for line := range strings.SplitSeq(block, "\n") {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		if len(line) > short || strings.ContainsAny(line[len(line)-1:], ".?!,;-") {
			return false
		}
		n++
	}
	return n >= 3
}
