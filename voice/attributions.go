package voice

import (
	"sort"
	"strings"

	"github.com/sayso-lint/sayso/prose"
)

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
	shared      int        // the cue whose source this one shares, -1 none
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

// phrase is a noun phrase by its tokens; none where last is 0.
type phrase struct{ first, last int }

func (p phrase) empty() bool { return p.last <= p.first }

// widest bounds the tokens of a source, and so what a cue may cost.
const widest = 30

// analyse works one block out.
func (l *Layer) analyse(block int) *voices {
	b := &l.doc.Blocks[block]
	v := &voices{quotations: quotations(l.doc.Text, b.Span)}
	v.citations = l.citations(block)
	q := 0
	for i := range b.Sentences {
		s := &b.Sentences[i]
		for q < len(v.quotations) && v.quotations[q].End <= s.Start {
			q++
		}
		c := clause{layer: l, v: v, block: block, sentence: i}
		c.read(s, v.quotations, q)
		c.find()
		c.attribute()
		c.ground()
	}
	if v.announced > 0 {
		v.announces = v.attributions[v.announced-1].Cue
	}
	sort.SliceStable(v.attributions, func(i, j int) bool { return v.attributions[i].Cue.Start < v.attributions[j].Cue.Start })
	return v
}

// find collects the cues of a sentence.
func (c *clause) find() {
	c.breaks = nil
	for i := range c.w {
		if c.w[i].quoted != 0 {
			if c.w[i].mark == ':' {
				c.transcript(i)
			}
			continue
		}
		switch {
		case c.w[i].verb != nil && c.finite(i):
			c.verbCue(i)
		case c.t[i].Word == according && i+1 < len(c.w) && c.w[i+1].is(to):
			c.accordingTo(i)
		case c.w[i].mark == ':':
			c.colon(i)
		case c.w[i].is(speechNoun|beliefNoun|attitudeNoun) && i+1 < len(c.w) && c.w[i+1].is(that|to|by):
			c.nounCue(i)
		case c.w[i].mark == '-':
			c.byline(i)
		case c.t[i].Word == inWord:
			c.inTheWords(i)
		}
	}
}

var (
	according = prose.WordOf("according")
	inWord    = prose.WordOf("in")
	asWord    = prose.WordOf("as")
	thatWord  = prose.WordOf("that")
	itWord    = prose.WordOf("it")
	notWord   = prose.WordOf("not")
	whoWord   = prose.WordOf("who")
	particle  = hashes("off up back down away")
	condition = hashes("if unless whether lest")
	perceived = hashes("views view words word eyes opinion judgment judgement estimation telling phrase account assessment reading")
	hearsay   = hashes(`said believed thought reported alleged claimed rumoured rumored understood considered regarded seen viewed known estimated accepted
		acknowledged agreed assumed presumed deemed perceived held feared suspected hailed described described portrayed recognised recognized argued suggested`)
	setting   = hashes("as after before when while because during since until")
	inverting = hashes(`said says say wrote writes added adds asked asks replied noted explained continued argued insisted declared recalled
		concluded warned announced reported observed remarked tweeted admitted shouted answered quipped joked responded stated claimed complained
		predicted agreed exclaimed boasted cautioned countered acknowledged according conceded lamented mused reads read yelled cried demanded`)
)

