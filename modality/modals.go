package modality

import (
	"strings"

	"github.com/sayso-lint/sayso/internal/tag"
	"github.com/sayso-lint/sayso/prose"
)

const modalWords = `can could may might must should shall ca sha cannot
	ought need needs needed needing have has had having 've 's 'd gotta
	is are was were am 're 'm be been supposed`

var (
	wCan      = prose.WordOf("can")
	wCa       = prose.WordOf("ca")
	wCannot   = prose.WordOf("cannot")
	wCould    = prose.WordOf("could")
	wMay      = prose.WordOf("may")
	wMight    = prose.WordOf("might")
	wMust     = prose.WordOf("must")
	wShould   = prose.WordOf("should")
	wShall    = prose.WordOf("shall")
	wSha      = prose.WordOf("sha")
	wOught    = prose.WordOf("ought")
	wLeast    = prose.WordOf("least")
	wNeed     = prose.WordOf("need")
	wNeeds    = prose.WordOf("needs")
	wNeeded   = prose.WordOf("needed")
	wNeeding  = prose.WordOf("needing")
	wHave     = prose.WordOf("have")
	wHas      = prose.WordOf("has")
	wHad      = prose.WordOf("had")
	wHaving   = prose.WordOf("having")
	wVe       = prose.WordOf("'ve")
	wS        = prose.WordOf("'s")
	wD        = prose.WordOf("'d")
	wGotta    = prose.WordOf("gotta")
	wGot      = prose.WordOf("got")
	wBetter   = prose.WordOf("better")
	wSupposed = prose.WordOf("supposed")
	wTo       = prose.WordOf("to")
	wDo       = prose.WordOf("do")
	wWith     = prose.WordOf("with")
	wNot      = prose.WordOf("not")
	wNt       = prose.WordOf("n't")
	wNever    = prose.WordOf("never")
	wBe       = prose.WordOf("be")
	wBeen     = prose.WordOf("been")
	wOf       = prose.WordOf("of")
	wIf       = prose.WordOf("if")
	wI        = prose.WordOf("i")
	wWe       = prose.WordOf("we")
	wYou      = prose.WordOf("you")
	wIt       = prose.WordOf("it")
	wThere    = prose.WordOf("there")
	wThis     = prose.WordOf("this")
	wThat     = prose.WordOf("that")
	wThese    = prose.WordOf("these")
	wThose    = prose.WordOf("those")
	wWhich    = prose.WordOf("which")
	wWhat     = prose.WordOf("what")
	wWho      = prose.WordOf("who")
	wThe      = prose.WordOf("the")
	wA        = prose.WordOf("a")
	wAn       = prose.WordOf("an")
	wNo       = prose.WordOf("no")
	wAny      = prose.WordOf("any")
	wAs       = prose.WordOf("as")
	wOnly     = prose.WordOf("only")
	wComma    = prose.WordOf(",")
	wAsks     = prose.WordOf("?")
)

// clause is a modal with what was found around it, in token indices.
type clause struct {
	Modal
	first, last int // of the modal words, half-open
	head        int // of the subject; -1
	verb        int // the main verb; -1
	next        int // the first word behind the modal that is no adverb: be, have or the verb
	progressive bool
	inverted    bool // the subject stands behind the modal
}

// modals finds the modals of the sentence and their senses.
func (r *reader) modals() []Modal {
	var out []Modal
	next := 0
	for _, i := range r.wakes {
		if i < next || r.is[i].class&modal == 0 {
			continue
		}
		c := clause{first: i, head: -1, verb: -1, next: -1}
		c.Lemma, c.last = r.lemma(i)
		if c.Lemma == "" {
			continue
		}
		r.complete(&c)
		if c.Lemma == "" {
			continue
		}
		c.Span = r.span(c.first, c.last)
		c.Block, c.Sentence = r.block, r.index
		c.Sense = r.sense(&c)
		out = append(out, c.Modal)
		next = c.last
	}
	return out
}

