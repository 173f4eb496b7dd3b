package rules

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/quantity"
	"github.com/sayso-lint/sayso/voice"
)

var vagueAttribution = &lint.Rule{
	ID:      "vague-attribution",
	Summary: "a claim is credited to an unspecified group, or to nobody",
	Why:     "\"experts say\" borrows authority from people whom nobody can ask; name one, or say it yourself and own it",
	Remedy:  "name one person, body or document; or state it in your own voice and own it",
	Family:  lint.Sourcing,
	Severity: map[lint.Profile]lint.Severity{
		lint.Newsroom: lint.Warning, lint.OpEd: lint.Warning, lint.Intel: lint.Error, lint.Encyclopedic: lint.Error,
		lint.Policy: lint.Warning, lint.Academic: lint.Warning, lint.Humanitarian: lint.Error,
	},
	Confidence: lint.High, Langs: []string{"en"}, Since: "0.1.0",
	Standards: []lint.Standard{
		{Source: "Wikipedia MOS:WEASEL", Where: "Unsupported attributions", Demands: "say who, or drop it"},
		{Source: "AP Stylebook", Where: "anonymous sources", Demands: "a bare \"source\" is almost never acceptable; most specific identification possible"},
		{Source: "NPR Ethics Handbook", Where: "Transparency", Demands: "\"officials say\" is not enough"},
		{Source: "ICD 206", Where: "source descriptors", Demands: "reader must be able to judge quality and credibility"},
		{Source: "Vincze 2013", Where: "weasel = event with a missing or underspecified source", Demands: "taxonomy basis"},
	},
	Examples: []lint.Example{
		{Input: "Many experts believe the truce will not hold.", Finds: "Many experts believe"},
		{Input: "It is widely accepted that the plan failed.", Finds: "It is widely accepted"},
		{Input: "The policy is regarded as a failure.", Finds: "is regarded as"},
		{Input: "The truce will not hold, critics argue.", Finds: "critics argue"},
		{Input: "Three hydrologists, Ana Prieto of the Water Institute among them, say the dam is safe.", Because: "at least one member named"},
		{Input: "Experts say the dam is safe. Ana Prieto of the Water Institute and Idris Okafor of the river board signed the assessment.", Because: "members named in the next sentence"},
		{Input: "The greeting has two forms. Some say it in Basque, others in Spanish.", Because: "\"say\" is literal speech, not attribution of a claim"},
		{Input: "Officials said on Monday that the quay would reopen. The officials, from the port authority, declined to be named.", Because: "described within the paragraph (drops to undescribed-anonymous-source logic)"},
		{Input: "French officials said the road was closed.", Because: "modified group source: info, not warning", Expect: lint.Info},
	},

	Options:  func() any { return &vagueOptions{AcceptModifiedGroups: "info", MinNamed: 1} },
	Replaces: []string{"vague-quantity"}, // many observers
	Cues:     lint.Cues{Lists: listed("vague-attribution")},
	Check:    checkVague,
}

type vagueOptions struct {
	GroupsExtra          []string `yaml:"groups_extra" doc:"further group nouns that count as a vague source, in the plural"`
	AcceptModifiedGroups string   `yaml:"accept_modified_groups" enum:"warning,info,off" doc:"severity of a group with an affiliation (French officials)"`
	MinNamed             int      `yaml:"min_named" doc:"how many members of the group must be named to excuse it"`
}

func checkVague(p *lint.Pass, h lint.Hit) {
	if h.List == "nobody" {
		heldByNobody(p, h)
		return
	}
	for _, a := range voice.Of(p.Doc).AttributionsIn(h.Block, h.Sentence) {
		if a.Kind == voice.Attitude && a.Source.Class != voice.NoSource && !agrees(p, a) || !a.Source.Overlaps(h.Span) && !a.Cue.Overlaps(h.Span) {
			continue
		}
		vague := a.Source.Class == voice.VagueGroup || a.Source.Class == voice.BareAnonymous || a.Source.Class == voice.NoSource
		if h.List == "verb" {
			// Groups that no list has, by their form: builders, the defenders of this idea.
			vague = a.Source.Class == voice.VagueGroup && h.Span.Overlaps(a.Cue) || listedWord(p.Options.(*vagueOptions).GroupsExtra, p.Text(a.Source.Span))
		}
		if vague {
			reportVague(p, h, a)
		}
	}
}

