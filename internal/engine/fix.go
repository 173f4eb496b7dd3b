package engine

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
)

// Fixing is how the text of one file is mended. The engine reads no files and knows no format, so what it needs of both is
// handed in.
type Fixing struct {
	Unsafe bool                                       // the first fix of every finding; else the first safe one
	Read   func(data []byte) (*prose.Document, error) // as the file itself was read
	Spell  func(text string) []byte                   // words as they are written in this file: its encoding, its escapes
	Check  func(*prose.Document) Result               // what is reported of a document; only that is mended
	// Leave are findings of the first document that are not reported, by position: a baseline knows them by their
	// sentence. A fix beside them makes the sentence another, and they are left alone all the same.
	Leave []lint.Finding
	// Elsewhere are those of the first document that stand where nobody asked: in what a change did not touch. They are left
	// alone as well, and told by where they stand, which is all that is known of them; see Fixed.Elsewhere.
	Elsewhere []lint.Finding
}

// Fixed is what became of a file.
type Fixed struct {
	Data    []byte          // the mended bytes
	Doc     *prose.Document // read from them
	Result  Result          // what is left
	Applied int             // fixes, of all rounds
	Refused []Refusal       // in Doc, by position
	Endless []string        // rules whose fixes never came to rest: a fault of theirs, and none of their fixes is in Data

	elsewhere left
}

// Elsewhere tells whether a finding of the mended document is one of Fixing.Elsewhere.
func (f *Fixed) Elsewhere(x lint.Finding) bool { return f.elsewhere.has(x) }

// Refusal is a fix that could not be made to the byte.
type Refusal struct {
	Rule string
	Span prose.Span // of the finding
	Why  string
}

// mostRounds is how often a text is mended and read again. Fixes that lie on one another settle in two or three rounds;
// what has not settled in ten goes in a circle.
const mostRounds = 10

// Fix mends data, of which doc was read and result reported. Fixes are applied by position, those that overlap an applied
// one wait for the next round, and after each round the text is read and checked anew, until nothing changes.
//
// What a fix does is held against what it says: when the mended file is read, its text must be the old one with the edits
// made and nothing else, block by block. So an edit never eats markup, never makes a list of a paragraph and never touches
// what could not be decoded; where it would, it is refused and the finding stays.
func Fix(data []byte, doc *prose.Document, result Result, f Fixing) (Fixed, error) {
	endless := map[string]bool{}
	for {
		fixed, unsettled, err := f.rounds(data, doc, result, endless)
		if err != nil || len(unsettled) == 0 {
			for rule := range endless {
				fixed.Endless = append(fixed.Endless, rule)
			}
			slices.Sort(fixed.Endless)
			return fixed, err
		}
		// Ten rounds of a fix that breeds itself are nothing that anybody wants in a file: once more without it.
		for _, rule := range unsettled {
			endless[rule] = true
		}
	}
}

