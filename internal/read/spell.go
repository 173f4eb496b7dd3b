package read

import (
	"strings"
	"unicode/utf16"
)

// Spell writes words as they are written in a file of a format that begins with data: in its encoding, with what would be
// markup escaped. It is the way back from Document, for what is new; what was there is copied as it is.
func Spell(format string, data []byte, words string) []byte {
	switch format {
	case formatHTML:
		words = htmlEscapes.Replace(words)
	case formatMarkdown:
		words = markdownEscapes.Replace(words)
	}
	switch {
	case hasPrefix(data, 0xFF, 0xFE):
		return encodeUTF16(words, func(b []byte, u uint16) []byte { return append(b, byte(u), byte(u>>8)) })
	case hasPrefix(data, 0xFE, 0xFF):
		return encodeUTF16(words, func(b []byte, u uint16) []byte { return append(b, byte(u>>8), byte(u)) })
	}
	return []byte(words)
}

var (
	htmlEscapes     = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
	markdownEscapes = strings.NewReplacer(escapes("\\`*_[]<>&$~|")...)
)

// escapes pairs each character with itself behind a backslash.
func escapes(marks string) []string {
	var pairs []string
	for _, c := range marks {
		pairs = append(pairs, string(c), `\`+string(c))
	}
	return pairs
}

func encodeUTF16(words string, add func([]byte, uint16) []byte) []byte {
	var out []byte
	for _, u := range utf16.Encode([]rune(words)) {
		out = add(out, u)
	}
	return out
}
