package modality_test

import (
	"testing"

	"github.com/sayso-lint/sayso/internal/segment"
	"github.com/sayso-lint/sayso/prose"
)

// document is plain English text as one paragraph.
func document(_ testing.TB, text string) *prose.Document {
	d := &prose.Document{Text: text, Lang: "en"}
	if text != "" {
		d.Blocks = []prose.Block{{Span: prose.Span{Start: 0, End: len(text)}}}
	}
	segment.Document(d)
	return d
}
