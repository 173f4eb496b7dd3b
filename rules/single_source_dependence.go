package rules

import (
	"fmt"
	"strings"

	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/quantity"
	"github.com/sayso-lint/sayso/voice"
)

var singleSourceDependence = &lint.Rule{
	ID:      "single-source-dependence",
	Summary: "most attributed claims, or all key figures, rest on one source",
	Why:     "ten claims of one source are one piece of evidence told ten times; a reader should know when a text has no second leg",
	Remedy:  "add an independent source or disclose the dependence",
	Family:  lint.AttributionQuality,
	Severity: map[lint.Profile]lint.Severity{
		lint.Newsroom: lint.Info, lint.OpEd: lint.Off, lint.Intel: lint.Warning, lint.Encyclopedic: lint.Info,
		lint.Policy: lint.Info, lint.Academic: lint.Info, lint.Humanitarian: lint.Warning,
	},
	Confidence: lint.High, Langs: []string{"en"}, Since: "0.1.0",
	Standards: []lint.Standard{
		{Source: "ICD 203", Where: "D.6.e(1)", Demands: "describe the source base"},
		{Source: "Reuters, Essentials of sourcing", Where: "two or more sources are better than one"},
		{Source: "PHIA AnCR", Where: "Information Base", Demands: "breadth of sources drives confidence"},
	},
	Examples: []lint.Example{
		{Input: "The interior ministry said 40 homes were searched. The ministry said 12 people were held. It said two of them were armed. The ministry also said the raid was legal. It added that no shots were fired. A neighbour, Ines Prado, said she heard two bangs.", Finds: "The interior ministry"},
		{Input: "Harvests fell by half, the growers' union said. Prices doubled, according to the union. Seed ran out in April, the union reported. Loans were refused, it said. Three mills closed, it added. The bank said its rules had not changed.", Finds: "the growers' union"},
		{Input: "The health ministry said stocks were full. Health minister Ada Brun said no ward had closed. The ministry said staff were paid. Brun said vaccines had arrived. The queues were gone, the ministry said. A nurse, Pavel Ruz, said two wards were shut.", Finds: "The health ministry"},
		{Input: "The water utility puts losses at 38 percent. Mayor Odile Kern says the pipes are old. The utility counted 1,200 leaks. Engineer Tom Vale calls the network neglected. Repairs would cost 9 million euros, according to the utility. Resident Pia Holm says the taps run brown.", Finds: "The water utility"},
		{Input: "The harbour board put the loss at 4 million euros. The dock union said 90 jobs were gone. Captain Jon Reyes said the channel had silted up. The board said dredging was planned. Ships now skip the port, trader Mina Falk said. The union said wages were unpaid.", Because: "no source holds more than a third, and the key figures come from two sources"},
		{Input: "The interior ministry said 40 homes were searched. The ministry said 12 people were held. It said two of them were armed.", Because: "fewer attributed claims than min_attributions"},
		{Input: "The flood plan has four chapters. The plan says that dikes are too low. The plan says that pumps are old. It says that two schools must move. Costs are shared, the plan adds. It says that work starts in May.", Because: "document review: the document is the subject_source", Options: map[string]any{"subject_source": "the flood plan"}},
		{Input: "Output [fell](https://alpha.example/output). Exports [halved](https://beta.example/exports). Wages [stalled](https://gamma.example/wages). Rents [rose](https://delta.example/rents). Two banks [closed](https://eta.example/banks).", Because: "five links, five domains", Format: "markdown"},
		{Input: "The interior ministry said 40 homes were searched. The ministry said 12 people were held. It said two of them were armed. The ministry also said the raid was legal. It added that no shots were fired. A neighbour, Ines Prado, said she heard two bangs.", Because: "the rule is off in the op-ed profile", Profile: "op-ed"},
	},

	Options: func() any {
		return &dependenceOptions{MaxShare: 0.6, MinAttributions: 5, Genre: "report"}
	},
	Document: checkDependence,
}

type dependenceOptions struct {
	MaxShare        float64 `yaml:"max_share" doc:"largest share of attributed claims that one source may hold; reported only above it"`
	MinAttributions int     `yaml:"min_attributions" doc:"attributed claims, links and citations included, needed before the rule speaks"`
	Genre           string  `yaml:"genre" enum:"report,profile" doc:"profile (a portrait or interview of one person) switches the rule off"`
	SubjectSource   string  `yaml:"subject_source" doc:"a document or person that the text is about; its share is not counted"`
}

