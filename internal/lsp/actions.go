package lsp

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/sayso-lint/sayso/likelihood"
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

// mostOffered is how many findings of a range have actions offered: who selects a chapter wants no menu of a thousand.
const mostOffered = 10

func (s *Server) onCodeAction(ctx context.Context, params json.RawMessage) (any, error) {
	p, o, err := asked[codeActionParams](s, params)
	if err != nil {
		return nil, err
	}
	v := s.judged(ctx, o)
	actions := []codeAction{}
	if v.Doc == nil {
		return actions, nil
	}
	if wants(p.Context.Only, quickFix) {
		found := o.at(o.text.offset(p.Range.Start), o.text.offset(p.Range.End))
		for _, f := range found[:min(len(found), mostOffered)] {
			actions = append(actions, s.actionsFor(o, f)...)
		}
	}
	if len(p.Context.Only) > 0 && wants(p.Context.Only, fixAll) {
		all, err := s.allSafe(o)
		if err != nil {
			return nil, err
		}
		actions = append(actions, all...)
	}
	return actions, nil
}

// wants tells whether a kind is asked for, by its name or by one that it is a part of; where none is named all are.
func wants(only []string, kind string) bool {
	return len(only) == 0 || slices.ContainsFunc(only, func(o string) bool { return o == "" || kind == o || strings.HasPrefix(kind, o+".") })
}

// actionsFor are what can be done about one finding: its fixes, words to fill in, an allowance with a reason, its page.
func (s *Server) actionsFor(o *open, f *lint.Finding) []codeAction {
	d := o.verdict.Doc
	shown := []diagnostic{s.diagnostic(o, f)}
	var actions []codeAction
	add := func(title string, edit *workspaceEdit) {
		if edit != nil {
			actions = append(actions, codeAction{Title: title, Kind: quickFix, Diagnostics: shown, Edit: edit})
		}
	}
	for i, fix := range f.Fixes {
		add(fix.Title, s.edit(o, s.judge.Mend(o.draft(), *o.verdict, fix)))
		if i == 0 && fix.Safe && len(actions) == 1 {
			actions[0].IsPreferred = true
		}
	}
	if rule := s.judge.Rule(f.Rule); rule != nil {
		if rule.Family == lint.Sourcing {
			add("insert attribution", s.attribute(o, f))
		}
		add("insert range", s.insertRange(o, f))
	}
	if !slices.ContainsFunc(d.MarksIn(f.Span), func(m prose.Mark) bool { return m.Kind == prose.Comment && m.Span == f.Span }) { // what is said of an allowance is not allowed
		add("allow "+f.Rule+" here, with a reason", s.allowHere(o, f))
		add("allow "+f.Rule+" in this file, with a reason", s.allowInFile(o, f.Rule))
	}
	return append(actions, codeAction{
		Title: "explain " + f.Rule, Kind: quickFix, Diagnostics: shown,
		Command: &command{"explain " + f.Rule, explainCommand, []any{f.Rule}},
	})
}

// insertRange puts a range in figures behind words of likelihood that a finding is about: the one that the scale in force
// gives them, to be written over; nil where there are no such words or a figure stands beside them.
func (s *Server) insertRange(o *open, f *lint.Finding) *workspaceEdit {
	d := o.verdict.Doc
	uses := likelihood.Of(d).In(f.Span)
	if len(uses) == 0 {
		return nil
	}
	last := uses[len(uses)-1]
	sentence := strings.ToLower(d.Slice(d.Blocks[last.Block].Sentences[last.Sentence].Span))
	if strings.Contains(sentence, "%") || strings.Contains(sentence, "percent") || strings.Contains(sentence, "per cent") {
		return nil
	}
	figures := "LOW-HIGH %"
	if scale := o.verdict.Scale; scale != nil {
		if t, ok := scale.Term(last); ok {
			figures = t.Range()
		}
	}
	if slices.ContainsFunc(f.Fixes, func(x lint.Fix) bool { return strings.Contains(x.Title, figures) }) {
		return nil // the rule itself offers it
	}
	_, at := o.spanOf(d, last.Span)
	return s.fill(o, at, at, " (", figures, ")")
}

