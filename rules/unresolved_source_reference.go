package rules

import (
	"fmt"
	"math/bits"
	"slices"
	"strings"
	"sync"

	"github.com/sayso-lint/sayso/internal/tag"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/voice"
)

var unresolvedSourceReference = &lint.Rule{
	ID:      "unresolved-source-reference",
	Summary: "a document or person is cited as known that the text has not introduced",
	Why:     "\"the report\" sends a reader back to find which one; where nothing stands there, the source cannot be looked up",
	Remedy:  "identify the document or person at first mention",
	Family:  lint.AttributionQuality,
	Severity: map[lint.Profile]lint.Severity{
		lint.Newsroom: lint.Warning, lint.OpEd: lint.Info, lint.Intel: lint.Warning, lint.Encyclopedic: lint.Warning,
		lint.Policy: lint.Warning, lint.Academic: lint.Warning, lint.Humanitarian: lint.Warning,
	},
	Confidence: lint.Medium, Langs: []string{"en", "de", "es", "fr", "it", "nl", "pt"}, Since: "0.1.0",
	Standards: []lint.Standard{
		{Source: "ICD 206", Where: "source reference citations", Demands: "reader can identify and retrieve the source"},
		{Source: "AP \"On attribution\"", Where: "first reference", Demands: "identify at first use"},
	},
	Examples: []lint.Example{
		{Input: "The depot burned down on Sunday night. According to him, the gate was open.", Finds: "him"},
		{Input: "The reservoir lost a third of its water in two summers, the report said.", Finds: "the report"},
		{Input: "Mrs Amina Dorsey runs the ferry office. According to him, the boats were overloaded.", Finds: "him"},
		{Input: "The port authority opened a new bridge in May. The study found that lorry traffic fell by half.", Finds: "The study"},
		{Input: "A 2021 study of 40 villages looked at well water. The study found that most pumps were broken.", Because: "antecedent above: same head noun, indefinite, in the sentence before"},
		{Input: "The report of the ombudsman lists nine complaints.", Because: "identified in the noun phrase itself (of-phrase)"},
		{Input: "Yusuf Brandt guarded the depot that night. According to him, the gate was open.", Because: "named male antecedent above"},
		{Input: "Ortega and Lund (2020) interviewed 60 farmers. The study found that half of them had sold land.", Because: "author-year citation in the sentence before introduces the document"},
		{Input: "[The study](https://wells.example.org/2021) found that most pumps failed within a year.", Because: "the noun phrase is a link to the document", Format: "markdown"},
	},

	Blocks: []prose.Kind{prose.Paragraph, prose.ListItem, prose.Caption, prose.Cell, prose.Note},
	Cues:   lint.Cues{Lists: without(listed("unresolved-source-reference"), "kin")},
	Check:  checkUnresolved,
}

// without leaves lists of a name out.
func without(lists []lint.List, name string) []lint.List {
	return slices.DeleteFunc(lists, func(l lint.List) bool { return l.Name == name })
}

func checkUnresolved(p *lint.Pass, h lint.Hit) {
	t := p.Sentence(h).Tokens
	if spoken(p, h.Span) || p.Doc.Blocks[h.Block].Kind == prose.Note {
		return
	}
	span := h.Span
	switch h.List {
	case "pronoun":
		span = t[h.Last-1].Span
		if !authors(p, span) || personBefore(p, h) {
			return
		}
		p.Report(lint.Finding{
			Span: span, Message: fmt.Sprintf("%q has not been introduced", p.Text(span)),
			Notes: []lint.Note{{Text: "nobody before it whom the pronoun could stand for"}},
		})
		return
	case "document":
		if !speaks(p, h) || !authors(p, span) || askedOrSupposed(p, span) {
			return
		}
	case "subject": // a verb behind it
		span = t[h.First].Span.Join(t[h.Last-2].Span)
	case "postposed":
		span = t[h.First].Span.Join(t[h.First+1].Span)
	case "according":
		span = t[h.Last-2].Span.Join(t[h.Last-1].Span)
		if h.Last < len(t) && (specifies.has(t[h.Last]) || capital(p.Text(t[h.Last].Span))) {
			return // laut der Studie des Instituts
		}
	}
	_, last := p.Sentence(h).TokensIn(span)
	if introducedBefore(p, h, span, t[last-1]) {
		return
	}
	p.Report(lint.Finding{
		Span: span, Message: fmt.Sprintf("%q has not been introduced", p.Text(span)),
		Notes: []lint.Note{{Text: "no such document before it, and no citation, link or caption that would show which"}},
	})
}

