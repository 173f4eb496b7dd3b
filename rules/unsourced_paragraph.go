package rules

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/sayso-lint/sayso/internal/tag"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/quantity"
	"github.com/sayso-lint/sayso/voice"
)

var unsourcedParagraph = &lint.Rule{
	ID:      "unsourced-paragraph",
	Summary: "a paragraph states several checkable things and names no source at all",
	Why:     "a reader who meets a page of facts must be able to ask of each paragraph how its author knows; here nothing answers",
	Remedy:  "attribute the paragraph lead, or cite its load-bearing claim",
	Family:  lint.Sourcing,
	Severity: map[lint.Profile]lint.Severity{
		lint.Newsroom: lint.Warning, lint.OpEd: lint.Info, lint.Intel: lint.Error, lint.Encyclopedic: lint.Error,
		lint.Policy: lint.Warning, lint.Academic: lint.Error, lint.Humanitarian: lint.Error,
	},
	Confidence: lint.Medium, Langs: []string{"en"}, Since: "0.1.0",
	Standards: []lint.Standard{
		{Source: "ICD 206", Where: "covered products", Demands: "sourcing for all significant reporting"},
		{Source: "Wikipedia Edit Check / WP:V", Where: "new content without a reference", Demands: "prompt for a citation"},
		{Source: "AP \"On attribution\"", Where: "restate attribution in later paragraphs unless perfectly clear", Demands: "per paragraph"},
		{Source: "Reuters Handbook", Where: "Reporting and writing basics", Demands: "the reader must never have to ask how we know"},
	},
	Examples: []lint.Example{
		{Input: "Instructors from the northern brigade train recruits at two camps near the lake. The fuel comes from the state depot. Salaries are paid in cash by a construction firm in the capital.", Finds: "Instructors from the northern brigade train recruits at two camps near the lake."},
		{Input: "The ferry company bought three boats in 2019. It sold two of them in the following year. The crews were dismissed without notice, and the terminal was leased to a cold store.", Finds: "The ferry company bought three boats in 2019."},
		{Input: "The audit office published its report on Monday. It says the depot lost 400 tonnes of grain.\n\nThe depot manager owns a mill outside the town. His brother runs the trucks that supply it. Both men left the army in 2014.", Finds: "The depot manager owns a mill outside the town."},
		{Input: "## Financing\n\nThe firm collects a fee on every truck. It deposits the money in an account abroad. The account is held by the owner's cousin.", Finds: "The firm collects a fee on every truck.", Format: "markdown"},
		{Input: "The council should publish the tally. It ought to name the surveyors and set a date for the next count.", Because: "recommendations: nothing checkable"},
		{Input: "# Grain and trucks\n\nThe depot lost 400 tonnes of grain in May. The manager owns a mill outside the town.\n\n## Losses\n\nThe audit office published its report on Monday. It says the depot lost 400 tonnes of grain.\n\n## Owners\n\nThe land register names the manager as owner of the mill.", Because: "lead of a document whose body is sourced (option lead)", Format: "markdown"},
		{Input: "Experts say the camps are full. Recruits arrive every week from the south, they add, and fuel comes by night.", Because: "vague attribution: that gap is reported by vague-attribution instead, never both"},
		{Input: "Instructors from the northern brigade train recruits at two camps near the lake. The fuel comes from the state depot, according to delivery notes filed with the land commission.", Because: "postposed attribution in the last sentence"},
		{Input: "Instructors from the northern brigade train recruits at two camps near the lake. The fuel comes from the state depot (Okafor 2021).", Because: "citation in the paragraph"},
	},

	Options:  func() any { return &paragraphOptions{MinAssertions: 2, Lead: "exempt", CarryOver: true} },
	Document: checkParagraphs,
}

