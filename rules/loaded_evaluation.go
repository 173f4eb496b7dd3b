package rules

import (
	"fmt"
	"strings"

	"github.com/sayso-lint/sayso/internal/tag"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/voice"
)

var loadedEvaluation = &lint.Rule{
	ID:      "loaded-evaluation",
	Summary: "an evaluative or emotive word adds the author's feeling",
	Why:     "a reader who is told what to feel stops asking what happened; where a neutral word exists the loaded one takes a side",
	Remedy:  "state the fact that earned the word, or attribute it",
	Family:  lint.Stance,
	Severity: map[lint.Profile]lint.Severity{
		lint.Newsroom: lint.Warning, lint.OpEd: lint.Info, lint.Intel: lint.Warning, lint.Encyclopedic: lint.Error,
		lint.Policy: lint.Warning, lint.Academic: lint.Warning, lint.Humanitarian: lint.Warning,
	},
	Confidence: lint.Low, Langs: []string{"en"}, Since: "0.1.0",
	Standards: []lint.Standard{
		{Source: "Wikipedia MOS:PUFFERY and MOS:LABEL", Where: "Puffery", Demands: "show, do not praise"},
		{Source: "Recasens et al. 2013", Where: "framing bias: subjective intensifiers, one-sided terms"},
		{Source: "Martin & White 2005", Where: "Attitude: judgement, appreciation"},
		{Source: "ICD 203 (2007/2015)", Where: "D.6.a", Demands: "free of emotional content"},
	},
	Examples: []lint.Example{
		{Input: "In a landmark move, the council sold the harbour.", Finds: "landmark"},
		{Input: "The minister slammed the report.", Finds: "slammed"},
		{Input: "Brutal cuts reached the village schools in March.", Finds: "Brutal"},
		{Input: "The notorious landlord bought two more blocks.", Finds: "notorious"},
		{Input: "Rain is an important factor in the harvest.", Because: "analytic weight"},
		{Input: "She chairs a powerful committee.", Because: "plain descriptor"},
		{Input: "The army bought sophisticated weapons.", Because: "plain descriptor"},
		{Input: "The delegates from Great Britain left early.", Because: "proper name"},
		{Input: "The Remarkable tablet went on sale in June.", Because: "brand: capital inside the sentence"},
	},

	Options: func() any { return &loadedOptions{TierStrong: "warning", TierWeak: "info"} },
	Cues:    lint.Cues{Lists: listed("loaded-evaluation")},
	Check:   checkLoaded,
}

type loadedOptions struct {
	TierStrong string `yaml:"tier_strong" enum:"off,info,warning,error" doc:"ceiling for words that judge wherever they stand; in a named profile its own severity applies below it"`
	TierWeak   string `yaml:"tier_weak" enum:"off,info,warning,error" doc:"ceiling for words that have a plain use beside the loaded one"`
}

// Literal neighbours: the thing that is brutal weather, crushed stone, landmark status.
var (
	literal = setOf(`stone rock tunnel ice ore grapes status building buildings weather winter winters heat cold storm storms
		earthquake eruption waste substance substances chemicals gas fumes assets algae sludge snake snakes bite bites spider spiders fish`)
)

func checkLoaded(p *lint.Pass, h lint.Hit) {
	o := p.Options.(*loadedOptions)
	tier, confidence := o.TierStrong, lint.Medium
	if h.List == "weak" {
		tier, confidence = o.TierWeak, lint.Low
	}
	severity, ok := ceiling(tier)
	if !ok || !authors(p, h.Span) && !endorsed(p, h.Span) {
		return
	}
	s := p.Sentence(h)
	t := s.Tokens
	if named(p, h) || h.Last < len(t) && literal.has(t[h.Last]) {
		return
	}
	// "a landmark" by itself is a place; before a noun it praises.
	if h.List == "weak" && t[h.First].Word == landmark && !beforeNoun(p, h) {
		return
	}
	if bleeding.has(t[h.First]) && tag.Of(p.Doc).Sentence(h.Block, h.Sentence).At(h.First).Noun() {
		return // a fatal haemorrhage; but: the party haemorrhaged members
	}
	p.Report(lint.Finding{
		Severity: severity, Confidence: confidence, Span: h.Span,
		Message: fmt.Sprintf("%q tells readers how to feel", p.Text(h.Span)),
	})
}

var bleeding = setOf("haemorrhage hemorrhage")

var landmark = prose.WordOf("landmark")

// endorsed tells whether a span is reported with a verb that takes the report for true, outside quotation marks: the wording
// is the author's, whoever admits or reveals it (Kiparsky and Kiparsky 1970: factives; Recasens et al. 2013).
func endorsed(p *lint.Pass, s prose.Span) bool {
	_, by := voice.Of(p.Doc).Speaker(s)
	if by == nil || spoken(p, s) {
		return false
	}
	_, last := p.Doc.Blocks[by.Block].Sentences[by.Sentence].TokensIn(by.Cue)
	return last > 0 && factive.has(p.Doc.Blocks[by.Block].Sentences[by.Sentence].Tokens[last-1])
}

var factive = setOf(`admit admits admitted admitting reveal reveals revealed revealing acknowledge acknowledges acknowledged concede
	concedes conceded confess confesses confessed expose exposes exposed realise realises realised realize realizes realized recognise
	recognises recognised recognize recognizes recognized prove proves proved proven know knows knew forget forgets forgot`)

// named tells whether a capital inside the sentence makes the word part of a name: the Remarkable tablet.
func named(p *lint.Pass, h lint.Hit) bool {
	t := p.Sentence(h).Tokens
	if !capital(p.Text(t[h.First].Span)) {
		return false
	}
	if h.First > 0 {
		// All-capitals headlines are no names.
		return p.Doc.Blocks[h.Block].Kind != prose.Heading && !quoteMark(p.Text(t[h.First-1].Span))
	}
	return h.Last < len(t) && capital(p.Text(t[h.Last].Span)) && len(p.Text(t[h.Last].Span)) > 1 && p.Doc.Blocks[h.Block].Kind != prose.Heading
}

func quoteMark(s string) bool { return strings.ContainsAny(s, "\"'“”‘’«»:") }

func beforeNoun(p *lint.Pass, h lint.Hit) bool {
	tags := tag.Of(p.Doc).Sentence(h.Block, h.Sentence)
	return h.Last < tags.Len() && (tags.At(h.Last) == tag.NN || tags.At(h.Last) == tag.NNS || tags.At(h.Last) == tag.JJ)
}
