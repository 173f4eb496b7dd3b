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
	m, next := 0, 0
	for _, i := range r.wakes {
		if i < next {
			continue
		}
		for m < len(modals) && modals[m].Start < r.Tokens[i].Start {
			m++
		}
		if m < len(modals) && modals[m].Start == r.Tokens[i].Start {
			if r.possible(&modals[m]) && !r.concedes(i) && !r.names(&modals[m]) && !r.unreal(&modals[m]) && !r.repeats(i) {
				out = append(out, r.cue(nameModal, i, i+1))
			}
		}
		if r.is[i].class&approximate != 0 && r.approximates(i) {
			out = append(out, r.cue(nameApproximator, i, i+1))
			continue
		}
		if r.is[i].hedge == 0 {
			continue
		}
		in, end := r.lex.hedging.From(int32(r.is[i].hedge), r.Tokens, i)
		if in == 0 || !r.hedging(listNames[in], i, end) {
			continue
		}
		out = append(out, r.cue(listNames[in], i, end))
		next = end
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
	return '0' <= b && b <= '9' || r.among(i, 1<<tag.CD)
}

// names tells whether the modal only says what something is called (may be described as, may refer to) or words advice
// politely (readers may wish to consult).
func (r *reader) names(m *Modal) bool {
	if m.Perfect || m.Lemma != "may" && m.Lemma != "might" {
		return false
	}
	v, after := r.TokensIn(m.Verb)
	if (r.at(v) == wWish || r.at(v) == wWant) && (r.at(after) == wTo || r.at(after) == wThat) {
		return true
	}
	return m.Lemma == "may" && m.Passive && r.class(v)&naming != 0 || r.at(v) == wRefer && r.at(after) == wTo
}

// unreal tells whether "could" says what was possible and did not come about: it could have been avoided if people had
// listened. "Might" doubts even that.
func (r *reader) unreal(m *Modal) bool {
	if !m.Perfect || m.Lemma != "could" {
		return false
	}
	at, _ := r.TokensIn(m.Span)
	supposed := false
	for j := max(0, at-reach); j < min(at+reach, len(r.is)); j++ {
		switch {
		case r.at(j) == wIf:
			supposed = true
		case r.class(j)&mark != 0 && j > at:
			supposed = false
		case supposed && r.at(j) == wHad:
			return true
		}
	}
	return false
}

// repeats tells whether the modal at i is the second of "may or may not".
func (r *reader) repeats(i int) bool { return r.at(i-1) == wOr && r.at(i-2) == r.at(i) }

// possible tells whether a modal says that something may be so.
func (r *reader) possible(m *Modal) bool {
	switch m.Lemma {
	case "may", "might", "could":
		return m.Sense == Epistemic
	case "can":
		v, _ := r.TokensIn(m.Verb)
		return m.Sense == Epistemic && r.class(v)&(effect|construed) != 0
	case "should", "ought to":
		return m.Sense == Epistemic && !m.Negated && !m.Verb.Empty()
	}
	return false
}

var (
	wSeem         = prose.WordOf("seem")
	wSeems        = prose.WordOf("seems")
	wSeemed       = prose.WordOf("seemed")
	wPossible     = prose.WordOf("possible")
	wLikely       = prose.WordOf("likely")
	wUnlikely     = prose.WordOf("unlikely")
	wSuspect      = prose.WordOf("suspect")
	wSuspects     = prose.WordOf("suspects")
	wSuspected    = prose.WordOf("suspected")
	wVoters       = prose.WordOf("voters")
	wVoter        = prose.WordOf("voter")
	wFor          = prose.WordOf("for")
	wThough       = prose.WordOf("though")
	wEstimated    = prose.WordOf("estimated")
	wRemains      = prose.WordOf("remains")
	wRemain       = prose.WordOf("remain")
	wPotential    = prose.WordOf("potential")
	wMore         = prose.WordOf("more")
	wLess         = prose.WordOf("less")
	wTimes        = prose.WordOf("times")
	wPercent      = prose.WordOf("percent")
	wWas          = prose.WordOf("was")
	wPercentSign  = prose.WordOf("%")
	wThan         = prose.WordOf("than")
	wApparent     = prose.WordOf("apparent")
	wSpeculation  = prose.WordOf("speculation")
	wOn           = prose.WordOf("on")
	wImprobable   = prose.WordOf("improbable")
	wQuestionable = prose.WordOf("questionable")
	wUnproven     = prose.WordOf("unproven")
	wConceivable  = prose.WordOf("conceivable")
	wOr           = prose.WordOf("or")
	wUsed         = prose.WordOf("used")
	wIndicated    = prose.WordOf("indicated")
	wRefer        = prose.WordOf("refer")
	wWish         = prose.WordOf("wish")
	wWant         = prose.WordOf("want")
	wMake         = prose.WordOf("make")
	wMakes        = prose.WordOf("makes")
	wMade         = prose.WordOf("made")
	wMaking       = prose.WordOf("making")
	wWill         = prose.WordOf("will")
	wLl           = prose.WordOf("'ll")
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
	case nameNoun:
		return r.at(first) != wSpeculation || !r.traded(first, last)
	}
	return true
}

