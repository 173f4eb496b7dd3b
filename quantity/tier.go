package quantity

import "github.com/sayso-lint/sayso/prose"

// Tier is how much a figure wants a source.
type Tier uint8

// The tiers, as in the catalogue of rules.
const (
	TierA Tier = iota // in any serious text: percent, money, the dead and displaced, rates, rankings
	TierB             // in most: approximate counts, durations, exact counts that are not small
	TierC             // hardly ever: bare small whole numbers
)

func (t Tier) String() string { return [...]string{"A", "B", "C"}[t] }

// Small is the count from which on a bare whole number is no longer small.
const Small = 10

// Tier ranks a number of a document; bare whole numbers below small are of tier C.
func (q *Quantity) Tier(d *prose.Document, small int) Tier {
	switch q.Kind {
	case Percent, Money, Rate, Rank, Ratio, Change, Score:
		return TierA
	case Count, Range:
		s := &d.Blocks[q.Block].Sentences[q.Sentence]
		first, last := s.TokensIn(q.Span)
		if stakes.Within(s.Tokens[first:last]) && !q.family(d, s, first) || stakeVerbs.Within(s.Tokens[last:min(last+4, len(s.Tokens))]) {
			return TierA
		}
	case Duration:
		return TierB
	default:
	}
	if q.Approx.Empty() && q.Exact && q.Value < float64(small) && q.Kind != Range {
		return TierC
	}
	return TierB
}

var (
	// stakes are nouns whose count is disputed wherever it is given (BBC 11: casualty figures).
	stakes = prose.WordsOf(`dead deaths casualties victims killed wounded injured missing fatalities bodies civilians refugees
		displaced evacuees returnees migrants detainees prisoners hostages arrests homes families children households jobs troops
		soldiers fighters militants protesters demonstrators`)
	stakeVerbs = prose.WordsOf("killed wounded injured displaced died dead driven fled evicted arrested detained drowned starved massacred executed missing")
)

// family tells whether a count of children is somebody's biography: a docker with two children, she has three.
func (q *Quantity) family(d *prose.Document, s *prose.Sentence, first int) bool {
	return q.Value < Small && first > 0 && having.Has(s.Tokens[first-1].Word) && d.Slice(q.Noun) == "children"
}

var having = prose.WordsOf("with has have had")

// Likelihood tells whether a percentage says how likely something is: likely (55-80 percent), a 70 percent chance.
func (q *Quantity) Likelihood(d *prose.Document) bool {
	if q.Kind != Percent {
		return false
	}
	s := &d.Blocks[q.Block].Sentences[q.Sentence]
	first, last := s.TokensIn(q.Span)
	if !q.Approx.Empty() {
		first, _ = s.TokensIn(q.Approx) // unlikely (less than 10 percent)
	}
	return likelihoods.Within(s.Tokens[max(first-3, 0):first]) || likelihoods.Within(s.Tokens[last:min(last+2, len(s.Tokens))])
}

var likelihoods = prose.WordsOf(`likely unlikely probable improbable probably chance chances odds probability likelihood possible possibility certain certainly
	certainty confident confidence`)
