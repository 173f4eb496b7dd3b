package language

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/sayso-lint/sayso/prose"
)

// TestBallot fails when a list was changed and "go generate ./internal/language" was forgotten. It is what makes ballot.bin.
func TestBallot(t *testing.T) {
	want := compiled(t)
	if *update {
		if err := os.WriteFile("ballot.bin", want, 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !bytes.Equal(ballotFile, want) {
		t.Error("ballot.bin is stale: run go generate ./internal/language")
	}
}

// compiled is what the lists come to.
func compiled(t *testing.T) []byte {
	t.Helper()
	paths, err := filepath.Glob("lists/*.txt") // sorted
	if err != nil || len(paths) > most {
		t.Fatalf("%d lists, at most %d have room in a set: %v", len(paths), most, err)
	}
	var head, codes []string
	languages := map[uint64]set{}
	for i, path := range paths {
		codes = append(codes, strings.TrimSuffix(filepath.Base(path), ".txt"))
		list := lines(t, path)
		first, _ := utf8.DecodeRuneInString(list[0])
		head = append(head, codes[i]+" "+string(first))
		for _, line := range list {
			for word := range strings.FieldsSeq(line) {
				languages[prose.WordOfFolded(word)] |= 1 << i
			}
		}
	}
	for _, line := range lines(t, "letters.txt") {
		letter, rest, _ := strings.Cut(line, " ")
		r, _ := utf8.DecodeRuneInString(letter)
		for code := range strings.FieldsSeq(rest) {
			i := slices.Index(codes, code)
			if i < 0 {
				t.Fatalf("letters.txt: %s: no list lists/%s.txt", letter, code)
			}
			languages[uint64(r)] |= 1 << i
		}
	}
	keys := slices.SortedFunc(maps.Keys(languages), func(a, b uint64) int {
		return cmp.Or(bucket(a)-bucket(b), cmp.Compare(a, b))
	})
	out := []byte(strings.Join(head, "\n") + "\n\n")
	for b := range 1<<buckets + 1 {
		begin, _ := slices.BinarySearchFunc(keys, b, func(key uint64, b int) int { return bucket(key) - b })
		out = binary.LittleEndian.AppendUint16(out, uint16(begin))
	}
	for _, key := range keys {
		out = binary.LittleEndian.AppendUint64(out, key)
	}
	for _, key := range keys {
		out = binary.LittleEndian.AppendUint64(out, uint64(languages[key]))
	}
	return out
}

// lines are the lines of a file without comments.
func lines(t *testing.T, path string) (list []string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			list = append(list, line)
		}
	}
	return list
}
