package rules

import (
	"fmt"
	"strings"

	"github.com/sayso-lint/sayso/internal/pack"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/modality"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/voice"
)

var prescriptiveModal = &lint.Rule{
	ID:      "prescriptive-modal",
	Summary: "the author says in his own voice what somebody should, must or needs to do",
	Why:     "advice is not analysis: readers who came for what is must see where it turns into what ought to be, and who says so",
	Remedy:  "move it to the recommendations, attribute it, or state the option and its consequence (\"If X issued ..., then ...\")",
	Family:  lint.Prescription,
	Severity: map[lint.Profile]lint.Severity{
		lint.Newsroom: lint.Warning, lint.OpEd: lint.Info, lint.Intel: lint.Error, lint.Encyclopedic: lint.Error,
		lint.Policy: lint.Info, lint.Academic: lint.Warning, lint.Humanitarian: lint.Warning,
	},
	Confidence: lint.Medium, Langs: []string{"en"}, Since: "0.1.0",
	Standards: []lint.Standard{
		{Source: "ICD 203", Where: "D.6.b independent of political consideration", Demands: "assessments must not advocate policy"},
		{Source: "IPCC principle", Where: "policy-relevant, not policy-prescriptive"},
		{Source: "ISO/IEC Directives Part 2", Where: "clause 7, verbal forms", Demands: "shall = requirement, should = recommendation, may = permission, can = possibility"},
		{Source: "RFC 2119 section 6 / RFC 8174", Where: "imperatives sparingly; only upper case is normative"},
		{Source: "GRADE", Where: "strong: recommend/should; conditional: suggest/might", Demands: "strength must be explicit"},
		{Source: "Economist Style Guide", Where: "go easy on the oughts and shoulds"},
	},
	Examples: []lint.Example{
		{Input: "Washington should demand a public statement from the electoral board.", Finds: "should demand"},
		{Input: "The council must act at once.", Finds: "must act"},
		{Input: "Donors need to rethink their use of vouchers in the northern camps.", Finds: "need to rethink"},
		{Input: "The ministry ought to publish the tender papers before the vote.", Finds: "ought to publish"},
		{Input: "Ruiz, who runs the relief fund, said donors should rethink vouchers.", Because: "attributed: 77 % of should/must/need to in hard news"},
		{Input: "The observer left on Tuesday. She said the council must act before the frost.", Because: "attributed to a pronoun source"},
		{Input: "\"The council must act,\" Mayor Adela Brandt told the assembly.", Because: "direct quotation"},
		{Input: "The pamphlet is called \"Why the Council Must Resign\".", Because: "quoted title"},
		{Input: "The parcel should arrive by noon.", Because: "epistemic should: inanimate subject with a time"},
	},

	Options: func() any {
		return &prescriptionOptions{
			AllowSections: []string{"recommendations", "policy options", "conclusion", "next steps"},
			Retrospective: "info", Capability: "off", RFC2119: "auto",
		}
	},
	Cues: lint.Cues{Lists: []lint.List{{Lang: "en", Phrases: []string{
		"should", "must", "ought", "shall", "need", "needs", "needed", "has to|got", "have to|got", "had better", "'d better", "'ve got to", "'s got to",
		"is|are to", "am to", "supposed to",
	}}}},
	Check: checkPrescription,
}

type prescriptionOptions struct {
	AllowSections []string `yaml:"allow_sections" doc:"section roles in which prescriptions are expected and not reported"`
	Retrospective string   `yaml:"retrospective" enum:"off,info,warning" doc:"highest severity of criticism after the event (should have done)"`
	Capability    string   `yaml:"capability" enum:"off,info,warning" doc:"highest severity of statements of required capability (should be able to)"`
	RFC2119       string   `yaml:"rfc2119" enum:"auto,on,off" doc:"upper-case keywords are normative, not advice: auto = only if the document cites RFC 2119 or RFC 8174"`
}

var foreseen = setOf("will would 'll 'd may might could")

var able = setOf("able capable")

