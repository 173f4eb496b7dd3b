package rules

import (
	"fmt"
	"strings"

	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/modality"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/voice"
)

var unsupportedPrescription = &lint.Rule{
	ID:      "unsupported-prescription",
	Summary: "a recommendation stands without any reason, evidence or price near it",
	Why:     "advice without a ground can only be obeyed or ignored; with one, a reader can weigh it",
	Remedy:  "add the reason, the evidence level and the main cost; or soften \"must\" to \"should consider\"",
	Family:  lint.Prescription,
	Severity: map[lint.Profile]lint.Severity{
		lint.Newsroom: lint.Off, lint.OpEd: lint.Off, lint.Intel: lint.Warning, lint.Encyclopedic: lint.Off,
		lint.Policy: lint.Warning, lint.Academic: lint.Warning, lint.Humanitarian: lint.Warning,
	},
	Confidence: lint.Medium, Langs: []string{"en"}, Since: "0.1.0",
	Standards: []lint.Standard{
		{Source: "GRADE", Where: "strength wording", Demands: "strong: recommend/should; conditional: suggest/might"},
		{Source: "RAND Standards (2022)", Where: "recommendations follow from findings"},
		{Source: "Toulmin 1958", Where: "warrant and backing", Demands: "link claim to data"},
		{Source: "Economist Style Guide", Where: "when you express opinions, do not simply make assertions"},
	},
	Examples: []lint.Example{
		{Input: "The ministry must close all three camps.", Finds: "must close"},
		{Input: "The camps lie on the south bank of the river. Each has a clinic and a school.\n\nThe ministry must close all three camps.\n", Finds: "must close"},
		{Input: "Parliament ought to reject the treaty. The vote is on Thursday.", Finds: "ought to reject"},
		{Input: "## Recommendations\n\nThe port authority should sell the dredger.\n", Finds: "should sell", Format: "markdown"},
		{Input: "The ministry must close all three camps because the wells are contaminated.", Because: "reason in the sentence: because"},
		{Input: "Evidence from the March water tests shows that the wells are contaminated.\n\nThe ministry must close all three camps.\n", Because: "evidence in the paragraph before (look_back 1)"},
		{Input: "## Recommendations\n\n1. The ministry should close all three camps.\n   Rationale: the wells are contaminated.\n2. Donors should fund new wells.\n   Rationale: tankers cost three times as much.\n", Because: "numbered recommendations, each with a rationale line", Format: "markdown"},
		{Input: "The ministry should close all three camps (Okonedo and Lindqvar 2021).", Because: "citation as evidence"},
		{Input: "The ministry must close all three camps, the doctors' union said.", Because: "not the recommendation of the author: attributed"},
	},

	Options: func() any {
		return &supportOptions{LookBack: 1, StrengthScale: []string{"must", "should", "could consider"}}
	},
	Document: checkSupport,
}

type supportOptions struct {
	LookBack      int      `yaml:"look_back" doc:"number of paragraphs before the recommendation that are searched for a reason"`
	StrengthScale []string `yaml:"strength_scale" doc:"strength words from strongest to weakest, by which the message names the strength"`
}

var (
	// advising are the words that may be a modal of advice: without one a paragraph need not be looked at.
	advising = setOf("must should shall ought need needs has have had")
	// opensCase are words that open a case supposed (if it reopens, the grid must shed load) or a line that names a
	// question (what the council should do).
	opensCase = setOf("if unless should what how why who when where which whether")
	// discursive are verbs by which a text steers its reader and recommends nothing.
	discursive = setOf(`acknowledge add admit ask bear be clear concede concern confess consider emphasise emphasize forget have keep know
		mention note observe point recall recognise recognize remember repeat say see stress surprise understand underline wonder`)
)

