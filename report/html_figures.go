package report

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/sayso-lint/sayso/likelihood"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/metrics"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/voice"
)

// header is the answer in five seconds: how much of the piece stands on a source, and where it stands on air.
func (e *edition) header() {
	m := e.details.Metrics
	e.raw(`<header class="head"><p class="brand"><a class="skip"`)
	e.raw(` href="#`, e.prefix, `text">skip to the text</a>`)
	if e.index != "" {
		e.raw(`<a href="`, e.index, `">index</a> · `)
	} else if e.prefix != "" || e.file == nil {
		e.raw(`<a href="#index">index</a> · `)
	}
	e.raw("<b>sayso</b> annotated edition")
	if p := e.options.Profile; p != "" {
		e.raw(" · profile ")
		e.text(p)
	}
	e.raw(` · `)
	e.text(visible(e.doc.Path))
	e.raw("</p>\n<h1 dir=\"auto\">")
	e.text(e.title())
	e.raw("</h1>\n<div class=\"answer\">\n<p class=\"verdict\">")
	if m.Checkable > 0 {
		e.raw(`<b class="big">`)
		e.text(share(m.Sourced, m.Checkable))
		e.raw("</b> ")
	}
	e.raw(standing(m), "</p>\n")
	if m.Sentences > 0 {
		e.facts(m)
	}
	e.raw("</div>\n")
	if len(e.file.LeftAlone) > 0 {
		e.raw(`<p class="left-out">left alone: `)
		e.text(leftAlone(e.file.LeftAlone))
		e.raw("</p>\n")
	}
	e.strip()
	e.raw("</header>\n")
}

// facts are the figures beside the answer.
func (e *edition) facts(m *metrics.Metrics) {
	e.raw("<dl>")
	e.fact("sourced claims", strconv.Itoa(m.Sourced)+" of "+strconv.Itoa(m.Checkable), func() { e.raw("that could be checked") })
	e.fact("sourced figures", strconv.Itoa(m.SourcedFigures)+" of "+strconv.Itoa(m.Figures), func() {
		e.raw("have a source in reach")
		if m.Figures > 0 {
			e.raw(", ")
			e.number(m.NamedFigures)
			e.raw(" a named one")
		}
	})
	e.fact("advice", strconv.Itoa(m.AuthorAdvice)+" of "+strconv.Itoa(m.Sentences), func() { e.raw("sentences, in the author’s voice") })
	e.fact("longest stretch on air", count(m.LongestRun, "sentence"), func() {
		if run := e.details.Run; run.Last >= run.First && m.LongestRun > 0 {
			e.raw("without a source, from <a")
			e.leads("s", run.First)
			e.raw(">line ")
			e.number(e.line(e.details.Claims[run.First].Span))
			e.raw("</a>")
		}
	})
	e.fact("findings", strconv.Itoa(len(e.file.Findings)), func() { e.severities() })
	e.raw("</dl>\n")
}

// standing words the sourced-claim ratio.
func standing(m *metrics.Metrics) markup {
	switch {
	case m.Sentences == 0:
		return "No sentence of English prose to measure."
	case m.Checkable == 0:
		return "Nothing in it says anything that could be checked."
	case m.Sourced == m.Checkable:
		return "Every claim says who says so."
	case 5*m.Sourced >= 4*m.Checkable:
		return "Most claims say who says so."
	case 2*m.Sourced >= m.Checkable:
		return "More than half of the claims say who says so."
	case 5*m.Sourced >= m.Checkable:
		return "Fewer than half of the claims say who says so."
	case m.Sourced == 0:
		return "No claim says who says so."
	}
	return "Hardly any claim says who says so."
}

func (e *edition) fact(label markup, value string, rest func()) {
	e.raw("<div><dt>", label, "</dt><dd><b>")
	e.text(value)
	e.raw("</b> ")
	rest()
	e.raw("</dd></div>\n")
}

func (e *edition) severities() {
	between := markup("")
	for s := lint.Error; s >= lint.Info; s-- {
		if e.counts[s] > 0 {
			e.raw(between)
			e.text(count(e.counts[s], s.String()))
			between = ", "
		}
	}
}

