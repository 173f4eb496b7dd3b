package quantity

// numeral is a number as written, without what it counts: atoms [first, end).
type numeral struct {
	first, end int
	value      float64
	upper      float64 // of a range, else 0
	exact      bool
	digits     bool // starts with a digit
	word       bool // one plain word or digit run: may yet be a year, a label, a pronoun
	share      bool // a fraction of a whole: half, two thirds
	vague      bool // dozens, thousands
}

// numeral reads the number that starts at atom i; ok is false where none does.
func (s *scanner) numeral(i int) (n numeral, ok bool) {
	switch a := s.at(i); {
	case a.form == digits:
		n = s.digitNumeral(i)
	case a.word == wordA || a.word == wordAn || a.class&quantor != 0:
		n, ok = s.articleNumeral(i)
		if !ok {
			return n, false
		}
	case a.class&vague != 0:
		if (a.word == wordScores || a.word == wordTens) && s.at(i+1).word != wordOf { // test scores
			return n, false
		}
		n = s.vagueNumeral(i)
	case a.class&half != 0:
		n = s.halfNumeral(i)
	case a.class&cardinal != 0:
		n = s.wordNumeral(i)
	default:
		return n, false
	}
	return n, true
}

func (s *scanner) digitNumeral(i int) numeral {
	a := s.at(i)
	n := numeral{first: i, end: i + 1, value: a.value, exact: true, digits: true, word: true}
	if b := s.at(i + 1); a.plain && b.mark == '/' && b.glued {
		if c := s.at(i + 2); c.form == digits && c.glued && c.plain && c.value > a.value && a.value > 0 && s.at(i+3).mark != '/' {
			return numeral{first: i, end: i + 3, value: a.value / c.value, exact: true, digits: true, share: true}
		}
	}
	if v := s.at(i + 1); v.form == digits && v.value < 1 && v.value > 0 && !v.plain { // 2½
		n.value += v.value
		n.end, n.word = n.end+1, false
	}
	// Blanks between groups of three, as the SI brochure writes them.
	for a.plain && a.Len() <= 3 && a.value > 0 {
		g := s.at(n.end)
		if g.form != digits || !g.plain || g.Len() != 3 || g.Start-s.at(n.end-1).End > 3 || s.doc[g.Start-1] == '\n' || g.glued {
			break
		}
		n.value = n.value*1000 + g.value
		n.end++
		n.word = false
	}
	s.scaled(&n)
	s.andHalf(&n)
	return n
}

// scaled takes in "thousand", "-million", "bn", "k" behind n.
func (s *scanner) scaled(n *numeral) {
	at := n.end
	if d := s.at(at); d.mark == markDash && d.glued && s.at(at+1).glued {
		at++
	}
	for range 2 { // "50 hundred thousand"
		a := s.at(at)
		if a.class&(scale|dozen|hundred) == 0 || a.class&plural != 0 {
			break
		}
		n.value *= a.value
		at++
		n.end, n.word = at, false
	}
	if a := s.at(n.end); n.digits && n.word && a.glued && a.form == letters && a.Len() == 1 && !s.at(n.end+1).glues() {
		f := 0.0
		switch c := s.doc[a.Start]; {
		case c == 'k' || c == 'K' && s.money:
			f = 1e3
		case c == 'm' || c == 'M':
			// Millions behind a currency or before what is counted; else metres.
			if s.money || s.plural(n.end+1) {
				f = 1e6
			}
		case (c == 'b' || c == 'B') && s.money:
			f = 1e9
		case (c == 't' || c == 'T') && s.money:
			f = 1e12
		}
		if f > 0 {
			n.value *= f
			n.end++
			n.word = false
		}
	}
}

// andHalf takes in "and a half [million]".
func (s *scanner) andHalf(n *numeral) {
	var at [3]int // "and a half", "-and-a-half"
	j := n.end
	for k := range at {
		if d := s.at(j); d.mark == markDash && d.glued && s.at(j+1).glued {
			j++
		}
		at[k] = j
		j++
	}
	if s.at(at[0]).word == wordAnd && s.at(at[1]).word == wordA && s.at(at[2]).class&(half|quarter) != 0 && n.value < 1000 {
		n.value += s.at(at[2]).value
		n.end = j
		n.word = false
		if a := s.at(n.end); a.class&scale != 0 {
			n.value *= a.value
			n.end++
		}
	}
}

// wordNumeral reads cardinal words: "two hundred and fifty thousand", "forty-three", "two dozen", "six million".
func (s *scanner) wordNumeral(i int) numeral {
	n := numeral{first: i, end: i, exact: true}
	total, group := 0.0, 0.0
	var last class
	words := 0
	for j := i; ; {
		a := s.at(j)
		at := j
		if words > 0 {
			switch {
			case a.mark == markDash && a.glued && s.at(j+1).glued:
				at++
			case a.word == wordAnd && last&(hundred|scale) != 0:
				at++
			case a.form != letters || a.glued:
				at = -1
			}
			if at < 0 {
				break
			}
			a = s.at(at)
			if at > j && a.word != 0 && s.at(j).word == wordAnd && a.class&(unitNumber|teenNumber|tenNumber) == 0 {
				break
			}
		}
		c := a.class & cardinal
		if c == 0 || !follows(last, c) {
			break
		}
		switch {
		case c&(hundred|dozen) != 0:
			group = max(group, 1) * a.value
		case c&scale != 0:
			total += max(group, 1) * a.value
			group = 0
		default:
			group += a.value
		}
		last = c
		words++
		j = at + 1
		n.end = j
		if words > 12 { // nobody writes more; keeps what follows linear
			break
		}
	}
	if words == 0 {
		n.end = i + 1
	}
	n.value = total + group
	n.word = words <= 1
	if last&(unitNumber|teenNumber) != 0 && s.fraction(&n) {
		return n
	}
	s.andHalf(&n)
	return n
}

