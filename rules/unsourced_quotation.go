package rules

import (
	"strings"

	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/voice"
)

var unsourcedQuotation = &lint.Rule{
	ID:      "unsourced-quotation",
	Summary: "words are quoted and nobody is named as their speaker",
	Why:     "a quotation without a speaker can be neither checked nor placed; readers take it for somebody who matters",
	Remedy:  "add speaker and occasion, or a citation",
	Family:  lint.Sourcing,
	Severity: map[lint.Profile]lint.Severity{
		lint.Newsroom: lint.Error, lint.OpEd: lint.Warning, lint.Intel: lint.Error, lint.Encyclopedic: lint.Error,
		lint.Policy: lint.Warning, lint.Academic: lint.Error, lint.Humanitarian: lint.Error,
	},
	Confidence: lint.High, Langs: []string{"en"}, Since: "0.1.0",
	Standards: []lint.Standard{
		{Source: "Wikipedia WP:V", Where: "quotations", Demands: "inline citation for every direct quotation"},
		{Source: "AP / Reuters", Where: "attribution of quotes", Demands: "speaker identified"},
		{Source: "Redi et al. 2019", Where: "\"Quotation\"", Demands: "top citation reason"},
	},
	Examples: []lint.Example{
		{Input: "The plan was \"a slow-motion surrender of the northern ports\".", Finds: "\"a slow-motion surrender of the northern ports\""},
		{Input: "\"We have no intention of leaving the valley until spring.\"", Finds: "\"We have no intention of leaving the valley until spring.\""},
		{Input: "The road has been described as “a ribbon of mud and broken axles”.", Finds: "“a ribbon of mud and broken axles”"},
		{Input: "The hall emptied before midnight. \"Nobody here will ever sign that paper.\" The lights went out at one.", Finds: "\"Nobody here will ever sign that paper.\""},
		{Input: "The plan was \"a slow-motion surrender of the northern ports\", Ortega wrote.", Because: "speaker in the sentence, postposed"},
		{Input: "\"The snow closes the pass in November,\" Ana Prieto said. \"We leave in the spring. And not a day before that.\"", Because: "continuing quotation after an identified speaker in the same paragraph"},
		{Input: "\"Will you sign the paper today?\" Ana Prieto asked.\n\n\"I will not sign it,\" Jonas Brandt said.\n\n\"Then I will wait here until you do.\"", Because: "dialogue turn after two identified speakers"},
		{Input: "The plan was \"a slow-motion surrender of the northern ports\" (Ortega 2019).", Because: "citation in the sentence"},
		{Input: "The plan was \"a slow-motion surrender of the northern ports\".[^4]\n\n[^4]: Ortega, speech in council, 3 May 2019.", Because: "footnote in the sentence, and the note exists", Format: "markdown"},
	},

	Options: func() any { return &quotationOptions{MinWords: 4, Window: "paragraph"} },
	Blocks:  []prose.Kind{prose.Paragraph, prose.ListItem},
	Cues:    lint.Cues{Lists: []lint.List{{Lang: "en", Phrases: []string{"\"", "“", "«", "„"}}}},
	Check:   checkQuotation,
}

type quotationOptions struct {
	MinWords int    `yaml:"min_words" doc:"quotations with fewer words are left to scare-quotes"`
	Window   string `yaml:"window" enum:"sentence,prev,paragraph,section" doc:"how far the speaker may be: sentence, prev (adds the sentence before), paragraph (adds its lead), section (adds the section's lead); notes always count, nothing reaches across a heading"`
}

var (
	// saysOf are words after a quotation that talk of the words themselves.
	saysOf = setOf("here means mean appears appear refers refer is occurs stands denotes was")
	// ofWords stand before a quotation that is mentioned, not said.
	ofWords = setOf("word words phrase phrases term terms titled entitled called named slogan motto title expression label reads reading book film song novel article essay report")
)

