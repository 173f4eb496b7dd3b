package pack

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"github.com/sayso-lint/sayso/internal/bounded"
	"github.com/sayso-lint/sayso/internal/inflect"
	"github.com/sayso-lint/sayso/internal/match"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/modality"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/voice"
)

// Parse reads a file: a pack, with its rules under "rules", or rules alone, a YAML document each, as the files of a folder
// and the built-in ones are. The error joins one line a mistake, each with file, line and column, what was expected, and
// the nearest known name where a name is wrong.
func Parse(file string, data []byte) (*Pack, error) {
	return parse(file, data, &defaults{lang: lint.DefaultLang})
}

// defaults are what a pack says for all of its rules.
type defaults struct {
	pack, lang string
	named      bool  // rules without the name of a pack before them are a mistake: sayso's own alone have none
	lists      fs.FS // the phrases that stand beside sayso's own; nil of others
	family     lint.Family
	severity   map[lint.Profile]lint.Severity
	confidence lint.Confidence
}

func parse(file string, data []byte, given *defaults) (*Pack, error) {
	r := &reader{file: file, defaults: given, lines: strings.Split(string(data), "\n")}
	if err := bounded.Parseable(data); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	tree, err := parser.ParseBytes(data, 0)
	if err != nil {
		return nil, r.syntax(err)
	}
	p := &Pack{Path: file}
	for _, doc := range tree.Docs {
		if doc.Body == nil || doc.Body.Type() == ast.CommentType || doc.Body.Type() == ast.CommentGroupType {
			continue
		}
		switch {
		case r.isPack(doc.Body):
			r.pack(doc.Body, p)
		case given.pack == "" && given.named:
			r.mistake(doc.Body, "a pack needs a name: pack: house; a folder has it in %s", HeadFile)
			return nil, errors.Join(r.mistakes...)
		default:
			p.Specs = append(p.Specs, r.spec(doc.Body))
		}
	}
	r.twice(p)
	if len(r.mistakes) > 0 {
		return nil, bounded.Mistakes(r.mistakes) //nolint:wrapcheck // they are our own
	}
	return p, nil
}

func (r *reader) isPack(n ast.Node) bool {
	m, ok := plain(n).(ast.MapNode)
	if !ok {
		return false
	}
	for it := m.MapRange(); it.Next(); {
		if key := it.Key().String(); key == "pack" || key == "rules" {
			return true
		}
	}
	return false
}

// pack reads a pack. What it says for all of its rules is read before them, wherever it stands.
func (r *reader) pack(n ast.Node, p *Pack) {
	var rules ast.Node
	r.fields(n, "a pack", r.packFields(p, &rules)...)
	r.defaults.pack = p.Name
	if p.Name == "" && len(r.mistakes) == 0 {
		r.mistake(n, "a pack needs a name: pack: house")
	}
	if rules == nil {
		return
	}
	r.sequence(rules, "rules", func(n ast.Node) { p.Specs = append(p.Specs, r.spec(n)) })
}

func (r *reader) packFields(p *Pack, rules *ast.Node) []field {
	d := r.defaults
	return []field{
		{"pack", "the pack's name; it stands before the ids of its rules: house/banned-word", shape{"type": "string", "pattern": idPattern}, func(n ast.Node) {
			r.text(n, &p.Name)
			if !lint.IsName(p.Name) {
				r.mistake(n, "pack %q: a name is lower-case words joined by hyphens, such as house-style", p.Name)
			}
		}},
		{"summary", "one line: what the pack is for", aText, r.word(&p.Summary)},
		{"lang", "the language of phrases that name none, as ISO 639-1; en where it is left out", aText, func(n ast.Node) { r.language(n, &d.lang) }},
		{"family", "the family of rules that name none", oneOf(familyNames()), func(n ast.Node) { r.family(n, &d.family) }},
		{"severity", "the severity of rules that name none: one for all profiles, or one for each", severityShape(), func(n ast.Node) { d.severity = r.severities(n) }},
		{"confidence", "the confidence of rules that name none", oneOf(confidences), func(n ast.Node) { r.confidence(n, &d.confidence) }},
		{"rules", "the rules", shape{"type": "array", "items": shape{"$ref": "#/$defs/rule"}}, func(n ast.Node) { *rules = n }},
	}
}

// twice refuses two rules of one id.
func (r *reader) twice(p *Pack) {
	at := map[string]ast.Node{}
	for i, s := range p.Specs {
		if i >= len(r.ids) || r.ids[i] == nil {
			continue
		}
		if first := at[s.ID]; first != nil {
			r.mistake(r.ids[i], "rule %s is here twice; the first stands in line %d", s.ID, first.GetToken().Position.Line)
		}
		at[s.ID] = r.ids[i]
	}
}

