package voice

import "github.com/sayso-lint/sayso/prose"

// cue is one expression that credits content to a source, while the sentence is analysed. All numbers are tokens.
type cue struct {
	first, last int // the cue, half-open
	verb        *verb
	kind        Kind
	source      phrase
	left        int // where the clause of the cue begins: its subject, or the comma or conjunction before
	order       order
	coordinate  bool // the content of an earlier cue ends before this one
	unsaid      bool
	content     [2][2]int  // up to two stretches of tokens, half-open
	whole       prose.Span // content known as a quotation, not by tokens
	turn        bool       // a turn of a transcript: all of the block is content
}

// order is how source, cue and content follow each other.
type order uint8

const (
	contentLast  order = iota // Ruiz said the road was open
	contentFirst              // the road was open, Ruiz said; said Ruiz
	passive                   // the attack was claimed by the group
	asideOrder                // as Ruiz put it
)

// find collects the cues of a sentence.
func (c *clause) find() {
	for _, i := range c.stops {
		i := int(i)
		w := &c.w[i]
		switch {
		case w.quoted != 0:
			if w.mark == ':' {
				c.transcript(i)
			}
		case w.is(verbal) && c.finite(i):
			c.verbCue(i)
		case w.mark == ':':
			c.colon(i)
		case w.mark == '-':
			c.byline(i)
		case w.is(speechNoun|beliefNoun|attitudeNoun) && i+1 < len(c.w) && (c.w[i+1].is(that|to|by|of|be) || c.t[i+1].Word == aboutWord):
			c.nounCue(i)
		case w.is(inside):
			c.inTheWords(i)
		case w.is(according):
			c.accordingTo(i)
		}
	}
}

var (
	inWord    = prose.WordOf("in")
	asWord    = prose.WordOf("as")
	thatWord  = prose.WordOf("that")
	itWord    = prose.WordOf("it")
	notWord   = prose.WordOf("not")
	particle  = prose.WordsOf("off up back down away")
	condition = prose.WordsOf("if unless whether lest")
	hearsay   = prose.WordsOf(`said believed thought reported alleged claimed rumoured rumored understood considered regarded seen viewed known estimated accepted
		acknowledged agreed assumed presumed deemed perceived held feared suspected hailed described portrayed recognised recognized argued suggested`)
	convinced = prose.WordOf("convinced") // persuaded says how they came by it
	depicted  = prose.WordsOf("painted depicted branded touted dismissed")
	expected  = prose.WordOf("expected") // the train is expected at noon; but: it is widely expected that
	abroad    = prose.WordsOf("widely generally commonly broadly universally")
	charging  = prose.WordsOf("accused blamed suspected")
	setting   = prose.WordsOf("as after before when while because during since until")
	inverting = prose.WordsOf(`said says say wrote writes added adds asked asks replied noted explained continued argued insisted declared recalled
		concluded warned announced reported observed remarked tweeted admitted shouted answered quipped joked responded stated claimed complained
		predicted agreed exclaimed boasted cautioned countered acknowledged according conceded lamented mused reads read yelled cried demanded suggested suggests proposed
		argues believes claims concludes estimates explains insists notes observes predicts reports warns thinks
		objected retorted protested ventured commented contended asserted wondered sighed hinted`)
)

// verbGroup is a verb with its auxiliaries and the adverbs among them.
type verbGroup struct {
	first                         int
	be, have, to, modal, negation bool
}

// longestGroup bounds the tokens of a verb group.
const longestGroup = 9

