package plugin_test

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sayso-lint/sayso/internal/engine"
	"github.com/sayso-lint/sayso/internal/language"
	"github.com/sayso-lint/sayso/internal/layers"
	"github.com/sayso-lint/sayso/internal/plugin"
	"github.com/sayso-lint/sayso/internal/plugin/plugintest"
	"github.com/sayso-lint/sayso/internal/read"
	"github.com/sayso-lint/sayso/internal/segment"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
)

// goCache is where the go command keeps what it has built; it would look for it where TestMain has put the user's cache.
var goCache string

func TestMain(m *testing.M) {
	out, err := exec.Command("go", "env", "GOCACHE").Output()
	if err != nil {
		panic(err)
	}
	goCache = strings.TrimSpace(string(out))
	// Compiled code goes nowhere near the user's.
	dir, err := os.MkdirTemp("", "plugins-")
	if err != nil {
		panic(err)
	}
	for _, name := range []string{"XDG_CACHE_HOME", "HOME", "LocalAppData"} {
		if err := os.Setenv(name, dir); err != nil {
			panic(err)
		}
	}
	code := m.Run()
	_ = os.RemoveAll(dir)
	os.Exit(code)
}

// The text has letters of two bytes, so that offsets can lie inside of one: "Grö" begins at 3, ö at 5.
const text = "Un Größe\n\nA second block."

