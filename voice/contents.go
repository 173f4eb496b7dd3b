package voice

import (
	"slices"
	"sort"

	"github.com/sayso-lint/sayso/prose"
)

// closes tells whether nothing that could be content stands at token i.
func (c *clause) closes(i int) bool {
	return i >= len(c.w) || c.w[i].mark == ',' || c.w[i].mark == '.' || c.w[i].mark == ';' || c.w[i].mark == '-' || c.w[i].mark == ')' ||
		c.w[i].mark == '!' || c.w[i].mark == '?'
}

// asides adds the places behind which the author goes on, whoever was speaking: a comparison, and what a single dash brings
// in.
func (c *clause) asides(bounds []int) []int {
	dash, dashes := -1, 0
	for _, i := range c.stops {
		i := int(i)
		switch w := &c.w[i]; {
		case w.mark == '-' && w.quoted == 0:
			dash = i
			dashes++
		case w.is(compared) && i > 0 && c.w[i-1].mark == ',' && c.w[i-1].quoted == 0:
			bounds = append(bounds, i-1)
		}
	}
	if dashes == 1 {
		bounds = append(bounds, dash)
	}
	return bounds
}

// bound is the first bound at or behind token i, len(w) where there is none.
func (c *clause) bound(bounds []int, i int) int {
	j := sort.SearchInts(bounds, i+1)
	if j < len(bounds) {
		return bounds[j]
	}
	return len(c.w)
}

// after finds content behind the cue.
func (c *clause) after(k *cue, bounds []int) bool {
	i := k.last
	v := k.verb
	if v == nil { // according to X, …
		i = k.source.last
		for i < len(c.w) && i < k.source.last+widest && c.w[i].mark != ',' {
			i++
		}
		if i+1 < len(c.w) && c.w[i].mark == ',' {
			k.content[0] = [2]int{i + 1, c.bound(bounds, i+1)}
			return true
		}
		return k.source.last+1 == len(c.w) && c.w[k.source.last].mark == ':' // and then a list
	}
	if i < len(c.w) && c.w[i].is(preposition|to|of) && v.takes(c.t[i].Word) && !(v.frames&infinitiveFrame != 0 && c.w[i].is(to)) {
		k.last = i + 1
		k.content[0] = [2]int{i + 1, c.bound(bounds, i+1)}
		if c.t[i].Word != outWord { // pointed out that ..., as against: called for ...
			k.content[0][1] = min(k.content[0][1], c.breakAfter(i+1))
		}
		return k.content[0][0] < len(c.w)
	}
	start := i
	if v.frames&addresseeFrame != 0 {
		start = c.addressee(i, v)
	}
	if start > i && start < len(c.w) && c.w[start].is(preposition|of) && v.takes(c.t[start].Word) { // accuses him of taking 40 million
		k.content[0] = [2]int{start + 1, min(c.bound(bounds, start+1), c.breakAfter(start+1))}
		return start+1 < len(c.w)
	}
	start = c.adjuncts(start)
	if start < len(c.w) && c.w[start].mark == ',' && start > i {
		start = c.thatBehind(start)
	}
	for start < len(c.w) && (c.w[start].mark == ',' || c.w[start].mark == ':' || c.w[start].mark == '-') {
		next := start + 1
		if c.w[start].mark != ':' && !(next < len(c.w) && (c.w[next].is(that) || c.w[next].mark == '"' && c.w[next].quoted != 0)) {
			break
		}
		start = next
	}
	if start >= len(c.w) || c.closes(start) {
		return k.verb.frames&clauseFrame != 0 && k.kind != Attitude
	}
	w := &c.w[start]
	quote := w.mark == '"' && w.quoted != 0
	switch {
	case quote, w.is(that) && v.frames&clauseFrame != 0:
		k.content[0] = [2]int{start, c.bound(bounds, start)}
	case w.is(to) && v.frames&infinitiveFrame != 0:
		k.content[0] = [2]int{start, c.bound(bounds, start)}
	case c.w[k.last-1].is(measuring) && c.counted(start):
		return false // counts only what it is told: things, no statement
	case v.frames&clauseFrame != 0 && (k.kind == Finding || k.kind == Belief) && !w.is(interrogative|subject) && !c.predicates(start):
		return false // found a way, saw the book: a thing, no statement
	case v.frames&clauseFrame != 0 && !w.is(preposition|to):
		k.content[0] = [2]int{start, c.bound(bounds, start)}
	case v.frames&(objectFrame|asFrame|addresseeFrame) != 0 && !w.is(preposition|to):
		k.content[0] = [2]int{start, min(c.bound(bounds, start), c.breakAfter(start))}
	default:
		return false
	}
	return true
}

// counted tells whether what stands behind a verb of measuring at token i is what is measured: what is reported to it; or
// the verb of the clause whose object was: a truce that nobody measures could collapse.
func (c *clause) counted(i int) bool {
	for i+1 < len(c.w) && c.adverbial(i) {
		i++
	}
	return c.t[i].Word == whatWord || c.w[i].is(modal|be|have)
}

var whatWord = prose.WordOf("what")