// edit is changes of the text in the form that the client reads; nil where there are none.
func (s *Server) edit(o *open, changes []Change) *workspaceEdit {
	if len(changes) == 0 {
		return nil
	}
	edits := make([]textEdit, len(changes))
	for i, c := range changes {
		edits[i] = textEdit{o.text.rangeOf(c.Start, c.End), c.New}
	}
	if !s.client.Workspace.WorkspaceEdit.DocumentChanges {
		return &workspaceEdit{Changes: map[string][]textEdit{o.uri: edits}}
	}
	change := textDocumentEdit{TextDocument: versionedDocument{o.uri, &o.version}}
	for _, e := range edits {
		change.Edits = append(change.Edits, e)
	}
	return &workspaceEdit{DocumentChanges: []any{change}}
}

// fill puts words in the place of bytes of the text, with a blank in them for the writer to fill in: a place to stop at
// where the client knows snippets, capitals where it does not.
func (s *Server) fill(o *open, start, end int, before, blank, after string) *workspaceEdit {
	if w := s.client.Workspace.WorkspaceEdit; !w.DocumentChanges || !w.SnippetEditSupport {
		return s.edit(o, []Change{{start, end, before + strings.ToUpper(blank) + after}})
	}
	snippet := snippetWords.Replace(before) + "${1:" + snippetWords.Replace(blank) + "}" + snippetWords.Replace(after)
	edit := snippetTextEdit{o.text.rangeOf(start, end), stringValue{"snippet", snippet}}
	return &workspaceEdit{DocumentChanges: []any{textDocumentEdit{versionedDocument{o.uri, &o.version}, []any{edit}}}}
}

var snippetWords = strings.NewReplacer(`\`, `\\`, `$`, `\$`, `}`, `\}`)

// allSafe is every safe fix of the text at once; none where there is nothing to mend.
func (s *Server) allSafe(o *open) ([]codeAction, error) {
	if !slices.ContainsFunc(o.verdict.Findings, func(f lint.Finding) bool {
		return slices.ContainsFunc(f.Fixes, func(x lint.Fix) bool { return x.Safe })
	}) {
		return nil, nil
	}
	mended, err := s.judge.MendAll(o.draft())
	if err != nil {
		return nil, err //nolint:wrapcheck // it says what it is about
	}
	edit := s.edit(o, difference(o.text, string(mended)))
	if edit == nil {
		return nil, nil
	}
	return []codeAction{{Title: "sayso: apply all safe fixes", Kind: fixAll, Edit: edit}}, nil
}

// difference is what makes one text of another: line by line where both have as many, as fixes keep them, so that the
// writer's cursor stays where it is; else what lies between their common beginning and end.
func difference(before *text, after string) []Change {
	now := newText(after, before.utf8)
	if len(now.lines) != len(before.lines) {
		return changed(before.content, after, 0)
	}
	var all []Change
	for i := range before.lines {
		from, to := before.whole(i)
		nowFrom, nowTo := now.whole(i)
		all = append(all, changed(before.content[from:to], after[nowFrom:nowTo], from)...)
	}
	return all
}

// changed is what lies between the common beginning and the common end of two texts, of which the first stands at an
// offset.
func changed(before, after string, at int) []Change {
	if before == after {
		return nil
	}
	start := 0
	for start < min(len(before), len(after)) && before[start] == after[start] {
		start++
	}
	for start > 0 && (inRune(before, start) || inRune(after, start)) {
		start--
	}
	end := 0
	for end < min(len(before), len(after))-start && before[len(before)-1-end] == after[len(after)-1-end] {
		end++
	}
	for end > 0 && inRune(before, len(before)-end) {
		end--
	}
	return []Change{{at + start, at + len(before) - end, after[start : len(after)-end]}}
}

// inRune tells whether a byte lies inside of a character.
func inRune(s string, at int) bool { return at < len(s) && !utf8.RuneStart(s[at]) }