// spec reads a rule.
func (r *reader) spec(n ast.Node) *Spec {
	d := r.defaults
	s := &Spec{Family: d.family, Severity: d.severity, Confidence: d.confidence, File: r.file}
	before := len(r.mistakes)
	r.ids = append(r.ids, nil)
	r.idle = map[string]ast.Node{}
	r.declared(n, s)
	r.fields(n, "a rule", r.ruleFields(s)...)
	if len(r.mistakes) > before {
		return s
	}
	if d.pack != "" {
		s.ID = d.pack + "/" + s.ID
		s.fill()
	}
	for _, name := range slices.Sorted(maps.Keys(r.idle)) {
		r.mistake(r.idle[name], "neither when nor ceiling asks about %s, so it changes nothing", name)
	}
	r.listed(n, s)
	r.complete(n, s)
	return s
}

// declared reads the options and words of a rule before its expressions, wherever they stand.
func (r *reader) declared(n ast.Node, s *Spec) {
	m, ok := plain(n).(ast.MapNode)
	if !ok {
		return
	}
	for it := m.MapRange(); it.Next(); {
		switch it.Key().String() {
		case "options":
			r.options(plain(it.Value()), s)
		case "words":
			r.words(plain(it.Value()), s)
		}
	}
}

// fill is what a pack's rule need not say.
func (s *Spec) fill() {
	if s.Summary == "" {
		s.Summary = strings.NewReplacer("{span}", "...", "{to}", "...").Replace(s.Message)
	}
	if s.Family == "" {
		s.Family = lint.Stance
	}
	if s.Confidence == lint.Unstated {
		s.Confidence = lint.High
	}
	if s.Severity == nil {
		s.Severity = map[lint.Profile]lint.Severity{}
		for _, p := range lint.Profiles {
			s.Severity[p] = lint.Warning
		}
	}
}

