package rules

import (
	"fmt"
	"math"
	"strings"

	"github.com/sayso-lint/sayso/internal/tag"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/quantity"
)

var percentageWithoutBase = &lint.Rule{
	ID:      "percentage-without-base",
	Summary: "a change or comparison is given in percent without what it is of, or since when",
	Why:     "forty percent of five is two: a change without its base and period cannot be weighed, and percent is not percentage points",
	Remedy:  "add the starting value, the period and the source",
	Family:  lint.TimeAndQuantity,
	Severity: map[lint.Profile]lint.Severity{
		lint.Newsroom: lint.Warning, lint.OpEd: lint.Info, lint.Intel: lint.Warning, lint.Encyclopedic: lint.Info,
		lint.Policy: lint.Warning, lint.Academic: lint.Warning, lint.Humanitarian: lint.Warning,
	},
	Confidence: lint.Medium, Langs: []string{"en"}, Since: "0.1.0",
	Standards: []lint.Standard{
		{Source: "BBC Reporting statistics", Where: "absolute and relative risk"},
		{Source: "AP/Reuters style", Where: "percent and percentage points"},
		{Source: "GRADE", Where: "absolute effects"},
	},
	Examples: []lint.Example{
		{Input: "Attacks on convoys rose 40 percent.", Finds: "rose 40 percent"},
		{Input: "Support for the mayor fell 5 percent, from 45 percent to 40 percent.", Finds: "fell 5 percent"},
		{Input: "The risk of infection doubled.", Finds: "doubled"},
		{Input: "A 30 percent increase in thefts alarmed the shopkeepers.", Finds: "30 percent increase"},
		{Input: "Attacks rose 40 percent, from 50 in 2019 to 70 in 2020.", Because: "base and period"},
		{Input: "Grain prices rose 12 percent between March 2022 and March 2023, from 250 to 280 crowns a tonne.", Because: "base and period"},
		{Input: "Compared with 2019, when 80 cases were recorded, cholera cases doubled.", Because: "base and period before the verb"},
		{Input: "Women were 25 percent more likely than men to be turned away in the 2021 survey.", Because: "comparison and period stated"},
		{Input: "The crew is 100 percent committed.", Because: "idiom"},
	},

	Cues:  lint.Cues{Quantities: []quantity.Kind{quantity.Percent, quantity.Change}},
	Check: checkPercentage,
}

var (
	// changing are the verbs of which a percentage says by how much.
	changing = setOf(`rise rises rose risen fall falls fell fallen drop drops dropped increase increases increased decrease decreases
		decreased grow grows grew grown shrink shrinks shrank shrunk decline declines declined climb climbs climbed jump jumps
		jumped soar soars soared surge surges surged plunge plunges plunged plummet plummets plummeted tumble tumbles tumbled
		slump slumps slumped dip dips dipped slide slid gain gains gained contract contracts contracted expand expands expanded
		rocket rocketed skyrocket skyrocketed spike spiked swell swelled swollen worsen worsened improve improved`)
	changes = setOf(`increase increases rise decrease drop decline fall jump surge growth reduction gain spike plunge slump hike cut
		improvement expansion contraction rises drops declines falls jumps cuts`)
	comparative = setOf(`more less fewer higher lower greater larger smaller cheaper dearer faster slower better worse likelier longer
		shorter`)
	// baselines are the words that bring in what a change is measured against.
	baselines = setOf(`than compared relative against versus vs vs. from since between during over under annually yearly quarterly monthly weekly
		annual yearly-on-year year-on-year month-on-month quarter-on-quarter year-over-year per`)
	// periods say when without a date: last year, this month, a year.
	periods     = setOf("year years month months week weeks quarter decade decades century season summer winter spring autumn yesterday today")
	adverbsOf   = setOf("by about some roughly nearly almost around only just another further more than over an up down at least approximately fully")
	otherDouble = setOf("as back over up down for in with on")
)

func checkPercentage(p *lint.Pass, h lint.Hit) {
	if gauged(p, h) && recomputed(p, h) == "" {
		return // asked before what takes the tags of the sentence and the whole paragraph: most percentages have a base
	}
	q := h.Quantity
	var span prose.Span
	var ok, compares bool
	if q.Kind == quantity.Change {
		span, ok = q.Span, multiplies(p, h)
	} else {
		span, ok, compares = changeBy(p, h)
	}
	if !ok || !authors(p, q.Span) || !asserts(p, q.Span) {
		return
	}
	if why := recomputed(p, h); why != "" {
		p.Report(lint.Finding{Span: span, Confidence: lint.High, Message: fmt.Sprintf("%q does not follow from the values beside it: %s", p.Text(span), why)})
		return
	}
	if against(p, h, span, compares) {
		return
	}
	f := lint.Finding{
		Span: span, Message: fmt.Sprintf("%q of what, since when?", p.Text(span)),
		Notes: []lint.Note{{Text: "no starting value, period or comparison in this sentence or the one before"}},
	}
	if compares {
		f.Message = fmt.Sprintf("%q than whom or what?", p.Text(span))
	}
	p.Report(f)
}

