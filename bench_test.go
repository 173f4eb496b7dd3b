package main

import (
	"bytes"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	gmtext "github.com/yuin/goldmark/text"

	"github.com/sayso-lint/sayso/cli"
	"github.com/sayso-lint/sayso/rules"
)

// mixedText is about size bytes of the plain paragraphs of all the English text of the corpus, whatever its kind, shuffled
// by a fixed seed: an op-ed alone has more to find than most of what is read.
func mixedText(b testing.TB, size int) []byte {
	b.Helper()
	var paragraphs []string
	for _, name := range []string{"op-ed-narrows.txt", "assessment-grid.md", "brief-wells.md", "report-harvest.md"} {
		data, err := os.ReadFile("testdata/corpus/" + name)
		if err != nil {
			b.Skip(err)
		}
		for p := range strings.SplitSeq(string(data), "\n\n") {
			if p = strings.TrimSpace(p); p != "" && !strings.ContainsAny(p[:1], "#|-<>[*0123456789") {
				paragraphs = append(paragraphs, p)
			}
		}
	}
	random := rand.New(rand.NewPCG(1, 2))
	var text bytes.Buffer
	for text.Len() < size {
		text.WriteString(paragraphs[random.IntN(len(paragraphs))] + "\n\n")
	}
	return text.Bytes()
}

// corpusText is the plain text of the corpus, repeated to about size bytes.
func corpusText(b testing.TB, size int) []byte {
	b.Helper()
	data, err := os.ReadFile("testdata/corpus/op-ed-narrows.txt")
	if err != nil {
		b.Skip(err)
	}
	return bytes.Repeat(append(data, "\n\n"...), size/len(data)+1)[:size]
}

// BenchmarkWhole is a run on one processor from arguments to report, as a user would start it; only the start of the
// process is missing. DESIGN: ≥ 40 MB/s compact, ≥ 20 MB/s with metrics or profile audit.
func BenchmarkWhole(b *testing.B) {
	for _, run := range []struct {
		name string
		size int
		args string
	}{
		{"mixed", 1 << 20, "--format compact"},
		{"mixed-pinned", 1 << 20, "--format compact --lang en"},
		{"mixed-audit", 1 << 20, "--format compact --lang en --metrics --profile audit"},
		{"article", 6 << 10, "--format text"},
		{"article-pinned", 6 << 10, "--format text --lang en"},
		{"compact", 1 << 20, "--format compact"},
		{"compact-pinned", 1 << 20, "--format compact --lang en"},
		{"metrics", 1 << 20, "--format compact --metrics"},
		{"audit", 1 << 20, "--format compact --profile audit"},
		{"text", 1 << 20, "--format text"},
	} {
		b.Run(run.name, func(b *testing.B) {
			path := filepath.Join(b.TempDir(), "text.txt")
			text := corpusText(b, run.size)
			if strings.HasPrefix(run.name, "mixed") {
				text = mixedText(b, run.size)
			}
			if err := os.WriteFile(path, text, 0o600); err != nil {
				b.Fatal(err)
			}
			args := append(strings.Fields("sayso check --jobs 1 "+run.args), path)
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				if code := cli.Main(args, strings.NewReader(""), io.Discard, io.Discard, rules.All()...); code > cli.Found {
					b.Fatalf("exit %d", code)
				}
			}
		})
	}
}

// BenchmarkMarkdown sets a run over Markdown beside goldmark's parser alone on the same text. DESIGN: at least half as
// fast.
func BenchmarkMarkdown(b *testing.B) {
	var text []byte
	for _, name := range []string{"assessment-grid.md", "brief-wells.md", "report-harvest.md"} {
		data, err := os.ReadFile("testdata/corpus/" + name)
		if err != nil {
			b.Skip(err)
		}
		text = append(append(text, data...), "\n\n"...)
	}
	text = bytes.Repeat(text, 1<<20/len(text)+1)
	b.Run("goldmark", func(b *testing.B) {
		parser := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote)).Parser()
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			parser.Parse(gmtext.NewReader(text))
		}
	})
	b.Run("sayso", func(b *testing.B) {
		path := filepath.Join(b.TempDir(), "text.md")
		if err := os.WriteFile(path, text, 0o600); err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			cli.Main([]string{"sayso", "check", "--jobs", "1", "--format", "compact", path}, strings.NewReader(""), io.Discard, io.Discard, rules.All()...)
		}
	})
}
