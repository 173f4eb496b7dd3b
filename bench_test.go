package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sayso-lint/sayso/cli"
	"github.com/sayso-lint/sayso/rules"
)

// corpusText is the plain text of the corpus, repeated to about size bytes.
func corpusText(b *testing.B, size int) []byte {
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
