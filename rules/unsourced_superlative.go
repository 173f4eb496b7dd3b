package rules

import (
	"fmt"
	"unicode"

	"github.com/sayso-lint/sayso/internal/tag"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/quantity"
	"github.com/sayso-lint/sayso/voice"
)

var unsourcedSuperlative = &lint.Rule{
	ID:      "unsourced-superlative",
	Summary: "something is ranked first, largest, worst or only, without measure, comparison or source",
	Why:     "a rank is a claim about everything else that was not first; without a measure and a set to compare with it cannot be checked",
	Remedy:  "give the measure and comparison set, attribute it, or drop the rank",
	Family:  lint.Sourcing,
	Severity: map[lint.Profile]lint.Severity{
		lint.Newsroom: lint.Warning, lint.OpEd: lint.Info, lint.Intel: lint.Warning, lint.Encyclopedic: lint.Warning,
		lint.Policy: lint.Warning, lint.Academic: lint.Warning, lint.Humanitarian: lint.Warning,
	},
	Confidence: lint.Medium, Langs: []string{"en"}, Since: "0.1.0",
	Standards: []lint.Standard{
		{Source: "Wikipedia MOS:PUFFERY", Where: "Puffery", Demands: "demonstrate, do not assert importance"},
		{Source: "BBC Guidance: Reporting statistics", Where: "context", Demands: "claims of scale need comparison"},
		{Source: "ICD 203", Where: "D.6.e(6) clear and logical argumentation", Demands: "judgments supported by evidence"},
	},
	Examples: []lint.Example{
		{Input: "The Northern Column is the most lethal group on the plateau.", Finds: "most lethal"},
		{Input: "The deal is unprecedented.", Finds: "unprecedented"},
		{Input: "The port remains the primary partner for smugglers.", Finds: "primary"},
		{Input: "Rents in the old town reached a record in March.", Finds: "record"},
		{Input: "Marlow runs a best-in-class harbour.", Finds: "best-in-class", Options: map[string]any{"lexicon_extra": []any{"best-in-class"}}},
		{Input: "With 9.1m residents it is the largest of the five districts (census 2020).", Because: "basis and citation in the sentence"},
		{Input: "It is the oldest mill in the valley, according to the land register.", Because: "postposed attribution to a named document"},
		{Input: "The deal is unprecedented.[^5]\n\n[^5]: Treaty registry of the river board, entries 1 to 212.", Because: "footnote in the sentence, and the note exists", Format: "markdown"},
		{Input: "The red one is the largest of these three boxes.", Because: "comparison set explicit and closed"},
		{Input: "The ferry runs only on Sundays.", Because: "\"only\" as a focus adverb"},
	},

	Options: func() any { return &superlativeOptions{} },
	Blocks:  []prose.Kind{prose.Paragraph, prose.ListItem},
	Cues: lint.Cues{
		Lists: listed("unsourced-superlative"),
		Chosen: func(options any) []lint.List {
			return []lint.List{{Lang: "en", Name: "chosen", Phrases: options.(*superlativeOptions).LexiconExtra}}
		},
	},
	Check: checkSuperlative,
}

type superlativeOptions struct {
	LexiconExtra []string `yaml:"lexicon_extra" doc:"further rank words or phrases that need a basis"`
}

func checkSuperlative(p *lint.Pass, h lint.Hit) {
	if h.List != "chosen" && capital(p.Text(h.Span)) && h.First > 0 {
		return // part of a name: the Harbour Record, the First Minister
	}
	var claim bool
	switch h.List {
	case "superlative", "most", "only":
		claim = ranks(p, h)
	case "first":
		claim = firstOfAll(p, h)
	case "chief":
		claim = ofAll(p, h)
	case "record":
		claim = recordSet(p, h)
	default:
		claim = true
	}
	if claim {
		reportRank(p, h)
	}
}

func reportRank(p *lint.Pass, h lint.Hit) {
	if !authors(p, h.Span) || !asserts(p, h.Span) || compared(p, h) {
		return
	}
	r := voice.Of(p.Doc).Reach(h.Span, voice.Search{Window: voice.InParagraph, Weak: true, Named: true, Citation: true, Method: true})
	if r.Sourced {
		return
	}
	p.Report(lint.Finding{
		Span: h.Span, Message: fmt.Sprintf("ranked by what measure? %q has no basis or source", p.Text(h.Span)), Notes: whyNot(p, h.Span, r),
	})
}

