package pack

import (
	"reflect"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sayso-lint/sayso/internal/tag"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/modality"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/quantity"
	"github.com/sayso-lint/sayso/voice"
)

// Asked is what is known of a hit, fact by fact, under the names that conditions know (facts). A fact is worked out when it
// is asked for and never before: what a condition asks first may spare the rest. Rules in Go ask the same ones.
type Asked struct {
	pass  *lint.Pass
	hit   lint.Hit
	lists map[string]*wordSet // of the rule
	spec  *Spec               // that asks; nil of a rule in Go
}

// About is what is known of a hit, to whoever has no word lists to ask about.
func About(p *lint.Pass, h lint.Hit) *Asked { return &Asked{pass: p, hit: h} }

// fact is one name that a condition may use. How it is worked out is a method of Asked, named alike: sentence.text is
// SentenceText.
type fact struct {
	name, args, doc string
	ask             any // func(*Asked) of bool, int, float64 or string; with args, of a list
}

// facts are the promise to those who write packs: what is here stays, and means what it says.
var facts = []fact{
	{"text", "", "the words found, as they stand", (*Asked).Text},
	{"list", "", "the name of the list that the phrase is from; empty where it has none", (*Asked).List},
	{"length", "", "how many words and marks they are", (*Asked).Length},
	{"opening", "", "they open the sentence", (*Asked).Opening},
	{"apart", "", "they stand apart: between commas, or at the head of the sentence before one", (*Asked).Apart},
	{"named", "", "a capital makes them part of a name", (*Asked).Named},
	{"mentioned", "", "they are spoken of, not used: alone between quotation marks, or behind word, term, label", (*Asked).Mentioned},
	{"anybody", "", "they say of whoever fits, not of somebody: a council that wants, those who want", (*Asked).Anybody},
	{"governed", "", "a verb of saying, thinking or providing governs the clause: a bill to ensure that", (*Asked).Governed},
	{"voice", "", "whose words they are: author, or source (quoted or reported)", (*Asked).Voice},
	{"quoted", "", "they stand in quotation marks, whoever is quoted", (*Asked).Quoted},
	{"reported", "", "they are quoted, said or thought by somebody, named or not; the word that reports is not reported by itself", (*Asked).Reported},
	{"ascribed", "", "the sentence lets somebody other than the author say, want or think them, be it real or supposed: should they choose to", (*Asked).Ascribed},
	{"endorsed", "", "they are reported with a verb that takes them for true (reveals, admits) and not quoted, so that the author stands by them", (*Asked).Endorsed},
	{"reporter", "", "of words that report (said, fears): what reports, as named-person, named-body, document, vague-group, self, none ...; empty where they report nothing", (*Asked).Reporter},
	{"sourced", "", "a source that a reader could look up is in reach: in the sentence, before it, after it or in a note", (*Asked).Sourced},
	{"cited", "", "a note, a link or another citation stands in the sentence", (*Asked).Cited},
	{"section", "", "what the section is for: body, summary, key judgments, recommendations, limitations ...", (*Asked).Section},
	{"block", "", "where they stand: paragraph, heading, list-item, quote, cell, caption, note", (*Asked).Block},
	{"lang", "", "language of the paragraph, as ISO 639-1", (*Asked).Lang},
	{"profile", "", "the profile in force, or the one that the user's builds on", (*Asked).Profile},
	{"tense", "", "of the first finite verb of the sentence: past, present, future; empty where there is none", (*Asked).Tense},
	{"question", "", "the clause asks", (*Asked).Question},
	{"conditional", "", "the clause is an if-clause", (*Asked).Conditional},
	{"negated", "", "the clause is negated", (*Asked).Negated},
	{"imperative", "", "the clause is an imperative", (*Asked).Imperative},
	{"hedged", "", "the sentence has a hedge: may, perhaps, likely", (*Asked).Hedged},
	{"advice", "", "the sentence says what somebody ought to do", (*Asked).Advice},
	{"sentence.text", "", "the text of the sentence that holds them", (*Asked).SentenceText},
	{"sentence.words", "", "how many words and marks it has", (*Asked).SentenceWords},
	{"sentence.index", "", "its place in the paragraph, from 0", (*Asked).SentenceIndex},
	{"document.words", "", "how many words and marks the text has", (*Asked).DocumentWords},
	{"document.format", "", "text, markdown, html", (*Asked).DocumentFormat},
	{"document.title", "", "its title, may be empty", (*Asked).DocumentTitle},
	{"quantity.kind", "", "of the number that they hold, else the first one of the sentence: percent, money, count, date, ordinal ...; empty where there is none", (*Asked).QuantityKind},
	{"quantity.figure", "", "it states a fact about the world that wants a source", (*Asked).QuantityFigure},
	{"quantity.value", "", "its value as written", (*Asked).QuantityValue},
	{"modal.lemma", "", "of the modal that they hold, else the nearest one of the sentence: should, must, may ...", (*Asked).ModalLemma},
	{"modal.sense", "", "epistemic, deontic, dynamic, procedural, putative; empty where there is no modal", (*Asked).ModalSense},
	{"inside", "(list)", "a word of the list is among the words found", (*Asked).Inside},
	{"before", "(list, n)", "a word of the list is among the n words and marks before them; without n, before them in the sentence", (*Asked).Before},
	{"after", "(list, n)", "likewise behind them", (*Asked).After},
	{"nearby", "(list)", "a word of the list is in the sentence", (*Asked).Nearby},
	{"next", "(list, n)", "a word of the list is among the first n of the next sentence; without n, anywhere in it", (*Asked).Next},
}

