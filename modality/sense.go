package modality

import (
	"strings"

	"github.com/sayso-lint/sayso/internal/tag"
	"github.com/sayso-lint/sayso/prose"
)

// subjectKind is what a subject is, as far as its form tells.
type subjectKind uint8

const (
	noSubject subjectKind = iota
	first                 // I, we
	second                // you
	third                 // he, she, they, who, one, everybody
	thing                 // it, this, which, and every noun not known as a person
	people                // a noun for persons
	name                  // a proper name
)

func (r *reader) kind(c *clause) subjectKind {
	h := c.head
	if h < 0 {
		return noSubject
	}
	switch r.at(h) {
	case wI, wWe:
		return first
	case wYou:
		return second
	case wWhat:
		return noSubject
	case wThat, wWhich:
		if r.class(h-1)&(human|addressed|person) != 0 || r.at(h-1) == wThose {
			return third // those that could afford it
		}
		return thing
	case wIt, wThis, wThese, wThose, wThere:
		return thing
	}
	cl := r.class(h)
	switch {
	case cl&person != 0:
		return third
	case cl&pronoun != 0:
		return thing
	case cl&(human|addressed) != 0:
		return people
	case r.upper(h) && (h > 0 || r.among(h, tag.ProperNouns)):
		return name
	}
	w := r.word(h)
	for _, s := range [...]string{"ists", "ist", "ians", "ian", "ants", "eers", "eer", "ees"} {
		if len(w) > len(s)+3 && strings.HasSuffix(w, s) {
			return people
		}
	}
	return thing
}

// sense decides what the modal says. The order of the tests follows what is surest by form alone.
func (r *reader) sense(c *clause) Sense {
	switch c.Lemma {
	case "may":
		return r.mayBe(c)
	case "might":
		if r.at(c.last) == wAs {
			return Deontic // might as well
		}
		if r.kind(c) != thing && r.purpose(c) {
			return Dynamic
		}
		return Epistemic
	case "can":
		return r.canBe(c)
	case "could":
		return r.couldBe(c)
	case "must":
		return r.mustBe(c)
	case "should", "ought to":
		return r.shouldBe(c)
	case "shall":
		return r.shallBe(c)
	case "need to", "need":
		if c.Negated {
			return Procedural // no duty exists: a report
		}
		return r.obligation(c)
	case "have to":
		switch {
		case r.at(c.first) == wHad || r.at(c.first) == wHaving:
			return Dynamic // circumstances left no choice
		case c.Negated:
			return Procedural
		case r.circumstance(c):
			return Dynamic
		}
		return r.obligation(c)
	case "had better", "have got to":
		return Deontic
	case "be supposed to", "be to":
		return Procedural
	}
	return Epistemic
}

// circumstance tells whether the clause says when or where something is necessary: at a time when much has to be borne.
func (r *reader) circumstance(c *clause) bool {
	for i := c.first - 1; i >= max(0, c.first-12); i-- {
		switch r.at(i) {
		case wWhen, wWhere, wWhenever, wWherever:
			return true
		}
		if r.class(i)&mark != 0 {
			return false
		}
	}
	return false
}

// obligation is Deontic, or Procedural where the sentence describes a rule.
func (r *reader) obligation(c *clause) Sense {
	if c.verb >= 0 && c.Passive && r.class(c.verb)&noted != 0 {
		return Procedural // metadiscourse: it should be noted
	}
	if c.verb >= 0 && r.at(c.next) == wBe && r.class(r.skipAdverbs(c.next+1))&noted != 0 && r.at(c.head) == wIt {
		return Procedural
	}
	if r.underRule(c) {
		return Procedural
	}
	if r.describes(c) {
		return Dynamic
	}
	return Deontic
}