// heldByNobody reports what is said to be held, criticised or feared, where neither the sentence nor a note says by whom.
func heldByNobody(p *lint.Pass, h lint.Hit) {
	if !authors(p, h.Span) || askedOrSupposed(p, h.Span) {
		return
	}
	t := p.Sentence(h).Tokens
	for i := h.Last; i < min(h.Last+farthestAgent, len(t)); i++ {
		if holders.has(t[i]) {
			return // widely praised by; a consensus among
		}
	}
	r := voice.Of(p.Doc).Reach(h.Span, voice.Search{Window: voice.InSentence, Named: true, Citation: true})
	if r.Sourced {
		return
	}
	p.Report(lint.Finding{
		Span: h.Span, Message: "who says so? " + lint.Quoted(p.Text(h.Span)) + " names nobody", Notes: whyNot(p, h.Span, r),
	})
}

// farthestAgent bounds the tokens between what is held and the word that brings in by whom.
const farthestAgent = 4

var holders = setOf("by among within inside between in")

func reportVague(p *lint.Pass, h lint.Hit, a voice.Attribution) {
	o := p.Options.(*vagueOptions)
	span := impersonal(p, h, a.Source.Span.Join(a.Cue), a.Source.Class)
	if literalSpeech(p, h, a.Cue) || describedAfter(p, h, a.Source.Span) || knowsWhat(p, h, a.Cue) {
		return
	}
	if h.List == "verb" && shareOf(p, h, a.Source.Span) {
		return // nine in ten traders told us: a finding, whose source another rule asks for
	}
	if anonymity.within(tokensOf(p, h, a.Source.Span)) && (a.Source.Class != voice.BareAnonymous || reasons.within(p.Sentence(h).Tokens)) {
		return // eight people, who asked not to be named because …: a described source, and another rule's
	}
	if !authorsClaim(p, a) || askedOrSupposed(p, a.Cue) {
		return
	}
	if a.Source.Class == voice.NoSource && charging.within(tokensOf(p, h, a.Cue)) && inCourt(p, h, a.Cue) {
		return // the court knows who
	}
	if t := tokensOf(p, h, a.Source.Span); len(t) > 0 && interviewed.Of(p.Doc)[t[len(t)-1].Word] {
		return // teachers, 96 of whom the author says to have interviewed
	}
	f := lint.Finding{Span: span}
	fault := " points to a group, not a source"
	switch {
	case a.Source.Class == voice.BareAnonymous && oneOf.has(firstToken(p, h, a.Source.Span)):
		fault = " points to somebody whom nobody can find"
	case a.Source.Class == voice.NoSource:
		fault = " names nobody"
	case affiliated(p, a.Source.Span):
		severity, ok := ceiling(o.AcceptModifiedGroups)
		if !ok {
			return
		}
		f.Severity = severity
		fault = " narrows the group and names nobody in it"
	}
	if namedNearby(p, h, o.MinNamed) {
		return
	}
	share := shareOf(p, h, a.Source.Span) // in our survey, 38 percent of growers said
	r := voice.Of(p.Doc).Reach(span, voice.Search{Window: voice.InSentence, Citation: true, Named: share, Method: share})
	if r.Sourced {
		return
	}
	f.Message = "who says so? " + lint.Quoted(p.Text(span)) + fault
	f.Notes = whyNot(p, span, r)
	p.Report(f)
}

