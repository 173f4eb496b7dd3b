package match

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/sayso-lint/sayso/internal/segment"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
)

func tokens(text string) []prose.Token {
	return segment.Tokens(text, prose.Span{Start: 0, End: len(text)})
}

// matched writes matches as "list:words".
func matched(text string, toks []prose.Token, ms []Match) []string {
	var out []string
	for _, m := range ms {
		out = append(out, fmt.Sprintf("%d:%s", m.List, text[toks[m.First].Start:toks[m.Last-1].End]))
	}
	return out
}

func TestSentence(t *testing.T) {
	tests := []struct {
		name    string
		phrases []string // a list each
		text    string
		want    []string
	}{
		{"one word", []string{"may"}, "It may rain, May said.", []string{"0:may", "0:May"}},
		{"whatever case", []string{"Experts say"}, "EXPERTS Say so.", []string{"0:EXPERTS Say"}},
		{"either word", []string{"critics|experts say|argue"}, "Critics argue and experts say.", []string{"0:Critics argue", "0:experts say"}},
		{"a word that may be missing", []string{"many? experts say"}, "Many experts say. Experts say.", []string{"0:Many experts say", "0:Experts say"}},
		{"missing in the middle", []string{"it is widely? believed"}, "it is believed it is widely believed", []string{"0:it is believed", "0:it is widely believed"}},
		{"missing at the end", []string{"may well?"}, "may go, may well go", []string{"0:may", "0:may well"}},
		{"any one word", []string{"in * years"}, "in ten years, in , years, in years", []string{"0:in ten years"}},
		{"up to four words", []string{"put at ... dead"}, "put at dead; put at 1 2 3 4 dead; put at 1 2 3 4 5 dead", []string{"0:put at dead", "0:put at 1 2 3 4 dead"}},
		{"a gap does not pass a comma", []string{"put ... dead"}, "put at ten, dead", nil},
		{"lists apart", []string{"may", "may well", "well"}, "may well", []string{"0:may", "1:may well", "2:well"}},
		{"across a footnote", []string{"experts say"}, "experts\uFFFC say", []string{"0:experts\uFFFC say"}},
		{"clitics alone or not", []string{"do|does n't know", "won't", "ministry 's"}, "He doesn't know, I won't, the ministry’s plan", []string{"0:doesn't know", "1:won't", "2:ministry’s"}},
		{"none at the end", []string{"may well be"}, "it may well", nil},
		{"composed letters", []string{"schätzungsweise"}, "Scha\u0308tzungsweise zehn", []string{"0:Scha\u0308tzungsweise"}},
		{"a question mark is a word too", []string{"right ?"}, "right ?", []string{"0:right ?"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var lists []lint.List
			for _, p := range tt.phrases {
				lists = append(lists, lint.List{Lang: "en", Phrases: []string{p}})
			}
			m, err := New(lists)
			if err != nil {
				t.Fatal(err)
			}
			toks := tokens(tt.text)
			if got := matched(tt.text, toks, m.Language("en").Sentence(nil, tt.text, toks)); !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestLongestOfOneList(t *testing.T) {
	m, err := New([]lint.List{{Lang: "en", Phrases: []string{"possible", "possible that", "it is possible"}}})
	if err != nil {
		t.Fatal(err)
	}
	text := "it is possible that"
	toks := tokens(text)
	got := matched(text, toks, m.Language("en").Sentence(nil, text, toks))
	if want := []string{"0:it is possible", "0:possible that"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestLanguages(t *testing.T) {
	m, err := New([]lint.List{
		{Lang: "en", Phrases: []string{"may"}},
		{Lang: "de", Phrases: []string{"wohl"}},
		{Phrases: []string{"NATO"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	text := "may wohl NATO"
	toks := tokens(text)
	for lang, want := range map[string][]string{"en": {"0:may", "2:NATO"}, "de": {"1:wohl", "2:NATO"}, "fr": {"2:NATO"}} {
		if got := matched(text, toks, m.Language(lang).Sentence(nil, text, toks)); !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", lang, got, want)
		}
	}
	m, err = New([]lint.List{{Lang: "en", Phrases: []string{"may"}}})
	if err != nil {
		t.Fatal(err)
	}
	if m.Language("fr") != nil {
		t.Error("a language without phrases has a matcher")
	}
}

func TestMistakes(t *testing.T) {
	for phrase, want := range map[string]string{
		"":                            `phrase "" of list "x" (en): no word in it must be there`,
		"* way":                       `phrase "* way" of list "x" (en): a phrase begins with a word that must be there, not with "*"`,
		"... way":                     `phrase "... way" of list "x" (en): a phrase begins with a word that must be there, not with "..."`,
		"a? * b":                      `phrase "a? * b" of list "x" (en): a phrase begins with a word that must be there, not with "*"`,
		"the ...":                     `phrase "the ..." of list "x" (en): "..." at the end says nothing`,
		"a? b?":                       `phrase "a? b?" of list "x" (en): no word in it must be there`,
		"a| b":                        `phrase "a| b" of list "x" (en): an alternative is empty`,
		"a ... b ... c ... d":         `phrase "a ... b ... c ... d" of list "x" (en): 3 times "...", at most 2 are allowed`,
		"a b? c? d? e? f? g? h? i? *": `phrase "a b? c? d? e? f? g? h? i? *" of list "x" (en): 9 items with "?" or "*", at most 8 are allowed`,
	} {
		_, err := New([]lint.List{{Lang: "en", Name: "x", Phrases: []string{"good", phrase}}})
		if err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

func TestLiteral(t *testing.T) {
	m := Literal([][]prose.Token{tokens("is it so?"), tokens("so? * yes")})
	text := "Is it so? * Yes"
	toks := tokens(text)
	got := matched(text, toks, m.Sentence(nil, text, toks))
	if want := []string{"0:Is it so?", "1:so? * Yes"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// naive is the meaning of a phrase, written without regard to speed: the ends of all ways to match from token i.
func naive(items []string, text string, toks []prose.Token, i int, ends map[int]bool, begun bool) {
	if len(items) == 0 {
		ends[i] = true
		return
	}
	if begun {
		// The token before is no object, so that a match does not end in one.
		for j := i; j < len(toks) && toks[j].Word == object; j++ {
			if j+1 < len(toks) && toks[j+1].Word != object {
				naiveItem(items, text, toks, j+1, ends, begun, true)
			}
		}
	}
	if i < len(toks) && toks[i].Word == object && begun {
		if items[0] != "..." && !strings.HasSuffix(items[0], "?") {
			return
		}
	}
	naiveItem(items, text, toks, i, ends, begun, false)
}

// naiveItem matches the first item at token i. across says that an object stands before it, over which nothing is read but
// for a word behind it: an item that is missing is missing before the object.
func naiveItem(items []string, text string, toks []prose.Token, i int, ends map[int]bool, begun, across bool) {
	it, rest := items[0], items[1:]
	word := func(j int) bool { return j < len(toks) && IsWord(text[toks[j].Start:toks[j].End]) }
	switch it {
	case "*":
		if word(i) {
			naive(rest, text, toks, i+1, ends, true)
		}
	case "...":
		naiveGap(4, rest, text, toks, i, ends)
	default:
		if len(it) > 1 && strings.HasSuffix(it, "?") {
			it = strings.TrimSuffix(it, "?")
			if !across {
				naive(rest, text, toks, i, ends, begun)
			}
		}
		for alt := range strings.SplitSeq(it, "|") {
			if i < len(toks) && toks[i].Word == prose.WordOf(alt) {
				naive(rest, text, toks, i+1, ends, true)
			}
		}
	}
}

func naiveGap(n int, rest []string, text string, toks []prose.Token, i int, ends map[int]bool) {
	naive(rest, text, toks, i, ends, true)
	if n == 0 {
		return
	}
	j := i
	for j < len(toks) && toks[j].Word == object {
		j++
	}
	if j < len(toks) && IsWord(text[toks[j].Start:toks[j].End]) {
		naiveGap(n-1, rest, text, toks, j+1, ends)
	}
}

// simple are the items that the naive matcher reads as the matcher does.
var simple = regexp.MustCompile(`^([a-z](\|[a-z])*\??|\*|\.\.\.)$`)

// FuzzSentence holds the automaton against the naive meaning of phrases. The words are few letters, so that phrases
// meet the text and each other often.
func FuzzSentence(f *testing.F) {
	f.Add("a b? c\nb ... c\na|b c", "a b c , c b")
	f.Add("a * c\na ... b ... c\nb", "a a a b a b c c")
	f.Add("a? a? b", "a a a b")
	f.Add("a b", "a \uFFFC b \uFFFC")
	f.Fuzz(func(t *testing.T, phrases, text string) {
		if len(phrases) > 200 || len(text) > 100 {
			return
		}
		// Phrases are hand-written: of the blanks, those of ASCII part words.
		if strings.ContainsFunc(phrases, func(r rune) bool { return r >= utf8.RuneSelf }) {
			return
		}
		// Only items of letters, so that the naive matcher needs no segmenter for its phrases.
		for item := range strings.FieldsSeq(phrases) {
			if !simple.MatchString(item) {
				return
			}
		}
		lists := []lint.List{}
		for i, p := range strings.Split(phrases, "\n") {
			if i%2 == 0 {
				lists = append(lists, lint.List{Lang: "en"})
			}
			l := &lists[len(lists)-1]
			l.Phrases = append(l.Phrases, p)
		}
		m, err := New(lists)
		if err != nil {
			return
		}
		toks := tokens(text)
		var want []Match
		for i := range toks {
			for li, l := range lists {
				ends := map[int]bool{}
				for _, p := range l.Phrases {
					naive(strings.Fields(p), text, toks, i, ends, false)
				}
				last := 0
				for e := range ends {
					last = max(last, e)
				}
				inside := slices.ContainsFunc(want, func(m Match) bool { return m.List == li && m.Last >= last })
				if last > 0 && !inside {
					want = append(want, Match{li, i, last})
				}
			}
		}
		got := m.Language("en").Sentence(nil, text, toks)
		slices.SortFunc(got, func(a, b Match) int { return (a.First-b.First)*1000 + a.List - b.List })
		if !slices.Equal(got, want) {
			t.Fatalf("phrases %q in %q: got %v, want %v", phrases, text, got, want)
		}
	})
}

// vocabulary gives n made-up words, the early ones to be drawn more often (Zipf).
func vocabulary(n int) []string {
	words := make([]string, n)
	for i := range words {
		words[i] = fmt.Sprintf("%c%c%s", 'a'+i%26, 'a'+i/26%26, strings.Repeat("o", i/676%7+1)+string(rune('a'+i/4732%26)))
	}
	return words
}

func benchmarkText(size int, vocab []string) (string, []prose.Token) {
	r := rand.New(rand.NewPCG(1, 2))
	z := rand.NewZipf(r, 1.1, 4, uint64(len(vocab)-1))
	var b strings.Builder
	for b.Len() < size {
		b.WriteString(vocab[z.Uint64()])
		b.WriteByte(' ')
	}
	return b.String(), tokens(b.String())
}

// benchmarkLists draws phrases of two to four words from the rarer words, as cue lists are: few begin with "the".
func benchmarkLists(n int, vocab []string) []lint.List {
	r := rand.New(rand.NewPCG(3, 4))
	lists := make([]lint.List, 20)
	for i := range n {
		var p []string
		for range 2 + r.IntN(3) {
			p = append(p, vocab[50+r.IntN(len(vocab)-50)])
		}
		l := &lists[i%len(lists)]
		l.Lang = "en"
		l.Phrases = append(l.Phrases, strings.Join(p, " "))
	}
	return lists
}

func BenchmarkSentence(b *testing.B) {
	vocab := vocabulary(60_000)
	text, toks := benchmarkText(1<<20, vocab)
	for _, n := range []int{200, 2_000, 20_000} {
		m, err := New(benchmarkLists(n, vocab))
		if err != nil {
			b.Fatal(err)
		}
		l := m.Language("en")
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			var ms []Match
			for b.Loop() {
				ms = l.Sentence(ms[:0], text, toks)
			}
			b.ReportMetric(float64(len(ms)), "matches")
		})
	}
}

func BenchmarkNew(b *testing.B) {
	vocab := vocabulary(60_000)
	for _, n := range []int{2_000, 20_000} {
		lists := benchmarkLists(n, vocab)
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			for b.Loop() {
				m, err := New(lists)
				if err != nil {
					b.Fatal(err)
				}
				m.Language("en")
			}
		})
	}
}

// Words of plain letters are not cut by segment; they would come out the same.
func TestPlainWordsAreOneToken(t *testing.T) {
	for _, word := range append(vocabulary(2000), "cannot", "gonna", "wanna", "gotta", "lemme", "gimme", "dunno", "ain", "Mr", "No", "US", "isn", "its", "ID") {
		if got := tokens(word); len(got) != 1 || got[0].Word != prose.WordOf(word) {
			t.Errorf("%q is %d tokens", word, len(got))
		}
	}
}

// A word that ten thousand phrases begin with wakes none of them where another word than theirs follows: looked up each time,
// "the" made 20,000 phrases three times as dear as 200.
func TestManyPhrasesOfOneFirstWord(t *testing.T) {
	phrases := make([]string, 10_000)
	for i := range phrases {
		phrases[i] = fmt.Sprintf("the word%d", i)
	}
	m, err := New([]lint.List{{Lang: "en", Phrases: phrases}})
	if err != nil {
		t.Fatal(err)
	}
	l := m.Language("en")
	the := mix(prose.WordOf("the"))
	if l.alone.get(the>>l.aloneBits)&1 != 0 {
		t.Error(`"the" is looked up wherever it stands`)
	}
	if l.pairs.get(mixed(the, prose.WordOf("word9"))>>l.pairsBits)&1 == 0 {
		t.Error(`"the word9" is not looked up`)
	}
}

// TestLettersBehindManyWords: a word of one letter leads from every node to one of its own, also where a node has the number of
// the letter, or of another one that stands behind the node with this one's.
func TestLettersBehindManyWords(t *testing.T) {
	var first []string
	for i := range 200 {
		first = append(first, fmt.Sprintf("word%c%c", 'a'+i/26, 'a'+i%26))
	}
	lists := []lint.List{{Phrases: first}}
	for letter := 'a'; letter <= 'z'; letter++ {
		l := lint.List{}
		for _, w := range first {
			l.Phrases = append(l.Phrases, w+" "+string(letter))
		}
		lists = append(lists, l)
	}
	m, err := New(lists)
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range first {
		for i, letter := 1, 'a'; letter <= 'z'; i, letter = i+1, letter+1 {
			text := w + " " + string(letter)
			toks := tokens(text)
			want := []string{"0:" + w, fmt.Sprintf("%d:%s", i, text)}
			if got := matched(text, toks, m.Language("en").Sentence(nil, text, toks)); !slices.Equal(got, want) {
				t.Errorf("%s: %q, want %q", text, got, want)
			}
		}
	}
}
