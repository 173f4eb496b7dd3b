package engine

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/sayso-lint/sayso/internal/read"
	"github.com/sayso-lint/sayso/internal/segment"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
)

// mender is a toy whose findings carry a fix: hare becomes rabbit, safely.
func mender(id string, safe bool, edits func(p *lint.Pass, h lint.Hit) []lint.Edit, phrases ...string) *lint.Rule {
	r := toy(id, phrases...)
	r.Check = func(p *lint.Pass, h lint.Hit) {
		p.Report(lint.Finding{Span: h.Span, Message: "found", Fixes: []lint.Fix{{Title: "mend", Safe: safe, Edits: edits(p, h)}}})
	}
	return r
}

func instead(word string) func(*lint.Pass, lint.Hit) []lint.Edit {
	return func(_ *lint.Pass, h lint.Hit) []lint.Edit { return []lint.Edit{{Span: h.Span, New: word}} }
}

func behind(words string) func(*lint.Pass, lint.Hit) []lint.Edit {
	return func(_ *lint.Pass, h lint.Hit) []lint.Edit {
		return []lint.Edit{{Span: prose.Span{Start: h.Span.End, End: h.Span.End}, New: words}}
	}
}

// dropped takes a word out with the blank behind it.
func dropped(p *lint.Pass, h lint.Hit) []lint.Edit {
	_, blank := utf8.DecodeRuneInString(p.Doc.Text[h.Span.End:])
	return []lint.Edit{{Span: prose.Span{Start: h.Span.Start, End: h.Span.End + blank}}}
}

func reader(path string) func([]byte) (*prose.Document, error) {
	return func(data []byte) (*prose.Document, error) {
		doc, _, err := read.Document(path, "", data)
		if err == nil {
			doc.Lang = "en"
			segment.Document(doc)
		}
		return doc, err
	}
}

func mending(t testing.TB, path string, data []byte, unsafe bool, rules ...*lint.Rule) Fixed {
	t.Helper()
	var s Settings
	s.Profile = lint.Audit
	for _, r := range rules {
		s.Rules = append(s.Rules, Setting{Rule: r, Severity: lint.Warning})
	}
	e, err := New(s)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := reader(path)(data)
	if err != nil {
		t.Fatal(err)
	}
	check := func(d *prose.Document) Result { return e.Check(d, nil) }
	before := slices.Clone(data)
	out, err := Fix(data, doc, check(doc), Fixing{
		Unsafe: unsafe, Read: reader(path), Check: check,
		Spell: func(words string) []byte { return read.Spell(doc.Format, data, words) },
	})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(before, data) {
		t.Error("the bytes that were read have changed")
	}
	return out
}

