package tag_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/sayso-lint/sayso/internal/segment"
	"github.com/sayso-lint/sayso/internal/tag"
	"github.com/sayso-lint/sayso/prose"
)

func document(text, lang string) *prose.Document {
	b := prose.NewBuilder("a.txt", "text", prose.Source{Text: text})
	at := 0
	for para := range strings.SplitSeq(text, "\n\n") {
		b.OpenBlock(prose.Block{})
		b.Copy(at, at+len(para))
		b.CloseBlock()
		at += len(para) + 2
	}
	d := b.Build()
	d.Lang = lang
	segment.Document(d)
	return d
}

// Each example is written as word/TAG; words without a tag are not asked about.
func TestSentence(t *testing.T) {
	for _, example := range []string{
		"The/DT ministry/NN 's/POS figures/NNS do/VBP n't/RB support/VB the/DT claim/NN ./.",
		"Its/PRP$ exports/NNS fell/VBD 3.5/CD percent/NN in/IN March/NNP ,/.",
		"Officials/NNS should/MD publish/VB the/DT table/NN",
		"They/PRP want/VBP to/TO increase/VB taxes/NNS",
		"The/DT increase/NN was/VBD large/JJ",
		"She/PRP said/VBD that/IN it/PRP had/VBD been/VBN delayed/VBN",
		"He/PRP quickly/RB left/VBD the/DT room/NN",
		"It/PRP is/VBZ raining/VBG",
		"The/DT bigger/JJR town/NN is/VBZ the/DT best/JJS",
		"Who/WP asked/VBD ?/.",
		"What/WP will/MD happen/VB when/WRB they/PRP leave/VBP ?",
		"the report/NN which/WDT she/PRP wrote/VBD",
		"There/EX are/VBP many/JJ reasons/NNS",
		"the growers/NNS '/POS union/NN",
		"Ms./NNP Osei/NNP lives/VBZ in/IN Ghana/NNP",
		"Freeze/VB the/DT price/NN",
		"a now-defunct/JJ company/NN",
		"$/SYM 5/CD and/CC 12/CD %/NN",
		"more/RBR important/JJ than/IN money/NN",
		"We/PRP 'll/MD see/VB",
		"let/VB 's/PRP go/VB",
		"his/PRP$ own/JJ work/NN",
	} {
		var text []string
		want := map[int]string{}
		for i, f := range strings.Fields(example) {
			word, name, ok := strings.Cut(f, "/")
			if ok {
				want[i] = name
			}
			text = append(text, word)
		}
		d := document(strings.ReplaceAll(strings.Join(text, " "), " '", "'"), "en") // clitics close up
		s := d.Blocks[0].Sentences[0]
		got := tag.Of(d).Sentence(0, 0)
		if len(s.Tokens) != len(text) {
			t.Errorf("%s: %d tokens, want %d", example, len(s.Tokens), len(text))
			continue
		}
		for i, name := range want {
			if got.At(i).String() != name {
				t.Errorf("%s: %s is %s, want %s", example, text[i], got.At(i), name)
			}
		}
	}
}

func TestApostrophe(t *testing.T) {
	for text, want := range map[string]tag.Tag{"the growers' union": tag.POS, "the 'growers' union": tag.Punct, "the growers'": tag.Punct} {
		d := document(text, "en")
		got := tag.Of(d).Sentence(0, 0)
		for i := got.Len() - 1; i >= 0; i-- {
			if d.Slice(d.Blocks[0].Sentences[0].Tokens[i].Span) == "'" {
				if got.At(i) != want {
					t.Errorf("%s: %s, want %s", text, got.At(i), want)
				}
				break
			}
		}
	}
}

func TestOtherLanguagesHaveNoTags(t *testing.T) {
	d := document("Die Preise stiegen.", "de")
	for _, got := range tag.Of(d).Sentence(0, 0).UpTo(len(d.Blocks[0].Sentences[0].Tokens)) {
		if got != tag.None {
			t.Errorf("%s", got)
		}
	}
}

