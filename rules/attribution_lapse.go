package rules

import (
	"fmt"
	"strings"

	"github.com/sayso-lint/sayso/internal/tag"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/voice"
)

var attributionLapse = &lint.Rule{
	ID:      "attribution-lapse",
	Summary: "a text goes on with what a source said as if it were its own",
	Why:     "where an attribution silently ends, the reader can no longer tell the claims of the source from the findings of the author",
	Remedy:  "repeat the attribution or mark the shift to your own assessment",
	Family:  lint.AttributionQuality,
	Severity: map[lint.Profile]lint.Severity{
		lint.Newsroom: lint.Warning, lint.OpEd: lint.Info, lint.Intel: lint.Warning, lint.Encyclopedic: lint.Info,
		lint.Policy: lint.Info, lint.Academic: lint.Warning, lint.Humanitarian: lint.Warning,
	},
	Confidence: lint.Low, Experimental: true, Langs: []string{"en"}, Since: "0.1.0",
	Standards: []lint.Standard{
		{Source: "AP \"On attribution\"", Where: "later paragraphs", Demands: "restate unless perfectly clear"},
		{Source: "PARC/PolNeAR guidelines", Where: "content span", Demands: "content ends with the source's proposition"},
		{Source: "ICD 203", Where: "D.6.e(3)", Demands: "separate underlying information from the analyst's own judgments"},
	},
	Examples: []lint.Example{
		{Input: "Nine in ten pupils go hungry, the teachers' league said.\n\nThe pupils share one meal a day. Their school has no kitchen.", Finds: "The pupils share one meal a day."},
		{Input: "Marta Olsen told the committee that the dam leaks.\n\nThe leak feeds the swamp below the dam. It has swallowed two roads.", Finds: "The leak feeds the swamp below the dam."},
		{Input: "According to the port union, the cranes are unsafe. Two crane cables snapped in May. A third crane leans. The brakes of the cranes were never tested.", Finds: "The brakes of the cranes were never tested."},
		{Input: "The charity says the old wells failed. The remaining wells deliver brackish water.", Finds: "The remaining wells deliver brackish water.", Options: map[string]any{"max_carry_sentences": 0}},
		{Input: "The charity says 90 wells failed. It adds that the rest deliver brackish water. It also found that children are the worst affected.", Because: "back reference by pronoun and cue verb"},
		{Input: "\"The dam leaks,\" Marta Olsen said.\n\n\"The leak feeds the swamp below the dam.\"", Because: "quotation: the second paragraph is still in the speaker's voice"},
		{Input: "The charity says 90 wells failed.\n\nThe wells that remain deliver brackish water (Lund 2021).", Because: "citation of its own"},
		{Input: "The charity says 90 wells failed. The rest deliver brackish water. Children are the worst affected.", Because: "within max_carry_sentences, same paragraph"},
		{Input: "The charity says 90 wells failed.\n\nParliament votes on the budget on Friday.", Because: "change of topic: no noun shared with the attributed content, no anaphor"},
	},

	Options:  func() any { return &lapseOptions{MaxCarrySentences: 2} },
	Document: checkLapse,
}

type lapseOptions struct {
	MaxCarrySentences int `yaml:"max_carry_sentences" doc:"sentences in the same paragraph that may go on with the claims before the source must be named again"`
}

func checkLapse(p *lint.Pass) {
	var l lapse
	for b := range p.Doc.Blocks {
		blk := &p.Doc.Blocks[b]
		if blk.Kind != prose.Paragraph || p.Lang(b) != "en" {
			if blk.Kind != prose.Furniture {
				l.end()
			}
			continue
		}
		l.paragraph(p, b)
	}
}

// lapse is what is left of the last attribution: who was credited, with words about what, and how long ago.
type lapse struct {
	source prose.Span           // empty: nobody speaks
	said   []*voice.Attribution // what the source is credited with, not yet in topic
	topic  prose.Table[int32]   // stem → the last of words with it, counted from 1: what the source spoke of
	words  []mention
	ago    int // sentences since it was last named
}