// Byte for byte nothing but the words changes.
func TestFix(t *testing.T) {
	hare := mender("stray-hare", true, instead("rabbit"), "hare")
	fox := mender("lone-fox", true, behind(" (*Vulpes* & kin)"), "fox")
	very := mender("very-much", true, dropped, "very")
	for _, c := range []struct{ name, path, in, want, refused string }{
		{name: "plain", path: "a.txt", in: "A hare and a hare.", want: "A rabbit and a rabbit."},
		{name: "line ends and BOM", path: "a.txt", in: "\xEF\xBB\xBFOne hare.\r\n\r\nTwo hare.\rNo end: hare", want: "\xEF\xBB\xBFOne rabbit.\r\n\r\nTwo rabbit.\rNo end: rabbit"},
		{name: "emoji and what is no UTF-8", path: "a.txt", in: "😀 A hare 😀 caf\xE9 hare \xF0\x9F.\n", want: "😀 A rabbit 😀 caf\xE9 rabbit \xF0\x9F.\n"},
		{name: "UTF-16", path: "a.txt", in: utf16le("😀 A hare.\r\n"), want: utf16le("😀 A rabbit.\r\n")},
		{name: "UTF-16, a lone surrogate beside", path: "a.txt", in: utf16le("A hare ") + "\x00\xD8" + "\n\x00", want: utf16le("A rabbit ") + "\x00\xD8" + "\n\x00"},
		{name: "front matter", path: "a.md", in: "---\ntitle: hare\n---\nA hare.\n", want: "---\ntitle: hare\n---\nA rabbit.\n"},
		{name: "whole emphasis", path: "a.md", in: "A *hare* and **[hare](hare.md)**.\n", want: "A *rabbit* and **[rabbit](hare.md)**.\n"},
		{name: "entity in the word", path: "a.md", in: "A h&#97;re &amp; more.\n", want: "A rabbit &amp; more.\n"},
		{name: "emphasis in the word", path: "a.md", in: "A **ha**re.\n", want: "A **ha**re.\n", refused: "it goes across markup"},
		{name: "a phrase across lines of a quotation", path: "a.html", in: "<p>very <b>hare</b></p>", want: "<p><b>rabbit</b></p>"},
		{name: "emphasis of nothing", path: "a.md", in: "A *very* big fox.\n", want: "A *very* big fox (\\*Vulpes\\* \\& kin).\n", refused: "it goes across markup"},
		{name: "a wrapped line", path: "a.txt", in: "It is very\nbig.\n", want: "It is big.\n"},
		{name: "a wrapped line of Markdown", path: "a.md", in: "It is very\r\nbig, a hare.\r\n", want: "It is big, a rabbit.\r\n"},
		{name: "a wrapped line in a list", path: "a.md", in: "- It is very\n  big.\n", want: "- It is very\n  big.\n", refused: "it would change more of the file than its words"},
		{name: "a list would come to be", path: "a.md", in: "very - big\n", want: "very - big\n", refused: "it would change more of the file than its words"},
		{name: "a list would come to be, beside a good fix", path: "a.md", in: "very - big\n\nA hare.\n\nvery # 3\n\nA hare.\n", want: "very - big\n\nA rabbit.\n\nvery # 3\n\nA rabbit.\n", refused: "it would change more of the file than its words"},
		{name: "cells", path: "a.md", in: "| a | hare |\n|---|---|\n| fox | hare|\n", want: "| a | rabbit |\n|---|---|\n| fox (\\*Vulpes\\* \\& kin) | rabbit|\n"},
		{name: "HTML escapes", path: "a.html", in: "<p>A fox</p><p>An <i>f&#111;x</i></p>", want: "<p>A fox (*Vulpes* &amp; kin)</p><p>An <i>f&#111;x (*Vulpes* &amp; kin)</i></p>"},
		{name: "behind an entity at the end of a block", path: "a.html", in: "<p>A fo&#120;</p>\n<p>B.</p>", want: "<p>A fo&#120; (*Vulpes* &amp; kin)</p>\n<p>B.</p>"},
		{name: "an object", path: "a.md", in: "It is very[^1]big.\n\n[^1]: Note.\n", want: "It is very[^1]big.\n\n[^1]: Note.\n", refused: "it would drop a link, a note, a comment or code"},
		{name: "beyond the paragraph", path: "a.md", in: "It is very\n\nbig.\n", want: "It is very\n\nbig.\n", refused: "it reaches beyond a paragraph"},
		{name: "bytes that are no text", path: "a.txt", in: "It is very\xFFbig.\n", want: "It is very\xFFbig.\n", refused: "it would drop bytes that are no text"},
	} {
		t.Run(c.name, func(t *testing.T) {
			once := fox.Check
			fox := *fox
			fox.Check = func(p *lint.Pass, h lint.Hit) { // until its words stand there
				if !strings.HasPrefix(p.Doc.Text[h.Span.End:], " (") {
					once(p, h)
				}
			}
			out := mending(t, c.path, []byte(c.in), false, hare, &fox, very)
			if string(out.Data) != c.want {
				t.Errorf("got  %q\nwant %q", out.Data, c.want)
			}
			why := ""
			for _, r := range out.Refused {
				why = r.Why
			}
			if why != c.refused {
				t.Errorf("refused %+v, want %q", out.Refused, c.refused)
			}
			if len(out.Result.Findings) != len(out.Refused) {
				t.Errorf("%d findings are left, %d fixes refused", len(out.Result.Findings), len(out.Refused))
			}
		})
	}
}

func utf16le(s string) string {
	return "\xFF\xFE" + string(read.Spell("text", []byte{0xFF, 0xFE}, s))
}

func TestFixLeavesUnsafeOnesAlone(t *testing.T) {
	hare := mender("stray-hare", false, instead("rabbit"), "hare")
	out := mending(t, "a.txt", []byte("A hare."), false, hare)
	if string(out.Data) != "A hare." || out.Applied != 0 || len(out.Result.Findings) != 1 {
		t.Errorf("got %q, %d applied", out.Data, out.Applied)
	}
	if out := mending(t, "a.txt", []byte("A hare."), true, hare); string(out.Data) != "A rabbit." || out.Applied != 1 {
		t.Errorf("unsafe: got %q, %d applied", out.Data, out.Applied)
	}
}