func (r *reader) span(first, last int) prose.Span {
	return prose.Span{Start: r.Tokens[first].Start, End: r.Tokens[last-1].End}
}

// at is the hash of token i; 0 outside of the sentence.
func (r *reader) at(i int) uint64 {
	if i < 0 || i >= len(r.Tokens) {
		return 0
	}
	return r.Tokens[i].Word
}

func (r *reader) class(i int) class {
	if i < 0 || i >= len(r.is) {
		return 0
	}
	return r.is[i].class
}

// among tells whether the part of speech of token i is one of some. None is outside of the sentence, nor in languages beside
// English. A tag is found when it is asked for: to tag a sentence costs more than all else that is done to it, and most need
// no tag to be told from a hedge.
func (r *reader) among(i int, some tag.Set) bool {
	if i < 0 || i >= len(r.Tokens) || !r.lex.english {
		return false
	}
	if r.tags == nil {
		r.tags = tag.Of(r.doc)
	}
	return r.tags.Sentence(r.block, r.index).In(i, some)
}

// upper tells whether token i begins with a capital letter.
func (r *reader) upper(i int) bool {
	c := r.doc.Text[r.Tokens[i].Start]
	return 'A' <= c && c <= 'Z'
}

func (r *reader) word(i int) string { return r.doc.Text[r.Tokens[i].Start:r.Tokens[i].End] }

// lemma tells which modal stands at i and where it ends; "" where the word is none: the month, a noun, plain have.
func (r *reader) lemma(i int) (string, int) {
	next := r.at(i + 1)
	switch r.at(i) {
	case wCan, wCa, wCannot:
		if r.afterArticle(i) || r.at(i) == wCa && next != wNt || next == wOf {
			return "", 0
		}
		return "can", i + 1
	case wCould:
		return "could", i + 1
	case wMay:
		if r.monthOrName(i) {
			return "", 0
		}
		return "may", i + 1
	case wMight:
		if r.strength(i) {
			return "", 0
		}
		return "might", i + 1
	case wMust:
		if r.afterArticle(i) {
			return "", 0
		}
		return "must", i + 1
	case wShould:
		return "should", i + 1
	case wShall, wSha:
		return "shall", i + 1
	case wOught:
		if next == wTo {
			return "ought to", i + 2
		}
		if next == wNot && r.at(i+2) == wTo {
			return "ought to", i + 3
		}
		if r.at(i+1) == wAt && r.at(i+2) == wLeast && r.at(i+3) == wTo { // ought at least to
			return "ought to", i + 4
		}
	case wNeed, wNeeds, wNeeded, wNeeding:
		if next == wTo && r.needed(i) {
			return "need to", i + 2
		}
		if r.at(i) == wNeed && (next == wNot || next == wNt) && r.class(i-1)&(determiner|preposition)&^pronounish(r.at(i-1)) == 0 {
			return "need", i + 1
		}
	case wHave, wHas, wHad, wHaving, wVe, wS, wD:
		return r.have(i)
	case wGotta:
		return "have got to", i + 1
	case wSupposed:
		if next == wTo && r.class(i-1)&(be|adverb|negation) != 0 {
			return "be supposed to", i + 2
		}
	default:
		if r.class(i)&be != 0 && next == wTo && r.at(i+2) == wBe && r.passive(i+2) >= 0 {
			return "be to", i + 2
		}
	}
	return "", 0
}

// pronounish clears determiner for the words that stand alone as subjects too.
func pronounish(h uint64) class {
	switch h {
	case wThis, wThat, wThese, wThose:
		return determiner
	}
	return 0
}

// afterArticle tells whether the word at i is a noun by what stands before it: a must, the can.
func (r *reader) afterArticle(i int) bool {
	switch r.at(i - 1) {
	case wThe, wA, wAn, wNo:
		return true
	}
	return r.class(i-1)&possessive != 0 && r.at(i-1) != wS
}

