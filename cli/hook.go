package cli

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	urfave "github.com/urfave/cli/v2"

	"github.com/sayso-lint/sayso/internal/bounded"
	"github.com/sayso-lint/sayso/internal/vcs"
	"github.com/sayso-lint/sayso/lint"
)

func (p *program) hookCommand() *urfave.Command {
	return &urfave.Command{
		Name:      "hook",
		Usage:     "have git check what is staged before each commit",
		ArgsUsage: "install|uninstall|status",
		UsageText: "sayso hook install\nsayso hook uninstall\nsayso hook status",
		Description: `Writes a pre-commit hook to where git looks for hooks (core.hooksPath, or the repository's own folder). A hook that is
there already runs first and is put back by uninstall. The hook runs sayso check --staged: findings at or above fail-on
stop the commit. git commit --no-verify passes by it.`,
		Action: p.hook,
	}
}

func (p *program) hook(c *urfave.Context) error {
	what := c.Args().First()
	ways := map[string]func(*hook) (string, error){"install": (*hook).install, "uninstall": (*hook).uninstall, "status": (*hook).status}
	do := ways[what]
	switch known := slices.Sorted(maps.Keys(ways)); {
	case c.NArg() == 0:
		return usage("sayso hook needs to know what to do: %s", strings.Join(known, ", "))
	case do == nil:
		return usage("sayso hook %s: unknown%s (known: %s)", what, lint.Hint(what, known), strings.Join(known, ", "))
	case c.NArg() > 1:
		return usage("sayso hook %s takes no %q", what, c.Args().Get(1))
	}
	dir, err := vcs.Hooks(c.Context)
	var refused *vcs.RefusedError
	if errors.As(err, &refused) {
		return usage("hook: %w", refused)
	}
	if err != nil {
		return fmt.Errorf("hook: %w", err)
	}
	self, err := p.self()
	if err != nil {
		return fmt.Errorf("hook: %w", err)
	}
	h := &hook{path: filepath.Join(dir, "pre-commit"), self: self}
	h.before = h.path + beforeSuffix
	said, err := do(h)
	if err != nil {
		return err
	}
	if what == "status" && !h.ours() {
		p.exit = Found
	}
	return p.print(said + "\n")
}

// self is how sayso was called, as a path that holds elsewhere. Links are kept: the next version will stand behind them.
func (p *program) self() (string, error) {
	running, err := os.Executable()
	if err != nil {
		return "", err //nolint:wrapcheck // the caller says what for
	}
	if path, err := exec.LookPath(p.name); err == nil && sameFile(path, running) {
		return filepath.Abs(path) //nolint:wrapcheck // likewise
	}
	return running, nil
}

func sameFile(a, b string) bool {
	x, err := os.Stat(a)
	if err != nil {
		return false
	}
	y, err := os.Stat(b)
	return err == nil && os.SameFile(x, y)
}

// beforeSuffix is what the hook that was there before is called while ours stands in its place.
const beforeSuffix = ".before-sayso"

// hook is the pre-commit hook of a repository.
type hook struct {
	path   string
	before string // where the hook that was there is kept
	self   string // the sayso that it is to call
}

// script is our hook. It is for any sh, and for the poor PATH that a graphical client may have.
const script = `#!/bin/sh
# Written by sayso hook install; sayso hook uninstall takes it away and puts back what was here before.
sayso=%s
here=$(CDPATH= cd "${0%%/*}" && pwd)
if [ -n "$here" ] && [ "$SAYSO_HOOK" = "$here" ]; then
	exit 0 # the hook before this one calls it, too: this one is running
fi
before="${0%%/*}/pre-commit` + beforeSuffix + `"
if [ -x "$before" ]; then
	SAYSO_HOOK=$here
	export SAYSO_HOOK
	"$before" "$@" || exit
fi
if [ ! -x "$sayso" ]; then
	sayso=$(command -v sayso) || {
		echo "pre-commit: sayso is neither where it was (%s) nor on PATH." >&2
		echo "Install it and run sayso hook install again, or commit with --no-verify." >&2
		exit 1
	}
fi
"$sayso" check --staged --quiet && exit
status=$?
echo "The commit was stopped by sayso. Mend the text, allow the finding with a reason," >&2
echo "or commit with --no-verify; then git add the text again." >&2
exit $status
`

