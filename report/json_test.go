package report

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/metrics"
)

func schema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	s, err := jsonschema.NewCompiler().Compile(golden + "/report.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestJSONKeepsTheContract(t *testing.T) {
	contract := schema(t)
	var all []*File
	for _, s := range samples(t) {
		all = append(all, s.file)
	}
	all[0].Metrics = figures()
	for name, files := range map[string][]*File{"all samples": all, "one file": all[:1], "no file": nil, "no finding": {{Doc: all[0].Doc}}} {
		t.Run(name, func(t *testing.T) {
			out := written(t, "json", Options{Metrics: true, Rules: toys}, summarised(files...), files...)
			value, err := jsonschema.UnmarshalJSON(strings.NewReader(out))
			if err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			if err := contract.Validate(value); err != nil {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}

// TestJSONPointsIntoTheFile holds the positions against the bytes of the file, which is what other programs will do.
func TestJSONPointsIntoTheFile(t *testing.T) {
	for _, s := range samples(t) {
		var got struct {
			Files []struct {
				Findings []struct {
					Text       string
					Start, End struct{ Offset, Line, Column, UTF16 int }
				}
			}
		}
		out := written(t, "json", Options{Rules: toys}, summarised(s.file), s.file)
		if err := json.Unmarshal([]byte(out), &got); err != nil {
			t.Fatal(err)
		}
		file := s.bytes
		for _, f := range got.Files[0].Findings {
			if there := file[f.Start.Offset:f.End.Offset]; there != f.Text {
				t.Errorf("%s: %q stands at %d–%d, the report says %q", s.name, there, f.Start.Offset, f.End.Offset, f.Text)
			}
			lines := strings.Split(strings.ReplaceAll(strings.TrimPrefix(file, "\uFEFF"), "\r\n", "\n"), "\n")
			line := []rune(lines[f.Start.Line-1])
			if rest := string(line[f.Start.Column-1:]); !strings.HasPrefix(strings.ReplaceAll(f.Text, "\r\n", "\n"), rest) && !strings.HasPrefix(rest, f.Text) {
				t.Errorf("%s: line %d column %d is %q, the report says %q", s.name, f.Start.Line, f.Start.Column, rest, f.Text)
			}
		}
	}
}

func TestJSONHasMetricsOnlyWhenAsked(t *testing.T) {
	f := &File{Doc: document("a.txt", "One.\n"), Metrics: &metrics.Metrics{Sentences: 1}}
	for _, asked := range []bool{false, true} {
		out := written(t, "json", Options{Metrics: asked}, summarised(f), f)
		if strings.Contains(out, `"metrics"`) != asked {
			t.Errorf("asked for metrics: %v; got %s", asked, out)
		}
	}
}

func TestJSONLeavesMarkupAsItIs(t *testing.T) {
	f := &File{Doc: document("a&b.txt", "One <b>&\u2028</b>.\n")}
	f.Findings = []lint.Finding{{Rule: "toy-label", Severity: lint.Error, Span: span(t, f.Doc, "<b>&"), Message: "<&>"}}
	out := written(t, "json", Options{Rules: toys}, summarised(f), f)
	for _, want := range []string{`"path":"a&b.txt"`, `"text":"<b>&"`, `"message":"<&>"`} {
		if !strings.Contains(out, want) {
			t.Errorf("no %s in %s", want, out)
		}
	}
}
