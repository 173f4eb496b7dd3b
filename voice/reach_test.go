package voice

import (
	"strings"
	"testing"

	"github.com/sayso-lint/sayso/prose"
)

// find is the span of the first occurrence of words.
func find(t *testing.T, d *prose.Document, words string) prose.Span {
	t.Helper()
	i := strings.Index(d.Text, words)
	if i < 0 {
		t.Fatalf("%q is not in %q", words, d.Text)
	}
	return prose.Span{Start: i, End: i + len(words)}
}

func TestReach(t *testing.T) {
	estimate := Search{Window: InParagraph, Next: true, Named: true, Citation: true, Method: true}
	statistic := Search{Window: InParagraph, Weak: true, Named: true, Citation: true, Method: true}
	hearsay := Search{Window: InPrevious, Next: true, Named: true, Citation: true}
	for _, x := range []struct {
		text, span string
		search     Search
		sourced    bool
	}{
		{"An estimated 4,200 fishing boats were lost in the storm.", "4,200", estimate, false},
		{"The militia is believed to number between 800 and 1,100.", "between 800 and 1,100", estimate, false},
		{"Estimates range from 12 to 40 dead.", "12 to 40", estimate, false},
		{"The valley emptied within a week. Two thirds of the herd died, an estimated 60,000 animals, and milk grew scarce.", "60,000", estimate, false},
		{"The harbour authority has promised a statement. An estimated 4,200 boats went down.", "4,200", estimate, false},
		{"An estimated 4,200 boats were lost, according to the harbour authority.", "4,200", Search{Window: InParagraph, Next: true, Citation: true}, false},
		{"An estimated 4,200 boats were lost, according to the harbour authority.", "4,200", estimate, true},
		{"An estimated 4,200 boats, the harbour authority said on Monday, were lost in the storm.", "4,200", estimate, true},
		{"An estimated 4,200 boats were lost (Okafor 2021).", "4,200", estimate, true},
		{"An estimated 4,200 boats were lost [Harbour Times].", "4,200", estimate, true},
		{"An estimated 4,200 boats were lost (see map).", "4,200", estimate, false},
		{"An estimated 4,200 boats were lost (AQIS).", "4,200", estimate, false},
		{"The harbour authority published its tally on Monday. An estimated 4,200 boats were lost.", "4,200", estimate, true},
		{"An estimated 4,200 boats were lost. The figure comes from the harbour authority, which surveyed both basins.", "4,200", estimate, true},
		{"Lena Ruiz runs the survey team of the harbour authority. She puts the loss at an estimated 4,200 boats.", "4,200", estimate, true},
		{`"An estimated 4,200 boats are gone," Lena Ruiz told reporters.`, "4,200", estimate, true},
		{"Lena Ruiz said on Monday that the fleet had shrunk by an estimated 4,200 boats.", "4,200", estimate, true},
		{"We estimate, using the model in Annex B, that 4,200 boats were lost.", "4,200", estimate, true},
		{"We estimate that 4,200 boats were lost.", "4,200", estimate, false},
		{"Unemployment among returnees stands at 41 percent.", "41 percent", statistic, false},
		{"The ministry lost $90 million to fraud in the last budget cycle.", "$90 million", statistic, false},
		{"The port ranks third in the region for container traffic.", "third", statistic, false},
		{"Exports did not recover, and 37 percent of the quays stayed idle.", "37 percent", statistic, false},
		// A vague group answers for its own sentence; a word of a name is no verb of measuring.
		{"Experts say the radar works. In March the navy seized 12 trawlers.", "12 trawlers", statistic, false},
		{"Experts say the navy seized 12 trawlers.", "12 trawlers", statistic, true},
		{"Questions go to the Coastal Review. About 2,000 jobs have gone.", "2,000 jobs", statistic, false},
		{"Everyone in the trade knows the feeling. Margins have fallen by 12 percent.", "12 percent", statistic, false},
		{"Some 41 percent of returnees are out of work, the labour force survey found.", "41 percent", statistic, true},
		{"Ana Prieto audits the books of the ministry. She found that $90 million had gone missing.", "$90 million", statistic, true},
		{`"We have lost 18,000 customers since the bridge closed," Ana Prieto told the council.`, "18,000", statistic, true},
		{"Unemployment among returnees stands at 41 percent (Adeyemi 2020).", "41 percent", statistic, true},
		{"The labour force survey was published in May. It covers both provinces. Some 41 percent of returnees are out of work.", "41 percent", statistic, true},
		{"The harbour authority counted 300 boats in its March tally. Half of those 300 boats were wooden.", "Half", statistic, true},
		{"We surveyed 412 households in two districts. Of these, 38 percent had moved within the year.", "38 percent", statistic, true},
		{"Dividing the audited receipts in Annex C by the number of permits gives 14 percent.", "14 percent", statistic, true},
		{"The ministry wants 300 boats. It has 40 percent of them.", "40 percent", statistic, false},
		{"The convoy was reportedly hit twice.", "reportedly", hearsay, false},
		{"The mission refused to comment. The convoy was reportedly hit twice.", "reportedly", hearsay, false},
		{"The convoy was reportedly hit twice, the mission said in a note on Friday.", "reportedly", hearsay, true},
		{"Amadou Keller, who speaks for the mission, said on Friday that the road was unsafe. The convoy was reportedly hit twice.", "reportedly", hearsay, true},
		{"The convoy was reportedly hit twice. Amadou Keller, who speaks for the mission, said the drivers had counted the impacts.", "reportedly", hearsay, true},
		{"The convoy was reportedly hit twice (Harbour Times, 4 March 2021).", "reportedly", hearsay, true},
		{"Amadou Keller drove the second truck. He says the convoy was reportedly hit twice.", "reportedly", hearsay, true},
		{"An estimated 4,200 boats were lost, a study found.", "4,200", estimate, false},
		{"An estimated 4,200 boats were lost, a study by the Water Institute found.", "4,200", estimate, true},
	} {
		d := text(t, x.text)
		s := find(t, d, x.span)
		if got := Of(d).Reach(s, x.search); got.Sourced != x.sourced {
			t.Errorf("%s\n  %q: sourced %v, want %v; by %q, %v", x.text, x.span, got.Sourced, x.sourced, d.Slice(got.By), got.Searched)
		}
	}
}

