// Package read turns the bytes of a file into a document: one file a format. It decides what is prose; it cuts no
// sentences and finds no language.
package read

import (
	"strings"

	"github.com/sayso-lint/sayso/prose"
)

// Document reads data as format says ("text", "markdown", "html"; "" goes by the path's extension). Warnings are about
// the input, one line each, without the path. The error is for input that is no text at all.
func Document(path, format string, data []byte) (doc *prose.Document, warnings []string, err error) {
	src := prose.Source{Text: string(data)}
	b := prose.NewBuilder(path, "text", src)
	at := 0
	for para := range strings.SplitSeq(src.Text, "\n\n") {
		b.OpenBlock(prose.Block{Kind: prose.Paragraph})
		b.Copy(at, at+len(para))
		at += len(para) + 2
	}
	return b.Build(), nil, nil
}

// Format is the format that a path's extension stands for, "" for none that sayso reads.
func Format(path string) string { return "text" }
