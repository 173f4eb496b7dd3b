package read

import (
	stdhtml "html"
	"strings"
	"unicode/utf8"

	nethtml "golang.org/x/net/html"

	"github.com/sayso-lint/sayso/prose"
)

// HTML is read as a row of tags, without a tree: the tokenizer gives every byte of the file to one token, so that the
// sum of their lengths is the place in the file, and a page that never closes its tags costs no more than one that does.
// What the standard infers (a paragraph ends where a list begins, an item where the next one does) is inferred here too,
// as far as blocks of text depend on it.

func readHTML(b *prose.Builder, text string) {
	lists := 0
	newHTMLReader(b, text, &addresses{text: text, entities: true}, &lists).fragment(0)
	setFromMeta(b.Document())
}

// deepestElement bounds the open elements that are kept.
const deepestElement = 4096

type htmlReader struct {
	b     *prose.Builder
	text  string
	links *addresses
	lists *int // lists and tables so far

	base   context // around the text, where it is a part of another
	stack  []element
	opened [mostTagIDs]int // how many of each tag are in stack
	tables []tableState

	at      int    // where the token at hand begins
	blank   extent // white space that is copied once more text follows in the block
	breaks  int    // line breaks in blank
	textual bool   // the last tag of a block began an element that holds text
	title   bool   // in <title>
	swallow swallowed
	cited   map[string]string // what notes are called by the marks that lead to elements of these ids
}

type extent struct{ from, to int }

// element is an open element and what it means for the text in it.
type element struct {
	tag   *tag
	block bool
	context
	inline  bool // mark at its end
	opening beginning
	mark    prose.MarkKind
	target  string
}

// context is what the elements around a place make of it.
type context struct {
	skip, furniture, caption, cell bool
	notes                          bool // a list of notes: its items are
	note                           bool
	heading, quote, item, list     int
	label, lang                    string
}

type tableState struct{ list, row, column int }

// swallowed is an inline element that becomes one Object, or nothing.
type swallowed struct {
	tag    *tag // nil: none
	depth  int
	from   int
	drop   bool
	kind   prose.MarkKind
	target string
}

// newHTMLReader reads text, or the front of the text that links is for.
func newHTMLReader(b *prose.Builder, text string, links *addresses, lists *int) *htmlReader {
	return &htmlReader{b: b, text: text, links: links, lists: lists}
}

// fragment reads the text from an offset on.
func (h *htmlReader) fragment(from int) {
	z := nethtml.NewTokenizer(strings.NewReader(h.text[from:]))
	h.at = from
	for {
		kind := z.Next()
		end := h.at + len(z.Raw())
		switch kind {
		case nethtml.ErrorToken:
			// What the tokenizer kept back at the end of the file is an unfinished tag.
			h.finish(h.at)
			h.closeBlock()
			return
		case nethtml.TextToken:
			h.words(h.at, end)
		case nethtml.StartTagToken, nethtml.SelfClosingTagToken:
			h.start(h.tagAt(h.at+len("<")), z, end)
		case nethtml.EndTagToken:
			h.end(h.tagAt(h.at+len("</")), end)
		case nethtml.CommentToken:
			h.comment(end)
		case nethtml.DoctypeToken:
		}
		h.at = end
	}
}

func (h *htmlReader) context() context {
	if len(h.stack) == 0 {
		return h.base
	}
	return h.stack[len(h.stack)-1].context
}

func (h *htmlReader) closeBlock() {
	if h.b.Begun() {
		h.cutMarks()
	}
	h.b.CloseBlock()
	h.blank, h.breaks = extent{}, 0
	h.textual = false
}

// cutMarks ends the marks of the inline elements that go on behind the block, and begins them again: a mark lies in one
// block.
func (h *htmlReader) cutMarks() {
	const most = 64
	for i := len(h.stack) - 1; i >= 0 && i >= len(h.stack)-most && !h.stack[i].block; i-- {
		if e := &h.stack[i]; e.inline {
			e.opening.end(h.b, e.mark, e.target)
			e.opening = beginning{at: h.b.Len()}
		}
	}
}

// tagKind is what an element is to a reader.
type tagKind uint8

