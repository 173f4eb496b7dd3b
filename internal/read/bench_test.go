package read

import (
	"strings"
	"testing"

	"github.com/yuin/goldmark/text"
)

const benchText = `The council voted on Tuesday to close the old harbour, which had lost money for eleven years and which, the treasurer said, would lose 1.2 million crowns more in the next. Nobody spoke against it. "We should not have to beg for a boat," the mayor said, and went home.

`

const benchMarkdown = `## What it costs

The council voted on *Tuesday* to close the old harbour, which had lost money for **eleven years**[^1] and
which, [the treasurer](https://example.org/accounts) said, would lose 1.2 million crowns more in the next.
Nobody spoke against it. "We should not have to beg for a boat," the mayor said, and went home.

- A new quay would have cost 4.2 million crowns, more than the town spends on its schools.
- The ministry had promised no more than a third of it when the mayor went to see the minister.

`

const benchHTML = `<h2 class="part">What it costs</h2>
<p>The council voted on <em>Tuesday</em> to close the old harbour, which had lost money for <b>eleven years</b> and
which, <a href="https://example.org/accounts?a=1&amp;b=2">the treasurer</a> said, would lose 1.2 million crowns more in the next.
Nobody spoke against it. &ldquo;We should not have to beg for a boat,&rdquo; the mayor said, and went home.</p>
<ul><li>A new quay would have cost 4.2 million crowns, more than the town spends on its schools.</li>
<li>The ministry had promised no more than a third of it when the mayor went to see the minister.</li></ul>
`

func bench(b *testing.B, format, piece string) {
	b.Helper()
	data := []byte(strings.Repeat(piece, 1<<20/len(piece)))
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := Document("x", format, data); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkText(b *testing.B) { bench(b, formatText, benchText) }

func BenchmarkTextOneALine(b *testing.B) {
	bench(b, formatText, strings.ReplaceAll(benchText, "\n\n", "\n"))
}

func BenchmarkHTML(b *testing.B) { bench(b, formatHTML, benchHTML) }

func BenchmarkMarkdown(b *testing.B) { bench(b, formatMarkdown, benchMarkdown) }

// BenchmarkGoldmark is what BenchmarkMarkdown is measured against: the parser alone, as it is set up here.
func BenchmarkGoldmark(b *testing.B) {
	data := []byte(strings.Repeat(benchMarkdown, 1<<20/len(benchMarkdown)))
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		markdownParser().Parse(text.NewReader(data))
	}
}