type paragraphOptions struct {
	MinAssertions int    `yaml:"min_assertions" doc:"checkable assertions a paragraph needs before it can be reported"`
	Lead          string `yaml:"lead" enum:"exempt,check" doc:"text under a summary heading, or before the first section heading, is exempt where the body cites a source"`
	CarryOver     bool   `yaml:"carry_over" doc:"a paragraph that opens with an explicit back-reference inherits the source of the paragraph before"`
}

func checkParagraphs(p *lint.Pass) {
	o := p.Options.(*paragraphOptions)
	section := firstSection(p.Doc)
	run, longest := 0, 0 // words
	for b := range p.Doc.Blocks {
		blk := &p.Doc.Blocks[b]
		if blk.Kind == prose.Heading {
			run = 0
		}
		if blk.Kind != prose.Paragraph || len(blk.Sentences) == 0 || p.Lang(b) != "en" {
			continue
		}
		excused := func() bool { return sourcedParagraph(p, b) || o.CarryOver && inherits(p, b) || exemptSection(p, b) }
		if run == 0 && excused() {
			continue // whatever it states: to count costs its tags
		}
		n := assertions(p, b, max(o.MinAssertions, 1))
		if n < max(o.MinAssertions, 1) {
			continue
		}
		if run > 0 && excused() {
			run = 0
			continue
		}
		for _, s := range blk.Sentences {
			run += len(s.Tokens)
		}
		longest = max(longest, run)
		if o.Lead == "exempt" && (b < section || voice.Of(p.Doc).Role(b) == voice.Summary) && bodySourced(p, max(b+1, section)) {
			continue
		}
		p.Report(lint.Finding{
			Span:    blk.Sentences[0].Span,
			Message: fmt.Sprintf("%d checkable statements and no source in this paragraph; longest unsourced run so far: %d words", n, longest),
			Notes:   []lint.Note{{Text: "no attribution, citation, note or first-hand account in the paragraph"}},
		})
	}
}

// firstSection is the block of the first heading that is not the title, 0 where the text has no sections.
func firstSection(d *prose.Document) int {
	text := false
	for i := range d.Blocks {
		switch b := &d.Blocks[i]; {
		case b.Kind == prose.Heading && (text || i > 0 && b.Level > 1):
			return i
		case b.Kind != prose.Heading && b.Prose():
			text = true
		}
	}
	return 0
}

// exemptSection tells whether a section is one that needs no source, or is itself a list of them.
func exemptSection(p *lint.Pass, b int) bool {
	switch voice.Of(p.Doc).Role(b) {
	case voice.Method, voice.References, voice.HowTo:
		return true
	default:
		return false
	}
}

// bodySourced tells whether a paragraph from block on has a source.
func bodySourced(p *lint.Pass, block int) bool { return lastSourced.Of(p.Doc).from(p, block) }

// sourcedBody remembers the last sourced paragraph: a text has one lead, but a lead may have many paragraphs.
type sourcedBody struct{ last int }

var lastSourced = prose.NewFact(func(*prose.Document) *sourcedBody { return &sourcedBody{unknownBlock} })

const unknownBlock = -2

func (s *sourcedBody) from(p *lint.Pass, block int) bool {
	if s.last == unknownBlock {
		s.last = len(p.Doc.Blocks) - 1
		for s.last >= 0 && (p.Doc.Blocks[s.last].Kind != prose.Paragraph || !sourcedParagraph(p, s.last)) {
			s.last--
		}
	}
	return s.last >= block
}

// farthestCarry bounds how many paragraphs in a row may hand their source on.
const farthestCarry = 8

// inherits tells whether a paragraph takes up the one before in its first words, and that one has a source.
func inherits(p *lint.Pass, b int) bool {
	for range farthestCarry {
		if b == 0 || p.Doc.Blocks[b-1].Kind == prose.Heading || !takesUp(p, b) {
			return false
		}
		b--
		if sourcedParagraph(p, b) {
			return true
		}
	}
	return false
}

