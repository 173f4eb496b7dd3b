package rules

import (
	"fmt"
	"strings"
	"sync"

	"github.com/sayso-lint/sayso/internal/tag"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/quantity"
	"github.com/sayso-lint/sayso/voice"
)

var unsupportedCausality = &lint.Rule{
	ID:      "unsupported-causality",
	Summary: "one thing is said to cause another, and nothing supports it",
	Why:     "readers take \"led to\" for a finding; what merely came first, or came along, is not yet a cause",
	Remedy:  "cite the evidence, give the mechanism, or write \"coincided with\"/\"is associated with\"",
	Family:  lint.Argument,
	Severity: map[lint.Profile]lint.Severity{
		lint.Newsroom: lint.Info, lint.OpEd: lint.Info, lint.Intel: lint.Warning, lint.Encyclopedic: lint.Warning,
		lint.Policy: lint.Warning, lint.Academic: lint.Warning, lint.Humanitarian: lint.Warning,
	},
	Confidence: lint.Low, Langs: []string{"en"}, Since: "0.1.0",
	Standards: []lint.Standard{
		{Source: "ICD 203", Where: "D.6.e(6)", Demands: "coherent reasoning from evidence"},
		{Source: "Adams/Sumner et al. 2017", Where: "How readers understand causal expressions", Demands: "direct, can-cause, and moderate wording are read as three strengths"},
		{Source: "Sumner et al. 2014 (BMJ)", Where: "causal overstatement in health news"},
		{Source: "BBC Guidance: Reporting statistics", Where: "correlation and causation"},
	},
	Examples: []lint.Example{
		{Input: "The two mills merged in May. As a result, one cartel runs the grain market.", Finds: "As a result"},
		{Input: "The boycott of the port is driven by envy.", Finds: "driven by"},
		{Input: "Because of the new levy, three clinics closed.", Finds: "Because of"},
		{Input: "Because of the rain, we left the picnic early.", Finds: "Because of", Options: map[string]any{"stakes": "any"}},
		{Input: "The valley flooded because of the dam break (engineers' report, p. 4).", Because: "citation"},
		{Input: "The fire was caused by a short circuit, inspectors said.", Because: "postposed attribution"},
		{Input: "The inspector returned on Monday. She said the tax had led to the riots.", Because: "attributed to a pronoun source"},
		{Input: "A trial on 400 farms showed that the new seed led to higher yields.", Because: "evidence named in the sentence"},
		{Input: "After 2015, the number of licensed boats fell.", Because: "temporal"},
	},

	Options: func() any { return &causalityOptions{Strength: "direct", Stakes: "public"} },
	Blocks:  []prose.Kind{prose.Paragraph, prose.ListItem},
	Cues:    lint.Cues{Lists: listed("unsupported-causality")},
	Check:   checkCausality,
}

type causalityOptions struct {
	Strength string `yaml:"strength" enum:"direct,can,all" doc:"direct: led to, caused; can: also can or may cause; all: also associated with, linked to (academic takes all, as information)"`
	Stakes   string `yaml:"stakes" enum:"public,any" doc:"public: only claims about public matters (money, law, health, conflict, government); any: everyday ones too"`
}

var (
	possibleBefore = setOf("can could may might")
	// unrealised stand before a cause that has not worked, or need not: will lead to, to cause, failed to trigger.
	unrealised = setOf("will would 'll 'd shall should must to not n't never cannot ca hardly")
	causeTold  = setOf(`evidence study studies trial trials experiment experiments survey surveys audit audits inquiry inquest research
		investigation investigations data records analysis model models tests measurements review reviews findings report reports
		experts court`)
)

