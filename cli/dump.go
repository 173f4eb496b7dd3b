package cli

import (
	"cmp"
	"encoding/json"
	"fmt"
	"runtime/debug"
	"slices"
	"strings"

	urfave "github.com/urfave/cli/v2"

	"github.com/sayso-lint/sayso/internal/config"
	"github.com/sayso-lint/sayso/internal/tag"
	"github.com/sayso-lint/sayso/modality"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/quantity"
	"github.com/sayso-lint/sayso/voice"
)

// layerNames are what dump can print.
var layerNames = []string{"sentences", "tokens", "quotations", "attributions", "citations", "quantities", "modals", "hedges", "advice"}

func (p *program) dump(c *urfave.Context) error {
	layers, err := chosenLayers(trimmed(c.StringSlice("layers")))
	if err != nil {
		return err
	}
	if f := c.String("format"); f != "json" {
		return usage("--format: unknown format %q (formats: json)", f)
	}
	flags, err := judging(c)
	if err != nil {
		return err
	}
	loader, err := config.NewLoader(p.rules, flags)
	if err != nil {
		return &usageError{err}
	}
	todo, err := p.jobs(c.Context, c, loader, false)
	if err != nil {
		return err
	}
	slices.SortStableFunc(todo, func(a, b job) int { return strings.Compare(a.path, b.path) })
	out, err := openOutput(c.String("output"), p.out)
	if err != nil {
		return err
	}
	type dumped struct {
		json     []byte
		warnings []string
		err      error
	}
	separator := `{"version":1,"files":[` + "\n"
	err = inOrder(c.Context, len(todo), c.Int("jobs"),
		func(i int) (d dumped) {
			defer func() {
				if r := recover(); r != nil {
					d.err = fmt.Errorf("%s: sayso failed, which is a bug of ours: %v\n%s", todo[i].path, r, debug.Stack())
				}
			}()
			doc, warnings, err := p.document(todo[i])
			if err != nil || doc == nil {
				return dumped{err: err}
			}
			d.warnings = warnings
			d.json, d.err = json.Marshal(layersOf(doc, layers))
			return d
		},
		func(i int, d dumped) error {
			for _, w := range d.warnings {
				p.complain("%s: %s", todo[i].path, w)
			}
			if d.err != nil {
				p.fault(d.err)
			}
			if d.json == nil {
				return nil
			}
			_, err := fmt.Fprintf(out, "%s%s", separator, d.json)
			separator = ",\n"
			return wrapped("writing the dump", err)
		})
	if err != nil {
		out.abandon()
		return err
	}
	tail := "\n]}\n"
	if separator != ",\n" {
		tail = separator + "]}\n" // no file at all
	}
	if _, err := out.WriteString(tail); err != nil {
		out.abandon()
		return fmt.Errorf("writing the dump: %w", err)
	}
	return out.finish()
}

func chosenLayers(asked []string) (map[string]bool, error) {
	chosen := map[string]bool{}
	for _, name := range asked {
		if !slices.Contains(layerNames, name) {
			return nil, usage("--layers: unknown layer %q%s (layers: %s)", name, didYouMean(name, layerNames), strings.Join(layerNames, ", "))
		}
		chosen[name] = true
	}
	if len(asked) == 0 {
		for _, name := range layerNames {
			chosen[name] = name != "tokens"
		}
	}
	return chosen, nil
}

// The shapes of the dump. A layer that was asked for and is empty is an empty list; one that was not asked for is absent.
type (
	fileDump struct {
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

func layersOf(doc *prose.Document, layers map[string]bool) *fileDump {
	d := &fileDump{Path: doc.Path, Format: doc.Format, Language: doc.Lang}
	v, q, m := voice.Of(doc), quantity.Of(doc), modality.Of(doc)
	place := func(s prose.Span) spanDump {
		l := doc.Locate(s)
		return spanDump{l.Start.Offset, l.End.Offset}
	}
	speaker := func(s prose.Span) string {
		who, _ := v.Speaker(s)
		return who.String()
	}
	d.Sentences = layer(layers["sentences"], doc, func(_ int, b *prose.Block) (out []sentenceDump) {
		if b.Kind == prose.Furniture {
			return []sentenceDump{{place(b.Span), b.Kind.String()}} // it has no sentences, and is listed so that nothing is missing
		}
		for j := range b.Sentences {
			out = append(out, sentenceDump{place(b.Sentences[j].Span), b.Kind.String()})
		}
		return out
	})
	d.Tokens = layer(layers["tokens"], doc, func(i int, b *prose.Block) (out []tokenDump) {
		for j := range b.Sentences {
			tags := tag.Of(doc).Sentence(i, j)
			for k, t := range b.Sentences[j].Tokens {
				out = append(out, tokenDump{place(t.Span), tagName(tags.At(k), doc.Slice(t.Span))})
			}
		}
		return out
	})
	d.Quotations = layer(layers["quotations"], doc, func(i int, _ *prose.Block) (out []spanDump) {
		for _, x := range v.Quotations(i) {
			out = append(out, place(x.Span))
		}
		return out
	})
	d.Attributions = layer(layers["attributions"], doc, func(i int, b *prose.Block) (out []attributionDump) {
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
	d.Citations = layer(layers["citations"], doc, func(i int, _ *prose.Block) (out []citationDump) {
		for _, x := range v.Citations(i) {
			out = append(out, citationDump{place(x.Span), x.Kind.String()})
		}
		return out
	})
	d.Quantities = layer(layers["quantities"], doc, func(i int, b *prose.Block) (out []quantityDump) {
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
	d.Modals = layer(layers["modals"], doc, func(i int, b *prose.Block) (out []modalDump) {
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
	d.Hedges = layer(layers["hedges"], doc, cues(func(block, sentence int) []modality.Cue {
		return slices.DeleteFunc(slices.Clone(m.Hedges(block, sentence)), func(c modality.Cue) bool { return !c.Weighs() })
	}))
	d.Advice = layer(layers["advice"], doc, cues(m.Advice))
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
