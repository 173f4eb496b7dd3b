package voice

import (
	"slices"
	"sort"

	"github.com/sayso-lint/sayso/prose"
)

// Layer is the voice of one document. Blocks are analysed when asked about.
type Layer struct {
	doc      *prose.Document
	blocks   []*voices       // nil where nothing has been asked yet
	notes    map[string]bool // labels of the notes; nil until asked for
	roles    []Role          // one a block; nil until asked for
	endnotes int8            // 1: there are notes that plain digits lead to, -1: there are none; 0 until asked for
	leads    []int32         // the first paragraph of each block's section; nil until asked for
	// Nearest block with an attribution to somebody, looking back and looking on; -1 none, unknown until walked.
	before, after []int32
	ledger        *Ledger  // nil until asked for
	reasoned      []answer // one a block; nil until asked for
	// The words of the block under analysis, and of the one that was under analysis before or is looked through for names:
	// whom a pronoun means is asked of the same sentences, and of those just behind.
	page, facing page
	// Scratch of the sentence and of the block under analysis.
	posts      []int // signposts of a block
	posted     int   // 1 + that block
	cues       []cue
	bounds     []int
	breaks     []int32
	attributed []Attribution
	grounded   []ground
	covers     cover
	named      []naming
	room       room
}

// room is where what is kept of blocks lies together; it is made for many of them at a time.
type room struct {
	voices       []voices
	attributions []Attribution
	grounds      []ground
	contents     []prose.Span
	covers       []covering
	namings      []naming
	searched     []Place // by Reach
}

// keep copies a list to where those of many blocks lie together.
func keep[T any](room *[]T, list []T) []T {
	if cap(*room)-len(*room) < len(list) {
		*room = make([]T, 0, max(keptTogether, len(list)))
	}
	at := len(*room)
	*room = append(*room, list...)
	return (*room)[at:len(*room):len(*room)]
}

const keptTogether = 64

// voices is what is known of one block.
type voices struct {
	quotations   []Quotation
	citations    []Citation
	attributions []Attribution
	grounds      []ground  // what names the origin of a figure without attributing words, in order
	named        []namings // by sentence; nil until asked for
	speech       cover     // contents of speech, findings and beliefs, and of quotations
	*seldom
	// What has been done: the quotations found, the sentences read, the block set beside those around it.
	quoted, parsed, finished bool
	found                    bool // the author has found something out
}

// seldom is what few blocks have.
type seldom struct {
	unsaid    []prose.Span // speech that has not happened, in order
	line      prose.Span   // the line "Source: …" that a caption or a note has
	announces prose.Span   // the cue of an attribution that a colon at the end of the block leaves open
	sourced   []int        // attributions to somebody named or described, in order of their cues; listed when first asked
	counted   bool         // sourced is listed
	within    cover        // every content and every source; sealed when it is first asked
	enclosed  bool         // within is sealed
}

// nothing of all that is what most blocks share.
var nothing seldom

// rarely is where to write it.
func (v *voices) rarely() *seldom {
	if v.seldom == &nothing {
		v.seldom = new(seldom)
	}
	return v.seldom
}

var fact = prose.NewBlocksFact(func(d *prose.Document) *Layer {
	return &Layer{doc: d, blocks: make([]*voices, len(d.Blocks))}
}, func(mine, theirs *Layer, first, last int) {
	copy(mine.blocks[first:last], theirs.blocks[first:last])
})

// Of is the layer of a document.
func Of(d *prose.Document) *Layer { return fact.Of(d) }

// Attributions lists those of one block in order of their cues; Quotations and Citations likewise. Shared: not to be changed.
func (l *Layer) Attributions(block int) []Attribution { return l.block(block).attributions }

// AttributionsIn lists those whose cues stand in one sentence, in order. A rule that asks at every hit should ask here: a
// block may be long.
func (l *Layer) AttributionsIn(block, sentence int) []Attribution {
	all := l.block(block).attributions
	first := sort.Search(len(all), func(i int) bool { return all[i].Sentence >= sentence })
	n := sort.Search(len(all)-first, func(i int) bool { return all[first+i].Sentence > sentence })
	return all[first : first+n]
}

// Quotations lists the quotations of one block.
func (l *Layer) Quotations(block int) []Quotation { return l.block(block).quotations }

// Citations lists the citations of one block.
func (l *Layer) Citations(block int) []Citation { return l.block(block).citations }

// of is where a block's voices are written down.
func (l *Layer) of(block int) *voices {
	v := l.blocks[block]
	if v == nil {
		if len(l.room.voices) == 0 {
			l.room.voices = make([]voices, 32)
		}
		v, l.room.voices = &l.room.voices[0], l.room.voices[1:]
		v.seldom = &nothing
		l.blocks[block] = v
	}
	return v
}

// parsed is what the sentences of one block say by themselves.
func (l *Layer) parsed(block int) *voices {
	v := l.of(block)
	if !v.parsed {
		l.analyse(v, block)
		v.parsed = true
	}
	return v
}

// block is the whole analysis of one block, made on first use.
func (l *Layer) block(i int) *voices {
	if v := l.blocks[i]; v != nil && v.finished {
		return v
	}
	return l.finish(i)
}

// quoted are the quotations of a block, whether it has been analysed or not.
func (l *Layer) quoted(block int) []Quotation {
	v := l.of(block)
	if !v.quoted {
		v.quotations, v.quoted = quotations(l.doc.Text, l.doc.Blocks[block].Span, l.signposts(block)), true
	}
	return v.quotations
}