// group collects what stands before the verb at i and belongs to it.
func (c *clause) group(i int) verbGroup {
	g := verbGroup{first: i}
	for g.first > 0 && i-g.first < longestGroup && !g.to {
		p := &c.w[g.first-1]
		if p.quoted != 0 {
			break
		}
		switch {
		case p.is(clitic) && c.w[i].form&ingForm != 0 && g.first > 1 && !c.w[g.first-2].is(subject|that|interrogative):
			return g // these people's advertising: a possessor, no verb
		case p.is(be) && !p.is(nominal):
			g.be = true
		case p.is(have):
			g.have = true
		case p.is(modal) && (!p.is(timeWord) || p.shape&capital == 0):
			g.modal = true
		case p.is(do):
		case p.is(to) && c.w[i].form&baseForm != 0:
			g.to = true
		case p.is(negation) && !p.is(determiner|quantified):
			g.negation = true
		case c.adverbial(g.first-1) && p.mark == 0 && (!p.is(nobody) || !p.is(quantified)): // nobody has told: the subject
		default:
			return g
		}
		g.first--
	}
	return g
}

var (
	placing = prose.WordsOf("put puts putting")
	atWord  = prose.WordOf("at")
)

// reckons tells a put that says something from one that sets something somewhere: puts the loss at 40 million, as she put
// it; but: puts profits ahead of people.
func (c *clause) reckons(i int) bool {
	for j := i + 1; j < len(c.w) && j <= i+widest && c.w[j].mark == 0; j++ {
		if c.t[j].Word == atWord || j == i+1 && itWords.Has(c.t[j].Word) {
			return true
		}
	}
	return false
}

// verbCue tries the verb at i as a cue.
func (c *clause) verbCue(i int) {
	w := &c.w[i]
	agent := i+1 < len(c.w) && c.w[i+1].is(by)
	if i+1 < len(c.w) && particle.Has(c.t[i+1].Word) && !c.verb(i).takes(c.t[i+1].Word) {
		return // called off, held up, backed down: another verb
	}
	if c.anonymity(i) || placing.Has(c.t[i].Word) && !c.reckons(i) {
		return
	}
	g := c.group(i)
	k := cue{first: g.first, last: i + 1, left: g.first, verb: c.verb(i)}
	k.kind = k.verb.kind
	k.unsaid = g.to || g.modal || g.negation || c.question
	var ok bool
	switch participle := w.form&participleForm != 0 && w.form&ingForm == 0; {
	case g.be && participle:
		ok = c.passiveCue(&k, i)
	case g.to:
		// Nobody has said it yet; what would be said is kept for Unreal.
		ok = k.kind != Attitude
	case w.form&ingForm != 0 && !g.be:
		ok = c.participle(&k, i)
	case participle && agent && !g.have:
		// As reported by the paper, claims made by the union: a passive without its auxiliary.
		k.order = passive
		ok = c.agent(&k, i+1)
	default:
		// A participle alone credits a clause (has written that), and hardly an object (has proven effective, has known success).
		clausal := g.have && i+1 < len(c.w) && c.w[i+1].is(that)
		ok = (w.form&^participleForm != 0 || clausal) && c.active(&k, i)
	}
	if ok {
		if k.last == i+1 && k.last < len(c.w) && c.t[k.last].Word == outWord && k.verb.takes(outWord) && k.order != contentLast {
			k.last++ // as the union points out
		}
		c.cues = append(c.cues, k)
	}
}

// anonymity tells whether the verb at i only asks for it, which says nothing of the matter: asked not to be named.
func (c *clause) anonymity(i int) bool {
	for j := i + 1; j+2 < len(c.w) && j < i+3; j++ {
		if c.t[j].Word == notWord && c.w[j+1].is(to) && c.w[j+2].is(be) || c.w[j].is(to) && c.t[j+1].Word == notWord && c.w[j+2].is(be) {
			for _, t := range c.t[j+3 : min(j+5, len(c.t))] {
				if identifying.Has(t.Word) {
					return true
				}
			}
		}
		if c.w[j].is(to) && (unnamed.Has(c.t[j+2].Word) || c.w[j+1].is(be) && identifying.Has(c.t[j+2].Word) && refusing.Has(c.t[i].Word)) {
			return true // wished to remain anonymous, declined to be named
		}
	}
	return false
}

