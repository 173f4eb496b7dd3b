package voice

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sayso-lint/sayso/prose"
)

// Reports show where a figure comes from by pointing at their own apparatus: a table or an annex, a line "Source: …" under
// a chart, the evidence that they say they went through. None of these credits words to anybody, so each is a ground.

// exhibited takes Table 3, Figures 2 and 3, Annex B at token i, which is such a word in capitals. A lower-case "figure 3" is a figure; "Chapter 9" or
// "section 2" is a place in the text that need not have a source. What Table 3 shows is the matter of its paragraph; a
// pointer in passing covers its sentence and the next one.
func (c *clause) exhibited(i int) {
	if i+1 >= len(c.w) {
		return
	}
	last := i + 1
	if c.w[last].mark == '.' && last+1 < len(c.w) { // Fig. 2
		last++
	}
	w := &c.w[last]
	if w.shape&digits == 0 && (w.shape&capital == 0 || c.t[last].Len() > longestLabel) {
		return
	}
	leads := i == 0
	if leads && (last+1 >= len(c.w) || c.w[last+1].shape != 0 && c.w[last+1].shape&(capital|digits|graphic) != 0 || c.w[last+1].mark != 0) {
		return // Table 1. Yields by district: the exhibit itself
	}
	c.v.grounds = append(c.v.grounds, ground{c.span(i, last+1), NamedDocument, false, !leads, c.sentence})
}

// referred takes a place of the text's own in brackets at token i: (Section 3), (see Chapter 4). It says where the text shows what the sentence
// claims.
func (c *clause) referred(i int) {
	before := i - 1
	if before > 0 && c.t[before].Word == seeWord {
		before--
	}
	if before >= 0 && c.w[before].mark == '(' && i+1 < len(c.w) && c.w[i+1].shape&digits != 0 {
		c.v.grounds = append(c.v.grounds, ground{c.span(i, i+2), NamedDocument, false, true, c.sentence})
	}
}

var seeWord = prose.WordOf("see")

// longestLabel is the most bytes of what an annex is called: B, A1, III.
const longestLabel = 3

// sourceLine takes a sentence that begins "Source: …" or "Data: Harbour Office": the line under a chart or a table.
func (c *clause) sourceLine() {
	if c.gist&(ibidem|joint) == 0 {
		return // no colon
	}
	i := 0
	for i < len(c.w) && i < 2 && c.w[i].mark != 0 {
		i++
	}
	if i < len(c.w) && c.w[i].is(ibidem) { // Ibid., p. 12
		c.v.grounds = append(c.v.grounds, ground{c.span(i, i+1), NamedDocument, false, true, c.sentence})
	}
	if i+1 < len(c.w) && c.w[i+1].mark == ':' && (c.w[i].is(sourceWord) || c.t[i].Word == dataWord && c.proper(i+2)) {
		c.v.rarely().line = c.span(i, len(c.w))
		c.v.grounds = append(c.v.grounds, ground{c.v.line, NamedDocument, false, false, c.sentence})
	}
}

var dataWord = prose.WordOf("data")

// evidence takes, at the number i, the size of the evidence that the author went through: a sample of 18,000 articles, based on 86
// interviews. The number says what the text rests on; nobody asks where that comes from.
func (c *clause) evidence(i int) {
	if i < 2 {
		return
	}
	first := i - 1
	for first > 1 && (roughly.Has(c.t[first].Word) || c.w[first].is(determiner) || c.w[first].shape&manner != 0) {
		first--
	}
	if first < 1 {
		return
	}
	switch before := c.t[first-1].Word; {
	case c.w[first].is(of) && samples.Has(before):
	case restingOn.Has(c.t[first].Word) && resting.Has(before):
	default:
		return
	}
	c.v.grounds = append(c.v.grounds, ground{c.span(first-1, i+1), Self, true, false, c.sentence})
}

// inspected takes, at the verb i, papers that the author or the outlet says it has seen: emails obtained by this newspaper, a draft that
// we reviewed.
func (c *clause) inspected(i int) {
	who := i + 1
	if who < len(c.w) && c.w[who].is(by) {
		who++
	} else if who = i - 1; who > 0 && c.w[who].is(have) {
		who--
	}
	if who < 1 || who >= len(c.w) || c.w[who].mark != 0 {
		return
	}
	np := phrase{who, who + 1}
	if who > i {
		np = c.phraseAfter(who)
	}
	if np.empty() || !c.w[np.first].is(own) && !c.outlet(np) {
		return
	}
	for j := max(0, i-widest/3); j < i; j++ {
		if c.w[j].is(document) || papers.Has(c.t[j].Word) {
			c.v.grounds = append(c.v.grounds, ground{c.span(j, max(i+1, np.last)), NamedDocument, false, false, c.sentence})
			return
		}
	}
}

// outlet tells whether a phrase is the paper itself: this newspaper, the Courier.
func (c *clause) outlet(np phrase) bool {
	for i := np.first; i < np.last; i++ {
		if outlets.Has(c.t[i].Word) || c.proper(i) {
			return true
		}
	}
	return false
}

