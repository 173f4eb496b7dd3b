package rules

import (
	"fmt"
	"strings"

	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/voice"
)

var unnamedStudy = &lint.Rule{
	ID:      "unnamed-study",
	Summary: "research, polls or data are invoked without saying which",
	Why:     "\"studies show\" cannot be looked up, and two studies on most questions show opposite things",
	Remedy:  "give author or institution and year, or link it",
	Family:  lint.Sourcing,
	Severity: map[lint.Profile]lint.Severity{
		lint.Newsroom: lint.Warning, lint.OpEd: lint.Warning, lint.Intel: lint.Error, lint.Encyclopedic: lint.Error,
		lint.Policy: lint.Warning, lint.Academic: lint.Error, lint.Humanitarian: lint.Error,
	},
	Confidence: lint.High, Langs: []string{"en"}, Since: "0.1.0",
	Standards: []lint.Standard{
		{Source: "Wikipedia MOS:WEASEL", Where: "Unsupported attributions (\"studies show\")", Demands: "cite the study"},
		{Source: "BBC Guidance: Reporting statistics", Where: "source, sample, caveats", Demands: "say where figures come from"},
		{Source: "GRADE / Cochrane practice", Where: "informative statements (GRADE 26)", Demands: "evidence body named and graded"},
		{Source: "Redi et al. 2019", Where: "\"Scientific\"", Demands: "inline citation"},
	},
	Examples: []lint.Example{
		{Input: "Studies show that cash works better than vouchers.", Finds: "Studies show"},
		{Input: "Recent polls suggest the race is tightening.", Finds: "Recent polls suggest"},
		{Input: "The data are clear. Cash works better than vouchers.", Finds: "The data are clear"},
		{Input: "Cash works better than vouchers, research suggests.", Finds: "research suggests"},
		{Input: "Audit Office reports show that the port spent $2m on dredging.", Because: "proper-noun modifier names the producer"},
		{Input: "A Harbour Times analysis of court filings shows that half of the suits were dropped.", Because: "producer named before the noun"},
		{Input: "Two trials (Meyer 2018; Adeyemi 2020) suggest that cash works better than vouchers.", Because: "citation"},
		{Input: "Studies show that cash works better than vouchers.[^2]\n\n[^2]: Adeyemi, T. (2020). Cash or coupons. Harbour Press.", Because: "footnote in the sentence, and the note exists", Format: "markdown"},
		{Input: "Statistics indicate a rise in evictions. According to the census bureau, the number doubled within a year.", Because: "producer named in the next sentence"},
	},

	Options:  func() any { return &studyOptions{NextSentence: true} },
	Replaces: []string{"vague-attribution", "hedged-assertion"},
	Cues:     lint.Cues{Lists: listed("unnamed-study")},
	Check:    checkStudy,
}

type studyOptions struct {
	NextSentence bool `yaml:"next_sentence" doc:"also accept a study named in the following sentence of the same paragraph"`
}

var (
	showing = setOf(`show shows showed shown suggest suggests suggested indicate indicates indicated find finds found demonstrate
		demonstrates demonstrated reveal reveals revealed confirm confirms confirmed prove proves proved proven say says said
		conclude concludes concluded report reports reported imply implies implied support supports supported point points
		establish establishes established estimate estimates estimated put puts warn warns warned tell tells told`)
	// opens may stand between the noun and its verb; determiners and adjectives before it belong to the phrase.
	adverbs    = setOf("also clearly consistently repeatedly now already have has had often generally strongly increasingly all still that")
	definites  = setOf("the this these that those its their his her our my")
	unreal     = setOf("should must would could might may can will if to not n't no never whether")
	determiner = setOf("own a an some many several most numerous countless various all recent new past previous available existing current early latest other more growing much multiple few two three academic scientific medical official opinion national international historical independent economic social")
	clarity    = setOf("clear unambiguous unequivocal overwhelming conclusive plain")
)