// mention is a word in what a source said. Only nouns and verbs say what it spoke of; which are some takes tags, and is asked when
// the word is met again.
type mention struct{ block, sentence, token, before int32 } // before: as in topic, with the same stem

// paragraph follows the attributions through one paragraph.
func (l *lapse) paragraph(p *lint.Pass, b int) {
	v := voice.Of(p.Doc)
	attributions := v.Attributions(b)
	for s := range p.Doc.Blocks[b].Sentences {
		named := false
		for ; len(attributions) > 0 && attributions[0].Sentence <= s; attributions = attributions[1:] {
			named = true
			l.start(p, &attributions[0])
		}
		switch {
		case named:
			continue
		case l.source.Empty():
			if len(attributions) == 0 {
				return
			}
			continue
		}
		l.ago++
		span := p.Doc.Blocks[b].Sentences[s].Span
		if who, _ := v.Speaker(span); who == voice.Other {
			continue // a quotation goes on, or content that runs over sentences
		}
		if !l.goesOn(p, b, s) || v.Reach(span, voice.Search{Window: voice.InSentence, Named: true, Weak: true, Citation: true, Method: true}).Sourced {
			l.end() // the author speaks, of something else or of a source's own
			continue
		}
		if s == 0 || l.ago > p.Options.(*lapseOptions).MaxCarrySentences {
			p.Report(lint.Finding{
				Span: span, Message: fmt.Sprintf("is this still %q? the attribution lapsed %s", p.Text(l.source), sentencesAgo(l.ago)),
				Notes: []lint.Note{{Text: "named here last", Span: l.source}},
			})
			l.end()
		}
	}
}

func sentencesAgo(n int) string {
	if n == 1 {
		return "1 sentence ago"
	}
	return fmt.Sprintf("%d sentences ago", n)
}

// end forgets all; the room is kept for the next.
func (l *lapse) end() { *l = lapse{said: l.said[:0], words: l.words[:0]} }

// start takes up an attribution; one to nobody or to the author ends the last.
func (l *lapse) start(p *lint.Pass, a *voice.Attribution) {
	credits := a.Kind == voice.Speech || a.Kind == voice.Finding || a.Kind == voice.Belief
	if !credits || a.Source.Class == voice.NoSource || a.Source.Class == voice.Self || a.Source.Empty() {
		l.end()
		return
	}
	source := a.Source.Span
	if !a.Source.Referent.Empty() {
		source = a.Source.Referent
	} else if !strings.Contains(p.Text(source), " ") && !capital(p.Text(source)) {
		l.end() // a pronoun for nobody known
		return
	}
	if l.source.Empty() || l.ago > 0 {
		l.end()
	}
	l.source, l.ago, l.said = source, 0, append(l.said, a)
}

// about is the last word with some stem in what the source said, as in topic; 0 where there is none. All that it said is gathered
// when somebody asks.
func (l *lapse) about(p *lint.Pass, stem uint64) int32 {
	for _, a := range l.said {
		l.gather(p, a)
	}
	l.said = l.said[:0]
	return l.topic.Of(stem)
}

func (l *lapse) gather(p *lint.Pass, a *voice.Attribution) {
	for _, c := range a.Content {
		b, s := p.Doc.SentenceAt(c.Start)
		for ; b == a.Block && s >= 0 && s < len(p.Doc.Blocks[b].Sentences) && p.Doc.Blocks[b].Sentences[s].Start < c.End; s++ {
			st := &p.Doc.Blocks[b].Sentences[s]
			first, last := st.TokensIn(c)
			l.topic.Grow(len(l.words) + last - first)
			for i := first; i < last; i++ {
				if stem, ok := stemOf(p, st.Tokens[i]); ok {
					at := l.topic.At(stem)
					l.words = append(l.words, mention{int32(b), int32(s), int32(i), *at})
					*at = int32(len(l.words))
				}
			}
		}
	}
}

