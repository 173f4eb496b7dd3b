package engine

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sayso-lint/sayso/internal/match"
	"github.com/sayso-lint/sayso/internal/segment"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
)

// A suppression is a comment in the text:
//
//	sayso allow RULE: reason            the block that the comment stands in, or the one that follows
//	sayso allow RULE "phrase": reason   the findings there that share a byte with the phrase
//	sayso allow-file RULE: reason       the whole file
//
// RULE may be several, joined by commas. There is no wildcard: who silences what he has not seen learns nothing from it.

// maxPhrase is how many tokens a suppression's phrase may have. A bound keeps the search for phrases linear.
const maxPhrase = 64

// suppression is one rule of one suppression comment, or one allow of the configuration.
type suppression struct {
	rule, reason string
	phrase       string // "": every finding in scope
	scope        prose.Span
	at           prose.Span // the comment; empty for an allow of the configuration
	allow        int        // index of the configuration's allow, -1 for a comment
	used         bool
}

// suppressions are all of one document.
type suppressions struct {
	c       *check
	all     []suppression
	covers  map[string]*cover // by rule: what is suppressed, ids index all
	known   map[wanted]bool
	next    []int          // by block: the first from it on that a comment can be about, len(next) where none is
	lists   []extent       // by prose.Block.List: which blocks belong to it
	reports []lint.Finding // broken ones
}

// wanted is what tells suppressions apart. A second one that says the same is set aside: it is as useful as the first.
type wanted struct {
	rule, phrase string
	scope        prose.Span
}

// extent is the first and the last block of a list or table.
type extent struct{ first, last int }

func (c *check) suppressions(allows []Allow) *suppressions {
	s := &suppressions{c: c, known: map[wanted]bool{}}
	for i := range c.doc.Marks {
		if m := &c.doc.Marks[i]; m.Kind == prose.Comment {
			s.comment(m)
		}
	}
	whole := prose.Span{Start: 0, End: len(c.doc.Text) + 1}
	for i, a := range allows {
		s.all = append(s.all, suppression{rule: a.Rule, reason: a.Reason, phrase: a.Text, scope: whole, allow: i})
	}
	s.place()
	return s
}

// comment reads one comment of the document; most are none of ours.
func (s *suppressions) comment(m *prose.Mark) {
	d, problem := parseDirective(m.Target)
	if problem != "" {
		s.broken(m.Span, problem)
		return
	}
	if len(d.rules) == 0 {
		return
	}
	scope := prose.Span{Start: 0, End: len(s.c.doc.Text) + 1}
	if !d.file {
		scope = s.scope(m.Span)
	}
	for _, rule := range d.rules {
		if !s.c.e.known(rule) {
			problem := fmt.Sprintf("allows %s, which is no rule", rule)
			if near := lint.Nearest(rule, s.c.e.names); near != "" {
				problem += "; did you mean " + near + "?"
			}
			s.broken(m.Span, problem)
			continue
		}
		if w := (wanted{rule, d.phrase, scope}); !s.known[w] {
			s.known[w] = true
			s.all = append(s.all, suppression{rule: rule, reason: d.reason, phrase: d.phrase, scope: scope, at: m.Span, allow: -1})
		}
	}
}

func (e *Engine) known(rule string) bool {
	return e.settings.Known != nil && e.settings.Known(rule) || slices.Contains(e.names, rule)
}

func (s *suppressions) broken(at prose.Span, problem string) {
	if s.c.e.broken == lint.Off {
		return
	}
	s.reports = append(s.reports, lint.Finding{
		Rule: BrokenSuppression.ID, Severity: s.c.e.broken, Confidence: lint.High, Span: at,
		Message: "the suppression comment " + problem,
	})
}

// scope is the block that a comment stands in, where the block says anything besides; else the block that follows. The
// first item of a list stands for the list and the first cell for the table: a comment before them cannot be meant for
// less, since the list is the block that follows it.
func (s *suppressions) scope(at prose.Span) prose.Span {
	doc := s.c.doc
	next := s.speaking()
	b := doc.BlockAt(at.Start)
	if b < 0 || at.Start >= doc.Blocks[b].End {
		b++
	}
	if b == len(next) || next[b] == len(next) {
		return prose.Span{}
	}
	follows := next[b] > b || at.Start < doc.Blocks[b].Start
	b = next[b]
	if list := doc.Blocks[b].List; follows && list > 0 {
		if x := s.extents()[list]; x.first == b {
			return doc.Blocks[b].Join(doc.Blocks[x.last].Span)
		}
	}
	return doc.Blocks[b].Span
}

// speaking fills next: one pass for all comments, since a thousand of them may stand before one block.
func (s *suppressions) speaking() []int {
	if s.next != nil {
		return s.next
	}
	n := len(s.c.doc.Blocks)
	s.next = make([]int, n)
	for b := n - 1; b >= 0; b-- {
		switch {
		case speaks(s.c.doc, b):
			s.next[b] = b
		case b == n-1:
			s.next[b] = n
		default:
			s.next[b] = s.next[b+1]
		}
	}
	return s.next
}