// describes tells whether the clause says what somebody is up against, not what the author wants of them: a mayor who must
// face voters, leaders must sometimes let a strike run, a builder has to provide them whether or not anybody asks.
func (r *reader) describes(c *clause) bool {
	switch c.Lemma {
	case "must", "have to", "need to":
	default:
		return false
	}
	if c.head >= 0 && c.head == c.first-1 {
		switch r.at(c.head) {
		case wWho, wWhich:
			return true
		case wThat: // a bank that has to prove it; but: that has to stop, problems that must be solved
			if c.Lemma == "have to" && c.head > 0 && r.among(c.head-1, 1<<tag.NN|1<<tag.NNS) {
				return true
			}
		}
	}
	if n := r.at(c.last); habits.Has(n) || c.first > 0 && habits.Has(r.at(c.first-1)) {
		return true
	}
	for i := c.last; i+2 < min(c.last+10, len(r.is)); i++ {
		if r.at(i) == wWhether && r.at(i+2) == wNot {
			return true
		}
	}
	return false
}

var habits = prose.WordsOf("sometimes often usually normally typically generally frequently occasionally routinely")

var (
	wWhen      = prose.WordOf("when")
	wWhere     = prose.WordOf("where")
	wWhenever  = prose.WordOf("whenever")
	wWherever  = prose.WordOf("wherever")
	wUnder     = prose.WordOf("under")
	wAccording = prose.WordOf("according")
	wPursuant  = prose.WordOf("pursuant")
	wBy        = prose.WordOf("by")
	wRequires  = prose.WordOf("requires")
)

// underRule tells whether the clause says what a rule lays down: under section 4, the act says, a bill that must pass
// readings.
func (r *reader) underRule(c *clause) bool {
	for i := c.first - 1; i >= max(0, c.first-reach); i-- {
		switch r.at(i) {
		case wUnder, wPursuant, wAccording, wBy, wRequires:
			for j := i + 1; j < min(i+8, c.first); j++ {
				if r.class(j)&statute != 0 {
					return true
				}
				if r.class(j)&mark != 0 {
					break
				}
			}
		}
	}
	return r.bill(c)
}

// bill tells whether the subject is a document that goes through a procedure: the draft law must pass two readings.
func (r *reader) bill(c *clause) bool {
	if c.head < 0 || r.class(c.head)&rulebound == 0 || c.verb < 0 {
		return false
	}
	for i := c.verb; i < min(c.verb+10, len(r.is)); i++ {
		switch r.at(i) {
		case wPass, wReadings, wReading, wSigned, wCounted, wFiled, wStamped, wRatified, wSubmitted, wApproved, wLodged, wSealed:
			return true
		}
	}
	return false
}

var (
	wPass      = prose.WordOf("pass")
	wReadings  = prose.WordOf("readings")
	wReading   = prose.WordOf("reading")
	wSigned    = prose.WordOf("signed")
	wCounted   = prose.WordOf("counted")
	wFiled     = prose.WordOf("filed")
	wStamped   = prose.WordOf("stamped")
	wRatified  = prose.WordOf("ratified")
	wSubmitted = prose.WordOf("submitted")
	wApproved  = prose.WordOf("approved")
	wLodged    = prose.WordOf("lodged")
	wSealed    = prose.WordOf("sealed")
)

// predicates tells whether the clause says what something is: be with no participle.
func (r *reader) predicates(c *clause) bool {
	return c.verb >= 0 && r.class(c.verb)&be != 0 && !c.Passive && !c.progressive
}

func (r *reader) mustBe(c *clause) Sense {
	if c.verb < 0 {
		return r.obligation(c)
	}
	k := r.kind(c)
	switch {
	case c.Perfect, c.progressive:
		return Epistemic
	case c.inverted:
		return Deontic
	case r.at(c.head) == wIt && r.class(c.verb)&weather != 0:
		return Epistemic
	case r.at(c.head) == wThere && r.predicates(c) && !r.future(c):
		return Epistemic
	case r.predicates(c) && (k == second || k == third || r.at(c.head) == wIt || r.at(c.head) == wThis || r.at(c.head) == wThat):
		// You must be an engineer, it must be a mistake; but: you must be able, it must be clear
		p := r.skipAdverbs(c.verb + 1)
		if r.at(p) == wAble || r.class(p)&noted != 0 {
			return Deontic
		}
		if k == third && r.at(c.head) != wHe && r.at(c.head) != wShe && r.at(c.head) != wThey {
			return Deontic
		}
		return Epistemic
	case r.class(c.verb)&stative != 0 && !c.Passive && (k == second || k == third) && r.class(c.verb)&(be|have) == 0 && r.class(c.verb)&(mental|granted) == 0:
		return Epistemic
	}
	return r.obligation(c)
}

