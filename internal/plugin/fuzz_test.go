package plugin

import (
	"bytes"
	"testing"
	"unicode/utf8"

	"github.com/sayso-lint/sayso/internal/plugin/plugintest"
	"github.com/sayso-lint/sayso/internal/read"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
)

// Whatever a plugin writes, what is believed of it lies in the text, between characters, and can be shown.
func FuzzAnswer(f *testing.F) {
	f.Add([]byte(`{"version":1,"findings":[{"rule":"a","start":0,"end":2,"message":"m","severity":"info","confidence":"low",` +
		`"notes":[{"text":"n","start":3,"end":5}],"fixes":[{"title":"t","safe":true,"edits":[{"start":3,"end":3,"new":"x"}]}]}]}`))
	f.Add([]byte(`{"version":1,"findings":[{"rule":"toy/a","start":4,"end":6,"message":"ö"}]}`))
	d, _, err := read.Document("draft.md", "", []byte("Un *Größe* &amp;\n\nmore"))
	if err != nil {
		f.Fatal(err)
	}
	r := &runner{Plugin: &Plugin{Name: "toy"}, declared: map[string]*lint.Rule{"toy/a": {}}}
	f.Fuzz(func(t *testing.T, out []byte) {
		findings, err := r.understand(d, out)
		if err != nil && len(findings) > 0 {
			t.Fatalf("an error and findings: %v %v", err, findings)
		}
		for _, x := range findings {
			spans := []prose.Span{x.Span}
			for _, n := range x.Notes {
				spans = append(spans, n.Span)
			}
			for _, fix := range x.Fixes {
				for _, e := range fix.Edits {
					spans = append(spans, e.Span)
				}
			}
			for _, s := range spans {
				if !utf8.ValidString(d.Slice(s)) || d.Locate(s).End.Offset < d.Locate(s).Start.Offset {
					t.Fatalf("%s: %v", out, s)
				}
			}
			if x.Rule != "toy/a" || x.Span.Empty() || x.Message == "" {
				t.Fatalf("%s: %+v", out, x)
			}
		}
	})
}

// Sifting a module leaves what it said, and what it said twice over.
func FuzzSift(f *testing.F) {
	f.Add(plugintest.Module{Writes: "a", Table: []byte{0x70, 0, 1}, Then: plugintest.GrowTable}.Bytes())
	f.Add(plugintest.Module{Locals: []byte{3, 0x7F}, Early: true}.Bytes())
	f.Add([]byte("\x00asm\x01\x00\x00\x00\x09\x0b\x03\x05\x70\x01\xd2\x00\x0b\x01\x00\x01\x00\x07\x70"))
	f.Fuzz(func(t *testing.T, code []byte) {
		if isModule(code) != nil {
			return
		}
		once, err := sift(code)
		if err != nil {
			return
		}
		if twice, err := sift(once); err != nil || !bytes.Equal(once, twice) {
			t.Fatalf("%x\nonce  %x\ntwice %x, %v", code, once, twice, err)
		}
	})
}
