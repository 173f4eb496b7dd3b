package metrics

// confidence finds the levels of confidence that the author states: high confidence, a low degree of confidence, our
// confidence is moderate, we are highly confident.
func (m *measuring) confidence() {
	d := m.depth
	if d.now.any&(confidence|confident) == 0 {
		return
	}
	for i, c := range d.now.is {
		var at int
		switch {
		case c&confidence != 0:
			at = d.gradeOf(i)
		case c&confident != 0 && i > 0 && d.grade(i-1) >= 0 && d.analysts(i):
			at = i - 1
		default:
			continue
		}
		if at < 0 || d.elsewhere(i) {
			continue
		}
		span := d.now.Tokens[min(at, i)].Span.Join(d.now.Tokens[max(at, i)].Span)
		if !m.authors(span) {
			continue
		}
		d.now.judges = true
		g := Grade(d.grade(at))
		d.Levels = append(d.Levels, Level{Span: span, Claim: d.claim(), Grade: g})
		m.Levels[g]++
	}
}

// grade is the Grade that token i says, -1 where it says none.
func (d *depth) grade(i int) int {
	if i < 0 || i >= len(d.now.is) {
		return -1
	}
	switch c := d.now.is[i]; {
	case c&highWord != 0:
		return int(High)
	case c&moderateWord != 0:
		return int(Moderate)
	case c&lowWord != 0:
		return int(Low)
	}
	return -1
}

// gradeReach is how many tokens behind "confidence" the word may stand that says how high it is.
const gradeReach = 8

// gradeOf is the token that says how high the confidence at token i is; -1 where none does.
func (d *depth) gradeOf(i int) int {
	if d.grade(i) >= 0 {
		return i // high-confidence
	}
	for j := i - 1; j >= max(0, i-3); j-- {
		if d.grade(j) >= 0 {
			return j // high confidence, high analytic confidence, a low degree of confidence
		}
		if d.now.is[j]&degree == 0 {
			break
		}
	}
	for j := i + 1; j < min(len(d.now.is), i+gradeReach); j++ {
		if d.grade(j) >= 0 {
			return j // confidence is high, confidence: high, confidence in this count is high
		}
		if d.now.is[j]&(copula|judgement|inWord|the) == 0 {
			break
		}
	}
	return -1
}

// elsewhere tells whether the confidence at token i is none of an analyst's: a confidence interval, a vote of confidence, low
// confidence in the courts.
func (d *depth) elsewhere(i int) bool {
	if i+1 < len(d.now.is) && d.now.is[i+1]&otherSense != 0 {
		return true
	}
	for j := max(0, i-3); j < i; j++ {
		if d.now.is[j]&otherSense != 0 {
			return true
		}
	}
	if i+1 < len(d.now.is) && d.now.is[i+1]&inWord != 0 {
		for _, c := range d.now.is[i+2 : min(len(d.now.is), i+6)] {
			if c&judgement != 0 {
				return false
			}
		}
		return true
	}
	return false
}

// analysts tells whether we, or the author, are confident.
func (d *depth) analysts(i int) bool {
	for _, c := range d.now.is[max(0, i-4):i] {
		if c&self != 0 {
			return true
		}
	}
	return false
}

// founded settles which levels of confidence say what they rest on: in their sentence or the next.
func (m *measuring) founded() {
	d := m.depth
	for i := range d.Levels {
		l := &d.Levels[i]
		l.Basis = d.marks[l.Claim].has&(ground|evidence) != 0 || !d.marks[l.Claim].cite.Empty()
		if next := l.Claim + 1; !l.Basis && next < len(d.Claims) && d.Claims[next].Section == d.Claims[l.Claim].Section {
			l.Basis = d.marks[next].has&(ground|evidence) != 0
		}
		if l.Basis {
			m.FoundedLevels++
		}
	}
}
