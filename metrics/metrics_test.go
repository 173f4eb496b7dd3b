package metrics_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/sayso-lint/sayso/internal/segment"
	"github.com/sayso-lint/sayso/metrics"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/voice"
)

// document is paragraphs by blank lines; "# " makes a heading, "> " a block quotation.
func document(lang, text string) *prose.Document {
	b := prose.NewBuilder("test.txt", "text", prose.Source{Text: text})
	b.Document().Lang = lang
	at := 0
	for para := range strings.SplitAfterSeq(text, "\n\n") {
		from, to := at, at+len(strings.TrimRight(para, "\n"))
		at += len(para)
		kind := prose.Paragraph
		switch {
		case strings.HasPrefix(para, "# "):
			kind, from = prose.Heading, from+2
		case strings.HasPrefix(para, "> "):
			kind, from = prose.Quote, from+2
		}
		b.OpenBlock(prose.Block{Kind: kind})
		b.Copy(from, to)
	}
	d := b.Build()
	segment.Document(d)
	return d
}

// letters are how the tests write cells: Named, Anonymous, Vague, Unsourced, Judgement, Advice, Plain.
const letters = "NAVUJDP"

func cells(m *metrics.Metrics) string {
	var b strings.Builder
	for _, c := range m.Cells {
		b.WriteByte(letters[c])
	}
	return b.String()
}

func TestCells(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"a named person", "Lena Ruiz said the bridge was shut.", "N"},
		{"a figure without a source", "Unemployment among returnees stands at 41 percent.", "U"},
		{"a figure with one", "Unemployment stands at 41 percent, the labour ministry said on Monday.", "N"},
		{"a figure sourced by the sentence behind", "Some 41 percent of returnees are out of work. The labour ministry published the figure on Monday, Lena Ruiz said.", "NN"},
		{"a vague group", "Critics say the bridge is a folly.", "V"},
		{"a citation", "The bridge was shut in 2019 (Okafor 2021).", "N"},
		{"advice", "The council should close the bridge at once.", "D"},
		{"somebody else's advice", "Lena Ruiz said the council should close the bridge at once.", "N"},
		{"a hedge", "Perhaps the bridge is beyond repair.", "J"},
		{"a forecast", "The bridge will fall.", "J"},
		{"a question", "Who paid for the bridge?", "P"},
		{"a remark", "Bridges are beautiful.", "P"},
		{"a past with a name", "Nobody doubts it. The council of Port Alder closed the bridge.", "PU"},
		{"a heading is no sentence", "# Some 300 boats were lost\n\nBridges are beautiful.", "P"},
		{"a block quotation of a named source", "Lena Ruiz wrote on Monday:\n\n> The bridge is beyond repair. It has cost us everything.", "NNN"},
	} {
		t.Run(test.name, func(t *testing.T) {
			m := metrics.Of(document("en", test.text))
			if got := cells(m); got != test.want {
				t.Errorf("%q: cells %s, want %s", test.text, got, test.want)
			}
			sound(t, m)
		})
	}
}

func TestOtherLanguagesAreNotCounted(t *testing.T) {
	if m := metrics.Of(document("de", "Rund 300 Boote lagen im Hafen.")); m.Sentences != 0 {
		t.Errorf("%d sentences counted in German, want 0", m.Sentences)
	}
}

func TestValues(t *testing.T) {
	m := &metrics.Metrics{
		Sentences: 7, Words: 70, Checkable: 3, Sourced: 2, Figures: 3, SourcedFigures: 1, AuthorAdvice: 1, AuthorHedges: 2, LongestRun: 4, RunWords: 30,
		Attributions: map[string]int{"named-person": 2, "vague-group": 1},
	}
	want := map[string]float64{
		"sourced-claim-ratio": 0.6667, "figure-coverage": 0.3333, "prescriptive-share": 0.1429, "hedge-density": 28.5714,
		"longest-unsourced-run": 4, "longest-unsourced-run.words": 30, "attribution-mix.named-person": 0.6667, "attribution-mix.vague-group": 0.3333,
		"attribution-mix.none": 0, "attribution-mix.named-body": 0, "attribution-mix.document": 0,
		"attribution-mix.described-anonymous": 0, "attribution-mix.bare-anonymous": 0, "attribution-mix.collective": 0,
	}
	if diff := cmp.Diff(want, m.Values()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if v := (&metrics.Metrics{}).Values(); len(v) != 0 {
		t.Errorf("values of nothing: %v", v)
	}
}

// The words are chosen so that sentences of all kinds come about.
var words = []string{
	"Lena", "Ruiz", "said", "experts", "say", "the", "council", "should", "may", "closed", "41", "percent", "Monday", "will", "we",
	"believe", "according", "to", ",", ".", "?", "\"", "“", "”", "(Okafor 2021)", "\n\n", "# ", "> ", "was", "300", "boats", "estimated",
}

func TestCountsNeverExceedSentences(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 60).Draw(t, "words"), " ")
		d := document("en", text)
		m := metrics.Of(d)
		sound(t, m)
		deep := metrics.InDepth(d)
		sound(t, deep.Metrics)
		whole(t, d, deep)
		shallow := *deep.Metrics
		shallow.Depth = metrics.Depth{}
		if diff := cmp.Diff(m, &shallow); diff != "" {
			t.Errorf("counts differ with the depth (-without +with):\n%s", diff)
		}
	})
}

