package engine

import (
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/sayso-lint/sayso/internal/segment"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
)

// toy makes a rule that reports every hit of its phrases.
func toy(id string, phrases ...string) *lint.Rule {
	return &lint.Rule{
		ID: id, Severity: map[lint.Profile]lint.Severity{lint.Audit: lint.Warning}, Confidence: lint.Medium,
		Cues: lint.Cues{Lists: []lint.List{{Lang: "en", Name: "words", Phrases: phrases}}},
		Check: func(p *lint.Pass, h lint.Hit) {
			p.Report(lint.Finding{Span: h.Span, Message: "found " + p.Text(h.Span)})
		},
	}
}

// text makes a document of paragraphs; "{{x}}" is a comment that says x, "[kind]" before a paragraph gives its kind.
func text(paragraphs ...string) *prose.Document {
	kinds := map[string]prose.Kind{
		"[quote]": prose.Quote, "[item]": prose.ListItem, "[furniture]": prose.Furniture, "[heading]": prose.Heading, "[cell]": prose.Cell,
	}
	source := strings.Join(paragraphs, "\n\n")
	b := prose.NewBuilder("toy.md", "markdown", prose.Source{Text: source})
	at := 0
	for _, p := range paragraphs {
		end := at + len(p)
		block := prose.Block{}
		for name, kind := range kinds {
			if strings.HasPrefix(p, name) {
				block.Kind = kind
				at += len(name)
			}
		}
		if block.Kind == prose.ListItem || block.Kind == prose.Cell {
			block.List = 1
		}
		b.OpenBlock(block)
		for at < end {
			from := strings.Index(source[at:end], "{{")
			if from < 0 {
				b.Copy(at, end)
				break
			}
			to := strings.Index(source[at:end], "}}")
			b.Copy(at, at+from)
			b.Object(at+from, at+to+2, prose.Comment, source[at+from+2:at+to])
			at += to + 2
		}
		at = end + 2
	}
	d := b.Build()
	segment.Document(d)
	return d
}

func run(t *testing.T, s Settings, d *prose.Document, allows ...Allow) Result {
	t.Helper()
	if s.Profile == "" {
		s.Profile = lint.Audit
	}
	e, err := New(s)
	if err != nil {
		t.Fatal(err)
	}
	return e.Check(d, allows)
}

func on(rules ...*lint.Rule) []Setting {
	var out []Setting
	for _, r := range rules {
		out = append(out, Setting{Rule: r, Severity: r.SeverityIn(lint.Audit)})
	}
	return out
}

// brief writes findings as "rule severity text".
func brief(d *prose.Document, fs []lint.Finding) string {
	var out []string
	for _, f := range fs {
		out = append(out, f.Rule+" "+f.Severity.String()+" "+d.Slice(f.Span))
	}
	return strings.Join(out, "; ")
}

