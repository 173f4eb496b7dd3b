package report

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A document is a stranger's. What stands in it is shown and never sent: an escape sequence could repaint the screen or
// set the clipboard, and bidirectional controls could make a line read as something it is not (Boucher and Anderson,
// Trojan Source, 2021).

// visible is text on one line as it may be sent to a terminal: control characters as pictures, each run of blanks and
// line ends as one blank.
func visible(s string) string {
	if plain(s) {
		return s
	}
	var b strings.Builder
	blank := false
	for _, r := range s {
		if unicode.IsSpace(r) {
			blank = true
			continue
		}
		if blank {
			b.WriteByte(' ')
			blank = false
		}
		b.WriteString(picture(r))
	}
	if blank {
		b.WriteByte(' ')
	}
	return b.String()
}

// plain tells whether s is printable ASCII without a run of blanks, as nearly all messages are.
func plain(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == ' ' && i > 0 && s[i-1] == ' ' {
			return false
		}
	}
	return true
}

// picture is a code point as it may be sent to a terminal; "" for one that has no looks and over whose width terminals
// disagree. The joiners that emoji and some scripts are written with stay.
func picture(r rune) string {
	switch {
	case r < ' ':
		return string(rune(0x2400) + r) // ␀ … ␟
	case r < 0x7F:
		return string(r)
	case r == 0x7F:
		return "␡"
	case r < 0xA0, isBidiControl(r), r == '\u2028', r == '\u2029':
		return fmt.Sprintf("<U+%04X>", r)
	case r == '\u00AD', r == '\u200B', r >= '\u2060' && r <= '\u2064', r >= '\u206A' && r <= '\u206F', r == '\uFEFF':
		return ""
	case r == utf8.RuneError:
		return "\uFFFD"
	}
	return string(r)
}

func isBidiControl(r rune) bool {
	return unicode.Is(unicode.Bidi_Control, r)
}