const (
	plainTag tagKind = iota
	blockTag
	voidTag    // has no end
	hiddenTag  // nothing in it is prose
	deletedTag // what it says is no longer said
	codeTag
	markTag
)

// tag is an element that means something here. Tags are compared by their number.
type tag struct {
	name    string
	kind    tagKind
	id      int
	text    bool   // a block that holds text
	closes  tagSet // what its beginning ends if it is still open
	barrier tagSet // and beyond which it does not look
}

// tagSet is a set of tags by number.
type tagSet [2]uint64

func (s *tagSet) add(id int)      { s[id/64] |= 1 << (id % 64) }
func (s *tagSet) has(id int) bool { return s[id/64]&(1<<(id%64)) != 0 }

// unknownTag is every tag that means nothing here.
var unknownTag = &tag{}

const mostTagIDs = 128

// tags are the elements by name.
var tags = func() map[string]*tag {
	m := map[string]*tag{}
	for _, t := range []struct {
		kind  tagKind
		names string
	}{
		{plainTag, "title time q"},
		{blockTag, `address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form
			h1 h2 h3 h4 h5 h6 header hgroup html legend li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul search`},
		{voidTag, "area base br col embed hr img input keygen link meta param source track wbr"},
		{hiddenTag, "script style template noscript svg select datalist button iframe object canvas audio video textarea noembed noframes applet xmp plaintext head"},
		{deletedTag, "del s strike"},
		{codeTag, "code kbd samp tt var math"},
		{markTag, "a b strong i em cite sup"},
	} {
		for name := range strings.FieldsSeq(t.names) {
			m[name] = &tag{name: name, kind: t.kind, id: len(m) + 1}
		}
	}
	for name := range strings.FieldsSeq("p li td th dd dt figcaption caption h1 h2 h3 h4 h5 h6 summary legend") {
		m[name].text = true
	}
	for _, rule := range []struct{ names, closes, barrier string }{
		{"li", "li", "ul ol menu dir"},
		{"dt dd", "dt dd", "dl"},
		{"td th", "td th", "table"},
		{"tr", "tr", "table"},
		{"thead tbody tfoot", "thead tbody tfoot", "table"},
	} {
		for name := range strings.FieldsSeq(rule.names) {
			for c := range strings.FieldsSeq(rule.closes) {
				m[name].closes.add(m[c].id)
			}
			for c := range strings.FieldsSeq(rule.barrier) {
				m[name].barrier.add(m[c].id)
			}
		}
	}
	return m
}()

// The tags that the reader asks for.
var (
	tagP, tagA, tagQ, tagSup    = tags["p"], tags["a"], tags["q"], tags["sup"]
	tagPre, tagHead, tagTable   = tags["pre"], tags["head"], tags["table"]
	tagHeader, tagNav, tagAside = tags["header"], tags["nav"], tags["aside"]
	tagArticle, tagMain         = tags["article"], tags["main"]
	tagTitle, tagTime           = tags["title"], tags["time"]
)

// tagAt is the tag whose name stands at an offset. The tokenizer's own way to the name makes a copy of it each time.
func (h *htmlReader) tagAt(at int) *tag {
	var name [longestTag]byte
	n := 0
	for ; n < longestTag && at+n < len(h.text) && (letter(h.text[at+n]) || digit(h.text[at+n])); n++ {
		name[n] = h.text[at+n]
		if name[n] < 'a' && name[n] >= 'A' {
			name[n] |= 0x20
		}
	}
	if t := tags[string(name[:n])]; t != nil {
		return t
	}
	return unknownTag
}

// longestTag is more than the length of any name in tags.
const longestTag = 12

// inlineMarks are the marks of inline elements.
var inlineMarks = map[string]prose.MarkKind{
	"a": prose.Link, "cite": prose.Citation, "b": prose.Strong, "strong": prose.Strong, "i": prose.Emphasis, "em": prose.Emphasis,
}

// attributes are those of a tag that matter.
type attributes struct {
	id, class, role, lang, href, src, hidden string
	name, property, content, equiv           string
}