var (
	// identifies are the determiners that make a superlative a rank and not a degree (a most welcome guest).
	identifies = setOf("the its his her their our my your whose 's ’s")
	// equates are the verbs that make a rank of the noun phrase behind them.
	equates = setOf(`is are was were be been being am 's 're become becomes became becoming remain remains remained rank ranks ranked
		stay stays stayed represent represents represented constitute constitutes constituted form forms formed mark marks marked make
		makes made made seem seems seemed prove proves proved boast boasts boasted has have had suffered suffers saw sees`)
	// scopes behind a superlative's noun say among what it ranks.
	scopes = setOf("ever yet history world earth country nation region continent europe asia africa america planet record memory")
	// reasoned are nouns whose superlative weighs an argument and ranks nothing that could be counted.
	reasoned = setOf(`answer answers approach argument bet case chance chances choice common concern consequence course criticism danger
		decision defence defense difference example examples excuse explanation explanations extent favour favor guess hope idea ideas
		illustration importance instance interest interests interpretation intention intentions irony justification kind known lesson measure
		moment objection one option options outcome part passage path place point possible practice practices problem proof question
		questions reason reasons remedy response result route sense sign solution solutions sort step strategy terms test thing things
		time times type use version way ways word words`)
	kin        = setOf("son daughter child brother sister sibling boy girl")
	quantifies = setOf("of people")
)

// ranks tells whether a superlative with its noun phrase claims a rank: it is what something is said to be, or it says
// among what it ranks. The largest party merely points at one.
func ranks(p *lint.Pass, h lint.Hit) bool {
	t := p.Sentence(h).Tokens
	if h.First == 0 || !identifies.within(t[max(h.First-2, 0):h.First]) || h.Last < len(t) && quantifies.has(t[h.Last]) && h.List == "most" {
		return false
	}
	first := h.First
	for first > 0 && !identifies.has(t[first]) {
		first--
	}
	if !equates.within(t[max(first-6, 0):first]) && !scopes.within(t[max(first-1, 0):min(h.Last+11, len(t))]) && !apposed(p, t, first) {
		return false // by the words alone: nothing is said to be it, and nothing is ranked
	}
	tags := tag.Of(p.Doc).Sentence(h.Block, h.Sentence)
	if h.List == "most" && !tags.In(h.Last-1, tag.Adjectives|1<<tag.VBN|1<<tag.VBG) {
		return false
	}
	last := h.Last // of the noun phrase
	for last < len(t) && last < h.Last+5 && tags.In(last, tag.Nouns|tag.Adjectives|1<<tag.CD|1<<tag.VBG|1<<tag.VBN) {
		if reasoned.has(t[last]) || kin.has(t[last]) {
			return false
		}
		last++
	}
	if h.List == "only" && last == h.Last {
		return false // focus: it runs only on Sundays
	}
	if word := p.Text(t[first].Span); word == "'s" || word == "’s" {
		// The world's largest ranks; one man's biggest worry does so only where it is what is said of something.
		return first > 0 && tags.Is(first, tag.POS) && (scopes.has(t[first-1]) || apposed(p, t, first) || predicated(p, h, first))
	}
	for i := last; i < len(t) && i < last+6; i++ {
		if scopes.has(t[i]) {
			return true
		}
	}
	return !personal.has(t[first]) && predicated(p, h, first)
}

// apposed tells whether the noun phrase of a possessor before token i stands behind a comma: China, the region's only ally.
func apposed(p *lint.Pass, t []prose.Token, i int) bool {
	for j := i - 1; j >= 0 && j >= i-4; j-- {
		if p.Text(t[j].Span) == "," {
			return true
		}
	}
	return false
}

// personal possessives make a superlative a matter of one person's life: her strongest opponents.
var personal = setOf("his her my your whose")

// predicated tells whether the noun phrase from token first on is what the clause says its subject is, adverbs and "one
// of" between.
func predicated(p *lint.Pass, h lint.Hit, first int) bool {
	t := p.Sentence(h).Tokens
	if !equates.within(t[max(first-6, 0):max(first, 0)]) {
		return false
	}
	tags := tag.Of(p.Doc).Sentence(h.Block, h.Sentence)
	for i := first - 1; i >= 0 && i >= first-6; i-- {
		switch {
		case equates.has(t[i]):
			return true
		case p.Text(t[i].Span) == "," || !between.has(t[i]) && !tags.In(i, tag.Adverbs|tag.Nouns):
			return false
		}
	}
	return false
}

// between are words that may stand between the verb and the noun phrase; a noun may, as the possessor's.
var between = setOf("one of by far among the a its their his her perhaps arguably easily 's ’s")