func (r *reader) ruleFields(s *Spec) []field {
	return []field{
		{"rule", "the rule's id, named after the fault: lower-case words joined by hyphens", shape{"type": "string", "pattern": idPattern}, func(n ast.Node) {
			r.text(n, &s.ID)
			r.ids[len(r.ids)-1] = n
			if !lint.IsName(s.ID) {
				r.mistake(n, "rule %q: an id is lower-case words joined by hyphens, such as banned-word; the pack's name is put before it", s.ID)
			}
		}},
		{"summary", "one line: what it finds", aText, r.word(&s.Summary)},
		{"message", "what the report says: lower case, no full stop; {span} stands for the words found", aText, r.word(&s.Message)},
		{"note", "what stands beside a finding: why nothing excused it", aText, r.word(&s.Note)},
		{"why", "why an editor would want to know", aText, r.word(&s.Why)},
		{"remedy", "how the author mends it", aText, r.word(&s.Remedy)},
		{"family", "the concern it belongs to", oneOf(familyNames()), func(n ast.Node) { r.family(n, &s.Family) }},
		{"severity", "one for all profiles, or one for each", severityShape(), func(n ast.Node) { s.Severity = r.severities(n) }},
		{"confidence", "what a hit usually is", oneOf(confidences), func(n ast.Node) { r.confidence(n, &s.Confidence) }},
		{"since", "the release that brought it", aText, r.word(&s.Since)},
		{"standards", "what a published standard demands, and where", listOf(shape{"$ref": "#/$defs/standard"}), func(n ast.Node) {
			r.sequence(n, "standards", func(n ast.Node) {
				var st lint.Standard
				r.fields(n, "a standard", r.standardFields(&st)...)
				s.Standards = append(s.Standards, st)
			})
		}},
		{"replaces", "ids of blunter rules, whose finding on the same words is dropped", texts, r.texts("replaces", &s.Replaces)},

		{"phrases", "the words to find: a list, or lists by language; say~ is say in all its forms, a|b either word, word? may be missing, * any word, ... up to four", phrasesShape, func(n ast.Node) { s.Phrases = r.phrases(n) }},
		{"swap", "phrases and what to write instead: a text, a list to choose from, or \"\" to delete; utilise~: use~ replaces each form by its like", shape{"type": "object"}, func(n ast.Node) { s.Swap = r.swap(n, s.Swap) }},
		{"safe", "no swap changes the meaning, and --fix may write it", shape{"type": "boolean"}, func(n ast.Node) {
			if s.Swap == nil {
				s.Swap = &Swap{}
			}
			s.Swap.Safe = r.truth(n)
		}},
		{"pattern", "sequences of tokens, such as \"very <JJ>\": words, say~, <TAG>, # (a number) or #percent, *, ..., and item? where it may be missing", phrasesShape, func(n ast.Node) { s.Pattern = r.patterns(n) }},
		{"limit", "phrases that may stand only so often", shape{"$ref": "#/$defs/limit"}, func(n ast.Node) {
			s.Limit = &Limit{Most: -1}
			r.fields(n, "limit", r.limitFields(s.Limit)...)
			if s.Limit.Most < 0 || s.Limit.Per == "" || len(s.Limit.Phrases) == 0 {
				r.mistake(n, "limit needs phrases, most (how often they may stand) and per (%s)", strings.Join(limitScopes, ", "))
			}
		}},
		{"near", "phrases that need others near them, or must not have them there", shape{"$ref": "#/$defs/near"}, func(n ast.Node) {
			s.Near = &Near{}
			r.fields(n, "near", r.nearFields(s.Near)...)
			if len(s.Near.Phrases) == 0 || (len(s.Near.Needs) == 0) == (len(s.Near.Avoids) == 0) || s.Near.Within == "" {
				r.mistake(n, "near needs phrases, needs (what must stand near them) or avoids (what must not), and within (%s)", strings.Join(nearScopes, ", "))
			}
		}},
		{"regex", "a regular expression for the sentences in which an anchor stands", shape{"$ref": "#/$defs/regex"}, func(n ast.Node) {
			s.Regex = &Regex{}
			r.fields(n, "regex", r.regexFields(s.Regex)...)
			if len(s.Regex.Anchors)+len(s.Regex.Numbers) == 0 || s.Regex.Expression == "" {
				r.mistake(n, "regex needs anchor (words or # without which no sentence is searched) and match (the expression)")
			}
		}},

		{"voice", "whose words it is about", oneOf(voices), func(n ast.Node) { s.Voice = Voice(r.choice(n, "voice", voices)) }},
		{"mood", "moods of the clause that excuse", listOf(oneOf(moods)), func(n ast.Node) { r.moods(n, s) }},
		{"block", "the kinds of block it looks at; all but block quotations where it is left out", oneOrMore(blocks()), func(n ast.Node) {
			r.oneOrMore(n, func(n ast.Node) { s.Blocks = append(s.Blocks, prose.Kind(r.choice(n, "block", blocks()))) })
		}},
		{"section", "the sections it looks at, by what they are for", oneOrMore(roles()), func(n ast.Node) {
			r.oneOrMore(n, func(n ast.Node) { s.Sections = append(s.Sections, voice.Role(r.choice(n, "section", roles()))) })
		}},
		{"unless", "phrases that excuse: around what was found, right before it, right after it; or these by language", shape{"$ref": "#/$defs/unless"}, func(n ast.Node) { r.unless(n, s) }},
		{"words", "lists of single words and of parts of speech (<JJ>) by name, for conditions to ask about: before(\"courts\", 3)", shape{"type": "object", "additionalProperties": shape{"oneOf": []shape{aText, texts}}}, func(ast.Node) {}},
		{"options", "what a user may set, by name: a default, which says the type, values where a text has few, and doc", shape{"type": "object", "additionalProperties": shape{"$ref": "#/$defs/option"}}, func(ast.Node) {}},
		{"when", "a condition over facts and options, in the language of expr-lang.org: voice == 'author' and not sourced", aText, func(n ast.Node) {
			r.expression(n, "when", &s.When, func() (*expression, error) { return s.condition(s.When) })
		}},
		{"ceiling", "an expression that comes to a severity under what the profile says, off to report nothing: list == 'weak' ? 'info' : option.strong", aText, func(n ast.Node) {
			r.expression(n, "ceiling", &s.Ceiling, func() (*expression, error) {
				e, err := s.ceiling(s.Ceiling)
				if err == nil {
					err = s.ceilingFault(e)
				}
				return e, err
			})
		}},
		{"bad", "texts in which it fires, with what it finds in double brackets: He visited [[Kiev]].", shape{"$ref": "#/$defs/bad"}, func(n ast.Node) { r.examples(n, s, true) }},
		{"good", "texts in which it is silent", shape{"$ref": "#/$defs/good"}, func(n ast.Node) { r.examples(n, s, false) }},
	}
}

