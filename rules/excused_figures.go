package rules

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sayso-lint/sayso/internal/tag"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/modality"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/quantity"
	"github.com/sayso-lint/sayso/voice"
)

// What a figure may be, or where it may stand, so that nobody asks where it comes from, though no source is named beside it.

// ownFigures tells whether figures are the author's own count, or a bibliography: in the methods, and in the findings of a
// text that tells its methods where the sentence speaks of those who were studied. What else such a report says of the world
// (prices have doubled) wants a source like any other.
func ownFigures(p *lint.Pass, h lint.Hit) bool {
	v := voice.Of(p.Doc)
	role := v.Role(h.Block)
	reports := role == voice.Findings || role == voice.Summary
	return role == voice.Method || role == voice.References || reports && v.Has(voice.Method) && studied.within(p.Sentence(h).Tokens)
}

var studied = setOf("participants participant respondents respondent interviewees subjects sample samples cohort we us our ours")

// advised tells whether a figure belongs to what the author advises: should publish every payment above 1,000 crowns. What
// advice takes for granted (the 40 million it has lost) is a fact like any other.
func advised(p *lint.Pass, q *quantity.Quantity) bool {
	s := &p.Doc.Blocks[q.Block].Sentences[q.Sentence]
	first, _ := s.TokensIn(q.Span)
	for _, c := range modality.Of(p.Doc).Advice(q.Block, q.Sentence) {
		_, from := s.TokensIn(c.Span)
		if from > first {
			continue
		}
		if !leavesAdvice(p, s.Tokens[from:first]) {
			return true
		}
		// It should act in three steps: halve the fee, put a third of the rest into buses.
		if colon := indexOf(p, s.Tokens[from:first], ":"); colon >= 0 && from+colon < first && tag.Of(p.Doc).Sentence(q.Block, q.Sentence).Is(from+colon+1, tag.VB) &&
			!leavesAdvice(p, s.Tokens[from:from+colon]) && !leavesAdvice(p, s.Tokens[from+colon+1:first]) {
			return true
		}
	}
	if q.Kind == quantity.Change && (first == 1 && s.Tokens[0].Word == to || first == 0 && tag.Of(p.Doc).Sentence(q.Block, q.Sentence).Is(0, tag.VB)) {
		return true // To halve the fee, the city needs more riders. Halve it
	}
	if proposed(p, q) || outlined(p, q, s, first) {
		return true
	}
	start := 0
	for start < len(s.Tokens) && start < 3 && !word(p.Text(s.Tokens[start].Span)) {
		start++ // the number of an item
	}
	return voice.Of(p.Doc).Role(q.Block) == voice.Recommendations && p.Doc.Blocks[q.Block].Kind == prose.ListItem && q.Sentence == 0 &&
		start < first && !leavesAdvice(p, s.Tokens[start:first])
}

// outlined tells whether a figure says what an option or a recommendation consists of: the order behind its label (Option B: pay
// 240 a hectare; To donors: fund 60 classrooms), or the sentence behind a label that is one by itself (Option B: Contracts. The
// district pays 240 a hectare). What it would cost or bring is an estimate like any other.
func outlined(p *lint.Pass, q *quantity.Quantity, s *prose.Sentence, figure int) bool {
	role := voice.Of(p.Doc).Role(q.Block)
	lead := &p.Doc.Blocks[q.Block].Sentences[0]
	option := role == voice.PolicyOptions || labels.has(lead.Tokens[0])
	if q.Sentence > 1 || !option && (q.Sentence > 0 || role != voice.Recommendations) {
		return false
	}
	colon := indexOf(p, lead.Tokens[:min(len(lead.Tokens), longestLabel)], ":")
	if colon < 0 {
		return false
	}
	from := 0
	if q.Sentence == 0 {
		from = colon + 1
	} else if verbIn(p, q.Block, 0, 0, len(lead.Tokens), tag.Verbs&^(1<<tag.VBG|1<<tag.VBN)) {
		return false // no label
	}
	if !option && !verbIn(p, q.Block, q.Sentence, from, from+1, 1<<tag.VB) && from+1 != figure {
		return false // among recommendations: The problem: 40 percent of the wells leak
	}
	return from <= figure && !leavesAdvice(p, s.Tokens[from:figure]) && !yielding.within(s.Tokens[from:figure]) &&
		!verbIn(p, q.Block, q.Sentence, from, figure, 1<<tag.VBD)
}

// indexOf is the place of a mark among tokens, -1 where it is not.
func indexOf(p *lint.Pass, tokens []prose.Token, mark string) int {
	return slices.IndexFunc(tokens, func(t prose.Token) bool { return p.Text(t.Span) == mark })
}

