package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/sayso-lint/sayso/cli"
	"github.com/sayso-lint/sayso/rules"
)

// item is one line of a corpus; offsets are bytes of text.
type item struct {
	Text  string          `json:"text"`
	Label json.RawMessage `json:"label"`
	Spans []span          `json:"spans"`
}

// span is [start, end, label, …] in the corpora.
type span struct {
	start, end int
	label      string
}

// UnmarshalJSON reads the array form; a missing label stays empty.
func (s *span) UnmarshalJSON(data []byte) error {
	var parts []any
	if err := json.Unmarshal(data, &parts); err != nil {
		return fmt.Errorf("span: %w", err)
	}
	if len(parts) < 2 {
		return fmt.Errorf("span %s: expected [start, end, label]", data)
	}
	start, ok1 := parts[0].(float64)
	end, ok2 := parts[1].(float64)
	if !ok1 || !ok2 {
		return fmt.Errorf("span %s: expected numbers", data)
	}
	s.start, s.end = int(start), int(end)
	if len(parts) > 2 {
		s.label, _ = parts[2].(string)
	}
	return nil
}

func (i item) positive() bool { return string(i.Label) == "true" || string(i.Label) == "1" }

func (i item) word() string { return strings.Trim(string(i.Label), `"`) }

// dumped is what the contract of `sayso dump` says of one file, as far as it is measured.
type dumped struct {
	Path         string `json:"path"`
	Language     string `json:"language"`
	Sentences    []edge `json:"sentences"`
	Attributions []struct {
		Source *struct {
			Class string `json:"class"`
		} `json:"source"`
		Content []edge `json:"content"`
	} `json:"attributions"`
	Quantities []struct {
		edge
		Figure  bool `json:"figure"`
		Sourced bool `json:"sourced"`
	} `json:"quantities"`
	Modals []struct {
		edge
		Sense string `json:"sense"`
	} `json:"modals"`
	Hedges []edge `json:"hedges"`
	Advice []edge `json:"advice"`
}

type edge struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

func (e edge) overlaps(s span) bool { return e.Start < s.end && s.start < e.End }

// vague tells whether a source that nobody can ask is credited.
func (d *dumped) vague() bool {
	for _, a := range d.Attributions {
		if a.Source == nil || a.Source.Class == "vague-group" || a.Source.Class == "bare-anonymous" || a.Source.Class == "none" {
			return true
		}
	}
	return false
}

// load reads the dev half of a set.
func load(corpora, set string) ([]item, error) {
	data, err := os.ReadFile(filepath.Join(corpora, set, "dev.jsonl"))
	if err != nil {
		return nil, fmt.Errorf("reading: %w", err)
	}
	var items []item
	for n, line := range bytes.Split(data, []byte("\n")) {
		if len(line) == 0 {
			continue
		}
		var i item
		if err := json.Unmarshal(line, &i); err != nil {
			return nil, fmt.Errorf("dev.jsonl:%d: %w", n+1, err)
		}
		items = append(items, i)
	}
	return items, nil
}

// dump runs `sayso dump` over the items, one file an item, and gives their layers in order.
func dump(items []item, layers string) ([]dumped, error) {
	dir, err := os.MkdirTemp("", "sayso-eval-")
	if err != nil {
		return nil, fmt.Errorf("making a folder for the texts: %w", err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	for n, i := range items {
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%06d.txt", n)), []byte(i.Text), 0o600); err != nil {
			return nil, fmt.Errorf("writing a text: %w", err)
		}
	}
	var report struct {
		Files []dumped `json:"files"`
	}
	if err := sayso(&report, 0, "dump", "--format", "json", "--layers", layers, dir); err != nil {
		return nil, err
	}
	out := make([]dumped, len(items))
	for _, f := range report.Files {
		n, err := strconv.Atoi(strings.TrimSuffix(filepath.Base(f.Path), ".txt"))
		if err != nil {
			return nil, fmt.Errorf("dump names the file %s: %w", f.Path, err)
		}
		out[n] = f
	}
	return out, nil
}

// sayso runs the program in this process and decodes its JSON. Exit codes up to worst are good.
func sayso(into any, worst int, args ...string) error {
	var out, errs bytes.Buffer
	if code := cli.Main(append([]string{"sayso"}, args...), strings.NewReader(""), &out, &errs, rules.All()...); code > worst {
		return fmt.Errorf("sayso %s: exit %d: %s", args[0], code, errs.String())
	}
	if err := json.Unmarshal(out.Bytes(), into); err != nil {
		return fmt.Errorf("sayso %s: %w", args[0], err)
	}
	return nil
}
