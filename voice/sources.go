package voice

import (
	"sort"
	"strings"

	"github.com/sayso-lint/sayso/prose"
)

// naming is a person, body or document named in a block: what a pronoun or a definite noun may stand for.
type naming struct {
	prose.Span
	class  Class
	head   uint64 // the last word of its core: report, authority, Ruiz
	plural bool
	papers bool // documents or figures, no people
}

// source judges who a noun phrase names.
func (c *clause) source(p phrase) Source {
	s := Source{Span: c.span(p.first, p.last)}
	for c.w[p.last-1].mark == ',' && p.last > p.first+1 {
		p.last--
		s.Span = c.span(p.first, p.last)
	}
	first := &c.w[p.first]
	if p.last == p.first+1 && (first.is(subject|object|relative|possessive) && !first.is(quantified)) {
		return c.pronoun(p, s)
	}
	if first.is(possessive) && first.is(own) && p.last == p.first+2 && c.w[p.first+1].is(document|figureNoun|methodNoun|beliefNoun|speechNoun) {
		s.Class = Self
		return s
	}
	s.Class = c.classify(p)
	s.Referent = s.Span
	if first.is(determiner | possessive) {
		if r, ok := c.antecedent(p, s.Class); ok {
			s.Referent = r.Span
			if r.class.Named() || s.Class == VagueGroup {
				s.Class = r.class
			}
		} else if s.Class == NamedDocument && !c.named(p) {
			s.Referent = prose.Span{} // a study, the report: nothing to find it by
		}
	}
	return s
}

var (
	heOrShe   = prose.WordsOf("he she him her his himself herself")
	itWords   = prose.WordsOf("it its itself")
	persons   = prose.WordsOf("who whom")
	relatives = prose.WordsOf("who whom whose which that")
	severally = prose.WordsOf("research evidence data literature")
)

// pronoun resolves a source that is one pronoun.
func (c *clause) pronoun(p phrase, s Source) Source {
	word := c.t[p.first].Word
	switch {
	case c.w[p.first].is(own):
		s.Class = Self
		return s
	case relatives.Has(word) && p.first > 0:
		np := c.antecedentPhrase(p.first)
		if np.empty() {
			s.Class = Collective
			return s
		}
		a := c.source(np)
		s.Class, s.Referent = a.Class, a.Referent
		if !persons.Has(word) && !s.Class.Named() {
			s.Class = Collective
		}
		return s
	}
	want := func(m naming) bool {
		switch {
		case heOrShe.Has(word):
			return m.class == NamedPerson || (m.class == BareAnonymous || m.class == DescribedAnonymous) && !m.plural
		case itWords.Has(word):
			return m.class == NamedBody || m.class == NamedDocument || m.class == Collective && !m.plural
		default:
			return m.plural
		}
	}
	m, ok := naming{}, false
	if !heOrShe.Has(word) && !itWords.Has(word) { // they found, of results that people compared
		m, ok = c.layer.lastMention(c, s.Start, func(m naming) bool { return m.plural && !m.papers })
	}
	if !ok {
		m, ok = c.layer.lastMention(c, s.Start, want)
	}
	if ok {
		s.Class, s.Referent = m.class, m.Span
		return s
	}
	switch {
	case heOrShe.Has(word):
		s.Class = NamedPerson
	default:
		s.Class = Collective
	}
	return s
}

// antecedentPhrase is the noun phrase that a relative pronoun at i hangs on.
func (c *clause) antecedentPhrase(i int) phrase {
	j := i - 1
	if c.w[j].is(coordinator) {
		return c.theme(j)
	}
	if (c.w[j].mark == ',' || c.w[j].mark == '-' || c.w[j].mark == '(') && j > 0 {
		j--
	}
	if c.w[j].mark != 0 {
		return phrase{}
	}
	return c.phraseBefore(j)
}

