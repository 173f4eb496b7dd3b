package report

import (
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
)

// sarif writes the Static Analysis Results Interchange Format, version 2.1.0 (OASIS, with errata 1), as it goes: results
// come first, and what is known only at the end (artifacts, rules, how the run ended) behind them.
//
// Columns count UTF-16 units. The format allows code points, too, but its readers (GitHub, Visual Studio, editors) are
// written in languages whose strings are UTF-16, and most count so whatever columnKind says. Places are lines and columns
// and not offsets of characters, over which readers disagree as soon as there is a byte order mark or a CRLF.
type sarif struct {
	jsonSheet
	options   Options
	begun     bool
	results   int
	artifacts []sarifArtifact
	rules     []sarifRule
	ruleIndex map[string]int
}

type (
	sarifMessage struct {
		Text     string `json:"text"`
		Markdown string `json:"markdown,omitempty"`
	}
	sarifResult struct {
		RuleID       string             `json:"ruleId"`
		RuleIndex    int                `json:"ruleIndex"`
		Level        string             `json:"level"`
		Message      sarifMessage       `json:"message"`
		Locations    []sarifLocation    `json:"locations"`
		Related      []sarifLocation    `json:"relatedLocations,omitempty"`
		Fingerprints map[string]string  `json:"partialFingerprints,omitempty"`
		Baseline     string             `json:"baselineState,omitempty"` // of all results, where there is a baseline, or of none
		Suppressions []sarifSuppression `json:"suppressions"`            // empty: not suppressed, where missing would mean not known
		Fixes        []sarifFix         `json:"fixes,omitempty"`
		Properties   sarifConfidence    `json:"properties"`
	}
	sarifConfidence struct {
		Confidence string `json:"confidence"`
	}
	sarifLocation struct {
		ID       int           `json:"id,omitempty"`
		Physical sarifPhysical `json:"physicalLocation"`
		Message  *sarifMessage `json:"message,omitempty"`
	}
	sarifPhysical struct {
		Artifact sarifArtifactLocation `json:"artifactLocation"`
		Region   sarifRegion           `json:"region"`
	}
	sarifArtifactLocation struct {
		URI   string `json:"uri"`
		Base  string `json:"uriBaseId,omitempty"`
		Index int    `json:"index"`
	}
	sarifRegion struct {
		StartLine   int           `json:"startLine"`
		StartColumn int           `json:"startColumn"`
		EndLine     int           `json:"endLine"`
		EndColumn   int           `json:"endColumn"` // exclusive
		Snippet     *sarifMessage `json:"snippet,omitempty"`
	}
	sarifSuppression struct {
		Kind          string `json:"kind"`
		Justification string `json:"justification"`
	}
	sarifFix struct {
		Description sarifMessage  `json:"description"`
		Changes     []sarifChange `json:"artifactChanges"`
		Properties  sarifSafety   `json:"properties"`
	}
	sarifSafety struct {
		Safe bool `json:"safe"`
	}
	sarifChange struct {
		Artifact     sarifArtifactLocation `json:"artifactLocation"`
		Replacements []sarifReplacement    `json:"replacements"`
	}
	sarifReplacement struct {
		Deleted  sarifRegion  `json:"deletedRegion"`
		Inserted sarifMessage `json:"insertedContent"`
	}
	sarifArtifact struct {
		Location sarifArtifactLocation `json:"location"`
		MimeType string                `json:"mimeType,omitempty"`
		Roles    []string              `json:"roles"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name    string      `json:"name"`
		Version string      `json:"version"`
		Rules   []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID            string               `json:"id"`
		Short         *sarifMessage        `json:"shortDescription,omitempty"`
		Full          *sarifMessage        `json:"fullDescription,omitempty"`
		Help          *sarifMessage        `json:"help,omitempty"`
		Configuration *sarifConfiguration  `json:"defaultConfiguration,omitempty"`
		Properties    *sarifRuleProperties `json:"properties,omitempty"`
	}
	sarifConfiguration struct {
		Level string `json:"level"`
	}
	sarifRuleProperties struct {
		Tags      []string `json:"tags"`
		Precision string   `json:"precision"`
	}
	sarifInvocation struct {
		Successful    bool                `json:"executionSuccessful"`
		ExitCode      int                 `json:"exitCode"`
		Notifications []sarifNotification `json:"toolExecutionNotifications,omitempty"`
	}
	sarifNotification struct {
		Level   string       `json:"level"`
		Message sarifMessage `json:"message"`
	}
)

// fingerprintKey names our fingerprint and its version. GitHub reads primaryLocationLineHash alone, computes it where it is
// missing, and complains of each one that is not its own; so that key is left to it.
const fingerprintKey = "sayso/v1"

// sourceRoot stands for the top of the repository: a report says nothing about folders of the machine that made it.
const sourceRoot = "SRCROOT"

var sarifLevel = map[lint.Severity]string{lint.Error: "error", lint.Warning: "warning", lint.Info: "note"}

var mimeTypes = map[string]string{"text": "text/plain", "markdown": "text/markdown", "html": "text/html"}

func newSARIF(w io.Writer, o Options) Reporter {
	return &sarif{jsonSheet: jsonSheet{sheet: sheet{w: w}}, options: o, ruleIndex: map[string]int{}, artifacts: []sarifArtifact{}, rules: []sarifRule{}}
}

// begin writes what stands before the results.
func (s *sarif) begin() {
	if s.begun {
		return
	}
	s.begun = true
	s.print(`{"$schema":"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json","version":"2.1.0","runs":[{`, "\n",
		`"columnKind":"utf16CodeUnits","newlineSequences":["\r\n","\n","\r"],`, "\n",
		`"originalUriBaseIds":{"`, sourceRoot, `":{"description":{"text":"The top of the repository, or the folder that sayso ran in where there is none."}}},`, "\n",
		`"results":[`)
}

func (s *sarif) File(f *File) error {
	s.begin()
	at := s.artifact(f.Doc)
	news := ""
	if f.Known != nil { // a baseline is in force
		news = "new"
	}
	for i := range f.Findings {
		r := s.result(f.Doc, at, &f.Findings[i])
		r.Baseline = news
		s.write(r)
	}
	// GitHub takes suppressed results and known ones for open alerts. Who has it read the report wants findings alone.
	if s.options.Quiet {
		return s.done()
	}
	for i := range f.Known {
		r := s.result(f.Doc, at, &f.Known[i])
		r.Baseline = "unchanged"
		s.write(r)
	}
	for i := range f.Suppressed {
		x := &f.Suppressed[i]
		r := s.result(f.Doc, at, &x.Finding)
		kind := "external"
		if x.InText {
			kind = "inSource"
		}
		r.Baseline, r.Suppressions = news, []sarifSuppression{{kind, x.Reason}}
		s.write(r)
	}
	return s.done()
}

func (s *sarif) write(r sarifResult) {
	if s.results++; s.results > 1 {
		s.print(",")
	}
	s.print("\n")
	s.value(r)
	s.spill()
}

func (s *sarif) Close(sum *Summary) error {
	s.begin()
	s.print("],\n\"artifacts\":")
	s.value(s.artifacts)
	s.print(",\n\"tool\":")
	s.value(sarifTool{sarifDriver{"sayso", s.options.Version, s.rules}})
	run := sarifInvocation{Successful: len(sum.Faults) == 0, ExitCode: sum.Exit}
	for _, fault := range sum.Faults {
		run.Notifications = append(run.Notifications, sarifNotification{"error", sarifMessage{Text: unlinked(visible(fault))}})
	}
	s.print(",\n\"invocations\":")
	s.value([]sarifInvocation{run})
	s.print("}]}\n")
	return s.done()
}

// artifact enters a file among the artifacts and gives the way to refer to it.
func (s *sarif) artifact(d *prose.Document) sarifArtifactLocation {
	path := s.options.inRoot(d.Path)
	at := sarifArtifactLocation{URI: uri(path), Base: sourceRoot, Index: len(s.artifacts)}
	if isAbsolute(path) || strings.HasPrefix(path, "../") {
		at.Base = ""
	}
	s.artifacts = append(s.artifacts, sarifArtifact{at, mimeTypes[d.Format], []string{"analysisTarget"}})
	return at
}

func (s *sarif) result(d *prose.Document, at sarifArtifactLocation, f *lint.Finding) sarifResult {
	r := sarifResult{
		RuleID: f.Rule, RuleIndex: s.rule(f.Rule), Level: sarifLevel[f.Severity], Message: sarifMessage{Text: unlinked(visible(f.Message))},
		Suppressions: []sarifSuppression{}, Properties: sarifConfidence{s.options.confidence(f).String()},
		Fingerprints: map[string]string{fingerprintKey: f.Fingerprint.String()},
	}
	place := sarifPhysical{at, region(d, f.Span)}
	if !f.Span.Empty() {
		place.Region.Snippet = &sarifMessage{Text: d.Locate(f.Span).Text}
	}
	r.Locations = []sarifLocation{{Physical: place}}
	for _, n := range f.Notes {
		text := unlinked(visible(n.Text))
		// A reader that shows the message alone must learn why nothing excused the finding.
		r.Message.Text += "\n" + text
		if !n.Span.Empty() {
			r.Related = append(r.Related, sarifLocation{len(r.Related) + 1, sarifPhysical{at, region(d, n.Span)}, &sarifMessage{Text: text}})
		}
	}
	for _, x := range f.Fixes {
		change := sarifChange{Artifact: at}
		for _, e := range x.Edits {
			change.Replacements = append(change.Replacements, sarifReplacement{region(d, e.Span), sarifMessage{Text: e.New}})
		}
		r.Fixes = append(r.Fixes, sarifFix{sarifMessage{Text: unlinked(visible(x.Title))}, []sarifChange{change}, sarifSafety{x.Safe}})
	}
	return r
}

func region(d *prose.Document, span prose.Span) sarifRegion {
	at := d.Locate(span)
	return sarifRegion{StartLine: at.Start.Line, StartColumn: at.Start.UTF16, EndLine: at.End.Line, EndColumn: at.End.UTF16}
}

// unlinked parts what readers of a message would take for a link, [text](target): a document could bring one.
func unlinked(s string) string { return strings.ReplaceAll(s, "](", "] (") }

// rule enters a rule among those that reported something, and gives its index.
func (s *sarif) rule(id string) int {
	n, known := s.ruleIndex[id]
	if known {
		return n
	}
	n = len(s.rules)
	s.ruleIndex[id] = n
	s.rules = append(s.rules, s.describe(id))
	return n
}

// describe is what the report says of a rule. There is no helpUri: the pages of docs/rules stand at no address that would
// be right for every build.
func (s *sarif) describe(id string) sarifRule {
	r := s.options.Rules[id]
	if r == nil {
		return sarifRule{ID: id}
	}
	level := r.SeverityIn(lint.Profile(s.options.Profile))
	if level == lint.Off { // a profile of the user's, or several in one run: as the sternest has it
		level = r.SeverityIn(lint.Audit)
	}
	out := sarifRule{
		ID: id, Short: message(r.Summary), Full: message(r.Why), Help: help(r),
		Properties: &sarifRuleProperties{Tags: []string{string(r.Family)}, Precision: s.options.confidence(&lint.Finding{Rule: id}).String()},
	}
	if level != lint.Off {
		out.Configuration = &sarifConfiguration{sarifLevel[level]}
	}
	return out
}

func message(text string) *sarifMessage {
	if text == "" {
		return nil
	}
	return &sarifMessage{Text: sentence(text)}
}

// help is a rule explained: why, what to do, what it reports and what it leaves alone, by which standards.
func help(r *lint.Rule) *sarifMessage {
	var bad, good, standards []string
	for _, x := range r.Examples {
		switch {
		case x.Format != "" && x.Format != "text":
		case x.Finds != "":
			bad = append(bad, x.Input)
		case x.Because != "":
			good = append(good, x.Input+" ("+x.Because+")")
		}
	}
	for _, x := range r.Standards {
		standards = append(standards, x.String())
	}
	const few = 2
	var h helpText
	h.paragraph("Why", r.Why)
	h.paragraph("What to do", r.Remedy)
	h.list("What it reports", bad[:min(len(bad), few)])
	h.list("What it leaves alone", good[:min(len(good), few)])
	h.list("Standards", standards)
	// Shown as code, which inert would not leave fit to be copied.
	comment, entry := "<!-- sayso allow "+r.ID+": the reason -->", "allow:"
	allow := "To allow it: %s before or in the block, in Markdown and HTML; an entry under %s in .sayso.yaml for plain text.\n"
	h.gap()
	fmt.Fprintf(&h.text, allow, comment, entry)
	fmt.Fprintf(&h.markdown, allow, code(comment), code(entry))
	return &sarifMessage{Text: h.text.String(), Markdown: h.markdown.String()}
}

// helpText grows as text and as Markdown.
type helpText struct{ text, markdown strings.Builder }

func (h *helpText) paragraph(title, words string) {
	if words == "" {
		return
	}
	h.gap()
	h.text.WriteString(title + ": " + sentence(words) + "\n")
	h.markdown.WriteString("**" + title + ".** " + inert(sentence(words)) + "\n")
}

func (h *helpText) list(title string, items []string) {
	if len(items) == 0 {
		return
	}
	h.gap()
	h.text.WriteString(title + ":\n")
	h.markdown.WriteString("**" + title + "**\n\n")
	for _, x := range items {
		h.text.WriteString("- " + visible(x) + "\n")
		h.markdown.WriteString("- " + inert(x) + "\n")
	}
}

func (h *helpText) gap() {
	if h.text.Len() > 0 {
		h.text.WriteByte('\n')
		h.markdown.WriteByte('\n')
	}
}

// sentence is a line of ours as a sentence: with a capital and a full stop.
func sentence(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	s = string(unicode.ToUpper(first)) + s[size:]
	if strings.HasSuffix(strings.TrimRight(s, `"”)`), "?") || strings.HasSuffix(s, ".") {
		return s
	}
	return s + "."
}
