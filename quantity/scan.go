package quantity

import "github.com/sayso-lint/sayso/prose"

// scanner finds the numbers of one sentence after another; its buffers are kept between them.
type scanner struct {
	lex   *lexicon
	doc   string
	atoms []atom
	out   []Quantity
	money bool // the number being read stands behind a currency

	block, sentence int
	heading         bool
	mood            mood // of the sentence, where it is known
}

func (s *scanner) at(i int) *atom {
	if uint(i) < uint(len(s.atoms)) {
		return &s.atoms[i]
	}
	return &none
}

func (a *atom) glues() bool { return a.glued && (a.form == letters || a.form == digits) }

// find appends the numbers of one sentence to s.out.
func (s *scanner) find(sent *prose.Sentence) {
	s.atoms = s.lex.cut(s.atoms[:0], s.doc, sent)
	s.mood.known = false
	for i := 0; i < len(s.atoms); {
		next := s.recognise(i)
		i = max(next, i+1)
	}
}

// recognise emits the number that begins at atom i, if any, and returns the atom to go on with.
func (s *scanner) recognise(i int) int {
	a := &s.atoms[i]
	if a.form == letters {
		if a.class&(wakes|idiomStart|quantor|timeUnit|calendarUnit|currency) == 0 && a.word != wordA && a.word != wordAn {
			return i
		}
		if a.class&idiomStart != 0 {
			if next := s.idiom(i); next > i {
				return next
			}
		}
		return s.words(i)
	}
	switch {
	case a.form == digits:
		return s.digits(i)
	case a.mark == markCurrency:
		return s.currency(i)
	}
	return i
}

// quantity is what emit needs to know of a number.
type quantity struct {
	numeral
	kind   Kind
	first  int        // atom the Span starts with, n.first where it is smaller
	last   int        // atom the Span ends before
	noun   prose.Span // counted noun or unit
	figure bool       // as far as its form goes; judge decides
	whole  float64    // what the value is a part of
}

func (s *scanner) span(first, end int) prose.Span {
	if end <= first {
		return prose.Span{}
	}
	return prose.Span{Start: s.at(first).Start, End: s.at(end - 1).End}
}

// huge bounds values: beyond it they count nothing, and infinity is no JSON.
const huge = 1e300

// emit appends q and returns the atom behind it.
func (s *scanner) emit(q quantity) int {
	first := min(q.first, q.numeral.first)
	end := min(max(q.last, q.end), len(s.atoms)) // a compound unit may be cut off where the sentence ends: 15-square-
	out := Quantity{
		Span: s.span(first, end), Number: s.span(q.numeral.first, q.end), Noun: q.noun, Kind: q.kind,
		Value: q.value, Upper: q.upper, Whole: q.whole, Exact: q.exact, Figure: q.figure, Block: s.block, Sentence: s.sentence,
	}
	if !(out.Value < huge && out.Upper < huge) {
		out.Value, out.Upper = 0, 0
	}
	floor := s.atoms[0].Start
	if n := len(s.out); n > 0 && s.out[n-1].Block == s.block && s.out[n-1].Sentence == s.sentence {
		floor = s.out[n-1].End
	}
	out.Start = max(out.Start, min(floor, out.Number.Start))
	if q.kind <= Duration {
		var start int
		out.Approx, start = s.approximator(first)
		if out.Approx.Start < floor {
			out.Approx, start = prose.Span{}, first
		}
		if out.Figure {
			out.Figure = s.states(&q, start, end)
			out.Kind = q.kind
		}
	}
	s.out = append(s.out, out)
	return end
}

// simple emits a number that states nothing.
func (s *scanner) simple(n numeral, kind Kind, first, end int) int {
	return s.emit(quantity{numeral: n, kind: kind, first: first, last: end})
}

// idiom emits the longest set phrase at i.
func (s *scanner) idiom(i int) int {
	first, second := s.atoms[i].word, s.at(s.pastHyphen(i+1)).word
	if phrases := s.lex.idioms.Of(pair(first, second)); phrases != nil {
		return s.idiomOf(phrases, i)
	}
	return i
}

// pastHyphen is the atom behind a hyphen that joins two words at i, i where none does.
func (s *scanner) pastHyphen(i int) int {
	if s.at(i).mark == markDash && s.at(i).glued && s.at(i+1).glued {
		return i + 1
	}
	return i
}

// idiomOf emits the first of some phrases, given without their first word, that stands at i and holds a number.
func (s *scanner) idiomOf(phrases [][]uint64, i int) int {
	for _, phrase := range phrases {
		end := i + 1
		for _, w := range phrase {
			end = s.pastHyphen(end)
			if s.at(end).word != w {
				end = -1
				break
			}
			end++
		}
		if end < 0 {
			continue
		}
		for j := i; j < end; j++ {
			if n, ok := s.numeral(j); ok && n.end <= end && s.at(j).class&quantor == 0 {
				return s.simple(n, Idiom, i, end)
			}
			if a := s.at(j); a.class&(ordinal|times|change) != 0 {
				return s.simple(numeral{first: j, end: j + 1, value: a.value, exact: true}, Idiom, i, end)
			}
		}
	}
	return i
}

