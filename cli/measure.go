package cli

import (
	"github.com/sayso-lint/sayso/internal/config"
	"github.com/sayso-lint/sayso/internal/engine"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/metrics"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/report"
)

// depth is how much of a text's figures a report wants.
type depth uint8

const (
	unmeasured depth = iota
	shallow          // what the text report closes with
	inDepth          // all of them, and the places they come from
)

// measured is the depth for a format. The text report closes with figures; the others show them when asked, the page
// always.
func measured(format string, asked, quiet bool) depth {
	switch {
	case asked, format == "html":
		return inDepth
	case format == "svg-badge", format == "text" && !quiet:
		return shallow
	}
	return unmeasured
}

// judge is what texts of one configuration are judged by.
type judge struct {
	*engine.Engine
	budget int // findings per 1,000 words; 0: any number
}

// judgesOf makes a judge for each distinct settings. brief: no notes of findings will be shown; deepest: how much of a text's figures
// may be asked for; jobs: how many goroutines a long text may take.
func judgesOf(todo []job, brief bool, deepest depth, jobs int) (map[*config.Settings]*judge, error) {
	judges := map[*config.Settings]*judge{}
	for _, j := range todo {
		if judges[j.Settings] != nil {
			continue
		}
		s := j.Settings.Settings
		s.Brief, s.Jobs = brief, jobs
		if deepest == inDepth {
			s.Terms = lint.Stance
		}
		e, err := engine.New(s)
		if err != nil {
			return nil, &usageError{err}
		}
		judges[j.Settings] = &judge{e, s.NoiseBudget}
	}
	return judges, nil
}

// measure works the figures of a checked text out: those of the document, and those that only the rules can tell, such as which of
// its words are loaded.
func (j *judge) measure(f *report.File, loaded []prose.Span, calmed int, baseline bool, d depth) {
	switch d {
	case unmeasured:
	case shallow:
		f.Metrics = metrics.Of(f.Doc)
	case inDepth:
		// What the document remembers is everybody's; the rest is added to a copy.
		details := *metrics.InDepth(f.Doc)
		figures := *details.Metrics
		figures.Stance = metrics.Load(f.Doc, loaded)
		figures.Budget = j.spent(f, calmed, baseline)
		details.Metrics = &figures
		f.Details, f.Metrics = &details, &figures
	}
}

// spent holds warnings and errors against the noise budget and, where there is one, the baseline.
func (j *judge) spent(f *report.File, calmed int, baseline bool) *metrics.Budget {
	words := engine.Words(f.Doc)
	b := &metrics.Budget{Words: words, Allowed: float64(j.budget*words) / 1000, New: grave(f.Findings) + calmed, Against: baseline}
	b.Findings = b.New + grave(f.Known)
	return b
}

// grave is the number of warnings and errors.
func grave(findings []lint.Finding) (n int) {
	for i := range findings {
		if findings[i].Severity >= lint.Warning {
			n++
		}
	}
	return n
}
