package voice

// mentions lists whom and what a sentence names, in order. It looks at nothing but the sentence, so that a pronoun can ask for
// it without analysing the text before. Most of whom words stand for is found near, so that few sentences are asked.
func (l *Layer) mentions(block, sentence int) []naming {
	v := l.of(block)
	if v.named == nil {
		v.named = make([][]naming, len(l.doc.Blocks[block].Sentences))
	}
	memo := &v.named[sentence]
	if *memo == nil {
		p := &l.page
		if p.of != block+1 {
			p = &l.facing
		}
		l.open(p, block)
		c := clause{layer: l, block: block}
		c.turn(p, sentence)
		l.named = c.names(l.named[:0])
		*memo = keep(&l.room.namings, l.named)
	}
	return *memo
}

// names adds the mentions of one sentence.
func (c *clause) names(all []naming) []naming {
	for i := 0; i < len(c.w); {
		w := &c.w[i]
		if w.mark != 0 || w.quoted != 0 || !(w.is(determiner|possessive) || w.is(nominal) || c.proper(i)) {
			i++
			continue
		}
		p := c.phraseAfter(i)
		if p.empty() {
			i++
			continue
		}
		h := c.head(p)
		if h+1 < p.last && c.w[h+1].class&^(homograph|traits) == 0 && c.w[h+1].mark == 0 && c.w[h+1].shape&(capital|digits) == 0 {
			p.last = h + 1 // the verb is no part of it
		}
		x := &c.w[h]
		if x.is(nominal) || c.proper(h) {
			all = append(all, naming{
				Span: c.span(p.first, p.last), class: c.classify(p), head: c.t[h].Word,
				plural: x.shape&plural != 0 && !c.proper(h) || x.is(group) && x.shape&plural != 0,
				papers: x.is(document|figureNoun) && !x.is(group|role|anonymous|body),
			})
		}
		i = max(h, i) + 1
	}
	return all
}
