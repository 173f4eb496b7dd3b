package quantity_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/sayso-lint/sayso/internal/segment"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/quantity"
)

// sentence is a document of one sentence, so that no test here hangs on where sentences are cut.
func sentence(tb testing.TB, text string) *prose.Document {
	tb.Helper()
	b := prose.NewBuilder("test.txt", "text", prose.Source{Text: text})
	b.OpenBlock(prose.Block{Kind: prose.Paragraph})
	b.Copy(0, len(text))
	d := b.Build()
	for i := range d.Blocks {
		blk := &d.Blocks[i]
		if tokens := segment.Tokens(d.Text, blk.Span); len(tokens) > 0 {
			span := prose.Span{Start: tokens[0].Start, End: tokens[len(tokens)-1].End}
			blk.Sentences = []prose.Sentence{{Span: span, Tokens: tokens}}
		}
	}
	return d
}

// show writes the numbers of a text as "span kind", with "!" before the kind of a figure.
func show(tb testing.TB, text string) string {
	tb.Helper()
	d := sentence(tb, text)
	var out []string
	for q := range quantity.Of(d).All() {
		mark := ""
		if q.Figure {
			mark = "!"
		}
		out = append(out, fmt.Sprintf("%s %s%s", d.Slice(q.Span), mark, q.Kind))
	}
	return strings.Join(out, "; ")
}