// monthOrName tells whether the capitalised May at i is the month or a name. At the head of a sentence only a pronoun
// behind it makes a modal of it.
func (r *reader) monthOrName(i int) bool {
	if !r.upper(i) {
		return r.afterArticle(i)
	}
	if i > 0 && r.class(i-1)&mark == 0 {
		return !r.shouted(i)
	}
	return r.class(i+1)&pronoun == 0
}

// shouted tells whether the word at i is in capitals throughout.
func (r *reader) shouted(i int) bool {
	w := r.word(i)
	return len(w) > 1 && strings.ToUpper(w) == w
}

// strength tells whether the might at i is the noun: an article or possessive before it, or a form behind it that no
// modal has behind it (the might of, military might lasted, might was).
func (r *reader) strength(i int) bool {
	if r.afterArticle(i) {
		return true
	}
	next := r.class(i + 1)
	switch {
	case r.at(i+1) == wOf, next&be != 0 && r.at(i+1) != wBe, next&do != 0 && r.at(i+1) != wDo, r.at(i+1) == wHas, r.at(i+1) == wHad:
		return true
	case next&pronoun != 0, next&(adverb|negation|participle) != 0:
		return false
	case r.class(i-1)&(pronoun|person) != 0:
		return false
	}
	return i+1 < len(r.Tokens) && len(r.word(i+1)) > 4 && strings.HasSuffix(r.word(i+1), "ed") && !r.among(i+1, 1<<tag.VB)
}

// needed tells whether need(s) at i, before "to", is the verb.
func (r *reader) needed(i int) bool {
	prev := i - 1
	if r.afterArticle(i) || r.at(prev) == wAny || r.at(prev) == wOf {
		return false
	}
	if r.among(prev, 1<<tag.JJ|1<<tag.JJR|1<<tag.DT|1<<tag.PRPS|1<<tag.POS|1<<tag.VBG) {
		return false
	}
	// what is needed to do it, resources needed to do it
	verb := r.at(i) != wNeeded && r.at(i) != wNeeding || r.class(prev)&be == 0
	if r.class(prev)&(pronoun|person|adverb|do) != 0 {
		return !r.among(i, 1<<tag.VBN) && (verb || r.among(i, 1<<tag.NN))
	}
	return verb && !r.among(i, 1<<tag.NN|1<<tag.VBN)
}

// have sorts out have to, have got to and had better.
func (r *reader) have(i int) (string, int) {
	h := r.at(i)
	switch r.at(i + 1) {
	case wTo:
		if h == wS || h == wD || h == wVe {
			return "", 0
		}
		if r.at(i+2) == wDo && (r.at(i+3) == wWith || r.at(i+4) == wWith) {
			return "", 0 // has to do with
		}
		if i+2 < len(r.Tokens) && r.class(i+2)&mark != 0 {
			return "", 0
		}
		return "have to", i + 2
	case wGot:
		if r.at(i+2) == wTo {
			return "have got to", i + 3
		}
	case wBetter:
		if (h == wHad || h == wD) && r.class(i+2)&(determiner|preposition|mark) == 0 {
			return "had better", i + 2
		}
	}
	return "", 0
}

// skipAdverbs is the first token from i on that is neither adverb nor negation, within a few.
func (r *reader) skipAdverbs(i int) int {
	for n := 0; i < len(r.is) && n < 5; n++ {
		if !r.adverbial(i) {
			break
		}
		i++
	}
	return i
}

// adverbial tells whether a token is an adverb: by the list of those that are told by no ending, or by its ending. A tag
// would be right a little more often ("the early vote"), but this is asked of every modal, and tagging the sentence for
// it cost a fifth of a whole run.
func (r *reader) adverbial(i int) bool {
	if r.class(i)&(adverb|negation) != 0 {
		return true
	}
	if i < 0 || i >= len(r.Tokens) {
		return false
	}
	w := r.word(i)
	return len(w) > 4 && strings.HasSuffix(w, "ly")
}

