package prose_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/sayso-lint/sayso/prose"
)

// whole makes a document of one paragraph out of a source, byte for byte.
func whole(source string) *prose.Document {
	b := prose.NewBuilder("x", "text", prose.Source{Text: source})
	b.OpenBlock(prose.Block{})
	b.Copy(0, len(source))
	return b.Build()
}

func TestPositions(t *testing.T) {
	for _, c := range []struct {
		name, source, find string
		want               prose.Position
	}{
		{"plain", "one two", "two", prose.Position{Offset: 4, Line: 1, Column: 5, UTF16: 5}},
		{"line feed", "one\ntwo", "two", prose.Position{Offset: 4, Line: 2, Column: 1, UTF16: 1}},
		{"carriage return and line feed", "one\r\ntwo", "two", prose.Position{Offset: 5, Line: 2, Column: 1, UTF16: 1}},
		{"carriage return", "one\rtwo", "two", prose.Position{Offset: 4, Line: 2, Column: 1, UTF16: 1}},
		{"emoji", "🛶 two", "two", prose.Position{Offset: 5, Line: 1, Column: 3, UTF16: 4}},
		{"combining accent", "e\u0301 two", "two", prose.Position{Offset: 4, Line: 1, Column: 4, UTF16: 4}},
		{"Chinese", "港口 two", "two", prose.Position{Offset: 7, Line: 1, Column: 4, UTF16: 4}},
		{"far along one line", strings.Repeat("é🛶", 3000) + "two", "two", prose.Position{Offset: 18000, Line: 1, Column: 6001, UTF16: 9001}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := whole(c.source)
			at := strings.Index(d.Text, c.find)
			got := d.Locate(prose.Span{Start: at, End: at + len(c.find)})
			if got.Start != c.want || got.Text != c.find {
				t.Errorf("%q at %+v, want %q at %+v", got.Text, got.Start, c.find, c.want)
			}
		})
	}
}

func TestByteOrderMarkCountsInOffsetsAlone(t *testing.T) {
	var decoded prose.Offsets
	decoded.Copy(0, 3)
	b := prose.NewBuilder("x", "text", prose.Source{Text: "one", Decoded: decoded})
	b.Copy(0, 3)
	got := b.Build().Locate(prose.Span{Start: 0, End: 3})
	if want := (prose.Position{Offset: 3, Line: 1, Column: 1, UTF16: 1}); got.Start != want {
		t.Errorf("starts at %+v, want %+v", got.Start, want)
	}
	if got.End.Offset != 6 {
		t.Errorf("ends at %d, want 6", got.End.Offset)
	}
}

func TestReplacedStretchesKeepTheirEdges(t *testing.T) {
	source := "salt &amp; **ice**"
	b := prose.NewBuilder("x", "markdown", prose.Source{Text: source})
	b.OpenBlock(prose.Block{})
	b.Copy(0, 5)
	b.Replace(5, 10, "&")
	b.Copy(10, 11)
	b.Copy(13, 16)
	d := b.Build()
	if d.Text != "salt & ice" {
		t.Fatalf("text %q", d.Text)
	}
	for text, want := range map[string]string{"&": "&amp;", "ice": "ice", "salt &": "salt &amp;", "& ice": "&amp; **ice"} {
		at := strings.Index(d.Text, text)
		if got := d.Locate(prose.Span{Start: at, End: at + len(text)}).Text; got != want {
			t.Errorf("%q stands for %q, want %q", text, got, want)
		}
	}
}

func TestEmptyBlocksNeverWere(t *testing.T) {
	b := prose.NewBuilder("x", "text", prose.Source{Text: "onetwo"})
	b.OpenBlock(prose.Block{Kind: prose.Heading})
	b.OpenBlock(prose.Block{})
	b.Copy(0, 3)
	b.OpenBlock(prose.Block{Kind: prose.Quote})
	b.CloseBlock()
	b.OpenBlock(prose.Block{Kind: prose.Note, Label: "1"})
	b.Copy(3, 6)
	d := b.Build()
	if d.Text != "one\n\ntwo" || len(d.Blocks) != 2 || d.Blocks[1].Kind != prose.Note {
		t.Errorf("text %q, blocks %+v", d.Text, d.Blocks)
	}
}

