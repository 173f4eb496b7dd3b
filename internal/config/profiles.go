package config

import "github.com/sayso-lint/sayso/lint"

// Builtin is what one of sayso's own profiles settles beside the severities, which stand with the rules.
type Builtin struct {
	Name          lint.Profile
	For           string // whose texts it is meant for
	FailOn        lint.Severity
	MinConfidence lint.Confidence
	NoiseBudget   int                       // warnings and errors per 1,000 words that are shown as such; 0: all
	Options       map[string]map[string]any // rule → option → value, where it departs from the rule's own default
}

// Builtins lists the profiles in the order of the documentation. They are Go and no YAML file because every start of the
// program needs them, and parsing would cost more than checking an article does.
var Builtins = []Builtin{
	{
		Name: lint.Newsroom, For: "desk editors and news analysis: credit every claim, quote every opinion",
		FailOn: lint.Error, MinConfidence: lint.Low, NoiseBudget: 8,
		Options: options(reach("paragraph"), prescriptionIn()),
	},
	{
		Name: lint.OpEd, For: "commentary: opinion is welcome, its facts meet news standards",
		FailOn: lint.Error, MinConfidence: lint.Low, NoiseBudget: 10,
		Options: options(reach("paragraph")),
	},
	{
		Name: lint.Intel, For: "assessments in the manner of ICD 203 and PHIA: state likelihood and sources, give no advice",
		FailOn: lint.Warning, MinConfidence: lint.Low, NoiseBudget: 15,
		Options: options(reach("sentence"), prescriptionIn()),
	},
	{
		Name: lint.Encyclopedic, For: "reference works: cite in the sentence, take no side",
		FailOn: lint.Warning, MinConfidence: lint.Low, NoiseBudget: 12,
		Options: options(reach("sentence"), prescriptionIn()),
	},
	{
		Name: lint.Policy, For: "policy briefs and white papers: advice belongs in its sections and rests on findings",
		FailOn: lint.Error, MinConfidence: lint.Low, NoiseBudget: 12,
		Options: options(reach("paragraph"), prescriptionIn("recommendations", "policy options", "conclusion"),
			elements("method", "limitations")),
	},
	{
		Name: lint.Academic, For: "papers and reviews: cite in the sentence, claim no more than was shown",
		FailOn: lint.Error, MinConfidence: lint.Low, NoiseBudget: 12,
		Options: options(reach("sentence"), prescriptionIn("implications", "conclusion"), scale("ipcc"),
			elements("method", "limitations")),
	},
	{
		Name: lint.Humanitarian, For: "situation reports and needs analysis: who counted, when, and what is not known",
		FailOn: lint.Error, MinConfidence: lint.Low, NoiseBudget: 12,
		Options: options(reach("prev"), prescriptionIn("recommendations", "priority needs"),
			elements("source-statement", "as-of-date", "gaps")),
	},
	{
		// Windows and sections keep the rules' defaults: a narrower window would report figures that every other profile
		// rightly excuses, which is noise and not sensitivity.
		Name: lint.Audit, For: "everything sayso knows, each rule at the worst any profile makes of it",
		FailOn: lint.Warning, MinConfidence: lint.Low,
		// A date at the head of a text tells today's reader when; a reader of an excerpt or a year on still has to look.
		Options: map[string]map[string]any{"relative-time": {"suppress_if_dateline": false}},
	},
}

// Default is the profile where nobody names one.
const Default = lint.OpEd

// reach sets how far a source may stand from the figure it excuses.
func reach(window string) map[string]map[string]any {
	return map[string]map[string]any{
		"unsourced-estimate":  {"window": window},
		"unsourced-statistic": {"window": window},
	}
}

// scale sets the likelihood scale in force.
func scale(name string) map[string]map[string]any {
	return map[string]map[string]any{
		"likelihood-without-range":   {"scale": name},
		"mixed-likelihood-scales":    {"scale": name},
		"unapproved-likelihood-term": {"scale": name},
	}
}

// elements sets what a document must say of itself; without it the rule asks for what ICD 203 does.
func elements(required ...string) map[string]map[string]any {
	return map[string]map[string]any{"missing-tradecraft-element": {"require": required}}
}

// prescriptionIn sets the section roles in which advice is expected; none: nowhere.
func prescriptionIn(roles ...string) map[string]map[string]any {
	return map[string]map[string]any{
		"prescriptive-modal": {"allow_sections": roles},
		"imperative-advice":  {"allow_sections": roles},
	}
}

func options(parts ...map[string]map[string]any) map[string]map[string]any {
	all := map[string]map[string]any{}
	for _, p := range parts {
		for rule, o := range p {
			all[rule] = o
		}
	}
	return all
}

func builtin(name string) *Builtin {
	for i := range Builtins {
		if string(Builtins[i].Name) == name {
			return &Builtins[i]
		}
	}
	return nil
}

func builtinNames() []string {
	names := make([]string, len(Builtins))
	for i, b := range Builtins {
		names[i] = string(b.Name)
	}
	return names
}