// head is the token that a noun phrase is about: the last word before a preposition, a relative clause or a comma.
func (c *clause) head(p phrase) int {
	last := p.first
	for i := p.first; i < p.last; i++ {
		w := &c.w[i]
		if i > p.first && (w.mark != 0 || w.is(relative|that) || w.is(preposition) && w.shape&capital == 0) {
			break
		}
		if i > p.first && (w.is(coordinator) || w.is(familiar)) {
			break
		}
		if !w.is(clitic) {
			last = i
		}
	}
	// A word that is no known noun behind one that is: the verb that nobody knows (the interior ministry met).
	if w := &c.w[last]; last > p.first && w.class&^(homograph|traits) == 0 && w.shape&(capital|digits) == 0 && c.w[last-1].is(nominal) && c.w[last-1].shape&capital == 0 {
		last--
	}
	return last
}

// classify judges a noun phrase that is no pronoun.
func (c *clause) classify(p phrase) Class {
	h := c.head(p)
	w := &c.w[h]
	name, bodies, titled, speaker := false, false, false, false
	for i := p.first; i < p.last; i++ {
		x := &c.w[i]
		if i > h && (x.mark == ',' || x.is(relative)) {
			// An apposition can still name: an official, Rana Idris of the board.
			for j := i + 1; j+1 < p.last; j++ {
				if c.proper(j) && c.proper(j+1) && c.w[j].class&^(title|role|traits) == 0 && c.w[h].is(role|anonymous) {
					name = true
				}
			}
			break
		}
		if c.proper(i) && !x.is(timeWord) {
			name = true
		}
		bodies = bodies || x.is(body) || i > h && x.is(collective)
		titled = titled || x.is(title)
		speaker = speaker || x.is(speaking)
	}
	first := &c.w[p.first]
	bare := !first.is(determiner|possessive) || first.is(quantified)
	vague := first.is(indefinite)
	modified := h > p.first+1 || h > p.first && !first.is(determiner|possessive)
	after := h+1 < p.last // something hangs on the head
	headName := c.proper(h)
	switch {
	case first.is(nobody):
		return VagueGroup
	case w.is(portion) && after && c.w[h+1].is(of) && h+2 < p.last:
		return c.classify(phrase{h + 2, p.last})
	case headName && w.is(metonym) && h == p.first:
		return Collective
	case headName && (w.is(body) || c.bodyName(p, h)):
		if w.is(document) && !w.is(body) {
			return NamedDocument
		}
		return NamedBody
	case headName && w.is(document) && h > p.first:
		return NamedDocument
	case headName && w.shape&plural != 0 && c.demonym(h) && (h == p.first || !c.proper(h-1) || h == p.first+1):
		return Collective
	case headName && h == 0 && w.shape&plural != 0 && h+1 < len(c.w) && (c.w[h+1].form&(baseForm|pastForm) == baseForm || c.w[h+1].is(preposition)) && c.agentive(h):
		return VagueGroup // Builders say, as against: Sanders says
	case headName && !w.is(group|anonymous|collective):
		if w.shape&allCapitals != 0 && h == p.first+boolInt(first.is(determiner)) && len(c.layer.doc.Slice(c.t[h].Span)) <= 7 {
			return NamedBody
		}
		if first.is(determiner) && !titled && !c.hasRole(p) {
			return NamedBody // the Taliban, the Guardian
		}
		return NamedPerson
	case w.is(quantified) && !w.is(group):
		if after && c.w[h+1].is(of) {
			return c.partitive(phrase{h + 2, p.last})
		}
		return VagueGroup
	case w.is(anonymous):
		switch {
		case first.is(possessive) && w.is(figureNoun): // its own figures: no persons
			return NamedDocument
		case name && c.w[h].shape&plural == 0 && h+1 < p.last && c.w[h+1].mark == ',':
			return NamedPerson
		case w.shape&plural != 0 || w.is(group):
			if after && (bodies || name) {
				return DescribedAnonymous
			}
			return BareAnonymous
		case after && c.w[h+1].is(familiar):
			return BareAnonymous
		case after && (bodies || name) || h > p.first+1 && c.w[h-1].is(role|body):
			return DescribedAnonymous
		case w.is(figureNoun) || w.is(document):
			return NamedDocument
		}
		return BareAnonymous
	case speaker:
		if bodies || name || !vague {
			return NamedBody // who speaks for a body is the body
		}
		return BareAnonymous
	case w.is(document):
		switch {
		case name || bodies || c.dated(phrase{h, p.last}):
			return NamedDocument
		case bare || vague && w.shape&plural != 0 || severally.Has(c.t[h].Word):
			return VagueGroup
		}
		return NamedDocument
	case w.is(body):
		if vague && !name && !modified {
			return BareAnonymous
		}
		if bare && w.shape&plural != 0 && !name {
			return VagueGroup
		}
		return NamedBody
	case w.is(role):
		switch {
		case name && (titled || c.adjacentName(p, h)):
			return NamedPerson
		case w.shape&plural != 0 && w.is(group) || bare && w.shape&plural != 0:
			if name {
				return Collective
			}
			return VagueGroup
		case vague:
			if after || modified {
				return DescribedAnonymous
			}
			return BareAnonymous
		}
		return NamedPerson // the mayor: there is one
	case w.is(group):
		switch {
		case name && !vague:
			return Collective
		case first.is(possessive), !bare && !vague && after:
			return VagueGroup
		}
		return VagueGroup
	case w.is(collective):
		return Collective
	case name:
		return Collective
	case c.agentive(h):
		// Words that no list has: builders, a forwarder, one docker.
		switch {
		case w.shape&plural != 0 && bare:
			return VagueGroup
		case w.shape&plural == 0 && vague && (after || modified):
			return DescribedAnonymous
		case w.shape&plural == 0 && vague:
			return BareAnonymous
		}
	}
	return Collective
}

