package likelihood_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/sayso-lint/sayso/internal/segment"
	"github.com/sayso-lint/sayso/likelihood"
	"github.com/sayso-lint/sayso/prose"
)

func document(lang, text string) *prose.Document {
	b := prose.NewBuilder("", "text", prose.Source{Text: text})
	b.Copy(0, len(text))
	b.Document().Lang = lang
	d := b.Build()
	segment.Document(d)
	return d
}

// TestUses marks what is found: [phrase=term, term], [phrase~70], [phrase?].
func TestUses(t *testing.T) {
	for _, x := range []struct{ lang, want string }{
		{"en", "It is [very likely=very likely] that the dam [probably=probable] holds."},
		{"en", "That is [almost certainly=almost certain] wrong, and [highly likely=highly likely] old."},
		{"en", "The chances of a deal are [slim~10]."},
		{"en", "The odds that the truce holds remain [very long~10]."},
		{"en", "The prospect of a coup is [remote=remote]; the village is remote."},
		{"en", "There is a [remote chance=remote, remote chance] of frost and a [remote possibility=remote] of snow."},
		{"en", "There is a [real possibility~50] of war, or a [very good chance~75]."},
		{"en", "We [cannot rule out?] a leak, which [can not be entirely ruled out?]."},
		{"en", "It is [highly possible~60] that they [may well?] leave."},
		{"en", "It is [more likely than not=more likely than not]; it is more likely; it is less likely now."},
		{"en", "A strike is [not very likely~30]. A flood isn[n't likely~30]."},
		{"en", "They [most likely~75] left; the most likely outcome is a draw; the clans most likely to leave are poor."},
		{"en", "The pilot was slim and tall, his prospects were good, and the soil is poor."},
		{"en", "Likely voters had probable cause, by chance, in the unlikely event."},
		{"en", "She had a good chance to rest. The law gives them a second chance."},
		{"en", "The bookmakers offered good odds."},
		{"en", "The likelihood ratios are high, and it is almost impossible to sort them."},
		{"en", "A recount is [about as likely as not=about as likely as not], a [roughly even chance=roughly even chance], a [toss-up~50]."},
		{"de", "Die Front hält [wahrscheinlich=likely, probable], [sehr wahrscheinlich=very likely, highly likely, highly probable] sogar."},
		{"de", "Es ist [nicht auszuschließen?], dass er geht; es bestehen [gute Chancen~70]."},
		{"fr", "Il n'est [pas exclu?] qu'il parte; c'est [peu probable=unlikely, improbable], mais plus probable qu'hier."},
		{"fr", "C'est [plus probable qu'improbable=more likely than not]."},
		{"es", "[No se descarta?] un paro; es [muy probable=very likely, highly likely, highly probable]."},
		{"pt", "Há [grandes chances~85] de uma greve, que é [provável=likely, probable]."},
		{"it", "[Non è escluso?] che parta; è [poco probabile=unlikely, improbable]."},
		{"nl", "Het is [niet uitgesloten?] dat hij gaat; het is [waarschijnlijk=likely, probable]."},
		{"xx", "It is likely."},
	} {
		text, want := unmark(x.want)
		d := document(x.lang, text)
		var got []string
		for _, u := range likelihood.Of(d).All() {
			if len(likelihood.Of(d).In(u.Span)) != 1 {
				t.Errorf("%s: In does not find %q alone", text, d.Slice(u.Span))
			}
			got = append(got, d.Slice(u.Span)+meaning(u))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s\n\tgot  %q\n\twant %q", text, got, want)
		}
	}
}

func meaning(u likelihood.Use) string {
	switch {
	case len(u.Terms) > 0:
		return "=" + strings.Join(u.Terms, ", ")
	case u.Rough >= 0:
		return fmt.Sprintf("~%v", u.Rough)
	}
	return "?"
}

func unmark(marked string) (text string, want []string) {
	for marked != "" {
		before, rest, ok := strings.Cut(marked, "[")
		text += before
		if !ok {
			break
		}
		mark, after, _ := strings.Cut(rest, "]")
		want = append(want, mark)
		phrase := mark[:strings.IndexAny(mark, "=~?")]
		text += strings.TrimPrefix(phrase, "n't ")
		if phrase == "n't likely" {
			text = strings.TrimSuffix(text, "nlikely") + "n't likely"
		}
		marked = after
	}
	return text, want
}