// predicates tells whether a verb stands in the words from token i to the end of their clause.
func (c *clause) predicates(i int) bool {
	for j := i; j < len(c.w) && j < i+widest; j++ {
		w := &c.w[j]
		switch {
		case w.quoted != 0:
			return true
		case w.mark == ',' || w.mark == ';' || w.mark == '-' || w.is(relative) && !w.is(that):
			return false
		case w.is(auxiliary) && !w.is(nominal) && (!w.is(timeWord) || w.shape&capital == 0), w.shape&(past|capital) == past && j > i+1, j > i+1 && w.is(verbal) && c.finite(j), w.shape&digits != 0:
			return true
		}
	}
	return false
}

var outWord = prose.WordOf("out")

// thatBehind looks behind the comma at i for one that "that" or a quotation follows: said in Toledo, Ohio, that. It is i
// where there is none near.
func (c *clause) thatBehind(i int) int {
	for j := i + 1; j+1 < len(c.w) && j < i+10; j++ {
		if c.w[j].is(auxiliary | subordinator | relative) {
			break
		}
		if c.w[j].mark == ',' && (c.w[j+1].is(that) && c.t[j+1].Word == thatWord || c.w[j+1].mark == '"' && c.w[j+1].quoted != 0) {
			return j
		}
		if c.w[j].mark == ':' {
			return j
		}
	}
	return i
}

// before finds content in front of a cue.
func (c *clause) before(k *cue, bounds []int) bool {
	end := k.left
	for end > 0 && (c.w[end-1].mark == ',' || c.w[end-1].mark == '-') {
		end--
	}
	start := 0
	if i := sort.SearchInts(bounds, end); i > 0 {
		start = bounds[i-1]
		for start < end && (c.w[start].mark != 0 && c.w[start].mark != '"' || c.w[start].is(coordinator)) {
			start++
		}
	}
	if start >= end {
		return k.kind != Attitude
	}
	if k.verb == nil {
		// According to hangs on its own clause, not on all that a colon or a dash sets before it.
		for i := end - 1; i > start && i > end-2*widest; i-- {
			if m := c.w[i].mark; c.w[i].quoted == 0 && (m == ';' || m == ':' || m == '-') {
				start = i + 1
				break
			}
		}
	}
	k.content[0] = [2]int{start, end}
	// A clause that the cue splits goes on behind the next comma.
	next := max(k.last, k.source.last)
	if k.verb != nil && k.verb.frames&addresseeFrame != 0 && next == k.last {
		next = c.addressee(next, k.verb)
	}
	next = c.adjuncts(next)
	if next+1 < len(c.w) && c.w[next].mark == ',' {
		quote := c.w[end-1].mark == '"' && c.w[end-1].quoted != 0
		n := &c.w[next+1]
		switch {
		case n.mark == '"' && n.quoted != 0:
			k.content[1] = [2]int{next + 1, c.bound(bounds, next+1)}
		case quote || k.source.first > k.first && !c.w[k.first].is(preposition) && k.verb != nil:
		case n.is(coordinator) && k.verb != nil && !c.quoteNear(next+2) && !c.measures(next+2) || n.shape&gerund != 0:
		default:
			k.content[1] = [2]int{next + 1, c.bound(bounds, next+1)}
		}
	}
	return true
}

// measures tells whether what begins at token i says by how much, and so belongs to the clause that the cue splits: fares will
// rise by 9 percent, officials said, and by 12 in winter. A clause of the author's own begins otherwise.
func (c *clause) measures(i int) bool {
	return i+1 < len(c.w) && extents.Has(c.t[i].Word) && (c.w[i+1].shape|c.w[min(i+2, len(c.w)-1)].shape)&digits != 0
}

var extents = prose.WordsOf("by from to")

// quoteNear tells whether a quotation begins within the next few tokens.
func (c *clause) quoteNear(i int) bool {
	for j := i; j < len(c.w) && j < i+4; j++ {
		if c.w[j].quoted != 0 {
			return true
		}
	}
	return false
}

// both gives a cue such as "as Ruiz put it" the clause on either side.
func (c *clause) both(k *cue) {
	end := k.left
	for end > 0 && c.w[end-1].mark == ',' {
		end--
	}
	k.content[0] = [2]int{0, end}
	next := max(k.last, k.source.last)
	for i := next; i < len(c.w) && i < next+widest; i++ {
		if c.w[i].mark == ',' || c.w[i].mark == ':' || c.w[i].mark == '"' && c.w[i].quoted != 0 {
			if c.w[i].mark != '"' {
				i++
			}
			k.content[1] = [2]int{i, len(c.w)}
			break
		}
	}
}

// addressee skips the noun phrase that is spoken to.
func (c *clause) addressee(i int, v *verb) int {
	if i >= len(c.w) {
		return i
	}
	w := &c.w[i]
	if w.is(object) && !w.is(that) {
		return i + 1
	}
	if w.is(that|to) || w.mark != 0 {
		return i
	}
	np := c.phraseAfter(i)
	if np.empty() || np.last >= len(c.w) {
		return i
	}
	n := &c.w[np.last]
	if n.is(that|to|subordinator|interrogative) || c.t[np.last].Word == notWord || n.is(preposition) && v.takes(c.t[np.last].Word) || n.mark == ',' || n.mark == ':' || n.mark == '"' || v.frames&objectFrame == 0 {
		if n.is(preposition) && v.takes(c.t[np.last].Word) {
			return np.last
		}
		return np.last
	}
	return i
}

