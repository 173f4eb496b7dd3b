// Command generate makes the texts that sayso's speed is measured on, from the pieces of testdata/corpus and a seed:
//
//	go run ./bench/generate DIR
//
// DIR gets many/0000.md … many/0999.md (10 MB), one.md (5 MB in one file), mixed.txt (1 MB of plain paragraphs) and
// article.md (6 KB). The same seed gives the same bytes.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
)

func main() {
	seed := flag.Uint64("seed", 1, "seed of the order of pieces")
	corpus := flag.String("corpus", "testdata/corpus", "folder of the pieces")
	flag.Parse()
	if err := run(*corpus, flag.Arg(0), *seed); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

// english are the pieces that are drawn from. The German commentary is left out: no speed is promised for text that is
// left alone.
var english = []string{"op-ed-narrows.txt", "assessment-grid.md", "brief-wells.md", "report-harvest.md"}

func run(corpus, dir string, seed uint64) error {
	if dir == "" {
		return errors.New("say where to: go run ./bench/generate DIR")
	}
	p, err := read(corpus)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Join(dir, "many"), 0o755); err != nil {
		return fmt.Errorf("making a folder: %w", err)
	}
	random := rand.New(rand.NewPCG(seed, seed)) // the texts must be the same every time
	files := map[string][]byte{}
	for i := range 1000 {
		files[fmt.Sprintf("many/%04d.md", i)] = p.markdown(random, 10<<10)
	}
	files["one.md"] = p.markdown(random, 5<<20)
	files["article.md"] = p.markdown(random, 6<<10)
	files["mixed.txt"] = p.plain(random, 1<<20)
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			return fmt.Errorf("writing a text: %w", err)
		}
	}
	return nil
}

// pieces are the blocks of the corpus: what blank lines part.
type pieces struct {
	blocks []string // with their markup
	prose  []string // those of plain text
	notes  []string // definitions of footnotes, which every text gets
}

func read(corpus string) (*pieces, error) {
	p := &pieces{}
	for _, name := range english {
		data, err := os.ReadFile(filepath.Join(corpus, name))
		if err != nil {
			return nil, fmt.Errorf("reading a piece: %w", err)
		}
		for block := range strings.SplitSeq(string(data), "\n\n") {
			switch block = strings.TrimSpace(block); {
			case block == "", strings.HasPrefix(block, "---"):
			case strings.HasPrefix(block, "[^"):
				p.notes = append(p.notes, block)
			default:
				p.blocks = append(p.blocks, block)
				if !strings.ContainsAny(block[:1], "#|-<>[*0123456789") {
					p.prose = append(p.prose, block)
				}
			}
		}
	}
	return p, nil
}

func (p *pieces) markdown(random *rand.Rand, size int) []byte {
	var b bytes.Buffer
	b.WriteString("# A text made of pieces\n\n")
	draw(&b, random, p.blocks, size)
	for _, note := range p.notes {
		b.WriteString(note + "\n\n")
	}
	return b.Bytes()
}

func (p *pieces) plain(random *rand.Rand, size int) []byte {
	var b bytes.Buffer
	draw(&b, random, p.prose, size)
	return b.Bytes()
}

func draw(b *bytes.Buffer, random *rand.Rand, from []string, size int) {
	for b.Len() < size {
		b.WriteString(from[random.IntN(len(from))] + "\n\n")
	}
}