func attributesOf(z *nethtml.Tokenizer) attributes {
	var a attributes
	for more := true; more; {
		var key, value []byte
		key, value, more = z.TagAttr()
		var field *string
		switch string(key) {
		case "id":
			field = &a.id
		case "class":
			field = &a.class
		case "role":
			field = &a.role
		case "lang", "xml:lang":
			field = &a.lang
		case "href":
			field = &a.href
		case "src":
			field = &a.src
		case "name":
			field = &a.name
		case "property", "itemprop":
			field = &a.property
		case "content", "datetime":
			field = &a.content
		case "http-equiv":
			field = &a.equiv
		case "hidden":
			a.hidden = "hidden"
		case "aria-hidden":
			if string(value) == "true" {
				a.hidden = "hidden"
			}
		}
		if field != nil && *field == "" {
			*field = string(value)
		}
	}
	return a
}

func (h *htmlReader) start(t *tag, z *nethtml.Tokenizer, end int) {
	if h.swallow.tag != nil {
		if t.kind != blockTag {
			if t == h.swallow.tag {
				h.swallow.depth++
			}
			return
		}
		h.finish(h.at)
	}
	switch t.kind {
	case voidTag:
		h.void(t, z, end)
	case hiddenTag:
		switch t.name {
		case "select", "textarea", "iframe", "video", "audio", "object": // these stand between blocks and not between words
			h.closeBlock()
		}
		h.silence(t)
	case deletedTag:
		h.silence(t)
	case codeTag:
		if c := h.context(); c.skip || h.opened[tagPre.id] > 0 {
			return
		}
		h.flush()
		h.swallow = swallowed{tag: t, from: h.at, kind: prose.Code}
	case markTag:
		h.marked(t, z, end)
	case blockTag:
		h.block(t, attributesOf(z))
	case plainTag:
		switch t {
		case tagQ:
			if h.speak() {
				h.b.Replace(h.at, end, "“")
			}
			h.push(element{tag: t, context: h.context()})
		case tagTitle:
			h.title = true
		case tagTime:
			h.time(attributesOf(z))
		}
	}
}

// silence opens an element whose text is no prose.
func (h *htmlReader) silence(t *tag) {
	c := h.context()
	c.skip = true
	h.push(element{tag: t, context: c})
}

func (h *htmlReader) push(e element) {
	if len(h.stack) >= deepestElement {
		return
	}
	h.stack = append(h.stack, e)
	h.opened[e.tag.id]++
}

// pop closes the last element.
func (h *htmlReader) pop() {
	e := &h.stack[len(h.stack)-1]
	if e.inline {
		e.opening.end(h.b, e.mark, e.target)
	}
	if e.block {
		h.closeBlock()
		if e.tag == tagTable && len(h.tables) > 0 {
			h.tables = h.tables[:len(h.tables)-1]
		}
	}
	h.opened[e.tag.id]--
	h.stack = h.stack[:len(h.stack)-1]
}

// infer closes what the standard says that a tag closes unasked.
func (h *htmlReader) infer(t *tag) {
	for h.opened[tagHead.id] > 0 {
		h.pop()
	}
	if h.opened[tagP.id] > 0 {
		h.popTo(func(e *element) bool { return e.tag == tagP }, func(e *element) bool { return e.block })
	}
	if t.closes != (tagSet{}) {
		h.popTo(func(e *element) bool { return t.closes.has(e.tag.id) }, func(e *element) bool { return t.barrier.has(e.tag.id) })
	}
}

// popTo closes elements down to the nearest that is meant, if one is met before a barrier. What it walks over it either
// closes or is a few steps.
func (h *htmlReader) popTo(meant, barrier func(*element) bool) {
	const furthest = 64
	for i := len(h.stack) - 1; i >= 0 && len(h.stack)-i < furthest; i-- {
		switch e := &h.stack[i]; {
		case meant(e):
			for len(h.stack) > i {
				h.pop()
			}
			return
		case barrier(e):
			return
		}
	}
}