var (
	identifying = prose.WordsOf("named identified quoted cited")
	refusing    = prose.WordsOf("declined refused declining refusing")
	unnamed     = prose.WordsOf("anonymous unnamed")
)

// active finds source and place of the content of a finite verb.
func (c *clause) active(k *cue, i int) bool {
	if i+1 < len(c.w) && inverting.Has(c.t[i].Word) && c.inverted(k, i) {
		return true
	}
	np, left := c.subjectBefore(k.first)
	if np.empty() {
		return false
	}
	if c.ratio(np) {
		return false // one in three participants recalled: a finding about them
	}
	k.source, k.left = np, left
	if left > 0 && c.w[left-1].is(interrogative) && !c.w[left-1].is(relative|subordinator|timeWord) && left < k.first {
		if i+1 >= len(c.w) || !c.w[i+1].is(be|modal) {
			return false // what she said to her staff; but: what she said was a mistake
		}
	}
	if c.w[np.first].is(nobody) || left > 0 && left < k.first && condition.Has(c.t[left-1].Word) {
		k.unsaid = true
	}
	if c.w[np.first].is(relative|that) && np.last == np.first+1 {
		if relatives.Has(c.t[np.first].Word) && !persons.Has(c.t[np.first].Word) && np.first > 0 {
			if a := c.antecedentPhrase(np.first); a.empty() || !c.sourceLike(a) {
				return false // a bullet that says enough: nobody speaks
			}
		}
		k.order = contentLast
		c.enclose(k, i)
		return true
	}
	if c.fetched(k, i) {
		k.order = contentLast
		return true
	}
	if left == k.first && !k.unsaid { // coordinated: and said
		k.coordinate = true
	}
	k.order = contentLast
	switch {
	case left > 0 && (k.kind != Attitude || k.verb.frames&clauseFrame != 0):
		c.place(k, i+1)
	case left == 0 && k.kind == Speech && c.closes(c.adjuncts(i+1)):
		k.whole = c.askedBefore()
	}
	if k.order == contentLast && left > 0 && !k.unsaid {
		c.coordination(k)
	}
	return true
}

// fetched gives the verb at i the object that stands before its subject: the 300 deaths (that) the ministry reported are too few.
func (c *clause) fetched(k *cue, i int) bool {
	if k.verb.frames&objectFrame == 0 || k.kind != Speech && k.kind != Finding || c.w[i].form&pastForm == 0 || k.left == 0 || k.left == k.first {
		return false
	}
	if next := i + 1; next < len(c.w) && !c.closes(next) && !(c.w[next].is(auxiliary|timeWord|preposition) && !c.w[next].is(to)) {
		return false
	}
	first := k.left
	if c.w[first].is(that) && k.source.last > first+1 {
		first++ // "that the ministry" is no phrase where a noun stands before it
	}
	at := first
	if c.w[at-1].is(that | relative) {
		at--
	}
	if at == 0 || c.w[at-1].mark != 0 || c.w[at-1].is(timeWord) || !c.noun(at-1) {
		return false
	}
	object := c.phraseBefore(at - 1)
	if object.empty() || object.first == 1 && c.w[0].is(preposition) {
		return false
	}
	k.source.first, k.left = first, object.first
	k.content[0] = [2]int{object.first, object.last}
	return true
}

// enclose lets what a relative clause between dashes or in brackets credits end with it: the study – which counts 40 wrecks – is.
func (c *clause) enclose(k *cue, i int) {
	if k.source.first == 0 {
		return
	}
	closing := c.w[k.source.first-1].mark
	if closing == '(' {
		closing = ')'
	} else if closing != '-' {
		return
	}
	for j := i + 1; j < len(c.w) && j < i+2*widest; j++ {
		if c.w[j].mark == closing && c.w[j].quoted == 0 {
			k.content[0] = [2]int{i + 1, j}
			return
		}
	}
}

