package read

import (
	"fmt"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	gtext "github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
	"pgregory.net/rapid"
)

// TestGitHubAsGoldmarkReadsIt: tables, deletions and tasks are what goldmark's own extensions make of the same text.
func TestGitHubAsGoldmarkReadsIt(t *testing.T) {
	theirs := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.TaskList)).Parser()
	ours := goldmark.New().Parser()
	ours.AddOptions(
		parser.WithParagraphTransformers(util.Prioritized(tables{}, 200)),
		parser.WithInlineParsers(util.Prioritized(taskParser{}, 0), util.Prioritized(strikeParser{}, 500)),
	)
	marks := []string{
		"a", "b ", "|", "|", "\\|", "\n", "\n", "--", "|-|-|\n", ":-", "-:|", "| a | b |\n|---|:-:|\n", "`", "~", "~~", "- ", "[ ] ", "[x]", "[X]\t", "> ", " ", "   ", "    ", "\t",
		"\f", "\v", "\r\n", "*", "a|b", "---\n", "\n\n", "Ü", "1. ", "[", "]", "(c)", "\\",
	}
	rapid.Check(t, func(t *rapid.T) {
		source := []byte(strings.Join(rapid.SliceOfN(rapid.SampledFrom(marks), 0, 40).Draw(t, "marks"), ""))
		want, got := tree(theirs.Parse(gtext.NewReader(source))), tree(ours.Parse(gtext.NewReader(source)))
		if got != want {
			t.Fatalf("%q\nis read as\n%s\nwant\n%s", source, got, want)
		}
	})
}

// tree draws what stands under a node. Cells that a row lacks are left out, and so is what escaped bars do to the texts in code,
// of which only the end counts.
func tree(n ast.Node) string {
	var b strings.Builder
	var draw func(ast.Node, int)
	draw = func(n ast.Node, depth int) {
		kind := n.Kind().String()
		switch n := n.(type) {
		case *east.TableHeader:
			kind = "TableRow"
		case *east.TableCell:
			if n.Lines().Len() == 0 {
				return
			}
			kind += fmt.Sprint(n.Lines().At(0))
		case *east.TaskCheckBox:
			if n.IsChecked {
				kind += "done"
			}
		case *ast.Text:
			kind += fmt.Sprint(n.Segment)
		case *ast.CodeSpan:
			fmt.Fprintln(&b, depth, kind, (&markdownWalk{}).endOf(n, 0))
			return
		case *ast.Paragraph, *ast.TextBlock:
			kind += fmt.Sprint(n.Lines().Sliced(0, n.Lines().Len()))
		}
		fmt.Fprintln(&b, depth, kind)
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			draw(c, depth+1)
		}
	}
	draw(n, 0)
	return b.String()
}
