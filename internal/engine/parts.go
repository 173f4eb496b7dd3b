package engine

import (
	"fmt"
	"runtime/debug"
	"sync"

	"github.com/sayso-lint/sayso/quantity"
)

// smallestPart is how many bytes of text are worth a goroutine. Every part works out anew what is asked of the document as a
// whole, and a text of fewer than two parts is read in the blink of an eye.
const smallestPart = 256 << 10

// stretch is the blocks [first, last) of a document.
type stretch struct{ first, last int }

// stretches cuts the document into as many parts of about the same length as there are jobs, and fewer where they would be small.
func (c *check) stretches() []stretch {
	blocks, length := c.doc.Blocks, len(c.doc.Text)
	n := max(1, min(c.e.settings.Jobs, length/smallestPart))
	out := make([]stretch, 0, n)
	first := 0
	for i := 1; i < n; i++ {
		last := first
		for last < len(blocks) && blocks[last].Start < i*length/n {
			last++
		}
		out = append(out, stretch{first, last})
		first = last
	}
	return append(out, stretch{first, len(blocks)})
}

// scan wakes the rules by their cues. Parts of a long document are scanned at the same time. Its numbers are found first, and all
// of them handed to each part: rules look for a figure in the whole text.
func (c *check) scan() {
	stretches := c.stretches()
	if len(stretches) > 1 && c.e.numbers {
		c.parted(stretches, (*check).numbers)
	}
	c.parted(stretches, (*check).blocks)
}

// numbers finds the numbers of a stretch.
func (c *check) numbers(s stretch) {
	numbers := quantity.Of(c.doc)
	for b := s.first; b < s.last; b++ {
		for i := range c.doc.Blocks[b].Sentences {
			numbers.Sentence(b, i)
		}
	}
}

// parted does something to all stretches of the document at the same time, to each with a check and facts of its own; what they
// found is put together in order, so that it is the same however many there are.
func (c *check) parted(stretches []stretch, do func(*check, stretch)) {
	others := make([]*check, len(stretches)-1)
	broken := make([]string, len(others)) // what went wrong outside of a rule
	for i := range others {
		others[i] = newCheck(c.e, c.doc.Apart())
	}
	var wait sync.WaitGroup
	for i := range others {
		wait.Go(func() {
			defer func() {
				if fault := recover(); fault != nil {
					broken[i] = fmt.Sprintf("%v\n%s", fault, debug.Stack())
				}
			}()
			do(others[i], stretches[i+1])
		})
	}
	func() {
		defer wait.Wait() // nobody reads on in a document whose check has failed
		do(c, stretches[0])
	}()
	for i, other := range others {
		if broken[i] != "" {
			panic(broken[i])
		}
		c.join(other, stretches[i+1])
	}
}

// join takes over what another check has found in a later part. A rule that had failed before was left alone from then on.
func (c *check) join(other *check, s stretch) {
	c.doc.Adopt(other.doc, s.first, s.last)
	for _, f := range other.findings {
		if !c.failed[f.rule] {
			c.findings = append(c.findings, f)
		}
	}
	for _, f := range other.faults {
		if !c.failed[f.rule] {
			c.faults = append(c.faults, f)
		}
	}
	c.terms = append(c.terms, other.terms...)
	for i := range c.passes {
		if !c.failed[i] {
			c.passes[i].Hits = append(c.passes[i].Hits, other.passes[i].Hits...)
		}
		c.failed[i] = c.failed[i] || other.failed[i]
	}
}