func (h *htmlReader) block(t *tag, a attributes) {
	name := t.name
	h.infer(t)
	h.closeBlock()
	c := h.context()
	if lang := languageCode(a.lang); lang != "" {
		if name == "html" || name == "body" {
			h.b.Document().Lang = lang
		} else {
			c.lang = lang
		}
	}
	c = h.structure(name, a, c)
	c = hints(name, a, c)
	if a.hidden != "" && name != "body" && name != "html" {
		c.skip = true
	}
	h.push(element{tag: t, block: true, context: c})
	h.textual = t.text
}

// structure is the context in a block by the name of its element.
func (h *htmlReader) structure(name string, a attributes, c context) context {
	switch name {
	case "h1", "h2", "h3", "h4", "h5", "h6":
		c.heading = int(name[1] - '0')
		if name == "h1" && h.opened[tagHeader.id] > 0 && h.opened[tagNav.id]+h.opened[tagAside.id] == 0 {
			h.openHeader()
			c.furniture = false
		}
	case "blockquote":
		c.quote++
	case "ul", "ol", "menu", "dl", "dir":
		if c.item == 0 {
			*h.lists++
			c.list = *h.lists
		}
		c.item++
	case "table":
		*h.lists++
		h.tables = append(h.tables, tableState{list: *h.lists, row: -1})
		c.cell = false
	case "tr":
		if n := len(h.tables); n > 0 {
			h.tables[n-1].row++
			h.tables[n-1].column = -1
		}
	case "td", "th":
		if n := len(h.tables); n > 0 {
			h.tables[n-1].column++
			c.cell = true
		}
	case "caption", "figcaption":
		c.caption = true
	case "pre":
		c.skip = true
	case "nav", "aside", "search", "dialog":
		c.furniture = true
	case "footer":
		c.furniture = c.furniture || c.quote == 0
	case "header":
		c.furniture = c.furniture || h.opened[tagArticle.id]+h.opened[tagMain.id] == 0
	case "form":
		// Some systems put the whole page into a form. One that begins before any text is taken for that.
		c.furniture = c.furniture || len(h.b.Document().Blocks) > 0
	case "article", "main":
		c.furniture = false
	case "li":
		if c.notes {
			c.note, c.label = true, noteLabel(a.id)
		}
	}
	if isNote(a.id) && (name == "li" || name == "p" || name == "div" || name == "aside" || name == "dd" || name == "section") || a.role == "doc-footnote" || a.role == "doc-endnote" {
		c.note, c.label, c.furniture = true, noteLabel(a.id), false
	}
	if label := h.cited[a.id]; label != "" && a.id != "" && (name == "li" || name == "p" || name == "div" || name == "dd") {
		c.note, c.label = true, label
	}
	return c
}

// openHeader lets the rest of a header be text: the first heading in it is the title of the piece, and a standfirst follows.
func (h *htmlReader) openHeader() {
	in := false
	for i := range h.stack {
		in = in || h.stack[i].tag == tagHeader
		h.stack[i].furniture = h.stack[i].furniture && !in
	}
}

// furnitureClasses are words that designers call parts of a page by that are not the text.
var furnitureClasses = func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(`share sharing social byline newsletter breadcrumb breadcrumbs related recommended advert advertisement promo comments
		respond cookie cookies pagination sidebar navigation navbar menu subscribe signup paywall tags masthead toolbar copyright reading-time read-time post-meta
		entry-meta article-meta author-box author-bio author-info`) {
		m[w] = true
	}
	return m
}()

// hints corrects a context by the class, id and role of an element.
func hints(name string, a attributes, c context) context {
	switch a.role {
	case "navigation", "banner", "contentinfo", "complementary", "search", "dialog", "menu":
		c.furniture = true
	case "doc-endnotes", "doc-footnotes":
		c.notes, c.furniture = true, false
	}
	if a.class == "" && a.id == "" {
		return c
	}
	large := name == "html" || name == "body" || name == "main" || name == "article"
	for w := range strings.FieldsSeq(strings.ToLower(a.class + " " + a.id)) {
		switch w {
		case "footnotes", "endnotes", "footnote-list", "reflist", "references-list":
			c.notes, c.furniture = true, false
			continue
		case "caption", "wp-caption-text", "image-caption", "photo-caption", "media-caption":
			c.caption = true
			continue
		case "author", "dateline-time", "timestamp", "published", "post-date", "reading-time":
			c.furniture = c.furniture || !large && (name == "p" || name == "div" || name == "li")
			continue
		}
		if large || strings.HasPrefix(w, "has-") || strings.HasPrefix(w, "with-") || strings.HasPrefix(w, "no-") || strings.HasPrefix(w, "is-") {
			continue
		}
		first, last := w, w
		if i := strings.IndexAny(w, "-_"); i > 0 {
			first, last = w[:i], w[strings.LastIndexAny(w, "-_")+1:]
		}
		if furnitureClasses[w] || furnitureClasses[last] || furnitureClasses[first] && first != "sidebar" && first != "menu" && first != "tags" {
			c.furniture = true
		}
	}
	return c
}

