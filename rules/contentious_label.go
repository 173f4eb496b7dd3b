package rules

import (
	"fmt"
	"strings"

	"github.com/sayso-lint/sayso/internal/pack"
	"github.com/sayso-lint/sayso/internal/tag"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
)

var contentiousLabel = &lint.Rule{
	ID:      "contentious-label",
	Summary: "a value-laden label for a person or group stands in the author's voice",
	Why:     "a label settles in one word what the text should show; attributed or tied to a designation it informs, otherwise it takes a side",
	Remedy:  "describe what they did, attribute the label, or cite the designation",
	Family:  lint.Stance,
	Severity: map[lint.Profile]lint.Severity{
		lint.Newsroom: lint.Error, lint.OpEd: lint.Info, lint.Intel: lint.Warning, lint.Encyclopedic: lint.Error,
		lint.Policy: lint.Warning, lint.Academic: lint.Warning, lint.Humanitarian: lint.Warning,
	},
	Confidence: lint.Medium, Langs: []string{"en"}, Since: "0.1.0",
	Standards: []lint.Standard{
		{Source: "BBC Editorial Guidelines (2019)", Where: "11.3.5-11.3.6; 2025 edition similar", Demands: "\"terrorist\" only with attribution; prefer bomber, gunman, militant"},
		{Source: "Reuters Handbook", Where: "terrorism/terrorist", Demands: "generic use allowed, not for specific people, groups or events"},
		{Source: "Al Jazeera English style note (2015, press-reported)", Where: "extremist, terrorist, Islamist, jihad", Demands: "avoid unless attributed"},
		{Source: "Wikipedia MOS:LABEL", Where: "Contentious labels", Demands: "only if widely used by sources, with in-text attribution"},
	},
	Examples: []lint.Example{
		{Input: "A terrorist outfit owns the quarry.", Finds: "terrorist"},
		{Input: "The regime hides its losses.", Finds: "regime"},
		{Input: "A cult runs the school on the hill.", Finds: "cult"},
		{Input: "Thugs from the harbour district broke up the meeting.", Finds: "Thugs"},
		{Input: "The counterterrorism unit moved to a new office in May.", Because: "institution: compound"},
		{Input: "The Terrorism Act 2000 was amended twice.", Because: "law"},
		{Input: "The course covers terrorism, smuggling and fraud.", Because: "generic topic"},
		{Input: "The group was designated a terrorist organisation by the EU in 2003.", Because: "named designation: factual"},
		{Input: "The men were terrorists, the interior ministry said.", Because: "postposed attribution"},
	},

	Options: func() any {
		return &labelOptions{
			LexiconAllow: []string{"militant", "insurgent"}, OncePer: "document",
			Designations: []string{"UN 1267", "EU", "US FTO"},
		}
	},
	Replaces: []string{"loaded-evaluation"},
	Cues:     lint.Cues{Lists: listed("contentious-label")},
	Check:    checkLabel,
}

type labelOptions struct {
	LexiconBan   []string `yaml:"lexicon_ban" doc:"words reported in addition to the built-in labels; wins over lexicon_allow"`
	LexiconAllow []string `yaml:"lexicon_allow" doc:"words never reported (a house list of neutral terms)"`
	OncePer      string   `yaml:"once_per" enum:"hit,paragraph,section,document" doc:"report the same label once in each unit of this kind"`
	Designations []string `yaml:"designations" doc:"lists and bodies whose named designation excuses a label"`
}

var (
	designating = setOf("designate designated designates listed lists proscribed proscribes banned blacklisted designation")
	// plainAfter are nouns before which a label word has another sense: a radical design, a cult film, a regime of antibiotics.
	plainAfter = setOf(`new design prostatectomy surgery mastectomy change changes idea ideas film films classic following
		status reform reforms approach shift departure overhaul innovation transformation rethink of show movie figure
		account accounts`)
	plainBefore = setOf("exchange-rate exchange rate tax trade sanctions inspection inspections treatment fitness training legal regulatory control visa safeguards verification tariff nonproliferation non-proliferation monetary ancien export human free international")
)