// whole checks that the lists of a document's details are what its counts count, and lie where they say.
func whole(t interface{ Errorf(string, ...any) }, d *prose.Document, x *metrics.Details) {
	m := x.Metrics
	acts, sections, figures, claims := 0, 0, 0, 0
	for _, n := range m.Acts {
		acts += n
	}
	for _, s := range x.Sections {
		sections += s.Sentences
	}
	for _, tier := range m.Tiers {
		figures += tier.Figures
	}
	credited := 0
	for _, s := range x.Sources {
		claims += s.Claims
	}
	for _, n := range m.Credited {
		credited += n
	}
	for what, ok := range map[string]bool{
		"every sentence does one thing":      acts == m.Sentences && len(x.Claims) == m.Sentences,
		"every sentence stands in a section": sections == m.Sentences,
		"every figure is listed":             len(x.Figures) == m.Figures && figures == m.Figures,
		"the ledger adds up":                 credited == claims,
		"every attribution has a source":     len(x.Credits) == m.Credits && m.Credits <= claims,
		"advice is what prescribes":          m.Strengths[metrics.Must]+m.Strengths[metrics.Should] == m.AuthorAdvice,
		"times are listed":                   len(x.Times) == m.Times && m.AnchoredTimes <= m.Times,
		"forecasts are listed":               len(x.Forecasts) == m.Forecasts && m.BareForecasts <= m.Forecasts,
		"the run is as long as it says":      x.Run.Last-x.Run.First+1 == m.LongestRun,
	} {
		if !ok {
			t.Errorf("%s: does not hold of %+v", what, x)
		}
	}
	for i, c := range x.Claims {
		if c.Cell != m.Cells[i] || d.Blocks[c.Block].Sentences[c.Sentence].Span != c.Span {
			t.Errorf("claim %d is not the sentence it says: %+v", i, c)
		}
	}
	for _, f := range x.Figures {
		if !x.Claims[f.Claim].Contains(f.Span) || f.Source >= len(x.Sources) {
			t.Errorf("figure lies outside of its sentence, or has no such source: %+v", f)
		}
	}
}

// sound checks what holds of any metrics of one document.
func sound(t interface{ Errorf(string, ...any) }, m *metrics.Metrics) {
	checkable, named := 0, 0
	for _, c := range m.Cells {
		if c.Checkable() {
			checkable++
		}
		if c == metrics.Named {
			named++
		}
	}
	for what, ok := range map[string]bool{
		"one cell a sentence":            len(m.Cells) == m.Sentences,
		"checkable cells are counted":    checkable == m.Checkable,
		"named cells are sourced":        named == m.Sourced,
		"sourced figures are figures":    m.SourcedFigures <= m.Figures,
		"advice is counted by sentences": m.AuthorAdvice <= m.Sentences,
		"a run is within the document":   m.LongestRun <= m.Sentences,
		"the author is no source":        m.Attributions[voice.Self.String()] == 0,
	} {
		if !ok {
			t.Errorf("%s: does not hold of %+v", what, m)
		}
	}
	for _, x := range metrics.Measures() {
		if v, ok := x.Of(m); ok && (!(v >= 0) || v > 1 && x.Unit == metrics.Share) {
			t.Errorf("%s is %v", x.ID, v)
		}
	}
}

func TestAddIsAssociative(t *testing.T) {
	some := rapid.Custom(func(t *rapid.T) *metrics.Metrics {
		n := rapid.IntRange(0, 9)
		m := &metrics.Metrics{
			Sentences: n.Draw(t, "sentences"), Words: n.Draw(t, "words"), Checkable: n.Draw(t, "checkable"), Sourced: n.Draw(t, "sourced"),
			Figures: n.Draw(t, "figures"), SourcedFigures: n.Draw(t, "sourced figures"),
			Attributions: rapid.MapOf(rapid.SampledFrom([]string{"none", "document", "collective"}), n).Draw(t, "attributions"),
			AuthorAdvice: n.Draw(t, "advice"), AuthorHedges: n.Draw(t, "hedges"), LongestRun: n.Draw(t, "run"),
		}
		for range m.Sentences {
			m.Cells = append(m.Cells, metrics.Cell(rapid.IntRange(0, 6).Draw(t, "cell")))
		}
		return m
	})
	sum := func(all ...*metrics.Metrics) *metrics.Metrics {
		s := &metrics.Metrics{Attributions: map[string]int{}}
		for _, m := range all {
			s.Add(m)
		}
		return s
	}
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := some.Draw(t, "a"), some.Draw(t, "b"), some.Draw(t, "c")
		left, right := sum(sum(a, b), c), sum(a, sum(b, c))
		if diff := cmp.Diff(left, right); diff != "" {
			t.Fatalf("(a+b)+c and a+(b+c) differ:\n%s", diff)
		}
		if with := sum(a, &metrics.Metrics{}); !reflect.DeepEqual(with, sum(a)) {
			t.Fatalf("nothing added changes %+v to %+v", a, with)
		}
	})
}

func BenchmarkMetrics(b *testing.B) {
	text := strings.Repeat(`Unemployment among returnees stands at 41 percent, the labour ministry said on Monday. Critics say the bridge
is a folly, and perhaps it is. The council of Port Alder closed it in March, and nobody has said why. It should be opened at once.

“We have waited for eleven weeks,” said Lena Ruiz, who runs the relief fund. She added that some 300 boats lay in the harbour. Who will
pay for them? The hills behind the town are green, the rain is soft, and the ferries come and go as they have always done.

`, 200)
	for name, measure := range map[string]func(*prose.Document){
		"quick": func(d *prose.Document) { metrics.Of(d) }, "deep": func(d *prose.Document) { metrics.InDepth(d) },
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				b.StopTimer()
				d := document("en", text)
				b.StartTimer()
				measure(d)
			}
		})
	}
}
