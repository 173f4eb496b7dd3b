// Package read turns the bytes of a file into a document: one file a format. It decides what is prose; it cuts no
// sentences and finds no language.
package read

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/sayso-lint/sayso/prose"
)

// The formats.
const (
	formatText     = "text"
	formatMarkdown = "markdown"
	formatHTML     = "html"
)

// extensions are the formats by the file extensions that stand for them.
var extensions = map[string]string{
	".txt": formatText, ".text": formatText,
	".md": formatMarkdown, ".markdown": formatMarkdown, ".mdown": formatMarkdown, ".mkd": formatMarkdown,
	".html": formatHTML, ".htm": formatHTML, ".xhtml": formatHTML,
}

// Format is the format that a path's extension stands for, "" for none that sayso reads.
func Format(path string) string { return extensions[strings.ToLower(filepath.Ext(path))] }

// Document reads data as format says ("text", "markdown", "html"; "" goes by the path's extension, and a path without a
// known one is read as text). Warnings are about the input, one line each, without the path. The error is ErrBinary,
// perhaps wrapped, for input that is no text, or says that the format is unknown.
func Document(path, format string, data []byte) (doc *prose.Document, warnings []string, err error) {
	if format == "" {
		if format = Format(path); format == "" {
			format = formatText
		}
	}
	src, warnings, err := decode(data)
	if err != nil {
		return nil, nil, err
	}
	b := prose.NewBuilder(path, format, src)
	switch format {
	case formatText:
		readText(b, src.Text)
	case formatMarkdown:
		if excess := excessive(src.Text); excess != "" {
			warnings = append(warnings, "read as plain text: "+excess)
			readText(b, src.Text)
		} else {
			readMarkdown(b, src.Text, data)
		}
	case formatHTML:
		readHTML(b, src.Text)
	default:
		return nil, nil, fmt.Errorf("unknown format %q; expected %s, %s or %s", format, formatText, formatMarkdown, formatHTML)
	}
	doc = b.Build()
	classify(doc)
	numberNotes(doc)
	return doc, warnings, nil
}
