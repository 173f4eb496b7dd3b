package report

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/metrics"
	"github.com/sayso-lint/sayso/voice"
)

// Close writes what the run amounts to.
func (t *text) Close(s *Summary) error {
	if t.options.Quiet {
		return t.flush()
	}
	t.counts(s)
	if s.Metrics != nil && s.Metrics.Sentences > 0 {
		t.sourced(s.Metrics)
		t.mix(s.Metrics)
		t.advised(s.Metrics)
	}
	t.leftAlone(s)
	if t.options.Metrics && s.Metrics != nil && s.Files > 1 {
		t.values("all files", s.Metrics)
	}
	if s.Files > 0 {
		t.paint(t.dim, "sayso judges form, not truth: whether a source is right it cannot tell")
		t.print("\n")
	}
	return t.flush()
}

// counts is the first line: how many findings, in how much.
func (t *text) counts(s *Summary) {
	files := count(s.Files, "file")
	switch {
	case s.Files == 0:
		t.print("nothing to check")
	case s.Errors+s.Warnings+s.Infos == 0:
		t.paint(t.good, "nothing found")
		t.print(" in ", files)
	default:
		t.tally(s.Errors, "error", t.severity[lint.Error])
		t.print(", ")
		t.tally(s.Warnings, "warning", t.severity[lint.Warning])
		t.print(", ")
		t.tally(s.Infos, "info", t.severity[lint.Info])
		t.print(" in ", files)
	}
	for _, aside := range s.asides() {
		t.print("; ", aside)
	}
	if s.Unread > 0 {
		t.print("; ")
		t.paint(t.bad, count(s.Unread, "file"), " not read")
	}
	t.print("\n")
}

// asides count the findings that are not shown any more, not shown at all, or not as what they are.
func (s *Summary) asides() []string {
	var out []string
	for _, x := range []struct {
		n    int
		what string
	}{
		{s.Fixed, "fixed"},
		{s.Suppressed, "allowed"},
		{s.Calmed, "beyond the noise budget shown as info"},
		{s.Known, "in the baseline"},
		{s.Elsewhere, "outside of what changed"},
	} {
		if x.n > 0 {
			out = append(out, strconv.Itoa(x.n)+" "+x.what)
		}
	}
	return out
}

func (t *text) tally(n int, word string, look style) {
	if n == 0 {
		look = t.dim
	}
	t.paint(look, count(n, word))
}

// count is a number with its noun.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}

// label starts a line of the summary; labels are set in one column.
func (t *text) label(s string) {
	t.paint(t.strong, fmt.Sprintf("%-*s", labelWidth, s))
}

const labelWidth = 16

// sourcedClaims is the sourced-claim ratio and what it is a ratio of.
func sourcedClaims(m *metrics.Metrics) string {
	if m.Checkable == 0 {
		return "no checkable claims in " + count(m.Sentences, "sentence")
	}
	figures := ""
	if m.Figures > 0 {
		figures = fmt.Sprintf("; %d of %s", m.SourcedFigures, count(m.Figures, "figure"))
	}
	return fmt.Sprintf("%s (%d of %s%s)", share(m.Sourced, m.Checkable), m.Sourced, count(m.Checkable, "checkable sentence"), figures)
}

// sourced is the sourced-claim ratio with the strip and the legend of the glyphs in it.
func (t *text) sourced(m *metrics.Metrics) {
	t.label("sourced claims")
	t.print(sourcedClaims(m), "\n")
	if m.Checkable == 0 || len(m.Cells) < 2 {
		return
	}
	cells := sampled(m.Cells, t.width-labelWidth)
	t.print(strings.Repeat(" ", labelWidth))
	var seen [len(strip)]bool
	for i := 0; i < len(cells); {
		c, n := cells[i], 0
		for ; i < len(cells) && cells[i] == c; i++ {
			n++
		}
		seen[c] = true
		t.paint(t.cellStyle(c), strings.Repeat(strip[c].glyph, n))
	}
	t.print("\n")
	t.legend(seen)
}

// legend explains the glyphs that the strip shows, in as many rows as it takes.
func (t *text) legend(seen [len(strip)]bool) {
	column := 0
	for c, s := range strip {
		if !seen[c] {
			continue
		}
		w := 1 + 1 + len(s.name)
		switch {
		case column == 0:
			t.print(strings.Repeat(" ", labelWidth))
			column = labelWidth
		case column+2+w > t.width:
			t.print("\n", strings.Repeat(" ", labelWidth))
			column = labelWidth
		default:
			t.print("  ")
			column += 2
		}
		t.paint(t.cellStyle(metrics.Cell(c)), s.glyph)
		t.print(" ")
		t.paint(t.dim, s.name)
		column += w
	}
	t.print("\n")
}

// strip is how the coverage strip shows what a sentence rests on: the fuller the block, the better the source.
var strip = [...]struct{ glyph, name string }{
	metrics.Named:     {"█", "named"},
	metrics.Anonymous: {"▓", "anonymous"},
	metrics.Vague:     {"▒", "vague"},
	metrics.Unsourced: {"_", "unsourced"},
	metrics.Judgement: {"~", "judgement"},
	metrics.Advice:    {"!", "advice"},
	metrics.Plain:     {"·", "no claim"},
}

