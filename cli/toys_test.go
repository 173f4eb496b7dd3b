package cli_test

import (
	"fmt"

	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
)

// The toys fire on animals, so that no change of the built-in rules can touch a story about the command line.
var (
	moose = &lint.Rule{
		ID: "stray-moose", Summary: "a moose stands in the text", Why: "moose belong in the woods", Remedy: "lead it away",
		Family: lint.Sourcing, Confidence: lint.High, Since: "0.1.0", Langs: []string{"en"},
		Severity: map[lint.Profile]lint.Severity{
			lint.Newsroom: lint.Warning, lint.OpEd: lint.Error, lint.Intel: lint.Error, lint.Encyclopedic: lint.Error,
			lint.Policy: lint.Error, lint.Academic: lint.Error, lint.Humanitarian: lint.Error,
		},
		Standards: []lint.Standard{{Source: "Forest code", Where: "section 3", Demands: "no moose"}},
		Examples: []lint.Example{
			{Input: "A moose came by.", Finds: "moose"},
			{Input: "A goose came by.", Because: "a goose is no moose"},
		},
		Options: func() any { return &mooseOptions{Herd: 1, Coat: "brown", Names: []string{"Lars"}, Weight: 0.5} },
		Cues:    lint.Cues{Lists: []lint.List{{Lang: "en", Phrases: []string{"moose"}}}},
		Check: func(p *lint.Pass, h lint.Hit) {
			o := p.Options.(*mooseOptions)
			p.Report(lint.Finding{Span: h.Span, Message: fmt.Sprintf("a %s moose of %d, %v, weight %v, calm %v", o.Coat, o.Herd, o.Names, o.Weight, o.Calm)})
		},
	}
	elk = &lint.Rule{
		ID: "doubtful-elk", Summary: "an elk may stand in the text", Why: "nobody is sure about elks", Remedy: "look again",
		Family: lint.Uncertainty, Confidence: lint.Low, Since: "0.1.0", Langs: []string{"en"},
		Severity: map[lint.Profile]lint.Severity{lint.OpEd: lint.Warning, lint.Newsroom: lint.Info},
		Cues:     lint.Cues{Lists: []lint.List{{Lang: "en", Phrases: []string{"elk"}}}},
		Check: func(p *lint.Pass, h lint.Hit) {
			when := "some day"
			if !p.AsOf.IsZero() {
				when = p.AsOf.Format("2006-01-02")
			}
			p.Report(lint.Finding{Span: h.Span, Message: fmt.Sprintf("an elk under %s, seen on %s", p.Profile, when)})
		},
	}
	trap = &lint.Rule{
		ID: "broken-trap", Summary: "a rule with a fault of its own", Why: "faults happen", Remedy: "mend the trap",
		Family: lint.Stance, Confidence: lint.High, Since: "0.1.0", Langs: []string{"en"},
		Severity: map[lint.Profile]lint.Severity{lint.OpEd: lint.Info},
		Cues:     lint.Cues{Lists: []lint.List{{Lang: "en", Phrases: []string{"trap"}}}},
		Check:    func(*lint.Pass, lint.Hit) { panic("snapped") },
	}
	// The three offer fixes: a safe one, one that is not, and one that breeds itself.
	hare = fixable("hasty-hare", "hare", true, func(s prose.Span) lint.Edit { return lint.Edit{Span: s, New: "rabbit"} })
	wolf = fixable("sly-wolf", "wolf", false, func(s prose.Span) lint.Edit { return lint.Edit{Span: s, New: "dog"} })
	mice = fixable("breeding-mice", "mice", true, func(s prose.Span) lint.Edit {
		return lint.Edit{Span: prose.Span{Start: s.End, End: s.End}, New: " and mice"}
	})
)

func fixable(id, word string, safe bool, edit func(prose.Span) lint.Edit) *lint.Rule {
	return &lint.Rule{
		ID: id, Summary: "a word has a better one", Why: "words matter", Remedy: "take the better one",
		Family: lint.Stance, Confidence: lint.High, Since: "0.1.0", Langs: []string{"en"},
		Severity: map[lint.Profile]lint.Severity{lint.OpEd: lint.Warning},
		Cues:     lint.Cues{Lists: []lint.List{{Lang: "en", Phrases: []string{word}}}},
		Check: func(p *lint.Pass, h lint.Hit) {
			e := edit(h.Span)
			p.Report(lint.Finding{Span: h.Span, Message: "a " + word, Fixes: []lint.Fix{{Title: "say " + e.New, Safe: safe, Edits: []lint.Edit{e}}}})
		},
	}
}

type mooseOptions struct {
	Herd   int      `yaml:"herd" doc:"how many there are"`
	Coat   string   `yaml:"coat" enum:"brown,white" doc:"its colour"`
	Names  []string `yaml:"names" doc:"what they are called"`
	Weight float64  `yaml:"weight" doc:"in tons"`
	Calm   bool     `yaml:"calm" doc:"whether it stands still"`
}
