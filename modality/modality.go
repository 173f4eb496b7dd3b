// Package modality says in which sense a modal verb stands, and where the text hedges or advises.
//
// The layer holds every cue, whoever's words it stands in: package voice knows whose they are, and rules decide. It
// follows the four-way division of Palmer (Mood and Modality, 2001) into epistemic, deontic and dynamic modality, and
// sets apart two uses that would pass for advice: procedural (a rule described) and putative (odd that she should).
package modality

import "github.com/sayso-lint/sayso/prose"

// Sense is what a modal says.
type Sense uint8

// The senses, in the words of `sayso dump`.
const (
	Epistemic  Sense = iota // how likely: they must have left
	Deontic                 // what ought to be: the council must act
	Dynamic                 // ability, capacity, will: he could swim at four
	Procedural              // what a rule or plan lays down: ballots must be counted by two clerks
	Putative                // odd that she should refuse; should the talks fail
)

var senseNames = [...]string{"epistemic", "deontic", "dynamic", "procedural", "putative"}

func (s Sense) String() string { return senseNames[s] }

// Modal is a modal verb or a semi-modal (ought to, need to, have to). The month May, the noun might and people in need
// are none.
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

// Cue is a hedge or a piece of advice.
type Cue struct {
	prose.Span             // the cue alone: "probably", "seems", "may"; "should", "it is time to", "Let us"
	Name            string // which list or construction it comes from, for rules that treat some apart (documented in the lists)
	Block, Sentence int
}

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
type Layer struct{ doc *prose.Document }

var fact = prose.NewFact(func(d *prose.Document) *Layer { return &Layer{doc: d} })

// Of is the layer of a document.
func Of(d *prose.Document) *Layer { return fact.Of(d) }

// Modals lists the modals of one sentence in order.
func (l *Layer) Modals(block, sentence int) []Modal { return nil }

// Hedges lists the cues by which one sentence weakens its commitment (Hyland 2005: hedges).
func (l *Layer) Hedges(block, sentence int) []Cue { return nil }

// Advice lists the cues by which one sentence says what somebody ought to do: deontic modals, veiled advice, imperatives.
func (l *Layer) Advice(block, sentence int) []Cue { return nil }

// Mood is what the clause around a span of one sentence does beside asserting.
func (l *Layer) Mood(span prose.Span) Mood { return 0 }

// HedgeCues are the phrases that may be hedges, for a rule's Cues; AdviceCues the same for advice. Syntax: lint.List.
func HedgeCues(lang string) []string { return nil }

// AdviceCues are the phrases that may be advice.
func AdviceCues(lang string) []string { return nil }