var (
	// specifies are words of other languages that say behind a noun whose it is or about what.
	specifies = setOf("des der von vom zum zur über aus im in du de d' sur par del sobre por do da dos das della dello dei di van uit over door")
	// tells are verbs that a document is the subject of, beside those of showing.
	tells = setOf(`accuse accuses accused acknowledge acknowledges acknowledged add adds added allege alleges alleged argue argues argued
		assert asserts asserted attribute attributes attributed blame blames blamed call calls called cite cites cited claim claims
		claimed contend contends contended count counts counted cover covers covered criticise criticises criticised criticize criticizes
		criticized describe describes described detail details detailed document documents documented examine examines examined highlight
		highlights highlighted identify identifies identified list lists listed looked measured name names named note notes noted paint
		paints painted predict predicts predicted recommend recommends recommended reckon reckons reckoned reads sees state states stated
		stress stresses stressed surveyed traces traced tracked urge urges urged went goes also`)
)

// speaks tells whether a document is what is said to say something: it is followed by its verb, or led in by "according
// to".
func speaks(p *lint.Pass, h lint.Hit) bool {
	t := p.Sentence(h).Tokens
	if h.First >= 2 && t[h.First-1].Word == to && t[h.First-2].Word == according {
		return h.Last == len(t) || !identifiesBehind.has(t[h.Last]) && !capital(p.Text(t[h.Last].Span))
	}
	i := h.Last
	for i < len(t) && i < h.Last+2 && tag.Of(p.Doc).Sentence(h.Block, h.Sentence).In(i, tag.Adverbs) {
		i++
	}
	return i < len(t) && (showing.has(t[i]) || tells.has(t[i]))
}

var (
	according        = prose.WordOf("according")
	identifiesBehind = setOf("of by from that which on into about in published released written issued commissioned seen obtained")
)

// introductions are where words that can introduce a document first stand in a text, as far as somebody asked.
type introductions struct {
	first           [64]int // 1 + offset, by group; 0: nowhere yet
	text            string  // title and front matter, folded
	block, sentence int     // the next to be read
}

// kinGroups says to which groups a word belongs, as bits: words of one group introduce each other.
var kinGroups = sync.OnceValue(func() *prose.Table[uint64] {
	groups := &prose.Table[uint64]{}
	bit := uint64(1)
	for _, l := range listed("unresolved-source-reference") {
		if l.Name != "kin" {
			continue
		}
		for _, line := range l.Phrases {
			for w := range strings.FieldsSeq(line) {
				*groups.At(prose.WordOf(w)) |= bit
			}
			bit <<= 1
		}
	}
	return groups
})

var kinsIn = prose.NewFact(func(d *prose.Document) *introductions { return &introductions{text: prose.Fold(d.Title)} })

// before tells whether a word of one of some groups stands before an offset or at it. It reads on from where it has come to, and no
// further than it must.
func (in *introductions) before(d *prose.Document, offset int, some uint64) bool {
	for {
		for g := some; g != 0; g &= g - 1 {
			if at := in.first[bits.TrailingZeros64(g)]; at != 0 && at <= offset {
				return true
			}
		}
		if in.block == len(d.Blocks) || d.Blocks[in.block].Start > offset {
			return false
		}
		if in.sentence == len(d.Blocks[in.block].Sentences) {
			in.block, in.sentence = in.block+1, 0
			continue
		}
		groups := kinGroups()
		for _, t := range d.Blocks[in.block].Sentences[in.sentence].Tokens {
			for g := groups.Of(t.Word); g != 0; g &= g - 1 {
				if first := &in.first[bits.TrailingZeros64(g)]; *first == 0 {
					*first = 1 + t.Start
				}
			}
		}
		in.sentence++
	}
}

