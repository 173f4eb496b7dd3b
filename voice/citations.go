package voice

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sayso-lint/sayso/prose"
)

// citations finds the citations of a block: those that the source marks, and those written out in the text.
func (l *Layer) citations(block int) []Citation {
	b := &l.doc.Blocks[block]
	var out []Citation
	for _, m := range l.doc.MarksIn(b.Span) {
		switch m.Kind {
		case prose.Link, prose.Address:
			if leadsOut(m.Target) {
				out = append(out, Citation{m.Span, LinkCitation, m.Target})
			}
		case prose.Footnote:
			if l.hasNote(m.Target) {
				out = append(out, Citation{m.Span, FootnoteCitation, m.Target})
			}
		case prose.Citation:
			kind := AuthorYear
			if strings.HasPrefix(m.Target, "^") { // a note that stands where its mark would
				kind = FootnoteCitation
			}
			out = append(out, Citation{m.Span, kind, m.Target})
		default:
		}
	}
	if b.Kind != prose.Note {
		out = l.written(out, b.Span, l.signposts(block))
	}
	slices.SortStableFunc(out, func(a, b Citation) int { return a.Start - b.Start })
	return out
}

// leadsOut tells whether an address may be a source: not a place in the same text, no mailbox, no share button.
func leadsOut(target string) bool {
	return target != "" && target[0] != '#' && !strings.HasPrefix(target, "mailto:") && !strings.HasPrefix(target, "javascript:") && !strings.HasPrefix(target, "tel:")
}

// hasNote tells whether the document has a note of that label.
func (l *Layer) hasNote(label string) bool {
	if l.notes == nil {
		l.notes = map[string]bool{}
		for i := range l.doc.Blocks {
			if b := &l.doc.Blocks[i]; b.Kind == prose.Note {
				l.notes[b.Label] = true
			} else if label, ok := writtenNote(l.doc.Text, b.Span); ok {
				l.notes[label] = true
			}
		}
	}
	return l.notes[label]
}

// writtenNote is the label of a note that plain text writes out at the start of a block: [^3]: …, [3] ….
func writtenNote(text string, block prose.Span) (string, bool) {
	s := text[block.Start:min(block.End, block.Start+24)]
	if len(s) < 4 || s[0] != '[' {
		return "", false
	}
	end := strings.IndexByte(s, ']')
	if end < 2 || end+1 >= len(s) || s[end+1] != ' ' && s[end+1] != ':' {
		return "", false
	}
	label := strings.TrimPrefix(s[1:end], "^")
	return label, label != "" && (s[1] == '^' || isNumber(label))
}

// longestCitation bounds how far a bracket is looked through for its end.
const longestCitation = 200

// written adds the citations that the words themselves make, by the signposts of their block.
func (l *Layer) written(out []Citation, block prose.Span, at []int) []Citation {
	text := l.doc.Text
	from := block.Start // where the citation before ends
	for _, i := range at {
		if i < from {
			continue
		}
		c, closing := text[i], byte(')')
		switch {
		case c == '(':
		case c == '[':
			closing = ']'
		case c == '.' || c >= utf8.RuneSelf:
			if c == '.' {
				i++
			}
			if end := l.noteMark(block, i); end > 0 {
				out = append(out, Citation{prose.Span{Start: i, End: end}, FootnoteCitation, text[i:end]})
				from = end
			}
			continue
		default:
			continue
		}
		n := strings.IndexByte(text[i:min(block.End, i+longestCitation)], closing)
		if n < 0 {
			continue
		}
		span := prose.Span{Start: i, End: i + n + 1}
		inner := text[i+1 : i+n]
		if c == '[' {
			if _, note := writtenNote(text, prose.Span{Start: block.Start, End: block.End}); note && i == block.Start {
				continue
			}
			if k, target, ok := l.square(inner); ok {
				out = append(out, Citation{span, k, target})
				from = span.End
			}
			continue
		}
		if k, s, ok := round(text, block, span, inner); ok {
			out = append(out, Citation{s, k, ""})
			from = span.End
		}
	}
	return out
}

