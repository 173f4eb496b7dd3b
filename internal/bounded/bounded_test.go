package bounded

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
)

func TestFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.txt")
	if err := os.WriteFile(path, []byte("twelve bytes"), 0o600); err != nil {
		t.Fatal(err)
	}
	if data, err := File(path, 12); err != nil || string(data) != "twelve bytes" {
		t.Errorf("%q, %v", data, err)
	}
	_, err := File(path, 11)
	if large, ok := errors.AsType[*TooLargeError](err); !ok || *large != (TooLargeError{path, 12, 11}) {
		t.Errorf("%v", err)
	}
	if _, err := File(path+"x", 11); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%v", err)
	}
}

// A file may have changed since it was measured: what counts is where its bytes end.
func TestFileThatChanges(t *testing.T) {
	for name, c := range map[string]struct {
		text     string
		measured int64
		whole    bool
	}{
		"shrunk":         {"short", 10, true},
		"gone":           {"", 10, true},
		"grown":          {"longer than it was", 3, true},
		"grown too much": {strings.Repeat("a", 21), 3, false},
		"as it was":      {strings.Repeat("a", 20), 20, true},
	} {
		data, err := read(iotest.HalfReader(strings.NewReader(c.text)), c.measured, 20)
		if c.whole && (err != nil || string(data) != c.text) {
			t.Errorf("%s: %q, %v", name, data, err)
		}
		if _, large := errors.AsType[*TooLargeError](err); !c.whole && !large {
			t.Errorf("%s: %v", name, err)
		}
	}
	broken := errors.New("broken")
	if _, err := Read(iotest.ErrReader(broken), 20); !errors.Is(err, broken) {
		t.Errorf("%v", err)
	}
}

// endless is a device: it never stops.
type endless struct{ read int }

func (e *endless) Read(p []byte) (int, error) {
	e.read += len(p)
	return len(p), nil
}

func TestReadEndsWhatIsEndless(t *testing.T) {
	e := &endless{}
	if _, err := Read(e, 1000); err == nil || err.Error() != "larger than 1000 B" {
		t.Errorf("%v", err)
	}
	if e.read > 1001 {
		t.Errorf("%d bytes were read, of which 1000 were asked for", e.read)
	}
}

func TestSizes(t *testing.T) {
	for s, want := range map[string]int64{"64MB": 64 << 20, "64m": 64 << 20, "1.5 GB": 3 << 29, "500KB": 500 << 10, "7": 7, "7B": 7, "2tb": 2 << 40} {
		if got, err := ParseSize(s); err != nil || got != want {
			t.Errorf("%s: %d, %v", s, got, err)
		}
		if again, err := ParseSize(Size(want)); err != nil || again != want {
			t.Errorf("%d is written %s, which is %d", want, Size(want), again)
		}
	}
	for _, s := range []string{"", "MB", "0", "-1", "0.1", "1e30", "NaN", "Inf", "12XB", "1 2", "12MBB", "1TT"} {
		if got, err := ParseSize(s); err == nil {
			t.Errorf("%q is %d", s, got)
		}
	}
}

func TestParseable(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		ok   bool
	}{
		"brackets":           {strings.Repeat("[", 501), false},
		"braces":             {strings.Repeat("{a: ", 501), false},
		"braces by line":     {strings.Repeat("{a:\n", 501), false},
		"lists of lists":     {strings.Repeat("[[a], ", 501), false},
		"many in turn":       {strings.Repeat("- [a, {b: c}]\n", 10000), true},
		"patterns":           {strings.Repeat("- '\\[[a-z]'\n", 10000), true},
		"closed only":        {strings.Repeat("]", 10000), true},
		"keys":               {strings.Repeat("a: b\n", 30001), false},
		"as many as may be":  {strings.Repeat("a: b\n", 30000), true},
		"words without keys": {strings.Repeat("- word\n", 100000), true},
	} {
		if err := Parseable([]byte(c.text)); (err == nil) != c.ok {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestMessages(t *testing.T) {
	if got := Message(strings.Repeat("é", 5000) + "; did you mean e?"); len(got) > 2100 || !strings.HasSuffix(got, "; did you mean e?") {
		t.Errorf("%d bytes: %s", len(got), got)
	}
	errs := make([]error, 70)
	for i := range errs {
		errs[i] = errors.New("no")
	}
	if got := Mistakes(errs).Error(); strings.Count(got, "no\n") != 50 || !strings.HasSuffix(got, "\nand 20 more") {
		t.Error(got)
	}
	if Mistakes(nil) != nil {
		t.Error("no mistake is none")
	}
}
