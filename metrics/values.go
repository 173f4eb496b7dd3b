package metrics

import (
	"math"
	"sync"

	"github.com/sayso-lint/sayso/likelihood"
	"github.com/sayso-lint/sayso/voice"
)

// Unit is what a figure counts in.
type Unit string

// The units. A share is from 0 to 1.
const (
	Share        Unit = "share"
	PerSentences Unit = "per 100 sentences"
	PerWords     Unit = "per 1,000 words"
	InSentences  Unit = "sentences"
	InWords      Unit = "words"
	Number       Unit = "number"
)

// Measure is one figure by which a document is judged: what stands under ID in the JSON report.
type Measure struct {
	ID   string
	Unit Unit
	What string // what is counted, of what
	of   func(*Metrics) (value float64, ok bool)
	// base is what a ratio is made of; nil where the figure is none.
	base func(*Metrics) (n, all int)
}

// Base is what a ratio is made of, n of all; ok is false for a figure that is none.
func (f *Measure) Base(m *Metrics) (n, all int, ok bool) {
	if f.base == nil {
		return 0, 0, false
	}
	n, all = f.base(m)
	return n, all, all > 0
}

// Of is the figure of a document; ok is false where it has no base there: the coverage of no figures.
func (f *Measure) Of(m *Metrics) (value float64, ok bool) {
	value, ok = f.of(m)
	return math.Round(value*1e4) / 1e4, ok
}

// Measures lists all figures, in the order of the documentation.
func Measures() []Measure { return measures() }

// Values are the figures that the JSON report shows, by their ids, rounded to four decimals. One without a base is left
// out.
func (m *Metrics) Values() map[string]float64 {
	v := map[string]float64{}
	for _, measure := range measures() {
		if value, ok := measure.Of(m); ok {
			v[measure.ID] = value
		}
	}
	return v
}

