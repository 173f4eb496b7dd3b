package rules

import (
	"github.com/sayso-lint/sayso/internal/pack"
	"github.com/sayso-lint/sayso/internal/tag"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/quantity"
	"github.com/sayso-lint/sayso/voice"
)

var relativeTime = &lint.Rule{
	ID:      "relative-time",
	Summary: "a time is given relative to a \"now\" that the reader does not know",
	Why:     "\"recently\" is true on one day; a reader a year on, or one who lands here by a search, cannot tell when",
	Remedy:  "write the date, or \"as of {DATE}\"",
	Family:  lint.TimeAndQuantity,
	Severity: map[lint.Profile]lint.Severity{
		lint.Newsroom: lint.Info, lint.OpEd: lint.Info, lint.Intel: lint.Warning, lint.Encyclopedic: lint.Error,
		lint.Policy: lint.Warning, lint.Academic: lint.Warning, lint.Humanitarian: lint.Error,
	},
	Confidence: lint.High, Langs: []string{"en"}, Since: "0.1.0",
	Standards: []lint.Standard{
		{Source: "Wikipedia MOS:RELTIME and MOS:CURRENTLY", Where: "Relative time references", Demands: "give dates, as of"},
		{Source: "ICD 203 / ICS 206-01", Where: "currency of information", Demands: "date of information"},
		{Source: "ACAPS practice", Where: "as-of date on every figure"},
	},
	Examples: []lint.Example{
		{Input: "The pier burned last month.", Finds: "last month"},
		{Input: "Currently the road is closed.", Finds: "Currently"},
		{Input: "Earlier this year two banks merged and closed their island branches.", Finds: "Earlier this year"},
		{Input: "In recent weeks, prices have climbed in every market town.", Finds: "recent weeks"},
		{Input: "The now-defunct mill closed in 2019.", Because: "anchored by a date in the sentence"},
		{Input: "Currently (as of 3 May 2024) the road is closed.", Because: "as-of date"},
		{Input: "The method was recently reviewed by Lind (2019).", Because: "anchored by the dated citation in the sentence"},
		{Input: "The two ministers met in private during the spring summit.", Because: "event anchor"},
		{Input: "The two pumps started at the same time.", Because: "connective: at the same time"},
	},

	Options: func() any {
		return &timeOptions{Anchor: "auto", SuppressIfDateline: true, Adverbial: "warning", Attributive: "info"}
	},
	Cues:  lint.Cues{Lists: listed("relative-time")},
	Check: checkRelativeTime,
}

type timeOptions struct {
	Anchor             string `yaml:"anchor" enum:"auto,front-matter,flag" doc:"where the document's date comes from; auto takes the flag --as-of, front matter or the dateline, whichever is there"`
	SuppressIfDateline bool   `yaml:"suppress_if_dateline" doc:"report nothing when a date anchors the text"`
	Adverbial          string `yaml:"severity_adverbial" enum:"error,warning,info,off" doc:"ceiling for expressions such as recently or last month"`
	Attributive        string `yaml:"severity_attributive" enum:"error,warning,info,off" doc:"ceiling for adjectives such as recent or current before a noun"`
}

// manyYears is a length of time, in its own unit, over which the deixis hardly matters.
const manyYears = 20

var (
	eras             = setOf("decades centuries generations century")
	now, today, soon = prose.WordOf("now"), prose.WordOf("today"), prose.WordOf("soon")
	shortly, last    = prose.WordOf("shortly"), prose.WordOf("last")
	ago              = prose.WordOf("ago")
	connectives      = setOf("that and then")
	// currents flow, news is a noun.
	currents = setOf("flows electric ocean water air alternating direct eddy gulf electricity of")
	// units after an adjective make an expression of their own: recent weeks.
	units      = setOf("hours days weeks months years decades times")
	clitic     = setOf("'s ’s")
	theirs     = setOf("its their his her our my your")
	coming     = setOf("last next") // recent weeks of rain are counted from the day of writing
	noSooner   = setOf("as how too very no")
	afterwards = setOf("after before afterwards thereafter")
)

func checkRelativeTime(p *lint.Pass, h lint.Hit) {
	o := p.Options.(*timeOptions)
	level := o.Adverbial
	if h.List == "attributive" {
		level = o.Attributive
	}
	t := p.Sentence(h).Tokens
	severity, ok := ceiling(level)
	if !ok || o.SuppressIfDateline && dated(p, o.Anchor) || !authors(p, h.Span) {
		return
	}
	if eras.within(t[h.First:h.Last]) {
		return // over decades a year more or less is nothing
	}
	for _, q := range quantity.Of(p.Doc).Sentence(h.Block, h.Sentence) {
		if q.Kind == quantity.Duration && q.Overlaps(h.Span) && q.Value >= manyYears {
			return
		}
		if q.Kind == quantity.Date && !q.Overlaps(h.Span) {
			return // a date in the sentence anchors it
		}
	}
	for _, c := range voice.Of(p.Doc).Citations(h.Block) {
		if c.Kind == voice.AuthorYear && p.Sentence(h).Contains(c.Span) {
			return
		}
	}
	if otherSense(p, h) { // last, for it may want tags
		return
	}
	p.Report(lint.Finding{
		Severity: severity, Span: h.Span,
		Message: "when is " + lint.Quoted(p.Text(h.Span)) + "? no date anchors it",
		Notes:   []lint.Note{{Text: "no date in the sentence, and the document has none in front matter or dateline"}},
	})
}

// dated tells whether the document says when it speaks.
func dated(p *lint.Pass, anchor string) bool {
	if anchor != "front-matter" && !p.AsOf.IsZero() {
		return true
	}
	return anchor != "flag" && (p.Doc.Meta["date"] != "" || p.Doc.Meta["as-of"] != "" || anchor == "auto" && quantity.Dateline(p.Doc))
}

// otherSense tells the uses that give no time: now that, today's teenagers, the electric current, as soon as.
func otherSense(p *lint.Pass, h lint.Hit) bool {
	t := p.Sentence(h).Tokens
	first, next := t[h.First], h.Last
	if h.List == "attributive" {
		tags := tag.Of(p.Doc).Sentence(h.Block, h.Sentence)
		return next >= len(t) || units.has(t[next]) || currents.has(t[next]) || h.First > 0 && currents.has(t[h.First-1]) ||
			!tags.In(next, tag.Nouns|tag.Adjectives|1<<tag.VBG|1<<tag.CD)
	}
	if pack.About(p, h).Named() && h.Last-h.First == 1 {
		return true // part of a name
	}
	if next < len(t) && t[next].Word == ofWord && coming.within(t[h.First:h.Last-1]) || h.First > 0 && first.Word == last && theirs.has(t[h.First-1]) {
		return true // in the last year of the lease, in its last weeks: whatever it is the last of
	}
	switch first.Word {
	case now:
		if h.First == 0 || t[h.First-1].Word == ago || next < len(t) && connectives.has(t[next]) {
			return true // at the head it is mostly a discourse marker
		}
		return h.First > 0 && connectives.has(t[h.First-1]) && next < len(t) && connectives.has(t[next])
	case today:
		return h.First == 0 && next < len(t) && clitic.has(t[next])
	case soon:
		return h.First > 0 && noSooner.has(t[h.First-1]) || next < len(t) && (afterwards.has(t[next]) || t[next].Word == as)
	case shortly:
		return next < len(t) && afterwards.has(t[next]) // another event is the clock
	}
	return false
}
