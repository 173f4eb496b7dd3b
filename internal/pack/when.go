package pack

import (
	"cmp"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/vm"

	"github.com/sayso-lint/sayso/lint"
)

// expression is an expression over facts and options, made ready. Those of the rules that sayso ships are Go by the time that
// it is built (see the command in folder generate); the others are run by the library's machine.
type expression struct {
	program *vm.Program
	wants   []string // the facts and options that it names
	lists   []string // of words that it asks about
}

// compiler reads one expression and notes its first mistake.
type compiler struct {
	spec    *Spec
	source  string
	wants   []string
	lists   []string
	mistake *conditionError
}

// conditionError is what is wrong with an expression, and where in it: line from 1, column from 0, in characters.
type conditionError struct {
	Message      string
	Line, Column int
}

func (e *conditionError) Error() string { return e.Message }

// condition compiles an expression that holds or not.
func (s *Spec) condition(source string) (*expression, error) { return s.compile(source, expr.AsBool()) }

// ceiling compiles one that comes to a severity.
func (s *Spec) ceiling(source string) (*expression, error) {
	return s.compile(source, expr.AsKind(reflect.String))
}

// compile checks an expression against the facts and against the rule's options and words. The error is a *conditionError.
func (s *Spec) compile(source string, as expr.Option) (*expression, error) {
	c := &compiler{spec: s, source: source}
	env := make(map[string]any, len(facts)+len(s.Options))
	for i := range facts {
		env[facts[i].name] = facts[i].bound(nil)
	}
	for i := range s.Options {
		env[optionPrefix+s.Options[i].Name] = s.Options[i].bound(nil)
	}
	program, err := expr.Compile(source, expr.Env(env), as, expr.Patch(c))
	if c.mistake != nil {
		return nil, c.mistake
	}
	if err != nil {
		var at *file.Error
		if !errors.As(err, &at) {
			return nil, &conditionError{Message: err.Error(), Line: 1}
		}
		return nil, &conditionError{s.worded(at.Message), max(at.Line, 1), at.Column}
	}
	return &expression{program, c.wants, c.lists}, nil
}

// worded says the library's message as an editor needs it: with the nearest known name, and an end in words.
func (s *Spec) worded(message string) string {
	if name, ok := strings.CutPrefix(message, "unknown name "); ok {
		if s.option(name) != nil {
			return fmt.Sprintf("unknown fact %q; the option is %s%s", name, optionPrefix, name)
		}
		return fmt.Sprintf("unknown fact %q%s", name, didYouMean(name, tops()))
	}
	switch message {
	case "unexpected token EOF":
		return "it ends too early: something is missing behind it, or a bracket is not closed"
	case `unexpected token Operator("=")`:
		return "= stands alone; what is equal is asked by =="
	}
	return strings.TrimSpace(message)
}

// tops are the names of facts, and what stands before the dot in those that have one.
func tops() (names []string) {
	for _, f := range facts {
		if top, _, _ := strings.Cut(f.name, "."); !slices.Contains(names, top) {
			names = append(names, top)
		}
	}
	return names
}

// optionPrefix stands before the name of an option.
const optionPrefix = "option."

func (c *compiler) fail(at ast.Node, format string, args ...any) {
	if c.mistake != nil {
		return
	}
	runes := []rune(c.source)
	before := string(runes[:min(at.Location().From, len(runes))])
	c.mistake = &conditionError{
		fmt.Sprintf(format, args...), 1 + strings.Count(before, "\n"),
		utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:]),
	}
}

// Visit turns names into calls, so that a fact is worked out where the expression comes to it, and refuses what takes time
// by numbers and not by the text: two loops over 1..100000 are 10^10 steps a finding (ast.Visitor).
func (c *compiler) Visit(node *ast.Node) {
	heavy := false
	switch n := (*node).(type) {
	case *ast.IdentifierNode:
		if f := factNamed(n.Value); f != nil {
			c.want(node, n.Value, f.args == "")
		}
	case *ast.MemberNode:
		c.member(node, n)
	case *ast.CallNode:
		c.call(n)
	case *ast.PredicateNode:
		heavy = true
	case *ast.BinaryNode:
		heavy = n.Operator == ".."
	case *ast.BuiltinNode:
		heavy = n.Name == "repeat"
	}
	if heavy {
		c.fail(*node, "a condition has no loops, ranges and repetitions; no fact is a list")
	}
}

