package modality

import (
	"strings"

	"github.com/sayso-lint/sayso/internal/tag"
	"github.com/sayso-lint/sayso/prose"
)

// hedges lists the hedges of the sentence: epistemic may, might and could, and the phrases of the list that are used in
// the sense it means.
func (r *reader) hedges(modals []Modal) []Cue {
	var out []Cue
	m := 0
	for i := 0; i < len(r.is); i++ {
		for m < len(modals) && modals[m].Start < r.Tokens[i].Start {
			m++
		}
		if m < len(modals) && modals[m].Start == r.Tokens[i].Start {
			if r.possible(&modals[m]) && !r.concedes(i) && !r.names(&modals[m]) {
				out = append(out, r.cue(nameModal, i, i+1))
			}
		}
		if r.is[i].class&approximate != 0 && r.approximates(i) {
			out = append(out, r.cue(nameApproximator, i, i+1))
			continue
		}
		if r.is[i].hedge == nil {
			continue
		}
		name, end := r.is[i].hedge.match(r.Tokens, i)
		if name == "" || !r.hedging(name, i, end) {
			continue
		}
		out = append(out, r.cue(name, i, end))
		i = end - 1
	}
	return out
}

func (r *reader) cue(name string, first, last int) Cue {
	return Cue{Span: r.span(first, last), Name: name, Block: r.block, Sentence: r.index}
}

// approximates tells whether the word at i makes an estimate of a share or a multiple: about 30 percent, nearly 2 to 3
// times.
func (r *reader) approximates(i int) bool {
	j := i + 1
	if r.at(j) == wTo { // up to, close to
		j++
	}
	// What stands behind the number is asked first: whether a word is a number may take tags.
	if r.at(i) != wEstimated && r.class(j+1)&unit == 0 && r.class(j+3)&unit == 0 {
		return false
	}
	if !r.number(j) {
		return false
	}
	if r.at(i) == wEstimated {
		return true
	}
	j++
	if r.at(j) == wTo || r.class(j)&mark != 0 || r.at(j) == wAnd {
		if !r.number(j + 1) {
			return false
		}
		j += 2
	}
	return r.class(j)&unit != 0
}

func (r *reader) number(i int) bool {
	if i >= len(r.Tokens) {
		return false
	}
	b := r.doc.Text[r.Tokens[i].Start]
	return '0' <= b && b <= '9' || r.tag(i) == tag.CD
}

// names tells whether the modal only says what something is called: may be described as.
func (r *reader) names(m *Modal) bool {
	if !m.Passive || m.Perfect || m.Lemma != "may" {
		return false
	}
	v, _ := r.TokensIn(m.Verb)
	return r.class(v)&naming != 0
}

// possible tells whether a modal says that something may be so.
func (r *reader) possible(m *Modal) bool {
	switch m.Lemma {
	case "may", "might", "could":
		return m.Sense == Epistemic
	case "can":
		v, _ := r.TokensIn(m.Verb)
		return m.Sense == Epistemic && r.class(v)&effect != 0
	case "should", "ought to":
		return m.Sense == Epistemic && !m.Negated && !m.Verb.Empty()
	}
	return false
}

var (
	wSeem        = prose.WordOf("seem")
	wSeems       = prose.WordOf("seems")
	wSeemed      = prose.WordOf("seemed")
	wPossible    = prose.WordOf("possible")
	wLikely      = prose.WordOf("likely")
	wUnlikely    = prose.WordOf("unlikely")
	wSuspect     = prose.WordOf("suspect")
	wSuspects    = prose.WordOf("suspects")
	wSuspected   = prose.WordOf("suspected")
	wVoters      = prose.WordOf("voters")
	wVoter       = prose.WordOf("voter")
	wFor         = prose.WordOf("for")
	wThough      = prose.WordOf("though")
	wEstimated   = prose.WordOf("estimated")
	wRemains     = prose.WordOf("remains")
	wRemain      = prose.WordOf("remain")
	wPotential   = prose.WordOf("potential")
	wMore        = prose.WordOf("more")
	wLess        = prose.WordOf("less")
	wTimes       = prose.WordOf("times")
	wPercent     = prose.WordOf("percent")
	wPercentSign = prose.WordOf("%")
	wThan        = prose.WordOf("than")
	wApparent    = prose.WordOf("apparent")
)

// concedes tells whether token i stands in "as odd as it may seem".
func (r *reader) concedes(i int) bool {
	for j := i - 1; j >= max(0, i-3); j-- {
		if r.at(j) == wAs || r.at(j) == wThough {
			n := r.at(i + 1)
			h := r.at(i)
			return n == wSeem || h == wSeem || h == wSeems || h == wSeemed
		}
	}
	return false
}

// hedging tells whether the phrase at first to last is used as a hedge.
func (r *reader) hedging(name string, first, last int) bool {
	switch name {
	case nameVerb:
		return r.seeming(first, last)
	case nameEvidence:
		return r.evident(first, last)
	case nameGap:
		// an unknown person is nobody's doubt, that something is unknown is
		return last-first > 1 || r.class(first-1)&be != 0 || first > 0 && r.adverbial(first-1) || r.at(first-1) == wRemains || r.at(first-1) == wRemain || r.class(last)&asking != 0
	case nameAdjective, nameAdverb:
		return r.likelihood(first, last)
	}
	return true
}

