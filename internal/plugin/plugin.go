// Package plugin runs rules that others wrote in a language of their own: a plugin is a WebAssembly module that is called
// once a document, reads it as JSON on its standard input and writes findings on its standard output. docs/plugins.md is
// the contract.
//
// A plugin is a stranger. It has no files, network, environment, clock or chance; it gets so much memory and time and no
// more, and what it says is believed where it can be checked and refused as a whole where it cannot. Whatever it does costs
// its own findings in that text and one error. Nothing here is made ready before a document asks a plugin's rule: a run
// without plugins pays nothing, and listing rules runs no strange code.
//
// What a plugin's rules are called and how bad they are the configuration says, not the plugin: so that everything else
// about them (profiles, --only, suppressions, explain, SARIF) works without running it, works for one that is broken, and
// is there to be reviewed in the file that pins the code.
package plugin

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
)

// What a plugin gets where the configuration does not say, and the most that it can. The configuration may come with a
// repository of somebody else's, so it cannot ask for the whole machine.
const (
	UsualMemory  = 256 // MB
	MostMemory   = 1024
	UsualTimeout = 10 * time.Second // a document
	MostTimeout  = time.Minute

	mostOutput   = 16 << 20 // bytes a document
	mostFindings = 10_000   // a document
	mostCode     = 32 << 20 // bytes
)

// Plugin is a module and what it is run with.
type Plugin struct {
	Name    string // stands before the ids of its rules: units/mixed-units
	Code    []byte // as Read gives it
	Memory  int    // MB
	Timeout time.Duration
	Layers  []string // what it is shown of a document beside the text; names of internal/layers
}

// Read reads a module and says what its sha256 is, in hex. It tells a module from other files, no more.
func Read(path string) (code []byte, hash string, err error) {
	info, err := os.Stat(path)
	if err == nil && !info.Mode().IsRegular() {
		return nil, "", errors.New("no regular file") // a pipe would not even open
	}
	if err != nil {
		return nil, "", fmt.Errorf("plugin: %w", err)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, "", fmt.Errorf("plugin: %w", err)
	}
	defer func() { _ = f.Close() }() // read only
	code, err = io.ReadAll(io.LimitReader(f, mostCode+1))
	if err != nil {
		return nil, "", fmt.Errorf("plugin: %w", err)
	}
	if err := isModule(code); err != nil {
		return nil, "", err
	}
	sum := sha256.Sum256(code)
	return code, hex.EncodeToString(sum[:]), nil
}

// Bind has the plugin do the work of the rules that are declared for it: it sets their Document.
func (p *Plugin) Bind(rules []*lint.Rule) {
	r := &runner{Plugin: p, declared: map[string]*lint.Rule{}, ready: sync.OnceValues(p.sandbox)}
	r.outcome = prose.NewFact(r.run)
	for _, rule := range rules {
		r.declared[rule.ID] = rule
		rule.Document = func(pass *lint.Pass) { r.report(rule.ID, pass) }
	}
}

// UnusableError says of a plugin that it cannot be run at all, whatever the document: saying so once is enough.
type UnusableError struct {
	Name string
	Err  error
}

func (e *UnusableError) Error() string {
	return fmt.Sprintf("plugin %s cannot be used: %v; no text gets its findings", e.Name, e.Err)
}

func (e *UnusableError) Unwrap() error { return e.Err }

// runner is a plugin with its rules. It is safe for concurrent use: each document gets an instance of its own.
type runner struct {
	*Plugin
	declared map[string]*lint.Rule // by full id
	ready    func() (*sandbox, error)
	// outcome is what the plugin said of a document: its rules share one call.
	outcome prose.Fact[*outcome]
}

type outcome struct {
	findings []lint.Finding
	err      error // nil where it has been said
}

// report hands a rule's findings over. What went wrong is said once, by the rule that happens to ask first.
func (r *runner) report(rule string, pass *lint.Pass) {
	o := r.outcome.Of(pass.Doc)
	if o.err != nil {
		pass.Fail(o.err)
		o.err = nil
	}
	for _, f := range o.findings {
		if f.Rule == rule {
			pass.Report(f)
		}
	}
}

// run calls the plugin for one document.
func (r *runner) run(d *prose.Document) *outcome {
	s, err := r.ready()
	if err != nil {
		return &outcome{err: &UnusableError{r.Name, err}}
	}
	findings, err := r.ask(s, d)
	if err != nil {
		return &outcome{err: fmt.Errorf("plugin %s failed: %w; its findings in this text are lost", r.Name, err)}
	}
	return &outcome{findings: findings}
}

func (r *runner) ask(s *sandbox, d *prose.Document) ([]lint.Finding, error) {
	in, err := Input(d, r.Layers)
	if err != nil {
		return nil, err
	}
	out, err := s.call(in)
	if err != nil {
		return nil, err
	}
	return r.understand(d, out)
}
