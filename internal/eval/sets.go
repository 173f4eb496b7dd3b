package main

import (
	"fmt"
	"io"
	"slices"
	"unicode"
	"unicode/utf8"
)

// set is a corpus, the layers it needs and how it is scored. README.md of the corpora says what each label means.
type set struct {
	name   string
	bar    float64
	layers string
	score  func(c *count, items []item, out []dumped) (value float64, note string)
}

// sets in the order they are printed. What counts: procedural modals as deontic, putative ones as epistemic; a vague
// source is one of class vague-group or bare-anonymous, or none at all; a number is any quantity with figure set.
var sets = []set{
	{"attribution_polnear_docs", .82, "attributions,quotations", attributedWords},
	{"unsourced_figures_polnear", .84, "quantities,attributions,quotations", unsourcedFigures},
	{"vague_source_polnear", .50, "attributions", sentenceF1(item.positive, func(d *dumped) bool { return d.vague() })},
	{"modal_sense_masc", .84, "modals", modalSense},
	{"hedge_szeged_wiki", .87, "hedges", sentenceF1(probable, hedged)},
	{"hedge_szeged_bio", .90, "hedges", sentenceF1(probable, hedged)},
	{"certainty_scicomm", .76, "hedges", sentenceF1(item.positive, hedged)},
	{"suggestion_scicomm", .66, "advice", sentenceF1(item.positive, func(d *dumped) bool { return len(d.Advice) > 0 })},
	{"numbers_scicomm", .88, "quantities", sentenceF1(item.positive, figures)},
	{"sbd_en_ewt", .83, "sentences", boundaries(false)},
	{"sbd_golden_rules", .93, "sentences", boundaries(true)},
	{"lid_udhr_ud", .97, "sentences", languages},
}

func (s set) measure(o options, out io.Writer) (figure, error) {
	items, err := load(o.corpora, s.name)
	if err != nil {
		return figure{}, err
	}
	if s.name == "lid_udhr_ud" {
		items = slices.DeleteFunc(items, func(i item) bool { return utf8.RuneCountInString(i.Text) < 120 || i.word() == "gl" })
	}
	layers, err := dump(items, s.layers)
	if err != nil {
		return figure{}, err
	}
	c := &count{out: out, name: s.name, errors: o.errors}
	value, note := s.score(c, items, layers)
	return figure{s.name, value, s.bar, note}, nil
}

func hedged(d *dumped) bool { return len(d.Hedges) > 0 }

func figures(d *dumped) bool {
	for _, q := range d.Quantities {
		if q.Figure {
			return true
		}
	}
	return false
}

func probable(i item) bool {
	return slices.ContainsFunc(i.Spans, func(s span) bool { return s.label == "modal_probable" })
}

func sentenceF1(gold func(item) bool, predicted func(*dumped) bool) func(*count, []item, []dumped) (float64, string) {
	return func(c *count, items []item, out []dumped) (float64, string) {
		for n, i := range items {
			c.add(gold(i), predicted(&out[n]), i.Text)
		}
		return c.f1(), c.note()
	}
}

// attributedWords counts words inside attributed content.
func attributedWords(c *count, items []item, out []dumped) (float64, string) {
	for n, i := range items {
		gold, predicted := make([]bool, len(i.Text)+1), make([]bool, len(i.Text)+1)
		for _, s := range i.Spans {
			if s.label == "content" {
				mark(gold, s.start, s.end)
			}
		}
		for _, a := range out[n].Attributions {
			for _, e := range a.Content {
				mark(predicted, e.Start, e.End)
			}
		}
		inWord := false
		for at, r := range i.Text {
			is := unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' || unicode.IsMark(r) && inWord
			if is && !inWord {
				c.add(gold[at], predicted[at], i.Text[at:])
			}
			inWord = is
		}
	}
	return c.f1(), c.note()
}

func mark(bits []bool, start, end int) {
	for at := max(start, 0); at < min(end, len(bits)); at++ {
		bits[at] = true
	}
}

func unsourcedFigures(c *count, items []item, out []dumped) (float64, string) {
	seen, total := 0, 0
	for n, i := range items {
		for _, s := range i.Spans {
			hit, unsourced := false, false
			for _, q := range out[n].Quantities {
				if q.overlaps(s) {
					hit = true
					unsourced = unsourced || !q.Sourced
				}
			}
			total++
			if hit {
				seen++
			}
			c.add(len(s.label) >= 9 && s.label[:9] == "unsourced", unsourced, i.Text)
		}
	}
	return c.f1(), fmt.Sprintf("%s, %d of %d numbers seen", c.note(), seen, total)
}

func modalSense(c *count, items []item, out []dumped) (float64, string) {
	right := 0
	for n, i := range items {
		sense := "none"
		for _, m := range out[n].Modals {
			if m.overlaps(i.Spans[0]) {
				sense = m.Sense
				break
			}
		}
		switch sense {
		case "procedural":
			sense = "deontic"
		case "putative":
			sense = "epistemic"
		}
		if sense == i.word() {
			right++
		} else {
			c.add(true, false, i.word()+" seen as "+sense+": "+i.Text)
		}
	}
	return share(right, len(items)), fmt.Sprintf("%d of %d", right, len(items))
}

// boundaries compares exact spans; whole counts texts that are split right, not spans.
func boundaries(whole bool) func(*count, []item, []dumped) (float64, string) {
	return func(c *count, items []item, out []dumped) (float64, string) {
		right := 0
		for n, i := range items {
			gold, predicted := map[edge]bool{}, map[edge]bool{}
			for _, s := range i.Spans {
				gold[trim(i.Text, edge{s.start, s.end})] = true
			}
			for _, s := range out[n].Sentences {
				predicted[trim(i.Text, s)] = true
			}
			same := len(gold) == len(predicted)
			for e := range gold {
				c.add(true, predicted[e], i.Text)
				same = same && predicted[e]
			}
			for e := range predicted {
				if !gold[e] {
					c.add(false, true, i.Text)
				}
			}
			if same {
				right++
			}
		}
		if whole {
			return share(right, len(items)), fmt.Sprintf("%d of %d", right, len(items))
		}
		return c.f1(), c.note()
	}
}

func trim(text string, e edge) edge {
	space := func(b byte) bool { return b == ' ' || b >= '\t' && b <= '\r' }
	for e.Start < e.End && space(text[e.Start]) {
		e.Start++
	}
	for e.End > e.Start && space(text[e.End-1]) {
		e.End--
	}
	return e
}

// twins are languages that nobody tells apart on one sentence.
var twins = map[string]string{"ms": "id", "bs": "hr", "sr": "hr", "nn": "nb", "no": "nb"}

func languages(c *count, items []item, out []dumped) (float64, string) {
	twin := func(lang string) string {
		for at, r := range lang {
			if r == '-' {
				lang = lang[:at]
				break
			}
		}
		if t, ok := twins[lang]; ok {
			return t
		}
		return lang
	}
	right := 0
	for n, i := range items {
		if twin(out[n].Language) == twin(i.word()) {
			right++
		} else {
			c.add(true, false, i.word()+" seen as "+out[n].Language+": "+i.Text)
		}
	}
	return share(right, len(items)), fmt.Sprintf("%d of %d", right, len(items))
}