// measures are made when they are first shown: the scales among them are a lexicon that most runs do not need.
var measures = sync.OnceValue(func() []Measure {
	all := []Measure{
		ratio("sourced-claim-ratio", Share, "checkable sentences with a named source, a citation or a method of the author's, of all checkable ones",
			func(m *Metrics) (n, of int) { return m.Sourced, m.Checkable }),
		ratio("figure-coverage", Share, "figures with a source in reach, named or not, of all figures",
			func(m *Metrics) (n, of int) { return m.SourcedFigures, m.Figures }),
		ratio("figure-coverage.named", Share, "figures with a named source, a citation or a method, of all figures",
			func(m *Metrics) (n, of int) { return m.NamedFigures, tiers(m) }),
	}
	for i, tier := range []string{"a", "b", "c"} {
		what := []string{
			"of percentages, sums, casualties, rates and rankings", "of approximate counts, durations and exact counts from 10 on", "of bare whole numbers below 10",
		}[i]
		all = append(all, ratio("figure-coverage.tier-"+tier, Share, "figures with a source in reach, "+what,
			func(m *Metrics) (n, of int) { return m.Tiers[i].Sourced, m.Tiers[i].Figures }))
	}
	all = append(all, ratio("figure-coverage.estimates-by-whom", Share, "estimates that say whose they are, of all figures given as estimates",
		func(m *Metrics) (n, of int) { return m.NamedEstimates, m.Estimates }))
	for c := voice.NoSource; c < voice.Self; c++ {
		all = append(all, ratio("attribution-mix."+c.String(), Share, "attributions to a source of this class, of all",
			func(m *Metrics) (n, of int) { return m.Attributions[c.String()], total(m.Attributions) }))
	}
	all = append(
		all,
		count("longest-unsourced-run", InSentences, "from one unsupported checkable sentence to another with no supported one between",
			func(m *Metrics) (n, base int) { return m.LongestRun, m.Sentences }),
		count("longest-unsourced-run.words", InWords, "in those sentences",
			func(m *Metrics) (n, base int) { return m.RunWords, m.Sentences }),
		ratio("source-concentration", Share, "attributions and citations of the source that has most, of all",
			func(m *Metrics) (n, of int) { return most(m.Credited), total(m.Credited) }),
		Measure{ID: "source-concentration.herfindahl", Unit: Share, What: "sum of the squares of all sources' shares", of: func(m *Metrics) (float64, bool) {
			return herfindahl(m.Credited), len(m.Credited) > 0
		}},
		count("source-concentration.sources", Number, "sources that something is attributed to or cited from",
			func(m *Metrics) (n, base int) { return len(m.Credited), worked(m) }),
		count("source-concentration.sites", Number, "sites that links and notes lead to",
			func(m *Metrics) (n, base int) { return len(m.Sites), worked(m) }),
		ratio("verifiability", Share, "points for person, channel, date and link, of the four that each attribution could have",
			func(m *Metrics) (n, of int) { return m.Person + m.Channel + m.Date + m.Link, 4 * m.Credits }),
		ratio("verifiability.person", Share, "attributions to a named person, of all", func(m *Metrics) (n, of int) { return m.Person, m.Credits }),
		ratio("verifiability.channel", Share, "attributions that say how the words came, of all", func(m *Metrics) (n, of int) { return m.Channel, m.Credits }),
		ratio("verifiability.date", Share, "attributions that say when, of all", func(m *Metrics) (n, of int) { return m.Date, m.Credits }),
		ratio("verifiability.link", Share, "attributions with a link, note or citation, of all", func(m *Metrics) (n, of int) { return m.Link, m.Credits }),
		ratio("hedge-density", PerSentences, "hedges in the author's voice", func(m *Metrics) (n, of int) { return m.AuthorHedges, m.Sentences }),
		ratio("hedge-density.source", PerSentences, "hedges in other people's words", func(m *Metrics) (n, of int) { return m.SourceHedges, worked(m) }),
		count("likelihood-profile.terms", Number, "expressions of likelihood in the author's voice", func(m *Metrics) (n, base int) { return m.Likelihoods, worked(m) }),
	)
	for _, s := range likelihood.Scales() {
		all = append(all, ratio("likelihood-profile."+s.Name, Share, "expressions of likelihood that are terms of "+s.Title+", of all",
			func(m *Metrics) (n, of int) { return m.OnScale[s.Name], m.Likelihoods }))
	}
	all = append(
		all,
		ratio("likelihood-profile.off-scale", Share, "expressions of likelihood that are on no scale, of all",
			func(m *Metrics) (n, of int) { return m.OffScale, m.Likelihoods }),
		ratio("likelihood-profile.ranged", Share, "expressions of likelihood with figures beside them, of all",
			func(m *Metrics) (n, of int) { return m.Ranged, m.Likelihoods }),
		ratio("likelihood-profile.bare-forecasts", Share, "sentences that foretell without any measure of doubt, of all that foretell",
			func(m *Metrics) (n, of int) { return m.BareForecasts, m.Forecasts }),
	)
	for g := High; g <= Low; g++ {
		all = append(all, ratio("confidence-mix."+g.String(), Share, "levels of confidence that are "+g.String()+", of all",
			func(m *Metrics) (n, of int) { return m.Levels[g], levels(m) }))
	}
	all = append(
		all,
		ratio("confidence-mix.founded", Share, "levels of confidence that say what they rest on, of all",
			func(m *Metrics) (n, of int) { return m.FoundedLevels, levels(m) }),
		ratio("prescriptive-share", Share, "sentences in which the author prescribes, of all", func(m *Metrics) (n, of int) { return m.AuthorAdvice, m.Sentences }),
		ratio("prescriptive-share.inside", Share, "the same in sections where advice belongs", func(m *Metrics) (n, of int) { return m.AdviceInside, m.Recommending }),
		ratio("prescriptive-share.outside", Share, "the same in all other sections",
			func(m *Metrics) (n, of int) { return advice(m) - m.AdviceInside, worked(m) - m.Recommending }),
	)
	for s := Must; s <= May; s++ {
		what := []string{"sentences in which the author says must, of all", "sentences in which the author says should, of all", "sentences in which the author permits and does not prescribe, of all"}[s]
		all = append(all, ratio("prescriptive-share."+s.String(), Share, what, func(m *Metrics) (n, of int) { return m.Strengths[s], worked(m) }))
	}
	all = append(
		all,
		ratio("prescriptive-share.with-actor", Share, "sentences of advice that say who is to act, of all such",
			func(m *Metrics) (n, of int) { return m.AdviceWithActor, advice(m) }),
		ratio("prescriptive-share.with-reason", Share, "sentences of advice with a reason, evidence or a price in reach, of all such",
			func(m *Metrics) (n, of int) { return m.AdviceWithReason, advice(m) }),
		Measure{ID: "stance-load", Unit: PerWords, What: "loaded terms in the author's voice", of: func(m *Metrics) (float64, bool) {
			return perThousand(m.Stance != nil, func() int { return m.Stance.Author }, m.Words)
		}},
		Measure{ID: "stance-load.source", Unit: PerWords, What: "loaded terms in other people's words", of: func(m *Metrics) (float64, bool) {
			return perThousand(m.Stance != nil, func() int { return m.Stance.Source }, m.Words)
		}},
		ratio("time-anchoring", Share, "expressions of time that a reader can date, of all in the author's voice",
			func(m *Metrics) (n, of int) { return m.AnchoredTimes, m.Times }),
		ratio("time-anchoring.figures", Share, "figures with a date in their sentence, of all",
			func(m *Metrics) (n, of int) { return m.DatedFigures, tiers(m) }),
	)
	for a := Reports; a <= Prescribes; a++ {
		all = append(all, ratio("fact-inference-advice-bar."+a.String(), Share, "sentences that "+a.String()+", of all",
			func(m *Metrics) (n, of int) { return m.Acts[a], worked(m) }))
	}
	return append(
		all,
		ratio("fact-inference-advice-bar.unmarked", Share, "sentences whose form says nothing of the kind, of all",
			func(m *Metrics) (n, of int) { return m.Acts[Unmarked], worked(m) }),
		Measure{ID: "budget", Unit: PerWords, What: "warnings and errors", of: func(m *Metrics) (float64, bool) {
			if m.Budget == nil {
				return 0, false
			}
			return perThousand(true, func() int { return m.Budget.Findings }, m.Budget.Words)
		}},
		Measure{ID: "budget.allowed", Unit: PerWords, What: "warnings and errors that the profile allows", of: func(m *Metrics) (float64, bool) {
			if m.Budget == nil || m.Budget.Allowed == 0 || m.Budget.Words == 0 {
				return 0, false
			}
			return m.Budget.Allowed * 1000 / float64(m.Budget.Words), true
		}},
		Measure{ID: "budget.new", Unit: Number, What: "warnings and errors that the baseline does not know", of: func(m *Metrics) (float64, bool) {
			if m.Budget == nil || !m.Budget.Against {
				return 0, false
			}
			return float64(m.Budget.New), true
		}},
	)
})

