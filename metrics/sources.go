package metrics

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/voice"
)

// sources makes the ledger: who carries how much, and what a reader could go by to check each attribution.
func (m *measuring) sources() {
	d := m.depth
	ledger := m.voice.Ledger()
	rows := make([]Source, len(ledger.Creditors))
	for i := range ledger.Creditors {
		c := &ledger.Creditors[i]
		rows[i] = Source{Name: named(c.Name), Class: c.Class, First: c.First, Site: c.Site}
		if c.Site != "" {
			if m.Sites == nil {
				m.Sites = map[string]int{}
			}
		}
	}
	claims := map[[2]int]int{} // block and sentence → claim
	for i := range d.Claims {
		claims[[2]int{d.Claims[i].Block, d.Claims[i].Sentence}] = i
	}
	by := make(map[int]int, len(ledger.Credits)) // start of the words that credit → row
	for i := range ledger.Credits {
		c := &ledger.Credits[i]
		by[c.Start] = c.By
		claim, counted := claims[[2]int{c.Block, c.Sentence}]
		if !counted {
			continue
		}
		row, marks := &rows[c.By], &d.marks[claim]
		if row.Date.Empty() {
			row.Date = marks.date
		}
		link := linkOf(c.Citation)
		if link == "" {
			link = linkOf(&marks.cite)
		}
		if row.Link == "" {
			row.Link = link
		}
		if c.Ground {
			continue
		}
		row.Claims++
		if site := row.Site; site != "" && c.Citation != nil {
			m.Sites[site]++
		}
		if c.Attribution != nil {
			m.credit(c, claim, marks)
		}
	}
	for i := range d.Figures {
		f := &d.Figures[i]
		if row, ok := by[f.By.Start]; ok && !f.By.Empty() {
			f.Source = row
			rows[row].Figures++
		}
	}
	m.rank(rows)
}

// credit notes one attribution.
func (m *measuring) credit(c *voice.Credit, claim int, marks *marks) {
	d := m.depth
	a := c.Attribution
	credit := Credit{
		Span: c.Span, Cue: a.Cue, Claim: claim, Source: c.By,
		Person:  a.Source.Class == voice.NamedPerson && !a.Source.Referent.Empty(),
		Channel: marks.has&channel != 0 || a.Source.Class == voice.NamedDocument,
		Date:    !marks.date.Empty(),
		Link:    !marks.cite.Empty(),
	}
	if credit.Empty() {
		credit.Span = a.Cue
	}
	d.Credits = append(d.Credits, credit)
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

// named is a source's name without what is said of it: Ruiz, who runs the fund.
func named(name string) string {
	if i := strings.IndexByte(name, ','); i > 0 {
		name = name[:i]
	}
	for _, clause := range []string{" who ", " which ", " that ", " whose "} {
		if i := strings.Index(name, clause); i > 0 {
			name = name[:i]
		}
	}
	return strings.Join(strings.Fields(strings.ReplaceAll(name, prose.Object, "")), " ")
}

// linkOf is where a citation leads, if it is an address.
func linkOf(c *voice.Citation) string {
	if c != nil && c.Kind == voice.LinkCitation {
		return c.Target
	}
	return ""
}
