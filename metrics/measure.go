package metrics

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sayso-lint/sayso/modality"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/quantity"
	"github.com/sayso-lint/sayso/voice"
)

// support is what counts as a source of a figure, as in `sayso dump`: any that a reader would take for one, in the
// paragraph or a note.
var support = voice.Search{Window: voice.InParagraph, Next: true, Weak: true, Named: true, Citation: true, Method: true}

// measuring is the walk over one document.
type measuring struct {
	*Metrics
	doc      *prose.Document
	voice    *voice.Layer
	quantity *quantity.Layer
	modality *modality.Layer
	words    *prose.Table[class]
	now      sentence
	classes  [voice.Self + 1]int // attributions
	counted  []int               // words, by sentence
	before   Cell                // what the sentence before rests on by its own words
	depth    *depth              // nil where nobody asked for it
}

// block is what is known of the block under measure. Its lists are in order, so each sentence takes its own off the front.
type block struct {
	index        int
	attributions []voice.Attribution
	citations    []voice.Citation
	quotations   []voice.Quotation
	quoted       Cell // what a block quotation as a whole rests on; Plain for other blocks
}

func measure(d *prose.Document, inDepth bool) *Details {
	m := &measuring{
		Metrics: &Metrics{}, doc: d, voice: voice.Of(d), quantity: quantity.Of(d), modality: modality.Of(d), words: lexicon(),
		before: Plain,
	}
	n := 0
	for i := range d.Blocks {
		n += len(d.Blocks[i].Sentences)
	}
	m.Cells, m.counted = make([]Cell, 0, n), make([]int, 0, n)
	if inDepth {
		m.depth = newDepth(d, n)
	}
	for i := range d.Blocks {
		if !m.counts(i) {
			m.before = Plain
			m.heading(i)
			continue
		}
		m.block(i)
	}
	m.Sentences = len(m.Cells)
	for class, n := range m.classes {
		if n > 0 {
			if m.Attributions == nil {
				m.Attributions = map[string]int{}
			}
			m.Attributions[voice.Class(class).String()] = n
		}
	}
	first, last := longestRun(m.Cells)
	m.LongestRun = last - first + 1
	for _, words := range m.counted[first : last+1] {
		m.RunWords += words
	}
	if m.depth == nil {
		return &Details{Metrics: m.Metrics}
	}
	return m.details(Run{first, last, m.RunWords})
}

// counts tells whether the sentences of a block are counted.
func (m *measuring) counts(i int) bool {
	b := &m.doc.Blocks[i]
	switch b.Kind {
	case prose.Paragraph, prose.ListItem, prose.Quote:
	case prose.Heading, prose.Cell, prose.Caption, prose.Note, prose.Furniture:
		return false
	}
	lang := b.Lang
	if lang == "" {
		lang = m.doc.Lang
	}
	// The layers read English. Of an unknown language they are given the benefit of the doubt.
	return (lang == "" || lang == "en") && m.voice.Role(i) != voice.References
}

func (m *measuring) block(i int) {
	k := &block{
		index: i, attributions: m.voice.Attributions(i), citations: m.voice.Citations(i), quotations: m.voice.Quotations(i), quoted: Plain,
	}
	b := &m.doc.Blocks[i]
	if b.Kind == prose.Quote {
		k.quoted = min(m.before, Vague) // "As Ruiz put it:" stands in the block before
		for j := range k.attributions {
			k.quoted = min(k.quoted, m.rests(&k.attributions[j]))
		}
		if len(k.citations) > 0 {
			k.quoted = Named
		}
	}
	m.enter(i)
	for j := range b.Sentences {
		m.turn(i, j)
		m.open()
		cell, words := m.sentence(k, j), m.doc.Words(b.Sentences[j].Tokens)
		m.Words += words
		m.Cells = append(m.Cells, cell)
		m.counted = append(m.counted, words)
		m.close(cell, words)
	}
}

