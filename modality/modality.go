// Package modality says in which sense a modal verb stands, and where the text hedges or advises.
//
// The layer holds every cue, whoever's words it stands in: package voice knows whose they are, and rules decide. It
// follows the four-way division of Palmer (Mood and Modality, 2001) into epistemic, deontic and dynamic modality, and
// sets apart two uses that would pass for advice: procedural (a rule described) and putative (odd that she should).
//
// It is no parser and judges form, not truth: subject and main verb are found by closed classes of words and tags
// within a few tokens of the modal, which holds for edited prose. What will and would say is left alone.
package modality

import (
	"slices"
	"strings"

	"github.com/sayso-lint/sayso/internal/tag"
	"github.com/sayso-lint/sayso/prose"
)

// Sense is what a modal says.
type Sense uint8

// The senses, in the words of `sayso dump`.
const (
	Epistemic  Sense = iota // how likely: they must have left
	Deontic                 // what ought to be or is allowed: the council must act; visitors may park
	Dynamic                 // ability, capacity, circumstance: he could swim at four; they had to flee
	Procedural              // what a rule, a plan or the text itself lays down: ballots must be counted by two clerks
	Putative                // odd that she should refuse; should the talks fail
)

var senseNames = [...]string{"epistemic", "deontic", "dynamic", "procedural", "putative"}

func (s Sense) String() string { return senseNames[s] }

// Modal is a modal verb or a semi-modal (ought to, need to, have to). The month May, the noun might and people in need
// are none, nor are will and would.
type Modal struct {
	prose.Span             // the modal words: "should", "need to", "had better"
	Lemma           string // "should", "need to", "have to" …
	Sense           Sense
	Subject         prose.Span // the noun phrase it is said of, its head included; empty where not found
	Verb            prose.Span // the main verb; empty where not found
	Negated         bool
	Perfect         bool // should have acted
	Passive         bool // should be counted
	Block, Sentence int
}

// Cue is a hedge or a piece of advice. Its name says which list or construction it comes from, for rules that treat some
// apart.
//
// Hedges: "modal" (may, might, could in their epistemic sense; also can and should where they say no more than that
// something may come about), "adverb" (probably), "verb" (seems, tends to, I suppose), "evidence" (the figures suggest),
// "adjective" (it is possible that, unclear), "noun" (no guarantee, some evidence), "gap" (it is unknown whether),
// "approximator" (about 30 percent); and the two that Weighs sets apart: "hearsay" (reportedly), "opinion" (I think,
// arguably).
//
// Advice: "deontic-modal" (the council must act), "imperative" (Consider the record), "let-us" (Let us wait), "veiled" (it
// is time to), "need" (more research is needed), "recommendation" (we recommend).
type Cue struct {
	prose.Span             // the cue alone: "probably", "seems", "may"; "should", "it is time to", "Let us"
	Name            string // see above
	Block, Sentence int
}

// Weighs tells whether a hedge says how far its statement holds. The others say only whose it is, unnamed reporters' or
// somebody's who may think so: attribution shields (Prince, Frader & Bosk 1982), doxastic and not epistemic (Szarvas et al.
// 2012). Editors mark both kinds, so rules see both; who asks how sure a text is wants the first.
func (c Cue) Weighs() bool { return c.Name != nameHearsay && c.Name != nameOpinion }

const (
	nameModal        = "modal"
	nameAdverb       = "adverb"
	nameHearsay      = "hearsay"
	nameOpinion      = "opinion"
	nameVerb         = "verb"
	nameEvidence     = "evidence"
	nameAdjective    = "adjective"
	nameNoun         = "noun"
	nameGap          = "gap"
	nameApproximator = "approximator"

	nameDeontic        = "deontic-modal"
	nameImperative     = "imperative"
	nameLetUs          = "let-us"
	nameVeiled         = "veiled"
	nameNeed           = "need"
	nameRecommendation = "recommendation"
)

// Mood is what a clause does beside asserting.
type Mood uint8

// Moods, to be combined.
const (
	Question Mood = 1 << iota // direct or embedded question
	Protasis                  // the if-part of a conditional
	Negated                   // under a negation
	Imperative
)

// Layer is the modality of one document, found sentence by sentence when asked for.
type Layer struct {
	doc    *prose.Document
	found  *prose.BySentence[found]
	reader reader // of the sentence looked at last, for who asks about it again
}

// found is what one sentence holds, each list found when it is asked for.
type found struct {
	modals         []Modal
	hedges, advice []Cue
	known          kinds
}

// kinds are what a sentence is looked through for, as a set.
type kinds uint8

const (
	modals kinds = 1 << iota
	hedges
	advices
)

// nothing is what a sentence holds in which no word may begin a modal, a hedge or advice.
var nothing = found{known: modals | hedges | advices}

var fact = prose.NewBlocksFact(newLayer, func(mine, theirs *Layer, first, last int) {
	mine.found.Adopt(theirs.found, first, last)
})

func newLayer(d *prose.Document) *Layer {
	return &Layer{doc: d, found: prose.NewBySentence[found](d), reader: reader{doc: d, block: -1}}
}

// Of is the layer of a document.
func Of(d *prose.Document) *Layer { return fact.Of(d) }

// Modals lists the modals of one sentence in order.
func (l *Layer) Modals(block, sentence int) []Modal {
	return l.sentence(block, sentence, modals).modals
}

// Hedges lists the cues by which one sentence weakens its commitment (Hyland 2005: hedges), in order.
func (l *Layer) Hedges(block, sentence int) []Cue {
	return l.sentence(block, sentence, hedges).hedges
}

