package editions_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/sayso-lint/sayso/editions"
	"github.com/sayso-lint/sayso/internal/segment"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/metrics"
	"github.com/sayso-lint/sayso/prose"
)

// edition is a text of a sentence a line, with a finding on each "moose".
func edition(lines ...string) *editions.Edition {
	text := strings.Join(lines, "\n")
	b := prose.NewBuilder("test.txt", "text", prose.Source{Text: text})
	b.Document().Lang = "en"
	at := 0
	for _, line := range lines {
		if line != "" {
			b.OpenBlock(prose.Block{Kind: prose.Paragraph})
			b.Copy(at, at+len(line))
		}
		at += len(line) + 1
	}
	d := b.Build()
	segment.Document(d)
	e := &editions.Edition{Doc: d, Metrics: metrics.InDepth(d).Metrics}
	for from := 0; ; {
		i := strings.Index(d.Text[from:], "moose")
		if i < 0 {
			break
		}
		from += i + len("moose")
		e.Findings = append(e.Findings, lint.Finding{Rule: "stray-moose", Span: prose.Span{Start: from - len("moose"), End: from}})
	}
	lint.Name(d, e.Findings)
	return e
}

func told(t *editions.Text) string {
	var b strings.Builder
	for _, f := range t.Fixed {
		fmt.Fprintf(&b, "-%d ", f.At.Start.Line)
	}
	for _, f := range t.Added {
		fmt.Fprintf(&b, "+%d ", f.At.Start.Line)
	}
	for _, f := range t.Moved {
		fmt.Fprintf(&b, "%d>%d ", f.From.Start.Line, f.At.Start.Line)
	}
	return b.String() + fmt.Sprintf("=%d", t.Same)
}

func TestOf(t *testing.T) {
	for _, test := range []struct {
		name     string
		old, new []string
		want     string
	}{
		{"nothing changed", []string{"A moose came."}, []string{"A moose came."}, "=1"},
		{"one is mended", []string{"A moose came.", "Two moose sat."}, []string{"A moose came.", "Two elks sat."}, "-2 =1"},
		{"one is new", []string{"A moose came."}, []string{"A moose came.", "Two moose sat."}, "+2 =1"},
		{"text is put before it", []string{"A moose came."}, []string{"It was dark.", "", "A moose came."}, "1>3 =0"},
		{"two change places", []string{"A moose came.", "Two moose sat."}, []string{"Two moose sat.", "A moose came."}, "2>1 1>2 =0"},
		{"the sentence is rewritten and no better", []string{"A moose came."}, []string{"A big moose came."}, "-1 +1 =0"},
		{"the first of two alike goes", []string{"A moose came.", "It sat.", "A moose came."}, []string{"It sat.", "A moose came."}, "-3 1>2 =0"},
		{"a text is new", nil, []string{"A moose came."}, "+1 =0"},
		{"a text is gone", []string{"A moose came."}, nil, "-1 =0"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var before, after *editions.Edition
			if test.old != nil {
				before = edition(test.old...)
			}
			if test.new != nil {
				after = edition(test.new...)
			}
			if got := told(editions.Of(before, after)); got != test.want {
				t.Errorf("%s, want %s", got, test.want)
			}
		})
	}
}

func TestRatios(t *testing.T) {
	text := editions.Of(edition("Some 300 boats were lost."), edition("Some 300 boats were lost, Lena Ruiz said."))
	i := slices.IndexFunc(text.Ratios(), func(r editions.Ratio) bool { return r.ID == "sourced-claim-ratio" })
	if i < 0 {
		t.Fatal("the ratio of sourced claims has not changed")
	}
	if r := text.Ratios()[i]; r.Old != 0 || r.New != 1 || !r.HadOld || !r.HasNew {
		t.Errorf("%+v", r)
	}
	if same := editions.Of(edition("A moose came."), edition("A moose came.")).Ratios(); len(same) != 0 {
		t.Errorf("figures of the same text differ: %v", same)
	}
}

// Every finding of either edition is told of once, and what is fixed one way is new the other.
func TestNothingIsLost(t *testing.T) {
	lines := rapid.SliceOfN(rapid.SampledFrom([]string{"A moose came.", "Two moose sat.", "It was dark.", "A moose met a moose."}), 0, 9)
	rapid.Check(t, func(t *rapid.T) {
		before, after := edition(lines.Draw(t, "old")...), edition(lines.Draw(t, "new")...)
		there, back := editions.Of(before, after), editions.Of(after, before)
		if n := len(there.Fixed) + len(there.Moved) + there.Same; n != len(before.Findings) {
			t.Errorf("%d findings of the old edition are told of, of %d", n, len(before.Findings))
		}
		if n := len(there.Added) + len(there.Moved) + there.Same; n != len(after.Findings) {
			t.Errorf("%d findings of the new edition are told of, of %d", n, len(after.Findings))
		}
		if len(there.Fixed) != len(back.Added) || len(there.Added) != len(back.Fixed) || there.Same != back.Same {
			t.Errorf("there %s, back %s", told(there), told(back))
		}
	})
}