func TestKinds(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		// Percent.
		{"Unemployment among returnees stands at 41 percent.", "41 percent !percent"},
		{"Exports did not recover, and 37 percent of the quays stayed idle.", "37 percent !percent"},
		{"Turnout fell by 4.5 percentage points to 61%.", "4.5 percentage points !percent; 61% !percent"},
		{"The bank cut its rate by 25 basis points.", "25 basis points !percent"},
		{"Ninety-three per cent of the roofs held.", "Ninety-three per cent !percent"},
		{"Between 10 and 15 percent of the wells are dry.", "Between 10 and 15 percent !percent"},
		{"The share rose 24–30 % in a year.", "24–30 % !percent"},
		{"The crew is 100 percent committed.", "100 percent idiom"},

		// Ages.
		{"Orders over 50 were cut; drivers over fifty were not.", "50 !count; fifty age"},

		// Money.
		{"The ministry lost $90 million to fraud in the last budget cycle.", "$90 million !money"},
		{"The fund holds $2m, €3bn and US$ 40 million.", "$2m !money; €3bn !money; US$ 40 million !money"},
		{"The dam cost 30 million euros.", "30 million euros !money"},
		{"They kept 30 cents of every crown.", "30 cents !money"},
		{"The $3-5bn dam was never built.", "$3-5bn !money"},
		{"The estate was valued at $1 to 1.8 billion.", "$1 to 1.8 billion !money"},
		{"Each received between $15 million and $20 million.", "between $15 million and $20 million !money"},
		{"Rent is £500 a month.", "£500 a month !money"},
		{"They spent 250 to 280 crowns a tonne.", "250 to 280 crowns a tonne !money"},
		{"She owed a billion dollars.", "a billion dollars !money"},
		{"It cost 3 million US dollars.", "3 million US dollars !money"},

		// Count.
		{"Some 18,000 people were driven from their homes by the shelling.", "18,000 people !count"},
		{"An estimated 60,000 animals died.", "60,000 animals !count"},
		{"Lebanon took in two million Syrian refugees.", "two million Syrian refugees !count"},
		{"Raiders took nine Danish sailors.", "nine Danish sailors !count"},
		{"The storm killed dozens of fishermen and closed the port.", "dozens of fishermen !count"},
		{"Hundreds of thousands of farmers fled.", "Hundreds of thousands of farmers !count"},
		{"Thousands are sold every month.", "Thousands !count"},
		{"They wrote a dozen letters.", "a dozen letters !count"},
		{"A million are hungry.", "A million !count"},
		{"More than two dozen fairs drew several hundred guests.", "two dozen fairs !count; several hundred guests !count"},
		{"The yes side won by 212 votes to 187.", "212 votes to 187 !count"},
		{"They hold a 58-42 seat majority.", "58-42 seat majority !count"},
		{"The flood left 17 dead and 400 wounded.", "17 dead !count; 400 wounded !count"},
		{"The committee has seven members.", "seven members !count"},
		{"The club lost eight of its oldest members.", "eight of its oldest members !count"},
		{"The clinic took in 3 500 patients.", "3 500 patients !count"},
		{"The army lost 1.5m shells.", "1.5m shells !count"},

		// Ratio, rate, rank, change, range.
		{"One in three families left.", "One in three families !ratio"},
		{"Seven in 10 doctors agreed.", "Seven in 10 doctors !ratio"},
		{"Four out of five wells are dry.", "Four out of five wells !ratio"},
		{"Two thirds of the herd died.", "Two thirds !ratio"},
		{"Three-quarters of voters stayed away.", "Three-quarters !ratio"},
		{"Half of the herd died.", "Half !ratio"},
		{"A tenth of the wells ran dry.", "A tenth !ratio"},
		{"The fleet is five times larger than before.", "five times larger !ratio"},
		{"Girls are three times as likely to be sent home.", "three times as likely !ratio"},
		{"The rate is twice as high.", "twice as high !ratio"},
		{"Doves outnumbered hawks three to one.", "three to one !ratio"},
		{"The rate was 12 per 1,000 live births.", "12 per 1,000 live births !rate"},
		{"Trucks crawl at 80 km/h.", "80 km/h !rate"},
		{"The war costs 40 deaths a day.", "40 deaths a day !rate"},
		{"They bury a child a minute.", "a child a minute !rate"},
		{"The port ranks third in the region for container traffic.", "ranks third !rank"},
		{"It is the third-largest port.", "third-largest !rank"},
		{"It is the second most deadly road.", "second most !rank"},
		{"The risk of infection doubled.", "doubled !change"},
		{"Prices saw a fourfold rise.", "fourfold !change"},
		{"There was a 10-fold increase in theft.", "10-fold !change"},
		{"The force halved in a year.", "halved !change"},
		{"The militia is believed to number between 800 and 1,100.", "between 800 and 1,100 !range"},
		{"Estimates range from 12 to 40 dead.", "from 12 to 40 dead !range"},
		{"The raids killed 12-40 people.", "12-40 people !range"},
		{"Support fell from 45 percent to 40 percent.", "45 percent !percent; 40 percent !percent"},

		// Measure, duration.
		{"The road is 40 km long and climbs 3 degrees.", "40 km !measure; 3 degrees !measure"},
		{"It was 21 °C in a hall of 150,000 square feet.", "21 °C !measure; 150,000 square feet !measure"},
		{"The siege lasted almost eleven weeks.", "eleven weeks !duration"},
		{"They held a 9-hour vigil.", "9-hour !duration"},
		{"The custom is thought to date back hundreds of years.", "hundreds of years !duration"},
		{"She taught there for nearly 23 years.", "23 years duration"},
		{"It had 900 a year ago, and 1,100 a month later; he made 40 patrols a day after the raid.", "900 !count; 1,100 !count; 40 patrols a day !rate"},
		{"Two years ago, three weeks later, for the past 30 years.", "Two years duration; three weeks duration; 30 years duration"},

		// Never a figure.
		{"In 2015, section 4.2 of the act moved 17-year-olds to the third tier.", "2015 date; section 4.2 section; 17-year-olds age; third ordinal"},
		{"The G20 met while the F-16 squadron was grounded by COVID-19.", "G20 name; F-16 name; COVID-19 name"},
		{"Resolution 1325 was read out at a roadside stop on Route 66.", "Resolution 1325 name; Route 66 name"},
		{"The office opens at 08:30 on 14 June, and the clerk can be reached on extension 4471.", "08:30 time; 14 June date; 4471 phone"},
		{"Call +1 555 010 0199 or (202) 555-0147 after 6 p.m.", "+1 555 010 0199 phone; (202) 555-0147 phone; 6 p.m. time"},
		{"There are three reasons for this.", "three reasons enumeration"},
		{"Three ministers resigned: Ada Brandt and Luis Kerr.", "Three ministers enumeration"},
		{"The home side won 3-1 after extra time.", "3-1 score"},
		{"The court ruled in a 5-4 decision.", "5-4 score"},
		{"It was death by a thousand cuts, and they are second to none.", "a thousand cuts idiom; second to none idiom"},
		{"The two sides met, and these three men signed.", "two sides count; three men count"},
		{"All 50 states and five permanent members agreed.", "50 states count; five permanent members count"},
		{"Ines, 27, and a man aged 54 met a woman who is 70.", "27 age; aged 54 age; 70 age"},
		{"The plan is for people 65 and older.", "65 and older age"},
		{"In the 1990s, in the '80s and from 2004 to 2009 it rained.", "1990s date; '80s date; 2004 to 2009 date"},
		{"On Sept. 11, 2001, and from July 8 to 12, and on 2015-06-14.", "Sept. 11, 2001 date; July 8 to 12 date; 2015-06-14 date"},
		{"She died in the twenty-first century, in 500 BC.", "twenty-first century date; 500 BC date"},
		{"If the fee were 5 percent, receipts would double.", "5 percent percent; double change"},
		{"What if 5 percent of the permits were forged?", "5 percent percent"},
		{"If 100 people object, the motion falls.", "100 people count"},
		{"Did more than 40 people vote?", "40 people count"},
		{"See page 9, Table 2 and Fig. 3.", "page 9 section; Table 2 section; Fig. 3 section"},
		{"Patients with type 2 diabetes were sent home.", "type 2 name"},
		{"He is one of the best, and no one doubts it.", "one count; no one idiom"},
		{"The Boeing 737 flew on.", "Boeing 737 name"},
		{"The bell tower doubled as a lookout.", "doubled as idiom"},
		{"The Five Eyes services met the Big Four in the Twenty20 final.", "Five Eyes name; Four name; Twenty20 name"},
		{"The G7+1 and the P5+1 met 24/7.", "G7+1 name; P5+1 name; 24/7 idiom"},
		{"As others found [10, 13-15], it holds.", "10, 13-15 section"},
		{"Her 401(k) lost 12 percent.", "401(k) name; 12 percent !percent"},
		{"A 2019 RAND study was out.", "2019 date"},
		{"A mother of three, she works seven days a week in a family of four.", "three count; seven days a week rate; four count"},
		{"Debt grew in the 1980’s and the ‘90s, not in ’83.", "1980’s date; ‘90s date; ’83 date"},
		{"The top 1 percent gained.", "1 percent percent"},
		{"Let's say 100 people vote.", "100 people count"},
		{"Support rose by 13 points.", "13 points !count"},
		{"Costs grew by a factor of two.", "factor of two !ratio"},
		{"Work on the project comes first.", "first ordinal"},
		{"A quarter of a century later, half an hour passed.", "A quarter of a century duration; half an hour !duration"},
		{"Some 40 others wounded by 17 missing fishermen left.", "40 others !count; 17 missing fishermen !count"},
		{"It was said before.5 The rest followed [3].", "5 section; 3 section"},
		{"Lawmakers saw the Six-Day War.", "Six-Day name"},
		{"The vote went 52 to 48.", "52 to 48 score"},
		{"Nearly one in every four children is stunted.", "one in every four children !ratio"},
		{"Only 3 of the 27 members met the target.", "3 of the 27 members !ratio"},
		{"Humans have used fire for 300,000 years.", "300,000 years !duration"},
		{"The ban holds for at least three years.", "three years duration"},
		{"A cease-fire takes at least three years.", "three years !duration"},
		{"Why have 2 million people fled?", "2 million people !count"},
		{"It was a seven-member panel of a 50-state union.", "seven-member count; 50-state count"},
	} {
		if got := show(t, c.text); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

func TestParts(t *testing.T) {
	for _, c := range []struct {
		text, number, approx, noun string
		value, upper               float64
		exact                      bool
	}{
		{"An estimated 4,200 fishing boats were lost.", "4,200", "An estimated", "fishing boats", 4200, 0, true},
		{"As many as 90 percent of the herders left.", "90", "As many as", "percent", 90, 0, true},
		{"It cost no less than $3 million.", "3 million", "no less than", "$", 3e6, 0, true},
		{"The auditors asked about 1,237 missing invoices.", "1,237", "", "missing invoices", 1237, 0, true},
		{"The storm damaged about 1,237 houses.", "1,237", "about", "houses", 1237, 0, true},
		{"The militia numbers between 800 and 1,100 men.", "800 and 1,100", "", "men", 800, 1100, true},
		{"Dozens of villages burned.", "Dozens", "", "villages", 0, 0, false},
		{"More than a dozen villages burned.", "a dozen", "More than", "villages", 12, 0, true},
		{"It took two hundred and fifty thousand lives.", "two hundred and fifty thousand", "", "lives", 250000, 0, true},
		{"They need one and a half million tents.", "one and a half million", "", "tents", 1.5e6, 0, true},
		{"Some forty-three boats sank.", "forty-three", "Some", "boats", 43, 0, true},
		{"It takes ten to fifteen million tonnes.", "ten to fifteen million", "", "tonnes", 1e7, 1.5e7, true},
		{"They drove 37.4 km.", "37.4", "", "km", 37.4, 0, true},
		{"Half a million people left.", "Half a million", "", "people", 5e5, 0, true},
		{"A quarter of a million people left.", "A quarter of a million", "", "people", 25e4, 0, true},
		{"Three quarters of a million people left.", "Three quarters of a million", "", "people", 75e4, 0, true},
		{"Well over half of them left.", "half", "Well over", "", .5, 0, true},
		{"It grew by ~2½ tonnes.", "2½", "~", "tonnes", 2.5, 0, true},
		{"The lake lies c. 900 metres up.", "900", "c.", "metres", 900, 0, true},
	} {
		d := sentence(t, c.text)
		all := slices.Collect(quantity.Of(d).All())
		if len(all) != 1 {
			t.Errorf("%s: %s", c.text, show(t, c.text))
			continue
		}
		q := all[0]
		got := fmt.Sprintf("%q %q %q %v %v %v", d.Slice(q.Number), d.Slice(q.Approx), d.Slice(q.Noun), q.Value, q.Upper, q.Exact)
		want := fmt.Sprintf("%q %q %q %v %v %v", c.number, c.approx, c.noun, c.value, c.upper, c.exact)
		if got != want {
			t.Errorf("%s\n got %s\nwant %s", c.text, got, want)
		}
	}
}

// TestFigured holds the search for what may be a number, which takes eight bytes at a time, to a look at each.
func TestFigured(t *testing.T) {
	for c := range 256 {
		for at := range 11 {
			text := []byte("the rivers.")
			text[at] = byte(c)
			want := '0' <= c && c <= '9' || c == '-' || c >= 0x80
			if got := quantity.Figured(string(text)); got != want {
				t.Errorf("%q: %v", text, got)
			}
		}
	}
}
