package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"strings"
	"testing"

	"github.com/sayso-lint/sayso/cli"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/rules"
)

func sayso(args ...string) (code int, out, err string) {
	var o, e bytes.Buffer
	code = cli.Main(append([]string{"sayso"}, args...), strings.NewReader(""), &o, &e, rules.All()...)
	return code, o.String(), e.String()
}

func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// The whole, once: bytes in, findings of the built-in rules out. What each rule finds is tested in its own room.
func TestBuiltinRules(t *testing.T) {
	draft := write(t, "draft.md", "# Boats\n\nAn estimated 4,200 fishing boats were lost in the storm.\n")
	code, out, err := sayso("check", "--format", "compact", draft)
	if want := draft + ":3:1: error unsourced-estimate: "; code != cli.Found || !strings.HasPrefix(out, want) || err != "" {
		t.Errorf("exit %d, stdout %q, stderr %q; want exit 1 and %q", code, out, err, want)
	}
	said := write(t, "said.md", "The harbour authority said on Monday that 4,200 fishing boats were lost.\n")
	if code, out, err := sayso("check", "--format", "compact", said); code != cli.Clean {
		t.Errorf("a sourced figure: exit %d, stdout %q, stderr %q", code, out, err)
	}
}

// Built-in profiles set options of built-in rules by name.
func TestProfilesFitTheRules(t *testing.T) {
	for _, profile := range lint.Profiles {
		if code, _, err := sayso("rules", "--profile", string(profile)); code != cli.Clean {
			t.Errorf("%s: exit %d, %s", profile, code, err)
		}
	}
}

// What init comments out must be right when somebody takes the # away, and so must the README's example.
func TestConfigurationsThatWePrint(t *testing.T) {
	t.Chdir(t.TempDir())
	if code, _, err := sayso("init"); code != cli.Clean {
		t.Fatal(err)
	}
	data, err := os.ReadFile(".sayso.yaml")
	if err != nil {
		t.Fatal(err)
	}
	// Commented settings have the form of YAML; comments proper are sentences.
	setting := regexp.MustCompile(`(?m)^# ((?:[a-z-]+:(?: [^ ]+)?|  .*)(?: *))$`)
	full := setting.ReplaceAllStringFunc(string(data), func(s string) string {
		if strings.HasPrefix(s, "#   ") && regexp.MustCompile(`^#   (newsroom|op-ed|intel|encyclopedic|policy|academic|humanitarian|audit) `).MatchString(s) {
			return s // the table of profiles
		}
		return strings.TrimPrefix(s, "# ")
	})
	if !strings.Contains(full, "\nallow:\n  - rule:") || !strings.Contains(full, "\nfail-on: error") {
		t.Fatalf("not taken apart as meant:\n%s", full)
	}
	configuration := write(t, "full.yaml", full)
	if code, _, err := sayso("rules", "--config", configuration); code != cli.Clean {
		t.Errorf("the configuration of init: exit %d, %s\n%s", code, err, full)
	}
}

func TestConfigurationOfTheReadme(t *testing.T) {
	data, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, found := strings.Cut(string(data), "```yaml\n")
	example, _, closed := strings.Cut(rest, "```")
	if !found || !closed {
		t.Skip("the README shows no configuration")
	}
	if code, _, err := sayso("rules", "--config", write(t, "readme.yaml", example)); code != cli.Clean {
		t.Errorf("exit %d, %s", code, err)
	}
}

// What lives grows large, and garbage is collected sooner from then on; what is small leaves it as it was.
func TestCollect(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(100))
	percent := func(live []byte) uint64 {
		now := []metrics.Sample{{Name: "/gc/gogc:percent"}}
		for range 200 { // what watches runs some time behind a collection
			runtime.GC()
			runtime.Gosched()
			if metrics.Read(now); now[0].Value.Uint64() < 100 {
				break
			}
		}
		runtime.KeepAlive(live)
		return now[0].Value.Uint64()
	}
	collect()
	if before, after := percent(nil), percent(make([]byte, largeHeap)); before != 400 || after != 50 {
		t.Errorf("%d %% while little lived and %d %% when much did; want 400 and 50", before, after)
	}
}
