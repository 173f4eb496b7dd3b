package pack_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/sayso-lint/sayso/internal/pack"
	"github.com/sayso-lint/sayso/lint/linttest"
)

// What a fact says is a promise to those who write packs: of each there is a text in which the condition holds, and one in
// which it does not, for the phrases below.
var promises = map[string]struct{ condition, holds, not string }{
	"text":              {`text == "moose"`, "A [[moose]] fell.", "A Moose fell."},
	"list":              {`list == "plural"`, "The [[elks]] fell.", "A moose fell."},
	"length":            {`length == 2`, "A [[bull moose]] fell.", "A moose fell."},
	"opening":           {`opening`, "[[Moose]] fell.", "A moose fell."},
	"apart":             {`apart`, "The beast, [[moose]], fell.", "The moose fell, alas."},
	"named":             {`named`, "The [[Moose]] bar burned.", "The moose fell."},
	"mentioned":         {`mentioned`, "The term [[moose]] is old.", "The moose is old."},
	"anybody":           {`anybody`, "A farmer who [[rues]] it left.", "Her brother who rues it left."},
	"governed":          {`governed`, "A bill to ensure that every [[moose]] must be counted failed.", "Every moose must be counted."},
	"voice":             {`voice == "source"`, "\"A [[moose]] fell,\" Ada Brun said.", "A moose fell."},
	"quoted":            {`quoted`, "\"A [[moose]] fell,\" Ada Brun said.", "Ada Brun said that a moose fell."},
	"reported":          {`reported`, "Ada Brun said that a [[moose]] fell.", "A moose fell."},
	"ascribed":          {`ascribed`, "The mayor wants the [[moose]] shot.", "A moose fell."},
	"endorsed":          {`endorsed`, "The mayor revealed that a [[moose]] fell.", "The mayor said that a moose fell."},
	"reporter":          {`reporter == "named-person"`, "Ada Brun [[rues]] that it fell.", "The committee rues the day."},
	"sourced":           {`sourced`, "A [[moose]] fell, Ada Brun said.", "A moose fell."},
	"cited":             {`cited`, "A [[moose]] fell (Brun 2019).", "A moose fell."},
	"section":           {`section == "recommendations"`, "## Recommendations\n\nShoot no [[moose]].", "## Herds\n\nThe moose fell."},
	"block":             {`block == "list-item"`, "- A [[moose]] fell.", "A moose fell."},
	"lang":              {`lang == "en"`, "A [[moose]] fell.", ""},
	"profile":           {`profile == "audit"`, "A [[moose]] fell.", ""},
	"tense":             {`tense == "future"`, "The [[moose]] will fall.", "The moose fell."},
	"question":          {`question`, "Did the [[moose]] fall?", "The moose fell."},
	"conditional":       {`conditional`, "If the [[moose]] falls, we eat.", "The moose fell."},
	"negated":           {`negated`, "The hunters did not shoot the [[moose]].", "The moose fell."},
	"imperative":        {`imperative`, "Consider the [[moose]] first.", "The moose fell."},
	"hedged":            {`hedged`, "The [[moose]] may fall.", "The moose fell."},
	"advice":            {`advice`, "The county should count the [[moose]].", "The moose fell."},
	"sentence.text":     {`sentence.text contains "fell"`, "It fell. The [[moose]] fell.", "It fell. The moose rose."},
	"sentence.words":    {`sentence.words == 4`, "The [[moose]] fell.", "The old moose fell."},
	"sentence.index":    {`sentence.index == 1`, "It fell. The [[moose]] fell.", "The moose fell."},
	"document.words":    {`document.words > 4`, "It fell. The [[moose]] fell.", "The moose fell."},
	"document.format":   {`document.format == "markdown"`, "The [[moose]] fell.", ""},
	"document.title":    {`document.title == "Herds"`, "# Herds\n\nThe [[moose]] fell.", "# Fish\n\nThe moose fell."},
	"quantity.kind":     {`quantity.kind == "percent"`, "Some 40 percent of the [[moose]] fell.", "The moose fell."},
	"quantity.figure":   {`quantity.figure`, "Some 40 percent of the [[moose]] fell.", "The moose fell on 3 May."},
	"quantity.value":    {`quantity.value > 39`, "Some 40 percent of the [[moose]] fell.", "Some 30 percent of the moose fell."},
	"modal.lemma":       {`modal.lemma == "should"`, "The [[moose]] should fall.", "The moose must fall."},
	"modal.sense":       {`modal.sense == "deontic"`, "The county must count the [[moose]].", "The moose fell."},
	"inside(list)":      {`inside("bulls")`, "A [[bull moose]] fell.", "A bull or moose fell."},
	"before(list, n)":   {`before("verbs", 2)`, "It fell: [[moose]].", "It fell on a moose."},
	"after(list, n)":    {`after("verbs", 1) and after("verbs")`, "The [[moose]] fell.", "The moose soon fell."},
	"nearby(list)":      {`nearby("doings")`, "The [[elks]] were eating.", "The elks soon rose."},
	"next(list, n)":     {`next("verbs", 2) and next("verbs")`, "The [[moose]] rose. It fell.", "The moose rose. Then at last it fell."},
	"option: a truth":   {`option.is`, "A [[moose]] fell.", ""},
	"option: a number":  {`option.most == 3 and option.share < 0.6`, "A [[moose]] fell.", ""},
	"option: a text":    {`option.kind == "b"`, "A [[moose]] fell.", ""},
	"option: of a list": {`text in option.allowed`, "A [[moose]] fell.", "The Moose bar burned."},
}

func TestPromises(t *testing.T) {
	for name, x := range promises {
		text := fmt.Sprintf(`
pack: p
rules:
- rule: r
  message: m
  voice: any
  phrases: {en: {one: [bull? moose, rues], plural: [elks]}}
  words: {bulls: bull, verbs: [fall~, rise], doings: "<VBG> bulls"}
  options:
    is: {default: true, doc: d}
    most: {default: 3, doc: d}
    share: {default: 0.5, doc: d}
    kind: {default: b, values: [a, b], doc: d}
    allowed: {default: [moose, elk], doc: d}
  when: %q
  ceiling: >-
    option.is and option.most > 0 and option.share > 0 and option.kind != "" and text in option.allowed
    and inside("bulls") and inside("verbs") and inside("doings") ? "error" : "error"
  bad: [{input: "moose", finds: moose}]
  good: [none]
`, x.condition)
		r := parse(t, text)[0]
		before, rest, _ := strings.Cut(x.holds, "[[")
		found, after, _ := strings.Cut(rest, "]]")
		doc := linttest.Document(t, "markdown", before+found+after)
		if got := linttest.Check(t, r, linttest.Setup{}, doc); len(got) != 1 || doc.Slice(got[0].Span) != found {
			t.Errorf("%s: %s does not hold in %s: %v", name, x.condition, x.holds, got)
		}
		if got := linttest.Check(t, r, linttest.Setup{}, linttest.Document(t, "markdown", x.not)); len(got) > 0 {
			t.Errorf("%s: %s holds in %s", name, x.condition, x.not)
		}
	}
	for _, f := range pack.FactList() {
		if _, tried := promises[f.Name]; !tried {
			t.Errorf("nothing holds the fact %s to what it says", f.Name)
		}
	}
}
