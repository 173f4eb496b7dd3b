package prose

// BySentence is what a layer remembers of the sentences of a document, most of which nobody asks about: a sentence costs a
// pointer until somebody does.
type BySentence[T any] struct {
	first []int // by block: the number of its first sentence in the document
	at    []*T
	room  []T // where the next go
}

// NewBySentence is an empty memo.
func NewBySentence[T any](d *Document) *BySentence[T] {
	m := &BySentence[T]{first: make([]int, len(d.Blocks)+1)}
	for i := range d.Blocks {
		m.first[i+1] = m.first[i] + len(d.Blocks[i].Sentences)
	}
	m.at = make([]*T, m.first[len(d.Blocks)])
	return m
}

// Of is what was put in for a sentence, nil where nothing was.
func (m *BySentence[T]) Of(block, sentence int) *T { return m.at[m.first[block]+sentence] }

// Put is where what is known of a sentence stays from now on.
func (m *BySentence[T]) Put(block, sentence int) *T {
	if len(m.room) == cap(m.room) {
		m.room = make([]T, 0, min(max(2*cap(m.room), 8), 256))
	}
	m.room = m.room[:len(m.room)+1]
	at := &m.room[len(m.room)-1]
	m.at[m.first[block]+sentence] = at
	return at
}

// Share has a sentence remember what is the same for many.
func (m *BySentence[T]) Share(block, sentence int, v *T) { m.at[m.first[block]+sentence] = v }

// Adopt takes over what another memo of the same text has of blocks [first, last).
func (m *BySentence[T]) Adopt(o *BySentence[T], first, last int) {
	from, to := m.first[first], m.first[last]
	copy(m.at[from:to], o.at[from:to])
}
