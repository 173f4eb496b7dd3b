package read

import (
	"slices"
	"strconv"
	"strings"

	"github.com/sayso-lint/sayso/prose"
)

// numberNotes gives notes the labels that their marks use. A page may keep its notes in a plain list, which its reader's
// browser numbers: the raised 3 is then the third entry below "References". And one mark may stand for several notes (4,5;
// 4–6): it keeps the first of them, or the first that is missing.
func numberNotes(d *prose.Document) {
	highest := 0
	for i := range d.Marks {
		if d.Marks[i].Kind != prose.Footnote {
			continue
		}
		for _, n := range noteNumbers(d.Marks[i].Target) {
			highest = max(highest, n)
		}
	}
	if highest == 0 {
		return
	}
	labels := map[string]bool{}
	for i := range d.Blocks {
		if d.Blocks[i].Kind == prose.Note {
			labels[d.Blocks[i].Label] = true
		}
	}
	if missing(d, labels) {
		for n, i := range noteList(d, highest) {
			label := strconv.Itoa(n + 1)
			if d.Blocks[i].Kind == prose.ListItem && !labels[label] {
				d.Blocks[i].Kind, d.Blocks[i].Label = prose.Note, label
				labels[label] = true
			}
		}
	}
	for i := range d.Marks {
		m := &d.Marks[i]
		numbers := noteNumbers(m.Target)
		if m.Kind != prose.Footnote || labels[m.Target] || len(numbers) < 2 {
			continue
		}
		m.Target = strconv.Itoa(numbers[0])
		for _, n := range numbers {
			if label := strconv.Itoa(n); !labels[label] {
				m.Target = label
				break
			}
		}
	}
}

// missing tells whether a mark names a number that no note has.
func missing(d *prose.Document, labels map[string]bool) bool {
	return slices.ContainsFunc(d.Marks, func(m prose.Mark) bool {
		return m.Kind == prose.Footnote && slices.ContainsFunc(noteNumbers(m.Target), func(n int) bool { return !labels[strconv.Itoa(n)] })
	})
}

// noteNumbers are the numbers that a mark names, the ends of a range for what lies between; none where it has a name.
func noteNumbers(target string) []int {
	if strings.Trim(target, "0123456789,–- ") != "" {
		return nil
	}
	var out []int
	for f := range strings.FieldsFuncSeq(target, func(r rune) bool { return r < '0' || r > '9' }) {
		if n, err := strconv.Atoi(f); err == nil && len(f) <= 3 {
			out = append(out, n)
		}
	}
	return out
}

// noteList is the blocks of the last list, where it stands below a heading that says so or at the end of the text, and
// has as many entries as the marks ask for.
func noteList(d *prose.Document, entries int) []int {
	var last []int
	list, atEnd := 0, true
	for i := len(d.Blocks) - 1; i >= 0; i-- {
		b := &d.Blocks[i]
		switch {
		case (b.Kind == prose.ListItem || b.Kind == prose.Note && b.List > 0) && b.Level == 1 && (list == 0 || b.List == list):
			list = b.List
			last = append(last, i)
		case list != 0 && b.Kind == prose.ListItem && b.List == list: // a list in an entry
		case list == 0 && b.Kind == prose.Furniture:
		case list == 0 && b.Kind != prose.ListItem:
			atEnd = false
		default:
			if len(last) < entries || !atEnd && (b.Kind != prose.Heading || !namesNotes(d.Slice(b.Span))) {
				return nil
			}
			slices.Reverse(last)
			return last
		}
	}
	return nil
}

// namesNotes tells whether a heading announces notes or works.
func namesNotes(heading string) bool {
	for w := range strings.FieldsSeq(strings.ToLower(heading)) {
		switch strings.Trim(w, ".:") {
		case "references", "notes", "footnotes", "endnotes", "sources", "bibliography", "citations", "literature":
			return true
		}
	}
	return false
}
