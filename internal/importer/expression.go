package importer

import (
	"errors"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/sayso-lint/sayso/internal/pack"
)

// expression is what a neighbour's regular expression comes to.
type expression struct {
	source  string   // as RE2 takes it, with its word boundaries
	phrases []string // all that it matches, where that is few and fixed words; else nil
	anchors []string // of these words one stands whole in whatever it matches; nil where there are none
	number  bool     // no such words, but a digit
	sample  string   // something that it may match
}

// maxPhrases bounds what one expression is written out to.
const maxPhrases = 64

// plainText is a text of words whose dots are meant as dots, though unescaped they stand for anything: node.js, et. al.
var plainText = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[\pL\pN' .-]*\pL[.][\pL\pN' .-]*$`)
})

// read takes an expression apart. With bounded it stands for whole words.
func read(source string, bounded bool) (*expression, error) {
	if plainText().MatchString(source) {
		source = strings.ReplaceAll(source, ".", `\.`)
	}
	tree, err := syntax.Parse(source, syntax.Perl)
	if err != nil {
		if strings.Contains(source, "(?=") || strings.Contains(source, "(?!") || strings.Contains(source, "(?<") {
			return nil, errors.New("it looks around, which RE2 does not")
		}
		var at *syntax.Error
		if errors.As(err, &at) && at.Code == syntax.ErrInvalidEscape {
			return nil, errors.New("RE2 does not know " + at.Expr)
		}
		return nil, errors.New("RE2 cannot read it: " + strings.TrimPrefix(err.Error(), "error parsing regexp: "))
	}
	e := &expression{source: source}
	if bounded {
		e.source = `\b(?:` + source + `)\b`
	}
	if all, ok := written(tree); ok {
		e.phrases = asPhrases(all, tree, bounded)
	}
	e.sample = strings.Join(strings.Fields(sample(tree, 0)), " ")
	if e.phrases == nil {
		if _, err := pack.Compile(e.source); err != nil {
			return nil, err //nolint:wrapcheck // the caller says of what
		}
		e.anchors, e.number = wake(tree, bounded)
	}
	if e.phrases == nil && e.anchors == nil && !e.number && e.sample == "" {
		return nil, errors.New("it matches nothing")
	}
	return e, nil
}

// capitals tells whether case might matter to it.
func (e *expression) capitals() bool {
	return slices.ContainsFunc(e.phrases, func(p string) bool { return strings.ToLower(p) != p })
}

// written lists all that a tree matches; false where that is endless, much, or a matter of position. Word boundaries are
// passed over: asPhrases sees to them.
func written(n *syntax.Regexp) ([]string, bool) {
	switch n.Op {
	case syntax.OpEmptyMatch, syntax.OpWordBoundary:
		return []string{""}, true
	case syntax.OpLiteral:
		if n.Flags&syntax.FoldCase != 0 {
			return []string{strings.ToLower(string(n.Rune))}, true
		}
		return []string{string(n.Rune)}, true
	case syntax.OpCharClass:
		return runesOf(n)
	case syntax.OpCapture:
		return written(n.Sub[0])
	case syntax.OpQuest:
		all, ok := written(n.Sub[0])
		return slices.Concat([]string{""}, all), ok
	case syntax.OpPlus:
		return []string{" "}, isBlank(n.Sub[0])
	case syntax.OpStar:
		return []string{"", " "}, isBlank(n.Sub[0])
	case syntax.OpRepeat:
		if n.Max < 0 || n.Max > 3 {
			return nil, false
		}
		all, ok := []string{}, true
		for times := n.Min; times <= n.Max && ok; times++ {
			var some []string
			some, ok = joined(slices.Repeat(n.Sub[:1], times))
			all = append(all, some...)
		}
		return all, ok && len(all) <= maxPhrases
	case syntax.OpConcat:
		return joined(n.Sub)
	case syntax.OpAlternate:
		var all []string
		for _, sub := range n.Sub {
			some, ok := written(sub)
			if all = append(all, some...); !ok || len(all) > maxPhrases {
				return nil, false
			}
		}
		return all, true
	default:
		return nil, false
	}
}

func joined(parts []*syntax.Regexp) ([]string, bool) {
	all := []string{""}
	for _, part := range parts {
		some, ok := written(part)
		if !ok || len(all)*len(some) > maxPhrases {
			return nil, false
		}
		var next []string
		for _, before := range all {
			for _, s := range some {
				next = append(next, before+s)
			}
		}
		all = next
	}
	return all, true
}

// runesOf lists the runes of a small class; all blanks are one.
func runesOf(n *syntax.Regexp) (all []string, ok bool) {
	for i := 0; i < len(n.Rune); i += 2 {
		for r := n.Rune[i]; r <= n.Rune[i+1]; r++ {
			if small := unicode.ToLower(unicode.ToUpper(r)); small != r && inClass(n, small) {
				continue // both cases are there, and one says as much
			}
			s := string(r)
			if unicode.IsSpace(r) {
				s = " "
			}
			if !slices.Contains(all, s) {
				all = append(all, s)
			}
			if len(all) > 8 {
				return nil, false
			}
		}
	}
	return all, len(all) > 0
}

func inClass(n *syntax.Regexp, r rune) bool {
	for i := 0; i < len(n.Rune); i += 2 {
		if n.Rune[i] <= r && r <= n.Rune[i+1] {
			return true
		}
	}
	return false
}

func isBlank(n *syntax.Regexp) bool {
	switch n.Op {
	case syntax.OpLiteral:
		return strings.TrimSpace(string(n.Rune)) == ""
	case syntax.OpCharClass:
		all, ok := runesOf(n)
		return ok && len(all) == 1 && all[0] == " "
	case syntax.OpCapture, syntax.OpPlus:
		return isBlank(n.Sub[0])
	default:
		return false
	}
}

// isBoundary tells whether whatever stands beside a node begins or ends there, if it is a word.
func isBoundary(n *syntax.Regexp) bool {
	switch n.Op {
	case syntax.OpWordBoundary, syntax.OpBeginLine, syntax.OpBeginText, syntax.OpEndLine, syntax.OpEndText:
		return true
	case syntax.OpCapture:
		return isBoundary(n.Sub[0])
	case syntax.OpAlternate:
		return !slices.ContainsFunc(n.Sub, func(s *syntax.Regexp) bool { return !isBoundary(s) })
	case syntax.OpCharClass:
		all, ok := runesOf(n)
		return ok && !slices.ContainsFunc(all, func(s string) bool { return strings.ContainsFunc(s, wordRune) || s == "'" || s == "-" || s == "’" })
	default:
		return isBlank(n)
	}
}

// marksOf lists the marks of punctuation that a node stands for: they are tokens of their own. Those that stand in every
// sentence, or mean something in a phrase, wake nothing.
func marksOf(n *syntax.Regexp) []string {
	if n.Op != syntax.OpLiteral && n.Op != syntax.OpCharClass {
		return nil
	}
	all, _ := written(n)
	for _, s := range all {
		if s == "" || strings.Trim(s, "!;:()[]—–&%/§") != "" {
			return nil
		}
	}
	return all
}

// asPhrases makes phrases of texts; nil where one of them cannot be said as one. Phrases are whole words, so an expression
// that is not must say so at its edges itself.
func asPhrases(all []string, tree *syntax.Regexp, bounded bool) (phrases []string) {
	first, last := edge(tree, false), edge(tree, true)
	for _, s := range all {
		words := strings.Fields(s)
		if len(words) == 0 {
			return nil
		}
		for i, w := range words {
			if stem, asks := strings.CutSuffix(w, "?"); asks && stem != "" {
				words[i] = stem + " ?" // behind a word it would say that the word may be missing
			}
		}
		p := strings.Join(words, " ")
		runes := []rune(s)
		if trimmed := []rune(p); runes[0] == ' ' && isMark(trimmed[0]) || runes[len(runes)-1] == ' ' && isMark(trimmed[len(trimmed)-1]) {
			return nil // the blank beside a mark is what it looks for
		}
		if !bounded && (wordRune(runes[0]) && !first || wordRune(runes[len(runes)-1]) && !last) {
			return nil
		}
		if strings.ContainsAny(p, "|~*") || slices.ContainsFunc(words, func(w string) bool {
			return w == "..." || w == "…"
		}) {
			return nil
		}
		if !slices.Contains(phrases, p) {
			phrases = append(phrases, p)
		}
	}
	return phrases
}

// edge tells whether a tree begins, or ends, with a word boundary.
func edge(n *syntax.Regexp, end bool) bool {
	switch n.Op {
	case syntax.OpWordBoundary:
		return true
	case syntax.OpCapture:
		return edge(n.Sub[0], end)
	case syntax.OpConcat:
		if end {
			return edge(n.Sub[len(n.Sub)-1], end)
		}
		return edge(n.Sub[0], end)
	case syntax.OpAlternate:
		return !slices.ContainsFunc(n.Sub, func(s *syntax.Regexp) bool { return !edge(s, end) })
	default:
		return false
	}
}

func isMark(r rune) bool { return !wordRune(r) && r != '\'' && r != '’' }

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' }

// wake finds words of which one stands whole in whatever the tree matches, the longest there are; else whether a digit does.
func wake(n *syntax.Regexp, bounded bool) (anchors []string, number bool) {
	switch n.Op {
	case syntax.OpCapture:
		return wake(n.Sub[0], bounded)
	case syntax.OpAlternate:
		number = true
		for _, sub := range n.Sub {
			some, digit := wake(sub, bounded)
			if some == nil {
				if !digit {
					return nil, false
				}
				// Some branches have words and some a digit: both wake it.
				return branches(n.Sub, bounded)
			}
			anchors = append(anchors, some...)
			number = number && digit
		}
		return unique(anchors), false
	case syntax.OpConcat:
		return wakeRow(n.Sub, bounded)
	case syntax.OpPlus:
		return wakeRow(n.Sub, bounded)
	default:
		return wakeRow([]*syntax.Regexp{n}, bounded)
	}
}

// branches gives the words of those branches that have any; each of the others has a digit.
func branches(subs []*syntax.Regexp, bounded bool) (anchors []string, number bool) {
	for _, sub := range subs {
		some, digit := wake(sub, bounded)
		if some == nil && !digit {
			return nil, false
		}
		anchors = append(anchors, some...)
		number = number || digit && some == nil
	}
	return unique(anchors), number
}

// wakeRow cuts what stands in a row at blanks and boundaries. A piece of fixed text between two of them is a whole word.
func wakeRow(row []*syntax.Regexp, bounded bool) (best []string, number bool) {
	var piece []*syntax.Regexp
	open := bounded // what stands before the piece ends a word
	end := func(whole bool) {
		if len(piece) > 0 && open && whole {
			if words, ok := joined(piece); ok && better(words, best) {
				best = unique(words)
			}
		}
		piece, open = nil, whole
	}
	for _, n := range flat(row) {
		switch {
		case isBoundary(n):
			end(true)
			if marks := marksOf(n); best == nil {
				best = marks
			}
		case n.Op == syntax.OpLiteral && !wordRune(n.Rune[0]) && !strings.ContainsRune("'’-.,", n.Rune[0]):
			end(true)
			if best == nil {
				best = marksOf(n)
			}
		case n.Op == syntax.OpAlternate || n.Op == syntax.OpCapture:
			if _, fixed := written(n); !fixed {
				some, digit := wake(n, false)
				number = number || digit && some == nil
				if better(some, best) {
					best = some
				}
				end(false)
				continue
			}
			piece = append(piece, n)
		default:
			number = number || digits(n)
			if _, fixed := written(n); fixed {
				piece = append(piece, n)
				continue
			}
			end(false)
		}
	}
	end(bounded)
	return best, number && best == nil
}

// flat takes literals apart, so that blanks in them show, and looks into groups of one branch.
func flat(row []*syntax.Regexp) (out []*syntax.Regexp) {
	for _, n := range row {
		switch {
		case n.Op == syntax.OpLiteral:
			for _, r := range n.Rune {
				out = append(out, &syntax.Regexp{Op: syntax.OpLiteral, Rune: []rune{r}, Flags: n.Flags})
			}
		case n.Op == syntax.OpCapture && n.Sub[0].Op == syntax.OpConcat:
			out = append(out, flat(n.Sub[0].Sub)...)
		case n.Op == syntax.OpConcat:
			out = append(out, flat(n.Sub)...)
		default:
			out = append(out, n)
		}
	}
	return out
}

// better tells whether words wake less often than others: the shortest decides. Words are single, with a letter in them.
func better(words, than []string) bool {
	return len(words) > 0 && shortest(words) > shortest(than)
}

func shortest(words []string) int {
	n := 1 << 10
	for _, w := range words {
		if w == "" || strings.ContainsAny(w, " |~*?#") || !strings.ContainsFunc(w, unicode.IsLetter) {
			return 0
		}
		n = min(n, len(w))
	}
	if len(words) == 0 {
		return 0
	}
	return n
}

func unique(words []string) []string {
	for i := range words {
		words[i] = strings.ToLower(words[i])
	}
	slices.Sort(words)
	return slices.Compact(words)
}

// digits tells whether a digit must stand where a node matches.
func digits(n *syntax.Regexp) bool {
	switch n.Op {
	case syntax.OpLiteral:
		return unicode.IsDigit(n.Rune[0])
	case syntax.OpCharClass:
		for i := 0; i < len(n.Rune); i += 2 {
			if n.Rune[i] < '0' || n.Rune[i+1] > '9' {
				return false
			}
		}
		return len(n.Rune) > 0
	case syntax.OpPlus, syntax.OpCapture:
		return digits(n.Sub[0])
	case syntax.OpRepeat:
		return n.Min > 0 && digits(n.Sub[0])
	case syntax.OpConcat:
		return slices.ContainsFunc(n.Sub, digits)
	default:
		return false
	}
}

// sample writes something that a tree matches; what may be missing is.
func sample(n *syntax.Regexp, depth int) string {
	if depth > 50 {
		return ""
	}
	switch n.Op {
	case syntax.OpLiteral:
		return string(n.Rune)
	case syntax.OpCharClass:
		for _, want := range "ate5A -,/" {
			for i := 0; i < len(n.Rune); i += 2 {
				if n.Rune[i] <= want && want <= n.Rune[i+1] {
					return string(want)
				}
			}
		}
		if len(n.Rune) > 0 {
			return string(n.Rune[0])
		}
		return ""
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return "a"
	case syntax.OpCapture, syntax.OpPlus:
		return sample(n.Sub[0], depth+1)
	case syntax.OpRepeat:
		return strings.Repeat(sample(n.Sub[0], depth+1), min(n.Min, 40))
	case syntax.OpConcat:
		var b strings.Builder
		for _, sub := range n.Sub {
			b.WriteString(sample(sub, depth+1))
		}
		return b.String()
	case syntax.OpAlternate:
		return sample(n.Sub[0], depth+1)
	default:
		return ""
	}
}

// joinedSource is one expression for several.
func joinedSource(all []*expression, fold bool) string {
	sources := make([]string, len(all))
	for i, e := range all {
		sources[i] = e.source
	}
	s := strings.Join(sources, "|")
	if fold {
		s = "(?i)" + s
	}
	if _, err := pack.Compile(s); err != nil {
		return ""
	}
	return s
}
