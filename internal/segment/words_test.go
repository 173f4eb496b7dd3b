package segment

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/sayso-lint/sayso/internal/frozen"
	"github.com/sayso-lint/sayso/prose"
)

var classNames = map[string]abbreviation{"title": title, "inner": inner, "numbering": numbering, "either": either, "final": final}

// TestLists fails when a list was changed and "go generate ./internal/segment" was forgotten. It is what compiles them.
func TestLists(t *testing.T) {
	lines := func(name string) (lines []string) {
		data, err := os.ReadFile("words/" + name + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(data)) {
			line, _, _ = strings.Cut(line, "#")
			if line = strings.TrimSpace(line); line != "" {
				lines = append(lines, line)
			}
		}
		return lines
	}
	var listed prose.Table[about]
	for l := english; l < languages; l++ {
		for _, line := range lines("abbreviations-" + codes[l]) {
			name, kind, _ := strings.Cut(line, " ")
			c, ok := classNames[strings.TrimSpace(kind)]
			if !ok {
				t.Fatalf("words/abbreviations-%s.txt: %s: no such class", codes[l], line)
			}
			a := &listed.At(prose.WordOf(name)).abbreviation
			a[l] = c
			if a[unknown] == unlisted { // the first list that has it: English is the likeliest
				a[unknown] = c
			}
		}
		for _, word := range lines("starters-" + codes[l]) {
			listed.At(prose.WordOf(word)).starts |= 1 << l
		}
	}
	for i, name := range []string{"calendar", "elisions", "domains", "reporting", "marked", "openings", "pronouns"} {
		for _, word := range lines(name) {
			listed.At(prose.WordOf(word)).roles |= 1 << i
		}
	}
	literal := func(a about) string {
		var fields []string
		if a.abbreviation[unknown] != unlisted {
			all := strings.Trim(strings.ReplaceAll(fmt.Sprint(a.abbreviation), " ", ", "), "[]")
			fields = append(fields, "abbreviation: [languages]abbreviation{"+all+"}")
		}
		if a.starts != 0 {
			fields = append(fields, fmt.Sprintf("starts: %#x", a.starts))
		}
		if a.roles != 0 {
			fields = append(fields, fmt.Sprintf("roles: %#x", uint8(a.roles)))
		}
		return "{" + strings.Join(fields, ", ") + "}"
	}
	frozen.Check(t, "listed.go", frozen.Head("segment")+frozen.Table("listed", "about", &listed, literal))
}