func (r *reader) standardFields(st *lint.Standard) []field {
	return []field{
		{"source", "the standard", aText, r.word(&st.Source)},
		{"where", "its section", aText, r.word(&st.Where)},
		{"demands", "what it asks", aText, r.word(&st.Demands)},
	}
}

var (
	limitScopes = []string{string(InSentence), string(InParagraph), string(InSection), string(InDocument), string(PerThousand)}
	nearScopes  = []string{string(InSentence), string(InReach), string(InParagraph), string(InSection), string(InDocument)}
)

func (r *reader) limitFields(l *Limit) []field {
	return []field{
		{"phrases", "the phrases that are counted", phrasesShape, func(n ast.Node) { l.Phrases = r.phrases(n) }},
		{"most", "how many may stand in one stretch", shape{"type": "integer", "minimum": 0}, func(n ast.Node) { l.Most = r.count(n, "most") }},
		{"per", "the stretch", oneOf(limitScopes), func(n ast.Node) { l.Per = Scope(limitScopes[r.choice(n, "per", limitScopes)]) }},
	}
}

func (r *reader) nearFields(x *Near) []field {
	return []field{
		{"phrases", "the phrases that need something", phrasesShape, func(n ast.Node) { x.Phrases = r.phrases(n) }},
		{"needs", "what must stand near them", phrasesShape, func(n ast.Node) { x.Needs = r.phrases(n) }},
		{"avoids", "what must not stand near them", phrasesShape, func(n ast.Node) { x.Avoids = r.phrases(n) }},
		{"within", "how near; reach is the sentence and the ones before and after it", oneOf(nearScopes), func(n ast.Node) { x.Within = Scope(nearScopes[r.choice(n, "within", nearScopes)]) }},
	}
}

func (r *reader) regexFields(x *Regex) []field {
	return []field{
		{"anchor", "words without which no sentence is searched; \"#\" is any number, \"#date\" one of a kind", phrasesShape, func(n ast.Node) { r.anchors(n, x) }},
		{"match", "the expression (RE2); (?i) before it ignores case", aText, func(n ast.Node) {
			r.text(n, &x.Expression)
			if _, err := Compile(x.Expression); err != nil {
				r.mistake(n, "match: %v", err)
			}
		}},
	}
}

// complete asks of the whole what its parts cannot show.
func (r *reader) complete(n ast.Node, s *Spec) {
	ways := 0
	for _, used := range []bool{len(s.Phrases) > 0, s.Swap != nil && len(s.Swap.Pairs) > 0, len(s.Pattern) > 0, s.Limit != nil, s.Near != nil, s.Regex != nil} {
		if used {
			ways++
		}
	}
	switch {
	case ways == 0:
		r.mistake(n, "rule %s looks for nothing; it needs one of phrases, swap, pattern, limit, near, regex", s.ID)
		return
	case ways > 1:
		r.mistake(n, "rule %s looks in %d ways; give each a rule of its own", s.ID, ways)
		return
	case s.Swap != nil && len(s.Swap.Pairs) == 0:
		r.mistake(n, "rule %s: safe is about swap, and there is none", s.ID)
		return
	case s.Message == "":
		r.mistake(n, "rule %s needs a message: what the report says of {span}", s.ID)
		return
	}
	r.placeholders(n, s)
	rule := s.Rule()
	if err := lint.Validate(rule); err != nil {
		for line := range strings.SplitSeq(err.Error(), "\n") {
			r.mistake(n, "%s", line)
		}
	}
	if _, err := match.New(rule.Cues.Lists); err != nil {
		r.mistake(n, "rule %s: phrases: %v", s.ID, err)
	}
	if s.Near != nil {
		if _, err := match.New(lists(s.Near.others())); err != nil {
			r.mistake(n, "rule %s: needs or avoids: %v", s.ID, err)
		}
	}
	if _, err := match.New(s.excuses()); err != nil {
		r.mistake(n, "rule %s: unless: %v", s.ID, err)
	}
}

