package report

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/sayso-lint/sayso/metrics"
)

// badge writes the coverage strip of the whole run as one small SVG: what share of the claims is sourced, and a cell a
// sentence. It loads nothing and links nowhere, follows the reader's light or dark scheme, and says in its title and
// description what it shows; cells differ in height as well as in colour, as they do on the page. Nothing of the texts
// stands in it, not even a name.
type badge struct{ sheet }

func newBadge(w io.Writer, _ Options) Reporter { return &badge{sheet{w: w}} }

const (
	badgeHeight   = 20
	badgeStrip    = 240 // widest strip; a text of more sentences has several of them in a pixel
	badgeCell     = 10  // widest cell
	badgeLetter   = 6.2 // of the label, on average
	badgePadding  = 7
	badgeBaseline = 17
)

// cellLook is a cell in the badge: how high it stands, and its colour by day and by night.
var cellLook = [...]struct {
	height     int
	day, night string
}{
	metrics.Named:     {14, "#2f6b3f", "#6fb583"},
	metrics.Anonymous: {10, "#7d8a2c", "#b3bf5c"},
	metrics.Vague:     {7, "#c08a1e", "#d9a94a"},
	metrics.Unsourced: {3, "#c0392b", "#ef7d72"},
	metrics.Judgement: {5, "#6c7f96", "#8ba2bd"},
	metrics.Advice:    {8, "#3f61b8", "#86a5f2"},
	metrics.Plain:     {1, "#b9b3a7", "#565b62"},
}

func (b *badge) File(*File) error { return nil }

func (b *badge) Close(s *Summary) error {
	m := s.Metrics
	if m == nil {
		m = &metrics.Metrics{}
	}
	label := "sourced claims"
	if m.Checkable > 0 {
		label += " " + share(m.Sourced, m.Checkable)
	} else {
		label = "no claims to source"
	}
	strip := min(len(m.Cells)*badgeCell, badgeStrip)
	words := int(float64(len(label))*badgeLetter) + 1
	left := words + 2*badgePadding
	width := left
	if strip > 0 {
		width += strip + badgePadding
	}
	b.print(`<svg xmlns="http://www.w3.org/2000/svg" width="`, strconv.Itoa(width), `" height="`, strconv.Itoa(badgeHeight), `" viewBox="0 0 `,
		strconv.Itoa(width), " ", strconv.Itoa(badgeHeight), `" role="img">`+"\n")
	b.print("<title>", label, "</title>\n<desc>", described(m), "</desc>\n")
	b.style()
	b.print(`<rect class="sayso-paper" x=".5" y=".5" width="`, strconv.Itoa(width-1), `" height="`, strconv.Itoa(badgeHeight-1), `" rx="3"/>`+"\n")
	b.print(`<text class="sayso-ink" x="`, strconv.Itoa(badgePadding), `" y="14" font-size="11" textLength="`, strconv.Itoa(words),
		`" font-family="system-ui,-apple-system,'Segoe UI','DejaVu Sans',Verdana,sans-serif" aria-hidden="true">`, label, "</text>\n")
	b.cells(sampled(m.Cells, badgeStrip), left, strip)
	b.print("</svg>\n")
	return b.flush()
}

// cells draws the strip, equal neighbours as one.
func (b *badge) cells(cells []metrics.Cell, left, width int) {
	if len(cells) == 0 {
		return
	}
	b.print(`<g shape-rendering="crispEdges">` + "\n")
	for i := 0; i < len(cells); {
		c, from := cells[i], i
		for i < len(cells) && cells[i] == c {
			i++
		}
		x, end := from*width/len(cells), i*width/len(cells)
		h := cellLook[c].height
		b.print(fmt.Sprintf(`<rect class="sayso-%s" x="%d" y="%d" width="%d" height="%d"/>`+"\n", c, left+x, badgeBaseline-h, end-x, h))
	}
	b.print("</g>\n")
}

// style has the colours. The classes carry our name, for a badge may be pasted into a page of others.
func (b *badge) style() {
	b.print("<style>\n.sayso-paper{fill:#fdfcf9;stroke:#ddd8cd}.sayso-ink{fill:#1d1c1a}")
	for c, look := range cellLook {
		b.print(".sayso-", metrics.Cell(c).String(), "{fill:", look.day, "}")
	}
	b.print("\n@media (prefers-color-scheme:dark){.sayso-paper{fill:#16181b;stroke:#363a40}.sayso-ink{fill:#dedad2}")
	for c, look := range cellLook {
		b.print(".sayso-", metrics.Cell(c).String(), "{fill:", look.night, "}")
	}
	b.print("}\n</style>\n")
}

// described says in words what the strip shows.
func described(m *metrics.Metrics) string {
	if len(m.Cells) == 0 {
		return "no sentences"
	}
	var n [len(strip)]int
	for _, c := range m.Cells {
		n[c]++
	}
	var parts []string
	for c, k := range n {
		if k > 0 {
			parts = append(parts, strconv.Itoa(k)+" "+strip[c].name)
		}
	}
	what := fmt.Sprintf("%s, in order of the text: %s", count(len(m.Cells), "sentence"), strings.Join(parts, ", "))
	if m.Checkable > 0 {
		what += fmt.Sprintf(". %d of %s named source, citation or method", m.Sourced, hasOrHave(m.Checkable))
	}
	return what + "."
}

func hasOrHave(claims int) string {
	if claims == 1 {
		return "1 checkable claim has a"
	}
	return strconv.Itoa(claims) + " checkable claims have a"
}
