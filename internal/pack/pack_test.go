package pack_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/sayso-lint/sayso/internal/pack"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/lint/linttest"
)

// A built-in rule: it stands alone in its file and says all that a built-in rule must.
const builtin = `# A toy rule.
rule: weather-word
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
phrases:
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
  - A [[very dry]] day.
good:
  - {input: It will snow., because: no such word}
  - {input: No more rain., because: a phrase before}
  - {input: I took a rain check., because: part of a longer phrase}
  - {input: The sun king., because: a phrase behind}
`

// An editor's pack: one rule a matcher, and no more said than must be.
const house = `
pack: house
summary: how we write
rules:
  - rule: go-forward
    message: '"{span}" says nothing of when'
    phrases: [go~ forward, at this ...  time]
    bad: ["[[Going forward]], we sell.", "He [[went forward]] alone.", "We sell [[at this point in time]]."]
    good: [We sell now.]
  - rule: kyiv
    message: write "{to}"
    voice: any
    safe: true
    swap: {Kiev: Kyiv, utilise~: [use~, employ~], very: ""}
    bad: ["He went to [[Kiev]].", "It is [[very]] big."]
    good: ["He went to Kyiv."]
  - rule: very-adjective
    message: '"{span}" leans on very'
    pattern: very <JJ> <NN*>?
    bad: ["It was a [[very long day]]."]
    good: ["It was very slowly done."]
  - rule: percent-of-people
    message: people are counted, not weighed
    pattern: ['#percent of|among people|voters', '# refugees', 'odds at #percent']
    bad: ["Some [[40 percent of voters]] stayed home.", "It holds [[12,000 refugees]].", "The [[odds at 40 percent]] are good."]
    good: ["Some 40 percent of the land was dry.", "40 voters stayed."]
  - rule: crisis
    message: crisis {count} times, {most} would do
    limit: {phrases: [crisis|crises], most: 1, per: paragraph}
    bad: ["A crisis is a [[crisis]]."]
    good: ["One crisis.\n\nAnother crisis."]
  - rule: accused
    message: accused of something, and no answer
    severity: {newsroom: error}
    near: {phrases: [accuse~ of], needs: [deny~, declined to comment], within: reach}
    bad: ["The mayor was [[accused of]] fraud. She left."]
    good: ["The mayor was accused of fraud. She denied it."]
  - rule: odd-date
    message: write the month as a word
    regex: {anchor: [on|since|by, "#date"], match: '\b\d{1,2}/\d{1,2}/\d{4}'}
    bad: ["It closed on [[3/4/2020]].", "The day was [[3/4/2020]]."]
    good: ["It closed on 3 April 2020."]
  - rule: any-number
    message: no numbers of four digits
    regex: {anchor: "#", match: '\b[0-9]{4}\b'}
    bad: ["The flats are in [[1834]] street."]
    good: ["It has 12 flats."]
  - rule: two-spellings
    message: '"{span}" and the other spelling in one text'
    near: {phrases: [adviser|advisers], avoids: [advisor|advisors], within: document}
    bad: ["The [[adviser]] left.\n\nThe advisor stayed."]
    good: ["The adviser left.", "The advisor stayed."]
  - rule: shall
    message: '"{span}" binds somebody'
    phrases: [must|shall]
    when: modal.sense == "deontic" and voice == "author" and not (section == "recommendations")
    bad: ["The bank [[must]] act."]
    good: ["The minister said the bank must act.", "He must have known."]
`

