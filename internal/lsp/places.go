package lsp

import (
	"regexp"
	"strings"
	"sync"

	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/voice"
)

// Where words that an action inserts are put.

// attribute says whose the words of a finding are, at the end of their sentence:
//
//	The dam failed in May|.          before the full stop, and so behind a link or bold words before it
//	The dam failed (in May)|.        behind what was opened in the sentence
//	"The dam will fail|."|           behind the quotation, whose full stop becomes a comma
//
// nil where the words are a heading or the like, or the sentence has somebody who says it, or a source: a second one would be no answer.
func (s *Server) attribute(o *open, f *lint.Finding) *workspaceEdit {
	d := o.verdict.Doc
	b, n := d.SentenceAt(f.Span.Start)
	if b < 0 || n < 0 || len(d.Blocks[b].Sentences[n].Tokens) == 0 {
		return nil
	}
	if about := d.Slice(f.Span); strings.HasPrefix(about, "[") || strings.HasPrefix(about, prose.Object) { // a reference that leads nowhere
		return nil
	}
	switch d.Blocks[b].Kind {
	case prose.Heading, prose.Cell, prose.Caption, prose.Furniture: // no place for a clause
		return nil
	case prose.Paragraph, prose.ListItem, prose.Quote, prose.Note:
	}
	sentence := &d.Blocks[b].Sentences[n]
	layer := voice.Of(d)
	for _, a := range layer.AttributionsIn(b, n) {
		if !a.Source.Empty() {
			return nil
		}
	}
	for _, c := range layer.Citations(b) {
		if c.Overlaps(sentence.Span) {
			return nil
		}
	}
	is := func(token int, of string) bool {
		return token >= 0 && strings.Trim(d.Slice(sentence.Tokens[token].Span), of) == ""
	}
	end := len(sentence.Tokens) - 1
	for is(end, prose.Object) {
		end--
	}
	closed := end
	for is(closed, closers) {
		closed--
	}
	const before, after = "according to ", "source"
	switch {
	case closed < 0, strings.Contains(d.Slice(prose.Span{Start: sentence.Tokens[closed].Start, End: sentence.End}), "?"): // who asks needs no source
		return nil
	case !is(end, enders) && !is(closed, enders): // no mark ends it
		_, at := o.spanOf(d, sentence.Tokens[end].Span)
		at += pastMarkup(o.text.content[at:])
		return s.fill(o, at, at, ", "+before, after, "")
	case closed == end: // The mark comes last, or the first of several: "?!", "..."
		for is(closed-1, enders) {
			closed--
		}
		at, _ := o.spanOf(d, sentence.Tokens[closed].Span)
		return s.fill(o, at, at, ", "+before, after, "")
	case is(end, ")]"): // the whole sentence stands in brackets
		at, _ := o.spanOf(d, sentence.Tokens[closed].Span)
		return s.fill(o, at, at, ", "+before, after, "")
	}
	// A mark inside the quotation: a full stop moves behind the source, other marks stay.
	mark, _ := o.spanOf(d, sentence.Tokens[closed].Span)
	_, at := o.spanOf(d, sentence.Tokens[end].Span)
	quoted := o.text.content[mark:at]
	if rest, ok := strings.CutPrefix(quoted, "."); ok && !is(closed-1, enders) {
		return s.fill(o, mark, at, ","+rest+" "+before, after, ".")
	}
	return s.fill(o, at, at, " "+before, after, ".")
}

const (
	enders  = ".!?…"
	closers = "\"'”’»)]" + prose.Object
)

// pastMarkup is how much of what follows words at the end of a sentence still belongs to them: the end of a link, of bold
// words, of an element inside a line.
func pastMarkup(rest string) int {
	return len(markupEnd().FindString(rest))
}