// firstOfAll tells whether "first" ranks: the first to do so, the first ever, the first since; not the first round, at
// first.
func firstOfAll(p *lint.Pass, h lint.Hit) bool {
	t := p.Sentence(h).Tokens
	if h.First == 0 || !identifies.has(t[h.First-1]) || !predicated(p, h, h.First-1) {
		return false
	}
	tags := tag.Of(p.Doc).Sentence(h.Block, h.Sentence)
	for i := h.Last; i < len(t) && i < h.Last+6; i++ {
		switch {
		case reasoned.has(t[i]):
			return false
		case scopes.has(t[i]), t[i].Word == to && i+1 < len(t) && tags.Is(i+1, tag.VB):
			return true
		case !between.has(t[i]) && !in.has(t[i]) && !tags.In(i, tag.Nouns|tag.Adjectives|1<<tag.CD):
			return false
		}
	}
	return false
}

// fixed are nouns that make a term of the adjective before them: primary school, leading edge.
var fixed = setOf(`aim aims article battle ballot ballots balloting bid campaign campaigns candidate candidates care challenge challenger challengers circuit colour
	colours color colors concern contest contests data day debate debates defeat education edge election elections energy focus goal goals health
	healthcare interest key lady mission night opponent opponents objective objectives process pupils purpose question questions race races reason reasons
	research residence responsibility role school schools season source sources task teacher teachers victory vote voters voting win market`)

// ofAll tells whether an adjective of rank stands in a definite noun phrase: the primary partner, the region's leading port.
func ofAll(p *lint.Pass, h lint.Hit) bool {
	t := p.Sentence(h).Tokens
	if h.First == 0 || h.Last >= len(t) || !identifies.has(t[h.First-1]) || fixed.has(t[h.Last]) {
		return false
	}
	tags := tag.Of(p.Doc).Sentence(h.Block, h.Sentence)
	noun := h.Last
	for noun < len(t) && tags.In(noun, tag.Adjectives) && !deictic.has(t[noun]) {
		noun++
	}
	return noun < len(t) && tags.Is(noun, tag.NN) && !fixed.has(t[noun]) // one leads; "the leading candidates" are some
}

// deictic are adjectives that begin a phrase of time: its primary last month.
var deictic = setOf("last next this past")

var (
	// sets are what one does with a record that is a rank; one keeps the other kind.
	sets = setOf(`set sets setting break breaks breaking broke broken hit hits hitting reach reaches reaching reached beat beats beating beaten
		smash smashes smashed match matches matched shatter shatters shattered top topped`)
	// extremes are nouns before which a record is a rank.
	extremes = setOf(`amount amounts attendance attendances catch cold crop crowd crowds deficit deficits demand drought earnings exports
		figure figures floods flooding harvest harvests heat high highs imports inflows investment level levels loss losses low lows
		majority majorities margin number numbers output pace price prices production profit profits quarter rain rainfall rate rates
		result revenue revenues rise sales share spending sum sums support surplus temperature temperatures time turnout unemployment
		victory volume volumes win year yield yields`)
)

// recordSet tells whether a record is an extreme and not a document: a record in March, record profits.
func recordSet(p *lint.Pass, h lint.Hit) bool {
	t := p.Sentence(h).Tokens
	if h.Last < len(t) && extremes.has(t[h.Last]) {
		return h.First == 0 || !keeps.has(t[h.First-1])
	}
	if h.Last < len(t) && straight.has(t[h.Last]) {
		return false
	}
	return sets.within(t[max(h.First-4, 0):h.First])
}

var (
	keeps    = setOf("track criminal to could would they we i you must should")
	straight = setOf("straight of label labels button deal company keeping keeper player")
)

// byMeasure are measures that a rank may be said to be by.
var byMeasure = setOf(`age area capacity capitalisation capitalization circulation coverage distance enrolment enrollment gdp height income
	length market mass membership number output per population production revenue revenues sales seats share size spending tonnage traffic
	turnover value volume votes weight`)

// compared tells whether the sentence itself says among what or by what measure: a closed set (the largest of the five), a
// figure, "by revenue".
func compared(p *lint.Pass, h lint.Hit) bool {
	t := p.Sentence(h).Tokens
	for i := h.Last; i+1 < len(t) && i < h.Last+9; i++ {
		switch {
		case of.has(t[i]):
			for j := i + 1; j < len(t) && j < i+4; j++ {
				if closedSets.has(t[j]) || unicode.IsDigit(rune(p.Doc.Text[t[j].Start])) {
					return true
				}
			}
		case t[i].Word == by && byMeasure.has(t[i+1]):
			return true
		}
	}
	for _, q := range quantity.Of(p.Doc).Sentence(h.Block, h.Sentence) {
		if q.Figure && !q.Overlaps(h.Span) && q.Kind != quantity.Rank {
			return true
		}
	}
	return false
}

var (
	of         = setOf("of among")
	closedSets = setOf("two three four five six seven eight nine ten eleven twelve dozen them both")
)
