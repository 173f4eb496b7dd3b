package importer

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// value is a literal of Python or JavaScript: a string, a list of values, or something else that is no literal.
type value struct {
	line  int
	kind  valueKind
	text  string  // of a string; of a name or call: what it is called
	items []value // of a list (any bracket), of a call: its arguments
	name  string  // of an argument or a pair: the key before = or :
	key   *value  // of a pair in a mapping: its key, where that is a string
	alone bool    // of a list: no comma in it
}

type valueKind uint8

const (
	other  valueKind = iota // a number, an operator, code
	str                     // "text", pieces in a row joined
	list                    // [..], (..), {..}
	called                  // f(..)
	named                   // x
)

// literals reads the literals of a source file leniently: what is code is passed over, and nothing of it is run. Bindings
// are the values behind NAME =, in order; a name bound twice is twice there.
type literals struct {
	text   string
	at     int
	line   int
	python bool
	depth  int
}

// binding is a value given a name, or a call that stands alone.
type binding struct {
	name  string
	value value
}

// maxDepth bounds brackets in brackets.
const maxDepth = 60

func readLiterals(text string, python bool) (all []binding) {
	l := &literals{text: text, line: 1, python: python}
	for l.at < len(l.text) {
		start := l.at
		l.blank()
		if l.at >= len(l.text) {
			break
		}
		word := l.word()
		if word == "" {
			if v := l.value(); v.kind == other && l.at == start {
				l.skip()
			}
			continue
		}
		line := l.line
		l.blank()
		switch {
		case l.peek('=') && !strings.HasPrefix(l.text[l.at:], "==") && !strings.HasPrefix(l.text[l.at:], "=>"):
			l.at++
			v := l.value()
			l.blank()
			if l.python && l.at < len(l.text) && strings.IndexByte("+%.*", l.text[l.at]) >= 0 {
				v.kind = other // a part of an operation
			}
			all = append(all, binding{word, v})
		case l.peek('('):
			v := l.brackets()
			all = append(all, binding{"", value{line: line, kind: called, text: word, items: v.items}})
		case l.python && word == "def":
			all = append(all, binding{word, value{line: line}})
			l.word() // its name, which is no call
		}
		if l.at == start {
			l.skip()
		}
	}
	return all
}

func (l *literals) peek(c byte) bool { return l.at < len(l.text) && l.text[l.at] == c }

// skip passes over one character.
func (l *literals) skip() {
	r, size := utf8.DecodeRuneInString(l.text[l.at:])
	if r == '\n' {
		l.line++
	}
	l.at += size
}

// blank passes over blanks and comments.
func (l *literals) blank() {
	for l.at < len(l.text) {
		rest := l.text[l.at:]
		switch {
		case unicode.IsSpace(rune(rest[0])) || rest[0] == '\\':
			l.skip()
		case l.python && rest[0] == '#', !l.python && strings.HasPrefix(rest, "//"):
			for l.at < len(l.text) && l.text[l.at] != '\n' {
				l.at++
			}
		case !l.python && strings.HasPrefix(rest, "/*"):
			end := strings.Index(rest, "*/")
			if end < 0 {
				end = len(rest) - 2
			}
			l.line += strings.Count(rest[:end+2], "\n")
			l.at += end + 2
		default:
			return
		}
	}
}

// word reads a name, dots included.
func (l *literals) word() string {
	start := l.at
	for l.at < len(l.text) {
		r, size := utf8.DecodeRuneInString(l.text[l.at:])
		if !unicode.IsLetter(r) && r != '_' && r != '$' && (l.at == start || !unicode.IsDigit(r) && r != '.') {
			break
		}
		l.at += size
	}
	word := l.text[start:l.at]
	if len(word) <= 2 && l.at < len(l.text) && (l.text[l.at] == '"' || l.text[l.at] == '\'') && strings.Trim(strings.ToLower(word), "rubf") == "" {
		l.at = start // the prefix of a string
		return ""
	}
	return word
}

// value reads one value: up to the comma, bracket or line that ends it.
func (l *literals) value() value {
	l.blank()
	v := value{line: l.line}
	if l.at >= len(l.text) {
		return v
	}
	switch c := l.text[l.at]; {
	case c == '"' || c == '\'' || c == '`' || l.prefixed():
		v.kind = str
		for {
			s, ok := l.str()
			if !ok {
				break
			}
			v.text += s
			at, line := l.at, l.line
			l.blank()
			if l.at >= len(l.text) || !(l.text[l.at] == '"' || l.text[l.at] == '\'' || l.prefixed()) || !l.python {
				if l.peek('+') { // "a" + "b" of JavaScript
					l.at++
					l.blank()
					if l.at < len(l.text) && (l.text[l.at] == '"' || l.text[l.at] == '\'') {
						continue
					}
				}
				l.at, l.line = at, line
				break
			}
		}
	case c == '[' || c == '(' || c == '{':
		v = l.brackets()
		if c == '(' && v.alone && len(v.items) == 1 && v.items[0].name == "" {
			v = v.items[0] // a value in parentheses
		}
	default:
		word := l.word()
		if word == "" {
			return v
		}
		v.kind, v.text = named, word
		at, line := l.at, l.line
		l.blank()
		if l.peek('(') {
			v.kind, v.items = called, l.brackets().items
		} else {
			l.at, l.line = at, line
		}
	}
	return v
}

