package rules

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"github.com/sayso-lint/sayso/internal/tag"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/modality"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/quantity"
	"github.com/sayso-lint/sayso/voice"
)

var certaintyShift = &lint.Rule{
	ID:      "certainty-shift",
	Summary: "the same statement is hedged in one place and flat in another",
	Why:     "a reader who sees only the headline, or only page two, takes away a different certainty; one of the two is wrong",
	Remedy:  "use one strength, or explain the change",
	Family:  lint.Consistency,
	Severity: map[lint.Profile]lint.Severity{
		lint.Newsroom: lint.Warning, lint.OpEd: lint.Info, lint.Intel: lint.Warning, lint.Encyclopedic: lint.Info,
		lint.Policy: lint.Warning, lint.Academic: lint.Warning, lint.Humanitarian: lint.Warning,
	},
	Confidence: lint.Low, Langs: []string{"en"}, Since: "0.1.0",
	Standards: []lint.Standard{
		{Source: "ICD 203", Where: "D.6.e(6) internally consistent; D.6.e(7) explain change"},
		{Source: "IPCC/GRADE", Where: "consistent certainty"},
		{Source: "NPR/AP", Where: "headline must match body"},
	},
	Examples: []lint.Example{
		{Input: "## Summary\n\nThe guards fired first.\n\n## Events\n\nThe guards may have fired first.", Finds: "The guards fired first", Format: "markdown"},
		{Input: "# Dam collapse killed the salmon\n\nThe dam collapse may have killed the salmon. Tests will follow in autumn.", Finds: "Dam collapse killed the salmon", Format: "markdown"},
		{Input: "The fire started in the laundry room. The walls there are black. The fire possibly started in the laundry room.", Finds: "The fire started in the laundry room"},
		{Input: "The militia probably holds the bridge. Fuel is short, and the roads are wet. The militia holds the bridge, so supplies must go by boat.", Finds: "The militia holds the bridge"},
		{Input: "Last week we wrote that the guards may have fired first. With the new satellite images, we now assess that the guards fired first.", Because: "change explained"},
		{Input: "The guards may have fired first. \"The guards fired first,\" a shopkeeper said.", Because: "flat version is quoted"},
		{Input: "The guards may have fired first. The shopkeepers' union says that the guards fired first.", Because: "flat version is attributed"},
		{Input: "The guards may have fired first. The guards fired first, according to the shopkeepers' union.", Because: "flat version is attributed, source after the content"},
		{Input: "The dam may fail. If the dam fails, the lower town floods.", Because: "second version is a condition"},
	},

	Experimental: true,
	Options:      func() any { return &shiftOptions{MinOverlap: 0.6, HeadlineBody: true} },
	Blocks:       []prose.Kind{prose.Paragraph, prose.ListItem, prose.Heading},
	Cues:         lint.Cues{Lists: []lint.List{{Lang: "en", Phrases: modality.HedgeCues("en")}}},
	Document:     checkShifts,
}

type shiftOptions struct {
	MinOverlap   float64 `yaml:"min_overlap" doc:"share of content words, by stem, that two clauses must have in common to be the same statement"`
	HeadlineBody bool    `yaml:"headline_body" doc:"compare headlines and summaries with the body"`
}

// The words of a clause are compared as a bag of stems, in which the first (the subject's) must be the same: to know
// paraphrases would take more than words, and what the rule cannot see it leaves alone.

// statement is a clause with its content words.
type statement struct {
	prose.Span
	block, sentence int
	first, last     int      // tokens
	stems           []uint64 // in order, each once
	told            bool     // reported as flat
	asserted        answer   // of flatly
}

// answer is what was found out about a yes or no.
type answer uint8

const (
	unasked answer = iota
	yes
	no
)

// fewestStems is how many content words two clauses must share at least: two are any subject and verb.
const fewestStems = 3

// mostAlike bounds how many clauses with one subject a hedged clause is held against, the nearest before and behind.
const mostAlike = 32

// statementAt is the clause of a sentence that holds a span; ok is false where it has too few content words.
func statementAt(d *prose.Document, block, sentence int, span prose.Span) (s statement, ok bool) {
	t := d.Blocks[block].Sentences[sentence].Tokens
	for first := 0; first < len(t); {
		last := clauseEnd(d, t, first)
		if last > first && t[last-1].End > span.Start {
			s, ok = statementOf(d, block, sentence, first, last)
			return s, ok && s.Contains(span)
		}
		first = last + 1
	}
	return s, false
}

