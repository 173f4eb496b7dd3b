package quantity

import (
	_ "embed"
	"iter"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/sayso-lint/sayso/prose"
)

// class is a set of things that a word may be. A word is often several (third: ordinal and part), so it is a bit set
// and not an enumeration.
type class uint64

const (
	unitNumber class = 1 << iota // zero … nine
	teenNumber
	tenNumber
	hundred
	scale // thousand, million, bn
	dozen
	vague // dozens, hundreds, millions
	half
	quarter
	part  // third, quarter: singular of a fraction
	parts // thirds, quarters
	ordinal
	times  // twice, double
	change // doubled
	fold   // twofold

	percentUnit
	measureUnit
	timeUnit
	calendarUnit
	moneyUnit // cents
	currency  // euros, EUR

	approxEnd  // last word of an approximator
	idiomStart // first word of an idiom
	sectionLabel
	nameLabel
	gradeLabel
	phoneLabel
	enumerable
	plural   // a plural without -s
	singular // no plural, in spite of its -s
	stop
	definite
	those
	selector
	auxiliary
	clause
	wh

	ask
	rank
	superlative
	compare
	win
	decision
	unreal
	lasting
	ageBefore
	month
	weekday
	season
	era
	clock
	quantor
	datePrep
	older
	elder
	person
	turning
	margin
	bracket
	possessive
	kin
	state  // of people, standing for them: dead, missing
	symbol // of a unit or currency: matched in its own case
	later  // turns a duration into a date
)

const (
	cardinal = unitNumber | teenNumber | tenNumber | hundred | scale | dozen
	// wakes are the classes whose words may begin a number by themselves.
	wakes = cardinal | vague | half | part | parts | ordinal | times | change | fold
)

// entry is what the lexicon knows of a word.
type entry struct {
	class class
	value float64 // of a number word
}

// lexicon is the word lists of one language, read once.
type lexicon struct {
	words      prose.Table[entry]
	waking     filter
	approx     map[uint64][][]uint64   // by last word: the words before it, nearest first; longest phrase first
	idioms     prose.Table[[][]uint64] // by pair of first words: the words behind the first; longest phrase first
	structural map[uint64][]structure
}

// filter is a set of words that says yes in vain to a few others. Every word of a text is asked whether it may begin a number, and
// one look at 512 bytes answers for nearly all.
type filter [64]uint64

func place(word uint64) (at, bit uint64) {
	h := word * 0x9E3779B97F4A7C15
	return h >> 58, h >> 52 & 63
}

func filterOf(words ...uint64) (f filter) {
	for _, w := range words {
		f.add(w)
	}
	return f
}

func (f *filter) add(word uint64) {
	at, bit := place(word)
	f[at] |= 1 << bit
}

func (f *filter) may(word uint64) bool {
	at, bit := place(word)
	return f[at]>>bit&1 != 0
}

// pair is the key of two words that follow each other.
func pair(first, second uint64) uint64 { return first ^ second*0x9E3779B97F4A7C15 }

type structure struct {
	value float64
	noun  []uint64 // behind the first word
}

// What there is of single words is compiled, into englishWords and englishValues, and symbols.
//
//go:generate go test -run ^TestLexicon$ . -update

//go:embed en/approximators.txt
var approximators string

//go:embed en/idioms.txt
var idioms string

//go:embed en/structural.txt
var structural string

var english = sync.OnceValue(func() *lexicon {
	x := &lexicon{
		words:  prose.TableOf(englishWords[:], englishValues[:]),
		approx: map[uint64][][]uint64{}, structural: map[uint64][]structure{},
	}
	for i, e := range &englishValues {
		if e.class&(wakes|timeUnit|calendarUnit) != 0 {
			x.waking.add(englishWords[i])
		}
	}
	for phrase := range entries(approximators) {
		w := hashes(phrase)
		last := w[len(w)-1]
		before := w[:len(w)-1]
		slices.Reverse(before)
		x.approx[last] = longestFirst(x.approx[last], before)
	}
	for phrase := range entries(idioms) {
		w := hashes(phrase)
		begins := pair(w[0], w[1])
		x.idioms.Put(begins, longestFirst(x.idioms.Of(begins), w[1:]))
	}
	for line := range entries(structural) {
		number, phrase, _ := strings.Cut(line, "\t")
		v, err := strconv.ParseFloat(number, 64)
		if err != nil {
			panic("quantity: en/structural.txt: " + err.Error())
		}
		w := hashes(phrase)
		x.structural[w[0]] = append(x.structural[w[0]], structure{v, w[1:]})
	}
	return x
})

