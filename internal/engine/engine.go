// Package engine runs rules over documents: one scan of the tokens wakes the rules, each is asked about its hits, and
// what they report is sorted, thinned and held against the suppressions.
//
// It knows neither configuration nor built-in rules: cli hands it both as settings.
package engine

import (
	"time"

	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
)

// Setting is a rule as the configuration leaves it.
type Setting struct {
	Rule     *lint.Rule
	Severity lint.Severity // Off: the rule does not run
	Options  any           // as Rule.Options returns it, filled; nil where the rule has none
	Add      []lint.List   // the user's own phrases, beside the rule's
	Ignore   []string      // phrases that never count
}

// Allow is a suppression that stands in the configuration.
type Allow struct {
	Rule, Text, Reason string // Text: a quoted phrase of the document; "" allows the rule in the whole file
	Where              string // file:line of the configuration, for the report of an unused one
}

// Settings are what one document is checked with.
type Settings struct {
	Profile       lint.Profile
	Rules         []Setting
	MinConfidence lint.Confidence
	AsOf          time.Time
	Known         func(rule string) bool // every rule there is, on or off: a suppression of an unknown one is a mistake
}

// Engine is settings made ready: all cues of all rules are one matcher. It is safe for concurrent use; a document is not.
type Engine struct{ settings Settings }

// Result is what the rules make of a document.
type Result struct {
	Findings   []lint.Finding // by position, severity set, never Off
	Suppressed []Suppressed
	Faults     []error // a rule panicked: our bug; the other rules ran on
}

// Suppressed is a finding that a suppression answered.
type Suppressed struct {
	lint.Finding
	Reason string
}

// New compiles settings.
func New(s Settings) (*Engine, error) { return &Engine{s}, nil }

// Check runs the rules over one segmented document. allows are the configuration's suppressions for its path.
func (e *Engine) Check(d *prose.Document, allows []Allow) Result { return Result{} }