func TestWordsFold(t *testing.T) {
	for _, same := range [][]string{
		{"don't", "DON’T", "don‘t"},
		{"café", "cafe\u0301", "CAFÉ"},
		{"straße", "Straße"},
		{"co-op", "co‑op"},
		{"soft", "so\u00ADft"},
	} {
		for _, w := range same[1:] {
			if prose.WordOf(w) != prose.WordOf(same[0]) {
				t.Errorf("%q and %q are not the same word", w, same[0])
			}
		}
	}
	if prose.WordOf("may") == prose.WordOf("might") {
		t.Error("two words are one")
	}
}

func TestFactsAreWorkedOutOnce(t *testing.T) {
	n := 0
	length := prose.NewFact(func(d *prose.Document) int { n++; return len(d.Text) })
	words := prose.NewFact(func(d *prose.Document) int { return length.Of(d) + 1 })
	d := whole("one two")
	if words.Of(d) != 8 || length.Of(d) != 7 || words.Of(d) != 8 || n != 1 {
		t.Errorf("worked out %d times", n)
	}
	if length.Of(whole("one")) != 3 {
		t.Error("two documents share a fact")
	}
}

// TestLocateAgreesWithCounting holds the index of checkpoints against counting from the start.
func TestLocateAgreesWithCounting(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		source := strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"a", "é", "🛶", "\n", "\r\n", "\r", "e\u0301", "港"}), 0, 4000).Draw(t, "source"), "")
		d := whole(source)
		at := rapid.IntRange(0, len(source)).Draw(t, "at")
		for at < len(source) && !utf8.RuneStart(source[at]) {
			at++
		}
		want := prose.Position{Offset: at, Line: 1, Column: 1, UTF16: 1}
		for i, r := range source[:at] {
			switch {
			case r == '\n' || r == '\r' && (i+1 == len(source) || source[i+1] != '\n'):
				want.Line++
				want.Column, want.UTF16 = 1, 1
			default:
				want.Column++
				want.UTF16++
				if r > 0xFFFF {
					want.UTF16++
				}
			}
		}
		if got := d.Locate(prose.Span{Start: at, End: at}).Start; got != want {
			t.Fatalf("offset %d of %q is %+v, want %+v", at, source, got, want)
		}
	})
}

func FuzzFold(f *testing.F) {
	f.Add("Don’t", "cafe\u0301")
	f.Fuzz(func(t *testing.T, a, b string) {
		if prose.Fold(a) == prose.Fold(b) && utf8.ValidString(a) && utf8.ValidString(b) && prose.WordOf(a) != prose.WordOf(b) {
			t.Errorf("%q and %q fold alike and differ", a, b)
		}
		if twice := prose.Fold(prose.Fold(a)); utf8.ValidString(a) && prose.WordOf(twice) != prose.WordOf(a) {
			t.Errorf("%q folds to %q and then to %q", a, prose.Fold(a), twice)
		}
	})
}

func BenchmarkLocate(b *testing.B) {
	d := whole(strings.Repeat("The harbour was closed in March, café and all. ", 20000))
	b.SetBytes(1)
	for i := 0; b.Loop(); i++ {
		at := i * 7919 % (len(d.Text) - 1)
		d.Locate(prose.Span{Start: at, End: at + 1})
	}
}

func BenchmarkWordOf(b *testing.B) {
	words := strings.Fields(strings.Repeat("The harbour was closed in March and the crews waited ", 10))
	b.SetBytes(int64(len(strings.Join(words, " "))))
	for b.Loop() {
		for _, w := range words {
			prose.WordOf(w)
		}
	}
}

