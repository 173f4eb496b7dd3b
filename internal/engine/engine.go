// Package engine runs rules over documents: one scan of the tokens wakes the rules, each is asked about its hits, and
// what they report is sorted, thinned and held against the suppressions.
//
// It knows neither configuration nor built-in rules: cli hands it both as settings.
package engine

import (
	"fmt"
	"slices"
	"time"

	"github.com/sayso-lint/sayso/internal/match"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/quantity"
)

// Setting is a rule as the configuration leaves it.
type Setting struct {
	Rule     *lint.Rule
	Severity lint.Severity // Off: the rule does not run
	Options  any           // as Rule.Options returns it, filled; nil where the rule has none
	Add      []lint.List   // the user's own phrases, beside the rule's
	Ignore   []string      // phrases that never count: a cue that lies in one of them wakes nothing
}

// Allow is a suppression that stands in the configuration.
type Allow struct {
	Rule, Text, Reason string // Text: a quoted phrase of the document; "" allows the rule in the whole file
	Where              string // file:line of the configuration, for the report of an unused one
}

// Settings are what one document is checked with.
type Settings struct {
	Profile       lint.Profile
	Rules         []Setting
	MinConfidence lint.Confidence
	Brief         bool // the report shows no notes; see lint.Pass
	AsOf          time.Time
	// NoiseBudget is how many findings of warning or above a text may have in 1,000 words; more are shown as
	// information. 0: no limit.
	NoiseBudget int
	// Terms is a family of rules whose words are listed in the result; "": none.
	Terms lint.Family
	// Jobs is how many goroutines a long document may be checked by; 0: one.
	Jobs  int
	Known func(rule string) bool // every rule there is, on or off: a suppression of an unknown one is a mistake
}

// Engine is settings made ready: all cues of all rules are one matcher. It is safe for concurrent use; a document is not.
type Engine struct {
	settings Settings
	rules    []running                 // the rules that are on
	index    map[string]int            // id → rules
	cues     *match.Matcher            // of all running rules
	lists    []cueList                 // by match.Match.List
	replaces bool                      // any rule replaces another
	broken   lint.Severity             // of BrokenSuppression
	unused   lint.Severity             // of UnusedSuppression
	counts   [quantity.Idiom + 1][]int // by kind: the rules that ask for it
	numbers  bool                      // any rule asks for numbers
	off      map[string]bool           // rules handed in that do not run
	names    []string                  // ids of all rules handed in
	// Reads, by the languages that rules name, and for all others.
	reads       map[string]bool
	readsOthers bool
}

// running is a rule that is on, with what the scan asks of it.
type running struct {
	Setting
	blocks     uint32 // bits by prose.Kind
	replacedBy []int  // rules whose findings drop its own on the same words
}

func (r *running) reads(b *prose.Block) bool { return r.blocks&(1<<b.Kind) != 0 }

// cueList is what a list in the matcher is for.
type cueList struct {
	rule    int // offRule: it wakes none
	name    string
	ignored bool // the phrases are the user's Ignore
	terms   bool // of Settings.Terms
}

const offRule = -1

// Result is what the rules make of a document.
type Result struct {
	Findings   []lint.Finding // by position, severity and fingerprint set, never Off
	Suppressed []Suppressed
	// UsedAllows says of each allow that Check was given whether it answered a finding here, or could not because its
	// rule is off. One that is used in no file is worth a word to the user, which only the caller can know.
	UsedAllows []bool
	Terms      []prose.Span // what Settings.Terms asks for, see terms
	Faults     []error      // a rule panicked or reported nonsense, our bug, or a plugin failed; the other rules ran on
}

// Suppressed is a finding that a suppression answered.
type Suppressed struct {
	lint.Finding
	Reason string
	InText bool // a comment of the text says so; else the configuration does
}