func (s *suppressions) extents() []extent {
	if s.lists != nil {
		return s.lists
	}
	s.lists = make([]extent, 1)
	for b := range s.c.doc.Blocks {
		list := s.c.doc.Blocks[b].List
		if list <= 0 || list > len(s.c.doc.Blocks) || s.speaking()[b] != b {
			continue
		}
		for len(s.lists) <= list {
			s.lists = append(s.lists, extent{first: -1})
		}
		if s.lists[list].first < 0 {
			s.lists[list].first = b
		}
		s.lists[list].last = b
	}
	return s.lists
}

// speaks tells whether a block is one that a comment can be about: no furniture, and its text is more than objects and
// blanks.
func speaks(doc *prose.Document, block int) bool {
	b := &doc.Blocks[block]
	if b.Kind == prose.Furniture {
		return false
	}
	for _, r := range doc.Slice(b.Span) {
		if r != '\uFFFC' && !unicode.IsSpace(r) {
			return true
		}
	}
	return false
}

// place works out which spans are suppressed.
func (s *suppressions) place() {
	type covered struct {
		prose.Span
		id int
	}
	spans := map[string][]covered{}
	var phrases []int // suppressions with a phrase
	for i := range s.all {
		if x := &s.all[i]; x.phrase != "" {
			phrases = append(phrases, i)
		} else {
			spans[x.rule] = append(spans[x.rule], covered{x.scope, i})
		}
	}
	found := s.find(phrases)
	for _, i := range phrases {
		x := &s.all[i]
		places := found[x.phrase]
		from := sort.Search(len(places), func(n int) bool { return places[n].Start >= x.scope.Start })
		for _, p := range places[from:] {
			if p.Start >= x.scope.End {
				break
			}
			spans[x.rule] = append(spans[x.rule], covered{p, i})
		}
	}
	s.covers = make(map[string]*cover, len(spans))
	for rule, list := range spans {
		slices.SortStableFunc(list, func(a, b covered) int { return a.Start - b.Start })
		c := &cover{}
		for _, x := range list {
			c.add(x.Span, x.id)
		}
		s.covers[rule] = c
	}
}

// find gives every place of the phrases of some suppressions, in order, whatever their case, kind of blank or of
// apostrophe. A phrase may run from one sentence into the next, but not from one block into the next.
func (s *suppressions) find(ids []int) map[string][]prose.Span {
	if len(ids) == 0 {
		return nil
	}
	found := map[string][]prose.Span{}
	var texts []string
	var wanted [][]prose.Token
	for _, id := range ids {
		text := s.all[id].phrase
		if _, known := found[text]; known {
			continue
		}
		found[text] = nil
		tokens := segment.Tokens(text, prose.Span{Start: 0, End: len(text)})
		texts, wanted = append(texts, text), append(wanted, tokens[:min(len(tokens), maxPhrase)])
	}
	words := match.Literal(wanted)
	var matches []match.Match
	var tokens []prose.Token
	for b := range s.c.doc.Blocks {
		tokens = tokens[:0]
		for _, sentence := range s.c.doc.Blocks[b].Sentences {
			tokens = append(tokens, sentence.Tokens...)
		}
		matches = words.Sentence(matches[:0], s.c.doc.Text, tokens)
		for _, m := range matches {
			text := texts[m.List]
			found[text] = append(found[text], prose.Span{Start: tokens[m.First].Start, End: tokens[m.Last-1].End})
		}
	}
	return found
}

// use marks the suppressions that answer any of the findings.
func (s *suppressions) use(findings []lint.Finding) {
	byRule := map[string]*cover{}
	for i := range findings {
		f := &findings[i]
		if s.covers[f.Rule] == nil {
			continue
		}
		if byRule[f.Rule] == nil {
			byRule[f.Rule] = &cover{}
		}
		byRule[f.Rule].add(atLeastAByte(f.Span), 0)
	}
	for rule, c := range s.covers {
		spans := byRule[rule]
		if spans == nil {
			continue
		}
		for i, id := range c.ids {
			if !s.all[id].used {
				_, s.all[id].used = spans.overlapping(c.spans[i])
			}
		}
	}
}

// answer gives a suppression of a finding, nil where there is none.
func (s *suppressions) answer(f *lint.Finding) *suppression {
	c := s.covers[f.Rule]
	if c == nil {
		return nil
	}
	id, ok := c.overlapping(atLeastAByte(f.Span))
	if !ok {
		return nil
	}
	return &s.all[id]
}

// atLeastAByte lets a finding about no words in particular be suppressed where it stands.
func atLeastAByte(s prose.Span) prose.Span {
	if s.Empty() {
		s.End = s.Start + 1
	}
	return s
}

// idle tells whether a suppression answers nothing though it could: its rule runs and did not fail.
func (s *suppressions) idle(x *suppression) bool {
	i, on := s.c.e.index[x.rule]
	return !x.used && on && !s.c.failed[i]
}