var (
	outlets = prose.WordsOf("newspaper newspapers paper magazine newsroom reporter reporters outlet organisation organization")
	papers  = prose.WordsOf("documents document emails email e-mails messages letters files records logs invoices contracts memos minutes filings papers transcripts recordings spreadsheets slides")
)

var (
	roughly   = prose.WordsOf("about around some nearly almost over roughly approximately")
	samples   = prose.WordsOf("sample samples survey surveys poll panel database dataset corpus ledger series cohort")
	resting   = prose.WordsOf("based rests rest resting draws draw drawing drawn relies rely relying")
	restingOn = prose.WordsOf("on upon from")
)

// SourceLine tells whether a block has a line "Source: …": a caption or a note that says where the figures of a table or a
// chart come from.
func (l *Layer) SourceLine(block int) bool { return !l.parsed(block).line.Empty() }

// parenthesised tells whether a bracket names a document: Survey of Households; MoH bulletin 34; Joint Mission, Monthly
// Report 5/2025; Panel of Experts, S/2025/112, para. 41. An
// abbreviation alone is none, for it more often introduces itself: the health service (AQIS).
func parenthesised(inner string) bool {
	if _, ok := upperFirst(inner); !ok {
		return false
	}
	for i, part := range strings.Split(inner, ", ") {
		if entitled(strings.TrimSpace(part)) || i > 0 && located(part) {
			return true
		}
		if !capitalised(part) {
			return false // what follows is prose
		}
	}
	return false
}

// sourceNamed tells whether a bracket says what it is: source: Ministry of Health.
func sourceNamed(inner string) bool {
	label, name, ok := strings.Cut(inner, ": ")
	_, capital := upperFirst(name + " ")
	return ok && capital && known(prose.WordOf(label)).is(sourceWord)
}

// inPassing tells whether a name in a bracket is no gloss, by what stands around it: among children (Ministry of Health), but: the
// Ministry (Bureau of Wells); the regulator (Harbour Board) fined.
func inPassing(before, behind string) bool {
	before = strings.TrimRight(before, " ")
	last := before[strings.LastIndexByte(before, ' ')+1:]
	r, _ := utf8.DecodeRuneInString(last)
	return unicode.IsDigit(r) || unicode.IsLower(r) && !(strings.HasPrefix(behind, " ") && known(prose.WordOf(last)).is(body|role))
}

// bodyNamed tells whether a bracket is the name of a body, in capitals, of two words or more.
func bodyNamed(inner string) bool {
	return strings.Contains(inner, " ") && capitalised(inner) && slices.ContainsFunc(strings.Fields(inner), func(f string) bool {
		return known(prose.WordOf(f)).is(body)
	})
}

// located tells whether words are a place in a document or one of a series: para. 41, Section 3, p. 12, DTM Round 9.
func located(part string) bool {
	words := strings.Fields(part)
	if len(words) < 2 {
		return false
	}
	place, number := words[len(words)-2], words[len(words)-1]
	return len(words) <= longestTitle && '0' <= number[0] && number[0] <= '9' && len(number) <= longestNumber && places[strings.ToLower(strings.TrimSuffix(place, "."))]
}

// longestNumber is the most bytes of the number of a place: 112–118, 4.2.1.
const longestNumber = 9

var places = map[string]bool{
	"p": true, "pp": true, "page": true, "pages": true, "para": true, "paras": true, "paragraph": true, "paragraphs": true, "art": true, "article": true,
	"section": true, "sect": true, "sec": true, "chapter": true, "ch": true, "table": true, "tables": true,
	"figure": true, "figures": true, "fig": true, "figs": true, "annex": true, "appendix": true, "box": true, "exhibit": true, "slide": true,
	"round": true, "wave": true, "issue": true, "edition": true, "no": true, "vol": true,
}

// entitled tells whether words may be the name of a document.
func entitled(name string) bool {
	if _, ok := upperFirst(name + " "); !ok {
		return false
	}
	words := 0
	found := false
	for f := range strings.FieldsSeq(name) {
		if words++; words > longestTitle {
			return false
		}
		e := known(prose.WordOf(strings.TrimRight(f, ",")))
		if e.is(auxiliary) && !e.is(nominal) {
			return false // a clause
		}
		found = found || words > 1 && e.is(document|figureNoun)
	}
	return found
}

// longestTitle is the most words of a document's name in a bracket.
const longestTitle = 9

// estimates tells whether a cue only reckons: "we estimate that" gives a figure, and no method with it.
func (l *Layer) estimates(cue prose.Span) bool {
	words := strings.Fields(l.doc.Slice(cue))
	return len(words) > 0 && reckoning.Has(prose.WordOf(words[len(words)-1]))
}

var reckoning = prose.WordsOf("estimate estimated estimates reckon reckoned project projected assume assumed conclude concluded")