// words emits a number written in words.
func (s *scanner) words(i int) int {
	a := s.at(i)
	if a.word == wordOne {
		if next, done := s.one(i); done {
			return next
		}
	}
	if n, ok := s.numeral(i); ok {
		if d := s.at(n.end); d.mark == markDash && d.glued && s.at(n.end+1).class&ordinal != 0 && s.at(n.end+1).glued { // twenty-first
			n.value += s.at(n.end + 1).value
			n.end += 2
			return s.ordinal(n)
		}
		if s.ofAge(n) { // I was twenty-four
			return s.simple(n, Age, i, n.end)
		}
		if next := s.bracketAge(i, n); next > i { // children under five
			return next
		}
		if s.at(n.end).glues() { // Twenty20
			return s.simple(n, Name, i, s.runEnd(n.end))
		}
		return s.counted(n)
	}
	switch {
	case a.class&ordinal != 0:
		return s.ordinal(numeral{first: i, end: i + 1, value: a.value, exact: true})
	case a.class&times != 0 && a.class&change == 0:
		return s.multiple(numeral{first: i, end: i + 1, value: a.value, exact: true})
	case a.class&change != 0:
		return s.changed(i)
	case a.class&fold != 0:
		return s.emit(quantity{numeral: numeral{first: i, end: i + 1, value: a.value, exact: true}, kind: Change, first: i, figure: true})
	case a.class&tenNumber == 0 && a.class&(timeUnit|calendarUnit) != 0:
		return s.apiece(i)
	case a.class&currency != 0 && s.at(i+1).form == digits && s.code(i):
		return s.currency(i)
	}
	return i
}

// one tells the numeral from the pronoun. done is false where it is the start of an ordinary number.
func (s *scanner) one(i int) (next int, done bool) {
	if s.at(i+1).mark == markDash && s.at(i+1).glued || s.oneNumber(i) {
		return i, false
	}
	n := numeral{first: i, end: i + 1, value: 1, exact: true, word: true}
	before, after := s.at(i-1), s.at(i+1)
	switch {
	case after.word == wordOf:
		return s.simple(n, Count, i, i+1), true
	case after.form != letters, after.class&stop != 0 && after.class&selector == 0, before.word == wordNo:
		return i + 1, true // "one", "one might", "no one": a pronoun
	}
	// "one soldier", "one of them" count, but an editor asks for a source only where a bound makes it a finding.
	q := quantity{numeral: n, kind: Count, first: i, last: i + 2, noun: after.Span}
	if ap, _ := s.approximator(i); !ap.Empty() {
		q.figure = true
	}
	return s.emit(q), true
}

// oneNumber tells whether "one" at i begins a longer number or has a unit: "one million", "one in three", "one percent".
func (s *scanner) oneNumber(i int) bool {
	after := s.at(i + 1)
	const units = timeUnit | calendarUnit | measureUnit | currency | moneyUnit | percentUnit
	switch {
	case after.class&stop == 0 && after.class&(cardinal|part|parts|units) != 0:
		return true
	case after.word == wordTo || after.word == wordOr, after.word == wordAnd && s.at(i+2).word == wordA:
		return true
	case after.word == wordOf:
		return s.at(i+2).word == wordEvery
	case after.word == wordIn, after.word == wordOut && s.at(i+2).word == wordOf:
		j := i + 2
		if after.word == wordOut {
			j++
		}
		m, ok := s.numeral(j)
		return s.at(j).word == wordEvery || ok && m.value > 1 && !m.share
	}
	return after.plainNoun() && s.at(i+2).word == wordIn && s.oneIn(i+3, 1) // one family in seven
}

// ordinal emits an ordinal: a rank where it places something, else mere order.
func (s *scanner) ordinal(n numeral) int {
	i, end := n.first, n.end
	at := end
	if s.at(at).mark == markDash && s.at(at).glued {
		at++
	}
	if a := s.at(at); a.class&superlative != 0 && a.form == letters || s.superlative(at) {
		return s.emit(quantity{numeral: n, kind: Rank, first: i, last: at + 1, figure: true})
	}
	if s.at(at).class&calendarUnit != 0 && s.at(at).word == wordCentury {
		return s.simple(n, Date, i, at+1)
	}
	before := s.at(i - 1)
	if before.class&rank != 0 && (before.word != wordCame || n.value > 1) && s.at(end).class&(timeUnit|calendarUnit) == 0 && !s.at(end).plainNoun() {
		return s.emit(quantity{numeral: n, kind: Rank, first: i - 1, last: end, figure: true})
	}
	// "joint third", "in third place".
	if s.at(end).word == wordPlace && before.word == wordIn {
		return s.emit(quantity{numeral: n, kind: Rank, first: i, last: end + 1, figure: true})
	}
	return s.simple(n, Ordinal, i, end)
}

