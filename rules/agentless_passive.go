package rules

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/sayso-lint/sayso/internal/tag"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/voice"
)

var agentlessPassive = &lint.Rule{
	ID:      "agentless-passive",
	Summary: "a passive hides who is responsible for harm, an error or a decision",
	Why:     "\"mistakes were made\" leaves out the only thing that is in dispute: by whom",
	Remedy:  "name the actor, or say that responsibility is not established",
	Family:  lint.Argument,
	Severity: map[lint.Profile]lint.Severity{
		lint.Newsroom: lint.Info, lint.OpEd: lint.Info, lint.Intel: lint.Warning, lint.Encyclopedic: lint.Info,
		lint.Policy: lint.Info, lint.Academic: lint.Off, lint.Humanitarian: lint.Warning,
	},
	Confidence: lint.Medium, Langs: []string{"en"}, Since: "0.1.0",
	Standards: []lint.Standard{
		{Source: "CIA/IC writing guides; plain-language standards", Where: "name the actor"},
		{Source: "BBC/Reuters accuracy", Where: "who did what to whom"},
		{Source: "Recasens 2013 / framing literature"},
	},
	Examples: []lint.Example{
		{Input: "Mistakes were made in the evacuation of the valley.", Finds: "Mistakes were made"},
		{Input: "Forty civilians were killed in the market town.", Finds: "were killed"},
		{Input: "It was decided to close the camp before the rains.", Finds: "It was decided"},
		{Input: "For three weeks the prisoners were abused in a cellar. Two of them came home blind.", Finds: "were abused"},
		{Input: "Nine dockers were killed by shelling on Sunday.", Because: "agent phrase with by"},
		{Input: "Nine dockers were killed in an attack claimed by a local militia.", Because: "cause phrase that names the actor"},
		{Input: "The convicts were abused at the hands of the night guards.", Because: "agent phrase other than by"},
		{Input: "Fourteen hikers were killed in an avalanche above the pass.", Because: "natural cause stated"},
		{Input: "Government forces raided the farm at dawn. Two men were killed.", Because: "agent is the subject of the previous sentence"},
	},

	Options: func() any {
		return &passiveOptions{
			Verbs:    []string{"kill", "injure", "wound", "beat", "abuse", "torture", "displace", "destroy", "lose", "mishandle", "decide"},
			Nouns:    []string{"mistake", "error", "misjudgement"},
			LookBack: 1,
		}
	},
	Blocks: []prose.Kind{prose.Paragraph, prose.ListItem},
	Cues:   lint.Cues{Lists: []lint.List{{Lang: "en", Phrases: []string{"was|were|been|is|are|being"}}}},
	Check:  checkPassive,
}

type passiveOptions struct {
	Verbs    []string `yaml:"verbs" doc:"verbs, in the infinitive, whose passive hides who is responsible"`
	Nouns    []string `yaml:"nouns" doc:"nouns, in the singular, that make \"X was made\" a finding"`
	LookBack int      `yaml:"look_back" doc:"how many earlier sentences of the paragraph may name the agent or declare that it is not known"`
}

var (
	makes = setOf("made committed")
	// actors are the heads of subjects that do harm.
	actors = setOf(`army armies forces force troops soldiers soldier police officers officer guards guard gunmen gunman militia militias
		militiamen militants rebels rebel fighters insurgents terrorists paramilitaries attackers attacker assailants assailant bomber
		bombers mob gang gangs raiders bandits pirates warplanes jets aircraft drones drone helicopters artillery tanks shells rockets
		missiles missile bomb bombs airstrike airstrikes strikes snipers sniper regime government junta authorities commander commanders
		settlers protesters rioters hunters poachers driver robbers kidnappers abductors killers killer`)
	// harming are the verbs of an agent that the next passive need not name again.
	harming = setOf(`attacked attack raided raid stormed shelled bombed fired ambushed struck hit invaded seized overran assaulted
		launched detonated exploded massacred executed abducted kidnapped arrested carried crashed collapsed burst erupted
		sank capsized swept`)
	// events name what did it where nobody did, or an event whose agents everybody knows.
	events = setOf(`accident accidents avalanche avalanches blast blaze blizzard collapse collision crash crashes cyclone derailment disaster
		drought earthquake earthquakes epidemic explosion famine fire fires flood floods flooding frost genocide heatwave holocaust
		hurricane landslide landslides lightning mudslide outbreak pandemic pileup quake quakes rockfall shipwreck sinking storm
		storms stampede tornado tsunami typhoon volcano eruption war wars wildfire wildfires wreck crossfire clashes battle fighting combat`)
	// attacksOf are attacks; one that carries a name (a Russian strike) says whose it was.
	attacksOf = setOf(`airstrike airstrikes ambush assault attack attacks barrage bombardment bombing bombings campaign crackdown
		incursion invasion massacre offensive operation operations raid raids shelling shooting shootings strike strikes
		uprising rebellion revolution occupation`)
	// notAgents stand behind a "by" of time or place.
	notAgents = setOf(`roadside road river riverside side lake sea shore coast gate fence wall window door bridge night day dawn dusk
		then now mistake accident chance default design law weight end time far definition`)
	gapWords  = setOf("unknown unclear unidentified unexplained investigating disputed")
	somebody  = setOf("i he she we they you")
	resolving = setOf("to that not")
)