func document(t testing.TB) *prose.Document {
	t.Helper()
	d, _, err := read.Document("draft.txt", "text", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	segment.Document(d)
	return d
}

func rules() []*lint.Rule {
	out := []*lint.Rule{{ID: "toy/a"}, {ID: "toy/b"}}
	for _, r := range out {
		r.Summary, r.Family, r.Confidence = "a toy", lint.Stance, lint.Medium
		r.Severity = map[lint.Profile]lint.Severity{lint.Audit: lint.Warning}
	}
	return out
}

// moose is a rule of sayso's own that must go on whatever a plugin does.
var moose = &lint.Rule{ID: "moose", Document: func(p *lint.Pass) {
	p.Report(lint.Finding{Span: prose.Span{Start: 0, End: 2}, Message: "a moose"})
}}

func bound(code []byte) []engine.Setting { return within(plugin.UsualTimeout, code) }

func within(timeout time.Duration, code []byte) []engine.Setting {
	p := &plugin.Plugin{Name: "toy", Code: code, Memory: 64, Timeout: timeout, Layers: layers.Usual}
	rs := rules()
	p.Bind(rs)
	settings := []engine.Setting{{Rule: moose, Severity: lint.Error}}
	for _, r := range rs {
		settings = append(settings, engine.Setting{Rule: r, Severity: lint.Warning})
	}
	return settings
}

func check(t testing.TB, settings []engine.Setting) engine.Result {
	t.Helper()
	e, err := engine.New(engine.Settings{Profile: lint.Audit, Rules: settings})
	if err != nil {
		t.Fatal(err)
	}
	return e.Check(document(t), nil)
}

func TestFindings(t *testing.T) {
	r := check(t, bound(plugintest.Module{Writes: `{"version":1,"findings":[
		{"rule":"b","start":3,"end":10,"message":"a word","confidence":"high","severity":"info","notes":[{"text":"see","start":12,"end":13},{"text":"mind"}],
		 "fixes":[{"title":"drop it","safe":true,"edits":[{"start":0,"end":3,"new":""},{"start":3,"end":3,"new":"The "}]}]},
		{"rule":"toy/a","start":3,"end":10,"message":"the same word"}]}`}.Bytes()))
	if len(r.Faults) > 0 {
		t.Fatal(r.Faults)
	}
	var got []string
	for _, f := range r.Findings {
		got = append(got, fmt.Sprintf("%s %v %v %v %s %v %v", f.Rule, f.Span, f.Severity, f.Confidence, f.Message, f.Notes, f.Fixes))
		if f.Fingerprint == (lint.Fingerprint{}) {
			t.Errorf("%s has no fingerprint", f.Rule)
		}
	}
	want := []string{
		"moose {0 2} error low a moose [] []",
		"toy/a {3 10} warning medium the same word [] []",
		"toy/b {3 10} info high a word [{see {12 13}} {mind {0 0}}] [{drop it true [{{0 3} } {{3 3} The }]}]",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func answer(findings string) plugintest.Module {
	return plugintest.Module{Writes: `{"version":1,"findings":[` + findings + `]}`}
}

// Whatever a plugin does costs its own findings and one error; its neighbours go on.
func TestHostile(t *testing.T) {
	const at = `"start":0,"end":2,"message":"m"`
	for name, x := range map[string]struct {
		plugintest.Module
		says string
	}{
		"loops":                    {plugintest.Module{Then: plugintest.Loop}, "plugin toy failed: it ran longer than 200ms; its findings in this text are lost"},
		"loops before its start":   {plugintest.Module{Then: plugintest.Loop, Early: true}, "it ran longer than 200ms"},
		"crashes":                  {plugintest.Module{Then: plugintest.Crash}, "it crashed: unreachable"},
		"crashes and tells why":    {plugintest.Module{Errors: "\nno \x1b[31mworld\nmore", Then: plugintest.Crash}, `it crashed: unreachable; it said: "no \x1b[31mworld"`},
		"crashes with findings":    {plugintest.Module{Writes: answer(`{"rule":"a",` + at + `}`).Writes, Then: plugintest.Crash}, "it crashed: unreachable"},
		"recurses":                 {plugintest.Module{Then: plugintest.Recurse}, "it crashed: stack overflow"},
		"wants 4 GB at once":       {plugintest.Module{Pages: 65536}, "plugin toy cannot be used: compiling it: section memory: min 65536 pages (4 Gi) over limit of 1024 pages (64 Mi)"},
		"wants 4 GB bit by bit":    {plugintest.Module{Then: plugintest.Grow}, "it crashed: unreachable"},
		"wants a table of 4 G":     {plugintest.Module{Table: []byte{0x70, 0, 0xFF, 0xFF, 0xFF, 0x0F}}, "its tables may come to more than 1000000 entries"},
		"wants to grow a table":    {plugintest.Module{Table: []byte{0x70, 1, 0, 0xFF, 0xFF, 0xFF, 0x0F}}, "its tables may come to more than 1000000 entries"},
		"grows a table":            {plugintest.Module{Table: []byte{0x70, 0, 1}, Then: plugintest.GrowTable}, "it crashed: unreachable"},
		"wants 4 G variables":      {plugintest.Module{Locals: []byte{0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0x7F}}, "a function in it has more than 50000 variables"},
		"wants more than WASI":     {plugintest.Module{Import: "env"}, `it asks for "fd_write" of "env", and a plugin gets the functions of wasi_snapshot_preview1 alone`},
		"floods":                   {plugintest.Module{Writes: strings.Repeat(" ", 1<<16), Then: plugintest.Rewrite}, "it wrote more than 16 MB"},
		"floods quickly":           {answer(strings.Repeat(`{"rule":"a",`+at+`},`, 1_000_000)), "it wrote more than 16 MB"},
		"has very many findings":   {answer(strings.Repeat(`{"rule":"a",`+at+`},`, 10_000) + `{"rule":"a",` + at + `}`), "it has 10001 findings, and a text may have 10000"},
		"is no command":            {plugintest.Module{Name: "main"}, "it exports no _start, so it is no WASI command"},
		"writes nothing":           {plugintest.Module{}, "it wrote nothing"},
		"writes garbage":           {plugintest.Module{Writes: "\xff\x00garbage"}, "byte 1: invalid character"},
		"writes half":              {plugintest.Module{Writes: `{"version":1,"findings":[`}, "it ends in the middle"},
		"writes twice":             {plugintest.Module{Writes: `{"version":1,"findings":[]}{`}, "it wrote more behind its JSON, at byte"},
		"writes a list":            {plugintest.Module{Writes: `[]`}, `is array`},
		"nests for ever":           {plugintest.Module{Writes: strings.Repeat("[", 1_000_000)}, "exceeded max depth"},
		"misspells":                {plugintest.Module{Writes: `{"version":1,"finding":[]}`}, `unknown field "finding"`},
		"forgets the version":      {plugintest.Module{Writes: `{"findings":[]}`}, "lacks version or findings"},
		"is of tomorrow":           {plugintest.Module{Writes: `{"version":2,"findings":[]}`}, "it answers in version 2 of the contract, and this sayso knows 1"},
		"NaN":                      {answer(`{"rule":"a","start":NaN,"end":2,"message":"m"}`), "invalid character 'N'"},
		"half a byte":              {answer(`{"rule":"a","start":0.5,"end":2,"message":"m"}`), `is number 0.5`},
		"far outside":              {answer(`{"rule":"a","start":0,"end":1e30,"message":"m"}`), `is number 1e30`},
		"outside":                  {answer(`{"rule":"a","start":0,"end":29,"message":"m"}`), "finding 1: bytes 0 to 29 of a text of 27"},
		"before":                   {answer(`{"rule":"a","start":-1,"end":2,"message":"m"}`), "finding 1: bytes -1 to 2 of a text of 27"},
		"backwards":                {answer(`{"rule":"a","start":2,"end":1,"message":"m"}`), "bytes 2 to 1 of a text"},
		"empty":                    {answer(`{"rule":"a","start":2,"end":2,"message":"m"}`), "are no stretch of the text"},
		"inside a letter":          {answer(`{"rule":"a",` + at + `},{"rule":"a","start":3,"end":6,"message":"m"}`), "finding 2: byte 6 is inside of a character"},
		"nowhere":                  {answer(`{"rule":"a","message":"m"}`), "it has no place"},
		"no rule of it":            {answer(`{"rule":"aa",` + at + `}`), `rule "aa" is not among those that the configuration declares`},
		"somebody else's rule":     {answer(`{"rule":"moose",` + at + `}`), `rule "moose" is not among those`},
		"no message":               {answer(`{"rule":"a","start":0,"end":2,"message":" "}`), "message is empty"},
		"a message of many lines":  {answer(`{"rule":"a","start":0,"end":2,"message":"a\nb"}`), "message holds a line end"},
		"a long message":           {answer(`{"rule":"a","start":0,"end":2,"message":"` + strings.Repeat("m", 1001) + `"}`), "message has 1001 bytes, and may have 1000"},
		"off":                      {answer(`{"rule":"a","severity":"off",` + at + `}`), `severity "off": expected info, warning or error`},
		"a note outside":           {answer(`{"rule":"a","notes":[{"text":"n","start":40,"end":50}],` + at + `}`), "note 1: bytes 40 to 50 of a text"},
		"a fix of nothing":         {answer(`{"rule":"a","fixes":[{"title":"f"}],` + at + `}`), "fix 1: it has no edits"},
		"a fix in itself":          {answer(`{"rule":"a","fixes":[{"title":"f","edits":[{"start":0,"end":2},{"start":1,"end":2}]}],` + at + `}`), "edit 2: edits must be in order and not overlap"},
		"a fix across blocks":      {answer(`{"rule":"a","fixes":[{"title":"f","edits":[{"start":0,"end":14}]}],` + at + `}`), "edit 1: bytes 0 to 14 reach out of a block"},
		"a fix between the blocks": {answer(`{"rule":"a","fixes":[{"title":"f","edits":[{"start":11,"end":11,"new":"x"}]}],` + at + `}`), "reach out of a block"},
	} {
		t.Run(name, func(t *testing.T) {
			timeout := plugin.UsualTimeout
			if strings.HasPrefix(name, "loops") {
				timeout = 200 * time.Millisecond
			}
			r := check(t, within(timeout, x.Bytes()))
			if len(r.Faults) != 1 || !strings.Contains(r.Faults[0].Error(), x.says) || len(r.Faults[0].Error()) > 600 {
				t.Errorf("faults %v\nwant one: %s", r.Faults, x.says)
			}
			if len(r.Findings) != 1 || r.Findings[0].Rule != "moose" {
				t.Errorf("findings %v; want the other rule's alone", r.Findings)
			}
		})
	}
}

// What is odd and does no harm is let be.
func TestHarmless(t *testing.T) {
	ok := answer(`{"rule":"a","start":0,"end":2,"message":"m"}`)
	chatty := ok
	chatty.Errors = strings.Repeat("so much to say\n", 100_000)
	small := ok
	small.Table = []byte{0x70, 1, 2, 2}
	for name, m := range map[string]plugintest.Module{"never reads its input": ok, "talks on standard error": chatty, "has a table": small} {
		if r := check(t, bound(m.Bytes())); len(r.Faults) != 0 || len(r.Findings) != 2 {
			t.Errorf("%s: %v, %v", name, r.Findings, r.Faults)
		}
	}
}

// A module may be cut off or bent anywhere; the compiler is a big program and must not be what a stranger's file breaks.
func TestBentModules(t *testing.T) {
	whole := answer("").Bytes()
	for i := 8; i < len(whole); i++ {
		check(t, bound(whole[:i]))
		bent := slices.Clone(whole)
		bent[i] ^= 0xFF
		if r := check(t, bound(bent)); len(r.Findings) != 1 {
			t.Errorf("byte %d: %v", i, r.Findings)
		}
	}
}

// Counts that are not there: the first bytes of each section, announcing four thousand million entries.
func TestAnnouncedEntries(t *testing.T) {
	for id := byte(1); id <= 11; id++ {
		if id == 8 {
			continue // the start function has no count
		}
		many := binary.AppendUvarint(nil, 1<<32-1)
		code := append([]byte("\x00asm\x01\x00\x00\x00"), id, byte(len(many)))
		r := check(t, bound(append(code, many...)))
		if len(r.Faults) != 1 || !strings.Contains(r.Faults[0].Error(), "announces 4294967295 entries") {
			t.Errorf("section %d: %v", id, r.Faults)
		}
	}
}

// Documents are checked at the same time, and nothing is left running when they are done.
func TestParallel(t *testing.T) {
	before := runtime.NumGoroutine()
	good, loops := bound(answer(`{"rule":"a","start":0,"end":2,"message":"m"}`).Bytes()), within(100*time.Millisecond, plugintest.Module{Then: plugintest.Loop}.Bytes())
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if r := check(t, good); len(r.Findings) != 2 {
				t.Errorf("%v %v", r.Findings, r.Faults)
			}
		})
		all.Go(func() { check(t, loops) })
	}
	all.Wait()
	for range 100000 {
		if runtime.NumGoroutine() <= before {
			return
		}
		runtime.Gosched()
	}
	stacks := make([]byte, 1<<16)
	t.Errorf("%d goroutines, there were %d\n%s", runtime.NumGoroutine(), before, bytes.TrimSpace(stacks[:runtime.Stack(stacks, true)]))
}

