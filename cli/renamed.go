package cli

import (
	"cmp"
	"slices"
	"strings"
)

// A text that got another name is the same text: paired by paths alone all its findings would be fixed and all would be new.
// Git knows renames as well, but folders have no git, and the working tree's new files are unknown to it. So what is gone and
// what is new are held against each other: two are one text where at least half of either stands in both, in pieces
// of about a sentence, wherever in it.

// shortestPiece bounds what two texts may have in common by chance, in bytes; mostShared how many texts that are gone one piece is
// looked up in: what stands in more of them, a byline or a notice, tells none from the others.
const (
	shortestPiece = 8
	mostShared    = 8
)

// pieces are the parts of a text between stops and ends of lines.
func pieces(data []byte) map[string]bool {
	found := map[string]bool{}
	for s := range strings.FieldsFuncSeq(string(data), func(r rune) bool { return r == '\n' || r == '\r' || r == '.' || r == '!' || r == '?' }) {
		if s = strings.TrimSpace(s); len(s) >= shortestPiece {
			found[s] = true
		}
	}
	return found
}

func bytesOf(pieces map[string]bool) (sum int) {
	for s := range pieces {
		sum += len(s)
	}
	return sum
}

// rename is what a text that is gone and one that is new have in common, in bytes.
type rename struct{ gone, fresh, shared int }

// renamed brings together the pairs that are one text under two names. What cannot be read stays as it is: that it cannot is said
// when it is checked.
func renamed(pairs []pair, most int64) []pair {
	var gone, fresh []int
	for i := range pairs {
		switch {
		case pairs[i].new == nil:
			gone = append(gone, i)
		case pairs[i].old == nil:
			fresh = append(fresh, i)
		}
	}
	if len(gone) == 0 || len(fresh) == 0 {
		return pairs
	}
	holders := map[string][]int{}
	sizes := map[int]int{}
	for _, i := range gone {
		data, err := pairs[i].old.read(most)
		if err != nil {
			continue
		}
		all := pieces(data)
		sizes[i] = bytesOf(all)
		for s := range all {
			if len(holders[s]) <= mostShared {
				holders[s] = append(holders[s], i)
			}
		}
	}
	var found []rename
	for _, i := range fresh {
		data, err := pairs[i].new.read(most)
		if err != nil {
			continue
		}
		all := pieces(data)
		shared := map[int]int{}
		for s := range all {
			if in := holders[s]; len(in) <= mostShared {
				for _, g := range in {
					shared[g] += len(s)
				}
			}
		}
		size := bytesOf(all)
		for g, n := range shared {
			if 2*n >= max(size, sizes[g]) {
				found = append(found, rename{g, i, n})
			}
		}
	}
	// The likest first; of equals the first by path.
	slices.SortFunc(found, func(a, b rename) int {
		return cmp.Or(cmp.Compare(b.shared, a.shared), cmp.Compare(a.fresh, b.fresh), cmp.Compare(a.gone, b.gone))
	})
	for _, r := range found {
		if pairs[r.gone].old != nil && pairs[r.fresh].old == nil {
			pairs[r.fresh].old, pairs[r.gone].old = pairs[r.gone].old, nil
		}
	}
	return slices.DeleteFunc(pairs, func(p pair) bool { return p.old == nil && p.new == nil })
}
