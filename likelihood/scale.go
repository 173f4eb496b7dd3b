package likelihood

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"sync"

	"github.com/sayso-lint/sayso/prose"
)

// Kind is how the bands of a scale lie to each other.
type Kind uint8

// The kinds.
const (
	Partition Kind = iota // every percentage between the ends is in one band
	Gapped                // there are gaps between bands, on purpose
	Nested                // a band reaches to an end: what is very likely is likely, too
	Band                  // a centre and a band about it
)

var kindNames = []string{"partition", "gapped", "nested", "band"}

func (k Kind) String() string { return kindNames[k] }

// Term is a term of a scale and its band.
type Term struct {
	Name      string  // "very likely"
	Low, High float64 // percent
	Row       int     // terms of one row go together; ICD 203 has two, all others have one
}

// Range is the band as text writes it: "55-80 %".
func (t Term) Range() string {
	if t.Low == t.High {
		return percent(t.Low) + " %"
	}
	return percent(t.Low) + "-" + percent(t.High) + " %"
}

func percent(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// Scale says what terms of likelihood mean.
type Scale struct {
	Name  string // "icd203"; in configurations
	Title string // "ICD 203"; in messages
	Kind  Kind
	Terms []Term // from the least likely on
	// own are its terms that no language's list has; nil where there are none. Only who looks for uses wants to know, and it
	// costs a language's list.
	own func() *prose.Phrases[*entry]
}

var scales = sync.OnceValue(func() []*Scale {
	var all []*Scale
	for line := range lines("scales.txt") {
		if line[0] != '[' {
			s := all[len(all)-1]
			if err := s.band(line); err != nil {
				panic(fmt.Sprintf("likelihood: scales.txt: %v", err))
			}
			continue
		}
		names, title, _ := strings.Cut(line[1:], "]")
		name, kind, _ := strings.Cut(names, " ")
		s := &Scale{Name: name, Title: strings.TrimSpace(title)}
		for k, n := range kindNames {
			if n == kind {
				s.Kind = Kind(k)
			}
		}
		all = append(all, s)
	}
	for _, s := range all {
		s.own = sync.OnceValue(s.unlisted)
	}
	return all
})

// Scales lists the scales that sayso knows.
func Scales() []*Scale { return scales() }

// Named is the scale of that name, nil where there is none.
func Named(name string) *Scale {
	for _, s := range scales() {
		if s.Name == name {
			return s
		}
	}
	return nil
}

// Custom is a scale of the user's. Each of terms is "term: low-high" in percent ("likely: 60-85"), from the least likely
// on; synonyms are parted by commas, rows by bars, as in "unlikely | improbable: 20-45". The scale is usable although
// there is an error: the terms that could be read are in it. The error names the one that could not.
func Custom(name string, terms []string) (*Scale, error) {
	s := &Scale{Name: name, Title: name, Kind: Partition}
	var mistake error
	for _, t := range terms {
		names, band, ok := cutLast(t, ":")
		err := errors.New(`expected a term, a colon and its range in percent, such as "likely: 55-80"`)
		if ok {
			err = s.band(strings.Join(strings.Fields(strings.TrimRight(band, "% ")), "") + " " + names)
		}
		if err != nil && mistake == nil {
			mistake = fmt.Errorf("term %q of scale %s: %w", t, name, err)
		}
	}
	s.Kind = kindOf(s.Terms)
	s.own = sync.OnceValue(s.unlisted)
	return s, mistake
}

func cutLast(s, sep string) (before, after string, ok bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

// kindOf tells from bands what kind of scale they make.
func kindOf(terms []Term) Kind {
	kind := Partition
	for i := 1; i < len(terms); i++ {
		a, b := terms[i-1], terms[i]
		switch {
		case a.Low == b.Low && a.High == b.High: // another row, a synonym
		case b.Low < a.High:
			return Nested
		case b.Low > a.High:
			kind = Gapped
		}
	}
	return kind
}

// band reads "low-high names": bars part the rows, commas the synonyms.
func (s *Scale) band(line string) error {
	limits, names, _ := strings.Cut(line, " ")
	low, high, ok := strings.Cut(limits, "-")
	if !ok {
		high = low
	}
	from, err := strconv.ParseFloat(low, 64)
	if err != nil {
		return fmt.Errorf("range %q: expected two figures in percent, such as 55-80", limits)
	}
	to, err := strconv.ParseFloat(high, 64)
	switch {
	case err != nil:
		return fmt.Errorf("range %q: expected two figures in percent, such as 55-80", limits)
	case from < 0 || to > 100 || from > to:
		return fmt.Errorf("range %q: expected two figures from 0 to 100, the lower one first", limits)
	case strings.TrimSpace(names) == "":
		return fmt.Errorf("range %q has no term", limits)
	}
	row := 0
	for side := range strings.SplitSeq(names, "|") {
		for name := range strings.SplitSeq(side, ",") {
			name = strings.Join(strings.Fields(strings.ToLower(name)), " ")
			s.Terms = append(s.Terms, Term{Name: name, Low: from, High: to, Row: row})
		}
		row++
	}
	return nil
}

// unlisted finds the terms that no language's list has: they are looked for besides. A term that is one point, such as
// Kent's certainty, is no estimate and is not looked for.
func (s *Scale) unlisted() (own *prose.Phrases[*entry]) {
	known := lexicons[defaultLang]().terms
	for _, t := range s.Terms {
		if known[t.Name] == "" && t.Low < t.High {
			if own == nil {
				own = &prose.Phrases[*entry]{}
			}
			own.Put(t.Name, &entry{terms: []string{t.Name}, rough: -1})
		}
	}
	return own
}

// Uses lists the expressions of likelihood of a document as Layer.All does, and terms of the scale's own besides.
func (s *Scale) Uses(d *prose.Document) []Use {
	if own := s.own(); own != nil {
		return find(d, own)
	}
	return Of(d).All()
}

// Covers tells whether tokens [first, last) are, or lie in, a term that the scale alone has.
func (s *Scale) Covers(tokens []prose.Token, first, last int) bool {
	own := s.own()
	if own == nil {
		return false
	}
	for i := first; i >= max(0, first-subjectReach); i-- {
		if e, end := own.Longest(tokens, i); e != nil && end >= last {
			return true
		}
	}
	return false
}

// Term is the term of the scale that an expression says; ok is false where the scale has none for it.
func (s *Scale) Term(u Use) (t Term, ok bool) {
	for _, name := range u.Terms {
		for _, t := range s.Terms {
			if t.Name == name {
				return t, true
			}
		}
	}
	return Term{}, false
}

// Nearest are the terms whose bands lie nearest to a percentage, one a row or synonym; of several that hold it, those of
// the narrowest band, which says most.
func (s *Scale) Nearest(percent float64) []Term {
	var best []Term
	distance, width := math.Inf(1), math.Inf(1)
	for _, t := range s.Terms {
		d, w := max(0, t.Low-percent, percent-t.High), t.High-t.Low
		switch {
		case w == 0, d > distance, d == distance && w > width:
		case d == distance && w == width:
			best = append(best, t)
		default:
			best, distance, width = []Term{t}, d, w
		}
	}
	return best
}

// About is where in percent an expression points: the middle of its term on a scale that has it, else Rough; -1 where
// it points nowhere.
func (u Use) About() float64 {
	for _, s := range scales() {
		if t, ok := s.Term(u); ok {
			return (t.Low + t.High) / 2
		}
	}
	return u.Rough
}

// Reading is what readers took a phrase to mean.
type Reading struct {
	Low, High float64 // percent
	Study     string
}

var readings = sync.OnceValue(func() map[string]Reading {
	m := map[string]Reading{}
	for line := range lines("readers.txt") {
		s := Scale{}
		what, study, _ := strings.Cut(line, ";")
		if err := s.band(what); err != nil {
			panic(fmt.Sprintf("likelihood: readers.txt: %v", err))
		}
		for _, t := range s.Terms {
			m[t.Name] = Reading{t.Low, t.High, strings.TrimSpace(study)}
		}
	}
	return m
})

// Readers tells what readers were found to take a phrase for; ok is false where no study that we know asked them.
func Readers(phrase string) (r Reading, ok bool) {
	r, ok = readings()[strings.Join(strings.Fields(prose.Fold(phrase)), " ")]
	return r, ok
}
