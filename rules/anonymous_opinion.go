package rules

import (
	"slices"
	"strings"
	"sync"

	"github.com/sayso-lint/sayso/internal/tag"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/quantity"
	"github.com/sayso-lint/sayso/voice"
)

var anonymousOpinion = &lint.Rule{
	ID:      "anonymous-opinion",
	Summary: "an unnamed source is used to praise, attack or foretell",
	Why:     "anonymity is a price paid for information; paid for a judgement, it lets somebody strike from the dark",
	Remedy:  "put it on the record or cut it",
	Family:  lint.AttributionQuality,
	Severity: map[lint.Profile]lint.Severity{
		lint.Newsroom: lint.Error, lint.OpEd: lint.Warning, lint.Intel: lint.Warning, lint.Encyclopedic: lint.Warning,
		lint.Policy: lint.Warning, lint.Academic: lint.Warning, lint.Humanitarian: lint.Warning,
	},
	Confidence: lint.Medium, Experimental: true, Langs: []string{"en"}, Since: "0.1.0",
	Standards: []lint.Standard{
		{Source: "AP News Values", Where: "anonymous-source rule 1", Demands: "material must be information, not opinion or speculation"},
		{Source: "NPR Ethics Handbook, Fairness", Where: "no anonymous opinions of others", Demands: "never attack or praise anonymously"},
		{Source: "Reuters", Where: "allegations under anonymity", Demands: "vituperative attacks must be on the record"},
	},
	Examples: []lint.Example{
		{Input: "\"He is a coward,\" one colleague said.", Finds: "one colleague"},
		{Input: "An official predicted the minister would fall within days.", Finds: "An official"},
		{Input: "A former aide called the plan \"a disgrace\".", Finds: "A former aide"},
		{Input: "The minister will lose badly, a party insider said.", Finds: "a party insider"},
		{Input: "One survivor, who feared reprisal, said the guards beat her.", Because: "eyewitness of harm"},
		{Input: "An official said the meeting of the disaster fund had been moved to Friday.", Because: "information; the loaded word is part of a name"},
		{Input: "Lena Ruiz left the cabinet in May. She called the plan a disgrace.", Because: "pronoun source that resolves to a named person"},
		{Input: "One colleague called him a coward. The colleague, Jonas Brandt, repeated the word on the record.", Because: "named in the next sentence"},
		{Input: "The harbour authority predicted that the quay would flood within days.", Because: "named body"},
	},

	Cues:  lint.Cues{Lists: []lint.List{{Lang: "en", Phrases: sourceNouns()}}},
	Check: checkOpinion,
}

// sourceNouns are the nouns by which unnamed people are spoken of, in both numbers.
func sourceNouns() (nouns []string) {
	lists := slices.DeleteFunc(listed("anonymous-opinion"), func(l lint.List) bool { return l.Name != "source" })
	known := map[string]bool{}
	for _, l := range slices.Concat(lists, listed("undescribed-anonymous-source"), listed("plural-source-inflation")) {
		for _, noun := range l.Phrases {
			if !strings.Contains(noun, " ") && !known[noun] {
				plural := pluralOf(noun)
				known[noun], known[plural] = true, true
				nouns = append(nouns, noun, plural)
			}
		}
	}
	return nouns
}

// opinions are the words of anonymous-opinion by list, and the strong ones of loaded-evaluation as judgements.
var opinions = sync.OnceValue(func() *phraseBook {
	lists := listed("anonymous-opinion")
	for _, l := range listed("loaded-evaluation") {
		if l.Name == "strong" {
			lists = append(lists, lint.List{Lang: l.Lang, Name: "judgement", Phrases: l.Phrases})
		}
	}
	return bookOf(lists, "en")
})

func checkOpinion(p *lint.Pass, h lint.Hit) {
	for _, a := range attributionsNear(p, h.Block, h.Span) {
		if a.Sentence != h.Sentence || !a.Source.Overlaps(h.Span) || !unnamed(p, h, a.Source) {
			continue
		}
		span := beforeClause(p, h, a.Source.Span)
		if span.End != h.Span.End && span.Contains(h.Span) && !headOf(p, h, span) || !authorsClaim(p, a) || namedNext(p, h) {
			return
		}
		said, what := opinionOf(p, h, a)
		if said.Empty() || a.Source.Class == voice.VagueGroup && what != "judgement" && what != "verdict" {
			return
		}
		f := lint.Finding{Span: span, Message: "unnamed source giving a judgement", Notes: []lint.Note{{Text: "the judgement", Span: said}}}
		if what == "forecast" || what == "fate" {
			f.Message, f.Notes[0].Text = "unnamed source foretelling", "the forecast"
		}
		p.Report(f)
		return
	}
}

