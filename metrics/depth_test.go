package metrics_test

import (
	"strings"
	"testing"
	"time"

	"github.com/sayso-lint/sayso/internal/growth"
	"github.com/sayso-lint/sayso/metrics"
	"github.com/sayso-lint/sayso/prose"
)

// TestFigures shows what each kind of figure counts and what it leaves alone.
func TestFigures(t *testing.T) {
	for _, test := range []struct {
		name, text string
		want       map[string]float64 // -1: nothing to measure
	}{
		{
			"levels of confidence", "We have high confidence that the plant is idle. The rain is soft. Our confidence in this count is low because the roads are shut.",
			map[string]float64{"confidence-mix.high": .5, "confidence-mix.low": .5, "confidence-mix.founded": .5},
		},
		{
			"other confidence", "Public confidence in the courts is low. The lord lost a vote of no confidence. The confidence interval is wide.",
			map[string]float64{"confidence-mix.high": -1},
		},
		{"a year dates", "In 2019 the mill closed. It opened again in March.", map[string]float64{"time-anchoring": 1}},
		{"a deictic word hangs in the air", "The mill closed last month. Trade has recently been slow.", map[string]float64{"time-anchoring": 0}},
		{"a year before it dates no last month", "In 2019 the mill closed. It opened again last month.", map[string]float64{"time-anchoring": .5}},
		{"the next day hangs on the one before", "By the next morning it was shut.", map[string]float64{"time-anchoring": -1}},
		{
			"forecasts", "The dam will fall. The mill will probably fall. The weir is likely to fall.",
			map[string]float64{"likelihood-profile.bare-forecasts": 0.3333, "fact-inference-advice-bar.predict": 1},
		},
		{"a will is no forecast", "The will of the people is strong. Will Smith is here.", map[string]float64{"likelihood-profile.bare-forecasts": -1}},
		{"somebody else's forecast", "Lena Ruiz said the dam will fall.", map[string]float64{"likelihood-profile.bare-forecasts": -1, "fact-inference-advice-bar.report": 1}},
		{
			"scales", "It is likely (55-80 percent) that the dam holds. There is a fair chance that it falls.",
			map[string]float64{"likelihood-profile.icd203": .5, "likelihood-profile.off-scale": .5, "likelihood-profile.ranged": .5, "figure-coverage": -1},
		},
		{
			"the ladder", "The council must act. Donors should wait. Visitors may park here.",
			map[string]float64{"prescriptive-share": .6667, "prescriptive-share.must": .3333, "prescriptive-share.should": .3333, "prescriptive-share.may": .3333},
		},
		{"nobody is told", "Wells must be chlorinated. Wells must be chlorinated by the council.", map[string]float64{"prescriptive-share.with-actor": .5}},
		{"what somebody else demands", "The board demanded that the council should act.", map[string]float64{"prescriptive-share": 0}},
		{
			"advice where it belongs", "# Findings\n\nThe council should act.\n\n# Recommendations\n\nThe council should act.",
			map[string]float64{"prescriptive-share.inside": 1, "prescriptive-share.outside": 1},
		},
		{
			"a pronoun and a spokesman are their ministry", "The harbour ministry said it was late. It said no more. A spokesman for the harbour ministry said so, too.",
			map[string]float64{"source-concentration": 1, "source-concentration.sources": 1, "source-concentration.herfindahl": 1},
		},
		{"two residents are two", "A resident said it was late. A resident said it was early.", map[string]float64{"source-concentration.herfindahl": .5}},
		{"points", "Mayor Lena Ruiz told reporters on 3 March 2021 that it was late (Okafor 2021).", map[string]float64{"verifiability": 1}},
		{"what is told is not when it was", "Lena Ruiz said the mill closed in 2019.", map[string]float64{"verifiability": .25, "verifiability.date": 0}},
		{
			"tiers", "Some 41 percent left. He has two cats. The walk took eleven weeks.",
			map[string]float64{"figure-coverage.tier-a": 0, "figure-coverage.tier-b": 0, "figure-coverage.tier-c": 0},
		},
		{"an estimate and whose it is", "An estimated 300 boats were lost.\n\nLena Ruiz estimated that 300 boats were lost.", map[string]float64{"figure-coverage.estimates-by-whom": .5}},
		{"rough figures are no hedges", "Some 300 boats were lost. Perhaps more.", map[string]float64{"hedge-density": 50}},
		// Worked out by hand from docs/metrics.md: whole texts, so that what one figure counts is seen to be no other's.
		{
			"by hand: a board, and a figure in advice", "# Ferries\n\nThe Harbour Board said on 4 May 2025 that 120 ferries sailed. It carried 80 passengers a day.\n\n" +
				"Perhaps the fleet is too old. The board should sell two boats.",
			map[string]float64{
				"sourced-claim-ratio": .6667, "figure-coverage": .6667, "figure-coverage.named": .6667, "figure-coverage.tier-a": 1,
				"figure-coverage.tier-b": 1, "figure-coverage.tier-c": 0, "attribution-mix.named-body": 1, "longest-unsourced-run": 1,
				"longest-unsourced-run.words": 6, "source-concentration": 1, "verifiability": .25, "verifiability.date": 1,
				"hedge-density": 25, "prescriptive-share": .25, "prescriptive-share.should": .25, "prescriptive-share.with-actor": 1,
				"prescriptive-share.with-reason": 1, "time-anchoring": 1, "time-anchoring.figures": .3333,
				"fact-inference-advice-bar.report": .5, "fact-inference-advice-bar.judge": .25, "fact-inference-advice-bar.prescribe": .25,
			},
		},
		{
			"by hand: critics, and a letter", "Critics say the plan failed. Taxes rose by 12 percent in June 2024. Karl Brandt resigned.\n\n" +
				"\"We lost 40 members,\" Anna Holt wrote in a letter. It is unlikely that the party recovers. The party will lose the vote.",
			map[string]float64{
				"sourced-claim-ratio": .25, "figure-coverage": .5, "figure-coverage.tier-a": 0, "figure-coverage.tier-b": 1,
				"attribution-mix.named-person": .5, "attribution-mix.vague-group": .5, "longest-unsourced-run": 3,
				"longest-unsourced-run.words": 16, "source-concentration": .5, "source-concentration.herfindahl": .5, "verifiability": .25,
				"verifiability.person": .5, "verifiability.channel": .5, "hedge-density": 16.6667, "likelihood-profile.terms": 1,
				"likelihood-profile.icd203": 1, "likelihood-profile.kent1964": 0, "likelihood-profile.bare-forecasts": 1, "time-anchoring": 1,
				"time-anchoring.figures": .5, "fact-inference-advice-bar.report": .6667, "fact-inference-advice-bar.judge": .1667,
				"fact-inference-advice-bar.predict": .1667, "prescriptive-share": 0,
			},
		},
		{
			"by hand: findings and recommendations", "# Findings\n\nThe water table fell by two metres in 2023 (Okafor 2021). Lena Ruiz said in an interview in 2024 that " +
				"60 wells are dry.\n\nWe have high confidence that the river is polluted. The tests agree.\n\nAn official said the dam leaks. " +
				"Some 300 farms closed.\n\n# Recommendations\n\nThe state must clean the river because children drink from it. Farmers may keep " +
				"their pumps. The dam has to be closed.",
			map[string]float64{
				"sourced-claim-ratio": .5, "figure-coverage": 1, "figure-coverage.named": .6667, "figure-coverage.tier-b": 1, "figure-coverage.tier-c": 1,
				"attribution-mix.named-person": .5, "attribution-mix.bare-anonymous": .5, "longest-unsourced-run": 2, "longest-unsourced-run.words": 10,
				"source-concentration": .3333, "source-concentration.sources": 3, "verifiability": .375, "confidence-mix.high": 1,
				"confidence-mix.founded": 1, "prescriptive-share": .2222, "prescriptive-share.inside": .6667, "prescriptive-share.outside": 0,
				"prescriptive-share.must": .2222, "prescriptive-share.may": .1111, "prescriptive-share.with-actor": .5,
				"prescriptive-share.with-reason": 1, "time-anchoring": 1, "time-anchoring.figures": .6667, "fact-inference-advice-bar.report": .4444,
				"fact-inference-advice-bar.judge": .1111, "fact-inference-advice-bar.prescribe": .2222, "fact-inference-advice-bar.unmarked": .2222,
			},
		},
		{
			"by hand: an estimate, and an institute", "The outrageous levy was an estimated 5 million euros last year. Ruiz said the regime \"must stop this scandal\".\n\n" +
				"The Wheat Institute reported that yields fell by 3 percent; they fell again this week. The Institute added that it was sorry.\n\n" +
				"Should the council act? I believe that prices are likely to rise by 2030.",
			map[string]float64{
				"sourced-claim-ratio": 1, "figure-coverage.tier-a": 1, "figure-coverage.estimates-by-whom": 1, "attribution-mix.named-person": .3333,
				"attribution-mix.named-body": .6667, "longest-unsourced-run": 0, "source-concentration": .6667, "source-concentration.herfindahl": .5556,
				"verifiability": .0833, "likelihood-profile.terms": 1, "likelihood-profile.bare-forecasts": 0, "prescriptive-share": 0,
				"time-anchoring": .5, "time-anchoring.figures": 0, "fact-inference-advice-bar.report": .6667, "fact-inference-advice-bar.predict": .1667,
				"fact-inference-advice-bar.unmarked": .1667,
			},
		},
		{"nothing", "", map[string]float64{"sourced-claim-ratio": -1, "prescriptive-share": -1, "source-concentration.sources": -1}},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := document("en", test.text)
			details := metrics.InDepth(d)
			whole(t, d, details)
			values := details.Metrics.Values()
			for id, want := range test.want {
				if _, known := metrics.Find(id); !known {
					t.Fatalf("no figure %s", id)
				}
				got, ok := values[id]
				if !ok {
					got = -1
				}
				if got != want {
					t.Errorf("%s is %v, want %v", id, got, want)
				}
			}
		})
	}
}