func (t *text) cellStyle(c metrics.Cell) style {
	switch c {
	case metrics.Named:
		return t.good
	case metrics.Unsourced:
		return t.bad
	case metrics.Vague, metrics.Anonymous:
		return t.severity[lint.Warning]
	case metrics.Judgement, metrics.Advice, metrics.Plain:
	}
	return t.dim
}

// sampled brings cells down to at most width columns. A column that stands for several sentences shows what most of its
// checkable ones rest on, of equals the worse; where none is checkable, what most of them are.
func sampled(cells []metrics.Cell, width int) []metrics.Cell {
	if len(cells) <= width {
		return cells
	}
	out := make([]metrics.Cell, width)
	for i := range out {
		var n [len(strip)]int
		for _, c := range cells[i*len(cells)/width : (i+1)*len(cells)/width] {
			n[c]++
		}
		from, to := metrics.Named, metrics.Unsourced
		if n[metrics.Named]+n[metrics.Anonymous]+n[metrics.Vague]+n[metrics.Unsourced] == 0 {
			from, to = metrics.Judgement, metrics.Plain
		}
		out[i] = from
		for c := from; c <= to; c++ {
			if n[c] >= n[out[i]] {
				out[i] = c
			}
		}
	}
	return out
}

// mix is who the attributions name, the most frequent first.
func (t *text) mix(m *metrics.Metrics) {
	total := 0
	for _, n := range m.Attributions {
		total += n
	}
	t.label("attributions")
	if total == 0 {
		t.print("none\n")
		return
	}
	classes := slices.SortedFunc(maps.Keys(m.Attributions), func(a, b string) int {
		return cmp.Or(cmp.Compare(m.Attributions[b], m.Attributions[a]), cmp.Compare(a, b))
	})
	var parts []string
	for _, c := range classes {
		if n := m.Attributions[c]; n > 0 {
			parts = append(parts, share(n, total)+" "+className(c))
		}
	}
	t.paragraph(strconv.Itoa(total) + ": " + strings.Join(parts, ", "))
}

// className is a class of source in plain words.
func className(class string) string {
	if class == voice.NoSource.String() {
		return "nobody"
	}
	return strings.ReplaceAll(class, "-", " ")
}

// advised is the share of advice.
func (t *text) advised(m *metrics.Metrics) {
	t.label("advice")
	t.print(share(m.AuthorAdvice, m.Sentences), " (", strconv.Itoa(m.AuthorAdvice), " of ", count(m.Sentences, "sentence"), " in the author's voice)\n")
}

// leftAlone says what no rule has read.
func (t *text) leftAlone(s *Summary) {
	if len(s.LeftAlone) > 0 {
		t.label("left alone")
		t.paragraph(leftAlone(s.LeftAlone))
	}
}

// leftAlone counts the blocks that no rule has read, by language.
func leftAlone(blocks map[string]int) string {
	languages := slices.SortedFunc(maps.Keys(blocks), func(a, b string) int {
		return cmp.Or(cmp.Compare(blocks[b], blocks[a]), cmp.Compare(a, b))
	})
	parts := make([]string, len(languages))
	for i, lang := range languages {
		parts[i] = count(blocks[lang], "block") + " in " + languageName(lang)
	}
	return strings.Join(parts, ", ") + ": too few rules know the language"
}

// paragraph wraps text beside a label.
func (t *text) paragraph(s string) {
	for i, row := range wrap(cellsOf(s), t.width-labelWidth, t.width-labelWidth) {
		if i > 0 {
			t.print(strings.Repeat(" ", labelWidth))
		}
		t.print(textOf(row), "\n")
	}
}

// values lists the figures of the JSON report.
func (t *text) values(name string, m *metrics.Metrics) {
	v := m.Values()
	if len(v) == 0 {
		return
	}
	t.paint(t.strong, name)
	t.print("\n")
	for _, id := range slices.Sorted(maps.Keys(v)) {
		t.print(fmt.Sprintf("  %-40s %s\n", id, strconv.FormatFloat(v[id], 'f', -1, 64)))
	}
	t.print("\n")
}

// share is n of m in whole per cent; what is neither none nor all is never rounded to them.
func share(n, m int) string {
	if m == 0 {
		return "–"
	}
	p := (200*n + m) / (2 * m)
	if n > 0 {
		p = max(p, 1)
	}
	if n < m {
		p = min(p, 99)
	}
	return strconv.Itoa(p) + "%"
}

// languageNames are the languages most likely to stand beside English; others go by their code.
var languageNames = map[string]string{
	"ar": "Arabic", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "en": "English", "es": "Spanish",
	"fa": "Persian", "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi", "hu": "Hungarian", "id": "Indonesian",
	"it": "Italian", "ja": "Japanese", "ko": "Korean", "la": "Latin", "nl": "Dutch", "no": "Norwegian", "nb": "Norwegian",
	"nn": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sv": "Swedish", "tr": "Turkish",
	"uk": "Ukrainian", "vi": "Vietnamese", "zh": "Chinese",
}

func languageName(code string) string {
	if name := languageNames[code]; name != "" {
		return name
	}
	return "language " + strconv.Quote(code)
}
