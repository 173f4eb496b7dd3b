package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sayso-lint/sayso/likelihood"
	"github.com/sayso-lint/sayso/lint"
)

var mixedLikelihoodScales = &lint.Rule{
	ID:      "mixed-likelihood-scales",
	Summary: "one document takes its likelihood terms from different rows or scales",
	Why:     "a reader who meets \"likely\" and \"probable\" looks for the difference; on ICD 203 there is none, and between scales the same word has another range",
	Remedy:  "pick one row, or add the disclaimer",
	Family:  lint.Consistency,
	Severity: map[lint.Profile]lint.Severity{
		lint.Newsroom: lint.Off, lint.OpEd: lint.Off, lint.Intel: lint.Warning, lint.Encyclopedic: lint.Off,
		lint.Policy: lint.Info, lint.Academic: lint.Warning, lint.Humanitarian: lint.Warning,
	},
	Confidence: lint.High, Langs: []string{"en"}, Since: "0.1.0",
	Standards: []lint.Standard{
		{Source: "ICD 203", Where: "D.6.e(2)(a)", Demands: "do not mix rows; if mixed, add a disclaimer"},
		{Source: "PHIA / IPCC / EFSA", Where: "one scale", Demands: "ranges differ: IPCC likely = 66-100 %, ICD likely = 55-80 %"},
	},
	Examples: []lint.Example{
		{Input: "That is probably why the convoy turned back. The militia is likely to try again.", Finds: "likely"},
		{Input: "It is very likely that the bridge will hold. A flood before June is highly probable.", Finds: "highly probable"},
		{Input: "A landing on the north shore is very likely. A second landing is highly likely.", Finds: "highly likely"},
		{Input: "The cable was almost certainly cut on purpose. It is nearly certain that the repair ship will be late.", Finds: "nearly certain"},
		{Input: "A second strike is probable. \"It is likely to come at night,\" the officer said.", Because: "second term is quoted"},
		{Input: "A strike is likely. A landing is probable. \"Likely\" and \"probable\" are used as synonyms here.", Because: "the text says that both rows are used"},
		{Input: "A second strike is probable. Rain is likely by evening, according to the weather service.", Because: "second term is attributed, source after the content"},
		{Input: "The weather service watches the coast. Rain is likely, it says. A second strike is probable.", Because: "first term is attributed to a pronoun that resolves to the previous sentence"},
		{Input: "The judge found probable cause for the search. A second search is likely.", Because: "other sense: probable cause"},
	},

	Options:  func() any { return &mixedOptions{Scale: "icd203"} },
	Document: checkMixed,
}

type mixedOptions struct {
	Scale      string   `yaml:"scale" enum:"icd203,phia,ipcc,efsa,kent1964" doc:"likelihood scale in force; its rows and terms say what may stand together"`
	ScaleTerms []string `yaml:"scale_terms" doc:"a scale of your own in place of a built-in one, from the least likely term on: \"unlikely: 0-40\", in percent; commas part synonyms, bars rows"`
}

// row is a row of a scale: terms that go together.
type row struct {
	scale *likelihood.Scale
	index int
}

// checkMixed holds the terms of a document against the row that the first of them sets. Where the scale in force does not
// have that one (which unapproved-likelihood-term says), any scale that has it will do.
func checkMixed(p *lint.Pass) {
	o := p.Options.(*mixedOptions)
	scale := scaleOf(o.Scale, o.ScaleTerms)
	var first likelihood.Use
	var open []row
	for _, u := range scale.Uses(p.Doc) {
		rows := rowsOf(u, scale)
		if len(u.Terms) == 0 || !assessing(&p.Doc.Blocks[u.Block]) || !estimated(p, u) {
			continue
		}
		if open == nil {
			first, open = u, rows
			if len(open) == 0 {
				open = rowsOf(u, likelihood.Scales()...)
			}
			continue
		}
		left := slices.DeleteFunc(slices.Clone(open), func(r row) bool { return !slices.Contains(rowsOf(u, r.scale), r) })
		if len(left) > 0 {
			open = left
			continue
		}
		if !disclaimed(p) {
			p.Report(mixture(p, scale, first, u))
		}
		return
	}
}

// rowsOf lists the rows of scales that a use has a term in.
func rowsOf(u likelihood.Use, scales ...*likelihood.Scale) (rows []row) {
	for _, s := range scales {
		for _, t := range s.Terms {
			if r := (row{s, t.Row}); slices.Contains(u.Terms, t.Name) && !slices.Contains(rows, r) {
				rows = append(rows, r)
			}
		}
	}
	return rows
}

func mixture(p *lint.Pass, scale *likelihood.Scale, a, b likelihood.Use) lint.Finding {
	line := p.Doc.Locate(a.Span).Start.Line
	what := "different rows of " + scale.Title
	if len(rowsOf(a, scale)) == 0 || len(rowsOf(b, scale)) == 0 {
		what = "different scales"
	}
	return lint.Finding{
		Span:    b.Span,
		Message: fmt.Sprintf("%q (line %d) and %q come from %s", p.Text(a.Span), line, p.Text(b.Span), what),
		Notes:   []lint.Note{{Text: fmt.Sprintf("%q is %s", p.Text(a.Span), onScales(a)), Span: a.Span}, {Text: fmt.Sprintf("%q is %s", p.Text(b.Span), onScales(b))}},
	}
}

// onScales says what an expression means on each scale that has it.
func onScales(u likelihood.Use) string {
	var says []string
	for _, s := range likelihood.Scales() {
		if t, ok := s.Term(u); ok {
			says = append(says, t.Range()+" on "+s.Title)
		}
	}
	return strings.Join(says, ", ")
}

// disclaimed tells whether the document says that terms of different rows stand side by side, as ICD 203 asks where they
// must.
func disclaimed(p *lint.Pass) bool {
	for b := range p.Doc.Blocks {
		for i := range p.Doc.Blocks[b].Sentences {
			s := &p.Doc.Blocks[b].Sentences[i]
			n := len(likelihood.Of(p.Doc).In(s.Span))
			terms := termsOfScale.within(s.Tokens)
			if !terms && n < 2 {
				continue
			}
			if equating.within(s.Tokens) || terms && alike.within(s.Tokens) && (n > 0 || estimative.within(s.Tokens)) {
				return true
			}
		}
	}
	return false
}

var (
	equating     = setOf("interchangeably interchangeable synonym synonyms synonymous synonymously")
	alike        = setOf("same alike equivalent both mix mixes mixed mixing")
	estimative   = setOf("likelihood probability probabilities probabilistic estimative icd phia ipcc efsa")
	termsOfScale = setOf("term terms word words wording expression expressions scale scales lexicon yardstick row rows")
)
