package pack

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/sayso-lint/sayso/internal/match"
	"github.com/sayso-lint/sayso/internal/segment"
	"github.com/sayso-lint/sayso/internal/tag"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/quantity"
)

// Pattern is a sequence of tokens in one language. Items are parted by blanks:
//
//	word  say|tell      one of these words
//	say~                say in any of its forms
//	<JJ>  <NN*>         a part of speech of the Penn Treebank, or all that begin so
//	#  #percent         a number that may be a figure, or one of a kind of quantity; its unit or the noun that it counts
//	                    may be left to it or be named behind it: "#" and "# refugees" both find 12,000 refugees
//	*                   any one word
//	...                 up to four words or none
//	item?               may be missing
//
// A pattern is woken by its longest word, so it needs one, or a number, that may not be missing.
type Pattern struct {
	Lang, Text string
	Items      []Item
}

// Item is one place in a pattern.
type Item struct {
	Kind     ItemKind
	Words    []string        // of Word, lower case
	Tags     []tag.Tag       // of Tagged
	Numbers  []quantity.Kind // of Number; empty: any that may be a figure
	Optional bool
}

// ItemKind is what an item stands for.
type ItemKind uint8

// Kinds of item.
const (
	Word ItemKind = iota
	Tagged
	Number
	AnyWord
	Gap
)

// Bounds of a pattern: with them the ways through it from one token are few, whatever the sentence.
const (
	maxItems = 16
	maxLoose = 4 // optional items and gaps
	gapWords = 4
)

// parsePattern reads a pattern. The error names the item and says what may stand there.
func parsePattern(lang, text string) (Pattern, error) {
	p := Pattern{Lang: lang, Text: text}
	loose := 0
	for field := range strings.FieldsSeq(text) {
		item, err := parseItem(field)
		if err != nil {
			return p, err
		}
		if item.Optional || item.Kind == Gap {
			loose++
		}
		p.Items = append(p.Items, item)
	}
	switch {
	case len(p.Items) == 0:
		return p, errors.New("the pattern is empty")
	case len(p.Items) > maxItems:
		return p, fmt.Errorf("%d items, at most %d are possible", len(p.Items), maxItems)
	case loose > maxLoose:
		return p, fmt.Errorf("%d items that may be missing, at most %d are possible", loose, maxLoose)
	case p.anchor() < 0:
		return p, errors.New("nothing to wake it: a pattern needs a word or a number that may not be missing")
	}
	return p, nil
}

func parseItem(field string) (Item, error) {
	var item Item
	if field == "..." {
		return Item{Kind: Gap}, nil
	}
	body := field
	if len(field) > 1 && strings.HasSuffix(field, "?") {
		body, item.Optional = field[:len(field)-1], true
	}
	switch {
	case body == "*":
		item.Kind = AnyWord
	case strings.HasPrefix(body, "<") && strings.HasSuffix(body, ">"):
		item.Kind = Tagged
		for name := range strings.SplitSeq(body[1:len(body)-1], "|") {
			found := tagsNamed(name)
			if len(found) == 0 {
				return item, fmt.Errorf("item %q: %q is no part of speech of the Penn Treebank, such as NN, JJ or VB*", field, name)
			}
			item.Tags = append(item.Tags, found...)
		}
	case strings.HasPrefix(body, "#"):
		item.Kind = Number
		if body == "#" {
			break
		}
		var err error
		if item.Numbers, err = quantitiesNamed(body[1:]); err != nil {
			return item, fmt.Errorf("item %q: %w", field, err)
		}
	default:
		words, err := expand(body)
		if err != nil {
			return item, fmt.Errorf("item %q: %w", field, err)
		}
		for word := range strings.SplitSeq(words, "|") {
			if tokens := segment.Tokens(word, prose.Span{Start: 0, End: len(word)}); len(tokens) != 1 {
				return item, fmt.Errorf("item %q: %q is read as %d tokens; give each an item of its own", field, word, len(tokens))
			}
			item.Words = append(item.Words, word)
		}
	}
	return item, nil
}

// tagsNamed gives the tags of a name, or all that begin as a name with an asterisk says.
func tagsNamed(name string) (found []tag.Tag) {
	stem, open := strings.CutSuffix(name, "*")
	for t := tag.CC; t < tag.Punct; t++ {
		if t.String() == name || open && stem != "" && strings.HasPrefix(t.String(), stem) {
			found = append(found, t)
		}
	}
	return found
}

// quantitiesNamed gives the kinds of number of names with | between them.
func quantitiesNamed(names string) (kinds []quantity.Kind, err error) {
	for name := range strings.SplitSeq(names, "|") {
		i := slices.Index(quantityNames(), name)
		if i < 0 {
			return nil, fmt.Errorf("unknown kind of number %q%s", name, didYouMean(name, quantityNames()))
		}
		kinds = append(kinds, quantity.Kind(i))
	}
	return kinds, nil
}

func quantityNames() []string {
	names := make([]string, 0, quantity.Idiom+1)
	for k := quantity.Percent; k <= quantity.Idiom; k++ {
		names = append(names, k.String())
	}
	return names
}

// anchor is the item that wakes the pattern: the one whose shortest word is the longest, for long words are rare; else a
// number; -1 where there is neither.
func (p *Pattern) anchor() int {
	best, length := -1, 0
	for i, item := range p.Items {
		if item.Optional {
			continue
		}
		n := 0
		switch item.Kind {
		case Word:
			n = 1 + len(slices.MinFunc(item.Words, func(a, b string) int { return len(a) - len(b) }))
		case Number:
			n = 1
		case Tagged, AnyWord, Gap:
		}
		if n > length {
			best, length = i, n
		}
	}
	return best
}

