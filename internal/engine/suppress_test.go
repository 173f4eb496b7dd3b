package engine

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sayso-lint/sayso/internal/growth"
	"github.com/sayso-lint/sayso/lint"
)

func TestSuppressions(t *testing.T) {
	tests := []struct {
		name       string
		paragraphs []string
		findings   string
		suppressed string // "rule text (reason)"
	}{
		{
			"the block that follows",
			[]string{"{{sayso allow rain: it is wet}}", "rain rain", "rain"},
			"rain warning rain", "rain rain (it is wet); rain rain (it is wet)",
		},
		{
			"the block that holds it",
			[]string{"rain", "Some rain. {{sayso allow rain: it is wet}} More rain.", "rain"},
			"rain warning rain; rain warning rain", "rain rain (it is wet); rain rain (it is wet)",
		},
		{
			"furniture and other comments do not follow",
			[]string{"{{sayso allow rain: wet}}", "[furniture]Share", "{{note}} {{sayso allow snow: white}}", "rain snow"},
			"", "rain rain (wet); snow snow (white)",
		},
		{
			"a phrase",
			[]string{"{{sayso allow rain \"RAIN or\": wet}}", "rain and rain or shine", "rain or"},
			"rain warning rain; rain warning rain", "rain rain (wet)",
		},
		{
			"a phrase over two sentences",
			[]string{"It will rain. Or snow. {{sayso allow rain, snow “rain. Or snow”: a title}}"},
			"", "rain rain (a title); snow snow (a title)",
		},
		{
			"the file",
			[]string{"rain", "{{sayso allow-file rain: wet}}", "rain snow"},
			"snow warning snow", "rain rain (wet); rain rain (wet)",
		},
		{
			"several rules",
			[]string{"{{ sayso  allow rain ,snow :\nboth\nare wet }}", "rain snow"},
			"", "rain rain (both are wet); snow snow (both are wet)",
		},
		{
			"the list that follows",
			[]string{"{{sayso allow rain: wet}}", "[item]rain", "[item]rain", "rain"},
			"rain warning rain", "rain rain (wet); rain rain (wet)",
		},
		{
			"one item of a list",
			[]string{"[item]rain {{sayso allow rain: wet}}", "[item]rain"},
			"rain warning rain", "rain rain (wet)",
		},
		{
			"unused",
			[]string{"{{sayso allow rain: dry}}", "sun", "{{sayso allow snow \"more snow\": white}}", "snow"},
			"unused-suppression warning \uFFFC; unused-suppression warning \uFFFC; snow warning snow", "",
		},
		{
			"said twice",
			[]string{"{{sayso allow rain: wet}} {{sayso allow rain: very wet}}", "rain"},
			"", "rain rain (wet)",
		},
		{
			"nothing follows",
			[]string{"rain", "{{sayso allow rain: wet}}"},
			"rain warning rain; unused-suppression warning \uFFFC", "",
		},
		{
			"of a rule that is off",
			[]string{"{{sayso allow hail: hard}}", "rain"},
			"rain warning rain", "",
		},
		{
			"of a rule that is not there",
			[]string{"{{sayso allow rian, rain: wet}}", "rain"},
			"broken-suppression warning \uFFFC", "rain rain (wet)",
		},
		{
			"without a reason",
			[]string{"{{sayso allow rain}}", "rain"},
			"broken-suppression warning \uFFFC; rain warning rain", "",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := text(tt.paragraphs...)
			set := append(on(toy("rain", "rain"), toy("snow", "snow")), Setting{Rule: toy("hail", "hail")})
			r := run(t, Settings{Rules: set}, d)
			if got := brief(d, r.Findings); got != tt.findings {
				t.Errorf("findings:\ngot  %s\nwant %s", got, tt.findings)
			}
			var suppressed []string
			for _, s := range r.Suppressed {
				suppressed = append(suppressed, fmt.Sprintf("%s %s (%s)", s.Rule, d.Slice(s.Span), s.Reason))
			}
			if got := strings.Join(suppressed, "; "); got != tt.suppressed {
				t.Errorf("suppressed:\ngot  %s\nwant %s", got, tt.suppressed)
			}
		})
	}
}