// verbCue tries the verb at i as a cue.
func (c *clause) verbCue(i int) {
	w := &c.w[i]
	k := cue{first: i, last: i + 1, verb: w.verb, kind: w.verb.kind, shared: -1}
	if i+1 < len(c.w) && particle[c.t[i+1].Word] && !w.verb.takes(c.t[i+1].Word) {
		return // called off, held up, backed down: another verb
	}
	g := i
	var sawBe, sawHave, sawTo, sawModal, sawNegation bool
	for g > 0 && i-g < 9 {
		p := &c.w[g-1]
		if p.quoted != 0 {
			break
		}
		switch {
		case p.is(be) && !p.is(nominal):
			sawBe = true
		case p.is(have):
			sawHave = true
		case p.is(modal) && !p.is(timeWord) || p.is(modal) && p.shape&capital == 0:
			sawModal = true
		case p.is(do):
		case p.is(to) && w.form&baseForm != 0:
			sawTo = true
		case p.is(negation) && !p.is(determiner|quantified):
			sawNegation = true
		case c.adverbial(g-1) && p.mark == 0:
		default:
			goto done
		}
		g--
		if sawTo {
			break
		}
	}
done:
	k.first, k.left = g, g
	k.unsaid = sawTo || sawModal || sawNegation || c.question
	isPassive := sawBe && w.form&participleForm != 0 && w.form&ingForm == 0
	switch {
	case isPassive:
		if !c.passiveCue(&k, i) {
			return
		}
	case sawTo:
		c.noteUnsaid(&k)
		return
	case w.form&ingForm != 0 && !sawBe:
		if !c.participle(&k, i) {
			return
		}
	case w.form&participleForm != 0 && w.form&ingForm == 0 && i+1 < len(c.w) && c.w[i+1].is(by) && !sawHave:
		// as reported by the paper, claims made by the union: a passive without its auxiliary
		k.order = passive
		if !c.agent(&k, i+1) {
			return
		}
	default:
		if !c.active(&k, i) {
			return
		}
	}
	c.cues = append(c.cues, k)
}

// noteUnsaid keeps what a cue that never happened would have said.
func (c *clause) noteUnsaid(k *cue) {
	if k.kind == Attitude {
		return
	}
	k.unsaid = true
	k.source = phrase{}
	k.order = contentLast
	c.cues = append(c.cues, *k)
}

// active finds source and place of the content of a finite verb.
func (c *clause) active(k *cue, i int) bool {
	if c.w[i].form&(pastForm|thirdForm|baseForm|ingForm) == 0 {
		return false
	}
	if i+1 < len(c.w) && inverting[c.t[i].Word] && c.inverted(k, i) {
		return true
	}
	np, left := c.subjectBefore(k.first)
	if np.empty() {
		return false
	}
	k.source, k.left = np, left
	if left > 0 && c.w[left-1].is(interrogative) && !c.w[left-1].is(relative|subordinator|timeWord) && left < k.first {
		if i+1 >= len(c.w) || !c.w[i+1].is(be|modal) {
			return false // what she said to her staff; but: what she said was a mistake
		}
	}
	if noBody[c.t[np.first].Word] || left > 0 && left < k.first && condition[c.t[left-1].Word] {
		k.unsaid = true
	}
	if c.w[np.first].is(relative|that) && np.last == np.first+1 {
		k.order = contentLast
		return true
	}
	if left == k.first && !k.unsaid { // coordinated: and said
		k.coordinate = true
	}
	k.order = contentLast
	if left > 0 && (k.kind != Attitude || k.verb.frames&clauseFrame != 0) {
		c.place(k, i+1)
	}
	if k.order == contentLast && left > 0 && !k.unsaid {
		c.coordination(k)
	}
	return true
}

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
	end := c.adjuncts(after)
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
	case c.closes(end), end < len(c.w) && c.w[end].is(subordinator) && setting[c.t[end].Word]:
		k.order = contentFirst
	}
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

// closes tells whether nothing that could be content stands at token i.
func (c *clause) closes(i int) bool {
	return i >= len(c.w) || c.w[i].mark == ',' || c.w[i].mark == '.' || c.w[i].mark == ';' || c.w[i].mark == '-' || c.w[i].mark == ')' ||
		c.w[i].mark == '!' || c.w[i].mark == '?'
}