func checkStudy(p *lint.Pass, h lint.Hit) {
	s := p.Sentence(h)
	t := s.Tokens
	verb, ok := showingVerb(t, h)
	if !ok || h.First > 0 && pronouns.has(t[h.First-1]) {
		return // she studies show jumping
	}
	first := h.First
	for first > 0 && (determiner.has(t[first-1]) || definites.has(t[first-1])) {
		first--
	}
	span := t[first].Span.Join(t[verb].Span)
	if verb < h.First { // shown in several trials
		span = t[verb].Span.Join(t[h.Last-1].Span)
	} else if first >= 2 && p.Text(prose.Span{Start: t[first-2].Start, End: t[first-1].End}) == "According to" {
		span = t[first-2].Span.Join(span)
	}
	if !authors(p, t[h.First].Span) && !creditedHere(p, h) || !asserts(p, t[verb].Span) {
		return
	}
	if identified(p, h, first) || ownResearch(p, h) {
		return
	}
	if definites.has(t[first]) && introduced(p, h) {
		return
	}
	r := voice.Of(p.Doc).Reach(span, voice.Search{Window: voice.InSentence, Citation: true, Next: p.Options.(*studyOptions).NextSentence, Named: true})
	if r.Sourced && !r.By.Overlaps(span) {
		return
	}
	p.Report(lint.Finding{
		Span:    span,
		Message: fmt.Sprintf("which %s? %q cites research without identifying it", strings.ToLower(p.Text(h.Span)), p.Text(span)),
		Notes:   whyNot(p, span, r),
	})
}

// showingVerb is the token of the verb that the research noun of a hit is subject of, or of "shown in several trials".
func showingVerb(t []prose.Token, h lint.Hit) (int, bool) {
	for i := h.Last; i < len(t) && i < h.Last+4; i++ {
		switch {
		case showing.has(t[i]):
			return i, true
		case unreal.has(t[i]) && t[i].Word != to:
			return 0, false
		case isVerb.has(t[i]):
			if i+1 < len(t) && clarity.has(t[i+1]) {
				return i + 1, true
			}
		}
		if !adverbs.has(t[i]) {
			break
		}
	}
	for i := h.First - 1; i >= 0 && i > h.First-4; i-- {
		if in.has(t[i]) && i > 0 && showing.has(t[i-1]) {
			return i - 1, true
		}
		if !determiner.has(t[i]) {
			break
		}
	}
	return 0, false
}

var (
	to       = prose.WordOf("to")
	pronouns = setOf("he she they i we you who it")
	isVerb   = setOf("is are was were")
	in       = setOf("in by")
)

// creditedHere tells whether the research itself is the source whose attribution the noun stands in.
func creditedHere(p *lint.Pass, h lint.Hit) bool {
	_, by := voice.Of(p.Doc).Speaker(h.Span)
	return by == nil || by.Source.Overlaps(h.Span)
}

// identified tells whether a proper name produces the research: Audit Office reports, a study by the Water Institute.
func identified(p *lint.Pass, h lint.Hit, first int) bool {
	t := p.Sentence(h).Tokens
	for i := max(first-3, 0); i < h.First; i++ {
		if i > 0 && capital(p.Text(t[i].Span)) {
			return true
		}
		if i == 0 && h.First > 1 && capital(p.Text(t[i].Span)) && !determiner.has(t[i]) && !definites.has(t[i]) && capital(p.Text(t[1].Span)) {
			return true
		}
	}
	for i := max(h.First-3, 0); i < h.First; i++ {
		if text := p.Text(t[i].Span); (text == "'s" || text == "’s" || text == "'" || text == "’") && i > 1 && definites.has(t[i-2]) {
			return true // the regulator's figures: one regulator, who can be asked
		}
	}
	for i := h.Last; i+1 < len(t) && i < h.Last+5; i++ {
		if producers.has(t[i]) {
			for j := i + 1; j < len(t) && j < i+4; j++ {
				if capital(p.Text(t[j].Span)) {
					return true
				}
			}
		}
	}
	return false
}

var producers = setOf("by from of at in")

// ownResearch tells whether the author's own work is meant, in this sentence or introduced in the one before.
func ownResearch(p *lint.Pass, h lint.Hit) bool {
	ss := p.Doc.Blocks[h.Block].Sentences
	return selves.within(ss[h.Sentence].Tokens[:h.Last]) || h.Sentence > 0 && selves.within(ss[h.Sentence-1].Tokens)
}

var selves = setOf("we our us")

// introduced tells whether research was named or cited earlier in the paragraph or the one before.
func introduced(p *lint.Pass, h lint.Hit) bool {
	v := voice.Of(p.Doc)
	for b := h.Block; b >= 0 && b >= h.Block-1; b-- {
		for _, c := range v.Citations(b) {
			if c.Start < h.Span.Start {
				return true
			}
		}
		for _, a := range v.Attributions(b) {
			if a.Cue.Start < h.Span.Start && a.Source.Class.Named() && !a.Source.Overlaps(h.Span) {
				return true
			}
		}
	}
	return false
}
