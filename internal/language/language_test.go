package language

import (
	"strings"
	"testing"

	"github.com/sayso-lint/sayso/prose"
)

// document makes a paragraph of each text.
func document(paragraphs ...string) *prose.Document {
	text := strings.Join(paragraphs, "\n\n")
	b := prose.NewBuilder("x", "text", prose.Source{Text: text})
	at := 0
	for _, p := range paragraphs {
		b.OpenBlock(prose.Block{Kind: prose.Paragraph})
		b.Copy(at, at+len(p))
		at += len(p) + 2
	}
	return b.Build()
}

// unasked fails the test where lingua-go is asked.
func unasked(t testing.TB) {
	t.Helper()
	original := ask
	ask = func(text string) string {
		t.Errorf("lingua-go is asked about %q", text)
		return ""
	}
	t.Cleanup(func() { ask = original })
}

const (
	english = "The harbour was closed in March, and the crews were told to wait for the council to meet again in the spring."
	german  = "Der Hafen ist seit März geschlossen, und die Fischer warten auf den Rat, der nicht kommt und nichts sagt."
)

// TestSentence tells the language of one sentence, by the vote alone.
func TestSentence(t *testing.T) {
	unasked(t)
	for text, want := range map[string]string{
		"":                            Fallback,
		"Halden, 1412.":               Fallback,
		"Crops failed.":               Fallback,
		"The pier burned last month.": "en",
		"A moose met an elk.":         "en",
		"One official told us the vote was fixed.":                   "en",
		"Angeblich zog die Truppe schon am Montag aus der Stadt ab.": "de",
		"Der Kommandeur ist vermutlich tot.":                         "de",
		"Le convoi aurait été touché deux fois pendant la nuit.":     "fr",
		"Lo cierto es que nadie manda en el puerto.":                 "es",
		"La tregua potrebbe crollare nelle prossime settimane.":      "it",
		"De brug is volgens het ministerie sinds maart dicht.":       "nl",
		"Há grandes chances de uma nova greve nos portos.":           "pt",
		"Hamnen är stängd sedan i mars och ingen vet varför.":        "sv",
		"Most je zatvoren od ožujka, a nitko ne zna zašto.":          "hr",
		"Most jest zamknięty od marca i nikt nie wie dlaczego.":      "pl",
		"Přístav je od března zavřený a nikdo neví proč.":            "cs",
		"Prístav je od marca zatvorený a nikto nevie prečo.":         "sk",
		"A kikötő március óta zárva van, és senki sem tudja, miért.": "hu",
		"Liman marttan beri kapalı ve kimse nedenini bilmiyor.":      "tr",
		"Cảng đã đóng cửa từ tháng ba và không ai biết vì sao.":      "vi",
		"Порт закрыт с марта, и никто не знает почему.":              "ru",
		"Порт зачинено з березня, і ніхто не знає чому.":             "uk",
		"Пристанището е затворено от март и никой не знае защо.":     "bg",
		"Лука је затворена од марта и нико не зна зашто.":            "sr",
		"الميناء مغلق منذ مارس ولا أحد يعرف السبب في ذلك.":           "ar",
		"بندر از ماه مارس بسته است و کسی نمی داند چرا.":              "fa",
		"بندرگاہ مارچ سے بند ہے اور کوئی نہیں جانتا کیوں۔":           "ur",
		"बंदरगाह मार्च से बंद है और कोई नहीं जानता क्यों।":           "hi",
		"港口从三月起关闭，渔民没有得到任何通知。":                                       "zh",
		"港は三月から閉まっている。":                                              "ja",
		"항구는 삼월부터 닫혀 있다.":                                            "ko",
		"Το λιμάνι είναι κλειστό από τον Μάρτιο.":                    "el",
		"הנמל סגור מאז מרץ.":                                         "he",
		"ท่าเรือปิดตั้งแต่เดือนมีนาคม":                               "th",
		"ნავსადგური მარტიდან დაკეტილია.":                             "ka",
	} {
		d := document(text)
		Document(d, "")
		if d.Lang != want {
			t.Errorf("%q is %q, want %q", text, d.Lang, want)
		}
	}
}

func TestOrder(t *testing.T) {
	unasked(t)
	d := document(german)
	d.Lang, d.Blocks[0].Lang = "fr", "it"
	Document(d, "en-GB")
	if d.Lang != "en" || d.Blocks[0].Lang != "" {
		t.Errorf("configured: language %q, block %q, want en and none", d.Lang, d.Blocks[0].Lang)
	}
	d = document(english)
	d.Lang = "en-US"
	Document(d, "")
	if d.Lang != "en" || d.Blocks[0].Lang != "" {
		t.Errorf("declared: language %q, block %q, want en and none", d.Lang, d.Blocks[0].Lang)
	}
}

