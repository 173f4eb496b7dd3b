package voice

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sayso-lint/sayso/prose"
)

// Text that comes out of a word processor or a page description keeps the marks of its notes as plain digits: raised ones
// (… tonnes.³), and ones that have lost their raising (… tonnes.3).

const raised = "⁰¹²³⁴⁵⁶⁷⁸⁹"

// noteMark is the end of the note mark that begins at byte i of the text, 0 where none does. Digits count only where the
// document has notes: without them 2.5 km³ and version.3 are what they look like.
func (l *Layer) noteMark(block prose.Span, i int) int {
	text := l.doc.Text
	if i <= block.Start || i >= block.End {
		return 0
	}
	end := i
	if text[i] >= utf8.RuneSelf {
		for end < block.End {
			r, n := utf8.DecodeRuneInString(text[end:block.End])
			if !strings.ContainsRune(raised, r) {
				break
			}
			end += n
		}
		if end == i || end-i > 3*longestMark || !l.marksNotes(block, i) {
			return 0
		}
	} else {
		for end < block.End && end-i <= longestMark && text[end] >= '0' && text[end] <= '9' {
			end++
		}
		if end == i || end-i > longestMark || text[i-1] != '.' || i-1 <= block.Start || !l.marksNotes(block, i-1) {
			return 0
		}
		if !opensSentence(text[end:block.End]) {
			return 0
		}
	}
	if !l.hasEndnotes() {
		return 0
	}
	return end
}

// opensSentence tells whether what follows a mark is the end of the block or a word with a capital; 1850.3 GWh is neither.
func opensSentence(rest string) bool {
	if rest == "" {
		return true
	}
	word := strings.TrimLeft(rest, " \n“\"(")
	first, n := utf8.DecodeRuneInString(word)
	second, _ := utf8.DecodeRuneInString(word[n:])
	return (rest[0] == ' ' || rest[0] == '\n') && unicode.IsUpper(first) && !unicode.IsUpper(second)
}

// longestMark is the most digits of a note's number.
const longestMark = 3

// marksNotes tells whether what ends at byte i is a word, a closing mark or a year, not a unit (km³) or the whole part of a
// decimal (2.5).
func (l *Layer) marksNotes(block prose.Span, i int) bool {
	text := l.doc.Text[block.Start:i]
	last, _ := utf8.DecodeLastRuneInString(text)
	letters := 0
	for j := len(text) - 1; j >= 0 && letters < 5 && unicode.IsLetter(rune(text[j])) && text[j] < utf8.RuneSelf; j-- {
		letters++
	}
	digits := len(text) - len(strings.TrimRight(text[max(0, len(text)-5):], "0123456789")) - max(0, len(text)-5)
	switch {
	case strings.ContainsRune(`)]"”’'.,;:!?%`, last):
		return true
	case letters > 3:
		return true
	}
	return digits == 4
}

// hasEndnotes tells whether the document has notes that plain text numbers: under a heading (Notes), or as blocks that
// begin with a number and a capital.
func (l *Layer) hasEndnotes() bool {
	if l.endnotes == 0 {
		l.endnotes = -1
		for i := range l.doc.Blocks {
			b := &l.doc.Blocks[i]
			if b.Kind == prose.Note || b.Kind != prose.Heading && l.Role(i) == References || b.Kind == prose.Paragraph && numberedNote(l.doc.Text[b.Start:b.End]) {
				l.endnotes = 1
				break
			}
		}
	}
	return l.endnotes > 0
}

// numberedNote tells whether a paragraph begins as the first note does: 1 Based on …, ¹ Based on ….
func numberedNote(s string) bool {
	rest, ok := strings.CutPrefix(s, "1 ")
	if !ok {
		rest, ok = strings.CutPrefix(s, "¹")
	}
	if !ok {
		return false
	}
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(rest, " "))
	return unicode.IsUpper(r)
}