// spokeOf tells whether a word with some stem is among the nouns and verbs of what the source said. Names are left out: all of a
// text shares them.
func (l *lapse) spokeOf(p *lint.Pass, stem uint64) bool {
	for at := l.about(p, stem); at > 0; at = l.words[at-1].before {
		m := &l.words[at-1]
		if tag.Of(p.Doc).Sentence(int(m.block), int(m.sentence)).In(int(m.token), tag.Nouns&^tag.ProperNouns|tag.Verbs) {
			return true
		}
	}
	l.topic.Put(stem, 0) // so that nobody looks again
	return false
}

// stemOf is a noun or verb without the ending of its number or person; ok is false for words that any text shares.
func stemOf(p *lint.Pass, t prose.Token) (stem uint64, ok bool) {
	stem = t.Word
	if t.Len() < 3 {
		return 0, false
	}
	if last := p.Doc.Text[t.End-1]; last == 's' || last == 'S' {
		w := prose.Fold(p.Text(t.Span))
		switch {
		case strings.HasSuffix(w, "ies"):
			stem = prose.WordOf(w[:len(w)-3] + "y")
		case strings.HasSuffix(w, "shes"), strings.HasSuffix(w, "ches"), strings.HasSuffix(w, "xes"), strings.HasSuffix(w, "sses"):
			stem = prose.WordOf(w[:len(w)-2])
		case !strings.HasSuffix(w, "ss"):
			stem = prose.WordOf(w[:len(w)-1])
		}
	}
	return stem, !commonStems.Has(stem)
}

// commonStems are shared by texts on anything, and by nouns and verbs with nothing: the frequent words that are neither.
var commonStems = setOf(`ha wa i be have do did doe done been had were are person people year day week month time percent number way lot part thing
	man woman one two three four five six seven eight nine ten hundred thousand million billion say said get got make made take took
	come came go went give gave use case
	the and for with from into than that thi these those who which their it hi her our your they them she you not`)

// turns open sentences in which the author takes over.
var turns = setOf("similarly likewise meanwhile instead indeed still though although while whereas neither nor thus hence so therefore")

// needing are words that say of a subject that it goes on with what stood before: the rest, another 30.
var needing = setOf("rest another others other remaining these those")

// goesOn tells whether a sentence states something and its subject takes up what the source spoke of; what the author concludes
// from it does not count.
func (l *lapse) goesOn(p *lint.Pass, b, sentence int) bool {
	t := p.Doc.Blocks[b].Sentences[sentence].Tokens
	if adversatives.has(t[0]) || turns.has(t[0]) || !stating(t) || !l.mayGoOn(p, t) {
		return false
	}
	main, ok := plain(p, b, sentence)
	tags := tag.Of(p.Doc).Sentence(b, sentence)
	if !ok || attitudes.has(t[main]) || tags.Is(0, tag.IN) {
		return false
	}
	for i := range main {
		if goesBack(t, i) {
			return true
		}
		if stem, ok := stemOf(p, t[i]); ok && l.about(p, stem) > 0 && tags.In(i, tag.Nouns) && l.spokeOf(p, stem) {
			return true
		}
	}
	return false
}

// mayGoOn tells whether any word takes up what the source spoke of. It spares most sentences their tags.
func (l *lapse) mayGoOn(p *lint.Pass, t []prose.Token) bool {
	for i := range t {
		if goesBack(t, i) {
			return true
		}
		if stem, ok := stemOf(p, t[i]); ok && l.about(p, stem) > 0 {
			return true
		}
	}
	return false
}

// goesBack tells whether the word at i, which opens a sentence or stands behind the first word, says of the subject that it goes on
// with what stood before. "These are laudable goals" is the author's word on them.
func goesBack(t []prose.Token, i int) bool {
	return i < 2 && needing.has(t[i]) && i+1 < len(t) && !beForms.has(t[i+1])
}

var adversatives = setOf("but yet however still nevertheless nonetheless")
