package read

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sayso-lint/sayso/prose"
)

// addresses copies text and puts an Object where a bare address stands: a URL with a scheme or www., or a mail address.
// It remembers the next of each sign that one is near, so that a text is searched once however many pieces it is copied in.
type addresses struct {
	text        string
	entities    bool // the text has entities, in addresses too
	scheme, www int  // next place at or after the last one asked for
	at          int
	searched    bool
}

// copy appends source bytes [from, to) to the open block.
func (a *addresses) copy(b *prose.Builder, from, to int) {
	for from < to {
		start, end := a.next(from, to)
		b.Copy(from, start)
		if start == to {
			return
		}
		a.object(b, start, end)
		from = end
	}
}

// object appends the address that stands in [start, end).
func (a *addresses) object(b *prose.Builder, start, end int) {
	target := a.text[start:end]
	if a.entities && strings.IndexByte(target, '&') >= 0 {
		target = html.UnescapeString(target)
	}
	switch {
	case strings.HasPrefix(target, "www."):
		target = "http://" + target
	case !strings.Contains(target, "://"):
		target = "mailto:" + target
	}
	b.Object(start, end, prose.Address, target)
}

// next is the first address in [from, to), or to, to.
func (a *addresses) next(from, to int) (start, end int) {
	for at := from; at < to; {
		a.seek(at)
		sign := min(a.scheme, a.www, a.at)
		if sign >= to {
			break
		}
		switch sign {
		case a.scheme:
			start, end = a.url(from, sign, to)
		case a.www:
			start, end = a.host(from, sign, to)
		default:
			start, end = a.mail(from, sign, to)
		}
		if end > start {
			return start, end
		}
		at = sign + 1
	}
	return to, to
}

func (a *addresses) seek(from int) {
	find := func(known *int, sign string) {
		if a.searched && *known >= from {
			return
		}
		*known = len(a.text)
		if i := strings.Index(a.text[from:], sign); i >= 0 {
			*known = from + i
		}
	}
	find(&a.scheme, "://")
	find(&a.www, "www.")
	find(&a.at, "@")
	a.searched = true
}

// longestScheme bounds the way back from "://".
const longestScheme = 12

func (a *addresses) url(from, sign, to int) (start, end int) {
	start = sign
	for start > from && sign-start < longestScheme && letter(a.text[start-1]) {
		start--
	}
	if sign-start < 2 {
		return 0, 0
	}
	end = a.end(sign+3, to)
	if end == sign+3 {
		return 0, 0
	}
	return start, end
}

func (a *addresses) host(from, sign, to int) (start, end int) {
	if sign > from && (letter(a.text[sign-1]) || digit(a.text[sign-1])) {
		return 0, 0
	}
	end = a.end(sign+4, to)
	if strings.IndexByte(a.text[sign+4:max(end, sign+4)], '.') < 1 {
		return 0, 0
	}
	return sign, end
}

// longestMailbox is the limit of RFC 5321 on what stands before the @.
const longestMailbox = 64

func (a *addresses) mail(from, sign, to int) (start, end int) {
	start = sign
	for start > from && sign-start < longestMailbox && (letter(a.text[start-1]) || digit(a.text[start-1]) || strings.IndexByte("._%+-", a.text[start-1]) >= 0) {
		start--
	}
	for start < sign && a.text[start] == '.' {
		start++
	}
	end = sign + 1
	for end < to && end-sign < 255 && (letter(a.text[end]) || digit(a.text[end]) || a.text[end] == '.' || a.text[end] == '-') {
		end++
	}
	for end > sign+1 && (a.text[end-1] == '.' || a.text[end-1] == '-') {
		end--
	}
	if start == sign || strings.IndexByte(a.text[sign+1:max(end, sign+1)], '.') < 1 {
		return 0, 0
	}
	return start, end
}

// end is where an address that goes on at at ends: before a blank or a mark that no address holds, and before the
// punctuation of the sentence around it. A closing bracket belongs to it where it has the opening one too.
func (a *addresses) end(at, to int) int {
	end, round, square := at, 0, 0
scan:
	for end < to {
		c := a.text[end]
		n := 1
		switch {
		case c == '(':
			round++
		case c == ')':
			if round--; round < 0 {
				break scan
			}
		case c == '[':
			square++
		case c == ']':
			if square--; square < 0 {
				break scan
			}
		case c <= ' ' || c == 0x7F || strings.IndexByte("<>\"`|{}\\^", c) >= 0:
			break scan
		case c >= utf8.RuneSelf:
			r, size := utf8.DecodeRuneInString(a.text[end:to])
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Han, r) {
				break scan
			}
			n = size
		}
		end += n
	}
	for end > at && strings.IndexByte(".,;:!?'*_~", a.text[end-1]) >= 0 {
		end--
	}
	return end
}

func letter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

func digit(c byte) bool { return '0' <= c && c <= '9' }