// fewestFigures is from how many attributed figures on it is worth a word that all have one source.
const fewestFigures = 3

func checkDependence(p *lint.Pass) {
	o := p.Options.(*dependenceOptions)
	if o.Genre == "profile" {
		return
	}
	l := ledger{Pass: p, byWord: map[uint64][]int{}, byKey: map[string]int{}, notes: map[string]int{}, subject: map[uint64]bool{}}
	for w := range strings.FieldsSeq(o.SubjectSource) {
		if h := prose.WordOf(w); !nameless(h) {
			l.subject[h] = true
		}
	}
	for b := range p.Doc.Blocks {
		if blk := &p.Doc.Blocks[b]; blk.Kind == prose.Note {
			l.notes[blk.Label] = b
		}
	}
	for b := range p.Doc.Blocks {
		switch p.Doc.Blocks[b].Kind {
		case prose.Paragraph, prose.ListItem, prose.Quote:
			if voice.Of(p.Doc).Role(b) != voice.References {
				l.block(b)
			}
		default:
		}
	}
	if l.claims < max(o.MinAttributions, 1) {
		return
	}
	most, figures, figured := 0, 0, -1
	for i, e := range l.entries {
		if e.claims > l.entries[most].claims {
			most = i
		}
		if e.figures > 0 {
			figures += e.figures
			if figured < 0 {
				figured = i
			} else {
				figured = len(l.entries) // several
			}
		}
	}
	if e := l.entries[most]; float64(e.claims) > o.MaxShare*float64(l.claims) {
		p.Report(lint.Finding{
			Span:    e.first,
			Message: fmt.Sprintf("%d%% of attributed claims rest on %q", (e.claims*100+l.claims/2)/l.claims, e.name),
			Notes:   []lint.Note{{Text: fmt.Sprintf("%d of %d attributed claims", e.claims, l.claims)}},
		})
	} else if figures >= fewestFigures && figured < len(l.entries) && len(l.entries) > 1 && l.entries[figured].claims > 1 {
		e := l.entries[figured]
		p.Report(lint.Finding{
			Span: e.first, Message: fmt.Sprintf("all %d attributed figures rest on %q", figures, e.name),
			Notes: []lint.Note{{Text: fmt.Sprintf("%d of %d attributed claims do", e.claims, l.claims)}},
		})
	}
}

// ledger counts who is credited with how much. A body, its named head and the pronouns for either are one source.
type ledger struct {
	*lint.Pass
	entries []creditor
	claims  int
	mention int              // counts mentions
	byWord  map[uint64][]int // sources whose names hold a word, the latest mentioned last
	byKey   map[string]int   // sources of citations: domain, author, outlet
	notes   map[string]int   // label → block
	subject map[uint64]bool  // words of the source that the text is about
	lastKey string           // of the note cited last, for ibid.
	last    []int            // sources of attributions, the latest mentioned last
}

// creditor is one source of the text.
type creditor struct {
	name            string
	first           prose.Span
	words           map[uint64]bool
	person, subject bool
	claims, figures int
	mentioned       int // the order of its last mention
}

func (l *ledger) block(b int) {
	v := voice.Of(l.Doc)
	cited := v.Citations(b)
	sentences := l.Doc.Blocks[b].Sentences
	credited := map[int]bool{}
	for _, a := range v.Attributions(b) {
		if a.Kind != voice.Speech && a.Kind != voice.Finding || a.Source.Class == voice.NoSource || a.Source.Class == voice.Self || !authorsClaim(l.Pass, a) {
			continue
		}
		credited[a.Sentence] = true
		e := l.creditor(a.Source)
		if e.subject {
			continue
		}
		e.claims++
		l.claims++
		for _, c := range a.Content {
			for _, q := range quantity.Of(l.Doc).In(c) {
				if q.Figure && (q.Kind == quantity.Money || q.Kind == quantity.Percent || q.Kind == quantity.Count) {
					e.figures++
				}
			}
		}
	}
	seen := map[string]bool{}
	sentence := 0
	for _, c := range cited {
		for sentence+1 < len(sentences) && sentences[sentence+1].Start <= c.Start {
			sentence++
			clear(seen)
		}
		key := l.key(c)
		if key == "" || credited[sentence] || seen[key] {
			continue // a cited statement of a named source is that source's
		}
		seen[key] = true
		i, known := l.byKey[key]
		if !known {
			i = len(l.entries)
			l.entries = append(l.entries, creditor{name: key, first: c.Span})
			l.byKey[key] = i
		}
		l.entries[i].claims++
		l.claims++
	}
}