// Fact is one name that a condition may use, for documentation and schema.
type Fact struct{ Name, Type, Doc string }

// FactList lists them in the order of their declaration.
func FactList() []Fact {
	all := make([]Fact, len(facts))
	for i, f := range facts {
		all[i] = Fact{f.name + f.args, typeName(reflect.TypeOf(f.ask).Out(0)), f.doc}
	}
	return all
}

func typeName(t reflect.Type) string {
	return map[reflect.Kind]string{
		reflect.String: "text", reflect.Bool: "true or false", reflect.Int: "whole number", reflect.Float64: "number", reflect.Slice: "list of texts",
	}[t.Kind()]
}

func factNamed(name string) *fact {
	if i := slices.IndexFunc(facts, func(f fact) bool { return f.name == name }); i >= 0 {
		return &facts[i]
	}
	return nil
}

// bound is the fact of one hit, as the expression's machine calls it.
func (f *fact) bound(a *Asked) any {
	switch ask := f.ask.(type) {
	case func(*Asked) string:
		return func() string { return ask(a) }
	case func(*Asked) bool:
		return func() bool { return ask(a) }
	case func(*Asked) int:
		return func() int { return ask(a) }
	case func(*Asked) float64:
		return func() float64 { return ask(a) }
	case func(*Asked, string) bool:
		return func(list string) bool { return ask(a, list) }
	case func(*Asked, string, ...int) bool:
		return func(list string, n ...int) bool { return ask(a, list, n...) }
	}
	panic("pack: fact " + f.name + " is of a type that no condition knows")
}

func (a *Asked) sentence() *prose.Sentence { return a.pass.Sentence(a.hit) }

// at is the text of a token of the sentence; "" outside of it.
func (a *Asked) at(i int) string {
	t := a.sentence().Tokens
	if i < 0 || i >= len(t) {
		return ""
	}
	return a.pass.Text(t[i].Span)
}

// Text is the words found. What facts says of a name is not said again at its method.
func (a *Asked) Text() string { return a.pass.Text(a.hit.Span) }

// List is the name of its list.
func (a *Asked) List() string { return a.hit.List }

// Length is in tokens.
func (a *Asked) Length() int { return a.hit.Last - a.hit.First }

// Opening tells whether they open the sentence.
func (a *Asked) Opening() bool { return a.hit.First == 0 }

// Apart tells whether commas set them off.
func (a *Asked) Apart() bool {
	return a.at(a.hit.Last) == "," && (a.hit.First == 0 || a.at(a.hit.First-1) == ",")
}

// Named tells whether a capital inside the sentence makes them part of a name: the Remarkable tablet. Headlines in capitals
// are no names.
func (a *Asked) Named() bool {
	if !capital(a.at(a.hit.First)) || a.pass.Doc.Blocks[a.hit.Block].Kind == prose.Heading {
		return false
	}
	if a.hit.First > 0 {
		return !quoteMark(a.at(a.hit.First - 1))
	}
	next := a.at(a.hit.Last)
	return len(next) > 1 && capital(next)
}

// Mentioned tells whether they are spoken of rather than used.
func (a *Asked) Mentioned() bool {
	t := a.sentence().Tokens
	return a.hit.First > 0 && a.hit.Last < len(t) && quoteMark(a.at(a.hit.First-1)) && quoteMark(a.at(a.hit.Last)) ||
		a.hit.First > 0 && mentioning.Has(t[a.hit.First-1].Word)
}

