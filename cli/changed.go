package cli

import (
	"cmp"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	urfave "github.com/urfave/cli/v2"

	"github.com/sayso-lint/sayso/internal/bounded"
	"github.com/sayso-lint/sayso/internal/engine"
	"github.com/sayso-lint/sayso/internal/read"
	"github.com/sayso-lint/sayso/internal/vcs"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
)

const whatIsNews = "WHAT IS NEWS"

func changeFlags() []urfave.Flag {
	return []urfave.Flag{
		&urfave.StringFlag{Name: "since", Usage: "what has changed since `REVISION` alone: main, HEAD~3, v1.2 ...", Category: whatIsNews},
		&urfave.BoolFlag{Name: "staged", DisableDefaultText: true, Usage: "what is staged for the next commit alone, as it is staged", Category: whatIsNews},
		&urfave.StringFlag{Name: "diff", Usage: "what the unified diff in `FILE` changed alone; - is standard input", Category: whatIsNews},
	}
}

// changes are what --since, --staged or --diff ask for; nil where none of them is given.
func (p *program) changes(ctx context.Context, c *urfave.Context) (*vcs.Changes, error) {
	var asked []string
	for _, name := range []string{"since", "staged", "diff"} {
		if c.IsSet(name) {
			asked = append(asked, "--"+name)
		}
	}
	switch {
	case len(asked) == 0:
		return nil, nil //nolint:nilnil // nothing was asked for
	case len(asked) > 1:
		return nil, usage("%s: each says on its own what changed; give one of them", strings.Join(asked, " and "))
	case asked[0] == "--staged" && (c.Bool("fix") || c.Bool("fix-unsafe") || c.Bool("fix-dry-run")):
		return nil, usage("--staged: fixes change files, and what is staged is none; --since HEAD mends what is not committed yet")
	case slices.Contains(c.Args().Slice(), "-"):
		return nil, usage("%s: a text on standard input has no changes that git knows of", asked[0])
	}
	var changes *vcs.Changes
	var err error
	switch asked[0] {
	case "--since":
		changes, err = vcs.Since(ctx, c.String("since"))
	case "--staged":
		changes, err = vcs.Staged(ctx)
	default:
		changes, err = p.diffed(c)
	}
	var refused *vcs.RefusedError
	if errors.As(err, &refused) {
		return nil, usage("%s: %w", asked[0], refused)
	}
	return changes, wrapped(asked[0], err)
}

func (p *program) diffed(c *urfave.Context) (*vcs.Changes, error) {
	here, err := os.Getwd()
	if err != nil {
		return nil, err //nolint:wrapcheck // changes says what was being done
	}
	most, err := maxSizeOf(c)
	if err != nil {
		return nil, err
	}
	name := c.String("diff")
	if name == "-" {
		if c.String("files-from") == "-" {
			return nil, usage("standard input cannot be both a diff (--diff -) and the list of files (--files-from -)")
		}
		return vcs.FromDiff(bounded.Reader(p.in, most), here) //nolint:wrapcheck // likewise
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, &usageError{unreadable(name, err)}
	}
	defer func() { _ = f.Close() }()
	return vcs.FromDiff(bounded.Reader(f, most), here) //nolint:wrapcheck // likewise
}

// changed are the files of a folder that changed, as a walk would have kept them, relative to the folder.
func (g *gathering) changed(full string) []string {
	top := vcs.Root(full)
	if top == "" {
		top = full
	}
	ignore := vcs.NewIgnore(top, full, ignoreFile)
	var found []string
	for _, c := range g.changes.Files {
		rel, err := filepath.Rel(full, c.Path)
		if err == nil && filepath.IsLocal(rel) && read.Format(rel) != "" && !ignore.LeavesOut(c.Path, false) {
			found = append(found, rel)
		}
	}
	return found
}

// change is what happened to a file, nil where nothing did. A link in a path is no obstacle; a file that is one has no
// changes, as for git.
func (g *gathering) change(path string) *vcs.Change {
	full := g.absolute(path)
	dir := filepath.Dir(full)
	end, known := g.real[dir]
	if !known {
		var err error
		if end, err = filepath.EvalSymlinks(dir); err != nil {
			end = dir // a folder that is staged and gone
		}
		g.real[dir] = end
	}
	full = filepath.Join(end, filepath.Base(full))
	i, ok := slices.BinarySearchFunc(g.changes.Files, full, func(c vcs.Change, path string) int { return strings.Compare(c.Path, path) })
	if !ok {
		return nil
	}
	return &g.changes.Files[i]
}