// Reads tells whether text in a language (ISO 639-1) is looked at: at least half of the rules in force know it. A text of
// which the rules understand a few words is better left alone, loudly, than judged by them.
//
// Rules of packs have no say in that, and are not silenced by it: who writes German phrases means German text.
func (e *Engine) Reads(lang string) bool {
	if r, named := e.reads[lang]; named {
		return r
	}
	return e.readsOthers
}

// understands is what Reads remembers.
func (e *Engine) understands(lang string) bool {
	known, asked := 0, 0
	for i := range e.rules {
		if r := e.rules[i].Rule; !r.InPack() {
			asked++
			if r.Knows(lang) {
				known++
			}
		}
	}
	return known*2 >= asked
}

// hears tells whether a rule looks at text in a language.
func (e *Engine) hears(rule int, lang string) bool {
	r := e.rules[rule].Rule
	return r.Knows(lang) && (r.InPack() && len(r.Langs) > 0 || e.Reads(lang))
}

// New compiles settings. The error names the rule whose phrases or relations make no sense.
func New(s Settings) (*Engine, error) {
	e := &Engine{
		settings: s, index: map[string]int{}, off: map[string]bool{}, reads: map[string]bool{},
		broken: BrokenSuppression.SeverityIn(s.Profile), unused: UnusedSuppression.SeverityIn(s.Profile),
	}
	var lists []lint.List
	var owners []string // of the lists
	for _, set := range s.Rules {
		r := set.Rule
		e.names = append(e.names, r.ID)
		switch r {
		case BrokenSuppression:
			e.broken = set.Severity
			continue
		case UnusedSuppression:
			e.unused = set.Severity
			continue
		}
		n, terms := offRule, s.Terms != "" && r.Family == s.Terms
		if set.Severity == lint.Off {
			e.off[r.ID] = true
			if !terms {
				continue
			}
		} else {
			if _, double := e.index[r.ID]; double {
				return nil, fmt.Errorf("rule %s is there twice", r.ID)
			}
			n = len(e.rules)
			e.index[r.ID] = n
			e.rules = append(e.rules, compile(set))
			for _, k := range r.Cues.Quantities {
				if !slices.Contains(e.counts[k], n) {
					e.counts[k], e.numbers = append(e.counts[k], n), true
				}
			}
		}
		var chosen []lint.List
		if n != offRule && r.Cues.Chosen != nil {
			chosen = r.Cues.Chosen(e.rules[n].Options)
		}
		for _, l := range slices.Concat(r.Cues.Lists, chosen, set.Add) {
			lists, owners = append(lists, l), append(owners, r.ID)
			e.lists = append(e.lists, cueList{rule: n, name: l.Name, terms: terms})
		}
		if len(set.Ignore) > 0 {
			lists, owners = append(lists, lint.List{Phrases: set.Ignore}), append(owners, r.ID)
			e.lists = append(e.lists, cueList{rule: n, ignored: true, terms: terms})
		}
	}
	for i := range e.rules {
		for _, id := range e.rules[i].Rule.Replaces {
			if other, on := e.index[id]; on {
				e.rules[other].replacedBy, e.replaces = append(e.rules[other].replacedBy, i), true
			}
		}
	}
	e.readsOthers = e.understands("")
	for i := range e.rules {
		for _, lang := range e.rules[i].Rule.Langs {
			e.reads[lang] = e.understands(lang)
		}
	}
	if err := e.circular(); err != nil {
		return nil, err
	}
	// One matcher for all; on a mistake the lists are compiled once more, rule by rule, to say whose it is.
	cues, err := match.New(lists)
	if err != nil {
		for i := range lists {
			if _, mistake := match.New(lists[i : i+1]); mistake != nil {
				return nil, fmt.Errorf("rule %s: %w", owners[i], mistake)
			}
		}
		return nil, fmt.Errorf("cues: %w", err)
	}
	e.cues = cues
	return e, nil
}

