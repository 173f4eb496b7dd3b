package rules

import (
	"unicode"

	"github.com/sayso-lint/sayso/internal/pack"
	"github.com/sayso-lint/sayso/internal/tag"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/modality"
	"github.com/sayso-lint/sayso/quantity"
	"github.com/sayso-lint/sayso/voice"
)

var absoluteGeneralization = &lint.Rule{
	ID:      "absolute-generalization",
	Summary: "all, every, never or nobody is said of an open group or period",
	Why:     "one counter-example sinks an absolute, and the reader will know one",
	Remedy:  "bound it (which, when, how many) or source it",
	Family:  lint.Argument,
	Severity: map[lint.Profile]lint.Severity{
		lint.Newsroom: lint.Info, lint.OpEd: lint.Info, lint.Intel: lint.Warning, lint.Encyclopedic: lint.Warning,
		lint.Policy: lint.Info, lint.Academic: lint.Warning, lint.Humanitarian: lint.Warning,
	},
	Confidence: lint.Medium, Langs: []string{"en"}, Since: "0.1.0",
	Standards: []lint.Standard{
		{Source: "ICD 203", Where: "D.6.e(6), D.6.e(8)", Demands: "judgments as precise as the evidence"},
		{Source: "BBC Reporting statistics", Where: "sample and scope"},
		{Source: "Wikipedia WP:NPOV / MOS:WEASEL"},
	},
	Examples: []lint.Example{
		{Input: "The guild has never missed a payment.", Finds: "never"},
		{Input: "The mill pays later than nearly every other buyer in the province.", Finds: "nearly every"},
		{Input: "Nobody in the capital trusts the new currency.", Finds: "Nobody"},
		{Input: "Landlords always blame the tenants.", Finds: "always"},
		{Input: "All 16 members voted yes (minutes, item 3).", Because: "closed, counted, cited"},
		{Input: "All three bridges are closed.", Because: "enumerated set"},
		{Input: "She has never sat in parliament.", Because: "checkable biographical negative: info, needs source only in encyclopedic", Expect: lint.Info},
		{Input: "Not everyone signed the petition.", Because: "negated quantifier"},
		{Input: "All the same, the ferry sailed.", Because: "idiom: all the same"},
	},

	Replaces: []string{"certainty-booster"},
	Cues:     lint.Cues{Lists: listed("absolute-generalization")},
	Check:    checkAbsolute,
}

var (
	closed    = setOf("three four five six seven eight nine ten eleven twelve both these those the this of that his her its their our my your")
	idiomatic = setOf("same after at once right over")
	habitual  = setOf("morning evening day night week month year summer winter autumn spring monday tuesday wednesday thursday friday saturday sunday time hour minute")
	ruling    = setOf("requires require required law by-law rule rules regulation code act section article treaty")
	negations = setOf("not n't hardly scarcely")
)

func checkAbsolute(p *lint.Pass, h lint.Hit) {
	s := p.Sentence(h)
	t := s.Tokens
	if h.First > 0 && negations.has(t[h.First-1]) || ruling.within(t) || !authors(p, h.Span) || askedOrSupposed(p, h.Span) || pack.About(p, h).Named() {
		return
	}
	f := lint.Finding{Span: h.Span}
	switch h.List {
	case "nobody":
		if h.Last < len(t) && restricting.has(t[h.Last]) && !inPlaces.has(t[h.Last]) {
			return // everyone who works there
		}
		if pack.About(p, h).Anybody() || weighed(p, h) {
			return // a number which nobody can check: whichever that is; it may persuade nobody
		}
	case "never":
		if h.First > 0 && firstSelf.has(t[h.First-1]) {
			return // the author of himself
		}
		if tags := tag.Of(p.Doc).Sentence(h.Block, h.Sentence); h.Last < len(t) && tags.In(h.Last, 1<<tag.VBD|1<<tag.MD) {
			return // it never happened: an event told, not a habit
		}
		if biographical(p, h) {
			f.Severity = lint.Info
			if p.Profile == lint.Encyclopedic {
				f.Severity = lint.Off // no ceiling
			}
		}
	default:
		if h.List == "all" && !topical(p, h) {
			return
		}
		if h.Last < len(t) && (closed.has(t[h.Last]) || idiomatic.has(t[h.Last]) || habitual.has(t[h.Last])) ||
			h.First > 0 && (p.Text(t[h.First-1].Span) == "after" || p.Text(t[h.First-1].Span) == "at" || p.Text(t[h.First-1].Span) == "for") {
			return
		}
		if h.Last < len(t) && unicode.IsDigit(rune(p.Doc.Text[t[h.Last].Start])) {
			return // a counted set
		}
	}
	for _, q := range quantity.Of(p.Doc).Sentence(h.Block, h.Sentence) {
		if q.Figure && q.Start < h.Span.Start {
			return // a closed sample with a count
		}
	}
	if r := voice.Of(p.Doc).Reach(h.Span, voice.Search{Window: voice.InSentence, Named: true, Citation: true}); r.Sourced {
		return
	}
	for _, m := range modality.Of(p.Doc).Modals(h.Block, h.Sentence) {
		if m.Sense == modality.Deontic && m.Subject.Overlaps(h.Span) {
			return // all partners must report: a demand, which no counter-example sinks
		}
	}
	f.Message = "one counter-example would sink " + lint.Quoted(p.Text(h.Span))
	p.Report(f)
}

// weighed tells whether a modal of possibility stands before a word of all or none, in its clause.
func weighed(p *lint.Pass, h lint.Hit) bool {
	s := p.Sentence(h)
	for _, m := range modality.Of(p.Doc).Modals(h.Block, h.Sentence) {
		if first, last := s.TokensIn(m.Span); m.Sense == modality.Epistemic && last <= h.First && h.First-last < 4 && first >= 0 {
			return true
		}
	}
	return false
}

// topical tells whether a quantifier opens its clause and a noun follows: all farmers oppose the dam, not all of it, nor
// for all farmers.
func topical(p *lint.Pass, h lint.Hit) bool {
	t := p.Sentence(h).Tokens
	if h.First > 0 && !clauseOpeners.has(t[h.First-1]) {
		return false
	}
	tags := tag.Of(p.Doc).Sentence(h.Block, h.Sentence)
	for i := h.Last; i < len(t) && i < h.Last+4; i++ {
		if tags.In(i, tag.Nouns) {
			// What stands behind the noun closes the group: all residents of the street.
			return !tags.Is(i, tag.NNP) && (i+1 >= len(t) || !restricting.has(t[i+1]))
		}
		if !tags.In(i, tag.Adjectives|tag.Verbs) {
			return false
		}
	}
	return false
}

var restricting = setOf("of in on at over under from who whom whose that which with within 's")

var clauseOpeners = setOf(", ; : but that because while when since though although — –")

// biographical tells whether a person is said never to have done something: she has never sat in parliament.
func biographical(p *lint.Pass, h lint.Hit) bool {
	t := p.Sentence(h).Tokens
	return h.First >= 2 && persons.has(t[h.First-2])
}

var inPlaces = setOf("in on at")

var persons = setOf("he she")
