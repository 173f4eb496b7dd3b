package read

import (
	"fmt"
	"strings"
)

// The Markdown parser is quadratic in a few shapes of input that nobody writes and anybody can make. excessive finds
// them in one pass over the bytes. It counts what such input has too much of, and is generous: what it lets through is
// linear or small, and what it stops is no text.
const (
	deepest     = 100     // quotations and lists inside each other
	delimiters  = 1000    // runs of * _ ~ in one paragraph
	unparted    = 6000    // the same between two blank lines, however they look
	definitions = 5000    // link definitions without a blank line between them
	cells       = 200_000 // of one table: short rows are filled up
)

// excessive says what a Markdown text has too much of, "" for an ordinary one.
func excessive(text string) string {
	x := excess{budget: 8*len(text) + 1<<16}
	for s := scanLines(text); s.next(); {
		if what := x.line(s.whole); what != "" {
			return what
		}
	}
	return ""
}

type excess struct {
	budget        int  // bytes that may be read in search of the ends of link destinations
	fence         byte // the code fence that is open, 0: none
	fenceLen      int
	runs, allRuns int // of delimiters: in this paragraph, since the last blank line
	definitions   int
	columns       int // of the table that is open
	cells         int
	list          byte // what ends the numbers of the list that is open, or its bullet
}

func (x *excess) line(s string) string {
	s, depth, marker := containers(s)
	if depth > deepest {
		return fmt.Sprintf("quotations or lists nested more than %d deep", deepest)
	}
	if x.fenced(s) {
		return ""
	}
	if s == "" {
		x.runs, x.allRuns, x.definitions, x.columns, x.cells = 0, 0, 0, 0, 0
		if depth == 0 {
			x.list = 0
		}
		return ""
	}
	// A bullet begins a paragraph anywhere; a number may be part of one that goes on, unless its list is open.
	if marker != 0 && (marker != '.' && marker != ')' || x.allRuns == 0 || x.list == marker) {
		x.list = marker
		x.runs = 0
	} else if s[0] == '#' || s[0] == '|' {
		x.runs = 0
	}
	if c := columns(s); c > deepest {
		x.columns = c
	}
	if x.cells += x.columns; x.cells > cells {
		return "a table with too many columns and rows"
	}
	if s[0] == '[' && strings.Contains(s, "]:") {
		if x.definitions++; x.definitions > definitions {
			return fmt.Sprintf("more than %d link definitions without a blank line between them", definitions)
		}
	}
	return x.marks(s)
}

// containers cuts the marks of quotations and lists off a line and says how many there are; depth counts steps of
// indentation too, for a list can be nested by blanks alone.
func containers(s string) (rest string, depth int, marker byte) {
	blanks := 0
	for s != "" {
		switch c := s[0]; {
		case c == ' ':
			blanks++
		case c == '\t':
			blanks += 4
		case c == '>':
			depth++
			marker = 0
		case (c == '-' || c == '*' || c == '+') && (len(s) == 1 || s[1] == ' ' || s[1] == '\t'):
			depth++
			marker = '*'
		case digit(c):
			n := 1
			for n < len(s) && n < 10 && digit(s[n]) {
				n++
			}
			if n == len(s) || s[n] != '.' && s[n] != ')' || n+1 < len(s) && s[n+1] != ' ' && s[n+1] != '\t' {
				return s, depth + min(blanks/2, deepest+1)*b2i(marker != 0 || blanks > deepest*2), marker
			}
			depth++
			marker = s[n]
			s = s[n:]
		default:
			return s, depth + min(blanks/2, deepest+1)*b2i(marker != 0 || blanks > deepest*2), marker
		}
		s = s[1:]
	}
	return s, depth, marker
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// fenced follows code fences, whose lines count for nothing.
func (x *excess) fenced(s string) bool {
	if x.fence == 0 && (len(s) < 3 || s[0] != '`' && s[0] != '~') {
		return false
	}
	n := 0
	for n < len(s) && (s[n] == '`' || s[n] == '~') && s[n] == s[0] {
		n++
	}
	switch {
	case x.fence == 0 && n >= 3 && (s[0] == '~' || strings.IndexByte(s[n:], '`') < 0):
		x.fence, x.fenceLen = s[0], n
		return true
	case x.fence == 0:
		return false
	case n >= x.fenceLen && s[0] == x.fence && strings.TrimSpace(s[n:]) == "":
		x.fence = 0
	}
	return true
}

// columns counts the columns that the line under a table's head declares, 0 for any other line.
func columns(s string) int {
	if s[0] != '|' && s[0] != '-' && s[0] != ':' {
		return 0
	}
	n := 1
	for i := range len(s) {
		switch s[i] {
		case '|':
			n++
		case '-', ':', ' ', '\t':
		default:
			return 0
		}
	}
	return n
}

// delimits are the bytes that marks looks at.
var delimits = [256]bool{'\\': true, '*': true, '_': true, '~': true, '(': true}

// marks counts runs of delimiters and follows the destinations of links.
func (x *excess) marks(s string) string {
	for i := 0; i < len(s); i++ {
		if !delimits[s[i]] {
			continue
		}
		switch c := s[i]; c {
		case '\\':
			i++
		case '*', '_', '~':
			from := i
			for i+1 < len(s) && s[i+1] == c {
				i++
			}
			inside := from > 0 && i+1 < len(s)
			if inside && (s[from-1] == ' ' && s[i+1] == ' ' || c == '_' && wordByte(s[from-1]) && wordByte(s[i+1])) {
				continue
			}
			x.runs++
			x.allRuns++
		case '(':
			if i == 0 || s[i-1] != ']' {
				continue
			}
			if x.budget -= destination(s[i+1:]); x.budget < 0 {
				return "too many links whose destination does not end"
			}
		}
	}
	if x.runs > delimiters || x.allRuns > unparted {
		return fmt.Sprintf("more than %d marks of emphasis in one paragraph", delimiters)
	}
	return ""
}

func wordByte(c byte) bool { return letter(c) || digit(c) || c >= 0x80 }

// destination is how many bytes a parser reads in search of the end of a link's destination.
func destination(s string) int {
	depth := 0
	angle := strings.HasPrefix(s, "<")
	for i := range len(s) {
		switch c := s[i]; {
		case angle && c == '>':
			return i
		case angle:
		case c == ' ' || c == '\t':
			return i
		case c == '(':
			depth++
		case c == ')':
			if depth--; depth < 0 {
				return i
			}
		}
	}
	return len(s)
}