// sentence counts one sentence and says what it rests on.
func (m *measuring) sentence(k *block, j int) Cell {
	b := &m.doc.Blocks[k.index]
	advises, judges := m.mood(k.index, j)
	own, by, believes := m.own(k, b, j)
	m.rested(by, believes)
	before := m.before
	m.before = own
	figures := m.figures()
	cell := own
	switch {
	case own == Named:
	case m.now.asks && own == Plain:
		return Plain
	case figures != Plain:
		cell = figures
	case own != Plain:
	case advises:
		return Advice
	case judges || believes:
		return Judgement
	case m.now.tells():
		cell = Unsourced
		if before < Unsourced {
			cell = before // a source in the sentence before still speaks for it
		}
	default:
		return Plain
	}
	m.Checkable++
	if cell == Named {
		m.Sourced++
	}
	return cell
}

// mood counts advice and hedges in the author's voice.
func (m *measuring) mood(b, s int) (advises, judges bool) {
	for _, c := range m.modality.Advice(b, s) {
		if !m.authors(c.Span) || m.wanted(b, s, c.Span) {
			continue
		}
		if !advises {
			m.AuthorAdvice++
			advises = true
		}
		if m.depth == nil {
			break
		}
		m.prescribed(b, s, &c)
	}
	m.permitted(b, s)
	for _, c := range m.modality.Hedges(b, s) {
		whose := voice.Other
		if m.authors(c.Span) {
			whose, judges = voice.Author, true
		}
		// How rough a figure is and what nobody knows is what every standard asks writers to say: those weaken nothing.
		if c.Name == "approximator" || c.Name == "gap" {
			continue
		}
		if whose == voice.Author {
			m.AuthorHedges++
		}
		m.hedged(&c, whose)
	}
	if judges {
		return advises, true
	}
	return advises, m.speaksOfFuture()
}

// wanted tells whether advice is what somebody else wants, or would have said: the council demanded that it should be
// shut. The layer leaves such words to the author, for an attitude vouches for nothing; but the advice in them is not his.
func (m *measuring) wanted(b, s int, span prose.Span) bool {
	for _, a := range m.voice.AttributionsIn(b, s) {
		if a.Source.Class == voice.Self {
			continue
		}
		for _, c := range a.Content {
			if c.Contains(span) {
				return true
			}
		}
	}
	return m.voice.Unreal(span)
}

// speaksOfFuture tells whether the author does, as if it were known. A sentence does not open with the word for it.
func (m *measuring) speaksOfFuture() bool {
	if m.now.any&(willWord|wouldWord) == 0 {
		return false
	}
	for i, c := range m.now.is {
		if i > 0 && c&(willWord|wouldWord) != 0 && m.authors(m.now.Tokens[i].Span) {
			return true
		}
	}
	return false
}

func (m *measuring) authors(s prose.Span) bool {
	who, _ := m.voice.Speaker(s)
	return who == voice.Author
}

// own is what a sentence rests on by what stands in it: its attributions, citations and quotations, or the attribution
// that it is the content of, and whose words say so; Plain where there is nothing of the kind. believes: the author says
// what he thinks.
func (m *measuring) own(k *block, b *prose.Block, j int) (best Cell, by prose.Span, believes bool) {
	s := b.Sentences[j].Span
	next := b.End // a note's mark behind the full stop belongs to the sentence before it
	if j+1 < len(b.Sentences) {
		next = b.Sentences[j+1].Start
	}
	best = k.quoted
	better := func(c Cell, whose prose.Span) {
		if c < best {
			best, by = c, whose
		}
	}
	for ; len(k.attributions) > 0 && k.attributions[0].Cue.Start < next; k.attributions = k.attributions[1:] {
		a := &k.attributions[0]
		switch {
		case a.Kind == voice.Attitude:
		case a.Source.Class == voice.Self:
			believes = true
		default:
			m.classes[a.Source.Class]++
			better(m.rests(a), a.Source.Span)
		}
	}
	for ; len(k.citations) > 0 && k.citations[0].Start < next; k.citations = k.citations[1:] {
		better(Named, k.citations[0].Span)
	}
	if best == Plain {
		if who, a := m.voice.Speaker(s); who == voice.Other && a != nil {
			better(m.rests(a), a.Source.Span)
		}
	}
	for ; len(k.quotations) > 0 && k.quotations[0].Start < next; k.quotations = k.quotations[1:] {
		q := &k.quotations[0]
		if q.Speech && q.Depth == 0 {
			better(Unsourced, prose.Span{})
		}
		if q.End > next {
			break // it goes on in the next sentence
		}
	}
	return best, by, believes
}

