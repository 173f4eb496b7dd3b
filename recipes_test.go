package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"github.com/sayso-lint/sayso/internal/read"
)

// built is a folder with the program in it, as CI would have it on PATH.
func built(t *testing.T) string {
	t.Helper()
	for _, need := range []string{"git", "bash"} {
		if _, err := exec.LookPath(need); err != nil {
			t.Skipf("no %s here", need)
		}
	}
	dir := t.TempDir()
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-o", filepath.Join(dir, "sayso"), ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return dir
}

// TestRecipes tries what the documentation and the files for CI say.
func TestRecipes(t *testing.T) {
	bin := built(t)
	for name, try := range map[string]func(*testing.T, string){"guides": guides, "action": action, "gitlab": gitLab, "pre-commit": preCommit} {
		t.Run(name, func(t *testing.T) { try(t, bin) })
	}
}

// archive is a repository with an old article in it, and an environment in which nothing of this machine's counts.
func archive(t *testing.T, bin string) (dir string, env []string) {
	t.Helper()
	dir = t.TempDir()
	env = append(os.Environ(), "PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"), "HOME="+dir, "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_NOSYSTEM=1",
		"GIT_AUTHOR_NAME=Toy", "GIT_AUTHOR_EMAIL=toy@example.org", "GIT_COMMITTER_NAME=Toy", "GIT_COMMITTER_EMAIL=toy@example.org")
	if err := os.MkdirAll(filepath.Join(dir, "articles"), 0o750); err != nil {
		t.Fatal(err)
	}
	old := "# Harbour\n\nAn estimated 300 fishing boats lay in the harbour on Monday. The council should close it.\n"
	if err := os.WriteFile(filepath.Join(dir, "articles", "harbour.md"), []byte(old), 0o600); err != nil {
		t.Fatal(err)
	}
	bash(t, dir, env, 0, "git init -q -b main && git add . && git commit -q -m first")
	return dir, env
}

// bash runs a script and wants its exit code.
func bash(t *testing.T, dir string, env []string, want int, script string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "bash", "-e", "-o", "pipefail", "-c", script)
	cmd.Dir, cmd.Env = dir, env
	out, err := cmd.CombinedOutput()
	if cmd.ProcessState == nil {
		t.Fatal(err)
	}
	if got := cmd.ProcessState.ExitCode(); got != want {
		t.Fatalf("%s\nexit code %d, want %d\n%s", script, got, want, out)
	}
	return string(out)
}

var exits = regexp.MustCompile(`# .*exit (\d)`)

// guides runs the commands of the guides in order, each guide in a repository of its own.
func guides(t *testing.T, bin string) {
	t.Helper()
	for _, guide := range []string{"docs/getting-started.md", "docs/baseline.md"} {
		t.Run(guide, func(t *testing.T) {
			dir, env := archive(t, bin)
			text, err := os.ReadFile(guide)
			if err != nil {
				t.Fatal(err)
			}
			commands := 0
			shell := false
			for line := range strings.Lines(string(text)) {
				line = strings.TrimSpace(line)
				switch {
				case strings.HasPrefix(line, "```"):
					shell = line == "```sh"
				case shell && line != "":
					commands++
					want := 0
					if m := exits.FindStringSubmatch(line); m != nil {
						want = int(m[1][0] - '0')
					}
					bash(t, dir, env, want, line)
				}
			}
			if commands < 3 {
				t.Errorf("%d commands in it", commands)
			}
		})
	}
}

