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
			if r.possible(&modals[m]) && !r.concedes(i) {
				out = append(out, r.cue(nameModal, i, i+1))
			}
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

// possible tells whether a modal says that something may be so.
func (r *reader) possible(m *Modal) bool {
	switch m.Lemma {
	case "may", "might", "could":
		return m.Sense == Epistemic
	}
	return false
}

var (
	wSeem      = prose.WordOf("seem")
	wSeems     = prose.WordOf("seems")
	wSeemed    = prose.WordOf("seemed")
	wPossible  = prose.WordOf("possible")
	wLikely    = prose.WordOf("likely")
	wUnlikely  = prose.WordOf("unlikely")
	wSuspect   = prose.WordOf("suspect")
	wSuspects  = prose.WordOf("suspects")
	wSuspected = prose.WordOf("suspected")
	wVoters    = prose.WordOf("voters")
	wVoter     = prose.WordOf("voter")
	wFor       = prose.WordOf("for")
	wIndicated = prose.WordOf("indicated")
	wApparent  = prose.WordOf("apparent")
	wWhere     = prose.WordOf("where")
	wWherever  = prose.WordOf("wherever")
	wBest      = prose.WordOf("best")
	wAll       = prose.WordOf("all")
	wEvery     = prose.WordOf("every")
	wMake      = prose.WordOf("make")
	wPoint     = prose.WordOf("point")
)

// concedes tells whether token i stands in "as odd as it may seem".
func (r *reader) concedes(i int) bool {
	for j := i - 1; j >= max(0, i-3); j-- {
		if r.at(j) == wAs || r.at(j) == prose.WordOf("though") {
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

// evident tells whether the verb of evidence has something other than a speaker for its subject.
func (r *reader) evident(first, last int) bool {
	c := clause{first: first, last: last, head: -1, verb: -1}
	r.subject(&c)
	switch r.kind(&c) {
	case third, second, people, name:
		return false
	default:
	}
	if r.at(first-1) == wAs {
		return false
	}
	return true
}

func (r *reader) likelihood(first, last int) bool {
	if last-first > 1 {
		return true
	}
	prev, next := r.at(first-1), r.at(last)
	switch r.at(first) {
	case wPossible:
		switch {
		case prev == wAs, prev == wIf, prev == wWhere, prev == wWherever, prev == wBest, prev == wEvery, prev == wAll:
			return false
		case next == wTo:
			return false
		}
	case wLikely:
		return next != wVoters && next != wVoter
	case wUnlikely:
		return r.class(first-1)&determiner == 0
	case wSuspected:
		return next != wOf
	}
	return true
}
