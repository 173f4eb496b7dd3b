// Command train makes the model of the tagger from an annotated corpus and the word lists beside it. It runs by hand,
// and its result is committed:
//
//	go run ./internal/tag/train -corpus DIR -out internal/tag/model.bin
//
// DIR holds dev.jsonl, one sentence a line: text, spans of its tokens in bytes, tokens with form, xpos, head and deprel.
// First it trains on four fifths of the corpus and measures on the last, for each fifth in turn, and then it trains on everything.
package main

import (
	"flag"
	"fmt"
	"os"

	"github.com/sayso-lint/sayso/internal/tag"
)

func main() {
	corpus := flag.String("corpus", "", "folder of the annotated corpus")
	out := flag.String("out", "", "model file to write; without it, measure alone")
	passes := flag.Int("passes", 8, "passes over the corpus")
	seed := flag.Uint64("seed", 1, "seed of the order of sentences")
	errs := flag.Int("errors", 0, "how many of the commonest confusions to show, with words")
	flag.Parse()
	if err := run(*corpus, *out, *passes, *seed, *errs); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

const folds = 5

func run(corpus, out string, passes int, seed uint64, errs int) error {
	sentences, err := read(corpus)
	if err != nil {
		return err
	}
	words, err := listed()
	if err != nil {
		return err
	}
	var s score
	for fold := range folds {
		var train, test []tag.Example
		for _, e := range sentences {
			if e.document%folds == fold {
				test = append(test, e.Example)
			} else {
				train = append(train, e.Example)
			}
		}
		m, err := tag.Load(tag.Train(train, lexicon(words, train), passes, seed))
		if err != nil {
			return err
		}
		s.add(m, test, train)
	}
	s.print(errs)
	if out == "" {
		return nil
	}
	all := make([]tag.Example, len(sentences))
	for i, e := range sentences {
		all[i] = e.Example
	}
	data := tag.Train(all, lexicon(words, all), passes, seed)
	if err := os.WriteFile(out, data, 0o644); err != nil {
		return fmt.Errorf("writing the model: %w", err)
	}
	fmt.Printf("%s: %d bytes, from %d sentences\n", out, len(data), len(all))
	return nil
}
