package lint

import (
	"errors"
	"strings"
	"testing"

	"github.com/sayso-lint/sayso/prose"
)

func TestNearest(t *testing.T) {
	known := []string{"vague-attribution", "unsourced-estimate", "unsourced-statistic", "window"}
	for given, want := range map[string]string{
		"vague-atribution":    "vague-attribution",
		"Vague_Attribution":   "vague-attribution",
		"unsourced-estimates": "unsourced-estimate",
		"widnow":              "window",
		"passive-voice":       "",
		"":                    "",
	} {
		if got := Nearest(given, known); got != want {
			t.Errorf("%q: got %q, want %q", given, got, want)
		}
	}
}

type toyOptions struct {
	Window string   `yaml:"window" enum:"sentence,paragraph,off" doc:"how far"`
	Next   bool     `yaml:"next" doc:"also the next"`
	Max    int      `yaml:"max" doc:"at most"`
	Share  float64  `yaml:"share" doc:"of all"`
	Accept []string `yaml:"accept" enum:"named,citation" doc:"what counts"`
	Words  []string `yaml:"words" doc:"any words"`
}

func TestSetOptions(t *testing.T) {
	o := &toyOptions{Window: "sentence", Next: true}
	err := SetOptions(o, map[string]any{
		"window": "paragraph", "max": uint64(3), "share": int64(1), "accept": []any{"named"}, "words": []string{"a"},
	})
	if err != nil {
		t.Fatal(err)
	}
	if o.Window != "paragraph" || !o.Next || o.Max != 3 || o.Share != 1 || o.Accept[0] != "named" || o.Words[0] != "a" {
		t.Errorf("got %+v", o)
	}
	for name, tt := range map[string]struct {
		value any
		want  string
	}{
		"windw":  {"x", "option windw: there is no such option; did you mean window?"},
		"zzz":    {"x", "option zzz: there is no such option; expected window, next, max, share, accept, words"},
		"window": {"page", `option window: expected one of sentence, paragraph, off, got "page"`},
		"next":   {"yes", `option next: expected true or false, got "yes"`},
		"max":    {1.5, "option max: expected a whole number, got 1.5"},
		"share":  {nil, "option share: expected a number, got nothing"},
		"accept": {[]any{"named", "none"}, `option accept: expected only named, citation, got "none"`},
		"words":  {[]any{1}, "option words: expected a list of texts, got a list"},
		"Words":  {1, "option Words: there is no such option; did you mean words?"},
	} {
		err := SetOptions(&toyOptions{}, map[string]any{name: tt.value})
		var mistake *OptionError
		if !errors.As(err, &mistake) || mistake.Option != name || err.Error() != tt.want {
			t.Errorf("%s: got %v, want %s", name, err, tt.want)
		}
	}
	if err := SetOptions(&toyOptions{}, map[string]any{"window": false}); err != nil {
		t.Errorf("a bare off: %v", err)
	}
	if err := SetOptions(nil, map[string]any{"max": 1}); err == nil || err.Error() != "option max: the rule has no options" {
		t.Errorf("got %v", err)
	}
	if err := SetOptions(nil, nil); err != nil {
		t.Error(err)
	}
}

func TestOptionList(t *testing.T) {
	r := &Rule{Options: func() any { return &toyOptions{Window: "sentence"} }}
	list := r.OptionList()
	if len(list) != 6 || list[0].Name != "window" || list[0].Default != "sentence" || list[0].Doc != "how far" || len(list[0].Enum) != 3 {
		t.Errorf("got %+v", list)
	}
}

func TestSeverityIn(t *testing.T) {
	r := &Rule{Severity: map[Profile]Severity{OpEd: Info, Intel: Error}}
	for p, want := range map[Profile]Severity{OpEd: Info, Intel: Error, Newsroom: Off, Audit: Error} {
		if got := r.SeverityIn(p); got != want {
			t.Errorf("%s: got %s, want %s", p, got, want)
		}
	}
	r.Severity[Audit] = Warning
	if got := r.SeverityIn(Audit); got != Warning {
		t.Errorf("audit named: got %s", got)
	}
}

func TestReads(t *testing.T) {
	plain, quotes := &Rule{}, &Rule{Blocks: []prose.Kind{prose.Quote, prose.Furniture}}
	for k := prose.Paragraph; k <= prose.Furniture; k++ {
		if got, want := plain.Reads(k), k != prose.Quote && k != prose.Furniture; got != want {
			t.Errorf("%s by default: %t", k, got)
		}
		if got, want := quotes.Reads(k), k == prose.Quote; got != want {
			t.Errorf("%s: %t", k, got)
		}
	}
}

func sound() *Rule {
	severity := map[Profile]Severity{}
	for _, p := range Profiles {
		severity[p] = Info
	}
	return &Rule{
		ID: "toy-rule", Summary: "s", Why: "w", Remedy: "r", Since: "0.1.0", Family: Stance, Severity: severity, Confidence: High,
		Langs: []string{"en"},
		Examples: []Example{
			{Input: "a", Finds: "a"}, {Input: "b", Finds: "b"}, {Input: "c", Because: "x"}, {Input: "d", Because: "y"},
		},
		Cues:    Cues{Lists: []List{{Lang: "en", Phrases: []string{"a"}}}},
		Check:   func(*Pass, Hit) {},
		Options: func() any { return &toyOptions{Window: "sentence"} },
	}
}

func TestValidate(t *testing.T) {
	if err := Validate(sound()); err != nil {
		t.Fatal(err)
	}
	for want, spoil := range map[string]func(r *Rule){
		"its id is not lower-case words":              func(r *Rule) { r.ID = "Toy_rule" },
		"Why is empty":                                func(r *Rule) { r.Why = " " },
		"family \"x\" is none":                        func(r *Rule) { r.Family = "x" },
		"Confidence is not stated":                    func(r *Rule) { r.Confidence = Unstated },
		"no severity for profile intel":               func(r *Rule) { delete(r.Severity, Intel) },
		"severity for profile blog, which is none":    func(r *Rule) { r.Severity["blog"] = Info },
		"1 bad examples":                              func(r *Rule) { r.Examples = r.Examples[1:] },
		"says not why":                                func(r *Rule) { r.Examples[3].Because = "" },
		"exactly one of Check and Document":           func(r *Rule) { r.Document = func(*Pass) {} },
		"no cue to wake it":                           func(r *Rule) { r.Cues = Cues{} },
		"phrases in de, which is not among its Langs": func(r *Rule) { r.Cues.Lists[0].Lang = "de" },
		"it replaces itself":                          func(r *Rule) { r.Replaces = []string{r.ID} },
		"option window: its default: expected one of": func(r *Rule) { r.Options = func() any { return &toyOptions{} } },
		"option a has no doc tag": func(r *Rule) {
			r.Options = func() any {
				return &struct {
					A int `yaml:"a"`
				}{}
			}
		},
		"option field A has no yaml tag": func(r *Rule) { r.Options = func() any { return &struct{ A int }{} } },
		"returns no pointer":             func(r *Rule) { r.Options = func() any { return toyOptions{} } },
	} {
		r := sound()
		spoil(r)
		if err := Validate(r); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q in it", err, want)
		}
	}
	if err := Validate(sound(), sound()); err == nil || !strings.Contains(err.Error(), "there are two") {
		t.Errorf("twice: got %v", err)
	}
	for id, want := range map[string]bool{"a": true, "a-b2": true, "house/a-b": true, "": false, "a--b": false, "-a": false, "2a": false, "a/b/c": false, "/a": false} {
		if isID(id) != want {
			t.Errorf("isID(%q) = %t", id, !want)
		}
	}
}
