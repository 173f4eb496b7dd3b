// Svg draws what a program sent to a terminal: standard input is text with colours (SGR sequences), standard output an
// SVG picture of it. The picture in the README is made so, from real output:
//
//	go run . check --color always testdata/corpus/op-ed-narrows.txt | go run ./internal/docgen/svg >docs/report.svg
//
// The picture follows the reader's theme unless -theme picks one. Each run of text is given its exact width and frames
// and blocks are drawn as shapes, so that it looks the same whatever monospaced font is at hand.
package main

import (
	"bufio"
	"cmp"
	"flag"
	"fmt"
	"html"
	"io"
	"os"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/clipperhouse/displaywidth"
)

func main() {
	theme := flag.String("theme", "auto", "colours of the picture: auto, dark or light")
	flag.Parse()
	if err := draw(os.Stdin, os.Stdout, *theme); err != nil {
		_, _ = fmt.Fprintln(os.Stderr, "svg:", err)
		os.Exit(1)
	}
}

// In pixels: a column, a row, and from the top of a row to its baseline.
const (
	column   = 8.4
	row      = 19
	baseline = 14
	margin   = 16
)

// The colours: background, text, then the eight and the eight bright ones of ANSI.
var themes = map[string][]string{
	"dark": {
		"#0d1117", "#d8dee6",
		"#484f58", "#ff7b72", "#5fc775", "#d9a441", "#6cb0ff", "#c99aff", "#4ec3cf", "#c4ccd4",
		"#6e7681", "#ffa198", "#7ee08f", "#eac55f", "#8fc3ff", "#e2b6ff", "#7fdbe4", "#ffffff",
	},
	"light": {
		"#ffffff", "#1f2328",
		"#24292f", "#c4232b", "#12702f", "#8a5a00", "#0a5bc4", "#7d3ac0", "#126d78", "#6e7781",
		"#57606a", "#a40e26", "#1a7f37", "#6b4600", "#2180e0", "#a045c8", "#2a8a95", "#8c959f",
	},
}

// look is the state of the terminal: a colour by its place in a theme, 1 for plain text.
type look struct {
	color       int
	bold, faint bool
}

func draw(in io.Reader, out io.Writer, theme string) error {
	var body strings.Builder
	var state look
	state.color = 1
	rows, columns := 0, 0
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		at := 0
		for rest := lines.Text(); rest != ""; {
			var run string
			if codes, ok := strings.CutPrefix(rest, "\x1b"); ok {
				end := strings.IndexFunc(codes, func(r rune) bool { return !strings.ContainsRune("[;0123456789", r) })
				if end < 1 || codes[0] != '[' || codes[end] != 'm' {
					return fmt.Errorf("line %d: an escape sequence other than for colours", rows+1)
				}
				state, rest = state.after(codes[1:end]), codes[end+1:]
				continue
			}
			run, rest = cut(rest)
			at += place(&body, run, at, rows, state)
		}
		rows, columns = rows+1, max(columns, at)
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("reading: %w", err)
	}
	css, err := stylesheet(theme)
	if err != nil {
		return err
	}
	w, h := float64(columns)*column+2*margin, rows*row+2*margin
	_, err = fmt.Fprintf(out, `<svg xmlns="http://www.w3.org/2000/svg" width="%.0f" height="%d" viewBox="0 0 %[1]f %[2]d">
<style>%s</style>
<rect class="ground" width="100%%" height="100%%" rx="8"/>
<g transform="translate(%d %[4]d)">
%[5]s</g>
</svg>
`, w, h, css, margin, body.String())
	return err
}

// after is the look behind an SGR sequence.
func (l look) after(codes string) look {
	for _, code := range strings.Split(codes, ";") {
		switch n, _ := strconv.Atoi(code); {
		case n == 0:
			l = look{color: 1}
		case n == 1:
			l.bold = true
		case n == 2:
			l.faint = true
		case n == 22:
			l.bold, l.faint = false, false
		case n == 39:
			l.color = 1
		case n >= 30 && n <= 37:
			l.color = 2 + n - 30
		case n >= 90 && n <= 97:
			l.color = 10 + n - 90
		}
	}
	return l
}

