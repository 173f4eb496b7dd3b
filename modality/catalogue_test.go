package modality_test

import (
	"strings"
	"testing"

	"github.com/sayso-lint/sayso/modality"
	"github.com/sayso-lint/sayso/prose"
)

// senses is "modal words=sense" for each modal of a text, in order.
func senses(d *prose.Document) string {
	var out []string
	for b := range d.Blocks {
		for s := range d.Blocks[b].Sentences {
			for _, m := range modality.Of(d).Modals(b, s) {
				out = append(out, strings.ToLower(d.Slice(m.Span))+"="+m.Sense.String())
			}
		}
	}
	return strings.Join(out, " ")
}

// cues is "name:words" for each cue of a text, in order.
func cues(d *prose.Document, of func(block, sentence int) []modality.Cue) string {
	var out []string
	for _, c := range all(d, of) {
		out = append(out, c.Name+":"+d.Slice(c.Span))
	}
	return strings.Join(out, " ")
}

func TestSenses(t *testing.T) {
	for _, x := range []struct{ text, want string }{
		// obligation
		{"Washington should demand a public statement from the electoral board.", "should=deontic"},
		{"The council must act at once.", "must=deontic"},
		{"Donors need to rethink their use of vouchers in the northern camps.", "need to=deontic"},
		{"The ministry ought to publish the tender papers before the vote.", "ought to=deontic"},
		{"The harbour authority should have acted sooner.", "should=deontic"},
		{"The government should subsidise a second boat.", "should=deontic"},
		{"The minister has to resign.", "has to=deontic"},
		{"The union had better wait.", "had better=deontic"},
		{"They have got to settle before the harvest.", "have got to=deontic"},
		{"A trained medic should be able to read the chart within a minute.", "should=deontic"},
		{"Steps must be taken before the spring.", "must=deontic"},
		{"Wells should be chlorinated weekly.", "should=deontic"},
		{"Any settlement should be fair to both villages.", "should=deontic"},
		// what is expected
		{"The parcel should arrive by noon.", "should=epistemic"},
		{"The swelling should eventually go down.", "should=epistemic"},
		{"The paint should be dry by noon.", "should=epistemic"},
		{"They must have left at night.", "must=epistemic"},
		{"It must be raining on the coast.", "must=epistemic"},
		{"There must be a mistake.", "must=epistemic"},
		{"You must be an engineer.", "must=epistemic"},
		// facts dressed in should
		{"Should the talks fail, the troops will stay in the valley.", "should=putative"},
		{"If the council should refuse, the case goes to the court of appeal.", "should=putative"},
		{"It is odd that she should refuse the prize.", "should=putative"},
		{"They whispered lest the guard should wake.", "should=putative"},
		// rules described
		{"Under section 12 of the code, jurors must sign the oath before they sit.", "must=procedural"},
		{"The draft law must pass two readings before it reaches the senate.", "must=procedural"},
		{"Under the election act, ballots must be counted by two clerks.", "must=procedural"},
		{"Under the museum's house rules, bags must be left at the desk.", "must=procedural"},
		{"Farmers do not need to register again this year.", "need to=procedural"},
		{"It should be noted that two wells failed in May.", "should=procedural"},
		// circumstance and ability
		{"When the river rose, the villagers had to flee.", "had to=dynamic"},
		{"He could swim at four.", "could=dynamic"},
		{"She could read at three.", "could=dynamic"},
		{"The mayor could not be reached.", "could=dynamic"},
		{"The dam could hold 4 million cubic metres.", "could=dynamic"},
		{"Most children can count to ten.", "can=dynamic"},
		{"She left at a time when much had changed and more has to be borne.", "has to=dynamic"},
		// permission
		{"Visitors may park behind the chapel.", "may=deontic"},
		{"Applicants may appeal within 30 days.", "may=deontic"},
		{"You may park here.", "may=deontic"},
		{"May I come in?", "may=deontic"},
		// possibility
		{"The ceasefire could collapse.", "could=epistemic"},
		{"The leak might sour the vote.", "might=epistemic"},
		{"The strike may spread to the northern ports.", "may=epistemic"},
		{"Grain exports, once the pride of the coast, might dry up within a decade.", "might=epistemic"},
		{"If the gate was open, he may have escaped.", "may=epistemic"},
		// no modals
		{"The need for water grew, and the needs assessment counted 3,000 people in need.", ""},
		{"The delay has to do with a missing stamp.", ""},
		{"The exhibition is a must for collectors of maps.", ""},
		{"The must-win match ended in a draw.", ""},
		{"Minister Carla May signed the accord in late May 2016.", ""},
		{"The parade of military might lasted an hour.", ""},
		{"The might of the navy is well known.", ""},
		{"Their might was spent by noon.", ""},
		{"In May the talks failed.", ""},
		{"Prime minister Theresa May resigned.", ""},
		{"There is no need to hurry.", ""},
		{"A can of paint fell.", ""},
	} {
		if got := senses(document(t, x.text)); got != x.want {
			t.Errorf("%s\n\tgot  %s\n\twant %s", x.text, got, x.want)
		}
	}
}

