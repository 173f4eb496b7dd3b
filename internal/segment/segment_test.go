package segment_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/sayso-lint/sayso/internal/segment"
	"github.com/sayso-lint/sayso/prose"
)

func TestTokens(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		// words and marks
		{"Growth slowed, the bank says.", "Growth|slowed|,|the|bank|says|."},
		{"", ""},
		{" \t\n ", ""},
		{"Wait ... what -- now?!", "Wait|...|what|--|now|?|!"},
		{"one…two — three–four", "one|…|two|—|three|–|four"},
		{"a \uFFFC b\uFFFC.", "a|\uFFFC|b|\uFFFC|."},
		{"and/or", "and|/|or"},
		{"***", "***"},
		{"AT&T and R&D & co", "AT&T|and|R&D|&|co"},
		{"a 👍🏽 b👩‍👩‍👧❤️.", "a|👍🏽|b|👩‍👩‍👧|❤️|."},
		// clitics
		{"don't can’t won't isn’t", "do|n't|ca|n’t|wo|n't|is|n’t"},
		{"it's the ministry’s", "it|'s|the|ministry|’s"},
		{"we're they'll I'd I'm you've", "we|'re|they|'ll|I|'d|I|'m|you|'ve"},
		{"IT'S", "IT|'S"},
		{"I'd've", "I|'d|'ve"},
		{"shouldn't've", "should|n't|'ve"},
		{"the growers' cannot", "the|growers|'|cannot"},
		{"U.S.'s JFK Jr.'s", "U.S.|'s|JFK|Jr.|'s"},
		{"do n't the ministry 's", "do|n't|the|ministry|'s"},
		{"O'Brien o'clock ma'am rock'n'roll", "O'Brien|o'clock|ma'am|rock'n'roll"},
		{"in the '90s 'quoted'", "in|the|'90s|'|quoted|'"},
		// elision
		{"l'eau d’après qu'il aujourd'hui", "l'|eau|d’|après|qu'|il|aujourd'hui"},
		{"dell'acqua all’improvviso", "dell'|acqua|all’|improvviso"},
		{"D'Angelo", "D'Angelo"},
		// hyphens
		{"must-win now-defunct 17-year-olds F-16 COVID-19", "must-win|now-defunct|17-year-olds|F-16|COVID-19"},
		{"U.S.-led mid-1990s", "U.S.-led|mid-1990s"},
		{"either- or", "either|-|or"},
		{"yes--no", "yes|--|no"},
		// numbers
		{"4,200 3.5 08:30 9/11 1.026.253", "4,200|3.5|08:30|9/11|1.026.253"},
		{"12-40 12–40 2024-05-03", "12|-|40|12|–|40|2024|-|05|-|03"},
		{"$5 €5 5% £3.50 5€", "$|5|€|5|5|%|£|3.50|5|€"},
		{"in 2004, by 5.", "in|2004|,|by|5|."},
		{"21st 5km 3½ 20m²", "21st|5km|3½|20m²"},
		{"20°C", "20|°C"},
		// full stops
		{"the U.S. and Dr. Wu at 5 p.m. today", "the|U.S.|and|Dr.|Wu|at|5|p.m.|today"},
		{"e.g. No. 5, J. R. Hale", "e.g.|No.|5|,|J.|R.|Hale"},
		{"He said no.", "He|said|no|."},
		{"It was you and I. Now go.", "It|was|you|and|I|.|Now|go|."},
		{"see example.org or jane.doe@example.org.", "see|example.org|or|jane.doe@example.org|."},
		{"https://example.org/a.b?c=d, then", "https://example.org/a.b?c=d|,|then"},
		{"The end.The next", "The|end|.|The|next"},
		{"z. B. und u. Ä. bzw. so", "z.|B.|und|u.|Ä.|bzw.|so"},
		{"the etc. at the end etc.", "the|etc.|at|the|end|etc."},
		// scripts
		{"Über naïve coöperatie", "Über|naïve|coöperatie"},
		{"Это вода。好。", "Это|вода|。|好|。"},
		{"cafe\u0301 co\u00ADoperate", "cafe\u0301|co\u00ADoperate"},
		// faces
		{"fine :-) thanks", "fine|:-)|thanks"},
		{"(see note:)", "(|see|note|:|)"},
	} {
		var got []string
		for _, k := range segment.Tokens(tt.text, prose.Span{Start: 0, End: len(tt.text)}) {
			got = append(got, tt.text[k.Start:k.End])
		}
		if s := strings.Join(got, "|"); s != tt.want {
			t.Errorf("%q:\n got %s\nwant %s", tt.text, s, tt.want)
		}
	}
}

