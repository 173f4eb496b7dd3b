package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestWithoutCorporaItSaysSo(t *testing.T) {
	for _, args := range [][]string{nil, {"-corpora", filepath.Join(t.TempDir(), "none")}} {
		var out, errs bytes.Buffer
		if code := run(args, &out, &errs); code != 0 || !strings.Contains(out.String(), "nothing measured") {
			t.Errorf("%v: exit %d, %q", args, code, out.String())
		}
	}
}

// A corpus of four sentences, two of them right: the figure, its bar and the exit code.
func TestAnExampleCorpus(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, "certainty_scicomm", "dev.jsonl"), strings.Join([]string{
		`{"text":"The crew seems unwilling to sign.","label":true,"spans":[]}`,
		`{"text":"The quay was sold in May.","label":false,"spans":[]}`,
		`{"text":"The quay is probably sold.","label":false,"spans":[]}`,
		`{"text":"Nobody can tell what the tide did.","label":true,"spans":[]}`,
	}, "\n"))
	var out, errs bytes.Buffer
	if code := run([]string{"-corpora", dir, "certainty_scicomm"}, &out, &errs); code != 1 {
		t.Fatalf("exit %d: %s%s", code, out.String(), errs.String())
	}
	if got := out.String(); !strings.Contains(got, "certainty_scicomm            0.500  bar 0.76  SHORT  P 0.50 R 0.50") {
		t.Errorf("it prints\n%s", got)
	}
	floor := filepath.Join(dir, "floor.tsv")
	put(t, floor, "# committed\ncertainty_scicomm\t0.505\n")
	if code := run([]string{"-corpora", dir, "-floor", floor, "certainty_scicomm"}, &out, &errs); code != 0 {
		t.Errorf("exit %d with a floor that holds: %s%s", code, out.String(), errs.String())
	}
	put(t, floor, "certainty_scicomm\t0.52\n")
	out.Reset()
	if code := run([]string{"-corpora", dir, "-floor", floor, "certainty_scicomm"}, &out, &errs); code != 1 || !strings.Contains(out.String(), "fell from 0.520 to 0.500") {
		t.Errorf("exit %d with a floor that does not hold: %s", code, out.String())
	}
}

// The page says what the committed figures say.
func TestPageIsFresh(t *testing.T) {
	docs := filepath.Join("..", "..", "docs")
	figures, err := committed(filepath.Join(docs, committedFile))
	if err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile(filepath.Join(docs, pageFile))
	if err != nil {
		t.Fatal(err)
	}
	fresh, err := withTable(page, figures)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(page, fresh) {
		t.Errorf("the table of %s is stale: go run ./internal/eval -corpora DIR -write docs", pageFile)
	}
}

func TestFiguresAreWrittenToBothFiles(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, pageFile), "# Page\n\n"+tableOpens+"| old |\n"+tableCloses+"\nMore.\n")
	figures := []figure{{name: "one", value: .8125, bar: .8}, {name: "two", value: .5, bar: .75}}
	if err := write(dir, figures); err != nil {
		t.Fatal(err)
	}
	page, _ := os.ReadFile(filepath.Join(dir, pageFile))
	want := "# Page\n\n" + tableOpens + "| figure | reached | to reach |\n|---|---|---|\n| one | 0.812 | 0.80 |\n| two | 0.500 (short) | 0.75 |\n" + tableCloses + "\nMore.\n"
	if string(page) != want {
		t.Errorf("page\n%s\nwant\n%s", page, want)
	}
	read, err := committed(filepath.Join(dir, committedFile))
	if err != nil || len(read) != 2 || read[1].name != "two" || read[1].bar != .75 {
		t.Errorf("committed %v, %v", read, err)
	}
	put(t, filepath.Join(dir, pageFile), "# Page without marks\n")
	if err := write(dir, figures); err == nil {
		t.Error("a page without marks is written")
	}
}

func TestFindingsAnswerSpans(t *testing.T) {
	marked := annotated{Label: "hedge", Line: 3, Col: 5, Quote: "probably", WideCol: 5, Wide: "probably dead"}
	for _, c := range []struct {
		name string
		f    found
		want bool
	}{
		{"inside", found{Rule: "hedged-assertion", Start: place{3, 5}, End: place{3, 13}}, true},
		{"in the wider span", found{Rule: "hedged-assertion", Start: place{3, 14}, End: place{3, 18}}, true},
		{"beside it", found{Rule: "hedged-assertion", Start: place{3, 18}, End: place{3, 20}}, false},
		{"on another line", found{Rule: "hedged-assertion", Start: place{2, 5}, End: place{2, 13}}, false},
		{"over lines", found{Rule: "hedged-assertion", Start: place{2, 5}, End: place{4, 1}}, true},
		{"of another label", found{Rule: "relative-time", Start: place{3, 5}, End: place{3, 13}}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.f.answers(marked); got != c.want {
				t.Errorf("answers: %v, want %v", got, c.want)
			}
		})
	}
}

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