// notePrefixes are how ids of notes begin, in the habit of one system or another.
var notePrefixes = []string{"fn", "footnote", "endnote", "cite_note", "_ftn", "ftn", "_edn", "edn", "note", "en"}

// isNote tells whether an id is that of a note: a known beginning, and a number or a name after a joint. References back
// to the text have "ref" in them.
func isNote(id string) bool {
	id = strings.ToLower(id)
	if id == "" || len(id) > 80 || strings.Contains(id, "ref") {
		return false
	}
	for _, p := range notePrefixes {
		rest, ok := strings.CutPrefix(id, p)
		if !ok {
			continue
		}
		joint := strings.TrimLeft(rest, "-_:.")
		if joint != "" && (digit(joint[0]) || joint != rest && p != "en" && p != "note") {
			return true
		}
	}
	return false
}

// noteLabel is the label of a note by its id: its number, else what follows the joint.
func noteLabel(id string) string {
	end := len(id)
	for end > 0 && digit(id[end-1]) {
		end--
	}
	if end < len(id) {
		return id[end:]
	}
	if i := strings.IndexAny(id, "-:."); i >= 0 {
		return id[i+1:]
	}
	return id
}

func (h *htmlReader) void(t *tag, z *nethtml.Tokenizer, end int) {
	switch t.name {
	case "br":
		if h.b.Begun() {
			if h.blank.to == 0 {
				h.blank.from = h.at
			}
			h.blank.to = end
			if h.breaks++; h.breaks > 1 {
				textual := h.textual
				h.closeBlock()
				h.textual = textual
			}
		}
	case "hr":
		h.infer(t)
		h.closeBlock()
	case "img":
		if h.b.Begun() && !h.context().skip {
			src := attributesOf(z).src
			h.flush()
			h.b.Object(h.at, end, prose.Image, src)
		}
	case "meta":
		h.meta(attributesOf(z))
	}
}

// meta keeps what a page says of itself.
func (h *htmlReader) meta(a attributes) {
	key, value := strings.ToLower(a.name), strings.TrimSpace(a.content)
	if key == "" {
		key = strings.ToLower(a.property)
	}
	d := h.b.Document()
	if strings.EqualFold(a.equiv, "content-language") {
		key = "lang"
	}
	if key == "" || value == "" {
		return
	}
	set := func(key string) {
		if d.Meta[key] == "" {
			d.Meta[key] = value
		}
	}
	set(key)
	switch key {
	case "article:published_time", "dc.date", "dcterms.created", "dcterms.issued", "datepublished", "citation_publication_date", "pubdate":
		set("date")
	case "og:title":
		set("title")
	case "og:locale", "dc.language", "inlanguage":
		set("lang")
	case "dc.creator", "article:author":
		set("author")
	}
}

func (h *htmlReader) time(a attributes) {
	if strings.EqualFold(a.property, "datePublished") && a.content != "" && h.b.Document().Meta["date"] == "" {
		h.b.Document().Meta["date"] = a.content
	}
}

// marked begins an inline element that leaves a mark.
func (h *htmlReader) marked(t *tag, z *nethtml.Tokenizer, end int) {
	e := element{tag: t, context: h.context()}
	if e.skip {
		h.push(e)
		return
	}
	if t == tagSup {
		h.superscript(end)
		if h.swallow.tag == nil {
			h.push(e)
		}
		return
	}
	var target string
	if t == tagA {
		a := attributesOf(z)
		if h.reference(a, end) {
			return
		}
		target = a.href
		if target == "" {
			h.push(e)
			return
		}
	}
	h.flush()
	e.inline, e.mark, e.target, e.opening = true, inlineMarks[t.name], target, mark(h.b)
	h.push(e)
}

