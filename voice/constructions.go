package voice

import (
	"sort"
	"strings"

	"github.com/sayso-lint/sayso/prose"
)

// accordingTo reads according to X, and per X where X is named: per capita and per the usual are none, and as per the plan says how
// something is done.
func (c *clause) accordingTo(i int) {
	last := i + 1
	switch {
	case last < len(c.w) && c.w[last].is(to):
		last++
	case c.t[i].Word != perWord || i > 0 && c.t[i-1].Word == asWord || last >= len(c.w) || !c.proper(last) && !c.w[last].is(determiner):
		return
	}
	np := c.phraseAfter(last)
	if np.empty() || c.yardstick(i, np) {
		return
	}
	if last == i+1 && !c.source(np).Class.Named() {
		return
	}
	c.cues = append(c.cues, c.adjunctCue(i, last, np))
}

// yardstick tells whether "according to" at token i names what something is ordered by, and nobody who says it: sorted
// according to weight, it went according to plan. A bare singular is nobody's name.
func (c *clause) yardstick(i int, np phrase) bool {
	if c.leads(i) || c.w[i-1].mark != 0 {
		return false
	}
	h := c.head(np)
	w := &c.w[h]
	if w.shape&(capital|plural|allCapitals) != 0 || c.w[np.first].is(determiner|possessive|subject|object) || c.agentive(h) {
		return false
	}
	return w.class&(nominal&^attitudeNoun) == 0 || standards.Has(c.t[h].Word)
}

var standards = prose.WordsOf("plan schedule type law rank size need custom tradition procedure age")

// adjunctCue is a cue that hangs on a clause as an adjunct: its content is the clause on either side.
func (c *clause) adjunctCue(first, last int, np phrase) cue {
	k := cue{first: first, last: last, kind: Speech, source: np, left: first, order: contentFirst}
	if c.leads(first) {
		k.order = contentLast
	}
	return k
}

// leads tells whether token i is the first of a sentence or clause, so that what it brings in comes behind it.
func (c *clause) leads(i int) bool {
	for i > 0 && (c.w[i-1].is(coordinator) || c.w[i-1].mark == '"' && c.w[i-1].quoted == 0) {
		i--
	}
	return i == 0
}

// inTheWords reads in the words of X and in X's view.
func (c *clause) inTheWords(i int) {
	if i+2 >= len(c.w) || c.gist&perceived == 0 {
		return
	}
	if i+3 < len(c.w) && c.w[i+3].is(of) && c.w[i+1].is(determiner) && c.w[i+2].is(perceived) {
		if np := c.phraseAfter(i + 4); !np.empty() {
			c.cues = append(c.cues, c.adjunctCue(i, i+4, np))
		}
		return
	}
	for j := i + 2; j < len(c.w) && j < i+8; j++ {
		if (c.w[j-1].is(clitic) || j == i+2 && c.w[i+1].is(possessive)) && c.w[j].is(perceived) && (j+1 == len(c.w) || c.w[j+1].mark == ',' || c.w[j+1].mark == '.' || c.w[j+1].is(subject|determiner) && !c.w[j+1].is(that)) {
			k := c.adjunctCue(i, j+1, phrase{i + 1, j})
			if c.w[j-1].is(clitic) {
				k.source.last = j - 1
			}
			if k.order == contentLast && j+1 < len(c.w) && c.w[j+1].mark == 0 { // in the bank's view the loan is lost
				k.content[0] = [2]int{j + 1, len(c.w)}
			}
			c.cues = append(c.cues, k)
			return
		}
		if c.w[j].mark != 0 {
			return
		}
	}
}

// colon reads Ruiz: "…" and The report: "…", and a colon that follows any clause before a quotation.
func (c *clause) colon(i int) {
	if i == 0 || i+1 >= len(c.w) {
		return
	}
	if n := len(c.cues); n > 0 && c.cues[n-1].order == contentLast {
		return // said: …
	}
	quote := c.w[i+1].mark == '"' && c.w[i+1].quoted != 0
	np := c.theme(i)
	if np.empty() {
		return
	}
	heading := c.layer.doc.Blocks[c.block].Kind == prose.Heading // Belmark: reliability of the grid; its topic
	if np.last < i && !quote || !quote && (i > 6 || !c.proper(np.first) || heading) {
		return
	}
	k := cue{first: i, last: i + 1, kind: Speech, source: np, left: np.first, order: contentLast, content: [2][2]int{{i + 1, len(c.w)}}}
	if !quote {
		if !c.nameLike(np) || np.first == 0 && rubrics.Has(c.t[np.first].Word) {
			return
		}
		k.turn = c.sentence == 0 && np.first == 0
	}
	c.cues = append(c.cues, k)
}