// The first of two fixes on the same words is applied, the second where it still stands when the text is read again.
func TestOverlappingFixesWait(t *testing.T) {
	hare := mender("stray-hare", true, instead("hot rabbit"), "hot hare")
	hot := mender("too-hot", true, instead("warm"), "hot")
	out := mending(t, "a.txt", []byte("A hot hare, a hot fox."), false, hare, hot)
	if string(out.Data) != "A warm hare, a warm fox." || out.Applied != 2 {
		t.Errorf("got %q, %d applied", out.Data, out.Applied)
	}
	// Which of two insertions would stand first is anybody's guess; the second finding is asked again.
	one, two := mender("one", true, behind(" (1)"), "fox"), mender("two", true, behind(" (2)"), "fox")
	for _, r := range []*lint.Rule{one, two} {
		check := r.Check
		r.Check = func(p *lint.Pass, h lint.Hit) {
			if !strings.Contains(p.Doc.Text, "(") {
				check(p, h)
			}
		}
	}
	if out := mending(t, "a.txt", []byte("A fox."), false, one, two); string(out.Data) != "A fox (1)." {
		t.Errorf("got %q", out.Data)
	}
}

// A graver finding's fix goes before a milder one's at the same place, whatever the rules are called.
func TestTheGraverFixGoesFirst(t *testing.T) {
	mild, grave := mender("a-mild", true, instead("toad"), "frog"), mender("z-grave", true, instead("newt"), "frog")
	f := Fixing{}
	kept, _ := f.mends(text("A frog."), []lint.Finding{
		{Rule: mild.ID, Severity: lint.Info, Fixes: []lint.Fix{{Safe: true, Edits: []lint.Edit{{Span: prose.Span{Start: 2, End: 6}, New: "toad"}}}}},
		{Rule: grave.ID, Severity: lint.Error, Fixes: []lint.Fix{{Safe: true, Edits: []lint.Edit{{Span: prose.Span{Start: 2, End: 6}, New: "newt"}}}}},
	})
	if len(kept) != 1 || kept[0].rule != grave.ID {
		t.Errorf("kept %+v", kept)
	}
}

// A fix that breeds itself is named and left out; the others are made.
func TestEndlessFixes(t *testing.T) {
	mouse := mender("breeding-mouse", true, behind(" mouse"), "mouse")
	hare := mender("stray-hare", true, instead("rabbit"), "hare")
	out := mending(t, "a.txt", []byte("A mouse, a hare."), false, mouse, hare)
	if string(out.Data) != "A mouse, a rabbit." || !slices.Equal(out.Endless, []string{"breeding-mouse"}) || out.Applied != 1 {
		t.Errorf("got %q, endless %q, %d applied", out.Data, out.Endless, out.Applied)
	}
}

// A finding that is not reported stays as it is though a fix beside it makes its sentence, and so its fingerprint, another.
func TestFixesLeaveWhatIsKnown(t *testing.T) {
	hare, fox := mender("stray-hare", true, instead("rabbit"), "hare"), mender("lone-fox", true, instead("vixen"), "fox")
	e, err := New(Settings{Profile: lint.Audit, Rules: []Setting{{Rule: hare, Severity: lint.Warning}, {Rule: fox, Severity: lint.Warning}}})
	if err != nil {
		t.Fatal(err)
	}
	data := []byte("A hare, a fox, a hare and a fox.")
	doc, err := reader("a.txt")(data)
	if err != nil {
		t.Fatal(err)
	}
	check := func(d *prose.Document) Result { return e.Check(d, nil) }
	result := check(doc)
	known := result.Findings[1:3] // the first fox and the second hare
	result.Findings = []lint.Finding{result.Findings[0], result.Findings[3]}
	out, err := Fix(data, doc, result, Fixing{
		Read: reader("a.txt"), Check: check, Leave: known, Spell: func(words string) []byte { return []byte(words) },
	})
	if err != nil || string(out.Data) != "A rabbit, a fox, a hare and a vixen." || len(out.Result.Findings) != 2 {
		t.Errorf("got %q with %d findings, %v", out.Data, len(out.Result.Findings), err)
	}
}

