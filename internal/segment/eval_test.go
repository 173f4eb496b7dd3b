package segment_test

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sayso-lint/sayso/internal/segment"
	"github.com/sayso-lint/sayso/prose"
)

// TestCorpora prints how well sentences are found in annotated texts that are not part of the project: each set a folder
// of $SAYSO_CORPORA with a file dev.jsonl, whose lines hold text, lang and spans. With $SAYSO_ERRORS set to the name of a
// set, it shows that set's texts with an error.
func TestCorpora(t *testing.T) {
	root := os.Getenv("SAYSO_CORPORA")
	if root == "" {
		t.Skip("SAYSO_CORPORA names no folder of annotated texts")
	}
	sets, err := filepath.Glob(filepath.Join(root, "sbd_*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, set := range sets {
		evaluate(t, set)
	}
}

func evaluate(t *testing.T, set string) {
	t.Helper()
	f, err := os.Open(filepath.Join(set, "dev.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	var found, wrong, missed, right, texts int
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<26)
	for lines.Scan() {
		var item struct {
			Text, Lang string
			Spans      [][3]any
		}
		if err := json.Unmarshal(lines.Bytes(), &item); err != nil {
			t.Fatal(err)
		}
		want := map[prose.Span]bool{}
		for _, s := range item.Spans {
			a, e := int(s[0].(float64)), int(s[1].(float64))
			text := item.Text[a:e]
			a += len(text) - len(strings.TrimSpace(text)) - (len(text) - len(strings.TrimRight(text, " \n\t\r\u00a0")))
			want[prose.Span{Start: a, End: a + len(strings.TrimSpace(text))}] = true
		}
		if os.Getenv("SAYSO_NOLANG") != "" {
			item.Lang = ""
		}
		d := plain(item.Text, item.Lang)
		segment.Document(d)
		exact := true
		var out strings.Builder
		for _, b := range d.Blocks {
			for _, s := range b.Sentences {
				if want[s.Span] {
					found++
					delete(want, s.Span)
				} else {
					wrong++
					exact = false
					out.WriteString("\n    + " + d.Slice(s.Span))
				}
			}
		}
		missed += len(want)
		for s := range want {
			exact = false
			out.WriteString("\n    - " + d.Slice(s))
		}
		texts++
		if exact {
			right++
		} else if os.Getenv("SAYSO_ERRORS") == filepath.Base(set) {
			t.Log(out.String())
		}
	}
	p, r := float64(found)/float64(found+wrong), float64(found)/float64(found+missed)
	t.Logf("%-20s exact span F1 %.3f (P %.3f R %.3f), texts all right %.3f", filepath.Base(set), 2*p*r/(p+r), p, r, float64(right)/float64(texts))
}

// plain is a document of paragraphs between blank lines.
func plain(text, lang string) *prose.Document {
	b := prose.NewBuilder("a.txt", "text", prose.Source{Text: text})
	at := 0
	for para := range strings.SplitSeq(text, "\n\n") {
		b.OpenBlock(prose.Block{})
		b.Copy(at, at+len(para))
		b.CloseBlock()
		at += len(para) + 2
	}
	d := b.Build()
	d.Lang = lang
	return d
}