// strip is the coverage strip, a cell a sentence.
func (e *edition) strip() {
	claims := e.details.Claims
	if len(claims) == 0 {
		return
	}
	e.raw(`<nav class="coverage" aria-label="Coverage strip, a cell a sentence"><div class="strip`)
	if len(claims) > 100 {
		e.raw(" long") // more than a row: the cells of the last one are as wide as the others
	}
	e.raw(`">`)
	var n [len(coverage)]int
	for i := range claims {
		c := claims[i].Cell
		n[c]++
		e.raw(`<a class="`, coverage[c].class, `"`)
		e.leads("s", i)
		e.raw(` aria-label="`)
		e.number(i + 1)
		e.raw(", ", markup(coverage[c].name), `"></a>`)
	}
	e.raw("</div><p class=\"legend\">")
	for c, k := range coverage {
		if n[c] > 0 {
			e.raw(`<span><i class="`, k.class, `"></i>`)
			e.number(n[c])
			e.raw(" ", markup(k.name), "</span> ")
		}
	}
	e.raw("</p></nav>\n")
}

// filters are the choice of findings. Without a script they would do nothing, so it is the script that takes them out of
// their template, when a document is read: with a thousand forms in a file Chromium thinks for most of a minute about what
// might be filled in for the reader.
func (e *edition) filters() {
	if len(e.file.Findings) == 0 {
		if len(e.file.LeftAlone) == 0 || e.details.Metrics.Sentences > 0 { // else nothing was looked for
			e.raw(`<p class="none">Nothing found.</p>`, "\n")
		}
		return
	}
	e.raw(`<template><form class="tools" aria-label="Findings"><div class="step"><button type="button" class="previous" title="previous finding (p or k)">‹ <span>previous</span></button><output>`)
	e.text(count(len(e.file.Findings), "finding"))
	e.raw(`</output><button type="button" class="next" title="next finding (n or j)"><span>next</span> ›</button></div>`)
	e.raw(`<details class="filter"><summary>Filter</summary><fieldset><legend>Family</legend>`)
	var found [lint.Error + 1]int
	families := make([]int, len(concerns))
	for i := range e.rules {
		families[e.rules[i].concern] += e.rules[i].found
	}
	for i, n := range families {
		if c := &concerns[i]; n > 0 {
			e.raw(`<label class="`, c.class, `"><input type="checkbox" checked name="family" value="`, c.class, `"> <b aria-hidden="true">`, c.sign, "</b> ", markup(c.name), " <small>")
			e.number(n)
			e.raw("</small></label>")
		}
	}
	e.raw(`</fieldset><fieldset><legend>Severity</legend>`)
	found = e.counts
	for s := lint.Error; s >= lint.Info; s-- {
		if found[s] > 0 {
			e.raw(`<label class="`, gravity[s], `"><input type="checkbox" checked name="severity" value="`, gravity[s], `"> <u>`)
			e.text(s.String())
			e.raw("</u> <small>")
			e.number(found[s])
			e.raw("</small></label>")
		}
	}
	e.raw(`</fieldset><fieldset><legend>Rule</legend><label>show <select name="rule"><option value="">all rules</option>`)
	for i := range e.rules {
		e.raw(`<option value="`)
		e.number(i)
		e.raw(`">`)
		e.text(e.rules[i].id)
		e.raw(" (")
		e.number(e.rules[i].found)
		e.raw(")</option>")
	}
	e.raw(`</select></label> <button type="reset">all</button></fieldset></details>`)
	e.raw(`<details class="keys"><summary>Keys and light</summary><p><kbd>n</kbd> <kbd>j</kbd> next finding, <kbd>p</kbd> <kbd>k</kbd> previous, <kbd>o</kbd> open or close its note, <kbd>f</kbd> next figure without a source, <kbd>Esc</kbd> let go. In the strip and the heat map the arrow keys move.</p><label><input type="checkbox" checked name="keys"> single keys on</label>`, themes, `</details></form></template>`, "\n")
}

