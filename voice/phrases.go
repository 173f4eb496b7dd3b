package voice

import "github.com/sayso-lint/sayso/prose"

// phrase is a noun phrase by its tokens; none where last is 0.
type phrase struct{ first, last int }

func (p phrase) empty() bool { return p.last <= p.first }

// widest bounds the tokens of a source, and so what a cue may cost.
const widest = 30

// subjectBefore finds the noun phrase that ends right before token g, where the verb group begins. left is where the
// clause begins: the phrase, or g itself where the subject must be fetched from an earlier clause (and said ...).
func (c *clause) subjectBefore(g int) (np phrase, left int) {
	j := g - 1
	if j < 0 {
		return phrase{}, g
	}
	w := &c.w[j]
	switch {
	case w.is(interrogative) && (j == 0 || c.w[j-1].mark == 0 && !c.w[j-1].is(coordinator) && !c.noun(j-1) || c.w[j-1].is(verbal) && c.finite(j-1) || c.unsaidBefore(j)):
		return phrase{}, g // an embedded question: say who ordered it
	case w.is(relative) && !w.is(that) || w.is(relative|that) && w.is(that) && j > 0 && c.w[j-1].mark == 0:
		return phrase{j, g}, j
	case w.mark == ',' || w.mark == ')' || w.mark == '-':
		return c.apposed(j)
	case w.is(coordinator):
		if n := len(c.cues); n > 0 && !c.cues[n-1].source.empty() {
			return c.cues[n-1].source, g
		}
		np = c.theme(j)
		return np, g
	case w.mark != 0:
		return phrase{}, g
	}
	k := c.untimed(j)
	if k < 0 {
		return phrase{}, g
	}
	np = c.phraseBefore(k)
	if h := c.relativeObject(np); h >= 0 {
		if whole := c.phraseBefore(h); !whole.empty() {
			np.first = whole.first // the two governments that share the strait have agreed
		}
	}
	if !np.empty() && np.first > 0 && c.w[np.first-1].is(subject) && !c.w[np.first-1].is(nominal) {
		// The experts I met said; but not: she studies show jumping.
		if before := np.first - 2; before >= 0 && c.w[before].mark == 0 && c.w[before].is(nominal) {
			np = c.phraseBefore(before)
			return np, np.first
		}
		return phrase{}, g
	}
	if np.empty() || !c.sourceLike(np) {
		// A reduced relative clause, perhaps: the poll released Friday shows.
		if t := c.theme(j); !t.empty() && c.sourceLike(t) && t.last <= k && !c.verbBetween(t.last, j) {
			return t, t.first
		}
	}
	return np, np.first
}

// unsaidBefore tells whether token j stands right behind a cue that never happened.
func (c *clause) unsaidBefore(j int) bool {
	n := len(c.cues)
	return n > 0 && c.cues[n-1].unsaid && c.cues[n-1].last == j
}

// untimed steps back over what says when between a subject and its verb: the paper on Saturday wrote.
func (c *clause) untimed(j int) int {
	i := j
	if floating.Has(c.t[i].Word) && i > 0 && (c.w[i-1].mark == ')' || c.noun(i-1)) {
		return i - 1 // Ruiz and Lund all suggested
	}
	for i > 0 && i > j-5 && (c.w[i].is(timeWord) || c.w[i].shape&digits != 0 || timeLead.Has(c.t[i].Word)) {
		i--
	}
	if i == j {
		return j
	}
	if c.w[i].is(preposition) && !c.w[i].is(of) || c.w[i].is(that) && i > 0 {
		return i - 1
	}
	if c.w[i].mark != 0 || c.w[i].is(of) { // imagery of 20 May
		return j
	}
	return i
}

// verbBetween tells whether a finite verb or an auxiliary stands in [i, j): then what lies before is no subject of what
// follows.
func (c *clause) verbBetween(i, j int) bool {
	for ; i < j; i++ {
		if w := &c.w[i]; w.is(auxiliary|relative|subordinator) && !w.is(preposition) || w.mark == ',' || w.is(verbal) && w.form&(thirdForm|baseForm) != 0 && c.finite(i) {
			return true
		}
	}
	return false
}

// apposed finds the subject that an apposition or a relative clause parts from its verb: Ruiz, the deputy minister, said.
// j is the mark before the verb.
func (c *clause) apposed(j int) (np phrase, left int) {
	opening := c.w[j].mark
	if opening == ')' {
		opening = '('
	}
	for i := j - 1; i > 0 && i > j-widest; i-- {
		m := c.w[i].mark
		if m == ';' || m == '"' && c.w[i].quoted == 0 || m == ':' {
			break
		}
		if m != opening {
			continue
		}
		if c.w[i-1].mark != 0 || !c.noun(i-1) || c.w[i+1].is(coordinator) {
			continue
		}
		np = c.phraseBefore(i - 1)
		if np.empty() || np.first > 0 && c.w[np.first-1].is(preposition) {
			continue
		}
		if !c.sourceLike(np) {
			continue
		}
		return phrase{np.first, j + 1}, np.first
	}
	if np = c.theme(j); !np.empty() && np.first == 0 && c.sourceLike(np) && c.w[j].mark == ',' && (!c.w[j+1].is(verbal) || c.verb(j+1).frames&clauseFrame != 0) {
		if c.w[np.last].is(relative) {
			np.last = j
		}
		return np, np.first
	}
	return phrase{}, j + 1
}

