package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/sayso-lint/sayso/internal/pack"
)

const packsPage = "docs/packs.md"

// The page of packs has the facts that there are, names every key, and its commands do what it shows. UPDATE=1 writes the
// table of facts anew.
func TestPacksPage(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	data, err := os.ReadFile(packsPage)
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	var facts strings.Builder
	facts.WriteString("<!-- facts -->\n| fact | is | says |\n|---|---|---|\n")
	for _, f := range pack.FactList() {
		fmt.Fprintf(&facts, "| `%s` | %s | %s |\n", f.Name, f.Type, f.Doc)
	}
	before, rest, _ := strings.Cut(text, "<!-- facts -->\n")
	shown, after, found := strings.Cut(rest, "<!-- /facts -->\n")
	if !found {
		t.Fatal("the page has no place for the facts")
	}
	if "<!-- facts -->\n"+shown != facts.String() {
		if os.Getenv("UPDATE") == "" {
			t.Error("the facts on the page are not those that there are; UPDATE=1 go test . -run PacksPage")
		} else if err := os.WriteFile(packsPage, []byte(before+facts.String()+"<!-- /facts -->\n"+after), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	schema, err := pack.Schema()
	if err != nil {
		t.Fatal(err)
	}
	var keys struct {
		Properties map[string]any
		Defs       map[string]struct{ Properties map[string]any } `json:"$defs"`
	}
	if err := json.Unmarshal(schema, &keys); err != nil {
		t.Fatal(err)
	}
	named := func(of string, properties map[string]any) {
		for key := range properties {
			if !strings.Contains(text, "`"+key+"`") && !strings.Contains(text, key+": ") {
				t.Errorf("the page does not name the key %s of %s", key, of)
			}
		}
	}
	named("a pack", keys.Properties)
	for of, def := range keys.Defs {
		named(of, def.Properties)
	}
	runExamples(t, packsPage, 5)
}
