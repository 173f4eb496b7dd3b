package rules

import (
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/quantity"
	"github.com/sayso-lint/sayso/voice"
)

var unsourcedStatistic = &lint.Rule{
	ID:      "unsourced-statistic",
	Summary: "a figure is stated as fact without attribution, citation or method in reach",
	Why:     "figures are what readers remember and pass on; one whose origin cannot be seen can be neither checked nor corrected",
	Remedy:  "add the source and its date, or link the figure; if it is your own calculation, say so and show the inputs",
	Family:  lint.Sourcing,
	Severity: map[lint.Profile]lint.Severity{
		lint.Newsroom: lint.Warning, lint.OpEd: lint.Warning, lint.Intel: lint.Error, lint.Encyclopedic: lint.Error,
		lint.Policy: lint.Warning, lint.Academic: lint.Error, lint.Humanitarian: lint.Error,
	},
	Confidence: lint.Medium, Langs: []string{"en"}, Since: "0.1.0",
	Standards: []lint.Standard{
		{Source: "Wikipedia WP:V / WP:When to cite", Where: "\"statistics\"; material likely to be challenged", Demands: "inline citation"},
		{Source: "BBC Guidance: Reporting statistics", Where: "key points 1-4", Demands: "treat figures with the scepticism due to quotes; a number alone is rarely meaningful; attribute"},
		{Source: "AP \"On attribution\" (Daniszewski)", Where: "same-sentence rule", Demands: "credit any disputable fact not witnessed or confirmed, before or after its first use in the same sentence"},
		{Source: "ICD 206", Where: "source reference citations", Demands: "cite what judgments and estimates rest on"},
		{Source: "RAND Standards (2022)", Where: "Rigor; Transparency", Demands: "data and methods visible to the reader"},
	},
	Examples: []lint.Example{
		{Input: "Unemployment among returnees stands at 41 percent.", Finds: "41 percent"},
		{Input: "The ministry lost $90 million to fraud in the last budget cycle.", Finds: "$90 million"},
		{Input: "The siege lasted almost eleven weeks.", Finds: "eleven weeks"},
		{Input: "Some 18,000 people were driven from their homes by the shelling.", Finds: "18,000 people"},
		{Input: "Some 41 percent of returnees are out of work, the labour force survey found.", Because: "postposed attribution"},
		{Input: "Ana Prieto audits the books of the ministry. She found that $90 million had gone missing.", Because: "pronoun source that resolves to a named person"},
		{Input: "\"We have lost 18,000 customers since the bridge closed,\" Ana Prieto told the council.", Because: "inside the quoted words of a named speaker"},
		{Input: "Unemployment among returnees stands at 41 percent (Adeyemi 2020).", Because: "author-year citation in the sentence"},
		{Input: "The labour force survey was published in May. It covers both provinces. Some 41 percent of returnees are out of work.", Because: "named document in the paragraph lead"},
	},

	Options: func() any {
		return &statisticOptions{TierA: "error", TierB: "info", TierC: "off", PublicRecord: true, MinValue: 10, Window: "paragraph"}
	},
	Cues: lint.Cues{Quantities: []quantity.Kind{
		quantity.Percent, quantity.Money, quantity.Count, quantity.Ratio, quantity.Rank, quantity.Change, quantity.Rate,
		quantity.Range, quantity.Measure, quantity.Duration, quantity.Score,
	}},
	Check: checkStatistic,
}

type statisticOptions struct {
	TierA        string `yaml:"tier_a" enum:"error,warning,info,off" doc:"highest severity for percent, money, dead and displaced, rates, rankings; the profile's applies below it"`
	TierB        string `yaml:"tier_b" enum:"error,warning,info,off" doc:"highest severity for approximated counts and durations, and for exact counts from min_value up"`
	TierC        string `yaml:"tier_c" enum:"error,warning,info,off" doc:"highest severity for bare whole numbers below min_value"`
	PublicRecord bool   `yaml:"public_record" doc:"excuse counts that are on public record: votes and scores"`
	MinValue     int    `yaml:"min_value" doc:"bare whole numbers below this value are tier C"`
	Window       string `yaml:"window" enum:"sentence,prev,paragraph,section" doc:"how far a source may be: sentence, prev (adds the sentence before), paragraph (adds its lead), section (adds the section's lead); notes always count, nothing reaches across a heading"`
}

