package modality

import "github.com/sayso-lint/sayso/prose"

// NewLayer is a layer that remembers nothing yet.
func NewLayer(d *prose.Document) *Layer { return newLayer(d) }
