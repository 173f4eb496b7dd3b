package prose

import "sync/atomic"

// Fact is something worked out from a document once, on first use. A package declares it as a variable and gives its
// callers an Of function. Inside a document nothing is concurrent, so the memo needs no lock.
type Fact[T any] struct {
	id      int
	compute func(*Document) T
}

// facts is how many there are: each has a place of its own in the memo of a document, which is asked at every turn.
var facts atomic.Int64

// NewFact declares a fact. compute must depend on the document alone.
func NewFact[T any](compute func(*Document) T) Fact[T] {
	return Fact[T]{int(facts.Add(1)) - 1, compute}
}

// Of is the fact of one document.
func (f Fact[T]) Of(d *Document) T {
	if f.id < len(d.facts) && d.facts[f.id] != nil {
		return d.facts[f.id].(T) //nolint:forcetypeassert // only this fact writes to its own place
	}
	v := f.compute(d)
	if f.id >= len(d.facts) {
		d.facts = append(d.facts, make([]any, int(facts.Load())-len(d.facts))...)
	}
	d.facts[f.id] = v
	return v
}