// narrow moves out of a result what a change has neither touched nor brought about.
//
// A change touches a finding when it touches a sentence in which the finding stands: when a line of it is new, or when
// lines are gone from it or from beside it. And it brings about what was not found in the earlier state: a figure loses
// its source by an edit of the sentence before, a reference dangles when its note at the end is deleted. Where only a diff
// is at hand nobody knows the earlier state, and touching alone counts.
func (j *job) narrow(data []byte, doc *prose.Document, result *engine.Result, check func(*prose.Document) engine.Result) (elsewhere []lint.Finding, misfit bool, err error) {
	if j.change == nil {
		return nil, false, nil
	}
	news := result.Findings
	for i := range j.change.From {
		n := newness{edits: j.change.From[i].On(data), doc: doc}
		if patch := &j.change.From[i]; patch.HasEarlier() {
			n.earlier = sync.OnceValues(func() (map[spot]bool, error) { return j.spots(patch, check) })
		}
		misfit = n.edits.Misfit(data) || misfit
		var kept []lint.Finding
		for _, f := range news {
			is := n.touched(f)
			if !is {
				var failure error
				is, failure = n.broughtAbout(f)
				err = cmp.Or(err, failure)
			}
			if is {
				kept = append(kept, f)
			} else {
				elsewhere = append(elsewhere, f)
			}
		}
		news = kept
	}
	if len(j.change.From) > 1 {
		slices.SortStableFunc(elsewhere, func(a, b lint.Finding) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	}
	result.Findings = news
	return elsewhere, misfit, err //nolint:wrapcheck // it is our own
}

// spot is a finding by what it says and where it stands in the file.
type spot struct {
	rule string
	at   vcs.Place
}

// spots are the findings in an earlier state of a file.
func (j *job) spots(patch *vcs.Patch, check func(*prose.Document) engine.Result) (map[spot]bool, error) {
	data, err := patch.Earlier(j.most)
	if err != nil {
		return nil, err //nolint:wrapcheck // it says all there is
	}
	doc, _, err := understood(*j, data)
	if doc == nil || err != nil {
		return nil, err
	}
	findings := check(doc).Findings

	lines := vcs.Lines(data)
	known := make(map[spot]bool, len(findings))
	for _, f := range findings {
		known[spot{f.Rule, vcs.PlaceIn(lines, doc.Locate(f.Span).Start.Offset)}] = true
	}
	return known, nil
}

// newness holds the findings of a file against one earlier state of it.
type newness struct {
	edits   *vcs.Edits
	doc     *prose.Document
	earlier func() (map[spot]bool, error) // what was found in the earlier state; nil where nobody knows
}

// touched tells whether the change touched a sentence in which the finding stands.
func (n *newness) touched(f lint.Finding) bool {
	all := f.Span
	before, after := 0, len(n.doc.Text)
	first, last := f.Span.Start, max(f.Span.Start, f.Span.End-1)
	if b, s := n.doc.SentenceAt(first); b >= 0 {
		all = all.Join(sentenceOr(n.doc, b, s))
		before = endBefore(n.doc, b, s)
	}
	if b, s := n.doc.SentenceAt(last); b >= 0 {
		all = all.Join(sentenceOr(n.doc, b, s))
		after = startAfter(n.doc, b, s)
	}
	at := n.doc.Locate(all)
	return n.edits.Touch(
		n.doc.Locate(prose.Span{Start: before, End: before}).Start.Offset, at.Start.Offset, at.End.Offset,
		n.doc.Locate(prose.Span{Start: after, End: after}).Start.Offset,
	)
}

// sentenceOr is a sentence, or its block where that has none.
func sentenceOr(d *prose.Document, block, sentence int) prose.Span {
	if sentence < 0 {
		return d.Blocks[block].Span
	}
	return d.Blocks[block].Sentences[sentence].Span
}

// endBefore is where the sentence before one ends.
func endBefore(d *prose.Document, block, sentence int) int {
	if sentence > 0 {
		return d.Blocks[block].Sentences[sentence-1].End
	}
	if block > 0 {
		return d.Blocks[block-1].End
	}
	return 0
}

// startAfter is where the sentence behind one starts.
func startAfter(d *prose.Document, block, sentence int) int {
	if sentence+1 < len(d.Blocks[block].Sentences) {
		return d.Blocks[block].Sentences[sentence+1].Start
	}
	if block+1 < len(d.Blocks) {
		return d.Blocks[block+1].Start
	}
	return len(d.Text)
}

// broughtAbout tells whether an untouched finding was not there before.
func (n *newness) broughtAbout(f lint.Finding) (bool, error) {
	if n.earlier == nil {
		return false, nil
	}
	known, err := n.earlier()
	if err != nil {
		return false, err
	}
	return !known[spot{f.Rule, n.edits.Earlier(n.doc.Locate(f.Span).Start.Offset)}], nil
}
