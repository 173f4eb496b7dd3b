package engine

import (
	"testing"

	"github.com/sayso-lint/sayso/internal/read"
	"github.com/sayso-lint/sayso/internal/segment"
)

// TestCommentsOfFormats runs suppressions through the readers, which decide where a comment stands in the text.
func TestCommentsOfFormats(t *testing.T) {
	tests := []struct{ name, format, text, findings, suppressed string }{
		{"before a paragraph", "markdown", "rain\n\n<!-- sayso allow rain: wet -->\nMore rain.\n\nrain\n", "2 rain", "1 rain"},
		{"apart from the paragraph", "markdown", "<!-- sayso allow rain: wet -->\n\nMore rain.\n\nrain\n", "1 rain", "1 rain"},
		{"in a paragraph", "markdown", "More rain. <!-- sayso allow rain: wet --> And rain.\n\nrain\n", "1 rain", "2 rain"},
		{"before a heading", "markdown", "<!-- sayso allow rain: wet -->\n# On rain\n\nrain\n", "1 rain", "1 rain"},
		{"before a list", "markdown", "<!-- sayso allow rain: wet -->\n- rain\n- rain\n\nrain\n", "1 rain", "2 rain"},
		{"in an item", "markdown", "- rain <!-- sayso allow rain: wet -->\n- rain\n", "1 rain", "1 rain"},
		{"before a table", "markdown", "<!-- sayso allow rain: wet -->\n\n| rain | x |\n|---|---|\n| y | rain |\n\nrain\n", "1 rain", "2 rain"},
		{"in a cell", "markdown", "| rain | x |\n|---|---|\n| y | rain <!-- sayso allow rain: wet --> |\n", "1 rain", "1 rain"},
		{"over lines", "markdown", "<!--\nsayso allow rain:\n  wet\n-->\nrain\n", "", "1 rain"},
		{"the file, at its end", "markdown", "rain\n\n<!-- sayso allow-file rain: wet -->\n", "", "1 rain"},
		{"HTML before a paragraph", "html", "<p>rain</p><!-- sayso allow rain: wet --><p>rain</p><p>rain</p>", "2 rain", "1 rain"},
		{"HTML in a paragraph", "html", "<p>rain <!-- sayso allow rain: wet --> rain</p><p>rain</p>", "1 rain", "2 rain"},
		{"HTML before a list", "html", "<!-- sayso allow rain: wet --><ul><li>rain</li><li>rain</li></ul><p>rain</p>", "1 rain", "2 rain"},
		{"HTML in an item", "html", "<ul><li>rain <!-- sayso allow rain: wet --></li><li>rain</li></ul>", "1 rain", "1 rain"},
		{"HTML, the file, in the head", "html", "<html><head><!-- sayso allow-file rain: wet --></head><body><p>rain</p></body></html>", "", "1 rain"},
		{"HTML phrase with quotes as entities", "html", "<!-- sayso allow rain \"more rain\": wet --><p>more &#114;ain and rain</p>", "1 rain", "1 rain"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, _, err := read.Document("toy", tt.format, []byte(tt.text))
			if err != nil {
				t.Fatal(err)
			}
			segment.Document(d)
			r := run(t, Settings{Rules: on(toy("rain", "rain"))}, d)
			if got := counted(len(r.Findings)); got != tt.findings {
				t.Errorf("findings: %s, want %s (%s)", got, tt.findings, brief(d, r.Findings))
			}
			if got := counted(len(r.Suppressed)); got != tt.suppressed {
				t.Errorf("suppressed: %s, want %s", got, tt.suppressed)
			}
		})
	}
}

func counted(n int) string {
	if n == 0 {
		return ""
	}
	return string(rune('0'+n)) + " rain"
}