func TestWhatARuleIsAskedAbout(t *testing.T) {
	german, anywhere, quotes := toy("german", "may"), toy("anywhere"), toy("quotes", "may")
	german.Langs = []string{"de"}
	german.Cues.Lists[0].Lang = "de"
	anywhere.Cues.Lists = []lint.List{{Phrases: []string{"may"}}}
	quotes.Blocks = []prose.Kind{prose.Quote}
	longest := toy("longest", "may", "may well", "well")
	d := text("It may well rain.", "[furniture]may", "[quote]MAY", "[heading]May")
	d.Blocks[3].Lang = "de"
	r := run(t, Settings{Rules: on(german, anywhere, quotes, longest)}, d)
	want := "anywhere warning may; longest warning may well; quotes warning MAY; anywhere warning May; german warning May"
	if got := brief(d, r.Findings); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestHit(t *testing.T) {
	var got []lint.Hit
	r := toy("hits", "may well")
	r.Check = func(p *lint.Pass, h lint.Hit) {
		got = append(got, h)
		if p.Text(p.Sentence(h).Span) != "It may well rain." || p.Profile != lint.Audit {
			t.Errorf("sentence %q, profile %s", p.Text(p.Sentence(h).Span), p.Profile)
		}
	}
	run(t, Settings{Rules: on(r)}, text("Sun.", "Sun today. It may well rain."))
	want := lint.Hit{Span: prose.Span{Start: 20, End: 28}, Block: 1, Sentence: 1, First: 1, Last: 3, List: "words"}
	if len(got) != 1 || got[0] != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestOwnWords(t *testing.T) {
	set := on(toy("doubt", "may", "might"))
	set[0].Add = []lint.List{{Lang: "en", Phrases: []string{"perchance"}}}
	set[0].Ignore = []string{"Theresa May", "may day"}
	d := text("It may rain, perchance on May Day, Theresa May said; it might.")
	r := run(t, Settings{Rules: set}, d)
	if got, want := brief(d, r.Findings), "doubt warning may; doubt warning perchance; doubt warning might"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestGrades(t *testing.T) {
	milder, worse, sure := toy("milder", "aa"), toy("worse", "bb"), toy("sure", "cc")
	emit := func(r *lint.Rule, f lint.Finding) {
		r.Check = func(p *lint.Pass, h lint.Hit) {
			f.Span = h.Span
			p.Report(f)
		}
	}
	emit(milder, lint.Finding{Severity: lint.Info})
	emit(worse, lint.Finding{Severity: lint.Error})
	emit(sure, lint.Finding{Confidence: lint.High})
	d := text("aa bb cc")
	s := Settings{Rules: on(milder, worse, sure)}
	r := run(t, s, d)
	if got, want := brief(d, r.Findings), "milder info aa; worse warning bb; sure warning cc"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if r.Findings[0].Confidence != lint.Medium || r.Findings[2].Confidence != lint.High {
		t.Errorf("confidences %s and %s", r.Findings[0].Confidence, r.Findings[2].Confidence)
	}
	s.MinConfidence = lint.High
	if got, want := brief(d, run(t, s, d).Findings), "sure warning cc"; got != want {
		t.Errorf("high confidence alone: got %s, want %s", got, want)
	}
	s.Rules[2].Severity = lint.Off
	if got := brief(d, run(t, s, d).Findings); got != "" {
		t.Errorf("off: got %s", got)
	}
}

func TestDoubles(t *testing.T) {
	r := toy("twice", "rain")
	r.Check = func(p *lint.Pass, h lint.Hit) {
		for _, m := range []string{"b", "a", "b"} {
			p.Report(lint.Finding{Span: h.Span, Message: m})
		}
	}
	d := text("rain")
	got := run(t, Settings{Rules: on(r)}, d).Findings
	if len(got) != 2 || got[0].Message != "a" || got[1].Message != "b" {
		t.Errorf("got %v", got)
	}
}

func TestSharperRuleReplaces(t *testing.T) {
	blunt, sharp, sharpest := toy("blunt", "very likely", "likely so", "rain"), toy("sharp", "likely"), toy("sharpest", "very")
	sharp.Replaces = []string{"blunt", "unheard-of"}
	sharpest.Replaces = []string{"sharp"}
	d := text("very likely. Snow likely so, rain.")
	r := run(t, Settings{Rules: on(blunt, sharp, sharpest)}, d)
	want := "sharpest warning very; sharp warning likely; sharp warning likely; blunt warning rain"
	if got := brief(d, r.Findings); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	blunt.Replaces = []string{"sharpest"}
	if _, err := New(Settings{Rules: on(blunt, sharp, sharpest)}); err == nil || !strings.Contains(err.Error(), "replace each other") {
		t.Errorf("a circle: %v", err)
	}
}

func TestFaults(t *testing.T) {
	broken, astray, whole, sound := toy("broken", "rain"), toy("astray", "rain"), toy("whole", "x"), toy("sound", "rain")
	broken.Check = func(*lint.Pass, lint.Hit) { panic("oh no") }
	astray.Check = func(p *lint.Pass, _ lint.Hit) { p.Report(lint.Finding{Span: prose.Span{Start: 2, End: 99}}) }
	whole.Check, whole.Cues, whole.Document = nil, lint.Cues{}, func(p *lint.Pass) { p.Doc.Blocks[9].Start = 1 }
	d := text("rain rain", "rain")
	r := run(t, Settings{Rules: on(broken, astray, whole, sound)}, d)
	if got := len(r.Findings); got != 3 {
		t.Errorf("%d findings of the sound rule", got)
	}
	var got []string
	for _, f := range r.Faults {
		got = append(got, f.Error())
	}
	want := []string{
		"rule broken failed: oh no; this is a fault of sayso, please report it",
		"rule whole failed: runtime error: index out of range [9] with length 2; this is a fault of sayso, please report it",
		"rule astray failed: it reported bytes 2 to 99 of a text of 15; this is a fault of sayso, please report it",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

// A rule with cues that looks at the document as a whole is handed all its hits, and not asked where there are none.
func TestDocumentRulesWithCues(t *testing.T) {
	rain := toy("rain", "rain")
	rain.Check, rain.Document = nil, func(p *lint.Pass) {
		for _, h := range p.Hits {
			p.Report(lint.Finding{Span: h.Span, Message: strconv.Itoa(len(p.Hits))})
		}
	}
	d := text("rain rain", "rain")
	if r := run(t, Settings{Rules: on(rain)}, d); len(r.Findings) != 3 || r.Findings[2].Message != "3" {
		t.Errorf("got %+v", r.Findings)
	}
	asked := false
	rain.Document = func(*lint.Pass) { asked = true }
	if run(t, Settings{Rules: on(rain)}, text("sun", "sun")); asked {
		t.Error("asked about a text without its cues")
	}
}

func TestDocumentRules(t *testing.T) {
	whole, german := toy("whole"), toy("german")
	whole.Cues = lint.Cues{}
	whole.Check, whole.Document = nil, func(p *lint.Pass) {
		p.Report(lint.Finding{Span: p.Doc.Blocks[0].Span})
		p.Report(lint.Finding{Span: p.Doc.Blocks[1].Span}) // furniture
	}
	german.Cues, german.Check, german.Document, german.Langs = lint.Cues{}, nil, whole.Document, []string{"de"}
	d := text("One", "[furniture]Share this", "Two")
	if got, want := brief(d, run(t, Settings{Rules: on(whole, german)}, d).Findings), "whole warning One"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestMistakesInSettings(t *testing.T) {
	if _, err := New(Settings{Rules: on(toy("a", "x"), toy("a", "y"))}); err == nil || err.Error() != "rule a is there twice" {
		t.Errorf("got %v", err)
	}
	_, err := New(Settings{Rules: on(toy("fine", "x"), toy("bad", "x", "* y"))})
	if want := `rule bad: phrase "* y" of list "words" (en): a phrase begins with a word that must be there, not with "*"`; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestConcurrentUse(t *testing.T) {
	e, err := New(Settings{Profile: lint.Audit, Rules: on(toy("a", "rain"), toy("b", "rain * soon"))})
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 50 {
				if n := len(e.Check(text("rain falls soon", "rain"), nil).Findings); n != 3 {
					t.Errorf("%d findings", n)
				}
			}
		})
	}
	wg.Wait()
}

// BenchmarkCheck is what the engine costs beside the rules: they report one word in fifty.
func BenchmarkCheck(b *testing.B) {
	line := "The harbour authority published its tally on Monday, and the quay that the storm had broken reopened within a week. "
	d := text(strings.Repeat(line+"It may rain. ", 8_000))
	e, err := New(Settings{Profile: lint.Audit, Rules: on(toy("a", "may"), toy("b", "may rain"), toy("c", "tally of"), toy("d", "the moon"))})
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(d.Text)))
	for b.Loop() {
		e.Check(d, nil)
	}
}
