package pack

import (
	"slices"
	"sync"

	"github.com/sayso-lint/sayso/internal/match"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/modality"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/voice"
)

// gate is what a rule asks of whatever it finds, whichever way it looks: whose words, in which section, in what mood, what
// stands around, and the condition. What is cheap is asked first.
type gate struct {
	*Spec
	// What is compiled is so when the first hit asks for it.
	unless func() (*match.Matcher, error)
	when   func() (*expression, error)
	cap    func() (*expression, error)
	lists  func() map[string]*wordSet
}

func (s *Spec) gate() *gate {
	return &gate{
		Spec:   s,
		unless: sync.OnceValues(func() (*match.Matcher, error) { return match.New(s.excuses()) }),
		when:   sync.OnceValues(func() (*expression, error) { return s.condition(s.When) }),
		cap:    sync.OnceValues(func() (*expression, error) { return s.ceiling(s.Ceiling) }),
		lists:  sync.OnceValue(func() map[string]*wordSet { return setsOf(s.Words) }),
	}
}

func (g *gate) about(p *lint.Pass, h lint.Hit) *Asked {
	return &Asked{pass: p, hit: h, lists: g.lists(), spec: g.Spec}
}

// admits tells whether the rule is about what was found there.
func (g *gate) admits(p *lint.Pass, h lint.Hit) bool {
	if len(g.Sections) > 0 && !slices.Contains(g.Sections, voice.Of(p.Doc).Role(h.Block)) {
		return false
	}
	if g.excused(p, h) {
		return false
	}
	if g.Voice != Any && voice.Of(p.Doc).Authors(h.Span) != (g.Voice == Author) {
		return false
	}
	if g.Mood != 0 && modality.Of(p.Doc).In(h.Span, g.Mood) {
		return false
	}
	if g.When == "" && g.Ceiling == "" {
		return true
	}
	a := g.about(p, h)
	ceiling, ok := g.capped(a)
	return (!ok || ceiling != lint.Off) && (g.When == "" || g.holds(a))
}

func (g *gate) holds(a *Asked) bool {
	if g.Holds != nil {
		return g.Holds(a)
	}
	e, err := g.when()
	if err != nil {
		panic(err) // Parse has compiled it before
	}
	holds, _ := e.run(a).(bool) // what cannot be worked out does not hold
	return holds
}

// capped is the ceiling of a finding; ok is false where there is none.
func (g *gate) capped(a *Asked) (ceiling lint.Severity, ok bool) {
	if g.Ceiling == "" {
		return lint.Off, false
	}
	var text string
	if g.Caps != nil {
		text = g.Caps(a)
	} else {
		e, err := g.cap()
		if err != nil {
			panic(err) // Parse has compiled it before
		}
		text, _ = e.run(a).(string)
	}
	ceiling, err := lint.ParseSeverity(text)
	return ceiling, err == nil
}

// The lists that excuses gives for each Unless, in this order.
const (
	around = iota
	before
	after
	places // how many there are
)

func (s *Spec) excuses() []lint.List {
	lists := make([]lint.List, 0, places*len(s.Unless))
	for _, u := range s.Unless {
		lists = append(lists,
			lint.List{Lang: u.Lang, Name: "around", Phrases: u.Around},
			lint.List{Lang: u.Lang, Name: "before", Phrases: u.Before},
			lint.List{Lang: u.Lang, Name: "after", Phrases: u.After})
	}
	return lists
}

// reach is how many tokens to each side of a cue are searched for phrases that excuse it. The longest phrase decides what
// is enough; a fixed bound keeps a sentence of a thousand cues linear.
const reach = 24

func (g *gate) excused(p *lint.Pass, h lint.Hit) bool {
	if len(g.Unless) == 0 {
		return false
	}
	m, err := g.unless()
	if err != nil {
		panic(err) // Parse has compiled them before
	}
	words := m.Language(p.Lang(h.Block))
	if words == nil {
		return false
	}
	tokens := p.Sentence(h).Tokens
	from := max(h.First-reach, 0)
	for _, x := range words.Sentence(nil, p.Doc.Text, tokens[from:min(h.Last+reach, len(tokens))]) {
		first, last := from+x.First, from+x.Last
		switch x.List % places {
		case around:
			if first < h.Last && h.First < last {
				return true
			}
		case before:
			if last == h.First {
				return true
			}
		case after:
			if first == h.Last {
				return true
			}
		}
	}
	return false
}

// sentencesOf calls do once for each sentence that has hits.
func sentencesOf(hits []lint.Hit, do func(h lint.Hit)) {
	at := lint.Hit{Block: -1}
	for _, h := range hits {
		if h.Block != at.Block || h.Sentence != at.Sentence {
			at = h
			do(h)
		}
	}
}

// hitAt is tokens [first, last) of a sentence as a hit.
func hitAt(p *lint.Pass, block, sentence, first, last int) lint.Hit {
	tokens := p.Doc.Blocks[block].Sentences[sentence].Tokens
	return lint.Hit{
		Span:  prose.Span{Start: tokens[first].Start, End: tokens[last-1].End},
		Block: block, Sentence: sentence, First: first, Last: last,
	}
}