func TestTable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := map[uint64]int{}
		var got prose.Table[int]
		for i, w := range rapid.SliceOf(rapid.Uint64Range(1, 64)).Draw(t, "words") {
			w <<= w % 8 * 8 // words that differ in few bits
			want[w] = i
			got.Put(w, i)
		}
		for w := range uint64(65) {
			w <<= w % 8 * 8
			if got.Of(w) != want[w] {
				t.Fatalf("%d is %d, want %d", w, got.Of(w), want[w])
			}
		}
		words, values := got.Slots()
		laid := prose.TableOf(words, values)
		before := slices.Clone(words)
		for w := range uint64(65) {
			laid.Put(w+100, -1)
		}
		for w := range want {
			if laid.Of(w) != got.Of(w) {
				t.Fatalf("%d is %d in a table that was laid out, want %d", w, laid.Of(w), got.Of(w))
			}
		}
		if !slices.Equal(words, before) {
			t.Fatal("what was laid out has been written to")
		}
	})
}

func TestWords(t *testing.T) {
	list := strings.Fields("a an the it its itself Washington naïve two-thirds 's % ’s he he")
	w := prose.WordsOf(strings.Join(list, "\n\t "))
	for _, in := range append(list, "A", "WASHINGTON", "'s") {
		if !w.Has(prose.WordOf(in)) {
			t.Errorf("%q is missing", in)
		}
	}
	for _, out := range []string{"", "th", "them", "naive", "he he"} {
		if w.Has(prose.WordOf(out)) {
			t.Errorf("%q is there", out)
		}
	}
	if w.Has(0) || prose.WordsOf("").Has(prose.WordOf("a")) || new(prose.Words).Within([]prose.Token{{Word: prose.WordOf("a")}}) {
		t.Error("an empty set, or one asked for nothing, has something")
	}
	if !w.Within([]prose.Token{{Word: prose.WordOf("x")}, {Word: prose.WordOf("the")}}) {
		t.Error("the is not found among tokens")
	}
}

func TestWhatIsKnownByBlocksIsAdopted(t *testing.T) {
	asked := 0
	type memo struct{ blocks []string }
	empty := func(d *prose.Document) *memo { return &memo{make([]string, len(d.Blocks))} }
	adopt := func(mine, theirs *memo, first, last int) { copy(mine.blocks[first:last], theirs.blocks[first:last]) }
	of, settled := prose.NewBlocksFact(empty, adopt), prose.NewBlocksFact(empty, adopt).Settled()
	whole := prose.NewFact(func(d *prose.Document) int { asked++; return len(d.Blocks) })
	b := prose.NewBuilder("x.txt", "text", prose.Source{Text: "one\n\ntwo\n\nthree"})
	for _, s := range []prose.Span{{0, 3}, {5, 8}, {10, 15}} {
		b.OpenBlock(prose.Block{})
		b.Copy(s.Start, s.End)
	}
	d := b.Build()
	of.Of(d).blocks[0], settled.Of(d).blocks[0], asked = "known", "known", whole.Of(d)-3
	apart := d.Apart()
	of.Of(apart).blocks[1], of.Of(apart).blocks[2] = "found", "beyond"
	if of.Of(d).blocks[1] != "" || apart.Locate(apart.Blocks[2].Span) != d.Locate(d.Blocks[2].Span) {
		t.Error("apart is not the same text with a memo of its own")
	}
	d.Adopt(apart, 1, 2)
	if got := of.Of(d).blocks; got[0] != "known" || got[1] != "found" || got[2] != "" {
		t.Errorf("adopted %q", got)
	}
	if got := of.Of(apart).blocks[0]; got != "" {
		t.Errorf("apart was handed %q, which may yet be written to", got)
	}
	if got := settled.Of(apart).blocks[0]; got != "known" {
		t.Errorf("apart was handed %q of what is settled", got)
	}
	if whole.Of(d); whole.Of(apart) != 3 || asked != 1 {
		t.Errorf("what is known of the whole was worked out %d times", 1+asked)
	}
	fresh := b.Build()
	fresh.Adopt(apart, 0, 3)
	if got := of.Of(fresh).blocks[2]; got != "beyond" {
		t.Errorf("a text that nobody asked adopted %q", got)
	}
}
