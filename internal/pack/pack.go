// Package pack turns rules written in YAML into rules. A pack is a file, or a folder of files, that somebody keeps
// together: a desk's banned words, a standard's vocabulary. A rule of a pack looks in one of six ways (phrases, swap,
// pattern, limit, near, regex), may ask whose words it has found and where they stand, and may put a condition over what
// sayso knows of them. What needs more is written in Go, or is a plugin.
//
// All phrases of all packs end up in the engine's one matcher: a word that starts no phrase costs nothing more for a
// thousand rules than for one. Whatever else a rule asks is asked of what its words woke.
//
// A pack is data and cannot fail when it is used: Parse finds every mistake, with its line and column. Built-in packs are
// compiled to Go when sayso is built (see the command in folder generate), so that a program that starts reads no YAML.
package pack

import (
	"cmp"
	"slices"
	"strings"

	"github.com/sayso-lint/sayso/internal/tag"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/modality"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/voice"
)

// Pack is rules that are kept together.
type Pack struct {
	Name    string // stands before the ids of its rules: house/banned-word; "" of built-in ones
	Summary string
	Path    string // the file or folder it was read from
	Specs   []*Spec
}

// Rules makes the rules of a pack.
func (p *Pack) Rules() []*lint.Rule {
	rules := make([]*lint.Rule, len(p.Specs))
	for i, s := range p.Specs {
		rules[i] = s.Rule()
	}
	return rules
}

// Spec is a rule as its file says it: data alone, so that it can be kept compiled. Exactly one of the ways to look is set.
type Spec struct {
	ID, Summary, Why, Remedy string
	Family                   lint.Family
	Severity                 map[lint.Profile]lint.Severity
	Confidence               lint.Confidence
	Since                    string
	Standards                []lint.Standard
	Replaces                 []string
	Message                  string // with placeholders such as {span}
	Note                     string // stands beside each finding: why nothing excused it; may be empty
	Options                  []Option
	Words                    []WordList // that conditions ask about

	Phrases []Phrases
	Swap    *Swap
	Pattern []Pattern
	Limit   *Limit
	Near    *Near
	Regex   *Regex

	Voice    Voice
	Mood     modality.Mood // moods of the clause that excuse
	Blocks   []prose.Kind  // empty: all but block quotations
	Sections []voice.Role  // empty: any
	Unless   []Unless
	When     string // an expression over facts; "" always holds
	Ceiling  string // an expression that comes to the severity under what the profile says, off to report nothing; "" is none
	Examples []lint.Example
	File     string // where it was read from
	Lines    []int  // by example: the line of File that it begins in

	// Holds and Caps are When and Ceiling, compiled to Go when sayso was built; nil where they are not.
	Holds func(*Asked) bool
	Caps  func(*Asked) string
}

// WordList is single words, and parts of speech, under a name.
type WordList struct {
	Name  string
	Words []string
	Tags  []tag.Tag
}

// Voice is whose words a rule is about.
type Voice uint8

// Voices.
const (
	Author Voice = iota // the author's, neither quoted nor reported
	Source              // quoted or reported
	Any
)

// Phrases are phrases of one language, in the syntax of lint.List; words in all their forms are written out. A severity
// is a ceiling under what the profile says, a message one of its own.
type Phrases struct {
	Lang, Name string
	Message    string
	Severity   lint.Severity
	Confidence lint.Confidence
	Phrases    []string
}

// Unless are phrases of one language that excuse what was found.
type Unless struct {
	Lang   string
	Around []string // the phrase shares a word with it
	Before []string // the phrase ends right before it
	After  []string // the phrase begins right after it
}

// Rule makes the rule.
func (s *Spec) Rule() *lint.Rule {
	r := &lint.Rule{
		ID: s.ID, Summary: s.Summary, Why: s.Why, Remedy: s.Remedy, Family: s.Family, Severity: s.Severity,
		Confidence: s.Confidence, Since: s.Since, Standards: s.Standards, Replaces: s.Replaces, Examples: s.Examples,
		Blocks: s.Blocks, Options: fresh(s.Options),
	}
	gate := s.gate()
	switch {
	case s.Swap != nil:
		s.Swap.rule(gate, r)
	case len(s.Pattern) > 0:
		patterns(s.Pattern).rule(gate, r)
	case s.Limit != nil:
		s.Limit.rule(gate, r)
	case s.Near != nil:
		s.Near.rule(gate, r)
	case s.Regex != nil:
		s.Regex.rule(gate, r)
	default:
		r.Cues.Lists = lists(s.Phrases)
		r.Check = func(p *lint.Pass, h lint.Hit) {
			if gate.admits(p, h) {
				p.Report(gate.finding(p, h))
			}
		}
	}
	for _, l := range r.Cues.Lists {
		if !slices.Contains(r.Langs, l.Lang) {
			r.Langs = append(r.Langs, l.Lang)
		}
	}
	if len(r.Langs) == 0 {
		r.Langs = []string{lint.DefaultLang} // woken by numbers alone, which are read as English has them
	}
	slices.Sort(r.Langs)
	return r
}

// finding is what a rule says of a hit. Of placeholders beside {span}, values are name and text in turn.
func (g *gate) finding(p *lint.Pass, h lint.Hit, values ...string) lint.Finding {
	f := lint.Finding{Span: h.Span}
	message, lang, listed := g.Message, p.Lang(h.Block), false
	for i := range g.Phrases {
		if named := &g.Phrases[i]; named.Name == h.List && named.Lang == lang {
			f.Severity, f.Confidence, listed = named.Severity, named.Confidence, true
			message = cmp.Or(named.Message, message)
		}
	}
	for i := 0; !listed && i < len(g.Phrases); i++ {
		// Whoever adds a word of his own to the rule knows what it is: it is as sure as the surest list.
		f.Confidence = max(f.Confidence, g.Phrases[i].Confidence)
	}
	span := lint.Quoted(p.Text(h.Span))
	span = span[1 : len(span)-1]
	if len(values) == 0 {
		f.Message = strings.ReplaceAll(message, "{span}", span)
	} else {
		f.Message = strings.NewReplacer(append(values, "{span}", span)...).Replace(message)
	}
	if ceiling, ok := g.capped(g.about(p, h)); ok && (f.Severity == lint.Off || ceiling < f.Severity) {
		f.Severity = ceiling
	}
	if g.Note != "" {
		f.Notes = []lint.Note{{Text: g.Note}}
	}
	return f
}

// lists hands phrases to the engine's matcher.
func lists(all []Phrases) []lint.List {
	out := make([]lint.List, len(all))
	for i, p := range all {
		out[i] = lint.List{Lang: p.Lang, Name: p.Name, Phrases: p.Phrases}
	}
	return out
}
