package rules

import (
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/modality"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/quantity"
	"github.com/sayso-lint/sayso/voice"
)

var hedgedAssertion = &lint.Rule{
	ID:      "hedged-assertion",
	Summary: "the author hedges a statement about past or present without saying why",
	Why:     "a hedge without its reason leaves the reader to guess whether evidence is missing, mixed or merely unread; settled facts need none, doubtful ones a basis",
	Remedy:  "say what makes you unsure, use a scale term, or commit",
	Family:  lint.Uncertainty,
	Severity: map[lint.Profile]lint.Severity{
		lint.Newsroom: lint.Info, lint.OpEd: lint.Info, lint.Intel: lint.Warning, lint.Encyclopedic: lint.Warning,
		lint.Policy: lint.Info, lint.Academic: lint.Info, lint.Humanitarian: lint.Warning,
	},
	Confidence: lint.Medium, Langs: hedging, Since: "0.1.0",
	Standards: []lint.Standard{
		{Source: "ICD 203", Where: "D.6.e(2)", Demands: "express and explain uncertainty, and its basis"},
		{Source: "Hyland 2005", Where: "hedges (interactional metadiscourse)", Demands: "writer withholds commitment"},
		{Source: "FactBank (Sauri & Pustejovsky 2009)", Where: "factuality CT/PR/PS relative to a source", Demands: "whose hedge is it?"},
		{Source: "IPCC AR5 Guidance Note", Where: "point 5", Demands: "state overwhelming evidence as fact, without qualifier"},
		{Source: "GRADE guidelines 26 (2020)", Where: "likely/may wording", Demands: "hedge strength must follow evidence certainty"},
	},
	Examples: []lint.Example{
		{Input: "The crew seems unwilling to sign.", Finds: "seems"},
		{Input: "Perhaps the archive was moved before the flood.", Finds: "Perhaps"},
		{Input: "The tunnel was presumably dug by smugglers.", Finds: "presumably"},
		{Input: "The two brothers fell out last winter, apparently over money.", Finds: "apparently"},
		{Input: "Ruiz said the commander was probably dead.", Because: "inside attributed content: the source's hedge, not the author's"},
		{Input: "The commander is probably dead, according to his brother Emil Osei.", Because: "attributed after the content"},
		{Input: "Odile Kern runs the dock office. The crew seemed unwilling to sign, she said.", Because: "attributed to a pronoun source"},
		{Input: "\"The crew seems unwilling to sign,\" Mara Lind wrote.", Because: "quoted"},
		{Input: "Satellite images taken on 3 June show no vehicles, so the base is probably empty.", Because: "basis in the sentence, before the hedge (images show, so)"},
	},

	Options: func() any { return &hedgeOptions{DensityLimit: 8, BasisRequired: true} },
	Cues:    lint.Cues{Lists: hedgeLists},
	Check:   checkHedge,
}

type hedgeOptions struct {
	DensityLimit  int  `yaml:"density_limit_per_100_sentences" doc:"author-voice hedges per 100 sentences above which the text as a whole is noted; not computed under 25 sentences"`
	BasisRequired bool `yaml:"basis_required" doc:"report every hedge without a basis; false: single hedges pass"`
}

// hedging are the languages that package modality has hedges of. In those beside English nothing is known of voice but
// quotation marks.
var hedging = []string{"de", "en", "es", "fr", "it", "nl", "pt"}

// hedgeLists are the hedges of every language.
var hedgeLists = listed("known-hedges")

// basis are words that introduce what a judgement rests on, in the same sentence.
var (
	basis = setOf("because since therefore thus hence judging")
	shown = setOf(`show shows showed shown indicate indicates indicated confirm confirms confirmed reveal reveals revealed document
		documents documented record records recorded`)
	evidence = setOf("images imagery photographs records data documents measurements intercepts logs samples satellite footage files")
)

