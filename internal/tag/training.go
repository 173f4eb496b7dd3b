package tag

import (
	"cmp"
	"encoding/binary"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/sayso-lint/sayso/prose"
)

// Example is a sentence with its tags; None where the tag is not known, from which nothing is learned.
type Example struct {
	Text   string
	Tokens []prose.Token
	Tags   []Tag
}

// Entry is what the lexicon says of a word: the tags it may have, and whether it can have no other.
type Entry struct {
	Mask   uint64 // bit t: may be Tag(t)
	Closed bool
}

// Train learns a model from examples and gives it as Load reads it. The same examples, lexicon and seed give the same
// bytes.
func Train(examples []Example, lexicon map[uint64]Entry, passes int, seed uint64) []byte {
	m := &Model{}
	m.enter(lexicon)
	t := trainer{rows: map[uint32][]learned{}}
	t.run(m, examples, passes, seed)
	m.weigh(t.average())
	return m.encode()
}

// run goes over the examples.
func (t *trainer) run(m *Model, examples []Example, passes int, seed uint64) {
	order := make([]int, len(examples))
	for i := range order {
		order[i] = i
	}
	random := rand.New(rand.NewPCG(seed, seed)) //nolint:gosec // the order must be the same every time
	for range passes {
		random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, n := range order {
			e := examples[n]
			var w walk
			w.begin(m, e.Text, e.Tokens, make([]Tag, len(e.Tokens)))
			for i := range e.Tokens {
				if w.tags[i] == None {
					w.tags[i] = w.view(i).sure
				}
				if w.tags[i] == None {
					w.features(i)
					w.tags[i] = t.learn(&w.found, w.agreeing(i, w.possible(i)), e.Tags[i])
				}
				w.settle(w.tags[i])
			}
		}
	}
}

// enter puts the words of the lexicon into the model.
func (m *Model) enter(lexicon map[uint64]Entry) {
	counts := map[Entry]int{}
	for _, e := range lexicon {
		counts[e]++
	}
	entries := make([]Entry, 0, len(counts))
	for e := range counts {
		entries = append(entries, e)
	}
	slices.SortFunc(entries, func(a, b Entry) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a.Mask, b.Mask), compareBool(a.Closed, b.Closed))
	})
	numbers := map[Entry]byte{}
	for i, e := range entries {
		if i+1 == len(m.classes) {
			break // the rarest sets of tags go without
		}
		numbers[e] = byte(i + 1)
		c := class{mask: e.Mask, closed: e.Closed}
		if e.Closed && e.Mask&(e.Mask-1) == 0 {
			for t := range Tag(tags) {
				if e.Mask == 1<<t {
					c.only = t
				}
			}
		}
		m.classes[i+1] = c
	}
	var words []keyed
	for w, e := range lexicon {
		if n := numbers[e]; n > 0 {
			words = append(words, keyed{lexiconKey(w), uint32(n)})
		}
	}
	slices.SortFunc(words, func(a, b keyed) int { return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.number, b.number)) })
	words = slices.CompactFunc(words, func(a, b keyed) bool { return a.key == b.key })
	m.words, m.features = new(wordTable), new(featureTable)
	place(m.words[:], wordWidth, words)
}

func compareBool(a, b bool) int {
	if a == b {
		return 0
	}
	if b {
		return -1
	}
	return 1
}

// margin is by how much the right tag must win before the trainer is content. Without one the averaged perceptron stops
// learning from an example as soon as it is right by a hair; with it, a corpus of this size is tagged one part in a
// hundred better. The figure is not sensitive: 60 and 120 do as well.
const margin = 90

// trainer holds the weights while they are learned.
type trainer struct {
	rows map[uint32][]learned
	step int64
}

// learned is the weight of one feature for one tag, its sum over all steps up to since.
type learned struct {
	tag    Tag
	weight int32
	sum    int64
	since  int64
}