func compile(s Setting) running {
	r := running{Setting: s}
	for k := prose.Paragraph; k <= prose.Furniture; k++ {
		if s.Rule.Reads(k) {
			r.blocks |= 1 << k
		}
	}
	if r.Options == nil && s.Rule.Options != nil {
		r.Options = s.Rule.Options()
	}
	return r
}

// circular refuses rules that replace each other: both findings would vanish.
func (e *Engine) circular() error {
	const (
		unseen = iota
		open
		done
	)
	state := make([]int, len(e.rules))
	var visit func(i int) error
	visit = func(i int) error {
		state[i] = open
		for _, id := range e.rules[i].Rule.Replaces {
			j, on := e.index[id]
			if !on || state[j] == done {
				continue
			}
			if state[j] == open {
				return fmt.Errorf("rules %s and %s replace each other", e.rules[i].Rule.ID, id)
			}
			if err := visit(j); err != nil {
				return err
			}
		}
		state[i] = done
		return nil
	}
	for i := range e.rules {
		if state[i] == unseen {
			if err := visit(i); err != nil {
				return err
			}
		}
	}
	return nil
}

// Check runs the rules over one segmented document. allows are the configuration's suppressions for its path. The noise
// budget is not applied: the caller may yet drop what is no news, and then asks Calm.
func (e *Engine) Check(d *prose.Document, allows []Allow) Result {
	c := newCheck(e, d)
	c.scan()
	c.documents()
	return c.settle(allows)
}

// check is one document under way.
type check struct {
	e        *Engine
	doc      *prose.Document
	passes   []lint.Pass
	failed   []bool // the rule panicked in this document and is left alone
	findings []*found
	room     []found // where the next of them go: they are large, and one growing slice would copy them over and over
	faults   []fault

	matches []match.Match // of the sentence under way, reused
	terms   []prose.Span
	knows   []bool // by rule: has something to say about the language in hand
	lang    string
}

func newCheck(e *Engine, d *prose.Document) *check {
	c := &check{
		e: e, doc: d,
		passes: make([]lint.Pass, len(e.rules)), failed: make([]bool, len(e.rules)), knows: make([]bool, len(e.rules)),
	}
	for i := range e.rules {
		c.passes[i] = lint.Pass{
			Doc: d, Profile: e.settings.Profile, Options: e.rules[i].Options, Brief: e.settings.Brief, AsOf: e.settings.AsOf,
			Emit: func(f lint.Finding) { c.keep(f, i) },
			Fail: func(err error) {
				c.failed[i] = true
				c.faults = append(c.faults, fault{i, err})
			},
		}
	}
	return c
}

// found is a finding as it was emitted, and the rule that did.
type found struct {
	lint.Finding
	rule int
}

// fault is why a rule is left alone.
type fault struct {
	rule int
	error
}

// keep puts a finding where it stays.
func (c *check) keep(f lint.Finding, rule int) {
	if len(c.room) == cap(c.room) {
		c.room = make([]found, 0, min(max(2*cap(c.room), 8), 512))
	}
	f.Rule = c.e.rules[rule].Rule.ID
	c.room = append(c.room, found{f, rule})
	c.findings = append(c.findings, &c.room[len(c.room)-1])
}

// blocks wakes the rules by their cues in a stretch of the document, sentence by sentence.
func (c *check) blocks(s stretch) {
	var words *match.Language
	var numbers *quantity.Layer
	if c.e.numbers {
		numbers = quantity.Of(c.doc)
	}
	for b := s.first; b < s.last; b++ {
		block := &c.doc.Blocks[b]
		if block.Kind == prose.Furniture {
			continue
		}
		if lang := lint.LangOf(c.doc, b); lang != c.lang {
			c.lang, words = lang, c.e.cues.Language(lang)
			for i := range c.e.rules {
				c.knows[i] = c.e.hears(i, lang)
			}
		}
		for s := range block.Sentences {
			if words != nil {
				c.matches = words.Sentence(c.matches[:0], c.doc.Text, block.Sentences[s].Tokens)
				c.phrases(b, s)
				if c.e.settings.Terms != "" {
					c.noteTerms(block.Sentences[s].Tokens)
				}
			}
			if c.e.numbers {
				c.quantities(numbers.Sentence(b, s), b, s)
			}
		}
	}
}

