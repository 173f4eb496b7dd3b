// Sayso finds figures without a source, hedges, vague attribution, advice and loaded language in analytic prose.
package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"

	"github.com/sayso-lint/sayso/cli"
	"github.com/sayso-lint/sayso/rules"
)

func main() {
	// GOGC decides where it is set.
	if os.Getenv("GOGC") == "" {
		collect()
	}
	os.Exit(cli.Main(os.Args, os.Stdin, os.Stdout, os.Stderr, rules.All()...))
}

// collect has garbage collected when it is four times what lives, which saves a sixth of the time to check an article and
// costs nothing that a reader of one would notice. From largeHeap on it would cost memory, a quarter of what a file of 5 MB
// takes: then half of what lives is enough, for one or two hundredths of the time.
func collect() {
	const patient, prompt = 400, 50
	debug.SetGCPercent(patient)
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	type sentinel struct{ *sentinel }
	var collected func(*sentinel) // runs behind each collection
	collected = func(s *sentinel) {
		if metrics.Read(live); live[0].Value.Uint64() < largeHeap {
			runtime.SetFinalizer(s, collected)
		} else {
			debug.SetGCPercent(prompt)
		}
	}
	runtime.SetFinalizer(&sentinel{}, collected)
}

// largeHeap is more than articles take, however many of them are checked.
const largeHeap = 24 << 20
