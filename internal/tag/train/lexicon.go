package main

import (
	"embed"
	"fmt"
	"strings"

	"github.com/sayso-lint/sayso/internal/tag"
	"github.com/sayso-lint/sayso/prose"
)

// The lists were written for this program from general knowledge of English; no corpus went into them.
//
//go:embed words
var files embed.FS

// listed are the words of the lists, inflected, with the tags that they may have.
func listed() (map[uint64]tag.Entry, error) {
	l := lists{entries: map[uint64]tag.Entry{}}
	plurals := map[string]string{}
	for _, f := range l.lines("plurals", 2) {
		plurals[f[0]] = f[1]
	}
	noun := func(w string) {
		l.add(w, tag.NN)
		if p, ok := plurals[w]; ok {
			l.add(p, tag.NNS)
			return
		}
		l.add(withS(w), tag.NNS)
	}
	for w := range plurals {
		noun(w)
	}
	for _, f := range l.lines("nouns", 1) {
		noun(f[0])
	}
	base := func(w string, flags []string) {
		l.add(w, tag.VB, tag.VBP)
		l.add(withS(w), tag.VBZ)
		for _, flag := range flags {
			switch flag {
			case "n":
				noun(w)
			case "a":
				l.add(w, tag.JJ)
			}
		}
	}
	for _, f := range l.lines("verbs", 1) {
		w, double := f[0], false
		base(w, f[1:])
		for _, flag := range f[1:] {
			double = double || flag == "+"
		}
		l.add(withEd(w, double), tag.VBD, tag.VBN)
		l.add(withIng(w, double), tag.VBG)
	}
	for _, f := range l.lines("irregular-verbs", 3) {
		base(f[0], f[3:])
		for w := range strings.SplitSeq(f[1], ",") {
			l.add(w, tag.VBD)
		}
		for w := range strings.SplitSeq(f[2], ",") {
			l.add(w, tag.VBN)
		}
		l.add(withIng(f[0], false), tag.VBG)
	}
	for _, f := range l.lines("adjectives", 1) {
		w := f[0]
		l.add(w, tag.JJ)
		if !strings.HasSuffix(w, "ly") {
			l.add(withLy(w), tag.RB)
		}
		if len(f) > 1 {
			stem := withEd(w, false)
			l.add(stem[:len(stem)-1]+"r", tag.JJR)
			l.add(stem[:len(stem)-1]+"st", tag.JJS)
		}
	}
	for _, f := range l.lines("adverbs", 1) {
		l.add(f[0], tag.RB)
	}
	for _, f := range l.lines("names", 1) {
		l.add(f[0], tag.NNP)
	}
	for _, f := range l.lines("origins", 1) {
		l.add(f[0], tag.JJ, tag.NNP)
	}
	for _, f := range l.lines("peoples", 1) {
		l.add(f[0], tag.NNPS)
	}
	for _, f := range l.lines("function", 2) {
		var e tag.Entry
		for _, name := range f[1:] {
			t, ok := tag.Parse(name)
			if !ok && name == "Punct" {
				t, ok = tag.Punct, true
			}
			if !ok {
				l.fail(fmt.Errorf("words/function.txt: %s: %s is no tag", f[0], name))
			}
			e.Mask |= 1 << t
		}
		e.Closed = true
		l.entries[prose.WordOf(f[0])] = e
	}
	return l.entries, l.err
}

type lists struct {
	entries map[uint64]tag.Entry
	err     error
}

func (l *lists) fail(err error) {
	if l.err == nil {
		l.err = err
	}
}

func (l *lists) add(word string, tags ...tag.Tag) {
	h := prose.WordOf(word)
	e := l.entries[h]
	for _, t := range tags {
		e.Mask |= 1 << t
	}
	l.entries[h] = e
}

