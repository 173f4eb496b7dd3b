package lsp

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/quantity"
	"github.com/sayso-lint/sayso/voice"
)

// onHover says why a finding is one, by which standard and what was searched; of a figure without a finding, its source.
func (s *Server) onHover(ctx context.Context, params json.RawMessage) (any, error) {
	p, o, err := asked[positionParams](s, params)
	if err != nil {
		return nil, err
	}
	v := s.judged(ctx, o)
	if v.Doc == nil {
		return nil, nil
	}
	at := o.text.offset(p.Position)
	m := markupOf(s.client.TextDocument.Hover.ContentFormat)
	var parts []string
	var where *textRange
	for _, f := range o.at(at, at) {
		parts = append(parts, s.hoverOf(m, v.Doc, o, f))
		if where == nil {
			r := o.rangeOf(v.Doc, f.Span)
			where = &r
		}
	}
	if len(parts) == 0 {
		part, span, ok := sourceOfFigure(m, v.Doc, o, at)
		if !ok {
			return nil, nil
		}
		r := o.rangeOf(v.Doc, span)
		parts, where = append(parts, part), &r
	}
	return hover{markupContent{m.kind(), strings.Join(parts, m.rule())}, where}, nil
}

// markup writes a hover as the client reads it.
type markup struct{ markdown bool }

// markupOf is what a client prefers of what we write. One that says nothing of it is older than Markdown.
func markupOf(formats []string) markup {
	for _, f := range formats {
		if f == "markdown" || f == "plaintext" {
			return markup{f == "markdown"}
		}
	}
	return markup{}
}

func (m markup) kind() string {
	if m.markdown {
		return "markdown"
	}
	return "plaintext"
}

func (m markup) rule() string {
	if m.markdown {
		return "\n\n---\n\n"
	}
	return "\n\n"
}

// words are those of a document or a rule, of which Markdown is to make nothing.
func (m markup) words(s string) string {
	if m.markdown {
		return inert.Replace(oneLine(s))
	}
	return oneLine(s)
}

func (m markup) within(mark, s string) string {
	if m.markdown {
		return mark + m.words(s) + mark
	}
	return m.words(s)
}

var inert = strings.NewReplacer("\\", "\\\\", "*", "\\*", "_", "\\_", "`", "\\`", "<", "&lt;", "&", "&amp;", "[", "\\[", "]", "\\]", "#", "\\#", "|", "\\|", "!", "\\!", "~", "\\~")

// mostStandards is how many standards a hover names: it is read in passing, and the rule's page has all.
const mostStandards = 2