// prefixed tells whether a Python string with a prefix begins here.
func (l *literals) prefixed() bool {
	if !l.python {
		return false
	}
	for n := 1; n <= 2 && l.at+n < len(l.text); n++ {
		if !strings.ContainsRune("rubfRUBF", rune(l.text[l.at+n-1])) {
			return false
		}
		if c := l.text[l.at+n]; c == '"' || c == '\'' {
			return true
		}
	}
	return false
}

// str reads one string.
func (l *literals) str() (string, bool) {
	raw := false
	for l.prefixed() {
		raw = raw || l.text[l.at] == 'r' || l.text[l.at] == 'R'
		l.at++
	}
	if l.at >= len(l.text) {
		return "", false
	}
	quote := l.text[l.at : l.at+1]
	if strings.IndexByte("\"'`", quote[0]) < 0 {
		return "", false
	}
	if triple := strings.Repeat(quote, 3); l.python && strings.HasPrefix(l.text[l.at:], triple) {
		quote = triple
	}
	l.at += len(quote)
	var b strings.Builder
	for l.at < len(l.text) && !strings.HasPrefix(l.text[l.at:], quote) {
		c := l.text[l.at]
		switch {
		case c == '\n' && len(quote) == 1 && quote != "`":
			return b.String(), true // a string that never ends
		case c == '\\' && l.at+1 < len(l.text) && raw:
			b.WriteString(l.text[l.at : l.at+2])
			l.at += 2
		case c == '\\' && l.at+1 < len(l.text):
			l.escape(&b)
		default:
			b.WriteByte(c)
			l.skipByte()
		}
	}
	l.at = min(l.at+len(quote), len(l.text))
	return b.String(), true
}

func (l *literals) skipByte() {
	if l.text[l.at] == '\n' {
		l.line++
	}
	l.at++
}

// escape reads a backslash and what it stands before. What is no escape is kept: in a regular expression it is one.
func (l *literals) escape(b *strings.Builder) {
	rest := l.text[l.at:]
	switch c := rest[1]; {
	case c == 'n':
		b.WriteByte('\n')
	case c == 't':
		b.WriteByte('\t')
	case strings.IndexByte("'\"\\`/", c) >= 0:
		b.WriteByte(c)
	case c == '\n':
		l.line++
	case c == 'u' && len(rest) >= 6:
		n, err := strconv.ParseUint(rest[2:6], 16, 32)
		if err == nil {
			b.WriteRune(rune(n))
			l.at += 6
			return
		}
		b.WriteString(`\u`)
	default:
		b.WriteByte('\\')
		b.WriteByte(c)
	}
	l.at += 2
}

// brackets reads a list of values: arguments and pairs with their names.
func (l *literals) brackets() value {
	v := value{line: l.line, kind: list, alone: true}
	l.at++
	l.depth++
	defer func() { l.depth-- }()
	for l.at < len(l.text) {
		l.blank()
		if l.at >= len(l.text) {
			break
		}
		if c := l.text[l.at]; c == ']' || c == ')' || c == '}' {
			l.at++
			break
		}
		if l.peek(',') {
			l.at++
			v.alone = false
			continue
		}
		if l.depth > maxDepth {
			l.skip()
			continue
		}
		start := l.at
		item := l.value()
		l.blank()
		if l.peek(':') || l.peek('=') && !strings.HasPrefix(l.text[l.at:], "==") && !strings.HasPrefix(l.text[l.at:], "=>") {
			l.at++
			key := item
			item = l.value()
			item.name = key.text
			if key.kind == str {
				item.key = &key
			}
		}
		if l.rest() {
			item.kind = other // a part of an operation
		}
		if item.kind != other || item.name != "" || l.at > start {
			v.items = append(v.items, item)
		}
		if l.at == start {
			l.skip()
		}
	}
	return v
}

// rest passes over what is left of an item, an operator, a comprehension, and tells whether there was any.
func (l *literals) rest() (more bool) {
	for ; l.at < len(l.text); more = true {
		l.blank()
		if l.at >= len(l.text) {
			return more
		}
		switch c := l.text[l.at]; {
		case c == ',' || c == ']' || c == ')' || c == '}':
			return more
		case c == '[' || c == '(' || c == '{':
			if l.depth > maxDepth {
				l.skip()
				continue
			}
			l.brackets()
		case c == '"' || c == '\'' || c == '`' || l.prefixed():
			if _, ok := l.str(); !ok {
				l.skip()
			}
		default:
			l.skip()
		}
	}
	return more
}

// strings lists the strings of a list; what else is in it is counted.
func (v value) strings() (all []value, left int) {
	for _, item := range v.items {
		if item.kind == str {
			all = append(all, item)
		} else {
			left++
		}
	}
	return all, left
}

// argument gives the argument of a call by name, else by position; nil where there is none.
func (v value) argument(name string, position int) *value {
	at := 0
	for i := range v.items {
		item := &v.items[i]
		switch {
		case item.name == name && item.key == nil && name != "":
			return item
		case item.name == "":
			if at == position {
				return item
			}
			at++
		}
	}
	return nil
}
