package rules

import (
	"github.com/sayso-lint/sayso/internal/tag"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/modality"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/voice"
)

var imperativeAdvice = &lint.Rule{
	ID:      "imperative-advice",
	Summary: "the author tells the reader or an actor what to do in the imperative",
	Why:     "an order to the reader replaces an argument; in analysis it is advice without an adviser",
	Remedy:  "state what the record shows, attribute the advice to whoever gives it, or move it to the recommendations",
	Family:  lint.Prescription,
	Severity: map[lint.Profile]lint.Severity{
		lint.Newsroom: lint.Warning, lint.OpEd: lint.Info, lint.Intel: lint.Error, lint.Encyclopedic: lint.Error,
		lint.Policy: lint.Info, lint.Academic: lint.Warning, lint.Humanitarian: lint.Warning,
	},
	Confidence: lint.Medium, Langs: []string{"en"}, Since: "0.1.0",
	Standards: []lint.Standard{
		{Source: "ICD 203", Where: "D.6.b independent of political consideration", Demands: "assessments must not advocate policy"},
		{Source: "Economist Style Guide", Where: "do not be too didactic", Demands: "few sentences that open with an order to the reader (Consider, Imagine, Remember)"},
	},
	Examples: []lint.Example{
		{Input: "Let us wait for the second count.", Finds: "Let us"},
		{Input: "The levy was sold as a relief. So let us be clear: it failed.", Finds: "let us"},
		{Input: "Let's be honest about the price of the dam.", Finds: "Let's"},
		{Input: "Consider the record of the last three ministers.", Finds: "Consider"},
		{Input: "\"Let us wait for the second count,\" Mayor Ida Kernholt said.", Because: "direct quotation"},
		{Input: "End the subsidy, the growers' union told the minister.", Because: "postposed attribution"},
		{Input: "The bishop turned to the gallery. Think of the families, she said.", Because: "attributed to a pronoun source"},
		{Input: "A sign at the gate reads \"Do not enter\".", Because: "quoted sign"},
		{Input: "The letter from the growers closes with a demand:\n\n> End the subsidy.\n", Because: "block quote: source voice", Format: "markdown"},
	},

	Options: func() any {
		return &imperativeOptions{AllowSections: []string{"recommendations", "policy options", "next steps"}, LetUs: true}
	},
	Cues:  lint.Cues{Lists: listed("known-imperatives")},
	Check: checkImperative,
}

type imperativeOptions struct {
	AllowSections []string `yaml:"allow_sections" doc:"section roles in which imperatives are expected and not reported"`
	LetUs         bool     `yaml:"let_us" doc:"report the inclusive form (let us) too, not only orders to others"`
}

func checkImperative(p *lint.Pass, h lint.Hit) {
	if !modality.MayOpen(p.Sentence(h).Tokens, h.First) {
		return
	}
	o := p.Options.(*imperativeOptions)
	for _, c := range modality.Of(p.Doc).Advice(h.Block, h.Sentence) {
		if !c.Overlaps(h.Span) || c.Name != "imperative" && c.Name != "let-us" || c.Name == "let-us" && !o.LetUs {
			continue
		}
		if ss := p.Doc.Blocks[h.Block].Sentences; h.Sentence+1 < len(ss) && invites.has(ss[h.Sentence+1].Tokens[0]) {
			return // do not miss our letter: an advertisement
		}
		if !authors(p, c.Span) || allowedHere(p, h.Block, o.AllowSections) || instructs(p, h.Block) {
			return
		}
		if p.Text(c.Span) == "see" && len(voice.Of(p.Doc).Citations(h.Block)) > 0 && pointer(p, h, c.Span) {
			return // see the annual survey, which is linked
		}
		p.Report(lint.Finding{
			Span: c.Span, Message: "advice in the imperative: " + lint.Quoted(p.Text(c.Span)),
			Notes: []lint.Note{{Text: "neither quoted nor attributed, and " + sectionNote(p, h.Block, o.AllowSections)}},
		})
		return
	}
}

// pointer tells whether a reference stands right behind a cue.
func pointer(p *lint.Pass, h lint.Hit, cue prose.Span) bool {
	s := p.Sentence(h)
	for _, c := range voice.Of(p.Doc).Citations(h.Block) {
		if c.Start >= cue.End && c.End <= s.End {
			first, _ := s.TokensIn(c.Span)
			_, last := s.TokensIn(cue)
			return first-last < 5
		}
	}
	return false
}

// instructs tells whether a block is a step of a procedure: a numbered or how-to list, a caption.
func instructs(p *lint.Pass, block int) bool {
	b := &p.Doc.Blocks[block]
	if b.Kind == prose.Caption || voice.Of(p.Doc).Role(block) == voice.HowTo {
		return true
	}
	if b.Kind != prose.ListItem {
		return false
	}
	// A list whose items all begin with a command is a recipe, whatever its heading says.
	commands, items := 0, 0
	for i := block; i >= 0 && p.Doc.Blocks[i].Kind == prose.ListItem && p.Doc.Blocks[i].List == b.List && items < 8; i-- {
		items++
		if len(modality.Of(p.Doc).Advice(i, 0)) > 0 || startsWithVerb(p, i) {
			commands++
		}
	}
	for i := block + 1; i < len(p.Doc.Blocks) && p.Doc.Blocks[i].List == b.List && items < 8; i++ {
		items++
		if len(p.Doc.Blocks[i].Sentences) > 0 && (len(modality.Of(p.Doc).Advice(i, 0)) > 0 || startsWithVerb(p, i)) {
			commands++
		}
	}
	return items > 1 && commands == items
}

func startsWithVerb(p *lint.Pass, block int) bool {
	if len(p.Doc.Blocks[block].Sentences) == 0 {
		return false
	}
	tags := tag.Of(p.Doc).Sentence(block, 0)
	if tags.In(0, 1<<tag.VB|1<<tag.VBP) {
		return true
	}
	// An unknown verb at the head is told by its object: rinse the lentils, boil them.
	return tags.Len() > 1 && tags.In(1, tag.Pronouns|1<<tag.DT) && tags.In(0, tag.Verbs|1<<tag.NN|1<<tag.NNP)
}
