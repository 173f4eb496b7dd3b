package language

import (
	"flag"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write what lingua-go answers instead of comparing it")

// TestAnswers holds lingua-go to what it has answered with all of its models, which testdata/answers.tsv keeps with the
// questions. A release is built without the models that low accuracy never reads (scripts/release.sh), and lingua-go does
// not say that one is missing: it takes it for no evidence. So the same test is run there.
func TestAnswers(t *testing.T) {
	const name = "testdata/answers.tsv"
	if *update {
		var b strings.Builder
		for _, text := range questions(t) {
			b.WriteString(ask(text) + "\t" + text + "\n")
		}
		if err := os.WriteFile(name, []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	told := map[string]int{}
	for line := range strings.Lines(string(data)) {
		want, text, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if got := ask(text); got != want {
			t.Errorf("%q is %q, and was %q", text, got, want)
		}
		told[want]++
	}
	if len(told) < 40 {
		t.Errorf("answers name %d languages; they were to name most of those there are lists of", len(told))
	}
}

// questions are texts that sayso might ask about, from a seed: words of one language, of two that lie side by side in the
// alphabet, and letters at random, of all lengths.
func questions(t *testing.T) []string {
	t.Helper()
	lists, err := filepath.Glob("lists/*.txt")
	if err != nil || len(lists) == 0 {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(4, 2))
	var all []string
	var before []string
	for _, list := range lists {
		data, err := os.ReadFile(list)
		if err != nil {
			t.Fatal(err)
		}
		_, body, _ := strings.Cut(string(data), "\n")
		words := strings.Fields(body)
		draw := func(n int, words []string) string {
			text := make([]string, n)
			for i := range text {
				text[i] = words[random.IntN(len(words))]
			}
			return strings.Join(text, " ") + "."
		}
		letters := strings.Split(strings.Join(words, ""), "")
		for _, n := range []int{2, 6, 25} {
			all = append(all, draw(n, words))
		}
		all = append(all, draw(12, slices.Concat(words, before)), strings.ReplaceAll(draw(60, append(letters, "", "")), "  ", " "), draw(3, letters))
		before = words
	}
	return all
}
