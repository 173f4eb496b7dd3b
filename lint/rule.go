package lint

import (
	"slices"
	"time"

	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/quantity"
)

// Rule is a check as a value. Everything a rule is stands in one file; nothing is registered.
type Rule struct {
	// ID is named after the fault, so that it reads well behind "allow": lower-case words joined by hyphens. A pack's
	// rules carry its name in front: house/rule.
	ID         string
	Summary    string // one line: what it finds
	Why        string // why an editor would want it
	Remedy     string // how the author mends it, in general
	Family     Family
	Severity   map[Profile]Severity
	Confidence Confidence // what a hit usually is; a finding may say better
	// Experimental rules are off under every profile but audit until a configuration gives them a severity or
	// --only names them: what they ask is worth asking, but too often answered wrongly to be asked of everybody.
	Experimental bool
	Langs        []string // ISO 639-1 of the languages it has cues for; empty: any
	Since        string   // the release that brought it
	Standards    []Standard
	Examples     []Example
	// Options returns a pointer to a struct of fresh defaults, with yaml tags and a doc tag on every field; nil: none.
	Options func() any
	// Replaces names blunter rules: where this one reports a word they report too, theirs is dropped.
	Replaces []string
	// Blocks are the kinds of block it looks at; empty: all but block quotations, which are somebody else's words. In
	// furniture nothing is ever reported.
	Blocks []prose.Kind
	// Cues wake the rule. Exactly one of Check and Document is set: Check is asked about each hit as it is found; Document
	// once a document, after all have been, and with cues only where there are any (Pass.Hits).
	Cues     Cues
	Check    func(*Pass, Hit)
	Document func(*Pass)
}

// Standard is what a published standard demands and where.
type Standard struct{ Source, Where, Demands string }

// String is the standard in a line; a place or a demand that is not stated leaves no mark.
func (s Standard) String() string {
	line := s.Source
	if s.Where != "" {
		line += ", " + s.Where
	}
	if s.Demands != "" {
		line += ": " + s.Demands
	}
	return line
}

// Example is a text and what the rule makes of it: printed in the documentation and run by the tests.
type Example struct {
	Input   string
	Finds   string         // Bad: the text that is reported; "" means Good: this rule is silent
	Because string         // Good: what excuses it
	Expect  Severity       // Good: Info where the rule may report as information alone
	Format  string         // "" is plain text
	Profile Profile        // "" is Audit
	Options map[string]any // by their names in the configuration
}

// Cues are what wakes a rule: phrases, by language, and kinds of number.
type Cues struct {
	Lists      []List
	Quantities []quantity.Kind
	// Chosen gives the phrases that the user's options add, as Rule.Options returned them; nil: none do.
	Chosen func(options any) []List
}

// Any tells whether anything at all may wake a rule.
func (c *Cues) Any() bool { return len(c.Lists)+len(c.Quantities) > 0 || c.Chosen != nil }

// List is a set of phrases with a name that the rule tells them apart by.
//
// A phrase is words as sayso tokenises them, joined by blanks, matched whatever their case. "a|b" is either word,
// "word?" may be missing, "*" is any one word, and "..." is up to four words or none.
type List struct {
	Lang    string // ISO 639-1
	Name    string // may be empty
	Phrases []string
}

// Hit is a cue where it stands.
type Hit struct {
	Span            prose.Span
	Block, Sentence int    // indices: Document.Blocks[Block].Sentences[Sentence]
	First, Last     int    // token indices in the sentence, half-open
	List            string // name of the list whose phrase it is
	Quantity        *quantity.Quantity
}

// Pass is all a rule sees: one document, its own options, and a place to report to. No files, no clock, no globals.
type Pass struct {
	Doc     *prose.Document
	Profile Profile   // the built-in profile in force, or the one that the user's builds on
	Options any       // what Rule.Options returned, filled from the configuration
	Brief   bool      // nobody will see the notes of findings: a rule may leave out those that are dear to make
	AsOf    time.Time // the date the text speaks from, where the user gave one; zero: unknown
	Hits    []Hit     // of a rule that has cues and Document, in order; of others none
	Emit    func(Finding)
	// Fail says that the rule could not look at the document for a reason outside of sayso: a plugin that crashed. The
	// error names what is at fault and is printed as it stands. Rules in Go have no use for it: their faults are panics.
	Fail func(error)
}

// Report emits a finding.
func (p *Pass) Report(f Finding) { p.Emit(f) }

// Sentence is the sentence of a hit.
func (p *Pass) Sentence(h Hit) *prose.Sentence { return &p.Doc.Blocks[h.Block].Sentences[h.Sentence] }

// Text is the text of a span.
func (p *Pass) Text(s prose.Span) string { return p.Doc.Slice(s) }

// SeverityIn is what a built-in profile makes of the rule. Audit, where the rule does not name it, is the worst that any
// other profile makes of it.
func (r *Rule) SeverityIn(p Profile) Severity {
	s, named := r.Severity[p]
	if named || p != Audit {
		return s
	}
	for _, other := range r.Severity {
		s = max(s, other)
	}
	return s
}

// Reads tells whether the rule looks at blocks of a kind.
func (r *Rule) Reads(k prose.Kind) bool {
	switch {
	case k == prose.Furniture:
		return false
	case len(r.Blocks) == 0:
		return k != prose.Quote
	}
	return slices.Contains(r.Blocks, k)
}

// Knows tells whether the rule has something to say about text in a language (ISO 639-1).
func (r *Rule) Knows(lang string) bool { return len(r.Langs) == 0 || slices.Contains(r.Langs, lang) }

// DefaultLang is taken for text whose language is not known: sayso's rules began with English.
const DefaultLang = "en"

// LangOf is the language (ISO 639-1) that rules for a block of a document are chosen by: its own, else the document's,
// else DefaultLang. Block -1 asks for the document's.
func LangOf(d *prose.Document, block int) string {
	switch {
	case block >= 0 && d.Blocks[block].Lang != "":
		return d.Blocks[block].Lang
	case d.Lang != "":
		return d.Lang
	}
	return DefaultLang
}

// Lang is the language of a block.
func (p *Pass) Lang(block int) string { return LangOf(p.Doc, block) }
