package rules

import (
	"fmt"
	"strings"

	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/voice"
)

var untraceableAttribution = &lint.Rule{
	ID:      "untraceable-attribution",
	Summary: "a statement is pinned on a collective without spokesperson, document, channel or date",
	Why:     "a movement does not speak; somebody did, somewhere, on a day, and that can be looked up",
	Remedy:  "add spokesperson, channel and date, or a link",
	Family:  lint.AttributionQuality,
	Severity: map[lint.Profile]lint.Severity{
		lint.Newsroom: lint.Warning, lint.OpEd: lint.Warning, lint.Intel: lint.Warning, lint.Encyclopedic: lint.Warning,
		lint.Policy: lint.Warning, lint.Academic: lint.Warning, lint.Humanitarian: lint.Warning,
	},
	Confidence: lint.Medium, Langs: []string{"en"}, Since: "0.1.0",
	Standards: []lint.Standard{
		{Source: "Newell et al. 2017", Where: "Verifiability of attributions", Demands: "an attribution is verifiable when its fidelity to the source can be checked"},
		{Source: "ICS 206-01 (2024)", Where: "citation elements", Demands: "author, title, date, URL, access date"},
		{Source: "CIA Tradecraft Note 5 (1995)", Where: "Facts and Sourcing", Demands: "say how the information was obtained, direct or indirect"},
	},
	Examples: []lint.Example{
		{Input: "The syndicate said the victims had it coming.", Finds: "The syndicate said"},
		{Input: "The party says the mayor stole two million from the housing fund.", Finds: "The party says"},
		{Input: "According to the government, the miners themselves caused the explosion.", Finds: "According to the government"},
		{Input: "The council said the library opens at nine.", Finds: "The council said", Options: map[string]any{"stakes": "all"}},
		{Input: "The movement said in a statement on 4 May that its fighters had burned the bridge.", Because: "channel and date"},
		{Input: "The syndicate controls the docks. Its spokesman Abdul Karim said the victims had it coming.", Because: "named person"},
		{Input: "The movement said the army had shelled the village. Its spokeswoman Lina Haddad repeated the charge to reporters on Monday.", Because: "spokesperson and date in the next sentence"},
		{Input: "The ministry says on its website that the contractor stole the cement.", Because: "channel"},
		{Input: "The mayor stole two million, the party said in a letter to the auditor dated 3 March 2022.", Because: "document and date after a postposed source"},
	},

	Options: func() any {
		return &traceOptions{Stakes: "contentious", Contentious: "warning", Other: "info"}
	},
	Cues:  lint.Cues{Lists: listed("untraceable-attribution")},
	Check: checkTrace,
}

type traceOptions struct {
	Stakes      string `yaml:"stakes" enum:"contentious,all" doc:"report only contentious content (violence, fault, money), or every such attribution"`
	Contentious string `yaml:"severity_contentious" enum:"error,warning,info,off" doc:"ceiling for contentious content"`
	Other       string `yaml:"severity_other" enum:"error,warning,info,off" doc:"ceiling for other content; matters only where stakes is all"`
}

var (
	channels = setOf(`statement website letter report communique communiqué tweet post video broadcast radio television interview
		briefing conference release filing memo speech spokesman spokeswoman spokesperson reporters journalists parliament
		newspaper agency monday tuesday wednesday thursday friday saturday sunday january february march april june july
		august september october november december dated`)
	contention = setOf(`killed kill killing murder murdered dead died attack attacked fired shot shelled bombed burned bombing victims
		explosion blast torture stole steal stolen theft fraud corrupt corruption bribe bribes caused fault blame blamed guilty lied
		lying million billion money funds violence war massacre terror invaded seized crimes crime rigged illegal`)
	minds = setOf("believe believes believed want wants wanted fear fears feared seek seeks sought intend intends intended think thinks thought hope hopes hoped")
)

// proper tells whether a source carries a name beyond a capital at its start.
func proper(p *lint.Pass, source prose.Span) bool {
	for i, w := range strings.Fields(p.Text(source)) {
		if i > 0 && capital(w) {
			return true
		}
	}
	return false
}

func checkTrace(p *lint.Pass, h lint.Hit) {
	o := p.Options.(*traceOptions)
	v := voice.Of(p.Doc)
	t := p.Sentence(h).Tokens
	for _, a := range v.AttributionsIn(h.Block, h.Sentence) {
		if a.Kind == voice.Attitude || a.Source.Class != voice.Collective && a.Source.Class != voice.NamedBody || proper(p, a.Source.Span) || !a.Source.Overlaps(h.Span) {
			continue
		}
		level := o.Other
		first, last := p.Sentence(h).TokensIn(a.Cue)
		mind := minds.within(t[first:last])
		if mind && !capital(p.Text(h.Span)) {
			return // motive-attribution asks how one knows what a group has in mind
		}
		if mind || contention.within(t) {
			level = o.Contentious
		} else if o.Stakes == "contentious" {
			return
		}
		severity, ok := ceiling(level)
		around := t
		if ss := p.Doc.Blocks[h.Block].Sentences; h.Sentence+1 < len(ss) {
			around = append(append([]prose.Token{}, t...), ss[h.Sentence+1].Tokens...)
		}
		if !ok || !authorsClaim(p, a) || !asserts(p, a.Cue) || channels.within(around) || fullNames(p, around) > 0 {
			return
		}
		r := v.Reach(a.Source.Span, voice.Search{Window: voice.InSentence, Citation: true})
		if r.Sourced {
			return
		}
		span := a.Source.Span.Join(a.Cue)
		p.Report(lint.Finding{
			Severity: severity, Span: span, Message: fmt.Sprintf("nobody can check %q: when, where and through whom?", p.Text(span)),
			Notes: []lint.Note{{Text: "no spokesperson, document, channel or date in this sentence or the next"}},
		})
		return
	}
}