// ratio tells whether a phrase is the whole that a share is given of: one in three farmers, four out of ten.
func (c *clause) ratio(np phrase) bool {
	i := np.first - 1
	if i > 0 && c.w[i].is(of) {
		i-- // out of
	}
	return i > 0 && (c.t[i].Word == inWord || c.t[i].Word == outWord) && c.numeral(i-1) && c.numeral(np.first)
}

// numeral tells whether token i is a number.
func (c *clause) numeral(i int) bool {
	return c.w[i].shape&digits != 0 || smallNumbers.Has(c.t[i].Word)
}

var smallNumbers = prose.WordsOf("one two three four five six seven eight nine ten twelve twenty hundred")

// place decides whether the content of a cue stands before its subject: behind a quotation or a comma, with nothing behind
// the cue that could be content.
func (c *clause) place(k *cue, after int) {
	if c.t[k.left-1].Word == asWord {
		k.order = asideOrder
		k.left--
		return
	}
	if k.verb.frames&addresseeFrame != 0 {
		after = c.addressee(after, k.verb)
	}
	end := c.bracketed(c.adjuncts(after))
	m := &c.w[k.left-1]
	quote := m.mark == '"' && m.quoted != 0
	if quote && k.left > 1 && c.w[k.left-2].mark == ',' && c.v.quotations[m.quoted-1].Speech {
		k.order = contentFirst // "…," Ruiz said: the comma promises it
		return
	}
	switch {
	case quote && (c.v.quotations[m.quoted-1].Speech || c.closes(end)) && !(end < len(c.w) && (c.w[end].mark == ':' || c.t[end].Word == thatWord)):
		k.order = contentFirst
	case k.kind == Attitude, m.mark != ',' && m.mark != '-' && m.mark != '?' && m.mark != '!' && !quote:
	case c.closes(end), end < len(c.w) && c.w[end].is(subordinator) && setting.Has(c.t[end].Word):
		k.order = contentFirst
	}
}

// bracketed skips a bracket at token i that holds no more than a reference: the ministry said in a report (address).
func (c *clause) bracketed(i int) int {
	if i >= len(c.w) || c.w[i].mark != '(' {
		return i
	}
	for j := i + 1; j < len(c.w) && j < i+widest; j++ {
		if c.w[j].mark == ')' {
			if c.closes(j + 1) {
				return j + 1
			}
			break
		}
	}
	return i
}

// askedBefore is the sentence before where this one goes on with it in lower case: Will the truce last? the envoy asked.
func (c *clause) askedBefore() prose.Span {
	if c.sentence == 0 || c.w[0].mark != 0 || c.w[0].shape&capital != 0 {
		return prose.Span{}
	}
	s := &c.layer.doc.Blocks[c.block].Sentences[c.sentence-1]
	switch c.layer.doc.Text[s.End-1] {
	case '?', '!':
		return s.Span
	}
	return prose.Span{}
}

// coordination looks whether the clause of a cue is set beside an earlier one.
func (c *clause) coordination(k *cue) {
	at := k.left
	if at > 0 && c.w[at-1].is(coordinator|subordinator) && !c.w[at-1].is(that) {
		at--
	}
	if at > 0 && (c.w[at-1].mark == ',' || c.w[at-1].mark == ';' || c.w[at-1].mark == '-') {
		at--
		k.coordinate = true
	} else if at < k.left && c.w[at].is(coordinator) && k.kind != Attitude {
		k.coordinate = true
	}
	if k.coordinate {
		k.left = at
	}
}

// inverted tries the order said Ruiz.
func (c *clause) inverted(k *cue, i int) bool {
	if k.first != i || i == 0 {
		return false
	}
	before := &c.w[i-1]
	quote := before.mark == '"' && before.quoted != 0 && c.v.quotations[before.quoted-1].Speech
	if !quote && before.mark != ',' && before.mark != '-' && before.mark != '?' && before.mark != '!' {
		return false
	}
	np := c.phraseAfter(i + 1)
	if np.empty() || c.w[c.head(np)].is(timeWord) {
		return false
	}
	if !quote {
		if before.mark == ',' && !c.solid(np) {
			return false
		}
		end := c.adjuncts(np.last)
		if !c.closes(end) && !(end < len(c.w) && (c.w[end].is(relative|subordinator) || c.w[end].shape&gerund != 0)) {
			return false
		}
	}
	k.source, k.order, k.left = np, contentFirst, i
	return true
}

