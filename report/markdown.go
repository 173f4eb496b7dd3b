package report

import (
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/sayso-lint/sayso/lint"
)

// markdown writes a comment for a pull request: what was found, by file, each line linked where the forge is known; why
// nothing excuses it and what is mere information, folded away.
//
// It is written at the end, because a comment has a bound. Where not all has room, what is graver goes first: errors and
// warnings of all files, then the reasons, then information.
type markdown struct {
	sheet
	options Options
	files   []markdownFile
	total   int         // findings
	stored  map[int]int // bytes kept of each kind, so that a long run needs no more memory than a comment has room
}

// markdownFile is a file's part of the comment, piece by piece.
type markdownFile struct {
	title  string
	pieces [kinds][]string
}

// The kinds of piece, in the order in which they are given room.
const (
	grave   = iota // a row for an error or a warning
	reasons        // an item that says why nothing excuses a finding, or what to do
	slight         // a row for information
	kinds
)

const (
	// commentRoom is what GitHub takes: 65,536 characters. Bytes are counted, since no text has more characters than those,
	// and what a forge takes for a character need not be known.
	commentRoom = 65_536
	// mostQuoted is how much of a message is shown. A finding may quote a sentence as long as it likes.
	mostQuoted = 600
)

const (
	rowsHead  = "| line | | finding | rule |\n|--:|---|---|---|\n"
	foldEnd   = "\n</details>\n\n"
	formNote  = "sayso judges form, not truth: whether a source is right it cannot tell.\n"
	footRoom  = 2000 // for what Close adds behind the files
	reasonsAt = "<details><summary>Why nothing excuses them, and what to do</summary>\n\n"
)

func newMarkdown(w io.Writer, o Options) Reporter {
	return &markdown{sheet: sheet{w: w}, options: o, stored: map[int]int{}}
}

func (m *markdown) File(f *File) error {
	m.total += len(f.Findings)
	path := m.options.inRoot(f.Doc.Path)
	part := markdownFile{title: "#### " + code(path) + "\n\n"}
	told := map[string]bool{}
	var remedies []string
	for i := range f.Findings {
		x := &f.Findings[i]
		line := m.line(path, f.Doc.Begin(x.Span).Line)
		kind := grave
		if x.Severity == lint.Info {
			kind = slight
		}
		m.keep(&part, kind, "| "+line+" | "+x.Severity.String()+" | "+inert(cut(x.Message, mostQuoted))+" | "+code(x.Rule)+" |\n")
		if kind == slight {
			continue
		}
		var notes []string
		for _, n := range x.Notes {
			notes = append(notes, inert(cut(n.Text, mostQuoted)))
		}
		if len(notes) > 0 {
			m.keep(&part, reasons, "- line "+line+", "+code(x.Rule)+": "+strings.Join(notes, "; ")+"\n")
		}
		if r := m.options.Rules[x.Rule]; r != nil && r.Remedy != "" && !told[x.Rule] {
			told[x.Rule] = true
			remedies = append(remedies, "- "+code(x.Rule)+": "+inert(r.Remedy)+"\n")
		}
	}
	for _, r := range remedies {
		m.keep(&part, reasons, r)
	}
	if len(f.Findings) > 0 && len(part.pieces[grave])+len(part.pieces[slight]) > 0 {
		m.files = append(m.files, part)
	}
	return nil
}

// keep holds a piece for Close, as long as there can be room for it.
func (m *markdown) keep(part *markdownFile, kind int, piece string) {
	if m.stored[kind] < commentRoom {
		m.stored[kind] += len(piece)
		part.pieces[kind] = append(part.pieces[kind], piece)
	}
}

// line is a line's number, linked to the line where the forge is known. Forges show Markdown rendered, without lines, but
// for ?plain=1.
func (m *markdown) line(path string, n int) string {
	number := strconv.Itoa(n)
	if m.options.Blob == "" || isAbsolute(path) || strings.HasPrefix(path, "../") || path == standardInput {
		return number
	}
	return "[" + number + "](" + m.options.Blob + escaped(path) + "?plain=1#L" + number + ")"
}