func checkPrescription(p *lint.Pass, h lint.Hit) {
	o := p.Options.(*prescriptionOptions)
	m := modalAt(p, h)
	if m == nil || m.Sense != modality.Deontic || !authors(p, m.Span) || askedOrSupposed(p, m.Span) {
		return
	}
	if wanted(voice.Of(p.Doc), h.Block, m.Span) || pack.About(p, h).Governed() {
		return // what somebody demands or decides
	}
	if p.Doc.Blocks[h.Block].Kind == prose.Heading && asked.has(p.Sentence(h).Tokens[0]) {
		return // What should happen now: a question that the section answers
	}
	if candour(p.Sentence(h).Tokens, h) {
		return
	}
	if h.First > 0 && foreseen.has(p.Sentence(h).Tokens[h.First-1]) {
		return // will have to: a forecast of what will be needed
	}
	if o.RFC2119 != "off" && (o.RFC2119 == "on" || citesRFC(p.Doc)) && strings.ToUpper(p.Text(m.Span)) == p.Text(m.Span) {
		return
	}
	if allowedHere(p, h.Block, o.AllowSections) {
		return
	}
	f := lint.Finding{Span: m.Span}
	if !m.Verb.Empty() && m.Verb.Start >= m.End {
		f.Span = m.Span.Join(m.Verb)
	}
	s := p.Sentence(h)
	_, last := s.TokensIn(f.Span)
	switch {
	case able.within(s.Tokens[h.Last:min(last+2, len(s.Tokens))]):
		severity, ok := ceiling(o.Capability)
		if !ok {
			return
		}
		f.Severity = severity
	case m.Perfect:
		severity, ok := ceiling(o.Retrospective)
		if !ok {
			return
		}
		f.Severity = severity
	}
	f.Message = lint.Quoted(p.Text(f.Span)) + " prescribes"
	if !m.Subject.Empty() {
		f.Message += " to " + lint.Quoted(p.Text(m.Subject))
	}
	f.Message += " in the author's voice"
	if !p.Brief {
		f.Notes = []lint.Note{{Text: "neither quoted nor attributed, and " + sectionNote(p, h.Block, o.AllowSections)}}
	}
	p.Report(f)
}

// modalAt is the modal that the modality layer sees where a cue woke the rule; nil where it sees none.
func modalAt(p *lint.Pass, h lint.Hit) *modality.Modal {
	modals := modality.Of(p.Doc).Modals(h.Block, h.Sentence)
	for i := range modals {
		if modals[i].Overlaps(h.Span) {
			return &modals[i]
		}
	}
	return nil
}

// candour tells whether authors only say that they own up to something: I must admit, one has to be fair, it must be said. What
// "we must acknowledge" is advice.
func candour(t []prose.Token, h lint.Hit) bool {
	if h.First == 0 || h.Last+1 >= len(t) {
		return false
	}
	be := t[h.Last].Word == be
	if t[h.First-1].Word == it {
		return be && owned.has(t[h.Last+1])
	}
	return authorial.has(t[h.First-1]) && (owning.has(t[h.Last]) || be && candid.has(t[h.Last+1]))
}

var (
	authorial = setOf("i one")
	owning    = setOf("admit confess concede acknowledge grant say add")
	owned     = setOf("admitted confessed conceded acknowledged granted said added noted")
	candid    = setOf("fair honest frank clear candid")
	be        = prose.WordOf("be")
)

// wanted tells whether a span is what an attitude is about: society decided that they should be imprisoned. The layer
// leaves such words to the author, for an attitude vouches for nothing; but the advice in them is not his.
func wanted(v *voice.Layer, block int, s prose.Span) bool {
	for _, a := range v.Attributions(block) {
		if a.Source.Class == voice.Self {
			continue
		}
		for _, c := range a.Content {
			if c.Contains(s) {
				return true
			}
		}
	}
	return false
}

// sectionNote says why the section does not permit advice.
func sectionNote(p *lint.Pass, block int, allowed []string) string {
	if len(allowed) == 0 {
		return "this profile permits advice in no section"
	}
	if role := voice.Of(p.Doc).Role(block); role != voice.Body {
		return fmt.Sprintf("in a section of %s, not of %s", role, strings.Join(allowed, ", "))
	}
	return "not in a section of " + strings.Join(allowed, ", ")
}

var rfc = prose.NewFact(func(d *prose.Document) bool {
	return strings.Contains(d.Text, "RFC 2119") || strings.Contains(d.Text, "RFC 8174") || strings.Contains(d.Text, "BCP 14")
})

func citesRFC(d *prose.Document) bool { return rfc.Of(d) }