var (
	// rolesOf are words for who speaks or stands for a body, left out of its name.
	rolesOf = setOf(`spokesman spokeswoman spokesperson spokespeople official officials head director chief chairman chairwoman chair leader
		secretary representative representatives mr mr. mrs mrs. ms ms. dr dr. sir its 's ’s the a an this that these those his her their our
		of for at in from and new former acting deputy , ( ) “ ” \"`)
	minister, ministry = prose.WordOf("minister"), prose.WordOf("ministry")
	anyOne             = setOf("a an another one two three four five some several many other others")
	clauseOf           = setOf("who which that whose where")
	oneOf              = setOf("he she him her")
	thing              = setOf("it its itself")
	pronounsOf         = setOf("he she him her it its they them who which")
)

func nameless(word uint64) bool { _, no := rolesOf[word]; return no }

// mostNameWords bounds the words of a source's name.
const mostNameWords = 12

// creditor finds the source that words stand for, or enters a new one.
func (l *ledger) creditor(s voice.Source) *creditor {
	t := l.tokens(s.Span)
	at := s.Span
	if len(t) == 1 && pronounsOf.has(t[0]) {
		if !s.Referent.Empty() {
			at = s.Referent
			if i := l.match(l.nameWords(l.tokens(at))); i >= 0 {
				return l.again(i)
			}
		}
		// The layer's referent is nobody's source, or there is none: the last source of the kind, then.
		for n := len(l.last) - 1; n >= 0 && n >= len(l.last)-recent; n-- {
			if e := &l.entries[l.last[n]]; oneOf.has(t[0]) && e.person || thing.has(t[0]) && !e.person {
				return l.again(l.last[n])
			}
		}
		t = l.tokens(at)
	}
	words := l.nameWords(t)
	i := -1
	if len(t) > 0 && !anyOne.has(t[0]) { // somebody new, a neighbour, is nobody known
		i = l.match(words)
	}
	if i < 0 {
		i = len(l.entries)
		e := creditor{name: l.Text(at), first: at, words: map[uint64]bool{}, subject: partOf(words, l.subject)}
		e.person = s.Class == voice.NamedPerson || s.Class == voice.BareAnonymous || s.Class == voice.DescribedAnonymous
		l.entries = append(l.entries, e)
	}
	for _, w := range words {
		if !l.entries[i].words[w] {
			l.entries[i].words[w] = true
			l.byWord[w] = append(l.byWord[w], i)
		}
	}
	return l.again(i)
}

// again notes that a source is mentioned.
func (l *ledger) again(i int) *creditor {
	l.mention++
	l.entries[i].mentioned = l.mention
	if n := len(l.last); n == 0 || l.last[n-1] != i {
		l.last = append(l.last, i)
	}
	return &l.entries[i]
}

// recent bounds how many sources are compared with a new mention.
const recent = 8

func (l *ledger) tokens(s prose.Span) []prose.Token {
	b, n := l.Doc.SentenceAt(s.Start)
	if b < 0 || n < 0 {
		return nil
	}
	st := &l.Doc.Blocks[b].Sentences[n]
	first, last := st.TokensIn(s)
	return st.Tokens[first:last]
}

// nameWords are the words that tell a source from others: articles, titles and who speaks for it left out, up to a
// relative clause; a minister goes for the ministry.
func (l *ledger) nameWords(t []prose.Token) (words []uint64) {
	for i, w := range t {
		if i > 0 && clauseOf.has(w) || len(words) == mostNameWords {
			break
		}
		switch {
		case w.Word == minister:
			words = append(words, ministry)
		case !nameless(w.Word):
			words = append(words, w.Word)
		}
	}
	if len(words) == 0 {
		for _, w := range t[:min(len(t), mostNameWords)] {
			words = append(words, w.Word)
		}
	}
	return words
}