func (m *markdown) Close(s *Summary) error {
	m.print("### sayso: ", verdict(s), "\n\n")
	if m.options.Metrics && s.Metrics != nil && s.Metrics.Sentences > 0 {
		m.print("Sourced claims: ", sourcedClaims(s.Metrics), ".\n\n")
	}
	shown := m.fit(commentRoom - len(m.b) - footRoom)
	told := 0
	for i := range m.files {
		m.part(&m.files[i], shown[i])
		told += shown[i][grave] + shown[i][slight]
	}
	if told < m.total {
		m.print("There is no room here for ", count(m.total-told, "more finding"), "; the other formats have them.\n\n")
	}
	if n := len(s.Faults); n > 0 {
		m.print("<details><summary>", count(n, "fault"), ": not all was checked</summary>\n\n")
		for i, fault := range s.Faults {
			if i == 3 {
				m.print("- …\n")
				break
			}
			m.print("- ", code(cut(visible(fault), 100)), "\n")
		}
		m.print(foldEnd)
	}
	if len(s.LeftAlone) > 0 {
		m.print("Left alone: ", cut(leftAlone(s.LeftAlone), 200), ".\n\n")
	}
	if s.Files > 0 {
		m.print(formNote)
	}
	return m.flush()
}

// verdict is the line at the head: how many findings, in how much.
func verdict(s *Summary) string {
	if s.Files == 0 && s.Unread == 0 {
		return "nothing to check"
	}
	var found []string
	for _, x := range []struct {
		n    int
		noun string
	}{{s.Errors, "error"}, {s.Warnings, "warning"}, {s.Infos, "info"}} {
		if x.n > 0 {
			found = append(found, count(x.n, x.noun))
		}
	}
	if len(found) == 0 {
		found = []string{"nothing found"}
	}
	parts := append([]string{strings.Join(found, ", ") + " in " + count(s.Files, "file")}, s.asides()...)
	if s.Unread > 0 {
		parts = append(parts, count(s.Unread, "file")+" not read")
	}
	return strings.Join(parts, "; ")
}

// fit says how many pieces of each kind each file is given in so many bytes.
func (m *markdown) fit(room int) [][kinds]int {
	shown := make([][kinds]int, len(m.files))
	for kind := range kinds {
		for i := range m.files {
			f := &m.files[i]
			frame := len(rowsHead) + len(reasonsAt) + len(foldEnd)
			if shown[i] == [kinds]int{} {
				frame += len(f.title)
			}
			for n, piece := range f.pieces[kind] {
				cost := len(piece)
				if n == 0 {
					cost += frame
				}
				if cost > room {
					room = 0 // nothing smaller goes before its turn
					break
				}
				room -= cost
				shown[i][kind]++
			}
		}
	}
	return shown
}

// part writes a file's part, as far as it is to be shown.
func (m *markdown) part(f *markdownFile, shown [kinds]int) {
	if shown == [kinds]int{} {
		return
	}
	m.print(f.title)
	if n := shown[grave]; n > 0 {
		m.print(rowsHead)
		m.print(f.pieces[grave][:n]...)
		m.print("\n")
	}
	if n := shown[reasons]; n > 0 {
		m.print(reasonsAt)
		m.print(f.pieces[reasons][:n]...)
		m.print(foldEnd)
	}
	if n := shown[slight]; n > 0 {
		m.print("<details><summary>", strconv.Itoa(n), " as information</summary>\n\n", rowsHead)
		m.print(f.pieces[slight][:n]...)
		m.print(foldEnd)
	}
}

// inert is text as Markdown that shows it and does nothing else: no markup, no HTML, no link, and nobody is called.
//
// Backslashes stop Markdown. They do not stop what forges look for in the text that Markdown has made: mentions (@ada),
// numbers of issues (#1, GH-1, !1, $1, %1, &1, ~1), emoji (:tada:), addresses. There a zero-width space parts the mark
// from what follows it.
func inert(s string) string {
	s = visible(s)
	var b strings.Builder
	for i, r := range s {
		rest := s[i+utf8.RuneLen(r):]
		if strings.ContainsRune("\\`*_[]<>|~&#$", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
		if rest == "" || rest[0] == ' ' {
			continue
		}
		if strings.ContainsRune("@#:!~%&$", r) || r == '-' && hasFoldedSuffix(s[:i], "gh") || rest[0] == '.' && hasFoldedSuffix(s[:len(s)-len(rest)], "www") {
			b.WriteString(parting)
		}
	}
	return b.String()
}

// parting is a zero-width space. visible takes those of a document away, so that every one in a report is sayso's.
const parting = "\u200B"

func hasFoldedSuffix(s, suffix string) bool {
	return len(s) >= len(suffix) && strings.EqualFold(s[len(s)-len(suffix):], suffix)
}

// code is text as Markdown shows code: as it is. In a table it may have no pipe, which no rule's name has.
func code(s string) string {
	s = visible(s)
	fence := "`"
	for strings.Contains(s, fence) {
		fence += "`"
	}
	if strings.HasPrefix(s, "`") || strings.HasSuffix(s, "`") || len(fence) > 1 {
		s = " " + s + " "
	}
	return fence + s + fence
}