var mentioning = prose.WordsOf("word term label words labels terms called")

func quoteMark(s string) bool { return strings.ContainsAny(s, "\"'“”‘’«»:") }

func capital(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r)
}

// Anybody tells whether they stand in a relative clause of a noun with an indefinite article, or of those, any, anyone. The
// nearest word that says so, or that counts and points, decides.
func (a *Asked) Anybody() bool {
	t := a.sentence().Tokens
	if a.hit.First == 0 || !relative.Has(t[a.hit.First-1].Word) {
		return false
	}
	for i := a.hit.First - 2; i >= 0 && i >= a.hit.First-6; i-- {
		if unspecific.Has(t[i].Word) {
			return true
		}
		if pointing.Has(t[i].Word) {
			return false
		}
	}
	return false
}

var (
	relative   = prose.WordsOf("who that which")
	unspecific = prose.WordsOf("a an any anyone anybody everyone everybody those whoever no every")
	pointing   = prose.WordsOf("three four five six seven eight nine ten eleven twelve both these the this of that his her its their our my your")
)

// reachOfClause is how many tokens a that-clause is followed before what it holds.
const reachOfClause = 40

// Governed tells whether a verb of saying, thinking or providing governs their clause, real or not: led him to suggest that
// people should wait; a bill to ensure that parliament must agree. The author's own "I believe that" governs nothing.
func (a *Asked) Governed() bool {
	t := a.sentence().Tokens
	for i := a.hit.First - 1; i > 0 && a.hit.First-i < reachOfClause; i-- {
		if a.at(i) == ";" {
			return false
		}
		if t[i].Word == that && governing.Has(t[i-1].Word) || providing.Has(t[i].Word) {
			return !self.Within(t[max(i-4, 0):i])
		}
	}
	return false
}

var (
	that      = prose.WordOf("that")
	self      = prose.WordsOf("i we")
	providing = prose.WordsOf("ensure ensures ensured ensuring stipulate stipulates stipulated stipulating")
	governing = prose.WordsOf(`agree agreed agrees argue argued argues arguing ask asked assume assumed assumes believe believed believes
		believing claim claimed claims convinced decide decided decides deciding demand demanded demands demanding feel feels
		felt hope hoped hopes hoping idea insist insisted insisting insists know known knows notion persuade persuaded propose
		proposed proposes proposing recommend recommended recommends say saying says said suggest suggested suggesting
		suggests think thinking thinks thought understand understood view want wanted wants warn warned warning warns`)
)

// Voice is author or source, in the words of sayso dump.
func (a *Asked) Voice() string {
	if voice.Of(a.pass.Doc).Authors(a.hit.Span) {
		return voice.Author.String()
	}
	return voice.Other.String()
}

// Quoted tells whether they stand in quotation marks.
func (a *Asked) Quoted() bool {
	return slices.ContainsFunc(voice.Of(a.pass.Doc).Quotations(a.hit.Block), func(q voice.Quotation) bool { return q.Contains(a.hit.Span) })
}

// Reported tells whether somebody says or thinks them. The layer counts attitudes as attributions: "the generals fear
// elections" reports what generals think, in the author's words.
func (a *Asked) Reported() bool {
	who, by := voice.Of(a.pass.Doc).Speaker(a.hit.Span)
	return who == voice.Other && (by == nil || !by.Cue.Overlaps(a.hit.Span))
}

// Ascribed tells whether they are in the content of an attribution of the sentence.
func (a *Asked) Ascribed() bool {
	for _, by := range voice.Of(a.pass.Doc).AttributionsIn(a.hit.Block, a.hit.Sentence) {
		if by.Source.Class != voice.Self && slices.ContainsFunc(by.Content, func(c prose.Span) bool { return c.Contains(a.hit.Span) }) {
			return true
		}
	}
	return false
}

// Endorsed tells whether they are reported with a verb that takes the report for true, outside quotation marks: the wording
// is the author's, whoever admits or reveals it (Kiparsky and Kiparsky 1970: factives; Recasens et al. 2013).
func (a *Asked) Endorsed() bool {
	_, by := voice.Of(a.pass.Doc).Speaker(a.hit.Span)
	if by == nil || voice.Of(a.pass.Doc).Spoken(a.hit.Span) {
		return false
	}
	s := &a.pass.Doc.Blocks[by.Block].Sentences[by.Sentence]
	_, last := s.TokensIn(by.Cue)
	return last > 0 && factive.Has(s.Tokens[last-1].Word)
}