// phrases wakes the rules whose phrases were found in a sentence.
func (c *check) phrases(block, sentence int) {
	blk := &c.doc.Blocks[block]
	tokens := blk.Sentences[sentence].Tokens
	for _, m := range c.matches {
		l := &c.e.lists[m.List]
		if l.ignored || l.rule == offRule || !c.knows[l.rule] || !c.e.rules[l.rule].reads(blk) || c.ignored(l.rule, m.First, m.Last) {
			continue
		}
		c.wake(l.rule, lint.Hit{
			Span:  prose.Span{Start: tokens[m.First].Start, End: tokens[m.Last-1].End},
			Block: block, Sentence: sentence, First: m.First, Last: m.Last, List: l.name,
		})
	}
}

// ignored tells whether tokens [first, last) lie in a phrase that the user has a rule ignore.
func (c *check) ignored(rule, first, last int) bool {
	if len(c.e.rules[rule].Ignore) == 0 {
		return false
	}
	for _, m := range c.matches {
		if m.First > first {
			break
		}
		if l := &c.e.lists[m.List]; l.ignored && l.rule == rule && m.Last >= last {
			return true
		}
	}
	return false
}

// quantities wakes the rules that ask for the kinds of number in a sentence.
func (c *check) quantities(numbers []quantity.Quantity, block, sentence int) {
	blk := &c.doc.Blocks[block]
	for n := range numbers {
		q := &numbers[n]
		asked := c.e.counts[q.Kind]
		if len(asked) == 0 {
			continue
		}
		first, last := blk.Sentences[sentence].TokensIn(q.Span)
		for _, i := range asked {
			if c.knows[i] && c.e.rules[i].reads(blk) && !c.ignored(i, first, last) {
				c.wake(i, lint.Hit{Span: q.Span, Block: block, Sentence: sentence, First: first, Last: last, Quantity: q})
			}
		}
	}
}

// wake asks a rule about a hit.
func (c *check) wake(rule int, h lint.Hit) {
	r := c.e.rules[rule].Rule
	if c.failed[rule] {
		return
	}
	if r.Check == nil {
		c.passes[rule].Hits = append(c.passes[rule].Hits, h)
		return
	}
	defer c.survive(rule)
	r.Check(&c.passes[rule], h)
}

// documents runs the rules that look at the document as a whole.
func (c *check) documents() {
	for i := range c.e.rules {
		if c.e.rules[i].Rule.Document != nil && c.awake(i) {
			c.document(i)
		}
	}
}

// awake tells whether a rule that looks at the document as a whole has something to look at: its cues, where it has any,
// which are asked for in the language of their block; else a document whose language it knows.
func (c *check) awake(rule int) bool {
	if c.e.rules[rule].Rule.Cues.Any() {
		return len(c.passes[rule].Hits) > 0
	}
	lang := lint.LangOf(c.doc, -1)
	return c.e.hears(rule, lang)
}

func (c *check) document(rule int) {
	defer c.survive(rule)
	c.e.rules[rule].Rule.Document(&c.passes[rule])
}

// survive turns a panic of a rule into a fault and leaves the rule alone for the rest of the document.
func (c *check) survive(rule int) {
	p := recover()
	if p == nil {
		return
	}
	c.failed[rule] = true
	c.fault(rule, fmt.Sprint(p))
}

func (c *check) fault(rule int, what string) {
	c.faults = append(c.faults, fault{rule, fmt.Errorf("rule %s failed: %s; this is a fault of sayso, please report it",
		c.e.rules[rule].Rule.ID, what)})
}