// fraction takes in the name of a fraction behind n: "two thirds", "one-fifth".
func (s *scanner) fraction(n *numeral) bool {
	at := n.end
	if d := s.at(at); d.mark == markDash && d.glued && s.at(at+1).glued {
		at++
	}
	f := s.at(at)
	one := n.value == 1 && f.class&part != 0 && (f.class&ordinal == 0 || s.sharing(at+1))
	if !one && (n.value == 1 || f.class&parts == 0) {
		return false
	}
	n.value *= s.part(f)
	n.end = at + 1
	n.share, n.word = true, false
	s.ofScale(n)
	return true
}

// ofScale takes in the number that a fraction is of: a quarter of a million.
func (s *scanner) ofScale(n *numeral) {
	if a := s.at(n.end + 2); s.at(n.end).word == wordOf && s.at(n.end+1).word == wordA && a.class&scale != 0 {
		n.value *= a.value
		n.end += 3
		n.share = false
	}
}

// part is the value of a fraction's name.
func (s *scanner) part(a *atom) float64 {
	if a.value > 1 {
		return 1 / a.value
	}
	return a.value
}

// follows tells whether a cardinal word of class c may follow one of class last in the same number.
func follows(last, c class) bool {
	switch {
	case last == 0:
		return true
	case c&unitNumber != 0:
		return last&(tenNumber|hundred|scale) != 0
	case c&(teenNumber|tenNumber) != 0:
		return last&(hundred|scale) != 0
	case c&(hundred|dozen) != 0:
		return last&(unitNumber|teenNumber|tenNumber|scale) != 0
	default: // scale
		return true
	}
}

// articleNumeral reads "a dozen", "a hundred thousand", "several hundred", "a few thousand", "a third of".
func (s *scanner) articleNumeral(i int) (numeral, bool) {
	first := i
	loose := false
	if s.at(i).word == wordA && s.at(i+1).class&quantor != 0 {
		i++
	}
	if s.at(i).class&quantor != 0 {
		loose = true
		if s.at(i).word == wordCouple && s.at(i+1).word == wordOf {
			i++
		}
	}
	a := s.at(i + 1)
	switch {
	case a.class&(hundred|scale|dozen) != 0:
		n := s.wordNumeral(i + 1)
		n.first, n.word = first, false
		if loose {
			n.exact, n.vague, n.value = false, true, 0
		}
		return n, true
	case loose && a.class&vague != 0:
		n := s.vagueNumeral(i + 1)
		n.first = first
		return n, true
	case loose:
		return numeral{}, false
	case a.class&part != 0 && s.sharing(i+2):
		n := numeral{first: i, end: i + 2, value: s.part(a), exact: true, share: true}
		s.ofScale(&n)
		return n, true
	case a.class&half != 0 && (s.at(i+2).class&scale != 0 || s.at(i+2).class&dozen != 0): // a half million
		return numeral{first: i, end: i + 3, value: a.value * s.at(i+2).value, exact: true}, true
	case a.class&half != 0 && s.at(i+2).word == wordOf:
		return numeral{first: i, end: i + 2, value: a.value, exact: true, share: true}, true
	}
	return numeral{}, false
}

// sharing tells whether what starts at i lets the ordinal before it be a fraction: "a third of", "by a third.".
func (s *scanner) sharing(i int) bool {
	a := s.at(i)
	return a.form != letters && a.form != digits && a.mark != markDash || a.word == wordOf ||
		a.class&(stop|compare) != 0 && a.class&selector == 0
}

// vagueNumeral reads "dozens", "tens of thousands", "hundreds of millions".
func (s *scanner) vagueNumeral(i int) numeral {
	n := numeral{first: i, end: i + 1, vague: true}
	for s.at(n.end).word == wordOf && s.at(n.end+1).class&vague != 0 && n.end-i < 6 {
		n.end += 2
	}
	return n
}

// halfNumeral reads "half", "half a million", "half a dozen", "half-million".
func (s *scanner) halfNumeral(i int) numeral {
	n := numeral{first: i, end: i + 1, value: s.at(i).value, exact: true, share: true}
	at := i + 1
	if d := s.at(at); d.word == wordA || d.mark == markDash && d.glued {
		at++
	}
	if a := s.at(at); a.class&(scale|dozen) != 0 {
		n.value *= a.value
		n.end = at + 1
		n.share = false
	}
	return n
}

// ranged takes in the upper end of a range behind n: "800 and 1,100" after between, "12 to 40", "3-5bn", "two or three".
func (s *scanner) ranged(n *numeral, between bool) bool {
	if n.share || n.vague {
		return false
	}
	sep := s.at(n.end)
	at := n.end + 1
	tight := false
	switch {
	case sep.mark == markDash && (sep.glued == s.at(at).glued):
		tight = true
	case sep.word == wordTo:
	case sep.word == wordOr:
	case sep.word == wordAnd && between:
	default:
		return false
	}
	if s.at(at).mark == markCurrency && s.money {
		at++
	}
	m, ok := s.numeral(at)
	if !ok || m.share || m.vague {
		return false
	}
	low := n.value
	if n.word && !m.word && m.value >= 1000 && low < 1000 && s.at(m.end-1).form == letters {
		// "3-5bn", "one to two million": the scale belongs to both.
		top := s.at(at).value
		if top > 0 && low <= top {
			low *= m.value / top
		}
	}
	if m.value <= low && !between || tight && (!n.digits || !m.digits) ||
		sep.word == wordOr && (m.value > 10*low || n.digits != m.digits) {
		return false
	}
	n.value, n.upper = low, m.value
	n.end = m.end
	n.word = false
	return true
}