// verbIn tells whether a token of [first, last) has one of some tags.
func verbIn(p *lint.Pass, block, sentence, first, last int, set tag.Set) bool {
	tags := tag.Of(p.Doc).Sentence(block, sentence)
	for i := first; i < last; i++ {
		if tags.In(i, set) {
			return true
		}
	}
	return false
}

// longestLabel bounds the tokens of a label: Option B, To the Ministry of Education.
const longestLabel = 9

var (
	labels   = setOf("option alternative scenario recommendation")
	yielding = setOf("would will cost costs costing save saves saving raise raises yield yields bring brings is are was were has have had")
)

// rumoured tells whether a figure is part of what nobody in particular is said to say: attacks are reported to have fallen by 25
// percent. That nobody is named is one fault, and the rules for hearsay and vague attribution report it.
func rumoured(p *lint.Pass, q *quantity.Quantity) bool {
	s := &p.Doc.Blocks[q.Block].Sentences[q.Sentence]
	for _, a := range attributionsNear(p, q.Block, q.Span) {
		if a.Source.Class != voice.NoSource || a.Kind != voice.Belief || a.Sentence != q.Sentence {
			continue
		}
		_, behind := s.TokensIn(a.Cue)
		first, _ := s.TokensIn(q.Span)
		if behind < first && (s.Tokens[behind].Word == to || s.Tokens[behind].Word == that) && !leavesAdvice(p, s.Tokens[behind+1:first]) {
			return true
		}
	}
	return false
}

// spread tells whether a duration only says over what time another figure is spread: $60m over four years.
func spread(p *lint.Pass, q *quantity.Quantity) bool {
	if q.Kind != quantity.Duration || p.Text(q.Approx) != "over" {
		return false
	}
	for _, before := range quantity.Of(p.Doc).Sentence(q.Block, q.Sentence) {
		if before.Start >= q.Start {
			break
		}
		if before.Figure && q.Approx.Start-before.End <= longestSymbol {
			return true
		}
	}
	return false
}

// proposed tells whether a figure is the measure of something that does not exist yet: a levy of £2 a box would raise much;
// limiting wages to 70 percent would help; we propose a levy of £2. What it would raise is an estimate like any other.
func proposed(p *lint.Pass, q *quantity.Quantity) bool {
	s := &p.Doc.Blocks[q.Block].Sentences[q.Sentence]
	first, last := s.TokensIn(q.Span)
	for _, a := range attributionsNear(p, q.Block, q.Span) {
		if a.Sentence != q.Sentence {
			continue
		}
		from, to := s.TokensIn(a.Cue)
		if intended(p, s, a, to, first) {
			return true
		}
		if a.Source.Class != voice.Self {
			continue
		}
		if (a.Kind == voice.Attitude || proposing.within(s.Tokens[from:to])) && slices.ContainsFunc(a.Content, func(c prose.Span) bool { return c.Contains(q.Span) }) {
			return true
		}
	}
	if b := listLead(p, q.Block); b != nil && yetToBe.within(b.Tokens) {
		return true // The income would pay for: …
	}
	if drafted(p, q.Block, q.Sentence, first) {
		return true
	}
	promised := false
	for _, t := range s.Tokens[last:min(last+farthestWould, len(s.Tokens))] {
		if yetToBe.has(t) {
			promised = true
			break
		}
		if leaving.has(t) || p.Text(t.Span) == ";" || p.Text(t.Span) == ":" {
			break
		}
	}
	if !promised {
		return false
	}
	tags := tag.Of(p.Doc).Sentence(q.Block, q.Sentence)
	if first == 0 && gerund(p, s.Tokens[0]) {
		return true // doubling the tax would help
	}
	for i := first - 1; i >= 0 && i >= first-farthestWould; i-- {
		switch t := s.Tokens[i]; {
		case leaving.has(t) || yetToBe.has(t) || t.Word != say && tags.In(i, tag.Verbs&^(1<<tag.VBG|1<<tag.VBN)):
			return false
		case novel.has(t) || i == 0 && gerund(p, t):
			return true
		}
	}
	return false
}

func gerund(p *lint.Pass, t prose.Token) bool { return strings.HasSuffix(p.Text(t.Span), "ing") }

