package pack_test

import (
	"strings"
	"testing"

	"github.com/sayso-lint/sayso/internal/pack"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/lint/linttest"
)

const toy = `# A toy rule.
id: weather-word
summary: a word for weather
why: this is a toy
remedy: look out of the window
family: stance
severity: warning
confidence: medium
since: 0.1.0
standards:
  - {source: Toy Handbook, where: ch. 1, demands: "no weather"}
message: 'weather: "{span}"'
voice: any
cues:
  en:
    wet: {severity: info, confidence: low, phrases: [rain, drizzle|sleet]}
    dry: [sun, very? dry]
  de: [Regen]
unless:
  en:
    around: [rain check, sun kissed]
    before: [no more, like a]
    after: [king]
bad:
  - {input: It will rain., finds: rain}
  - input: A very dry day.
    finds: very dry
good:
  - {input: It will snow., because: no such word}
  - {input: No more rain., because: a phrase before}
  - {input: I took a rain check., because: part of a longer phrase}
  - {input: The sun king., because: a phrase behind}
`

func parse(t *testing.T, text string) *lint.Rule {
	t.Helper()
	specs, err := pack.Parse("toy.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	if len(specs) != 1 {
		t.Fatalf("%d rules", len(specs))
	}
	return specs[0].Rule()
}

func TestRule(t *testing.T) {
	r := parse(t, toy)
	linttest.Examples(t, r)
	if got := strings.Join(r.Langs, " "); got != "de en" {
		t.Errorf("languages %s", got)
	}
	found := linttest.Check(t, r, linttest.Setup{}, linttest.Document(t, "", "Sun and sleet."))
	if len(found) != 2 || found[0].Message != `weather: "Sun"` || found[0].Severity != lint.Warning || found[0].Confidence != lint.Medium ||
		found[1].Severity != lint.Info || found[1].Confidence != lint.Low {
		t.Errorf("got %+v", found)
	}
}

func TestSeveralRulesInAFile(t *testing.T) {
	specs, err := pack.Parse("toy.yaml", []byte("---\n"+toy+"---\n"+strings.Replace(toy, "weather-word", "other", 1)))
	if err != nil || len(specs) != 2 || specs[1].ID != "other" {
		t.Errorf("got %d rules, %v", len(specs), err)
	}
}

func TestMistakes(t *testing.T) {
	for change, want := range map[string]string{
		"id: weather-word → idd: weather-word":        `toy.yaml:2:1: unknown key "idd"; did you mean "id"?`,
		"family: stance → family: stanse":             `toy.yaml:6:9: unknown family "stanse"; did you mean "stance"?`,
		"severity: warning → severity: loud":          `toy.yaml:7:11: severity "loud": expected off, info, warning or error`,
		"severity: warning → severity: {oped: info}":  `toy.yaml:7:12: unknown profile "oped"; did you mean "op-ed"?`,
		"severity: warning → severity: {op-ed: info}": "rule weather-word: no severity for profile newsroom",
		"confidence: medium → confidence: sure":       `toy.yaml:8:13: confidence "sure": expected low, medium or high`,
		"voice: any → voice: autr":                    `toy.yaml:13:8: unknown voice "autr"; did you mean "author"?`,
		"voice: any → mood: [asking]":                 `unknown mood "asking"; expected one of question, conditional, negation, imperative`,
		"voice: any → id: twice":                      `toy.yaml:13:1: mapping key "id" already defined at [2:1]`,
		"  de: [Regen] → de: x":                       `unknown key "de"`,
		"de: [Regen] → german: [Regen]":               `toy.yaml:18:3: cues: expected a language such as en, got "german"`,
		"[sun, very? dry] → ['* dry']":                `rule weather-word: cues: phrase "* dry" of list "dry" (en): a phrase begins`,
		"[no more, like a] → ['...']":                 `rule weather-word: unless: phrase "..." of list "before" (en)`,
		"finds: rain → finds: hail":                   `what the example finds, "hail", is not in its input`,
		"why: this is a toy → why: ''":                "rule weather-word: Why is empty",
		"message: → messages:":                        `unknown key "messages"; did you mean "message"?`,
		"family: stance → family: [a":                 "toy.yaml:7:1: ",
		"summary: a word for weather → summary: [a]":  "toy.yaml:3:10: expected a text",
		"standards: → standards: x\nreplaces:":        "toy.yaml:10:12: standards: expected a list",
	} {
		old, changed, _ := strings.Cut(change, " → ")
		if !strings.Contains(toy, old) {
			t.Fatalf("%q is not in the toy", old)
		}
		_, err := pack.Parse("toy.yaml", []byte(strings.Replace(toy, old, changed, 1)))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s:\ngot  %v\nwant %s", change, err, want)
		}
	}
	if _, err := pack.Parse("empty.yaml", []byte("# nothing\n")); err == nil || err.Error() != "empty.yaml: no rule in it" {
		t.Errorf("empty: %v", err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(toy)
	f.Add("- a\n- {b: c}")
	f.Add("id: &x [*x]\ncues: {en: {a: {phrases: !!str b}}}")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 4_000 {
			return // the YAML parser is slow on nonsense, and what is asked here is no matter of length
		}
		specs, err := pack.Parse("f.yaml", []byte(text))
		if (err == nil) != (len(specs) > 0) {
			t.Errorf("%d rules and error %v", len(specs), err)
		}
	})
}