func TestScales(t *testing.T) {
	kinds := map[string]likelihood.Kind{
		"icd203": likelihood.Partition, "phia": likelihood.Gapped, "ipcc": likelihood.Nested,
		"efsa": likelihood.Partition, "kent1964": likelihood.Band,
	}
	for _, s := range likelihood.Scales() {
		if kind, ok := kinds[s.Name]; !ok || kind != s.Kind {
			t.Errorf("%s is a %s", s.Name, s.Kind)
		}
		delete(kinds, s.Name)
		for i := 1; i < len(s.Terms); i++ {
			a, b := s.Terms[i-1], s.Terms[i]
			switch {
			case b.Low < a.Low, s.Kind != likelihood.Nested && b.Low < a.High && b.Low != a.Low:
				t.Errorf("%s: %q (%s) stands before %q (%s)", s.Name, a.Name, a.Range(), b.Name, b.Range())
			case s.Kind == likelihood.Partition && b.Low != a.High && b.Low != a.Low:
				t.Errorf("%s: a gap between %q and %q", s.Name, a.Name, b.Name)
			}
		}
		// Every term is found in a text, and is a term of the scale there.
		for _, term := range s.Terms {
			if term.Low == term.High {
				continue
			}
			d := document("en", "The risk is said to be "+term.Name+" here.")
			if term.Name == "remote" {
				d = document("en", "The chance is remote.")
			}
			uses := s.Uses(d)
			if len(uses) != 1 {
				t.Errorf("%s: %q is not found", s.Name, term.Name)
			} else if got, ok := s.Term(uses[0]); !ok || got != term {
				t.Errorf("%s: %q is taken for %+v", s.Name, term.Name, got)
			}
		}
	}
	if len(kinds) > 0 {
		t.Errorf("missing: %v", kinds)
	}
}

// TestLikely holds the field's favourite example: one word, five ranges.
func TestLikely(t *testing.T) {
	want := map[string]string{"icd203": "55-80 %", "phia": "55-75 %", "ipcc": "66-100 %", "efsa": "66-90 %", "kent1964": "none"}
	for _, s := range likelihood.Scales() {
		got := "none"
		if term, ok := s.Term(likelihood.Use{Terms: []string{"likely"}}); ok {
			got = term.Range()
		}
		if got != want[s.Name] {
			t.Errorf("%s: likely is %s, expected %s", s.Name, got, want[s.Name])
		}
	}
}

func TestNearest(t *testing.T) {
	for _, x := range []struct {
		scale   string
		percent float64
		want    string
	}{
		{"icd203", 70, "likely probable"},
		{"icd203", 85, "very likely highly probable"},
		{"icd203", 45, "roughly even chance roughly even odds"},
		{"icd203", 0, "almost no chance remote"},
		{"phia", 50, "realistic possibility"},
		{"phia", 78, "highly likely"},
		{"phia", 70, "likely probable"},
		{"ipcc", 92, "very likely"},
		{"ipcc", 68, "likely"},
		{"efsa", 3, "extremely unlikely"},
		{"kent1964", 1, "almost certainly not"},
		{"kent1964", 75, "probable"},
	} {
		var got []string
		for _, term := range likelihood.Named(x.scale).Nearest(x.percent) {
			got = append(got, term.Name)
		}
		if strings.Join(got, " ") != x.want {
			t.Errorf("%s: nearest to %v is %q, expected %q", x.scale, x.percent, got, x.want)
		}
	}
}

