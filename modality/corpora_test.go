package modality_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/sayso-lint/sayso/modality"
	"github.com/sayso-lint/sayso/prose"
)

// item is a line of a corpus: spans are [start, end, label].
type item struct {
	Text  string          `json:"text"`
	Label json.RawMessage `json:"label"`
	Spans [][]any         `json:"spans"`
	Modal string          `json:"modal"`
}

func (x item) positive() bool { return string(x.Label) == "true" }

func (x item) has(label string) bool {
	for _, s := range x.Spans {
		if s[2] == label {
			return true
		}
	}
	return false
}

// corpus reads a set below the folder that SAYSO_CORPORA names; without it the test is skipped. The texts are other
// people's and no part of the project.
func corpus(tb testing.TB, set string) []item {
	tb.Helper()
	root := os.Getenv("SAYSO_CORPORA")
	if root == "" {
		tb.Skip("SAYSO_CORPORA names no folder of corpora")
	}
	data, err := os.ReadFile(filepath.Join(root, set, "dev.jsonl"))
	if err != nil {
		tb.Skipf("no set %s: %v", set, err)
	}
	var items []item
	lines := bufio.NewScanner(bytes.NewReader(data))
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var x item
		if err := json.Unmarshal(lines.Bytes(), &x); err != nil {
			tb.Fatalf("%s: %v", set, err)
		}
		items = append(items, x)
	}
	return items
}

// errorsWanted is how many errors of each kind to print, from SAYSO_ERRORS. Only those of even items are shown, so that
// the odd ones stay unseen and their figure says what unseen text would get.
func errorsWanted() int {
	n, err := strconv.Atoi(os.Getenv("SAYSO_ERRORS"))
	if err != nil {
		return 0
	}
	return n
}

type count struct{ tp, fp, fn float64 }

func (c count) String() string {
	p, r := c.tp/max(c.tp+c.fp, 1), c.tp/max(c.tp+c.fn, 1)
	return fmt.Sprintf("F1 %.3f (P %.2f R %.2f)", 2*p*r/max(p+r, 1e-9), p, r)
}

func all(d *prose.Document, of func(block, sentence int) []modality.Cue) []modality.Cue {
	var cues []modality.Cue
	for b := range d.Blocks {
		for s := range d.Blocks[b].Sentences {
			cues = append(cues, of(b, s)...)
		}
	}
	return cues
}

// sentences measures the F1 of "the sentence has a cue".
func sentences(t *testing.T, set string, of func(*modality.Layer) func(block, sentence int) []modality.Cue, gold func(item) bool) {
	t.Helper()
	var total count
	var half [2]count
	byName := map[string]*count{}
	shown, missed := map[string]int{}, map[string]int{}
	for i, x := range corpus(t, set) {
		d := document(t, x.Text)
		cues := all(d, of(modality.Of(d)))
		want, got := gold(x), len(cues) > 0
		for _, c := range []*count{&total, &half[i%2]} {
			switch {
			case want && got:
				c.tp++
			case got:
				c.fp++
			case want:
				c.fn++
			}
		}
		names := map[string]bool{}
		var texts []string
		for _, c := range cues {
			names[c.Name+":"+prose.Fold(d.Slice(c.Span))] = true
			texts = append(texts, c.Name+":"+d.Slice(c.Span))
		}
		for n := range names {
			if byName[n] == nil {
				byName[n] = &count{}
			}
			if want {
				byName[n].tp++
			} else {
				byName[n].fp++
			}
		}
		if want && !got {
			for _, s := range x.Spans {
				missed[fmt.Sprintf("%s %s", s[2], prose.Fold(x.Text[int(s[0].(float64)):int(s[1].(float64))]))]++
			}
		}
		kind := map[bool]string{true: "MISS", false: "FALSE"}[want]
		if want != got && i%2 == 0 && shown[kind] < errorsWanted() {
			shown[kind]++
			t.Logf("%s %q %q %v", kind, texts, x.Text, x.Spans)
		}
	}
	t.Logf("%s: %v; even half %v, odd half %v", set, total, half[0], half[1])
	if errorsWanted() > 0 {
		for n, c := range byName {
			if c.fp >= 1 {
				t.Logf("%-40s %3.0f right %3.0f wrong", n, c.tp, c.fp)
			}
		}
		t.Logf("missed %v", missed)
	}
}

func hedgesOf(l *modality.Layer) func(block, sentence int) []modality.Cue { return l.Hedges }
func adviceOf(l *modality.Layer) func(block, sentence int) []modality.Cue { return l.Advice }

func TestCorpusHedgesWikipedia(t *testing.T) {
	sentences(t, "hedge_szeged_wiki", hedgesOf, func(x item) bool { return x.has("modal_probable") })
}

func TestCorpusHedgesBiology(t *testing.T) {
	sentences(t, "hedge_szeged_bio", hedgesOf, func(x item) bool { return x.has("modal_probable") })
}

func TestCorpusCertainty(t *testing.T) { sentences(t, "certainty_scicomm", hedgesOf, item.positive) }

func TestCorpusSuggestions(t *testing.T) { sentences(t, "suggestion_scicomm", adviceOf, item.positive) }

// TestCorpusSenses measures the accuracy of the sense of the modal that the item marks; procedural counts as deontic,
// putative as epistemic.
func TestCorpusSenses(t *testing.T) {
	ok, n := [2]float64{}, [2]float64{}
	byModal := map[string]*[2]float64{}
	confused := map[string]int{}
	for i, x := range corpus(t, "modal_sense_masc") {
		var want string
		if err := json.Unmarshal(x.Label, &want); err != nil {
			t.Fatal(err)
		}
		d := document(t, x.Text)
		span := prose.Span{Start: int(x.Spans[0][0].(float64)), End: int(x.Spans[0][1].(float64))}
		got := "none"
		for b := range d.Blocks {
			for s := range d.Blocks[b].Sentences {
				for _, m := range modality.Of(d).Modals(b, s) {
					if m.Overlaps(span) && got == "none" {
						got = m.Sense.String()
					}
				}
			}
		}
		switch got {
		case "procedural":
			got = "deontic"
		case "putative":
			got = "epistemic"
		}
		n[i%2]++
		if byModal[x.Modal] == nil {
			byModal[x.Modal] = &[2]float64{}
		}
		byModal[x.Modal][1]++
		if got == want {
			ok[i%2]++
			byModal[x.Modal][0]++
			continue
		}
		confused[x.Modal+": "+want+" taken for "+got]++
		if i%2 == 0 && confused[x.Modal+": "+want+" taken for "+got] <= errorsWanted() {
			t.Logf("%s: %s taken for %s: %s[[%s]]%s", x.Modal, want, got, x.Text[:span.Start], x.Text[span.Start:span.End], x.Text[span.End:])
		}
	}
	t.Logf("modal_sense_masc: accuracy %.3f; even half %.3f, odd half %.3f", (ok[0]+ok[1])/(n[0]+n[1]), ok[0]/n[0], ok[1]/n[1])
	for m, c := range byModal {
		t.Logf("%-8s %.3f of %.0f", m, c[0]/c[1], c[1])
	}
	for c, n := range confused {
		t.Logf("%4d %s", n, c)
	}
}
