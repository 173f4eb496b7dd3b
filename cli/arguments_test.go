package cli

import (
	"io"
	"strings"
	"testing"
)

func TestArrange(t *testing.T) {
	p := &program{in: strings.NewReader(""), out: io.Discard, err: io.Discard}
	for _, c := range []struct{ args, want string }{
		{"", "check --"},
		{"a.md", "check -- a.md"},
		{"check", "check --"},
		{"check check", "check -- check"},
		{"check a.md --quiet b.md", "check --quiet -- a.md b.md"},
		{"a.md -p intel b.md --format=json", "check -p intel --format=json -- a.md b.md"},
		{"--format json check a.md", "check --format json -- a.md"},
		{"--format json rules", "rules --format json --"},
		{"--profile rules a.md", "check --profile rules -- a.md"},
		{"-- rules --quiet", "check -- rules --quiet"},
		{"check -- -x", "check -- -x"},
		{"./rules", "check -- ./rules"},
		{"- --stdin-name x.md", "check --stdin-name x.md -- -"},
		{"--files-from - -0", "check --files-from - -0 --"},
		{"--max-warnings -1 a", "check --max-warnings -1 -- a"},
		{"--version", "version"},
		{"check a.md --version", "version"},
		{"--help", "help"},
		{"dump -h x", "help dump"},
		{"check -- --help", "check -- --help"},
		{"explain some-rule", "explain -- some-rule"},
		{"notes help", "check -- notes help"},
	} {
		got, err := arrange(p.app(), strings.Fields(c.args))
		if text := strings.Join(got, " "); err != nil || text != "sayso "+c.want {
			t.Errorf("sayso %s: got %q, %v; want %q", c.args, text, err, c.want)
		}
	}
	for args, want := range map[string]string{
		"--profil intel":  "sayso check has no flag --profil; did you mean --profile?",
		"rules --metrics": "sayso rules has no flag --metrics; sayso help rules lists them",
		"-x=1":            "sayso check has no flag -x; sayso help check lists them",
		"a.md --format":   "flag --format needs a value: FORMAT",
		"a.md --only=":    "flag --only needs a value: RULES",
		"a.md -o= -q":     "flag -o needs a value: FILE",
		"a.md --skip ,,":  "flag --skip needs a value: RULES",
		"chek a.md":       "chek is no command, and no file here; did you mean sayso check?",
		"dump --hlep":     "sayso dump has no flag --hlep; did you mean --help?",
	} {
		if _, err := arrange(p.app(), strings.Fields(args)); err == nil || err.Error() != want {
			t.Errorf("sayso %s: got %v, want %s", args, err, want)
		}
	}
}

// FuzzArrange: any words are arranged or refused, none is lost, and the library reads the result without another thought.
func FuzzArrange(f *testing.F) {
	for _, seed := range []string{"", "check a.md --quiet", "--format json rules", "-- --x -", "--only=a,b - -0 --files-from -", "-", "--", "---", "-=", "--=x"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, line string) {
		p := &program{in: strings.NewReader(""), out: io.Discard, err: io.Discard}
		args := strings.Split(line, " ")
		arranged, err := arrange(p.app(), args)
		if err != nil {
			return
		}
		if len(arranged) < 2 || p.app().Command(arranged[1]) == nil {
			t.Errorf("%q: no command in %q", args, arranged)
		}
		if arranged[1] != "help" && arranged[1] != "version" && len(arranged) < len(args) {
			t.Errorf("%q: words lost in %q", args, arranged)
		}
	})
}
