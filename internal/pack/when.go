package pack

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser"
	"github.com/expr-lang/expr/vm"

	"github.com/sayso-lint/sayso/internal/tag"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/modality"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/quantity"
	"github.com/sayso-lint/sayso/voice"
)

// Facts is what a condition may ask about a finding, by the names in the expr tags; the doc tags are their documentation.
// Only what a condition names is worked out.
type Facts struct {
	Text        string        `expr:"text" doc:"the words found, as they stand"`
	Voice       string        `expr:"voice" doc:"whose words they are: author, or source (quoted or reported)"`
	Quoted      bool          `expr:"quoted" doc:"they stand in quotation marks, whoever is quoted"`
	Sourced     bool          `expr:"sourced" doc:"a source that a reader could look up is in reach: in the sentence, before it, after it or in a note"`
	Section     string        `expr:"section" doc:"what the section is for: body, summary, key judgments, recommendations, limitations ..."`
	Block       string        `expr:"block" doc:"where they stand: paragraph, heading, list-item, quote, cell, caption, note"`
	Lang        string        `expr:"lang" doc:"language of the paragraph, as ISO 639-1"`
	Profile     string        `expr:"profile" doc:"the profile in force, or the one that the user's builds on"`
	Tense       string        `expr:"tense" doc:"of the first finite verb of the sentence: past, present, future; empty where there is none"`
	Question    bool          `expr:"question" doc:"the clause asks"`
	Conditional bool          `expr:"conditional" doc:"the clause is an if-clause"`
	Negated     bool          `expr:"negated" doc:"the clause is negated"`
	Imperative  bool          `expr:"imperative" doc:"the clause is an imperative"`
	Hedged      bool          `expr:"hedged" doc:"the sentence has a hedge: may, perhaps, likely"`
	Advice      bool          `expr:"advice" doc:"the sentence says what somebody ought to do"`
	Sentence    SentenceFacts `expr:"sentence" doc:"the sentence that holds them"`
	Document    DocumentFacts `expr:"document" doc:"the whole text"`
	Quantity    QuantityFacts `expr:"quantity" doc:"the number that they hold, else the first one of the sentence"`
	Modal       ModalFacts    `expr:"modal" doc:"the modal that they hold, else the nearest one of the sentence"`
}

// SentenceFacts are facts about the sentence.
type SentenceFacts struct {
	Text  string `expr:"text" doc:"its text"`
	Words int    `expr:"words" doc:"how many words and marks it has"`
	Index int    `expr:"index" doc:"its place in the paragraph, from 0"`
}

// DocumentFacts are facts about the document.
type DocumentFacts struct {
	Words  int    `expr:"words" doc:"how many words and marks it has"`
	Format string `expr:"format" doc:"text, markdown, html"`
	Title  string `expr:"title" doc:"its title, may be empty"`
}

// QuantityFacts are facts about a number; all are zero where there is none.
type QuantityFacts struct {
	Kind   string  `expr:"kind" doc:"percent, money, count, date, ordinal ...; empty where there is no number"`
	Figure bool    `expr:"figure" doc:"it states a fact about the world that wants a source"`
	Value  float64 `expr:"value" doc:"its value as written"`
}

// ModalFacts are facts about a modal; all are empty where there is none.
type ModalFacts struct {
	Lemma string `expr:"lemma" doc:"should, must, may ..."`
	Sense string `expr:"sense" doc:"epistemic, deontic, dynamic, procedural, putative; empty where there is no modal"`
}

// Fact is one name that a condition may use, for documentation and schema.
type Fact struct{ Name, Type, Doc string }

// FactList lists them in the order of their declaration.
func FactList() []Fact { return factsOf(reflect.TypeFor[Facts](), "") }

func factsOf(t reflect.Type, prefix string) (all []Fact) {
	for i := range t.NumField() {
		f := t.Field(i)
		name := prefix + f.Tag.Get("expr")
		if f.Type.Kind() == reflect.Struct {
			all = append(all, factsOf(f.Type, name+".")...)
			continue
		}
		kind := map[reflect.Kind]string{reflect.String: "text", reflect.Bool: "true or false", reflect.Int: "whole number", reflect.Float64: "number"}[f.Type.Kind()]
		all = append(all, Fact{name, kind, f.Tag.Get("doc")})
	}
	return all
}