var (
	wAble = prose.WordOf("able")
	wHe   = prose.WordOf("he")
	wShe  = prose.WordOf("she")
	wThey = prose.WordOf("they")
)

// future tells whether a time stands behind the verb: by noon, soon, in the next days.
func (r *reader) future(c *clause) bool {
	for i := c.last; i < min(c.last+12, len(r.is)); i++ {
		if r.class(i)&timeWord != 0 {
			return true
		}
		if r.class(i)&mark != 0 && r.at(i) != wComma {
			break
		}
	}
	return false
}

func (r *reader) shouldBe(c *clause) Sense {
	k := r.kind(c)
	switch {
	case c.Lemma == "should" && c.inverted && !r.asked(c.first) && (c.first == 0 || r.class(c.first-1)&(mark|coordinator) != 0):
		return Putative // should the talks fail
	case c.Lemma == "should" && r.supposes(c):
		return Putative
	case c.verb < 0, c.Perfect:
		return Deontic
	case k == first && c.Lemma == "should" && r.class(c.verb)&wish != 0:
		return Epistemic // I should like
	}
	if k == thing && !r.acts(c) && !c.Passive && !c.Negated {
		p := r.skipAdverbs(c.verb + 1)
		switch {
		case r.predicates(c) && r.class(p)&expected != 0:
			return Epistemic
		case r.class(c.verb)&unfolding != 0:
			return Epistemic
		case !r.predicates(c) && r.future(c):
			return Epistemic
		case r.predicates(c) && r.future(c):
			return Epistemic
		}
	}
	return r.obligation(c)
}

// acts tells whether the subject is somebody who can be told what to do: a body, or a noun by what somebody does; and
// the verb is no happening: the ministry should introduce the levy in May, investors should wait until June; but: the ministry
// should grow next year.
func (r *reader) acts(c *clause) bool {
	if c.head < 0 || r.predicates(c) || r.class(c.verb)&(unfolding|happening) != 0 {
		return false
	}
	h := r.at(c.head)
	if bodies.Has(h) {
		return true
	}
	w := r.word(c.head)
	return (strings.HasSuffix(w, "tors") || strings.HasSuffix(w, "sors")) && !instruments.Has(h)
}

var (
	bodies = prose.WordsOf(`government governments ministry ministries council councils commission commissions cabinet parliament congress senate
		assembly legislature legislatures authority authorities bank banks bureau office department departments union unions company
		companies firm firms regulator treasury police army church charity charities hospital hospitals school schools university
		universities municipality municipalities city cities state states country countries nation nations donor donors court courts
		mission secretariat directorate institute foundation opposition coalition administration board boards committee committees`)
	instruments = prose.WordsOf(`sensors processors factors reactors monitors motors tractors vectors conductors indicators sectors compressors
		generators detectors capacitors transistors rotors incubators calculators elevators escalators refrigerators ventilators`)
)

// supposes tells whether "should" stands in an if-clause or behind an attitude to a fact: odd that she should refuse.
func (r *reader) supposes(c *clause) bool {
	for i := c.first - 1; i >= max(0, c.first-12); i-- {
		cl := r.class(i)
		switch {
		case r.at(i) == wIf && (i == 0 || r.class(i-1)&order == 0 && !r.asks(i-1)):
			return true
		case cl&putative != 0 && i < c.first-1:
			return true
		case r.at(i) == wLest:
			return true
		case cl&mark != 0:
			return false
		}
	}
	return false
}

var wOrder = prose.WordOf("order")

var wLest = prose.WordOf("lest")

func (r *reader) shallBe(c *clause) Sense {
	k := r.kind(c)
	switch {
	case c.inverted && r.asked(c.first):
		return Deontic
	case k == first:
		return Dynamic // we shall see: will
	case r.underRule(c):
		return Procedural
	}
	return Deontic
}