// changeBy is the change of which a percentage says how much: its verb before (rose by 40 percent) or its noun or
// comparative behind (a 30 percent increase, 25 percent more likely).
func changeBy(p *lint.Pass, h lint.Hit) (span prose.Span, ok, compares bool) {
	s, q := p.Sentence(h), h.Quantity
	t := s.Tokens
	first, last := s.TokensIn(q.Span)
	tags := tag.Of(p.Doc).Sentence(h.Block, h.Sentence)
	if last < len(t) && t[last].Word == ofWord {
		return span, false, false
	}
	if first > 1 && upDown.has(t[first-1]) && beForms.has(t[first-2]) {
		return t[first-1].Span.Join(q.Span), true, false
	}
	i := first - 1
	for i >= 0 && i >= first-4 && adverbsOf.has(t[i]) {
		i--
	}
	if i >= 0 && changing.has(t[i]) && asserted(tags, i) {
		return t[i].Span.Join(q.Span), true, false
	}
	if last < len(t) && last+1 <= len(t) && changes.has(t[last]) && tags.In(last, tag.Nouns) {
		return q.Span.Join(t[last].Span), true, false
	}
	if last < len(t) && comparative.has(t[last]) && (first == 0 || !negations.has(t[first-1])) {
		end := last
		if end+1 < len(t) && (t[last].Word == more || t[last].Word == less) && tags.In(end+1, tag.Adjectives|1<<tag.RB) {
			end++
		}
		return q.Span.Join(t[end].Span), true, true
	}
	return span, false, false
}

var upDown = setOf("up down")

var ofWord, more, less = prose.WordOf("of"), prose.WordOf("more"), prose.WordOf("less")

// asserted tells whether a verb is told as a fact: finite, or a participle behind have; not what may or should come.
func asserted(tags tag.Tags, i int) bool {
	if !tags.In(i, tag.Verbs) {
		return false
	}
	if !tags.In(i, 1<<tag.VB|1<<tag.VBN) {
		return true
	}
	for j := i - 1; j >= 0 && j >= i-4; j-- {
		if tags.In(j, 1<<tag.MD|1<<tag.TO) {
			return false
		}
	}
	return true
}

// multiplies tells whether a word of multiplication says that something grew or shrank by itself: cases tripled, not the
// tower doubled as a lookout, nor the council doubled the fee, which decides.
func multiplies(p *lint.Pass, h lint.Hit) bool {
	t := p.Sentence(h).Tokens
	tags := tag.Of(p.Doc).Sentence(h.Block, h.Sentence)
	_, last := p.Sentence(h).TokensIn(h.Span)
	first := last - 1 // more than tripled
	if first <= 0 || !asserted(tags, first) || tags.Is(first, tag.VBG) {
		return false
	}
	if last == len(t) {
		return true
	}
	if last < len(t) && in.has(t[last]) {
		return !tags.In(min(last+1, len(t)-1), tag.Adjectives)
	}
	return !otherDouble.has(t[last]) && tags.In(last, tag.Adverbs|1<<tag.Punct|1<<tag.IN|1<<tag.CC)
}

// against tells whether the sentence says what a change is measured against: a period, a starting value, a comparison. A
// comparison (25 percent more likely) wants the other side, and no date can stand in for it.
func against(p *lint.Pass, h lint.Hit, span prose.Span, compares bool) bool {
	s := p.Sentence(h)
	if compares {
		return compareWords.within(s.Tokens)
	}
	if gaugedIn(p, h.Block, h.Sentence, s) {
		return true
	}
	for _, q := range quantity.Of(p.Doc).Sentence(h.Block, h.Sentence) {
		if q.Start > span.End && q.Kind != quantity.Percent && q.Figure {
			return true // rose 40 percent, to 70
		}
	}
	return false
}

var compareWords = setOf("than compared relative against versus vs vs. comparison")

// gauged tells whether the sentence before gives the level or the period, or this one does, where it is surely no comparison.
func gauged(p *lint.Pass, h lint.Hit) bool {
	ss := p.Doc.Blocks[h.Block].Sentences
	if h.Sentence > 0 && gaugedIn(p, h.Block, h.Sentence-1, &ss[h.Sentence-1]) {
		return true
	}
	t := ss[h.Sentence].Tokens
	return (h.Last == len(t) || !comparative.has(t[h.Last])) && gaugedIn(p, h.Block, h.Sentence, &ss[h.Sentence])
}

// gaugedIn tells whether a sentence names a period or a comparison.
func gaugedIn(p *lint.Pass, block, sentence int, s *prose.Sentence) bool {
	if baselines.within(s.Tokens) || periods.within(s.Tokens) {
		return true
	}
	for _, q := range quantity.Of(p.Doc).Sentence(block, sentence) {
		if q.Kind == quantity.Date || q.Kind == quantity.Duration {
			return true
		}
	}
	return false
}

// recomputed says what a change is where the sentence gives both values in percent and the change stated is their
// difference: from 45 to 40 percent is 5 points or 11 percent. It is "" where the change is right, or cannot be known.
func recomputed(p *lint.Pass, h lint.Hit) string {
	q := h.Quantity
	if q.Kind != quantity.Percent || strings.Contains(p.Text(q.Span), "point") {
		return ""
	}
	s := p.Sentence(h)
	var from, end *quantity.Quantity
	numbers := quantity.Of(p.Doc).Sentence(h.Block, h.Sentence)
	for i := range numbers {
		n := &numbers[i]
		if n.Start <= q.Start || n.Kind != quantity.Percent {
			continue
		}
		first, _ := s.TokensIn(n.Span)
		switch {
		case first == 0:
		case s.Tokens[first-1].Word == fromWord && from == nil:
			from = n
		case s.Tokens[first-1].Word == to && from != nil && end == nil:
			end = n
		}
	}
	if from == nil || end == nil || from.Value == 0 {
		return ""
	}
	points := math.Abs(end.Value - from.Value)
	percent := points / from.Value * 100
	if math.Abs(points-q.Value) > q.Value/20 || math.Abs(percent-q.Value) < 1 {
		return ""
	}
	return fmt.Sprintf("from %g to %g percent is %.3g points or %.3g percent", from.Value, end.Value, points, percent)
}

var fromWord = prose.WordOf("from")
