package lint

import "fmt"

// Severity is how bad a finding is under the profile in force.
type Severity uint8

// The severities, in rising order. Off is the zero value: a rule that a profile does not name is off in it.
const (
	Off Severity = iota
	Info
	Warning
	Error
)

var severityNames = []string{"off", "info", "warning", "error"}

func (s Severity) String() string { return severityNames[s] }

// ParseSeverity reads "off", "info", "warning" or "error".
func ParseSeverity(s string) (Severity, error) {
	for i, n := range severityNames {
		if n == s {
			return Severity(i), nil
		}
	}
	return Off, fmt.Errorf("severity %q: expected off, info, warning or error", s)
}

// Confidence is how sure a rule is of a finding, whatever the profile makes of it.
type Confidence uint8

// The confidences. The zero value of Finding.Confidence means "as the rule says".
const (
	Unstated Confidence = iota
	Low
	Medium
	High
)

var confidenceNames = []string{"", "low", "medium", "high"}

func (c Confidence) String() string { return confidenceNames[c] }

// ParseConfidence reads "low", "medium" or "high".
func ParseConfidence(s string) (Confidence, error) {
	for i, n := range confidenceNames {
		if n == s && i > 0 {
			return Confidence(i), nil
		}
	}
	return Unstated, fmt.Errorf("confidence %q: expected low, medium or high", s)
}

// Family is one of the eight concerns a rule belongs to.
type Family string

// The families.
const (
	Sourcing           Family = "sourcing"
	AttributionQuality Family = "attribution-quality"
	Uncertainty        Family = "uncertainty"
	Prescription       Family = "prescription"
	Stance             Family = "stance"
	Argument           Family = "argument"
	TimeAndQuantity    Family = "time-and-quantity"
	Consistency        Family = "consistency"
)

// Families lists them in the order reports use.
var Families = []Family{Sourcing, AttributionQuality, Uncertainty, Prescription, Stance, Argument, TimeAndQuantity, Consistency}

// Profile names a genre of text and what its editors make of each rule.
type Profile string

// The profiles that built-in rules know. Users define their own on top of one of these.
const (
	Newsroom     Profile = "newsroom"
	OpEd         Profile = "op-ed"
	Intel        Profile = "intel"
	Encyclopedic Profile = "encyclopedic"
	Policy       Profile = "policy"
	Academic     Profile = "academic"
	Humanitarian Profile = "humanitarian"
	// Audit has every rule on, each at the worst any other profile makes of it.
	Audit Profile = "audit"
)

// Profiles lists them in the order of the documentation.
var Profiles = []Profile{Newsroom, OpEd, Intel, Encyclopedic, Policy, Academic, Humanitarian, Audit}
