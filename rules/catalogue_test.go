package rules_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/lint/linttest"
	"github.com/sayso-lint/sayso/rules"
)

// catalogue is the field's catalogue of rules as far as this test reads it. It is not part of the project: where it is
// not at hand, nothing is tested against it.
type catalogue struct {
	Rules []struct {
		ID    string             `yaml:"id"`
		Flag  []catalogueExample `yaml:"flag"`
		Quiet []catalogueExample `yaml:"do_not_flag"`
	} `yaml:"rules"`
}

type catalogueExample struct {
	Input   string         `yaml:"input"`
	Text    string         `yaml:"text"`       // flag: what is reported
	Because string         `yaml:"excused_by"` // do_not_flag
	Expect  string         `yaml:"expect"`     // do_not_flag: silent or info
	Format  string         `yaml:"format"`
	Profile lint.Profile   `yaml:"profile"`
	Options map[string]any `yaml:"options"`
}

// exceptions are the catalogue's examples that we judge wrong: by rule and input, why.
const exceptions = "testdata/catalogue_exceptions.yaml"

// TestCatalogue runs the catalogue's examples of every rule there is. It lists all that fail rather than the first, for
// whoever works on the rules: go test -run Catalogue ./rules -v.
func TestCatalogue(t *testing.T) {
	var c catalogue
	readShared(t, "catalogue.yaml", &c)
	excepted := map[string]map[string]string{}
	if data, err := os.ReadFile(exceptions); err == nil {
		if err := yaml.UnmarshalWithOptions(data, &excepted, yaml.Strict()); err != nil {
			t.Fatalf("%s: %v", exceptions, err)
		}
	}
	have := map[string]*lint.Rule{}
	for _, r := range rules.All() {
		have[r.ID] = r
	}
	passed, failed := map[string]int{}, map[string]int{}
	var missing []string
	for _, entry := range c.Rules {
		r := have[entry.ID]
		if r == nil {
			missing = append(missing, entry.ID)
			continue
		}
		for _, x := range slices.Concat(entry.Flag, entry.Quiet) {
			problem := x.problem(t, r)
			why, expected := excepted[r.ID][x.Input]
			delete(excepted[r.ID], x.Input)
			switch {
			case problem == "" && expected:
				t.Errorf("%s: %s names an example that passes:\n%s", r.ID, exceptions, x.Input)
			case problem == "":
				passed[r.ID]++
			case expected:
				t.Logf("%s: excepted (%s): %s", r.ID, why, x.Input)
			default:
				failed[r.ID]++
				t.Errorf("%s: %s", r.ID, problem)
			}
		}
	}
	for id, left := range excepted {
		for input := range left {
			t.Errorf("%s: %s names an example that is not in the catalogue:\n%s", id, exceptions, input)
		}
	}
	var report strings.Builder
	total, bad := 0, 0
	for _, id := range slices.Sorted(maps.Keys(have)) {
		if n := passed[id] + failed[id]; n > 0 {
			fmt.Fprintf(&report, "%-28s %3d of %3d\n", id, passed[id], n)
			total, bad = total+n, bad+failed[id]
		}
	}
	t.Logf("examples of the catalogue:\n%sall %d of %d; %d rules of the catalogue are not here", report.String(), total-bad, total, len(missing))
}

// TestExceptionsAreExplained holds the page on accuracy against the file of exceptions: both name the same examples.
func TestExceptionsAreExplained(t *testing.T) {
	var excepted map[string]map[string]string
	data, err := os.ReadFile(exceptions)
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.UnmarshalWithOptions(data, &excepted, yaml.Strict()); err != nil {
		t.Fatalf("%s: %v", exceptions, err)
	}
	page, err := os.ReadFile("../docs/accuracy.md")
	if err != nil {
		t.Fatal(err)
	}
	blanks := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	text := blanks(string(page))
	for id, examples := range excepted {
		for input, why := range examples {
			for _, part := range []string{"`" + id + "`", "*" + input + "*", why} {
				if !strings.Contains(text, blanks(part)) {
					t.Errorf("docs/accuracy.md does not name %q, excepted in %s", part, exceptions)
				}
			}
		}
	}
	listed := 0
	for line := range strings.Lines(string(page)) {
		if strings.HasPrefix(line, "- `") {
			listed++
		}
	}
	if listed != len(excepted) {
		t.Errorf("docs/accuracy.md lists exceptions of %d rules, %s of %d", listed, exceptions, len(excepted))
	}
}

// problem says what is wrong with what a rule makes of an example, "" where nothing is.
func (x *catalogueExample) problem(t *testing.T, r *lint.Rule) string {
	t.Helper()
	doc := linttest.Document(t, x.Format, x.Input)
	found := linttest.Check(t, r, linttest.Setup{Profile: x.Profile, Options: x.Options}, doc)
	var texts []string
	for _, f := range found {
		text := doc.Slice(f.Span)
		switch {
		case x.Text == "" && x.Expect == lint.Info.String() && f.Severity == lint.Info:
			continue
		case x.Text != "" && (text == x.Text || doc.Locate(f.Span).Text == x.Text):
			return ""
		}
		texts = append(texts, fmt.Sprintf("%q (%s)", text, f.Severity))
	}
	got := "nothing"
	if len(texts) > 0 {
		got = strings.Join(texts, ", ")
	}
	switch {
	case x.Text != "":
		return fmt.Sprintf("%s\n\treports %s\n\texpected %q", x.Input, got, x.Text)
	case len(texts) > 0:
		return fmt.Sprintf("%s\n\treports %s\n\texcused: %s", x.Input, got, x.Because)
	}
	return ""
}

// readShared reads a YAML file of the folder with the field's material: SAYSO_SHARED, or "shared" beside the repository.
func readShared(t *testing.T, name string, into any) {
	t.Helper()
	dir := os.Getenv("SAYSO_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "shared")
	}
	data, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Skipf("%s is not at hand (SAYSO_SHARED names its folder)", name)
	}
	if err := yaml.Unmarshal(data, into); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}
