package rules

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/voice"
)

var phantomOpponent = &lint.Rule{
	ID:      "phantom-opponent",
	Summary: "a view without a holder is set up and knocked down",
	Why:     "nobody can check whether anyone holds it, and the easiest version of a view is the one that gets refuted",
	Remedy:  "cite the strongest named version, or drop it",
	Family:  lint.Argument,
	Severity: map[lint.Profile]lint.Severity{
		lint.Newsroom: lint.Warning, lint.OpEd: lint.Info, lint.Intel: lint.Warning, lint.Encyclopedic: lint.Warning,
		lint.Policy: lint.Warning, lint.Academic: lint.Warning, lint.Humanitarian: lint.Info,
	},
	Confidence: lint.Medium, Langs: []string{"en"}, Since: "0.1.0",
	Standards: []lint.Standard{
		{Source: "Wikipedia MOS:WEASEL", Demands: "name the holder of the view"},
		{Source: "ICD 203", Where: "D.6.e(4) analysis of alternatives", Demands: "real alternatives, fairly put"},
		{Source: "Toulmin 1958", Where: "rebuttal"},
	},
	Examples: []lint.Example{
		{Input: "Some would have us believe that aid is useless. Nothing could be further from the truth.", Finds: "Some would have us believe"},
		{Input: "There are those who claim that the treaty is dead. They are wrong.", Finds: "There are those who claim"},
		{Input: "Critics like to say that the dam will fail, but that is a fantasy.", Finds: "Critics like to say"},
		{Input: "It is often argued that farmers oppose the reform. In reality, the argument is baseless.", Finds: "It is often argued"},
		{Input: "Ortega argues that aid is useless. But her data end in 1990.", Because: "holder named and argument engaged"},
		{Input: "One alternative is that the group has split. We judge this unlikely because its commanders still meet every month.", Because: "fair analysis of an alternative, with a reason"},
		{Input: "Some analysts say that the group has split. The evidence for that is mixed.", Because: "view reported, not dismissed"},
		{Input: "Critics such as the coastal fishers' union say that the quota is too low. That is wrong, because the quota rose in May.", Because: "holder named as an example of the group"},
		{Input: "\"Some would have us believe that aid is useless, but they are wrong,\" Ortega said.", Because: "quoted"},
	},

	Experimental: true,
	Blocks:       []prose.Kind{prose.Paragraph, prose.ListItem},
	Cues:         lint.Cues{Lists: listed("phantom-opponent")},
	Check:        checkPhantom,
}

var (
	// dismissals are what a view is knocked down with. An adversative alone is none.
	dismissals = setOf(`wrong mistaken nonsense nonsensical fantasy fantasies baseless groundless unfounded false falsehood falsehoods myth
		myths absurd absurdity ridiculous ludicrous laughable preposterous misguided misplaced delusion delusional deluded naive naïve
		rubbish fallacy fallacious untrue fiction canard hogwash poppycock balderdash bunk bogus specious spurious simplistic
		wishful foolish foolishness silly lie lies disingenuous hysterical overblown ignorant misinformed misconception untenable
		wrongheaded wrong-headed far-fetched short-sighted shortsighted caricature`)
	// resumptive are the words by which the next sentence speaks of the view: This is nonsense; They are wrong.
	resumptive = setOf(`this that these those they it such nothing neither but yet however still nevertheless nonetheless indeed in of actually
		rather sadly unfortunately fortunately clearly obviously what both`)
	views = setOf(`argument arguments view views claim claims idea notion assertion belief criticism objection objections narrative reasoning
		logic line position theory charge accusation suggestion talk fear fears worry worries complaint complaints critics`)
	adverse    = setOf("but yet however although though ; — –")
	nameGiving = setOf("such like including among namely")
	noSubject  = setOf("how as too who that which what if unless when whether")
)

func checkPhantom(p *lint.Pass, h lint.Hit) {
	s := p.Sentence(h)
	t := s.Tokens
	if h.First > 0 && noSubject.has(t[h.First-1]) || askedOrSupposed(p, h.Span) {
		return
	}
	if h.List == "passive" && h.Last < len(t) && t[h.Last].Word == by {
		return // it is often argued by the union
	}
	against := dismissedIn(t, h.Last)
	if ss := p.Doc.Blocks[h.Block].Sentences; !against && h.Sentence+1 < len(ss) {
		against = dismissedBy(ss[h.Sentence+1].Tokens)
	}
	if !against || spoken(p, h.Span) {
		return
	}
	// The holder is the author's to bring in, unless somebody else is quoted or reported to do so.
	if _, of := voice.Of(p.Doc).Speaker(h.Span); of != nil && !of.Cue.Overlaps(h.Span) && !of.Source.Overlaps(h.Span) &&
		of.Source.Class != voice.NoSource && of.Source.Class != voice.Self {
		return
	}
	if nameGiving.within(t[h.Last:min(h.Last+3, len(t))]) || len(voice.Of(p.Doc).Citations(h.Block)) > 0 && cited(p, h) {
		return
	}
	p.Report(lint.Finding{
		Span: h.Span, Message: fmt.Sprintf("who argues this? %q is rebutted and names nobody", p.Text(h.Span)),
		Notes: []lint.Note{{Text: "the view is dismissed in this sentence or the next; no holder is named or cited"}},
	})
}

// cited tells whether a citation in the sentence or the next names who holds the view.
func cited(p *lint.Pass, h lint.Hit) bool {
	return voice.Of(p.Doc).Reach(h.Span, voice.Search{Window: voice.InSentence, Citation: true}).Sourced
}

// dismissedIn tells whether the rest of a sentence turns against the view: but that is a fantasy.
func dismissedIn(t []prose.Token, from int) bool {
	for i := from; i < len(t); i++ {
		if adverse.has(t[i]) {
			return knocked(t[i+1:])
		}
	}
	return false
}

// dismissedBy tells whether a sentence takes the view up and dismisses it.
func dismissedBy(t []prose.Token) bool {
	return len(t) > 0 && (resumptive.has(t[0]) || views.within(t[:min(4, len(t))])) && knocked(t)
}

// knocked tells whether words dismiss a view: with a word for its falsity, or one of a few phrases.
func knocked(t []prose.Token) bool {
	for i, w := range t {
		if dismissals.has(w) && !negations.within(t[max(i-3, 0):i]) {
			return true
		}
		for _, d := range dismissed() {
			if len(d) <= len(t)-i && slices.EqualFunc(d, t[i:i+len(d)], func(want uint64, got prose.Token) bool { return want == got.Word }) {
				return true
			}
		}
	}
	return false
}

// dismissed are dismissals of several words.
var dismissed = sync.OnceValue(func() (phrases [][]uint64) {
	for _, phrase := range []string{
		"further from the truth", "far from the truth", "nothing of the kind", "nothing of the sort", "not true", "simply not so", "not the case",
		"misses the point", "miss the point", "missing the point", "does not hold", "do not hold", "does n't hold", "does not stand up", "makes no sense",
		"make no sense", "could not be more", "not so", "no such thing", "stands reality on", "does not survive", "does not withstand",
		"is n't true", "are n't true", "is n't so", "nothing to do with reality", "falls apart", "collapses under", "on its head",
	} {
		var words []uint64
		for w := range strings.FieldsSeq(phrase) {
			words = append(words, prose.WordOf(w))
		}
		phrases = append(phrases, words)
	}
	return phrases
})