var placeholder = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\{[a-z]+\}`)
})

// placeholders refuses those in the message that the rule cannot fill.
func (r *reader) placeholders(n ast.Node, s *Spec) {
	known := []string{"{span}"}
	switch {
	case s.Swap != nil:
		known = append(known, "{to}")
	case s.Limit != nil:
		known = append(known, "{count}", "{most}")
	}
	said := []string{s.Message}
	for _, list := range s.Phrases {
		said = append(said, list.Message)
	}
	for _, p := range placeholder().FindAllString(strings.Join(said, " "), -1) {
		if !slices.Contains(known, p) {
			r.mistake(n, "rule %s: message: nothing fills %s; this rule knows %s", s.ID, p, strings.Join(known, ", "))
		}
	}
}

// choice reads one of several words and gives its index.
func (r *reader) choice(n ast.Node, what string, known []string) int {
	var s string
	r.text(n, &s)
	i := slices.Index(known, s)
	if i < 0 {
		r.unknown(n, what, s, known)
	}
	return max(i, 0)
}

// oneOrMore reads a text or a list of them.
func (r *reader) oneOrMore(n ast.Node, do func(ast.Node)) {
	if _, list := n.(*ast.SequenceNode); list {
		r.sequence(n, "a list", do)
		return
	}
	do(n)
}

func empty(n ast.Node) bool {
	list, ok := n.(*ast.SequenceNode)
	return ok && len(list.Values) == 0
}

func (r *reader) truth(n ast.Node) bool {
	b, ok := n.(*ast.BoolNode)
	if !ok {
		r.mistake(n, "expected true or false")
		return false
	}
	return b.Value
}

func (r *reader) count(n ast.Node, what string) int {
	i, err := strconv.Atoi(n.GetToken().Value)
	if _, ok := n.(*ast.IntegerNode); !ok || err != nil || i < 0 {
		r.mistake(n, "%s: expected a whole number, 0 or more", what)
	}
	return i
}

func (r *reader) language(n ast.Node, into *string) {
	r.text(n, into)
	if !IsLanguage(*into) {
		r.mistake(n, "unknown language %q: expected a code of ISO 639-1 such as en or de", *into)
		*into = lint.DefaultLang // one mistake is enough
	}
}

func (r *reader) family(n ast.Node, into *lint.Family) {
	*into = lint.Families[r.choice(n, "family", familyNames())]
}

func familyNames() []string {
	known := make([]string, len(lint.Families))
	for i, f := range lint.Families {
		known[i] = string(f)
	}
	return known
}

// severities reads one severity for all profiles, or one for each; those it does not name are off.
func (r *reader) severities(n ast.Node) map[lint.Profile]lint.Severity {
	out := map[lint.Profile]lint.Severity{}
	known := profileNames()
	if _, ok := n.(ast.MapNode); !ok {
		var v lint.Severity
		r.severity(n, &v)
		for _, p := range lint.Profiles {
			out[p] = v
		}
		return out
	}
	r.mapping(n, "severity", func(key string, at, value ast.Node) {
		if !slices.Contains(known, key) {
			r.unknown(at, "profile", key, known)
			return
		}
		var v lint.Severity
		r.severity(value, &v)
		out[lint.Profile(key)] = v
	})
	if r.defaults.pack != "" {
		for _, p := range lint.Profiles {
			if _, said := out[p]; !said && p != lint.Audit {
				out[p] = lint.Off
			}
		}
	}
	return out
}

func profileNames() []string {
	known := make([]string, len(lint.Profiles))
	for i, p := range lint.Profiles {
		known[i] = string(p)
	}
	return known
}

// The words that may stand behind some keys, in the order of what they stand for.
var (
	voices      = []string{"author", "source", "any"}
	moods       = []string{"question", "conditional", "negation", "imperative"}
	severities  = []string{"off", "info", "warning", "error"}
	confidences = []string{"low", "medium", "high"}
)

// blocks are the kinds of block that a rule may look at.
func blocks() []string {
	var names []string
	for k := prose.Paragraph; k < prose.Furniture; k++ {
		names = append(names, k.String())
	}
	return names
}

func roles() []string {
	var names []string
	for role := voice.Body; role <= voice.HowTo; role++ {
		names = append(names, role.String())
	}
	return names
}

func (r *reader) moods(n ast.Node, s *Spec) {
	r.sequence(n, "mood", func(n ast.Node) {
		s.Mood |= [...]modality.Mood{modality.Question, modality.Protasis, modality.Negated, modality.Imperative}[r.choice(n, "mood", moods)]
	})
}

// phrases reads a list of phrases, or by language a list or named lists of them.
func (r *reader) phrases(n ast.Node) (all []Phrases) {
	add := func(list Phrases, n ast.Node) {
		if empty(n) {
			r.mistake(n, "phrases: no phrase in this list")
		}
		r.oneOrMore(n, func(n ast.Node) {
			if phrase, ok := r.phrase(n); ok {
				list.Phrases = append(list.Phrases, phrase)
			}
		})
		all = append(all, list)
	}
	if _, byLanguage := n.(ast.MapNode); !byLanguage {
		add(Phrases{Lang: r.defaults.lang}, n)
		return all
	}
	r.languages(n, "phrases", func(lang string, n ast.Node) {
		if _, deeper := n.(ast.MapNode); !deeper {
			add(Phrases{Lang: lang}, n)
			return
		}
		r.mapping(n, "phrases", func(name string, _, n ast.Node) {
			list := Phrases{Lang: lang, Name: name}
			if _, deeper := n.(ast.MapNode); !deeper {
				add(list, n)
				return
			}
			var phrases ast.Node
			r.fields(n, "a list of phrases",
				field{"message", "a message of its own", aText, r.word(&list.Message)},
				field{"severity", "a ceiling under what the profile says", oneOf(severities), func(n ast.Node) { r.severity(n, &list.Severity) }},
				field{"confidence", "what a hit of the list is", oneOf(confidences), func(n ast.Node) { r.confidence(n, &list.Confidence) }},
				field{"phrases", "the phrases", texts, func(n ast.Node) { phrases = n }},
			)
			if phrases == nil && r.defaults.lists != nil {
				all = append(all, list) // they stand beside the rule
				return
			}
			if phrases == nil {
				r.mistake(n, "the list %q has no phrases", name)
				return
			}
			add(list, phrases)
		})
	})
	return all
}

// phrase reads one phrase and writes its forms out.
func (r *reader) phrase(n ast.Node) (string, bool) {
	var s string
	before := len(r.mistakes)
	r.text(n, &s)
	if len(r.mistakes) > before {
		return "", false
	}
	out, err := expand(s)
	if err != nil {
		r.mistake(n, "phrase %q: %v", s, err)
		return "", false
	}
	if _, err := match.New([]lint.List{{Lang: r.defaults.lang, Phrases: []string{out}}}); err != nil {
		r.mistake(n, "%v", err)
		return "", false
	}
	return out, true
}

// anchors reads phrases and, among them or alone, kinds of number.
func (r *reader) anchors(n ast.Node, x *Regex) {
	for _, list := range r.phrases(n) {
		words := list.Phrases[:0]
		for _, p := range list.Phrases {
			names, number := strings.CutPrefix(p, "#")
			switch {
			case !number:
				words = append(words, p)
			case names == "":
				x.Numbers, _ = quantitiesNamed(strings.Join(quantityNames(), "|"))
			default:
				kinds, err := quantitiesNamed(names)
				if err != nil {
					r.mistake(n, "anchor %q: %v", p, err)
				}
				x.Numbers = append(x.Numbers, kinds...)
			}
		}
		if list.Phrases = words; len(words) > 0 {
			x.Anchors = append(x.Anchors, list)
		}
	}
}

// swap reads pairs, or pairs by language.
func (r *reader) swap(n ast.Node, given *Swap) *Swap {
	w := given
	if w == nil {
		w = &Swap{}
	}
	pair := func(lang, from string, at, n ast.Node) {
		if byForm, err := r.byForm(lang, from, n); err != nil {
			r.mistake(at, "%v", err)
			return
		} else if byForm != nil {
			w.Pairs = append(w.Pairs, byForm...)
			return
		}
		if empty(n) {
			r.mistake(n, `swap %q: no replacement in this list; "" deletes`, from)
		}
		p := Pair{Lang: lang}
		var err error
		if p.From, err = expand(from); err == nil {
			_, err = match.New([]lint.List{{Lang: lang, Phrases: []string{p.From}}})
		}
		if err != nil {
			r.mistake(at, "%v", err)
			return
		}
		r.oneOrMore(n, func(n ast.Node) {
			var to string
			r.text(n, &to)
			switch to {
			case "":
			case from:
				r.mistake(n, "swap %q: it is replaced by itself", from)
			default:
				p.To = append(p.To, to)
			}
		})
		w.Pairs = append(w.Pairs, p)
	}
	r.mapping(n, "swap", func(key string, at, value ast.Node) {
		if _, deeper := value.(ast.MapNode); !deeper {
			pair(r.defaults.lang, key, at, value)
			return
		}
		if !IsLanguage(key) {
			r.mistake(at, "swap: expected what to write for %q: a text or a list", key)
			return
		}
		r.mapping(value, "swap", func(from string, at, n ast.Node) { pair(key, from, at, n) })
	})
	return w
}

// byForm reads a pair whose replacement is wanted in the form of what it replaces: utilise~: use~. It is nil where that is not
// asked for.
func (r *reader) byForm(lang, from string, n ast.Node) (pairs []Pair, err error) {
	var to []string
	r.oneOrMore(n, func(n ast.Node) {
		var s string
		r.text(n, &s)
		to = append(to, s)
	})
	if !slices.ContainsFunc(to, func(s string) bool { return strings.Contains(s, "~") }) {
		return nil, nil
	}
	before, verbs, after, err := lemmaIn(from)
	if err != nil {
		return nil, fmt.Errorf("swap %q: %w", from, err)
	}
	for _, verb := range verbs {
		for i, t := range to {
			front, replacing, behind, err := lemmaIn(t)
			if err != nil || len(replacing) > 1 {
				return nil, fmt.Errorf("swap %q: %q: expected one word in the form of what it replaces: use~", from, t)
			}
			forms := inflect.Pairs(verb, replacing[0])
			if forms == nil {
				return nil, fmt.Errorf("swap %q: the forms of be, have and do go by person; give each a line of its own", from)
			}
			for j, f := range forms {
				at := len(pairs) - len(forms) + j
				if i == 0 {
					pairs = append(pairs, Pair{Lang: lang, From: before + f.From + after})
					at = len(pairs) - 1
				}
				for _, form := range f.To {
					pairs[at].To = append(pairs[at].To, front+form+behind)
				}
			}
		}
	}
	for _, p := range pairs {
		if _, err := match.New([]lint.List{{Lang: lang, Phrases: []string{p.From}}}); err != nil {
			return nil, fmt.Errorf("swap %q: %w", from, err)
		}
	}
	return pairs, nil
}

func (r *reader) patterns(n ast.Node) (all []Pattern) {
	add := func(lang string) func(ast.Node) {
		return func(n ast.Node) {
			var s string
			r.text(n, &s)
			if lost := r.comment(n); lost != "" {
				r.mistake(n, "pattern: to YAML %s begins a comment; put the pattern in quotes", lost)
				return
			}
			p, err := parsePattern(lang, s)
			if err != nil {
				r.mistake(n, "pattern %q: %v", s, err)
				return
			}
			all = append(all, p)
		}
	}
	if _, byLanguage := n.(ast.MapNode); byLanguage {
		r.languages(n, "pattern", func(lang string, n ast.Node) { r.oneOrMore(n, add(lang)) })
		return all
	}
	r.oneOrMore(n, add(r.defaults.lang))
	return all
}

// lost is a kind of number that YAML takes for a comment: very #percent.
var lost = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\s(#(` + strings.Join(quantityNames(), "|") + `)\b\S*)`)
})