// quotes are the marks that may open a quotation.
var quotes = prose.WordsOf("\" “ ' ‘")

// complete finds subject and main verb of a modal, and clears its lemma where it turns out to be none.
func (r *reader) complete(c *clause) {
	v := c.last
	if i := c.first; c.Lemma != "had better" && r.class(i)&(have|be) == 0 {
		c.inverted = r.inverts(i)
	}
	c.Negated = r.negates(c)
	if c.inverted {
		v = r.invertedSubject(c, v)
	} else {
		r.subject(c)
	}
	c.next = r.skipAdverbs(v)
	if quotes.Has(r.at(c.next)) {
		c.next = r.skipAdverbs(c.next + 1) // it could "mutate"
	}
	if c.next >= len(r.Tokens) || r.class(c.next)&mark != 0 {
		return
	}
	c.verb = c.next
	if r.at(c.next) == wHave || r.at(c.next) == wVe || r.at(c.next) == wOf && c.Lemma != "can" {
		if p := r.skipAdverbs(c.next + 1); r.participle(p) || unchanging.Has(r.at(p)) && r.class(p+1)&mark == 0 {
			c.Perfect, c.verb = true, p
		}
	}
	if r.class(c.verb)&be != 0 {
		p := r.skipAdverbs(c.verb + 1)
		switch {
		case r.participle(p):
			c.Passive, c.verb = true, p
		case p < len(r.Tokens) && len(r.word(p)) > 4 && strings.HasSuffix(r.word(p), "ing") && !r.among(p, 1<<tag.NN|1<<tag.JJ):
			c.progressive, c.verb = true, p
		}
	}
	c.Verb = r.span(c.verb, c.verb+1)
}

// unchanging are participles spelt as their base form, which is a noun as well: promotions must have cost a point.
var unchanging = prose.WordsOf("cost cut hit hurt put set shut split spread let read run come become beset cast bet quit rid shed burst")

// passive is the participle of the "be" at i, -1 where none follows.
func (r *reader) passive(i int) int {
	if p := r.skipAdverbs(i + 1); r.participle(p) {
		return p
	}
	return -1
}

// participle tells whether the word at i can be a past participle behind an auxiliary.
func (r *reader) participle(i int) bool {
	if i >= len(r.is) {
		return false
	}
	if r.class(i)&participle != 0 || r.at(i) == wBeen {
		return true
	}
	w := r.word(i)
	return len(w) > 4 && strings.HasSuffix(w, "ed") || r.among(i, 1<<tag.VBN|1<<tag.VBD)
}

func (r *reader) negates(c *clause) bool {
	if h := r.at(c.first); h == wCannot {
		return true
	}
	for i := c.last; i < min(c.last+2, len(r.is)); i++ {
		if h := r.at(i); h == wNot || h == wNt || h == wNever {
			return true
		}
	}
	if c.last-c.first > 1 && r.at(c.first+1) == wNot {
		return true
	}
	for i := c.first - 1; i >= max(c.first-2, 0); i-- {
		if h := r.at(i); h == wNot || h == wNt || h == wNever {
			return true
		}
	}
	return false
}

// inverts tells whether the subject stands behind the modal at i: at the head of a clause, or behind a question word.
func (r *reader) inverts(i int) bool {
	n := i + 1
	if h := r.at(n); h == wNt || h == wNot {
		n++
	}
	opens := i == 0 || r.class(i-1)&mark != 0
	c := r.class(n)
	switch {
	case opens:
		return c&(pronoun|determiner|possessive) != 0 || n < len(r.is) && (r.upper(n) || r.among(n, 1<<tag.NNS|1<<tag.NN))
	case r.at(i) == wShould && r.class(i-1)&coordinator != 0 && (i == 1 || r.class(i-2)&mark != 0):
		return c&(pronoun|determiner|possessive) != 0 // but should the need arise
	case r.class(i-1)&(asking|coordinator) != 0 && r.at(i-1) != wWho && r.at(i-1) != wWhich && r.at(i-1) != wWhat:
		return c&pronoun != 0
	case r.class(i-1)&(asking|coordinator) != 0:
		return c&person != 0
	}
	return false
}