// plainNoun tells whether a is a word that may be the noun of an ordinal before it.
func (a *atom) plainNoun() bool { return a.form == letters && a.class&stop == 0 }

func (s *scanner) superlative(i int) bool {
	a := s.at(i)
	return a.form == letters && a.Len() > 5 && s.doc[a.End-3:a.End] == "est" && a.class == 0
}

// multiple emits "twice", "thrice" and "double the", "three times" behind a numeral of their own.
func (s *scanner) multiple(n numeral) int {
	q := quantity{numeral: n, kind: Ratio, first: n.first, last: n.end}
	after := s.at(n.end)
	ap, _ := s.approximator(n.first)
	switch {
	case after.word == wordAs && s.at(n.end+1).form == letters:
		q.figure = true
		q.last = n.end + 2
	case after.class&(definite|those|compare) != 0, !ap.Empty() && s.at(n.end+1).class&(timeUnit|calendarUnit) == 0:
		q.figure = true
	case after.word == wordA || after.word == wordAn || after.word == wordEach || after.word == wordEvery || after.word == wordPer:
		q.kind = Rate
		if after.word != wordPer && s.at(n.end+1).class&(timeUnit|calendarUnit) == 0 {
			q.kind = Count
		} else {
			q.last = n.end + 2
		}
	default:
		q.kind = Count
	}
	return s.emit(q)
}

// changed emits "doubled", "halving", and "double" where it is a verb or a multiple.
func (s *scanner) changed(i int) int {
	a := s.at(i)
	n := numeral{first: i, end: i + 1, value: a.value, exact: true}
	after := s.at(i + 1)
	if after.mark == markDash && after.glued || s.at(i-1).mark == markDash && a.glued {
		return s.simple(n, Name, i, i+1)
	}
	if a.class&times == 0 {
		return s.emit(quantity{numeral: n, kind: Change, first: i, figure: true})
	}
	// "double" is adjective ("a double murder"), multiple ("double the rate") or verb ("will double"); the adjective
	// counts nothing that wants a source.
	before := s.at(i - 1)
	switch {
	case after.class&(definite|those) != 0:
		return s.emit(quantity{numeral: n, kind: Ratio, first: i, figure: true})
	case before.word == wordTo || before.class&auxiliary != 0 && !after.plainNoun():
		return s.emit(quantity{numeral: n, kind: Change, first: i, figure: true})
	case after.form != letters || after.class&stop != 0:
		return s.emit(quantity{numeral: n, kind: Change, first: i, figure: before.class&(definite|stop) == 0 || before.class&auxiliary != 0})
	}
	return s.simple(n, Name, i, i+1)
}

// apiece emits "a child a minute": a rate whose number is its article.
func (s *scanner) apiece(i int) int {
	by, noun, article := s.at(i-1), s.at(i-2), s.at(i-3)
	if by.word != wordA && by.word != wordAn && by.word != wordEvery || s.at(i).Len() > 6 || !noun.plainNoun() || noun.class&(wakes|timeUnit|calendarUnit|compare) != 0 {
		return i
	}
	if article.word != wordA && article.word != wordAn {
		return i
	}
	if s.at(i+1).plainNoun() && s.at(i+1).class == 0 { // "gave a child a minute hand"
		return i
	}
	n := numeral{first: i - 3, end: i - 2, value: 1, exact: true}
	return s.emit(quantity{numeral: n, kind: Rate, first: i - 3, last: i + 1, noun: noun.Span, figure: true})
}

// code tells whether atom i is written as a currency's code (EUR, Rs): before a number "won" is a verb.
func (s *scanner) code(i int) bool {
	a := s.at(i)
	return a.capital && a.Len() <= 3 && (a.Len() == 2 || s.doc[a.End-1] <= 'Z')
}

// currency emits the sum behind a currency's symbol or code at i.
func (s *scanner) currency(i int) int {
	at := i + 1
	for s.at(at).mark == markCurrency { // "US$" and the like leave one mark, "R$" too; doubled marks are typing errors
		at++
	}
	s.money = true
	defer func() { s.money = false }()
	n, ok := s.numeral(at)
	if !ok || s.at(at).word == wordA {
		return i
	}
	if s.at(at).class&(scale|hundred) != 0 {
		return n.end // US$ thousand, over a column: the unit
	}
	first := i
	if p := s.at(i - 1); p.form == letters && s.at(i).glued && p.capital && p.Len() <= 4 && s.at(i).mark == markCurrency {
		first--
	}
	if opener := s.at(first - 1).word; s.ranged(&n, opener == wordBetween) && (opener == wordBetween || opener == wordFrom) {
		first--
	}
	q := quantity{numeral: n, kind: Money, first: first, last: n.end, figure: true, noun: s.at(i).Span}
	s.per(&q)
	return s.emit(q)
}
