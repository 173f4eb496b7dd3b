package language

import (
	"testing"

	"github.com/sayso-lint/sayso/prose"
)

func document(text, format string) *prose.Document {
	b := prose.NewBuilder("x", format, prose.Source{Text: text})
	b.OpenBlock(prose.Block{})
	b.Copy(0, len(text))
	return b.Build()
}

func TestDocument(t *testing.T) {
	for text, want := range map[string]string{
		"":                            Fallback,
		"Halden, 1412.":               Fallback,
		"The pier burned last month.": "en",
		"Angeblich zog die Truppe schon am Montag aus der Stadt ab.": "de",
		"Der Kommandeur ist vermutlich tot.":                         "de",
		"Le convoi aurait été touché deux fois pendant la nuit.":     "fr",
		"Lo cierto es que nadie manda en el puerto.":                 "es",
		"La tregua potrebbe crollare nelle prossime settimane.":      "it",
		"De brug is volgens het ministerie sinds maart dicht.":       "nl",
		"Há grandes chances de uma nova greve nos portos.":           "pt",
		"港口从三月起关闭，渔民没有得到任何通知。":                                       "zh",
		"港は三月から閉まっている。":                                              "ja",
		"항구는 삼월부터 닫혀 있다.":                                            "ko",
		"Το λιμάνι είναι κλειστό από τον Μάρτιο.":                    "el",
	} {
		d := document(text, "text")
		Document(d, "")
		if d.Lang != want {
			t.Errorf("%q is %q, want %q", text, d.Lang, want)
		}
	}
}

func TestConfiguredWins(t *testing.T) {
	d := document("Der Hafen ist seit März geschlossen, und die Fischer warten.", "text")
	d.Meta["lang"] = "fr"
	Document(d, "en-GB")
	if d.Lang != "en" || d.Blocks[0].Lang != "" {
		t.Errorf("language %q, block %q, want en and none", d.Lang, d.Blocks[0].Lang)
	}
}

func TestForeignBlock(t *testing.T) {
	english := "The harbour was closed in March, and the crews were told to wait for the council to meet."
	german := "Der Hafen ist seit März geschlossen, und die Fischer warten auf den Rat, der nicht kommt."
	text := english + "\n\n" + german
	b := prose.NewBuilder("x", "text", prose.Source{Text: text})
	b.OpenBlock(prose.Block{})
	b.Copy(0, len(english))
	b.OpenBlock(prose.Block{})
	b.Copy(len(english)+2, len(text))
	d := b.Build()
	d.Lang = "en"
	Document(d, "")
	if d.Blocks[0].Lang != "" || d.Blocks[1].Lang != "de" {
		t.Errorf("blocks are %q and %q, want the document's and de", d.Blocks[0].Lang, d.Blocks[1].Lang)
	}
}

func BenchmarkEnglish(b *testing.B) {
	text := ""
	for len(text) < 6000 {
		text += "The harbour was closed in March, and the crews were told to wait for the council to meet. "
	}
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Document(document(text, "text"), "")
	}
}

func FuzzDocument(f *testing.F) {
	f.Add("Der Hafen ist geschlossen.")
	f.Add("\xff\xfe\x00港")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 100 {
			return // the guess has its own tests; here is everything before it
		}
		d := document(text, "text")
		Document(d, "")
		if d.Lang == "" {
			t.Error("no language")
		}
	})
}