func TestSources(t *testing.T) {
	for _, x := range []struct{ text, source, class, cue string }{
		{"Many experts believe the truce will not hold.", "Many experts", "vague-group", "believe"},
		{"It is widely accepted that the plan failed.", "", "none", "is widely accepted"},
		{"The policy is regarded as a failure.", "", "none", "is regarded"},
		{"The truce will not hold, critics argue.", "critics", "vague-group", "argue"},
		{"The reform, some say, came ten years too late.", "some", "vague-group", "say"},
		{"According to observers, the count was rushed.", "observers", "vague-group", "According to"},
		{"Analysts were invited to the briefing. They say the truce will not hold.", "They", "vague-group", "say"},
		{`"The truce will not hold," analysts said.`, "analysts", "vague-group", "said"},
		{"Studies show that cash works better than vouchers.", "Studies", "vague-group", "show"},
		{"Cash works better than vouchers, research suggests.", "research", "vague-group", "suggests"},
		{"Audit Office reports show that the port spent $2m on dredging.", "Audit Office reports", "document", "show"},
		{"Cash works better than vouchers, a study by the Water Institute found.", "a study by the Water Institute", "document", "found"},
		{"A source said the list was final.", "A source", "bare-anonymous", "said"},
		{"One official told us the vote was fixed.", "One official", "bare-anonymous", "told"},
		{"One colleague said the vote was fixed.", "One colleague", "bare-anonymous", "said"},
		{"The two governments that share the Kestrel Narrows have agreed that tolls will rise.", "The two governments that share the Kestrel Narrows", "collective", "have agreed"},
		{"The engineer who designed the Aldera dam says that the quay is safe.", "The engineer who designed the Aldera dam", "named-person", "says"},
		{"A person familiar with the matter confirmed it.", "A person familiar with the matter", "bare-anonymous", "confirmed"},
		{"The vote was fixed, an official said on Monday.", "an official", "bare-anonymous", "said"},
		{`"It was over by noon," said a clerk who asked not to be named.`, "a clerk", "bare-anonymous", "said"},
		{"A customs officer who handled the files, and who asked not to be named because staff are barred from speaking, said the list was final.", "A customs officer who handled the files, and who asked not to be named because staff are barred from speaking", "described-anonymous", "said"},
		{"The harbour authority said the road was closed.", "The harbour authority", "named-body", "said"},
		{"The syndicate said the victims had it coming.", "The syndicate", "collective", "said"},
		{"The party says the mayor stole two million from the housing fund.", "The party", "collective", "says"},
		{"According to the government, the miners themselves caused the explosion.", "the government", "collective", "According to"},
		{"Washington believes the talks will fail.", "Washington", "collective", "believes"},
		{"The plan was \"a slow-motion surrender of the northern ports\", Ortega wrote.", "Ortega", "named-person", "wrote"},
		{"In Lena Ruiz's view, the plan failed.", "Lena Ruiz", "named-person", "In Lena Ruiz's view"},
		{"As the minister put it, the plan failed.", "the minister", "named-person", "put"},
		{"The road was closed, said Lena Ruiz.", "Lena Ruiz", "named-person", "said"},
		{"The attack was claimed by the northern militia.", "the northern militia", "collective", "was claimed"},
		{"We believe the road is closed.", "We", "self", "believe"},
		{"The report: \"No vessel leaves the basin.\"", "The report", "document", ":"},
	} {
		d := text(t, x.text)
		var got []string
		ok := false
		for b := range d.Blocks {
			for _, a := range Of(d).Attributions(b) {
				got = append(got, d.Slice(a.Source.Span)+" ("+a.Source.Class.String()+") "+d.Slice(a.Cue))
				ok = ok || d.Slice(a.Source.Span) == x.source && a.Source.Class.String() == x.class && strings.HasSuffix(d.Slice(a.Cue), x.cue)
			}
		}
		if !ok {
			t.Errorf("%s\n  got  %s\n  want %s (%s) %s", x.text, strings.Join(got, "; "), x.source, x.class, x.cue)
		}
	}
}

