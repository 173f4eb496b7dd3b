// Package baseline reads and writes the file of findings that are known: what a house has decided to live with for now, so
// that a check reports what is new.
//
// The file is made for version control: a line a finding, sorted, and nothing in it but what names the finding, so that an
// edit changes the lines of the findings it concerns, two branches merge, and a reviewer sees what is waved through. It is
// JSON lines and no JSON array, whose commas would have neighbours change together.
//
// The package knows no documents and runs no rules; the fingerprints are lint.Fingerprints.
package baseline

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// Name is what the file is called where nobody has said otherwise.
const Name = ".sayso-baseline.jsonl"

// version rises when lines change their meaning.
const version = 1

// Finding is a line of the file.
type Finding struct {
	Path        string `json:"path"` // from the file's folder, with slashes
	Rule        string `json:"rule"`
	Fingerprint string `json:"fingerprint"` // as lint.Fingerprints has it; with Path it names the finding
	Words       string `json:"words"`       // the beginning of what it is about, for who reads the file
}

type header struct {
	Version int `json:"sayso-baseline"`
}

// File is a baseline that was read. It is safe for concurrent use.
type File struct {
	findings []Finding
	paths    map[string]map[string]int // path → fingerprint → line
	moved    func() map[string]bool    // fingerprints of files that are gone
}

// Error is a fault in a baseline, at its line.
type Error struct {
	Name    string
	Line    int
	Message string
}

func (e *Error) Error() string { return fmt.Sprintf("%s:%d: %s", e.Name, e.Line, e.Message) }

func isFingerprint(s string) bool {
	return len(s) == 32 && strings.Trim(s, "0123456789abcdef") == ""
}

// asWritten reads a line as Write writes it, where it has nothing escaped; ok is false for all others. Every commit waits
// for tens of thousands of lines in an old archive, and a JSON decoder takes ten times as long for each.
func asWritten(line []byte) (x Finding, ok bool) {
	for _, b := range line {
		if b == '\\' || b < ' ' {
			return x, false
		}
	}
	if !utf8.Valid(line) {
		return x, false
	}
	rest := string(line)
	for _, field := range []struct {
		before string
		value  *string
	}{{`{"path":"`, &x.Path}, {`","rule":"`, &x.Rule}, {`","fingerprint":"`, &x.Fingerprint}, {`","words":"`, &x.Words}} {
		if rest, ok = strings.CutPrefix(rest, field.before); !ok {
			return x, false
		}
		if *field.value, _, ok = strings.Cut(rest, `"`); !ok {
			return x, false
		}
		rest = rest[len(*field.value):]
	}
	return x, rest == `"}`
}

// Read reads a baseline strictly; name is its path, for errors. there tells whether the file of a path, as Finding has it,
// still exists.
func Read(name string, data []byte, there func(string) bool) (*File, error) {
	f := &File{paths: map[string]map[string]int{}}
	n := 0
	for line := range bytes.Lines(data) {
		n++
		fail := func(format string, args ...any) error {
			return &Error{name, n, fmt.Sprintf(format, args...)}
		}
		line = bytes.TrimRight(line, "\r\n")
		if n == 1 {
			var h header
			if err := strictly(line, &h); err != nil || h.Version == 0 {
				return nil, fail(`not a baseline: expected {"sayso-baseline":%d} in the first line`, version)
			}
			if h.Version != version {
				return nil, fail("a baseline of version %d; this sayso reads version %d", h.Version, version)
			}
			continue
		}
		for _, mark := range []string{"<<<<<<<", "=======", ">>>>>>>", "|||||||"} {
			if bytes.HasPrefix(line, []byte(mark)) {
				return nil, fail("a merge left a conflict here; keep the lines of both sides")
			}
		}
		x, ok := asWritten(line)
		if !ok {
			x = Finding{}
			if err := strictly(line, &x); err != nil {
				return nil, fail("not a finding: %v", err)
			}
		}
		if x.Rule == "" || !isFingerprint(x.Fingerprint) || x.Path == "" || x.Path != path.Clean(x.Path) {
			return nil, fail("not a finding: expected a path, a rule and a fingerprint of 32 hex digits")
		}
		prints := f.paths[x.Path]
		if prints == nil {
			prints = map[string]int{}
			f.paths[x.Path] = prints
		}
		if before := prints[x.Fingerprint]; before > 0 {
			return nil, fail("the finding of line %d once more; drop one of them", before)
		}
		prints[x.Fingerprint] = n
		f.findings = append(f.findings, x)
	}
	if n == 0 {
		return nil, &Error{name, 1, fmt.Sprintf(`not a baseline: expected {"sayso-baseline":%d} in the first line`, version)}
	}
	f.moved = sync.OnceValue(func() map[string]bool {
		gone := map[string]bool{}
		for file, prints := range f.paths {
			if !there(file) {
				for p := range prints {
					gone[p] = true
				}
			}
		}
		return gone
	})
	return f, nil
}

// strictly reads one JSON value that is all of a line and has no keys but ours.
func strictly(line []byte, v any) error {
	if !utf8.Valid(line) {
		return fmt.Errorf("bytes that are no UTF-8") //nolint:perfsprint // beside its like
	}
	d := json.NewDecoder(bytes.NewReader(line))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		return err //nolint:wrapcheck // the caller says of which line
	}
	if d.More() {
		return fmt.Errorf("more than one value on the line") //nolint:perfsprint // likewise
	}
	return nil
}

// Knows tells whether the baseline has a finding. A file that the baseline does not know at all may have been renamed, so
// it is looked for among those of files that are gone.
func (f *File) Knows(file, fingerprint string) bool {
	if prints := f.paths[file]; prints != nil {
		return prints[fingerprint] > 0
	}
	return f.moved()[fingerprint]
}

// Findings are those of the file, as they stand there.
func (f *File) Findings() []Finding { return f.findings }

// mostWords is how many code points of a finding's words the file shows.
const mostWords = 60

// Write gives the file of some findings, whatever their order: the same findings make the same bytes.
func Write(findings []Finding) []byte {
	sorted := slices.Clone(findings)
	for i := range sorted {
		words := strings.Join(strings.Fields(sorted[i].Words), " ")
		if runes := []rune(words); len(runes) > mostWords {
			words = string(runes[:mostWords-1]) + "…"
		}
		sorted[i].Words = words
	}
	// By fingerprint within a file, which is as good as at random: what two branches add rarely comes to stand side by
	// side, where git would ask which of them is meant. By position it would, and a moved paragraph would move lines.
	slices.SortFunc(sorted, func(a, b Finding) int {
		return cmp.Or(strings.Compare(a.Path, b.Path), strings.Compare(a.Fingerprint, b.Fingerprint))
	})
	sorted = slices.CompactFunc(sorted, func(a, b Finding) bool { return a.Path == b.Path && a.Fingerprint == b.Fingerprint })
	var out bytes.Buffer
	lines := json.NewEncoder(&out)
	lines.SetEscapeHTML(false)
	_ = lines.Encode(header{version}) // neither the buffer nor strings and numbers can fail
	for _, x := range sorted {
		_ = lines.Encode(x)
	}
	return out.Bytes()
}