func TestForeignBlocks(t *testing.T) {
	unasked(t)
	japanese := "港は三月から閉まっている。漁師たちは待っているが、誰も何も言わない。町長も大臣も黙っている。"
	name := "Bundesministerium für wirtschaftliche Zusammenarbeit und Entwicklung, Bonn"
	for _, declared := range []string{"", "en"} {
		d := document(english, german, english, "Nein, danke.", japanese, name, english)
		d.Lang = declared
		d.Blocks[6].Lang = "cy" // by its markup
		Document(d, "")
		want := []string{"", "de", "", "", "ja", "", "cy"}
		for i, b := range d.Blocks {
			if b.Lang != want[i] {
				t.Errorf("declared %q: block %d is %q, want %q", declared, i, b.Lang, want[i])
			}
		}
	}
	// A page whose template says that it is English.
	d := document(german, german)
	d.Lang = "en"
	Document(d, "")
	if d.Blocks[0].Lang != "de" || d.Blocks[1].Lang != "de" {
		t.Errorf("wrongly declared: blocks are %q and %q, want de", d.Blocks[0].Lang, d.Blocks[1].Lang)
	}
}

// TestWholeLength: a preface in one language does not speak for a document in another, nor does furniture.
func TestWholeLength(t *testing.T) {
	unasked(t)
	d := document(append(strings.Split(strings.Repeat(german+"|", 8), "|")[:8], strings.Split(strings.Repeat(english+"|", 80), "|")[:80]...)...)
	Document(d, "")
	if d.Lang != "en" || d.Blocks[0].Lang != "de" || d.Blocks[60].Lang != "" {
		t.Errorf("language %q, blocks %q and %q, want en, de and none", d.Lang, d.Blocks[0].Lang, d.Blocks[60].Lang)
	}
	d = document(german, english)
	d.Blocks[0].Kind = prose.Furniture
	Document(d, "")
	if d.Lang != "en" || d.Blocks[0].Lang != "" {
		t.Errorf("language %q, furniture %q, want en and none", d.Lang, d.Blocks[0].Lang)
	}
	if s := sample(document(strings.Repeat(english+" ", 1000)), documentSample); len(strings.Join(s, "")) > documentSample+pieces*64 {
		t.Errorf("a sample of %d bytes", len(strings.Join(s, "")))
	}
}

// TestAsked: lingua-go is asked about text without a clear vote, once, with a sample of its length.
func TestAsked(t *testing.T) {
	original := ask
	defer func() { ask = original }()
	var asked []string
	ask = func(text string) string {
		asked = append(asked, text)
		return "mi"
	}
	maori := "I whānau tangata mai te iwi katoa, i runga i te rangatiratanga, ā, ōrite tonu ngā mana. "
	d := document(maori[:60])
	Document(d, "")
	if len(asked) > 0 {
		t.Errorf("asked about %d bytes", len(asked[0]))
	}
	d = document(strings.Repeat(maori, 100), strings.Repeat(maori, 3))
	Document(d, "")
	if len(asked) != 1 || d.Lang != "mi" {
		t.Fatalf("asked %d times, language %q", len(asked), d.Lang)
	}
	if n := len(asked[0]); n < longEnough || n > blockSample+pieces*64 {
		t.Errorf("asked about %d bytes", n)
	}
	ask = original
	if got := ask(strings.Repeat(maori, 3)); got != "mi" {
		t.Errorf("lingua-go says %q, want mi", got)
	}
}

// TestLists: every list is folded, as the vote looks its words up.
func TestLists(t *testing.T) {
	v := ballot()
	if len(v.codes) > most {
		t.Fatalf("%d languages, a set holds %d", len(v.codes), most)
	}
	for _, code := range v.codes {
		n := 0
		for _, line := range lines(t, "lists/"+code+".txt") {
			for w := range strings.FieldsSeq(line) {
				n++
				if f := prose.Fold(w); f != w {
					t.Errorf("lists/%s.txt: %q is folded to %q", code, w, f)
				}
				if len(w) > longestWord {
					t.Errorf("lists/%s.txt: %q is too long to be looked up", code, w)
				}
			}
		}
		if n < 50 {
			t.Errorf("lists/%s.txt has %d words", code, n)
		}
	}
}

func BenchmarkEnglish(b *testing.B) {
	unasked(b)
	var p []string
	for i := 0; i < 6000; i += 4 * len(english) {
		p = append(p, strings.Repeat(english+" ", 4))
	}
	d := document(p...)
	b.SetBytes(int64(len(d.Text)))
	for b.Loop() {
		d.Lang = ""
		Document(d, "")
	}
}

func FuzzDocument(f *testing.F) {
	f.Add(german)
	f.Add("\xff\xfe\x00港")
	f.Add(strings.Repeat("港", 2000))
	original := ask
	ask = func(string) string { return "" } // its own authors fuzz it
	f.Cleanup(func() { ask = original })
	f.Fuzz(func(t *testing.T, text string) {
		d := document(text, english)
		Document(d, "")
		if d.Lang == "" {
			t.Error("no language")
		}
		again := document(text, english)
		Document(again, "")
		if again.Lang != d.Lang {
			t.Errorf("%q, then %q", d.Lang, again.Lang)
		}
	})
}
