// Package likelihood says how likely a text says something is: it finds the expressions ("very likely", "a real
// possibility") and knows the scales that say what they mean in percent.
//
// The scales are ICD 203, PHIA, IPCC, EFSA and Kent's of 1964, and any that Custom is given; scales.txt has them. They
// cannot be turned into one another without loss, so nothing here translates: Nearest only says which terms of a scale
// lie nearest to a figure.
//
// It is no judge of sources or grammar: whose estimate it is, package voice knows; whether it is one at all, or asked or
// supposed, modality does. Plain may, might, could and possible are not here: they say that something is possible, not
// how likely.
package likelihood

import (
	"sort"

	"github.com/sayso-lint/sayso/prose"
)

// Use is an expression of likelihood where it stands in a text.
type Use struct {
	prose.Span
	// Terms are the terms of scales that it says; several where a language has one word for two, none where it is on no
	// scale. Shared: not to be changed.
	Terms []string
	// Rough is about where in percent an expression without Terms points, for Nearest; -1 where it points nowhere ("no
	// guarantee"). It is sayso's reading and no finding about readers: those are what Readers tells.
	Rough           float64
	Block, Sentence int
	First, Last     int // token indices in the sentence, half-open
}

// Layer is the expressions of likelihood of one document.
type Layer struct{ uses []Use }

var layer = prose.NewFact(func(d *prose.Document) *Layer { return &Layer{find(d, nil)} })

// Of is the layer of a document. The first call reads all of it; it is cheap where there is nothing to find.
func Of(d *prose.Document) *Layer { return layer.Of(d) }

// All lists the uses of the document in order. The slice is shared: not to be changed.
func (l *Layer) All() []Use { return l.uses }

// In lists the uses that overlap a span, in order. Shared: not to be changed.
func (l *Layer) In(s prose.Span) []Use {
	first := sort.Search(len(l.uses), func(i int) bool { return l.uses[i].End > s.Start })
	last := first
	for last < len(l.uses) && l.uses[last].Start < s.End {
		last++
	}
	return l.uses[first:last]
}

// find lists the uses of a document. Phrases of own count beside those of the language of a block, and win over ones as
// long as they are.
func find(d *prose.Document, own *prose.Phrases[*entry]) []Use {
	var uses []Use
	for b := range d.Blocks {
		block := &d.Blocks[b]
		if block.Kind == prose.Furniture {
			continue
		}
		words := lexiconOf(block.Lang, d.Lang)
		if words == nil && own == nil {
			continue
		}
		for s := range block.Sentences {
			tokens := block.Sentences[s].Tokens
			if own == nil && !words.telling.Within(tokens) {
				continue
			}
			for i := 0; i < len(tokens); i++ {
				e, end := longest(words, own, tokens, i)
				if e == nil || e.ofChance && !saidOfChance(tokens, i) {
					continue
				}
				if !e.none && !(words != nil && words.bets(tokens, i, end)) {
					uses = append(uses, Use{
						Span: prose.Span{Start: tokens[i].Start, End: tokens[end-1].End}, Terms: e.terms, Rough: e.rough,
						Block: b, Sentence: s, First: i, Last: end,
					})
				}
				i = end - 1
			}
		}
	}
	return uses
}

// longest is the longest phrase that starts at token i, and where it ends; nil where none does.
func longest(words *lexicon, own *prose.Phrases[*entry], tokens []prose.Token, i int) (*entry, int) {
	var e *entry
	end := i
	if words != nil {
		e, end = words.phrases.Longest(tokens, i)
	}
	if own != nil {
		if mine, last := own.Longest(tokens, i); mine != nil && last >= end {
			e, end = mine, last
		}
	}
	return e, end
}

// Bounds of the search for what an adjective is said of, in tokens.
const (
	subjectReach = 14
	betReach     = 8
)

// saidOfChance tells whether the adjective at token i is the predicate of a chance: the chances of a deal are slim.
// Prospects and hopes count with what they are prospects of alone, for "prospects are good" is an outlook.
func saidOfChance(tokens []prose.Token, i int) bool {
	at := i - 1
	for at >= 0 && degree.Has(tokens[at].Word) {
		at--
	}
	if at < 0 || !copula.Has(tokens[at].Word) {
		return false
	}
	for j := at - 1; j >= max(0, at-subjectReach); j-- {
		switch {
		case clauseEnd.Has(tokens[j].Word):
			return false
		case chance.Has(tokens[j].Word):
			return !measure.Has(tokens[j+1].Word)
		case outlook.Has(tokens[j].Word):
			return ofWhat.Has(tokens[j+1].Word)
		}
	}
	return false
}

// bets tells whether an expression of odds or chances stands among bookmakers: what they offer is a price.
func (l *lexicon) bets(tokens []prose.Token, first, last int) bool {
	if !chance.Has(tokens[last-1].Word) {
		return false
	}
	for j := max(0, first-betReach); j < min(len(tokens), last+betReach); j++ {
		if betting.Has(tokens[j].Word) {
			return true
		}
	}
	return false
}
