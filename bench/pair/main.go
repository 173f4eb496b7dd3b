// Command pair times two commands as whole processes, in turn, and prints what each took of the processor and how they
// compare, pair by pair. On a machine that others use, that is the only figure that means something:
//
//	go run ./bench/pair -n 7 'old check --format compact TEXT' 'new check --format compact TEXT'
//
// Commands are split at blanks; no shell sees them. What they print is thrown away, and so is their exit code.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"
)

func main() {
	n := flag.Int("n", 7, "how often to run each")
	flag.Parse()
	if err := run(*n, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "pair:", err)
		os.Exit(1)
	}
}

func run(n int, commands []string) error {
	if len(commands) != 2 || n < 1 {
		return errors.New("wanted: -n RUNS 'COMMAND A' 'COMMAND B'")
	}
	var cpu, wall [2][]float64
	var ratio []float64
	for i := range n + 1 {
		var pair [2]float64
		for k, command := range commands {
			c, w, err := timed(command)
			if err != nil {
				return err
			}
			pair[k] = c
			if i > 0 { // the first is for warming up
				cpu[k], wall[k] = append(cpu[k], c), append(wall[k], w)
			}
		}
		if i > 0 {
			ratio = append(ratio, pair[0]/pair[1])
		}
	}
	fmt.Printf("%-10s %8s %8s %8s\n", "", "min", "median", "max")
	for k, name := range []string{"A", "B"} {
		row(name+" cpu s", cpu[k])
		row(name+" wall s", wall[k])
	}
	row("A/B cpu", ratio)
	return nil
}

// timed runs a command and gives the seconds it took of the processor and of the clock.
func timed(command string) (cpu, wall float64, err error) {
	words := strings.Fields(command)
	if len(words) == 0 {
		return 0, 0, errors.New("an empty command")
	}
	c := exec.CommandContext(context.Background(), words[0], words[1:]...)
	start := time.Now()
	err = c.Run()
	if exit := (&exec.ExitError{}); err != nil && !errors.As(err, &exit) {
		return 0, 0, fmt.Errorf("running %s: %w", words[0], err)
	}
	wall = time.Since(start).Seconds()
	return (c.ProcessState.UserTime() + c.ProcessState.SystemTime()).Seconds(), wall, nil
}

func row(name string, xs []float64) {
	xs = slices.Sorted(slices.Values(xs))
	fmt.Printf("%-10s %8.3f %8.3f %8.3f\n", name, xs[0], xs[len(xs)/2], xs[len(xs)-1])
}