type patterns []Pattern

func (all patterns) rule(g *gate, r *lint.Rule) {
	runs := map[string][]sequence{}
	for _, pattern := range all {
		switch at := pattern.Items[pattern.anchor()]; at.Kind {
		case Word:
			r.Cues.Lists = append(r.Cues.Lists, lint.List{Lang: pattern.Lang, Phrases: at.Words})
		case Number:
			kinds := at.Numbers
			if len(kinds) == 0 {
				for k := quantity.Percent; k <= quantity.Duration; k++ {
					kinds = append(kinds, k)
				}
			}
			for _, k := range kinds {
				if !slices.Contains(r.Cues.Quantities, k) {
					r.Cues.Quantities = append(r.Cues.Quantities, k)
				}
			}
		case Tagged, AnyWord, Gap:
		}
		runs[pattern.Lang] = append(runs[pattern.Lang], newSequence(&pattern))
		if !slices.Contains(r.Langs, pattern.Lang) {
			r.Langs = append(r.Langs, pattern.Lang)
		}
	}
	r.Document = func(p *lint.Pass) {
		sentencesOf(inOrder(p.Hits), func(h lint.Hit) {
			reading := &reading{pass: p, block: h.Block, sentence: h.Sentence, tokens: p.Sentence(h).Tokens}
			for _, run := range runs[p.Lang(h.Block)] {
				for first := 0; first < len(reading.tokens); first++ {
					last := reading.match(run, first)
					if last <= first {
						continue
					}
					found := hitAt(p, h.Block, h.Sentence, first, last)
					if g.admits(p, found) {
						p.Report(g.finding(p, found))
					}
					first = last - 1
				}
			}
		})
	}
}

// inOrder sorts hits by sentence: those of words and those of numbers come one kind behind the other.
func inOrder(hits []lint.Hit) []lint.Hit {
	return slices.SortedStableFunc(slices.Values(hits), func(a, b lint.Hit) int {
		if a.Block != b.Block {
			return a.Block - b.Block
		}
		return a.Sentence - b.Sentence
	})
}

// sequence is a pattern made ready.
type sequence struct {
	items  []Item
	hashes []map[uint64]bool // by item, of Word
}

func newSequence(p *Pattern) sequence {
	s := sequence{items: p.Items, hashes: make([]map[uint64]bool, len(p.Items))}
	for i, item := range p.Items {
		if item.Kind == Word {
			s.hashes[i] = map[uint64]bool{}
			for _, w := range item.Words {
				s.hashes[i][prose.WordOf(w)] = true
			}
		}
	}
	return s
}

// reading is a sentence on which patterns are tried. Its numbers are asked for when an item wants them.
type reading struct {
	pass            *lint.Pass
	block, sentence int
	tokens          []prose.Token
	numbers         map[int]number // by first token
}

type number struct {
	kind       quantity.Kind
	last, bare int // its end with its unit or noun, and without
}

// match gives the end of the longest stretch from token i on that the sequence fits; -1 where it fits none.
func (r *reading) match(s sequence, i int) int { return r.from(s, 0, i) }

func (r *reading) from(s sequence, n, i int) int {
	if n == len(s.items) {
		return i
	}
	item := &s.items[n]
	if item.Kind == Gap {
		best := -1
		for k := 0; k <= gapWords && i+k <= len(r.tokens); k++ {
			if k > 0 && !r.word(i+k-1) {
				break
			}
			best = max(best, r.from(s, n+1, i+k))
		}
		return best
	}
	best := -1
	if next := r.item(item, s.hashes[n], i); next > i {
		best = r.from(s, n+1, next)
		if bare := r.numbers[i].bare; item.Kind == Number && bare > i && bare < next {
			best = max(best, r.from(s, n+1, bare))
		}
	}
	if item.Optional {
		best = max(best, r.from(s, n+1, i))
	}
	return best
}

// item gives the token behind an item that stands at token i; i where it does not.
func (r *reading) item(item *Item, words map[uint64]bool, i int) int {
	if i >= len(r.tokens) {
		return i
	}
	fits := false
	switch item.Kind {
	case Word:
		fits = words[r.tokens[i].Word]
	case AnyWord:
		fits = r.word(i)
	case Tagged:
		fits = slices.Contains(item.Tags, tag.Of(r.pass.Doc).Sentence(r.block, r.sentence).At(i))
	case Number:
		if n, ok := r.number(i); ok && (len(item.Numbers) == 0 && n.kind <= quantity.Duration || slices.Contains(item.Numbers, n.kind)) {
			return n.last
		}
	case Gap:
	}
	if fits {
		return i + 1
	}
	return i
}

func (r *reading) number(i int) (number, bool) {
	if r.numbers == nil {
		r.numbers = map[int]number{}
		s := &r.pass.Doc.Blocks[r.block].Sentences[r.sentence]
		for _, q := range quantity.Of(r.pass.Doc).Sentence(r.block, r.sentence) {
			first, last := s.TokensIn(q.Span)
			_, bare := s.TokensIn(q.Number)
			r.numbers[first] = number{q.Kind, last, bare}
		}
	}
	n, ok := r.numbers[i]
	return n, ok && n.last > i
}

// word tells a word or a number from a mark of punctuation, which wildcards do not stand for.
func (r *reading) word(i int) bool { return match.IsWord(r.pass.Doc.Slice(r.tokens[i].Span)) }