func (l look) class() string {
	s := "c" + strconv.Itoa(l.color)
	if l.bold {
		s += " b"
	}
	if l.faint {
		s += " f"
	}
	return s
}

// cut takes the next run that is drawn in one way: one shape, or text up to a shape or an escape sequence.
func cut(s string) (run, rest string) {
	for i, r := range s {
		_, isShape := shapes[r]
		switch {
		case isShape && i == 0:
			return s[:len(string(r))], s[len(string(r)):]
		case isShape, r == '\x1b':
			return s[:i], s[i:]
		}
	}
	return s, ""
}

// shapes are the characters that fonts draw with gaps between rows: lines of a frame, as a path over a cell whose middle
// is 0,0 and whose edges are L R T B; or a block, by how much of it is filled.
var shapes = map[rune]struct{ path, opacity string }{
	'│': {path: "M0 TVB"}, '─': {path: "ML 0HR"}, '├': {path: "M0 TVBM0 0HR"},
	'╭': {path: "M0 BV5Q0 0 4 0HR"}, '╰': {path: "M0 TV-5Q0 0 4 0HR"},
	'█': {opacity: "1"}, '▓': {opacity: ".7"}, '▒': {opacity: ".4"},
}

var edges = strings.NewReplacer("L", fmt.Sprint(-column/2), "R", fmt.Sprint(column/2), "T", fmt.Sprint(-row/2.), "B", fmt.Sprint(row/2.))

// place draws a run and gives its width in columns.
func place(body *strings.Builder, run string, at, line int, l look) int {
	width := displaywidth.String(run)
	words := strings.TrimLeft(run, " ")
	at += len(run) - len(words)
	words = strings.TrimRight(words, " ")
	if words == "" {
		return width
	}
	x, y := float64(at)*column, line*row
	r, _ := utf8.DecodeRuneInString(words)
	switch shape := shapes[r]; {
	case shape.path != "":
		_, _ = fmt.Fprintf(body, `<path class="%s s" transform="translate(%.1f %.1f)" d="%s"/>`+"\n",
			l.class(), x+column/2, float64(y)+row/2., edges.Replace(shape.path))
	case shape.opacity != "":
		_, _ = fmt.Fprintf(body, `<rect class="%s" x="%.1f" y="%d" width="%g" height="%d" fill-opacity="%s"/>`+"\n",
			l.class(), x, y+2, column, row-4, shape.opacity)
	default:
		_, _ = fmt.Fprintf(body, `<text class="%s" x="%.1f" y="%d" textLength="%.1f" lengthAdjust="spacingAndGlyphs">%s</text>`+"\n",
			l.class(), x, y+baseline, float64(displaywidth.String(words))*column, html.EscapeString(words))
	}
	return width
}

func stylesheet(theme string) (string, error) {
	const fixed = `text{font:14px ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace}.b{font-weight:bold}.f{opacity:.62}.s{fill:none!important;stroke-width:1.2px}`
	if theme == "auto" {
		return fixed + colors(themes["light"]) + "@media(prefers-color-scheme:dark){" + colors(themes["dark"]) + "}", nil
	}
	chosen, ok := themes[theme]
	if !ok {
		return "", fmt.Errorf("theme %q: expected auto, dark or light", theme)
	}
	return fixed + colors(chosen), nil
}

func colors(theme []string) string {
	var b strings.Builder
	for i, c := range theme {
		class := cmp.Or(map[int]string{0: "ground"}[i], "c"+strconv.Itoa(i))
		_, _ = fmt.Fprintf(&b, ".%s{fill:%s}.%[1]s.s{stroke:%[2]s}", class, c)
	}
	return b.String()
}
