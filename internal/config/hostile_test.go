package config

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sayso-lint/sayso/internal/bounded"
	"github.com/sayso-lint/sayso/internal/growth"
)

// hostile are configurations of about n bytes that made the parser slow, or would make another one explode.
var hostile = map[string]func(n int) string{
	"brackets":       func(n int) string { return "rules: " + strings.Repeat("[", n) },
	"braces":         func(n int) string { return "rules: " + strings.Repeat("{a: ", n/5) + "x" + strings.Repeat("}", n/5) },
	"dashes":         func(n int) string { return "ignore: " + strings.Repeat("- ", n/2) },
	"question marks": func(n int) string { return "rules: " + strings.Repeat("? ", n/2) },
	"anchors":        func(n int) string { return "rules: " + strings.Repeat("&a ", n/3) },
	"tags":           func(n int) string { return "rules: " + strings.Repeat("!!a ", n/4) },
	"colons":         func(n int) string { return "rules: " + strings.Repeat("a: ", n/3) },
	"keys":           func(n int) string { return "rules:\n" + lines(n, "  a%d: off\n") },
	"keys in braces": func(n int) string { return "rules: {" + lines(n, "a%d: off,") + "}\n" },
	"indentation": func(n int) string {
		var b strings.Builder
		b.WriteString("rules:\n")
		for i := 1; b.Len() < n; i++ {
			b.WriteString(strings.Repeat(" ", i) + "a:\n")
		}
		return b.String()
	},
	"laughs": func(n int) string {
		return "ignore: [*a9]\na0: &a0 [x,x]\n" + lines(n, "b%[1]d: &b%[1]d [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n")
	},
	"itself":     func(int) string { return "rules: &a\n  x: *a\n" },
	"merge":      func(int) string { return "rules: &a\n  <<: *a\n" },
	"documents":  func(n int) string { return strings.Repeat("---\n", n/4) },
	"comments":   func(n int) string { return "profile: audit\n" + strings.Repeat("# a\n", n/4) },
	"quotation":  func(n int) string { return "profile: \"" + strings.Repeat("\\\"", n/2) },
	"long name":  func(n int) string { return strings.Repeat("a", n) + ": 1\n" },
	"long value": func(n int) string { return "profile: " + strings.Repeat("a", n) + "\n" },
	"globs":      func(n int) string { return "ignore: [\"" + strings.Repeat("**/", n/3) + "\"]\n" },
	"patterns":   func(n int) string { return "ignore:\n" + strings.Repeat("- \"*a*\"\n", n/9) },
	"NUL":        func(n int) string { return strings.Repeat("\x00", n) },
	"invalid":    func(n int) string { return "rules: " + strings.Repeat("\xff\xc0\xed\xa0\x80", n/5) },
	"CRs":        func(n int) string { return "profile: audit\r" + strings.Repeat("# a\r", n/4) },
}

func lines(n int, format string) string {
	var b strings.Builder
	for i := 0; b.Len() < n; i++ {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

// TestHostileConfigurations reads an eighth of the largest there may be of each. What it comes to is a configuration or a few lines.
func TestHostileConfigurations(t *testing.T) {
	if testing.Short() {
		t.Skip("seconds of processor time")
	}
	const size, bar = bounded.Settings / 8, 5 * time.Second
	for name, shape := range hostile {
		start := growth.CPU()
		_, err := parse("x.yaml", []byte(shape(size)), &rulebook{})
		if took := growth.CPU() - start; took > bar {
			t.Errorf("%s: %v for %d bytes", name, took, size)
		}
		if err != nil && len(err.Error()) > 200<<10 {
			t.Errorf("%s: a message of %d bytes", name, len(err.Error()))
		}
	}
}

// Editors of Windows begin a file with a byte order mark, which is no key.
func TestByteOrderMark(t *testing.T) {
	path := filepath.Join(t.TempDir(), Name)
	if err := os.WriteFile(path, []byte("\uFEFFprofile: audit\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if f, err := load(path, false, &rulebook{}); err != nil || f.profile != "audit" {
		t.Errorf("%v", err)
	}
}

func TestConfigurationTooLarge(t *testing.T) {
	path := filepath.Join(t.TempDir(), Name)
	if err := os.WriteFile(path, make([]byte, bounded.Settings+1), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := load(path, false, &rulebook{}); err == nil || !strings.Contains(err.Error(), path+": 1 MB, larger than 1 MB") {
		t.Errorf("%v", err)
	}
}