func TestSentenceIsKept(t *testing.T) {
	d := document("Prices rose. Wages fell.", "en")
	l := tag.Of(d)
	if a, b := l.Sentence(0, 1).UpTo(3), l.Sentence(0, 1).UpTo(3); &a[0] != &b[0] {
		t.Error("worked out twice")
	}
	if n := testing.AllocsPerRun(10, func() { l.Sentence(0, 1).At(2) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestNames(t *testing.T) {
	for k := tag.None + 1; k < tag.Punct; k++ {
		if got, ok := tag.Parse(k.String()); !ok || got != k {
			t.Errorf("%s is read as %s", k, got)
		}
	}
	for _, name := range []string{".", ",", "``", "-RRB-"} {
		if got, ok := tag.Parse(name); !ok || got != tag.Punct {
			t.Errorf("%s is read as %s", name, got)
		}
	}
	if _, ok := tag.Parse("NOUN"); ok {
		t.Error("NOUN is no tag of the Penn Treebank")
	}
}

func TestLoadRefuses(t *testing.T) {
	for _, data := range []string{"", "sayso", "sayso-tag\x01", "sayso-tag\x01\xff\xff\xff\xff\x7f", "sayso-tag\x00"} {
		if _, err := tag.Load([]byte(data)); err == nil {
			t.Errorf("%q is read as a model", data)
		}
	}
}

// The same examples give the same bytes, and what was learned is found again.
func TestTrain(t *testing.T) {
	text := "dogs bark"
	e := tag.Example{Text: text, Tokens: segment.Tokens(text, prose.Span{Start: 0, End: len(text)}), Tags: []tag.Tag{tag.NNS, tag.VBP}}
	lexicon := map[uint64]tag.Entry{
		prose.WordOf("the"):  {Mask: 1 << tag.DT, Closed: true},
		prose.WordOf("bark"): {Mask: 1<<tag.NN | 1<<tag.VBP},
	}
	one, two := tag.Train([]tag.Example{e}, lexicon, 3, 1), tag.Train([]tag.Example{e}, lexicon, 3, 1)
	if string(one) != string(two) {
		t.Error("two runs differ")
	}
	m, err := tag.Load(one)
	if err != nil {
		t.Fatal(err)
	}
	text = "the dogs bark"
	out := make([]tag.Tag, 3)
	m.Tag(text, segment.Tokens(text, prose.Span{Start: 0, End: len(text)}), out)
	if out[0] != tag.DT || out[1] != tag.NNS || out[2] != tag.VBP {
		t.Errorf("%v", out)
	}
}

func FuzzSentence(f *testing.F) {
	for _, s := range []string{"It's 5 %.", "’ ' - --", "\uFFFC é É ÉÉ", "IT IS ALL SHOUTED.", "a-b- -a", "\xff\xfe", "€5", "well-KNOWN"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			return
		}
		d := document(text, "en")
		l := tag.Of(d)
		for i, b := range d.Blocks {
			for j, s := range b.Sentences {
				for k, g := range l.Sentence(i, j).UpTo(len(s.Tokens)) {
					if g == tag.None || g > tag.Punct {
						t.Fatalf("%q is %d", d.Slice(s.Tokens[k].Span), g)
					}
				}
			}
		}
	})
}

const sample = `The ministry's own figures, published on Tuesday, don't support the claim: exports to the U.S. fell 3.5 percent in
the first quarter, while imports rose by a fifth. "We expected worse," said Dr. Amara Osei, who advises the growers' union.
Officials insist that the must-win vote will go ahead. Will it? Few believe it, and even fewer say so in public. `

func BenchmarkSentence(b *testing.B) {
	d := document(strings.Repeat(sample, 200), "en")
	tag.Of(document(sample, "en")).Sentence(0, 0).At(0) // the model is loaded
	tokens := 0
	for _, s := range d.Blocks[0].Sentences {
		tokens += len(s.Tokens)
	}
	out := make([]tag.Tag, tokens)
	m := tag.English()
	b.ReportAllocs()
	for b.Loop() {
		for _, s := range d.Blocks[0].Sentences {
			m.Tag(d.Text, s.Tokens, out[:len(s.Tokens)])
		}
	}
	b.ReportMetric(float64(b.N)*float64(tokens)/b.Elapsed().Seconds()/1e6, "Mtok/s")
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := tag.Load(tag.Data()); err != nil {
			b.Fatal(err)
		}
	}
}

// Whoever asks for one tag must get what goes through the whole sentence gives, however the questions about several
// sentences come mixed.
func TestTagsAskedForOneByOne(t *testing.T) {
	d := document("The growers' union said it may sue. Trade talks may stall, and the might of the guild will not help the growers. "+
		"Officials had to close the road that leads to the dam. He must. "+sample, "en")
	sentences := d.Blocks[0].Sentences
	whole := tag.Of(document(d.Text, "en"))
	random := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		l := tag.Of(document(d.Text, "en"))
		for range 40 {
			i := random.IntN(len(sentences))
			k := random.IntN(len(sentences[i].Tokens))
			want := whole.Sentence(0, i).UpTo(len(sentences[i].Tokens))
			if some := tag.Set(random.Uint64()); random.IntN(2) == 0 {
				if l.Sentence(0, i).In(k, some) != some.Has(want[k]) {
					t.Fatalf("token %d of sentence %d, %s, is said not to be what it is", k, i, want[k])
				}
			} else if got := l.Sentence(0, i).At(k); got != want[k] {
				t.Fatalf("token %d of sentence %d: %s, want %s", k, i, got, want[k])
			}
			asked := tag.CC + tag.Tag(random.IntN(int(tag.Punct)))
			if has := slices.Contains(want, asked); l.Sentence(0, i).Has(asked) != has {
				t.Fatalf("sentence %d has %s: %v, want %v", i, asked, !has, has)
			}
		}
	}
}

// What is seen of a word has the place of what is seen of the word 64 before it, which may be the one that opens the sentence.
func TestTagsFarFromTheOpening(t *testing.T) {
	for _, opening := range []string{"The", "Rain", "— Will"} {
		for far := 58; far < 70; far++ {
			text := opening + strings.Repeat(" fish", far) + " Will" + strings.Repeat(" fish", 8)
			whole := tag.Of(document(text, "en")).Sentence(0, 0)
			for i, want := range whole.UpTo(whole.Len()) {
				if got := tag.Of(document(text, "en")).Sentence(0, 0).At(i); got != want {
					t.Errorf("%s …: token %d is %s, want %s", opening, i, got, want)
				}
				if !tag.Of(document(text, "en")).Sentence(0, 0).Is(i, want) {
					t.Errorf("%s …: token %d is said not to be %s", opening, i, want)
				}
			}
		}
	}
}