// sourceLike tells whether a phrase names somebody who can say something: a name or a noun of the lexicon.
func (c *clause) sourceLike(p phrase) bool {
	for i := p.first; i < p.last; i++ {
		if c.w[i].is(nominal|subject) || c.proper(i) {
			return true
		}
	}
	return false
}

// phraseBefore is the noun phrase that ends with token j.
func (c *clause) phraseBefore(j int) phrase {
	w := &c.w[j]
	if w.mark != 0 || w.quoted != 0 {
		return phrase{}
	}
	if w.is(subject) && !w.is(nominal) {
		return phrase{j, j + 1}
	}
	if !c.noun(j) && !w.is(quantified|that|determiner) || w.is(timeWord) && w.shape&plural == 0 && w.class&nominal == 0 && !c.day(j) {
		return phrase{}
	}
	i := j
	for i >= 0 && i > j-widest {
		w := &c.w[i]
		if w.mark != 0 || w.quoted != 0 {
			break
		}
		if w.is(interrogative) && w.is(determiner) && i < j {
			break
		}
		if w.is(determiner|possessive) && !w.is(that) || w.is(that) && i < j && w.is(determiner) && i+1 <= j && !c.w[i+1].is(determiner|possessive|subject) {
			// A determiner opens the phrase, unless a preposition before it hangs the phrase on another one.
			if w.is(that) {
				i++
				break
			}
			for i > 0 && c.w[i-1].is(determiner|quantified) && c.w[i-1].mark == 0 {
				i-- // all the, some of
			}
			if i >= 2 && c.hangs(i-1) {
				i -= 2
				continue
			}
			i--
			break
		}
		if w.is(coordinator) {
			if i == j || i == 0 || c.w[i-1].mark != 0 || !(c.proper(i-1) || c.w[i-1].is(nominal)) {
				break
			}
			i--
			continue
		}
		if w.is(preposition) && w.shape&capital == 0 {
			if c.hangs(i) {
				i--
				continue
			}
			if k := c.relativeHead(i); k >= 0 && w.is(to) { // the engineer who tried to open the gate said
				i = k
				continue
			}
			break
		}
		if w.is(auxiliary|subordinator|relative|to|that|modal|interrogative|negation) && !w.is(quantified) && !w.is(determiner) && w.shape&capital == 0 && !w.is(clitic) {
			if k := c.relativeHead(i); k >= 0 {
				i = k
				continue
			}
			break
		}
		if w.is(subject|preposition|subordinator|interrogative|adverb) && !w.is(nominal) && !(w.is(adverb) && i > 0 && c.proper(i)) || w.is(timeWord) && i < j && w.shape&allCapitals == 0 || w.shape&manner != 0 && w.shape&capital == 0 && i < j && i == 0 {
			break
		}
		if w.is(verbal) && !w.is(nominal) && i < j && c.finite(i) && w.form&(pastForm|thirdForm|baseForm) != 0 {
			if k := c.relativeHead(i); k >= 0 {
				i = k
				continue
			}
			break
		}
		i--
	}
	p := phrase{i + 1, j + 1}
	for p.first < p.last && (c.w[p.first].is(coordinator|preposition|clitic) && !c.w[p.first].is(determiner)) {
		p.first++
	}
	return p
}

// day tells whether the time word at token j is the end of a date that is part of a name: imagery of 20 May.
func (c *clause) day(j int) bool {
	return j > 1 && c.w[j].shape&capital != 0 && c.w[j-1].shape&digits != 0 && c.w[j-2].is(of)
}

// hangs tells whether the preposition at i hangs what follows on a noun before it.
func (c *clause) hangs(i int) bool {
	w := &c.w[i]
	if i == 0 || !w.is(preposition) || c.w[i-1].mark != 0 || w.is(subordinator) && !w.is(of) {
		return false
	}
	p := &c.w[i-1]
	if p.is(familiar) {
		return true
	}
	if p.is(nominal) || c.proper(i-1) && !p.is(timeWord) {
		return true
	}
	return w.is(of) && c.noun(i-1) && !p.is(timeWord) && (!p.is(verbal) || !c.finite(i-1))
}