// agentive tells by its ending whether a common noun means somebody by what they do: -er, -or, -ist, -ian, -eer, and their
// plurals. Only what says something is asked, so that paper and water do no harm.
func (c *clause) agentive(h int) bool {
	w := &c.w[h]
	if w.shape&(capital|digits|graphic) != 0 && h > 0 || w.class&^(homograph|traits) != 0 {
		return false
	}
	s := strings.TrimSuffix(strings.ToLower(c.layer.doc.Slice(c.t[h].Span)), "s")
	if len(s) < 5 || things.Has(c.t[h].Word) {
		return false
	}
	for _, end := range []string{"er", "or", "ist", "ian", "eer", "eague", "man", "woman", "people"} {
		if strings.HasSuffix(s, end) {
			return true
		}
	}
	return false
}

// things are words that end as if they meant somebody.
var things = prose.WordsOf(`paper papers number numbers letter letters water waters power powers order orders matter matters chapter chapters computer
	computers newspaper newspapers server servers poster posters banner banners factor factors sector sectors motor motors indicator indicators
	browser browsers counter counters sensor sensors register registers answer answers border borders corner corners winter summer weather
	behaviour behavior labour labor error errors mirror mirrors monitor monitors river rivers tower towers cancer disorder disaster disasters
	user-manual folder folders header headers footer footers filter filters printer printers tracker trackers transfer transfers former latter others`)