// rests is what the content of an attribution rests on.
func (m *measuring) rests(a *voice.Attribution) Cell {
	switch c := a.Source.Class; {
	case c.Named() && !a.Source.Referent.Empty():
		return Named
	case c == voice.DescribedAnonymous:
		return Anonymous
	default:
		return Vague
	}
}

// figures counts the figures of a sentence and says what the worst of them rests on; Plain where there is none.
func (m *measuring) figures() Cell {
	worst := Plain
	for i := range m.now.numbers {
		q := &m.now.numbers[i]
		if !q.Figure {
			continue
		}
		if q.Kind == quantity.Percent && m.authors(q.Span) && q.Likelihood(m.doc) {
			continue // the author's own judgement in figures: likely (55-80 percent)
		}
		m.Figures++
		cell, by := m.reached(q.Span)
		if cell != Unsourced {
			m.SourcedFigures++
		}
		if worst == Plain || cell > worst {
			worst = cell
		}
		m.figure(q, cell, by)
	}
	return worst
}

// reached is what a figure rests on, and the words that say so.
func (m *measuring) reached(span prose.Span) (Cell, prose.Span) {
	if who, a := m.voice.Speaker(span); who == voice.Other {
		if a == nil {
			return Vague, prose.Span{}
		}
		return m.rests(a), a.Source.Span
	}
	r := m.voice.Reach(span, support)
	switch {
	case !r.Sourced:
		return Unsourced, prose.Span{}
	case r.By.Empty():
		return Vague, prose.Span{}
	case r.Class.Named(), r.Class == voice.NoSource, r.Class == voice.Self: // NoSource: a citation; Self: a method
		return Named, r.By
	case r.Class == voice.DescribedAnonymous:
		return Anonymous, r.By
	}
	return Vague, r.By
}

// tells tells whether a sentence tells in the past tense of something that has a name or a date. No tagger is asked: a
// past is an irregular one or ends in -ed, a name is a capital within the sentence. That takes some participles for
// verbs; to be right about those would cost more time than all the rest.
func (s *sentence) tells() bool {
	past, name := false, false
	for i, t := range s.Tokens {
		text := s.text[t.Start:t.End]
		switch c := text[0]; {
		case c >= 'a' && c <= 'z':
			past = past || s.is[i]&pastTense != 0 || len(text) > 4 && strings.HasSuffix(text, "ed") && !strings.HasSuffix(text, "eed") && text != "hundred"
		case i > 0 && c >= utf8.RuneSelf:
			r, _ := utf8.DecodeRuneInString(text)
			name = name || unicode.IsUpper(r)
		case i > 0 && c >= 'A' && c <= 'Z':
			name = name || len(text) > 1
		}
		if past && name {
			return true
		}
	}
	if !past {
		return false
	}
	for i := range s.numbers {
		if s.numbers[i].Kind == quantity.Date {
			return true
		}
	}
	return false
}

// longestRun is the longest stretch from one unsupported checkable sentence to another without a Named one between, both
// ends included; of equals the first. last is before first where there is none.
func longestRun(cells []Cell) (first, last int) {
	last = -1
	start := -1
	for i, c := range cells {
		switch {
		case c == Named:
			start = -1
		case c.Checkable():
			if start < 0 {
				start = i
			}
			if i-start > last-first {
				first, last = start, i
			}
		}
	}
	return first, last
}