// learn decides one token with the weights so far and mends them where it errs. It gives the tag decided on: what
// follows shall learn to live with the tagger's own errors.
func (t *trainer) learn(f *[templates]uint32, mask uint64, want Tag) Tag {
	t.step++
	var scores [tags]int32
	for _, key := range f {
		for _, l := range t.rows[key] {
			scores[l.tag] += l.weight
		}
	}
	found, rival := None, None
	for tag := range Tag(tags) {
		if mask&(1<<tag) == 0 {
			continue
		}
		if found == None || scores[tag] > scores[found] {
			found = tag
		}
		if tag != want && (rival == None || scores[tag] > scores[rival]) {
			rival = tag
		}
	}
	if want == None || rival == None || mask&(1<<want) == 0 || scores[want]-scores[rival] > margin {
		return found
	}
	for _, key := range f {
		t.add(key, want, 1)
		t.add(key, rival, -1)
	}
	return found
}

func (t *trainer) add(key uint32, tag Tag, by int32) {
	row := t.rows[key]
	for i := range row {
		if l := &row[i]; l.tag == tag {
			l.sum += int64(l.weight) * (t.step - l.since)
			l.since = t.step
			l.weight += by
			return
		}
	}
	t.rows[key] = append(row, learned{tag: tag, weight: by, since: t.step})
}

// averaged is a feature with its averaged weights.
type averaged struct {
	key   uint32
	cells []cell // by tag
}

type cell struct {
	tag    Tag
	weight int8
}

// average gives the mean of each weight over all steps, as whole numbers of a scale on which a few of the greatest are
// cut off, features ascending.
func (t *trainer) average() []averaged {
	const greatest = 127
	mean := func(l learned) float64 {
		return float64(l.sum+int64(l.weight)*(t.step-l.since)) / float64(t.step)
	}
	var sizes []float64
	for _, row := range t.rows {
		for _, l := range row {
			sizes = append(sizes, math.Abs(mean(l)))
		}
	}
	slices.Sort(sizes)
	scale := 1.0
	if n := len(sizes); n > 0 {
		scale = greatest / max(1e-9, sizes[n-1-n/2000])
	}
	var out []averaged
	for key, row := range t.rows {
		a := averaged{key: key}
		for _, l := range row {
			w := min(max(math.Round(mean(l)*scale), -greatest), greatest)
			if w != 0 {
				a.cells = append(a.cells, cell{l.tag, int8(w)})
			}
		}
		if len(a.cells) > 0 {
			slices.SortFunc(a.cells, func(x, y cell) int { return cmp.Compare(x.tag, y.tag) })
			out = append(out, a)
		}
	}
	slices.SortFunc(out, func(a, b averaged) int { return cmp.Compare(a.key, b.key) })
	return out
}

// weigh puts the weights of features into the model, features ascending.
func (m *Model) weigh(features []averaged) {
	var none row
	for t := range Tag(tags) {
		none[2*t] = even
	}
	m.rows = none[:]
	numbers := map[row]uint32{none: 0}
	keys := make([]keyed, len(features))
	for i, f := range features {
		r := none
		for _, c := range f.cells {
			r[2*c.tag] += byte(c.weight)
		}
		n, known := numbers[r]
		if !known {
			n = uint32(len(numbers))
			numbers[r] = n
			m.rows = append(m.rows, r[:]...)
		}
		keys[i] = keyed{f.key, n}
	}
	place(m.features[:], featureWidth, keys)
}

// encode writes the model as Load reads it.
func (m *Model) encode() []byte {
	n := len(m.classes)
	for n > 1 && m.classes[n-1].mask == 0 {
		n--
	}
	out := []byte(magic)
	for _, size := range []int{n, len(m.rows) / len(row{})} {
		out = binary.LittleEndian.AppendUint32(out, uint32(size))
	}
	for _, c := range m.classes[:n] {
		out = binary.LittleEndian.AppendUint64(out, c.mask)
		closed := byte(0)
		if c.closed {
			closed = 1
		}
		out = append(out, closed)
	}
	return slices.Concat(out, m.words[:], m.features[:], m.rows)
}
