package metrics

// confidence finds the levels of confidence that the author states: high confidence, a low degree of confidence, our
// confidence is moderate, we are highly confident.
func (m *measuring) confidence() {
	d := m.depth
	if m.now.any&(confidence|confident) == 0 {
		return
	}
	for i, c := range m.now.is {
		var at int
		switch {
		case c&confidence != 0:
			at = m.now.gradeOf(i)
		case c&confident != 0 && i > 0 && m.now.grade(i-1) >= 0 && m.now.analysts(i):
			at = i - 1
		default:
			continue
		}
		if at < 0 || m.now.elsewhere(i) {
			continue
		}
		span := m.now.Tokens[min(at, i)].Span.Join(m.now.Tokens[max(at, i)].Span)
		if !m.authors(span) {
			continue
		}
		m.now.judges = true
		g := Grade(m.now.grade(at))
		d.Levels = append(d.Levels, Level{Span: span, Claim: d.claim(), Grade: g})
		m.Levels[g]++
	}
}

// grade is the Grade that token i says, -1 where it says none.
func (s *sentence) grade(i int) int {
	if i < 0 || i >= len(s.is) {
		return -1
	}
	switch c := s.is[i]; {
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
func (s *sentence) gradeOf(i int) int {
	if s.grade(i) >= 0 {
		return i // high-confidence
	}
	for j := i - 1; j >= max(0, i-3); j-- {
		if s.grade(j) >= 0 {
			return j // high confidence, high analytic confidence, a low degree of confidence
		}
		if s.is[j]&degree == 0 {
			break
		}
	}
	for j := i + 1; j < min(len(s.is), i+gradeReach); j++ {
		if s.grade(j) >= 0 {
			return j // confidence is high, confidence: high, confidence in this count is high
		}
		if s.is[j]&(copula|judgement|inWord|the) == 0 {
			break
		}
	}
	return -1
}

// elsewhere tells whether the confidence at token i is none of an analyst's: a confidence interval, a vote of confidence, low
// confidence in the courts.
func (s *sentence) elsewhere(i int) bool {
	if i+1 < len(s.is) && s.is[i+1]&otherSense != 0 {
		return true
	}
	for j := max(0, i-3); j < i; j++ {
		if s.is[j]&otherSense != 0 {
			return true
		}
	}
	if i+1 < len(s.is) && s.is[i+1]&inWord != 0 {
		for _, c := range s.is[i+2 : min(len(s.is), i+6)] {
			if c&judgement != 0 {
				return false
			}
		}
		return true
	}
	return false
}

// analysts tells whether we, or the author, are confident.
func (s *sentence) analysts(i int) bool {
	for _, c := range s.is[max(0, i-4):i] {
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
		l.Basis = d.marks[l.Claim].has&(ground|evidence) != 0 || d.marks[l.Claim].cite != nil
		if next := l.Claim + 1; !l.Basis && next < len(d.Claims) && d.Claims[next].Section == d.Claims[l.Claim].Section {
			l.Basis = d.marks[next].has&(ground|evidence) != 0
		}
		if l.Basis {
			m.FoundedLevels++
		}
	}
}