// square judges what stands in square brackets.
func (l *Layer) square(inner string) (kind CitationKind, target string, ok bool) {
	switch {
	case strings.HasPrefix(inner, "^"):
		label := inner[1:]
		return FootnoteCitation, label, l.hasNote(label)
	case numbers(inner), numbers(beforePage(inner)):
		return Bracket, inner, true
	case authorYear(inner):
		return AuthorYear, "", true
	}
	return Bracket, inner, outlet(inner)
}

// numbers tells whether all of a bracket are numbers of a reference list: 3; 3, 5; 3–5. A year is none.
func numbers(s string) bool {
	n := 0
	for f := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == ',' || r == ' ' || r == '-' || r == '–' || r == ';' }) {
		if !isNumber(f) || len(f) > 3 {
			return false
		}
		n++
	}
	return n > 0
}

// beforePage is what stands before the page in a bracket: 4, p. 12; "" where no page does.
func beforePage(s string) string {
	for _, page := range []string{", p", ", §", ", ch", ", sec", ", Table", ", Fig"} {
		if at := strings.Index(s, page); at > 0 {
			return s[:at]
		}
	}
	return ""
}

func isNumber(s string) bool {
	for i := range len(s) {
		if !digit(s[i]) {
			return false
		}
	}
	return s != ""
}

// round judges what stands in round brackets. The span of Okafor (2021) takes the name in.
func round(text string, block, span prose.Span, inner string) (CitationKind, prose.Span, bool) {
	switch {
	case grade(inner):
		return Grade, span, true
	case year(strings.TrimSuffix(inner, ":")) || yearAndPage(inner):
		if start := nameBefore(text, block, span.Start); start >= 0 {
			return AuthorYear, prose.Span{Start: start, End: span.End}, true
		}
		return 0, span, false
	case authorYear(inner):
		return AuthorYear, span, true
	case repeats(inner):
		return FootnoteCitation, span, true
	case dated(inner), parenthesised(inner), sourceNamed(inner), inPassing(text[block.Start:span.Start], text[span.End:block.End]) && bodyNamed(inner):
		return Bracket, span, true
	}
	return 0, span, false
}

// repeats tells whether a bracket points at a work that was cited before: ibid., 31; op. cit., p. 9; Brandt, n. 14, 3–5.
func repeats(s string) bool {
	for numbered := false; s != ""; {
		if strings.IndexByte("iols", s[0]|0x20) >= 0 && slices.ContainsFunc(again, func(a string) bool { return len(s) >= len(a) && strings.EqualFold(s[:len(a)], a) }) {
			return true
		}
		word, rest, _ := strings.Cut(s, " ")
		if !numbered && rest != "" && digit(rest[0]) && noteWords[strings.ToLower(word)] {
			return true
		}
		numbered = numbered || hasDigit(word)
		s = rest
	}
	return false
}

var (
	again     = []string{"ibid", "op. cit", "loc. cit", "id. at", "supra"}
	noteWords = map[string]bool{
		"n.": true, "nn.": true, "n": true, "note": true, "notes": true, "fn.": true, "fn": true, "ref.": true, "refs.": true, "reference": true, "references": true,
	}
)

func digit(c byte) bool { return '0' <= c && c <= '9' }

func hasDigit(s string) bool {
	for i := range len(s) {
		if digit(s[i]) {
			return true
		}
	}
	return false
}

// grade tells whether a bracket is a source grade of the Admiralty system: reliability A–F, credibility 1–6 (NATO AJP-2.1).
func grade(s string) bool {
	if len(s) == 3 && s[1] == '-' {
		s = s[:1] + s[2:]
	}
	return len(s) == 2 && 'A' <= s[0] && s[0] <= 'F' && '1' <= s[1] && s[1] <= '6'
}

// year tells whether a word is a year of publication: 1500 to 2100, perhaps with a letter; n.d. and forthcoming count.
func year(s string) bool {
	if s == "n.d." || s == "forthcoming" || s == "in press" {
		return true
	}
	if len(s) == 5 && 'a' <= s[4] && s[4] <= 'z' {
		s = s[:4]
	}
	return len(s) == 4 && isNumber(s) && s >= "1500" && s <= "2100"
}

func yearAndPage(s string) bool {
	y, rest, ok := strings.Cut(s, ",")
	if !ok {
		y, rest, ok = strings.Cut(s, ":")
	}
	return ok && year(y) && hasDigit(rest)
}