// rounds mends until nothing changes, or says whose fixes still did in the last round.
func (f *Fixing) rounds(data []byte, doc *prose.Document, result Result, without map[string]bool) (Fixed, []string, error) {
	out := Fixed{Data: data, Doc: doc, Result: result}
	known := leaving(f.Leave)
	out.elsewhere = leaving(f.Elsewhere)
	for round := 1; ; round++ {
		mends, refused := f.mends(out.Doc, slices.DeleteFunc(slices.Clone(out.Result.Findings), func(x lint.Finding) bool {
			return without[x.Rule] || known.has(x) || out.elsewhere.has(x)
		}))
		out.Refused = refused
		t := trial{Fixing: f, data: out.Data, doc: out.Doc}
		done, err := t.apply(mends)
		if err != nil {
			return out, nil, err
		}
		for _, m := range t.refused {
			out.Refused = append(out.Refused, Refusal{m.rule, m.span, "it would change more of the file than its words"})
		}
		slices.SortStableFunc(out.Refused, func(a, b Refusal) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
		if done == nil {
			return out, nil, nil
		}
		if round > mostRounds {
			var rules []string
			for _, m := range t.accepted {
				rules = append(rules, m.rule)
			}
			return out, rules, nil
		}
		out.Applied += len(t.accepted)
		known, out.elsewhere = known.moved(t.accepted), out.elsewhere.moved(t.accepted)
		out.Data, out.Doc = done.data, done.doc
		out.Result = f.Check(out.Doc)
	}
}

// left are the places of findings that are left alone, by rule.
type left map[string]*cover

func leaving(findings []lint.Finding) left {
	l := left{}
	for _, x := range findings {
		if l[x.Rule] == nil {
			l[x.Rule] = &cover{}
		}
		l[x.Rule].add(atLeastAByte(x.Span), 0)
	}
	return l
}

func (l left) has(x lint.Finding) bool {
	c := l[x.Rule]
	if c == nil {
		return false
	}
	_, ok := c.overlapping(atLeastAByte(x.Span))
	return ok
}

func (l left) moved(mends []mend) left {
	out := left{}
	for rule, c := range l {
		out[rule] = c.moved(mends)
	}
	return out
}

// moved gives the spans as they lie after mends: what stands behind an edit moves, what an edit goes into grows or shrinks
// with it.
func (c *cover) moved(mends []mend) *cover {
	edits := inOrder(mends)
	shift := make([]int, len(edits)+1) // by the edits before the i-th
	for i, e := range edits {
		shift[i+1] = shift[i] + len(e.New) - e.Span.Len()
	}
	out := &cover{}
	for i, s := range c.spans {
		before := sort.Search(len(edits), func(i int) bool { return edits[i].Span.End > s.Start })
		within := sort.Search(len(edits), func(i int) bool { return edits[i].Span.Start >= s.End })
		start := s.Start
		if before < len(edits) {
			start = min(start, edits[before].Span.Start)
		}
		out.add(prose.Span{Start: start + shift[before], End: max(s.End+shift[max(within, before)], start+shift[before])}, c.ids[i])
	}
	return out
}

// mend is a fix about to be applied.
type mend struct {
	rule  string
	span  prose.Span
	edits []lint.Edit
}

// mends are the fixes of a round, by position and without overlaps, and those that cannot be made.
func (f *Fixing) mends(doc *prose.Document, findings []lint.Finding) ([]mend, []Refusal) {
	var wanted []mend
	var refused []Refusal
	// Of two fixes of the same place the graver finding's goes first: an order by the rules' names would be a whim.
	graver := slices.Clone(findings)
	slices.SortStableFunc(graver, func(a, b lint.Finding) int {
		return cmp.Or(cmp.Compare(b.Severity, a.Severity), cmp.Compare(b.Confidence, a.Confidence))
	})
	for _, x := range graver {
		fix := f.choice(x.Fixes)
		if fix == nil {
			continue
		}
		if why := unfit(doc, fix.Edits); why != "" {
			refused = append(refused, Refusal{x.Rule, x.Span, why})
			continue
		}
		edits := slices.Clone(fix.Edits)
		slices.SortStableFunc(edits, byPlace)
		wanted = append(wanted, mend{x.Rule, x.Span, edits})
	}
	slices.SortStableFunc(wanted, func(a, b mend) int { return byPlace(a.edits[0], b.edits[0]) })
	var taken []lint.Edit
	kept := wanted[:0]
	for _, m := range wanted {
		if !slices.ContainsFunc(m.edits, func(e lint.Edit) bool { return collides(taken, e) }) {
			for _, e := range m.edits {
				i := sort.Search(len(taken), func(i int) bool { return byPlace(taken[i], e) > 0 })
				taken = slices.Insert(taken, i, e)
			}
			kept = append(kept, m)
		}
	}
	return kept, refused
}

func (f *Fixing) choice(fixes []lint.Fix) *lint.Fix {
	for i := range fixes {
		if (f.Unsafe || fixes[i].Safe) && len(fixes[i].Edits) > 0 {
			return &fixes[i]
		}
	}
	return nil
}

func byPlace(a, b lint.Edit) int {
	return cmp.Or(cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Span.End, b.Span.End))
}

// collides tells whether an edit shares a byte with one of taken, which are in order and do not collide, or an insertion
// touches one: which of the two words would stand first?
func collides(taken []lint.Edit, e lint.Edit) bool {
	i := sort.Search(len(taken), func(i int) bool { return taken[i].Span.End >= e.Span.Start })
	for ; i < len(taken) && taken[i].Span.Start <= e.Span.End; i++ {
		t := taken[i].Span
		if t.Overlaps(e.Span) || t.Empty() || e.Span.Empty() {
			return true
		}
	}
	return false
}

// unfit says why edits cannot be made, "" where they can.
func unfit(doc *prose.Document, edits []lint.Edit) string {
	sorted := slices.Clone(edits)
	slices.SortStableFunc(sorted, byPlace)
	for i, e := range sorted {
		s := e.Span
		if s.Start < 0 || s.End < s.Start || s.End > len(doc.Text) || !boundary(doc.Text, s.Start) || !boundary(doc.Text, s.End) {
			return fmt.Sprintf("it edits bytes %d to %d of a text of %d", s.Start, s.End, len(doc.Text))
		}
		b := doc.BlockAt(s.Start)
		old := doc.Slice(s)
		switch {
		case i > 0 && collides(sorted[:i], e):
			return "its edits overlap"
		case b < 0 || s.End > doc.Blocks[b].End:
			return "it reaches beyond a paragraph"
		case strings.ContainsAny(e.New, "\r\n"):
			return "it would break a line"
		case strings.Contains(old, prose.Object):
			return "it would drop a link, a note, a comment or code"
		case strings.ContainsRune(old, utf8.RuneError):
			return "it would drop bytes that are no text"
		case !whole(doc, s):
			return "it goes across markup"
		}
	}
	return ""
}