// rubrics are words before a colon that say what follows is, not who speaks.
var rubrics = prose.WordsOf(`image images photo photos photograph picture pictures illustration map video audio credit credits caption table
	figure fig chart graph box panel exhibit example examples note notes nota source sources question answer step option scenario case hypothesis
	update updated correction clarification editor topic tags subject date time place location venue price cost total result results finding
	conclusion summary warning caution tip tips hint definition theorem lemma proof remark exercise problem solution part chapter section
	appendix annex article item point reason reasons lesson lessons rule verdict context background analysis opinion comment review exclusive breaking
	watch read listen see more related keywords abstract`)

// transcript reads a speaker's name before a colon inside a quotation: "RUIZ: …".
func (c *clause) transcript(i int) {
	first := i - 1
	for first >= 0 && i-first <= 4 && c.w[first].mark == 0 {
		first--
	}
	np := phrase{first + 1, i}
	if np.empty() || first > 0 || first == 0 && c.w[0].mark != '"' || !c.nameLike(np) {
		return
	}
	k := cue{first: i, last: i + 1, kind: Speech, source: np, left: np.first, order: contentLast}
	k.content[0] = [2]int{i + 1, len(c.w)}
	c.cues = append(c.cues, k)
}

// byline reads the name that a dash hangs on a quotation: "…" — Lena Ruiz.
func (c *clause) byline(i int) {
	if i+1 >= len(c.w) || !c.proper(i+1) {
		return
	}
	quotation, ok := c.quotationBefore(i)
	if !ok {
		return
	}
	np := c.phraseAfter(i + 1)
	if np.empty() || np.last < len(c.w) && c.w[np.last].mark == 0 {
		return
	}
	c.cues = append(c.cues, cue{first: i, last: i + 1, kind: Speech, source: np, left: i, order: contentFirst, whole: quotation})
}

// nounCue reads the ministry's belief that, his decision to, the claim by the union that.
func (c *clause) nounCue(i int) {
	w := &c.w[i]
	k := cue{first: i, last: i + 1, left: i, order: contentLast, kind: Speech}
	switch {
	case w.is(attitudeNoun):
		k.kind = Attitude
	case w.is(beliefNoun) && !w.is(speechNoun):
		k.kind = Belief
	}
	next := i + 1
	switch {
	case c.w[next].is(by):
		k.source = c.phraseAfter(next + 1)
		next = k.source.last
	default:
		j := i - 1
		for j > 0 && j > i-4 && c.w[j].mark == 0 && !c.w[j].is(determiner|possessive|clitic|auxiliary|preposition) {
			j--
		}
		switch {
		case j < 0:
			return
		case c.w[j].is(possessive):
			k.source = phrase{j, j + 1}
		case c.w[j].is(clitic) && j > 0:
			k.source = c.phraseBefore(j - 1)
		default:
			return
		}
	}
	if next+1 < len(c.w) && c.w[next].is(be) && c.w[next+1].is(that) {
		next++ // Ruiz's prediction is that
	}
	if k.source.empty() || next >= len(c.w) || !c.w[next].is(that|to) && c.t[next].Word != aboutWord && !(c.w[next].is(of) && claiming.Has(c.t[i].Word)) || c.w[next].is(to) && k.kind != Attitude {
		return
	}
	k.content[0] = [2]int{next, c.breakAfter(next)}
	c.cues = append(c.cues, k)
}

// claiming are nouns that hold what somebody says has happened, in a phrase: the bank's warning of a slump.
var claiming = prose.WordsOf("accusation accusations admission allegation allegations announcement claim claims complaint complaints prediction predictions report reports testimony warning warnings")

var aboutWord = prose.WordOf("about")

// quotationBefore is the quotation that ends right before token i, if one does.
func (c *clause) quotationBefore(i int) (prose.Span, bool) {
	at := c.t[i].Start
	q := c.v.quotations
	n := sort.Search(len(q), func(j int) bool { return q[j].Start >= at })
	for n--; n >= 0 && q[n].Depth > 0; n-- {
	}
	if n < 0 || q[n].End > at || !blank(c.layer.doc.Text[q[n].End:at]) || !q[n].Speech {
		return prose.Span{}, false
	}
	return q[n].Span, true
}

// blank tells whether a short stretch between two tokens holds nothing.
func blank(s string) bool { return len(s) < 8 && strings.TrimSpace(s) == "" }

// nameLike tells whether all of a phrase is a name in capitals: the speaker before a colon in a transcript.
func (c *clause) nameLike(p phrase) bool {
	for i := p.first; i < p.last; i++ {
		if c.w[i].shape&capital == 0 || c.w[i].class&^(title|role|metonym|traits) != 0 {
			return false
		}
	}
	return p.last-p.first <= 4
}