// TestSubjectsLikeAdverbs: the noun before a modal is its subject, whatever it ends like.
func TestSubjectsLikeAdverbs(t *testing.T) {
	for text, want := range map[string]string{
		"To qualify, a family must earn less.": "a family", "The well must be deep.": "The well", "Italy must act.": "Italy",
		"Of all states, Italy clearly must act.": "Italy", "The council clearly must act.": "The council",
	} {
		d := document(t, text)
		if m := modality.Of(d).Modals(0, 0); len(m) != 1 || d.Slice(m[0].Subject) != want {
			t.Errorf("%s: %v, not of %q", text, m, want)
		}
	}
}

func TestModalParts(t *testing.T) {
	d := document(t, "The head of the harbour board should never have been asked.")
	m := modality.Of(d).Modals(0, 0)
	if len(m) != 1 {
		t.Fatalf("%d modals", len(m))
	}
	if got := d.Slice(m[0].Subject); got != "The head of the harbour board" {
		t.Errorf("subject %q", got)
	}
	if got := d.Slice(m[0].Verb); got != "asked" {
		t.Errorf("verb %q", got)
	}
	if !m[0].Perfect || !m[0].Passive || !m[0].Negated || m[0].Lemma != "should" {
		t.Errorf("%+v", m[0])
	}
}

