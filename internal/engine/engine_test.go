package engine

import (
	"strings"
	"testing"

	"github.com/sayso-lint/sayso/internal/segment"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
)

// toy makes a rule that reports every hit of its phrases.
func toy(id string, phrases ...string) *lint.Rule {
	return &lint.Rule{
		ID: id, Severity: map[lint.Profile]lint.Severity{lint.Audit: lint.Warning}, Confidence: lint.Medium,
		Cues: lint.Cues{Lists: []lint.List{{Lang: "en", Name: "words", Phrases: phrases}}},
		Check: func(p *lint.Pass, h lint.Hit) {
			p.Report(lint.Finding{Span: h.Span, Message: "found " + p.Text(h.Span)})
		},
	}
}

// text makes a document of paragraphs; "{{x}}" is a comment that says x, "[kind]" before a paragraph gives its kind.
func text(paragraphs ...string) *prose.Document {
	kinds := map[string]prose.Kind{
		"[quote]": prose.Quote, "[item]": prose.ListItem, "[furniture]": prose.Furniture, "[heading]": prose.Heading, "[cell]": prose.Cell,
	}
	source := strings.Join(paragraphs, "\n\n")
	b := prose.NewBuilder("toy.md", "markdown", prose.Source{Text: source})
	at := 0
	for _, p := range paragraphs {
		end := at + len(p)
		block := prose.Block{}
		for name, kind := range kinds {
			if strings.HasPrefix(p, name) {
				block.Kind = kind
				at += len(name)
			}
		}
		if block.Kind == prose.ListItem || block.Kind == prose.Cell {
			block.List = 1
		}
		b.OpenBlock(block)
		for at < end {
			from := strings.Index(source[at:end], "{{")
			if from < 0 {
				b.Copy(at, end)
				break
			}
			to := strings.Index(source[at:end], "}}")
			b.Copy(at, at+from)
			b.Object(at+from, at+to+2, prose.Comment, source[at+from+2:at+to])
			at += to + 2
		}
		at = end + 2
	}
	d := b.Build()
	segment.Document(d)
	return d
}

func run(t *testing.T, s Settings, d *prose.Document, allows ...Allow) Result {
	t.Helper()
	if s.Profile == "" {
		s.Profile = lint.Audit
	}
	e, err := New(s)
	if err != nil {
		t.Fatal(err)
	}
	return e.Check(d, allows)
}

func on(rules ...*lint.Rule) []Setting {
	var out []Setting
	for _, r := range rules {
		out = append(out, Setting{Rule: r, Severity: r.SeverityIn(lint.Audit)})
	}
	return out
}

// brief writes findings as "rule severity text".
func brief(d *prose.Document, fs []lint.Finding) string {
	var out []string
	for _, f := range fs {
		out = append(out, f.Rule+" "+f.Severity.String()+" "+d.Slice(f.Span))
	}
	return strings.Join(out, "; ")
}

func TestRulesAreWoken(t *testing.T) {
	d := text("It may rain. It might.", "[furniture]may", "[quote]may")
	r := run(t, Settings{Rules: on(toy("b-rule", "might"), toy("a-rule", "may", "may rain"))}, d)
	if got, want := brief(d, r.Findings), "a-rule warning may rain; b-rule warning might"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
