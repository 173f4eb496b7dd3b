package engine

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
	"strings"

	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
)

// settle turns what rules emitted into a result: graded, in order, without doubles, the blunter rule's finding dropped
// where a sharper one reports the same words, and held against the suppressions.
func (c *check) settle(allows []Allow) Result {
	graded := c.graded()
	slices.SortStableFunc(graded, func(a, b *found) int { return before(&a.Finding, &b.Finding) })
	graded = slices.CompactFunc(graded, func(a, b *found) bool { return same(&a.Finding, &b.Finding) })
	all := make([]lint.Finding, len(graded))
	for i, f := range graded {
		all[i] = f.Finding
	}
	// Before anything is dropped: the ordinal in a fingerprint must not change with the confidence that is asked for, nor
	// with a suppression of the sentence's twin.
	lint.Name(c.doc, all)

	// Whether a suppression is of use is asked of all findings, the unsure ones too: --min-confidence high in one run
	// must not call the suppressions wrong that another run needs.
	r := Result{Terms: c.terms}
	for _, f := range c.faults {
		r.Faults = append(r.Faults, f.error)
	}
	s := c.suppressions(allows)
	s.use(all)
	sharper, within := c.sharper(graded), c.within(graded)
	shown := all[:0] // findings are large, and a long text has many: what is shown moves up in its place
	for i, f := range graded {
		if c.unsure(f) || within[i] || c.replaced(f, sharper) {
			continue
		}
		if by := s.answer(&all[i]); by != nil {
			r.Suppressed = append(r.Suppressed, Suppressed{all[i], by.reason, by.allow < 0})
			continue
		}
		shown = append(shown, all[i])
	}
	if len(shown) > 0 {
		r.Findings = shown
	}
	mistakes := s.mistakes()
	if len(mistakes) > 0 {
		sortFindings(mistakes)
		lint.Name(c.doc, mistakes)
		r.Findings = append(r.Findings, mistakes...)
		sortFindings(r.Findings)
	}
	r.UsedAllows = s.usedAllows(len(allows))
	return r
}

func (c *check) unsure(f *found) bool { return f.Confidence < c.e.settings.MinConfidence }

// graded sets severity and confidence, and drops what nobody is to see.
func (c *check) graded() []*found {
	out := c.findings[:0]
	for _, f := range c.findings {
		if f.Span.Start < 0 || f.Span.End < f.Span.Start || f.Span.End > len(c.doc.Text) {
			if !c.failed[f.rule] {
				c.failed[f.rule] = true
				c.fault(f.rule, fmt.Sprintf("it reported bytes %d to %d of a text of %d", f.Span.Start, f.Span.End, len(c.doc.Text)))
			}
			continue
		}
		if b := c.doc.BlockAt(f.Span.Start); b >= 0 && c.doc.Blocks[b].Kind == prose.Furniture && c.doc.Blocks[b].Overlaps(f.Span) {
			continue
		}
		severity := c.e.rules[f.rule].Severity
		if f.Severity == lint.Off || f.Severity > severity {
			f.Severity = severity
		}
		if f.Confidence == lint.Unstated {
			f.Confidence = max(c.e.rules[f.rule].Rule.Confidence, lint.Low)
		}
		out = append(out, f)
	}
	return out
}

func sortFindings(fs []lint.Finding) {
	slices.SortStableFunc(fs, func(a, b lint.Finding) int { return before(&a, &b) })
}

func before(a, b *lint.Finding) int {
	if d := cmp.Or(cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Span.End, b.Span.End)); d != 0 {
		return d
	}
	return cmp.Or(
		strings.Compare(a.Rule, b.Rule), strings.Compare(a.Message, b.Message),
		cmp.Compare(b.Severity, a.Severity), cmp.Compare(b.Confidence, a.Confidence),
	)
}

func same(a, b *lint.Finding) bool {
	return a.Span == b.Span && a.Rule == b.Rule && a.Message == b.Message
}

// within tells which findings, in order, lie inside a wider one of the same rule that is shown: "obvious that" in "it is obvious that".
// Two lists of cues, or two attributions, woke the rule for one fault.
func (c *check) within(fs []*found) []bool {
	inside := make([]bool, len(fs))
	widest := make([]prose.Span, len(c.e.rules)) // by rule: of what was seen so far, the span that ends last
	for i := 0; i < len(fs); {
		next := i + 1
		for next < len(fs) && fs[next].Span.Start == fs[i].Span.Start {
			next++
		}
		for j := next - 1; j >= i; j-- { // from the widest of those that begin here
			f := fs[j]
			wide := &widest[f.rule]
			inside[j] = f.Span.End <= wide.End && f.Span != *wide
			if f.Span.End > wide.End && !c.unsure(f) {
				*wide = f.Span
			}
		}
		i = next
	}
	return inside
}

// sharper is what the rules report, by rule, that replace others; nil where none does.
func (c *check) sharper(fs []*found) []cover {
	if !c.e.replaces {
		return nil
	}
	byRule := make([]cover, len(c.e.rules))
	for _, f := range fs {
		if len(c.e.rules[f.rule].Rule.Replaces) > 0 && !c.unsure(f) {
			byRule[f.rule].add(f.Span, 0)
		}
	}
	return byRule
}

// replaced tells whether a rule that replaces the finding's reports a byte of the same. A rule that is itself replaced there
// still replaces: of three grades on one word the sharpest alone is left.
func (c *check) replaced(f *found, sharper []cover) bool {
	for _, i := range c.e.rules[f.rule].replacedBy {
		if _, ok := sharper[i].overlapping(f.Span); ok {
			return true
		}
	}
	return false
}

// cover is a set of spans that is asked whether any of them overlaps another. Spans are added in order of Start.
type cover struct {
	spans []prose.Span
	far   []int // index of the span among spans[:i+1] that ends last
	ids   []int
}

func (c *cover) add(s prose.Span, id int) {
	n := len(c.spans)
	c.spans, c.ids = append(c.spans, s), append(c.ids, id)
	far := n
	if n > 0 && c.spans[c.far[n-1]].End >= s.End {
		far = c.far[n-1]
	}
	c.far = append(c.far, far)
}

// overlapping gives the id of a span that shares a byte with s: of those, the one that ends last. It takes logarithmic
// time however many do.
func (c *cover) overlapping(s prose.Span) (id int, ok bool) {
	i := sort.Search(len(c.spans), func(i int) bool { return c.spans[i].Start >= s.End }) - 1
	if i < 0 || c.spans[c.far[i]].End <= s.Start {
		return 0, false
	}
	return c.ids[c.far[i]], true
}