// match is the source mentioned last whose name holds all the words or is held by them; -1 where there is none.
func (l *ledger) match(words []uint64) int {
	best := -1
	for _, w := range words {
		ids := l.byWord[w]
		for n := len(ids) - 1; n >= 0 && n >= len(ids)-recent; n-- {
			if i := ids[n]; (best < 0 || l.entries[i].mentioned > l.entries[best].mentioned) && l.same(i, words) {
				best = i
			}
		}
	}
	return best
}

// same tells whether a name is one source's: whether one of the two is part of the other.
func (l *ledger) same(i int, words []uint64) bool { return partOf(words, l.entries[i].words) }

// partOf tells whether all the words are among others, or all others among the words.
func partOf(words []uint64, others map[uint64]bool) bool {
	shared := 0
	for _, w := range words {
		if others[w] {
			shared++
		}
	}
	return shared > 0 && (shared == len(words) || shared == len(others))
}

// key says where a citation leads, so that those of one origin are one source; "" where that cannot be told.
func (l *ledger) key(c voice.Citation) string {
	switch c.Kind {
	case voice.LinkCitation:
		return origin(c.Target)
	case voice.FootnoteCitation:
		key := l.noteKey(c.Target)
		if key == "ibid" {
			key = l.lastKey
		}
		l.lastKey = key
		return key
	case voice.AuthorYear, voice.Bracket:
		text := strings.Trim(l.Text(c.Span), "[]() ")
		if c.Target != "" {
			text = c.Target
		}
		if i := strings.IndexAny(text, ",;:("); i > 0 {
			text = text[:i]
		}
		if y := yearAt(text, 0); y > 0 {
			text = text[:y]
		}
		return strings.TrimSpace(text)
	default:
		return ""
	}
}

// noteKey is the origin of the first address in a note, else what the note begins with up to a comma or full stop.
func (l *ledger) noteKey(label string) string {
	b, ok := l.notes[label]
	if !ok {
		return ""
	}
	note := l.Doc.Blocks[b].Span
	for _, m := range l.Doc.MarksIn(note) {
		if m.Kind == prose.Link || m.Kind == prose.Address {
			if key := origin(m.Target); key != "" {
				return key
			}
		}
	}
	text := l.Text(note)
	if i := strings.IndexAny(text, ",.;:("); i > 0 {
		text = text[:i]
	}
	if key := strings.TrimSpace(text); !strings.EqualFold(key, "ibid") {
		return key
	}
	return "ibid"
}

// carriers are sites that carry the work of many: what counts there is the account or the document, not the site.
var carriers = map[string]bool{
	"doi.org": true, "dx.doi.org": true, "web.archive.org": true, "archive.org": true, "archive.is": true, "archive.ph": true, "jstor.org": true,
	"arxiv.org": true, "ssrn.com": true, "papers.ssrn.com": true, "pubmed.ncbi.nlm.nih.gov": true, "ncbi.nlm.nih.gov": true,
	"researchgate.net": true, "academia.edu": true, "youtube.com": true, "youtu.be": true, "twitter.com": true, "x.com": true,
	"facebook.com": true, "instagram.com": true, "linkedin.com": true, "t.me": true, "tiktok.com": true, "reddit.com": true, "medium.com": true,
	"substack.com": true, "github.com": true, "bit.ly": true, "t.co": true, "tinyurl.com": true, "books.google.com": true, "sciencedirect.com": true,
	"link.springer.com": true, "onlinelibrary.wiley.com": true, "tandfonline.com": true, "journals.sagepub.com": true, "scholar.google.com": true,
}

// origin is the site of an address, or the address itself on a site of carriers; "" for an address within one's own site.
func origin(address string) string {
	_, rest, ok := strings.Cut(address, "://")
	if !ok {
		if rest, ok = strings.CutPrefix(address, "//"); !ok {
			return ""
		}
	}
	site, path, _ := strings.Cut(rest, "/")
	site, _, _ = strings.Cut(strings.TrimPrefix(strings.ToLower(site), "www."), ":")
	if carriers[site] {
		path, _, _ = strings.Cut(path, "#")
		return site + "/" + path
	}
	return site
}