// traded tells whether the speculation at first is in goods: land speculation, speculation on or in commodities.
func (r *reader) traded(first, last int) bool {
	return r.class(first-1)&trade != 0 || r.at(last) == wOn || r.at(last) == wIn
}

func (r *reader) seeming(first, last int) bool {
	w := r.word(first)
	switch {
	case last-first > 1:
		return true
	case len(w) >= 6 && strings.EqualFold(w[:6], "appear"):
		return r.at(first-1) != wTo && r.epistemicAppear(last) // so as not to appear weak
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
	case r.class(j)&pronoun != 0 && r.at(last-2) == wIt:
		return true // it appears there are two
	case r.at(j) == wTo:
		return r.class(j+1)&(determiner|possessive|me|pronoun) == 0
	case r.at(j) == wThat || r.at(j) == wAs && r.at(j+1) == wIf:
		return true
	case r.class(j)&(preposition|mark|coordinator|subordinator|timeWord|determiner|possessive) != 0:
		return false
	}
	if r.lex.english {
		k := r.skipAdverbs(j)
		return r.at(k) == wTo || r.among(k, tag.Adjectives|1<<tag.VBN)
	}
	return !strings.HasSuffix(r.word(j), "ly") && r.class(j)&adverb == 0
}

// evident tells whether the verb of evidence has evidence for its subject (the figures suggest) and neither a speaker
// (he suggested) nor the legend of a picture (arrows indicate), and whether a claim follows it.
func (r *reader) evident(first, last int) bool {
	prev, next := first-1, r.class(last)
	if r.at(prev) == wTo {
		// a way to suggest that; but: led the editor to suggest that
		somebody := r.class(prev-1)&(mark|human|addressed|person|me) != 0 || prev > 0 && r.upper(prev-1)
		return !somebody && (r.at(last) == wThat || next&pronoun != 0)
	}
	if r.tagged(first, "ing") && r.class(prev)&preposition != 0 {
		return false // apologised for suggesting
	}
	if r.at(prev) == wAs || r.class(prev)&(determiner|possessive) != 0 && r.class(prev)&pronoun == 0 {
		return false
	}
	c := clause{first: first, last: last, head: -1, verb: -1}
	for n := 0; n < 4 && c.first > 0 && (r.class(c.first-1)&(be|have) != 0 || r.adverbial(c.first-1)); n++ {
		c.first-- // it has been suggested, he was suggesting
	}
	r.subject(&c)
	past := r.tagged(first, "ed")
	switch {
	case r.governed(first):
		return false // the planner will suggest, it should of course indicate zero
	case last-first == 1 && !past && (last == len(r.is) || r.class(last)&mark != 0 && r.at(last+1) != wThat):
		return false // as its title suggests: the claim stands elsewhere
	}
	switch k := r.kind(&c); {
	case k == third, k == second, k == people, r.at(c.head) == wI:
		return false
	case k == name && (past || r.tagged(first, "s")):
		return false
	case c.head >= 0 && r.class(c.head)&legend != 0, past && r.class(c.head)&unit != 0:
		return false // arrows indicate, 12 percent indicated
	}
	if !past || last-first > 1 {
		return true
	}
	if r.class(prev)&be != 0 || r.class(prev)&adverb != 0 && r.class(prev-1)&be != 0 {
		// it has been suggested that, the two are implied to be kin, a leak is suggested by the stain; but: surgery is
		// indicated to, a break was suggested by the mayor
		switch r.at(last) {
		case wThat:
			return true
		case wTo:
			return r.at(first) != wIndicated
		case wBy:
			return !r.somebody(last + 1)
		}
		return r.at(c.head) == wIt
	}
	return (r.at(last) == wThat || next&(preposition|mark|coordinator|subordinator) == 0) && last < len(r.is) && r.class(prev)&(mark|preposition) == 0 &&
		!r.among(prev, 1<<tag.JJ|1<<tag.JJR|1<<tag.VBG|1<<tag.CD|1<<tag.CC) // other suggested origins
}