func TestLoad(t *testing.T) {
	d := document("en", "The regime fell.\n\nLena Ruiz said the regime fell.\n\n# A regime\n\nBridges are beautiful.")
	var terms []prose.Span
	for from := 0; ; {
		i := strings.Index(d.Text[from:], "regime")
		if i < 0 {
			break
		}
		from += i + len("regime")
		terms = append(terms, prose.Span{Start: from - len("regime"), End: from})
	}
	s := metrics.Load(d, terms)
	if s.Author != 1 || s.Source != 1 {
		t.Errorf("%+v; want one of the author's, one of the source's, and none in the heading", s)
	}
}

// TestLinear holds the growth of the time that figures take, for text of which every part makes work.
func TestLinear(t *testing.T) {
	for _, part := range []string{
		"Lena Ruiz said last month that 300 boats will likely be lost. ",
		"A resident told reporters (Okafor 2021) it may rain; the council must act by March because of high confidence. ",
		"She said. ", "“Perhaps,” he said, “in 2019.” ", "last last month ago confidence is ", "# A\n\nThey should. ",
	} {
		took := func(n int) time.Duration {
			best := time.Hour
			for range 3 {
				d := document("en", strings.Repeat(part, n))
				start := growth.CPU()
				metrics.InDepth(d)
				best = min(best, growth.CPU()-start)
			}
			return best
		}
		// On a busy machine what is linear may look like fifty; what is quadratic is four hundred.
		if small, large := took(200), took(4000); large > 100*small {
			t.Errorf("%q: %v for 200, %v for 4000", part, small, large)
		}
	}
}
