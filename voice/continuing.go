package voice

import (
	"cmp"
	"slices"

	"github.com/sayso-lint/sayso/prose"
)

// continueQuotations credits a quotation that no cue of its own sentence claims to the speaker before it: "…," Ruiz said.
// "…" in the same paragraph, and a paragraph that begins with a quotation where the one before it ended in speech.
func (l *Layer) continueQuotations(v *voices, block int) {
	if l.announced(v, block) || len(v.quotations) == 0 {
		return
	}
	contents := l.covers[:0]
	for i := range v.attributions {
		for _, s := range v.attributions[i].Content {
			contents.add(s, i)
		}
	}
	l.covers = contents
	contents.seal()
	own := v.attributions
	var carried []Attribution
	next, last := 0, -1 // attributions whose cue stands before the quotation; the last of them with a source
	var before *Attribution
	for qi := range v.quotations {
		q := &v.quotations[qi]
		if q.Depth > 0 || !q.Speech {
			continue
		}
		for ; next < len(own) && own[next].Cue.Start < q.Start; next++ {
			if own[next].Source.Class != NoSource && own[next].Kind != Attitude {
				last = next
			}
		}
		if _, ok := contents.over(q.Span); ok || !l.startsSentence(q) {
			continue
		}
		if last >= 0 {
			own[last].Content = append(own[last].Content, q.Span)
			continue
		}
		if before == nil {
			if before = l.speakerBefore(block); before == nil {
				return
			}
		}
		b, s := l.doc.SentenceAt(q.Start)
		carried = append(carried, Attribution{
			Source:  Source{Class: before.Source.Class, Referent: before.Source.Referent},
			Cue:     prose.Span{Start: q.Start, End: q.Start},
			Content: []prose.Span{q.Span}, Block: b, Sentence: max(s, 0), Kind: Speech,
		})
	}
	if len(carried) > 0 {
		v.attributions = slices.Concat(own, carried)
		slices.SortStableFunc(v.attributions, func(a, b Attribution) int { return cmp.Compare(a.Cue.Start, b.Cue.Start) })
	}
}

// longestList bounds how many items a colon before a list reaches.
const longestList = 60

// announced credits a whole block to the speaker whose cue and colon end the block before it: The paper reports: and then a
// paragraph without quotation marks; According to the audit: and then a list, all of whose items it said.
func (l *Layer) announced(v *voices, block int) bool {
	b := &l.doc.Blocks[block]
	lead := block - 1
	for b.Kind == prose.ListItem && lead > 0 && lead > block-longestList && l.doc.Blocks[lead].Kind == prose.ListItem {
		lead--
	}
	if lead < 0 || b.Kind != prose.Paragraph && b.Kind != prose.Quote && b.Kind != prose.ListItem || len(v.quotations) > 0 && v.quotations[0].Start == b.Start {
		return false
	}
	p := l.parsed(lead)
	if p.announces.Empty() {
		return false
	}
	for i := len(p.attributions) - 1; i >= 0; i-- {
		if a := &p.attributions[i]; a.Cue == p.announces {
			v.attributions = append([]Attribution{{
				Source: Source{Class: a.Source.Class, Referent: a.Source.Referent}, Cue: prose.Span{Start: b.Start, End: b.Start},
				Content: []prose.Span{b.Span}, Block: block, Kind: Speech,
			}}, v.attributions...)
			return true
		}
	}
	return false
}

// startsSentence tells whether a quotation begins one, so that no author's words lead it in.
func (l *Layer) startsSentence(q *Quotation) bool {
	b, s := l.doc.SentenceAt(q.Start)
	return s >= 0 && l.doc.Blocks[b].Sentences[s].Start == q.Start
}

// longestSpeech bounds how many paragraphs of one speech are walked back over to its speaker.
const longestSpeech = 8

// speakerBefore is the last attribution of the paragraph before a block; paragraphs that begin with a quotation and name
// nobody are walked over. Only what those paragraphs say themselves is asked, so the answer does not depend on what has
// been analysed already.
func (l *Layer) speakerBefore(block int) *Attribution {
	for b := block - 1; b >= 0 && b >= block-longestSpeech; b-- {
		if k := l.doc.Blocks[b].Kind; k == prose.Heading || k == prose.Furniture {
			return nil
		}
		v := l.parsed(b)
		for i := len(v.attributions) - 1; i >= 0; i-- {
			if a := &v.attributions[i]; a.Kind == Speech && a.Source.Class != NoSource && !a.Cue.Empty() {
				return a
			}
		}
		if len(v.quotations) == 0 || v.quotations[0].Start != l.doc.Blocks[b].Start {
			return nil
		}
	}
	return nil
}