// introducedBefore tells whether the text knows the document: a kindred word stands before it, the title or a picture's
// description has its noun, or a citation stands in its sentence or shortly before.
func introducedBefore(p *lint.Pass, h lint.Hit, span prose.Span, noun prose.Token) bool {
	in := kinsIn.Of(p.Doc)
	groups := kinGroups().Of(noun.Word)
	if groups == 0 {
		groups = kinGroups().Of(singular(p.Text(noun.Span)))
	}
	if in.before(p.Doc, span.Start, groups) {
		return true
	}
	word := prose.Fold(p.Text(noun.Span))
	if strings.Contains(in.text, word) {
		return true
	}
	if c := voice.Of(p.Doc).Citations(h.Block); len(c) > 0 && c[0].Start < p.Sentence(h).End {
		return true
	}
	from := p.Doc.Blocks[h.Block].Start
	if h.Block > 0 {
		if len(voice.Of(p.Doc).Citations(h.Block-1)) > 0 {
			return true
		}
		from = p.Doc.Blocks[h.Block-1].Start
	}
	for _, m := range p.Doc.MarksIn(prose.Span{Start: from, End: span.Start}) {
		if m.Kind == prose.Image && strings.Contains(prose.Fold(p.Doc.Locate(m.Span).Text), word) {
			return true
		}
	}
	return false
}

func singular(noun string) uint64 {
	noun = prose.Fold(noun)
	if stem, ok := strings.CutSuffix(noun, "ies"); ok {
		return prose.WordOf(stem + "y")
	}
	return prose.WordOf(strings.TrimSuffix(noun, "s"))
}

// farthestPerson bounds how many blocks back a pronoun's person may stand.
const farthestPerson = 3

var (
	femaleTitles = setOf("mrs mrs. ms ms. miss madam lady dame queen princess sister mother")
	maleTitles   = setOf("mr mr. sir lord king prince brother father")
	herWords     = setOf("she her hers woman girl mother sister daughter wife queen spokeswoman")
	hisWords     = setOf("he him his man boy father brother son husband king spokesman")
	articles     = setOf("a an the his her their its one our my")
	manyPeople   = setOf("they them their people men women children police both")
)

// personBefore tells whether somebody whom the pronoun could mean stands before it.
func personBefore(p *lint.Pass, h lint.Hit) bool {
	pronoun := prose.Fold(p.Text(p.Sentence(h).Tokens[h.Last-1].Span))
	for b := h.Block; b >= 0 && b > h.Block-farthestPerson; b-- {
		ss := p.Doc.Blocks[b].Sentences
		if b == h.Block {
			ss = ss[:h.Sentence+1]
		}
		for i := range ss {
			t := ss[i].Tokens
			if b == h.Block && i == h.Sentence {
				t = t[:h.First]
			}
			if meansPerson(p, t, pronoun) {
				return true
			}
		}
	}
	return false
}

// meansPerson tells whether a sentence holds somebody for a pronoun: a plural for "them"; else a name of two words or a
// described person, the other sex left out where title or noun tell it.
func meansPerson(p *lint.Pass, t []prose.Token, pronoun string) bool {
	own, other, ownTitle, otherTitle := hisWords, herWords, maleTitles, femaleTitles
	if pronoun == "her" {
		own, other, ownTitle, otherTitle = other, own, otherTitle, ownTitle
	}
	for i := 0; i < len(t); i++ {
		word := p.Text(t[i].Span)
		switch {
		case pronoun == "them":
			if manyPeople.has(t[i]) || len(word) > 3 && strings.HasSuffix(word, "s") && !strings.HasSuffix(word, "ss") {
				return true
			}
		case own.has(t[i]) || ownTitle.has(t[i]) && capital(word):
			return true
		case otherTitle.has(t[i]) && capital(word):
			for i+1 < len(t) && capital(p.Text(t[i+1].Span)) {
				i++ // her name
			}
		case other.has(t[i]):
		case capital(word) && i+1 < len(t) && capital(p.Text(t[i+1].Span)) && p.Text(t[i+1].Span) != "I":
			return true
		case tradeEnding(word) && articles.within(t[max(i-3, 0):i]):
			return pronoun != "her" || !strings.HasSuffix(word, "man") || strings.HasSuffix(word, "woman")
		}
	}
	return false
}

// tradeEnding tells by its ending whether a noun may be somebody's trade.
func tradeEnding(word string) bool {
	if len(word) < 5 {
		return false
	}
	for _, end := range []string{"man", "woman", "er", "or", "ist", "ian", "ant", "ent", "ee", "ess", "yst", "ief", "ate", "end", "oy"} {
		if strings.HasSuffix(word, end) {
			return true
		}
	}
	return false
}
