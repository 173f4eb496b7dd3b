package cli

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	urfave "github.com/urfave/cli/v2"

	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/metrics"
)

// threshold is what a figure of every text is held against.
type threshold struct {
	metrics.Measure
	limit   float64
	over    bool   // a figure over the limit fails; else one under it
	written string // as it stands on the command line
	files   int    // that were held against it
	without []string
}

func thresholdFlags() []urfave.Flag {
	return []urfave.Flag{
		&urfave.StringSliceFlag{Name: "fail-under", Usage: "exit 1 where a text falls under this `FIGURE=N`: sourced-claim-ratio=0.8 (the flag again for more)", Category: howToJudge},
		&urfave.StringSliceFlag{Name: "fail-over", Usage: "exit 1 where a text goes over this `FIGURE=N`: longest-unsourced-run=5", Category: howToJudge},
	}
}

// thresholdsOf reads --fail-under and --fail-over.
func thresholdsOf(c *urfave.Context) ([]*threshold, error) {
	var all []*threshold
	for _, flag := range []string{"fail-under", "fail-over"} {
		for _, word := range trimmed(c.StringSlice(flag)) {
			t, err := parseThreshold(word)
			if err != nil {
				return nil, usage("--%s %s: %w", flag, word, err)
			}
			t.over, t.written = flag == "fail-over", "--"+flag+" "+word
			all = append(all, t)
		}
	}
	return all, nil
}

func parseThreshold(word string) (*threshold, error) {
	id, limit, ok := strings.Cut(word, "=")
	id, limit = strings.TrimSpace(id), strings.TrimSpace(limit)
	if !ok || id == "" || limit == "" {
		return nil, errors.New("expected a metric, = and a number, such as sourced-claim-ratio=0.8")
	}
	measure, known := metrics.Find(id)
	if !known {
		return nil, fmt.Errorf("unknown metric %q%s (docs/metrics.md lists them)", id, lint.Hint(id, measureIDs()))
	}
	digits, percent := strings.CutSuffix(limit, "%")
	v, err := strconv.ParseFloat(strings.TrimSpace(digits), 64)
	switch {
	case err != nil || math.IsNaN(v) || math.IsInf(v, 0) || v < 0:
		return nil, fmt.Errorf("%q is no number of 0 or more", limit)
	case percent && measure.Unit != metrics.Share:
		return nil, fmt.Errorf("%s counts %s, which is no share; leave the %% out", id, measure.Unit)
	case percent:
		v /= 100
	}
	if measure.Unit == metrics.Share && v > 1 {
		return nil, fmt.Errorf("%s is a share from 0 to 1; write 0.8 or 80%%", id)
	}
	return &threshold{Measure: measure, limit: v}, nil
}

func measureIDs() []string {
	var ids []string
	for _, x := range metrics.Measures() {
		ids = append(ids, x.ID)
	}
	return ids
}

// hold holds the figures of a text against all thresholds; each it fails is a line on standard error.
func (p *program) hold(path string, m *metrics.Metrics, all []*threshold) (failed bool) {
	for _, t := range all {
		t.files++
		v, ok := t.Of(m)
		side := "under"
		if t.over {
			side = "over"
		}
		switch {
		case !ok:
			t.without = append(t.without, path)
		case t.over && v > t.limit, !t.over && v < t.limit:
			failed = true
			p.complain("%s: %s is %s, %s the %s asked for", path, t.ID, number(v), side, number(t.limit))
		}
	}
	return failed
}

// unheld says which thresholds had nothing to measure in some texts: no figure is no failure, and no success either.
func (p *program) unheld(all []*threshold) {
	for _, t := range all {
		switch n := len(t.without); {
		case n == 0:
		case n == 1:
			p.complain("%s: %s has nothing to measure, which is no failure", t.written, t.without[0])
		default:
			p.complain("%s: %d of %d texts have nothing to measure, which is no failure", t.written, n, t.files)
		}
	}
}

func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
