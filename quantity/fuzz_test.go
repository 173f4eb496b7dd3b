package quantity_test

import (
	"math"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/sayso-lint/sayso/internal/growth"
	"github.com/sayso-lint/sayso/internal/read"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/quantity"
)

// check states what holds of every number of every text.
func check(tb testing.TB, d *prose.Document) {
	tb.Helper()
	l := quantity.Of(d)
	end := 0
	for q := range l.All() {
		s := d.Blocks[q.Block].Sentences[q.Sentence]
		switch {
		case q.Empty() || q.Number.Empty():
			tb.Errorf("empty number %+v", q)
		case !s.Contains(q.Span):
			tb.Errorf("%+v outside of its sentence %+v", q, s.Span)
		case q.Start < end:
			tb.Errorf("%+v overlaps the number before or is out of order", q)
		case !q.Contains(q.Number):
			tb.Errorf("number outside of %+v", q)
		case !q.Noun.Empty() && !q.Contains(q.Noun):
			tb.Errorf("noun outside of %+v", q)
		case !q.Approx.Empty() && q.Approx.End > q.Start:
			tb.Errorf("approximator inside of %+v", q)
		case q.Approx.Start < s.Start && !q.Approx.Empty():
			tb.Errorf("approximator outside of the sentence of %+v", q)
		case q.Figure && q.Kind > quantity.Duration:
			tb.Errorf("%v is a figure", q.Kind)
		case math.IsNaN(q.Value) || math.IsInf(q.Value, 0) || math.IsNaN(q.Upper) || math.IsInf(q.Upper, 0):
			tb.Errorf("value of %+v", q)
		}
		for _, span := range []prose.Span{q.Span, q.Number, q.Approx, q.Noun} {
			if !utf8.ValidString(d.Slice(span)) && utf8.ValidString(d.Text) {
				tb.Errorf("%+v cuts a character", q)
			}
		}
		if in := l.In(q.Number); len(in) != 1 || in[0] != *q {
			tb.Errorf("In(%v) = %+v, want %+v", q.Number, in, q)
		}
		end = q.End
	}
	for b := range d.Blocks {
		for i := range d.Blocks[b].Sentences {
			woken := false
			for _, tok := range d.Blocks[b].Sentences[i].Tokens {
				woken = woken || quantity.Wakes(tok.Word, d.Slice(tok.Span))
			}
			if found := l.Sentence(b, i); len(found) > 0 && !woken {
				tb.Errorf("no token wakes %+v", found)
			}
		}
	}
}

var seeds = []string{
	"An estimated 4,200 boats, between 800 and 1,100 men, were lost.",
	"$3-5bn, €3bn, US$ 40 million, 30 million euros; 12 per 1,000; 80 km/h",
	"one in three, two thirds, a third of, half a million, hundreds of thousands of",
	"In 2015, section 4.2; 9/11, G20, F-16, COVID-19; 08:30 on 14 June; +1 (202) 555-0147",
	"1,2,3 4-5-6 7/8/9 10.11.12 ½ ¾ ２ ٣ 1\u00a0000 ~5 ≈ 6 °C 'n' '90s a a a an an 5%%%",
	"two hundred and and two hundred-hundred thousand million-one and a half a a dozen dozens of dozens",
	"if 3 would, who is 70? Did 4? What if 5? “six” ‘seven’ eight–nine ten—eleven",
	"second-most twenty-first nine-year-old 150,000-square-foot 9-hour 3x 4k 5m 6b 7th 8s 9-",
	strings.Repeat("9", 400) + " " + strings.Repeat("million ", 80),
}

func FuzzLayer(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if _, _, err := read.Document("x.txt", "text", []byte(text)); err != nil {
			t.Skip("no text, says the reader")
		}
		check(t, document(t, text))
		if text != "" {
			check(t, sentence(t, text))
		}
	})
}

// TestLinear reads long sentences of what could go wrong. Thirty-two times the text may take that much longer and some;
// were anything quadratic it would take a thousand times.
func TestLinear(t *testing.T) {
	for _, unit := range append(seeds, "one ", "million ", "a ", "-1", "1-", "1/", "if 5, ", "the ", "(", "1 000 ", "dozens of ", "1,", "[1,") {
		took := func(n int) time.Duration {
			d := sentence(t, strings.Repeat(unit+" ", n/len(unit)+1))
			best := time.Hour
			for range 2 {
				start := growth.CPU()
				quantity.New(d).All()(func(*quantity.Quantity) bool { return true })
				best = min(best, growth.CPU()-start)
			}
			return best
		}
		small, large := took(1<<12), took(1<<17)
		if large > 250*small && large > 50*time.Millisecond {
			t.Errorf("%.40q: %v for 4 KiB, %v for 128 KiB", unit, small, large)
		}
	}
}

func BenchmarkNumbers(b *testing.B) { benchmark(b, seedProse) }

// BenchmarkNone is prose without any number: what every sentence pays.
func BenchmarkNone(b *testing.B) {
	benchmark(b, "The ministry has said nothing of the harbour since the storm, and its clerks answer no letters; whoever asks is sent away with a form. ")
}

const seedProse = "An estimated 4,200 boats were lost when the storm hit the harbour, and 37 percent of the quays stayed idle. " +
	"The ministry lost $90 million to fraud in the last budget cycle, which the auditors of the province had foreseen. " +
	"Some 18,000 people were driven from their homes by the shelling of the two northern towns on 14 June 2015. "

func benchmark(b *testing.B, text string) {
	b.Helper()
	d := document(b, strings.Repeat(text, 1<<20/len(text)))
	b.SetBytes(1 << 20)
	b.ReportAllocs()
	for b.Loop() {
		quantity.New(d).All()(func(*quantity.Quantity) bool { return true })
	}
}
