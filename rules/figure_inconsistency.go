package rules

import (
	"fmt"
	"math"
	"slices"

	"github.com/sayso-lint/sayso/internal/tag"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/quantity"
)

var figureInconsistency = &lint.Rule{
	ID:      "figure-inconsistency",
	Summary: "two values for one quantity, a total that does not add up, or a count that does not match its list",
	Why:     "one of the two figures is wrong, and the reader who notices trusts neither",
	Remedy:  "reconcile or explain",
	Family:  lint.Consistency,
	Severity: map[lint.Profile]lint.Severity{
		lint.Newsroom: lint.Warning, lint.OpEd: lint.Info, lint.Intel: lint.Warning, lint.Encyclopedic: lint.Warning,
		lint.Policy: lint.Warning, lint.Academic: lint.Warning, lint.Humanitarian: lint.Warning,
	},
	Confidence: lint.Medium, Langs: []string{"en"}, Since: "0.1.0",
	Standards: []lint.Standard{
		{Source: "AP/Reuters accuracy drills", Where: "check the maths"},
		{Source: "BBC Reporting statistics"},
		{Source: "RAND Standards", Where: "rigor"},
	},
	Examples: []lint.Example{
		{Input: "There are three reasons for the delay. First, the port lacks cranes. Second, the crews are on strike.", Finds: "three reasons"},
		{Input: "The brigade has 300 fighters. Two brothers formed it in the hills. The 400 fighters of the brigade are poorly armed.", Finds: "400 fighters"},
		{Input: "The fund paid 120 widows, 80 orphans and 40 farmers, a total of 260 people.", Finds: "total of 260"},
		{Input: "# Flood leaves 19 dead in the valley\n\nThe flood left 17 dead in the valley and cut two roads.", Finds: "17 dead", Format: "markdown"},
		{Input: "The brigade had 300 fighters in 2019 and 400 fighters in 2021.", Because: "different dates"},
		{Input: "The brigade has between 300 and 400 fighters.", Because: "range"},
		{Input: "The battle left 300 dead and 400 wounded.", Because: "different heads"},
		{Input: "The northern brigade has 300 fighters. The southern brigade has 400 fighters.", Because: "different groups"},
		{Input: "The flood destroyed 1,987 houses. To rebuild the 2,000 houses will take years.", Because: "rounded and exact value within 2 %"},
	},

	Options:  func() any { return &figureOptions{Tolerance: 0.02} },
	Document: checkFigures,
}

type figureOptions struct {
	Tolerance float64 `yaml:"tolerance" doc:"relative difference up to which two values count as the same"`
}

// mostSame bounds with how many earlier counts of the same noun a count is compared.
const mostSame = 8

func checkFigures(p *lint.Pass) {
	o := p.Options.(*figureOptions)
	seen := map[uint64][]*quantity.Quantity{} // by stem of the counted noun
	for q := range quantity.Of(p.Doc).All() {
		if p.Lang(q.Block) != "en" || p.Doc.Blocks[q.Block].Kind == prose.Quote || p.Doc.Blocks[q.Block].Kind == prose.Furniture {
			continue
		}
		if q.Kind == quantity.Enumeration || q.Kind == quantity.Count {
			announced(p, q)
		}
		if q.Kind != quantity.Count || !q.Exact || !q.Approx.Empty() || q.Upper != 0 {
			continue
		}
		if totalled(p, q, o.Tolerance) {
			continue
		}
		if q.Noun.Empty() || p.Doc.Blocks[q.Block].Kind == prose.Cell {
			continue
		}
		noun, ok := rootOf(p.Text(q.Noun))
		if !ok {
			continue
		}
		earlier := seen[noun]
		for _, e := range earlier {
			if e.Block == q.Block && e.Sentence == q.Sentence || near(e.Value, q.Value, o.Tolerance) || !sameThing(p, e, q, len(earlier)) {
				continue
			}
			first := p.Doc.Locate(e.Span).Start.Line
			span := q.Number.Join(q.Noun)
			p.Report(lint.Finding{
				Span: span, Message: fmt.Sprintf("%q here, %q at line %d", p.Text(span), p.Text(e.Number.Join(e.Noun)), first),
				Notes: []lint.Note{{Text: fmt.Sprintf("line %d: %q", first, p.Text(e.Span)), Span: e.Span}},
			})
			break
		}
		if len(earlier) < mostSame {
			seen[noun] = append(earlier, q)
		}
	}
}

func near(a, b, tolerance float64) bool {
	return math.Abs(a-b) <= tolerance*math.Max(math.Abs(a), math.Abs(b))
}

var (
	// apart are words that make another group, another time or a part of a count: 40 of them, 20 more, later 17.
	apart = setOf(`these them those other others another more additional further remaining rest including among half initially first
		later revised originally earlier previously now since rose risen grew grown fell fallen dropped increased reduced
		became become eventually finally today last next previous former new newly meanwhile between from average per each every least most only up than
		nearly almost about around some roughly estimated different separate second third northern southern eastern western`)
	definite = setOf("the its their his her our these those all")
)

