package rules

import (
	"fmt"

	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/quantity"
	"github.com/sayso-lint/sayso/voice"
)

var singleSourceDependence = &lint.Rule{
	ID:      "single-source-dependence",
	Summary: "most attributed claims, or all key figures, rest on one source",
	Why:     "ten claims of one source are one piece of evidence told ten times; a reader should know when a text has no second leg",
	Remedy:  "add an independent source or disclose the dependence",
	Family:  lint.AttributionQuality,
	Severity: map[lint.Profile]lint.Severity{
		lint.Newsroom: lint.Info, lint.OpEd: lint.Off, lint.Intel: lint.Warning, lint.Encyclopedic: lint.Info,
		lint.Policy: lint.Info, lint.Academic: lint.Info, lint.Humanitarian: lint.Warning,
	},
	Confidence: lint.High, Langs: []string{"en"}, Since: "0.1.0",
	Standards: []lint.Standard{
		{Source: "ICD 203", Where: "D.6.e(1)", Demands: "describe the source base"},
		{Source: "Reuters, Essentials of sourcing", Where: "two or more sources are better than one"},
		{Source: "PHIA AnCR", Where: "Information Base", Demands: "breadth of sources drives confidence"},
	},
	Examples: []lint.Example{
		{Input: "The interior ministry said 40 homes were searched. The ministry said 12 people were held. It said two of them were armed. The ministry also said the raid was legal. It added that no shots were fired. A neighbour, Ines Prado, said she heard two bangs.", Finds: "The interior ministry"},
		{Input: "Harvests fell by half, the growers' union said. Prices doubled, according to the union. Seed ran out in April, the union reported. Loans were refused, it said. Three mills closed, it added. The bank said its rules had not changed.", Finds: "the growers' union"},
		{Input: "The health ministry said stocks were full. Health minister Ada Brun said no ward had closed. The ministry said staff were paid. Brun said vaccines had arrived. The queues were gone, the ministry said. A nurse, Pavel Ruz, said two wards were shut.", Finds: "The health ministry"},
		{Input: "The water utility puts losses at 38 percent. Mayor Odile Kern says the pipes are old. The utility counted 1,200 leaks. Engineer Tom Vale calls the network neglected. Repairs would cost 9 million euros, according to the utility. Resident Pia Holm says the taps run brown.", Finds: "The water utility"},
		{Input: "The harbour board put the loss at 4 million euros. The dock union said 90 jobs were gone. Captain Jon Reyes said the channel had silted up. The board said dredging was planned. Ships now skip the port, trader Mina Falk said. The union said wages were unpaid.", Because: "no source holds more than a third, and the key figures come from two sources"},
		{Input: "The interior ministry said 40 homes were searched. The ministry said 12 people were held. It said two of them were armed.", Because: "fewer attributed claims than min_attributions"},
		{Input: "The flood plan has four chapters. The plan says that dikes are too low. The plan says that pumps are old. It says that two schools must move. Costs are shared, the plan adds. It says that work starts in May.", Because: "document review: the document is the subject_source", Options: map[string]any{"subject_source": "the flood plan"}},
		{Input: "Output [fell](https://alpha.example/output). Exports [halved](https://beta.example/exports). Wages [stalled](https://gamma.example/wages). Rents [rose](https://delta.example/rents). Two banks [closed](https://eta.example/banks).", Because: "five links, five domains", Format: "markdown"},
		{Input: "The interior ministry said 40 homes were searched. The ministry said 12 people were held. It said two of them were armed. The ministry also said the raid was legal. It added that no shots were fired. A neighbour, Ines Prado, said she heard two bangs.", Because: "the rule is off in the op-ed profile", Profile: "op-ed"},
	},

	Options: func() any {
		return &dependenceOptions{MaxShare: 0.6, MinAttributions: 5, Genre: "report"}
	},
	Document: checkDependence,
}

type dependenceOptions struct {
	MaxShare        float64 `yaml:"max_share" doc:"largest share of attributed claims that one source may hold; reported only above it"`
	MinAttributions int     `yaml:"min_attributions" doc:"attributed claims, links and citations included, needed before the rule speaks"`
	Genre           string  `yaml:"genre" enum:"report,profile" doc:"profile (a portrait or interview of one person) switches the rule off"`
	SubjectSource   string  `yaml:"subject_source" doc:"a document or person that the text is about; its share is not counted"`
}

// fewestFigures is from how many attributed figures on it is worth a word that all have one source.
const fewestFigures = 3

func checkDependence(p *lint.Pass) {
	o := p.Options.(*dependenceOptions)
	if o.Genre == "profile" {
		return
	}
	ledger := voice.Of(p.Doc).Ledger()
	held := make([]holding, len(ledger.Creditors))
	claims := 0
	for i := range ledger.Creditors {
		held[i].subject = o.SubjectSource != "" && ledger.Creditors[i].Answers(o.SubjectSource)
	}
	for _, c := range ledger.Credits {
		e := &held[c.By]
		if c.Ground || e.subject {
			continue
		}
		e.claims++
		claims++
		if c.Attribution != nil {
			e.figures += figuresIn(p.Doc, c.Attribution.Content)
		}
	}
	if claims < max(o.MinAttributions, 1) {
		return
	}
	most, figures, figured, creditors := 0, 0, -1, 0
	for i, e := range held {
		if e.claims > 0 || e.subject {
			creditors++
		}
		if e.claims > held[most].claims {
			most = i
		}
		if e.figures > 0 {
			figures += e.figures
			if figured < 0 {
				figured = i
			} else {
				figured = len(held) // several
			}
		}
	}
	if e, c := held[most], ledger.Creditors[most]; float64(e.claims) > o.MaxShare*float64(claims) {
		p.Report(lint.Finding{
			Span:    c.First,
			Message: fmt.Sprintf("%d%% of attributed claims rest on %q", (e.claims*100+claims/2)/claims, c.Name),
			Notes:   []lint.Note{{Text: fmt.Sprintf("%d of %d attributed claims", e.claims, claims)}},
		})
	} else if figures >= fewestFigures && figured < len(held) && creditors > 1 && held[figured].claims > 1 {
		e, c := held[figured], ledger.Creditors[figured]
		p.Report(lint.Finding{
			Span: c.First, Message: fmt.Sprintf("all %d attributed figures rest on %q", figures, c.Name),
			Notes: []lint.Note{{Text: fmt.Sprintf("%d of %d attributed claims do", e.claims, claims)}},
		})
	}
}

// holding is what rests on one creditor.
type holding struct {
	claims, figures int
	subject         bool // the text is about it
}

// figuresIn counts the sums, shares and counts that stand as figures in what is attributed.
func figuresIn(d *prose.Document, content []prose.Span) (n int) {
	for _, c := range content {
		for _, q := range quantity.Of(d).In(c) {
			if q.Figure && (q.Kind == quantity.Money || q.Kind == quantity.Percent || q.Kind == quantity.Count) {
				n++
			}
		}
	}
	return n
}