func (s *Server) hoverOf(m markup, d *prose.Document, o *open, f *lint.Finding) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s: %s\n", m.within("**", f.Rule), f.Severity, m.words(f.Message))
	for _, n := range f.Notes {
		fmt.Fprintf(&b, "\n- %s%s", m.words(n.Text), o.place(d, n))
	}
	if len(f.Notes) > 0 {
		b.WriteByte('\n')
	}
	rule := s.judge.Rule(f.Rule)
	if rule == nil {
		return b.String()
	}
	if rule.Why != "" {
		fmt.Fprintf(&b, "\n%s %s\n", m.within("*", "Why:"), m.words(rule.Why))
	}
	if rule.Remedy != "" {
		fmt.Fprintf(&b, "\n%s %s\n", m.within("*", "What to do:"), m.words(rule.Remedy))
	}
	for i, st := range rule.Standards {
		if i == mostStandards {
			fmt.Fprintf(&b, "\n%d more in the page of the rule\n", len(rule.Standards)-i)
			break
		}
		fmt.Fprintf(&b, "\n%s", m.within("*", st.Source))
		if st.Where != "" {
			fmt.Fprintf(&b, ", %s", m.words(st.Where))
		}
		if st.Demands != "" {
			fmt.Fprintf(&b, ": %s", m.words(st.Demands))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// sourceOfFigure says which source covers the figure at a place.
func sourceOfFigure(m markup, d *prose.Document, o *open, at int) (string, prose.Span, bool) {
	layer := quantity.Of(d)
	for b := range d.Blocks {
		start, end := o.spanOf(d, d.Blocks[b].Span)
		if at < start || at > end {
			continue
		}
		for i := range d.Blocks[b].Sentences {
			for _, q := range layer.Sentence(b, i) {
				if from, to := o.spanOf(d, q.Span); !q.Figure || at < from || at > to {
					continue
				}
				r := voice.Of(d).Reach(q.Span, voice.Search{Window: voice.InParagraph, Next: true, Weak: true, Named: true, Citation: true, Method: true})
				if !r.Sourced {
					return "", prose.Span{}, false
				}
				by := r.Where.String()
				if !r.By.Empty() {
					by = fmt.Sprintf("%q in %s, line %d", oneLine(d.Slice(r.By)), r.Where, o.rangeOf(d, r.By).Start.Line+1)
				}
				return "source in reach: " + m.words(by), q.Span, true
			}
		}
	}
	return "", prose.Span{}, false
}

// onSymbols outlines the voices of a text: under each heading, who is credited with what.
func (s *Server) onSymbols(ctx context.Context, params json.RawMessage) (any, error) {
	_, o, err := asked[documentParams](s, params)
	if err != nil {
		return nil, err
	}
	d := s.judged(ctx, o).Doc
	if d == nil {
		return []documentSymbol{}, nil
	}
	type node struct {
		documentSymbol
		level int
		end   int
	}
	root := &node{}
	path := []*node{root}
	closeTo := func(depth, end int) {
		for len(path) > depth {
			last := path[len(path)-1]
			last.Range.End = o.text.position(end)
			path = path[:len(path)-1]
			parent := path[len(path)-1]
			parent.Children = append(parent.Children, last.documentSymbol)
		}
	}
	layer := voice.Of(d)
	end := 0
	for b := range d.Blocks {
		block := &d.Blocks[b]
		start, stop := o.spanOf(d, block.Span)
		if block.Kind == prose.Heading {
			depth := 1
			for depth < len(path) && path[depth].level < block.Level {
				depth++
			}
			closeTo(depth, start)
			r := o.text.rangeOf(start, stop)
			path = append(path, &node{documentSymbol{Name: named(d, block.Span), Kind: symbolString, Range: r, SelectionRange: r}, block.Level, stop})
		}
		end = max(end, stop)
		parent := path[len(path)-1]
		for _, a := range layer.Attributions(b) {
			whole := a.Cue.Join(a.Source.Span)
			for _, c := range a.Content {
				if c.Start >= block.Start && c.End <= block.End {
					whole = whole.Join(c)
				}
			}
			name := "nobody"
			if !a.Source.Empty() {
				name = named(d, a.Source.Span)
			}
			selection := a.Source.Span
			if selection.Empty() || !whole.Contains(selection) {
				selection = a.Cue
			}
			parent.Children = append(parent.Children, documentSymbol{
				Name: name, Detail: oneLine(d.Slice(a.Cue)) + ", " + a.Source.Class.String(), Kind: symbolKey,
				Range: o.rangeOf(d, whole), SelectionRange: o.rangeOf(d, selection),
			})
		}
	}
	closeTo(1, end)
	if root.Children == nil {
		return []documentSymbol{}, nil
	}
	if !s.client.TextDocument.DocumentSymbol.Hierarchical {
		return flat(nil, o.uri, "", root.Children), nil
	}
	return root.Children, nil
}

func flat(all []symbolInformation, uri, container string, symbols []documentSymbol) []symbolInformation {
	for _, s := range symbols {
		all = append(all, symbolInformation{s.Name, s.Kind, location{uri, s.Range}, container})
		all = flat(all, uri, s.Name, s.Children)
	}
	return all
}

// named is a short name for the outline; the protocol forbids an empty one.
func named(d *prose.Document, s prose.Span) string {
	const longest = 80
	name := oneLine(strings.ReplaceAll(d.Slice(s), prose.Object, ""))
	if r := []rune(name); len(r) > longest {
		name = string(r[:longest]) + "…"
	}
	if name == "" {
		name = "…"
	}
	return name
}

// onLens puts the figures of the piece above its first line.
func (s *Server) onLens(ctx context.Context, params json.RawMessage) (any, error) {
	_, o, err := asked[documentParams](s, params)
	if err != nil {
		return nil, err
	}
	v := s.judged(ctx, o)
	if v.Doc == nil {
		return []codeLens{}, nil
	}
	return []codeLens{{textRange{}, command{s.judge.Lens(*v), reportCommand, []any{o.uri}}}}, nil
}

// The legend of semantic tokens: other people's words are strings, said or reported.
var (
	tokenTypes     = []string{"string"}
	tokenModifiers = []string{"quoted", "reported"}
)

// onTokens marks other people's words, line by line, since not every client reads tokens of several lines.
func (s *Server) onTokens(ctx context.Context, params json.RawMessage) (any, error) {
	_, o, err := asked[documentParams](s, params)
	if err != nil {
		return nil, err
	}
	out := semanticTokens{Data: []int{}}
	d := s.judged(ctx, o).Doc
	if d == nil {
		return out, nil
	}
	type stretch struct{ start, end, modifier int }
	var all []stretch
	layer := voice.Of(d)
	for b := range d.Blocks {
		if d.Blocks[b].Kind == prose.Furniture {
			continue
		}
		for _, q := range layer.Quotations(b) {
			if q.Speech && q.Depth == 0 {
				start, end := o.spanOf(d, q.Span)
				all = append(all, stretch{start, end, 1})
			}
		}
		for _, a := range layer.Attributions(b) {
			if a.Kind == voice.Attitude || a.Source.Class == voice.Self {
				continue
			}
			for _, c := range a.Content {
				start, end := o.spanOf(d, c)
				all = append(all, stretch{start, end, 2})
			}
		}
	}
	slices.SortFunc(all, func(a, b stretch) int {
		if a.start != b.start {
			return a.start - b.start
		}
		return a.modifier - b.modifier
	})
	var last position
	done := 0 // what comes first wins where two overlap
	for _, t := range all {
		t.start = max(t.start, done)
		for t.start < t.end {
			from := o.text.position(t.start)
			_, next := o.text.whole(from.Line)
			_, lineEnd := o.text.line(from.Line)
			visible := max(t.start, min(t.end, lineEnd))
			if length := o.text.position(visible).Character - from.Character; length > 0 {
				delta := from.Character
				if from.Line == last.Line {
					delta -= last.Character
				}
				out.Data = append(out.Data, from.Line-last.Line, delta, length, 0, t.modifier)
				last = from
			}
			t.start = next
		}
		done = max(done, t.end)
	}
	return out, nil
}

// onCommand executes what an action or a lens names. What a client cannot show it gets as the answer.
func (s *Server) onCommand(ctx context.Context, params json.RawMessage) (any, error) {
	p, err := read[executeCommandParams](params)
	if err != nil {
		return nil, err
	}
	argument := ""
	if len(p.Arguments) > 0 {
		argument = p.Arguments[0]
	}
	switch p.Command {
	case explainCommand:
		page, file, err := s.judge.Explain(argument)
		if err != nil {
			return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidParams, Message: err.Error()}
		}
		s.show(ctx, file, false, page)
		return page, nil
	case reportCommand:
		o, err := s.document(argument)
		if err != nil {
			return nil, err
		}
		file, err := s.judge.Report(o.draft())
		if err != nil {
			return nil, fmt.Errorf("%s: %w", reportCommand, err)
		}
		s.show(ctx, file, true, "the report is "+file)
		return uriOf(filepath.ToSlash(file)), nil
	}
	return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidParams, Message: "unknown command " + p.Command}
}

// show has the client show a file, in itself or in a browser; one that cannot is told instead.
func (s *Server) show(ctx context.Context, file string, external bool, instead string) {
	if can := s.client.Window.ShowDocument; can == nil || !can.Support {
		s.say(ctx, 3, instead)
		return
	}
	s.ask(ctx, "window/showDocument", showDocumentParams{URI: uriOf(filepath.ToSlash(file)), External: external, TakeFocus: true})
}
