package quantity

import (
	"embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/sayso-lint/sayso/prose"
)

//go:embed en/*.txt
var lists embed.FS

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

var classNames = map[string]class{
	"unit": unitNumber, "teen": teenNumber, "ten": tenNumber, "hundred": hundred, "scale": scale, "dozen": dozen,
	"vague": vague, "half": half, "quarter": quarter, "part": part, "parts": parts, "ordinal": ordinal, "times": times,
	"change": change, "fold": fold,
	"percent": percentUnit, "measure": measureUnit, "time": timeUnit, "calendar": calendarUnit, "money": moneyUnit,
	"section": sectionLabel, "name": nameLabel, "grade": gradeLabel, "phone": phoneLabel,
	"definite": definite, "those": those, "selector": selector, "auxiliary": auxiliary, "clause": clause, "wh": wh,
	"ask": ask, "rank": rank, "superlative": superlative, "compare": compare, "win": win, "decision": decision,
	"unreal": unreal, "lasting": lasting, "agebefore": ageBefore, "month": month, "weekday": weekday, "season": season,
	"era": era, "clock": clock, "quantor": quantor, "dateprep": datePrep, "older": older, "elder": elder,
	"person": person, "turning": turning, "margin": margin, "later": later, "bracket": bracket, "state": state, "kin": kin, "symbol": symbol, "code": currency | symbol, "possessive": possessive,
}

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
	approx     map[uint64][][]uint64   // by last word: the words before it, nearest first; longest phrase first
	idioms     prose.Table[[][]uint64] // by pair of first words: the words behind the first; longest phrase first
	structural map[uint64][]structure
	symbols    map[uint64][]string // as they are written
}

// pair is the key of two words that follow each other; second is 0 for a phrase of one.
func pair(first, second uint64) uint64 { return first ^ second*0x9E3779B97F4A7C15 }

type structure struct {
	value float64
	noun  []uint64 // behind the first word
}

var english = sync.OnceValue(func() *lexicon {
	x := &lexicon{
		approx: map[uint64][][]uint64{}, structural: map[uint64][]structure{}, symbols: map[uint64][]string{},
	}
	x.load("numerals", func(f []string) error {
		v, err := strconv.ParseFloat(f[2], 64)
		x.add(f[0], roles(f[1]), v)
		return err //nolint:wrapcheck // load says where
	}, 3)
	for _, list := range []string{"units", "designators", "words"} {
		x.load(list, func(f []string) error { x.add(f[0], roles(f[1]), 0); return nil }, 2)
	}
	for list, c := range map[string]class{
		"currencies": currency, "enumerables": enumerable, "plurals": plural, "singulars": singular, "stops": stop,
	} {
		x.load(list, func(f []string) error {
			more := class(0)
			if len(f) > 1 {
				more = roles(f[1])
			}
			x.add(f[0], c|more, 0)
			return nil
		}, 1)
	}
	x.load("approximators", func(f []string) error {
		w := hashes(f[0])
		last := w[len(w)-1]
		before := make([]uint64, 0, len(w)-1)
		for i := len(w) - 2; i >= 0; i-- {
			before = append(before, w[i])
		}
		x.approx[last] = longestFirst(x.approx[last], before)
		x.mark(last, approxEnd)
		return nil
	}, 1)
	x.load("idioms", func(f []string) error {
		w := hashes(f[0])
		begins := pair(w[0], 0)
		if len(w) > 1 {
			begins = pair(w[0], w[1])
		}
		x.idioms.Put(begins, longestFirst(x.idioms.Of(begins), w[1:]))
		x.mark(w[0], idiomStart)
		return nil
	}, 1)
	x.load("structural", func(f []string) error {
		v, err := strconv.ParseFloat(f[0], 64)
		w := hashes(f[1])
		x.structural[w[0]] = append(x.structural[w[0]], structure{v, w[1:]})
		return err //nolint:wrapcheck // load says where
	}, 2)
	return x
})

// load reads one list: a line an entry, fields split by tabs, # begins a comment line. The lists are ours and tested,
// so a fault in one is a fault of the program.
func (x *lexicon) load(list string, entry func(fields []string) error, fields int) {
	name := "en/" + list + ".txt"
	data, err := lists.ReadFile(name)
	if err != nil {
		panic(err)
	}
	n := 0
	for line := range strings.SplitSeq(string(data), "\n") {
		n++
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) < fields {
			panic(fmt.Sprintf("%s:%d: %d fields expected in %q", name, n, fields, line))
		}
		if err := entry(f); err != nil {
			panic(fmt.Sprintf("%s:%d: %v", name, n, err))
		}
	}
}

func roles(names string) class {
	var c class
	for name := range strings.SplitSeq(names, ",") {
		role, ok := classNames[name]
		if !ok {
			panic(fmt.Sprintf("unknown class %q in a word list of quantity", name))
		}
		c |= role
	}
	return c
}

func (x *lexicon) add(word string, c class, value float64) {
	w := prose.WordOf(word)
	e := x.words.Of(w)
	e.class |= c
	if value != 0 {
		e.value = value
	}
	if c&symbol != 0 {
		x.symbols[w] = append(x.symbols[w], word)
	}
	x.words.Put(w, e)
}

// written tells whether a symbol is written in its own case.
func (x *lexicon) written(w uint64, text string) bool { return slices.Contains(x.symbols[w], text) }

func (x *lexicon) mark(w uint64, c class) {
	e := x.words.Of(w)
	e.class |= c
	x.words.Put(w, e)
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
