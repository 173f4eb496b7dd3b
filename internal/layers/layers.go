// Package layers shows what sayso understands of a document, layer by layer, in the form that other programs read: the
// JSON of sayso dump, and what a plugin gets on its standard input. It judges nothing and writes nothing; who asks says in
// which offsets places are told.
package layers

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/sayso-lint/sayso/internal/tag"
	"github.com/sayso-lint/sayso/modality"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/quantity"
	"github.com/sayso-lint/sayso/voice"
)

// Names are the layers there are.
var Names = []string{"sentences", "tokens", "quotations", "attributions", "citations", "quantities", "modals", "hedges", "advice"}

// Usual are the layers that are shown where none is asked for: all but tokens, which are many and want every word tagged.
var Usual = slices.DeleteFunc(slices.Clone(Names), func(name string) bool { return name == "tokens" })

// The shapes of the dump. A layer that was asked for and is empty is an empty list; one that was not asked for is absent.
type (
	// File is one document and the layers that were asked for.
	File struct {
		Path         string             `json:"path"`
		Format       string             `json:"format"`
		Language     string             `json:"language"`
		Sentences    *[]sentenceDump    `json:"sentences,omitempty"`
		Tokens       *[]tokenDump       `json:"tokens,omitempty"`
		Quotations   *[]spanDump        `json:"quotations,omitempty"`
		Attributions *[]attributionDump `json:"attributions,omitempty"`
		Citations    *[]citationDump    `json:"citations,omitempty"`
		Quantities   *[]quantityDump    `json:"quantities,omitempty"`
		Modals       *[]modalDump       `json:"modals,omitempty"`
		Hedges       *[]cueDump         `json:"hedges,omitempty"`
		Advice       *[]cueDump         `json:"advice,omitempty"`
	}
	spanDump struct {
		Start int `json:"start"`
		End   int `json:"end"`
	}
	sentenceDump struct {
		spanDump
		Block string `json:"block"`
	}
	tokenDump struct {
		spanDump
		Tag string `json:"tag"`
	}
	sourceDump struct {
		*spanDump        // absent where no words name a source
		Class     string `json:"class"`
	}
	attributionDump struct {
		Source  sourceDump `json:"source"`
		Cue     spanDump   `json:"cue"`
		Content []spanDump `json:"content"`
	}
	citationDump struct {
		spanDump
		Kind string `json:"kind"`
	}
	quantityDump struct {
		spanDump
		Kind    string    `json:"kind"`
		Figure  bool      `json:"figure"`
		Sourced bool      `json:"sourced"`
		By      *spanDump `json:"by,omitempty"`
	}
	modalDump struct {
		spanDump
		Lemma string `json:"lemma"`
		Sense string `json:"sense"`
		Voice string `json:"voice"`
	}
	cueDump struct {
		spanDump
		Voice string `json:"voice"`
	}
)

// support is what counts as a source of a figure: any that a reader would take for one, in the paragraph.
var support = voice.Search{Window: voice.InParagraph, Next: true, Weak: true, Named: true, Citation: true, Method: true, Within: true}

