package main

import (
	"fmt"
	"io"
)

// count is the true and false positives and negatives of one set.
type count struct {
	out            io.Writer
	name           string
	errors         int // how many of each kind may still be shown
	tp, fp, fn     int
	missed, called int
}

func (c *count) add(gold, predicted bool, text string) {
	switch {
	case gold && predicted:
		c.tp++
	case predicted:
		c.fp++
		if c.called < c.errors {
			c.called++
			c.show("false alarm", text)
		}
	case gold:
		c.fn++
		if c.missed < c.errors {
			c.missed++
			c.show("miss", text)
		}
	}
}

func (c *count) show(kind, text string) {
	if len(text) > 300 {
		text = text[:300]
	}
	_, _ = fmt.Fprintf(c.out, "  %s %s: %q\n", c.name, kind, text)
}

func (c *count) f1() float64 { return f1(c.tp, c.fp, c.tp, c.fn) }

func (c *count) note() string {
	return fmt.Sprintf("P %.2f R %.2f", share(c.tp, c.tp+c.fp), share(c.tp, c.tp+c.fn))
}

// f1 is the harmonic mean of precision right/(right+wrong) and recall hit/(hit+missed).
func f1(right, wrong, hit, missed int) float64 {
	p, r := share(right, right+wrong), share(hit, hit+missed)
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

func share(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return float64(n) / float64(of)
}
