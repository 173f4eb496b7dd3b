package metrics

import (
	"cmp"
	"maps"
	"slices"
	"sort"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/voice"
)

// sources makes the ledger: who carries how much, and what a reader could go by to check each attribution.
func (m *measuring) sources() {
	d := m.depth
	ledger := m.voice.Ledger()
	if len(ledger.Sites) > 0 {
		m.Sites = maps.Clone(ledger.Sites)
	}
	rows := make([]Source, len(ledger.Creditors))
	for i := range ledger.Creditors {
		c := &ledger.Creditors[i]
		rows[i] = Source{Name: named(c.Name), Class: c.Class, First: c.First, Site: c.Site}
	}
	by := make(map[int]int, len(ledger.Credits)) // start of the words that credit → row
	for i := range ledger.Credits {
		c := &ledger.Credits[i]
		by[c.Start] = c.By
		claim := d.claimOf(c.Block, c.Sentence)
		if claim < 0 {
			continue
		}
		row, marks := &rows[c.By], &d.marks[claim]
		if marks.credited < 0 && !c.Ground {
			marks.credited = int32(c.By)
		}
		date := d.saidOn(c, marks.dates)
		if row.Date.Empty() {
			row.Date = date
		}
		link := linkOf(c.Citation)
		if link == "" {
			link = linkOf(marks.cite)
		}
		if row.Link == "" {
			row.Link = link
		}
		if c.Ground {
			continue
		}
		row.Claims++
		if c.Attribution != nil {
			m.credit(c, claim, date)
		}
	}
	for i := range d.Figures {
		f := &d.Figures[i]
		if f.By.Empty() {
			continue
		}
		row, ok := by[f.By.Start]
		if !ok { // a citation in a sentence of somebody's is his: the institute said in a report [1]
			b, sentence := m.doc.SentenceAt(f.By.Start)
			if claim := d.claimOf(b, sentence); claim >= 0 && m.citedAt(b, f.By.Start) {
				row = int(d.marks[claim].credited)
				ok = row >= 0
			}
		}
		if ok {
			f.Source = row
			rows[row].Figures++
		}
	}
	m.rank(rows)
}

// claimOf is the claim that a sentence is, -1 where it is not counted.
func (d *depth) claimOf(block, sentence int) int {
	if block < 0 || sentence < 0 || d.firsts[block] < 0 {
		return -1
	}
	return int(d.firsts[block]) + sentence
}

// citedAt tells whether a citation of a block begins at an offset.
func (m *measuring) citedAt(block, offset int) bool {
	all := m.voice.Citations(block)
	i := sort.Search(len(all), func(i int) bool { return all[i].Start >= offset })
	return i < len(all) && all[i].Start == offset
}

// credit notes one attribution.
func (m *measuring) credit(c *voice.Credit, claim int, date prose.Span) {
	d := m.depth
	a := c.Attribution
	credit := Credit{
		Span: c.Span, Cue: a.Cue, Claim: claim, Source: c.By,
		Person:  a.Source.Class == voice.NamedPerson && !a.Source.Referent.Empty(),
		Channel: a.Source.Class == voice.NamedDocument || d.channelled(c, d.marks[claim].ways),
		Date:    !date.Empty(),
		Link:    d.marks[claim].cite != nil,
	}
	if credit.Empty() {
		credit.Span = a.Cue
	}
	d.Credits = add(d.Credits, credit)
	m.Credits++
	for _, point := range []struct {
		has bool
		n   *int
	}{{credit.Person, &m.Person}, {credit.Channel, &m.Channel}, {credit.Date, &m.Date}, {credit.Link, &m.Link}} {
		if point.has {
			*point.n++
		}
	}
}

// rank puts the rows of the ledger in order, drops those that carry nothing, and counts what each is credited with.
func (m *measuring) rank(rows []Source) {
	d := m.depth
	order := make([]int, 0, len(rows))
	for i := range rows {
		if rows[i].Claims+rows[i].Figures > 0 {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(rows[b].Claims, rows[a].Claims), cmp.Compare(rows[b].Figures, rows[a].Figures), cmp.Compare(rows[a].First.Start, rows[b].First.Start))
	})
	place := make([]int, len(rows))
	for to, from := range order {
		place[from] = to
		d.Sources = append(d.Sources, rows[from])
		if n := rows[from].Claims; n > 0 {
			if m.Credited == nil {
				m.Credited = map[string]int{}
			}
			m.Credited[m.identity(&rows[from])] += n
		}
	}
	for i := range d.Credits {
		d.Credits[i].Source = place[d.Credits[i].Source]
	}
	for i := range d.Figures {
		if s := &d.Figures[i].Source; *s >= 0 {
			*s = place[*s]
		}
	}
}

// identity is what a source is known by in an archive. The ministry is the ministry in every document; a resident is
// another one each time.
func (m *measuring) identity(s *Source) string {
	name := strings.TrimPrefix(prose.Fold(s.Name), "the ")
	if s.Class.Named() || s.Class == voice.NoSource || s.Class == voice.Collective {
		return name
	}
	return name + "\x00" + m.doc.Path + "\x00" + strconv.Itoa(s.First.Start)
}

// named is a source's name without what is said of it: Ruiz, who runs the fund. A name behind what it is the name of goes
// before: the company, Orrin Lines.
func named(name string) string {
	name = strings.Join(strings.Fields(strings.ReplaceAll(name, prose.Object, "")), " ")
	name, rest, _ := strings.Cut(name, ",")
	if rest, _, _ = strings.Cut(rest, ","); properName(rest) && !properName(name) {
		return strings.TrimSpace(rest)
	}
	words := strings.Fields(name)
	for i := 1; i < len(words); i++ {
		switch words[i] {
		case "who", "which", "that", "whose", "whom", "where":
			if i > 1 && words[i-1] == strings.ToLower(words[i-1]) && len(words[i-1]) < len("under") && words[i] == "which" {
				i-- // the case on which the court ruled
			}
			return strings.Join(words[:i], " ")
		}
	}
	return name
}

// properName tells whether a few words all have capitals.
func properName(s string) bool {
	words := strings.Fields(s)
	for _, w := range words {
		if r, _ := utf8.DecodeRuneInString(w); !unicode.IsUpper(r) {
			return false
		}
	}
	return len(words) > 1 && len(words) < 5 && words[0] != "The"
}

// saidOn is when something was said: the first expression of time beside the words that are credited.
func (d *depth) saidOn(c *voice.Credit, dates stretch) prose.Span {
	for _, date := range d.dates[dates.first:dates.last] {
		if c.Attribution == nil || beside(c.Attribution, date) {
			return date
		}
	}
	return prose.Span{}
}

// channelled tells whether a way by which words come stands beside the words that are credited.
func (d *depth) channelled(c *voice.Credit, ways stretch) bool {
	for _, way := range d.ways[ways.first:ways.last] {
		if beside(c.Attribution, way) {
			return true
		}
	}
	return false
}

// beside tells whether a span is no part of what an attribution credits.
func beside(a *voice.Attribution, span prose.Span) bool {
	for _, c := range a.Content {
		if c.Overlaps(span) {
			return false
		}
	}
	return true
}

// linkOf is where a citation leads, if it is an address.
func linkOf(c *voice.Citation) string {
	if c != nil && c.Kind == voice.LinkCitation {
		return c.Target
	}
	return ""
}
