package metrics

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/sayso-lint/sayso/prose"
)

//go:embed en/irregular-pasts.txt
var irregularPasts string

// pasts are the irregular past tenses of English.
var pasts = sync.OnceValue(func() map[uint64]bool {
	words := map[uint64]bool{}
	for line := range strings.Lines(irregularPasts) {
		if word := strings.TrimSpace(line); word != "" && !strings.HasPrefix(word, "#") {
			words[prose.WordOf(word)] = true
		}
	}
	return words
})
