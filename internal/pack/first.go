package pack

import _ "embed"

// First is a commented pack to begin with; NAME stands for its name. Its examples come true.
//
//go:embed first.yaml
var First string
