package main

import (
	"testing"

	"github.com/sayso-lint/sayso/internal/segment"
	"github.com/sayso-lint/sayso/internal/tag"
	"github.com/sayso-lint/sayso/prose"
)

func TestLists(t *testing.T) {
	words, err := listed()
	if err != nil {
		t.Fatal(err)
	}
	for word, want := range map[string]tag.Tag{"the": tag.DT, "analyses": tag.NNS, "wrote": tag.VBD, "larger": tag.JJR, "quickly": tag.RB, "Ghana": tag.NNP} {
		if words[prose.WordOf(word)].Mask&(1<<want) == 0 {
			t.Errorf("%s may not be %s", word, want)
		}
	}
}

func TestAlign(t *testing.T) {
	text := "They don't want the long-term plan."
	theirs := []gold{
		{Form: "They", XPOS: "PRP", end: 4},
		{Form: "do", XPOS: "VBP", start: 5, end: 10},
		{Form: "n't", XPOS: "RB", start: 5, end: 10},
		{Form: "want", XPOS: "VB", start: 11, end: 15},
		{Form: "the", XPOS: "DT", start: 16, end: 19},
		{Form: "long", XPOS: "JJ", start: 20, end: 24},
		{Form: "-", XPOS: "HYPH", start: 24, end: 25},
		{Form: "term", XPOS: "NN", Deprel: "compound", start: 25, end: 29},
		{Form: "plan", XPOS: "NN", start: 30, end: 34},
		{Form: ".", XPOS: ".", start: 34, end: 35},
	}
	part(theirs)
	got := align(text, segment.Tokens(text, prose.Span{Start: 0, End: len(text)}), theirs)
	want := []tag.Tag{tag.PRP, tag.VBP, tag.RB, tag.VB, tag.DT, tag.JJ, tag.NN, tag.Punct}
	if len(got) != len(want) {
		t.Fatalf("%v", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("token %d is %s, want %s", i, got[i], want[i])
		}
	}
}