// entries are the lines of a list; # begins a comment line.
func entries(list string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for line := range strings.SplitSeq(list, "\n") {
			if line != "" && line[0] != '#' && !yield(line) {
				return
			}
		}
	}
}

// written tells whether a symbol is written in its own case.
func written(text string) bool {
	_, ok := slices.BinarySearch(symbols[:], prose.WordOfFolded(text))
	return ok
}

func hashes(phrase string) []uint64 {
	var w []uint64
	for word := range strings.FieldsSeq(phrase) {
		w = append(w, prose.WordOf(word))
	}
	return w
}

func longestFirst(list [][]uint64, phrase []uint64) [][]uint64 {
	i := 0
	for i < len(list) && len(list[i]) >= len(phrase) {
		i++
	}
	return append(list[:i], append([][]uint64{phrase}, list[i:]...)...)
}

// Words that grammar treats one by one.
var (
	wordA       = prose.WordOf("a")
	wordAn      = prose.WordOf("an")
	wordAnd     = prose.WordOf("and")
	wordAs      = prose.WordOf("as")
	wordBasis   = prose.WordOf("basis")
	wordBetween = prose.WordOf("between")
	wordBy      = prose.WordOf("by")
	wordC       = prose.WordOf("c")
	wordCame    = prose.WordOf("came")
	wordCouple  = prose.WordOf("couple")
	wordFactor  = prose.WordOf("factor")
	wordCa      = prose.WordOf("ca")
	wordApprox  = prose.WordOf("approx")
	wordCent    = prose.WordOf("cent")
	wordMinutes = prose.WordOf("minutes")
	wordPast    = prose.WordOf("past")
	wordClock   = prose.WordOf("clock")
	wordEach    = prose.WordOf("each")
	wordEvery   = prose.WordOf("every")
	wordFor     = prose.WordOf("for")
	wordFrom    = prose.WordOf("from")
	wordIn      = prose.WordOf("in")
	wordIs      = prose.WordOf("is")
	wordNo      = prose.WordOf("no")
	wordO       = prose.WordOf("o")
	wordOdd     = prose.WordOf("odd")
	wordOf      = prose.WordOf("of")
	wordOld     = prose.WordOf("old")
	wordOlds    = prose.WordOf("olds")
	wordOne     = prose.WordOf("one")
	wordOr      = prose.WordOf("or")
	wordOut     = prose.WordOf("out")
	wordPer     = prose.WordOf("per")
	wordPlus    = prose.WordOf("plus")
	wordPoint   = prose.WordOf("point")
	wordPoints  = prose.WordOf("points")
	wordS       = prose.WordOf("s")
	wordStrong  = prose.WordOf("strong")
	wordThan    = prose.WordOf("than")
	wordTimes   = prose.WordOf("times")
	wordTo      = prose.WordOf("to")
	wordWas     = prose.WordOf("was")
	wordWho     = prose.WordOf("who")
	wordWould   = prose.WordOf("would")
	wordIf      = prose.WordOf("if")
	wordWere    = prose.WordOf("were")
	wordShould  = prose.WordOf("should")
	wordHad     = prose.WordOf("had")
	wordAcross  = prose.WordOf("across")
	wordLet     = prose.WordOf("let")
	wordSay     = prose.WordOf("say")
	wordUnder   = prose.WordOf("under")
	wordScores  = prose.WordOf("scores")
	wordTens    = prose.WordOf("tens")
	wordAbout   = prose.WordOf("about")
	wordAround  = prose.WordOf("around")
	wordAssume  = prose.WordOf("assume")
	wordCentury = prose.WordOf("century")
	wordD       = prose.WordOf("d")
	wordEven    = prose.WordOf("even")
	wordFold    = prose.WordOf("fold")
	wordImagine = prose.WordOf("imagine")
	wordOver    = prose.WordOf("over")
	wordPlace   = prose.WordOf("place")
	wordThat    = prose.WordOf("that")
	wordThem    = prose.WordOf("them")
	wordUs      = prose.WordOf("us")
	wordWhat    = prose.WordOf("what")
)

// squared are the words that may stand between a number and its unit of measure.
var squared = prose.WordsOf("square cubic nautical light metric degrees degree sq")
