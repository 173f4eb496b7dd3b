package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"
)

type bar struct {
	name string
	bar  float64
}

// goldBars are the labels that editors marked in whole pieces, and what to reach.
var goldBars = []bar{
	{"hedge", .88},
	{"vague-time", .85},
	{"prescription", .85},
	{"unsourced-figure", .80},
	{"rhetorical-question", .85},
	{"vague-attribution", .72},
	{"booster", .70},
	{"loaded", .55},
}

// macroBar is for the mean over labels with ten spans or more.
const macroBar = .80

// answers are the labels that a rule's finding answers.
var answers = map[string][]string{
	"unsourced-estimate": {"unsourced-figure"}, "unsourced-statistic": {"unsourced-figure"},
	"hedged-assertion": {"hedge"}, "bare-possibility": {"hedge"}, "stacked-hedges": {"hedge"},
	"hearsay-without-source": {"hedge", "vague-attribution"},
	"vague-attribution":      {"vague-attribution"}, "unnamed-study": {"vague-attribution"},
	"undescribed-anonymous-source": {"vague-attribution"}, "untraceable-attribution": {"vague-attribution"},
	"prescriptive-modal": {"prescription"}, "veiled-prescription": {"prescription"},
	"actorless-prescription": {"prescription"}, "imperative-advice": {"prescription"},
	"certainty-booster": {"booster"}, "editorializing": {"booster"}, "absolute-generalization": {"booster"},
	"loaded-evaluation": {"loaded"}, "contentious-label": {"loaded"}, "scare-quotes": {"loaded"},
	"loaded-reporting-verb": {"loaded"}, "rhetorical-question": {"rhetorical-question"},
	"relative-time": {"vague-time"},
}

// annotated is a span that annotators marked: required where both did, optional where they differ.
type annotated struct {
	Doc, Label, Status, Quote, Wide string
	Line, Col                       int
	WideCol                         int `json:"wide_col"`
}

// place is a line and a column in code points, both from 1.
type place struct {
	Line   int `json:"line"`
	Column int `json:"column"`
}

func (p place) before(o place) bool {
	return p.Line < o.Line || p.Line == o.Line && p.Column < o.Column
}

type found struct {
	Rule     string `json:"rule"`
	Severity string `json:"severity"`
	Text     string `json:"text"`
	Start    place  `json:"start"`
	End      place  `json:"end"`
}

func (f found) answers(a annotated) bool {
	start := place{a.Line, min(a.Col, a.WideCol)}
	end := place{a.Line, max(a.Col+utf8.RuneCountInString(a.Quote), a.WideCol+utf8.RuneCountInString(a.Wide))}
	return slices.Contains(answers[f.Rule], a.Label) && f.Start.before(end) && start.before(f.End)
}

func measureGold(o options, out io.Writer) ([]figure, error) {
	marked, err := loadGold(filepath.Join(o.gold, "gold.jsonl"))
	if err != nil {
		return nil, err
	}
	findings, err := check(filepath.Join(o.gold, "docs"), "audit")
	if err != nil {
		return nil, err
	}
	right, wrong, hit, missed := map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}
	for doc, spans := range marked {
		for _, f := range findings[doc] {
			labels := answers[f.Rule]
			if len(labels) == 0 {
				continue
			}
			at := slices.IndexFunc(spans, f.answers)
			if at >= 0 {
				right[spans[at].Label]++
				continue
			}
			label := labels[len(labels)-1]
			if wrong[label]++; wrong[label] <= o.errors {
				_, _ = fmt.Fprintf(out, "  %s false alarm: %s:%d %s %q\n", label, doc, f.Start.Line, f.Rule, f.Text)
			}
		}
		for _, a := range spans {
			if a.Status != "required" {
				continue
			}
			if slices.ContainsFunc(findings[doc], func(f found) bool { return f.answers(a) }) {
				hit[a.Label]++
			} else if missed[a.Label]++; missed[a.Label] <= o.errors {
				_, _ = fmt.Fprintf(out, "  %s miss: %s:%d %q\n", a.Label, doc, a.Line, a.Quote)
			}
		}
	}
	var figures []figure
	sum, n := 0.0, 0
	for _, b := range goldBars {
		value := f1(right[b.name], wrong[b.name], hit[b.name], missed[b.name])
		if hit[b.name]+missed[b.name] >= 10 {
			sum, n = sum+value, n+1
		}
		figures = append(figures, figure{
			"gold/" + b.name, value, b.bar,
			fmt.Sprintf("%d right, %d wrong, %d missed", right[b.name], wrong[b.name], missed[b.name]),
		})
	}
	figures = append(figures, figure{"gold/macro", sum / float64(max(n, 1)), macroBar, fmt.Sprintf("over %d labels", n)})
	return figures, nil
}

func loadGold(path string) (map[string][]annotated, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("reading: %w", err)
	}
	marked := map[string][]annotated{}
	for line := range bytes.SplitSeq(bytes.TrimSpace(data), []byte("\n")) {
		var a annotated
		if err := json.Unmarshal(line, &a); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		marked[a.Doc] = append(marked[a.Doc], a)
	}
	return marked, nil
}

// check runs `sayso check` over a folder and gives the findings by file name.
func check(dir, profile string) (map[string][]found, error) {
	var report struct {
		Files []struct {
			Path     string  `json:"path"`
			Findings []found `json:"findings"`
		} `json:"files"`
	}
	if err := sayso(&report, 1, "check", "--format", "json", "--profile", profile, dir); err != nil {
		return nil, err
	}
	findings := map[string][]found{}
	for _, f := range report.Files {
		findings[filepath.Base(f.Path)] = f.Findings
	}
	return findings, nil
}

// committed reads the committed figures: lines of name, tab, figure, and perhaps a tab and the bar.
func committed(path string) ([]figure, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("reading the committed figures: %w", err)
	}
	var figures []figure
	n := 0
	for line := range strings.Lines(string(data)) {
		n++
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		name, rest, _ := strings.Cut(line, "\t")
		value, bar, barred := strings.Cut(rest, "\t")
		f := figure{name: name}
		if f.value, err = strconv.ParseFloat(value, 64); err == nil && barred {
			f.bar, err = strconv.ParseFloat(bar, 64)
		}
		if err != nil {
			return nil, fmt.Errorf("%s:%d: expected a name, a tab and a figure: %w", path, n, err)
		}
		figures = append(figures, f)
	}
	return figures, nil
}

// belowFloor compares with committed figures.
func belowFloor(path string, figures []figure) ([]string, error) {
	known, err := committed(path)
	if err != nil {
		return nil, err
	}
	floor := map[string]float64{}
	for _, f := range known {
		floor[f.name] = f.value
	}
	var below []string
	for _, f := range figures {
		if was, ok := floor[f.name]; ok && f.value < was-.01 {
			below = append(below, fmt.Sprintf("%s fell from %.3f to %.3f", f.name, was, f.value))
		}
	}
	sort.Strings(below)
	return below, nil
}
