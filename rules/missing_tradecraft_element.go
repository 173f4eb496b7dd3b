package rules

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/quantity"
	"github.com/sayso-lint/sayso/voice"
)

var missingTradecraftElement = &lint.Rule{
	ID:      "missing-tradecraft-element",
	Summary: "a document lacks elements that its kind of analysis must state: sources, date, assumptions, gaps",
	Why:     "a reader can weigh a judgment only if its sources, its date, what it assumes and what it does not know are said somewhere",
	Remedy:  "add the element or mark it not applicable in front matter",
	Family:  lint.Consistency,
	Severity: map[lint.Profile]lint.Severity{
		lint.Newsroom: lint.Off, lint.OpEd: lint.Off, lint.Intel: lint.Error, lint.Encyclopedic: lint.Off,
		lint.Policy: lint.Warning, lint.Academic: lint.Warning, lint.Humanitarian: lint.Error,
	},
	Confidence: lint.High, Langs: []string{"en", "de", "es", "fr", "it", "nl", "pt"}, Since: "0.1.0",
	Standards: []lint.Standard{
		{Source: "ICD 203", Where: "D.6.e(1)-(5)", Demands: "source summary, uncertainty, assumptions, alternatives, implications"},
		{Source: "ICD 206", Where: "source summary statement"},
		{Source: "PHIA AnCR", Where: "supporting statement"},
		{Source: "ACAPS", Where: "information gaps and needs", Demands: "state what is missing"},
		{Source: "RAND 2022", Where: "transparency, legitimacy"},
		{Source: "PRISMA/GRADE", Where: "limitations"},
	},
	Examples: []lint.Example{
		{Input: "# Outlook for the northern front\n\n## Key judgments\n\nWe judge that the brigade will attack before the harvest. Our confidence is moderate.\n\n## Sources\n\nThis paper rests on two patrol reports and one interview with a farmer.", Finds: "Outlook for the northern front", Format: "markdown", Options: map[string]any{"require": []any{"alternatives", "gaps"}, "min_words": 20}},
		{Input: "# Cholera in the lake district\n\nThe clinic network reports 340 cases in six wards. Its stock of salts is enough for a week, and two wards have no clean water.", Finds: "Cholera in the lake district", Format: "markdown", Options: map[string]any{"require": []any{"as-of-date"}, "min_words": 20}},
		{Input: "# Bus fares in rural counties\n\n## Recommendations\n\nThe county should cap the single fare and run a late bus on market days. It should also publish the number of passengers every month.", Finds: "Bus fares in rural counties", Format: "markdown", Profile: "policy", Options: map[string]any{"require": []any{"method", "limitations"}, "min_words": 20}},
		{Input: "# Supply of the mountain posts\n\nWe judge that the posts will be supplied by mule until spring. The alternative road through the gorge is longer, and snow blocks it every winter.", Finds: "Supply of the mountain posts", Format: "markdown", Options: map[string]any{"require": []any{"alternatives"}, "min_words": 20}},
		{Input: "# Pier fire\n\nThe wooden pier burned on Sunday, the harbour office said. Nobody was hurt.", Because: "short item, fewer words than min_words", Format: "markdown"},
		{Input: "# Outlook for the northern front\n\nWe judge that the brigade will attack before the harvest, since it has moved its guns to the river.\n\n## What we do not know\n\nThe size of the reserve is unclear.", Because: "element present under another heading", Format: "markdown", Options: map[string]any{"require": []any{"gaps"}, "min_words": 20}},
		{Input: "# Outlook for the northern front\n\nThis paper rests on three patrol reports and describes the position as of 3 May 2024. We judge with moderate confidence that the brigade will attack before the harvest. We assume that the road stays open. Alternatively, the movement may be a rotation of troops. We lack reports from the east bank.", Because: "every element present as a cue sentence", Format: "markdown", Options: map[string]any{"require": []any{"source-statement", "as-of-date", "alternatives", "assumptions", "gaps", "confidence"}, "min_words": 20}},
		{Input: "---\ntitle: Trial of a clay water filter\nnot_applicable: [conflict-of-interest]\n---\n\nForty households used the filter for six months. Each week we took two samples from every tap and counted the colonies in the laboratory.", Because: "element marked as not applicable in front matter", Format: "markdown", Options: map[string]any{"require": []any{"conflict-of-interest"}, "min_words": 20}},
		{Input: "# Bus fares in rural counties\n\n## How we did this\n\nWe compared the fares of nine counties and rode every line twice.\n\n## Limits of the data\n\nTwo counties keep no record of passengers, so their figures are missing here.", Because: "elements present under other headings", Format: "markdown", Profile: "policy", Options: map[string]any{"require": []any{"method", "limitations"}, "min_words": 20}},
	},

	Options: func() any {
		return &elementOptions{Require: []string{"source-statement", "as-of-date", "alternatives", "assumptions", "gaps", "confidence"}, MinWords: 400}
	},
	Document: checkElements,
}