var (
	takers = setOf(`this that these those it he she they his her its their such both neither all none one another others moreover
		furthermore also further additionally meanwhile similarly likewise`)
	// told are nouns for what the source before said or is.
	told = setOf(`account accounts analysis assessment audit author authors data document documents evidence figures finding findings
		former inquiry investigation investigators latter letter list memo numbers paper poll records report researchers results same
		statement study survey team testimony files log logs`)
)

// takesUp tells whether a paragraph opens with an explicit reference back.
func takesUp(p *lint.Pass, b int) bool {
	ss := p.Doc.Blocks[b].Sentences
	if len(ss) == 0 || len(ss[0].Tokens) < 2 {
		return false
	}
	t := ss[0].Tokens
	return takers.has(t[0]) || t[0].Word == the && told.within(t[1:min(3, len(t))])
}

// sourcedParagraph tells whether anything in a block says where it comes from. A vague source counts: that gap is
// vague-attribution's to report.
func sourcedParagraph(p *lint.Pass, b int) bool {
	v := voice.Of(p.Doc)
	if len(v.Citations(b)) > 0 {
		return true
	}
	for _, a := range v.Attributions(b) {
		if a.Source.Class != voice.Self || a.Kind == voice.Finding || a.Kind == voice.Speech {
			return true
		}
	}
	blk := &p.Doc.Blocks[b]
	for i := range blk.Sentences {
		if witnessed(p, b, i) {
			return true
		}
		if v.Reach(blk.Sentences[i].Span, voice.Search{Window: voice.InSentence, Named: true, Weak: true, Citation: true, Method: true}).Sourced {
			return true
		}
	}
	// A line of sources below the paragraph is its note.
	if b+1 < len(p.Doc.Blocks) {
		word, _, colon := strings.Cut(p.Text(p.Doc.Blocks[b+1].Span), ":")
		return colon && (strings.EqualFold(word, "source") || strings.EqualFold(word, "sources"))
	}
	return false
}

var (
	firstPerson = setOf("i we me us my our ours myself ourselves")
	sawMyself   = setOf(`asked attended called checked counted drove examined found heard inspected interviewed met observed photographed
		reached read reviewed saw spent spoke stayed surveyed talked toured travelled traveled tried visited walked watched witnessed
		worked wrote lived grew`)
)

// witnessed tells whether the author was there: we counted the trucks, I saw.
func witnessed(p *lint.Pass, b, sentence int) bool {
	t := p.Doc.Blocks[b].Sentences[sentence].Tokens
	if !firstPerson.within(t) {
		return false
	}
	for i := 1; i < len(t); i++ {
		if sawMyself.has(t[i]) && firstPerson.within(t[max(i-3, 0):i]) {
			return true
		}
	}
	return false
}

// assertions counts the checkable statements of a block, to no end where there are fewer than least: most paragraphs of news
// have too few that could be, and to tell which are takes tags.
func assertions(p *lint.Pass, b, least int) (n int) {
	var likely []particular
	for i := range p.Doc.Blocks[b].Sentences {
		if about, ok := particularly(p, b, i); ok {
			likely = append(likely, about)
		}
	}
	for k, about := range likely {
		if n+len(likely)-k < least {
			break
		}
		if checkable(p, b, about) {
			n++
		}
	}
	return n
}

// particular is a sentence about something in particular.
type particular struct {
	sentence      int
	number, named bool // it has a figure or a date; a name
}

// particularly tells whether a sentence is about something in particular and may plainly state it, by its words alone.
func particularly(p *lint.Pass, b, sentence int) (about particular, ok bool) {
	t := p.Doc.Blocks[b].Sentences[sentence].Tokens
	if !stating(t) {
		return about, false
	}
	about.sentence = sentence
	for _, q := range quantity.Of(p.Doc).Sentence(b, sentence) {
		about.number = about.number || q.Figure || q.Kind == quantity.Date
	}
	about.named = namesWithin(p, t)
	return about, about.number || about.named || points.within(t)
}

// deeds are the forms of the verbs of unsourced-paragraph's list.
var deeds = sync.OnceValue(func() set {
	var all []string
	for _, l := range listed("unsourced-paragraph") {
		all = append(all, l.Phrases...)
	}
	return setOf(strings.Join(all, " "))
})

