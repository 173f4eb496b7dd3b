package pack_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/sayso-lint/sayso/internal/engine"
	"github.com/sayso-lint/sayso/internal/pack"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/lint/linttest"
	"github.com/sayso-lint/sayso/rules"
)

// cached gives the test a cache folder of its own, on every system.
func cached(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	t.Setenv("XDG_CACHE_HOME", dir)
	t.Setenv("HOME", dir)
	t.Setenv("LocalAppData", dir)
	return dir
}

func folder(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

const (
	oneRule   = "rule: rain\nmessage: wet\nphrases: [Regen]\nbad: ['[[Regen]] fällt.']\ngood: [Es schneit.]\n"
	otherRule = "rule: snow\nmessage: cold\nphrases: {en: [snow]}\nbad: ['[[snow]]']\ngood: [rain]\n"
)

func TestFolder(t *testing.T) {
	cached(t)
	dir := folder(t, map[string]string{
		"pack.yaml": "pack: weather\nsummary: it\nlang: de\nseverity: info\n", "a.yaml": oneRule, "b.yml": otherRule, "README.md": "no YAML", ".hidden.yaml": "x: y",
	})
	p, err := pack.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range p.Rules() {
		got = append(got, fmt.Sprintf("%s%v%s", r.ID, r.Langs, r.SeverityIn(lint.OpEd)))
	}
	if want := "weather/rain[de]info weather/snow[en]info"; strings.Join(got, " ") != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestFolderMistakes(t *testing.T) {
	cached(t)
	for want, files := range map[string]map[string]string{
		"no .yaml file in it":                      {"README.md": ""},
		"a pack needs a name: pack: house":         {"a.yaml": oneRule},
		"a folder is one pack":                     {"pack.yaml": "pack: a\nrules: []\n", "b.yaml": "pack: b\nrules: []\n"},
		"rule weather/rain is in ":                 {"pack.yaml": "pack: weather\n", "a.yaml": oneRule, "b.yaml": oneRule},
		"no rule in it":                            {"pack.yaml": "pack: weather\n"},
		"b.yaml:2:1: unknown key \"massage\"; did": {"pack.yaml": "pack: weather\n", "b.yaml": strings.Replace(oneRule, "message", "massage", 1)},
	} {
		if _, err := pack.Load(folder(t, files)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
	if _, err := pack.Load(filepath.Join(t.TempDir(), "none.yaml")); err == nil || !strings.Contains(err.Error(), "none.yaml") {
		t.Errorf("a missing file: %v", err)
	}
}

// What is kept is what was read, and is left aside once the file changes or the kept bytes make no sense.
func TestKept(t *testing.T) {
	dir := cached(t)
	path := filepath.Join(folder(t, map[string]string{"house.yaml": house}), "house.yaml")
	load := func() *pack.Pack {
		t.Helper()
		p, err := pack.Load(path)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	kept := func() []string {
		var all []string
		_ = filepath.WalkDir(dir, func(path string, d os.DirEntry, _ error) error {
			if !d.IsDir() {
				all = append(all, path)
			}
			return nil
		})
		return all
	}
	cold := load()
	if n := len(kept()); n != 1 {
		t.Fatalf("%d files are kept", n)
	}
	warm := load()
	if !reflect.DeepEqual(cold, warm) {
		t.Errorf("kept: %+v\nread: %+v", warm, cold)
	}
	for _, r := range warm.Rules() {
		linttest.Examples(t, r)
	}
	if err := os.WriteFile(kept()[0], []byte("nonsense"), 0o600); err != nil {
		t.Fatal(err)
	}
	if again := load(); !reflect.DeepEqual(cold, again) {
		t.Error("nonsense in the cache changes the pack")
	}
	if err := os.WriteFile(path, []byte(strings.Replace(house, "pack: house", "pack: other", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	if changed := load(); changed.Name != "other" {
		t.Errorf("a changed file is read as %s", changed.Name)
	}
}

func TestWithoutCache(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", "/dev/null/none")
	t.Setenv("HOME", "/dev/null/none")
	if _, err := pack.Load(filepath.Join(folder(t, map[string]string{"house.yaml": house}), "house.yaml")); err != nil {
		t.Error(err)
	}
}

// many is a pack of n phrases, which no text of the benchmark holds.
func many(n int) string {
	var b strings.Builder
	b.WriteString("pack: many\nrules:\n")
	for i := 0; i < n; i += 100 {
		fmt.Fprintf(&b, "- rule: r%d\n  message: m\n  bad: ['[[zword%d%d alpha]]']\n  good: [x]\n  phrases:\n", i, i, i)
		for j := i; j < min(i+100, n); j++ {
			fmt.Fprintf(&b, "  - %s\n", [...]string{fmt.Sprintf("zword%d%d alpha", i, j), fmt.Sprintf("the zword%d%d", i, j)}[j%2])
		}
	}
	return b.String()
}

// BenchmarkPhrases reads and checks a text with packs of few and of many phrases: the number should not be felt.
func BenchmarkPhrases(b *testing.B) {
	// Words at random, every fourth of them one that half of the phrases begin with.
	random := rand.New(rand.NewPCG(1, 2))
	var text strings.Builder
	for i := range 40_000 {
		if i%4 == 0 {
			text.WriteString("the ")
		} else {
			fmt.Fprintf(&text, "word%d ", random.IntN(3_000))
		}
		if i%20 == 19 {
			text.WriteString("was. ")
		}
	}
	for _, beside := range []struct {
		name  string
		rules []*lint.Rule
	}{{"alone", nil}, {"beside-the-built-in-rules", rules.All()}} {
		for _, n := range []int{200, 20_000} {
			b.Run(fmt.Sprintf("%s/%d", beside.name, n), func(b *testing.B) {
				p, err := pack.Parse("many.yaml", []byte(many(n)))
				if err != nil {
					b.Fatal(err)
				}
				var set []engine.Setting
				for _, r := range append(p.Rules(), beside.rules...) {
					set = append(set, engine.Setting{Rule: r, Severity: lint.Warning})
				}
				e, err := engine.New(engine.Settings{Profile: lint.OpEd, Rules: set})
				if err != nil {
					b.Fatal(err)
				}
				b.SetBytes(int64(text.Len()))
				for b.Loop() {
					e.Check(linttest.Document(b, "", text.String()), nil)
				}
			})
		}
	}
}

// BenchmarkLoad is what a pack of 1,000 phrases adds to the start: read from what is kept, and made ready.
func BenchmarkLoad(b *testing.B) {
	cached(b)
	path := filepath.Join(folder(b, map[string]string{"many.yaml": many(1_000)}), "many.yaml")
	for b.Loop() {
		p, err := pack.Load(path)
		if err != nil {
			b.Fatal(err)
		}
		var set []engine.Setting
		for _, r := range p.Rules() {
			set = append(set, engine.Setting{Rule: r, Severity: lint.Warning})
		}
		if _, err := engine.New(engine.Settings{Profile: lint.OpEd, Rules: set}); err != nil {
			b.Fatal(err)
		}
	}
}