func TestSuppressionMessages(t *testing.T) {
	for comment, want := range map[string]string{
		"sayso allow rian: wet":                                  "the suppression comment allows rian, which is no rule; did you mean rain?",
		"sayso allow thunder: loud":                              "the suppression comment allows thunder, which is no rule",
		"sayso allow rain":                                       `the suppression comment gives no reason; expected "sayso allow rain: reason"`,
		"sayso allow-file rain, snow: ":                          `the suppression comment gives no reason; expected "sayso allow-file rain, snow: reason"`,
		"sayso allow rain because it is wet":                     `the suppression comment has "because" where a colon and the reason are expected`,
		"sayso allow: wet":                                       `the suppression comment names no rule; expected "sayso allow RULE: reason"`,
		"sayso allow *: everything":                              "the suppression comment allows every rule; name the rules, so that a new fault still shows",
		"sayso alow rain: wet":                                   `the suppression comment says "alow"; expected allow or allow-file`,
		"sayso disable rain":                                     `the suppression comment says "disable"; expected allow or allow-file`,
		`sayso allow rain "wet: yes`:                             "the suppression comment opens a quotation and does not close it before the colon",
		`sayso allow rain " ": yes`:                              "the suppression comment quotes no words",
		`sayso allow rain "` + strings.Repeat("a ", 65) + `": b`: "the suppression comment quotes 65 words and marks; at most 64 are allowed",
		`sayso allow rain "sun": dry`:                            `the suppression answers no finding of rain on "sun"`,
		"sayso allow rain: dry":                                  "the suppression answers no finding of rain",
		"sayso is a tool":                                        "",
		"says allow rain: x":                                     "",
		"saysoallow rain":                                        "",
		"":                                                       "",
	} {
		r := run(t, Settings{Rules: on(toy("rain", "rain"), toy("snow", "snow"))}, text("{{"+comment+"}}", "sun"))
		var got []string
		for _, f := range r.Findings {
			got = append(got, f.Message)
		}
		if got := strings.Join(got, "; "); got != want {
			t.Errorf("%s:\ngot  %s\nwant %s", comment, got, want)
		}
	}
}

func TestSuppressionRulesAreConfigured(t *testing.T) {
	d := text("{{sayso allow rain: dry}} {{sayso allow rain}}", "sun")
	set := append(on(toy("rain", "rain")),
		Setting{Rule: UnusedSuppression, Severity: lint.Error}, Setting{Rule: BrokenSuppression, Severity: lint.Off})
	if got, want := brief(d, run(t, Settings{Rules: set}, d).Findings), "unused-suppression error \uFFFC"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	known := Settings{Rules: on(toy("rain", "rain")), Known: func(id string) bool { return id == "plugin/hail" }}
	if got := brief(d, run(t, known, text("{{sayso allow plugin/hail: elsewhere}}", "sun")).Findings); got != "" {
		t.Errorf("a known rule: %s", got)
	}
}

// A run that shows sure findings alone must not call the suppressions of unsure ones unused.
func TestUnsureFindingUsesSuppression(t *testing.T) {
	d := text("{{sayso allow rain: wet}}", "rain")
	r := run(t, Settings{Rules: on(toy("rain", "rain")), MinConfidence: lint.High}, d)
	if len(r.Findings)+len(r.Suppressed) != 0 {
		t.Errorf("got %v, suppressed %v", r.Findings, r.Suppressed)
	}
}

// A rule that failed found nothing because of us.
func TestFailedRuleLeavesSuppressionsAlone(t *testing.T) {
	broken := toy("rain", "rain")
	broken.Check = func(*lint.Pass, lint.Hit) { panic("oh no") }
	r := run(t, Settings{Rules: on(broken)}, text("{{sayso allow rain: wet}}", "rain"))
	if len(r.Findings) != 0 || len(r.Faults) != 1 {
		t.Errorf("got %v, faults %v", r.Findings, r.Faults)
	}
}

func TestConfiguredAllows(t *testing.T) {
	d := text("rain", "More rain and snow.")
	set := append(on(toy("rain", "rain"), toy("snow", "snow"), toy("sun", "sun")), Setting{Rule: toy("hail", "hail")})
	r := run(t, Settings{Rules: set}, d,
		Allow{Rule: "rain", Text: "more rain", Reason: "quoted"},
		Allow{Rule: "snow", Reason: "white"},
		Allow{Rule: "sun", Reason: "bright"},
		Allow{Rule: "hail", Reason: "off"},
		Allow{Rule: "rain", Text: "less rain", Reason: "not there"},
	)
	if got, want := brief(d, r.Findings), "rain warning rain"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if len(r.Suppressed) != 2 || r.Suppressed[0].Reason != "quoted" || r.Suppressed[1].Reason != "white" {
		t.Errorf("suppressed %v", r.Suppressed)
	}
	if want := []bool{true, true, false, true, false}; !slices.Equal(r.UsedAllows, want) {
		t.Errorf("used %v, want %v", r.UsedAllows, want)
	}
}

