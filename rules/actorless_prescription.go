package rules

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/sayso-lint/sayso/internal/pack"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/modality"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/voice"
)

var actorlessPrescription = &lint.Rule{
	ID:      "actorless-prescription",
	Summary: "a call for action names nobody who must act",
	Why:     "\"steps must be taken\" asks everybody, so nobody; a reader cannot tell whom to hold to it",
	Remedy:  "name the actor and the act",
	Family:  lint.Prescription,
	Severity: map[lint.Profile]lint.Severity{
		lint.Newsroom: lint.Info, lint.OpEd: lint.Info, lint.Intel: lint.Warning, lint.Encyclopedic: lint.Info,
		lint.Policy: lint.Warning, lint.Academic: lint.Info, lint.Humanitarian: lint.Warning,
	},
	Confidence: lint.High, Langs: []string{"en"}, Since: "0.1.0",
	Standards: []lint.Standard{
		{Source: "GRADE / RAND Standards (2022)", Where: "actionable, understandable recommendations", Demands: "who does what"},
		{Source: "WHO guideline practice", Where: "implementability", Demands: "named actor"},
		{Source: "ISO/IEC Directives Part 2", Where: "requirements verifiable"},
	},
	Examples: []lint.Example{
		{Input: "The river is rising again. Steps must be taken before the spring.", Finds: "must be taken"},
		{Input: "There is a need to rethink the voucher scheme.", Finds: "There is a need to"},
		{Input: "Fuel subsidies ought to be phased out within two years.", Finds: "ought to be phased out"},
		{Input: "## Recommendations\n\n1. Wells should be chlorinated weekly.\n", Finds: "should be chlorinated", Format: "markdown"},
		{Input: "Wells should be chlorinated weekly by the village committee.", Because: "by-agent"},
		{Input: "Under section 4 of the aliens act, the form must be signed in ink.", Because: "norm description: under section N"},
		{Input: "Under the museum's house rules, bags must be left at the desk.", Because: "norm description: house rules"},
		{Input: "## Recommendations to the ministry of health\n\n- Wells should be chlorinated weekly.\n- Pumps should be repaired before the rains.\n", Because: "actor set by the heading", Format: "markdown"},
		{Input: "The village committee is asked to take two steps:\n\n- Wells should be chlorinated weekly.\n- Pumps should be repaired before the rains.\n", Because: "actor set by the list lead-in", Format: "markdown"},
	},

	Replaces: []string{"prescriptive-modal"},
	Cues: lint.Cues{Lists: []lint.List{
		{Lang: "en", Name: "modal", Phrases: []string{"should|must|shall be", "ought|need|needs to be", "has|have to be"}},
		{Lang: "en", Name: "dummy", Phrases: []string{"there is|'s a|an? urgent|pressing|clear|growing? need to|for", "action|steps|measures is|are needed", "something|more must|should|needs|has to? be done"}},
	}},
	Check: checkActorless,
}

var agents = setOf("by")

func checkActorless(p *lint.Pass, h lint.Hit) {
	s := p.Sentence(h)
	t := s.Tokens
	if !authors(p, h.Span) || askedOrSupposed(p, h.Span) || wanted(voice.Of(p.Doc), h.Block, h.Span) || pack.About(p, h).Governed() || actorSet(p, h.Block) {
		return
	}
	span := h.Span
	if h.List == "modal" {
		m := modalAt(p, h)
		if m == nil || m.Sense != modality.Deontic || !m.Passive || m.Verb.Empty() || m.Verb.Start < h.Span.End {
			return
		}
		span = h.Span.Join(m.Verb)
	}
	_, last := s.TokensIn(span)
	if h.List == "modal" && last < len(t) && particles.has(t[last]) {
		span = span.Join(t[last].Span)
		last++
	}
	for i := last; i+1 < len(t); i++ {
		next := t[i+1]
		if i+2 < len(t) && next.Word == the {
			next = t[i+2]
		}
		if agents.has(t[i]) && !unitsOfTime.has(next) && !unicode.IsDigit(rune(p.Doc.Text[t[i+1].Start])) {
			return
		}
	}
	p.Report(lint.Finding{
		Span: span, Message: fmt.Sprintf("%q tells nobody to act", p.Text(span)),
		Notes: []lint.Note{{Text: "no actor in the clause, the heading or the words that lead the list in"}},
	})
}

var unitsOfTime = setOf("noon midnight january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday spring summer autumn winter next then now tomorrow end time roadside")

// particles belong to the verb before them: phased out.
var particles = setOf("out up off down away back over")

// actorSet tells whether a heading ("Recommendations to the ministry") or a lead-in ("The committee is asked to:") names
// who has to act.
func actorSet(p *lint.Pass, block int) bool {
	blocks := p.Doc.Blocks
	for b := block - 1; b >= 0 && block-b < maxBack; b-- {
		text := p.Text(blocks[b].Span)
		switch blocks[b].Kind {
		case prose.Heading:
			return strings.Contains(text, " to ") || strings.Contains(text, " for ") && capital(text)
		case prose.ListItem:
			continue
		default:
			return blocks[block].Kind == prose.ListItem && strings.HasSuffix(text, ":")
		}
	}
	return false
}