func TestInput(t *testing.T) {
	d, _, err := read.Document("draft.md", "", []byte("A *big* moose &amp; an elk.\n\nIt should **go**."))
	if err != nil {
		t.Fatal(err)
	}
	segment.Document(d)
	got, err := plugin.Input(d, []string{"sentences", "modals"})
	if err != nil {
		t.Fatal(err)
	}
	want := `{"version":1,"document":{"path":"draft.md","format":"markdown","language":"","sentences":[{"start":0,"end":21,"block":"paragraph"},` +
		`{"start":23,"end":36,"block":"paragraph"}],"modals":[{"start":26,"end":32,"lemma":"should","sense":"deontic","voice":"author"}],` +
		`"text":"A big moose \u0026 an elk.\n\nIt should go."}}`
	if string(got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestRead(t *testing.T) {
	dir := t.TempDir()
	for content, says := range map[string]string{
		"MZ":                           `not a WebAssembly module: it does not begin with \0asm`,
		"\x00asm\x0d\x00\x01\x00":      "a WebAssembly component; sayso runs core modules",
		"\x00asm\x01\x00\x00\x00":      "",
		"\x00asm":                      "not a WebAssembly module",
		strings.Repeat("x", 32<<20+10): "larger than 32 MB",
	} {
		path := dir + "/x.wasm"
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		_, _, err := plugin.Read(path)
		if got := fmt.Sprint(err); says == "" && err != nil || !strings.Contains(got, says) {
			t.Errorf("%.10q: %v, want %s", content, err, says)
		}
	}
	if _, _, err := plugin.Read(dir); err == nil {
		t.Error("a folder is read as a module")
	}
}

// Compiled code is kept. Where it was spoilt, or cannot be kept, the module is compiled again.
func TestKeptCode(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	if runtime.GOOS != "linux" {
		t.Skip("the folder is called otherwise here")
	}
	code := answer(`{"rule":"a","start":0,"end":2,"message":"m"}`).Bytes()
	fine := func(when string) {
		t.Helper()
		if r := check(t, bound(code)); len(r.Findings) != 2 || len(r.Faults) > 0 {
			t.Errorf("%s: %v %v", when, r.Findings, r.Faults)
		}
	}
	kept := func() []string {
		files, _ := filepath.Glob(os.Getenv("XDG_CACHE_HOME") + "/sayso/plugins/*/*")
		return files
	}
	fine("the first time")
	for _, spoilt := range []string{"", "WAZEVO", strings.Repeat("x", 1000)} {
		if len(kept()) == 0 {
			t.Fatal("nothing is kept")
		}
		for _, path := range kept() {
			if err := os.WriteFile(path, []byte(spoilt), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		fine("spoilt")
		fine("the next time")
	}
	t.Setenv("XDG_CACHE_HOME", "/dev/null")
	fine("nowhere to keep it")
}

// A plugin sees its name and the document. The clock and chance are made up, and the same for each document.
func TestProbe(t *testing.T) {
	wasm := filepath.Join(t.TempDir(), "probe.wasm")
	build := exec.CommandContext(t.Context(), "go", "build", "-o", wasm, "./testdata/probe")
	build.Env = append(os.Environ(), "GOOS=wasip1", "GOARCH=wasm", "GOCACHE="+goCache)
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("building the probe: %v\n%s", err, out)
	}
	code, _, err := plugin.Read(wasm)
	if err != nil {
		t.Fatal(err)
	}
	p := &plugin.Plugin{Name: "toy", Code: code, Memory: plugin.UsualMemory, Timeout: plugin.MostTimeout}
	rs := rules()
	p.Bind(rs)
	settings := []engine.Setting{{Rule: rs[0], Severity: lint.Warning}}
	said := map[string]bool{}
	for range 2 {
		r := check(t, settings)
		if len(r.Faults) > 0 || len(r.Findings) != 1 {
			t.Fatal(r.Findings, r.Faults)
		}
		got := r.Findings[0].Message
		if !regexp.MustCompile(`^args \["toy"\] env \[\] time 2022-01-01 chance [0-9a-f]{16}$`).MatchString(got) {
			t.Error(got)
		}
		said[got] = true
	}
	if len(said) != 1 {
		t.Errorf("two instances saw different worlds: %v", said)
	}
}

// What docs/plugins.md shows is what is read and understood.
func TestExamplesOfTheDocs(t *testing.T) {
	page, err := os.ReadFile("../../docs/plugins.md")
	if err != nil {
		t.Fatal(err)
	}
	shown := regexp.MustCompile("(?s)```json\n(.*?)```").FindAllSubmatch(page, -1)
	if len(shown) != 2 {
		t.Fatalf("%d examples, want what a plugin reads and what it writes", len(shown))
	}
	d, _, err := read.Document("draft.md", "", []byte("Experts say that 40 percent of the boats were lost. They should be insured.\n"))
	if err != nil {
		t.Fatal(err)
	}
	language.Document(d, "")
	segment.Document(d)
	in, err := plugin.Input(d, layers.Usual)
	if err != nil {
		t.Fatal(err)
	}
	var want bytes.Buffer
	if err := json.Compact(&want, shown[0][1]); err != nil || want.String() != string(in) {
		t.Errorf("a plugin reads\n%s\nthe page says %v\n%s", in, err, want.Bytes())
	}
	p := &plugin.Plugin{Name: "acronyms", Code: plugintest.Module{Writes: string(shown[1][1])}.Bytes(), Memory: 1, Timeout: plugin.MostTimeout}
	rule := &lint.Rule{ID: "acronyms/unexplained-acronym"}
	p.Bind([]*lint.Rule{rule})
	e, err := engine.New(engine.Settings{Profile: lint.Audit, Rules: []engine.Setting{{Rule: rule, Severity: lint.Warning}}})
	if err != nil {
		t.Fatal(err)
	}
	if r := e.Check(d, nil); len(r.Faults) > 0 || len(r.Findings) != 1 || d.Slice(r.Findings[0].Span) != "the boats" {
		t.Errorf("%+v", r)
	}
}
