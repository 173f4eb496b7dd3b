package lsp

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"sort"
	"strings"

	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
)

// Kinds of code action.
const (
	quickFix = "quickfix"
	fixAll   = "source.fixAll.sayso"
)

// Commands that a client may have executed.
const (
	explainCommand = "sayso.explain"
	reportCommand  = "sayso.report"
)

func (s *Server) onCodeAction(ctx context.Context, params json.RawMessage) (any, error) {
	p, err := read[codeActionParams](params)
	if err != nil {
		return nil, err
	}
	o, err := s.document(p.TextDocument.URI)
	if err != nil {
		return nil, err
	}
	v := s.judged(ctx, o)
	actions := []codeAction{}
	if v.Doc == nil {
		return actions, nil
	}
	wants := func(kind string) bool {
		return len(p.Context.Only) == 0 || slices.ContainsFunc(p.Context.Only, func(only string) bool {
			return kind == only || strings.HasPrefix(kind, only+".")
		})
	}
	if wants(quickFix) {
		for _, f := range o.at(o.text.offset(p.Range.Start), o.text.offset(p.Range.End)) {
			actions = append(actions, s.actionsFor(o, f)...)
		}
	}
	if wants(fixAll) && len(p.Context.Only) > 0 {
		if all := s.allSafe(o); all != nil {
			actions = append(actions, *all)
		}
	}
	return actions, nil
}

// actionsFor are what can be done about one finding: its fixes, words to fill in, an allowance with a reason, its page.
func (s *Server) actionsFor(o *open, f *lint.Finding) []codeAction {
	d := o.verdict.Doc
	shown := []diagnostic{s.diagnostic(o, f)}
	var actions []codeAction
	add := func(a codeAction) {
		a.Kind, a.Diagnostics = quickFix, shown
		actions = append(actions, a)
	}
	for i, fix := range f.Fixes {
		if edits, ok := o.edits(fix.Edits); ok {
			add(codeAction{Title: fix.Title, IsPreferred: i == 0 && fix.Safe, Edit: s.edit(o, edits)})
		}
	}
	if rule := s.judge.Rule(f.Rule); rule != nil {
		switch rule.Family {
		case lint.Sourcing, lint.AttributionQuality:
			if at, ok := attributionPlace(o, d, f); ok {
				add(codeAction{Title: "insert attribution", Edit: s.snippet(o, at, ", according to ${1:source}", ", according to SOURCE")})
			}
		case lint.Uncertainty:
			_, end := o.spanOf(d, f.Span)
			add(codeAction{Title: "insert range", Edit: s.snippet(o, end, " (${1:55}-${2:80} %)", " (LOW-HIGH %)")})
		case lint.Prescription, lint.Stance, lint.Argument, lint.TimeAndQuantity, lint.Consistency:
		}
	}
	if edit := s.allowHere(o, f); edit != nil {
		add(codeAction{Title: "allow " + f.Rule + " here, with a reason", Edit: edit})
	}
	if edit := s.allowInFile(o, f.Rule); edit != nil {
		add(codeAction{Title: "allow " + f.Rule + " in this file, with a reason", Edit: edit})
	}
	add(codeAction{Title: "explain " + f.Rule, Command: &command{"explain " + f.Rule, explainCommand, []any{f.Rule}}})
	return actions
}

// attributionPlace is where an attribution can be put: before the mark that ends the sentence.
func attributionPlace(o *open, d *prose.Document, f *lint.Finding) (int, bool) {
	block, sentence := d.SentenceAt(f.Span.Start)
	if block < 0 || sentence < 0 {
		return 0, false
	}
	tokens := d.Blocks[block].Sentences[sentence].Tokens
	last := len(tokens) - 1
	for last > 0 && strings.Trim(d.Slice(tokens[last].Span), ".!?…\"'”’)\uFFFC") == "" {
		last--
	}
	_, end := o.spanOf(d, tokens[last].Span)
	return end, true
}

// edits are a fix's, by places of the text; false where one would touch what is no words of the document.
func (o *open) edits(all []lint.Edit) ([]textEdit, bool) {
	d := o.verdict.Doc
	var out []textEdit
	for _, e := range all {
		start, end := o.spanOf(d, e.Span)
		if e.Span.Empty() {
			end = start
		} else if o.text.content[start:end] != d.Slice(e.Span) {
			return nil, false // markup stands in between; sayso check --fix knows how to keep it
		}
		out = append(out, textEdit{o.text.rangeOf(start, end), e.New})
	}
	return out, len(out) > 0
}

// edit is a change of the text in the form that the client reads.
func (s *Server) edit(o *open, edits []textEdit) *workspaceEdit {
	if !s.client.Workspace.WorkspaceEdit.DocumentChanges {
		return &workspaceEdit{Changes: map[string][]textEdit{o.uri: edits}}
	}
	change := textDocumentEdit{TextDocument: versionedDocument{o.uri, &o.version}}
	for _, e := range edits {
		change.Edits = append(change.Edits, e)
	}
	return &workspaceEdit{DocumentChanges: []any{change}}
}

// snippet inserts words with places to fill in, where the client knows snippets; else plain words.
func (s *Server) snippet(o *open, at int, snippet, plain string) *workspaceEdit {
	where := o.text.rangeOf(at, at)
	if w := s.client.Workspace.WorkspaceEdit; !w.DocumentChanges || !w.SnippetEditSupport {
		return s.edit(o, []textEdit{{where, plain}})
	}
	return &workspaceEdit{DocumentChanges: []any{
		textDocumentEdit{versionedDocument{o.uri, &o.version}, []any{snippetTextEdit{where, stringValue{"snippet", snippet}}}},
	}}
}

