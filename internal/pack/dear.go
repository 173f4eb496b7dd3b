package pack

import (
	"errors"
	"fmt"
	"regexp"
	"regexp/syntax"
	"strconv"
	"unicode"
)

// What an expression may cost. RE2 is linear in the text and in the expression, and a counted repeat makes a long one of a
// short one: (a?){1000} took 40 s for a megabyte. Its length alone would be the wrong measure, since an alternation of two
// hundred participles is long, too, and waits for a handful of them at a time; so what counts is how much of it can be under
// way at once, at some 10 ms a step and megabyte.
const (
	mostLength = 4000 // instructions of its program
	mostAtOnce = 500  // of them under way at one letter
)

// Compile compiles an expression, unless it would be too dear to search for. The error says what to do.
func Compile(expression string) (*regexp.Regexp, error) {
	tree, err := syntax.Parse(expression, syntax.Perl)
	if err != nil {
		return nil, fmt.Errorf("%w; RE2 knows neither look-around nor back-references", err)
	}
	p, err := syntax.Compile(tree.Simplify())
	if err != nil {
		return nil, err //nolint:wrapcheck // as regexp.Compile
	}
	if len(p.Inst) > mostLength || len(p.Inst) > mostAtOnce && atOnce(p) > mostAtOnce {
		return nil, errors.New("too dear to search for: it may have more than " + strconv.Itoa(mostAtOnce) +
			" places to look at for each letter of a text; lower the counts of its repeats, as {0,20} for {0,1000}, or list words under phrases")
	}
	return regexp.Compile(expression) //nolint:wrapcheck // it has just been
}

// atOnce bounds the instructions that can be under way behind any one letter, wherever in a text: those that its beginning
// leads to, and those behind each instruction that takes the letter. Past mostAtOnce it stops counting.
func atOnce(p *syntax.Prog) (most int) {
	// Only letters at which a class begins need be tried: any other is in no class that the last of these before it is not in.
	letters := map[rune]bool{0: true}
	for i := range p.Inst {
		switch in := &p.Inst[i]; in.Op {
		case syntax.InstRune, syntax.InstRune1:
			for k := 0; k < len(in.Rune); k += 2 {
				letters[in.Rune[k]] = true
			}
			if len(in.Rune) == 1 && syntax.Flags(in.Arg)&syntax.FoldCase != 0 {
				for r := unicode.SimpleFold(in.Rune[0]); r != in.Rune[0]; r = unicode.SimpleFold(r) {
					letters[r] = true
				}
			}
		default:
		}
	}
	seen := make([]rune, len(p.Inst))
	var count int
	var mark rune
	var follow func(pc uint32)
	follow = func(pc uint32) {
		for seen[pc] != mark && count <= mostAtOnce {
			seen[pc] = mark
			count++
			switch in := &p.Inst[pc]; in.Op {
			case syntax.InstAlt, syntax.InstAltMatch:
				follow(in.Out)
				pc = in.Arg
			case syntax.InstCapture, syntax.InstEmptyWidth, syntax.InstNop:
				pc = in.Out
			default:
				return
			}
		}
	}
	for r := range letters {
		mark, count = r+1, 0 // no letter is 0 then, which is what seen begins as
		follow(uint32(p.Start))
		for i := range p.Inst {
			switch in := &p.Inst[i]; in.Op {
			case syntax.InstRune, syntax.InstRune1, syntax.InstRuneAny, syntax.InstRuneAnyNotNL:
				if in.MatchRune(r) {
					follow(in.Out)
				}
			default:
			}
		}
		if most = max(most, count); most > mostAtOnce {
			break
		}
	}
	return most
}