// mistakes are the findings about the suppressions themselves.
func (s *suppressions) mistakes() []lint.Finding {
	out := s.reports
	if s.c.e.unused == lint.Off {
		return out
	}
	for i := range s.all {
		x := &s.all[i]
		if x.allow >= 0 || !s.idle(x) {
			continue
		}
		what := "answers no finding of " + x.rule
		if x.phrase != "" {
			what = fmt.Sprintf("answers no finding of %s on %q", x.rule, x.phrase)
		}
		out = append(out, lint.Finding{
			Rule: UnusedSuppression.ID, Severity: s.c.e.unused, Confidence: lint.High, Span: x.at,
			Message: "the suppression " + what,
		})
	}
	return out
}

func (s *suppressions) usedAllows(n int) []bool {
	if n == 0 {
		return nil
	}
	used := make([]bool, n)
	for i := range s.all {
		if x := &s.all[i]; x.allow >= 0 {
			used[x.allow] = !s.idle(x)
		}
	}
	return used
}

// directive is what a suppression comment says.
type directive struct {
	file   bool
	rules  []string
	phrase string
	reason string
}

// parseDirective reads a comment. One that is not addressed to sayso has no rules and no problem; problem reads well
// behind "the suppression comment".
func parseDirective(comment string) (d directive, problem string) {
	addressee, rest := cutWord(strings.TrimSpace(comment))
	if addressee != "sayso" {
		return d, ""
	}
	verb, rest := cutWord(strings.TrimLeft(rest, ": \t\r\n"))
	switch strings.ToLower(verb) {
	case "allow":
	case "allow-file":
		d.file = true
	case "":
		return d, ""
	default:
		if lint.Nearest(verb, []string{"allow", "allow-file"}) != "" || slices.Contains(foreignVerbs, strings.ToLower(verb)) {
			return d, fmt.Sprintf("says %q; expected allow or allow-file", verb)
		}
		return d, "" // a remark about sayso
	}
	names, rest := cutNames(rest)
	for _, n := range names {
		if strings.Contains(n, "*") {
			return directive{}, "allows every rule; name the rules, so that a new fault still shows"
		}
	}
	if len(names) == 0 {
		return directive{}, `names no rule; expected "sayso allow RULE: reason"`
	}
	if d.phrase, rest, problem = cutPhrase(rest); problem != "" {
		return directive{}, problem
	}
	reason, colon := strings.CutPrefix(strings.TrimSpace(rest), ":")
	reason = strings.Join(strings.Fields(reason), " ")
	switch {
	case !colon && strings.TrimSpace(rest) != "":
		return directive{}, fmt.Sprintf("has %q where a colon and the reason are expected", firstWord(rest))
	case reason == "":
		return directive{}, fmt.Sprintf("gives no reason; expected \"sayso %s %s: reason\"", verb, strings.Join(names, ", "))
	}
	d.rules, d.reason = names, reason
	return d, ""
}

// foreignVerbs are what other tools' comments say.
var foreignVerbs = []string{"disable", "enable", "ignore", "off", "on", "nolint", "noqa", "skip", "allow-next-line", "disable-line", "disable-next-line", "ignore-file"}

func cutWord(s string) (word, rest string) {
	i := strings.IndexFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r == ':' })
	if i < 0 {
		return s, ""
	}
	return s[:i], s[i:]
}

func firstWord(s string) string {
	fields := strings.Fields(s)
	if len(fields) == 0 {
		return ""
	}
	return fields[0]
}

// cutNames reads rule names joined by commas.
func cutNames(s string) (names []string, rest string) {
	for {
		s = strings.TrimLeftFunc(s, unicode.IsSpace)
		n := len(s) - len(strings.TrimLeftFunc(s, inName))
		if n > 0 {
			names = append(names, s[:n])
		}
		s = strings.TrimLeftFunc(s[n:], unicode.IsSpace)
		next, comma := strings.CutPrefix(s, ",")
		if !comma {
			return names, s
		}
		s = next
	}
}

func inName(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' || r == '_' || r == '/' || r == '*'
}

// cutPhrase reads an optional phrase between quotation marks. The phrase may hold such marks itself: it ends at the
// first one that the colon follows.
func cutPhrase(s string) (phrase, rest, problem string) {
	s = strings.TrimSpace(s)
	mark, n := utf8.DecodeRuneInString(s)
	ends, opens := map[rune]string{'"': "\"", '“': "”\"", '„': "“”\"", '«': "»", '\'': "'", '‘': "’"}[mark]
	if !opens {
		return "", s, ""
	}
	body := s[n:]
	for i, r := range body {
		if !strings.ContainsRune(ends, r) {
			continue
		}
		after := strings.TrimLeftFunc(body[i+utf8.RuneLen(r):], unicode.IsSpace)
		if after != "" && after[0] != ':' {
			continue
		}
		phrase = strings.TrimSpace(body[:i])
		tokens := len(segment.Tokens(phrase, prose.Span{Start: 0, End: len(phrase)}))
		switch {
		case tokens == 0:
			return "", "", "quotes no words"
		case tokens > maxPhrase:
			return "", "", fmt.Sprintf("quotes %d words and marks; at most %d are allowed", tokens, maxPhrase)
		}
		return phrase, after, ""
	}
	return "", "", "opens a quotation and does not close it before the colon"
}
