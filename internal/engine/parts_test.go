package engine

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/modality"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/quantity"
	"github.com/sayso-lint/sayso/voice"
)

// long is a text of enough paragraphs for four parts, each with a number of its own.
func long() *prose.Document {
	var paragraphs []string
	for n, size := 0, 0; size < 4*smallestPart; n++ {
		p := fmt.Sprintf("It may well rain on %d quays. %s", n, strings.Repeat("The sea is calm and the quay is dry. ", 20))
		paragraphs, size = append(paragraphs, p), size+len(p)
	}
	return text(paragraphs...)
}

// TestATextThatIsKnownIsCheckedInParts: what was found out before is nobody's to write to from two sides; for the race detector.
func TestATextThatIsKnownIsCheckedInParts(t *testing.T) {
	d := long()
	for b := range d.Blocks {
		voice.Of(d).Attributions(b)
		modality.Of(d).Modals(b, 0)
	}
	asks := toy("asks", "rain")
	asks.Check = func(p *lint.Pass, h lint.Hit) {
		other := h.Block % 100 // of the first part, whoever asks
		voice.Of(p.Doc).Reach(p.Doc.Blocks[other].Span, voice.Search{Window: voice.InParagraph, Named: true})
		modality.Of(p.Doc).Hedges(other, 0)
		p.Report(lint.Finding{Span: h.Span})
	}
	parted := seen(d, run(t, Settings{Rules: on(asks), Jobs: 4}, d))
	if whole := seen(d, run(t, Settings{Rules: on(asks)}, d)); !slices.Equal(parted, whole) {
		t.Error("the parts say something else than the whole")
	}
}

// seen is all that a check says, in a line for each finding and fault.
func seen(d *prose.Document, r Result) []string {
	var out []string
	for _, f := range r.Findings {
		out = append(out, fmt.Sprint(f.Span, f.Rule, " ", f.Message))
	}
	for _, err := range r.Faults {
		out = append(out, err.Error())
	}
	return append(out, strconv.Itoa(len(d.Blocks)))
}

func TestPartsSayWhatTheWholeSays(t *testing.T) {
	d := long()
	middle := d.Blocks[len(d.Blocks)/2].Start
	counts := &lint.Rule{
		ID: "counts", Severity: map[lint.Profile]lint.Severity{lint.Audit: lint.Warning}, Cues: lint.Cues{Quantities: []quantity.Kind{quantity.Count}},
		Check: func(p *lint.Pass, h lint.Hit) {
			all := slices.Collect(quantity.Of(p.Doc).All()) // of the whole text, wherever the hit is
			p.Report(lint.Finding{Span: h.Span, Message: fmt.Sprintf("%v of %d", h.Quantity.Value, len(all))})
		},
	}
	whole := toy("whole", "well")
	whole.Check, whole.Document = nil, func(p *lint.Pass) {
		for i, h := range p.Hits {
			p.Report(lint.Finding{Span: h.Span, Message: strconv.Itoa(i)})
		}
	}
	fragile, broken := toy("fragile", "rain"), toy("broken", "sea")
	fragile.Check = func(p *lint.Pass, h lint.Hit) {
		if h.Span.Start > middle {
			panic("too late")
		}
		p.Report(lint.Finding{Span: h.Span})
	}
	broken.Check = func(p *lint.Pass, _ lint.Hit) { p.Fail(errors.New("it is broken")) }
	rules := on(toy("may", "may"), counts, whole, fragile, broken)

	want := seen(d, run(t, Settings{Rules: rules}, d))
	if len(want) < 3*len(d.Blocks) {
		t.Fatalf("only %d findings in %d paragraphs", len(want), len(d.Blocks))
	}
	for _, jobs := range []int{1, 2, 3, 4, 9} {
		again := long()
		if got := seen(again, run(t, Settings{Rules: rules, Jobs: jobs}, again)); !slices.Equal(got, want) {
			t.Errorf("%d jobs: %d lines, not %d", jobs, len(got), len(want))
			for i := range min(len(got), len(want)) {
				if got[i] != want[i] {
					t.Fatalf("%s\nnot %s", got[i], want[i])
				}
			}
		}
	}
}

func TestStretches(t *testing.T) {
	e, err := New(Settings{Profile: lint.Audit, Jobs: 3})
	if err != nil {
		t.Fatal(err)
	}
	for name, d := range map[string]*prose.Document{
		"nothing": text(""), "short": text("The sea.", "The quay."), "long": long(), "one paragraph": text(strings.Repeat("The sea is calm. ", 60_000)),
	} {
		c := newCheck(e, d)
		next := 0
		for _, s := range c.stretches() {
			if s.first != next || s.last < s.first {
				t.Errorf("%s: %v", name, c.stretches())
			}
			next = s.last
		}
		if next != len(d.Blocks) {
			t.Errorf("%s: %v of %d blocks", name, c.stretches(), len(d.Blocks))
		}
		if n := len(c.stretches()); name == "long" && n != 3 || name == "short" && n != 1 {
			t.Errorf("%s: %d parts", name, n)
		}
	}
}