// themes is the choice between light and dark.
const themes markup = `<label class="theme">light <select name="theme"><option value="">as the system</option><option>light</option><option>dark</option></select></label>`

// heatMap has a row a paragraph and a column a family; the fuller a cell, the more findings in a hundred words.
func (e *edition) heatMap() {
	e.raw(`<nav class="heat" aria-label="Heat map, a row a paragraph">`)
	if len(e.file.Findings) > 0 {
		e.raw(`<p class="signs" aria-hidden="true">`)
		for _, c := range concerns {
			e.raw(`<i class="`, c.class, `">`, c.sign, "</i>")
		}
		e.raw("</p>\n<div class=\"rows\">")
		var rows []int
		for i := range e.doc.Blocks {
			if b := &e.doc.Blocks[i]; len(b.Sentences) > 0 && b.Prose() {
				rows = append(rows, i)
			}
		}
		e.heatCells(rows)
		e.raw("<div>")
		for _, i := range rows {
			e.heatRow(i)
		}
		e.raw("</div></div>")
	}
	e.raw("</nav>\n")
}

// A row is as high as a line of small print where the rows of the text fit into a window so, and else lower, down to what
// a mouse can still hit. fullWindow is how many rows fill a window when each is as low as it gets.
const (
	fullWindow = 250
	highRow    = 17 // pixels
	lowRow     = 4
)

// heatCells draws what is found in the rows: one path a family and heat, for a thousand cells with an element each took
// longer to open than the text.
func (e *edition) heatCells(rows []int) {
	height, class := highRow, markup("")
	if len(rows) > fullWindow {
		height, class = lowRow, `class="long" `
	}
	paths := make([][4][]int, len(concerns)) // rows, by family and heat
	for row, i := range rows {
		words := e.words(i)
		for c, n := range e.concernsOf(i) {
			if n > 0 {
				p := &paths[c][heat(n, words)-1]
				*p = append(*p, row)
			}
		}
	}
	e.raw(`<svg `, class, `height="`)
	e.number(height * len(rows))
	e.raw(`" viewBox="0 0 8 `)
	e.number(len(rows))
	e.raw(`" preserveAspectRatio="none" aria-hidden="true">`)
	for c := range paths {
		for t, rows := range paths[c] {
			if len(rows) == 0 {
				continue
			}
			e.raw(`<path class="`, concerns[c].class, " t")
			e.number(t + 1)
			e.raw(`" d="`)
			for _, row := range rows {
				e.raw("M")
				e.number(min(c, 7)) // what has no family shares the last column
				e.raw(" ")
				e.number(row)
				e.raw(".5h.9")
			}
			e.raw(`"/>`)
		}
	}
	e.raw("</svg>")
}

// words counts the words of a block.
func (e *edition) words(i int) int {
	words := 0
	for _, s := range e.doc.Blocks[i].Sentences {
		words += len(s.Tokens)
	}
	return words
}

// concernsOf counts the findings of a block by concern.
func (e *edition) concernsOf(i int) []int {
	found := make([]int, len(concerns))
	for _, n := range e.blocks[i] {
		found[e.rules[e.rule[e.file.Findings[n].Rule]].concern]++
	}
	return found
}

func (e *edition) heatRow(i int) {
	e.raw("<a")
	e.leads("b", i)
	e.raw(` aria-label="line `)
	e.number(e.line(e.doc.Blocks[i].Span))
	for c, n := range e.concernsOf(i) {
		if n > 0 {
			e.raw(", ")
			e.number(n)
			e.raw(" ", markup(concerns[c].name))
		}
	}
	e.raw(`"></a>`)
}

// heat is from 1 to 4: up to 1, 2 and 4 findings in a hundred words, and more. What has less than a line of words is
// taken for a line, or each one-word item with a finding would be the hottest place of all.
func heat(n, words int) int {
	per := 100 * n / max(words, 12)
	switch {
	case per <= 1:
		return 1
	case per <= 2:
		return 2
	case per <= 4:
		return 3
	}
	return 4
}

