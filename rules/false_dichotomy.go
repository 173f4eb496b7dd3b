package rules

import (
	"fmt"

	"github.com/sayso-lint/sayso/internal/tag"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
)

var falseDichotomy = &lint.Rule{
	ID:      "false-dichotomy",
	Summary: "two options, or one, are presented as all there are",
	Why:     "a third option usually exists; a reader who thinks of it stops trusting the argument",
	Remedy:  "name at least one other option, or say why there is none",
	Family:  lint.Argument,
	Severity: map[lint.Profile]lint.Severity{
		lint.Newsroom: lint.Info, lint.OpEd: lint.Info, lint.Intel: lint.Warning, lint.Encyclopedic: lint.Info,
		lint.Policy: lint.Warning, lint.Academic: lint.Info, lint.Humanitarian: lint.Info,
	},
	Confidence: lint.Low, Langs: hedging, Since: "0.1.0",
	Standards: []lint.Standard{
		{Source: "ICD 203", Where: "D.6.e(4)", Demands: "plausible alternatives"},
		{Source: "RAND Standards", Where: "range of options"},
	},
	Examples: []lint.Example{
		{Input: "Either we bomb the convoy or the city falls.", Finds: "Either we bomb the convoy or"},
		{Input: "There is no alternative to rationing.", Finds: "no alternative"},
		{Input: "The only alternative is a return to war.", Finds: "The only alternative"},
		{Input: "For the outer islands there is no third way.", Finds: "no third way"},
		{Input: "The camp has two gates. Either the north gate or the south gate is open at night.", Because: "closed factual set, stated in the text; noun phrases, no policy or forecast"},
		{Input: "Willows grow on either side of the river.", Because: "other sense: either side"},
		{Input: "\"Either you keep me or you get chaos,\" the governor said.", Because: "quoted"},
		{Input: "According to the finance ministry, there is no alternative to rationing.", Because: "attributed to a named body"},
		{Input: "The council saw no alternative at first. It then weighed three options: a levy, a loan and a delay.", Because: "other options named in the next sentence"},
	},

	Experimental: true,
	Blocks:       []prose.Kind{prose.Paragraph, prose.ListItem},
	Cues: lint.Cues{Lists: []lint.List{
		{Lang: "en", Name: "either", Phrases: []string{"either"}},
		{Lang: "en", Name: "none", Phrases: []string{
			"no alternative", "no other alternative|choice|option", "no third way|option|choice|path|possibility", "no middle ground|way|path|course",
			"no other way out|forward", "no choice but",
		}},
		{Lang: "en", Name: "only", Phrases: []string{"the only alternative|alternatives", "the only other alternative|option|choice"}},
		{Lang: "en", Name: "against", Phrases: []string{"with us or against us", "for us or against us"}},
		{Lang: "de", Phrases: []string{"alternativlos", "keine alternative", "die einzige alternative", "kein dritter weg", "keinen dritten weg"}},
		{Lang: "es", Phrases: []string{"no hay alternativa", "la única alternativa", "no hay tercera vía"}},
		{Lang: "fr", Phrases: []string{"pas d'alternative", "pas d' alternative", "la seule alternative", "pas de troisième voie"}},
		{Lang: "it", Phrases: []string{"non c'è alternativa", "non c' è alternativa", "l'unica alternativa", "l' unica alternativa", "nessuna alternativa"}},
		{Lang: "nl", Phrases: []string{"geen alternatief", "het enige alternatief", "geen derde weg", "geen middenweg"}},
		{Lang: "pt", Phrases: []string{"não há alternativa", "a única alternativa", "não há terceira via"}},
	}},
	Check: checkDichotomy,
}

var (
	// choices are words by which the next sentence brings in more of them.
	choices = setOf("options alternatives choices possibilities ways paths scenarios proposals")
	because = setOf("because since as given")
	// narrates are the verbs of somebody's choices in a story that is told: they had no choice but to flee.
	narrates = setOf("had saw left leaving leaves having found given gave has felt")
	powers   = setOf("must will shall should can could may might would 'll")
)

func checkDichotomy(p *lint.Pass, h lint.Hit) {
	t := p.Sentence(h).Tokens
	if !authors(p, h.Span) || askedOrSupposed(p, h.Span) {
		return
	}
	span := h.Span
	switch h.List {
	case "either":
		or, ok := eitherOr(p, h)
		if !ok || negations.within(t[max(h.First-2, 0):h.First]) {
			return
		}
		span = span.Join(t[or].Span)
	case "none":
		tags := tag.Of(p.Doc).Sentence(h.Block, h.Sentence)
		if h.Last < len(t) && tags.In(h.Last, tag.Nouns) || h.First > 0 && (narrates.has(t[h.First-1]) || t[h.First-1].Word == with) {
			return // no alternative text; the crew had no choice but to swim
		}
	default:
		if !asserts(p, h.Span) {
			return
		}
	}
	if because.within(t[h.Last:]) || enumerated(p, h) {
		return
	}
	p.Report(lint.Finding{
		Span: span, Message: fmt.Sprintf("no other option? %q leaves no third", p.Text(span)),
		Notes: []lint.Note{{Text: "neither a reason why there is no other nor another option in this sentence or the next"}},
	})
}

var with, or = prose.WordOf("with"), prose.WordOf("or")

// eitherOr is the "or" of an "either" with clauses behind it (either we pay or they strike), or with what one must do
// (must either pay or leave). Noun phrases and adjectives are a choice of things.
func eitherOr(p *lint.Pass, h lint.Hit) (int, bool) {
	t := p.Sentence(h).Tokens
	tags := tag.Of(p.Doc).Sentence(h.Block, h.Sentence)
	if h.Last >= len(t) {
		return 0, false
	}
	second := -1
	for i := h.Last; i < min(len(t), h.Last+farthestOr); i++ {
		if t[i].Word == or {
			second = i
			break
		}
	}
	if second < 0 || second+2 >= len(t) {
		return 0, false
	}
	must := h.First > 0 && powers.has(t[h.First-1]) || h.First > 1 && oblige.has(t[h.First-2]) && tags.Is(h.First-1, tag.TO)
	if must && tags.Is(h.Last, tag.VB) && tags.Is(second+1, tag.VB) {
		return second, true
	}
	if !tags.In(h.Last, tag.Determiners|tag.Pronouns|tag.ProperNouns|1<<tag.EX|1<<tag.NNS) {
		return 0, false // either side
	}
	return second, finiteWithin(tags.UpTo(second)[h.Last+1:], false) && finiteWithin(tags.UpTo(min(second+10, len(t)))[second+1:], true)
}

var oblige = setOf("have has need needs had ought")

// farthestOr is how many tokens lie between either and or, at most.
const farthestOr = 24

// finiteWithin tells whether a verb with its subject is among tags. A plural behind a noun may be one, if that is enough:
// the city falls.
func finiteWithin(tags []tag.Tag, maybe bool) bool {
	for i, t := range tags {
		if t.Finite() || maybe && t == tag.NNS && i > 0 && tags[i-1] == tag.NN {
			return true
		}
	}
	return false
}

// enumerated tells whether the next sentence names options, or gives the reason.
func enumerated(p *lint.Pass, h lint.Hit) bool {
	ss := p.Doc.Blocks[h.Block].Sentences
	if h.Sentence+1 >= len(ss) {
		return false
	}
	next := ss[h.Sentence+1].Tokens
	return choices.within(next) || len(next) > 0 && because.has(next[0])
}
