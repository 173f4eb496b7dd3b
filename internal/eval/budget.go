package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// budgeted are the profiles with a noise budget.
var budgeted = []string{"newsroom", "op-ed", "intel", "encyclopedic", "policy", "academic", "humanitarian"}

// shortest is the number of words from which on a text has a budget.
const shortest = 500

// measureBudget is the share of whole pieces, each under each profile, that show no more warnings and errors per 1,000 words
// than the profile's budget allows. The mechanism promises all of them.
func measureBudget(o options, out io.Writer) (figure, error) {
	dir := filepath.Join(o.gold, "docs")
	within, pairs := 0, 0
	for _, profile := range budgeted {
		var report struct {
			Files []struct {
				Path     string             `json:"path"`
				Findings []found            `json:"findings"`
				Metrics  map[string]float64 `json:"metrics"`
			} `json:"files"`
		}
		if err := sayso(&report, 1, "check", "--format", "json", "--metrics", "--profile", profile, dir); err != nil {
			return figure{}, err
		}
		for _, f := range report.Files {
			text, err := os.ReadFile(filepath.Join(dir, filepath.Base(f.Path)))
			if err != nil {
				return figure{}, fmt.Errorf("counting words: %w", err)
			}
			words, allowed := len(strings.Fields(string(text))), f.Metrics["budget.allowed"]
			if words < shortest {
				continue
			}
			grave := len(f.Findings) - len(slices.DeleteFunc(slices.Clone(f.Findings), func(f found) bool { return f.Severity != "info" }))
			pairs++
			if allowed > 0 && float64(grave) <= allowed*float64(words)/1000 {
				within++
			} else {
				_, _ = fmt.Fprintf(out, "  budget: %s under %s: %d in %d words, %g a thousand allowed\n", filepath.Base(f.Path), profile, grave, words, allowed)
			}
		}
	}
	return figure{"gold/budget", share(within, pairs), 1, fmt.Sprintf("%d of %d: pieces of %d words or more under each profile", within, pairs, shortest)}, nil
}
