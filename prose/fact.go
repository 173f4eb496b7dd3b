package prose

import "sync/atomic"

// Fact is something worked out from a document once, on first use. A package declares it as a variable and gives its
// callers an Of function. Inside a document nothing is concurrent, so the memo needs no lock; see Apart for who wants to ask
// at the same time.
type Fact[T any] struct {
	id      int
	compute func(*Document) T
	shared  *shared // nil: not known by blocks
}

// shared is how a fact that is known by blocks is handed on.
type shared struct {
	compute func(*Document) any
	adopt   func(mine, theirs any, first, last int)
	settled bool
}

// facts is how many there are: each has a place of its own in the memo of a document, which is asked at every turn.
var facts atomic.Int64

// NewFact declares a fact. compute must depend on the document alone.
func NewFact[T any](compute func(*Document) T) Fact[T] {
	return Fact[T]{id: int(facts.Add(1)) - 1, compute: compute}
}

// NewBlocksFact declares a fact that is a memo of its blocks, each of which is looked at when it is asked about. adopt takes what
// theirs knows of blocks [first, last) over into mine; both are facts of one text.
func NewBlocksFact[T any](compute func(*Document) T, adopt func(mine, theirs T, first, last int)) Fact[T] {
	f := NewFact(compute)
	f.shared = &shared{
		compute: func(d *Document) any { return compute(d) },
		adopt: func(mine, theirs any, first, last int) {
			adopt(mine.(T), theirs.(T), first, last) //nolint:forcetypeassert // only this fact writes to its own place
		},
	}
	return f
}

// Settled declares that what the fact knows of a block is never written to again, so that documents apart may share it.
func (f Fact[T]) Settled() Fact[T] {
	f.shared.settled = true
	return f
}

// known is a fact in the memo of a document.
type known struct {
	value  any
	shared *shared
}

// Of is the fact of one document.
func (f Fact[T]) Of(d *Document) T {
	if f.id < len(d.facts) && d.facts[f.id].value != nil {
		return d.facts[f.id].value.(T) //nolint:forcetypeassert // only this fact writes to its own place
	}
	v := f.compute(d)
	if f.id >= len(d.facts) {
		d.facts = append(d.facts, make([]known, int(facts.Load())-len(d.facts))...)
	}
	d.facts[f.id] = known{v, f.shared}
	return v
}

// Apart is the same text with facts of its own, for somebody who asks about it at the same time. What is settled is handed on;
// all else is worked out anew.
func (d *Document) Apart() *Document {
	d.indexLines()
	apart := &Document{
		Path: d.Path, Format: d.Format, Lang: d.Lang, Title: d.Title, Meta: d.Meta, Text: d.Text, Blocks: d.Blocks, Marks: d.Marks,
		source: d.source, table: d.table, index: d.index, facts: make([]known, len(d.facts)),
	}
	for id, f := range d.facts {
		if f.shared != nil && f.shared.settled {
			apart.facts[id] = known{f.shared.compute(apart), f.shared}
			f.shared.adopt(apart.facts[id].value, f.value, 0, len(d.Blocks))
		}
	}
	return apart
}

// Adopt takes over what a document apart has found out about blocks [first, last).
func (d *Document) Adopt(apart *Document, first, last int) {
	d.facts = append(d.facts, make([]known, max(0, len(apart.facts)-len(d.facts)))...)
	for id, theirs := range apart.facts {
		if theirs.shared == nil {
			continue
		}
		if d.facts[id].value == nil {
			d.facts[id] = known{theirs.shared.compute(d), theirs.shared}
		}
		theirs.shared.adopt(d.facts[id].value, theirs.value, first, last)
	}
}