// somebody tells whether a person is named or called by a noun from i on.
func (r *reader) somebody(i int) bool {
	for j := i; j < min(i+4, len(r.is)) && r.class(j)&(mark|preposition|be|have|modal) == 0; j++ {
		if r.upper(j) || r.class(j)&(human|addressed|person|me) != 0 {
			return true
		}
	}
	return false
}

// governed tells whether the verb at i is the infinitive of a modal or of will.
func (r *reader) governed(i int) bool {
	for j := i - 1; j >= max(0, i-3) && r.class(j)&(mark|pronoun|determiner|be|have) == 0; j-- {
		if r.class(j)&modal != 0 || r.at(j) == wWill || r.at(j) == wLl {
			return true
		}
	}
	return false
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
		if r.makes(first) {
			return false
		}
		return next != wVoters && next != wVoter && !r.compares(first, last)
	}
	if last-first > 1 {
		return true
	}
	switch w {
	case wPossible:
		switch {
		case r.class(first-1)&limit != 0 || r.class(first-2)&limit != 0 && prev == wIt || prev == wAs || prev == wIf:
			return false
		case r.class(first-1)&be != 0 && r.class(first-2)&negation != 0:
			return false // would not be possible
		case next == wOnly || (r.at(first-1) == wWas || r.at(first-1) == wWere) && next != wThat && r.at(first-2) != wIt:
			return false // possible only by night, repairs were possible: it could be done
		case r.class(first-1)&be == 0 && r.class(last) == 0 && last < len(r.is):
			return r.claims(last)
		}
		return r.class(last)&preposition == 0 || next == wFor
	case wConceivable:
		return prev == wA || r.class(first-1)&(limit|determiner) == 0 // but: every conceivable reason
	case wUnlikely, wImprobable:
		return r.class(first-1)&determiner == 0
	case wQuestionable, wUnproven:
		// it is questionable whether; but: questionable advice, dismissed as unproven
		return r.class(first-1)&be != 0 || r.adverbial(first-1) && r.class(first-2)&be != 0 || r.at(last) == wWhether
	case wApparent:
		return r.attributive(first, last)
	case wPotential:
		return r.attributive(first, last) && r.claims(last)
	case wSuspected:
		return next != wOf
	}
	return true
}

// claims tells whether the noun phrase that begins at i, behind "possible" or "potential", makes a claim that can be
// doubted (a possible link, potential side effects), and is not a thing to choose from or one in waiting: possible answers,
// potential buyers. Of the things that nobody doubts there are more than can be listed, so what is listed is the claims.
func (r *reader) claims(i int) bool {
	for j := i; j < min(i+4, len(r.is)) && r.class(j)&(mark|preposition|coordinator|be|have|modal) == 0; j++ {
		if r.class(j)&claim != 0 {
			return true
		}
	}
	return false
}

// attributive tells whether the adjective stands before its noun.
func (r *reader) attributive(first, last int) bool {
	if !r.lex.english {
		return last < len(r.is) && r.is[last].class == 0
	}
	return r.among(last, 1<<tag.NN|1<<tag.NNS|1<<tag.JJ|1<<tag.VBG|1<<tag.NNP) && r.among(first, 1<<tag.JJ)
}

// makes tells whether the likelihood at i is what something makes of another thing (made flooding more likely): a cause is
// stated there, and no doubt.
func (r *reader) makes(i int) bool {
	for j := i - 1; j >= max(0, i-5) && r.class(j)&(mark|be|preposition|coordinator) == 0; j-- {
		switch r.at(j) {
		case wMake, wMakes, wMade, wMaking:
			return true
		}
	}
	return false
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