// condition is a compiled expression, and which facts it names.
type condition struct {
	program *vm.Program
	wants   map[string]bool // by the names of Facts
	heavy   *file.Location  // of what takes time by numbers and not by the text: two loops over 1..100000 are 10^10 steps a finding
}

// conditionError is what is wrong with an expression, and where in it: line from 1, column from 0, in characters.
type conditionError struct {
	Message      string
	Line, Column int
}

func (e *conditionError) Error() string { return e.Message }

// compile checks an expression against Facts. The error is a *conditionError.
func compile(source string) (*condition, error) {
	program, err := expr.Compile(source, expr.Env(Facts{}), expr.AsBool())
	if err != nil {
		var at *file.Error
		if !errors.As(err, &at) {
			return nil, &conditionError{Message: err.Error(), Line: 1}
		}
		return nil, &conditionError{worded(at.Message), max(at.Line, 1), at.Column}
	}
	c := &condition{program: program, wants: map[string]bool{}}
	tree, err := parser.Parse(source)
	if err != nil {
		return nil, &conditionError{Message: err.Error(), Line: 1}
	}
	ast.Walk(&tree.Node, c)
	if c.heavy != nil {
		runes := []rune(source)
		before := string(runes[:min(c.heavy.From, len(runes))])
		column := utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:])
		return nil, &conditionError{"a condition has no loops, ranges and repetitions; no fact is a list", 1 + strings.Count(before, "\n"), column}
	}
	return c, nil
}

// worded adds the nearest known name to the library's message about an unknown one.
func worded(message string) string {
	var tops, all []string
	for _, f := range FactList() {
		all = append(all, f.Name)
		if top, _, _ := strings.Cut(f.Name, "."); !slices.Contains(tops, top) {
			tops = append(tops, top)
		}
	}
	if name, ok := strings.CutPrefix(message, "unknown name "); ok {
		return fmt.Sprintf("unknown fact %q%s", name, didYouMean(name, tops))
	}
	rest, ours := strings.CutPrefix(message, "type pack.")
	if holder, name, ok := strings.Cut(rest, "Facts has no field "); ours && ok {
		name = strings.ToLower(holder) + "." + name
		return fmt.Sprintf("unknown fact %q%s", name, didYouMean(name, all))
	}
	return message
}

// Visit notes the facts that the expression names (ast.Visitor).
func (c *condition) Visit(node *ast.Node) {
	heavy := false
	switch n := (*node).(type) {
	case *ast.IdentifierNode:
		c.wants[n.Value] = true
	case *ast.PredicateNode:
		heavy = true
	case *ast.BinaryNode:
		heavy = n.Operator == ".."
	case *ast.BuiltinNode:
		heavy = n.Name == "repeat"
	}
	if heavy && c.heavy == nil {
		at := (*node).Location()
		c.heavy = &at
	}
}

// holds evaluates the condition for a hit.
func (c *condition) holds(p *lint.Pass, h lint.Hit) bool {
	facts := Facts{}
	for name, learn := range learned {
		if c.wants[name] {
			learn(&facts, p, h)
		}
	}
	answer, err := expr.Run(c.program, facts)
	if err != nil {
		// An index out of a text's range, a division by nothing: the condition does not hold for this hit.
		return false
	}
	holds, _ := answer.(bool)
	return holds
}

