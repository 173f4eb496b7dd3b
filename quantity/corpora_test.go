package quantity_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"unicode/utf8"

	"github.com/sayso-lint/sayso/internal/read"
	"github.com/sayso-lint/sayso/internal/segment"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/quantity"
)

// document reads plain text the way the command does.
func document(tb testing.TB, text string) *prose.Document {
	tb.Helper()
	d, _, err := read.Document("test.txt", "text", []byte(text))
	if err != nil {
		tb.Fatalf("read: %v", err)
	}
	segment.Document(d)
	return d
}

// item is a line of a corpus: spans are [start, end, label].
type item struct {
	Text  string  `json:"text"`
	Label bool    `json:"label"`
	Spans [][]any `json:"spans"`
}

// corpus reads a set below the folder that SAYSO_CORPORA names; without it the test is skipped. The texts are other
// people's and no part of the project.
func corpus(tb testing.TB, set string) []item {
	tb.Helper()
	root := os.Getenv("SAYSO_CORPORA")
	if root == "" {
		tb.Skip("SAYSO_CORPORA names no folder of corpora")
	}
	f, err := os.Open(filepath.Join(root, set, "dev.jsonl"))
	if err != nil {
		tb.Skipf("no set %s: %v", set, err)
	}
	defer func() {
		if err := f.Close(); err != nil {
			tb.Error(err)
		}
	}()
	var items []item
	lines := bufio.NewScanner(f)
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

// TestCorpusNumbers measures "a number is reported" by sentence.
func TestCorpusNumbers(t *testing.T) {
	var tp, fp, fn float64
	for _, x := range corpus(t, "numbers_scicomm") {
		found := false
		var all []string
		d := document(t, x.Text)
		for q := range quantity.Of(d).All() {
			found = found || q.Figure
			mark := ""
			if q.Figure {
				mark = "!"
			}
			all = append(all, d.Slice(q.Span)+" "+mark+q.Kind.String())
		}
		switch {
		case found && x.Label:
			tp++
		case found:
			fp++
			t.Logf("false alarm: %q %q", x.Text, all)
		case x.Label:
			fn++
			t.Logf("miss: %q %q", x.Text, all)
		}
	}
	p, r := tp/(tp+fp), tp/(tp+fn)
	f1 := 2 * p * r / (p + r)
	t.Logf("F1 %.3f, precision %.3f, recall %.3f", f1, p, r)
	if f1 < 0.88 {
		t.Errorf("F1 %.3f, want 0.88", f1)
	}
}

// TestCorpusFigures measures how many of the numbers that others found in the news are listed.
func TestCorpusFigures(t *testing.T) {
	seen, total := 0, 0
	for _, x := range corpus(t, "unsourced_figures_polnear") {
		d := document(t, x.Text)
		all := slices.Collect(quantity.Of(d).All())
		for _, s := range x.Spans {
			start, end := int(s[0].(float64)), int(s[1].(float64))
			hit := false
			for _, q := range all {
				hit = hit || q.Start < end && start < q.End
			}
			total++
			if hit {
				seen++
			} else {
				t.Logf("not listed: %q in %q", x.Text[start:end], x.Text)
			}
		}
	}
	share := float64(seen) / float64(total)
	t.Logf("%d of %d listed (%.3f)", seen, total, share)
	if share < 0.97 {
		t.Errorf("%.3f listed, want 0.97", share)
	}
}

// TestGold looks at twelve edited pieces beside the corpora: a figure that both editors marked must be one here. What
// else counts as a figure is logged: most of it has a source, which is for package voice to see.
func TestGold(t *testing.T) {
	root := os.Getenv("SAYSO_CORPORA")
	if root == "" {
		t.Skip("SAYSO_CORPORA names no folder of corpora")
	}
	data, err := os.ReadFile(filepath.Join(root, "..", "gold", "gold.jsonl"))
	if err != nil {
		t.Skip(err)
	}
	type row struct {
		Doc, Label, Wide, Status string
		Line                     int
		Col                      int `json:"wide_col"`
	}
	rows := map[string][]row{}
	for line := range bytes.Lines(data) {
		var r row
		if err := json.Unmarshal(line, &r); err != nil {
			t.Fatal(err)
		}
		rows[r.Doc] = append(rows[r.Doc], r)
	}
	missed, required := 0, 0
	for name, marks := range rows {
		text, err := os.ReadFile(filepath.Join(root, "..", "gold", "docs", name))
		if err != nil {
			t.Fatal(err)
		}
		d := document(t, string(text))
		all := slices.Collect(quantity.Of(d).All())
		right := map[int]bool{}
		for _, r := range marks {
			if r.Label != "unsourced-figure" {
				continue
			}
			hit := false
			for i, q := range all {
				if !q.Figure {
					continue
				}
				at := d.Locate(q.Span)
				if at.Start.Line == r.Line && at.Start.Column < r.Col+utf8.RuneCountInString(r.Wide) && r.Col < at.End.Column {
					hit, right[i] = true, true
				}
			}
			if r.Status != "required" {
				continue
			}
			required++
			if !hit {
				missed++
				t.Logf("miss: %s:%d %q", name, r.Line, r.Wide)
			}
		}
		for i, q := range all {
			if right[i] {
				continue
			}
			s := d.Blocks[q.Block].Sentences[q.Sentence]
			t.Logf("unmarked, figure %t: %q %s in %q", q.Figure, d.Slice(q.Span), q.Kind, d.Slice(s.Span))
		}
	}
	t.Logf("%d of %d figures missed", missed, required)
	if missed > 0 {
		t.Errorf("%d of %d figures missed", missed, required)
	}
}
