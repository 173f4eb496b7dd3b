package voice

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/sayso-lint/sayso/internal/read"
	"github.com/sayso-lint/sayso/internal/segment"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/quantity"
)

// These tests measure the layer on annotated corpora that are not part of the project. SAYSO_CORPORA is their folder,
// SAYSO_ERRORS how many errors of each kind to print.

type item struct {
	Text  string  `json:"text"`
	Label bool    `json:"label"`
	Spans [][]any `json:"spans"` // start, end, label and more
}

func corpus(t *testing.T, set string) []item {
	t.Helper()
	root := os.Getenv("SAYSO_CORPORA")
	if root == "" {
		t.Skip("SAYSO_CORPORA is not set")
	}
	data, err := os.ReadFile(filepath.Join(root, set, "dev.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	var items []item
	for line := range bytes.Lines(data) {
		var it item
		if err := json.Unmarshal(line, &it); err != nil {
			t.Fatal(err)
		}
		items = append(items, it)
	}
	return items
}

func (it item) span(i int) (prose.Span, string) {
	s := it.Spans[i]
	return prose.Span{Start: int(s[0].(float64)), End: int(s[1].(float64))}, s[2].(string)
}

func text(t testing.TB, s string) *prose.Document {
	t.Helper()
	return parse(t, "text", s)
}

func parse(t testing.TB, format, s string) *prose.Document {
	t.Helper()
	d, _, err := read.Document("a", format, []byte(s))
	if err != nil {
		t.Fatal(err)
	}
	segment.Document(d)
	return d
}

// sourceSpan is where a span of the text stands in the file; the corpora count there.
func sourceSpan(d *prose.Document, s prose.Span) prose.Span {
	l := d.Locate(s)
	return prose.Span{Start: l.Start.Offset, End: l.End.Offset}
}

type tally struct{ tp, fp, fn int }

func (c *tally) add(gold, got bool) {
	switch {
	case gold && got:
		c.tp++
	case got:
		c.fp++
	case gold:
		c.fn++
	}
}

func (c tally) String() string {
	p, r := float64(c.tp)/float64(c.tp+c.fp), float64(c.tp)/float64(c.tp+c.fn)
	return fmt.Sprintf("F1 %.4f P %.3f R %.3f (tp %d fp %d fn %d)", 2*p*r/(p+r), p, r, c.tp, c.fp, c.fn)
}

func errorsWanted() int {
	n, _ := strconv.Atoi(os.Getenv("SAYSO_ERRORS"))
	return n
}

var wordPattern = regexp.MustCompile(`[\p{L}\p{N}_]+`)

func TestAttributedWords(t *testing.T) {
	var all tally
	shown := 0
	for n, it := range corpus(t, "attribution_polnear_docs") {
		d := text(t, it.Text)
		gold, got := make([]bool, len(it.Text)+1), make([]bool, len(it.Text)+1)
		for i := range it.Spans {
			if s, label := it.span(i); label == "content" {
				for j := s.Start; j < s.End; j++ {
					gold[j] = true
				}
			}
		}
		l := Of(d)
		for b := range d.Blocks {
			for _, a := range l.Attributions(b) {
				for _, c := range a.Content {
					s := sourceSpan(d, c)
					for j := s.Start; j < s.End; j++ {
						got[j] = true
					}
				}
			}
		}
		words := wordPattern.FindAllStringIndex(it.Text, -1)
		for _, w := range words {
			all.add(gold[w[0]], got[w[0]])
		}
		if n%7 == 3 && shown < errorsWanted() {
			shown++
			t.Log(marked(it.Text, words, gold, got))
		}
	}
	t.Log(all)
}

// marked shows a text with misses as [-…-] and false alarms as [+…+].
func marked(text string, words [][]int, gold, got []bool) string {
	var out strings.Builder
	at, state := 0, 0
	for _, w := range words {
		next := 0
		switch {
		case gold[w[0]] && got[w[0]]:
			next = 3
		case gold[w[0]]:
			next = 1
		case got[w[0]]:
			next = 2
		}
		if next != state {
			out.WriteString([]string{"", "-]", "+]", "}"}[state])
		}
		out.WriteString(text[at:w[0]])
		if next != state {
			out.WriteString([]string{"", "[-", "[+", "{"}[next])
		}
		out.WriteString(text[w[0]:w[1]])
		at, state = w[1], next
	}
	out.WriteString(text[at:])
	return out.String()
}

func TestUnsourcedFigures(t *testing.T) {
	items := corpus(t, "unsourced_figures_polnear")
	for _, search := range []Search{
		{Window: InParagraph, Next: true, Named: true, Citation: true, Method: true, Weak: true},
		{Window: InSentence, Named: true, Citation: true, Method: true, Weak: true, Within: true},
		{Window: InParagraph, Named: true, Citation: true, Method: true, Weak: true, Within: true},
		{Window: InParagraph, Next: true, Named: true, Citation: true, Method: true, Weak: true, Within: true},
	} {
		var all tally
		shown := 0
		for _, it := range items {
			d := text(t, it.Text)
			l := Of(d)
			for i := range it.Spans {
				s, label := it.span(i)
				gold, got := strings.HasPrefix(label, "unsourced"), false
				for _, q := range quantity.Of(d).In(s) {
					who, _ := l.Speaker(q.Span)
					got = got || who == Author && !l.Reach(q.Span, search).Sourced
				}
				all.add(gold, got)
				if gold != got && search.Within && search.Window == InSentence && shown < errorsWanted() {
					shown++
					t.Logf("gold %s, got unsourced %v: %q in %s", label, got, it.Text[s.Start:s.End], it.Text)
				}
			}
		}
		t.Logf("%+v %v", search, all)
	}
}

func TestVagueSources(t *testing.T) {
	var all tally
	shown := map[bool]int{}
	for _, it := range corpus(t, "vague_source_polnear") {
		d := text(t, it.Text)
		l := Of(d)
		got := false
		var why []string
		for b := range d.Blocks {
			for _, a := range l.Attributions(b) {
				switch a.Source.Class {
				case VagueGroup, BareAnonymous, NoSource:
					got = true
				default:
				}
				why = append(why, fmt.Sprintf("%s(%s):%s", d.Slice(a.Source.Span), a.Source.Class, d.Slice(a.Cue)))
			}
		}
		all.add(it.Label, got)
		if it.Label != got && shown[got] < errorsWanted() {
			shown[got]++
			var kinds []string
			for i := range it.Spans {
				s, label := it.span(i)
				kinds = append(kinds, it.Text[s.Start:s.End]+"="+label)
			}
			t.Logf("gold %v: %s\n   got  %s\n   gold %s", it.Label, it.Text, strings.Join(why, "; "), strings.Join(kinds, "; "))
		}
	}
	t.Log(all)
}