// A slash parts the sentences of an example; it stands for the blank between them.
func TestSentences(t *testing.T) {
	for _, tt := range []struct{ name, lang, text string }{
		{"plain", "en", "Prices rose.| Wages did not!| Why?| Nobody asked."},
		{"titles", "en", "Mr. Hale met Dr. Osei and Gen. Tran.| Sen. Wu left."},
		{"initials", "en", "J. R. Hale and George W. Osei spoke.| They left."},
		{"the pronoun", "en", "It was the mayor and I.| Nobody else came."},
		{"country and noun", "en", "U.S. Treasury officials met in the U.S. The talks failed."},
		{"country ends", "en", "They met in the U.S.| The talks failed."},
		{"company", "en", "Hale Inc. bought Osei Ltd.| It paid cash."},
		{"time of day", "en", "They left at 5 p.m. Tuesday and came at 6 a.m.| Nobody slept."},
		{"opening time", "en", "At 5 a.m. Hale left.| Others stayed."},
		{"et cetera", "en", "Wheat, rye, etc. cost more.| Oats, etc.| Then barley."},
		{"numbers", "en", "It fell 3.5 percent to 4,200. |Analysts shrugged."},
		{"number word", "en", "See No. 5 and Fig. 3 for that.| He said no.| Then he left."},
		{"month", "en", "It opened on Jan. 5 and closed in Sept.| The rest is known."},
		{"quotation", "en", "“We lost.”| She left.| \"Who won?\" she asked.| 'Nobody!' he cried."},
		{"quotation, name", "en", "“Will it last?” Ms. Osei asked.| Nobody knew."},
		{"quotation ends", "en", "He asked \"Who won?\"| The room was silent."},
		{"brackets", "en", "Prices rose (by a lot).| (Nobody was told.)| Wages fell (see below.) in May."},
		{"note numbers", "en", "Prices rose.[12]| Wages fell.\uFFFC| Rents rose.¹²| The rest held."},
		{"ellipsis", "en", "Well... maybe not.| We tried...| They failed. "},
		{"spaced ellipsis", "en", "The plan . . . was dropped.| It failed . . . .| Nobody cared."},
		{"letters", "en", "a. Freeze the price |b. Publish the table |c. Wait"},
		{"unit", "en", "A plank 5 ft. 3 in. wide broke.| Nobody fell."},
		{"omission", "en", "The panel \"found [...] nothing [...]\" (Osei 12).| It met. |. . . Nobody came."},
		{"list", "en", "1. Freeze the price 2. Publish the table"},
		{"soft wrap", "en", "The committee met\nin the hall.| It\nadjourned."},
		{"bullets on lines", "en", "• wheat\n|• rye\n|• oats"},
		{"lines", "en", "price of wheat\n|price of rye\n|price of oats"},
		{"lower case", "en", "great food.| highly recommended!| would come again"},
		{"name with a mark", "en", "She works at Yahoo! in accounting."},
		{"missing blank", "en", "It is the end.|The next one is better."},
		{"face", "en", "It works. :-)| Then it broke."},
		{"address", "en", "See example.org.| Then call."},
		{"ruler", "en", "The first part.| ***| The second part."},
		{"ordinals", "de", "Am 5. Mai kam der 3. Bericht.| Danach kam 2004.| Dann nichts."},
		{"German", "de", "Das gilt z. B. für Öl bzw. Gas.| Prof. Wu sah es auf S. 225.| Ende usw.| Der Rest blieb."},
		{"French", "fr", "M. Hale a dit : « C’est fini ! »| Mme Wu est partie. |« Quoi ? » demanda-t-il."},
		{"Spanish", "es", "El Sr. Hale llegó.| ¿Quién más?| ¡Nadie!"},
		{"Italian", "it", "Il dott. Hale è arrivato.| Ecco l'art. 5 della legge."},
		{"Dutch", "nl", "Dhr. Hale kwam o.a. met dr. Wu.| Daarna niets."},
		{"Portuguese", "pt", "O Sr. Hale chegou.| Depois, nada."},
		{"Chinese", "zh", "价格上涨。|工资没有。"},
		{"other language", "cs", "To je konec. |Nový začátek."},
	} {
		text := strings.ReplaceAll(tt.text, "|", "")
		var want []string
		for s := range strings.SplitSeq(tt.text, "|") {
			want = append(want, strings.TrimSpace(s))
		}
		if tt.name == "country and noun" { // its two sentences are told by the article
			want = []string{"U.S. Treasury officials met in the U.S.", "The talks failed."}
		}
		if tt.name == "list" {
			want = []string{"1. Freeze the price", "2. Publish the table"}
		}
		d := plain(text, tt.lang)
		segment.Document(d)
		var got []string
		for _, b := range d.Blocks {
			for _, s := range b.Sentences {
				got = append(got, d.Slice(s.Span))
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s:\n got %q\nwant %q", tt.name, got, want)
		}
	}
}

func TestFurnitureHasNoSentences(t *testing.T) {
	text := "By A. Writer. 6 min read."
	b := prose.NewBuilder("a.txt", "text", prose.Source{Text: text})
	b.OpenBlock(prose.Block{Kind: prose.Furniture})
	b.Copy(0, len(text))
	d := b.Build()
	segment.Document(d)
	if n := len(d.Blocks[0].Sentences); n != 0 {
		t.Errorf("%d sentences", n)
	}
}

// TestMonstrousSentencesAreCut holds sentences to a bounded number of tokens, on which the linear growth of all that
// looks at whole sentences rests.
func TestMonstrousSentencesAreCut(t *testing.T) {
	for name, tt := range map[string]struct {
		text, endsIn string
		n            int
	}{
		"behind commas":        {strings.Repeat("the mill, the weir and the lock ", 1000), ",", 21},
		"between words":        {strings.Repeat("very ", 2000), "very", 5},
		"without blanks":       {strings.Repeat("(", 1000), "(", 3},
		"never within a word":  {strings.Repeat("it's ", 1000), "'s", 5},
		"not one long but his": {strings.Repeat("he said and ", 100) + "left. Then he came.", ".", 2},
	} {
		b := prose.NewBuilder("x", "text", prose.Source{Text: tt.text})
		b.OpenBlock(prose.Block{})
		b.Copy(0, len(tt.text))
		d := b.Build()
		segment.Document(d)
		ss := d.Blocks[0].Sentences
		if len(ss) != tt.n {
			t.Errorf("%s: %d sentences, want %d", name, len(ss), tt.n)
		}
		if got := d.Slice(ss[0].Tokens[len(ss[0].Tokens)-1].Span); got != tt.endsIn {
			t.Errorf("%s: the first ends in %q, want %q", name, got, tt.endsIn)
		}
	}
}

// TestMonstrousBlocksAreCut holds blocks to a bounded number of tokens, for the same reason.
func TestMonstrousBlocksAreCut(t *testing.T) {
	text := strings.Repeat("The mill closed. ", 5000) + "Why?"
	b := prose.NewBuilder("x", "text", prose.Source{Text: text})
	b.OpenBlock(prose.Block{Kind: prose.Quote, Level: 1})
	b.Copy(0, len(text))
	d := b.Build()
	segment.Document(d)
	sentences := 0
	for i, blk := range d.Blocks {
		if blk.Kind != prose.Quote || blk.Level != 1 {
			t.Errorf("block %d is another kind than the whole", i)
		}
		if n := len(blk.Sentences); blk.Start != blk.Sentences[0].Start || blk.End != blk.Sentences[n-1].End {
			t.Errorf("block %d is %v, its sentences are not", i, blk.Span)
		}
		sentences += len(blk.Sentences)
	}
	if len(d.Blocks) != 3 || sentences != 5001 {
		t.Errorf("%d blocks of %d sentences, want 3 of 5001", len(d.Blocks), sentences)
	}
}

func FuzzDocument(f *testing.F) {
	for _, s := range []string{
		"Mr. Hale's \"plan\" failed... Why? I don't know.\n\n1.) One 2.) Two", "。！？…", "a.b.c.", "'s n't l'eau", "\xff\xfe.A", "x\u0301'\u00ad-\u2011.",
		"• a • b", "a. . . . B", "!\"!\"!", "[12].[3]", "A.A.A.A.A", "https://a", "a@b.c", "12.5.-3", "===", "5 p.m. X",
	} {
		f.Add(s, "en")
		f.Add(s, "")
		f.Add(s, "de")
	}
	f.Fuzz(func(t *testing.T, text, lang string) {
		d := plain(text, lang)
		segment.Document(d)
		again := plain(text, lang)
		segment.Document(again)
		for i, b := range d.Blocks {
			var all []prose.Token
			for j, s := range b.Sentences {
				if len(s.Tokens) == 0 || s.Start != s.Tokens[0].Start || s.End != s.Tokens[len(s.Tokens)-1].End {
					t.Fatalf("sentence %v with tokens %v", s.Span, s.Tokens)
				}
				if o := again.Blocks[i].Sentences[j]; !slices.Equal(o.Tokens, s.Tokens) {
					t.Fatalf("two runs differ: %v, %v", s.Tokens, o.Tokens)
				}
				all = append(all, s.Tokens...)
			}
			check(t, d.Text, b.Span, all)
		}
		check(t, text, prose.Span{Start: 0, End: len(text)}, segment.Tokens(text, prose.Span{Start: 0, End: len(text)}))
	})
}

// check holds tokens to what is promised of them.
func check(t *testing.T, text string, in prose.Span, tokens []prose.Token) {
	t.Helper()
	at := in.Start
	for _, k := range tokens {
		if k.Start < at || k.End <= k.Start || k.End > in.End {
			t.Fatalf("token %v behind %d in %v", k.Span, at, in)
		}
		blankOnly(t, text[at:k.Start])
		if word := text[k.Start:k.End]; k.Word != prose.WordOf(word) {
			t.Fatalf("token %q has the hash of another word", word)
		}
		if k.Start > 0 && utf8.ValidString(text) && (!utf8.RuneStart(text[k.Start]) || k.End < len(text) && !utf8.RuneStart(text[k.End])) {
			t.Fatalf("token %v cuts a rune", k.Span)
		}
		at = k.End
	}
	blankOnly(t, text[at:in.End])
}

func blankOnly(t *testing.T, gap string) {
	t.Helper()
	for _, r := range gap {
		if !unicode.IsSpace(r) && !strings.ContainsRune("\u00AD\u200B\u200C\u200D\u2060\uFEFF", r) {
			t.Fatalf("%q is in no token", gap)
		}
	}
}

const sample = `The ministry's own figures, published on Tuesday, don't support the claim: exports to the U.S. fell 3.5 percent in
the first quarter, while imports rose by a fifth. "We expected worse," said Dr. Amara Osei, who advises the growers' union.
Officials insist that the must-win vote will go ahead. Will it? Few believe it, and even fewer say so in public. `

func BenchmarkDocument(b *testing.B) {
	text := strings.Repeat(strings.Repeat(sample, 2)+"\n\n", 1400)
	d := plain(text, "en")
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		segment.Document(d)
	}
}

// BenchmarkHostile reads what could make a careless scanner quadratic; bytes a second should not depend on the length.
func BenchmarkHostile(b *testing.B) {
	for name, unit := range map[string]string{
		"quotes": "\"", "stops": ". ", "bang": "!\"", "word": "a", "blanks": " ", "dots": "a.", "brackets": ".)", "notes": ".[1]", "list": "1. a ",
		"bullets": "• ", "apostrophes": "a'", "hyphens": "a-", "dot blanks": ".          ", "sentence": "word ", "numbers": ".1 1 1 ", "mail": "a.b",
	} {
		for _, n := range []int{100_000, 1_000_000} {
			text := strings.Repeat(unit, n/len(unit))
			d := plain(text, "en")
			b.Run(name+"/"+map[int]string{100_000: "100K", 1_000_000: "1M"}[n], func(b *testing.B) {
				b.SetBytes(int64(len(text)))
				for b.Loop() {
					segment.Document(d)
				}
			})
		}
	}
}
