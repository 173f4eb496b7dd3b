package rules

import (
	"fmt"
	"sync"

	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/voice"
)

var confidenceWithoutBasis = &lint.Rule{
	ID:      "confidence-without-basis",
	Summary: "a level of confidence is stated and nothing says what it rests on",
	Why:     "\"moderate confidence\" alone cannot be checked or raised; what supports it and what limits it can",
	Remedy:  "add what supports and what limits it",
	Family:  lint.Uncertainty,
	Severity: map[lint.Profile]lint.Severity{
		lint.Newsroom: lint.Off, lint.OpEd: lint.Off, lint.Intel: lint.Error, lint.Encyclopedic: lint.Off,
		lint.Policy: lint.Info, lint.Academic: lint.Info, lint.Humanitarian: lint.Warning,
	},
	Confidence: lint.High, Langs: []string{"de", "en", "es", "fr", "it", "nl", "pt"}, Since: "0.1.0",
	Standards: []lint.Standard{
		{Source: "ICD 203", Where: "D.6.e(2)", Demands: "explain the basis"},
		{Source: "PHIA AnCR (2025)", Where: "supporting statement", Demands: "say what limits it and how it could rise"},
		{Source: "IPCC", Where: "evidence and agreement", Demands: "traceable account"},
	},
	Examples: []lint.Example{
		{Input: "We have low confidence in this judgment.", Finds: "low confidence"},
		{Input: "We assess with high confidence that the plant is idle. The plant stands on the east bank.", Finds: "high confidence"},
		{Input: "The team judges (moderate confidence) that the well is dry.", Finds: "moderate confidence"},
		{Input: "The convoy has left the valley, a judgment of high confidence. It had 30 lorries.", Finds: "high confidence"},
		{Input: "We have low confidence because the only report is second-hand.", Because: "because"},
		{Input: "Based on six interviews, we have moderate confidence that the plant is idle.", Because: "based on, before the level"},
		{Input: "Given the age of the photographs, our judgment carries low confidence.", Because: "given"},
		{Input: "We have low confidence in this count. Two of three sources share an author.", Because: "basis in the next sentence: an evidence noun (sources)"},
		{Input: "We have high confidence that the plant is idle. This rests on four weeks of images.", Because: "basis in the next sentence: basis cue and evidence noun"},
	},

	Cues:  lint.Cues{Lists: levelsOfConfidence},
	Check: checkConfidence,
}

func checkConfidence(p *lint.Pass, h lint.Hit) {
	if !levelOfConfidence(p, h) || !judges(p, h.Span) || askedHere(p, h.Block, h.Sentence, h.Span) {
		return
	}
	if restsOn(p, h) || evidenceNext(p, h) || voice.Of(p.Doc).Reach(h.Span, voice.Search{Citation: true}).Sourced {
		return
	}
	p.Report(lint.Finding{
		Span: h.Span, Message: fmt.Sprintf("%q is stated without a reason", p.Text(h.Span)),
		Notes: []lint.Note{{Text: "no basis in this sentence, no evidence in the next"}},
	})
}

// restsOn tells whether the sentence of a hit gives a reason: a word that introduces one, evidence before the level, or
// evidence behind a colon, semicolon or bracket.
func restsOn(p *lint.Pass, h lint.Hit) bool {
	t := p.Sentence(h).Tokens
	before, behind := t[max(0, h.First-reasonReach):h.First], t[h.Last:min(len(t), h.Last+reasonReach)]
	if introduces(before) || introduces(behind) {
		return true
	}
	for _, w := range before {
		if supports().has(w) && !papers.has(w) {
			return true
		}
	}
	for i, w := range behind {
		if breaks.has(w) {
			// What follows "low confidence in the total:" is the reason, whatever its words.
			return supports().within(behind[i:]) || confidentIn.has(behind[0]) && p.Text(w.Span) == ":"
		}
	}
	return false
}

// reasonReach is how far from a level of confidence, in tokens, its reason is looked for: longer than sentences are, and
// short enough for those that are none.
const reasonReach = 80

// evidenceNext tells whether the next sentence gives a basis. A heading ends the search.
func evidenceNext(p *lint.Pass, h lint.Hit) bool {
	blocks := p.Doc.Blocks
	b, i := h.Block, h.Sentence+1
	for b < len(blocks) && i >= len(blocks[b].Sentences) {
		b, i = b+1, 0
		if b < len(blocks) && !assessing(&blocks[b]) {
			return false
		}
	}
	if b == len(blocks) {
		return false
	}
	t := blocks[b].Sentences[i].Tokens
	t = t[:min(len(t), reasonReach)]
	return introduces(t) || supports().within(t)
}

// introduces tells whether words introduce a reason: because, based on.
func introduces(t []prose.Token) bool {
	found := false
	for i := range t {
		causes().at(t, i, func(string, int) { found = true })
	}
	return found
}

var (
	causes   = sync.OnceValue(func() *phraseBook { return bookOf(listsOf("confidence-without-basis", "basis"), "") })
	supports = wordsOf("confidence-without-basis", "evidence")
	// papers may be the judging text itself, not what its judgement rests on.
	papers = setOf("report reports analysis study paper survey intelligence information document model")
	breaks = setOf(": ; ( – —")
)
