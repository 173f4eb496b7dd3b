package rules

import (
	"fmt"
	"strings"

	"github.com/sayso-lint/sayso/internal/tag"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/quantity"
)

var vagueQuantity = &lint.Rule{
	ID:      "vague-quantity",
	Summary: "an amount, share, frequency or duration does the work of evidence without a number",
	Why:     "\"several\" is three to one reader and thirty to another; where people died, the difference is the story",
	Remedy:  "give a count, range or share with its source, or say it is not known",
	Family:  lint.TimeAndQuantity,
	Severity: map[lint.Profile]lint.Severity{
		lint.Newsroom: lint.Warning, lint.OpEd: lint.Off, lint.Intel: lint.Warning, lint.Encyclopedic: lint.Warning,
		lint.Policy: lint.Info, lint.Academic: lint.Warning, lint.Humanitarian: lint.Warning,
	},
	Confidence: lint.Low, Langs: []string{"en"}, Since: "0.1.0",
	Standards: []lint.Standard{
		{Source: "BBC Reporting statistics", Where: "numbers in context"},
		{Source: "ACAPS", Where: "data quality"},
		{Source: "Wikipedia MOS:WEASEL", Demands: "\"many\", \"most\""},
	},
	Examples: []lint.Example{
		{Input: "Several detainees died in custody.", Finds: "Several detainees"},
		{Input: "Raids happen regularly along the canal.", Finds: "regularly"},
		{Input: "For decades the clan has ruled the upper valley.", Finds: "For decades"},
		{Input: "The clinic turned away numerous patients at the gate.", Finds: "numerous patients"},
		{Input: "Many thanks to the volunteers.", Because: "fixed phrase"},
		{Input: "As many as 40 villages lost power.", Because: "part of a numeral phrase (another rule looks at the bound)"},
		{Input: "Many respondents (62 percent) had moved twice.", Because: "figure follows"},
		{Input: "Several detainees died: four in March and two in April.", Because: "counts follow"},
		{Input: "Many of the 300 fighters have gone home.", Because: "base given: shown as information", Expect: lint.Info},
	},

	Options: func() any { return &vagueQuantityOptions{Stakes: "warning", Other: "info"} },
	Cues:    lint.Cues{Lists: listed("vague-quantity")},
	Check:   checkVagueQuantity,
}

type vagueQuantityOptions struct {
	Stakes string `yaml:"severity_stakes" enum:"error,warning,info,off" doc:"ceiling when the quantity counts casualties, victims, attacks or money"`
	Other  string `yaml:"severity_other" enum:"error,warning,info,off" doc:"ceiling for every other vague quantity"`
}

var (
	grave = setOf(`died dead deaths killed kill kills wounded injured detainees prisoners hostages victims casualties refugees civilians
		attack attacks attacked raid raids bombed shelling massacre executions torture tortured dollars euros money million
		fighters soldiers militants fishermen patients people families villagers clan abused rape rapes fled displaced`)
	thanks   = setOf("thanks")
	unknowns = setOf("unknown unclear known")
)

func checkVagueQuantity(p *lint.Pass, h lint.Hit) {
	o := p.Options.(*vagueQuantityOptions)
	t := p.Sentence(h).Tokens
	high := grave.within(t)
	level := o.Other
	if high {
		level = o.Stakes
	}
	severity, ok := ceiling(level)
	if !ok || !authors(p, h.Span) || askedOrSupposed(p, h.Span) || unknowns.within(t[h.Last:]) {
		return
	}
	f := lint.Finding{Severity: severity, Span: h.Span, Confidence: lint.Low}
	if high {
		f.Confidence = lint.Medium
	}
	switch h.List {
	case "noun":
		noun, ok := countedNoun(p, h)
		if !ok || h.First > 0 && (p.Text(t[h.First-1].Span) == "as" || p.Text(t[h.First-1].Span) == "As" || p.Text(t[h.First-1].Span) == "How" || p.Text(t[h.First-1].Span) == "how") {
			return
		}
		f.Span = h.Span.Join(noun)
		for _, q := range quantity.Of(p.Doc).Sentence(h.Block, h.Sentence) {
			switch {
			case q.Overlaps(h.Span):
			case q.Start > noun.End && q.Start < noun.End+4 || strings.Contains(p.Doc.Text[min(noun.End, q.Start):q.Start], ":"):
				return // a figure or the counts follow
			default:
				f.Severity = lint.Info // the base is given
			}
		}
	default:
		if !high {
			return
		}
	}
	f.Message = fmt.Sprintf("how many, how often? %q gives no number", p.Text(f.Span))
	p.Report(f)
}

// countedNoun is the noun a quantifier counts, with the adjectives before it.
func countedNoun(p *lint.Pass, h lint.Hit) (prose.Span, bool) {
	t := p.Sentence(h).Tokens
	tags := tag.Of(p.Doc).Sentence(h.Block, h.Sentence)
	for i := h.Last; i < len(t) && i < h.Last+4; i++ {
		switch {
		case thanks.has(t[i]):
			return prose.Span{}, false
		case tags.In(i, tag.Nouns):
			for i+1 < len(t) && tags.In(i+1, tag.Nouns) {
				i++
			}
			return t[i].Span, true
		case !tags.In(i, tag.Adjectives|1<<tag.DT|1<<tag.VBN|1<<tag.PRPS):
			return prose.Span{}, false
		}
	}
	return prose.Span{}, false
}