func TestCustom(t *testing.T) {
	s, err := likelihood.Custom("house", []string{"poor odds: 0-30", "toss-up: 30 - 60", "likely, good chance: 60-90 %"})
	if err != nil {
		t.Fatal(err)
	}
	if s.Kind != likelihood.Partition || len(s.Terms) != 4 {
		t.Errorf("got %+v", s)
	}
	d := document("en", "The bill has poor odds, the levy a good chance, and war is a toss-up; peace is very likely.")
	var got []string
	for _, u := range s.Uses(d) {
		term, ok := s.Term(u)
		got = append(got, fmt.Sprintf("%s %v %s", d.Slice(u.Span), ok, term.Range()))
	}
	want := []string{"poor odds true 0-30 %", "good chance true 60-90 %", "toss-up true 30-60 %", "very likely false 0 %"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	tokens := d.Blocks[0].Sentences[0].Tokens
	if !s.Covers(tokens, 4, 5) || s.Covers(tokens, 0, 2) {
		t.Error("Covers is wrong about \"odds\" or \"The bill\"")
	}
	if gapped, err := likelihood.Custom("g", []string{"unlikely | improbable: 0-30", "likely | probable: 60-100"}); err != nil || gapped.Kind != likelihood.Gapped || gapped.Terms[1].Row != 1 {
		t.Errorf("got %+v, %v", gapped, err)
	}
}

func TestCustomMistakes(t *testing.T) {
	for term, want := range map[string]string{
		"likely":        `term "likely" of scale house: expected a term, a colon and its range in percent, such as "likely: 55-80"`,
		"likely: 80-55": `term "likely: 80-55" of scale house: range "80-55": expected two figures from 0 to 100, the lower one first`,
		"likely: high":  `term "likely: high" of scale house: range "high": expected two figures in percent, such as 55-80`,
		": 55-80":       `term ": 55-80" of scale house: range "55-80" has no term`,
	} {
		s, err := likelihood.Custom("house", []string{term, "unlikely: 0-40"})
		if err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
		if len(s.Terms) != 1 {
			t.Errorf("%s: what could be read is not in the scale: %+v", term, s.Terms)
		}
	}
}

func TestReaders(t *testing.T) {
	r, ok := likelihood.Readers("Real  possibility")
	if !ok || r.Low != 20 || r.High != 80 || r.Study == "" {
		t.Errorf("got %+v, %v", r, ok)
	}
	if _, ok := likelihood.Readers("likely"); ok {
		t.Error("nobody was asked about likely as far as we know")
	}
}

func TestSay(t *testing.T) {
	for lang, want := range map[string]string{"en": "likely", "de": "wahrscheinlich", "fr": "probable", "xx": "likely", "": "likely"} {
		if got := likelihood.Say("likely", lang); got != want {
			t.Errorf("%s: got %q, want %q", lang, got, want)
		}
	}
}

// TestTermsAreScaleTerms fails where a language's list names a term that is on no scale, which a slip of the pen would be.
func TestTermsAreScaleTerms(t *testing.T) {
	known := map[string]bool{}
	for _, s := range likelihood.Scales() {
		for _, term := range s.Terms {
			known[term.Name] = true
		}
	}
	for _, lang := range likelihood.Langs {
		for _, cue := range likelihood.Cues(lang) {
			text := strings.NewReplacer("?", "", "|", " ").Replace(cue)
			for _, u := range likelihood.Of(document(lang, text)).All() {
				for _, term := range u.Terms {
					if !known[term] {
						t.Errorf("%s: %q says %q, which is on no scale", lang, cue, term)
					}
				}
			}
		}
	}
}

func FuzzUses(f *testing.F) {
	f.Add("en", "The chances are very slim; it's most likely \"almost certain\".")
	f.Add("de", "Es ist nicht auszuschließen.")
	f.Fuzz(func(t *testing.T, lang, text string) {
		if text == "" {
			return
		}
		d := document(lang, text)
		end := 0
		for _, u := range likelihood.Of(d).All() {
			s := &d.Blocks[u.Block].Sentences[u.Sentence]
			if u.Start < end || u.Empty() || u.End > len(d.Text) || s.Tokens[u.First].Start != u.Start || s.Tokens[u.Last-1].End != u.End {
				t.Fatalf("%q: %+v", text, u)
			}
			end = u.End
		}
	})
}

func BenchmarkOf(b *testing.B) {
	text := strings.Repeat("The border will likely reopen in autumn, and the ministry has said that it would send the lists by post. ", 1000)
	b.SetBytes(int64(len(text)))
	docs := make([]*prose.Document, b.N)
	for i := range docs {
		docs[i] = document("en", text)
	}
	b.ResetTimer()
	for i := range b.N {
		likelihood.Of(docs[i])
	}
}
