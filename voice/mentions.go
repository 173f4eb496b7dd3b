package voice

// namings is whom and what a sentence names.
type namings struct {
	all    []naming // in order
	asked  bool
	before int32 // 2 + the last sentence before that names anything, 1 where none does, 0 until asked for
}

// mentions are those of a sentence. They are found by nothing but its words, so that a pronoun can ask for them without
// analysing the text before. Most of whom words stand for is found near, so that few sentences are asked.
func (l *Layer) mentions(block, sentence int) []naming {
	v := l.of(block)
	if v.named == nil {
		v.named = make([]namings, len(l.doc.Blocks[block].Sentences))
	}
	memo := &v.named[sentence]
	if !memo.asked {
		p := &l.page
		if p.of != block+1 {
			p = &l.facing
		}
		l.open(p, block)
		c := clause{layer: l, block: block}
		c.turn(p, sentence)
		l.named = c.names(l.named[:0])
		memo.all, memo.asked = keep(&l.room.namings, l.named), true
	}
	return memo.all
}

// mentioning is the last sentence before another one that names anything, -1 where none does. Every sentence walked over
// remembers it, so that all walks together are linear.
func (l *Layer) mentioning(block, sentence int) int {
	named := l.of(block).named
	s := sentence
	for {
		if m := named[s].before; m != 0 {
			s = int(m) - 2
			break
		}
		if s--; s < 0 || len(l.mentions(block, s)) > 0 {
			break
		}
	}
	for w := sentence; w > s && named[w].before == 0; w-- {
		named[w].before = int32(s + 2)
	}
	return s
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
