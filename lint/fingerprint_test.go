package lint

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sayso-lint/sayso/internal/growth"
	"github.com/sayso-lint/sayso/prose"
)

// paragraphs makes a document of one sentence a paragraph.
func paragraphs(texts ...string) *prose.Document {
	source := strings.Join(texts, "\n\n")
	b := prose.NewBuilder("toy.txt", "text", prose.Source{Text: source})
	at := 0
	for _, p := range texts {
		b.OpenBlock(prose.Block{})
		b.Copy(at, at+len(p))
		at += len(p) + 2
	}
	d := b.Build()
	for i := range d.Blocks {
		d.Blocks[i].Sentences = []prose.Sentence{{Span: d.Blocks[i].Span}}
	}
	return d
}

// at makes a finding of a rule at the nth occurrence (from 0) of a word.
func at(d *prose.Document, rule, word string, n int) Finding {
	from := 0
	for range n {
		from += strings.Index(d.Text[from:], word) + len(word)
	}
	from += strings.Index(d.Text[from:], word)
	return Finding{Rule: rule, Span: prose.Span{Start: from, End: from + len(word)}}
}

func TestFingerprintIsWhatTheContractSays(t *testing.T) {
	d := paragraphs("It  MAY\nrain.")
	sum := sha256.Sum256([]byte("rain\x00it may rain.\x001"))
	if got, want := Fingerprints(d, []Finding{at(d, "rain", "MAY", 0)})[0], hex.EncodeToString(sum[:16]); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestFingerprintsSurviveMovesAndEditsElsewhere(t *testing.T) {
	of := func(d *prose.Document) []string {
		var fs []Finding
		for i := range strings.Count(d.Text, "may") {
			fs = append(fs, at(d, "rain", "may", i))
		}
		return Fingerprints(d, fs)
	}
	before := of(paragraphs("It may rain, it may.", "Sun.", "It may rain, it may.", "It may snow."))
	if len(slices.Compact(slices.Sorted(slices.Values(before)))) != 5 {
		t.Errorf("not all different: %v", before)
	}
	after := of(paragraphs("New.", "It may snow.", "It may\uFFFC rain,  it may.", "It may rain, it may."))
	if want := slices.Concat(before[4:], before[:4]); !slices.Equal(after, want) {
		t.Errorf("got  %v\nwant %v", after, want)
	}
	d := paragraphs("It may rain.")
	two := Fingerprints(d, []Finding{at(d, "a", "may", 0), at(d, "b", "may", 0)})
	if two[0] == two[1] {
		t.Error("two rules share a fingerprint")
	}
}

func TestFingerprintsOutsideOfSentences(t *testing.T) {
	d := paragraphs("a", "b")
	d.Blocks[1].Sentences = nil
	empty := &prose.Document{}
	for _, d := range []*prose.Document{d, empty} {
		for _, f := range Fingerprints(d, []Finding{{Rule: "a"}, {Rule: "a", Span: prose.Span{Start: len(d.Text), End: len(d.Text)}}}) {
			if len(f) != 32 {
				t.Errorf("got %q", f)
			}
		}
	}
}

// One sentence of a megabyte with a finding every ten bytes must not be hashed once a finding.
func TestFingerprintsAreLinear(t *testing.T) {
	took := func(n int) time.Duration {
		d := paragraphs(strings.Repeat("it may so ", n))
		fs := make([]Finding, n)
		for i := range fs {
			fs[i] = Finding{Rule: "rain", Span: prose.Span{Start: i*10 + 3, End: i*10 + 6}}
		}
		best := time.Hour
		for range 3 {
			start := growth.CPU()
			Fingerprints(d, fs)
			best = min(best, growth.CPU()-start)
		}
		return best
	}
	if small, large := took(5_000), took(50_000); large > 40*small+100*time.Millisecond {
		t.Errorf("5,000 take %s and 50,000 take %s", small, large)
	}
}
