package report

import (
	"strconv"
	"unicode/utf8"
)

// A document is a stranger's, and the page is run by a browser: what stands in a text is shown and never means
// anything. html/template would see to it, at the price of walking a tree by reflection for each of the thousands of
// small elements of a page. Two types do the same at no price: markup is what this package writes itself, and
// a string can become part of a page through text and attribute alone.

// markup is HTML of ours. A constant is taken for it, a string is not, so that forgetting to escape does not compile.
type markup string

// htmlSheet is a sheet that knows what may be written where.
type htmlSheet struct {
	out    sheet
	prefix markup // of every id of the document under way: of several in one file each has its own
}

func (h *htmlSheet) raw(parts ...markup) {
	for _, p := range parts {
		h.out.b = append(h.out.b, p...)
	}
}

func (h *htmlSheet) number(n int) { h.out.b = strconv.AppendInt(h.out.b, int64(n), 10) }

// id writes what an element is called; leads writes the address of one on this page.
func (h *htmlSheet) id(kind markup, n int) {
	h.raw(h.prefix, kind)
	h.number(n)
}

func (h *htmlSheet) leads(kind markup, n int) {
	h.raw(` href="#`)
	h.id(kind, n)
	h.raw(`"`)
}

// text writes the content of an element. Controls, those of writing direction above all, are shown as what they are.
func (h *htmlSheet) text(s string) { h.escape(s, true) }

// attribute writes the value of an attribute between double quotes.
func (h *htmlSheet) attribute(s string) { h.escape(s, false) }

// special holds the ASCII that cannot be written as it is.
var special = func() (t [utf8.RuneSelf]bool) {
	for c := range t {
		t[c] = c < ' ' && c != '\n' && c != '\t' || c == 0x7F
	}
	for _, c := range `<>&"'` {
		t[c] = true
	}
	return t
}()

func (h *htmlSheet) escape(s string, element bool) {
	from := 0
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			if special[c] {
				h.out.print(s[from:i])
				h.control(rune(c), element)
				from = i + 1
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r != utf8.RuneError || size > 1 {
			if p := picture(r); p == s[i:i+size] {
				i += size
				continue
			}
		}
		h.out.print(s[from:i])
		h.control(r, element)
		i += size
		from = i
	}
	h.out.print(s[from:])
}

// control writes a character that may not stand as it is.
func (h *htmlSheet) control(r rune, element bool) {
	switch r {
	case '<':
		h.raw("&lt;")
	case '>':
		h.raw("&gt;")
	case '&':
		h.raw("&amp;")
	case '"':
		h.raw("&#34;")
	case '\'':
		h.raw("&#39;")
	case '\r':
		h.raw("\n")
	default:
		p := picture(r)
		if p == "" {
			return
		}
		if element {
			h.raw(`<span class="control">`)
			h.escape(p, false)
			h.raw(`</span>`)
			return
		}
		h.escape(p, false)
	}
}