// comment gives the number that an unquoted pattern loses to a comment. Comments are gone from the tree, so the line is
// looked at.
func (r *reader) comment(n ast.Node) string {
	t := n.GetToken()
	if t == nil || t.Type != token.StringType || t.Position.Line > len(r.lines) {
		return ""
	}
	if m := lost().FindStringSubmatch(r.lines[t.Position.Line-1]); m != nil && !strings.Contains(t.Value, m[1]) {
		return m[1]
	}
	return ""
}

func (r *reader) unless(n ast.Node, s *Spec) {
	one := func(lang string, n ast.Node) {
		u := Unless{Lang: lang}
		r.fields(n, "unless", r.unlessFields(&u)...)
		s.Unless = append(s.Unless, u)
	}
	byLanguage := false
	if m, ok := n.(ast.MapNode); ok {
		for it := m.MapRange(); it.Next(); {
			byLanguage = byLanguage || IsLanguage(it.Key().String())
		}
	}
	if byLanguage {
		r.languages(n, "unless", one)
		return
	}
	one(r.defaults.lang, n)
}

func (r *reader) unlessFields(u *Unless) []field {
	list := func(into *[]string) func(ast.Node) {
		return func(n ast.Node) {
			r.sequence(n, "phrases", func(n ast.Node) {
				if phrase, ok := r.phrase(n); ok {
					*into = append(*into, phrase)
				}
			})
		}
	}
	return []field{
		{"around", "phrases that share a word with what was found", texts, list(&u.Around)},
		{"before", "phrases that end right before it", texts, list(&u.Before)},
		{"after", "phrases that begin right after it", texts, list(&u.After)},
	}
}