func checkQuotation(p *lint.Pass, h lint.Hit) {
	o := p.Options.(*quotationOptions)
	v := voice.Of(p.Doc)
	if v.Role(h.Block) == voice.References {
		return // the title of a work
	}
	for _, q := range v.Quotations(h.Block) {
		if q.Start != h.Span.Start {
			continue
		}
		if q.Depth > 0 || !wordsIn(p, q.Span, o.MinWords) || mentioned(p, h, q.Span) || title(p, q.Span) {
			return
		}
		inner := prose.Span{Start: q.Start + 1, End: q.End - 1}
		if _, by := v.Speaker(inner); by != nil && by.Source.Class != voice.NoSource {
			return // the speaker is known; how well is another rule's affair
		}
		if spokenNearby(p, h, windows[o.Window]) || continued(p, h) {
			return
		}
		r := v.Reach(p.Sentence(h).Span, voice.Search{})
		r.Searched = searched[windows[o.Window]]
		p.Report(lint.Finding{Span: q.Span, Message: "who said this? the quotation has no speaker", Notes: whyNot(p, p.Sentence(h).Span, r)})
		return
	}
}

// searched is where a speaker is looked for, by window.
var searched = map[voice.Window][]voice.Place{
	voice.InSentence:  {voice.ThisSentence, voice.Notes},
	voice.InPrevious:  {voice.ThisSentence, voice.PreviousSentence, voice.NextSentence, voice.Notes},
	voice.InParagraph: {voice.ThisSentence, voice.PreviousSentence, voice.NextSentence, voice.ParagraphLead, voice.Notes},
	voice.InSection:   {voice.ThisSentence, voice.PreviousSentence, voice.NextSentence, voice.ParagraphLead, voice.Notes},
}

// spokenNearby tells whether a source speaks or a citation stands near enough to be the quotation's. The layer cannot
// be asked: to it a quotation is sourced by its marks.
func spokenNearby(p *lint.Pass, h lint.Hit, w voice.Window) bool {
	near := func(sentence int) bool {
		switch w {
		case voice.InSentence:
			return sentence == h.Sentence
		case voice.InPrevious:
			return sentence >= h.Sentence-1 && sentence <= h.Sentence+1
		default:
			return sentence <= h.Sentence+1
		}
	}
	v := voice.Of(p.Doc)
	for _, a := range v.Attributions(h.Block) {
		if near(a.Sentence) && (a.Source.Class.Named() || a.Source.Class != voice.NoSource && !a.Source.Referent.Empty()) {
			return true
		}
	}
	for _, c := range v.Citations(h.Block) {
		if p.Sentence(h).Contains(c.Span) {
			return true
		}
	}
	return false
}

// wordsIn tells whether a span has at least n words.
func wordsIn(p *lint.Pass, s prose.Span, n int) bool {
	block, sentence := p.Doc.SentenceAt(s.Start)
	sentences := p.Doc.Blocks[block].Sentences
	for i := max(sentence, 0); n > 0 && i < len(sentences) && sentences[i].Start < s.End; i++ {
		first, last := sentences[i].TokensIn(s)
		for t := sentences[i].Tokens[first:last]; n > 0 && len(t) > 0; {
			some := t[:min(n, len(t))] // so many at least are wanted
			n, t = n-p.Doc.Words(some), t[len(some):]
		}
	}
	return n <= 0
}

// mentioned tells whether the quoted words are talked of rather than said.
func mentioned(p *lint.Pass, h lint.Hit, q prose.Span) bool {
	t := p.Sentence(h).Tokens
	_, last := p.Sentence(h).TokensIn(q)
	return h.First > 0 && ofWords.has(t[h.First-1]) || h.First == 0 && last < len(t) && saysOf.has(t[last])
}

// title tells whether every longer word of a quotation has a capital.
func title(p *lint.Pass, q prose.Span) bool {
	words := 0
	for w := range strings.FieldsSeq(strings.Trim(p.Text(q), "\"'“”‘’«».,;")) {
		if len(w) > 3 {
			if !capital(w) {
				return false
			}
			words++
		}
	}
	return words > 1
}

// continued tells whether the quotation goes on with a dialogue: the paragraph before ends in speech with a speaker.
func continued(p *lint.Pass, h lint.Hit) bool {
	v := voice.Of(p.Doc)
	for b := h.Block; b >= 0 && b >= h.Block-1; b-- {
		for _, q := range v.Quotations(b) {
			if q.Start >= h.Span.Start {
				break
			}
			if _, by := v.Speaker(prose.Span{Start: q.Start + 1, End: q.End - 1}); by != nil && by.Source.Class.Named() {
				return true
			}
		}
	}
	return false
}
