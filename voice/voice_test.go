package voice

import (
	"strings"
	"testing"

	"github.com/sayso-lint/sayso/internal/segment"
	"github.com/sayso-lint/sayso/prose"
)

func TestQuotations(t *testing.T) {
	for _, x := range []struct {
		text string
		want []string // "~" before one that is no speech, ">" before a nested one
	}{
		{`"We leave in the spring," she said.`, []string{`"We leave in the spring,"`}},
		{`“We leave in the spring,” she said.`, []string{`“We leave in the spring,”`}},
		{`«Nous partons au printemps», dit-elle.`, []string{`«Nous partons au printemps»`}},
		{`„Wir gehen im Frühjahr los“, sagte sie.`, []string{`„Wir gehen im Frühjahr los“`}},
		{`»Wir gehen im Frühjahr los«, sagte sie.`, []string{`»Wir gehen im Frühjahr los«`}},
		{`”Vi går till våren nu”, sade hon.`, []string{`”Vi går till våren nu”`}},
		{`''We leave in the spring,'' she said.`, []string{`''We leave in the spring,''`}},
		{`'We leave in the spring,' she said.`, []string{`'We leave in the spring,'`}},
		{`‘We leave the dockers’ union,’ she said.`, []string{`‘We leave the dockers’ union,’`}},
		{`"He said 'never again' to us," she said.`, []string{`"He said 'never again' to us,"`, `>~'never again'`}},
		{`“He said ‘never again’ to us,” she said.`, []string{`“He said ‘never again’ to us,”`, `>~‘never again’`}},
		{`“Curly and straight are mixed," she said.`, []string{`“Curly and straight are mixed,"`}},
		{`The so-called "experts" left.`, []string{`~"experts"`}},
		{`The phrase "at the end of the day" appears nine times.`, []string{`~"at the end of the day"`}},
		{`"Banks" here means firms that take deposits.`, []string{`~"Banks"`}},
		{`She wrote "A History of the Northern Ports" in May.`, []string{`~"A History of the Northern Ports"`}},
		{`It isn't the dockers' fault; the '90s ended.`, nil},
		{`The mast is 6'2" long and the beam 5'4".`, nil},
		{`"We go on and on about it.`, []string{`"We go on and on about it.`}},
		{`He said: “We go on and on about it.`, []string{`“We go on and on about it.`}},
		{`Nobody here will ever sign that paper."`, []string{`Nobody here will ever sign that paper."`}},
		{`A stray " mark in the middle of things swallows nothing.`, nil},
		{`""`, nil},
	} {
		d := text(t, x.text)
		var got []string
		for _, q := range Of(d).Quotations(0) {
			s := strings.Repeat(">", q.Depth)
			if !q.Speech {
				s += "~"
			}
			got = append(got, s+d.Slice(q.Span))
		}
		if strings.Join(got, "|") != strings.Join(x.want, "|") {
			t.Errorf("%s\n  got  %q\n  want %q", x.text, got, x.want)
		}
	}
}