// want notes that a name is asked for, and turns it into a call of it unless it is called already.
func (c *compiler) want(node *ast.Node, name string, call bool) {
	if !slices.Contains(c.wants, name) {
		c.wants = append(c.wants, name)
	}
	if !call {
		return
	}
	at := (*node).Location()
	callee := &ast.IdentifierNode{Value: name}
	callee.SetLocation(at)
	ast.Patch(node, &ast.CallNode{Callee: callee})
	(*node).SetLocation(at)
}

// member resolves modal.sense and option.name.
func (c *compiler) member(node *ast.Node, n *ast.MemberNode) {
	of, isName := n.Node.(*ast.IdentifierNode)
	property, isText := n.Property.(*ast.StringNode)
	if !isName || !isText {
		return
	}
	name := of.Value + "." + property.Value
	switch {
	case of.Value+"." == optionPrefix:
		if c.spec.option(property.Value) == nil {
			c.fail(property, "unknown option %q%s", property.Value, didYouMean(property.Value, c.spec.optionNames()))
			return
		}
	case factNamed(name) == nil:
		if slices.Contains(tops(), of.Value) {
			c.fail(property, "unknown fact %q%s", name, didYouMean(name, factNames()))
		}
		return
	}
	c.want(node, name, true)
}

// call holds the list that before, after and their like name against those that there are.
func (c *compiler) call(n *ast.CallNode) {
	callee, ok := n.Callee.(*ast.IdentifierNode)
	if !ok {
		return
	}
	if f := factNamed(callee.Value); f == nil || f.args == "" || len(n.Arguments) == 0 {
		return
	}
	list, ok := n.Arguments[0].(*ast.StringNode)
	if !ok {
		c.fail(n.Arguments[0], "%s is asked for a list of words by its name in quotation marks: %s(\"courts\")", callee.Value, callee.Value)
		return
	}
	known := c.spec.wordLists()
	if !slices.Contains(known, list.Value) {
		c.fail(list, "there is no list %q among the rule's words%s", list.Value, didYouMean(list.Value, known))
	}
	c.lists = append(c.lists, list.Value)
	for _, n := range n.Arguments[1:] {
		number, ok := n.(*ast.IntegerNode)
		sign, signed := n.(*ast.UnaryNode)
		if ok && number.Value < 1 || signed && sign.Operator == "-" {
			c.fail(n, "%s looks at the n words next to them: expected 1 or more, or no number", callee.Value)
		}
	}
}

func factNames() []string {
	names := make([]string, len(facts))
	for i, f := range facts {
		names[i] = f.name
	}
	return names
}

// run evaluates the expression for a hit. It is nil where it cannot be: an index out of a text's range, a division by
// nothing.
func (e *expression) run(a *Asked) any {
	env := make(map[string]any, len(e.wants))
	for _, name := range e.wants {
		if option, ok := strings.CutPrefix(name, optionPrefix); ok {
			env[name] = a.spec.option(option).bound(a)
		} else {
			env[name] = factNamed(name).bound(a)
		}
	}
	answer, err := expr.Run(e.program, env)
	if err != nil {
		return nil
	}
	return answer
}

// ceilingFault asks that whatever the ceiling comes to is a severity. The error is a *conditionError.
func (s *Spec) ceilingFault(e *expression) error {
	var fault func(n ast.Node) error
	fault = func(n ast.Node) error {
		switch n := n.(type) {
		case *ast.ConditionalNode:
			return cmp.Or(fault(n.Exp1), fault(n.Exp2))
		case *ast.StringNode:
			if _, err := lint.ParseSeverity(n.Value); err == nil {
				return nil
			}
		case *ast.CallNode:
			name, _ := strings.CutPrefix(n.Callee.String(), optionPrefix)
			if o := s.option(name); o != nil && len(o.Values) > 0 && !slices.ContainsFunc(o.Values, func(v string) bool { return !slices.Contains(severities, v) }) {
				return nil
			}
		}
		return &conditionError{"it comes to off, info, warning or error, or to an option whose values are these; a choice is written: hedged ? \"info\" : \"error\"", 1, 0}
	}
	return fault(e.program.Node())
}