func TestHedges(t *testing.T) {
	for _, x := range []struct{ text, want string }{
		{"The crew seems unwilling to sign.", "verb:seems"},
		{"Perhaps the archive was moved before the flood.", "adverb:Perhaps"},
		{"The tunnel was presumably dug by smugglers.", "adverb:presumably"},
		{"The two brothers fell out last winter, apparently over money.", "adverb:apparently"},
		{"The convoy was reportedly hit twice.", "hearsay:reportedly"},
		{"The base is probably empty.", "adverb:probably"},
		{"The ceasefire could collapse.", "modal:could"},
		{"It is possible that the lender leaves the valley.", "adjective:possible"},
		{"It may possibly be true.", "modal:may adverb:possibly"},
		{"It seems likely that the quarry may reopen.", "verb:seems adverb:likely modal:may"},
		{"Possibly the letter might have been forged.", "adverb:Possibly modal:might"},
		{"The drought could potentially empty the lake.", "modal:could adverb:potentially"},
		{"The figures suggest that wages fell.", "evidence:suggest"},
		{"There is no guarantee that they will comply.", "noun:no guarantee"},
		{"The leak raises questions about the audit.", "evidence:raises questions about"},
		{"The plan tends to favour the coast.", "verb:tends to"},
		{"The bridge appears safe.", "verb:appears"},
		{"It appears that the seal broke.", "verb:appears"},
		{"It is unclear whether the seal broke.", "adjective:unclear"},
		{"It is not known who opened the sluice.", "gap:not known"},
		{"He is likely to appear in court.", "adverb:likely"},
		{"The office puts the loss at about 30 percent.", "approximator:about"},

		{"I think the quay is sold.", "opinion:I think"},
		{"It is arguably the best of the four quays.", "opinion:arguably"},
		{"It is highly probable that the seal broke.", "adjective:probable"},
		{"The auditors found a possible link between the two funds.", "adjective:possible"},
		{"The tax has potential side effects.", "adjective:potential"},
		{"This is a way to suggest that the seal broke.", "evidence:suggest"},
		{"The two clerks are implied to be kin.", "evidence:implied"},
		{"A leak is suggested by the stain on the wall.", "evidence:suggested"},
		{"The presence or perceived presence of the clerk could make people talk.", "modal:could"},
		{"Solid-state ion-doped crystals could be used as a lens.", "modal:could"},
		{"A protein of the parasite, called the key, could open the cell.", "modal:could"},
		{"Kern could embrace the plan as mayor.", "modal:could"},
		{"Readers may not let the paper decide.", "modal:may"},
		{"The virus could \"mutate\" in the vaults.", "modal:could"},
		{"At first glance it appears there are two quays.", "verb:appears"},
		{"The ball is thrown so that it may settle in a cup.", "modal:may"},
		{"The passage can be read as a threat.", "modal:can"},
		{"The fumes linger in the valley and can damage the lungs.", "modal:can"},
		{"Ragwort can damage the liver.", "modal:can"},
		{"More women could be losing their pay.", "modal:could"},
		{"There were rumours at the time about three of the clerks.", "noun:There were rumours"},

		{"The mayor could not be reached.", ""},
		{"He could swim at four.", ""},
		{"Visitors may park behind the chapel.", ""},
		{"He appeared in court on Monday.", ""},
		{"Leaflets appeared overnight on the church doors.", ""},
		{"Likely voters were asked twice.", ""},
		{"As improbable as it may seem, the bridge held.", ""},
		{"As odd as it may seem, the ferry is probably late.", "adverb:probably"},
		{"The monks believe in God.", ""},
		{"Minister Carla May signed the accord in late May 2016.", ""},
		{"The parade of military might lasted an hour.", ""},
		{"The dam could hold 4 million cubic metres.", ""},
		{"Come as soon as possible.", ""},
		{"He suggested a break.", ""},
		{"Arrows indicate wells.", ""},
		{"Members were twice as likely to vote.", ""},
		{"Women were 17 percent more likely than men to vote.", ""},
		// what may be chosen, and who may come
		{"The form lists six possible answers.", ""},
		{"Two potential buyers walked the quay.", ""},
		{"Repairs were possible, since the pins were loose.", ""},
		{"This is possible only by night.", ""},
		{"Without a licence, a sale would not be possible.", ""},
		// a cause, no doubt
		{"The dredging made floods less likely.", ""},
		// leave, politeness, purpose, names
		{"You may check the figures on the website.", ""},
		{"Readers may wish to consult the annex.", ""},
		{"They fled so that the children may live.", ""},
		{"Quay may also refer to a street.", ""},
		// no evidence that speaks
		{"It is less a ledger than its title suggests.", ""},
		{"The adviser will suggest a mix of bonds.", ""},
		{"When empty, the gauge should of course indicate zero.", ""},
		{"The leak led the editor to suggest that the board resign.", ""},
		{"A break was suggested by the mayor.", ""},
		// a trade, all that there is, what did not come about, said once
		{"The house lost its money by land speculation.", ""},
		{"Rents rose with speculation on grain.", ""},
		{"There was speculation about the date.", "noun:speculation"},
		{"The board went through every conceivable cost.", ""},
		{"The loss could have been avoided if the clerk had called.", ""},
		{"It may or may not be true.", "modal:may"},
		{"Proceeds may not be used for rent.", ""},
		// who says so, how it is judged, what as well might be
		{"Twelve percent indicated that they were not sure.", ""},
		{"The mayor apologised for suggesting that the clerk lied.", ""},
		{"He gave questionable advice on unproven cures.", ""},
		{"It is questionable whether the seal held.", "adjective:questionable"},
		{"The envoy made an improbable remark.", ""},
		{"We might wish that the banks were braver.", ""},
		{"The line may as well have been lifted from the play.", ""},
		{"He stood up in order not to appear weak.", ""},
	} {
		d := document(t, x.text)
		if got := cues(d, modality.Of(d).Hedges); got != x.want {
			t.Errorf("%s\n\tgot  %s\n\twant %s", x.text, got, x.want)
		}
	}
}

