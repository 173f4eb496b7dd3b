package pack

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
)

// Swap replaces phrases by others. {to} in the message is what to write, the first of several.
type Swap struct {
	Pairs []Pair
	// Safe: the writer of the pack vouches that no meaning changes, and --fix may do it unasked.
	Safe bool
}

// Pair is a phrase of one language and what to write for it, the best first; to write nothing is to delete it.
type Pair struct {
	Lang, From string
	To         []string
}

func (w *Swap) rule(g *gate, r *lint.Rule) {
	for i, pair := range w.Pairs {
		r.Cues.Lists = append(r.Cues.Lists, lint.List{Lang: pair.Lang, Name: strconv.Itoa(i), Phrases: []string{pair.From}})
	}
	r.Check = func(p *lint.Pass, h lint.Hit) {
		i, err := strconv.Atoi(h.List)
		if err != nil || i >= len(w.Pairs) {
			return // a phrase that the user's configuration adds has nothing to be replaced by
		}
		text := p.Text(h.Span)
		opens := h.First == 0
		var to []string
		for _, t := range w.Pairs[i].To {
			t = inCaseOf(text, t, opens)
			if t == text {
				return // it is written as it should be
			}
			to = append(to, t)
		}
		if !g.admits(p, h) {
			return
		}
		first := ""
		if len(to) > 0 {
			first = to[0]
		}
		f := g.finding(p, h, "{to}", first)
		f.Fixes = w.fixes(p, h, to)
		p.Report(f)
	}
}

func (w *Swap) fixes(p *lint.Pass, h lint.Hit, to []string) []lint.Fix {
	if strings.Contains(p.Text(h.Span), prose.Object) {
		return nil // a footnote's mark in between would go with the words
	}
	if len(to) == 0 {
		// One blank goes with the words: the one behind, at the start of a sentence, else the one before.
		span, text := h.Span, p.Doc.Text
		switch {
		case h.First > 0 && strings.HasSuffix(text[:span.Start], " "):
			span.Start--
		case strings.HasPrefix(text[span.End:], " "):
			span.End++
		}
		return []lint.Fix{{Title: "delete " + strconv.Quote(p.Text(h.Span)), Safe: w.Safe, Edits: []lint.Edit{{Span: span}}}}
	}
	var fixes []lint.Fix
	for i, t := range to {
		fixes = append(fixes, lint.Fix{
			Title: "write " + strconv.Quote(t),
			Safe:  w.Safe && i == 0 && len(to) == 1, // to choose between several is the author's
			Edits: []lint.Edit{{Span: h.Span, New: t}},
		})
	}
	return fixes
}

// inCaseOf writes a replacement as the text is written: KIEV gives KYIV, Whilst gives While. What has capitals of its own
// keeps them. Where the two differ in nothing but case, the replacement is right as it is, but for the start of a
// sentence.
func inCaseOf(text, to string, opens bool) string {
	first, size := utf8.DecodeRuneInString(to)
	capital := string(unicode.ToUpper(first)) + to[size:]
	switch {
	case to == "":
		return to
	case strings.EqualFold(text, to):
		if opens {
			return capital
		}
		return to
	case len(text) > 1 && text == strings.ToUpper(text) && text != strings.ToLower(text):
		return strings.ToUpper(to)
	case slices.ContainsFunc([]rune(to), unicode.IsUpper):
		return to
	}
	if r, _ := utf8.DecodeRuneInString(text); unicode.IsUpper(r) {
		return capital
	}
	return to
}