// expression compiles an expression, so that a mistake in it is shown where it stands in the file.
func (r *reader) expression(n ast.Node, key string, into *string, compile func() (*expression, error)) {
	r.text(n, into)
	e, err := compile()
	var mistake *conditionError
	if !errors.As(err, &mistake) {
		for _, name := range e.wants {
			delete(r.idle, name)
		}
		for _, name := range e.lists {
			delete(r.idle, list(name))
		}
		return
	}
	at := *n.GetToken().Position
	line, column := at.Line, at.Column
	switch n := n.(type) {
	case *ast.LiteralNode: // | or >: the text begins on the line below, indented
		line, column = r.placeIn(line, *into, mistake)
	default:
		if value := n.GetToken().Origin; strings.HasPrefix(strings.TrimSpace(value), `"`) || strings.HasPrefix(strings.TrimSpace(value), "'") {
			column++
		}
		if mistake.Line == 1 {
			column += mistake.Column
		}
		line += mistake.Line - 1
	}
	r.mistakes = append(r.mistakes, fmt.Errorf("%s:%d:%d: %s: %s", r.file, line, column, key, mistake.Message))
}

// placeIn is where in the file a mistake stands in a text of several lines, whose key is in a line. A text behind ">" has
// blanks where the file has line ends, so characters are counted.
func (r *reader) placeIn(key int, text string, m *conditionError) (line, column int) {
	left := m.Column
	for i, l := range strings.Split(text, "\n") {
		if i == m.Line-1 {
			break
		}
		left += utf8.RuneCountInString(l) + 1
	}
	for line = key; line < len(r.lines); line++ {
		content := strings.TrimSpace(r.lines[line])
		length := utf8.RuneCountInString(content)
		if left <= length {
			return line + 1, strings.Index(r.lines[line], content) + left + 1
		}
		left -= length + 1
	}
	return key, 1
}