// action runs the steps of the GitHub Action that are a shell's, as a runner would.
func action(t *testing.T, bin string) {
	t.Helper()
	var action struct {
		Inputs map[string]struct{ Default string }
		Runs   struct {
			Steps []struct {
				Run string
				Env map[string]string
			}
		}
	}
	text, err := os.ReadFile("action.yml")
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(text, &action); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name   string
		inputs map[string]string
		exit   int
		says   string
	}{
		{"all", nil, 1, "::error file=articles/harbour.md"},
		{"since", map[string]string{"since": "HEAD"}, 0, ""},
		{"words with blanks", map[string]string{"paths": "articles\nno $(touch owned) such", "args": "--fail-on=never\n--quiet"}, 3, "no $(touch owned) such: no such file"},
		{"since is no flag", map[string]string{"since": "--output=owned"}, 2, `"--output=owned" is no revision`},
		{"a text is no command", map[string]string{"format": "text"}, 1, "::stop-commands::"},
		{"sarif", map[string]string{"format": "sarif", "args": "--output=x.sarif\n--fail-on=never"}, 0, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir, env := archive(t, bin)
			here, err := os.Getwd()
			if err != nil {
				t.Fatal(err)
			}
			env = append(env, "GITHUB_ACTION_PATH="+here, "RUNNER_TEMP="+bin, "GOFLAGS=-mod=mod", "HOME="+os.Getenv("HOME"))
			var out string
			last := len(action.Runs.Steps) - 1
			for i, step := range action.Runs.Steps {
				if step.Run == "" || i < last && c.name != "all" {
					continue // another's action; and building once will do
				}
				env := env
				for name, value := range step.Env {
					input := strings.TrimSuffix(strings.TrimPrefix(value, "${{ inputs."), " }}")
					set, ok := c.inputs[input]
					if !ok {
						set = action.Inputs[input].Default
					}
					env = append(env, name+"="+set)
				}
				want := 0
				if i == last {
					want = c.exit
				}
				out = bash(t, dir, env, want, step.Run)
			}
			if !strings.Contains(out, c.says) {
				t.Errorf("no %q in %s", c.says, out)
			}
			if _, after, ok := strings.Cut(out, "::stop-commands::"); ok != (c.inputs["format"] != "") {
				t.Errorf("commands are stopped: %v", ok)
			} else if token, _, _ := strings.Cut(after, "\n"); ok && (len(token) != 32 || !strings.HasSuffix(out, "\n::"+token+"::\n")) {
				t.Errorf("commands are not taken again: %s", out)
			}
			if _, err := os.Stat(filepath.Join(dir, "owned")); err == nil {
				t.Error("an input became a command")
			}
		})
	}
}

// gitLab runs the script of the template, but for the installation.
func gitLab(t *testing.T, bin string) {
	t.Helper()
	dir, env := archive(t, bin)
	var template struct {
		Sayso struct {
			Script    []string
			Artifacts struct{ Reports struct{ Codequality string } }
		}
	}
	text, err := os.ReadFile("templates/gitlab-ci.yml")
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(text, &template); err != nil {
		t.Fatal(err)
	}
	run := func(want int, variables ...string) string {
		bash(t, dir, append(append(env, "SAYSO_PATHS=."), variables...), want, strings.Join(template.Sayso.Script, "\n"))
		report, err := os.ReadFile(filepath.Join(dir, template.Sayso.Artifacts.Reports.Codequality))
		if err != nil {
			t.Fatal(err)
		}
		return string(report)
	}
	if got := run(1); !strings.Contains(got, `"path":"articles/harbour.md"`) {
		t.Errorf("a branch: %s", got)
	}
	head := strings.TrimSpace(bash(t, dir, env, 0, "git rev-parse HEAD"))
	if got := run(0, "CI_MERGE_REQUEST_DIFF_BASE_SHA="+head); strings.TrimSpace(got) != "[]" {
		t.Errorf("a merge request that changes nothing: %s", got)
	}
}

// preCommit looks whether the hooks are for every format that sayso reads, and call commands that are there.
func preCommit(t *testing.T, bin string) {
	t.Helper()
	var hooks []struct{ ID, Entry, Files, Language string }
	text, err := os.ReadFile(".pre-commit-hooks.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(text, &hooks); err != nil {
		t.Fatal(err)
	}
	for _, h := range hooks {
		files := regexp.MustCompile(h.Files)
		for _, name := range []string{"a.txt", "a.text", "a.md", "a.MD", "a.mkd", "a.mdown", "a.markdown", "a.html", "a.htm", "a.xhtml", "a.go", "md", "a.mdx", "txt.c"} {
			if got, want := files.MatchString(name), read.Format(name) != ""; got != want {
				t.Errorf("%s: %s is handed over: %v, and read: %v", h.ID, name, got, want)
			}
		}
		dir, env := archive(t, bin)
		bash(t, dir, env, 0, fmt.Sprintf("echo 'All is well.' > 'a b.md'; git add .; %s 'a b.md'", h.Entry))
		bash(t, dir, env, 1, fmt.Sprintf("echo 'An estimated 300 boats sank.' > 'a b.md'; git add .; %s 'a b.md'", h.Entry))
	}
}