// visible is the text of an inline element that begins at from, "" where it is longer than a footnote's mark.
func (h *htmlReader) visible(name string, from int) string {
	rest := h.text[from:min(len(h.text), from+200)]
	end := strings.Index(rest, "</"+name)
	if end < 0 {
		return ""
	}
	var out strings.Builder
	inTag := false
	for _, r := range rest[:end] {
		switch {
		case r == '<':
			inTag = true
		case r == '>':
			inTag = false
		case !inTag:
			out.WriteRune(r)
		}
	}
	return strings.TrimSpace(stdhtml.UnescapeString(out.String()))
}

// footnoteMark tells whether a text is the mark of a footnote: 12, [12], *, [a].
func footnoteMark(s string) bool {
	s = strings.Trim(s, "[]() \u00A0")
	if s == "" || len(s) > 4 {
		return false
	}
	if strings.Trim(s, "0123456789") == "" || strings.Trim(s, "*†‡§¶#") == "" {
		return true
	}
	return len(s) == 1 && letter(s[0])
}

// reference takes a link to a note of the page for what it is, and drops one that leads back from the note.
func (h *htmlReader) reference(a attributes, end int) bool {
	fragment, local := strings.CutPrefix(a.href, "#")
	if i := strings.LastIndexByte(a.href, '#'); !local && i >= 0 {
		fragment = a.href[i+1:] // the page's own address may stand before it
	}
	words := a.class + " " + a.role
	if strings.Contains(words, "backlink") || strings.Contains(words, "backref") || strings.Contains(words, "reversefootnote") {
		h.swallow = swallowed{tag: tagA, from: h.at, drop: true}
		return true
	}
	if fragment == "" || !local && !isNote(fragment) {
		return false
	}
	shown := h.visible("a", end)
	if h.context().note && local && (strings.Contains(strings.ToLower(fragment), "ref") || strings.ContainsAny(shown, "↩↑^")) {
		h.swallow = swallowed{tag: tagA, from: h.at, drop: true}
		return true
	}
	if !footnoteMark(shown) || !(isNote(fragment) || h.opened[tagSup.id] > 0 || strings.Contains(words, "noteref") || strings.Contains(words, "footnote") ||
		strings.HasPrefix(shown, "[")) {
		return false
	}
	label := noteLabel(fragment)
	if !isNote(fragment) {
		label = strings.Trim(shown, "[]() \u00A0")
		if h.cited == nil {
			h.cited = map[string]string{}
		}
		h.cited[fragment] = label
	}
	// No blank before it: the mark belongs to the word.
	h.speak()
	h.swallow = swallowed{tag: tagA, from: h.at, kind: prose.Footnote, target: label}
	return true
}

// superscript takes a bare raised number for the mark of a footnote where it is one.
func (h *htmlReader) superscript(end int) {
	if !h.b.Begun() || end < len(h.text) && h.text[end] == '<' {
		return
	}
	if label := raisedMark(h.text[:h.at], h.visible("sup", end)); label != "" {
		h.speak()
		h.swallow = swallowed{tag: tagSup, from: h.at, kind: prose.Footnote, target: label}
	}
}

// raisedMark is the label of the footnote that a raised number marks behind a word or a full stop; "" behind a figure or a
// unit, where it is an exponent.
func raisedMark(text, shown string) string {
	if text == "" || shown == "" || strings.Trim(strings.Trim(shown, "[]"), "0123456789,–- *†‡") != "" || len(shown) > 8 {
		return ""
	}
	before := text[max(0, len(text)-4):]
	last := before[len(before)-1]
	word := len(before) == 4 && strings.IndexFunc(before, func(r rune) bool { return r < utf8.RuneSelf && !letter(byte(r)) }) < 0
	word = word || letter(last) && strings.Contains(shown, ",") // 1,2: no exponent
	if strings.IndexByte(".,;:!?\")", last) >= 0 || strings.HasSuffix(before, "”") || word {
		return strings.Trim(shown, "[] ")
	}
	return ""
}