func (h *hook) script() []byte {
	path := filepath.ToSlash(h.self)
	quoted := "'" + strings.ReplaceAll(path, "'", `'\''`) + "'"
	return seal(fmt.Appendf(nil, script, quoted, strings.Map(func(r rune) rune {
		if strings.ContainsRune("\"$`\\\n", r) {
			return '?' // in a message between double quotes
		}
		return r
	}, path)))
}

// text is what the hook says; nothing where it cannot be read, or is far longer than ours: a program, perhaps.
func (h *hook) text() []byte {
	data, err := bounded.Regular(h.path, bounded.Settings)
	if err != nil {
		return nil
	}
	return data
}

// ours tells whether the hook is one that we wrote, whoever has edited it since.
func (h *hook) ours() bool {
	return strings.Contains(string(h.text()), "# Written by sayso hook install;")
}

// sealed begins the last line of the hook, with the SHA-256 of what stands above it: an older sayso's hook is told from one
// that somebody has edited.
const sealed = "# seal "

func seal(body []byte) []byte {
	return fmt.Appendf(body[:len(body):len(body)], "%s%x\n", sealed, sha256.Sum256(body))
}

// untouched tells whether the hook is as some sayso wrote it.
func (h *hook) untouched() bool {
	data := h.text()
	body, _, _ := bytes.Cut(data, []byte(sealed))
	return len(data) > 0 && bytes.Equal(data, seal(body))
}

func (h *hook) install() (string, error) {
	_, err := os.Lstat(h.path)
	there := err == nil
	if there && h.ours() && !h.untouched() {
		return "", usage("hook: %s is ours and has been edited; move the edits elsewhere, or install would lose them", h.path)
	}
	chain := there && !h.ours()
	if _, err := os.Lstat(h.before); err == nil && chain {
		return "", usage("hook: %s is another's, and %s is in the way of keeping it; move one of them", h.path, h.before)
	}
	if err := os.MkdirAll(filepath.Dir(h.path), 0o777); err != nil { //nolint:gosec // as git makes it
		return "", unwritable(h.path, err)
	}
	a, err := writeAside(h.path)
	if err != nil {
		return "", unwritable(h.path, err)
	}
	_, err = a.Write(h.script())
	if err = errors.Join(err, a.Chmod(0o755)); err != nil {
		a.abandon()
		return "", fmt.Errorf("hook: %s: %w", h.path, err)
	}
	if chain {
		if err := os.Rename(h.path, h.before); err != nil {
			a.abandon()
			return "", fmt.Errorf("hook: %w", err)
		}
	}
	if err := a.finish(); err != nil {
		if chain {
			err = errors.Join(err, os.Rename(h.before, h.path))
		}
		return "", fmt.Errorf("hook: %s: %w", h.path, err)
	}
	return h.status()
}

func (h *hook) uninstall() (string, error) {
	switch _, err := os.Lstat(h.path); {
	case errors.Is(err, fs.ErrNotExist):
		return "no pre-commit hook at " + h.path, nil
	case !h.ours():
		return h.path + " is not sayso's, and stays", nil
	case !h.untouched():
		return "", usage("hook: %s has been edited since sayso wrote it; take our part out of it by hand", h.path)
	}
	err := os.Rename(h.before, h.path)
	if errors.Is(err, fs.ErrNotExist) {
		if err := os.Remove(h.path); err != nil {
			return "", fmt.Errorf("hook: %w", err)
		}
		return h.path + " is gone", nil
	}
	if err != nil {
		return "", fmt.Errorf("hook: %w", err)
	}
	return h.path + " is again the hook that was there before", nil
}

func (h *hook) status() (string, error) {
	if !h.ours() {
		if _, err := os.Lstat(h.path); errors.Is(err, fs.ErrNotExist) {
			return "not installed: no pre-commit hook at " + h.path, nil
		}
		return "not installed: " + h.path + " is not sayso's", nil
	}
	said := "installed: " + h.path + " checks what is staged"
	if _, err := os.Lstat(h.before); err == nil {
		said += ", after " + filepath.Base(h.before)
	}
	return said, nil
}