// ratio is n of all, in units of the share or of a hundred; without a base where all is none.
func ratio(id string, unit Unit, what string, of func(*Metrics) (n, all int)) Measure {
	per := 1.0
	if unit == PerSentences {
		per = 100
	}
	return Measure{id, unit, what, func(m *Metrics) (float64, bool) {
		n, all := of(m)
		if all == 0 {
			return 0, false
		}
		return float64(n) * per / float64(all), true
	}, of}
}

// count is a number of things; without a base where the document has nothing to count in.
func count(id string, unit Unit, what string, of func(*Metrics) (n, base int)) Measure {
	return Measure{id, unit, what, func(m *Metrics) (float64, bool) {
		n, base := of(m)
		return float64(n), base > 0
	}, nil}
}

func perThousand(known bool, n func() int, words int) (float64, bool) {
	if !known || words == 0 {
		return 0, false
	}
	return float64(n()) * 1000 / float64(words), true
}

// worked is the number of sentences whose depth was worked out.
func worked(m *Metrics) (n int) {
	for _, k := range m.Acts {
		n += k
	}
	return n
}

// tiers is the number of figures whose depth was worked out.
func tiers(m *Metrics) (n int) {
	for _, t := range m.Tiers {
		n += t.Figures
	}
	return n
}

// advice is the number of sentences of advice whose depth was worked out.
func advice(m *Metrics) int { return m.Strengths[Must] + m.Strengths[Should] }

func levels(m *Metrics) int { return m.Levels[High] + m.Levels[Moderate] + m.Levels[Low] }

func total(counts map[string]int) (n int) {
	for _, k := range counts {
		n += k
	}
	return n
}

func most(counts map[string]int) (n int) {
	for _, k := range counts {
		n = max(n, k)
	}
	return n
}

// herfindahl is the Herfindahl index: 1 where one source has all, 1/n where n have equal shares. It is added up in whole
// numbers, so that the order of a map changes nothing.
func herfindahl(counts map[string]int) float64 {
	squares := 0
	for _, k := range counts {
		squares += k * k
	}
	all := total(counts)
	return float64(squares) / float64(all) / float64(all)
}

// Find is the figure of that id.
func Find(id string) (Measure, bool) {
	for _, measure := range measures() {
		if measure.ID == id {
			return measure, true
		}
	}
	return Measure{}, false
}
