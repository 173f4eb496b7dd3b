package rules

import (
	"fmt"
	"strings"

	"github.com/sayso-lint/sayso/internal/tag"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/voice"
)

var scareQuotes = &lint.Rule{
	ID:      "scare-quotes",
	Summary: "quotation marks around a short term, or \"so-called\", signal doubt without saying whose",
	Why:     "doubt in quotation marks cannot be answered: nobody is named as doubting, and no reason is given",
	Remedy:  "drop the quotes, attribute the term, or say what is wrong with it",
	Family:  lint.Stance,
	Severity: map[lint.Profile]lint.Severity{
		lint.Newsroom: lint.Warning, lint.OpEd: lint.Info, lint.Intel: lint.Warning, lint.Encyclopedic: lint.Warning,
		lint.Policy: lint.Warning, lint.Academic: lint.Warning, lint.Humanitarian: lint.Info,
	},
	Confidence: lint.Medium, Langs: []string{"en"}, Since: "0.1.0",
	Standards: []lint.Standard{
		{Source: "Wikipedia MOS:SCAREQUOTES / MOS:ALLEGED", Where: "Expressions of doubt"},
		{Source: "Reuters-derived guidance on terrorism", Where: "no single-word quotation marks or so-called"},
	},
	Examples: []lint.Example{
		{Input: "The \"independent\" commission met on Monday.", Finds: "\"independent\""},
		{Input: "The cabinet approved a so-called reform of the courts.", Finds: "so-called"},
		{Input: "Four \"experts\" wrote the annex.", Finds: "\"experts\""},
		{Input: "Residents were moved to \"safe\" houses near the border.", Finds: "\"safe\""},
		{Input: "Ruiz called it \"independent\".", Because: "attributed in the clause"},
		{Input: "The commission is \"independent\", the minister told parliament.", Because: "postposed attribution"},
		{Input: "The minister took two questions. She said the commission was \"independent\".", Because: "attributed to a pronoun source"},
		{Input: "In this report, \"likely\" means a chance of 55 to 80 per cent.", Because: "mention: definition of a term"},
		{Input: "The band released \"Salt Road\" in April.", Because: "title"},
	},

	Options:  func() any { return &scareOptions{MaxWords: 3} },
	Replaces: []string{"loaded-evaluation"},
	Cues: lint.Cues{Lists: []lint.List{
		{Lang: "en", Name: "mark", Phrases: []string{"\"", "“", "‘", "'"}},
		{Lang: "en", Name: "word", Phrases: []string{"so-called"}},
	}},
	Check: checkScare,
}

type scareOptions struct {
	MaxWords int `yaml:"max_words" doc:"longest quoted term, in words, that is treated as scare quotes"`
}

// defines are words by which a text speaks of a word.
var defines = setOf("means mean meaning denotes stands refers term terms word words phrase called named titled entitled dubbed known as released definition definitions define defines defined marked labelled labeled book film album song novel class say says said")

func checkScare(p *lint.Pass, h lint.Hit) {
	if h.List == "word" {
		if authors(p, h.Span) {
			p.Report(lint.Finding{Span: h.Span, Message: fmt.Sprintf("%q: whose doubt is it?", p.Text(h.Span))})
		}
		return
	}
	v := voice.Of(p.Doc)
	for _, q := range v.Quotations(h.Block) {
		if q.Start != h.Span.Start {
			continue
		}
		if q.Depth > 0 || p.Doc.Blocks[h.Block].Kind == prose.Quote || !wordsIn(p, q.Span, 1) || wordsIn(p, q.Span, p.Options.(*scareOptions).MaxWords+1) {
			return
		}
		if _, by := v.Speaker(prose.Span{Start: q.Start + 1, End: q.End - 1}); by != nil && !by.Source.Overlaps(q.Span) {
			return
		}
		s := p.Sentence(h)
		_, last := s.TokensIn(q.Span)
		if capital(strings.Trim(p.Text(q.Span), "\"'“”‘’")) || defines.within(s.Tokens[max(h.First-3, 0):h.First]) || defines.within(s.Tokens[last:min(last+2, len(s.Tokens))]) {
			return // a title, a name, a definition
		}
		if strings.Contains(p.Text(q.Span), ", ") || last-h.First > 2 && tag.Of(p.Doc).Sentence(h.Block, h.Sentence).In(h.First+1, tag.Verbs) {
			return // a slogan, or words somebody used of an act
		}
		if h.First > 1 && (p.Text(s.Tokens[h.First-1].Span) == "(" || p.Text(s.Tokens[h.First-2].Span) == "(") {
			return // the first definition of a term
		}
		p.Report(lint.Finding{Span: q.Span, Message: fmt.Sprintf("scare quotes on %s: whose doubt is it?", p.Text(q.Span))})
		return
	}
}