// allowHere allows a finding's rule in its block by a comment before it, or, in plain text, its words in the configuration.
func (s *Server) allowHere(o *open, f *lint.Finding) *workspaceEdit {
	d := o.verdict.Doc
	if d.Format == "text" {
		return s.allowConfigured(o, f.Rule, d.Locate(f.Span).Text)
	}
	block := d.BlockAt(f.Span.Start)
	if block < 0 {
		return nil
	}
	start, _ := o.spanOf(d, d.Blocks[block].Span)
	if d.Blocks[block].Kind == prose.Cell {
		// A comment on a line of its own would end the table; in the cell it holds for the cell.
		return s.snippet(o, start, "<!-- sayso allow "+f.Rule+": ${1:reason} --> ", "<!-- sayso allow "+f.Rule+": REASON --> ")
	}
	line := o.text.lines[o.text.position(start).Line]
	indent := o.text.content[line:start]
	if strings.Trim(indent, " \t>") != "" {
		indent = strings.Repeat(" ", len(indent)-len(strings.TrimLeft(indent, " ")))
	}
	return s.snippet(o, line, indent+"<!-- sayso allow "+f.Rule+": ${1:reason} -->\n", indent+"<!-- sayso allow "+f.Rule+": REASON -->\n")
}

// allowInFile allows a rule in the whole file: by a comment behind the front matter, or in the configuration.
func (s *Server) allowInFile(o *open, rule string) *workspaceEdit {
	d := o.verdict.Doc
	if d.Format == "text" {
		return s.allowConfigured(o, rule, "")
	}
	at := 0
	if content := o.text.content; d.Format == "markdown" && strings.HasPrefix(content, "---") {
		for i, line := range o.text.lines[1:] {
			end := strings.TrimRight(content[o.text.lines[i]:line], "\r\n")
			if i > 0 && (end == "---" || end == "...") {
				at = line
				break
			}
		}
	}
	return s.snippet(o, at, "<!-- sayso allow-file "+rule+": ${1:reason} -->\n\n", "<!-- sayso allow-file "+rule+": REASON -->\n\n")
}

// allowConfigured writes an entry under "allow" of the configuration: plain text has no comments. The user's file is added
// to at one place and keeps all else.
func (s *Server) allowConfigured(o *open, rule, phrase string) *workspaceEdit {
	path, content := s.judge.Allow(o.path)
	if path == "" {
		return nil
	}
	rel, err := filepath.Rel(filepath.Dir(path), o.path)
	if err != nil {
		return nil
	}
	entry := fmt.Sprintf("  - rule: %s\n    path: %q\n", rule, filepath.ToSlash(rel))
	if phrase != "" {
		entry += fmt.Sprintf("    text: %q\n", oneLine(phrase))
	}
	entry += "    reason: REASON\n"
	t := newText(content, s.utf8)
	at := len(content)
	if i := slices.IndexFunc(t.lines, func(start int) bool { return strings.HasPrefix(content[start:], "allow:") }); i < 0 {
		entry = "allow:\n" + entry
		if content != "" && !strings.HasSuffix(content, "\n") {
			entry = "\n" + entry
		}
	} else {
		rest := content[t.lines[i]+len("allow:"):]
		if line, _, _ := strings.Cut(rest, "\n"); strings.TrimSpace(strings.SplitN(line, "#", 2)[0]) != "" || i+1 == len(t.lines) {
			return nil // a list on one line is the user's to open
		}
		at = t.lines[i+1]
		// As far in as the entries that are there.
		if next := content[at:]; strings.HasPrefix(next, "- ") {
			entry = strings.ReplaceAll(entry[2:], "\n  ", "\n")
		}
	}
	edit := textEdit{t.rangeOf(at, at), entry}
	if !s.client.Workspace.WorkspaceEdit.DocumentChanges {
		return &workspaceEdit{Changes: map[string][]textEdit{uriOf(path): {edit}}}
	}
	create := createFile{Kind: "create", URI: uriOf(path)}
	create.Options.IgnoreIfExists = true
	return &workspaceEdit{DocumentChanges: []any{create, textDocumentEdit{versionedDocument{uriOf(path), nil}, []any{edit}}}}
}

// allSafe is every safe fix of the text at once, those left out that overlap an earlier one; nil where there is none.
func (s *Server) allSafe(o *open) *codeAction {
	var all []textEdit
	end := -1
	findings := slices.Clone(o.verdict.Findings)
	sort.SliceStable(findings, func(i, j int) bool { return findings[i].Span.Start < findings[j].Span.Start })
	for i := range findings {
		for _, fix := range findings[i].Fixes {
			if !fix.Safe {
				continue
			}
			edits, ok := o.edits(fix.Edits)
			if !ok || len(fix.Edits) == 0 || fix.Edits[0].Span.Start < end {
				continue
			}
			all = append(all, edits...)
			end = max(end, fix.Edits[len(fix.Edits)-1].Span.End)
			break
		}
	}
	if all == nil {
		return nil
	}
	return &codeAction{Title: "sayso: apply all safe fixes", Kind: fixAll, Edit: s.edit(o, all)}
}