// inverted tries the order said Ruiz.
func (c *clause) inverted(k *cue, i int) bool {
	if k.first != i || i == 0 {
		return false
	}
	before := &c.w[i-1]
	quote := before.mark == '"' && before.quoted != 0
	if !quote && before.mark != ',' && before.mark != '-' && before.mark != '?' && before.mark != '!' {
		return false
	}
	np := c.phraseAfter(i + 1)
	if np.empty() || c.w[c.head(np)].is(timeWord) {
		return false
	}
	end := np.last
	if !quote {
		if before.mark == ',' && !c.solid(np) {
			return false
		}
		end = c.adjuncts(np.last)
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
		if c.w[i].class&^homograph == 0 && c.w[i].shape&capital == 0 {
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
		k.shared = n - 1
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
	if !hearsay[c.t[i].Word] {
		return false
	}
	next := i + 1
	for next < len(c.w) && c.adverbial(next) {
		next++
	}
	np, left := c.subjectBefore(k.first)
	impersonal := np.last == np.first+1 && c.t[np.first].Word == itWord
	ok := next < len(c.w) && (c.w[next].is(to) && next+1 < len(c.w) && c.w[next+1].class&(determiner|possessive|object) == 0 || c.t[next].Word == asWord || impersonal && c.w[next].is(that))
	if !ok || np.empty() {
		return false
	}
	k.kind, k.unsaid = Belief, c.question // "is not believed to" is what nobody in particular believes, too
	k.left = left
	if !impersonal {
		k.content[0] = [2]int{np.first, np.last}
	}
	k.content[1] = [2]int{next, c.end(next)}
	k.last = i + 1
	return true
}

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

// accordingTo reads according to X.
func (c *clause) accordingTo(i int) {
	np := c.phraseAfter(i + 2)
	if np.empty() {
		return
	}
	c.cues = append(c.cues, c.adjunctCue(i, i+2, np))
}

// adjunctCue is a cue that hangs on a clause as an adjunct: its content is the clause on either side.
func (c *clause) adjunctCue(first, last int, np phrase) cue {
	k := cue{first: first, last: last, kind: Speech, source: np, left: first, order: contentFirst, shared: -1, unsaid: false}
	if c.leads(first) {
		k.order = contentLast
	}
	return k
}

// leads tells whether token i is the first of a sentence or clause, so that what it brings in comes behind it.
func (c *clause) leads(i int) bool {
	for i > 0 && (c.w[i-1].is(coordinator) || c.w[i-1].mark == '"' && c.w[i-1].quoted == 0) {
		i--
	}
	return i == 0
}

// inTheWords reads in the words of X and in X's view.
func (c *clause) inTheWords(i int) {
	if i+2 >= len(c.w) {
		return
	}
	if c.w[i+1].is(determiner) && perceived[c.t[i+2].Word] && i+3 < len(c.w) && c.w[i+3].is(of) {
		if np := c.phraseAfter(i + 4); !np.empty() {
			c.cues = append(c.cues, c.adjunctCue(i, i+4, np))
		}
		return
	}
	for j := i + 2; j < len(c.w) && j < i+8; j++ {
		if perceived[c.t[j].Word] && (c.w[j-1].is(clitic) || j == i+2 && c.w[i+1].is(possessive)) && (j+1 == len(c.w) || c.w[j+1].mark == ',' || c.w[j+1].mark == '.') {
			k := c.adjunctCue(i, j+1, phrase{i + 1, j})
			if c.w[j-1].is(clitic) {
				k.source.last = j - 1
			}
			c.cues = append(c.cues, k)
			return
		}
		if c.w[j].mark != 0 {
			return
		}
	}
}

// colon reads Ruiz: "…" and The report: "…", and a colon that follows any clause before a quotation.
func (c *clause) colon(i int) {
	if i == 0 || i+1 >= len(c.w) {
		return
	}
	if n := len(c.cues); n > 0 && c.cues[n-1].order == contentLast {
		return // said: …
	}
	quote := c.w[i+1].mark == '"' && c.w[i+1].quoted != 0
	np := c.theme(i)
	if np.empty() {
		return
	}
	if np.last < i && !quote || !quote && (i > 6 || !c.proper(np.first)) {
		return
	}
	k := cue{first: i, last: i + 1, kind: Speech, source: np, left: np.first, order: contentLast, shared: -1, content: [2][2]int{{i + 1, len(c.w)}}}
	if !quote {
		if !c.nameLike(np) {
			return
		}
		k.turn = c.sentence == 0 && np.first == 0
	}
	c.cues = append(c.cues, k)
}

// transcript reads a speaker's name before a colon inside a quotation: "RUIZ: …".
func (c *clause) transcript(i int) {
	first := i - 1
	for first >= 0 && i-first <= 4 && c.w[first].mark == 0 {
		first--
	}
	np := phrase{first + 1, i}
	if np.empty() || first > 0 || first == 0 && c.w[0].mark != '"' || !c.nameLike(np) {
		return
	}
	k := cue{first: i, last: i + 1, kind: Speech, source: np, left: np.first, order: contentLast, shared: -1}
	k.content[0] = [2]int{i + 1, len(c.w)}
	c.cues = append(c.cues, k)
}

// byline reads the name that a dash hangs on a quotation: "…" — Lena Ruiz.
func (c *clause) byline(i int) {
	if i+1 >= len(c.w) || !c.proper(i+1) {
		return
	}
	quotation, ok := c.quotationBefore(i)
	if !ok {
		return
	}
	np := c.phraseAfter(i + 1)
	if np.empty() || np.last < len(c.w) && c.w[np.last].mark == 0 {
		return
	}
	c.cues = append(c.cues, cue{first: i, last: i + 1, kind: Speech, source: np, left: i, order: contentFirst, shared: -1, whole: quotation})
}

// nounCue reads the ministry's belief that, his decision to, the claim by the union that.
func (c *clause) nounCue(i int) {
	w := &c.w[i]
	k := cue{first: i, last: i + 1, left: i, order: contentLast, shared: -1, kind: Speech}
	switch {
	case w.is(attitudeNoun):
		k.kind = Attitude
	case w.is(beliefNoun) && !w.is(speechNoun):
		k.kind = Belief
	}
	next := i + 1
	switch {
	case c.w[next].is(by):
		k.source = c.phraseAfter(next + 1)
		next = k.source.last
	default:
		j := i - 1
		for j > 0 && j > i-4 && c.w[j].mark == 0 && !c.w[j].is(determiner|possessive|clitic|auxiliary|preposition) {
			j--
		}
		switch {
		case j < 0:
			return
		case c.w[j].is(possessive):
			k.source = phrase{j, j + 1}
		case c.w[j].is(clitic) && j > 0:
			k.source = c.phraseBefore(j - 1)
		default:
			return
		}
	}
	if k.source.empty() || next >= len(c.w) || !c.w[next].is(that|to) || c.w[next].is(to) && k.kind != Attitude {
		return
	}
	k.content[0] = [2]int{next, c.breakAfter(next)}
	c.cues = append(c.cues, k)
}

// quotationBefore is the quotation that ends right before token i, if one does.
func (c *clause) quotationBefore(i int) (prose.Span, bool) {
	at := c.t[i].Start
	q := c.v.quotations
	n := sort.Search(len(q), func(j int) bool { return q[j].Start >= at })
	for n--; n >= 0 && q[n].Depth > 0; n-- {
	}
	if n < 0 || q[n].End > at || !blank(c.layer.doc.Text[q[n].End:at]) || !q[n].Speech {
		return prose.Span{}, false
	}
	return q[n].Span, true
}

// blank tells whether a short stretch between two tokens holds nothing.
func blank(s string) bool { return len(s) < 8 && strings.TrimSpace(s) == "" }

// nameLike tells whether all of a phrase is a name in capitals: the speaker before a colon in a transcript.
func (c *clause) nameLike(p phrase) bool {
	for i := p.first; i < p.last; i++ {
		if c.w[i].shape&capital == 0 || c.w[i].class&^(title|role|metonym) != 0 {
			return false
		}
	}
	return p.last-p.first <= 4
}

// attribute turns cues into attributions.
func (c *clause) attribute() {
	bounds := make([]int, 0, len(c.cues))
	for i := range c.cues {
		if c.cues[i].coordinate {
			bounds = append(bounds, c.cues[i].left)
		}
	}
	bounds = c.asides(bounds)
	sort.Ints(bounds)
	for i := range c.cues {
		k := &c.cues[i]
		if k.order == contentLast && k.content[0][1] == 0 && !c.after(k, bounds) {
			continue
		}
		if k.order == contentFirst && k.whole.Empty() && !c.before(k, bounds) {
			continue
		}
		if k.order == asideOrder {
			c.both(k)
		}
		c.emit(k)
	}
}

// asides adds the places behind which the author goes on, whoever was speaking: a comparison, and what a single dash brings
// in.
func (c *clause) asides(bounds []int) []int {
	dash, dashes := -1, 0
	for i := range c.w {
		w := &c.w[i]
		if w.quoted != 0 {
			continue
		}
		switch {
		case w.mark == '-':
			dash = i
			dashes++
		case w.mark == ',' && i+1 < len(c.w) && c.t[i+1].Word == compared:
			bounds = append(bounds, i)
		}
	}
	if dashes == 1 {
		bounds = append(bounds, dash)
	}
	return bounds
}

var compared = prose.WordOf("compared")

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
		return false
	}
	if i < len(c.w) && c.w[i].is(preposition|to|of) && v.takes(c.t[i].Word) && !(v.frames&infinitiveFrame != 0 && c.w[i].is(to)) {
		k.last = i + 1
		k.content[0] = [2]int{i + 1, min(c.bound(bounds, i+1), c.breakAfter(i+1))}
		return k.content[0][0] < len(c.w)
	}
	start := i
	if v.frames&addresseeFrame != 0 {
		start = c.addressee(i, v)
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
		return k.verb.frames&clauseFrame != 0 && k.kind != Attitude && c.trailing(k, start)
	}
	w := &c.w[start]
	quote := w.mark == '"' && w.quoted != 0
	switch {
	case quote, w.is(that) && v.frames&clauseFrame != 0:
		k.content[0] = [2]int{start, c.bound(bounds, start)}
	case w.is(to) && v.frames&infinitiveFrame != 0:
		k.content[0] = [2]int{start, c.bound(bounds, start)}
	case v.frames&clauseFrame != 0 && !w.is(preposition|to):
		k.content[0] = [2]int{start, c.bound(bounds, start)}
	case v.frames&(objectFrame|asFrame|addresseeFrame) != 0 && !w.is(preposition|to):
		k.content[0] = [2]int{start, min(c.bound(bounds, start), c.breakAfter(start))}
	default:
		return false
	}
	return true
}

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