// acts are what sentences do, in the words of the page.
var acts = [...]struct {
	class markup
	name  string
}{
	metrics.Reports: {"v1", "report"}, metrics.Judges: {"v2", "judge"}, metrics.Predicts: {"v3", "predict"},
	metrics.Prescribes: {"v4", "prescribe"}, metrics.Unmarked: {"v0", "neither"},
}

// actOrder is the order in which bars show them.
var actOrder = [...]metrics.Act{metrics.Reports, metrics.Judges, metrics.Predicts, metrics.Prescribes, metrics.Unmarked}

// voiceBar says what the sentences do: report, judge, predict, prescribe; in all and by section.
func (e *edition) voiceBar() {
	var all [metrics.Prescribes + 1]int
	total := 0
	for i := range e.details.Sections {
		for a, n := range e.details.Sections[i].Acts {
			all[a] += n
			total += n
		}
	}
	if total == 0 {
		return
	}
	e.section("voices", "What its sentences do")
	e.raw(`<table class="acts"><thead><tr><th scope="col">section</th><th scope="col" class="wide"><span class="unseen">bar</span></th>`)
	for _, a := range actOrder {
		e.raw(`<th scope="col" class="n"><i class="`, acts[a].class, `"></i>`, markup(acts[a].name), "</th>")
	}
	e.raw("</tr></thead><tbody>\n")
	row := func(name func(), n *[metrics.Prescribes + 1]int, sum int) {
		e.raw(`<tr><th scope="row">`)
		name()
		e.raw(`</th><td class="wide">`)
		e.stack(n, sum)
		e.raw("</td>")
		for _, a := range actOrder {
			e.raw(`<td class="n">`)
			e.text(share(n[a], sum))
			e.raw("</td>")
		}
		e.raw("</tr>\n")
	}
	row(func() { e.raw("all") }, &all, total)
	if sections := e.sections(); len(sections) > 1 {
		for i := range sections {
			s := &sections[i]
			row(func() {
				e.raw("<a")
				e.leads("s", s.First)
				e.raw(">")
				if s.Heading.Empty() {
					e.raw("beginning")
				} else {
					e.text(shortened(visible(strings.ReplaceAll(e.doc.Slice(s.Heading), prose.Object, ""))))
				}
				e.raw("</a>")
			}, &s.Acts, s.Sentences)
		}
	}
	e.raw("</tbody></table></section>\n")
}

// mostSections is how many rows of the voice bar can be taken in.
const mostSections = 40

// sections are the rows of the voice bar. Of too many the lowest levels of headings are counted with what they stand under.
func (e *edition) sections() []metrics.Section {
	sections := e.details.Sections
	highest, level := 0, 0
	for i := range e.doc.Blocks {
		if b := &e.doc.Blocks[i]; b.Kind == prose.Heading {
			level = max(level, b.Level)
			highest = min(cmp.Or(highest, b.Level), b.Level)
		}
	}
	for len(sections) > mostSections && level > highest {
		level--
		sections = e.under(level)
	}
	return sections
}

// under counts the sections together that stand under one heading of a level or a higher one.
func (e *edition) under(level int) []metrics.Section {
	var joined []metrics.Section
	block := 0
	var heading prose.Span
	for _, s := range e.details.Sections {
		for ; block < len(e.doc.Blocks) && e.doc.Blocks[block].Start <= s.Heading.Start; block++ {
			if b := &e.doc.Blocks[block]; b.Kind == prose.Heading && b.Level <= level {
				heading = b.Span
			}
		}
		if n := len(joined); n == 0 || joined[n-1].Heading != heading {
			s.Heading = heading
			joined = append(joined, s)
			continue
		}
		into := &joined[len(joined)-1]
		into.Sentences += s.Sentences
		for a, n := range s.Acts {
			into.Acts[a] += n
		}
	}
	return joined
}