var (
	// unstated words make a sentence something else than a plain statement, wherever they stand in it.
	unstated = setOf(`? i we me us my our you your if unless whether perhaps maybe probably possibly presumably likely unlikely
		apparently seemingly arguably let please`)
	// attitudes are verbs whose subject only thinks, seems or ought; no deed is told by them.
	attitudes = setOf(`seem seems seemed appear appears appeared deserve deserves deserved need needs needed matter matters mattered mean means
		meant suggest suggests suggested imply implies implied believe believes believed think thinks thought feel feels felt hope hopes
		hoped fear fears feared want wants wanted know knows knew wish wishes wished love loves loved hate hates hated like likes liked
		prefer prefers preferred tend tends tended understand understands understood reflect reflects reflected represent represents
		represented undermine undermines undermined remain remains remained look looks looked sound sounds sounded prove proves proved depend
		depends depended require requires required risk risks risked threaten threatens threatened fail fails failed ignore ignores ignored
		care cares cared expect expects expected show shows showed shown become becomes became`)
	beForms   = setOf("is are was were 's 're been being be am")
	haveForms = setOf("has have had 've")
	doForms   = setOf("do does did")
	// points are words that make a statement one about something in particular.
	points = setOf("the this that these those his her its their he she it they both two three four five six seven eight nine ten dozens hundreds thousands")
)

// plain tells whether a sentence plainly states something, no question, advice, forecast, supposition or opinion of the
// author's; main is the token of its finite verb.
func plain(p *lint.Pass, b, sentence int) (main int, ok bool) {
	t := p.Doc.Blocks[b].Sentences[sentence].Tokens
	if !stating(t) {
		return 0, false
	}
	tags := tag.Of(p.Doc).Sentence(b, sentence)
	if tags.Has(tag.MD) {
		return 0, false
	}
	for main = 1; main < len(t) && !tags.In(main, tag.Finite); {
		main++
	}
	if main == len(t) { // perhaps a verb that was taken for a noun: instructors train recruits
		main = slices.IndexFunc(t, deeds().has)
		if main < 1 || t[len(t)-1].Len() != 1 || !tags.Is(main, tag.NN) {
			return 0, false
		}
	}
	return main, true
}

// stating tells whether no word of a sentence shows that it does something else than to state.
func stating(t []prose.Token) bool { return len(t) >= 4 && !unstated.within(t) }

// checkable tells whether a sentence about something in particular plainly states something that could be looked up: its
// main verb is a deed, or it tells of a name, a number or a date.
func checkable(p *lint.Pass, b int, about particular) bool {
	t := p.Doc.Blocks[b].Sentences[about.sentence].Tokens
	if !about.number && !about.named && !deeds().within(t) {
		return false
	}
	main, ok := plain(p, b, about.sentence)
	if !ok {
		return false
	}
	tags := tag.Of(p.Doc).Sentence(b, about.sentence)
	past := tags.Is(main, tag.VBD)
	verb := main
	for verb+1 < len(t) && (beForms.has(t[verb]) || haveForms.has(t[verb]) || doForms.has(t[verb])) {
		next := verb + 1
		for next < len(t) && (negations.has(t[next]) || tags.In(next, tag.Adverbs)) {
			next++
		}
		if next == len(t) || !tags.In(next, tag.Verbs) {
			break
		}
		verb = next
	}
	switch {
	case attitudes.has(t[verb]):
		return false
	case beForms.has(t[verb]), haveForms.has(t[verb]):
		return about.number
	case deeds().has(t[verb]):
		return true
	}
	return about.number || past && about.named
}

// namesWithin tells whether a token behind the first one is capitalised.
func namesWithin(p *lint.Pass, t []prose.Token) bool {
	for _, x := range t[1:] {
		if capital(p.Text(x.Span)) {
			return true
		}
	}
	return false
}