// TestOtherLanguages: the lists of other languages are phrases alone, without senses.
func TestOtherLanguages(t *testing.T) {
	for _, x := range []struct{ lang, text, want string }{
		{"de", "Der Kommandeur ist vermutlich tot.", "adverb:vermutlich"},
		{"de", "Die Waffenruhe könnte noch in diesem Jahr scheitern.", "modal:könnte"},
		{"de", "Der Damm könnte möglicherweise brechen.", "modal:könnte adverb:möglicherweise"},
		{"fr", "Le dépôt de la vieille ville est sans doute vide.", "adverb:sans doute"},
		{"es", "La fábrica probablemente carece de repuestos.", "adverb:probablemente"},
		{"es", "La cosecha podría quizás perderse por la sequía.", "modal:podría adverb:quizás"},
		{"it", "La tregua potrebbe crollare nelle prossime settimane.", "modal:potrebbe"},
		{"pt", "O armazém está provavelmente vazio.", "adverb:provavelmente"},
		{"nl", "De brug is waarschijnlijk dicht.", "adverb:waarschijnlijk"},
		{"fi", "Silta on ehkä kiinni.", ""},
	} {
		d := document(t, x.text)
		d.Lang = x.lang
		if got := cues(d, modality.Of(d).Hedges); got != x.want {
			t.Errorf("%s\n\tgot  %s\n\twant %s", x.text, got, x.want)
		}
	}
}

// TestCues holds the phrases to the syntax of lint.List that this package reads itself: no gaps and no wild cards.
func TestCues(t *testing.T) {
	for _, lang := range []string{"de", "en", "es", "fr", "it", "nl", "pt"} {
		phrases := append(modality.HedgeCues(lang), modality.AdviceCues(lang)...)
		if len(phrases) == 0 {
			t.Errorf("%s: no cues", lang)
		}
		for _, p := range phrases {
			if strings.ContainsAny(p, "*.") || strings.TrimSpace(p) != p || p == "" {
				t.Errorf("%s: phrase %q", lang, p)
			}
		}
	}
	if modality.HedgeCues("fi") != nil || modality.ImperativeCues("de") != nil {
		t.Error("cues of a language without lists")
	}
}

