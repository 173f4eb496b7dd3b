package prose

import "strings"

// Phrases says of phrases what a lexicon knows of them: a tree over their words, so that all that begin at a token are
// looked for in one walk, a look into a Table a word. The zero value of T means that nothing is known. The zero Phrases is
// empty and ready.
type Phrases[T comparable] struct {
	steps  Table[int32] // from a place by a word to the next place; see step
	values []T          // by place, of the phrase that ends there; the first is where all phrases begin
}

// PhrasesOf is a tree that is laid out already, as Places gives it; see TableOf.
func PhrasesOf[T comparable](steps Table[int32], values []T) Phrases[T] {
	return Phrases[T]{steps, values}
}

// Places are the steps from place to place, and what is known of the phrases that end at each.
func (p *Phrases[T]) Places() (steps *Table[int32], values []T) { return &p.steps, p.values }

// Put sets what is known of a phrase; of equal ones the first counts. Words are parted by blanks; "a|b" stands for either,
// "a?" for a word that may be missing. Equal beginnings share their places, so a phrase costs the places it adds and not
// the product of its alternatives. It gives the words that the phrase may begin with.
func (p *Phrases[T]) Put(phrase string, value T) (first []uint64) {
	if p.values == nil {
		p.values = make([]T, 1)
	}
	at, from := []int32{0}, 0
	for item := range strings.FieldsSeq(phrase) {
		words, optional := item, false
		if n := len(item) - 1; n > 0 && item[n] == '?' {
			words, optional = item[:n], true
		}
		ends := len(at)
		for word := range strings.SplitSeq(words, "|") {
			h := WordOf(word)
			for _, place := range at[from:ends] {
				if place == 0 {
					first = append(first, h)
				}
				at = append(at, p.place(place, h))
			}
		}
		if !optional {
			from = ends
		}
	}
	var none T
	for _, place := range at[from:] {
		if place != 0 && p.values[place] == none {
			p.values[place] = value
		}
	}
	return first
}

// place is where a word leads from another place; it is made where there is none.
func (p *Phrases[T]) place(from int32, word uint64) int32 {
	to := p.steps.Of(step(from, word))
	if to == 0 {
		var none T
		to = int32(len(p.values))
		p.values = append(p.values, none)
		p.steps.Put(step(from, word), to)
	}
	return to
}

// step is the key of a word behind a place; that of a first word is the word itself.
func step(from int32, word uint64) uint64 { return word ^ uint64(from)*golden }

// Begins is the place to which the first word of a phrase leads, 0 where no phrase begins with the word. A lexicon that
// keeps it beside what else it knows of the word goes on with From.
func (p *Phrases[T]) Begins(word uint64) int32 { return p.steps.Of(word) }

// Longest is what is known of the longest phrase that begins at token i, and the token behind it; the zero value where
// none does.
func (p *Phrases[T]) Longest(tokens []Token, i int) (value T, end int) {
	return p.From(p.Begins(tokens[i].Word), tokens, i)
}

// Ends is what is known of the phrase that ends at a place.
func (p *Phrases[T]) Ends(place int32) (value T) {
	if place == 0 {
		return value
	}
	return p.values[place]
}

// From is Longest for a first word whose place is known.
func (p *Phrases[T]) From(place int32, tokens []Token, i int) (value T, end int) {
	var none T
	for j := i + 1; place != 0; j++ {
		if v := p.values[place]; v != none {
			value, end = v, j
		}
		if j == len(tokens) {
			break
		}
		place = p.steps.Of(step(place, tokens[j].Word))
	}
	return value, end
}
