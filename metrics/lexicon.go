package metrics

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/sayso-lint/sayso/prose"
)

//go:embed en/irregular-pasts.txt
var irregularPasts string

//go:embed en/words.txt
var sentenceWords string

// class says which lists of words.txt a word is in, to be combined.
type class uint64

const (
	unit class = 1 << iota
	deictic
	between
	nowWord
	attributive
	flow
	weekday
	month
	inMonth
	channel
	ground
	evidence
	highWord
	moderateWord
	lowWord
	judgement
	otherSense
	pastTense // an irregular one
	willWord
	wouldWord
	nounWill
	confidence
	confident
	nobody
	estimating
	ago
	goingWord
	toWord
	inWord
	byWord
	chance
	degree
	copula
	self
	following
	the
)

var classNames = map[string]class{
	"unit": unit, "deictic": deictic, "between": between, "now": nowWord, "attributive": attributive, "flow": flow, "weekday": weekday,
	"month": month, "in": inMonth, "channel": channel, "ground": ground, "evidence": evidence, "high": highWord, "moderate": moderateWord,
	"low": lowWord, "judgement": judgement, "other": otherSense,
}

// lexicon is the words by their classes.
var lexicon = sync.OnceValue(func() *prose.Table[class] {
	words := &prose.Table[class]{}
	words.Grow(600)
	add := func(c class, list string) {
		for w := range strings.FieldsSeq(list) {
			h := prose.WordOf(w)
			words.Put(h, words.Of(h)|c)
		}
	}
	var c class
	for line := range strings.Lines(sentenceWords) {
		switch line = strings.TrimSpace(line); {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			c = classNames[strings.Trim(line, "[]")]
		default:
			add(c, line)
		}
	}
	for line := range strings.Lines(irregularPasts) {
		if line[0] != '#' {
			add(pastTense, line)
		}
	}
	add(willWord, "will 'll wo shall")
	add(wouldWord, "would")
	add(nounWill, "the a his her their its my our your free political good ill own of")
	add(confidence, "confidence high-confidence moderate-confidence medium-confidence low-confidence")
	add(confident, "confident")
	add(estimating, "estimate estimates estimated estimating estimation believed thought reckoned")
	add(ago, "ago")
	add(goingWord, "going")
	add(toWord, "to")
	add(inWord, "in")
	add(byWord, "by")
	add(chance, "chance chances odds probability likelihood risk unless if")
	add(degree, "degree degrees level levels of analytic analytical overall")
	add(copula, "is are remains was were : level levels only very still therefore thus")
	add(following, "next")
	add(the, "the")
	add(self, "we i our my analysts authors")
	add(nobody, "it there this that these those something anything nothing more action steps")
	return words
})