// solid tells whether a phrase is surely somebody's name or description, not the beginning of what was said.
func (c *clause) solid(p phrase) bool {
	h := c.head(p)
	if !c.proper(h) && !c.w[h].is(role|group|anonymous|body|collective|document|quantified|subject) {
		return false
	}
	unknown := 0
	for i := p.first; i < p.last; i++ {
		if c.w[i].class&^(homograph|traits) == 0 && c.w[i].shape&capital == 0 {
			unknown++
		}
	}
	return unknown <= 1 && !(c.w[h].is(quantified) && h+1 < p.last)
}

// participle tries a present participle: , adding that; by saying.
func (c *clause) participle(k *cue, i int) bool {
	if i == 0 {
		return false
	}
	before := &c.w[i-1]
	if before.is(adverb) && i > 1 {
		before = &c.w[i-2]
	}
	switch {
	case before.mark == ',' || before.mark == '-' || before.is(by|coordinator):
	case before.is(preposition), before.mark == '"':
	case c.noun(i-1) && before.mark == 0 && k.kind != Finding && k.kind != Attitude && k.verb.frames&clauseFrame != 0 && i+1 < len(c.w) && c.w[i+1].mark != ',' && !c.w[i+1].is(auxiliary|preposition|coordinator):
	default:
		return false
	}
	k.order = contentLast
	k.left = i
	if before.mark == ',' {
		k.left = i - 1
		k.coordinate = true
	}
	if before.mark == 0 && !before.is(by|coordinator|preposition) {
		// With 30 percent of voters saying: the noun before is who says it.
		k.source = c.phraseBefore(i - 1)
		return !k.source.empty() && c.sourceLike(k.source)
	}
	if n := len(c.cues); n > 0 && !c.cues[n-1].source.empty() {
		k.source = c.cues[n-1].source
		return true
	}
	np := c.theme(i)
	if np.empty() || k.kind == Finding && !c.w[c.head(np)].is(document) {
		return false // four people were hurt, showing the gulf between the two
	}
	k.source = np
	return true
}

// theme is the noun phrase that a sentence starts with: the subject of its main clause, more often than not.
func (c *clause) theme(limit int) phrase {
	start := 0
	for start < limit && start < 14 && (c.w[start].mark == '"' || c.w[start].mark == '-' || c.adverbial(start) && c.w[start].mark == 0 || c.w[start].is(coordinator)) {
		start++
	}
	if start < limit && c.w[start].is(preposition|subordinator) { // In a speech on Monday, Ruiz ...
		for j := start; j < limit && j < start+widest; j++ {
			if c.w[j].mark == ',' {
				start = j + 1
				break
			}
		}
	}
	np := c.phraseAfter(start)
	if np.last > limit {
		np.last = limit
	}
	return np
}

