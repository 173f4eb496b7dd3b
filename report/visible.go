package report

import (
	"bytes"
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

// Shown is text of any number of lines as it may be sent to a terminal: as visible has it, with its lines, tabs and blanks.
func Shown(s string) string {
	if !strings.ContainsFunc(s, steers) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if steers(r) {
			b.WriteString(picture(r))
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// JSON is a value in JSON, with references for what could steer a terminal that it is sent to. It says the same.
func JSON(value []byte) []byte {
	return referenced(value, func(r rune) string { return fmt.Sprintf("\\u%04x", r) })
}

// referenced puts references in the place of characters that steer. None of them lies beyond U+FFFF.
func referenced(text []byte, reference func(rune) string) []byte {
	at := bytes.IndexFunc(text, steers)
	if at < 0 {
		return text
	}
	var b bytes.Buffer
	for ; at >= 0; at = bytes.IndexFunc(text, steers) {
		r, n := utf8.DecodeRune(text[at:])
		b.Write(text[:at])
		b.WriteString(reference(r))
		text = text[at+n:]
	}
	b.Write(text)
	return b.Bytes()
}

// steers tells whether a character does more to a terminal, or to the order of a line, than stand there.
func steers(r rune) bool {
	switch {
	case r < 0x7F:
		return r < ' ' && r != '\n' && r != '\t'
	case r < 0xA0, r == '\u2028', r == '\u2029':
		return true
	case r < 0x061C:
		return false
	}
	return isBidiControl(r)
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
