// Acronyms is a plugin for sayso that reports acronyms which a text uses and never spells out. It needs the text as a
// whole, which is what a plugin is for: no list of words can know what another paragraph says.
//
// Build it with build.sh; docs/plugins.md says how it is used. As a program of this machine it works as well:
//
//	sayso dump --format plugin draft.md | go run .
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"unicode"
)

type input struct {
	Version  int
	Document struct {
		Text      string
		Sentences []struct {
			Start, End int // bytes of Text, as all offsets
			Block      string
		}
	}
}

type finding struct {
	Rule       string `json:"rule"`
	Start      int    `json:"start"`
	End        int    `json:"end"`
	Message    string `json:"message"`
	Confidence string `json:"confidence"`
}

func main() {
	var in input
	if err := json.NewDecoder(os.Stdin).Decode(&in); err != nil {
		fmt.Fprintln(os.Stderr, "reading the document:", err)
		os.Exit(1)
	}
	found := []finding{} // not nil: without findings the list is empty, and not null
	seen := map[string]bool{}
	text := in.Document.Text
	for _, s := range in.Document.Sentences {
		if s.Block == "quote" || s.Block == "heading" {
			continue // a quotation is somebody else's; a heading is explained below it
		}
		words(text[s.Start:s.End], func(start, end int) {
			word := text[s.Start+start : s.Start+end]
			if seen[word] || !acronym(word) {
				return
			}
			seen[word] = true
			if !explained(text, word) {
				found = append(found, finding{"unexplained-acronym", s.Start + start, s.Start + end, word + " is never spelled out", "medium"})
			}
		})
	}
	_ = json.NewEncoder(os.Stdout).Encode(map[string]any{"version": 1, "findings": found})
}

// words hands over the runs of letters of a sentence.
func words(sentence string, word func(start, end int)) {
	start := -1
	for i, r := range sentence + " " {
		switch letter := unicode.IsLetter(r); {
		case letter && start < 0:
			start = i
		case !letter && start >= 0:
			word(start, i)
			start = -1
		}
	}
}

// acronym tells whether a word is three to six capitals.
func acronym(word string) bool {
	return len(word) >= 3 && len(word) <= 6 && strings.Trim(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// explained tells whether the text has it in brackets behind its full name, or its full name in brackets behind it.
func explained(text, acronym string) bool {
	return strings.Contains(text, "("+acronym+")") || strings.Contains(text, acronym+" (")
}
