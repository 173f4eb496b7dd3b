package metrics

import (
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/quantity"
	"github.com/sayso-lint/sayso/voice"
)

// sentence is the one under measure, its words looked up once for all that is asked about them.
type sentence struct {
	*prose.Sentence
	text         string // of the document
	block, index int
	is           []class // of its tokens
	any          class   // of all of them
	numbers      []quantity.Quantity
	asks         bool
	// In depth:
	by        prose.Span
	judges    bool // in the author's voice, more than roughly
	foretells int  // index in Forecasts; -1
	advises   int  // index in Prescriptions; -1
	dates     bool
	cited     []voice.Citation
}

// turn makes a sentence the one under measure.
func (m *measuring) turn(b, s int) {
	at := &m.doc.Blocks[b].Sentences[s]
	is, all := m.now.is, class(0)
	if len(at.Tokens) > cap(is) {
		is = make([]class, len(at.Tokens), 2*len(at.Tokens))
	}
	is = is[:len(at.Tokens)]
	m.words.Look(at.Tokens, is)
	for _, c := range is {
		all |= c
	}
	m.now = sentence{
		Sentence: at, text: m.doc.Text, block: b, index: s, is: is, any: all, numbers: m.quantity.Sentence(b, s), asks: asks(m.doc, at),
		foretells: -1, advises: -1,
	}
}

// at is the class of token i, 0 where there is none.
func (s *sentence) at(i int) class {
	if i < 0 || i >= len(s.is) {
		return 0
	}
	return s.is[i]
}

// first is the first byte of token i.
func (s *sentence) first(i int) byte { return s.text[s.Tokens[i].Start] }

// lower tells whether token i is a word in lower case.
func (s *sentence) lower(i int) bool {
	return i < len(s.Tokens) && s.first(i) >= 'a' && s.first(i) <= 'z'
}

// asks tells whether a sentence ends in a question mark, closing quotation marks and brackets aside.
func asks(d *prose.Document, s *prose.Sentence) bool {
	for i := len(s.Tokens) - 1; i >= 0; i-- {
		switch d.Slice(s.Tokens[i].Span) {
		case "?", "?!", "!?", "??":
			return true
		case `"`, "”", "’", "'", ")", "]", "»", "*", "_":
		default:
			return false
		}
	}
	return false
}
