package baseline

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

const (
	a = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	b = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
)

func nowhere(string) bool { return false }

func TestWhatIsWrittenIsRead(t *testing.T) {
	out := Write([]Finding{
		{"b.md", "moose", b, "two\n  lines"}, {"a <&> ü.md", "elk", b, strings.Repeat("船", 100)}, {"b.md", "moose", a, "one"},
	})
	want := `{"sayso-baseline":1}
{"path":"a <&> ü.md","rule":"elk","fingerprint":"` + b + `","words":"` + strings.Repeat("船", 59) + `…"}
{"path":"b.md","rule":"moose","fingerprint":"` + a + `","words":"one"}
{"path":"b.md","rule":"moose","fingerprint":"` + b + `","words":"two lines"}
`
	if string(out) != want {
		t.Errorf("got %s", out)
	}
	for _, data := range []string{want, strings.ReplaceAll(want, "\n", "\r\n"), strings.TrimSuffix(want, "\n")} {
		f, err := Read("x", []byte(data), func(string) bool { return true })
		if err != nil {
			t.Fatal(err)
		}
		if !f.Knows("b.md", a) || f.Knows("a <&> ü.md", a) || f.Knows("c.md", a) {
			t.Error("does not know what it has, or knows what it has not")
		}
		if again := Write(f.Findings()); string(again) != want {
			t.Errorf("written again: %s", again)
		}
	}
}

func TestRenamedFilesAreFollowed(t *testing.T) {
	f, err := Read("x", Write([]Finding{{"gone.md", "moose", a, ""}, {"here.md", "moose", b, ""}}), func(p string) bool { return p == "here.md" })
	if err != nil {
		t.Fatal(err)
	}
	if !f.Knows("new.md", a) {
		t.Error("the finding of a file that is gone is not known in a new one")
	}
	if f.Knows("new.md", b) || f.Knows("here.md", a) {
		t.Error("a finding is known in a file that did not come from elsewhere, or of one that is still there")
	}
}

func TestFaultsAreNamedAtTheirLine(t *testing.T) {
	head := "{\"sayso-baseline\":1}\n"
	line := `{"path":"a.md","rule":"moose","fingerprint":"` + a + `","words":""}` + "\n"
	for text, want := range map[string]string{
		"":                             `x:1: not a baseline: expected {"sayso-baseline":1} in the first line`,
		"{}\n":                         "x:1: not a baseline",
		"[]\n":                         "x:1: not a baseline",
		"{\"sayso-baseline\":2}\n":     "x:1: a baseline of version 2; this sayso reads version 1",
		head + line + "<<<<<<< ours\n": "x:3: a merge left a conflict here",
		head + "=======\n":             "x:2: a merge left a conflict here",
		head + line + line:             "x:3: the finding of line 2 once more",
		head + "\n":                    "x:2: not a finding",
		head + line[:30] + "\n":        "x:2: not a finding",
		head + strings.Replace(line, "path", "pfad", 1):    `x:2: not a finding: json: unknown field "pfad"`,
		head + strings.Replace(line, a, "short", 1):        "x:2: not a finding: expected a path, a rule and a fingerprint",
		head + strings.Replace(line, "a.md", "./a.md", 1):  "x:2: not a finding: expected",
		head + strings.TrimSuffix(line, "\n") + " " + line: "x:2: not a finding: more than one value",
		head + strings.Replace(line, "a.md", "\xff.md", 1): "x:2: not a finding: bytes that are no UTF-8",
	} {
		_, err := Read("x", []byte(text), nowhere)
		var at *Error
		if !errors.As(err, &at) || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: got %v, want %s", text, err, want)
		}
	}
}

// FuzzRead: any bytes are a baseline or an error with a line, and what is a baseline is one when it is written again.
func FuzzRead(f *testing.F) {
	f.Add(Write([]Finding{{"a.md", "moose", a, "one"}, {"b.md", "moose", b, "two"}}))
	f.Add([]byte("{\"sayso-baseline\":1}\n<<<<<<<\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := Read("x", data, nowhere)
		if err != nil {
			var at *Error
			if !errors.As(err, &at) || at.Line < 1 {
				t.Errorf("an error without a line: %v", err)
			}
			return
		}
		again, err := Read("x", Write(file.Findings()), nowhere)
		if err != nil || len(again.Findings()) != len(file.Findings()) {
			t.Errorf("%q reads and does not read again: %v", data, err)
		}
		for _, x := range file.Findings() {
			if !again.Knows(x.Path, x.Fingerprint) {
				t.Errorf("%v is lost", x)
			}
		}
	})
}

// A line as it was written is read the short way, and must say what it says to a reader of JSON.
func TestTheShortWayReadsTheSame(t *testing.T) {
	for _, line := range strings.Split(string(Write([]Finding{
		{"b.md", "moose", b, "two"}, {"a <&> ü.md", "elk", b, "船"}, {`quo"te\.md`, "elk", a, "a \"word\""}, {"tab\t.md", "elk", a, "\u2028"},
	})), "\n")[1:5] {
		var slow Finding
		if err := strictly([]byte(line), &slow); err != nil {
			t.Fatal(err)
		}
		if fast, ok := asWritten([]byte(line)); ok && fast != slow || !ok && !strings.Contains(line, `\`) {
			t.Errorf("%s: %v (%v), want %v", line, fast, ok, slow)
		}
	}
}

// BenchmarkRead is an archive of 10,000 texts with 80,000 known findings.
func BenchmarkRead(bench *testing.B) {
	var all []Finding
	for i := range 80_000 {
		all = append(all, Finding{fmt.Sprintf("articles/%d/a-title-of-some-length.md", i/8), "unsourced-statistic", fmt.Sprintf("%032x", i), "An estimated 300 fishing boats"})
	}
	data := Write(all)
	bench.SetBytes(int64(len(data)))
	for bench.Loop() {
		if _, err := Read("x", data, nowhere); err != nil {
			bench.Fatal(err)
		}
	}
}