// finish ends an element that becomes an Object, at the offset end.
func (h *htmlReader) finish(end int) {
	s := h.swallow
	if s.tag == nil {
		return
	}
	h.swallow = swallowed{}
	if s.drop || end <= s.from || !h.speak() {
		return
	}
	h.b.Object(s.from, end, s.kind, s.target)
}

func (h *htmlReader) end(t *tag, end int) {
	if h.swallow.tag != nil {
		switch {
		case t == h.swallow.tag && h.swallow.depth > 0:
			h.swallow.depth--
			return
		case t == h.swallow.tag:
			h.finish(end)
			return
		case t.kind != blockTag:
			return
		}
		h.finish(h.at)
	}
	if t == tagTitle {
		h.title = false
	}
	if h.opened[t.id] == 0 {
		if t.kind == blockTag {
			h.closeBlock()
		}
		return
	}
	if t.kind == blockTag || t.kind == hiddenTag {
		for len(h.stack) > 0 {
			last := h.stack[len(h.stack)-1].tag
			h.pop()
			if last == t {
				break
			}
		}
		return
	}
	if t == tagQ && !h.context().skip && h.b.Begun() {
		h.b.Replace(h.at, end, "”")
	}
	// An inline element may be ended in the wrong order, but not across a block.
	h.popTo(func(e *element) bool { return e.tag == t }, func(e *element) bool { return e.block })
}

func (h *htmlReader) comment(end int) {
	raw := h.text[h.at:end]
	inner, ok := strings.CutPrefix(raw, "<!--")
	if !ok {
		return
	}
	inner = strings.TrimSpace(strings.TrimSuffix(inner, "-->"))
	if inner == "" || strings.HasPrefix(inner, "[if") || strings.HasPrefix(inner, "<![endif") || h.swallow.tag != nil {
		return
	}
	c := h.context()
	if h.b.Begun() || h.textual && !c.skip {
		if h.speak() {
			h.b.Object(h.at, end, prose.Comment, inner)
		}
		return
	}
	h.b.OpenBlock(prose.Block{Kind: prose.Furniture})
	h.b.Object(h.at, end, prose.Comment, inner)
	h.b.CloseBlock()
}

// speak sees to it that a block is open in which something can be said, and tells whether it can.
func (h *htmlReader) speak() bool {
	c := h.context()
	if c.skip {
		return false
	}
	if h.b.InBlock() {
		h.flush()
		return true
	}
	h.b.OpenBlock(h.blockOf(c))
	return true
}

// blockOf is the block that text in a context makes.
func (h *htmlReader) blockOf(c context) prose.Block {
	blk := prose.Block{Kind: prose.Paragraph, Lang: c.lang}
	if c.lang == h.b.Document().Lang {
		blk.Lang = ""
	}
	switch {
	case c.furniture:
		blk.Kind = prose.Furniture
	case c.quote > 0:
		blk.Kind, blk.Level = prose.Quote, c.quote
	case c.note:
		blk.Kind, blk.Label = prose.Note, c.label
		if c.item > 0 {
			blk.Level, blk.List = c.item, c.list
		}
	case c.heading > 0:
		blk.Kind, blk.Level = prose.Heading, c.heading
	case c.caption:
		blk.Kind = prose.Caption
	case c.cell && len(h.tables) > 0:
		t := h.tables[len(h.tables)-1]
		blk.Kind, blk.Level, blk.Column, blk.List = prose.Cell, max(t.row, 0), max(t.column, 0), t.list
	case c.item > 0:
		blk.Kind, blk.Level, blk.List = prose.ListItem, c.item, c.list
	}
	return blk
}

// flush copies the white space that was kept back: one blank, or the end of a line where <br> stood.
func (h *htmlReader) flush() {
	from, to, breaks := h.blank.from, h.blank.to, h.breaks
	h.blank, h.breaks = extent{}, 0
	switch {
	case to == 0 || !h.b.Begun():
	case breaks > 0:
		h.b.Replace(from, to, "\n")
	case to == from+1 && h.text[from] == ' ':
		h.b.Copy(from, to)
	default:
		h.b.Replace(from, to, " ")
	}
}