// statementsAbout cuts the sentences of a document at their punctuation into clauses and gives those with one of some subjects
// (the first stems in them) and enough content words, by subject.
func statementsAbout(d *prose.Document, subjects map[uint64][]statement) {
	for b := range d.Blocks {
		k := d.Blocks[b].Kind
		if k != prose.Paragraph && k != prose.ListItem && k != prose.Heading {
			continue
		}
		for i := range d.Blocks[b].Sentences {
			t := d.Blocks[b].Sentences[i].Tokens
			for first := 0; first < len(t); {
				last := clauseEnd(d, t, first)
				if alike, asked := subjects[subject(d, t[first:last])]; asked {
					if s, ok := statementOf(d, b, i, first, last); ok {
						subjects[s.stems[0]] = append(alike, s)
					}
				}
				first = last + 1
			}
		}
	}
}

// clauseEnd is the first token from first on that ends a clause.
func clauseEnd(d *prose.Document, t []prose.Token, first int) int {
	for i := first; i < len(t); i++ {
		if c := d.Text[t[i].Start] | 0x20; (c < 'a' || c > 'z') && clauseEnds.has(t[i]) {
			return i
		}
	}
	return len(t)
}

// subject is the first stem in a clause, 0 where there is none.
func subject(d *prose.Document, clause []prose.Token) uint64 {
	if len(clause) < fewestStems {
		return 0
	}
	for _, w := range clause {
		if stem, ok := root(d.Slice(w.Span), w.Word); ok {
			return stem
		}
	}
	return 0
}

func statementOf(d *prose.Document, block, sentence, first, last int) (s statement, ok bool) {
	t := d.Blocks[block].Sentences[sentence].Tokens[first:last]
	var room [longestClause]uint64
	stems := room[:0]
	for _, w := range t {
		if stem, ok := root(d.Slice(w.Span), w.Word); ok && len(stems) < longestClause && !slices.Contains(stems, stem) {
			stems = append(stems, stem)
		}
	}
	if len(stems) < fewestStems {
		return s, false
	}
	return statement{
		Span: t[0].Span.Join(t[len(t)-1].Span), block: block, sentence: sentence, first: first, last: last, stems: slices.Clone(stems),
	}, true
}

// longestClause bounds the stems of a clause that punctuation never ends.
const longestClause = 40

var (
	clauseEnds = setOf(", ; : . ! ? ( ) — – … \" “ ” \ufffc")
	// empty words say nothing about what a clause states. Hedges are among them.
	emptyWords = setOf(`the and for that this with from have has had are was were will would shall should could might must may can not been
		being its their his her our your they them she who which what when where than then there also very more most less into onto
		about after before over under such some any all each both only just even still yet but perhaps possibly probably likely
		unlikely apparently presumably seemingly reportedly allegedly maybe seem seems seemed appear appears appeared now today`)
)

// rootOf is a word without its inflection, roughly; ok is false for words without content.
func rootOf(word string) (uint64, bool) { return root(word, prose.WordOf(word)) }

// root is rootOf for a word whose hash is known.
func root(word string, hash uint64) (uint64, bool) {
	if len(word) < 3 || emptyWords.has(prose.Token{Word: hash}) {
		return 0, false
	}
	for _, end := range endings[word[len(word)-1]|' '] {
		if n := len(word) - len(end); n >= 3 && strings.EqualFold(word[n:], end) {
			return prose.WordOf(word[:n]), true
		}
	}
	return hash, true
}

// endings are those of inflections by their last letter, longer ones first.
var endings = [256][]string{'g': {"ing"}, 's': {"ies", "es", "s"}, 'd': {"ed"}, 'y': {"y"}, 'e': {"e"}}

// checkShifts holds the hedged clauses against others with their subjects. Few clauses have one of those, and of the others nothing
// but the subject is looked at.
func checkShifts(p *lint.Pass) {
	var hedged []statement
	bySubject := map[uint64][]statement{}
	for _, h := range p.Hits {
		cue, ok := hedgeAt(p, h)
		if !ok || cue.Name == "gap" || cue.Name == "approximator" || !authors(p, cue.Span) || askedOrSupposed(p, cue.Span) {
			continue
		}
		if n := len(hedged); n > 0 && hedged[n-1].Contains(cue.Span) {
			continue
		}
		if s, ok := statementAt(p.Doc, h.Block, h.Sentence, cue.Span); ok && !refusals.within(p.Sentence(h).Tokens[s.first:s.last]) {
			hedged = append(hedged, s)
			bySubject[s.stems[0]] = nil
		}
	}
	if len(hedged) == 0 {
		return
	}
	statementsAbout(p.Doc, bySubject)
	for i := range hedged {
		shifts(p, &hedged[i], bySubject[hedged[i].stems[0]])
	}
}

