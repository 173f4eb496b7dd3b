package prose

// Fact is something worked out from a document once, on first use. A package declares it as a variable and gives its
// callers an Of function. Inside a document nothing is concurrent, so the memo needs no lock.
type Fact[T any] struct {
	key     *byte
	compute func(*Document) T
}

// NewFact declares a fact. compute must depend on the document alone.
func NewFact[T any](compute func(*Document) T) Fact[T] {
	return Fact[T]{new(byte), compute}
}

// Of is the fact of one document.
func (f Fact[T]) Of(d *Document) T {
	if v, ok := d.facts[f.key]; ok {
		return v.(T) //nolint:forcetypeassert // only this fact writes under its own key
	}
	v := f.compute(d)
	if d.facts == nil {
		d.facts = map[*byte]any{}
	}
	d.facts[f.key] = v
	return v
}
