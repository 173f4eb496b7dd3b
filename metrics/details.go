package metrics

import (
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/quantity"
	"github.com/sayso-lint/sayso/voice"
)

// Details are what the figures of one document are made of, with the places in the text: what a page draws. Indices are
// into the lists of the same Details; -1 means none. Nothing in it is to be changed.
type Details struct {
	Metrics     *Metrics     // the counts, Depth among them
	Claims      []Claim      // every counted sentence, in order: Metrics.Cells with their places
	Sections    []Section    // stretches from one heading to the next, in order; one without a counted sentence is left out
	Figures     []Figure     // in order
	Sources     []Source     // the ledger: those who carry most first, of equals the one named first
	Credits     []Credit     // attributions that the author makes, in order
	Likelihoods []Likelihood // in order, whoever's they are
	Forecasts   []Forecast   // the author's, in order
	Levels      []Level      // of confidence, the author's, in order
	Times       []Time       // the author's, in order
	// Prescriptions are the author's, in order; permissions are among them.
	Prescriptions []Prescription
	Run           Run // the longest stretch without a source
}

// Act is what a sentence does in the author's voice: ICD 203 D.6.e(3) asks that reporting, judgement and advice can be told
// apart. A sentence that does several counts as the last of them.
type Act uint8

// The acts.
const (
	Unmarked   Act = iota // a question, a remark; nothing in its form says what it does
	Reports               // a checkable sentence: rests on a source, or states a figure or an event
	Judges                // is hedged, believes, says how likely
	Predicts              // will, shall, going to, likely to
	Prescribes            // should, must, let us
)

var actNames = [...]string{"unmarked", "report", "judge", "predict", "prescribe"}

func (a Act) String() string { return actNames[a] }

// Claim is one counted sentence.
type Claim struct {
	prose.Span
	Block, Sentence int // in the document
	Section         int
	Cell            Cell
	Act             Act
	Words           int
	By              prose.Span // what its Cell rests on: the source's words or the citation; empty where nothing or not one thing
}

// Section is what stands between one heading and the next.
type Section struct {
	Heading prose.Span // empty for what stands before the first
	Level   int        // of the heading, from 1; 0 before the first
	Role    voice.Role
	First   int // its first Claim
	// Counts of its sentences, by Act for the voice bar and by Cell, and of its words and hedges.
	Sentences, Words           int
	Acts                       [Prescribes + 1]int
	Cells                      [Plain + 1]int
	AuthorHedges, SourceHedges int
}

// Figure is a number that states a fact and wants a source.
type Figure struct {
	prose.Span
	Claim    int
	Kind     quantity.Kind
	Tier     quantity.Tier
	Cell     Cell       // Named, Anonymous, Vague or Unsourced
	By       prose.Span // the words it rests on; empty where unsourced, or quoted from nobody
	Source   int        // in Sources; -1 where unsourced or the author's own method
	Estimate bool       // given as one: estimated, is thought to number
	Dated    bool       // a date stands in its sentence
}

// Source is one row of the ledger.
type Source struct {
	Name    string
	Class   voice.Class // NoSource: it is only cited
	Claims  int         // attributions and citations that the author gives to it
	Figures int         // figures that rest on it
	First   prose.Span  // where it is first credited
	Date    prose.Span  // the first date in a sentence that credits it; empty where none does
	Link    string      // the first address in such a sentence, "" where none has one
	Site    string      // where its citations lead; see voice.Creditor
}

// Credit is one attribution and what a reader could go by to check it: a point each.
type Credit struct {
	prose.Span // the source's words; the cue where there are none
	Cue        prose.Span
	Claim      int
	Source     int
	Person     bool // a named person
	Channel    bool // how the words came: told the paper, in a statement, a document
	Date       bool // when
	Link       bool // a link, a note or a citation in the sentence
}

// Points are 0 to 4.
func (c *Credit) Points() int {
	n := 0
	for _, has := range [...]bool{c.Person, c.Channel, c.Date, c.Link} {
		if has {
			n++
		}
	}
	return n
}

// Likelihood is an expression of likelihood.
type Likelihood struct {
	prose.Span
	Claim  int
	Voice  voice.Speaker
	Scales []string // names of the scales that have the term, in the order of likelihood.Scales; none: off every scale
	About  float64  // where in percent it points, -1 nowhere; see likelihood.Use
	// Ranged: figures stand beside it; Low and High are theirs, in percent, equal where it is one.
	Ranged    bool
	Low, High float64
}

// Forecast is what the author says will be.
type Forecast struct {
	prose.Span // the word: will, going to
	Claim      int
	Qualified  bool // a likelihood, a hedge or a chance in percent stands in the sentence
}

// Level is a level of confidence that the author states.
type Level struct {
	prose.Span
	Claim int
	Grade Grade
	Basis bool // this sentence or the next says what it rests on
}

// Grade is how high a confidence is.
type Grade uint8

// The grades of ICD 203 and PHIA.
const (
	High Grade = iota
	Moderate
	Low
)

func (g Grade) String() string { return [...]string{"high", "moderate", "low"}[g] }

// Time is an expression that says when.
type Time struct {
	prose.Span
	Claim    int
	Relative bool // last month, recently, on Monday
	Anchored bool // it has a year, or the sentence or the document says which
}

// Prescription is a sentence in which the author prescribes, or permits, by its strongest cue.
type Prescription struct {
	prose.Span // the cue
	Claim      int
	Strength   Strength
	Inside     bool // in a section where advice belongs
	Actor      bool // it says who is to act
	Reason     bool // its paragraph or the one before gives a reason, evidence or the price
}

// Strength is how much advice binds.
type Strength uint8

// The ladder.
const (
	Must   Strength = iota // must, shall, have to, an order
	Should                 // should, ought to, it is time to, we recommend
	May                    // may, can, where that permits; no prescription
)

func (s Strength) String() string { return [...]string{"must", "should", "may"}[s] }

// Run is a stretch of sentences.
type Run struct {
	First, Last int // in Claims, both included; Last is before First where there is no run
	Words       int
}