func checkPassive(p *lint.Pass, h lint.Hit) {
	o := p.Options.(*passiveOptions)
	s := p.Sentence(h)
	t := s.Tokens
	verb := h.Last
	for verb < len(t) && verb < h.Last+2 && beAdverbs.has(t[verb]) {
		verb++
	}
	if verb >= len(t) || beAdverbs.has(t[verb]) || been.has(t[verb]) {
		return // "have been" and "are being" wake the rule at their last word
	}
	span, ok := prose.Span{}, false
	if makes.has(t[verb]) {
		span, ok = erring(p, h, o.Nouns)
	} else if word := p.Text(t[verb].Span); (strings.HasSuffix(word, "d") || strings.HasSuffix(word, "D") || irregular().has(t[verb])) && slices.ContainsFunc(o.Verbs, func(lemma string) bool { return isParticiple(word, lemma) }) {
		span, ok = harmed(p, h)
	}
	if !ok {
		return
	}
	span = span.Join(t[verb].Span)
	if !authors(p, span) && !inferred(p, span) || !asserts(p, span) || agentNamed(p, h, verb) {
		return
	}
	ss := p.Doc.Blocks[h.Block].Sentences
	for i := h.Sentence - 1; i >= 0 && i >= h.Sentence-o.LookBack; i-- {
		if acts(p, h.Block, i, ss[i].Tokens) {
			return
		}
	}
	p.Report(lint.Finding{
		Span: span, Message: fmt.Sprintf("by whom? %q", p.Text(span)),
		Notes: []lint.Note{{Text: "no agent in the sentence or before it, and nothing says that it is not known"}},
	})
}

var (
	beAdverbs = setOf("also not n't never later then again all both reportedly allegedly already only simply brutally badly severely seriously systematically repeatedly deliberately still completely largely partly finally eventually")
	been      = setOf("been being")
	had       = setOf("has have had 've")
)

// harmed is the passive's verb group before its participle; ok is false where it is no event told: could be, to be.
func harmed(p *lint.Pass, h lint.Hit) (prose.Span, bool) {
	s := p.Sentence(h)
	t := s.Tokens
	first := h.First
	for first > 0 && (had.has(t[first-1]) || beAdverbs.has(t[first-1]) && first > 1 && (had.has(t[first-2]) || beForms.has(t[first-2])) || beForms.has(t[first-1])) {
		first--
	}
	if tags := tag.Of(p.Doc).Sentence(h.Block, h.Sentence); first > 0 && tags.In(first-1, 1<<tag.MD|1<<tag.TO) {
		return prose.Span{}, false
	}
	verb := h.Last
	for verb < len(t) && beAdverbs.has(t[verb]) {
		verb++
	}
	switch {
	case t[verb].Word == decided:
		// Only the impersonal decision hides a decider: the match was decided on penalties.
		if first == 0 || t[first-1].Word != it || verb+1 >= len(t) || !resolving.has(t[verb+1]) {
			return prose.Span{}, false
		}
		first--
	case t[verb].Word == lost:
		if first == 0 || somebody.has(t[first-1]) || verb+1 < len(t) && (t[verb+1].Word == on || t[verb+1].Word == to) {
			return prose.Span{}, false // he was lost; the irony was lost on them
		}
	}
	return t[first].Span.Join(t[h.First].Span), true
}

var decided, lost, on = prose.WordOf("decided"), prose.WordOf("lost"), prose.WordOf("on")

// erring is the noun of an error with the verb behind it: mistakes were made.
func erring(p *lint.Pass, h lint.Hit, nouns []string) (prose.Span, bool) {
	t := p.Sentence(h).Tokens
	first := h.First
	for first > 0 && (had.has(t[first-1]) || beForms.has(t[first-1]) || beAdverbs.has(t[first-1])) {
		first--
	}
	if first == 0 {
		return prose.Span{}, false
	}
	word := strings.ToLower(p.Text(t[first-1].Span))
	for _, n := range nouns {
		if word == n || word == pluralOf(n) {
			return t[first-1].Span, true
		}
	}
	return prose.Span{}, false
}