func checkSupport(p *lint.Pass) {
	o := p.Options.(*supportOptions)
	list, told := 0, false // the list under way, and whether an item of it was reported
	for b := range p.Doc.Blocks {
		blk := &p.Doc.Blocks[b]
		if blk.Kind != prose.ListItem || blk.List != list {
			list, told = blk.List, false
		}
		if blk.Kind != prose.Paragraph && blk.Kind != prose.ListItem || p.Lang(b) != "en" {
			continue
		}
		m, ok := prescribes(p, b)
		if !ok || supported(p, b, o.LookBack) {
			continue
		}
		f := lint.Finding{
			Span:    m.Span.Join(m.Verb),
			Message: fmt.Sprintf("why? no reason or evidence near this %q recommendation", strength(o.StrengthScale, m.Lemma)),
			Notes:   []lint.Note{{Text: "no reason, evidence, price or citation in " + searchedBack(o.LookBack)}},
		}
		if told {
			f.Severity = lint.Info // one word about a list of bare advice is enough
		}
		told = blk.Kind == prose.ListItem
		p.Report(f)
	}
}

func searchedBack(paragraphs int) string {
	switch {
	case paragraphs <= 0:
		return "its paragraph"
	case paragraphs == 1:
		return "its paragraph or the one before"
	}
	return fmt.Sprintf("its paragraph or the %d before", paragraphs)
}

// prescribes finds the first recommendation of the author's in a block.
func prescribes(p *lint.Pass, b int) (modality.Modal, bool) {
	for s := range p.Doc.Blocks[b].Sentences {
		st := &p.Doc.Blocks[b].Sentences[s]
		if !advising.within(st.Tokens) || opensCase.has(st.Tokens[0]) {
			continue
		}
		for _, m := range modality.Of(p.Doc).Modals(b, s) {
			if m.Sense != modality.Deontic || m.Perfect || m.Verb.Empty() || m.Verb.Start < m.End {
				continue
			}
			first, last := st.TokensIn(m.Span)
			if first > 0 && foreseen.has(st.Tokens[first-1]) || able.within(st.Tokens[last:min(last+3, len(st.Tokens))]) {
				continue
			}
			if v, _ := st.TokensIn(m.Verb); discursive.has(st.Tokens[v]) {
				continue
			}
			if !authors(p, m.Span) || askedOrSupposed(p, m.Span) {
				continue
			}
			return m, true
		}
	}
	return modality.Modal{}, false
}

// strength is the word of the scale for a modal: itself, else the strongest for what binds and the next for the rest.
func strength(scale []string, lemma string) string {
	for _, s := range scale {
		if s == lemma || strings.HasPrefix(s, lemma+" ") {
			return s
		}
	}
	i := 0
	if lemma == "should" || lemma == "ought to" || lemma == "had better" {
		i = 1
	}
	if i >= len(scale) {
		return lemma
	}
	return scale[i]
}

// supported tells whether a reason, evidence or a price stands in a block, in the points under it, or in the paragraphs
// before it. For an item of a list those are the ones before the list: another item's reason is not its own.
func supported(p *lint.Pass, b, lookBack int) bool {
	blocks := p.Doc.Blocks
	if voice.Of(p.Doc).Reasoned(b) {
		return true
	}
	item := blocks[b].Kind == prose.ListItem
	for n := b + 1; item && n < len(blocks) && n <= b+maxBack && blocks[n].Kind == prose.ListItem && blocks[n].Level > blocks[b].Level; n++ {
		if voice.Of(p.Doc).Reasoned(n) {
			return true
		}
	}
	for n, steps := b-1, 0; n >= 0 && steps < lookBack && n >= b-maxBack; n-- {
		switch blocks[n].Kind {
		case prose.ListItem:
			if item && (blocks[n].List == blocks[b].List && blocks[n].Level >= blocks[b].Level) {
				continue
			}
		case prose.Paragraph, prose.Quote:
		default:
			continue
		}
		steps++
		if voice.Of(p.Doc).Reasoned(n) {
			return true
		}
	}
	return false
}