// passiveCue tries was said to, was claimed by.
func (c *clause) passiveCue(k *cue, i int) bool {
	k.order = passive
	j := i + 1
	for j < len(c.w) && j < i+widest {
		if c.w[j].is(by) && !c.w[j].is(timeWord) {
			if c.agent(k, j) {
				np, left := c.subjectBefore(k.first)
				k.content[0] = [2]int{np.first, np.last}
				k.left = left
				if np.empty() {
					k.left = k.first
				}
				return true
			}
		}
		if c.w[j].mark != 0 || c.w[j].is(that|relative|coordinator|to) {
			break
		}
		j++
	}
	if i+1 < len(c.w) && charging.Has(c.t[i].Word) && k.verb.takes(c.t[i+1].Word) {
		np, left := c.subjectBefore(k.first)
		k.left, k.last = left, i+2
		k.content = [2][2]int{{np.first, np.last}, {i + 2, c.breakAfter(i + 2)}}
		return !np.empty()
	}
	if c.t[i].Word == convinced && i+1 < len(c.w) && c.w[i+1].is(that) {
		np, left := c.subjectBefore(k.first)
		if np.empty() || !c.sourceLike(np) {
			return false
		}
		k.source, k.left, k.kind, k.order = np, left, Belief, contentLast
		return true
	}
	forecast := c.t[i].Word == expected && i > 0 && abroad.Has(c.t[i-1].Word)
	depicts := depicted.Has(c.t[i].Word)
	if !hearsay.Has(c.t[i].Word) && !forecast && !depicts {
		return false
	}
	next := i + 1
	for next < len(c.w) && c.adverbial(next) {
		next++
	}
	np, left := c.subjectBefore(k.first)
	impersonal := np.last == np.first+1 && c.t[np.first].Word == itWord
	ok := next < len(c.w) && (c.w[next].is(to) && next+1 < len(c.w) && c.w[next+1].class&(determiner|possessive|object) == 0 || c.t[next].Word == asWord || impersonal && c.w[next].is(that))
	if !ok || np.empty() || forecast && !impersonal || depicts && !c.likened(next) {
		return false
	}
	k.kind, k.unsaid = Belief, c.question // "is not believed to" is what nobody in particular believes, too
	k.left = left
	if !impersonal {
		k.content[0] = [2]int{np.first, np.last}
	}
	k.content[1] = [2]int{next, len(c.w)}
	k.last = i + 1
	return true
}

// likened tells whether what stands at token i is "as" and what somebody is called: dismissed as a clown, branded as cruel. It is no
// office, no circumstance and no clause: dismissed as head coach, as part of a purge, as the crowd looked on.
func (c *clause) likened(i int) bool {
	j := i + 1
	if c.t[i].Word != asWord || j >= len(c.w) {
		return false
	}
	named := !c.w[j].is(determiner)
	if !named {
		j++
	}
	if j >= len(c.w) || c.w[j].mark != 0 && c.w[j].mark != '"' || circumstances.Has(c.t[j].Word) || c.w[j].is(subject|possessive) || named && (c.w[j].is(role) || c.w[j].shape&capital != 0) {
		return false
	}
	for ; j < len(c.w) && (c.w[j].mark == 0 || c.w[j].mark == '"') && !c.w[j].is(preposition|coordinator|of|to|by|that|relative|subordinator); j++ {
		if c.w[j].is(auxiliary) && !c.w[j].is(nominal) || c.w[j].is(verbal) && c.finite(j) ||
			j > i+2 && c.w[j].shape&(past|capital) == past && j+1 < len(c.w) && !c.noun(j+1) {
			return false
		}
	}
	return true
}

var circumstances = prose.WordsOf("part result consequence condition precaution punishment matter soon well long many much far usual before of if though in at under to from per")

// agent takes the source of a passive from behind by.
func (c *clause) agent(k *cue, at int) bool {
	np := c.phraseAfter(at + 1)
	if np.empty() || c.w[np.first].is(timeWord) || c.w[at+1].shape&(gerund|digits) != 0 || !c.sourceLike(np) {
		return false
	}
	k.source = np
	if k.content[1][1] == 0 && np.last < len(c.w) && c.w[np.last].mark == 0 {
		k.content[1] = [2]int{np.last, c.breakAfter(np.last)}
	}
	if at == k.last { // as reported by the paper, the attack ...
		if k.first > 0 && c.t[k.first-1].Word == asWord {
			k.order = asideOrder
			k.left = k.first - 1
			k.content[1] = [2]int{}
		} else if k.first > 0 {
			np, left := c.subjectBefore(k.first)
			k.content[0] = [2]int{np.first, np.last}
			k.left = left
		}
	}
	return true
}
