package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sayso-lint/sayso/likelihood"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
)

var unapprovedLikelihoodTerm = &lint.Rule{
	ID:      "unapproved-likelihood-term",
	Summary: "a likelihood is given in words that the scale in force does not have",
	Why:     "a scale says what its terms mean; outside of it readers put \"a real possibility\" anywhere from 20 to 80 percent",
	Remedy:  "use the nearest term of the scale, or give the probability as a figure",
	Family:  lint.Uncertainty,
	Severity: map[lint.Profile]lint.Severity{
		lint.Newsroom: lint.Off, lint.OpEd: lint.Off, lint.Intel: lint.Error, lint.Encyclopedic: lint.Off,
		lint.Policy: lint.Info, lint.Academic: lint.Warning, lint.Humanitarian: lint.Warning,
	},
	Confidence: lint.High, Langs: []string{"de", "en", "es", "fr", "it", "nl", "pt"}, Since: "0.1.0",
	Standards: []lint.Standard{
		{Source: "ICD 203", Where: "D.6.e(2)(a)", Demands: "one of the listed term sets must be used"},
		{Source: "PHIA Yardstick (2025)", Where: "seven terms", Demands: "terms fixed, gaps intended"},
		{Source: "IPCC AR5 Guidance Note", Where: "Table 1", Demands: "calibrated terms"},
		{Source: "EFSA 2018/2019", Where: "approximate probability scale", Demands: "listed terms only"},
		{Source: "Kent 1964", Where: "serious possibility", Demands: "read as 20 % to 80 % within one board"},
	},
	Examples: []lint.Example{
		{Input: "There is a real possibility of war.", Finds: "real possibility"},
		{Input: "The chances of a deal are slim.", Finds: "slim"},
		{Input: "It is highly possible that they left.", Finds: "highly possible"},
		{Input: "We cannot rule out a second leak.", Finds: "cannot rule out"},
		{Input: "The odds at the betting shop were 3 to 1.", Because: "reported market fact"},
		{Input: "A chance meeting on the ferry led to the deal.", Because: "other sense: accidental"},
		{Input: "A recount is highly likely.", Because: "term of the scale phia", Options: map[string]any{"scale": "phia"}},
		{Input: "There is a good chance that the dam holds.", Because: "term of a scale of the user's", Options: map[string]any{"scale_terms": []any{"poor chance: 0-30", "good chance: 60-90"}}},
		{Input: "The crew had no chance to refuel at the depot.", Because: "other sense: opportunity, negated"},
	},

	Options: func() any { return &termOptions{Scale: "icd203", AllowNumeric: true} },
	Cues:    lint.Cues{Lists: append(listed("known-likelihoods"), listed("unapproved-likelihood-term")...)},
	Check:   checkTerm,
}

type termOptions struct {
	Scale        string   `yaml:"scale" enum:"icd203,phia,ipcc,efsa,kent1964" doc:"likelihood scale whose terms are approved"`
	ScaleTerms   []string `yaml:"scale_terms" doc:"a scale of your own in place of a built-in one, from the least likely term on: \"unlikely: 0-40\", in percent; commas part synonyms, bars rows"`
	ExtraTerms   []string `yaml:"extra_terms" doc:"further approved terms"`
	AllowNumeric bool     `yaml:"allow_numeric" doc:"accept a probability given as a number instead of a term"`
}

// LikelihoodScale is the scale in force, for reports that draw it.
func (o *termOptions) LikelihoodScale() *likelihood.Scale { return scaleOf(o.Scale, o.ScaleTerms) }

func checkTerm(p *lint.Pass, h lint.Hit) {
	o := p.Options.(*termOptions)
	scale := scaleOf(o.Scale, o.ScaleTerms)
	t := p.Sentence(h).Tokens
	u := likelihood.Use{Span: h.Span, Rough: -1, Block: h.Block, Sentence: h.Sentence, First: h.First, Last: h.Last}
	switch h.List {
	case "expression":
		uses := likelihood.Of(p.Doc).In(h.Span)
		if len(uses) == 0 {
			return // looks like one: likely voters
		}
		u = uses[0]
		if refusedByOthers(p, u) {
			return
		}
	case "numeric":
		if o.AllowNumeric {
			return
		}
		span, ok := numericLikelihood(p, h)
		if !ok {
			return
		}
		u.Span = span
	}
	if _, ok := scale.Term(u); ok || scale.Covers(t, u.First, u.Last) || covers(t, u, o.ExtraTerms) || !estimated(p, u) {
		return
	}
	f := lint.Finding{Span: u.Span, Message: fmt.Sprintf("%q is not on the %s scale", p.Text(u.Span), scale.Title)}
	if r, ok := likelihood.Readers(p.Text(u.Span)); ok {
		f.Message += fmt.Sprintf("; readers put it anywhere from %v to %v %%", r.Low, r.High)
		f.Notes = append(f.Notes, lint.Note{Text: "readers were asked in " + r.Study})
	}
	if about := u.About(); about >= 0 {
		near := scale.Nearest(about)
		f.Notes = append(f.Notes, lint.Note{Text: "nearest on the scale: " + termNames(near, p.Lang(u.Block))})
		f.Fixes = instead(p, u, near)
	}
	p.Report(f)
}