// learned says how each fact is worked out.
var learned = map[string]func(*Facts, *lint.Pass, lint.Hit){
	"text": func(f *Facts, p *lint.Pass, h lint.Hit) { f.Text = p.Text(h.Span) },
	"voice": func(f *Facts, p *lint.Pass, h lint.Hit) {
		who, _ := voice.Of(p.Doc).Speaker(h.Span)
		f.Voice = who.String()
	},
	"quoted": func(f *Facts, p *lint.Pass, h lint.Hit) {
		f.Quoted = slices.ContainsFunc(voice.Of(p.Doc).Quotations(h.Block), func(q voice.Quotation) bool { return q.Contains(h.Span) })
	},
	"sourced": func(f *Facts, p *lint.Pass, h lint.Hit) {
		f.Sourced = voice.Of(p.Doc).Reach(h.Span, voice.Search{Window: voice.InPrevious, Next: true, Named: true, Citation: true, Method: true}).Sourced
	},
	"section":     func(f *Facts, p *lint.Pass, h lint.Hit) { f.Section = voice.Of(p.Doc).Role(h.Block).String() },
	"block":       func(f *Facts, p *lint.Pass, h lint.Hit) { f.Block = p.Doc.Blocks[h.Block].Kind.String() },
	"lang":        func(f *Facts, p *lint.Pass, h lint.Hit) { f.Lang = p.Lang(h.Block) },
	"profile":     func(f *Facts, p *lint.Pass, _ lint.Hit) { f.Profile = string(p.Profile) },
	"tense":       func(f *Facts, p *lint.Pass, h lint.Hit) { f.Tense = tense(p, h) },
	"question":    func(f *Facts, p *lint.Pass, h lint.Hit) { f.Question = inMood(p, h, modality.Question) },
	"conditional": func(f *Facts, p *lint.Pass, h lint.Hit) { f.Conditional = inMood(p, h, modality.Protasis) },
	"negated":     func(f *Facts, p *lint.Pass, h lint.Hit) { f.Negated = inMood(p, h, modality.Negated) },
	"imperative":  func(f *Facts, p *lint.Pass, h lint.Hit) { f.Imperative = inMood(p, h, modality.Imperative) },
	"hedged": func(f *Facts, p *lint.Pass, h lint.Hit) {
		f.Hedged = len(modality.Of(p.Doc).Hedges(h.Block, h.Sentence)) > 0
	},
	"advice": func(f *Facts, p *lint.Pass, h lint.Hit) {
		f.Advice = len(modality.Of(p.Doc).Advice(h.Block, h.Sentence)) > 0
	},
	"sentence": func(f *Facts, p *lint.Pass, h lint.Hit) {
		s := p.Sentence(h)
		f.Sentence = SentenceFacts{p.Text(s.Span), len(s.Tokens), h.Sentence}
	},
	"document": func(f *Facts, p *lint.Pass, _ lint.Hit) {
		f.Document = DocumentFacts{wordsOf(p.Doc), p.Doc.Format, p.Doc.Title}
	},
	"quantity": func(f *Facts, p *lint.Pass, h lint.Hit) {
		all := quantity.Of(p.Doc).Sentence(h.Block, h.Sentence)
		if len(all) == 0 {
			return
		}
		q := &all[max(slices.IndexFunc(all, func(q quantity.Quantity) bool { return q.Overlaps(h.Span) }), 0)]
		f.Quantity = QuantityFacts{q.Kind.String(), q.Figure, q.Value}
	},
	"modal": func(f *Facts, p *lint.Pass, h lint.Hit) {
		nearest := -1
		all := modality.Of(p.Doc).Modals(h.Block, h.Sentence)
		for i, m := range all {
			if nearest < 0 || distance(m.Span, h.Span) < distance(all[nearest].Span, h.Span) {
				nearest = i
			}
		}
		if nearest >= 0 {
			f.Modal = ModalFacts{all[nearest].Lemma, all[nearest].Sense.String()}
		}
	},
}

func inMood(p *lint.Pass, h lint.Hit, m modality.Mood) bool {
	return modality.Of(p.Doc).Mood(h.Span)&m != 0
}

// distance is how many bytes lie between two spans; 0 where they overlap.
func distance(a, b prose.Span) int { return max(0, a.Start-b.End, b.Start-a.End) }

// futures are the modals that make a future, as tokens: wo is will before n't.
var futures = []string{"will", "shall", "'ll", "’ll", "wo"}

// tense is that of the first finite verb. A modal that is neither will nor shall says nothing of time.
func tense(p *lint.Pass, h lint.Hit) string {
	s := p.Sentence(h)
	tags := tag.Of(p.Doc).Sentence(h.Block, h.Sentence)
	for i := range s.Tokens {
		switch t := tags.At(i); {
		case t == tag.VBD:
			return "past"
		case t == tag.MD && slices.Contains(futures, strings.ToLower(p.Text(s.Tokens[i].Span))):
			return "future"
		case t.Finite():
			return "present"
		}
	}
	return ""
}

// words counts the tokens of what is prose in a document.
var words = prose.NewFact(func(d *prose.Document) int {
	n := 0
	for i := range d.Blocks {
		if b := &d.Blocks[i]; b.Prose() {
			for j := range b.Sentences {
				n += len(b.Sentences[j].Tokens)
			}
		}
	}
	return n
})

func wordsOf(d *prose.Document) int { return words.Of(d) }