// nameBefore is where the name starts that a year in brackets at `at` belongs to, -1 where there is none: Okafor (2021),
// Meyer and Lund (2020), Meyer et al. (2018).
func nameBefore(text string, block prose.Span, at int) int {
	start := -1
	end := at
	for range 6 {
		for end > block.Start && text[end-1] == ' ' {
			end--
		}
		s := end
		for s > block.Start && text[s-1] != ' ' && end-s < longestName {
			s--
		}
		w := text[s:end]
		r, _ := utf8.DecodeRuneInString(w)
		switch {
		case w == "al." || w == "et" || w == "and" || w == "&":
		case unicode.IsUpper(r) && !strings.ContainsAny(w[len(w)-1:], ".:;!?") && len(w) > 1:
			start = s
			if strings.HasSuffix(w, ",") {
				return start
			}
		default:
			return start
		}
		if s <= block.Start {
			return start
		}
		end = s
	}
	return start
}

// authorYear tells whether a bracket names an author and a year: Okafor 2021; Meyer 2018; Meyer & Lund, 2018, p. 4.
func authorYear(s string) bool {
	if !hasDigit(s) && !strings.Contains(s, "forthcoming") {
		return false // no year
	}
	found := false
	for part := range strings.SplitSeq(s, ";") {
		part = strings.TrimSpace(part)
		for _, lead := range []string{"see also ", "see ", "cf. ", "e.g. ", "e.g., ", "in "} {
			part = strings.TrimPrefix(part, lead)
		}
		name, ok := upperFirst(part)
		if !ok || months[strings.ToLower(name)] {
			continue
		}
		before := ""
		for f := range strings.FieldsFuncSeq(part[len(name):], func(r rune) bool { return r == ' ' || r == ',' }) {
			if year(strings.TrimRight(f, ":.")) {
				found = found || !months[strings.ToLower(before)]
				break
			}
			if r, _ := utf8.DecodeRuneInString(f); !unicode.IsUpper(r) && !particles[f] {
				break
			}
			before = f
		}
	}
	return found
}

var (
	months = map[string]bool{
		"january": true, "february": true, "march": true, "april": true, "may": true, "june": true, "july": true, "august": true,
		"september": true, "october": true, "november": true, "december": true, "jan": true, "feb": true, "mar": true, "apr": true,
		"jun": true, "jul": true, "aug": true, "sep": true, "sept": true, "oct": true, "nov": true, "dec": true,
	}
	particles = map[string]bool{"et": true, "al.": true, "al": true, "and": true, "&": true, "of": true, "the": true, "de": true, "van": true, "von": true, "der": true, "for": true, "on": true, "la": true, "du": true}
)

// upperFirst is the first word of s where it begins with a capital.
func upperFirst(s string) (string, bool) {
	r, _ := utf8.DecodeRuneInString(s)
	if !unicode.IsUpper(r) {
		return "", false
	}
	end := strings.IndexAny(s, " ,;")
	if end < 0 {
		return "", false
	}
	return s[:end], true
}

// dated tells whether a bracket names an outlet and a date: Harbour Times, 4 March 2021.
func dated(s string) bool {
	name, rest, ok := strings.Cut(s, ",")
	if !ok || !capitalised(name) {
		return false
	}
	hasYear := false
	for f := range strings.FieldsFuncSeq(rest, func(r rune) bool { return r == ' ' || r == ',' }) {
		hasYear = hasYear || year(f) || months[strings.ToLower(strings.TrimSuffix(f, "."))]
	}
	return hasYear
}

// outlet tells whether square brackets hold the name of an outlet: two capitalised words or more, or one with a date. A
// gloss ([AQIS]) and an editor's insertion ([the minister]) are none.
func outlet(s string) bool {
	if dated(s) {
		return true
	}
	return strings.Contains(s, " ") && capitalised(s)
}

// capitalised tells whether every word of a name has a capital, particles left out.
func capitalised(s string) bool {
	words := 0
	for f := range strings.FieldsSeq(s) {
		r, _ := utf8.DecodeRuneInString(f)
		if !unicode.IsUpper(r) && !particles[f] {
			return false
		}
		words++
	}
	return words > 0
}

// longestName bounds a word of an author's name in bytes.
const longestName = 48