// adjuncts skips what says when, where and how something was said.
func (c *clause) adjuncts(i int) int {
	from := i
	for i < len(c.w) && i < from+widest {
		w := &c.w[i]
		switch {
		case w.mark != 0 || w.quoted != 0:
			return i
		case w.is(that) && !w.is(timeWord):
			if i+1 < len(c.w) && c.w[i+1].is(timeWord) {
				i += 2
				continue
			}
			return i
		case c.t[i].Word == thereWord && i+1 < len(c.w) && c.w[i+1].is(auxiliary):
			return i // said there were two
		case w.is(timeWord) || adjunct.Has(c.t[i].Word) || c.manner(i) && !w.is(adverb|negation):
			i++
		case w.is(preposition) && !w.is(to) || w.is(to) && c.noPhraseVerb(i+1):
			j := c.prepositional(i)
			if j == i {
				return i
			}
			i = j
		case w.is(determiner) && i+1 < len(c.w) && c.w[i+1].is(timeWord) || timeLead.Has(c.t[i].Word) && i+1 < len(c.w) && c.w[i+1].is(timeWord):
			i += 2
		default:
			return i
		}
	}
	return i
}

var thereWord = prose.WordOf("there")

// adjunct holds the adverbs that say when or where, unlike those of degree, which belong to what follows.
var adjunct = prose.WordsOf("again also later then earlier recently today yesterday tomorrow tonight here there afterwards afterward instead publicly repeatedly flatly openly now once simply further")

var timeLead = prose.WordsOf("last next this late early")

// noPhraseVerb tells whether "to" before token i leads a noun phrase, not an infinitive.
func (c *clause) noPhraseVerb(i int) bool {
	return i < len(c.w) && (c.w[i].is(determiner|possessive|object|group|body|anonymous) || c.proper(i))
}

// prepositional skips one phrase of preposition and noun phrase. A noun phrase ends before the next determiner, pronoun
// or name, which would be the subject of the content.
func (c *clause) prepositional(i int) int {
	j := i + 1
	if j < len(c.w) && c.w[j].is(determiner|possessive) && !c.w[j].is(subject) {
		j++
	} else if j < len(c.w) && c.w[j].shape&gerund != 0 {
		return i
	}
	start := j
	lower := false
	for j < len(c.w) && j < start+12 {
		w := &c.w[j]
		if w.mark != 0 || w.quoted != 0 && w.mark == 0 {
			break
		}
		if w.is(that|to|relative|subordinator|coordinator|auxiliary|subject) && !w.is(timeWord) && !w.is(clitic) {
			break
		}
		if j > start && (w.is(determiner|possessive) && !w.is(clitic) || w.is(preposition)) {
			break
		}
		if w.shape&capital != 0 && lower && !w.is(timeWord) {
			break
		}
		if w.shape&capital == 0 && !w.known() && w.shape&digits == 0 {
			lower = true
		} else if w.shape&capital == 0 && w.is(nominal) {
			lower = true
		}
		j++
	}
	if j == start && !(start > i+1) {
		return i
	}
	return j
}

// breakAfter is where a noun phrase that starts at token i surely ends: at the next comma, dash, semicolon or conjunction
// that brings in a clause.
func (c *clause) breakAfter(i int) int {
	if c.breaks == nil {
		c.breaks = slices.Grow(c.layer.breaks[:0], len(c.w)+1)[:len(c.w)+1]
		c.layer.breaks = c.breaks
		next := int32(len(c.w))
		c.breaks[len(c.w)] = next
		for j := len(c.w) - 1; j >= 0; j-- {
			w := &c.w[j]
			if (w.mark == ',' && !c.lists(j) || w.mark == ';' || w.mark == '-' || w.mark == ':') && w.quoted == 0 || w.is(subordinator) && !w.is(preposition|interrogative) && !reaching.Has(c.t[j].Word) && w.quoted == 0 {
				next = int32(j)
			}
			c.breaks[j] = next
		}
	}
	if i >= len(c.w) {
		return len(c.w)
	}
	return int(c.breaks[i])
}

// lists tells whether the comma at j parts members of a list: China, Russia and North Korea.
func (c *clause) lists(j int) bool {
	for i := j + 1; i < len(c.w) && i < j+8; i++ {
		w := &c.w[i]
		switch {
		case w.is(coordinator):
			return i > j+1
		case w.mark == ',':
			return i > j+1 && c.breaks[i] != int32(i) // judged already, for the walk is from the right
		case w.mark != 0, w.is(auxiliary|relative|subordinator|subject|adverb|timeWord) && w.shape&capital == 0, w.shape&gerund != 0, w.is(verbal) && !w.is(nominal) && c.finite(i):
			return false
		}
	}
	return false
}

// reaching are conjunctions that go on with a noun phrase.
var reaching = prose.WordsOf("whether than as once")