func (r *reader) seeming(first, last int) bool {
	w := r.word(first)
	switch {
	case last-first > 1:
		return true
	case len(w) >= 6 && strings.EqualFold(w[:6], "appear"):
		return r.epistemicAppear(last)
	case len(w) >= 4 && strings.EqualFold(w[:4], "seem"):
		return !r.concedes(first)
	case r.at(first) == wSuspect, r.at(first) == wSuspects:
		return r.at(last) == wThat || r.class(first-1)&pronoun != 0
	}
	return true
}

// epistemicAppear tells whether what follows "appear" makes it a judgement (appears to know, appears calm, it appears
// that) and not an event (appeared in court).
func (r *reader) epistemicAppear(last int) bool {
	j := last
	if r.at(j) == wNot {
		j++
	}
	switch {
	case j >= len(r.is):
		return false
	case r.at(j) == wTo:
		return r.class(j+1)&(determiner|possessive|me|pronoun) == 0
	case r.at(j) == wThat || r.at(j) == wAs && r.at(j+1) == wIf:
		return true
	case r.class(j)&(preposition|mark|coordinator|subordinator|timeWord|determiner|possessive) != 0:
		return false
	}
	if r.tag(j) != tag.None {
		k := r.skipAdverbs(j)
		switch r.tag(k) {
		case tag.JJ, tag.JJR, tag.JJS, tag.VBN:
			return true
		default:
			return r.at(k) == wTo
		}
	}
	return !strings.HasSuffix(r.word(j), "ly") && r.class(j)&adverb == 0
}

// evident tells whether the verb of evidence has evidence for its subject (the figures suggest) and neither a speaker
// (he suggested) nor the legend of a picture (arrows indicate), and whether a claim follows it.
func (r *reader) evident(first, last int) bool {
	prev, next := first-1, r.class(last)
	if r.at(prev) == wTo || r.at(prev) == wAs || r.class(prev)&(determiner|possessive) != 0 && r.class(prev)&pronoun == 0 {
		return false
	}
	c := clause{first: first, last: last, head: -1, verb: -1}
	for n := 0; n < 4 && c.first > 0 && (r.class(c.first-1)&(be|have) != 0 || r.adverbial(c.first-1)); n++ {
		c.first-- // it has been suggested, he was suggesting
	}
	r.subject(&c)
	past := r.tagged(first, "ed")
	if c.first > 0 && r.class(c.first-1)&modal != 0 && r.class(c.first-1)&(be|have) == 0 {
		return false // the planner will suggest, it should indicate zero
	}
	switch k := r.kind(&c); {
	case k == third, k == second, k == people, r.at(c.head) == wI:
		return false
	case k == name && (past || r.tagged(first, "s")):
		return false
	case c.head >= 0 && r.class(c.head)&legend != 0:
		return false
	}
	if !past || last-first > 1 {
		return true
	}
	if r.class(prev)&be != 0 || r.class(prev)&adverb != 0 && r.class(prev-1)&be != 0 {
		return r.at(last) == wThat || r.at(c.head) == wIt // it has been suggested that
	}
	switch r.tag(prev) {
	case tag.JJ, tag.JJR, tag.VBG, tag.CD, tag.CC:
		return false // other suggested origins
	default:
	}
	return (r.at(last) == wThat || next&(preposition|mark|coordinator|subordinator) == 0) && last < len(r.is) && r.class(prev)&(mark|preposition) == 0
}

// likelihood tells whether a word of possibility weighs what the sentence says. It does not where it compares (twice as
// likely), sets a limit (as soon as possible), or belongs to a term of art (likely voters).
func (r *reader) likelihood(first, last int) bool {
	prev, next := r.at(first-1), r.at(last)
	w := r.at(last - 1)
	if prev == wAs && next == wAs && w != wLikely {
		return false // as improbable as it may seem
	}
	if w == wLikely {
		if prev == wMore || prev == wLess {
			first--
		}
		return next != wVoters && next != wVoter && !r.compares(first, last)
	}
	if last-first > 1 {
		return true
	}
	switch w {
	case wPossible:
		if r.class(first-1)&limit != 0 || r.class(first-2)&limit != 0 && prev == wIt || prev == wAs || prev == wIf {
			return false
		}
		return r.class(last)&preposition == 0 || next == wFor
	case wUnlikely:
		return r.class(first-1)&determiner == 0
	case wApparent, wPotential:
		return r.attributive(first, last)
	case wSuspected:
		return next != wOf
	}
	return true
}

// attributive tells whether the adjective stands before its noun.
func (r *reader) attributive(first, last int) bool {
	switch r.tag(last) {
	case tag.NN, tag.NNS, tag.JJ, tag.VBG, tag.NNP:
		return r.tag(first) == tag.JJ || r.tag(first) == tag.None
	case tag.None:
		return last < len(r.is) && r.is[last].class == 0
	default:
		return false
	}
}

// compares tells whether a likelihood is set against another: more likely than, three times as likely.
func (r *reader) compares(first, last int) bool {
	switch r.at(last - 2) {
	case wMore, wLess:
	default:
		return r.at(first-1) == wAs
	}
	if first > 0 {
		b := r.doc.Text[r.Tokens[first-1].Start]
		switch {
		case '0' <= b && b <= '9', r.at(first-1) == wTimes, r.at(first-1) == wPercent, r.at(first-1) == wPercentSign:
			return true
		}
	}
	for j := last; j < min(last+24, len(r.is)); j++ {
		if r.at(j) == wThan {
			return r.at(j+1) != wNot // more likely than not
		}
	}
	return false
}
