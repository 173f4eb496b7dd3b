package vcs

import (
	"bytes"
	"sort"
	"strings"

	"github.com/bluekeyes/go-gitdiff/gitdiff"
)

// Patch is how an earlier state of a file became the present one.
type Patch struct {
	Whole bool   // all of it is new, or git does not compare it by lines
	Hunks []Hunk // in order

	blob  string // id of the earlier state; "" where there is none, or only a diff is known
	blobs *blobs
}

// HasEarlier tells whether the earlier state can be read.
func (p *Patch) HasEarlier() bool { return p.blob != "" }

// Earlier is the content of the earlier state, at most most bytes.
func (p *Patch) Earlier(most int64) ([]byte, error) { return p.blobs.read(p.blob, most) }

// Hunk is a run of lines, from 1, that was replaced by another. Lines are git's: they end with LF alone.
type Hunk struct {
	Old, OldLines int
	New, NewLines int // with no lines, New is the line that follows
	text          []string
}

// patchOf takes the runs of changed lines out of a diff's fragments, the lines of context left out.
func patchOf(f *gitdiff.File) Patch {
	p := Patch{Whole: f.IsNew || f.IsBinary}
	for _, fragment := range f.TextFragments {
		was, is := int(fragment.OldPosition), int(fragment.NewPosition)
		// "-5,0" stands behind line 5, and so does "+5,0".
		if fragment.OldLines == 0 {
			was++
		}
		if fragment.NewLines == 0 {
			is++
		}
		var run *Hunk
		for _, line := range fragment.Lines {
			if line.Op == gitdiff.OpContext {
				run = nil
				was++
				is++
				continue
			}
			if run == nil {
				p.Hunks = append(p.Hunks, Hunk{Old: was, New: is})
				run = &p.Hunks[len(p.Hunks)-1]
			}
			if line.Op == gitdiff.OpDelete {
				run.OldLines++
				was++
			} else {
				run.NewLines++
				is++
			}
		}
	}
	return p
}

// keepText remembers the added lines, so that Misfit can hold them against the file.
func (p *Patch) keepText(f *gitdiff.File) {
	var added []string
	for _, fragment := range f.TextFragments {
		for _, line := range fragment.Lines {
			if line.Op == gitdiff.OpAdd {
				added = append(added, strings.TrimRight(line.Line, "\r\n"))
			}
		}
	}
	for i := range p.Hunks {
		h := &p.Hunks[i]
		h.text, added = added[:h.NewLines], added[h.NewLines:]
	}
}

// Edits are a patch laid over the bytes of the file as it is now.
type Edits struct {
	patch  *Patch
	whole  bool
	starts []int // of each line, and the end of the file
}

// On lays the patch over data. Text that git has recoded (UTF-16) has other lines there than in its bytes, so all of it
// counts as new; git would take it for binary otherwise, by the same sign.
func (p *Patch) On(data []byte) *Edits {
	recoded := bytes.IndexByte(data[:min(len(data), 8000)], 0) >= 0
	return &Edits{p, p.Whole || recoded, Lines(data)}
}

// Misfit tells whether the patch is a diff that was made of another state of the file: the lines that it adds do not stand
// where it says. All of the file counts as new then. data is what On was given.
func (e *Edits) Misfit(data []byte) bool {
	if !e.whole && !e.fit(data) {
		e.whole = true
		return true
	}
	return false
}

// Lines gives the offset of each line that ends with LF, and of the end.
func Lines(data []byte) []int {
	starts := []int{0}
	for i, b := range data {
		if b == '\n' && i+1 < len(data) {
			starts = append(starts, i+1)
		}
	}
	return append(starts, len(data))
}

func (e *Edits) offset(line int) int { return e.starts[min(max(line-1, 0), len(e.starts)-1)] }

func (e *Edits) fit(data []byte) bool {
	for i := range e.patch.Hunks {
		h := &e.patch.Hunks[i]
		for k, want := range h.text {
			if h.New+k >= len(e.starts) {
				return false
			}
			if string(bytes.TrimRight(data[e.offset(h.New+k):e.offset(h.New+k+1)], "\r\n")) != want {
				return false
			}
		}
	}
	return true
}

// Touch tells whether bytes [start, end) were edited: a line of theirs is new, or lines are gone from among them or from
// the gaps at their sides, which begin at before and end at after.
func (e *Edits) Touch(before, start, end, after int) bool {
	if e.whole {
		return true
	}
	hunks := e.patch.Hunks
	i := sort.Search(len(hunks), func(i int) bool { return e.offset(hunks[i].New+hunks[i].NewLines) >= before })
	for ; i < len(hunks); i++ {
		h := &hunks[i]
		from, to := e.offset(h.New), e.offset(h.New+h.NewLines)
		if from > after {
			return false
		}
		if from < end && start < to || h.OldLines > h.NewLines {
			return true
		}
	}
	return false
}

// Place is a line, from 1, and a byte in it, from 0.
type Place struct{ Line, Byte int }

// PlaceIn is where an offset stands among lines.
func PlaceIn(lines []int, offset int) Place {
	line := max(sort.SearchInts(lines[:len(lines)-1], offset+1), 1)
	return Place{line, offset - lines[line-1]}
}

// Earlier is where a byte stood that was not edited.
func (e *Edits) Earlier(offset int) Place {
	p := PlaceIn(e.starts, offset)
	hunks := e.patch.Hunks
	if i := sort.Search(len(hunks), func(i int) bool { return hunks[i].New > p.Line }); i > 0 {
		h := &hunks[i-1]
		p.Line += h.Old + h.OldLines - h.New - h.NewLines
	}
	return p
}