// shifts reports the statements that say flatly what a hedged one does not.
func shifts(p *lint.Pass, hedged *statement, alike []statement) {
	o := p.Options.(*shiftOptions)
	at := sort.Search(len(alike), func(i int) bool { return alike[i].Start >= hedged.Start })
	near := alike[max(at-mostAlike/2, 0):min(at+mostAlike/2, len(alike))]
	for i := range near {
		flat := &near[i]
		if flat.told || flat.asserted == no || flat.Overlaps(hedged.Span) || !sameStems(hedged.stems, flat.stems, o.MinOverlap) || !flatly(p, flat) {
			continue
		}
		if !o.HeadlineBody && summary(p, flat.block) != summary(p, hedged.block) || dates(p, flat) != dates(p, hedged) {
			continue
		}
		flat.told = true
		f := lint.Finding{
			Span:    flat.Span,
			Message: fmt.Sprintf("certain here, hedged at line %d: %q", p.Doc.Locate(hedged.Span).Start.Line, p.Text(hedged.Span)),
			Notes:   []lint.Note{{Text: fmt.Sprintf("hedged: %q", p.Text(hedged.Span)), Span: hedged.Span}},
		}
		if summary(p, flat.block) != summary(p, hedged.block) {
			f.Confidence = lint.Medium
		}
		p.Report(f)
	}
}

// sameStems tells whether two clauses share enough of their content words.
func sameStems(a, b []uint64, least float64) bool {
	common := 0
	for _, s := range a {
		if slices.Contains(b, s) {
			common++
		}
	}
	return common >= fewestStems && float64(common) >= least*float64(max(len(a), len(b)))
}

// flatly tells whether a clause is asserted without a hedge, in the author's own voice, and does not mark its change of
// mind. Every hedged clause like it asks.
func flatly(p *lint.Pass, c *statement) bool {
	if c.asserted == unasked {
		if c.asserted = no; assertsFlatly(p, c) {
			c.asserted = yes
		}
	}
	return c.asserted == yes
}

func assertsFlatly(p *lint.Pass, c *statement) bool {
	s := &p.Doc.Blocks[c.block].Sentences[c.sentence]
	t := s.Tokens[c.first:c.last]
	if notFlat.within(t) || opens.has(t[0]) || newer.within(s.Tokens) {
		return false
	}
	if !authors(p, c.Span) || askedOrSupposed(p, c.Span) {
		return false
	}
	for _, h := range modality.Of(p.Doc).Hedges(c.block, c.sentence) {
		if h.Name != "approximator" && (c.Overlaps(h.Span) || h.Name == "adjective" || h.Name == "gap" || h.Name == "verb") {
			return false
		}
	}
	tags := tag.Of(p.Doc).Sentence(c.block, c.sentence)
	for i := c.first; i < c.last; i++ { // last, because tags are dear
		if tags.In(i, tag.Finite) {
			return true
		}
	}
	return false
}

const denials = "not n't never no nobody none neither nor hardly unlikely "

var (
	refusals = setOf(denials)
	newer    = setOf("now new newly confirm confirmed confirms confirming since later updated update revised revision evidence turns turned indeed")
	notFlat  = setOf(denials + "should must would could might may can to if whether unless ? i think believe believes claim claims say says said allege doubt")
	opens    = setOf("if unless whether when while although though because that who which")
)

// summary tells whether a block is a headline or stands in a summary.
func summary(p *lint.Pass, block int) bool {
	r := voice.Of(p.Doc).Role(block)
	return p.Doc.Blocks[block].Kind == prose.Heading || r == voice.Summary || r == voice.KeyJudgments
}

// dates are the dates of a clause's sentence, joined: what was likely in March may be certain in June.
func dates(p *lint.Pass, c *statement) string {
	var all []string
	for _, q := range quantity.Of(p.Doc).Sentence(c.block, c.sentence) {
		if q.Kind == quantity.Date {
			all = append(all, p.Text(q.Span))
		}
	}
	return strings.Join(all, " ")
}
