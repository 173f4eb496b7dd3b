// Package plugins holds examples of plugins, each a folder, and tries them.
package plugins

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sayso-lint/sayso/cli"
)

func TestAcronyms(t *testing.T) {
	try(t, "acronyms", "rules: {unexplained-acronym: {summary: an acronym is never spelled out}}", `The WHO and the OECD met in the USA.

> UNRWA was not there.

The World Health Organization (WHO) said so; the OECD did not.
`, "draft.md:1:17: warning acronyms/unexplained-acronym: OECD is never spelled out\n"+
		"draft.md:1:33: warning acronyms/unexplained-acronym: USA is never spelled out\n")
}

func TestRepetition(t *testing.T) {
	for _, tool := range []string{"clang", "wasm-ld"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("%s is not installed; repetition/build.sh says what it needs", tool)
		}
	}
	if _, err := os.Stat("/usr/include/wasm32-wasi"); err != nil && os.Getenv("SYSROOT") == "" {
		t.Skip("wasi-libc is not installed; repetition/build.sh says what it needs")
	}
	try(t, "repetition", "rules: {word-twice: {summary: a word stands there twice}}\n    layers: []\n    memory: 4MB", `A "the" *the* &amp; "the
The cat". It had had that: über
über all.

One.

one two`, "draft.md:1:22: warning repetition/word-twice: \"The\" stands here twice\n"+
		"draft.md:2:28: warning repetition/word-twice: \"über\" stands here twice\n")
}

// try builds a plugin, pins it in a configuration with the settings given, and checks a text.
func try(t *testing.T, name, settings, text, want string) {
	t.Helper()
	dir := t.TempDir()
	wasm := filepath.Join(dir, name+".wasm")
	if out, err := exec.CommandContext(t.Context(), "sh", filepath.Join(name, "build.sh"), wasm).CombinedOutput(); err != nil {
		t.Fatalf("build.sh: %v\n%s", err, out)
	}
	code, err := os.ReadFile(wasm)
	if err != nil {
		t.Fatal(err)
	}
	hash := sha256.Sum256(code)
	for file, content := range map[string]string{
		"draft.md":    text,
		".sayso.yaml": "plugins:\n  " + name + ":\n    path: " + name + ".wasm\n    sha256: " + hex.EncodeToString(hash[:]) + "\n    " + settings + "\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, file), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
	t.Setenv("XDG_CACHE_HOME", filepath.Join(dir, "cache"))
	var out, errs bytes.Buffer
	cli.Main([]string{"sayso", "--format", "compact", "draft.md"}, strings.NewReader(""), &out, &errs)
	if diff := cmp.Diff(want, out.String()); diff != "" || errs.Len() > 0 {
		t.Errorf("findings (-want +got):\n%s%s", diff, errs.String())
	}
}