// drafted tells whether a figure is what a bill, a plan or the like would lay down, or a law does: the bill would cap margins at 8
// percent, the budget allocates 40 million to wells. What it would cost or bring is an estimate.
func drafted(p *lint.Pass, block, sentence, figure int) bool {
	s := &p.Doc.Blocks[block].Sentences[sentence]
	for i := figure - 1; i > 0 && i > figure-farthestWould; i-- {
		t := s.Tokens[i]
		switch {
		case leaving.has(t) || p.Text(t.Span) == ";":
			return false
		case ordains.has(t):
			if clitic.has(s.Tokens[i-1]) || !verbIn(p, block, sentence, i, i+1, 1<<tag.VBZ) || verbIn(p, block, sentence, i+1, figure, tag.Finite) {
				return false // a noun: the plan's reserves; pension plan reserves fell
			}
			return drafts.within(s.Tokens[max(0, i-farthestSubject):i])
		case !would.has(t):
			continue
		}
		for j := i + 1; j < min(i+3, figure); j++ {
			if ordaining.has(s.Tokens[j]) {
				subject := s.Tokens[max(0, i-farthestWould):i]
				for k, t := range subject {
					if adversatives.has(t) || t.Word == and {
						return drafts.within(subject[k+1:]) // the law is old, and taxpayers will pay
					}
				}
				return drafts.within(subject)
			}
		}
		return false
	}
	return false
}

var (
	would     = setOf("would will shall")
	drafts    = setOf("bill plan plans proposal proposals reform draft law act ordinance motion amendment treaty accord agreement scheme programme program directive budget contract statute constitution code charter decree")
	ordains   = setOf("caps limits sets fixes imposes introduces levies obliges allows bans restricts reserves grants exempts entitles guarantees allocates earmarks")
	ordaining = setOf("cap limit set fix impose introduce levy require oblige allow ban restrict reserve grant pay exempt entitle guarantee allocate earmark spend")
)

// intended tells whether somebody is said to mean to do what a figure measures: promised to hire 2,000 nurses. from is the
// token behind the cue.
func intended(p *lint.Pass, s *prose.Sentence, a voice.Attribution, from, figure int) bool {
	if a.Kind != voice.Attitude || a.Source.Class == voice.NoSource || from >= figure || !promising.has(s.Tokens[from-1]) || s.Tokens[from].Word != to {
		return false
	}
	return slices.ContainsFunc(a.Content, func(c prose.Span) bool { return c.Contains(s.Tokens[figure].Span) }) && !leavesAdvice(p, s.Tokens[from:figure])
}

var promising = setOf(`promise promises promised pledge pledges pledged vow vows vowed offer offers offered threaten threatens threatened plan plans planned
	propose proposes proposed intend intends intended want wants wanted agree agrees agreed swear swears swore`)

// farthestSubject bounds the tokens between what lays something down and the verb that says so.
const farthestSubject = 4

// farthestWould bounds the tokens between the measure of a proposal and what it would do.
const farthestWould = 12

var (
	proposing = setOf("propose proposed proposing suggest recommend")
	yetToBe   = setOf("would could might")
	novel     = setOf("a an any such another")
	say       = prose.WordOf("say")
)

// delimits tells whether a figure says which things are meant and nothing about them: landlords with fewer than five flats,
// households that earn less than $35,000, boats under 10 metres. The things must be any of a kind: "the three towns with
// more than 40,000 people" counts.
func delimits(p *lint.Pass, q *quantity.Quantity) bool {
	s := &p.Doc.Blocks[q.Block].Sentences[q.Sentence]
	first, last := s.TokensIn(q.Approx)
	if first == last || !bounds.has(s.Tokens[last-1]) {
		return false
	}
	if beyond.has(s.Tokens[first]) && ofKind(p, q, s, first-1) {
		return true
	}
	for i := first - 1; i > 0 && i >= first-farthestLink && word(p.Text(s.Tokens[i].Span)); i-- {
		if linkers.has(s.Tokens[i]) {
			return ofKind(p, q, s, i-1)
		}
	}
	return false
}

// ofKind tells whether the noun at token i is a plural that stands for a kind: no article, no number, nobody's.
func ofKind(p *lint.Pass, q *quantity.Quantity, s *prose.Sentence, i int) bool {
	tags := tag.Of(p.Doc).Sentence(q.Block, q.Sentence)
	if i < 0 || !tags.Is(i, tag.NNS) {
		return false
	}
	for i--; i >= 0 && tags.In(i, tag.Nouns|tag.Adjectives); i-- {
		if tags.In(i, tag.ProperNouns) {
			return false
		}
	}
	return i < 0 || !known.has(s.Tokens[i]) && !tags.In(i, 1<<tag.CD|1<<tag.POS)
}

// farthestLink bounds the tokens between the word that links a bound to its noun and the bound.
const farthestLink = 5