// Advice lists the cues by which one sentence says what somebody ought to do: deontic modals, veiled advice, imperatives;
// in order. Modals in questions and conditions are none.
func (l *Layer) Advice(block, sentence int) []Cue {
	return l.sentence(block, sentence, advices).advice
}

// sentence is what a sentence holds, with at least one of its lists found.
func (l *Layer) sentence(block, sentence int, wanted kinds) *found {
	f := l.found.Of(block, sentence)
	if f == nil || f.known&wanted == 0 {
		f = l.read(f, block, sentence, wanted)
	}
	return f
}

// Mood is what the clause around a span of one sentence does beside asserting.
func (l *Layer) Mood(span prose.Span) (m Mood) {
	for one := Question; one <= Imperative; one <<= 1 {
		if l.In(span, one) {
			m |= one
		}
	}
	return m
}

// In tells whether the clause around a span of one sentence is in one of some moods.
func (l *Layer) In(span prose.Span, some Mood) bool {
	block, sentence := l.doc.SentenceAt(span.Start)
	if block < 0 || sentence < 0 {
		return false
	}
	r, ok := l.at(block, sentence)
	if some &= r.moods; !ok || some == 0 {
		return false
	}
	first, last := r.TokensIn(span)
	return first < last && r.in(first, last, some)
}

// reader looks at one sentence. Nothing it does looks further than reach tokens from where it is, so that a sentence
// costs time in proportion to its length however long it is.
type reader struct {
	*prose.Sentence
	doc   *prose.Document
	lang  string // of which lex is the lexicon
	lex   *lexicon
	block int
	index int
	is    []word
	moods Mood       // that a word of the sentence may bring about
	wakes []int      // tokens that may begin a modal, a hedge or advice
	tags  *tag.Layer // see among; nil until one is asked for
}

const reach = 40

// at turns the reader to a sentence. ok is false for a language without lists.
func (l *Layer) at(block, sentence int) (r *reader, ok bool) {
	r = &l.reader
	if r.block != block || r.index != sentence {
		r.turn(block, sentence)
	}
	return r, r.lex != nil
}

// turn looks up the words of a sentence.
func (r *reader) turn(block, sentence int) {
	b := &r.doc.Blocks[block]
	r.Sentence, r.block, r.index = &b.Sentences[sentence], block, sentence
	lang := b.Lang
	if lang == "" {
		lang = r.doc.Lang
	}
	if r.lex == nil || r.lang != lang {
		r.lex, r.lang = lexiconOf(lang), lang
	}
	if r.lex == nil {
		return
	}
	is := slices.Grow(r.is[:0], len(r.Tokens))[:len(r.Tokens)]
	r.lex.words.Look(r.Tokens, is)
	moods, wake := Imperative, slices.Grow(r.wakes[:0], len(is))[:len(is)]
	n := 0
	for i := range is {
		m := is[i].moods
		moods |= m
		if m&wakes != 0 {
			wake[n] = i
			n++
		}
	}
	r.is, r.moods, r.wakes = is, moods, wake[:n]
}

// read finds one list of a sentence, in one pass over tokens whose classes are known, and all of them where there can be
// nothing.
func (l *Layer) read(f *found, block, sentence int, wanted kinds) *found {
	r, ok := l.at(block, sentence)
	if f == nil {
		if !ok || len(r.wakes) == 0 {
			l.found.Share(block, sentence, &nothing)
			return &nothing
		}
		f = l.found.Put(block, sentence)
	}
	if f.known&modals == 0 { // the other two ask which words are modals
		f.modals = r.modals()
		f.known |= modals
	}
	if f.known |= wanted; wanted == hedges {
		f.hedges = r.hedges(f.modals)
	} else if wanted == advices {
		f.advice = r.advice(f.modals)
	}
	return f
}

// HedgeCues are the phrases that may be hedges, for a rule's Cues; AdviceCues the same for advice. Syntax: lint.List.
// Declared gaps (is unknown, is not known) and approximators of figures are not among them although Hedges lists them: to
// say what nobody knows, and how rough an estimate is, is what every standard asks for. Nor are "can" and a predicting
// "should", which Hedges calls "modal" where they say no more than that something may be so.
func HedgeCues(lang string) []string {
	var cues []string
	if lang == "en" {
		cues = append(cues, "may", "might", "could")
	}
	return appendCues(cues, lang, "/hedges.txt")
}

// AdviceCues are the phrases that may be advice.
func AdviceCues(lang string) []string {
	var cues []string
	if lang == "en" {
		cues = append(cues, deonticCues...)
	}
	return append(appendCues(cues, lang, "/advice.txt"), ImperativeCues(lang)...)
}

// appendCues adds the phrases of a list. The lexicon is not asked for them: rules are made at every start, and few languages
// are met then.
func appendCues(cues []string, lang, file string) []string {
	for phrase, in := range phrases(lang + file) {
		if listNames[in] != nameGap {
			cues = append(cues, phrase)
		}
	}
	return cues
}

// ImperativeCues are the words that may open an order or an invitation: the part of AdviceCues that Advice calls
// "imperative" and "let-us".
func ImperativeCues(lang string) []string {
	if lang != "en" {
		return nil
	}
	cues := []string{"let us", "let 's", "let a|an|the|this|that|these|those|every|each|him|her|it|them|his|its|their|our|your", "do not|n't", "never"}
	for line := range lines("en/words.txt") {
		if orders, ok := strings.CutPrefix(line, "order:"); ok {
			cues = append(cues, strings.Fields(orders)...)
		}
	}
	return cues
}

var deonticCues = []string{
	"should", "must", "shall", "ought to", "need|needs to", "has|have to", "had better", "'d better", "has|have got to",
	"'ve|'s got to", "is|are to", "supposed to",
}
