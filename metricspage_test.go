package main

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/sayso-lint/sayso/metrics"
)

// TestMetricsPage runs the examples of docs/metrics.md, so that no number on it is wrong, and holds its list of figures
// against those there are. UPDATE=1 writes the list anew.
func TestMetricsPage(t *testing.T) {
	const page, begin, end = "docs/metrics.md", "<!-- figures -->\n", "<!-- end -->\n"
	data, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, found := strings.Cut(string(data), begin)
	_, after, ended := strings.Cut(rest, end)
	if !found || !ended {
		t.Fatalf("%s has no list of figures between %s and %s", page, begin, end)
	}
	var list strings.Builder
	list.WriteString("| id | unit | what |\n|---|---|---|\n")
	for _, x := range metrics.Measures() {
		fmt.Fprintf(&list, "| `%s` | %s | %s |\n", x.ID, x.Unit, x.What)
		if name, _, _ := strings.Cut(x.ID, "."); !strings.Contains(string(data), "\n## "+name+"\n") {
			t.Errorf("%s has no section %s", page, name)
		}
	}
	if want := before + begin + list.String() + end + after; want != string(data) {
		t.Errorf("the list of figures in %s is stale; UPDATE=1 go test . -run Page mends it", page)
		if os.Getenv("UPDATE") != "" {
			if err := os.WriteFile(page, []byte(want), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	runExamples(t, page, 14)
}