// dated tells whether a phrase gives the day or the month of a document: imagery of 20 May.
func (c *clause) dated(p phrase) bool {
	for i := p.first + 1; i < p.last; i++ {
		if c.w[i].is(timeWord) && c.w[i].shape&capital != 0 {
			return true
		}
	}
	return false
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// partitive judges some of X by X.
func (c *clause) partitive(p phrase) Class {
	for i := p.first; i < p.last; i++ {
		if c.proper(i) {
			return Collective
		}
	}
	return VagueGroup
}

// hasRole tells whether a phrase says what the named person does.
func (c *clause) hasRole(p phrase) bool {
	for i := p.first; i < p.last; i++ {
		if c.w[i].is(role|title) && c.w[i].shape&capital == 0 {
			return true
		}
	}
	return false
}

// bodyName tells whether a name holds a word that only bodies have: University of Leeds, Ministry of Health.
func (c *clause) bodyName(p phrase, h int) bool {
	for i := p.first; i <= h; i++ {
		if c.w[i].is(body) && c.w[i].shape&capital != 0 && !c.w[i].is(title) {
			return true
		}
	}
	return false
}

// adjacentName tells whether a role stands beside a name: engineer Tom Vale, the minister Ada Brun.
func (c *clause) adjacentName(p phrase, h int) bool {
	return h+1 < p.last && c.proper(h+1) || h > p.first && c.proper(h-1)
}

// demonym tells whether a plural name is of a people or a party: Germans, Democrats.
func (c *clause) demonym(h int) bool {
	s := strings.ToLower(c.layer.doc.Slice(c.t[h].Span))
	for _, end := range []string{"ans", "crats", "ists", "ites", "ish", "ese", "eans", "lims", "tians"} {
		if strings.HasSuffix(s, end) {
			return true
		}
	}
	return false
}

// identified tells whether a document's phrase itself says which one: by an of- or by-phrase, a possessor, a year, a name
// or a relative clause.
func (c *clause) identified(p phrase) bool {
	for i := p.first; i < p.last; i++ {
		w := &c.w[i]
		if i > p.first && (w.is(of|by|relative|clitic) || w.shape&digits != 0 || c.proper(i)) {
			return true
		}
	}
	h := c.head(p)
	return h > p.first+1 || h > p.first && !c.w[p.first].is(determiner)
}

// antecedent finds what a definite phrase (the report, the ministry, the mayor) stands for: the last mention with the same
// head.
func (c *clause) antecedent(p phrase, class Class) (naming, bool) {
	if c.w[p.first].is(indefinite) {
		return naming{}, false
	}
	var m naming
	ok := false
	if head := c.t[c.head(p)].Word; c.repeats(head, p.first) {
		m, ok = c.layer.lastMention(c, c.t[p.first].Start, func(m naming) bool { return m.head == head })
	}
	if !ok && class == NamedDocument && !c.identified(p) {
		m, ok = c.layer.lastMention(c, c.t[p.first].Start, func(m naming) bool { return m.class == NamedDocument })
	}
	return m, ok
}

// named tells whether a document's phrase would let a reader find it.
func (c *clause) named(p phrase) bool {
	if !c.w[p.first].is(indefinite) {
		return c.identified(p)
	}
	for i := p.first + 1; i < p.last; i++ {
		if w := &c.w[i]; c.proper(i) || w.shape&digits != 0 || w.is(body|collective) {
			return true
		}
	}
	return false
}

// farthestMention bounds how many blocks back a referent is looked for, and mostMentions how many in each.
const (
	farthestMention = 2
	mostMentions    = 24
)

// repeats tells whether a word may stand before token i where lastMention would look for it. Most heads are said once, and
// a look at the words is a tenth of what it costs to find whom they name. Where a block is too long for the look, it may.
func (c *clause) repeats(word uint64, i int) bool {
	doc := c.layer.doc
	left, tokens := farthestHead, c.t[:i]
	for b, s := c.block, c.sentence; ; tokens = doc.Blocks[b].Sentences[s].Tokens {
		for j := len(tokens) - 1; j >= 0; j-- {
			if left--; tokens[j].Word == word || left < 0 {
				return true
			}
		}
		for s--; s < 0; s = len(doc.Blocks[b].Sentences) - 1 {
			if b--; b < 0 || b <= c.block-farthestMention || doc.Blocks[b].Kind == prose.Heading || doc.Blocks[b].Kind == prose.Furniture {
				return false
			}
		}
	}
}

// farthestHead bounds how many tokens repeats looks at.
const farthestHead = 600

// lastMention is the last mention before offset at in this block or the one before it (a heading ends the search) that
// want accepts.
func (l *Layer) lastMention(c *clause, at int, want func(naming) bool) (naming, bool) {
	sentence := c.sentence
	for b := c.block; b >= 0 && b > c.block-farthestMention; b-- {
		if b < c.block {
			if k := l.doc.Blocks[b].Kind; k == prose.Heading || k == prose.Furniture {
				break
			}
			sentence = len(l.doc.Blocks[b].Sentences) - 1
		}
		for left := mostMentions; sentence >= 0 && left > 0; sentence = l.mentioning(b, sentence) {
			named := l.mentions(b, sentence)
			last := sort.Search(len(named), func(i int) bool { return named[i].Start >= at })
			for i := last - 1; i >= 0 && left > 0; i-- {
				if left--; named[i].End <= at && want(named[i]) {
					return named[i], true
				}
			}
		}
	}
	return naming{}, false
}