func checkLabel(p *lint.Pass, h lint.Hit) {
	o := p.Options.(*labelOptions)
	label, about := p.Text(h.Span), pack.About(p, h)
	if listedWord(o.LexiconAllow, label) && !listedWord(o.LexiconBan, label) || !authors(p, h.Span) || about.Named() {
		return
	}
	s := p.Sentence(h)
	t := s.Tokens
	if about.Mentioned() || h.First > 0 && plainBefore.has(t[h.First-1]) || h.Last < len(t) && plainAfter.has(t[h.Last]) {
		return
	}
	if generic(p, h) {
		return
	}
	if designating.within(t) && (namesAuthority(p.Text(s.Span), o.Designations) || capitalsAfter(p, t)) {
		return // a designation is named
	}
	if earlier(p, h, o.OncePer) {
		return
	}
	p.Report(lint.Finding{
		Span: h.Span, Message: fmt.Sprintf("%q is a label in the author's voice", label),
		Notes: []lint.Note{{Text: "neither quoted nor attributed, and no designation is named in the sentence"}},
	})
}

// generic tells whether a label stands for a topic, not for somebody: a terrorist attack, the fight against terrorists
// (Reuters: generic use is allowed). A bare plural after a preposition or a verb is nobody in particular.
func generic(p *lint.Pass, h lint.Hit) bool {
	t := p.Sentence(h).Tokens
	if h.Last < len(t) && (topics.has(t[h.Last]) || describes(p, h)) {
		return true
	}
	tags := tag.Of(p.Doc).Sentence(h.Block, h.Sentence)
	head := h.Last - 1
	if h.Last < len(t) && bearers.has(t[h.Last]) {
		head++ // extremist individuals
	}
	before := h.First - 1
	for before >= 0 && tags.In(before, tag.Adjectives) {
		before-- // active terrorists
	}
	if !strings.HasSuffix(p.Text(t[head].Span), "s") || before < 0 || head+1 < len(t) && specifying.has(t[head+1]) {
		return false
	}
	return tags.In(before, tag.Verbs|1<<tag.IN|1<<tag.TO|1<<tag.CC)
}

// describes tells whether a label stands as an adjective before a thing: populist claims, a radical proposal.
func describes(p *lint.Pass, h lint.Hit) bool {
	return !bearers.has(p.Sentence(h).Tokens[h.Last]) && tag.Of(p.Doc).Sentence(h.Block, h.Sentence).In(h.Last, 1<<tag.NN|1<<tag.NNS)
}

// bearers are whom a label before them is stuck on.
var bearers = setOf(`alliance army band bandits brigade brigades camp cell cells cleric clerics coalition commander commanders elements
	faction factions fighter fighters figure figures force forces gang gangs gangsters government governments group groups
	gunmen individual individuals leader leaders leadership members militia militias minister mob mobs movement movements
	network networks organisation organisations organization organizations outfit outfits parties party people politician
	politicians preacher preachers president rebels regime regimes ruler rulers sect state states supporters team youth youths`)

var (
	topics = setOf(`act action actions acts activity activities attack attacks attempt bombing bombings crime crimes financing idea
		ideas ideology ideologies incident incidents literature offence offences offenses plot plots propaganda recruitment
		rhetoric strike strikes tactic tactics threat threats view views violence`)
	specifying = setOf("of in from who like such")
)

// listedWord tells whether a label is in a house list, in the singular or the plural.
func listedWord(list []string, label string) bool {
	for _, w := range list {
		if strings.EqualFold(w, label) || strings.EqualFold(w+"s", label) {
			return true
		}
	}
	return false
}

func namesAuthority(sentence string, designations []string) bool {
	for _, d := range designations {
		if strings.Contains(sentence, d) {
			return true
		}
	}
	return false
}

// capitalsAfter tells whether "designated … by" is followed by a name.
func capitalsAfter(p *lint.Pass, t []prose.Token) bool {
	for i := 0; i+2 < len(t); i++ {
		if t[i].Word == by && (capital(p.Text(t[i+1].Span)) || capital(p.Text(t[i+2].Span))) {
			return true
		}
	}
	return false
}

var by = prose.WordOf("by")

// earlier tells whether the same word stands before the hit in the unit that reports it once.
func earlier(p *lint.Pass, h lint.Hit, unit string) bool {
	if unit == "hit" {
		return false
	}
	word := p.Sentence(h).Tokens[h.First].Word
	for b := h.Block; b >= 0 && b >= h.Block-maxBack; b-- {
		block := &p.Doc.Blocks[b]
		for i := range block.Sentences {
			tokens := block.Sentences[i].Tokens
			for j := range tokens {
				if t := &tokens[j]; t.Word == word && t.Start < h.Span.Start && authors(p, t.Span) {
					return true
				}
			}
		}
		if unit == "paragraph" || unit == "section" && block.Kind == prose.Heading {
			break
		}
	}
	return false
}

// maxBack bounds how many blocks are read back for an earlier use, so that a long document stays linear.
const maxBack = 40