var (
	beyond  = setOf("below above under over exceeding")
	bounds  = setOf("than least most below above under over exceeding to")
	linkers = setOf("with having earning employing that who which whose where")
)

// listLead is the sentence that leads a list in, where it ends with a colon; nil for what is no item.
func listLead(p *lint.Pass, block int) *prose.Sentence {
	blocks := p.Doc.Blocks
	if blocks[block].Kind != prose.ListItem {
		return nil
	}
	for b := block - 1; b >= 0 && b >= block-maxBack && blocks[b].Kind != prose.Heading; b-- {
		if n := len(blocks[b].Sentences); n > 0 && strings.HasSuffix(p.Text(blocks[b].Sentences[n-1].Span), ":") {
			return &blocks[b].Sentences[n-1]
		}
		if blocks[b].Kind != prose.ListItem {
			break
		}
	}
	return nil
}

// leavesAdvice tells whether the words between advice and a figure lead out of what is advised, or take the figure for
// known.
func leavesAdvice(p *lint.Pass, between []prose.Token) bool {
	for i, t := range between {
		switch text := p.Text(t.Span); {
		case leaving.has(t), i == len(between)-1 && known.has(t):
			return true
		case text == ";", text == ":", text == "--", text == "—", text == "–":
			return true
		}
	}
	return false
}

var (
	leaving = setOf("because since which who whose that where as given although though while despite")
	known   = setOf("the its their his her these those whose")
)

func word(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r)
}

// sourcedElsewhere tells whether the text gives the same figure of the same thing with its source in another block: a
// summary says what the body shows.
func sourcedElsewhere(p *lint.Pass, q *quantity.Quantity, o *statisticOptions) bool {
	twins := figures.Of(p.Doc)[keyOf(q)]
	small := q.Value < 13 && q.Value == math.Trunc(q.Value) && q.Kind != quantity.Money
	if len(twins) < 2 || len(twins) > mostTwins || small && p.Doc.Blocks[q.Block].Kind != prose.Heading {
		return false // small numbers are alike by chance, but what a headline counts is told again below it
	}
	s := &p.Doc.Blocks[q.Block].Sentences[q.Sentence]
	for _, t := range twins {
		if t.Block == q.Block || !sharesWords(p, s, &p.Doc.Blocks[t.Block].Sentences[t.Sentence]) {
			continue
		}
		if voice.Of(p.Doc).Reach(t.Span, o.search()).Sourced {
			return true
		}
	}
	return false
}

// tabulated tells whether a figure repeats a cell of a table in its section, or rounds one: the table answers for it.
func tabulated(p *lint.Pass, q *quantity.Quantity) bool {
	t := tables.Of(p.Doc)
	if t.cells == nil || p.Doc.Blocks[q.Block].Kind == prose.Cell {
		return false
	}
	section := t.sections[q.Block]
	small := q.Value < 13 && q.Value == math.Trunc(q.Value)
	if (q.Kind == quantity.Percent || !small) && slices.Contains(t.cells[q.Value], section) {
		return true
	}
	share, ok := partOf(q)
	return ok && q.Kind == quantity.Ratio && slices.ContainsFunc(t.shares[section], func(percent float64) bool {
		return math.Abs(percent/100-share) <= roundest*share
	})
}

// roundest is how far a share in words may be from the figure that it rounds: one in five of 21.4 percent, three quarters of 73.
const roundest = .08

// partOf is what part of a whole a figure says: 0.41 of 41 percent, 0.4 of four in ten.
func partOf(q *quantity.Quantity) (float64, bool) {
	switch {
	case q.Kind == quantity.Percent:
		return q.Value / 100, true
	case q.Kind != quantity.Ratio:
		return 0, false
	case q.Whole > 0:
		return q.Value / q.Whole, true
	}
	return q.Value, 0 < q.Value && q.Value < 1
}

// tablesOf are the figures in the tables of a text, by the section that they stand in.
type tablesOf struct {
	sections []int32             // by block: the number of its section
	cells    map[float64][]int32 // by value: the sections with a table that has it; nil where no table is
	shares   map[int32][]float64 // by section: the percentages in its tables
}