func parse(t *testing.T, text string) []*lint.Rule {
	t.Helper()
	p, err := pack.Parse("toy.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return p.Rules()
}

func TestBuiltin(t *testing.T) {
	r := parse(t, builtin)[0]
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

func TestHouse(t *testing.T) {
	rules := parse(t, house)
	for _, r := range rules {
		linttest.Examples(t, r)
	}
	if id := rules[0].ID; id != "house/go-forward" {
		t.Errorf("the first rule is %s", id)
	}
}

func TestSwap(t *testing.T) {
	kyiv := parse(t, house)[1]
	doc := linttest.Document(t, "", "KIEV and Kiev. Utilised well, it is very big. Very big.")
	var got []string
	for _, f := range linttest.Check(t, kyiv, linttest.Setup{}, doc) {
		line := []string{fmt.Sprintf("%s: %s:", doc.Slice(f.Span), f.Message)}
		for _, fix := range f.Fixes {
			line = append(line, fmt.Sprintf("%s %v %q;", fix.Title, fix.Safe, doc.Slice(fix.Edits[0].Span)))
		}
		got = append(got, strings.Join(line, " "))
	}
	want := []string{
		`KIEV: write "KYIV": write "KYIV" true "KIEV";`,
		`Kiev: write "Kyiv": write "Kyiv" true "Kiev";`,
		`Utilised: write "Used": write "Used" false "Utilised"; write "Employed" false "Utilised";`,
		`very: write "": delete "very" true " very";`,
		`Very: write "": delete "Very" true "Very ";`,
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
}

// What differs in case alone is judged by case.
func TestSwapOfCase(t *testing.T) {
	r := parse(t, "pack: p\nrules:\n- {rule: r, message: m, swap: {Internet: internet}, bad: ['The [[Internet]].'], good: [Internet is on., the internet]}")[0]
	linttest.Examples(t, r)
}

// The titles in a list of works are no words of the author's.
func TestReferences(t *testing.T) {
	kyiv := parse(t, strings.Replace(house, "voice: any", "voice: author", 1))[1]
	doc := linttest.Document(t, "markdown", "The city of Kiev fell to the army in the spring.\n\n## References\n\n- Smith, J. (2019). Life in Kiev. Oxford: OUP.\n")
	if found := linttest.Check(t, kyiv, linttest.Setup{}, doc); len(found) != 1 {
		t.Errorf("%d findings", len(found))
	}
}

func TestSeveralRulesInAFile(t *testing.T) {
	if rules := parse(t, "---\n"+builtin+"---\n"+strings.Replace(builtin, "weather-word", "other", 1)); len(rules) != 2 || rules[1].ID != "other" {
		t.Errorf("got %d rules", len(rules))
	}
}

func TestMistakesInBuiltin(t *testing.T) {
	mistakes(t, builtin, map[string]string{
		"rule: weather-word → rul: weather-word":      `toy.yaml:2:1: unknown key "rul"; did you mean "rule"?`,
		"family: stance → family: stanse":             `toy.yaml:6:9: unknown family "stanse"; did you mean "stance"?`,
		"severity: warning → severity: loud":          `toy.yaml:7:11: severity "loud": expected off, info, warning or error`,
		"severity: warning → severity: {oped: info}":  `toy.yaml:7:12: unknown profile "oped"; did you mean "op-ed"?`,
		"severity: warning → severity: {op-ed: info}": "rule weather-word: no severity for profile newsroom",
		"confidence: medium → confidence: sure":       `toy.yaml:8:13: confidence "sure": expected low, medium or high`,
		"voice: any → voice: autr":                    `toy.yaml:13:8: unknown voice "autr"; did you mean "author"?`,
		"voice: any → mood: [asking]":                 `unknown mood "asking"; expected one of question, conditional, negation, imperative`,
		"voice: any → rule: twice":                    `toy.yaml:13:1: mapping key "rule" already defined at [2:1]`,
		"de: [Regen] → german: [Regen]":               `toy.yaml:18:3: phrases: expected a list, or lists by language such as en, got "german"`,
		"[sun, very? dry] → ['* dry']":                `toy.yaml:17:11: phrase "* dry" (en): a phrase begins`,
		"[no more, like a] → ['...']":                 `phrase "..." (en)`,
		"finds: rain → finds: hail":                   `what the example finds, "hail", is not in its input`,
		"why: this is a toy → why: ''":                "rule weather-word: Why is empty",
		"message: → messages:":                        `unknown key "messages"; did you mean "message"?`,
		"family: stance → family: [a":                 "toy.yaml:7:1: ",
		"summary: a word for weather → summary: [a]":  "toy.yaml:3:10: expected a text",
		"standards: → standards: x\nreplaces:":        "toy.yaml:10:12: standards: expected a list",
	})
}

func TestMistakesInPacks(t *testing.T) {
	mistakes(t, house, map[string]string{
		"pack: house → pack: House":                                         `toy.yaml:2:7: pack "House": a name is lower-case words joined by hyphens, such as house-style`,
		"pack: house → pack: house\nlang: jp":                               `toy.yaml:3:7: unknown language "jp": expected a code of ISO 639-1 such as en or de`,
		"  - rule: kyiv → \t- rule: kyiv":                                   "toy.yaml:10:1: a tab; lines are set in by blanks",
		"utilise~: [use~, employ~] → big: big":                              `toy.yaml:14:29: swap "big": it is replaced by itself`,
		"good: [We sell now.] → good: We sell now.":                         "toy.yaml:9:11: good: expected a list",
		"modal.sense == → modal.sense =":                                    "toy.yaml:56:23: when: = stands alone; what is equal is asked by ==",
		"rule: kyiv → rule: house/kyiv":                                     `toy.yaml:10:11: rule "house/kyiv": an id is lower-case words`,
		"rule: kyiv → rule: go-forward":                                     "toy.yaml:10:11: rule house/go-forward is here twice; the first stands in line 5",
		"safe: true → safe: sure":                                           "toy.yaml:13:11: expected true or false",
		"[use~, employ~] → [use~, employ]":                                  `toy.yaml:14:24: swap "utilise~": "employ": expected one word in the form of what it replaces: use~`,
		"utilise~: [use~ → go to: [use~":                                    `swap "go to": expected one word in all its forms, such as utilise~`,
		"[use~, employ~] → do~":                                             `swap "utilise~": the forms of be, have and do go by person; give each a line of its own`,
		"write \"{to}\" → write {two}":                                      "rule house/kyiv: message: nothing fills {two}; this rule knows {span}, {to}",
		"very <JJ> → very <JX>":                                             `item "<JX>": "JX" is no part of speech of the Penn Treebank, such as NN, JJ or VB*`,
		"very <JJ> → <RB> <JJ>":                                             "nothing to wake it: a pattern needs a word or a number that may not be missing",
		"'odds at #percent'] → odds at #percent\n    ]":                     `toy.yaml:24:64: pattern: to YAML #percent begins a comment; put the pattern in quotes`,
		"'#percent of → '#percnt of":                                        `unknown kind of number "percnt"; did you mean percent?`,
		"most: 1 → most: few":                                               "most: expected a whole number, 0 or more",
		"per: paragraph → per: page":                                        `unknown per "page"; expected one of sentence, paragraph, section, document, 1000 words`,
		"within: reach → near: reach":                                       `unknown key "near"; expected one of phrases, needs, avoids, within`,
		", within: reach → ":                                                "near needs phrases, needs (what must stand near them) or avoids (what must not), and within (sentence, reach, paragraph, section, document)",
		"\\d{4} → \\d{4":                                                    "",
		"match: '\\b → match: '(a?){1000}\\b":                               "toy.yaml:40:52: match: too dear to search for: it may have more than 500 places to look at for each letter of a text; lower the counts of its repeats, as {0,20} for {0,1000}, or list words under phrases",
		"match: '\\b → match: '(?=x)\\b":                                    "RE2 knows neither look-around nor back-references",
		"needs: [deny~, declined to comment] → needs: [deny~], avoids: [x]": "near needs phrases, needs (what must stand near them) or avoids",
		"\"#date\"], → \"#dote\"],":                                         `anchor "#dote": unknown kind of number "dote"; did you mean date?`,
		"anchor: [on|since|by, \"#date\"], → ":                              "regex needs anchor (words or # without which no sentence is searched) and match (the expression)",
		"modal.sense → modal.sens":                                          `toy.yaml:56:17: when: unknown fact "modal.sens"; did you mean modal.sense?`,
		"and voice == → and voise ==":                                       `toy.yaml:56:40: when: unknown fact "voise"; did you mean voice?`,
		"\"deontic\" and → 7 and":                                           "toy.yaml:56:23: when: invalid operation: == (mismatched types string and int)",
		"phrases: [must|shall] → limit: 3":                                  "limit: expected keys and values",
		"phrases: [must|shall] → voice: any":                                "rule house/shall looks for nothing; it needs one of phrases, swap, pattern, limit, near, regex",
		"phrases: [must|shall] → phrases: [a]\n    swap: {b: c}":            "rule house/shall looks in 2 ways; give each a rule of its own",
		"[go~ forward, → [~ forward,":                                       `toy.yaml:7:15: phrase "~ forward": "~" stands behind a word and means all its forms: say~`,
		"bad: [\"The bank [[must]] act.\"] → bad: [The bank.]":              "a bad example says what is found in it, in double brackets: [[so]], or as finds",
		"    good: [We sell now.] → ":                                       "rule house/go-forward: 0 good examples, at least 1 expected",
		"message: '\"{span}\" binds somebody' → why: x":                     "rule house/shall needs a message: what the report says of {span}",
		"rules: → rulez:":                                                   `toy.yaml:4:1: unknown key "rulez"; did you mean "rules"?`,
	})
}

// mistakes changes a text that is right, one "old → new" at a time, and expects what is said of it.
func mistakes(t *testing.T, right string, all map[string]string) {
	t.Helper()
	for change, want := range all {
		old, changed, _ := strings.Cut(change, " → ")
		if !strings.Contains(right, old) {
			t.Fatalf("%q is not in the toy", old)
		}
		_, err := pack.Parse("toy.yaml", []byte(strings.Replace(right, old, changed, 1)))
		if want == "" && err == nil {
			continue
		}
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s:\ngot  %v\nwant %s", change, err, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(builtin)
	f.Add(house)
	f.Add("pack: p\nrules:\n- rule: r\n  message: m\n  phrases: [a]\n  options: {a: {default: x, values: [x, y], doc: d}, b: {default: [], doc: d}}\n  words: {w: 'a <NN> ;'}\n" +
		"  when: option.a == 'x' and before('w', 2) and not (text in option.b)\n  ceiling: \"opening ? 'info' : 'off'\"\n  bad: ['[[a]]']\n  good: [b]\n")
	f.Add("- a\n- {b: c}")
	f.Add("rule: &x [*x]\nphrases: {en: {a: {phrases: !!str b}}}")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 4_000 {
			return // the YAML parser is slow on nonsense, and what is asked here is no matter of length
		}
		p, err := pack.Parse("f.yaml", []byte(text))
		if (err == nil) != (p != nil) {
			t.Errorf("pack %v and error %v", p, err)
		}
		if p != nil {
			_ = p.Rules()
		}
	})
}
