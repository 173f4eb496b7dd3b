package report

import (
	"strconv"

	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/metrics"
)

// indexRow is what the list says of one document. It keeps the few figures it shows and not the document, so that the
// list of an archive fits into memory.
type indexRow struct {
	title, path, href                                              string
	checkable, sourced, figures, sourcedFigures, advice, sentences int
	words                                                          int
	counts                                                         [lint.Error + 1]int
	cells                                                          []metrics.Cell
}

// stripWidth is how many cells the strip of a row has at most.
const stripWidth = 48

func newRow(e *edition) indexRow {
	m := e.details.Metrics
	return indexRow{
		title: e.title(), path: visible(e.doc.Path), checkable: m.Checkable, sourced: m.Sourced, figures: m.Figures, sourcedFigures: m.SourcedFigures,
		advice: m.AuthorAdvice, sentences: m.Sentences, words: m.Words, counts: e.counts, cells: sampled(m.Cells, stripWidth),
	}
}

// indexColumn is a figure by which the list can be put in order.
type indexColumn struct {
	name  markup
	order func(r *indexRow) int // greater is more; -1: there is none
	show  func(h *htmlSheet, r *indexRow)
}

var indexColumns = []indexColumn{
	{"sourced", func(r *indexRow) int { return ratio(r.sourced, r.checkable) }, func(h *htmlSheet, r *indexRow) {
		h.text(share(r.sourced, r.checkable))
	}},
	{"claims", func(r *indexRow) int { return r.checkable }, func(h *htmlSheet, r *indexRow) { h.number(r.checkable) }},
	{"figures", func(r *indexRow) int { return ratio(r.sourcedFigures, r.figures) }, func(h *htmlSheet, r *indexRow) {
		h.text(strconv.Itoa(r.sourcedFigures) + "/" + strconv.Itoa(r.figures))
	}},
	{"advice", func(r *indexRow) int { return ratio(r.advice, r.sentences) }, func(h *htmlSheet, r *indexRow) {
		h.text(share(r.advice, r.sentences))
	}},
	{"errors", func(r *indexRow) int { return r.counts[lint.Error] }, func(h *htmlSheet, r *indexRow) { h.number(r.counts[lint.Error]) }},
	{"warnings", func(r *indexRow) int { return r.counts[lint.Warning] }, func(h *htmlSheet, r *indexRow) { h.number(r.counts[lint.Warning]) }},
	{"infos", func(r *indexRow) int { return r.counts[lint.Info] }, func(h *htmlSheet, r *indexRow) { h.number(r.counts[lint.Info]) }},
	{"words", func(r *indexRow) int { return r.words }, func(h *htmlSheet, r *indexRow) { h.number(r.words) }},
}

// ratio is n of m in parts of ten thousand, -1 where there is no m.
func ratio(n, m int) int {
	if m == 0 {
		return -1
	}
	return 10000 * n / m
}

// indexOf lists the documents of a run.
func (h *htmlReport) indexOf(s *Summary) {
	h.raw(`<section class="index" id="index"><header class="head"><p class="brand"><b>sayso</b> annotated edition`)
	if p := h.options.Profile; p != "" {
		h.raw(" · profile ")
		h.text(p)
	}
	h.raw("</p>\n<h1>")
	h.text(count(s.Files, "document"))
	h.raw("</h1>\n")
	all := indexRow{}
	for i := range h.rows {
		r := &h.rows[i]
		all.sourced, all.checkable = all.sourced+r.sourced, all.checkable+r.checkable
		all.sourcedFigures, all.figures = all.sourcedFigures+r.sourcedFigures, all.figures+r.figures
	}
	h.raw("<p>")
	h.text(count(s.Errors, "error") + ", " + count(s.Warnings, "warning") + ", " + count(s.Infos, "info"))
	if all.checkable > 0 {
		h.text("; " + strconv.Itoa(all.sourced) + " of " + strconv.Itoa(all.checkable) + " claims that could be checked name a source or cite one")
	}
	if all.figures > 0 {
		h.text("; " + strconv.Itoa(all.sourcedFigures) + " of " + count(all.figures, "figure") + " have a source in reach")
	}
	if s.Suppressed > 0 {
		h.text("; " + strconv.Itoa(s.Suppressed) + " allowed")
	}
	if s.Unread > 0 {
		h.text("; " + count(s.Unread, "file") + " not read")
	}
	h.raw(".</p></header>\n")
	if len(h.rows) > 0 {
		h.table()
	}
	h.closing(h.options.Version)
	h.raw("</section>\n")
}

func (h *htmlReport) table() {
	h.raw(`<form class="find" hidden><label>Find <input type="search" name="find" autocomplete="off"></label> <output></output>`,
		themes, "</form>\n",
		`<div class="scroll" role="region" tabindex="0" aria-label="Documents"><table class="documents"><thead><tr><th scope="col" data-key="name">document</th><th scope="col">coverage</th>`)
	for _, c := range indexColumns {
		h.raw(`<th scope="col" class="n" data-key="`, c.name, `">`, c.name, "</th>")
	}
	h.raw("</tr></thead><tbody>\n")
	for i := range h.rows {
		h.row(&h.rows[i])
		h.out.spill()
	}
	h.raw("</tbody></table></div>\n")
}

func (h *htmlReport) row(r *indexRow) {
	h.raw(`<tr><th scope="row"><a href="`)
	h.attribute(r.href)
	h.raw(`" dir="auto">`)
	h.text(r.title)
	h.raw("</a>")
	if r.path != r.title {
		h.raw(` <small dir="auto">`)
		h.text(r.path)
		h.raw("</small>")
	}
	h.raw(`</th><td class="mini">`)
	h.miniature(r.cells)
	h.raw("</td>")
	for _, c := range indexColumns {
		h.raw(`<td class="n" data-order="`)
		h.number(c.order(r))
		h.raw(`">`)
		c.show(&h.htmlSheet, r)
		h.raw("</td>")
	}
	h.raw("</tr>\n")
}

// miniature is the coverage strip of a row: a path a kind of cell, for a thousand rows of fifty elements would be slow.
func (h *htmlReport) miniature(cells []metrics.Cell) {
	if len(cells) == 0 {
		return
	}
	h.raw(`<svg class="strip" viewBox="0 0 `)
	h.number(max(len(cells), stripWidth/2)) // three sentences are no wall
	h.raw(` 10" preserveAspectRatio="none" aria-hidden="true">`)
	for c, k := range coverage {
		open := false
		for i := 0; i < len(cells); i++ {
			if cells[i] != metrics.Cell(c) {
				continue
			}
			from := i
			for i+1 < len(cells) && cells[i+1] == metrics.Cell(c) {
				i++
			}
			if !open {
				h.raw(`<path class="`, k.class, `" d="`)
				open = true
			}
			h.raw("M")
			h.number(from)
			h.raw(" ")
			h.number(10 - stripHeights[c])
			h.raw("h")
			h.number(i + 1 - from)
			h.raw("v")
			h.number(stripHeights[c])
			h.raw("H")
			h.number(from)
			h.raw("z")
		}
		if open {
			h.raw(`"/>`)
		}
	}
	h.raw("</svg>")
}

// stripHeights tell the kinds of cell apart without colour: the higher, the better the source.
var stripHeights = [...]int{
	metrics.Named: 10, metrics.Anonymous: 7, metrics.Vague: 5, metrics.Unsourced: 2, metrics.Judgement: 4, metrics.Advice: 6, metrics.Plain: 1,
}
