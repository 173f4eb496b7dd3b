package voice

import "github.com/sayso-lint/sayso/prose"

// Authors tells whether a span is in the author's own words, neither quoted nor reported. What is reported of nobody ("is
// believed to") and what the author says of himself ("I think") is the author's; the titles in a list of works are not.
func (l *Layer) Authors(span prose.Span) bool {
	b := l.doc.BlockAt(span.Start)
	if b < 0 {
		return true
	}
	if l.Role(b) == References {
		return false
	}
	who, by := l.speaker(b, span)
	if who == Author {
		return true
	}
	return by != nil && (by.Source.Class == NoSource || by.Source.Class == Self) && !l.Spoken(span)
}

// Spoken tells whether a span lies in quoted speech.
func (l *Layer) Spoken(span prose.Span) bool {
	for _, q := range l.Quotations(l.doc.BlockAt(span.Start)) {
		if q.Speech && q.Contains(span) {
			return true
		}
	}
	return false
}