func TestContents(t *testing.T) {
	for _, x := range []struct{ text, cue, want string }{
		{"Ruiz said on Monday that the road was open.", "said", "that the road was open"},
		{"Ruiz told reporters the road was open.", "told", "the road was open"},
		{"The road was open, Ruiz said.", "said", "The road was open"},
		{"The road, Ruiz said, was open.", "said", "The road | was open"},
		{"The road was open, according to the ministry.", "according to", "The road was open"},
		{"According to the ministry, the road was open.", "According to", "the road was open"},
		{"In the words of the mayor, the road was open.", "In the words of", "the road was open"},
		{"The road, as the mayor put it, was open.", "put", "The road | was open"},
		{"Ruiz said the road was open, but the police said it was closed.", "said", "the road was open"},
		{"Ruiz, who runs the harbour, said the road was open.", "said", "the road was open"},
		{"The engineer who tried to open the gate said it was stuck.", "said", "it was stuck"},
		{"The road was open, the ministry said in a report (https://road.example.org).", "said", "The road was open"},
		{"Ruiz said in Toledo, Ohio, that the road was open.", "said", "that the road was open"},
		{"The mayor described the plan as a failure.", "described", "the plan as a failure"},
		{"The mayor was accused by the council of hiding the report.", "was accused", "The mayor | of hiding the report"},
		{"The group is believed to hold the town.", "is believed", "The group | to hold the town"},
		{"The union's claim that the crane is unsafe was denied.", "claim", "that the crane is unsafe was denied"},
		{"The council called for a new bridge.", "called for", "a new bridge"},
		{"Ruiz vowed to close the bridge.", "vowed", "to close the bridge"},
		{`"We leave in the spring," Ruiz said. "And not a day before that."`, "said", `"We leave in the spring," | "And not a day before that."`},
		{`"We leave in the spring," said Ruiz, who runs the harbour.`, "said", `"We leave in the spring,"`},
		{`Ruiz: "No vessel leaves before Friday."`, ":", `"No vessel leaves before Friday."`},
		{`“We leave in the spring.” — Lena Ruiz`, "—", `“We leave in the spring.”`},
		{"Ruiz said 46 percent agreed, compared with 33 percent last month.", "said", "46 percent agreed"},
		{"The ministry reports:\n\nSome 300 boats were lost.", "", "Some 300 boats were lost."},
		{"“We leave in the spring,” Ruiz said.\n\n“And not a day before that.”", "", "“And not a day before that.”"},
	} {
		d := text(t, x.text)
		var all []string
		ok := false
		for b := range d.Blocks {
			for _, a := range Of(d).Attributions(b) {
				var parts []string
				for _, c := range a.Content {
					parts = append(parts, d.Slice(c))
				}
				got := strings.Join(parts, " | ")
				all = append(all, d.Slice(a.Cue)+" ["+got+"]")
				ok = ok || d.Slice(a.Cue) == x.cue && got == x.want
			}
		}
		if !ok {
			t.Errorf("%s\n  got  %s\n  want %s [%s]", x.text, strings.Join(all, "; "), x.cue, x.want)
		}
	}
}

func TestReferents(t *testing.T) {
	for _, x := range []struct{ text, source, want string }{
		{"Lena Ruiz runs the harbour. She said the road was open.", "She", "Lena Ruiz"},
		{"The interior ministry met on Monday. It said the road was open.", "It", "The interior ministry"},
		{"The interior ministry met on Monday. The ministry said the road was open.", "The ministry", "The interior ministry"},
		{"The board paid for a 2021 study of 40 villages. The study found that most pumps failed.", "The study", "a 2021 study of 40 villages"},
		{"Lena Ruiz, who runs the harbour, left.\n\nShe said the road was open.", "She", "Lena Ruiz"},
		{"The depot burned down. The report said the gate was open.", "The report", ""},
		{"She said the road was open.", "She", ""},
	} {
		d := text(t, x.text)
		var got []string
		ok := false
		for b := range d.Blocks {
			for _, a := range Of(d).Attributions(b) {
				got = append(got, d.Slice(a.Source.Span)+" = "+d.Slice(a.Source.Referent))
				ok = ok || d.Slice(a.Source.Span) == x.source && d.Slice(a.Source.Referent) == x.want
			}
		}
		if !ok {
			t.Errorf("%s\n  got  %q\n  want %s = %s", x.text, got, x.source, x.want)
		}
	}
}

func TestWrittenCitations(t *testing.T) {
	for _, x := range []struct{ text, want, kind string }{
		{"Boats were lost (Okafor 2021).", "(Okafor 2021)", "author-year"},
		{"Okafor (2021) counted them.", "Okafor (2021)", "author-year"},
		{"Meyer and Lund (2020) counted them.", "Meyer and Lund (2020)", "author-year"},
		{"Two trials (Meyer 2018; Adeyemi 2020) agree.", "(Meyer 2018; Adeyemi 2020)", "author-year"},
		{"Trials (see Meyer & Lund, 2018, p. 4) agree.", "(see Meyer & Lund, 2018, p. 4)", "author-year"},
		{"Boats were lost [3].", "[3]", "bracket"},
		{"Boats were lost [3, 5–7].", "[3, 5–7]", "bracket"},
		{"Boats were lost [Harbour Times].", "[Harbour Times]", "bracket"},
		{"Boats were lost (Harbour Times, 4 March 2021).", "(Harbour Times, 4 March 2021)", "bracket"},
		{"A worker (B2) reported it.", "(B2)", "grade"},
		{"Boats were lost.[^3]\n\n[^3]: A tally.", "[^3]", "footnote"},
		{"Boats were lost.[^3]", "", ""},
		{"The institute (AQIS) met.", "", ""},
		{"Boats were lost (see map).", "", ""},
		{"It [the ministry] met.", "", ""},
		{"The war (1914) began.", "", ""},
		{"He retired (May 2021).", "", ""},
	} {
		d := text(t, x.text)
		var got, kind string
		for _, c := range Of(d).Citations(0) {
			got, kind = d.Slice(c.Span), c.Kind.String()
		}
		if got != x.want || kind != x.kind {
			t.Errorf("%s\n  got %q %s, want %q %s", x.text, got, kind, x.want, x.kind)
		}
	}
}

