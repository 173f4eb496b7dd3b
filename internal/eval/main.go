// Command eval measures sayso on annotated corpora and prints each figure beside its bar.
//
// It measures what a user gets: the layers as `sayso dump` prints them, the findings as `sayso check --format json` does.
// The corpora belong to others and are no part of this repository; without them it says so and ends with 0.
//
//	go run ./internal/eval -corpora DIR [-gold DIR] [-errors N] [-write docs] [SET …]
//
// It exits 1 where a figure falls short of its bar, or, with -floor, more than .01 below the committed one.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// options are what the command line says.
type options struct {
	corpora, gold, floor, write string
	errors                      int
	sets                        []string
}

// figure is one measured number.
type figure struct {
	name       string
	value, bar float64
	note       string
}

func run(args []string, out, errs io.Writer) int {
	var o options
	flags := flag.NewFlagSet("eval", flag.ContinueOnError)
	flags.SetOutput(errs)
	flags.StringVar(&o.corpora, "corpora", "", "folder of the corpora: one folder a set, with dev.jsonl")
	flags.StringVar(&o.gold, "gold", "", "folder of the gold pieces: docs/ and gold.jsonl (default: beside the corpora)")
	flags.StringVar(&o.floor, "floor", "", "file of committed figures; one that falls more than .01 below its own is an error")
	flags.StringVar(&o.write, "write", "", "folder of accuracy.tsv and accuracy.md, to write the figures to")
	flags.IntVar(&o.errors, "errors", 0, "show so many misses and false alarms a set")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	o.sets = flags.Args()
	if o.write != "" && len(o.sets) > 0 {
		_, _ = fmt.Fprintln(errs, "eval: -write takes no sets: the page holds all figures")
		return 2
	}
	if o.gold == "" && o.corpora != "" {
		o.gold = filepath.Join(filepath.Dir(filepath.Clean(o.corpora)), "gold")
	}
	if _, err := os.Stat(o.corpora); o.corpora == "" || err != nil {
		_, _ = fmt.Fprintf(out, "eval: no corpora at %q: nothing measured\n", o.corpora)
		return 0
	}
	figures, err := measure(o, out)
	if err != nil {
		_, _ = fmt.Fprintf(errs, "eval: %v\n", err)
		return 3
	}
	short := table(out, figures)
	if o.write != "" {
		if err := write(o.write, figures); err != nil {
			_, _ = fmt.Fprintf(errs, "eval: %v\n", err)
			return 3
		}
	}
	if o.floor != "" {
		below, err := belowFloor(o.floor, figures)
		if err != nil {
			_, _ = fmt.Fprintf(errs, "eval: %v\n", err)
			return 3
		}
		for _, b := range below {
			_, _ = fmt.Fprintln(out, b)
		}
		short = len(below)
	}
	if short > 0 {
		return 1
	}
	return 0
}

func measure(o options, out io.Writer) ([]figure, error) {
	var figures []figure
	wanted := func(name string) bool { return len(o.sets) == 0 || slices.Contains(o.sets, name) }
	for _, s := range sets {
		if !wanted(s.name) {
			continue
		}
		f, err := s.measure(o, out)
		if err != nil {
			return nil, fmt.Errorf("set %s: %w", s.name, err)
		}
		figures = append(figures, f)
	}
	if _, err := os.Stat(o.gold); err == nil && (len(o.sets) == 0 || wanted("gold") || slices.ContainsFunc(goldBars, func(b bar) bool { return wanted(b.name) })) {
		gold, err := measureGold(o, out)
		if err != nil {
			return nil, fmt.Errorf("gold: %w", err)
		}
		figures = append(figures, gold...)
		budget, err := measureBudget(o, out)
		if err != nil {
			return nil, fmt.Errorf("noise budget: %w", err)
		}
		figures = append(figures, budget)
	}
	return figures, nil
}

// table writes a row a figure and says how many fall short.
func table(out io.Writer, figures []figure) (short int) {
	for _, f := range figures {
		verdict := ""
		if f.bar > 0 && f.value < f.bar {
			verdict = "SHORT"
			short++
		}
		_, _ = fmt.Fprintf(out, "%-28s %.3f  bar %.2f  %-5s  %s\n", f.name, f.value, f.bar, verdict, f.note)
	}
	_, _ = fmt.Fprintf(out, "%d of %d figures hold\n", len(figures)-short, len(figures))
	return short
}
