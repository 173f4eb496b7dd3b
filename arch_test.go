package main

import (
	"maps"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/sayso-lint/sayso"

// rooms says which rooms of the house each room may import. A room that is missing here is a room nobody has drawn yet:
// add it, and argue for its arrows in the commit.
var rooms = map[string]string{
	// What the text is and means. These know no rules.
	"prose":             "",
	"internal/segment":  "prose",
	"internal/inflect":  "",
	"internal/growth":   "", // for tests
	"internal/bounded":  "", // whatever opens a file that others wrote reads it through this
	"internal/tag":      "prose internal/segment",
	"internal/language": "prose internal/segment",
	"internal/read":     "prose",
	"quantity":          "prose internal/segment internal/tag",
	"modality":          "prose internal/segment internal/tag",
	"likelihood":        "prose",
	"voice":             "prose quantity modality internal/segment internal/tag",
	"metrics":           "prose quantity modality voice likelihood",
	"internal/layers":   "prose quantity modality voice internal/tag", // shown to other programs: by cli's dump, and to plugins

	// What became of a text's findings and figures, whoever found and counted them.
	"editions": "prose lint metrics",

	// What a rule is, and what runs it. The engine knows neither configuration nor rules.
	"lint":            "prose quantity",
	"internal/match":  "prose lint internal/segment",
	"internal/engine": "prose lint quantity internal/match internal/segment",
	"lint/linttest":   "prose lint internal/example",
	// A plugin is shown what dump shows; what it answers becomes findings of rules.
	"internal/plugin":  "prose lint internal/layers",
	"internal/pack":    "prose lint quantity modality voice internal/bounded internal/inflect internal/match internal/segment internal/tag",
	"packs":            "lint quantity internal/bounded internal/pack internal/tag internal/vendored", // compiled packs hold tags and kinds of number
	"internal/example": "prose lint internal/engine internal/language internal/read internal/segment",
	"rules":            "prose lint quantity modality voice likelihood internal/pack internal/tag",

	// What the user meets. A report is made of documents and findings, whoever found them.
	"report":          "prose lint metrics voice likelihood editions", // likelihood: the page draws the scale in force
	"internal/config": "lint likelihood internal/bounded internal/engine internal/layers internal/pack internal/plugin packs",
	"internal/vcs":    "internal/bounded",
	// What was fetched is files and a lock: it knows neither git nor rules.
	"internal/vendored": "internal/bounded",
	// What is imported is proved: its examples are run.
	"internal/importer": "lint internal/bounded internal/example internal/pack",
	// Known findings are lines of a file: it needs neither documents nor rules.
	"internal/baseline": "",
	"internal/lsp":      "prose lint likelihood quantity voice",
	"cli": `prose lint likelihood metrics editions report internal/bounded internal/config internal/engine internal/example internal/language internal/layers internal/lsp
		internal/pack internal/plugin internal/read internal/segment internal/vcs internal/vendored internal/baseline internal/importer packs`,
	"": "cli rules",

	// What a stranger's binary and plugin look like. A plugin imports nothing of sayso's: it is another program.
	"examples/custom-binary":    "cli lint rules quantity voice",
	"examples/plugins":          "",
	"examples/plugins/acronyms": "",

	// What tests make plugins with; nothing else imports it.
	"internal/plugin/plugintest": "",
	// What tests compile lexicons with.
	"internal/frozen": "prose",

	// Programs that make or measure what is committed; nothing imports them.
	"internal/pack/generate": "internal/pack likelihood lint modality",
	"internal/tag/train":     "prose internal/inflect internal/segment internal/tag",
	"internal/docgen":        "cli lint rules internal/config internal/pack metrics",
	"internal/docgen/cmd":    "internal/docgen internal/engine rules",
	"internal/docgen/svg":    "",
	"internal/eval":          "cli rules",
	"bench/generate":         "",
	"e2e/editors":            "", // tests alone, which drive real editors
	"bench/editor":           "",
	"bench/pair":             "",
	"scripts/sbom":           "",
}

// guests says which rooms may import which modules of others. What stands here is kept behind one door, so that it can
// be replaced; modules that are missing may be imported anywhere outside of prose.
var guests = map[string]string{
	"github.com/pemistahl/lingua-go":    "internal/language",
	"github.com/urfave/cli/v2":          "cli",
	"github.com/fatih/color":            "report",
	"github.com/goccy/go-yaml":          "internal/config internal/importer internal/pack lint/linttest",
	"github.com/tetratelabs/wazero":     "internal/plugin",
	"github.com/expr-lang/expr":         "internal/pack internal/pack/generate",
	"github.com/bmatcuk/doublestar/v4":  "cli internal/config internal/vcs",
	"github.com/bluekeyes/go-gitdiff":   "internal/vcs",
	"golang.org/x/net":                  "internal/read",
	"github.com/yuin/goldmark":          "internal/read",
	"github.com/schollz/progressbar/v3": "cli",
	"github.com/fsnotify/fsnotify":      "cli",
	// Half of a module that the tests need anyway: a diff in n log n, where the usual ones are quadratic or give up.
	"github.com/rogpeppe/go-internal": "cli",
}

// TestArrows holds the plan of the house: who may import whom. Tests may look into more rooms than the code they test,
// so only the code is held to it.
func TestArrows(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, "./...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	for line := range strings.Lines(string(out)) {
		imports := strings.Fields(line)
		room := roomOf(imports[0])
		allowed, drawn := rooms[room]
		if !drawn {
			t.Errorf("room %s is not in the plan", room)
			continue
		}
		for _, path := range imports[1:] {
			switch {
			case strings.HasPrefix(path, module):
				if !slices.Contains(strings.Fields(allowed), roomOf(path)) {
					t.Errorf("%s imports %s; it may import: %s", room, roomOf(path), allowed)
				}
			case room == "prose" && strings.Contains(path, "."):
				t.Errorf("prose imports %s; it has the standard library alone", path)
			default:
				for _, guest := range slices.Sorted(maps.Keys(guests)) {
					if (path == guest || strings.HasPrefix(path, guest+"/")) && !slices.Contains(strings.Fields(guests[guest]), room) {
						t.Errorf("%s imports %s, which belongs to: %s", room, path, guests[guest])
					}
				}
			}
		}
	}
}

func roomOf(path string) string { return strings.TrimPrefix(strings.TrimPrefix(path, module), "/") }