func TestAdvice(t *testing.T) {
	for _, x := range []struct{ text, want string }{
		{"The council must act at once.", "deontic-modal:must"},
		{"Donors need to rethink their use of vouchers.", "deontic-modal:need to"},
		{"The harbour authority should have acted sooner.", "deontic-modal:should"},
		{"Europe cannot afford to wait.", "veiled:cannot afford to"},
		{"Any deal with the armed groups would be worthless without inspectors.", "veiled:would be worthless without"},
		{"There is no alternative to talks between the two governments.", "veiled:There is no alternative to"},
		{"After the second audit the ministry has no choice but to withdraw the bill.", "veiled:no choice but to"},
		{"The only way to end the strike is a binding offer from the state railway.", "veiled:The only way to"},
		{"It is time to reopen the port.", "veiled:It is time to"},
		{"It is imperative that the court be heard.", "veiled:It is imperative that"},
		{"There is a need to rethink the voucher scheme.", "need:a need to"},
		{"Let us wait for the second count.", "let-us:Let us"},
		{"The levy was sold as a relief. So let us be clear: it failed.", "let-us:let us"},
		{"Let's be honest about the price of the dam.", "let-us:Let's"},
		{"Consider the record of the last three ministers.", "imperative:Consider"},
		{"End the subsidy.", "imperative:End"},
		{"Think of the families on the south bank.", "imperative:Think of"},
		{"The harbour is silting up again. Stop the dumping now.", "imperative:Stop"},
		{"Imagine a city without night buses.", "imperative:Imagine"},
		{"Do not mistake the truce for peace.", "imperative:Do not"},
		{"Remember the famine that followed the last one.", "imperative:Remember"},
		{"Don't forget the famine.", "imperative:Don't"},
		{"Never forget the famine.", "imperative:Never forget"},

		{"The parcel should arrive by noon.", ""},
		{"Should the talks fail, the troops will stay in the valley.", ""},
		{"If the council should refuse, the case goes to the court of appeal.", ""},
		{"Should donors rethink vouchers?", ""},
		{"The two parties disagree about who should pay for the dyke.", ""},
		{"Under section 12 of the code, jurors must sign the oath before they sit.", ""},
		{"If the wells must be closed, tankers will supply the village.", ""},
		{"The bridge had to be closed after the flood.", ""},
		{"Farmers do not need to register again this year.", ""},
		{"It should be noted that two wells failed in May.", ""},
		{"See Table 2 for the yearly counts.", ""},
		{"Let x be the share of farms that report.", ""},
		{"The guards let us pass at noon.", ""},
		{"The families consider the case closed.", ""},
		{"End users pay the fee at the counter.", ""},
		{"Stop signs were put up along the quay.", ""},
		{"The plan is to end the subsidy by June.", ""},
		{"It is time for lunch.", "veiled:It is time for"}, // whose time it is, the rule decides
		{"Is it time for a new mandate for the mission?", ""},
		{"Visitors may park behind the chapel.", ""},
	} {
		d := document(t, x.text)
		if got := cues(d, modality.Of(d).Advice); got != x.want {
			t.Errorf("%s\n\tgot  %s\n\twant %s", x.text, got, x.want)
		}
	}
}

func TestMood(t *testing.T) {
	for _, x := range []struct {
		text, at string
		want     modality.Mood
	}{
		{"Was the commander perhaps warned?", "perhaps", modality.Question},
		{"The two parties disagree about who should pay for the dyke.", "should", modality.Question},
		{"Nobody knows whether the seal broke.", "broke", modality.Question},
		{"If the wells must be closed, tankers will supply the village.", "must", modality.Protasis},
		{"If the wells must be closed, tankers will supply the village.", "will", 0},
		{"Unless the wells close, tankers must come.", "close", modality.Protasis},
		{"Tankers must come if the wells close.", "must", 0},
		{"Tankers must come if the wells close.", "close", modality.Protasis},
		{"Should the talks fail, the troops will stay.", "fail", modality.Protasis},
		{"Should the talks fail, the troops will stay.", "will", 0},
		{"Had the council acted, the dyke would stand.", "acted", modality.Protasis},
		{"The crew does not seem willing.", "seem", modality.Negated},
		{"The council must not act.", "must", modality.Negated},
		{"Consider the record.", "record", modality.Imperative},
		{"The council must act.", "must", 0},
		{"This is why the council must act.", "must", 0},
		{"The bank closed in what may be a sign of trouble.", "may", 0},
		{"The parties differ on what should be done.", "should", modality.Question},
	} {
		d := document(t, x.text)
		i := strings.Index(x.text, x.at)
		if got := modality.Of(d).Mood(prose.Span{Start: i, End: i + len(x.at)}); got != x.want {
			t.Errorf("%s: %s\n\tgot  %b\n\twant %b", x.text, x.at, got, x.want)
		}
	}
}