var factive = prose.WordsOf(`admit admits admitted admitting reveal reveals revealed revealing acknowledge acknowledges acknowledged concede
	concedes conceded confess confesses confessed expose exposes exposed realise realises realised realize realizes realized recognise
	recognises recognised recognize recognizes recognized prove proves proved proven know knows knew forget forgets forgot`)

// Reporter is the class of the source, in the words of sayso dump. A verb without what was said tells a thing that was done:
// forty families have complained.
func (a *Asked) Reporter() string {
	for _, by := range voice.Of(a.pass.Doc).AttributionsIn(a.hit.Block, a.hit.Sentence) {
		if by.Cue.Overlaps(a.hit.Span) && len(by.Content) > 0 {
			return by.Source.Class.String()
		}
	}
	return ""
}

// Sourced tells whether a named source, a citation or a method is in reach.
func (a *Asked) Sourced() bool {
	return a.reaches(voice.Search{Window: voice.InPrevious, Next: true, Named: true, Citation: true, Method: true})
}

// Cited tells whether the sentence has a citation.
func (a *Asked) Cited() bool {
	return a.reaches(voice.Search{Window: voice.InSentence, Citation: true})
}

func (a *Asked) reaches(s voice.Search) bool {
	return voice.Of(a.pass.Doc).Reach(a.hit.Span, s).Sourced
}

// Section is the role of the section.
func (a *Asked) Section() string { return voice.Of(a.pass.Doc).Role(a.hit.Block).String() }

// Block is the kind of block.
func (a *Asked) Block() string { return a.pass.Doc.Blocks[a.hit.Block].Kind.String() }

// Lang is ISO 639-1.
func (a *Asked) Lang() string { return a.pass.Lang(a.hit.Block) }

// Profile is the built-in one.
func (a *Asked) Profile() string { return string(a.pass.Profile) }

// futures are the modals that make a future, as tokens: wo is will before n't.
var futures = []string{"will", "shall", "'ll", "’ll", "wo"}

// Tense is that of the first finite verb. A modal that is neither will nor shall says nothing of time.
func (a *Asked) Tense() string {
	tags := tag.Of(a.pass.Doc).Sentence(a.hit.Block, a.hit.Sentence)
	for i := range tags.Len() {
		switch t := tags.At(i); {
		case t == tag.VBD:
			return "past"
		case t == tag.MD && slices.Contains(futures, strings.ToLower(a.at(i))):
			return "future"
		case t.Finite():
			return "present"
		}
	}
	return ""
}

func (a *Asked) inMood(m modality.Mood) bool { return modality.Of(a.pass.Doc).In(a.hit.Span, m) }

// Question tells whether the clause asks.
func (a *Asked) Question() bool { return a.inMood(modality.Question) }

// Conditional tells whether it is an if-clause.
func (a *Asked) Conditional() bool { return a.inMood(modality.Protasis) }

// Negated tells whether it is negated.
func (a *Asked) Negated() bool { return a.inMood(modality.Negated) }

// Imperative tells whether it is an imperative.
func (a *Asked) Imperative() bool { return a.inMood(modality.Imperative) }

// Hedged tells whether the sentence has a hedge.
func (a *Asked) Hedged() bool {
	return len(modality.Of(a.pass.Doc).Hedges(a.hit.Block, a.hit.Sentence)) > 0
}

// Advice tells whether the sentence has advice.
func (a *Asked) Advice() bool {
	return len(modality.Of(a.pass.Doc).Advice(a.hit.Block, a.hit.Sentence)) > 0
}

// SentenceText is the sentence's.
func (a *Asked) SentenceText() string { return a.pass.Text(a.sentence().Span) }

// SentenceWords is in tokens.
func (a *Asked) SentenceWords() int { return len(a.sentence().Tokens) }

// SentenceIndex is from 0.
func (a *Asked) SentenceIndex() int { return a.hit.Sentence }

// DocumentWords is in tokens of prose.
func (a *Asked) DocumentWords() int { return wordsOf(a.pass.Doc) }

// DocumentFormat is that of the source: text, markdown.
func (a *Asked) DocumentFormat() string { return a.pass.Doc.Format }

// DocumentTitle may be empty.
func (a *Asked) DocumentTitle() string { return a.pass.Doc.Title }

// number is the number of the hit, else the first of the sentence; nil where there is none.
func (a *Asked) number() *quantity.Quantity {
	all := quantity.Of(a.pass.Doc).Sentence(a.hit.Block, a.hit.Sentence)
	if len(all) == 0 {
		return nil
	}
	return &all[max(slices.IndexFunc(all, func(q quantity.Quantity) bool { return q.Overlaps(a.hit.Span) }), 0)]
}

