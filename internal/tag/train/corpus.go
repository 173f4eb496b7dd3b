package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/sayso-lint/sayso/internal/segment"
	"github.com/sayso-lint/sayso/internal/tag"
	"github.com/sayso-lint/sayso/prose"
)

// sentence is one of the corpus, in our tokens.
type sentence struct {
	tag.Example
	document int // number of its document; what is held out is whole documents
}

// gold is a token as the corpus cuts it.
type gold struct {
	Form, XPOS, Head, Deprel string
	start, end               int
}

func read(dir string) ([]sentence, error) {
	path := filepath.Join(dir, "dev.jsonl")
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("reading the corpus: %w", err)
	}
	defer func() { _ = f.Close() }()
	var out []sentence
	documents := map[string]int{}
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<24)
	for n := 1; lines.Scan(); n++ {
		var item struct {
			ID, Text string
			Spans    [][3]any
			Tokens   []gold
		}
		if err := json.Unmarshal(lines.Bytes(), &item); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", path, n, err)
		}
		if len(item.Spans) != len(item.Tokens) {
			return nil, fmt.Errorf("%s:%d: %d spans for %d tokens", path, n, len(item.Spans), len(item.Tokens))
		}
		for i, s := range item.Spans {
			start, ok1 := s[0].(float64)
			end, ok2 := s[1].(float64)
			if !ok1 || !ok2 || start < 0 || int(end) > len(item.Text) {
				return nil, fmt.Errorf("%s:%d: span %v is no pair of offsets in the text", path, n, s)
			}
			item.Tokens[i].start, item.Tokens[i].end = int(start), int(end)
		}
		part(item.Tokens)
		name := item.ID[:max(0, strings.LastIndexByte(item.ID, '-'))]
		if _, ok := documents[name]; !ok {
			documents[name] = len(documents)
		}
		e := sentence{document: documents[name]}
		e.Text = item.Text
		e.Tokens = segment.Tokens(item.Text, prose.Span{Start: 0, End: len(item.Text)})
		e.Tags = align(item.Text, e.Tokens, item.Tokens)
		out = append(out, e)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return out, nil
}

// part gives the parts of a contraction, which all have the span of the whole (don't: do, n't), their own.
func part(tokens []gold) {
	for i := 0; i < len(tokens); {
		whole := tokens[i]
		last := i + 1
		for last < len(tokens) && tokens[last].start == whole.start {
			last++
		}
		if last-i > 1 {
			at := whole.start
			for k := i; k < last; k++ {
				tokens[k].start = at
				at = min(at+len(tokens[k].Form), whole.end)
				tokens[k].end = at
			}
			tokens[last-1].end = whole.end
		}
		i = last
	}
}

// align gives our tokens the tags of theirs. The corpus parts hyphenated words and joins some that we part.
func align(text string, ours []prose.Token, theirs []gold) []tag.Tag {
	out := make([]tag.Tag, len(ours))
	k := 0
	for i, t := range ours {
		for k < len(theirs) && theirs[k].end <= t.Start {
			k++
		}
		last := k
		for last < len(theirs) && theirs[last].start < t.End {
			last++
		}
		if last > k {
			out[i] = join(text[t.Start:t.End], theirs[k:last])
		}
	}
	return out
}

// join is the tag of our token, written as word, over theirs.
func join(word string, over []gold) tag.Tag {
	last := over[len(over)-1]
	if len(over) == 1 {
		if last.end-last.start > len(word) {
			return tag.None // a part of what they join says nothing
		}
		return penn(over[0].XPOS)
	}
	if !strings.ContainsAny(word, "-‐‑") {
		if strings.EqualFold(word, "cannot") {
			return tag.MD
		}
		return tag.None // its for it's, and the like: a slip teaches nothing
	}
	// The last part carries the word: a compound of participle or adjective describes, one of a name is a name.
	t := penn(last.XPOS)
	for _, g := range over {
		if g.XPOS == "NNP" && (t == tag.NN || t == tag.CD || t == tag.FW) {
			return tag.NNP
		}
	}
	switch {
	case t == tag.VBN, t == tag.VBG, t == tag.VBD, t == tag.JJ:
		return tag.JJ
	case t == tag.NN && (last.Deprel == "compound" || last.Deprel == "amod"):
		return tag.JJ // high-end cameras, a 15-year term
	case t == tag.Punct:
		return penn(over[0].XPOS)
	}
	return t
}

func penn(xpos string) tag.Tag {
	switch xpos {
	case "ADD":
		return tag.NN
	case "AFX":
		return tag.JJ
	case "GW", "XX":
		return tag.None
	}
	t, _ := tag.Parse(xpos)
	return t
}