var markupEnd = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(\*+|_+|~~|\]\([^()\n]*\)|\]\[[^\]\n]*\]|</(?:a|b|i|em|strong|u|span|mark|q|cite)>)+`)
})

// allowHere allows a finding's rule in its block by a comment in or before it, or, in plain text, on its words by the
// configuration.
func (s *Server) allowHere(o *open, f *lint.Finding) *workspaceEdit {
	d := o.verdict.Doc
	if d.Format == "text" {
		if phrase := wordsOf(d, f.Span); phrase != "" {
			return s.allowConfigured(o, f.Rule, phrase)
		}
		return nil
	}
	b := d.BlockAt(f.Span.Start)
	if b < 0 {
		return nil
	}
	start, end := o.spanOf(d, d.Blocks[b].Span)
	open, shut := "<!-- sayso allow "+f.Rule+": ", " -->"
	from, to := o.text.line(o.text.position(start).Line)
	line := o.text.content[from:to]
	switch {
	case d.Format == "html" || strings.HasPrefix(strings.TrimLeft(line, " \t"), "<"):
		// In the element itself: what stands on the line before it may belong to another one.
		return s.fill(o, start, start, open, "reason", shut)
	case d.Blocks[b].Kind == prose.Cell:
		return s.fill(o, start, start, open, "reason", shut+" ")
	case d.Blocks[b].Kind == prose.Paragraph && start == from:
		return s.fill(o, from, from, open, "reason", shut+o.text.newline())
	}
	// A comment on a line of its own would end a list, and one at the head of an item makes markup of all that follows. So
	// it stands behind the words.
	_, at := o.text.line(o.text.position(end).Line)
	if head := o.text.content[:at]; d.Blocks[b].Kind == prose.Heading {
		// "## A heading ##" ends in marks that would be words before a comment.
		trimmed := strings.TrimRight(head, "# \t")
		if strings.HasSuffix(head[:len(strings.TrimRight(head, " \t"))], "#") && len(trimmed) >= end {
			at = len(trimmed)
		}
	}
	return s.fill(o, at, at, " "+open, "reason", shut)
}

// mostWords is how many words name a place. More are read of a phrase (internal/engine), but no user wants to see them.
const mostWords = 40

// wordsOf is what a configuration can name a finding by: its words, and as many of those around them in the sentence as
// make them the only ones of the text. "" where there are none, such as for an address: it could not be found again.
func wordsOf(d *prose.Document, s prose.Span) string {
	b, n := d.SentenceAt(s.Start)
	if b < 0 || n < 0 {
		return ""
	}
	tokens := d.Blocks[b].Sentences[n].Tokens
	first, last := d.Blocks[b].Sentences[n].TokensIn(s)
	object := func(i int) bool { return d.Slice(tokens[i].Span) == prose.Object }
	for first < last && object(first) {
		first++
	}
	for i := first; i < last; i++ {
		if object(i) || i == first+mostWords {
			last = i
		}
	}
	if first >= last {
		return ""
	}
	text := prose.Fold(d.Text)
	words := func() string { return d.Slice(prose.Span{Start: tokens[first].Start, End: tokens[last-1].End}) }
	for last-first < mostWords && strings.Count(text, prose.Fold(words())) > 1 {
		before, after := first > 0 && !object(first-1), last < len(tokens) && !object(last)
		if before {
			first--
		}
		if after {
			last++
		}
		if !before && !after {
			break
		}
	}
	return oneLine(words())
}

// allowInFile allows a rule in the whole file: by a comment at its head, behind what has to come first, or in the
// configuration.
func (s *Server) allowInFile(o *open, rule string) *workspaceEdit {
	format := o.verdict.Doc.Format
	if format == "text" {
		return s.allowConfigured(o, rule, "")
	}
	content, nl := o.text.content, o.text.newline()
	at := len(content) - len(strings.TrimPrefix(content, "\uFEFF"))
	if format == "html" {
		at += len(htmlHead().FindString(content[at:]))
		return s.fill(o, at, at, "<!-- sayso allow-file "+rule+": ", "reason", " -->"+nl)
	}
	at = o.behindFrontMatter(at)
	before := ""
	if at > 0 && !strings.HasSuffix(content[:at], "\n") && !strings.HasSuffix(content[:at], "\r") && content[:at] != "\uFEFF" {
		before = nl
	}
	return s.fill(o, at, at, before+"<!-- sayso allow-file "+rule+": ", "reason", " -->"+nl+nl)
}

// htmlHead is what a comment must not stand before.
var htmlHead = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?is)^\s*(<\?xml[^>]*>\s*)?(<!doctype[^>]*>\s*)?`)
})

// behindFrontMatter is the offset behind the front matter of Markdown that begins at an offset; that offset where there is
// none. What looks like front matter and is none has prose in it before its end.
func (o *open) behindFrontMatter(at int) int {
	content := o.text.content
	from, to := o.text.line(0)
	fence := content[max(from, at):to]
	if fence != "---" && fence != "+++" {
		return at
	}
	first := len(content)
	if d := o.verdict.Doc; len(d.Blocks) > 0 {
		first, _ = o.spanOf(d, d.Blocks[0].Span)
	}
	for i := 1; i < len(o.text.lines); i++ {
		from, to := o.text.line(i)
		if from >= first {
			return at
		}
		if line := content[from:to]; line == fence || line == "..." && fence == "---" {
			if i+1 < len(o.text.lines) {
				return o.text.lines[i+1]
			}
			return to
		}
	}
	return at
}

// allowConfigured has the configuration of a text allow a rule: plain text has no comments. A text that is no file yet has
// no name that a configuration could give.
func (s *Server) allowConfigured(o *open, rule, phrase string) *workspaceEdit {
	if !o.saved {
		return nil
	}
	a, ok := s.judge.Allow(o.path, rule, phrase)
	if !ok {
		return nil
	}
	uri := uriOf(a.File)
	edit := textEdit{newText(a.Text, s.utf8).rangeOf(a.Start, a.End), a.New}
	if !s.client.Workspace.WorkspaceEdit.DocumentChanges {
		return &workspaceEdit{Changes: map[string][]textEdit{uri: {edit}}}
	}
	create := createFile{Kind: "create", URI: uri}
	create.Options.IgnoreIfExists = true
	return &workspaceEdit{DocumentChanges: []any{create, textDocumentEdit{versionedDocument{uri, nil}, []any{edit}}}}
}
