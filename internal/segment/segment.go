// Package segment cuts blocks into sentences and sentences into tokens. It works on Text alone and knows no markup.
package segment

import (
	"unicode"
	"unicode/utf8"

	"github.com/sayso-lint/sayso/prose"
)

// Document fills the sentences of every block. After it the document is frozen.
func Document(d *prose.Document) {
	for i := range d.Blocks {
		b := &d.Blocks[i]
		if b.Kind == prose.Furniture {
			continue
		}
		b.Sentences = sentences(d.Text, b.Span)
	}
}

// Tokens cuts text[span] into tokens.
func Tokens(text string, span prose.Span) []prose.Token {
	var out []prose.Token
	for i := span.Start; i < span.End; {
		r, n := utf8.DecodeRuneInString(text[i:span.End])
		if unicode.IsSpace(r) {
			i += n
			continue
		}
		j := i + n
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			for j < span.End {
				r, n := utf8.DecodeRuneInString(text[j:span.End])
				if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) {
					break
				}
				j += n
			}
		}
		out = append(out, prose.Token{Span: prose.Span{Start: i, End: j}, Word: prose.WordOf(text[i:j])})
		i = j
	}
	return out
}

func sentences(text string, span prose.Span) []prose.Sentence {
	toks := Tokens(text, span)
	var out []prose.Sentence
	first := 0
	for i, t := range toks {
		s := text[t.Start:t.End]
		if i == len(toks)-1 || ((s == "." || s == "?" || s == "!") && toks[i+1].Start > t.End) {
			out = append(out, prose.Sentence{Span: prose.Span{Start: toks[first].Start, End: t.End}, Tokens: toks[first : i+1]})
			first = i + 1
		}
	}
	return out
}
