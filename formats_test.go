package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func TestFormatsPage(t *testing.T) { runExamples(t, "docs/formats.md", 11) }

// runExamples runs the examples of a page on the text that it shows, beside the YAML files that it shows: those that begin
// with a comment of their name. A line … stands for any lines. UPDATE=1 writes the
// output of the others anew.
func runExamples(t *testing.T, page string, least int) {
	t.Helper()
	data, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	path, err := filepath.Abs(page)
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(data), "```markdown\n")
	draft, _, found := strings.Cut(rest, "```\n")
	if !found {
		t.Fatal("the page shows no text")
	}
	write := func(name, text string) {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(t.TempDir())
	write("draft.md", draft)
	write(".git", "") // the top of a repository
	for _, file := range regexp.MustCompile("(?ms)^```yaml\n(# (\\S+\\.yaml)\n.*?)^```\n").FindAllStringSubmatch(string(data), -1) {
		write(file[2], file[1])
	}
	for _, name := range []string{"GITHUB_SERVER_URL", "CI_PROJECT_URL"} {
		t.Setenv(name, "")
	}
	examples := 0
	example := regexp.MustCompile("(?ms)^(`{3,})console\n\\$ sayso ([^\n]*)\n(.*?)^`{3,}\n")
	updated := example.ReplaceAllStringFunc(string(data), func(block string) string {
		examples++
		parts := example.FindStringSubmatch(block)
		_, out, complaint := sayso(strings.Fields(parts[2])...)
		if out == "" {
			out = complaint
		}
		if !strings.Contains(parts[3], "…\n") && os.Getenv("UPDATE") != "" {
			return parts[1] + "console\n$ sayso " + parts[2] + "\n" + out + parts[1] + "\n"
		}
		left := out
		for i, piece := range strings.Split("\n"+parts[3], "\n…\n") {
			piece = strings.TrimPrefix(piece, "\n")
			at := strings.Index(left, piece)
			if at < 0 || i == 0 && at > 0 {
				t.Errorf("sayso %s does not write\n%s\nIt writes\n%s\nUPDATE=1 go test . -run Page mends what has no …", parts[2], piece, out)
				return block
			}
			left = left[at+len(piece):]
		}
		if left != "" && !strings.HasSuffix(parts[3], "…\n") {
			t.Errorf("sayso %s also writes\n%s", parts[2], left)
		}
		return block
	})
	if examples < least {
		t.Errorf("%d examples on the page", examples)
	}
	if updated != string(data) {
		write(path, updated)
	}
}
