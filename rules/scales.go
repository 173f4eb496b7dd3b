package rules

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/sayso-lint/sayso/internal/pack"
	"github.com/sayso-lint/sayso/likelihood"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/modality"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/quantity"
	"github.com/sayso-lint/sayso/voice"
)

// What the rules about likelihood share: which scale is in force, and what counts as an estimate of the author's.

// scaleOf is the scale that a rule is set to: one of the user's own terms where there are any, else the built-in one.
// What is wrong with the user's terms the configuration has said; what could be read of them is used.
func scaleOf(name string, terms []string) *likelihood.Scale {
	if len(terms) > 0 {
		own, _ := likelihood.Custom("house", terms)
		return own
	}
	return likelihood.Named(name)
}

// judges tells whether a judgement is the author's: in the author's own words, or reported of the very text, as in "this
// paper finds that …".
func judges(p *lint.Pass, s prose.Span) bool {
	if authors(p, s) {
		return true
	}
	_, by := voice.Of(p.Doc).Speaker(s)
	if by == nil || by.Source.Class != voice.NamedDocument || spoken(p, s) {
		return false
	}
	first, _, _ := strings.Cut(p.Text(by.Source.Span), " ")
	return strings.EqualFold(first, "this") || strings.EqualFold(first, "our")
}

// estimated tells whether the author estimates something with an expression of likelihood: it is in the author's voice,
// neither asked nor supposed, and used rather than explained.
func estimated(p *lint.Pass, u likelihood.Use) bool {
	return !explained(p, u) && judges(p, u.Span) && !askedHere(p, u.Block, u.Sentence, u.Span)
}

// askedHere tells whether a span stands in a question or a condition. Where modality does not know the language, the mark
// at the end of the sentence tells.
func askedHere(p *lint.Pass, block, sentence int, s prose.Span) bool {
	if modality.Of(p.Doc).In(s, modality.Question|modality.Protasis) {
		return true
	}
	t := p.Doc.Blocks[block].Sentences[sentence].Tokens
	return p.Lang(block) != lint.DefaultLang && p.Text(t[len(t)-1].Span) == "?"
}

// legend is how many expressions of likelihood in one sentence list a scale rather than estimate something.
const legend = 5

// explained tells whether an expression is spoken of, not used: in quotation marks, as "the term likely", with its meaning
// behind it, or in a row of others.
func explained(p *lint.Pass, u likelihood.Use) bool {
	s := &p.Doc.Blocks[u.Block].Sentences[u.Sentence]
	t := s.Tokens
	if pack.About(p, lint.Hit{Block: u.Block, Sentence: u.Sentence, First: u.First, Last: u.Last}).Mentioned() || len(likelihood.Of(p.Doc).In(s.Span)) >= legend {
		return true
	}
	return u.First == 0 && u.Last < len(t) && explains.has(t[u.Last])
}

var explains = setOf(": = means mean denotes denote indicates refers equals stands corresponds")

// numbered is how near to an expression its figures stand, in tokens (catalogue: likelihood-without-range).
const numbered = 6

// figured tells whether the likelihood is given as a figure within a few tokens of an expression. Figures right behind
// another expression are that one's: in "likely (55-80 %) and unlikely to spread", "unlikely" has none.
func figured(p *lint.Pass, u likelihood.Use) bool {
	s := &p.Doc.Blocks[u.Block].Sentences[u.Sentence]
	t := s.Tokens
	for i := u.Last; i < min(len(t), u.Last+numbered); i++ {
		if probability(p, u.Block, u.Sentence, t[i].Span) {
			if len(likelihood.Of(p.Doc).In(prose.Span{Start: u.End, End: t[i].Start})) == 0 {
				return true
			}
			break
		}
	}
	for i := u.First - 1; i >= max(0, u.First-numbered); i-- {
		if !probability(p, u.Block, u.Sentence, t[i].Span) {
			continue
		}
		first := i
		if q, ok := quantityAt(p, u.Block, u.Sentence, t[i].Span); ok {
			first, _ = s.TokensIn(q.Span)
		}
		others := likelihood.Of(p.Doc).In(prose.Span{Start: t[max(0, first-besides-1)].Start, End: t[i].Start})
		return len(others) == 0
	}
	return false
}

// besides is how many tokens may stand between an expression and its figures: a bracket, "at about".
const besides = 2

// probability tells whether a token belongs to figures that give a likelihood: a percentage, one in three, 0.7, a bare
// range below a hundred.
func probability(p *lint.Pass, block, sentence int, token prose.Span) bool {
	if text := p.Text(token); text == "%" || percentWords.has(prose.Token{Word: prose.WordOf(text)}) {
		return true
	}
	q, ok := quantityAt(p, block, sentence, token)
	if !ok {
		return false
	}
	switch q.Kind {
	case quantity.Percent, quantity.Ratio:
		return true
	case quantity.Count:
		return q.Noun.Empty() && q.Value > 0 && q.Value < 1
	case quantity.Range:
		return q.Noun.Empty() && q.Upper <= 100
	default:
		return false
	}
}

var percentWords = setOf("percent pct prozent ciento cento procent")

// quantityAt is the number that a token belongs to.
func quantityAt(p *lint.Pass, block, sentence int, token prose.Span) (quantity.Quantity, bool) {
	qs := quantity.Of(p.Doc).Sentence(block, sentence)
	i, _ := slices.BinarySearchFunc(qs, token.Start, func(q quantity.Quantity, start int) int {
		if q.End <= start {
			return -1
		}
		return 1
	})
	if i < len(qs) && qs[i].Overlaps(token) {
		return qs[i], true
	}
	return quantity.Quantity{}, false
}

// listsOf gives the lists of a rule that have one of the names.
func listsOf(rule string, names ...string) []lint.List {
	return slices.DeleteFunc(listed(rule), func(l lint.List) bool { return !slices.Contains(names, l.Name) })
}

// wordsOf is the words of one list of a rule, in all languages, read when they are first asked for.
func wordsOf(rule, list string) func() set {
	return sync.OnceValue(func() set {
		var words []string
		for _, l := range listsOf(rule, list) {
			words = append(words, l.Phrases...)
		}
		return setOf(strings.Join(words, " "))
	})
}

// termNames lists terms with their ranges, as a language says them: "likely" (55-80 %) or "probable" (55-80 %).
func termNames(terms []likelihood.Term, lang string) string {
	names := make([]string, len(terms))
	for i, t := range terms {
		names[i] = fmt.Sprintf("%q (%s)", likelihood.Say(t.Name, lang), t.Range())
	}
	return strings.Join(slices.Compact(names), " or ")
}