// interviewed are the words for those whom the author counts as interviewed: our teams interviewed 412 caregivers and 96 teachers.
var interviewed = prose.NewFact(func(d *prose.Document) map[uint64]bool {
	const verb, end = "interviewed", "viewed" // most texts have neither; a v is rarer than an i, so its end is found sooner
	whom := map[uint64]bool{}
	for from := 0; ; {
		next := strings.Index(d.Text[from:], end)
		if next < 0 {
			return whom
		}
		from += next + len(end)
		at := from - len(verb)
		if at < 0 || d.Text[at:from] != verb {
			continue
		}
		b, i := d.SentenceAt(at)
		if b < 0 || i < 0 {
			continue
		}
		s := &d.Blocks[b].Sentences[i]
		if asked, _ := s.TokensIn(prose.Span{Start: at, End: from}); !researchers.within(s.Tokens[:asked]) {
			continue
		}
		for _, q := range quantity.Of(d).Sentence(b, i) {
			if q.Kind == quantity.Count && q.Start > at && !q.Noun.Empty() {
				_, last := s.TokensIn(q.Noun)
				whom[s.Tokens[last-1].Word] = true
			}
		}
	}
})

// inCourt tells whether the sentence around a cue has a court or a charge.
func inCourt(p *lint.Pass, h lint.Hit, cue prose.Span) bool {
	t := p.Sentence(h).Tokens
	first, last := p.Sentence(h).TokensIn(cue)
	return proceedings.within(t[:first]) || proceedings.within(t[last:])
}

// agrees tells whether an attitude states something: economists agree that, as against: officials agreed to.
func agrees(p *lint.Pass, a voice.Attribution) bool {
	s := &p.Doc.Blocks[a.Block].Sentences[a.Sentence]
	_, last := s.TokensIn(a.Cue)
	return last > 0 && last < len(s.Tokens) && agreeing.has(s.Tokens[last-1]) && s.Tokens[last].Word == that
}

// knowsWhat tells whether a cue says what somebody can do or wants done, no claim: doctors know who lives alone, residents
// ask for water.
func knowsWhat(p *lint.Pass, h lint.Hit, cue prose.Span) bool {
	t := p.Sentence(h).Tokens
	_, last := p.Sentence(h).TokensIn(cue)
	if last == 0 || last >= len(t) {
		return false
	}
	return knowing.has(t[last-1]) && asked.has(t[last]) || last > 1 && requesting.has(t[last-2]) && p.Text(t[last-1].Span) == "for"
}

func tokensOf(p *lint.Pass, h lint.Hit, s prose.Span) []prose.Token {
	first, last := p.Sentence(h).TokensIn(s)
	return p.Sentence(h).Tokens[first:last]
}

func firstToken(p *lint.Pass, h lint.Hit, s prose.Span) prose.Token {
	if t := tokensOf(p, h, s); len(t) > 0 {
		return t[0]
	}
	return prose.Token{}
}

var (
	researchers = setOf("we our us i my")
	charging    = setOf("accused blamed suspected")
	agreeing    = setOf("agree agrees agreed concede concedes conceded complain complains complained fear fears feared")
	knowing     = setOf("know knows knew understand understands understood see saw decide decides decided")
	asked       = setOf("who whom whose what which where when why how whether")
	requesting  = setOf("ask asks asked asking")
	anonymity   = setOf("named anonymity anonymous anonymously identified unnamed")
	oneOf       = setOf("a an one another")
)

// shareOf tells whether a source is a share or a percentage of some group.
func shareOf(p *lint.Pass, h lint.Hit, source prose.Span) bool {
	return slices.ContainsFunc(quantity.Of(p.Doc).Sentence(h.Block, h.Sentence), func(q quantity.Quantity) bool {
		return (q.Kind == quantity.Ratio || q.Kind == quantity.Percent) && q.Overlaps(source)
	})
}

// impersonal widens the verb group of a claim without a source by its dummy subject and its "as".
func impersonal(p *lint.Pass, h lint.Hit, span prose.Span, class voice.Class) prose.Span {
	if class != voice.NoSource {
		return span
	}
	t := p.Sentence(h).Tokens
	first, last := p.Sentence(h).TokensIn(span)
	if first > 0 && t[first-1].Word == it {
		span = span.Join(t[first-1].Span)
	}
	if last < len(t) && t[last].Word == as {
		span = span.Join(t[last].Span)
	}
	return span
}

var it, as, that = prose.WordOf("it"), prose.WordOf("as"), prose.WordOf("that")

// literalSpeech tells whether words are spoken, not a claim made: some say it in Basque.
func literalSpeech(p *lint.Pass, h lint.Hit, cue prose.Span) bool {
	t := p.Sentence(h).Tokens
	_, last := p.Sentence(h).TokensIn(cue)
	return last+1 < len(t) && t[last].Word == it && in.has(t[last+1])
}