// marked builds a document whose first block has a mark over words, and a note behind it.
func withMark(words string, kind prose.MarkKind, target, note string) *prose.Document {
	src := "Some 300 boats were lost " + words + "."
	b := prose.NewBuilder("a", "markdown", prose.Source{Text: src + note})
	b.OpenBlock(prose.Block{Kind: prose.Paragraph})
	b.Copy(0, len(src))
	at := strings.Index(src, words)
	b.Mark(prose.Span{Start: at, End: at + len(words)}, kind, target)
	b.OpenBlock(prose.Block{Kind: prose.Note, Label: "3"})
	b.Copy(len(src), len(src)+len(note))
	d := b.Build()
	segment.Document(d)
	return d
}

func TestMarkedCitations(t *testing.T) {
	for _, x := range []struct {
		kind   prose.MarkKind
		target string
		want   int
	}{
		{prose.Link, "https://example.org/tally", 1},
		{prose.Link, "#map", 0},
		{prose.Link, "mailto:a@example.org", 0},
		{prose.Footnote, "3", 1},
		{prose.Footnote, "4", 0},
		{prose.Citation, "meyer", 1},
		{prose.Strong, "", 0},
	} {
		d := withMark("yesterday", x.kind, x.target, "A tally.")
		if got := Of(d).Citations(0); len(got) != x.want {
			t.Errorf("%v %q: %v, want %d", x.kind, x.target, got, x.want)
		}
		r := Of(d).Reach(prose.Span{Start: 5, End: 8}, Search{Citation: true})
		if r.Sourced != (x.want > 0) {
			t.Errorf("%v %q: sourced %v", x.kind, x.target, r.Sourced)
		}
	}
}

func TestNearestIsFoundInEitherDirection(t *testing.T) {
	d := text(t, "Ruiz said the road was open.\n\nOne.\n\nTwo.\n\nSome 300 boats were lost.\n\nThree.\n\nOkafor said the road was closed.\n\nFour.")
	for span, want := range map[string]string{"300": "Okafor", "One": "Ruiz"} {
		if near := Of(d).Nearest(find(t, d, span)); near == nil || d.Slice(near.Source.Span) != want {
			t.Errorf("nearest to %s: %+v, want %s", span, near, want)
		}
	}
	if near := Of(text(t, "Some 300 boats were lost.\n\nNobody knows.")).Nearest(prose.Span{Start: 5, End: 8}); near != nil && near.Source.Class != VagueGroup {
		t.Errorf("nearest %+v", near)
	}
}

func TestRolesFollowTheLevelsOfHeadings(t *testing.T) {
	src := "Methods\n\nA.\n\nSampling\n\nB.\n\nResults\n\nC."
	b := prose.NewBuilder("a", "markdown", prose.Source{Text: src})
	at := 0
	for i, part := range strings.Split(src, "\n\n") {
		blk := prose.Block{Kind: prose.Paragraph}
		if i%2 == 0 {
			blk = prose.Block{Kind: prose.Heading, Level: []int{1, 2, 1}[i/2]}
		}
		b.OpenBlock(blk)
		b.Copy(at, at+len(part))
		at += len(part) + 2
	}
	d := b.Build()
	segment.Document(d)
	want := []Role{Method, Method, Method, Method, Findings, Findings}
	for i, w := range want {
		if got := Of(d).Role(i); got != w {
			t.Errorf("block %d: %v, want %v", i, got, w)
		}
	}
}

func TestUnreal(t *testing.T) {
	d := text(t, "The council should demand that the group issue a statement. The group said that it had lost the town.")
	if !Of(d).Unreal(find(t, d, "issue a statement")) {
		t.Error("a demanded statement is taken for one that was made")
	}
	if Of(d).Unreal(find(t, d, "lost the town")) {
		t.Error("a statement that was made is taken for a demanded one")
	}
}
