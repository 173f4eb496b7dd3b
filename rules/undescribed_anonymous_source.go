package rules

import (
	"strings"

	"github.com/sayso-lint/sayso/internal/tag"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/voice"
)

var undescribedAnonymousSource = &lint.Rule{
	ID:      "undescribed-anonymous-source",
	Summary: "an unnamed individual is quoted without role, access or reason for anonymity",
	Why:     "readers can weigh an unnamed source only by what it does, how it knows and why it hides",
	Remedy:  "say what the source does, how it knows, and why it is unnamed",
	Family:  lint.AttributionQuality,
	Severity: map[lint.Profile]lint.Severity{
		lint.Newsroom: lint.Error, lint.OpEd: lint.Warning, lint.Intel: lint.Error, lint.Encyclopedic: lint.Warning,
		lint.Policy: lint.Warning, lint.Academic: lint.Warning, lint.Humanitarian: lint.Warning,
	},
	Confidence: lint.High, Langs: []string{"en"}, Since: "0.1.0",
	Standards: []lint.Standard{
		{Source: "AP News Values (Daniszewski)", Where: "On anonymous sources", Demands: "describe the source, say why anonymity was granted"},
		{Source: "NPR Ethics Handbook", Where: "Transparency", Demands: "how they know, which side they are on"},
		{Source: "ICD 206", Where: "source descriptor", Demands: "access, reporting record, possible bias"},
		{Source: "NATO AJP-2.1", Where: "source reliability A-F / information credibility 1-6", Demands: "grade source and item separately"},
	},
	Examples: []lint.Example{
		{Input: "A source said the list was final.", Finds: "A source"},
		{Input: "One official told us the vote was fixed.", Finds: "One official"},
		{Input: "A person familiar with the matter confirmed it.", Finds: "A person familiar with the matter"},
		{Input: "The vote was fixed, an official said on Monday.", Finds: "an official"},
		{Input: "A customs officer who handled the files, and who asked not to be named because staff are barred from speaking, said the list was final.", Because: "role, access and reason"},
		{Input: "The list was final, said a customs officer who handled the files and who asked for anonymity because staff are barred from speaking.", Because: "role, access and reason, postposed"},
		{Input: "A clerk at the land registry said the map was redrawn in May. The clerk, who handled the file, asked not to be named for fear of dismissal.", Because: "role, access and reason given in the next sentence"},
		{Input: "A customs officer said the list was final.", Because: "role is given and the option asks for no more", Options: map[string]any{"require": []any{"role"}}},
		{Input: "An aid worker at the river camp (B2) reported that the well was dry.", Because: "Admiralty grade present: counts as descriptor in profile intel", Profile: "intel"},
	},

	Options:  func() any { return &anonymousOptions{Require: []string{"role", "reason"}, AcceptGrades: true} },
	Replaces: []string{"vague-attribution"},
	Cues:     lint.Cues{Lists: listed("undescribed-anonymous-source")},
	Check:    checkAnonymous,
}

type anonymousOptions struct {
	Require      []string `yaml:"require" doc:"descriptors that must all be present; any of role, access, reason"`
	AcceptGrades bool     `yaml:"accept_grades" doc:"an Admiralty grade such as (B2) beside the source stands in for the descriptors"`
}

var (
	reasons    = setOf("because fear feared fears fearing since reprisal reprisals retaliation authorised authorized permitted allowed barred")
	accesses   = setOf("handled familiar briefed present attended saw seen involved worked works witnessed knowledge read drafted")
	individual = setOf("a an one another the")
	descriptor = setOf("at of in from who with for")
)

func checkAnonymous(p *lint.Pass, h lint.Hit) {
	o := p.Options.(*anonymousOptions)
	v := voice.Of(p.Doc)
	t := p.Sentence(h).Tokens
	first := h.First
	for first > 0 && h.First-first < 3 && !individual.has(t[first]) {
		first--
	}
	if !individual.has(t[first]) || t[first].Word == the || first == h.First && h.List == "bare" && t[first].Word != one {
		return // a plural, a definite one introduced before, or no noun phrase at all
	}
	var a *voice.Attribution
	attributions := v.AttributionsIn(h.Block, h.Sentence)
	for i, c := range attributions {
		if c.Source.Overlaps(h.Span) && (c.Source.Class == voice.BareAnonymous || c.Source.Class == voice.DescribedAnonymous) {
			a = &attributions[i]
		}
	}
	if a == nil || !authorsClaim(p, *a) {
		return
	}
	if t[h.First].Word == one && h.Last < len(t) && !tag.Of(p.Doc).Sentence(h.Block, h.Sentence).In(h.Last, tag.Verbs) {
		return // one official: the noun is the head
	}
	around := t
	if ss := p.Doc.Blocks[h.Block].Sentences; h.Sentence+1 < len(ss) {
		next := ss[h.Sentence+1]
		if f, l := 0, min(3, len(next.Tokens)); individual.within(next.Tokens[f:l]) && sameHead(next.Tokens, t[h.First]) {
			around = append(append([]prose.Token{}, t...), next.Tokens...)
			if fullNames(p, next.Tokens) > 0 {
				return // named later
			}
		}
	}
	if o.AcceptGrades && p.Profile == lint.Intel {
		for _, c := range v.Citations(h.Block) {
			if c.Kind == voice.Grade && p.Sentence(h).Contains(c.Span) {
				return
			}
		}
	}
	has := map[string]bool{
		"role":   h.List == "job" || h.Last < len(t) && descriptor.has(t[h.Last]) && t[h.Last].Word != who,
		"access": accesses.within(around),
		"reason": reasons.within(around),
	}
	var missing []string
	for _, r := range o.Require {
		if !has[r] {
			missing = append(missing, r)
		}
	}
	if len(missing) == 0 {
		return
	}
	span := t[first].Span.Join(h.Span)
	if l := h.Last; l+3 < len(t) && accesses.has(t[l]) { // a person familiar with the matter
		span = span.Join(t[l+3].Span)
	}
	p.Report(lint.Finding{
		Span: span, Message: "anonymous source without " + strings.Join(missing, " or "),
		Notes: []lint.Note{{Text: "asking not to be named is no reason; the reason is why"}},
	})
}

var the, one, who = prose.WordOf("the"), prose.WordOf("one"), prose.WordOf("who")

func sameHead(tokens []prose.Token, head prose.Token) bool {
	for _, t := range tokens[:min(4, len(tokens))] {
		if t.Word == head.Word {
			return true
		}
	}
	return false
}
