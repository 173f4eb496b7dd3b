package voice

import "github.com/sayso-lint/sayso/prose"

// word is what is known of one token while its sentence is analysed. The lexicon holds words as they are by themselves.
type word struct {
	class  class
	quoted int32 // 1 + index of the outermost quotation that holds it, marks included; 0 outside
	verb   uint8 // which of the lexicon's verbs, where it is verbal
	form   form
	// What this token is, which no lexicon knows.
	shape shape
	mark  byte // ',', '.', ':', ';', '"', '-', '(', ')', '?', '!' for a token that is punctuation; 0 for a word
}

// shape is what a word looks like.
type shape uint8

const (
	capital shape = 1 << iota
	allCapitals
	digits
	manner // ends in -ly
	gerund // ends in -ing
	past   // ends in -ed
	plural // ends in -s
	graphic
)

func (w *word) is(c class) bool { return w.class&c != 0 }

// known tells whether a word has a class.
func (w *word) known() bool { return w.class&^traits != 0 }

// clause is one sentence under analysis: its tokens, what each may be, and the cues found in it.
type clause struct {
	layer           *Layer
	v               *voices
	block, sentence int
	t               []prose.Token
	w               []word
	gist            class   // what the words are, all together: what takes a word of some kind is not looked for without one
	stops           []int32 // the tokens that may begin a cue or show where figures come from; few do
	cues            []cue
	breaks          []int32 // per token the next one, itself included, that ends a noun phrase for good; len(t) none
	question        bool
	announced       int // 1 + the attribution that a colon at the end of the block leaves open
}

// turn goes on to a sentence of the block, which the page is open at.
func (c *clause) turn(p *page, sentence int) {
	at := &p.lines[sentence]
	c.sentence, c.t, c.w, c.stops, c.gist = sentence, c.layer.doc.Blocks[c.block].Sentences[sentence].Tokens, at.words, at.stops, at.gist
	c.cues, c.breaks = c.cues[:0], nil
	last := len(c.w) - 1
	c.question = last >= 0 && c.w[last].mark == '?' && c.w[last].quoted == 0
}

// startsClause tells whether the word behind a mark, or behind a word, may have its capital from its place.
func startsClause(m byte) bool {
	return m == '"' || m == ':' || m == '-' || m == '(' || m == '.' || m == ';'
}

// adverbial tells whether a token may stand between the parts of a verb group.
func (c *clause) adverbial(i int) bool {
	w := &c.w[i]
	return w.is(adverb|negation) || c.manner(i)
}

// manner tells whether token i is an adverb by its form: quietly; but: the family, our ally, a UN assembly.
func (c *clause) manner(i int) bool {
	w := &c.w[i]
	return w.shape&(manner|capital) == manner && !w.is(nominal) && !likeAdverbs.Has(c.t[i].Word) && (i == 0 || !c.w[i-1].is(determiner|possessive) || c.w[i-1].is(subject|object))
}

var likeAdverbs = prose.WordsOf("family ally monopoly oligopoly anomaly supply reply assembly")

// noun tells whether a token may be the last word of a noun phrase.
func (c *clause) noun(i int) bool {
	w := &c.w[i]
	if w.mark != 0 || w.is(determiner|possessive|clitic|adverb|auxiliary|preposition|subordinator|coordinator|that) && !w.is(nominal) && w.shape&capital == 0 {
		return false
	}
	return true
}

// proper tells whether a token is part of a name: capitalised where the sentence does not ask for it, or known for none.
func (c *clause) proper(i int) bool {
	if i >= len(c.w) {
		return false
	}
	w := &c.w[i]
	if w.shape&capital == 0 {
		return false
	}
	if i > 0 && !startsClause(c.w[i-1].mark) || w.shape&allCapitals != 0 || w.is(title|metonym) {
		return true
	}
	// The first word of a sentence: a name unless a common noun follows it (Foreign policy analysts).
	if w.known() || w.is(verbal) {
		return false
	}
	if i+1 >= len(c.w) {
		return true
	}
	n := &c.w[i+1]
	return n.mark != 0 || n.shape&(capital|past) != 0 || (n.is(verbal) || n.known()) && !n.is(nominal) || c.clausal(i+1)
}

// clausal tells whether the verb that token i may be has a clause or an object behind it, so that it is none of the nouns spelt
// like it: Kessler claims that the road is open, Kessler estimates the loss; but: claims that were paid.
func (c *clause) clausal(i int) bool {
	if i+2 >= len(c.w) || !c.w[i].is(verbal) || c.w[i].form&thirdForm == 0 {
		return false
	}
	next, after := &c.w[i+1], &c.w[i+2]
	if !next.is(that) {
		return next.is(determiner | possessive)
	}
	return after.is(determiner|possessive|subject) && !after.is(auxiliary) || after.shape&(capital|digits) != 0
}

// verb is what the lexicon knows of the verb at token i.
func (c *clause) verb(i int) *verb { return &verbs[c.w[i].verb] }

