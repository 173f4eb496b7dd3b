// Package editors holds that real editors, set up as the files of editors/ set them up, show what sayso finds at the right
// columns, apply what it proposes and write the right file. Each test says so and is skipped where its editor is missing.
package editors

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Before what is found stand an emoji, of two UTF-16 units and four bytes, with a mark that has no width, and two characters
// of three bytes and two columns: whoever counts in the wrong unit is off.
const harbour = `# Harbour

🛳️ 港町: an estimated 300 boats lay idle in the harbour. Clearly, the mediation has failed.

The council should close it.
`

// seen is what an editor says that it shows.
type seen struct {
	First, Second []mark
	Underlined    []string // the words that the screen marks, sorted
	Offered       []string // titles of code actions on "Clearly"
	Page, Hover   string
	Failed        string
}

type mark struct {
	Code string `json:"code"`
	Line int    `json:"line"` // from 0
	Text string `json:"text"`
}

func TestNeovim(t *testing.T) {
	drive(t, "nvim", "--headless", "--clean", "-i", "NONE", "-u", ours(t, "../../editors/neovim/sayso.lua"), "harbour.md", "-S", ours(t, "neovim.lua"))
}

func TestEmacs(t *testing.T) {
	if emacs, err := exec.LookPath("emacs"); err == nil {
		probe := exec.CommandContext(t.Context(), emacs, "--batch", "-q", "-f", "package-initialize", "-l", "eglot", "-l", "markdown-mode")
		if out, err := probe.CombinedOutput(); err != nil {
			t.Skipf("this Emacs lacks eglot or markdown-mode: %s", out)
		}
	}
	drive(t, "emacs", "--batch", "-q", "-f", "package-initialize", "-l", ours(t, "../../editors/emacs/sayso.el"), "-l", ours(t, "emacs.el"))
}

// drive has an editor open the text, apply a fix, write the file and tell what it saw.
func drive(t *testing.T, editor string, args ...string) {
	t.Helper()
	path, err := exec.LookPath(editor)
	if err != nil {
		t.Skipf("no %s here", editor)
	}
	bin, home := program(t), t.TempDir()
	text := write(t, home, "harbour.md", harbour)
	cmd := exec.CommandContext(t.Context(), path, args...)
	cmd.Dir, cmd.Env = home, environment(bin, home)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s: %v\n%s%s", editor, err, &stdout, &stderr)
	}
	var got seen
	if err := json.Unmarshal(stdout.Bytes(), &got); err != nil {
		t.Fatalf("%s: %v\n%s%s", editor, err, &stdout, &stderr)
	}
	if got.Failed != "" {
		t.Fatalf("%s: %s\n%s", editor, got.Failed, &stderr)
	}
	estimate, booster, advice := mark{"unsourced-estimate", 2, "an estimated 300"}, mark{"certainty-booster", 2, "Clearly"}, mark{"prescriptive-modal", 4, "should close"}
	if want := []mark{estimate, booster, advice}; !slices.Equal(got.First, want) {
		t.Errorf("%s finds %v, expected %v", editor, got.First, want)
	}
	if want := []string{"Clearly", "an estimated 300", "should close"}; !slices.Equal(got.Underlined, want) {
		t.Errorf("%s marks %q, expected %q", editor, got.Underlined, want)
	}
	if want := "allow certainty-booster here, with a reason"; !slices.Contains(got.Offered, want) {
		t.Errorf("%s offers %q, without %q", editor, got.Offered, want)
	}
	if want := []mark{estimate, advice}; !slices.Equal(got.Second, want) {
		t.Errorf("after the fix %s finds %v, expected %v", editor, got.Second, want)
	}
	if !strings.HasPrefix(got.Page, "prescriptive-modal: ") {
		t.Errorf("%s was told %q, expected the page of prescriptive-modal", editor, got.Page)
	}
	if !strings.Contains(got.Hover, "prescriptive-modal") {
		t.Errorf("%s hovers with %q, expected prescriptive-modal", editor, got.Hover)
	}
	written, err := os.ReadFile(text)
	if err != nil {
		t.Fatal(err)
	}
	if want := strings.Replace(harbour, "Clearly, the", "The", 1); string(written) != want {
		t.Errorf("%s wrote\n%s\nexpected\n%s", editor, written, want)
	}
}

// program is a folder with sayso in it.
func program(t *testing.T) string {
	t.Helper()
	bin := t.TempDir()
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-o", filepath.Join(bin, "sayso"), "../..").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return bin
}

func write(t *testing.T, dir, name, text string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// environment is one in which nothing that this machine's user has set up counts.
func environment(bin, home string) []string {
	return append(os.Environ(), "PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"), "HOME="+home, "TMPDIR="+home,
		"XDG_CONFIG_HOME="+home, "XDG_CACHE_HOME="+home, "XDG_STATE_HOME="+home, "XDG_DATA_HOME="+home, "LC_ALL=C.UTF-8", "TERM=dumb")
}

// ours is a file of this repository, by a path that holds wherever the editor runs.
func ours(t *testing.T, path string) string {
	t.Helper()
	full, err := filepath.Abs(path)
	if err != nil {
		t.Fatal(err)
	}
	return full
}

// TestVim holds that :make fills the quickfix list.
func TestVim(t *testing.T) {
	vim, err := exec.LookPath("vim")
	if err != nil {
		t.Skip("no vim here")
	}
	if about, err := exec.CommandContext(t.Context(), vim, "--version").Output(); err != nil || !bytes.Contains(about, []byte("+quickfix")) {
		t.Skip("this Vim is a small one, without quickfix lists")
	}
	bin, home := program(t), t.TempDir()
	write(t, home, "it is.md", "# Harbour\n\nan estimated 300 boats lay idle in the harbour.\n")
	script := `silent make | call writefile(map(getqflist(), 'bufname(v:val.bufnr) . ":" . v:val.lnum . ":" . v:val.col . " " . v:val.type . " " . v:val.text'), "seen") | qall!`
	cmd := exec.CommandContext(t.Context(), vim, "-N", "-u", "NONE", "-i", "NONE", "-es", "-c", "filetype plugin on",
		"-S", ours(t, "../../editors/vim/sayso.vim"), "-c", "edit it\\ is.md", "-c", "setfiletype markdown", "-c", script)
	cmd.Dir, cmd.Env = home, environment(bin, home)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("vim: %v\n%s", err, out)
	}
	seen, err := os.ReadFile(filepath.Join(home, "seen"))
	if err != nil {
		t.Fatal(err)
	}
	if want := "it is.md:3:1 e unsourced-estimate: "; !strings.HasPrefix(string(seen), want) {
		t.Errorf("the quickfix list holds %q, expected %q", seen, want)
	}
}