func (o *statisticOptions) search() voice.Search {
	return voice.Search{Window: windows[o.Window], Weak: true, Named: true, Citation: true, Method: true}
}

func checkStatistic(p *lint.Pass, h lint.Hit) {
	o := p.Options.(*statisticOptions)
	q := h.Quantity
	if o.PublicRecord && !q.Figure {
		return
	}
	tier := [...]string{quantity.TierA: o.TierA, quantity.TierB: o.TierB, quantity.TierC: o.TierC}[q.Tier(p.Doc, o.MinValue)]
	severity, ok := ceiling(tier)
	if !ok {
		return
	}
	if !authors(p, q.Span) {
		return
	}
	r := voice.Of(p.Doc).Reach(q.Span, o.search())
	if r.Sourced {
		return // as most are: what else may excuse a figure takes tags and moods
	}
	record := q.Kind == quantity.Score || votes.within(p.Sentence(h).Tokens)
	if record && o.PublicRecord || !record && !q.Figure {
		return
	}
	if ownFigures(p, h) || testValue(p, q) || markOfNote(p, q) || askedOrSupposed(p, q.Span) {
		return
	}
	if rumoured(p, q) {
		return // who says so is asked already
	}
	if q.Likelihood(p.Doc) || advised(p, q) || spread(p, q) || delimits(p, q) || tabulated(p, q) {
		return // the author's own judgement in figures: likely (55-80 percent); a proposal; which things are meant; what a table says
	}
	if p.Doc.Blocks[h.Block].Kind == prose.Cell && (sourcedTable(p, h.Block) || !firstFigure(p, h)) {
		return // a table has one source, and one finding
	}
	if sourcedElsewhere(p, q, o) {
		return
	}
	f := lint.Finding{
		Severity: severity, Span: q.Span, Confidence: lint.Medium,
		Message: "where does " + lint.Quoted(p.Text(q.Span)) + " come from?",
		Notes:   whyNot(p, q.Span, r),
	}
	if severity == lint.Info {
		f.Confidence = lint.Low
	}
	p.Report(f)
}

// sourcedTable tells whether the block before or after a table says where its figures come from: "Source: …", a caption
// with a citation, a sentence that names its source.
func sourcedTable(p *lint.Pass, block int) bool {
	known, list := sourcedTables.Of(p.Doc), p.Doc.Blocks[block].List
	sourced, ok := known[list]
	if !ok {
		sourced = tableSourced(p, block)
		known[list] = sourced
	}
	return sourced
}

// sourcedTables remembers what sourcedTable found, by the table's number: every cell asks.
var sourcedTables = prose.NewFact(func(*prose.Document) map[int]bool { return map[int]bool{} })

func tableSourced(p *lint.Pass, block int) bool {
	blocks, list := p.Doc.Blocks, p.Doc.Blocks[block].List
	first, last := block, block
	for first > 0 && blocks[first-1].Kind == prose.Cell && blocks[first-1].List == list {
		first--
	}
	for last+1 < len(blocks) && blocks[last+1].Kind == prose.Cell && blocks[last+1].List == list {
		last++
	}
	for _, b := range []int{first - 1, last + 1} {
		if b < 0 || b >= len(blocks) || blocks[b].Kind == prose.Heading {
			continue
		}
		if len(voice.Of(p.Doc).Citations(b)) > 0 || voice.Of(p.Doc).SourceLine(b) {
			return true
		}
		for _, a := range voice.Of(p.Doc).Attributions(b) {
			if a.Source.Class.Named() && b == first-1 {
				return true
			}
		}
	}
	return false
}

// firstFigure tells whether a hit is the first figure of its table.
func firstFigure(p *lint.Pass, h lint.Hit) bool {
	blocks := p.Doc.Blocks
	for b := h.Block; b >= max(h.Block-maxBack, 0) && blocks[b].Kind == prose.Cell && blocks[b].List == blocks[h.Block].List; b-- {
		for s := range blocks[b].Sentences {
			for _, q := range quantity.Of(p.Doc).Sentence(b, s) {
				if q.Figure && q.Start < h.Span.Start {
					return false
				}
			}
		}
	}
	return true
}

var votes = setOf("vote votes voted ballots seats")