func (r *reader) mayBe(c *clause) Sense {
	k := r.kind(c)
	switch {
	case r.at(c.last) == wAs:
		return Deontic // may as well
	case c.Perfect, c.progressive:
		return Epistemic
	case c.inverted && k == first:
		return Deontic // may I
	case c.verb < 0 && k == second:
		return Deontic // you may
	case c.verb < 0 && k == first && r.at(c.head-1) == wIf:
		return Deontic // if I may
	case c.verb < 0:
		return Epistemic
	case c.inverted:
		return Deontic
	}
	acts := r.class(c.verb)&granted != 0 && r.class(c.verb)&happening == 0
	switch {
	case k != thing && r.purpose(c):
		return Dynamic // so that they may live
	case k == second && !c.Negated && !c.Passive && !r.hedged(c) && r.class(c.verb)&(be|have|happening|befalling|mental|stative|wish) == 0:
		return Deontic // you may check the record
	case k == second && acts && !r.hedged(c):
		return Deontic
	case k == people && r.class(c.head)&addressed != 0 && acts:
		return Deontic
	case (k == people || k == third || k == name && c.Negated) && r.class(c.verb)&strong != 0:
		return Deontic
	case r.onlySubject(c), c.Negated && c.Passive && r.at(c.verb) == wUsed:
		return Deontic // only members may vote, proceeds may not be used for rent
	case (k == people || k == name) && acts && r.underRule(c):
		return Deontic
	}
	return Epistemic
}

// purpose tells whether the clause says what something is for: so that it may, in order that it might.
func (r *reader) purpose(c *clause) bool {
	for i := c.first - 1; i > 0 && i >= c.first-8 && r.class(i)&mark == 0; i-- {
		if r.at(i) == wThat && (r.at(i-1) == wSo || r.at(i-1) == wOrder) {
			return true
		}
	}
	return false
}

// hedged tells whether a word of possibility stands beside the modal: you may well want.
func (r *reader) hedged(c *clause) bool { return c.next-c.last > 0 && !c.Negated }

func (r *reader) onlySubject(c *clause) bool {
	if c.Subject.Empty() {
		return false
	}
	s, _ := r.TokensIn(c.Subject)
	return r.at(s) == wOnly || r.at(s-1) == wOnly
}

func (r *reader) canBe(c *clause) Sense {
	k := r.kind(c)
	switch {
	case r.begs(c, k):
		return Deontic
	case c.verb < 0:
		return Dynamic
	case c.Perfect:
		return Epistemic // cannot have left
	case k == second && !c.Negated && !c.inverted && r.class(c.verb)&leave != 0:
		return Deontic // you can go
	case k == thing && c.Passive && !c.Negated && r.class(c.verb)&construed != 0 && r.construedAs(c):
		return Epistemic // it can be seen as a sign
	case r.onlySubject(c) && k != thing:
		return Deontic
	case c.Negated && r.predicates(c) && k == second:
		return Epistemic // you can't be serious
	case k == thing && !c.Passive && !c.Negated && r.predicates(c) && r.at(r.skipAdverbs(c.verb+1)) != wAble:
		return Epistemic // the wait can be long
	case (k == thing || k == noSubject || k == name && c.head == 0) && !c.Passive && !c.Negated && r.class(c.verb)&effect != 0:
		return Epistemic // smoke can damage the lungs
	}
	return Dynamic
}

func (r *reader) couldBe(c *clause) Sense {
	k := r.kind(c)
	switch {
	case r.begs(c, k):
		return Deontic
	case c.verb < 0:
		return Dynamic
	case c.Negated, r.noneOf(c), r.class(c.verb)&mental != 0 && k != thing:
		return Dynamic
	case c.inverted && k != thing:
		return Dynamic
	case r.class(c.verb)&capacity != 0 && r.measured(c):
		return Dynamic
	case c.progressive, c.Passive && r.class(c.verb)&construed != 0 && r.construedAs(c):
		return Epistemic // they could be losing ground, it could be seen as a slight
	case !r.predicates(c) && !r.probably(c) && r.told(c):
		return Dynamic
	case k == thing, k == noSubject:
		return Epistemic
	case k == name && (r.class(c.verb)&happening != 0 || c.Passive):
		return Epistemic
	case r.class(c.verb)&(befalling|effect) != 0, r.probably(c):
		return Epistemic
	case (k == name || k == people) && !c.Perfect && r.ahead(c):
		return Epistemic // the bank could embrace the plan
	}
	return Dynamic
}