// trailing lets a cue without content in its sentence keep it open: Ruiz said. "…"
func (c *clause) trailing(*cue, int) bool { return true }

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
		case n.is(coordinator) && k.verb != nil && !c.quoteNear(next+2) || n.shape&gerund != 0:
		default:
			k.content[1] = [2]int{next + 1, c.bound(bounds, next+1)}
		}
	}
	return true
}

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
		case w.is(timeWord) || adjunct[c.t[i].Word] || w.shape&(manner|capital) == manner && !w.is(adverb|negation):
			i++
		case w.is(preposition) && !w.is(to) || w.is(to) && c.noPhraseVerb(i+1):
			j := c.prepositional(i)
			if j == i {
				return i
			}
			i = j
		case w.is(determiner) && i+1 < len(c.w) && c.w[i+1].is(timeWord) || timeLead[c.t[i].Word] && i+1 < len(c.w) && c.w[i+1].is(timeWord):
			i += 2
		default:
			return i
		}
	}
	return i
}

// adjunct holds the adverbs that say when or where, unlike those of degree, which belong to what follows.
var adjunct = hashes("again also later then earlier recently today yesterday tomorrow tonight here there afterwards afterward instead publicly repeatedly flatly openly now once simply further")

var timeLead = hashes("last next this late early")

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
		if w.shape&capital == 0 && w.class == 0 && w.shape&digits == 0 {
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

// end is where content that starts at token i ends at the latest.
func (c *clause) end(int) int { return len(c.w) }

// breakAfter is where a noun phrase that starts at token i surely ends: at the next comma, dash, semicolon or conjunction
// that brings in a clause.
func (c *clause) breakAfter(i int) int {
	if c.breaks == nil {
		c.breaks = make([]int32, len(c.w)+1)
		next := int32(len(c.w))
		c.breaks[len(c.w)] = next
		for j := len(c.w) - 1; j >= 0; j-- {
			w := &c.w[j]
			if (w.mark == ',' || w.mark == ';' || w.mark == '-' || w.mark == ':') && w.quoted == 0 || w.is(subordinator) && !w.is(preposition|interrogative) && !reaching[c.t[j].Word] && w.quoted == 0 {
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

// reaching are conjunctions that go on with a noun phrase.
var reaching = hashes("whether than as once")

// span is the text of tokens [first, last).
func (c *clause) span(first, last int) prose.Span {
	if last <= first {
		return prose.Span{}
	}
	return prose.Span{Start: c.t[first].Start, End: c.t[last-1].End}
}

// trim drops punctuation at the edges of content, quotation marks aside.
func (c *clause) trim(s [2]int) [2]int {
	for s[0] < s[1] && c.w[s[0]].mark != 0 && c.w[s[0]].mark != '"' && c.w[s[0]].mark != '(' {
		s[0]++
	}
	for s[0] < s[1] && c.w[s[1]-1].mark != 0 && c.w[s[1]-1].mark != '"' && c.w[s[1]-1].mark != ')' {
		s[1]--
	}
	return s
}

// emit writes an attribution down.
func (c *clause) emit(k *cue) {
	a := Attribution{Cue: c.span(k.first, k.last), Block: c.block, Sentence: c.sentence, Kind: k.kind}
	if !k.whole.Empty() {
		a.Content = append(a.Content, k.whole)
	}
	for _, s := range k.content {
		s = c.trim(s)
		span := c.span(s[0], s[1])
		if span.Empty() {
			continue
		}
		span = c.wholeQuotation(s, span)
		if k.turn {
			span.End = c.layer.doc.Blocks[c.block].End
		}
		a.Content = append(a.Content, span)
	}
	if last := len(c.w) - 1; len(a.Content) == 0 && a.Kind == Speech && !k.unsaid && c.w[last].mark == ':' && c.t[last].End == c.layer.doc.Blocks[c.block].End {
		c.v.announced = len(c.v.attributions) + 1
	}
	if k.unsaid {
		for _, s := range a.Content {
			c.v.unsaid = append(c.v.unsaid, a.Cue.Join(s))
		}
		return
	}
	if !k.source.empty() {
		a.Source = c.source(k.source)
	}
	c.v.attributions = append(c.v.attributions, a)
}

// wholeQuotation lets content that reaches a quotation's edge in this sentence have all of the quotation, which may have
// begun in a sentence before or go on in the next.
func (c *clause) wholeQuotation(s [2]int, span prose.Span) prose.Span {
	if q := c.w[s[0]].quoted; q != 0 {
		span.Start = min(span.Start, c.v.quotations[q-1].Start)
	}
	if q := c.w[s[1]-1].quoted; q != 0 {
		span.End = max(span.End, c.v.quotations[q-1].End)
	}
	return span
}