// words copies a text: white space collapsed, entities decoded, addresses made Objects.
func (h *htmlReader) words(from, to int) {
	if h.title {
		d := h.b.Document()
		if d.Title == "" {
			d.Title = strings.Join(strings.Fields(stdhtml.UnescapeString(h.text[from:to])), " ")
		}
		return
	}
	if h.swallow.tag != nil || len(h.stack) > 0 && h.stack[len(h.stack)-1].skip {
		return
	}
	for from < to {
		end := from
		for end < to && space(h.text[end]) {
			end++
		}
		if end > from {
			if h.b.Begun() {
				if h.blank.to == 0 {
					h.blank.from = from
				}
				h.blank.to = end
			}
			from = end
			continue
		}
		end = h.line(from, to)
		if !h.b.InBlock() {
			blk := h.blockOf(h.context())
			if blk.Kind == prose.Paragraph {
				if n, label := bracketed(h.text[from:end]); label != "" && n < end-from {
					blk.Kind, blk.Label = prose.Note, label
					from += n
					for from < end && space(h.text[from]) {
						from++
					}
				}
			}
			h.b.OpenBlock(blk)
		}
		h.flush()
		for from < end {
			start, stop := h.links.next(from, end)
			h.decoded(from, start)
			if start < end {
				h.links.object(h.b, start, stop)
			}
			from = stop
		}
	}
}

// line is the end of the text from from on that can be copied as it is: up to the end of the text, a blank at its end,
// or two blanks in a row or another kind of white space.
func (h *htmlReader) line(from, to int) int {
	for i := from; i < to; i++ {
		if c := h.text[i]; c <= ' ' && space(c) && (c != ' ' || i+1 == to || space(h.text[i+1])) {
			return i
		}
	}
	return to
}

func space(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' }

// decoded copies text with its entities decoded.
func (h *htmlReader) decoded(from, to int) {
	for from < to {
		amp := index(h.text[:to], from, '&')
		h.b.Copy(from, amp)
		if from = amp; from == to {
			return
		}
		n, decoded := entity(h.text[from:to])
		if n == 0 {
			n, decoded = looseEntity(h.text[from:to])
		}
		if n == 0 {
			h.b.Copy(from, from+1)
			from++
			continue
		}
		h.b.Replace(from, from+n, decoded)
		from += n
	}
}

// longestLoose is the length of &Aacute, the longest reference that may stand without its semicolon.
const longestLoose = 7

// looseEntity decodes what browsers read at the head of s although no semicolon ends it: a number, or one of the names of old,
// whatever follows (&copying is ©ing); 0 where there is none.
func looseEntity(s string) (length int, decoded string) {
	if strings.HasPrefix(s, "&#") {
		return numericEntity(s)
	}
	for length = 1; length < min(len(s), longestLoose) && (letter(s[length]) || digit(s[length])); {
		length++
	}
	decoded = stdhtml.UnescapeString(s[:length])
	if decoded == s[:length] {
		return 0, ""
	}
	_, size := utf8.DecodeRuneInString(decoded)
	return length - len(decoded[size:]), decoded[:size]
}

// numericEntity decodes the character reference by number at the head of s, with or without its semicolon; 0 where there is none.
func numericEntity(s string) (length int, decoded string) {
	length = len("&#")
	digits := "0123456789"
	if len(s) > length && s[length]|0x20 == 'x' {
		length, digits = length+1, "0123456789abcdefABCDEF"
	}
	rest := strings.TrimLeft(s[length:], digits)
	if len(rest) == len(s[length:]) {
		return 0, ""
	}
	decoded = stdhtml.UnescapeString(s[:len(s)-len(rest)] + ";")
	return len(s) - len(strings.TrimPrefix(rest, ";")), decoded
}

// attribute is the value of an attribute in a tag, for the few tags in a Markdown text.
func attribute(raw, name string) string {
	z := nethtml.NewTokenizer(strings.NewReader(raw))
	z.Next()
	for more := true; more; {
		var key, value []byte
		if key, value, more = z.TagAttr(); string(key) == name {
			return string(value)
		}
	}
	return ""
}