// ahead tells whether nothing in the sentence sets the modal in the past or makes a question, a wish, an end or a condition
// of it, so that it looks ahead.
func (r *reader) ahead(c *clause) bool {
	for i := max(0, c.first-reach); i < min(c.first+reach, len(r.is)); i++ {
		if h := r.at(i); i < c.first && (h == wIf || h == wSo || h == wAs || r.class(i)&(asking|wish) != 0) {
			return false
		}
		if r.among(i, 1<<tag.VBD) && !r.attributes(i) {
			return false
		}
	}
	return true
}

// begs tells whether the speaker asks leave: can I just say, if I could add.
func (r *reader) begs(c *clause, k subjectKind) bool {
	if k != first || c.Negated {
		return false
	}
	if c.inverted {
		return c.verb >= 0 && r.class(c.verb)&beg != 0
	}
	return r.at(c.head-1) == wIf && (c.verb < 0 || r.class(c.verb)&beg != 0)
}

// construedAs tells whether the participle goes on with what something is taken for: as, of, or a noun phrase.
func (r *reader) construedAs(c *clause) bool {
	return r.at(c.verb+1) == wAs || r.at(c.verb+1) == wOf || r.at(c.verb+1) == wTo || r.class(c.verb+1)&determiner != 0
}

// measured tells whether a number stands behind the verb.
func (r *reader) measured(c *clause) bool {
	for i := c.verb + 1; i < min(c.verb+5, len(r.Tokens)); i++ {
		b := r.doc.Text[r.Tokens[i].Start]
		if '0' <= b && b <= '9' || r.among(i, 1<<tag.CD) {
			return true
		}
	}
	return false
}

// probably tells whether an adverb of possibility stands beside the modal.
func (r *reader) probably(c *clause) bool {
	for i := max(0, c.first-2); i < min(c.last+2, len(r.is)); i++ {
		if listNames[r.lex.hedging.Ends(int32(r.is[i].hedge))] == nameAdverb {
			return true
		}
	}
	return false
}

// told tells whether the sentence narrates: a past tense and no present one, so that could is the past of can.
func (r *reader) told(c *clause) bool {
	if c.Perfect || !r.lex.english {
		return false
	}
	from := max(0, c.first-reach)
	for i := from; i < c.first; i++ {
		if r.at(i) == wIf {
			return false
		}
	}
	past := false
	for i := from; i < c.first; i++ {
		switch {
		case r.among(i, 1<<tag.VBZ|1<<tag.VBP):
			return false
		case !past && r.among(i, 1<<tag.VBD) && !r.attributes(i):
			past = r.class(i)&reporting == 0 && (r.class(i)&(be|have|do) != 0 || r.at(i+1) != wThat && r.class(i+1)&(preposition|modal) == 0)
		}
	}
	return past
}

// attributes tells whether the participle at i, though tagged as a past tense, belongs to a noun: a perceived slight,
// ion-doped crystals, a protein, called the key.
func (r *reader) attributes(i int) bool {
	if r.at(i-1) == wComma && r.class(i)&(be|have|do) == 0 {
		return true
	}
	return r.among(i+1, 1<<tag.NN|1<<tag.NNS) &&
		(strings.Contains(r.word(i), "-") || !r.among(i-1, tag.Nouns|1<<tag.PRP|1<<tag.WDT|1<<tag.WP|1<<tag.RB))
}

// noneOf tells whether the subject denies: neither could, no witness could.
func (r *reader) noneOf(c *clause) bool {
	if r.class(c.first-1)&negation != 0 {
		return true
	}
	if c.head < 0 || c.Subject.Empty() {
		return false
	}
	first, _ := r.TokensIn(c.Subject)
	return r.class(first)&negation != 0 || r.class(first-1)&negation != 0
}
