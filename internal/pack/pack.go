// Package pack turns rules written in YAML into rules. It is for rules that only look for words: phrases, whose words
// they are, and what around them excuses. What needs more is written in Go.
//
// Built-in packs are compiled to Go when sayso is built (see the command in folder generate), so that a program that
// starts reads no YAML.
package pack

import (
	"slices"
	"strings"
	"sync"

	"github.com/sayso-lint/sayso/internal/match"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/modality"
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
	Replaces                 []string
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
	Source              // quoted or reported
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
	Around []string // the phrase shares a word with the cue
	Before []string // the phrase ends right before the cue
	After  []string // the phrase begins right after the cue
}

// Rule makes the rule.
func (s *Spec) Rule() *lint.Rule {
	r := &lint.Rule{
		ID: s.ID, Summary: s.Summary, Why: s.Why, Remedy: s.Remedy, Family: s.Family, Severity: s.Severity,
		Confidence: s.Confidence, Since: s.Since, Standards: s.Standards, Replaces: s.Replaces, Examples: s.Examples,
	}
	for _, c := range s.Cues {
		if !slices.Contains(r.Langs, c.Lang) {
			r.Langs = append(r.Langs, c.Lang)
		}
		r.Cues.Lists = append(r.Cues.Lists, lint.List{Lang: c.Lang, Name: c.Name, Phrases: c.Phrases})
	}
	slices.Sort(r.Langs)
	r.Check = (&check{Spec: s, unless: sync.OnceValues(func() (*match.Matcher, error) { return match.New(s.excuses()) })}).hit
	return r
}

// The lists that excuses gives for each Unless, in this order.
const (
	around = iota
	before
	after
	places // how many there are
)

func (s *Spec) excuses() []lint.List {
	lists := make([]lint.List, 0, places*len(s.Unless))
	for _, u := range s.Unless {
		lists = append(lists,
			lint.List{Lang: u.Lang, Name: "around", Phrases: u.Around},
			lint.List{Lang: u.Lang, Name: "before", Phrases: u.Before},
			lint.List{Lang: u.Lang, Name: "after", Phrases: u.After})
	}
	return lists
}

// check is a rule at work. Its phrases that excuse are compiled when the first cue asks for them.
type check struct {
	*Spec
	unless func() (*match.Matcher, error)
}

func (c *check) hit(p *lint.Pass, h lint.Hit) {
	if !c.concerns(p, h) || c.excused(p, h) {
		return
	}
	text := p.Text(h.Span)
	f := lint.Finding{Span: h.Span, Message: strings.ReplaceAll(c.Message, "{span}", text)}
	lang := p.Lang(h.Block)
	for i := range c.Cues {
		if cues := &c.Cues[i]; cues.Name == h.List && cues.Lang == lang {
			f.Severity, f.Confidence = cues.Severity, cues.Confidence
		}
	}
	p.Report(f)
}

// concerns tells whether the words are of the voice and the mood that the rule is about.
func (c *check) concerns(p *lint.Pass, h lint.Hit) bool {
	if c.Voice != Any {
		who, _ := voice.Of(p.Doc).Speaker(h.Span)
		if (who == voice.Author) != (c.Voice == Author) {
			return false
		}
	}
	return c.Mood == 0 || modality.Of(p.Doc).Mood(h.Span)&c.Mood == 0
}

// reach is how many tokens to each side of a cue are searched for phrases that excuse it. The longest phrase decides what
// is enough; a fixed bound keeps a sentence of a thousand cues linear.
const reach = 24

func (c *check) excused(p *lint.Pass, h lint.Hit) bool {
	if len(c.Unless) == 0 {
		return false
	}
	m, err := c.unless()
	if err != nil {
		panic(err) // Parse has compiled them before
	}
	words := m.Language(p.Lang(h.Block))
	if words == nil {
		return false
	}
	tokens := p.Sentence(h).Tokens
	from := max(h.First-reach, 0)
	for _, x := range words.Sentence(nil, p.Doc.Text, tokens[from:min(h.Last+reach, len(tokens))]) {
		first, last := from+x.First, from+x.Last
		switch x.List % places {
		case around:
			if first < h.Last && h.First < last {
				return true
			}
		case before:
			if last == h.First {
				return true
			}
		case after:
			if first == h.Last {
				return true
			}
		}
	}
	return false
}
