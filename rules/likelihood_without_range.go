package rules

import (
	"fmt"

	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
)

var likelihoodWithoutRange = &lint.Rule{
	ID:      "likelihood-without-range",
	Summary: "a scale term stands at its first use without its range in figures",
	Why:     "with the range beside the word twice as many readers take it as it is meant; a table elsewhere or a tooltip does nothing (Wintle 2019, Budescu 2012)",
	Remedy:  "put the range of the scale behind the term: likely (55-80 %)",
	Family:  lint.Uncertainty,
	Severity: map[lint.Profile]lint.Severity{
		lint.Newsroom: lint.Off, lint.OpEd: lint.Off, lint.Intel: lint.Warning, lint.Encyclopedic: lint.Off,
		lint.Policy: lint.Info, lint.Academic: lint.Warning, lint.Humanitarian: lint.Warning,
	},
	Confidence: lint.High, Langs: []string{"de", "en", "es", "fr", "it", "nl", "pt"}, Since: "0.1.0",
	Standards: []lint.Standard{
		{Source: "Wintle et al. 2019", Where: "PLoS ONE 14(4) e0213522", Demands: "bracketed ranges raise agreement with ICD 203 from 32 % to 66 %; tooltips and separate tables do not help"},
		{Source: "Budescu et al. 2012", Where: "verbal-numerical format", Demands: "word + number 30 % vs 21 % for words alone, 19 % with a separate table"},
		{Source: "EFSA 2019", Where: "numbers first, words second"},
	},
	Examples: []lint.Example{
		{Input: "The border will likely reopen in autumn.", Finds: "likely"},
		{Input: "A recount is very unlikely.", Finds: "very unlikely"},
		{Input: "By January the lake will almost certainly freeze.", Finds: "almost certainly"},
		{Input: "## North\n\nVery likely (80-95 %), the dam holds.\n\n## South\n\nThe levee is very likely to fail.", Finds: "very likely", Format: "markdown"},
		{Input: "The border will likely (55-80 %) reopen in autumn.", Because: "range in line"},
		{Input: "With odds of 55 to 80 percent, a recount is likely.", Because: "range within six tokens before the term"},
		{Input: "Very likely (80-95 %), the dam holds. The levee is very likely to leak.", Because: "second mention in the section"},
		{Input: "A strike is probable (60-90 %); a truce is highly likely.", Because: "a scale of the user's: the range is in line, and the other is none of its terms", Options: map[string]any{"scale_terms": []any{"improbable: 0-40", "probable: 60-90"}}},
		{Input: "\"A recount is likely,\" Ines Prado said.", Because: "quoted: not the author's scale"},
	},

	Options:  func() any { return &rangeOptions{Scale: "icd203", Every: "section", Autofix: true} },
	Document: checkRanges,
}

type rangeOptions struct {
	Scale      string   `yaml:"scale" enum:"icd203,phia,ipcc,efsa,kent1964" doc:"likelihood scale that supplies terms and ranges"`
	ScaleTerms []string `yaml:"scale_terms" doc:"a scale of your own in place of a built-in one, from the least likely term on: \"unlikely: 0-40\", in percent; commas part synonyms, bars rows"`
	Every      string   `yaml:"every" enum:"section,paragraph,always" doc:"where the range is due: at the first use in each section, each paragraph, or always"`
	Autofix    bool     `yaml:"autofix" doc:"offer to insert the range after the term"`
}

// checkRanges looks at the document as a whole, for what is due depends on what came before.
func checkRanges(p *lint.Pass) {
	o := p.Options.(*rangeOptions)
	scale := scaleOf(o.Scale, o.ScaleTerms)
	seen := map[string]bool{}
	block := 0
	for _, u := range scale.Uses(p.Doc) {
		for ; block < u.Block; block++ {
			if o.Every == "paragraph" || p.Doc.Blocks[block].Kind == prose.Heading {
				clear(seen)
			}
		}
		t, ok := scale.Term(u)
		if !ok || seen[t.Name] || !assessing(&p.Doc.Blocks[u.Block]) || !estimated(p, u) {
			continue
		}
		seen[t.Name] = o.Every != "always"
		if figured(p, u) {
			continue
		}
		with := fmt.Sprintf("%s (%s)", p.Text(u.Span), t.Range())
		f := lint.Finding{
			Span: u.Span, Message: "give the range with the word: " + with,
			Notes: []lint.Note{{Text: fmt.Sprintf("on the %s scale; no figure within %d words of it", scale.Title, numbered)}},
		}
		if o.Autofix {
			f.Fixes = []lint.Fix{{
				Title: fmt.Sprintf("insert (%s)", t.Range()),
				// The scales are worded in English: elsewhere the term is our translation, and its range a guess.
				Safe:  p.Lang(u.Block) == lint.DefaultLang,
				Edits: []lint.Edit{{Span: prose.Span{Start: u.End, End: u.End}, New: " (" + t.Range() + ")"}},
			}}
		}
		p.Report(f)
	}
}

// assessing tells whether a block is of those that assessments are written in: a heading is too short for figures, and the
// cells of a table name terms to explain them.
func assessing(b *prose.Block) bool {
	return b.Kind == prose.Paragraph || b.Kind == prose.ListItem || b.Kind == prose.Note
}