// lines are the fields of the lines of a list, each of at least n.
func (l *lists) lines(name string, n int) [][]string {
	path := "words/" + name + ".txt"
	data, err := files.ReadFile(path)
	if err != nil {
		l.fail(fmt.Errorf("reading a word list: %w", err))
	}
	var out [][]string
	number := 0
	for line := range strings.Lines(string(data)) {
		number++
		line, _, _ = strings.Cut(line, "#")
		f := strings.Fields(line)
		if len(f) == 0 {
			continue
		}
		if len(f) < n {
			l.fail(fmt.Errorf("%s:%d: %d fields, want %d", path, number, len(f), n))
			continue
		}
		out = append(out, f)
	}
	return out
}

func vowel(c byte) bool { return strings.IndexByte("aeiou", c) >= 0 }

// consonantY tells whether w ends in a consonant and y: try, city.
func consonantY(w string) bool {
	return len(w) > 1 && strings.HasSuffix(w, "y") && !vowel(w[len(w)-2])
}

// doubles tells whether the last consonant of a word of one syllable doubles before a vowel: stop, stopped.
func doubles(w string) bool {
	n := len(w)
	if n < 3 || vowel(w[n-1]) || strings.IndexByte("wxyh", w[n-1]) >= 0 || !vowel(w[n-2]) || vowel(w[n-3]) {
		return n > 3 && w[n-3] == 'u' && w[n-4] == 'q' && vowel(w[n-2]) && !vowel(w[n-1]) // quit
	}
	return !strings.ContainsAny(w[:n-3], "aeiouy")
}

func withS(w string) string {
	switch {
	case consonantY(w):
		return w[:len(w)-1] + "ies"
	case strings.HasSuffix(w, "s"), strings.HasSuffix(w, "x"), strings.HasSuffix(w, "z"), strings.HasSuffix(w, "ch"), strings.HasSuffix(w, "sh"),
		w == "go", w == "do", w == "undergo", w == "veto", w == "echo":
		return w + "es"
	}
	return w + "s"
}

func withEd(w string, double bool) string {
	switch {
	case strings.HasSuffix(w, "e"):
		return w + "d"
	case consonantY(w):
		return w[:len(w)-1] + "ied"
	case double, doubles(w):
		return w + w[len(w)-1:] + "ed"
	}
	return w + "ed"
}

func withIng(w string, double bool) string {
	switch {
	case strings.HasSuffix(w, "ie"):
		return w[:len(w)-2] + "ying"
	case strings.HasSuffix(w, "e") && !strings.HasSuffix(w, "ee") && !strings.HasSuffix(w, "ye") && len(w) > 2:
		return w[:len(w)-1] + "ing"
	case double, doubles(w), w == "begin", w == "forget", w == "forbid", w == "upset", w == "offset":
		return w + w[len(w)-1:] + "ing"
	}
	return w + "ing"
}

func withLy(w string) string {
	switch {
	case consonantY(w) && len(w) > 3:
		return w[:len(w)-1] + "ily"
	case strings.HasSuffix(w, "le") && len(w) > 4 && !vowel(w[len(w)-3]):
		return w[:len(w)-1] + "y"
	case strings.HasSuffix(w, "ic") && w != "public":
		return w + "ally"
	case strings.HasSuffix(w, "ll"):
		return w + "y"
	}
	return w + "ly"
}

// lexicon is what the lists say, with what the examples show of the words of the closed classes.
func lexicon(words map[uint64]tag.Entry, examples []tag.Example) map[uint64]tag.Entry {
	const enough = 2 // once may be a slip
	counts := map[uint64]map[tag.Tag]int{}
	for _, e := range examples {
		for i, t := range e.Tokens {
			w, ok := words[t.Word]
			if !ok || !w.Closed || e.Tags[i] == tag.None {
				continue
			}
			if counts[t.Word] == nil {
				counts[t.Word] = map[tag.Tag]int{}
			}
			counts[t.Word][e.Tags[i]]++
		}
	}
	out := map[uint64]tag.Entry{}
	for h, e := range words {
		for t, n := range counts[h] {
			if n >= enough {
				e.Mask |= 1 << t
			}
		}
		out[h] = e
	}
	return out
}