// unnamed tells whether a source is somebody without a name. One colleague is, too: an indefinite person.
func unnamed(p *lint.Pass, h lint.Hit, s voice.Source) bool {
	switch s.Class {
	case voice.BareAnonymous, voice.DescribedAnonymous, voice.VagueGroup:
		return true
	case voice.Collective:
		first, last := p.Sentence(h).TokensIn(s.Span)
		t := p.Sentence(h).Tokens[first:last]
		return len(t) > 0 && individual.has(t[0]) && t[0].Word != the
	default:
		return false
	}
}

var clauseOf = setOf("who which that whose where")

// beforeClause is a source's noun phrase up to a comma or a relative clause.
func beforeClause(p *lint.Pass, h lint.Hit, source prose.Span) prose.Span {
	t := p.Sentence(h).Tokens
	first, last := p.Sentence(h).TokensIn(source)
	for i := first + 1; i < last; i++ {
		if clauseOf.has(t[i]) || p.Text(t[i].Span) == "," {
			return t[first].Span.Join(t[i-1].Span)
		}
	}
	return source
}

// headOf tells whether a hit is the last noun of its phrase before a preposition, so that a source with two such nouns (a
// party insider) is looked at once.
func headOf(p *lint.Pass, h lint.Hit, span prose.Span) bool {
	_, last := p.Sentence(h).TokensIn(span)
	return h.Last < last && !tag.Of(p.Doc).Sentence(h.Block, h.Sentence).In(h.Last, tag.Nouns)
}

// namedNext tells whether the next sentence names the source.
func namedNext(p *lint.Pass, h lint.Hit) bool {
	ss := p.Doc.Blocks[h.Block].Sentences
	if h.Sentence+1 >= len(ss) {
		return false
	}
	next := ss[h.Sentence+1].Tokens
	return sameHead(next, p.Sentence(h).Tokens[h.Last-1]) && fullNames(p, next) > 0
}

// opinionOf finds the word by which an attribution praises, attacks or foretells, and its list.
func opinionOf(p *lint.Pass, h lint.Hit, a voice.Attribution) (word prose.Span, list string) {
	s := p.Sentence(h)
	first, last := s.TokensIn(a.Cue)
	for i := first; i < last; i++ {
		opinions().at(s.Tokens, i, func(l string, _ int) {
			if l == "verdict" || l == "forecast" {
				word, list = s.Tokens[i].Span, l
			}
		})
	}
	for _, c := range a.Content {
		if !word.Empty() {
			break
		}
		block, n := p.Doc.SentenceAt(c.Start)
		for ; block == h.Block && n >= 0 && n < len(p.Doc.Blocks[block].Sentences) && p.Doc.Blocks[block].Sentences[n].Start < c.End; n++ {
			if word, list = opinionIn(p, block, n, c); !word.Empty() {
				break
			}
		}
	}
	return word, list
}

// opinionIn looks through what one sentence has of a content.
func opinionIn(p *lint.Pass, block, sentence int, content prose.Span) (word prose.Span, list string) {
	s := &p.Doc.Blocks[block].Sentences[sentence]
	t := s.Tokens
	tags := tag.Of(p.Doc).Sentence(block, sentence)
	first, last := s.TokensIn(content)
	for i := first; i < last && word.Empty(); i++ {
		opinions().at(t, i, func(l string, n int) {
			switch {
			case l == "judgement" && (!tags.In(i, tag.Nouns) || i+n >= len(t) || !tags.In(i+n, tag.Nouns)) && !(capital(p.Text(t[i].Span)) && i > first):
				word, list = t[i].Span, l // the disaster fund is none
			case l == "fate" && foretold(t[max(i-4, 0):i]) && !scheduledIn(p, block, sentence):
				word, list = t[i].Span, l
			}
		})
	}
	return word, list
}

var wills = setOf("will would wo 'll shall going bound sure certain doomed destined")

func foretold(before []prose.Token) bool { return wills.within(before) }

// weekdays are days that a schedule names.
var weekdays = setOf("monday tuesday wednesday thursday friday saturday sunday today tonight tomorrow")

// scheduledIn tells whether a sentence says on what day something will be: a plan, no forecast.
func scheduledIn(p *lint.Pass, block, sentence int) bool {
	for _, q := range quantity.Of(p.Doc).Sentence(block, sentence) {
		if q.Kind == quantity.Date || q.Kind == quantity.Time {
			return true
		}
	}
	return weekdays.within(p.Doc.Blocks[block].Sentences[sentence].Tokens)
}
