package voice

import (
	"slices"

	"github.com/sayso-lint/sayso/prose"
)

// analyse works one block out.
func (l *Layer) analyse(v *voices, block int) {
	l.quoted(block)
	v.citations = l.citations(block)
	v.attributions, v.grounds = l.attributed[:0], l.grounded[:0]
	l.page, l.facing = l.facing, l.page
	l.open(&l.page, block)
	c := clause{layer: l, v: v, block: block, cues: l.cues}
	for i := range l.doc.Blocks[block].Sentences {
		c.turn(&l.page, i)
		c.find()
		c.attribute()
		c.ground()
	}
	l.cues = c.cues
	if c.announced > 0 {
		v.rarely().announces = v.attributions[c.announced-1].Cue
	}
	l.attributed, l.grounded = v.attributions, v.grounds
	v.attributions, v.grounds = keep(&l.room.attributions, v.attributions), keep(&l.room.grounds, v.grounds)
	slices.SortStableFunc(v.attributions, func(a, b Attribution) int { return a.Cue.Start - b.Cue.Start })
}

// attribute turns cues into attributions.
func (c *clause) attribute() {
	if len(c.cues) == 0 {
		return
	}
	bounds := c.layer.bounds[:0]
	for i := range c.cues {
		if c.cues[i].coordinate {
			bounds = append(bounds, c.cues[i].left)
		}
	}
	bounds = c.asides(bounds)
	slices.Sort(bounds)
	c.layer.bounds = bounds
	for i := range c.cues {
		k := &c.cues[i]
		if k.order == contentLast && k.whole.Empty() && k.content[0][1] == 0 && !c.after(k, bounds) {
			continue
		}
		if k.order == contentFirst && k.whole.Empty() && !c.before(k, bounds) {
			continue
		}
		if k.order == asideOrder {
			c.both(k)
		}
		c.emit(k)
	}
}

// span is the text of tokens [first, last).
func (c *clause) span(first, last int) prose.Span {
	if last <= first {
		return prose.Span{}
	}
	return prose.Span{Start: c.t[first].Start, End: c.t[last-1].End}
}

// trim drops punctuation at the edges of content, quotation marks aside.
func (c *clause) trim(s [2]int) [2]int {
	for s[0] < s[1] && c.w[s[0]].mark != 0 && c.w[s[0]].mark != '"' && c.w[s[0]].mark != '(' {
		s[0]++
	}
	for s[0] < s[1] && c.w[s[1]-1].mark != 0 && c.w[s[1]-1].mark != '"' && c.w[s[1]-1].mark != ')' {
		s[1]--
	}
	return s
}

// emit writes an attribution down.
func (c *clause) emit(k *cue) {
	a := Attribution{Cue: c.span(k.first, k.last), Block: c.block, Sentence: c.sentence, Kind: k.kind}
	var several [3]prose.Span
	content := several[:0]
	if !k.whole.Empty() {
		content = append(content, k.whole)
	}
	for _, s := range k.content {
		s = c.trim(s)
		span := c.span(s[0], s[1])
		if span.Empty() {
			continue
		}
		span = c.wholeQuotation(s, span)
		if k.turn {
			span.End = c.layer.doc.Blocks[c.block].End
		}
		content = append(content, span)
	}
	if last := len(c.w) - 1; len(content) == 0 && (a.Kind == Speech || a.Kind == Finding) && !k.unsaid && c.w[last].mark == ':' && c.t[last].End == c.layer.doc.Blocks[c.block].End {
		c.announced = len(c.v.attributions) + 1
	}
	if k.unsaid {
		for _, s := range content {
			rare := c.v.rarely()
			rare.unsaid = append(rare.unsaid, a.Cue.Join(s))
		}
		return
	}
	a.Content = keep(&c.layer.room.contents, content)
	if !k.source.empty() {
		a.Source = c.source(k.source)
	}
	c.v.attributions = append(c.v.attributions, a)
}

// wholeQuotation lets content that reaches a quotation's edge in this sentence have all of the quotation, which may have
// begun in a sentence before or go on in the next.
func (c *clause) wholeQuotation(s [2]int, span prose.Span) prose.Span {
	if q := c.w[s[0]].quoted; q != 0 {
		span.Start = min(span.Start, c.v.quotations[q-1].Start)
	}
	if q := c.w[s[1]-1].quoted; q != 0 {
		span.End = max(span.End, c.v.quotations[q-1].End)
	}
	return span
}
