package rules

import (
	"fmt"

	"github.com/sayso-lint/sayso/lint"
)

var editorializing = &lint.Rule{
	ID:      "editorializing",
	Summary: "a comment adverb or metacomment steers the reader",
	Why:     "\"tellingly\" tells the reader what to think of a fact that could speak for itself",
	Remedy:  "delete it; the fact can stand alone",
	Family:  lint.Stance,
	Severity: map[lint.Profile]lint.Severity{
		lint.Newsroom: lint.Info, lint.OpEd: lint.Off, lint.Intel: lint.Warning, lint.Encyclopedic: lint.Warning,
		lint.Policy: lint.Info, lint.Academic: lint.Info, lint.Humanitarian: lint.Info,
	},
	Confidence: lint.High, Langs: []string{"en"}, Since: "0.1.0",
	Standards: []lint.Standard{
		{Source: "Wikipedia MOS:EDITORIAL", Where: "Editorializing", Demands: "avoid"},
		{Source: "Hyland 2005", Where: "attitude markers"},
	},
	Examples: []lint.Example{
		{Input: "Tellingly, nobody objected.", Finds: "Tellingly"},
		{Input: "It should be noted that two wells failed.", Finds: "It should be noted"},
		{Input: "The minister, of course, kept his car.", Finds: "of course"},
		{Input: "Unsurprisingly, the tender went to the only bidder.", Finds: "Unsurprisingly"},
		{Input: "To be sure, sales also rose. But the debt grew faster.", Because: "concession introducing counter-evidence: good practice outside the encyclopedic profile"},
		{Input: "Several plants, notably the two largest mills, closed in May.", Because: "focus particle: notably before a noun phrase"},
		{Input: "It was a notably dry year.", Because: "degree adverb"},
		{Input: "Unfortunately for Ruiz, the ferry had left.", Because: "benefactive narrative"},
		{Input: "She said it was, of course, late.", Because: "attributed"},
	},

	Options: func() any { return &commentOptions{AllowConcessions: true} },
	Cues:    lint.Cues{Lists: listed("editorializing")},
	Check:   checkComment,
}

type commentOptions struct {
	AllowConcessions bool `yaml:"allow_concessions" doc:"accept to be sure, admittedly and the like when they bring in counter-evidence"`
}

var adversatives = setOf("but yet however still nevertheless nonetheless")

func checkComment(p *lint.Pass, h lint.Hit) {
	t := p.Sentence(h).Tokens
	comma := func(i int) bool { return i >= 0 && i < len(t) && p.Text(t[i].Span) == "," }
	if !authors(p, h.Span) || askedOrSupposed(p, h.Span) || quotedAlone(p, t, h) {
		return
	}
	switch h.List {
	case "adverb":
		// A comment stands apart: at the head of the sentence or between commas. Before an adjective it is a degree, before
		// a noun phrase a focus.
		apart := h.First == 0 && comma(h.Last) || comma(h.First-1) && comma(h.Last)
		if !apart && h.Last-h.First < 2 {
			return
		}
	case "concession":
		if !comma(h.Last) || h.First > 0 {
			return
		}
		if o := p.Options.(*commentOptions); o.AllowConcessions && countered(p, h) {
			return
		}
	}
	p.Report(lint.Finding{Span: h.Span, Message: fmt.Sprintf("comment, not content: %q", p.Text(h.Span))})
}

// countered tells whether counter-evidence follows a concession, in the sentence or at the head of the next.
func countered(p *lint.Pass, h lint.Hit) bool {
	ss := p.Doc.Blocks[h.Block].Sentences
	if adversatives.within(ss[h.Sentence].Tokens[h.Last:]) {
		return true
	}
	return h.Sentence+1 < len(ss) && adversatives.within(ss[h.Sentence+1].Tokens[:min(3, len(ss[h.Sentence+1].Tokens))])
}