func (e *edition) stack(n *[metrics.Prescribes + 1]int, sum int) {
	e.raw(`<svg class="bar" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">`)
	x := 0
	done := 0
	for _, a := range actOrder {
		done += n[a]
		to := 1000 * done / max(sum, 1)
		if to > x {
			e.rect(acts[a].class, x, to-x, 0, 10)
		}
		x = to
	}
	e.raw("</svg>")
}

func (e *edition) rect(class markup, x, width, y, height int) {
	e.raw(`<rect class="`, class, `" x="`)
	e.number(x)
	e.raw(`" width="`)
	e.number(width)
	e.raw(`" y="`)
	e.number(y)
	e.raw(`" height="`)
	e.number(height)
	e.raw(`"/>`)
}

// section begins a picture with its heading.
func (e *edition) section(id markup, title markup) {
	e.raw(`<section class="`, id, `" aria-labelledby="`, e.prefix, id, `"><h2 id="`, e.prefix, id, `">`, title, "</h2>\n")
}

// band is a row of the ruler: the terms that share a range.
type band struct {
	low, high float64
	names     []string
	uses      []*metrics.Likelihood
}

// ruler shows the scale in force from 0 to 100, a row a band, with the author's terms where they belong. What the scale
// does not have stands below, with what readers were found to take it for.
func (e *edition) ruler() {
	var bands []band
	for _, t := range e.scale.Terms {
		if n := len(bands); n > 0 && bands[n-1].low == t.Low && bands[n-1].high == t.High {
			bands[n-1].names = append(bands[n-1].names, t.Name)
			continue
		}
		bands = append(bands, band{low: t.Low, high: t.High, names: []string{t.Name}})
	}
	var gutter []*metrics.Likelihood
	used := 0
	for i := range e.details.Likelihoods {
		l := &e.details.Likelihoods[i]
		if l.Voice != voice.Author {
			continue
		}
		used++
		if b := bandOf(bands, e.scale, l, e.doc); b >= 0 {
			bands[b].uses = append(bands[b].uses, l)
		} else {
			gutter = append(gutter, l)
		}
	}
	e.section("ruler", "How likely")
	if used == 0 {
		e.raw("<p>The author says of nothing how likely it is.</p></section>\n")
		return
	}
	e.raw(`<table><thead><tr><th scope="col">`)
	e.text(e.scale.Title)
	e.raw(` scale</th><th scope="col" class="wide"><span class="axis"><span>0</span><span>50</span><span>100 %</span></span></th><th scope="col">in the text</th></tr></thead><tbody>`, "\n")
	for i := range bands {
		b := &bands[i]
		e.raw("<tr")
		if len(b.uses) == 0 {
			e.raw(` class="unused"`)
		}
		e.raw(`><th scope="row">`)
		e.text(strings.Join(b.names, ", "))
		e.raw(" <small>")
		e.text(likelihood.Term{Low: b.low, High: b.high}.Range())
		e.raw("</small></th>")
		e.scaleRow("band", b.low, b.high, b.uses)
		e.raw("<td>")
		for _, l := range b.uses {
			e.use(l)
		}
		e.raw("</td></tr>\n")
	}
	if len(gutter) > 0 {
		e.raw(`</tbody><tbody class="gutter"><tr><th scope="rowgroup" colspan="3">off the scale</th></tr>`, "\n")
		for _, l := range gutter {
			e.raw(`<tr><th scope="row">`)
			words := visible(e.doc.Slice(l.Span))
			e.text(words)
			reading, known := likelihood.Readers(words)
			if known {
				e.raw(" <small>readers take it for ")
				e.text(likelihood.Term{Low: reading.Low, High: reading.High}.Range())
				e.text(" (" + reading.Study + ")")
				e.raw("</small>")
			}
			e.raw("</th>")
			if known {
				e.scaleRow("spread", reading.Low, reading.High, []*metrics.Likelihood{l})
			} else {
				e.scaleRow("", 0, 0, []*metrics.Likelihood{l})
			}
			e.raw("<td>")
			e.use(l)
			e.raw("</td></tr>\n")
		}
	}
	e.raw("</tbody></table></section>\n")
}

