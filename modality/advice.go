package modality

import (
	"github.com/sayso-lint/sayso/internal/tag"
	"github.com/sayso-lint/sayso/prose"
)

// advice lists what the sentence tells somebody to do.
func (r *reader) advice(modals []Modal) []Cue {
	var out []Cue
	m, next := 0, 0
	for _, i := range r.wakes {
		if i < next {
			continue
		}
		for m < len(modals) && modals[m].Start < r.Tokens[i].Start {
			m++
		}
		if m < len(modals) && modals[m].Start == r.Tokens[i].Start && prescribes(&modals[m]) {
			first, last := r.TokensIn(modals[m].Span)
			if !r.in(first, last, Question|Protasis) {
				out = append(out, r.cue(nameDeontic, first, last))
				next = last
				continue
			}
		}
		if r.is[i].class&(order|inviting) != 0 {
			if r.opening(i) == i {
				if name, first, last := r.imperative(i); name != "" {
					out = append(out, r.cue(name, first, last))
					next = last
					continue
				}
			}
		}
		if r.is[i].advice == 0 {
			continue
		}
		if in, end := r.lex.advising.From(int32(r.is[i].advice), r.Tokens, i); in != 0 && !r.asked(i) {
			out = append(out, r.cue(listNames[in], i, end))
			next = end
		}
	}
	return out
}

// prescribes tells whether a modal says what ought to be done.
func prescribes(m *Modal) bool {
	if m.Sense != Deontic {
		return false
	}
	switch m.Lemma {
	case "can", "could", "may", "might":
		return false
	}
	return true
}

var (
	wMe      = prose.WordOf("me")
	wLet     = prose.WordOf("let")
	wUs      = prose.WordOf("us")
	wThink   = prose.WordOf("think")
	wLook    = prose.WordOf("look")
	wAt      = prose.WordOf("at")
	wSee     = prose.WordOf("see")
	wCompare = prose.WordOf("compare")
	wPlease  = prose.WordOf("please")
	wAnd     = prose.WordOf("and")
	wSo      = prose.WordOf("so")
	wBut     = prose.WordOf("but")
	wNow     = prose.WordOf("now")
	wInstead = prose.WordOf("instead")
	wAbout   = prose.WordOf("about")
)

// MayOpen tells whether an order or invitation can stand at a token: at the head of a sentence, behind a mark, or behind one
// of the words that may come first. It looks at the token before alone, for who wants to know whether to ask for Advice.
func MayOpen(tokens []prose.Token, i int) bool { return i == 0 || openers.Has(tokens[i-1].Word) }

var openers = prose.WordsOf("so but and please now instead then first second third fourth fifth finally lastly next " + marks)

// opening is i where a clause that may be an order opens there: at the head of the sentence, behind a colon or dash, or
// behind one of the words that may come first. From 0 it is the first such place, behind marks and opening words.
func (r *reader) opening(i int) int {
	if i == 0 {
		for i < min(4, len(r.is)) && (r.class(i)&mark != 0 || r.opener(i)) {
			i++
		}
		return i
	}
	j := i - 1
	for n := 0; n < 3 && j >= 0 && r.opener(j); n++ {
		j--
	}
	if j < 0 {
		return i
	}
	switch {
	case r.at(j) == wComma:
		// So, let us; Please, do not
		if j <= 2 && r.opener(j-1) {
			return i
		}
		return -1
	case r.class(j)&mark != 0:
		switch r.word(j) {
		case ")", "]", "(", "[":
			return -1
		}
		return i
	case r.at(i) == wLet && j < i-1:
		return i
	}
	return -1
}

// lets tells whether the "let" at i wants something of somebody: let the regulator set a ceiling, let them pay. To let x be
// a number is none, nor is let me, let it be said, let alone.
func (r *reader) lets(i int) bool {
	n := i + 1
	if n >= len(r.is) {
		return false
	}
	switch {
	case r.class(n)&me != 0:
		h := r.at(n)
		return h != wMe && h != wYou && r.class(n+1)&(be|mark) == 0
	case r.class(n)&(determiner|possessive) == 0 && !r.among(n, 1<<tag.NNS): // let schools moderate a third
		return false
	}
	for j := n + 1; j < min(n+6, len(r.is)); j++ {
		switch {
		case r.class(j)&mark != 0:
			return false
		case r.among(j, 1<<tag.VB|1<<tag.VBP|1<<tag.VBD|1<<tag.VBN): // "set" is all of them
			return r.class(j)&be == 0
		}
	}
	return false
}

func (r *reader) opener(i int) bool {
	switch r.at(i) {
	case wSo, wBut, wAnd, wPlease, wNow, wInstead, wThen:
		return true
	}
	return i == 0 && steps.Has(r.at(i))
}

// steps number what is to be done: First, bring back the oral. Second, publish results.
var steps = prose.WordsOf("first second third fourth fifth finally lastly next")

// imperative tells whether an order or invitation opens at i, and which words are its cue.
func (r *reader) imperative(i int) (cue string, first, last int) {
	if i < 0 || i >= len(r.is) {
		return "", 0, 0
	}
	next := r.class(i + 1)
	switch h := r.at(i); {
	case h == wLet:
		if n := r.at(i + 1); n == wUs || n == wS {
			return nameLetUs, i, i + 2
		}
		if r.lets(i) {
			return nameImperative, i, i + 1
		}
		return "", 0, 0
	case r.class(i)&do != 0:
		if n := r.at(i + 1); h == wDo && (n == wNot || n == wNt) && r.class(i+2)&(pronoun|determiner|mark) == 0 {
			return nameImperative, i, i + 2
		}
		return "", 0, 0
	case h == wNever:
		if next&order != 0 {
			return nameImperative, i, i + 2
		}
		return "", 0, 0
	case r.class(i)&order == 0, h == wMake && r.at(i+1) == wNo: // make no mistake: a booster
		return "", 0, 0
	case (h == wThink) && (r.at(i+1) == wOf || r.at(i+1) == wAbout), h == wLook && r.at(i+1) == wAt:
		return nameImperative, i, i + 2
	case h == wSee || h == wCompare:
		if i+1 < len(r.is) && r.upper(i+1) || next&(determiner|possessive|me|asking) == 0 {
			return "", 0, 0 // see Table 2
		}
		return nameImperative, i, i + 1
	case next&(determiner|possessive|me|asking) != 0, r.at(i+1) == wThat:
		return nameImperative, i, i + 1
	case r.at(i+1) == wBy && r.tagged(i+2, "ing"):
		return nameImperative, i, i + 1
	case pureVerbs.Has(h) && r.at(i+1) != wOf && next&mark == 0 && next&(be|have|modal) == 0:
		return nameImperative, i, i + 1
	}
	return "", 0, 0
}

func (r *reader) tagged(i int, suffix string) bool {
	if i >= len(r.Tokens) {
		return false
	}
	w := r.word(i)
	return len(w) > len(suffix)+2 && w[len(w)-len(suffix):] == suffix
}

// pureVerbs are orders that no noun is spelt like, so that any object may follow.
var pureVerbs = prose.WordsOf("consider imagine remember forget beware recall avoid ignore take contrast")
