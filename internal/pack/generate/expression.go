package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/parser"

	"github.com/sayso-lint/sayso/internal/pack"
)

// errMachine says that an expression has something that is left to the expression library's machine.
var errMachine = errors.New("not compiled")

// expressions writes the expressions of a rule as Go functions: to compile them when sayso starts would cost a tenth of a
// millisecond each, and to run them several times what the rest of the rule does. What is rare is left to the machine.
func (b *source) expressions(s *pack.Spec) {
	for _, e := range []struct{ field, source, returns string }{{"Holds", s.When, "bool"}, {"Caps", s.Ceiling, "string"}} {
		if e.source == "" {
			continue
		}
		tree, err := parser.Parse(e.source)
		if err != nil {
			panic(fmt.Sprintf("generate: %s: %v", s.ID, err)) // pack.Parse has read it before
		}
		t := &translator{spec: s}
		body, err := t.results(tree.Node)
		if err != nil {
			continue
		}
		for _, path := range t.imports {
			b.imports[path] = true
		}
		fmt.Fprintf(&b.Builder, "%s: func(a *pack.Asked) %s {\n%s}, ", e.field, e.returns, body)
	}
}

// translator writes expressions as Go.
type translator struct {
	spec    *pack.Spec
	imports []string
}

// results are the statements that return what an expression comes to.
func (t *translator) results(n ast.Node) (string, error) {
	choice, ok := n.(*ast.ConditionalNode)
	if !ok {
		value, err := t.value(n)
		return "return " + value + "\n", err
	}
	condition, err1 := t.value(choice.Cond)
	then, err2 := t.results(choice.Exp1)
	otherwise, err3 := t.results(choice.Exp2)
	return "if " + condition + " {\n" + then + "}\n" + otherwise, errors.Join(err1, err2, err3)
}

// operators are those that Go has, by the expression language's name of them.
var operators = map[string]string{
	"and": "&&", "or": "||", "&&": "&&", "||": "||", "==": "==", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">=",
}

func (t *translator) value(n ast.Node) (string, error) {
	switch n := n.(type) {
	case *ast.BoolNode:
		return strconv.FormatBool(n.Value), nil
	case *ast.IntegerNode:
		return strconv.Itoa(n.Value), nil
	case *ast.StringNode:
		return strconv.Quote(n.Value), nil
	case *ast.IdentifierNode:
		return "a." + method(n.Value) + "()", nil
	case *ast.MemberNode:
		return t.member(n)
	case *ast.UnaryNode:
		value, err := t.value(n.Node)
		if n.Operator != "not" && n.Operator != "!" {
			err = errMachine
		}
		return "!" + value, err
	case *ast.BinaryNode:
		left, err1 := t.value(n.Left)
		right, err2 := t.value(n.Right)
		if n.Operator == "in" {
			t.imports = append(t.imports, "slices")
			return "slices.Contains(" + right + ", " + left + ")", errors.Join(err1, err2)
		}
		operator, ok := operators[n.Operator]
		if !ok {
			return "", errMachine
		}
		return "(" + left + " " + operator + " " + right + ")", errors.Join(err1, err2)
	case *ast.ConditionalNode:
		condition, err1 := t.value(n.Cond)
		then, err2 := t.value(n.Exp1)
		otherwise, err3 := t.value(n.Exp2)
		return "(" + condition + " && " + then + " || !" + condition + " && " + otherwise + ")", errors.Join(err1, err2, err3)
	case *ast.ArrayNode:
		return t.list("[]string{", n.Nodes, "}")
	case *ast.CallNode:
		callee, ok := n.Callee.(*ast.IdentifierNode)
		if !ok {
			return "", errMachine
		}
		return t.list("a."+method(callee.Value)+"(", n.Arguments, ")")
	}
	return "", errMachine
}

func (t *translator) list(open string, nodes []ast.Node, end string) (string, error) {
	parts := make([]string, len(nodes))
	for i, n := range nodes {
		var err error
		if parts[i], err = t.value(n); err != nil {
			return "", err
		}
	}
	return open + strings.Join(parts, ", ") + end, nil
}

func (t *translator) member(n *ast.MemberNode) (string, error) {
	of, isName := n.Node.(*ast.IdentifierNode)
	property, isText := n.Property.(*ast.StringNode)
	if !isName || !isText {
		return "", errMachine
	}
	if of.Value != "option" {
		return "a." + method(of.Value+"."+property.Value) + "()", nil
	}
	for _, o := range t.spec.Options {
		if o.Name == property.Value {
			return fmt.Sprintf("pack.OptionOf[%T](a, %q)", o.Default, o.Name), nil
		}
	}
	return "", errMachine
}

// method is the method of pack.Asked that works a fact out: modal.sense is ModalSense.
func method(fact string) string {
	var name strings.Builder
	for part := range strings.SplitSeq(fact, ".") {
		name.WriteString(title(part))
	}
	return name.String()
}