// invertedSubject takes the subject behind the modal and tells where the verb is to be looked for.
func (r *reader) invertedSubject(c *clause, v int) int {
	if h := r.at(v); h == wNt || h == wNot {
		v++
	}
	if r.class(v)&pronoun != 0 && (r.class(v)&determiner == 0 || r.class(v+1)&(be|have|do) != 0) {
		c.head, c.Subject = v, r.span(v, v+1)
		return v + 1
	}
	end := v
	for end < min(v+8, len(r.is)) && r.class(end)&mark == 0 {
		if r.class(end)&(be|have) != 0 || end > v && r.class(end)&adverb != 0 || r.among(end, 1<<tag.VB) {
			break
		}
		end++
	}
	if end > v && end < len(r.is) {
		c.head, c.Subject = end-1, r.span(v, end)
		if !r.lex.english && r.class(end)&(mark|be|have|adverb) != mark && end-v > 1 && r.class(end)&(be|have|adverb) == 0 {
			c.head = v + 1
			return v + 2
		}
	}
	return end
}

// subject finds the noun phrase before the modal: its last pronoun, or its nouns with what stands before them; where a
// preposition leads the last of them in, the head is the noun before the preposition.
func (r *reader) subject(c *clause) {
	const most = 14 // tokens
	end := r.subjectEnd(c.first - 1)
	if end < 0 || r.class(end)&(mark|coordinator) != 0 {
		return
	}
	c.head = end
	start := end
	if r.class(end)&pronoun == 0 && r.at(end) != wWhich {
		for start > 0 && end-start < most && !r.bounds(start-1) {
			start--
			if r.class(start)&preposition == 0 {
				continue
			}
			if start == 0 || r.class(start-1)&(mark|preposition|coordinator|subordinator) != 0 || r.verbal(start-1) {
				start++
				break
			}
			c.head = start - 1
		}
	}
	c.Subject = r.span(start, end+1)
}

// subjectEnd is the last token of the subject that ends at or before i: adverbs, do-support and one short parenthesis
// (the council, however, must) are stepped over. -1 where the sentence ends first.
func (r *reader) subjectEnd(i int) int {
	for n := 0; i > 0 && n < 4 && r.adverbial(i) && !r.upper(i) && r.class(i-1)&(determiner|possessive) == 0; n++ {
		i-- // but not over Italy, the family, the well
	}
	if i >= 0 && r.class(i)&do != 0 {
		i--
	}
	if i < 1 || r.at(i) != wComma {
		return i
	}
	for j := i - 1; j > 0 && i-j <= 3; j-- {
		if r.class(j)&mark != 0 {
			if r.at(j) == wComma {
				return j - 1
			}
			break
		}
	}
	return i
}

// bounds tells whether token i stands before the subject and not in it.
func (r *reader) bounds(i int) bool {
	c := r.class(i)
	switch {
	case c&(mark|be|have|do|modal|asking|coordinator) != 0, r.at(i) == wTo, c&subordinator != 0 && r.at(i) != wAs:
		return true
	case c&pronoun != 0 && c&determiner == 0:
		return true
	}
	return r.among(i, tag.Finite|1<<tag.VB|1<<tag.TO)
}

// verbal tells whether token i takes a preposition after it that does not belong to a noun.
func (r *reader) verbal(i int) bool {
	return r.among(i, tag.Verbs|1<<tag.MD|1<<tag.RB)
}
