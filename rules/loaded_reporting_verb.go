package rules

import (
	"fmt"

	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/voice"
)

var loadedReportingVerb = &lint.Rule{
	ID:      "loaded-reporting-verb",
	Summary: "the verb of reporting endorses, doubts or colours what is reported",
	Why:     "\"said\" leaves the reader to judge; \"claimed\" and \"revealed\" judge for him, without saying on what grounds",
	Remedy:  "use \"said\"/\"wrote\", unless the evidence for the stance is in the text",
	Family:  lint.AttributionQuality,
	Severity: map[lint.Profile]lint.Severity{
		lint.Newsroom: lint.Warning, lint.OpEd: lint.Info, lint.Intel: lint.Warning, lint.Encyclopedic: lint.Warning,
		lint.Policy: lint.Info, lint.Academic: lint.Info, lint.Humanitarian: lint.Info,
	},
	Confidence: lint.High, Langs: []string{"en"}, Since: "0.1.0",
	Standards: []lint.Standard{
		{Source: "Wikipedia MOS:SAID", Where: "Synonyms for said", Demands: "prefer said, stated, wrote, according to"},
		{Source: "Recasens et al. 2013", Where: "factive and assertive verbs as epistemological bias", Demands: "verbs presuppose truth or doubt"},
		{Source: "Martin & White 2005", Where: "Engagement: attribute/distance, proclaim/endorse", Demands: "stance by verb"},
	},
	Examples: []lint.Example{
		{Input: "The group claims 900 members.", Finds: "claims"},
		{Input: "He revealed that taxes would rise.", Finds: "revealed"},
		{Input: "\"We were never told,\" the manager insisted.", Finds: "insisted"},
		{Input: "The fees, the company boasts, have not risen in years.", Finds: "boasts"},
		{Input: "The militia claimed responsibility for the blast.", Because: "collocation"},
		{Input: "She claimed asylum at the border.", Because: "legal sense"},
		{Input: "Insurance claims piled up after the flood.", Because: "noun"},
		{Input: "Both states have rival claims in the sea.", Because: "noun"},
		{Input: "She was admitted to the bar in 2012.", Because: "other sense"},
	},

	Options: func() any {
		return &verbOptions{Endorse: "info", Doubt: "info", Colour: "warning", FormalDocuments: true}
	},
	Cues:  lint.Cues{Lists: listed("loaded-reporting-verb")},
	Check: checkReportingVerb,
}

type verbOptions struct {
	Endorse         string `yaml:"class_endorse" enum:"error,warning,info,off" doc:"highest severity for verbs that endorse (reveal, note, point out, acknowledge)"`
	Doubt           string `yaml:"class_doubt" enum:"error,warning,info,off" doc:"highest severity for verbs that doubt (claim, allege)"`
	Colour          string `yaml:"class_colour" enum:"error,warning,info,off" doc:"highest severity for verbs that colour (admit, boast, insist, concede, lash out)"`
	FormalDocuments bool   `yaml:"formal_documents" doc:"accept \"noted\" and its kin where a court or tribunal is the subject"`
}

var (
	courts  = setOf("court tribunal judge judges jury inquiry commission ombudsman bench panel")
	claimed = setOf("responsibility asylum lives life victims victory credit damages")
	verbs   = map[string]string{"endorse": "endorses", "doubt": "doubts", "colour": "colours"}
)

func checkReportingVerb(p *lint.Pass, h lint.Hit) {
	o := p.Options.(*verbOptions)
	severity, ok := ceiling(map[string]string{"endorse": o.Endorse, "doubt": o.Doubt, "colour": o.Colour}[h.List])
	if !ok || voice.Of(p.Doc).Role(h.Block) == voice.References {
		return
	}
	t := p.Sentence(h).Tokens
	if h.Last < len(t) && claimed.has(t[h.Last]) || o.FormalDocuments && courts.within(t[max(h.First-4, 0):h.First]) {
		return
	}
	for _, a := range voice.Of(p.Doc).AttributionsIn(h.Block, h.Sentence) {
		if !a.Cue.Overlaps(h.Span) || a.Source.Class == voice.NoSource || a.Source.Class == voice.Self || len(a.Content) == 0 { // forty families have complained: a thing they did
			continue
		}
		if who, by := voice.Of(p.Doc).Speaker(h.Span); who == voice.Other && (by == nil || by.Cue != a.Cue) || askedOrSupposed(p, h.Span) {
			return
		}
		p.Report(lint.Finding{
			Severity: severity, Span: h.Span,
			Message: fmt.Sprintf("%q %s what is reported", p.Text(h.Span), verbs[h.List]),
		})
		return
	}
}
