package voice

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/sayso-lint/sayso/internal/growth"
	"github.com/sayso-lint/sayso/internal/read"
	"github.com/sayso-lint/sayso/prose"
)

var seeds = []string{
	"An estimated 4,200 boats, the harbour authority said on Monday, were lost in the storm.",
	`"The snow closes the pass," Ana Prieto said. "We leave in the spring."` + "\n\n“And not a day before that.",
	"According to the ‘dockers’ union’, 5'2\" is 'the end' [3] (Okafor 2021).\n\n[3] A note.",
	"Ruiz, who runs the team, said, that \"we\" will: \"no\" — Ruiz",
	"»Nein«, sagte er. „Ja“, sagte sie. «Oui», dit-il. ”Nej”, sade hon.",
	"as reported by the, said. : \" that said that said who said by by by of of in the words of of",
}

func FuzzLayer(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if _, _, err := read.Document("x.txt", "text", []byte(s)); err != nil || !utf8.ValidString(s) {
			t.Skip("no text, says the reader, or not in UTF-8")
		}
		d := text(t, s)
		l := Of(d)
		inside := func(what string, b int, s prose.Span) {
			blk := d.Blocks[b].Span
			if s.Empty() && s == (prose.Span{}) {
				return
			}
			if s.Start > s.End || !blk.Contains(s) && what != "referent" {
				t.Fatalf("%s %v outside block %v", what, s, blk)
			}
			for _, at := range []int{s.Start, s.End} {
				if at < len(d.Text) && !utf8.RuneStart(d.Text[at]) {
					t.Fatalf("%s %v splits a rune", what, s)
				}
			}
		}
		for b := range d.Blocks {
			last := -1
			for _, a := range l.Attributions(b) {
				if a.Cue.Start < last {
					t.Fatalf("cues out of order at %v", a.Cue)
				}
				last = a.Cue.Start
				inside("source", b, a.Source.Span)
				inside("referent", b, a.Source.Referent)
				inside("cue", b, a.Cue)
				for _, c := range a.Content {
					inside("content", b, c)
					if c.Empty() {
						t.Fatalf("empty content by %v", a.Cue)
					}
				}
				if a.Block != b || a.Sentence < 0 || a.Sentence >= len(d.Blocks[b].Sentences) {
					t.Fatalf("attribution in block %d, sentence %d", a.Block, a.Sentence)
				}
				_ = a.Source.Class.String() + a.Kind.String()
			}
			last = -1
			for _, q := range l.Quotations(b) {
				inside("quotation", b, q.Span)
				if q.Start < last {
					t.Fatalf("quotations out of order at %v", q.Span)
				}
				last = q.Start
			}
			last = -1
			for _, c := range l.Citations(b) {
				inside("citation", b, c.Span)
				if c.Start < last {
					t.Fatalf("citations out of order at %v", c.Span)
				}
				last = c.Start
			}
			for i := range d.Blocks[b].Sentences {
				s := d.Blocks[b].Sentences[i]
				r := l.Reach(s.Tokens[0].Span, Search{Window: InSection, Next: true, Named: true, Citation: true, Method: true, Weak: true})
				if len(r.Searched) == 0 {
					t.Fatal("nothing was searched")
				}
				l.Speaker(s.Span)
				l.Unreal(s.Span)
			}
			l.Role(b)
		}
	})
}

// monsters are inputs that would be slow for anything that is not linear.
var monsters = map[string]func(n int) string{
	"marks":       func(n int) string { return strings.Repeat("\"", n) },
	"openings":    func(n int) string { return strings.Repeat("“a ", n/4) },
	"quoted":      func(n int) string { return strings.Repeat("\"a\" ", n/4) },
	"said":        func(n int) string { return strings.Repeat("said ", n/5) },
	"he said":     func(n int) string { return strings.Repeat("he said that ", n/13) },
	"commas":      func(n int) string { return strings.Repeat("Ruiz, said, ", n/12) },
	"brackets":    func(n int) string { return strings.Repeat("(", n) },
	"years":       func(n int) string { return strings.Repeat("Ab(2021)", n/8) },
	"apostrophes": func(n int) string { return strings.Repeat("dogs' ", n/6) },
	"singles":     func(n int) string { return strings.Repeat("'a b", n/4) },
	"of":          func(n int) string { return strings.Repeat("the head of ", n/12) },
	"paragraphs":  func(n int) string { return strings.Repeat("She said it.\n\n", n/14) },
	"speeches":    func(n int) string { return strings.Repeat("\"We go and we go.\n\n", n/19) },
	"headings":    func(n int) string { return strings.Repeat("# a\n\n", n/5) },
	"sentences":   func(n int) string { return strings.Repeat("It rose by 5 percent. ", n/22) },
	"according":   func(n int) string { return strings.Repeat("according to ", n/13) },
	"lists":       func(n int) string { return strings.Repeat("Ruiz blamed a, b, ", n/18) },
	"colons":      func(n int) string { return strings.Repeat("Ruiz: a ", n/8) },
}

func TestLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	run := func(s string) time.Duration {
		d := text(t, s)
		start := growth.CPU()
		l := Of(d)
		for b := range d.Blocks {
			l.Attributions(b)
			l.Role(b)
			for i := range d.Blocks[b].Sentences {
				l.Speaker(d.Blocks[b].Sentences[i].Span)
				l.Reach(d.Blocks[b].Sentences[i].Span, Search{Window: InSection, Next: true, Named: true, Citation: true, Method: true})
			}
		}
		return growth.CPU() - start
	}
	for name, monster := range monsters {
		run(monster(10_000))
		small, large := run(monster(40_000)), run(monster(400_000))
		for range 3 { // a machine with other work to do makes single measurements jump
			large = min(large, run(monster(400_000)))
		}
		// Ten times the text may take ten times as long; the rest is for the noise of small measurements.
		if large > 30*small && large > 400*time.Millisecond {
			t.Errorf("%s: %v for 40 KB, %v for 400 KB", name, small, large)
		}
	}
}

const article = `The harbour authority published its tally on Monday. An estimated 4,200 boats were lost in the storm, and the northern quays stayed closed for eleven weeks. "We have lost 18,000 customers since the bridge closed," Ana Prieto told the council. She said that the repairs would cost 9 million euros, a sum the ministry has not confirmed.

Officials believe the work could take two years. According to the labour force survey, some 41 percent of returnees are out of work (Adeyemi 2020). The plan was described as "a slow-motion surrender", but Idris Okafor of the river board said it was the only way to keep the port open. The road to the valley is narrow, and in winter the snow closes it for weeks on end.

`

func BenchmarkLayer(b *testing.B) {
	s := strings.Repeat(article, 200)
	b.SetBytes(int64(len(s)))
	for range b.N {
		b.StopTimer()
		d := text(b, s)
		b.StartTimer()
		l := Of(d)
		for i := range d.Blocks {
			l.Attributions(i)
		}
	}
}

func BenchmarkQuotations(b *testing.B) {
	s := strings.Repeat(article, 200)
	b.SetBytes(int64(len(s)))
	for range b.N {
		block := prose.Span{Start: 0, End: len(s)}
		quotations(s, block, signposts(nil, s, block, true))
	}
}
