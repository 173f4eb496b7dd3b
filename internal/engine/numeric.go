package engine

import "github.com/sayso-lint/sayso/prose"

// numeric tells whether a sentence may hold a number, so that the quantity layer need not read every sentence.
func numeric(text string, s *prose.Sentence) bool {
	for i := s.Start; i < s.End; i++ {
		if c := text[i]; '0' <= c && c <= '9' {
			return true
		}
	}
	return true
}
