package plugin

import (
	"encoding/json"
	"fmt"

	"github.com/sayso-lint/sayso/internal/layers"
	"github.com/sayso-lint/sayso/prose"
)

// Version is that of the contract between sayso and plugins, in both directions. What is added to it leaves the number as
// it is; a plugin has to pass over keys that it does not know.
const Version = 1

// Input is a document as a plugin reads it: the layers of sayso dump, and the text. Its offsets are bytes of that text and
// not of the file. A plugin has no file, and a finding that came back in the file's offsets would need a second door into
// the document beside Locate: from the file to the text, where markup, entities and encodings are in the way.
func Input(d *prose.Document, wanted []string) ([]byte, error) {
	type document struct {
		*layers.File
		Text string `json:"text"`
	}
	in := struct {
		Version  int      `json:"version"`
		Document document `json:"document"`
	}{Version, document{layers.Of(d, wanted, func(s prose.Span) (start, end int) { return s.Start, s.End }), d.Text}}
	data, err := json.Marshal(in)
	if err != nil {
		return nil, fmt.Errorf("the document as JSON: %w", err)
	}
	return data, nil
}