func checkCausality(p *lint.Pass, h lint.Hit) {
	o := p.Options.(*causalityOptions)
	t := p.Sentence(h).Tokens
	strength := map[string]int{"direct": 0, "can": 1, "all": 2}[o.Strength]
	academic := p.Profile == lint.Academic
	if o.Stakes == "public" && !publicMatter(p, h) || causeTold.within(t) {
		return // no matter of the public's, or the evidence is named
	}
	level, ok := causalStrength(p, h) // may want tags
	if !ok || level > strength && !academic {
		return
	}
	f := lint.Finding{Span: h.Span, Message: fmt.Sprintf("a cause without support: %q", p.Text(h.Span))}
	if level > strength {
		f.Severity = lint.Info // the words are as weak as the evidence may be
	}
	if !authors(p, h.Span) || !asserts(p, h.Span) {
		return
	}
	if sharing.has(t[h.First]) && countsBehind(p, h) {
		return // accounts for two-thirds: a share, no cause
	}
	for _, w := range t[h.Last:] {
		if w.Word == by {
			return // how it came about is told
		}
	}
	r := voice.Of(p.Doc).Reach(h.Span, voice.Search{Window: voice.InParagraph, Weak: true, Named: true, Citation: true, Method: true})
	if r.Sourced {
		return
	}
	f.Notes = whyNot(p, h.Span, r)
	p.Report(f)
}

var sharing = setOf("account accounts accounted accounting")

// countsBehind tells whether a number follows a hit.
func countsBehind(p *lint.Pass, h lint.Hit) bool {
	for _, q := range quantity.Of(p.Doc).Sentence(h.Block, h.Sentence) {
		if first, _ := p.Sentence(h).TokensIn(q.Span); first >= h.Last && first < h.Last+5 {
			return true
		}
	}
	return false
}

// causalStrength ranks a causal cue (Adams et al. 2017): 0 is direct, 1 "can cause", 2 mere association; ok is false
// where the words are no causal claim.
func causalStrength(p *lint.Pass, h lint.Hit) (level int, ok bool) {
	t := p.Sentence(h).Tokens
	before := t[max(h.First-3, 0):h.First]
	tags := tag.Of(p.Doc).Sentence(h.Block, h.Sentence)
	switch h.List {
	case "association":
		level = 2
		if possibleBefore.within(before) {
			return 0, false
		}
	case "verb":
		if h.Last >= len(t) || passive(t, h.First) { // were led to the table
			return 0, false
		}
		if !tags.In(h.First, tag.Verbs&^(1<<tag.VBG)) {
			return 0, false
		}
		// A verb has its effect behind it: a noun phrase.
		if !tags.In(h.Last, tag.Nouns|tag.Adjectives|tag.Determiners|tag.Pronouns|1<<tag.CD|1<<tag.VBG) {
			return 0, false
		}
		if possibleBefore.within(before) {
			level = 1
		}
		if t[h.Last-1].Word == inWord && agreed(tags, t, h.Last) {
			return 0, false
		}
	case "passive":
		if possibleBefore.within(before) {
			level = 1
		}
	default:
		if h.Last < len(t) && (tags.Is(h.Last, tag.VB) || h.List == "reason" && tags.Is(h.Last, tag.Punct)) {
			return 0, false // due to meet
		}
	}
	if level != 1 && h.List != "connective" && h.List != "reason" && unrealised.within(before) {
		return 0, false
	}
	return level, true
}

var inWord = prose.WordOf("in")

// agreed tells whether what came of something is a document or a ruling, which it was held for: the talks resulted in an
// agreement.
func agreed(tags tag.Tags, t []prose.Token, i int) bool {
	for j := i; j < min(i+7, len(t)) && tags.In(j, tag.Nouns|tag.Adjectives|tag.Determiners|tag.Adverbs); j++ {
		if outcomes.has(t[j]) {
			return true
		}
	}
	return false
}

var outcomes = setOf("agreement agreements accord accords treaty deal deals pact truce compromise conviction convictions acquittal verdict ruling report resolution draw tie")

// passive tells whether a form of be stands right before a participle, an adverb between.
func passive(t []prose.Token, i int) bool {
	for j := i - 1; j >= 0 && j >= i-2; j-- {
		if beForms.has(t[j]) {
			return true
		}
	}
	return false
}

// publicMatter tells whether the sentence speaks of what concerns the public.
func publicMatter(p *lint.Pass, h lint.Hit) bool {
	return publicWords().within(p.Sentence(h).Tokens)
}

// publicWords are nouns of money, law, health, conflict and government.
var publicWords = sync.OnceValue(func() set {
	var all []string
	for _, l := range listed("public-matters") {
		all = append(all, l.Phrases...)
	}
	return setOf(strings.Join(all, " "))
})
