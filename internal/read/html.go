package read

import "github.com/sayso-lint/sayso/prose"

func readHTML(b *prose.Builder, text string) {
	lists := 0
	newHTMLReader(b, text, &lists).fragment(0)
}

type htmlReader struct {
	b    *prose.Builder
	text string
}

func newHTMLReader(b *prose.Builder, text string, lists *int) *htmlReader { return &htmlReader{b, text} }

func (h *htmlReader) fragment(from int) {}

var inlineMarks = map[string]prose.MarkKind{"a": prose.Link, "cite": prose.Citation, "b": prose.Strong, "strong": prose.Strong, "i": prose.Emphasis, "em": prose.Emphasis}

func attribute(raw, name string) string { return "" }