func TestExamplesOfSuppressionRules(t *testing.T) {
	if err := lint.Validate(Rules()...); err != nil {
		t.Error(err)
	}
	for _, rule := range Rules() {
		for _, x := range rule.Examples {
			comment, rest, _ := strings.Cut(x.Input, "\n")
			d := text(strings.NewReplacer("<!--", "{{", "-->", "}}").Replace(comment), rest)
			r := run(t, Settings{Rules: on(toy("vague-attribution", "experts say"), BrokenSuppression, UnusedSuppression)}, d)
			found := slices.ContainsFunc(r.Findings, func(f lint.Finding) bool { return f.Rule == rule.ID })
			if found != (x.Finds != "") || x.Finds != "" && x.Finds != comment {
				t.Errorf("%s: %s: %s", rule.ID, x.Input, brief(d, r.Findings))
			}
		}
	}
}

// Suppressions must not make a document quadratic: many comments, on few blocks and on many, with the same phrase and
// with many, before one list, and phrases that begin alike.
func TestSuppressionsAreLinear(t *testing.T) {
	forms := map[string]func(n int) []string{
		"one block": func(n int) []string {
			var b strings.Builder
			for i := range n {
				fmt.Fprintf(&b, "rain {{sayso allow rain \"rain x%d\": wet}} ", i)
			}
			return []string{b.String()}
		},
		"the same phrase": func(n int) []string {
			return slices.Repeat([]string{"{{sayso allow rain \"the rain\": wet}}", "the rain"}, n)
		},
		"before one list": func(n int) []string {
			return append(slices.Repeat([]string{"{{sayso allow rain: wet}}"}, n), slices.Repeat([]string{"[item]rain"}, n)...)
		},
		"the file": func(n int) []string {
			return slices.Repeat([]string{"{{sayso allow-file rain: wet}} rain"}, n)
		},
		"alike": func(n int) []string {
			p := make([]string, n)
			for i := range p {
				p[i] = "{{sayso allow rain \"" + strings.Repeat("rain ", i%64+1) + "\": wet}} " + strings.Repeat("rain ", 20)
			}
			return p
		},
	}
	e, err := New(Settings{Profile: lint.Audit, Rules: on(toy("rain", "rain"))})
	if err != nil {
		t.Fatal(err)
	}
	for name, form := range forms {
		took := func(n int) time.Duration {
			d := text(form(n)...)
			best := time.Hour
			for range 3 {
				start := growth.CPU()
				e.Check(d, nil)
				best = min(best, growth.CPU()-start)
			}
			return best
		}
		// Ten times the text in a quadratic way takes a hundred times as long; the rest is room for a busy machine.
		if small, large := took(500), took(5_000); large > 40*small+100*time.Millisecond {
			t.Errorf("%s: 500 take %s and 5,000 take %s", name, small, large)
		}
	}
}

func FuzzDirective(f *testing.F) {
	for _, s := range []string{
		"sayso allow rain: wet", `sayso allow rain, snow "a: b" : wet`, "sayso allow-file a/b: c", "sayso allow *: x",
		"sayso allow rain “x”: y", "sayso: allow rain: y", "sayso allow rain 'x': y", "sayso allow ,: y", "sayso allow rain \"\xff\": y",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, comment string) {
		d, problem := parseDirective(comment)
		switch {
		case problem != "" && len(d.rules) > 0:
			t.Errorf("rules %q beside the problem %q", d.rules, problem)
		case len(d.rules) > 0 && d.reason == "":
			t.Error("no reason")
		case len(d.rules) == 0 && (d.phrase != "" || d.reason != ""):
			t.Errorf("no rule and %+v", d)
		}
		for _, r := range d.rules {
			if r == "" || strings.ContainsAny(r, " *:\",") || !strings.Contains(comment, r) {
				t.Errorf("rule %q", r)
			}
		}
		if !strings.Contains(comment, d.phrase) {
			t.Errorf("phrase %q is not in the comment", d.phrase)
		}
		doc := text("{{"+strings.NewReplacer("{", "", "}", "").Replace(comment)+"}}", "rain")
		run(t, Settings{Rules: on(toy("rain", "rain"))}, doc)
	})
}
