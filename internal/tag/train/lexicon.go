package main

import (
	"embed"
	"fmt"
	"slices"
	"strings"

	"github.com/sayso-lint/sayso/internal/inflect"
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
	plurals := inflect.Plurals()
	noun := func(w string) {
		l.add(w, tag.NN)
		if p, ok := plurals[w]; ok {
			l.add(p, tag.NNS)
			return
		}
		l.add(inflect.S(w), tag.NNS)
	}
	for w := range plurals {
		noun(w)
	}
	for _, f := range l.lines("nouns", 1) {
		noun(f[0])
	}
	base := func(w string, isNoun, isAdjective bool) {
		l.add(w, tag.VB, tag.VBP)
		l.add(inflect.S(w), tag.VBZ)
		if isNoun {
			noun(w)
		}
		if isAdjective {
			l.add(w, tag.JJ)
		}
	}
	for _, f := range l.lines("verbs", 1) {
		w, flags := f[0], f[1:]
		base(w, slices.Contains(flags, "n"), slices.Contains(flags, "a"))
		double := slices.Contains(flags, "+")
		l.add(inflect.Ed(w, double), tag.VBD, tag.VBN)
		l.add(inflect.Ing(w, double), tag.VBG)
	}
	for _, v := range inflect.IrregularVerbs() {
		base(v.Base, v.Noun, v.Adjective)
		for _, w := range v.Past {
			l.add(w, tag.VBD)
		}
		for _, w := range v.Participle {
			l.add(w, tag.VBN)
		}
		l.add(inflect.Ing(v.Base, false), tag.VBG)
	}
	for _, f := range l.lines("adjectives", 1) {
		w := f[0]
		l.add(w, tag.JJ)
		if !strings.HasSuffix(w, "ly") {
			l.add(inflect.Ly(w), tag.RB)
		}
		if len(f) > 1 {
			stem := inflect.Ed(w, false)
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