func TestFixesOfNonsenseAreRefused(t *testing.T) {
	for why, edits := range map[string][]lint.Edit{
		"it edits bytes 3 to 99 of a text of 7": {{Span: prose.Span{Start: 3, End: 99}}},
		"its edits overlap":                     {{Span: prose.Span{Start: 1, End: 4}}, {Span: prose.Span{Start: 3, End: 5}}},
		"it would break a line":                 {{Span: prose.Span{Start: 1, End: 2}, New: "\n"}},
	} {
		if got := unfit(text("A hare."), edits); got != why {
			t.Errorf("got %q, want %q", got, why)
		}
	}
}

func TestFixTellsWhenTheTextCannotBeReadAgain(t *testing.T) {
	d := text("A hare.")
	gone := errors.New("gone")
	_, err := Fix([]byte("A hare."), d, Result{Findings: []lint.Finding{{Fixes: []lint.Fix{{Safe: true, Edits: []lint.Edit{{Span: prose.Span{Start: 2, End: 6}}}}}}}}, Fixing{
		Read: func([]byte) (*prose.Document, error) { return nil, gone }, Spell: func(s string) []byte { return []byte(s) },
	})
	if !errors.Is(err, gone) {
		t.Errorf("got %v", err)
	}
}

// FuzzFix edits texts at random and compares with the simplest way to do it: from the last edit to the first, each spliced
// into the bytes. Nothing outside of the edits may change, and the file must read as the edited text.
func FuzzFix(f *testing.F) {
	f.Add("a.txt", []byte("One *two* three\r\nfour \xFF five.\n\nSix."), []byte{3, 2, 1, 9, 4, 0}, "seven")
	f.Add("a.md", []byte("> One **two** &amp; [three](x)\n> four[^1]\n\n| a | b |\n|---|---|\n| c | d |\n\n[^1]: Note.\n"), []byte{1, 3, 2, 6, 0, 1, 20, 5, 2}, "*x*")
	f.Add("a.html", []byte("<p>One <b>two</b> thr&eacute;e &NotEqualTilde; four<br>five</p><ul><li>x</ul>"), []byte{4, 5, 1, 3, 3, 1}, "<&>")
	f.Add("a.txt", []byte(utf16le("A 😀 hare.\r\nAnd more.")), []byte{2, 4, 1}, "ü")
	f.Fuzz(func(t *testing.T, path string, data []byte, places []byte, words string) {
		readAgain := reader(path)
		doc, err := readAgain(data)
		if err != nil || len(doc.Text) > 1<<12 {
			return
		}
		var findings []lint.Finding
		at := 0
		for i := 0; i+2 < len(places); i += 3 {
			start := at + int(places[i])
			end := start + int(places[i+1])%16
			edit := lint.Edit{Span: prose.Span{Start: start, End: end}}
			if places[i+2]%2 == 0 {
				edit.New = strings.ToValidUTF8(words, "")
			}
			findings = append(findings, lint.Finding{Rule: "r", Fixes: []lint.Fix{{Safe: true, Edits: []lint.Edit{edit}}}})
			at = end
		}
		fixing := Fixing{Read: readAgain, Spell: func(w string) []byte { return read.Spell(doc.Format, data, w) }}
		mends, _ := fixing.mends(doc, findings)
		trial := trial{Fixing: &fixing, data: data, doc: doc}
		done, err := trial.apply(mends)
		if err != nil {
			return // it would have become binary
		}
		if len(trial.accepted)+len(trial.refused) != len(mends) {
			t.Fatalf("%d mends: %d accepted, %d refused", len(mends), len(trial.accepted), len(trial.refused))
		}
		want, wantText := slices.Clone(data), doc.Text
		for i := len(trial.accepted) - 1; i >= 0; i-- {
			e := trial.accepted[i].edits[0]
			place := doc.Locate(e.Span)
			want = slices.Replace(want, place.Start.Offset, place.End.Offset, fixing.Spell(e.New)...)
			wantText = wantText[:e.Span.Start] + e.New + wantText[e.Span.End:]
		}
		if done == nil {
			if len(trial.accepted) > 0 {
				t.Fatal("accepted, and nothing done")
			}
			return
		}
		if string(done.data) != string(want) {
			t.Errorf("got  %q\nwant %q", done.data, want)
		}
		if done.doc.Text != wantText {
			t.Errorf("reads %q\nwant  %q", done.doc.Text, wantText)
		}
	})
}