// sameThing tells whether two counts of one noun count the same: a headline and the sentence below, the count taken up
// again with "the", or one predicate said twice. Anything that may set them apart keeps it silent: dates, parts, other
// modifiers, other speakers.
func sameThing(p *lint.Pass, e, q *quantity.Quantity, others int) bool {
	a, b := sentenceOf(p, e), sentenceOf(p, q)
	if apart.within(a.Tokens) || apart.within(b.Tokens) || datesIn(p, e.Block, e.Sentence) != datesIn(p, q.Block, q.Sentence) {
		return false
	}
	if !asserts(p, e.Span) || !asserts(p, q.Span) || spoken(p, e.Span) || spoken(p, q.Span) {
		return false
	}
	if p.Doc.Blocks[e.Block].Kind == prose.Heading {
		return p.Doc.Blocks[q.Block].Kind == prose.Paragraph && q.Block <= e.Block+2 && others == 1 && shared(p, a.Tokens, b.Tokens) >= 3
	}
	if p.Doc.Blocks[q.Block].Kind == prose.Heading || !authors(p, e.Span) || !authors(p, q.Span) {
		return false
	}
	i, _ := b.TokensIn(q.Number)
	j, _ := a.TokensIn(e.Number)
	_, end := b.TokensIn(q.Span)
	if i > 0 && definite.has(b.Tokens[i-1]) && others == 1 {
		// The count is taken up: what stands behind it to tell it apart must have been there before.
		if end < len(b.Tokens) && of.has(b.Tokens[end]) && end+1 < len(b.Tokens) {
			for k := end + 1; k < len(b.Tokens) && k < end+5; k++ {
				if stem, ok := root(p.Text(b.Tokens[k].Span), b.Tokens[k].Word); ok {
					return holdsStem(p, a.Tokens, stem)
				}
			}
		}
		return false
	}
	return i == j && i >= 2 && sameWords(p, a.Tokens[:j], b.Tokens[:i])
}

func sentenceOf(p *lint.Pass, q *quantity.Quantity) *prose.Sentence {
	return &p.Doc.Blocks[q.Block].Sentences[q.Sentence]
}

// sameWords tells whether two runs of tokens are the same words, a noun with content among them.
func sameWords(p *lint.Pass, a, b []prose.Token) bool {
	content := false
	for i := range a {
		if a[i].Word != b[i].Word {
			return false
		}
		_, ok := root(p.Text(a[i].Span), a[i].Word)
		content = content || ok && capital(p.Text(a[i].Span)) == capital(p.Text(b[i].Span))
	}
	return content
}

// shared counts the stems that two sentences have in common.
func shared(p *lint.Pass, a, b []prose.Token) (n int) {
	var stems []uint64
	for _, t := range a[:min(len(a), longestClause)] {
		if s, ok := root(p.Text(t.Span), t.Word); ok {
			stems = append(stems, s)
		}
	}
	for _, t := range b[:min(len(b), longestClause)] {
		if s, ok := root(p.Text(t.Span), t.Word); ok && slices.Contains(stems, s) {
			n++
		}
	}
	return n
}

func holdsStem(p *lint.Pass, t []prose.Token, stem uint64) bool {
	return slices.ContainsFunc(t, func(w prose.Token) bool {
		s, ok := root(p.Text(w.Span), w.Word)
		return ok && s == stem
	})
}

// datesIn are the dates of a sentence, joined.
func datesIn(p *lint.Pass, block, sentence int) string {
	return dates(p, &statement{block: block, sentence: sentence})
}

// totalled tells whether a count is called the total of those listed before it in the sentence, and reports it where it
// is not.
func totalled(p *lint.Pass, q *quantity.Quantity, tolerance float64) bool {
	s := sentenceOf(p, q)
	t := s.Tokens
	first, _ := s.TokensIn(q.Number)
	if first < 2 || t[first-1].Word != ofWord || t[first-2].Word != total {
		return false
	}
	sum, n, from := 0.0, 0, first-2
	for _, b := range slices.Backward(quantity.Of(p.Doc).Sentence(q.Block, q.Sentence)) {
		if b.Start >= q.Start {
			continue
		}
		start, _ := s.TokensIn(b.Number)
		if b.Kind != quantity.Count || !b.Exact || !b.Approx.Empty() || b.Upper != 0 || from-start > widestItem || !itemised.within(t[start:from]) {
			break
		}
		sum, n, from = sum+b.Value, n+1, start
	}
	if n < 2 || partly.within(t) || near(sum, q.Value, tolerance) || !authors(p, q.Span) || askedOrSupposed(p, q.Span) {
		return true
	}
	span := t[first-2].Span.Join(q.Number)
	p.Report(lint.Finding{
		Span: span, Message: fmt.Sprintf("%q, but the %d counts before it add up to %g", p.Text(span), n, sum),
	})
	return true
}