// bandOf is the band of a scale that an expression belongs to, -1 where it has none for it.
func bandOf(bands []band, s *likelihood.Scale, l *metrics.Likelihood, d *prose.Document) int {
	for _, u := range likelihood.Of(d).In(l.Span) {
		if t, ok := s.Term(u); ok && u.Span == l.Span {
			for i := range bands {
				if bands[i].low == t.Low && bands[i].high == t.High {
					return i
				}
			}
		}
	}
	return -1
}

// scaleRow draws a row of the ruler: the band, and the figures that the text gives beside a term.
func (e *edition) scaleRow(class markup, low, high float64, uses []*metrics.Likelihood) {
	const unit = 10 // parts of a percent
	e.raw(`<td class="wide"><svg class="scale" viewBox="0 0 1000 20" preserveAspectRatio="none" aria-hidden="true">`)
	for x := 0; x <= 100; x += 25 {
		e.rect("tick", min(x*unit, 998), 2, 0, 20)
	}
	if class != "" {
		e.rect(class, int(low*unit), max(int((high-low)*unit), 4), 4, 12)
	}
	for _, l := range uses {
		switch {
		case l.Ranged:
			e.rect("said", int(min(l.Low, 100)*unit), max(int((min(l.High, 100)-l.Low)*unit), 6), 8, 4)
		case l.About >= 0:
			e.rect("point", min(max(int(l.About*unit)-4, 0), 992), 8, 2, 16)
		}
	}
	e.raw("</svg></td>")
}

func (e *edition) use(l *metrics.Likelihood) {
	e.raw("<span class=\"use\">“")
	e.text(visible(e.doc.Slice(l.Span)))
	e.raw("” ")
	if l.Ranged {
		e.raw("(")
		e.text(likelihood.Term{Low: l.Low, High: l.High}.Range())
		e.raw(") ")
	}
	e.to(l.Span, "")
	e.raw("</span> ")
}

// ledger says who carries how many claims and figures.
func (e *edition) ledger() {
	e.section("ledger", "Who says so")
	sources := e.details.Sources
	if len(sources) == 0 {
		e.raw("<p>Nobody: the text credits nothing to a source.</p></section>\n")
		return
	}
	most := 1
	for i := range sources {
		most = max(most, sources[i].Claims+sources[i].Figures)
	}
	e.raw(`<div class="scroll" role="region" tabindex="0" aria-label="Ledger of sources"><table><thead><tr><th scope="col">source</th><th scope="col">class</th><th scope="col" class="n">claims</th><th scope="col" class="n">figures</th><th scope="col" class="wide"><span class="unseen">bar</span></th><th scope="col">first</th><th scope="col">date</th><th scope="col">link</th></tr></thead><tbody>`, "\n")
	for i := range sources {
		s := &sources[i]
		e.raw(`<tr><th scope="row" dir="auto">`)
		e.text(cmp.Or(visible(s.Name), "–"))
		e.raw("</th><td>")
		if s.Class == voice.NoSource {
			e.raw("cited")
		} else {
			e.text(className(s.Class.String()))
		}
		e.raw(`</td><td class="n">`)
		e.number(s.Claims)
		e.raw(`</td><td class="n">`)
		e.number(s.Figures)
		e.raw(`</td><td class="wide"><svg class="bar" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">`)
		claims := 1000 * s.Claims / most
		e.rect("v1", 0, claims, 0, 10)
		e.rect("v5", claims, 1000*s.Figures/most, 0, 10)
		e.raw("</svg></td><td>")
		e.to(s.First, "")
		e.raw("</td><td>")
		if !s.Date.Empty() {
			e.text(visible(e.doc.Slice(s.Date)))
		}
		e.raw("</td><td>")
		if link := cmp.Or(s.Link, s.Site); link != "" {
			e.text(shortened(visible(cmp.Or(s.Site, link))))
			e.outward(s.Link)
		}
		e.raw("</td></tr>\n")
	}
	e.raw("</tbody></table></div></section>\n")
}