// isParticiple tells whether a word is the past participle of a verb.
func isParticiple(word, lemma string) bool {
	if lemma == "" || word == "" || lemma[0]|0x20 != word[0]|0x20 {
		return false // they begin alike, the irregular ones too
	}
	if irregular, ok := participles[lemma]; ok {
		return strings.EqualFold(word, irregular)
	}
	n := len(lemma)
	if len(word) < n || !strings.EqualFold(word[:n-1], lemma[:n-1]) {
		return false
	}
	switch end := lemma[n-1]; {
	case end == 'e':
		return strings.EqualFold(word[n-1:], "ed")
	case end == 'y' && strings.EqualFold(word[n-1:], "ied"):
		return true
	case strings.EqualFold(word[n-1:n], lemma[n-1:]):
		rest := word[n:]
		return strings.EqualFold(rest, "ed") || len(rest) == 3 && rest[0] == end && strings.EqualFold(rest[1:], "ed")
	}
	return false
}

// irregular are all those participles that do not end as the others do.
var irregular = sync.OnceValue(func() set { return setOf(strings.Join(slices.Collect(maps.Values(participles)), " ")) })

// participles are irregular ones of verbs that an option may well name.
var participles = map[string]string{
	"beat": "beaten", "lose": "lost", "shoot": "shot", "steal": "stolen", "hit": "hit", "hurt": "hurt", "burn": "burned", "drive": "driven",
	"take": "taken", "break": "broken", "cut": "cut", "sell": "sold", "hide": "hidden", "forget": "forgotten", "overlook": "overlooked",
	"withhold": "withheld", "mislead": "misled", "leave": "left", "let": "let", "give": "given", "hold": "held", "make": "made", "slay": "slain",
	"throw": "thrown", "tear": "torn", "strike": "struck", "spend": "spent", "choose": "chosen", "misspend": "misspent",
}

// agentNamed tells whether the sentence says who or what did it, or that nobody knows.
func agentNamed(p *lint.Pass, h lint.Hit, verb int) bool {
	t := p.Sentence(h).Tokens
	if acts(p, h.Block, h.Sentence, t) || gapWords.within(t) {
		return true
	}
	for i := verb + 1; i < len(t); i++ {
		switch {
		case t[i].Word == by && i+1 < len(t) && !passedBy(p, t[i+1:]):
			return true
		case t[i].Word == handsWord, t[i].Word == ofWord && owing.has(t[i-1]), t[i].Word == to && owing.has(t[i-1]):
			return true
		}
	}
	return causeNamed(p, t)
}

// owing are words that bring in a cause: because of, as a result of, due to.
var owing = setOf("because result consequence due owing")

var handsWord = prose.WordOf("hands")

// passedBy tells whether a by-phrase is one of time or place.
func passedBy(p *lint.Pass, t []prose.Token) bool {
	for i, w := range t[:min(3, len(t))] {
		if notAgents.has(w) || i < 2 && unitsOfTime.has(w) && w.Word != the || unicode.IsDigit(rune(p.Doc.Text[w.Start])) {
			return true
		}
	}
	return false
}

// causeNamed tells whether an event is given that did it: an avalanche, a war; an attack that carries somebody's name. It
// may stand before the verb, too.
func causeNamed(p *lint.Pass, t []prose.Token) bool {
	named := false
	for i, w := range t {
		switch {
		case events.has(w):
			return true
		case attacksOf.has(w) && named:
			return true
		}
		named = i > 0 && capital(p.Text(w.Span)) && w.End-w.Start > 1 || named && !splits.has(w)
	}
	return false
}

// acts tells whether a sentence has an agent in the active voice, or says that none is known.
func acts(p *lint.Pass, block, sentence int, t []prose.Token) bool {
	if gapWords.within(t) {
		return true
	}
	tags := tag.Of(p.Doc).Sentence(block, sentence)
	for i := range t {
		if i == 0 {
			continue
		}
		if knownWord.has(t[i]) && negations.within(t[max(i-2, 0):i]) {
			return true // it is not known who
		}
		harms := harming.has(t[i]) || t[i].Word == opened && i+1 < len(t) && t[i+1].Word == fire
		if (harms || actors.has(t[i-1]) && tags.In(i-1, tag.Nouns)) &&
			!beForms.has(t[i]) && !passive(t, i) && tags.In(i, 1<<tag.VBD|1<<tag.VBZ|1<<tag.VBP) {
			return true
		}
	}
	return false
}

var opened, fire = prose.WordOf("opened"), prose.WordOf("fire")

// inferred tells whether things, not people, are the source (tyre marks suggest): what they show is told by the author.
func inferred(p *lint.Pass, s prose.Span) bool {
	_, by := voice.Of(p.Doc).Speaker(s)
	if by == nil || by.Source.Class != voice.Collective || spoken(p, s) {
		return false
	}
	sentence := &p.Doc.Blocks[by.Block].Sentences[by.Sentence]
	first, last := sentence.TokensIn(by.Cue)
	return traces.within(sentence.Tokens[first:last])
}

var traces = setOf("suggest suggests suggested show shows showed indicate indicates indicated")

var knownWord = setOf("known established identified clear")