// relativeHead steps over a short relative clause that ends at token i, and is the last token of the noun it hangs on: the
// officer who handled the files said. It is -1 where there is none.
func (c *clause) relativeHead(i int) int {
	for k := i; k > 0 && k > i-8; k-- {
		if c.w[k].mark != 0 {
			return -1
		}
		if c.w[k].is(relative) && !c.w[k].is(that) || c.w[k].is(that) && c.w[k+1].is(auxiliary) {
			if k > 0 && c.w[k-1].mark == 0 && c.noun(k-1) {
				return k - 1
			}
			return -1
		}
	}
	return -1
}

// relativeObject is the last token of the noun whose relative clause a phrase ends: the engineer who designed [the dam]. It
// is -1 where the phrase is the subject of that clause itself (the ship that the navy holds), or of a clause that somebody in
// it says (officials who say the navy has agreed).
func (c *clause) relativeObject(np phrase) int {
	if np.empty() || np.first < 3 || c.w[np.first-1].is(relative) && !c.w[np.first-1].is(determiner) {
		return -1
	}
	for k := np.first - 1; k > 0 && k > np.first-6; k-- {
		w := &c.w[k]
		switch {
		case w.mark != 0 || w.quoted != 0 || w.is(subordinator|coordinator|subject) && !w.is(preposition|relative|that), w.is(verbal) && c.verb(k).frames&clauseFrame != 0:
			return -1
		case !w.is(relative | that):
			continue
		}
		noun := &c.w[k-1]
		if k == np.first-1 || noun.mark != 0 || !c.noun(k-1) || noun.is(preposition) {
			return -1
		}
		if next := &c.w[k+1]; w.is(that) && (noun.is(speechNoun|beliefNoun|attitudeNoun|timeWord) || noun.is(verbal) || next.is(determiner|possessive|nominal) && !next.is(verbal) && !(noun.shape&plural != 0 && next.shape&plural == 0) || c.proper(k+1)) {
			return -1
		}
		return k - 1
	}
	return -1
}

// phraseAfter is the noun phrase that begins with token i, phrases hung on it by prepositions included; what says when is
// left out.
func (c *clause) phraseAfter(i int) phrase {
	p := phrase{i, i}
	if i >= len(c.w) {
		return p
	}
	if w := &c.w[i]; w.is(subject|object) && !w.is(determiner|possessive|nominal) || w.is(relative) && !w.is(that) {
		p.last = i + 1
		return p
	}
	head := false
	for j := i; j < len(c.w) && j < i+widest; j++ {
		w := &c.w[j]
		if w.mark != 0 {
			if w.mark == '"' && w.quoted != 0 && j > i { // the "wise men" of the board: a quotation inside the phrase
				break
			}
			break
		}
		if j > i && head && w.shape&capital == 0 && !w.is(preposition|coordinator|subordinator|that|relative) && j+1 < len(c.w) && c.w[j+1].is(determiner|possessive|subject|object) && !c.w[j+1].is(clitic) {
			return p // a word before a determiner is a verb: the syndicate controls the docks
		}
		if w.is(clitic) && j > i && j+1 < len(c.w) && !c.w[j+1].is(auxiliary) && c.w[j+1].mark == 0 {
			continue
		}
		switch {
		case w.is(that|relative|to|auxiliary) && !(w.shape&capital != 0 && j > i && c.proper(j)):
			if w.is(determiner|possessive) && j == i && !w.is(auxiliary) {
				continue
			}
			return p
		case w.is(timeWord) && (head || j == i) && !(j > i && c.proper(j) && c.w[j-1].shape&capital != 0 && !c.w[j-1].known()):
			return p
		case w.is(coordinator):
			if !head || j+1 >= len(c.w) || !(c.proper(j+1) || c.w[j+1].is(determiner|nominal)) || w.shape&capital != 0 {
				return p
			}
			if c.w[j+1].is(determiner) && !c.w[i].is(determiner) {
				return p
			}
			continue
		case w.is(preposition|subordinator) && w.shape&capital == 0:
			if !head || !hanging.Has(c.t[j].Word) && !(w.is(by) && c.w[j-1].is(document)) || j+1 >= len(c.w) || c.w[j+1].is(timeWord|subject) || c.w[j+1].shape&gerund != 0 || c.w[j+1].shape&digits != 0 && !w.is(of) || c.w[j+1].is(object) && !c.w[j+1].is(possessive) {
				return p
			}
			continue
		case w.is(determiner|possessive) && head && !c.w[j-1].is(preposition|coordinator|of|determiner):
			return p
		case w.is(subject|interrogative|adverb) && !w.is(nominal):
			return p
		case w.is(verbal) && j > i && c.finite(j) && !w.is(nominal) && w.form&(pastForm|thirdForm|baseForm) != 0:
			return p
		case head && c.manner(j):
			return p
		}
		if !w.is(determiner|possessive) || w.is(quantified) {
			head = true
			p.last = j + 1
		}
	}
	return p
}

var floating = prose.WordsOf("all both each alike themselves himself herself itself")

var hanging = prose.WordsOf("of for at from in with on")