// describedAfter tells whether the next sentence takes the group up again and describes it: the officials, from the port
// authority. So does a phrase behind the noun itself.
func describedAfter(p *lint.Pass, h lint.Hit, source prose.Span) bool {
	s := p.Sentence(h)
	first, last := s.TokensIn(source)
	if first == last {
		return false
	}
	for i := first + 1; i+1 < last; i++ {
		// The officials at the port, but not: the defenders of this idea.
		if descriptor.has(s.Tokens[i]) && s.Tokens[first].Word == the && (!of.has(s.Tokens[i]) || namedIn(p, s.Tokens[i:last])) {
			return true
		}
	}
	ss := p.Doc.Blocks[h.Block].Sentences
	if h.Sentence+1 >= len(ss) {
		return false
	}
	next := ss[h.Sentence+1].Tokens
	for i := 1; i+2 < len(next) && i < 4; i++ {
		if next[0].Word == the && next[i].Word == s.Tokens[last-1].Word {
			return descriptor.has(next[i+1]) || p.Text(next[i+1].Span) == "," && descriptor.has(next[i+2])
		}
	}
	return false
}

func namedIn(p *lint.Pass, tokens []prose.Token) bool {
	return slices.ContainsFunc(tokens, func(t prose.Token) bool { return capital(p.Text(t.Span)) })
}

// authorsClaim tells whether the author, not a quoted or reported source, brings the group in.
func authorsClaim(p *lint.Pass, a voice.Attribution) bool {
	at := a.Cue
	if !a.Source.Empty() {
		at = a.Source.Span
	}
	_, by := voice.Of(p.Doc).Speaker(at)
	return authors(p, at) || by != nil && by.Cue == a.Cue
}

// affiliated tells whether a group carries a capitalised modifier that is not merely the start of the sentence.
func affiliated(p *lint.Pass, source prose.Span) bool {
	block, sentence := p.Doc.SentenceAt(source.Start)
	s := &p.Doc.Blocks[block].Sentences[sentence]
	first, last := s.TokensIn(source)
	for i := first; i+1 < last; i++ {
		if capital(p.Text(s.Tokens[i].Span)) && (i > 0 || nationality(p.Text(s.Tokens[i].Span))) {
			return true
		}
	}
	return false
}

func capital(word string) bool {
	if word != "" && word[0] < utf8.RuneSelf {
		return 'A' <= word[0] && word[0] <= 'Z'
	}
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r)
}

// nationality tells by its ending whether a capitalised word at the start of a sentence is an adjective of nation.
func nationality(word string) bool {
	for _, end := range []string{"ish", "ese", "ian", "ean", "nch", "tch", "eli", "aqi", "ani", "audi", "meni", "ican", "eek", "wiss", "iss"} {
		if strings.HasSuffix(word, end) {
			return true
		}
	}
	return word == "US" || word == "U.S." || word == "UN" || word == "EU" || word == "UK" || word == "Western"
}

// namedNearby tells whether enough members of a group are named: full names in this sentence or at the head of the next.
func namedNearby(p *lint.Pass, h lint.Hit, enough int) bool {
	sentences := p.Doc.Blocks[h.Block].Sentences
	names := fullNames(p, sentences[h.Sentence].Tokens)
	if h.Sentence+1 < len(sentences) {
		next := sentences[h.Sentence+1].Tokens
		if len(next) > 0 && capital(p.Text(next[0].Span)) {
			names += fullNames(p, next)
		}
	}
	return names >= max(enough, 1)
}

// fullNames counts runs of a given and a family name that an affiliation follows: Ana Prieto of the Water Institute.
func fullNames(p *lint.Pass, tokens []prose.Token) (n int) {
	for i := 1; i+1 < len(tokens); i++ {
		switch {
		case !capital(p.Text(tokens[i].Span)):
			i++ // no given name of the next one either
		case capital(p.Text(tokens[i-1].Span)) && affiliations.has(tokens[i+1]):
			n++
		}
	}
	return n
}

var affiliations = setOf("of from at , who")
