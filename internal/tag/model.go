package tag

import "github.com/sayso-lint/sayso/prose"

type model struct{}

func english() *model { return &model{} }

func (m *model) tag(text string, tokens []prose.Token, out []Tag) {}