// QuantityKind is in the words of sayso dump.
func (a *Asked) QuantityKind() string {
	if q := a.number(); q != nil {
		return q.Kind.String()
	}
	return ""
}

// QuantityFigure tells whether it wants a source.
func (a *Asked) QuantityFigure() bool {
	q := a.number()
	return q != nil && q.Figure
}

// QuantityValue is as written.
func (a *Asked) QuantityValue() float64 {
	if q := a.number(); q != nil {
		return q.Value
	}
	return 0
}

// modal is the modal of the hit, else the nearest of the sentence; nil where there is none.
func (a *Asked) modal() *modality.Modal {
	all := modality.Of(a.pass.Doc).Modals(a.hit.Block, a.hit.Sentence)
	var nearest *modality.Modal
	for i := range all {
		if nearest == nil || distance(all[i].Span, a.hit.Span) < distance(nearest.Span, a.hit.Span) {
			nearest = &all[i]
		}
	}
	return nearest
}

// distance is how many bytes lie between two spans; 0 where they overlap.
func distance(a, b prose.Span) int { return max(0, a.Start-b.End, b.Start-a.End) }

// ModalLemma is should, must and so on.
func (a *Asked) ModalLemma() string {
	if m := a.modal(); m != nil {
		return m.Lemma
	}
	return ""
}

// ModalSense is in the words of sayso dump.
func (a *Asked) ModalSense() string {
	if m := a.modal(); m != nil {
		return m.Sense.String()
	}
	return ""
}

// words counts the tokens of what is prose in a document.
var words = prose.NewFact(func(d *prose.Document) int {
	n := 0
	for i := range d.Blocks {
		if b := &d.Blocks[i]; b.Prose() {
			for j := range b.Sentences {
				n += len(b.Sentences[j].Tokens)
			}
		}
	}
	return n
})

func wordsOf(d *prose.Document) int { return words.Of(d) }

// wordSet is a WordList made ready.
type wordSet struct {
	words *prose.Words
	tags  tag.Set
}

func setsOf(lists []WordList) map[string]*wordSet {
	sets := make(map[string]*wordSet, len(lists))
	for _, l := range lists {
		s := &wordSet{words: prose.WordsOf(strings.Join(l.Words, " "))}
		for _, t := range l.Tags {
			s.tags |= 1 << t
		}
		sets[l.Name] = s
	}
	return sets
}

// sight is how far, in tokens, a condition sees to each side: farther than sentences go, and short enough for those that
// are none, in which each of ten thousand hits looks around.
const sight = 256

// among tells whether a word of a list is among tokens [first, last) of a sentence.
func (a *Asked) among(list string, sentence, first, last int) bool {
	s := a.lists[list]
	tokens := a.pass.Doc.Blocks[a.hit.Block].Sentences[sentence].Tokens
	first, last = max(first, 0), min(last, len(tokens))
	if s == nil || first >= last {
		return false
	}
	if s.words.Within(tokens[first:last]) {
		return true
	}
	if s.tags == 0 {
		return false
	}
	tags := tag.Of(a.pass.Doc).Sentence(a.hit.Block, sentence)
	for i := first; i < last; i++ {
		if tags.In(i, s.tags) {
			return true
		}
	}
	return false
}

func seeing(n []int) int {
	if len(n) == 0 {
		return sight
	}
	return min(n[0], sight)
}

// Inside tells whether a word of the list is in the hit.
func (a *Asked) Inside(list string) bool {
	return a.among(list, a.hit.Sentence, a.hit.First, a.hit.Last)
}

// Before tells whether one is among the n tokens before it.
func (a *Asked) Before(list string, n ...int) bool {
	return a.among(list, a.hit.Sentence, a.hit.First-seeing(n), a.hit.First)
}

// After tells whether one is among the n tokens behind it.
func (a *Asked) After(list string, n ...int) bool {
	return a.among(list, a.hit.Sentence, a.hit.Last, a.hit.Last+seeing(n))
}

// Nearby tells whether one is in the sentence.
func (a *Asked) Nearby(list string) bool {
	return a.among(list, a.hit.Sentence, a.hit.First-sight, a.hit.Last+sight)
}

// Next tells whether one is among the first n tokens of the next sentence of the block.
func (a *Asked) Next(list string, n ...int) bool {
	next := a.hit.Sentence + 1
	return next < len(a.pass.Doc.Blocks[a.hit.Block].Sentences) && a.among(list, next, 0, seeing(n))
}