func boundary(s string, at int) bool { return at == len(s) || utf8.RuneStart(s[at]) }

// whole tells whether what stands in the file for a span is the span's characters one by one and nothing between them, as
// markup would be, or the mark at the head of a quoted line; and whether it begins where a character of the file does: behind
// the first of two that one reference stands for, two edits would have the same place.
func whole(doc *prose.Document, s prose.Span) bool {
	if doc.Locate(prose.Span{Start: s.Start, End: s.Start}).Start.Offset != doc.Locate(s).Start.Offset {
		return false
	}
	behind := -1
	for i, r := range doc.Slice(s) {
		at := doc.Locate(prose.Span{Start: s.Start + i, End: s.Start + i + utf8.RuneLen(r)})
		// A reference that stands for two characters (&NotEqualTilde;) gives both the same place.
		if behind >= 0 && at.Start.Offset != behind && at.End.Offset != behind {
			return false
		}
		behind = at.End.Offset
	}
	return true
}

// trial applies mends and keeps those that do what they say.
type trial struct {
	*Fixing
	data     []byte
	doc      *prose.Document
	accepted []mend
	refused  []mend
	readings int
}

// mostReadings bounds the search for mends that do not do what they say: a text made so that none does is not to cost a
// reading for each of thousands.
const mostReadings = 200

// mended is a text with mends applied.
type mended struct {
	data []byte
	doc  *prose.Document
}

// apply tries mends together with those accepted before. Where the outcome is not what they say, halves are tried, down to
// the one that is at fault: a handful of readings a fault, and one where there is none.
func (t *trial) apply(mends []mend) (done *mended, err error) {
	if len(mends) == 0 {
		return nil, nil
	}
	if t.readings++; t.readings > mostReadings {
		t.refused = append(t.refused, mends...)
		return nil, nil
	}
	all := append(slices.Clone(t.accepted), mends...)
	data, want := t.edited(all)
	doc, err := t.Read(data)
	if err != nil {
		return nil, err
	}
	if agrees(t.doc, doc, want) {
		t.accepted = all
		return &mended{data, doc}, nil
	}
	if len(mends) == 1 {
		t.refused = append(t.refused, mends[0])
		return nil, nil
	}
	half := len(mends) / 2
	first, err := t.apply(mends[:half])
	if err != nil {
		return nil, err
	}
	second, err := t.apply(mends[half:])
	if err != nil {
		return nil, err
	}
	if second != nil {
		return second, nil
	}
	return first, nil
}

// edited makes the edits of mends, which do not collide, in the file, and says what the text should be afterwards.
func (t *trial) edited(mends []mend) (data []byte, text string) {
	edits := inOrder(mends)
	var file []byte
	var words strings.Builder
	copied, read := 0, 0
	for i, c := range t.changes(edits) {
		file = append(file, t.data[copied:c.Start]...)
		file = append(file, c.New...)
		copied = c.End
		words.WriteString(t.doc.Text[read:edits[i].Span.Start])
		words.WriteString(edits[i].New)
		read = edits[i].Span.End
	}
	return append(file, t.data[copied:]...), words.String() + t.doc.Text[read:]
}

func inOrder(mends []mend) []lint.Edit {
	var edits []lint.Edit
	for _, m := range mends {
		edits = append(edits, m.edits...)
	}
	slices.SortStableFunc(edits, byPlace)
	return edits
}

// Change puts bytes in the place of bytes [Start, End) of a file.
type Change struct {
	Start, End int
	New        []byte
}

// changes are edits as they are made in the file.
func (t *trial) changes(edits []lint.Edit) []Change {
	all := make([]Change, len(edits))
	for i, e := range edits {
		at := t.doc.Locate(e.Span)
		all[i] = Change{at.Start.Offset, at.End.Offset, t.Spell(e.New)}
	}
	return all
}

// Mend is what one fix changes in data, of which doc was read, for whoever applies it himself. It holds the fix against
// what it says as Fix does; where the fix would do anything else there are no changes.
func Mend(data []byte, doc *prose.Document, fix lint.Fix, f Fixing) ([]Change, error) {
	f.Unsafe = true
	mends, _ := f.mends(doc, []lint.Finding{{Fixes: []lint.Fix{fix}}})
	t := trial{Fixing: &f, data: data, doc: doc}
	if _, err := t.apply(mends); err != nil {
		return nil, err
	}
	return t.changes(inOrder(t.accepted)), nil
}

// agrees tells whether a document reads as it should, and has the blocks that the one before had.
func agrees(before, after *prose.Document, text string) bool {
	return after.Text == text && slices.EqualFunc(before.Blocks, after.Blocks, func(a, b prose.Block) bool {
		return a.Kind == b.Kind && a.Level == b.Level && a.Column == b.Column && a.List == b.List && a.Label == b.Label
	})
}
