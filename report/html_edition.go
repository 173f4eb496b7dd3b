package report

import (
	"cmp"
	"slices"
	"strings"

	"github.com/sayso-lint/sayso/likelihood"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/metrics"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/voice"
)

// edition is all that the page of one document shows, gathered before the first byte is written: a note may lead
// to what stands before it.
type edition struct {
	*htmlSheet
	options *Options
	file    *File
	doc     *prose.Document
	voice   *voice.Layer
	details *metrics.Details
	scale   *likelihood.Scale
	index   markup // the address of the list that the page belongs to; "" where it stands alone

	blocks  [][]int             // findings by the block they begin in
	anchors []prose.Span        // places that something leads to, in order
	anchor  map[prose.Span]int  // their indices
	settles map[prose.Span]bool // the words of findings that are allowed or known
	nearest []prose.Span        // by figure without a source: where the nearest one stands
	rules   []ruleUse           // by family, then name
	rule    map[string]int
	counts  [lint.Error + 1]int
	notes   map[string]int
}

// ruleUse is a rule that has found something.
type ruleUse struct {
	id      string
	rule    *lint.Rule // nil: the run does not know it
	concern int
	found   int
}

func newEdition(f *File, o *Options) *edition {
	e := &edition{
		options: o, file: f, doc: f.Doc, voice: voice.Of(f.Doc), details: f.Details, scale: f.Scale,
		blocks: make([][]int, len(f.Doc.Blocks)), anchor: map[prose.Span]int{}, settles: map[prose.Span]bool{}, rule: map[string]int{}, notes: map[string]int{},
	}
	if e.details == nil {
		e.details = metrics.InDepth(f.Doc)
	}
	if e.scale == nil {
		e.scale = likelihood.Named(usualScale)
	}
	for i := range e.doc.Blocks {
		if b := &e.doc.Blocks[i]; b.Kind == prose.Note {
			e.notes[b.Label] = i
		}
	}
	e.gatherFindings()
	e.gatherAnchors()
	return e
}

// usualScale is shown where no rule has settled on one.
const usualScale = "icd203"

func (e *edition) gatherFindings() {
	uses := map[string]*ruleUse{}
	for i := range e.file.Findings {
		f := &e.file.Findings[i]
		e.counts[f.Severity]++
		if b := e.doc.BlockAt(f.Span.Start); b >= 0 {
			e.blocks[b] = append(e.blocks[b], i)
		}
		u := uses[f.Rule]
		if u == nil {
			u = &ruleUse{id: f.Rule, rule: e.options.Rules[f.Rule], concern: concernOf(e.options.family(f.Rule))}
			uses[f.Rule] = u
		}
		u.found++
	}
	for _, u := range uses {
		e.rules = append(e.rules, *u)
	}
	slices.SortFunc(e.rules, func(a, b ruleUse) int {
		return cmp.Or(cmp.Compare(a.concern, b.concern), cmp.Compare(a.id, b.id))
	})
	for i := range e.rules {
		e.rule[e.rules[i].id] = i
	}
}

// gatherAnchors collects the places that notes, figures, the ruler and the ledger lead to.
func (e *edition) gatherAnchors() {
	add := func(s prose.Span) {
		if _, known := e.anchor[s]; !known && !s.Empty() {
			e.anchor[s] = 0
			e.anchors = append(e.anchors, s)
		}
	}
	for i := range e.file.Findings {
		for _, n := range e.file.Findings[i].Notes {
			add(n.Span)
		}
	}
	for _, f := range e.settled() {
		e.settles[f.Span] = true
		add(f.Span)
	}
	e.nearest = make([]prose.Span, len(e.details.Figures))
	for i := range e.details.Figures {
		f := &e.details.Figures[i]
		if f.Cell != metrics.Unsourced {
			add(f.By)
			continue
		}
		if e.voice.Reach(f.Span, voice.Search{}).Sourced {
			continue
		}
		if near := e.voice.Nearest(f.Span); near != nil {
			e.nearest[i] = near.Source.Span
			add(near.Source.Span)
		}
	}
	for i := range e.details.Sources {
		add(e.details.Sources[i].First)
		add(e.details.Sources[i].Date)
	}
	for i := range e.details.Likelihoods {
		if l := &e.details.Likelihoods[i]; l.Voice == voice.Author {
			add(l.Span)
		}
	}
	slices.SortFunc(e.anchors, func(a, b prose.Span) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
	})
	for i, s := range e.anchors {
		e.anchor[s] = i
	}
}

// title is what the document calls itself, else what its file is called.
func (e *edition) title() string {
	if t := strings.TrimSpace(visible(e.doc.Title)); t != "" {
		return t
	}
	return visible(e.doc.Path)
}

// line is the line of the file on which a span begins.
func (e *edition) line(s prose.Span) int { return e.doc.Locate(s).Start.Line }

// to writes a link to a place, with the line as its words.
func (e *edition) to(s prose.Span, before markup) {
	n, ok := e.anchor[s]
	if !ok {
		return
	}
	e.raw("<a")
	e.leads("a", n)
	e.raw(">", before, "line ")
	e.number(e.line(s))
	e.raw("</a>")
}

// write writes the whole edition.
func (e *edition) write(to *htmlSheet) {
	e.htmlSheet = to
	e.raw(`<article class="edition" id="`, e.prefix, `edition">`, "\n")
	e.header()
	e.filters()
	e.raw(`<div class="desk">`, "\n")
	e.heatMap()
	e.raw(`<section class="text" id="`, e.prefix, `text" aria-label="The text" tabindex="-1"`)
	e.language(e.doc.Lang)
	e.raw(">\n")
	e.body()
	e.raw("</section>\n</div>\n<div class=\"pictures\">\n")
	if e.details.Metrics.Sentences > 0 {
		e.voiceBar()
		e.ruler()
		e.ledger()
	}
	e.ruleList()
	e.settledList()
	e.raw("</div>\n")
	e.closing(e.options.Version)
	e.raw("</article>\n")
}

// language declares the language of what an element holds.
func (e *edition) language(lang string) {
	if lang != "" {
		e.raw(` lang="`)
		e.attribute(lang)
		e.raw(`"`)
	}
}