func checkHedge(p *lint.Pass, h lint.Hit) {
	o := p.Options.(*hedgeOptions)
	cue, ok := hedgeAt(p, h)
	if !ok || cue.Name == "modal" && (!perfect(p, h) || supposed(p, h)) || !o.BasisRequired || conceded(p, h) {
		return // not a hedge in this sense, or a possibility: bare-possibility's
	}
	for _, a := range voice.Of(p.Doc).AttributionsIn(h.Block, h.Sentence) {
		if a.Cue.Overlaps(cue.Span) && (a.Source.Class.Named() || reckons.has(p.Sentence(h).Tokens[h.First]) && a.Source.Class != voice.Self && a.Source.Class != voice.NoSource) {
			return // what a named source suggests, what anybody but the author estimates: the verb reports
		}
	}
	if proposes(p, cue.Span) {
		return // we propose a levy: no doubt, but a proposal
	}
	if p.Sentence(h).Tokens[h.First].Word == possible {
		return // a possibility, too
	}
	if !authors(p, cue.Span) || askedOrSupposed(p, cue.Span) || based(p, h) || ranged(p, h) {
		return
	}
	p.Report(lint.Finding{
		Span:    cue.Span,
		Message: "hedged without a basis: why " + lint.Quoted(p.Text(cue.Span)) + "?",
		Notes:   []lint.Note{{Text: "nothing in the sentence says what the doubt rests on, and nobody else is said to doubt"}},
	})
}

// proposes tells whether a cue is "we propose" before what is proposed: no doubt about anything, as "we propose that" may be.
func proposes(p *lint.Pass, cue prose.Span) bool {
	b, i := p.Doc.SentenceAt(cue.Start)
	t := p.Doc.Blocks[b].Sentences[i].Tokens
	_, last := p.Doc.Blocks[b].Sentences[i].TokensIn(cue)
	return last > 0 && proposing.has(t[last-1]) && (last == len(t) || t[last].Word != that)
}

var reckons = setOf("estimate estimates estimated")

// clausal are subjects that make a clause of what follows "since".
var clausal = setOf("he she it they we i you there this that these those the")

// spans of time make a date of "hence": ten years hence.
var spans = setOf("days weeks months year years decade decades generation generations century centuries")

var (
	since = prose.WordOf("since")
	hence = prose.WordOf("hence")
)

var possible = prose.WordOf("possible")

// ranged tells whether a number says how likely: likely (55-80 percent).
func ranged(p *lint.Pass, h lint.Hit) bool {
	for _, q := range quantity.Of(p.Doc).Sentence(h.Block, h.Sentence) {
		first, _ := p.Sentence(h).TokensIn(q.Span)
		if q.Kind == quantity.Percent && first >= h.Last && first <= h.Last+2 {
			return true
		}
	}
	return false
}

// conceded tells the idiom "as improbable as it may seem".
func conceded(p *lint.Pass, h lint.Hit) bool {
	t := p.Sentence(h).Tokens
	return h.First > 0 && h.Last < len(t) && t[h.First-1].Word == as && t[h.Last].Word == as
}

// hedgeAt is the hedge that the modality layer sees where a cue woke the rule. A longer cue at the same place wins, so
// each hedge is looked at once, from its first token.
func hedgeAt(p *lint.Pass, h lint.Hit) (modality.Cue, bool) {
	for _, c := range modality.Of(p.Doc).Hedges(h.Block, h.Sentence) {
		if c.Overlaps(h.Span) {
			return c, true
		}
	}
	return modality.Cue{}, false
}

// perfect tells whether the modal of a hit looks back (may have left).
func perfect(p *lint.Pass, h lint.Hit) bool {
	m := modalAt(p, h)
	return m != nil && m.Perfect
}

// shortestReason is the fewest tokens behind a colon that can be a reason.
const shortestReason = 5

// based tells whether the sentence gives a reason for its doubt: a causal word, or evidence that shows something.
func based(p *lint.Pass, h lint.Hit) bool {
	tokens := p.Sentence(h).Tokens
	for i, t := range tokens {
		// "perhaps because" doubts the reason itself; "since 2000" and "years hence" are times.
		if !basis.has(t) || i == h.Last || t.Word == hence && i > 0 && spans.has(tokens[i-1]) {
			continue
		}
		if t.Word != since || i+1 < len(tokens) && clausal.has(tokens[i+1]) {
			return true
		}
	}
	for i := h.Last; i+shortestReason < len(tokens); i++ {
		if tokens[i].Word == colon {
			return true // take-up is uncertain: in the north only a third was enrolled
		}
	}
	return evidence.within(tokens[:h.First]) && shown.within(tokens)
}
