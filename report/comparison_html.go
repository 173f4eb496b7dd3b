package report

import (
	"io"
	"slices"
	"strconv"

	"github.com/sayso-lint/sayso/editions"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
)

// comparisonHTML is the page of `sayso compare`: what it amounts to, then each text that differs, with the sentences that
// findings went from and came to. Its head needs the sum, so texts are kept until the end.
type comparisonHTML struct {
	htmlSheet // of the texts
	options   Options
	w         io.Writer
}

func newComparisonHTML(w io.Writer, o Options) Comparison { return &comparisonHTML{w: w, options: o} }

func (c *comparisonHTML) Text(t *editions.Text) error {
	ratios := t.Ratios()
	if len(t.Fixed)+len(t.Added)+len(t.Moved)+len(ratios) == 0 && t.Old != nil && t.New != nil {
		return nil
	}
	c.raw(`<section class="text-pair"><h2 dir="auto">`)
	c.text(visible(t.Path))
	switch {
	case t.Old == nil:
		c.raw(" <small>new</small>")
	case t.New == nil:
		c.raw(" <small>gone</small>")
	case t.Old.Doc.Path != t.Path:
		c.raw(" <small>was ")
		c.text(visible(t.Old.Doc.Path))
		c.raw("</small>")
	}
	c.raw("</h2>\n")
	if t.Old != nil && t.New != nil {
		c.ratios(ratios)
	}
	c.group("fixed", "−", len(t.Fixed), func(i int) {
		f := &t.Fixed[i]
		c.change(t.Old.Doc, f, place(f.At))
	})
	c.group("new", "+", len(t.Added), func(i int) {
		f := &t.Added[i]
		c.change(t.New.Doc, f, place(f.At))
	})
	c.group("moved", "→", len(t.Moved), func(i int) {
		m := &t.Moved[i]
		c.change(t.New.Doc, &m.Finding, place(m.From)+" → "+place(m.At))
	})
	c.raw("</section>\n")
	return nil
}

// group writes the findings that one thing became of. The sign says it without colour.
func (c *comparisonHTML) group(name, sign markup, n int, write func(i int)) {
	if n == 0 {
		return
	}
	c.raw(`<h3 class="`, name, `"><b aria-hidden="true">`, sign, "</b> ")
	c.number(n)
	c.raw(" ", name, "</h3>\n<ul class=\"changes ", name, "\">\n")
	for i := range n {
		write(i)
	}
	c.raw("</ul>\n")
}

func (c *comparisonHTML) change(d *prose.Document, f *editions.Finding, where string) {
	k := &concerns[concernOf(c.options.family(f.Rule))]
	c.raw(`<li class="`, k.class, " ", gravity[f.Severity], `"><p><b aria-hidden="true">`, k.sign, "</b> ")
	c.text(where)
	c.raw(" <i>")
	c.text(f.Severity.String())
	c.raw("</i> <span>")
	c.text(f.Rule)
	c.raw("</span> ")
	c.text(f.Message)
	c.raw("</p>")
	c.quote(d, &f.Finding)
	c.raw("</li>\n")
}

// quote writes the sentence that a finding stands in, with its words marked.
func (c *comparisonHTML) quote(d *prose.Document, f *lint.Finding) {
	block, sentence := d.SentenceAt(f.Span.Start)
	if block < 0 || sentence < 0 {
		return
	}
	s := d.Blocks[block].Sentences[sentence].Span
	words := prose.Span{Start: max(f.Span.Start, s.Start), End: min(f.Span.End, s.End)}
	if words.Empty() || s.Len() > longestQuoted {
		return
	}
	c.raw(`<blockquote dir="auto">`)
	c.text(d.Text[s.Start:words.Start])
	c.raw("<mark>")
	c.text(d.Slice(words))
	c.raw("</mark>")
	c.text(d.Text[words.End:s.End])
	c.raw("</blockquote>")
}

// longestQuoted bounds the bytes of a sentence that is shown around a finding.
const longestQuoted = 2000

// ratios shows the figures that differ: those of the table of `sayso metrics` first, the others when asked for.
func (c *comparisonHTML) ratios(ratios []editions.Ratio) {
	var first, others []*editions.Ratio
	for i := range ratios {
		r := &ratios[i]
		switch {
		case r.Old == r.New:
		case slices.ContainsFunc(columns, func(x column) bool { return x.id == r.ID || slices.Contains(x.more, r.ID) }):
			first = append(first, r)
		default:
			others = append(others, r)
		}
	}
	c.ratioTable(first)
	if len(others) > 0 {
		c.raw("<details><summary>")
		c.text(count(len(others), "other figure"))
		c.raw("</summary>")
		c.ratioTable(others)
		c.raw("</details>\n")
	}
}

func (c *comparisonHTML) ratioTable(ratios []*editions.Ratio) {
	if len(ratios) == 0 {
		return
	}
	c.raw(`<div class="scroll" role="region" tabindex="0" aria-label="Figures that differ"><table class="ratios"><thead><tr><th scope="col">figure</th><th scope="col" class="n">before</th><th scope="col" class="n">after</th><th scope="col" class="n">difference</th></tr></thead><tbody>`, "\n")
	for _, r := range ratios {
		c.raw(`<tr><th scope="row">`)
		c.text(r.ID)
		c.raw(`</th><td class="n">`)
		c.text(shown(r.ID, r.Old, r.HadOld))
		c.raw(`</td><td class="n">`)
		c.text(shown(r.ID, r.New, r.HasNew))
		c.raw(`</td><td class="n">`)
		if r.HadOld && r.HasNew {
			c.text(difference(r))
		}
		c.raw("</td></tr>\n")
	}
	c.raw("</tbody></table></div>\n")
}

func (c *comparisonHTML) Close(s *editions.Sum) error {
	texts := c.out.b
	c.out = sheet{w: c.w}
	c.frame("sayso: what became of the findings", "compare", func() {
		c.raw(`<header class="head"><p class="brand"><b>sayso</b> compare`)
		if p := c.options.Profile; p != "" {
			c.raw(" · profile ")
			c.text(p)
		}
		c.raw("</p>\n<h1>What became of the findings</h1>\n", `<div class="answer"><dl>`, "\n")
		for _, x := range []struct {
			label markup
			n     int
		}{{"fixed", s.Fixed}, {"new", s.Added}, {"moved", s.Moved}, {"as before", s.Same}, {"texts", s.Texts}} {
			c.raw("<div><dt>", x.label, "</dt><dd><b>", markup(strconv.Itoa(x.n)), "</b></dd></div>\n")
		}
		c.raw("</dl></div>\n</header>\n", `<form class="find" hidden>`, themes, "</form>\n")
		if s.Texts > 1 {
			c.raw(`<section class="text-pair"><h2>All texts</h2>`, "\n")
			c.ratios(s.Ratios())
			c.raw("</section>\n")
		}
		c.out.b = append(c.out.b, texts...)
		if len(texts) == 0 {
			c.raw("<p>Nothing differs.</p>\n")
		}
		c.closing(c.options.Version)
	})
	c.end()
	return c.out.flush()
}