// Of shows the layers of a document that are wanted, by their names. located turns a span of the document's text into the
// offsets to be told: those of the file (prose.Document.Locate) in a dump, the text's own for a plugin.
func Of(doc *prose.Document, wanted []string, located func(prose.Span) (start, end int)) *File {
	d := &File{Path: doc.Path, Format: doc.Format, Language: doc.Lang}
	v, q, m := voice.Of(doc), quantity.Of(doc), modality.Of(doc)
	place := func(s prose.Span) spanDump {
		start, end := located(s)
		return spanDump{start, end}
	}
	speaker := func(s prose.Span) string {
		who, _ := v.Speaker(s)
		return who.String()
	}
	d.Sentences = layer(slices.Contains(wanted, "sentences"), doc, func(_ int, b *prose.Block) (out []sentenceDump) {
		if b.Kind == prose.Furniture {
			return []sentenceDump{{place(b.Span), b.Kind.String()}} // it has no sentences, and is listed so that nothing is missing
		}
		for j := range b.Sentences {
			out = append(out, sentenceDump{place(b.Sentences[j].Span), b.Kind.String()})
		}
		return out
	})
	d.Tokens = layer(slices.Contains(wanted, "tokens"), doc, func(i int, b *prose.Block) (out []tokenDump) {
		for j := range b.Sentences {
			tags := tag.Of(doc).Sentence(i, j)
			for k, t := range b.Sentences[j].Tokens {
				out = append(out, tokenDump{place(t.Span), tagName(tags.At(k), doc.Slice(t.Span))})
			}
		}
		return out
	})
	d.Quotations = layer(slices.Contains(wanted, "quotations"), doc, func(i int, _ *prose.Block) (out []spanDump) {
		for _, x := range v.Quotations(i) {
			out = append(out, place(x.Span))
		}
		return out
	})
	d.Attributions = layer(slices.Contains(wanted, "attributions"), doc, func(i int, b *prose.Block) (out []attributionDump) {
		for _, x := range v.Attributions(i) {
			a := attributionDump{Source: sourceDump{Class: x.Source.Class.String()}, Cue: place(x.Cue), Content: []spanDump{}}
			if !x.Source.Empty() {
				s := place(x.Source.Span)
				a.Source.spanDump = &s
			}
			for _, c := range x.Content {
				a.Content = append(a.Content, place(c))
			}
			out = append(out, a)
		}
		for j := range b.Sentences {
			for _, x := range m.Hedges(i, j) {
				at := place(x.Span)
				covered := func(a attributionDump) bool { return a.Cue.Start < at.End && at.Start < a.Cue.End }
				if x.Weighs() || slices.ContainsFunc(out, covered) {
					continue
				}
				class := voice.NoSource // reportedly
				if x.Name == "opinion" {
					class = voice.Self // arguably
				}
				out = append(out, attributionDump{Source: sourceDump{Class: class.String()}, Cue: at, Content: []spanDump{}})
			}
		}
		slices.SortStableFunc(out, func(a, b attributionDump) int { return cmp.Compare(a.Cue.Start, b.Cue.Start) })
		return out
	})
	d.Citations = layer(slices.Contains(wanted, "citations"), doc, func(i int, _ *prose.Block) (out []citationDump) {
		for _, x := range v.Citations(i) {
			out = append(out, citationDump{place(x.Span), x.Kind.String()})
		}
		return out
	})
	d.Quantities = layer(slices.Contains(wanted, "quantities"), doc, func(i int, b *prose.Block) (out []quantityDump) {
		for j := range b.Sentences {
			for _, x := range q.Sentence(i, j) {
				one := quantityDump{spanDump: place(x.Span), Kind: x.Kind.String(), Figure: x.Figure}
				if by, sourced := sourceOf(v, x.Span); sourced {
					one.Sourced = true
					if !by.Empty() {
						s := place(by)
						one.By = &s
					}
				}
				out = append(out, one)
			}
		}
		return out
	})
	d.Modals = layer(slices.Contains(wanted, "modals"), doc, func(i int, b *prose.Block) (out []modalDump) {
		for j := range b.Sentences {
			for _, x := range m.Modals(i, j) {
				out = append(out, modalDump{place(x.Span), x.Lemma, x.Sense.String(), speaker(x.Span)})
			}
		}
		return out
	})
	cues := func(of func(block, sentence int) []modality.Cue) func(int, *prose.Block) []cueDump {
		return func(i int, b *prose.Block) (out []cueDump) {
			for j := range b.Sentences {
				for _, x := range of(i, j) {
					out = append(out, cueDump{place(x.Span), speaker(x.Span)})
				}
			}
			return out
		}
	}
	d.Hedges = layer(slices.Contains(wanted, "hedges"), doc, cues(func(block, sentence int) []modality.Cue {
		return slices.DeleteFunc(slices.Clone(m.Hedges(block, sentence)), func(c modality.Cue) bool { return !c.Weighs() })
	}))
	d.Advice = layer(slices.Contains(wanted, "advice"), doc, cues(m.Advice))
	return d
}

// layer collects one layer over all blocks; nil where it was not asked for.
func layer[T any](wanted bool, doc *prose.Document, of func(int, *prose.Block) []T) *[]T {
	if !wanted {
		return nil
	}
	all := []T{}
	for i := range doc.Blocks {
		all = append(all, of(i, &doc.Blocks[i])...)
	}
	return &all
}

// sourceOf says who answers for a span: whoever's words it stands in, or a source in reach. "It is believed that" puts
// words into nobody's mouth, so it answers for nothing.
func sourceOf(v *voice.Layer, span prose.Span) (by prose.Span, sourced bool) {
	if who, a := v.Speaker(span); who == voice.Other && (a == nil || a.Source.Class != voice.NoSource) {
		if a == nil {
			return prose.Span{}, true
		}
		if a.Source.Empty() {
			return a.Cue, true
		}
		return a.Source.Span, true
	}
	r := v.Reach(span, support)
	return r.By, r.Sourced
}

// tagName is a tag as the Penn Treebank writes it; marks of punctuation are their own tags.
func tagName(t tag.Tag, text string) string {
	if t == tag.Punct {
		return text
	}
	return fmt.Sprint(t)
}
