// Package quantity says what a number is: a share, a sum, a count that states a fact and wants a source, or a date, an
// age, a section number, part of a name, an idiom that does not.
//
// It reads digits and number words alike, finds the approximator before and the unit or counted noun behind, and judges
// nothing about sources: voice and the rules do that.
package quantity

import "github.com/sayso-lint/sayso/prose"

// Kind is what a number counts or names.
type Kind uint8

// The kinds, in the words of `sayso dump`. Those up to Duration may be figures; the rest never are.
const (
	Percent  Kind = iota // 41 percent, 41 %, two percentage points
	Money                // $90 million, two billion euros
	Count                // 300 boats, dozens of villages, half of the herd
	Ratio                // one in three, three to one, two thirds of
	Rank                 // third-largest, ranks third
	Change               // doubled, a fourfold rise
	Rate                 // 12 per 1,000, 80 km/h
	Range                // between 800 and 1,100
	Measure              // 40 km, 3 degrees
	Duration             // eleven weeks
	Date
	Time
	Age
	Ordinal
	Section // section 4.2, Table 2, page 9
	Name    // G20, F-16, Resolution 1325
	Score   // 3-1
	Phone
	Enumeration // three reasons: …
	Idiom       // a thousand cuts, second to none
)

var kindNames = [...]string{
	"percent", "money", "count", "ratio", "rank", "change", "rate", "range", "measure", "duration",
	"date", "time", "age", "ordinal", "section", "name", "score", "phone", "enumeration", "idiom",
}

func (k Kind) String() string { return kindNames[k] }

// Quantity is one number in the text.
type Quantity struct {
	// Span is the number with its unit, rate base or counted noun ("41 percent of returnees" is "41 percent"; "18,000
	// people"); an approximator is left out.
	prose.Span
	Number prose.Span // the digits or number words alone
	Approx prose.Span // "some", "almost", "an estimated"; empty where there is none
	Noun   prose.Span // the counted noun or the unit; empty where there is none
	Kind   Kind
	// Figure: it states a fact about the world that wants a source. A hypothetical or enumerating number does not.
	Figure          bool
	Value           float64 // of the number as written, 0 where it has none ("dozens"); a range has its lower end
	Exact           bool    // written in digits or as a plain number word, not "dozens"
	Block, Sentence int
}

// Layer is every number of one document, found sentence by sentence when asked for.
type Layer struct {
	doc *prose.Document
}

var fact = prose.NewFact(func(d *prose.Document) *Layer { return &Layer{doc: d} })

// Of is the layer of a document.
func Of(d *prose.Document) *Layer { return fact.Of(d) }

// Sentence lists the numbers of one sentence in order. The slice is shared: do not change it.
func (l *Layer) Sentence(block, sentence int) []Quantity { return nil }

// In lists the numbers that overlap span.
func (l *Layer) In(span prose.Span) []Quantity { return nil }

// All lists every number of the document in order; furniture has none.
func (l *Layer) All() []Quantity { return nil }
