package lint

import (
	"strconv"

	"github.com/sayso-lint/sayso/prose"
)

// Finding is one thing an editor would want to be pointed at.
type Finding struct {
	Rule string // set by the engine
	// Severity that a rule sets is a ceiling: the finding gets it or what the profile says, whichever is milder. Zero
	// leaves it to the profile.
	Severity   Severity
	Confidence Confidence // zero: the rule's
	Span       prose.Span // the least stretch that carries the problem
	Message    string     // lower case, no full stop, what the text does; stands alone
	Notes      []Note     // why nothing excused it, and other places
	Fixes      []Fix      // alternatives, the best first
	// Fingerprint is set by the engine, over all that the rules found: what is shown of it must not decide what a finding
	// is called. See Fingerprints.
	Fingerprint Fingerprint
}

// Note is a remark beside a finding.
type Note struct {
	Text string
	Span prose.Span // empty: about no place
}

// Fix is one way to mend a finding.
type Fix struct {
	Title string // begins with a verb
	Safe  bool   // the author's meaning is surely kept
	Edits []Edit // not overlapping, in order
}

// Edit replaces a span; an empty span inserts before Span.Start.
type Edit struct {
	Span prose.Span
	New  string
}

// Quoted is a text as messages show it, in quotation marks: what would break a line or could not be seen is written as its
// escape, as %q of package fmt has it, at a fraction of the cost where there is none.
func Quoted(text string) string {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c > '~' || c == '"' || c == '\\' {
			return strconv.Quote(text)
		}
	}
	return `"` + text + `"`
}