func TestNoAttribution(t *testing.T) {
	for _, s := range []string{
		"If experts say the dam is safe, the road will reopen.",
		"Experts should say what they measured and when.",
		"No expert has yet said that the dam is safe.",
		"Who are the experts, and what do they say?",
		"No official would say who had won.",
		"The government should say who ordered the killings.",
		"The militia has not said who fired the shots.",
		"Will the government say who started the fire?",
		"Moscow lies 700 kilometres from the border where the nine villagers were killed.",
		"She studies show jumping at the riding school.",
		"Do studies show that cash works better than vouchers?",
		"Further studies should show whether the effect lasts.",
		"The data are stored on two servers in the basement.",
		"The source of the river lies in the east.",
		"The local explosives expert was killed on Tuesday.",
		"The ministry must say who gave the order.",
		"If the ministry says nothing, the court will ask.",
		"It is the result of a policy that puts profits ahead of people.",
		"A bullet that says enough is fine.",
		"The report of the rifle woke the whole camp.",
	} {
		d := text(t, s)
		for b := range d.Blocks {
			for _, a := range Of(d).Attributions(b) {
				t.Errorf("%s\n  %q (%s) %q", s, d.Slice(a.Source.Span), a.Source.Class, d.Slice(a.Cue))
			}
		}
	}
}

func TestSpeaker(t *testing.T) {
	for _, x := range []struct {
		text, span string
		who        Speaker
	}{
		{`"Experts say a great many things," Lena Ruiz told the council.`, "Experts say", Other},
		{"Lena Ruiz, the deputy minister, said that critics had misread the plan.", "critics", Other},
		{"Ruiz said the bridge must close. The council should act.", "must", Other},
		{"Ruiz said the bridge must close. The council should act.", "should", Author},
		{`The so-called "experts" must go.`, "experts", Author},
		{`"The snow closes the pass in November," Ana Prieto said. "We must leave in the spring. And not a day before that."`, "not a day", Other},
		{"The ministry wants the bridge to close and must act.", "must", Author},
		{"The ministry, which must act, said nothing about the bridge.", "must act", Author},
		{`“We will go.
“We must go,” said Ruiz.`, "will", Other},
		{"Must the bridge close? the envoy asked.", "Must", Other},
		{`Four "experts" wrote the annex.`, "experts", Author},
		{"We believe the bridge must close.", "must", Author},
		{"It is believed that the bridge must close.", "must", Author},
		{"The bridge must close, but Ruiz said it was safe.", "must", Author},
	} {
		d := text(t, x.text)
		s := find(t, d, x.span)
		if got, _ := Of(d).Speaker(s); got != x.who {
			t.Errorf("%s\n  %q: %v, want %v", x.text, x.span, got, x.who)
		}
	}
}

func TestRoles(t *testing.T) {
	for heading, want := range map[string]Role{
		"Summary": Summary, "1. Executive summary": Summary, "Key Judgements": KeyJudgments, "II. Data and Methods": Method,
		"Methods": Method, "What should be done?": Recommendations, "Our recommendations": Recommendations, "Recommendations for donors": Recommendations,
		"Next steps": NextSteps, "The way forward": Recommendations, "How to use this tool": HowTo, "FAQ": FAQ, "References": References,
		"A bridge too far": Body, "Outlook: the next year": Outlook, "Limitations of the study": Limitations, "The methodist church": Body,
	} {
		if got, _ := headingRole(heading); got != want {
			t.Errorf("%q: %v, want %v", heading, got, want)
		}
	}
	for lead, want := range map[string]Role{
		"We therefore recommend that the ministry:": Recommendations, "There are three options:": PolicyOptions, "The boats were these:": Body,
	} {
		if got := leadRole(lead); got != want {
			t.Errorf("%q: %v, want %v", lead, got, want)
		}
	}
}