type elementOptions struct {
	Require  []string `yaml:"require" enum:"source-statement,as-of-date,alternatives,assumptions,gaps,confidence,method,limitations,conflict-of-interest" doc:"elements that must be present"`
	MinWords int      `yaml:"min_words" doc:"documents with fewer words are not checked"`
}

// roleElements are the elements that a section of a role is.
var roleElements = map[voice.Role][]string{
	voice.Limitations:   {"limitations", "gaps"},
	voice.Method:        {"method"},
	voice.References:    {"source-statement"},
	voice.PolicyOptions: {"alternatives"},
}

// asOf is the element that a phrase alone does not make: a date stands behind it.
const asOf = "as-of-date"

// inapplicable is the key of the front matter that lists elements a document has no need of.
const inapplicable = "not_applicable"

func checkElements(p *lint.Pass) {
	o := p.Options.(*elementOptions)
	if len(o.Require) == 0 || fewerWords(p.Doc, o.MinWords) {
		return
	}
	missing := missingIn(p, o.Require)
	if at := titleOf(p.Doc); len(missing) > 0 && !at.Empty() {
		p.Report(lint.Finding{
			Span: at, Message: "missing: " + strings.Join(missing, ", "),
			Notes: []lint.Note{{Text: "looked for in headings, sentences and front matter; " + inapplicable + " in the front matter leaves an element out"}},
		})
	}
}

// missingIn are those of some elements that a document has neither by its front matter nor by its sections nor by the phrases of
// its sentences.
func missingIn(p *lint.Pass, elements []string) []string {
	missing := slices.Clone(elements)
	has := func(element string) {
		missing = slices.DeleteFunc(missing, func(m string) bool { return m == element })
	}
	for e := range strings.FieldsFuncSeq(p.Doc.Meta[inapplicable], func(r rune) bool { return strings.ContainsRune(" ,[]\"'", r) }) {
		has(e)
	}
	if p.Doc.Meta["as-of"] != "" || p.Doc.Meta["date"] != "" || quantity.Dateline(p.Doc) {
		has(asOf)
	}
	for b := range p.Doc.Blocks {
		blk := &p.Doc.Blocks[b]
		if blk.Kind == prose.Furniture {
			continue
		}
		if blk.Kind == prose.Heading {
			for _, e := range roleElements[voice.Of(p.Doc).Role(b)] {
				has(e)
			}
		}
		of := elementBooks()[p.Lang(b)]
		if of == nil {
			continue
		}
		book := of()
		for s := range blk.Sentences {
			if len(missing) == 0 {
				return nil
			}
			t := blk.Sentences[s].Tokens
			book.in(t, func(list string, _, last int) {
				if list != asOf || dateFollows(p, t[last:]) {
					has(list)
				}
			})
		}
	}
	return missing
}

// elementBooks are the phrases by language, each made when a text asks for it.
var elementBooks = sync.OnceValue(func() map[string]func() *phraseBook {
	books := map[string]func() *phraseBook{}
	lists := listed("missing-tradecraft-element")
	for _, l := range lists {
		if books[l.Lang] == nil {
			books[l.Lang] = sync.OnceValue(func() *phraseBook { return bookOf(lists, l.Lang) })
		}
	}
	return books
})

// dateFollows tells whether a number stands in the next few tokens, as in every date that can be looked up.
func dateFollows(p *lint.Pass, t []prose.Token) bool {
	for _, w := range t[:min(5, len(t))] {
		if unicode.IsDigit(rune(p.Doc.Text[w.Start])) {
			return true
		}
	}
	return false
}

// fewerWords tells whether a document has fewer than n words.
func fewerWords(d *prose.Document, n int) bool {
	for b := range d.Blocks {
		if !d.Blocks[b].Prose() {
			continue
		}
		for s := range d.Blocks[b].Sentences {
			n -= d.Words(d.Blocks[b].Sentences[s].Tokens)
		}
		if n <= 0 {
			return false
		}
	}
	return n > 0
}

// headOfText is how many blocks down a title may stand.
const headOfText = 5

// titleOf is where what concerns the whole text is reported: its title, else its first sentence.
func titleOf(d *prose.Document) prose.Span {
	first := prose.Span{}
	seen := 0
	for b := range d.Blocks {
		blk := &d.Blocks[b]
		if blk.Kind == prose.Furniture || len(blk.Sentences) == 0 {
			continue
		}
		if blk.Kind == prose.Heading {
			return blk.Span
		}
		if first.Empty() {
			first = blk.Sentences[0].Span
		}
		if seen++; seen >= headOfText {
			break
		}
	}
	return first
}
