package rules

import (
	"unicode"

	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/voice"
)

var rhetoricalQuestion = &lint.Rule{
	ID:      "rhetorical-question",
	Summary: "a question in the author's voice asserts instead of asking",
	Why:     "a question makes a claim without owning it, and without a source",
	Remedy:  "turn it into a claim with a source, or delete",
	Family:  lint.Stance,
	Severity: map[lint.Profile]lint.Severity{
		lint.Newsroom: lint.Info, lint.OpEd: lint.Off, lint.Intel: lint.Warning, lint.Encyclopedic: lint.Warning,
		lint.Policy: lint.Info, lint.Academic: lint.Warning, lint.Humanitarian: lint.Warning,
	},
	Confidence: lint.Medium, Langs: []string{"en"}, Since: "0.1.0",
	Standards: []lint.Standard{
		{Source: "Hyland 2005", Where: "engagement markers: questions"},
		{Source: "Economist Style Guide", Where: "do not be too didactic"},
	},
	Examples: []lint.Example{
		{Input: "Who would trust such a promise?", Finds: "Who would trust such a promise?"},
		{Input: "Does anyone believe the truce will last?", Finds: "Does anyone believe the truce will last?"},
		{Input: "The fund spent nothing on wells. Is that what donors paid for?", Finds: "Is that what donors paid for?"},
		{Input: "How many more bridges must fall before the ministry acts?", Finds: "How many more bridges must fall before the ministry acts?"},
		{Input: "Q: Did you vote?\nA: Yes, before noon.\n", Because: "interview format"},
		{Input: "\"Will it last?\" she asked.", Because: "quoted"},
		{Input: "Will the truce last? the envoy asked.", Because: "postposed attribution without marks"},
		{Input: "## Who can apply?\n\nAny resident of the district may apply.\n", Because: "section heading", Format: "markdown"},
		{Input: "## FAQ\n\n**Is the ferry free?**\n\nIt is free for residents.\n", Because: "FAQ section", Format: "markdown"},
	},

	Cues:  lint.Cues{Lists: []lint.List{{Lang: "en", Phrases: []string{"?"}}}},
	Check: checkQuestion,
}

var (
	// answers open a sentence that answers a question.
	answers   = setOf("yes no none nobody nothing neither never only both all not because")
	unknown   = setOf("knows knew can could seems is")
	whether   = setOf("will would is are was were can could should do does did has have must")
	wh        = setOf("what why how which where who when")
	listing   = setOf("first firstly partly mainly mostly largely chiefly judging according")
	aReply    = setOf("the a an one another part two three four several")
	reply     = setOf("answer answers reason reasons explanation explanations cause causes possibility possibilities option options way ways short obvious factor factors")
	advisable = setOf("should would could can")
	noWord    = prose.WordOf("no")
	oneWord   = prose.WordOf("one")
	should    = prose.WordOf("should")
	invites   = setOf("subscribe sign register contact click read donate share join email call")
	inquired  = setOf("asked asks wondered wonders inquired enquired")
	asking    = setOf("asked asks ask wondered wonders wonder inquired enquired")
)

// answered tells whether a sentence answers the question before it. That nobody knows is no answer.
func answered(question, t []prose.Token) bool {
	if wh.within(question[:min(len(question), 3)]) && replies(question, t) {
		return true
	}
	i := 1
	if len(t) > 1 && t[0].Word == noWord && t[1].Word == oneWord {
		i = 2
	}
	return answers.has(t[0]) && !(i < len(t) && unknown.has(t[i]))
}

// replies tells whether a sentence gives what a question with what, why or how asked for: one explanation is; first, it should; we
// could teach.
func replies(question, t []prose.Token) bool {
	switch {
	case listing.has(t[0]), (aReply.has(t[0]) || t[0].Word == oneWord) && reply.within(t[min(1, len(t)):min(3, len(t))]): // the official answer is
		return true
	}
	for _, q := range question[:min(len(question), 5)] {
		if advisable.has(q) {
			return advisable.within(t[:min(len(t), 4)])
		}
	}
	return false
}

// insinuates tells whether a heading is the title of the piece and asks whether something is so: Will the dam hold? One that
// asks what, why or how, or what should be done, announces an answer, and so does any question over a section.
func insinuates(p *lint.Pass, h lint.Hit) bool {
	if h.Block > 0 || h.Sentence+1 < len(p.Doc.Blocks[h.Block].Sentences) {
		return false // Do letters raise turnout? A field experiment
	}
	t := p.Sentence(h).Tokens
	first := 0
	for i := range t[:min(len(t), 6)] {
		if p.Text(t[i].Span) == ":" && i+1 < len(t) {
			first = i + 1
		}
	}
	return whether.has(t[first]) && t[first].Word != should
}

func checkQuestion(p *lint.Pass, h lint.Hit) {
	b := &p.Doc.Blocks[h.Block]
	s := p.Sentence(h)
	if b.Kind == prose.Heading && !insinuates(p, h) || !authors(p, s.Span) || !authors(p, h.Span) || len(s.Tokens) < 3 {
		return
	}
	if h.Last < len(s.Tokens) && asking.within(s.Tokens[h.Last:]) || asks(p, s) {
		return // attributed without marks: Will it last? the envoy asked; the judges asked: Will it last?
	}
	if role := voice.Of(p.Doc).Role(h.Block); role == voice.FAQ || role == voice.Method || interview(p, h) {
		return
	}
	if h.Sentence+1 < len(b.Sentences) {
		next := b.Sentences[h.Sentence+1].Tokens
		if answered(s.Tokens, next) || invites.has(next[0]) || asking.within(next) && !capital(p.Text(next[0].Span)) {
			return // answered, an advertisement, or attributed without marks: Will it last? the envoy asked
		}
	} else if h.Block+1 < len(p.Doc.Blocks) && len(p.Doc.Blocks[h.Block+1].Sentences) > 0 {
		if next := p.Doc.Blocks[h.Block+1].Sentences[0].Tokens; answered(s.Tokens, next) || invites.has(next[0]) {
			return
		}
	}
	p.Report(lint.Finding{
		Span: s.Span, Message: "a question that asserts: say it",
		Notes: []lint.Note{{Text: "neither quoted nor attributed, and the next sentence does not answer it"}},
	})
}

// asks tells whether a sentence ends in a question that it says somebody asked: The judges asked the same thing: What is it?
func asks(p *lint.Pass, s *prose.Sentence) bool {
	for i, t := range s.Tokens {
		if i > 0 && i+1 < len(s.Tokens) && p.Text(t.Span) == ":" {
			return inquired.within(s.Tokens[:i])
		}
	}
	return false
}

// interview tells whether the line is one of questions and answers: a label or bold type leads it in.
func interview(p *lint.Pass, h lint.Hit) bool {
	b := &p.Doc.Blocks[h.Block]
	t := b.Sentences[0].Tokens
	if len(t) > 2 && p.Text(t[1].Span) == ":" && (p.Text(t[0].Span) == "Q" || p.Text(t[0].Span) == "Question") {
		return true
	}
	if len(t) > 2 && (p.Text(t[0].Span) == "Question" || p.Text(t[0].Span) == "Q") && unicode.IsDigit(rune(p.Doc.Text[t[1].Start])) {
		return true // Question 2. Is the threshold right?
	}
	s := p.Sentence(h).Span
	for _, m := range p.Doc.MarksIn(s) {
		if m.Kind == prose.Strong && m.Contains(s) && len(b.Sentences) == 1 {
			return true
		}
	}
	return false
}
