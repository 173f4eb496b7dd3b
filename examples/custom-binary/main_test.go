package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/lint/linttest"
)

// What every rule of one's own is tested by: is it whole, and do its examples come true?
func TestRules(t *testing.T) {
	if err := lint.Validate(house()...); err != nil {
		t.Error(err)
	}
	for _, r := range house() {
		linttest.Examples(t, r)
	}
}

// The binary has the rule beside sayso's own.
func TestBinary(t *testing.T) {
	dir := t.TempDir()
	binary, draft := filepath.Join(dir, "sayso-house"), filepath.Join(dir, "draft.md")
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	if err := os.WriteFile(draft, []byte("The bridge cost $4,213,871. Experts say so.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	check := exec.CommandContext(t.Context(), binary, "--format", "compact", "--profile", "audit", "draft.md")
	check.Dir = dir
	out, _ := check.Output() // findings make it exit 1
	for _, want := range []string{"draft.md:1:17: warning house/round-millions: ", "vague-attribution: "} {
		if !strings.Contains(string(out), want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
}

// docs/custom-binary.md shows this program.
func TestThePageShowsIt(t *testing.T) {
	page, err := os.ReadFile("../../docs/custom-binary.md")
	if err != nil {
		t.Fatal(err)
	}
	program, err := os.ReadFile("main.go")
	if err != nil {
		t.Fatal(err)
	}
	_, code, _ := strings.Cut(string(program), "\npackage main")
	if !strings.Contains(string(page), "```go\npackage main"+code+"```") {
		t.Error("docs/custom-binary.md shows another program than main.go")
	}
}