// refusedByOthers tells whether "cannot rule out" is said of somebody else: it is their judgement, or their refusal.
func refusedByOthers(p *lint.Pass, u likelihood.Use) bool {
	t := p.Doc.Blocks[u.Block].Sentences[u.Sentence].Tokens
	if p.Lang(u.Block) != lint.DefaultLang || !exclusion.within(t[u.First:u.Last]) || ruledOut.within(t[u.First:u.Last]) || u.First == 0 {
		return false
	}
	if before := t[u.First-1]; !joining.has(before) {
		return !judging.has(before)
	}
	return !selves.within(t[max(0, u.First-numericReach):u.First]) // we see no sign of one but cannot rule out a leak
}

var (
	exclusion = setOf("rule exclude")
	ruledOut  = setOf("ruled excluded")
	judging   = setOf("we i one you it this that assessment analysis analyses report paper study data evidence")
	joining   = setOf("and but , therefore also still")
)

// covers tells whether an expression is, or lies in, one of the terms that the user approves besides.
func covers(t []prose.Token, u likelihood.Use, terms []string) bool {
	for _, term := range terms {
		words := strings.Fields(term)
		for i := max(0, u.Last-len(words)); i <= u.First && i+len(words) <= len(t); i++ {
			if slices.EqualFunc(t[i:i+len(words)], words, func(t prose.Token, w string) bool { return t.Word == prose.WordOf(w) }) {
				return true
			}
		}
	}
	return false
}

// numericLikelihood is the figure that the word of chance at a hit goes with: "70 percent chance", "the chance of a recount
// at 70 percent".
func numericLikelihood(p *lint.Pass, h lint.Hit) (prose.Span, bool) {
	s := p.Sentence(h)
	for i := max(0, h.First-2); i < min(len(s.Tokens), h.Last+numericReach); i++ {
		q, ok := quantityAt(p, h.Block, h.Sentence, s.Tokens[i].Span)
		if !ok || !probability(p, h.Block, h.Sentence, q.Number) {
			continue
		}
		if i < h.First {
			return q.Span.Join(h.Span), true
		}
		return q.Span, true
	}
	return prose.Span{}, false
}

// numericReach is how many tokens behind a word of chance its figure may stand.
const numericReach = 8

// instead offers the terms that can stand where the expression does: one adjective for another.
func instead(p *lint.Pass, u likelihood.Use, terms []likelihood.Term) []lint.Fix {
	t := p.Doc.Blocks[u.Block].Sentences[u.Sentence].Tokens
	if p.Lang(u.Block) != lint.DefaultLang || !adjectives.has(t[u.Last-1]) {
		return nil
	}
	var fixes []lint.Fix
	for _, term := range terms {
		words := strings.Fields(term.Name)
		if !adjectives.has(prose.Token{Word: prose.WordOf(words[len(words)-1])}) {
			continue
		}
		if last := prose.WordOf(words[len(words)-1]); t[u.Last-1].Word == likely && last != likely && last != unlikely && !adjectival(t, u) {
			continue // they most likely left: an adverb, and "probable" is none
		}
		say, span := term.Name, u.Span
		if u.First > 0 && indefinite.has(t[u.First-1]) {
			// A highly likely outcome is an almost certain one.
			span.Start = t[u.First-1].Start
			say = article(say) + " " + say
		}
		if capital(p.Text(span)) {
			say = strings.ToUpper(say[:1]) + say[1:]
		}
		title := strings.TrimPrefix(strings.TrimPrefix(say, "an "), "a ")
		fixes = append(fixes, lint.Fix{Title: fmt.Sprintf("say %q", title), Edits: []lint.Edit{{Span: span, New: say}}})
	}
	return fixes
}

// adjectival tells whether an expression that ends in "likely" is an adjective for sure: a linking verb goes before it or, at
// the head of a sentence, behind it, or an article goes before it and a noun's place is behind.
func adjectival(t []prose.Token, u likelihood.Use) bool {
	i := u.First - 1
	for i >= 0 && negation.has(t[i]) {
		i--
	}
	if i < 0 {
		return u.Last < len(t) && linking.has(t[u.Last])
	}
	return linking.has(t[i]) || indefinite.has(t[i])
}

func article(word string) string {
	if strings.ContainsRune("aeiou", rune(word[0])) {
		return "an"
	}
	return "a"
}

var (
	likely     = prose.WordOf("likely")
	unlikely   = prose.WordOf("unlikely")
	indefinite = setOf("a an")
	negation   = setOf("not n't")
	linking    = setOf("is are was were be been being am 's 're 'm seems seem seemed appears appear appeared looks look looked remains remain remained becomes become became")
)

var adjectives = setOf("likely unlikely probable improbable possible certain plausible conceivable doubtful")