// widestItem is how many tokens an item of a sum has, at most, its comma included.
const widestItem = 7

var (
	total    = prose.WordOf("total")
	itemised = setOf(", ; and plus")
	partly   = setOf("including among these those them which whom other others rest more remaining respectively both")
)

// announced reports a count whose list has more or fewer members: three reasons, of which First and Second follow; three
// ministers: two names.
func announced(p *lint.Pass, q *quantity.Quantity) {
	if q.Value < 2 || q.Value > 12 || q.Value != math.Trunc(q.Value) || q.Noun.Empty() && q.Kind != quantity.Enumeration || !q.Approx.Empty() {
		return
	}
	least, most := inlineMembers(p, q)
	if least == 0 {
		least = ordinals(p, q)
		most = least
	}
	n := int(q.Value)
	if least == 0 || n >= least && n <= most || !authors(p, q.Span) || askedOrSupposed(p, q.Span) {
		return
	}
	members := least
	if n > most {
		members = most
	}
	p.Report(lint.Finding{
		Span: q.Span, Message: fmt.Sprintf("%q announced, %d listed", p.Text(q.Span), members),
	})
}

// inlineMembers counts the members of a list behind a colon, at least and at most; 0 where it is no plain list of nouns.
func inlineMembers(p *lint.Pass, q *quantity.Quantity) (least, most int) {
	s := sentenceOf(p, q)
	t := s.Tokens
	_, at := s.TokensIn(q.Span)
	for at < len(t) && t[at].Word != colon {
		if clauseEnds.has(t[at]) {
			return 0, 0
		}
		at++
	}
	commas, ands, last := 0, 0, at
	var members []int
	for i := at + 1; i < len(t); i++ {
		switch {
		case t[i].Word == comma:
			commas, last = commas+1, i
		case t[i].Word == and:
			ands++
			if last == i-1 {
				ands-- // the comma before it has counted
			}
			last = i
		case t[i].Word == stop && i == len(t)-1:
		default:
			members = append(members, i)
		}
	}
	if at >= len(t)-1 || ands == 0 {
		return 0, 0
	}
	tags := tag.Of(p.Doc).Sentence(q.Block, q.Sentence)
	for _, i := range members {
		if !tags.In(i, tag.Nouns|tag.Adjectives) {
			return 0, 0 // more than a list of names
		}
	}
	if commas == 0 && ands == 1 {
		return 2, 2
	}
	return commas + 1, commas + ands + 1
}

var colon, comma, and, stop = prose.WordOf(":"), prose.WordOf(","), prose.WordOf("and"), prose.WordOf(".")

// ordinals counts the members that the sentences behind open with First, Second …, up to the next heading; 0 where they
// do not, or where others may belong to them (finally, another).
func ordinals(p *lint.Pass, q *quantity.Quantity) int {
	if q.Kind != quantity.Enumeration {
		if noun := (prose.Token{Word: prose.WordOf(p.Text(q.Noun))}); !announcing.has(noun) {
			return 0
		}
	}
	count := 0
	b, i := q.Block, q.Sentence+1
	for looked := 0; b < len(p.Doc.Blocks) && b < q.Block+maxBack && looked < maxBack; b, i = b+1, 0 {
		if k := p.Doc.Blocks[b].Kind; b > q.Block && k != prose.Paragraph && k != prose.ListItem {
			break
		}
		for ss := p.Doc.Blocks[b].Sentences; i < len(ss) && looked < maxBack; i, looked = i+1, looked+1 {
			t := ss[i].Tokens
			if len(t) < 2 {
				continue
			}
			switch n := ordinalOf(t); {
			case n == count+1:
				count++
			case n > 0:
				return 0 // another list, or one out of order
			case continues.has(t[0]) || t[0].Word == the && continues.has(t[1]):
				return 0
			}
			if count == 0 && (b > q.Block || i > q.Sentence+1) {
				return 0
			}
		}
	}
	if count < 2 {
		return 0
	}
	return count
}

var (
	announcing = setOf(`reasons factors points questions options arguments ways steps things problems causes goals issues conclusions
		lessons priorities themes objections stages principles recommendations conditions aims objectives features criteria
		challenges measures risks scenarios findings facts elements aspects concerns`)
	continues = setOf("finally lastly last another then next also moreover furthermore additionally final besides")
)

// ordinalOf is the number that a sentence opens with (Second, the port; Thirdly; The second is), 0 for none.
func ordinalOf(t []prose.Token) int {
	w := t[0]
	if w.Word == the {
		w = t[1]
	}
	for n, set := range ordinalWords {
		if set.has(w) {
			return n + 1
		}
	}
	return 0
}

var ordinalWords = []set{
	setOf("first firstly"), setOf("second secondly"), setOf("third thirdly"), setOf("fourth fourthly"), setOf("fifth fifthly"),
	setOf("sixth sixthly"), setOf("seventh"), setOf("eighth"), setOf("ninth"), setOf("tenth"),
}
