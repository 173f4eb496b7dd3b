package engine

import "github.com/sayso-lint/sayso/prose"

// noteTerms keeps the words of a sentence that the rules of Settings.Terms look for, whoever says them and whatever the rules then
// make of them: what a figure counts that compares the author's words with other people's. The rules may be on or off; phrases that
// the user added are among them, those that he ignores are not. One that lies in another is left out, and marks (?, “) are no terms.
func (c *check) noteTerms(tokens []prose.Token) {
	end := -1
	for _, m := range c.matches {
		switch l := &c.e.lists[m.List]; {
		case !l.terms:
		case l.ignored:
			end = max(end, m.Last) // what is in it is none
		case m.Last > end && lettered(c.doc.Text[tokens[m.First].Start]):
			end = m.Last
			term := prose.Span{Start: tokens[m.First].Start, End: tokens[m.Last-1].End}
			if n := len(c.terms); n > 0 && c.terms[n-1].Start == term.Start {
				c.terms[n-1] = term // that of another list lies in it
				break
			}
			c.terms = append(c.terms, term)
		}
	}
}

// lettered tells whether a word begins with a byte. Those of E2 begin the marks of Unicode.
func lettered(b byte) bool {
	return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= 0x80 && b < 0xE2
}