// finite tells whether a verb of the lexicon stands as a verb at i, not as a noun or an adjective.
func (c *clause) finite(i int) bool {
	w := &c.w[i]
	if !w.is(verbal) || w.is(auxiliary) && w.form&pastForm == 0 {
		return false
	}
	p := i - 1
	for p >= 0 && c.adverbial(p) {
		p--
	}
	if p < 0 {
		return i > 0 && w.form&(pastForm|thirdForm) != 0
	}
	before := &c.w[p]
	noun := w.is(nominal | homograph)
	if w.form&(pastForm|participleForm) != 0 && w.form&(baseForm|thirdForm) == 0 {
		// The stated aim, a reported 300: an adjective.
		return !before.is(determiner|possessive|clitic|preposition) || before.is(subject|that|relative|quantified|subordinator) ||
			before.is(clitic) && before.is(be) && p > 0 && c.w[p-1].is(subject) // it's seen as
	}
	if w.form&ingForm != 0 {
		return !before.is(determiner|possessive) || before.is(subject|that)
	}
	next := &word{mark: '.'}
	if i+1 < len(c.w) {
		next = &c.w[i+1]
	}
	switch {
	case before.is(modal | to | subject | relative | do), before.is(have) && w.form&participleForm != 0: // have put the loss at
		return true
	case before.mark == ',' || before.mark == '"':
		return p == i-1 && w.form&thirdForm != 0 || !noun || i-1 > p
	case before.mark == '-' || before.mark == ')':
		return !noun || w.form&thirdForm != 0 && next.is(that|determiner|subject|to|interrogative)
	case before.mark != 0:
		return !noun
	case before.shape&digits != 0, before.is(determiner|possessive|clitic|preposition|be|have) && !before.is(quantified|that):
		return false
	case before.is(coordinator):
		return !noun || w.form&thirdForm != 0 && next.is(that|determiner|subject|to|interrogative)
	case w.form&thirdForm != 0 && (!noun || i-1 > p): // an adverb stands before verbs alone
		return true
	}
	if c.proper(p) && w.form&thirdForm != 0 {
		if i+1 < len(c.w) && c.t[i+1].Word == outWord && c.verb(i).takes(outWord) {
			return true // Ruiz points out
		}
		// The New York Times reports: a name is seldom the first part of a compound.
		return next.mark != 0 && next.mark != '-' || next.is(to) || !next.is(of|auxiliary|coordinator|preposition) && (!next.is(verbal) || next.form&ingForm != 0)
	}
	switch {
	case w.form&thirdForm != 0 && (next.mark == '.' || next.mark == ',') && c.closesClause(p):
		return true
	case w.form&baseForm != 0 && (next.mark == '.' || next.mark == ',') && c.papers(p) && c.closesClause(p): // …, court records show
		return true
	case w.form&pastForm != 0 && (next.mark != 0 || next.is(determiner)): // the editorial read
		return true
	case w.form&baseForm != 0 && next.is(that) && c.noun(p): // data from the survey show that
		return true
	}
	if w.form&baseForm != 0 && next.is(determiner|possessive|subject) && c.several(p) {
		return true // analysts at the institute estimate the bus would cost
	}
	many := before.shape&plural != 0 || manyAlready.Has(c.t[p].Word) || before.is(quantified) || p > 1 && c.w[p-1].is(coordinator) || before.is(metonym)
	if w.form&thirdForm != 0 { // the report claims, but: insurance claims
		if i+1 < len(c.w) && c.verb(i).takes(c.t[i+1].Word) && !next.is(of|by) && c.determined(p) && !many {
			return true // the union points out
		}
		return !many && (c.determined(p) || before.is(document)) && (next.is(that|determiner|subject|possessive|to|interrogative|adverb) || next.shape&digits != 0 || next.mark == '"' || next.mark == ':' || c.proper(i+1))
	}
	if !noun && i+1 < len(c.w) && next.is(of) && c.verb(i).takes(c.t[i+1].Word) {
		return many // lawyers warn of
	}
	return (many || !noun) && !next.is(of|be|have|modal)
}

// several tells whether what token p ends hangs on several who can speak: analysts at the institute.
func (c *clause) several(p int) bool {
	for i := p; i > 0 && i > p-6; i-- {
		switch w := &c.w[i]; {
		case w.is(preposition) && w.shape&capital == 0:
			h := &c.w[i-1]
			return h.shape&plural != 0 && (h.is(role|group|anonymous) || c.agentive(i-1))
		case w.mark != 0 || w.is(auxiliary|subordinator|coordinator|subject):
			return false
		}
	}
	return false
}

// manyAlready are plurals without an s.
var manyAlready = prose.WordsOf("people police media men women staff")

// closesClause tells whether the words up to token p are a noun phrase behind a comma, so that a verb may follow and end the
// sentence: …, an analysis of filings shows.
func (c *clause) closesClause(p int) bool {
	for i := p; i > 0 && i > p-12; i-- {
		if c.w[i].is(auxiliary|subordinator|relative|subject) && !c.w[i].is(clitic) {
			return false
		}
		if c.w[i-1].mark == ',' || c.w[i-1].mark == '"' {
			return c.w[i].is(determiner|possessive) || c.proper(i) || c.papers(p)
		}
	}
	return false
}

// papers tells whether token p is a plural of what is written down, which no verb for one follows: records, data.
func (c *clause) papers(p int) bool {
	return c.w[p].is(document|figureNoun) && (c.w[p].shape&plural != 0 || severally.Has(c.t[p].Word))
}

// determined tells whether the words up to token p begin with a determiner, as a singular subject must.
func (c *clause) determined(p int) bool {
	for i := p; i >= 0 && i > p-6; i-- {
		w := &c.w[i]
		if w.mark != 0 || w.is(auxiliary|subordinator) || w.is(preposition) {
			return false
		}
		if w.is(determiner|possessive|clitic) || c.proper(i) {
			return true
		}
	}
	return false
}
