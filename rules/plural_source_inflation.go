package rules

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/sayso-lint/sayso/internal/tag"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
)

var pluralSourceInflation = &lint.Rule{
	ID:      "plural-source-inflation",
	Summary: "several unnamed sources turn into one in the next breath",
	Why:     "\"officials said\" promises that several were asked; if all that follows comes from \"the official\", there was perhaps only one",
	Remedy:  "state the number of sources (\"two officials\")",
	Family:  lint.AttributionQuality,
	Severity: map[lint.Profile]lint.Severity{
		lint.Newsroom: lint.Error, lint.OpEd: lint.Warning, lint.Intel: lint.Error, lint.Encyclopedic: lint.Info,
		lint.Policy: lint.Warning, lint.Academic: lint.Info, lint.Humanitarian: lint.Warning,
	},
	Confidence: lint.Medium, Langs: []string{"en"}, Since: "0.1.0",
	Standards: []lint.Standard{
		{Source: "Reuters, The Essentials of Reuters sourcing", Where: "opening principles", Demands: "never cite sources in the plural when there is only one"},
		{Source: "ICD 203", Where: "D.6.e(1)", Demands: "describe the real source base"},
	},
	Examples: []lint.Example{
		{Input: "Diplomats said the deal was dead. \"It is over,\" the diplomat said.", Finds: "the diplomat"},
		{Input: "Security sources said the convoy had turned back. The source added that two trucks were lost.", Finds: "The source"},
		{Input: "The deal was dead, diplomats said on Friday. It had been dying for weeks, according to the diplomat.", Finds: "the diplomat"},
		{Input: "Aides said the minister would resign.\n\nHe had packed his desk on Sunday, the aide said.", Finds: "the aide"},
		{Input: "Two diplomats said the deal was dead. One of them added that it had never lived.", Because: "number stated, partitive"},
		{Input: "Three officials said the vote was fixed. The official who spoke first showed a form.", Because: "number stated, and the singular picks out one of them"},
		{Input: "Police said the road was closed. An officer said it would reopen at noon.", Because: "distinct individual introduced with the indefinite article"},
		{Input: "A diplomat said the deal was dead. The diplomat added that it had never lived.", Because: "singular from the start"},
		{Input: "\"Diplomats said the deal was dead, and then the diplomat hung up,\" Lena Ruiz recalled.", Because: "inside the quoted words of a named speaker"},
	},

	Cues:  lint.Cues{Lists: []lint.List{{Lang: "en", Phrases: theOne(listed("plural-source-inflation"))}}},
	Check: checkInflation,
}

// theOne makes the definite singular of each noun of the lists: the official.
func theOne(lists []lint.List) (phrases []string) {
	for _, l := range lists {
		for _, noun := range l.Phrases {
			phrases = append(phrases, "the "+noun)
		}
	}
	return phrases
}

// farthestPlural bounds how many sentences, in the paragraph and the one before, are searched for the plural.
const farthestPlural = 12

func checkInflation(p *lint.Pass, h lint.Hit) {
	t := p.Sentence(h).Tokens
	if h.Last < len(t) && (restricts.has(t[h.Last]) || tag.Of(p.Doc).Sentence(h.Block, h.Sentence).In(h.Last, tag.Nouns)) {
		return // the official who spoke first, the source of the leak, the minister Ada Brun, the resident doctor
	}
	if h.Last+1 < len(t) && p.Text(t[h.Last].Span) == "," && capital(p.Text(t[h.Last+1].Span)) {
		return // the diplomat, Jonas Brandt,
	}
	if !credited(p, h.Block, h.Sentence, h.Span) {
		return
	}
	head := p.Text(t[h.Last-1].Span)
	one, many := prose.WordOf(head), prose.WordOf(pluralOf(strings.ToLower(head)))
	left := farthestPlural
	for b := h.Block; b >= 0 && b >= h.Block-1; b-- {
		if p.Doc.Blocks[b].Kind == prose.Heading {
			return
		}
		last := len(p.Doc.Blocks[b].Sentences) - 1
		if b == h.Block {
			last = h.Sentence
		}
		for s := last; s >= 0 && left > 0; s-- {
			left--
			tokens := p.Doc.Blocks[b].Sentences[s].Tokens
			from := len(tokens)
			if b == h.Block && s == h.Sentence {
				from = h.First
			}
			for i := from - 1; i >= 0; i-- {
				switch tokens[i].Word {
				case one:
					return // introduced in the singular
				case many:
					if plural, ok := bareSources(p, b, s, i); ok && !spokenOf(p, b, one) {
						p.Report(lint.Finding{
							Span:    h.Span,
							Message: fmt.Sprintf("plural %q becomes %q: one source or several?", p.Text(plural), p.Text(h.Span)),
							Notes:   []lint.Note{{Text: "the plural, without a number", Span: plural}},
						})
					}
					return
				}
			}
		}
	}
}

var (
	// restricts are words behind a noun that pick one out of several.
	restricts = setOf("who whom whose that which of from in at with for on to responsible familiar close behind leading handling involved 's ’s")
	// counts are words before a plural that say how many there are, or that all are meant.
	counts = setOf(`two three four five six seven eight nine ten eleven twelve several many most both all numerous dozens hundreds
		various multiple few couple`)
)

func pluralOf(noun string) string {
	if stem, man := strings.CutSuffix(noun, "man"); man {
		return stem + "men"
	}
	if strings.HasSuffix(noun, "s") {
		return noun + "es"
	}
	return noun + "s"
}

// credited tells whether words in a span are the source of an attribution in the author's voice.
func credited(p *lint.Pass, block, sentence int, s prose.Span) bool {
	for _, a := range attributionsNear(p, block, s) {
		if a.Sentence == sentence && a.Source.Overlaps(s) && authorsClaim(p, a) {
			return true
		}
	}
	return false
}

// spokenOf tells whether the blocks before one speak of such a person already: the minister may be that one.
func spokenOf(p *lint.Pass, block int, noun uint64) bool {
	for b := block - 1; b >= 0 && b >= block-maxBack; b-- {
		for _, s := range p.Doc.Blocks[b].Sentences {
			for _, t := range s.Tokens {
				if t.Word == noun {
					return true
				}
			}
		}
	}
	return false
}

// bareSources tells whether a plural noun is the head of a source without a number; the span is its noun phrase.
func bareSources(p *lint.Pass, b, sentence, i int) (prose.Span, bool) {
	t := p.Doc.Blocks[b].Sentences[sentence].Tokens
	for _, a := range attributionsNear(p, b, t[i].Span) {
		if a.Sentence != sentence || !a.Source.Overlaps(t[i].Span) || !authorsClaim(p, a) {
			continue
		}
		first, _ := p.Doc.Blocks[b].Sentences[sentence].TokensIn(a.Source.Span)
		for _, w := range t[min(first, i):i] {
			if counts.has(w) || unicode.IsDigit(rune(p.Doc.Text[w.Start])) {
				return prose.Span{}, false
			}
		}
		return t[min(first, i)].Span.Join(t[i].Span), true
	}
	return prose.Span{}, false
}
