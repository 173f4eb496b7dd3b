package pack

import (
	"regexp/syntax"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestDearExpressions(t *testing.T) {
	var participles []string // as those of a rule for the passive
	for a := 'a'; a < 'p'; a++ {
		for b := 'a'; b < 'p'; b++ {
			participles = append(participles, string(a)+"r"+string(b)+"ken")
		}
	}
	for expression, dear := range map[string]bool{
		`(a?){1000}`:                        true,
		`a{1000}`:                           true,
		`a{400}`:                            false,
		`(?:(?:a?){10}b?){100}`:             true,
		`[a-z ]{0,1000}x`:                   true,
		`(\pL?){1000}`:                      true,
		`(?i)k{600}`:                        true,
		`.{0,600}\d`:                        true,
		strings.Repeat("a?", 1000):          true,
		strings.Repeat("a{1000}", 1000):     true,
		`\b\w+(?:\W+\w+){0,20}\W+percent\b`: false,
		`(?i)\b(?:` + strings.Join(participles, "|") + `)\b`: false,
	} {
		_, err := Compile(expression)
		if got := err != nil && strings.Contains(err.Error(), "too dear"); got != dear {
			t.Errorf("%.40s: %v", expression, err)
		}
	}
}

// What is under way at once, walked letter by letter as a search walks, is never more than atOnce says.
func TestNoMoreAtOnceThanSaid(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pieces := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "K", "[a-k]", ".", "(?i:k)", "a?", "b*", "(?:a|bk)", "(?:a?b){3}", "[b-z]{0,4}", `\b`, "|"}), 1, 12)
		expression := strings.Join(pieces.Draw(t, "pieces"), "")
		text := rapid.StringOfN(rapid.RuneFrom([]rune("abkKz \u212a")), 0, 40, -1).Draw(t, "text")
		tree, err := syntax.Parse(expression, syntax.Perl)
		if err != nil {
			t.Skip(err)
		}
		p, err := syntax.Compile(tree.Simplify())
		if err != nil {
			t.Fatal(err)
		}
		said := atOnce(p)
		under := map[uint32]bool{}
		var follow func(pc uint32)
		follow = func(pc uint32) {
			if under[pc] {
				return
			}
			under[pc] = true
			switch in := &p.Inst[pc]; in.Op {
			case syntax.InstAlt, syntax.InstAltMatch:
				follow(in.Out)
				follow(in.Arg)
			case syntax.InstCapture, syntax.InstEmptyWidth, syntax.InstNop:
				follow(in.Out)
			default:
			}
		}
		for _, r := range text {
			before := under
			under = map[uint32]bool{}
			follow(uint32(p.Start))
			for pc := range before {
				switch in := &p.Inst[pc]; in.Op {
				case syntax.InstRune, syntax.InstRune1, syntax.InstRuneAny, syntax.InstRuneAnyNotNL:
					if in.MatchRune(r) {
						follow(in.Out)
					}
				default:
				}
			}
			if len(under) > said {
				t.Fatalf("%s: %d at once, %d were said", expression, len(under), said)
			}
		}
	})
}