// languages reads a mapping by ISO 639-1 code.
func (r *reader) languages(n ast.Node, what string, do func(lang string, n ast.Node)) {
	r.mapping(n, what, func(lang string, at, n ast.Node) {
		if !IsLanguage(lang) {
			r.mistake(at, "%s: expected a list, or lists by language such as en, got %q", what, lang)
			return
		}
		do(lang, n)
	})
}

// idPattern is lint.IsName for the schema.
const idPattern = "^[a-z][a-z0-9]*(-[a-z0-9]+)*$"

func (r *reader) examples(n ast.Node, s *Spec, bad bool) {
	what := "good"
	if bad {
		what = "bad"
	}
	r.sequence(n, what, func(n ast.Node) {
		var x lint.Example
		if _, mapping := n.(ast.MapNode); mapping {
			r.fields(n, "an example", r.exampleFields(&x, s, bad)...)
		} else {
			r.text(n, &x.Input)
			if bad {
				x.Input, x.Finds = unmark(x.Input)
				if _, second := unmark(x.Input); second != "" {
					r.mistake(n, "a bad example marks one place, as the rule reports each by itself; give %q an example of its own", second)
				}
			}
		}
		switch {
		case x.Input == "":
			r.mistake(n, "an example has no input")
		case bad && x.Finds == "":
			r.mistake(n, "a bad example says what is found in it, in double brackets: [[so]], or as finds")
		case bad && !strings.Contains(x.Input, x.Finds):
			r.mistake(n, "what the example finds, %q, is not in its input", x.Finds)
		}
		s.Examples = append(s.Examples, x)
		s.Lines = append(s.Lines, Position(n).Line)
	})
}

// unmark takes the double brackets off what a bad example finds.
func unmark(text string) (input, finds string) {
	before, rest, opened := strings.Cut(text, "[[")
	inside, after, closed := strings.Cut(rest, "]]")
	if !opened || !closed {
		return text, ""
	}
	return before + inside + after, inside
}

func (r *reader) exampleFields(x *lint.Example, s *Spec, bad bool) []field {
	fields := []field{
		{"input", "the text", aText, r.word(&x.Input)},
		{"options", "options of the rule that it is tried with", shape{"type": "object"}, func(n ast.Node) { x.Options = r.values(n, s) }},
		{"format", "how it is read: text, markdown or html", oneOf(formats), func(n ast.Node) { x.Format = formats[r.choice(n, "format", formats)] }},
		{"profile", "the profile that it is tried under; audit where it is left out", oneOf(profileNames()), func(n ast.Node) {
			x.Profile = lint.Profile(profileNames()[r.choice(n, "profile", profileNames())])
		}},
	}
	if bad {
		return append(fields, field{"finds", "what is found in it", aText, r.word(&x.Finds)})
	}
	return append(fields,
		field{"because", "what excuses it", aText, r.word(&x.Because)},
		field{"expect", "info, where the rule may report as information alone", oneOf(severities), func(n ast.Node) { r.severity(n, &x.Expect) }})
}

var formats = []string{"text", "markdown", "html"}
