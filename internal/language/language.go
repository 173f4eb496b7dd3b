// Package language tells which language a document is in, and which of its blocks are in another one.
//
// What the user configured holds; then what the document says of itself; then a vote of function words, of letters and
// of scripts. Only where the vote is unsure, and the text is long enough for it, lingua-go is asked, once a document:
// it costs half a second and 75 MB on first use. No other package imports it.
//
// The package runs before segmentation and looks at no more than a sample of each document and of each block.
package language

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sayso-lint/sayso/prose"
)

// Fallback is the language of a text that tells nothing: the rules are English first.
const Fallback = "en"

// Sizes in bytes of text.
const (
	documentSample = 4096
	pieces         = 8 // the document's sample is taken in so many places, so that a preface does not speak for all
	blockSample    = 1024
	glance         = 160 // of a block, enough to see that it is in the document's language
	shortestBlock  = 60  // a shorter one is a title or a name: it says too little
)

// lingua-go is worth asking from this many characters on; below, its models disagree and it is slow.
const longEnough = 120

// Document sets d.Lang, and Lang of the blocks that are in another language than the document. configured is the code
// or tag (BCP 47) that the user gave for this file, "" for none: it settles the matter for all of it.
func Document(d *prose.Document, configured string) {
	if configured != "" {
		d.Lang = primary(configured)
		for i := range d.Blocks {
			d.Blocks[i].Lang = ""
		}
		return
	}
	v := ballot()
	if d.Lang = primary(d.Lang); d.Lang == "" {
		d.Lang = v.document(d)
	}
	own := v.index(d.Lang)
	for i := range d.Blocks {
		b := &d.Blocks[i]
		if b.Lang = primary(b.Lang); b.Lang == d.Lang {
			b.Lang = ""
			continue // the markup says so
		}
		if b.Kind == prose.Furniture || b.Lang != "" || b.Len() < shortestBlock {
			continue
		}
		if lang := v.block(d.Slice(b.Span), own); lang != d.Lang {
			b.Lang = lang
		}
	}
}

// fewestWords is how many words in Latin script a text must have to be told by them.
const fewestWords = 4

// document is the language of the greater part of the document.
func (v *votes) document(d *prose.Document) string {
	var t tally
	for _, s := range sample(d, documentSample) {
		v.count(&t, s)
	}
	lang, sure := v.winner(&t)
	if t.words < fewestWords && t.latin() {
		return Fallback // "hi" is English, Catalan and Danish
	}
	if sure {
		return lang
	}
	if t.letters() >= longEnough {
		var b strings.Builder
		for _, s := range sample(d, blockSample) {
			b.WriteString(s)
			b.WriteByte('\n')
		}
		if told := ask(b.String()); told != "" {
			return told
		}
	}
	if lang == "" {
		return Fallback
	}
	return lang
}

// primary is the first part of a language tag, in lower case.
func primary(tag string) string {
	if i := strings.IndexAny(tag, "-_"); i >= 0 {
		tag = tag[:i]
	}
	return strings.ToLower(tag)
}

// block is the language of a block if it is surely not the document's, else "".
func (v *votes) block(text string, own int) string {
	var t tally
	for from := 0; from < len(text) && from < blockSample; {
		to := boundary(text, from+glance)
		v.count(&t, text[from:to])
		if own >= 0 && t.score[own] >= 1.5 && t.leads(own) {
			return ""
		}
		from = to
	}
	lang, sure := v.winner(&t)
	if !sure || v.index(lang) == own {
		return ""
	}
	if t.latin() {
		best := v.index(lang)
		against := 0.0
		if own >= 0 {
			against = t.score[own]
		}
		if t.score[best] < 2.5 || t.score[best] < 2*against || t.words < 8 {
			return ""
		}
	}
	return lang
}

// sample is up to size bytes of prose, taken from the whole length of the document.
func sample(d *prose.Document, size int) []string {
	total := 0
	for i := range d.Blocks {
		if spoken(d.Blocks[i].Kind) {
			total += d.Blocks[i].Len()
		}
	}
	only := spoken
	if total == 0 {
		only = func(k prose.Kind) bool { return k != prose.Furniture }
		for i := range d.Blocks {
			if only(d.Blocks[i].Kind) {
				total += d.Blocks[i].Len()
			}
		}
	}
	var out []string
	seen, next, left := 0, 0, size
	for i := range d.Blocks {
		b := &d.Blocks[i]
		if !only(b.Kind) {
			continue
		}
		for at := b.Start; at < b.End && left > 0; {
			if skip := next - (seen + at - b.Start); skip > 0 {
				if at = boundary(d.Text, at+skip); at >= b.End {
					break
				}
			}
			end := min(boundary(d.Text, at+min(size/pieces, left)), b.End)
			out = append(out, d.Text[at:end])
			left -= end - at
			if total > size {
				// As much is passed over as keeps the pieces evenly spread.
				next = seen + at - b.Start + max((end-at)*total/size, end-at)
			}
			at = end
		}
		seen += b.Len()
	}
	return out
}

// spoken tells whether blocks of a kind are running text in the document's own voice; notes and cells are full of
// names, and quotations may be in any language.
func spoken(k prose.Kind) bool {
	return k == prose.Paragraph || k == prose.ListItem || k == prose.Heading
}

// boundary is the first blank or end at or after at, so that a piece of text ends with a whole word; text without
// blanks is cut between characters.
func boundary(text string, at int) int {
	const furthest = 64
	for n := 0; at < len(text) && n < furthest && text[at] != ' ' && text[at] != '\n'; n++ {
		at++
	}
	for at < len(text) && !utf8.RuneStart(text[at]) {
		at++
	}
	return min(at, len(text))
}

func isWordPart(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsMark(r) || r == '\u200C' || r == '\u200D'
}