var tables = prose.NewFact(func(d *prose.Document) *tablesOf {
	t := &tablesOf{}
	if !slices.ContainsFunc(d.Blocks, func(b prose.Block) bool { return b.Kind == prose.Cell }) {
		return t
	}
	t.sections, t.cells, t.shares = make([]int32, len(d.Blocks)), map[float64][]int32{}, map[int32][]float64{}
	section := int32(0)
	for b := range d.Blocks {
		if d.Blocks[b].Kind == prose.Heading {
			section++
		}
		t.sections[b] = section
		if d.Blocks[b].Kind != prose.Cell {
			continue
		}
		for s := range d.Blocks[b].Sentences {
			for _, q := range quantity.Of(d).Sentence(b, s) {
				if known := t.cells[q.Value]; len(known) == 0 || known[len(known)-1] != section {
					t.cells[q.Value] = append(known, section)
				}
				if q.Kind == quantity.Percent && len(t.shares[section]) < mostShares {
					t.shares[section] = append(t.shares[section], q.Value)
				}
			}
		}
	}
	return t
})

// mostShares bounds the percentages of one section that a share in words is compared with: near enough to one of a hundred
// is no repetition.
const mostShares = 40

// mostTwins bounds how often a figure may stand in a text and still be looked for: one that stands everywhere proves nothing.
const mostTwins = 8

// figureKey is what makes two figures the same.
type figureKey struct {
	kind         quantity.Kind
	value, upper float64
}

func keyOf(q *quantity.Quantity) figureKey { return figureKey{q.Kind, q.Value, q.Upper} }

var figures = prose.NewFact(func(d *prose.Document) map[figureKey][]*quantity.Quantity {
	m := map[figureKey][]*quantity.Quantity{}
	for q := range quantity.Of(d).All() {
		if !q.Figure {
			continue
		}
		if k := keyOf(q); len(m[k]) <= mostTwins {
			m[k] = append(m[k], q)
		}
	}
	return m
})

// sharesWords tells whether two sentences have two words in common that say what they are about.
func sharesWords(p *lint.Pass, a, b *prose.Sentence) bool {
	words := map[uint64]bool{}
	for _, t := range a.Tokens[:min(len(a.Tokens), longestTwin)] {
		if text := p.Text(t.Span); len(text) > 4 && word(text) && !measures.has(t) {
			words[t.Word] = true
		}
	}
	shared := 0
	for _, t := range b.Tokens[:min(len(b.Tokens), longestTwin)] {
		if words[t.Word] {
			delete(words, t.Word)
			shared++
		}
	}
	return shared > 1
}

var measures = setOf("percent percentage points million billion thousand around about nearly almost between average")

// longestTwin bounds the tokens of a sentence that are compared.
const longestTwin = 80

// testValue tells whether a number is what a statistical test gives, F(1, 38) = 6.2, p < .001, N = 412: the study it stands
// in is its source.
func testValue(p *lint.Pass, q *quantity.Quantity) bool {
	before := strings.TrimRight(p.Doc.Text[max(q.Start-longestSymbol, p.Doc.Blocks[q.Block].Start):q.Start], " ")
	if strings.HasSuffix(before, "=") || strings.HasSuffix(before, "<") || strings.HasSuffix(before, ">") {
		return true
	}
	behind := p.Doc.Text[q.End:min(q.End+longestSymbol, p.Doc.Blocks[q.Block].End)]
	symbol := func(r rune) bool { return !unicode.IsLetter(r) }
	left, right := strings.TrimRightFunc(before, symbol), strings.TrimLeftFunc(behind, symbol)
	left = left[len(strings.TrimRightFunc(left, unicode.IsLetter)):]
	right = right[:len(right)-len(strings.TrimLeftFunc(right, unicode.IsLetter))]
	if dispersion[left] || dispersion[right] {
		return true
	}
	bracket := strings.LastIndexByte(before, '(')
	if bracket < 1 || strings.Trim(before[bracket+1:], "0123456789, ") != "" {
		return false
	}
	letter := before[bracket-1] | 0x20 // touches the bracket, and stands alone: t(2410)
	return 'a' <= letter && letter <= 'z' && (bracket == 1 || before[bracket-2] == ' ' || before[bracket-2] == '(')
}

// dispersion holds what stands beside an interval, a deviation or an error of a measure: 95 % CI 0.6 to 3.8, SD 2.1.
var dispersion = map[string]bool{"CI": true, "SD": true, "SE": true, "SEM": true, "IQR": true}

// longestSymbol bounds the bytes before a number that are looked at for the symbol of a test.
const longestSymbol = 12

// markOfNote tells whether what looks like a number ends in the mark of a note: by the end of 2022.1 (the first note).
func markOfNote(p *lint.Pass, q *quantity.Quantity) bool {
	return slices.ContainsFunc(voice.Of(p.Doc).Citations(q.Block), func(c voice.Citation) bool {
		return c.Kind == voice.FootnoteCitation && q.Number.Contains(c.Span)
	})
}