// signposts are those of a block, which its quotations and its citations ask for in turn.
func (l *Layer) signposts(block int) []int {
	if l.posted != block+1 {
		l.posted = block + 1
		l.posts = signposts(l.posts[:0], l.doc.Text, l.doc.Blocks[block].Span, l.hasEndnotes())
	}
	return l.posts
}

// Speaker says whose words span is, and by which attribution (nil for a block quotation or speech without one). What "it
// is believed" and what "we believe" are the author's, and so are the words about what somebody wants or condemns.
func (l *Layer) Speaker(span prose.Span) (Speaker, *Attribution) {
	b := l.doc.BlockAt(span.Start)
	if b < 0 {
		return Author, nil
	}
	return l.speaker(b, span)
}

func (l *Layer) speaker(block int, span prose.Span) (Speaker, *Attribution) {
	v := l.block(block)
	if i, ok := v.speech.over(span); ok {
		if i < 0 {
			return Other, nil
		}
		return Other, &v.attributions[i]
	}
	if l.doc.Blocks[block].Kind == prose.Quote {
		return Other, nil
	}
	return Author, nil
}

// Unreal tells whether span lies in speech that has not happened: "should demand that the group issue a statement".
func (l *Layer) Unreal(span prose.Span) bool {
	b := l.doc.BlockAt(span.Start)
	if b < 0 {
		return false
	}
	u := l.block(b).unsaid
	i := sort.Search(len(u), func(i int) bool { return u[i].End >= span.End })
	return i < len(u) && u[i].Contains(span)
}

// cover answers which of many spans holds another one. Spans may nest.
type cover []covering

type covering struct {
	prose.Span
	by  int // attribution of the block, -1 none
	far int // the greatest end of this span and those before it
}

func (c *cover) add(s prose.Span, by int) {
	if !s.Empty() {
		*c = append(*c, covering{s, by, 0})
	}
}

// seal sorts what was added; afterwards over may be asked.
func (c cover) seal() {
	slices.SortStableFunc(c, func(a, b covering) int { return a.Start - b.Start })
	far := 0
	for i := range c {
		far = max(far, c[i].End)
		c[i].far = far
	}
}

// nested bounds how far over looks for the innermost span; behind it any span that holds will do.
const nested = 32

// over is the innermost span that holds s, preferring one with an attribution.
func (c cover) over(s prose.Span) (by int, ok bool) {
	by = -1
	if len(c) == 0 || c[len(c)-1].far < s.End {
		return by, false
	}
	last := sort.Search(len(c), func(i int) bool { return c[i].Start > s.Start }) - 1
	for i := last; i >= 0 && c[i].far >= s.End; i-- {
		if c[i].Contains(s) {
			if c[i].by >= 0 {
				return c[i].by, true
			}
			ok = true
		}
		if last-i > nested {
			// Some span before reaches so far, for far says so; which one is not worth a walk over all.
			return by, true
		}
	}
	return by, ok
}

// finish completes a block: quotations find their speakers, and what looks things up is sorted.
func (l *Layer) finish(block int) *voices {
	v := l.parsed(block)
	v.finished = true
	l.continueQuotations(v, block)
	speech := l.covers[:0]
	for i := range v.attributions {
		a := &v.attributions[i]
		if a.Kind == Attitude || a.Source.Class == NoSource || a.Source.Class == Self {
			v.found = v.found || a.Source.Class == Self && a.Kind == Finding
			continue
		}
		for _, s := range a.Content {
			speech.add(s, i)
		}
	}
	for _, q := range v.quotations {
		if q.Speech && q.Depth == 0 {
			speech.add(q.Span, -1)
		}
	}
	l.covers, v.speech = speech, keep(&l.room.covers, speech)
	v.speech.seal()
	slices.SortStableFunc(v.unsaid, func(a, b prose.Span) int { return a.End - b.End })
	return v
}

// over is the attribution of a block whose content or source holds a span, as cover.over.
func (l *Layer) over(v *voices, span prose.Span) (by int, ok bool) {
	if !v.enclosed {
		v.rarely().enclosed = true
		within := l.covers[:0]
		for i := range v.attributions {
			a := &v.attributions[i]
			within.add(a.Source.Span, i)
			for _, s := range a.Content {
				within.add(s, i)
			}
		}
		l.covers, v.within = within, keep(&l.room.covers, within)
		v.within.seal()
	}
	return v.within.over(span)
}

// credited are the attributions to somebody named or described, by their indices.
func (v *voices) credited() []int {
	if !v.counted {
		v.rarely().counted = true
		for i := range v.attributions {
			a := &v.attributions[i]
			if c := a.Source.Class; (c.Named() || c == DescribedAnonymous) && a.Kind != Attitude && !a.Source.Empty() {
				v.sourced = append(v.sourced, i)
			}
		}
	}
	return v.sourced
}

// Others lists the stretches of a block that are not the author's words, in order and apart from each other: where Speaker
// says Other.
func (l *Layer) Others(block int) []prose.Span {
	b := &l.doc.Blocks[block]
	if b.Kind == prose.Quote {
		return []prose.Span{b.Span}
	}
	var out []prose.Span
	for _, s := range l.block(block).speech {
		if n := len(out); n > 0 && s.Start <= out[n-1].End {
			out[n-1].End = max(out[n-1].End, s.End)
			continue
		}
		out = append(out, s.Span)
	}
	return out
}
