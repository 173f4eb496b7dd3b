package read

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/sayso-lint/sayso/prose"
)

// ErrBinary says that a file is no text.
var ErrBinary = errors.New("binary file")

// decode turns a file into UTF-8 and remembers where each byte came from. What cannot be decoded becomes U+FFFD, one for
// each maximal part of a sequence that could have begun a character (The Unicode Standard, section 3.9, which the web
// and most editors follow: columns then agree with theirs).
func decode(data []byte) (src prose.Source, warnings []string, err error) {
	switch {
	case hasPrefix(data, 0xFF, 0xFE, 0, 0), hasPrefix(data, 0, 0, 0xFE, 0xFF):
		return src, nil, fmt.Errorf("%w: it begins with the byte order mark of UTF-32; save it as UTF-8", ErrBinary)
	case hasPrefix(data, 0xFF, 0xFE):
		return decodeUTF16(data, func(b []byte) uint16 { return uint16(b[0]) | uint16(b[1])<<8 })
	case hasPrefix(data, 0xFE, 0xFF):
		return decodeUTF16(data, func(b []byte) uint16 { return uint16(b[0])<<8 | uint16(b[1]) })
	}
	if err := binary(data); err != nil {
		return src, nil, err
	}
	mark := 0
	if hasPrefix(data, 0xEF, 0xBB, 0xBF) {
		mark = 3
	}
	s := string(data[mark:])
	if utf8.ValidString(s) {
		src.Text = s
		if mark > 0 {
			src.Decoded.Copy(0, mark)
		}
		return src, nil, nil
	}
	return decodeInvalid(s, mark)
}

func hasPrefix(data []byte, prefix ...byte) bool {
	return len(data) >= len(prefix) && string(data[:len(prefix)]) == string(prefix)
}

// binary judges by the head of a file, as git does: text has no NUL there. Of UTF-16 without a byte order mark every
// other byte is one, so that it is refused, with a word about the cause.
func binary(data []byte) error {
	head := data[:min(len(data), 8000)]
	nul := [2]int{}
	for i, c := range head {
		if c == 0 {
			nul[i&1]++
		}
	}
	switch {
	case nul[0]+nul[1] == 0:
		if hasPrefix(data, '%', 'P', 'D', 'F', '-') {
			return fmt.Errorf("%w: it is a PDF", ErrBinary)
		}
		return nil
	case max(nul[0], nul[1]) > len(head)/4 && min(nul[0], nul[1]) < len(head)/100+1:
		return fmt.Errorf("%w: it looks like UTF-16 without a byte order mark; save it as UTF-8", ErrBinary)
	case nul[0]+nul[1] <= len(head)/500:
		return nil // a stray NUL in a text
	}
	return ErrBinary
}

// decodeInvalid is the way of a text that is not valid UTF-8.
func decodeInvalid(s string, mark int) (prose.Source, []string, error) {
	var src prose.Source
	var out strings.Builder
	out.Grow(len(s) + 64)
	bad, first, copied := 0, 0, 0
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if r != utf8.RuneError || n > 1 {
			i += n
			continue
		}
		if bad == 0 {
			first = i
		}
		bad++
		if i > copied {
			src.Decoded.Copy(out.Len(), copied+mark)
			out.WriteString(s[copied:i])
		}
		n = maximalPart(s[i:])
		src.Decoded.Replace(out.Len(), i+mark, n)
		out.WriteRune(utf8.RuneError)
		i += n
		copied = i
	}
	// The last run goes as far as the end, so that the end has a place of its own even behind a replaced byte.
	src.Decoded.Copy(out.Len(), copied+mark)
	out.WriteString(s[copied:])
	src.Text = out.String()
	if bad > 16 && bad > len(s)/5 {
		return src, nil, fmt.Errorf("%w: %d of its %d bytes are no UTF-8", ErrBinary, bad, len(s))
	}
	return src, []string{fmt.Sprintf("not valid UTF-8: %s, the first at byte %d, read as replacement %s",
		plural(bad, "faulty sequence"), first+mark, noun(bad, "character"))}, nil
}

// maximalPart is the length of the longest start of s that could begin a character and is none, at least 1.
func maximalPart(s string) int {
	low, high, want := byte(0x80), byte(0xBF), 0
	switch c := s[0]; {
	case 0xC2 <= c && c <= 0xDF:
		want = 1
	case 0xE0 <= c && c <= 0xEF:
		want = 2
		switch c {
		case 0xE0:
			low = 0xA0
		case 0xED:
			high = 0x9F
		}
	case 0xF0 <= c && c <= 0xF4:
		want = 3
		switch c {
		case 0xF0:
			low = 0x90
		case 0xF4:
			high = 0x8F
		}
	}
	n := 1
	for ; want > 0 && n < len(s) && low <= s[n] && s[n] <= high; want-- {
		n++
		low, high = 0x80, 0xBF
	}
	return n
}

func decodeUTF16(data []byte, unit func([]byte) uint16) (prose.Source, []string, error) {
	var src prose.Source
	var out strings.Builder
	out.Grow(len(data)/2 + len(data)/8)
	lone, nul := 0, 0
	i := 2
	for i+1 < len(data) {
		r, n := rune(unit(data[i:])), 2
		if utf16.IsSurrogate(r) {
			next := rune(0)
			if i+3 < len(data) {
				next = rune(unit(data[i+2:]))
			}
			if r = utf16.DecodeRune(r, next); r == utf8.RuneError {
				lone++
			} else {
				n = 4
			}
		} else if r == 0 {
			nul++
		}
		src.Decoded.Replace(out.Len(), i, n)
		out.WriteRune(r)
		i += n
	}
	var warnings []string
	if lone > 0 {
		warnings = append(warnings, fmt.Sprintf("not valid UTF-16: %s, read as replacement %s", plural(lone, "lone surrogate"), noun(lone, "character")))
	}
	if i < len(data) {
		src.Decoded.Replace(out.Len(), i, 1)
		out.WriteRune(utf8.RuneError)
		warnings = append(warnings, "not valid UTF-16: half a character at the end of the file, read as replacement character")
	}
	src.Decoded.Copy(out.Len(), len(data))
	src.Text = out.String()
	if nul > out.Len()/500 {
		return src, nil, ErrBinary
	}
	return src, warnings, nil
}

func plural(n int, what string) string { return fmt.Sprintf("%d %s", n, noun(n, what)) }

func noun(n int, what string) string {
	if n == 1 {
		return what
	}
	return what + "s"
}
