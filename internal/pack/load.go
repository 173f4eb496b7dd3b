package pack

import (
	"bytes"
	"crypto/sha256"
	"encoding/gob"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/sayso-lint/sayso/internal/bounded"
	"github.com/sayso-lint/sayso/lint"
)

// HeadFile is the file of a folder that says what the pack is called; the others hold rules.
const HeadFile = "pack.yaml"

// source is one file of a pack.
type source struct {
	path string
	data []byte
}

// Load reads a pack from a file, or from a folder of .yaml files with a pack.yaml among them. The error joins one line a
// mistake, as Parse's.
//
// A pack that was read before is not parsed again: YAML of a thousand phrases costs more than checking an article. What
// it came to is kept in the user's cache folder under a hash of its bytes and of the program that reads them; without
// such a folder it is parsed each time.
func Load(path string) (*Pack, error) {
	sources, err := read(path)
	if err != nil {
		return nil, err
	}
	kept := keptAt(sources)
	if p := recall(kept); p != nil {
		return p, nil
	}
	p, err := parseAll(path, sources)
	if err != nil {
		return nil, err
	}
	remember(kept, p)
	return p, nil
}

func read(path string) ([]source, error) {
	info, err := os.Stat(path)
	if missing, ok := errors.AsType[*fs.PathError](err); ok {
		missing.Op = "pack"
		if errors.Is(err, fs.ErrNotExist) {
			missing.Err = nowhere(path)
		}
	}
	if err != nil {
		return nil, err //nolint:wrapcheck // "pack desk.yaml: permission denied"
	}
	paths := []string{path}
	if info.IsDir() {
		entries, err := os.ReadDir(path)
		if err != nil {
			return nil, fmt.Errorf("pack: %w", err)
		}
		paths = nil
		for _, e := range entries {
			if !e.IsDir() && bounded.IsYAML(e.Name()) && !strings.HasPrefix(e.Name(), ".") {
				paths = append(paths, filepath.Join(path, e.Name()))
			}
		}
		if len(paths) == 0 {
			return nil, fmt.Errorf("pack %s: no .yaml file in it", path)
		}
		// What the head says holds for the rules of all files, so it comes first.
		head := filepath.Join(path, HeadFile)
		slices.SortFunc(paths, func(a, b string) int {
			switch {
			case a == head:
				return -1
			case b == head:
				return 1
			}
			return strings.Compare(a, b)
		})
	}
	sources := make([]source, len(paths))
	for i, p := range paths {
		data, err := bounded.YAML(p, !info.IsDir())
		if err != nil {
			return nil, fmt.Errorf("pack: %w", err)
		}
		sources[i] = source{p, data}
	}
	return sources, nil
}

// nowhere says where a pack was looked for, and what is there by nearly that name.
type nowhere string

func (path nowhere) Error() string {
	where := ""
	if dir := filepath.Dir(string(path)); dir != "." {
		where = " in " + filepath.ToSlash(dir)
	}
	return "no such file or folder" + where + lint.Hint(filepath.Base(string(path)), bounded.Beside(string(path), true))
}

func (path nowhere) Is(target error) bool { return target == fs.ErrNotExist }

// parseAll reads the files of one pack.
func parseAll(path string, sources []source) (*Pack, error) {
	all := &Pack{Path: path}
	given := &defaults{lang: lint.DefaultLang, named: true}
	var mistakes []error
	ids := map[string]string{}
	for _, s := range sources {
		p, err := parse(s.path, s.data, given)
		if err != nil {
			mistakes = append(mistakes, err)
			continue
		}
		switch {
		case all.Name == "":
			all.Name, all.Summary = p.Name, p.Summary
		case p.Name != "" && p.Name != all.Name:
			mistakes = append(mistakes, fmt.Errorf("%s:1:1: pack %q in a folder of pack %q; a folder is one pack", s.path, p.Name, all.Name))
		}
		for _, spec := range p.Specs {
			if first, twice := ids[spec.ID]; twice {
				mistakes = append(mistakes, fmt.Errorf("%s:1:1: rule %s is in %s, too", s.path, spec.ID, first))
			}
			ids[spec.ID] = s.path
		}
		all.Specs = append(all.Specs, p.Specs...)
	}
	if err := errors.Join(mistakes...); err != nil {
		return nil, err
	}
	if len(all.Specs) == 0 {
		return nil, fmt.Errorf("%s: no rule in it", path)
	}
	return all, nil
}

// keptAt is where a pack of these bytes is kept; "" where there is no place for it.
func keptAt(sources []source) string {
	folder, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	h := sha256.New()
	if !hashProgram(h) {
		return ""
	}
	for _, s := range sources {
		_, _ = fmt.Fprintf(h, "%s\x00%d\x00", s.path, len(s.data))
		h.Write(s.data)
	}
	return filepath.Join(folder, "sayso", "packs", hex.EncodeToString(h.Sum(nil)[:16]))
}

// hashProgram adds what tells this program from another one, that may read the same bytes otherwise.
func hashProgram(h hash.Hash) bool {
	path, err := os.Executable()
	if err != nil {
		return false
	}
	info, err := os.Stat(path)
	if err != nil {
		return false
	}
	_, _ = fmt.Fprintf(h, "%s\x00%d\x00%d\x00", path, info.Size(), info.ModTime().UnixNano())
	return true
}

// recall reads what was kept; nil where nothing was, or nothing that makes sense.
func recall(kept string) *Pack {
	if kept == "" {
		return nil
	}
	data, err := os.ReadFile(kept)
	if err != nil {
		return nil
	}
	p := &Pack{}
	if gob.NewDecoder(bytes.NewReader(data)).Decode(p) != nil || p.Name == "" {
		return nil
	}
	return p
}

// remember keeps a pack. That it cannot be kept is no error: it is read again next time.
func remember(kept string, p *Pack) {
	if kept == "" {
		return
	}
	var b bytes.Buffer
	if gob.NewEncoder(&b).Encode(p) != nil || os.MkdirAll(filepath.Dir(kept), 0o700) != nil {
		return
	}
	f, err := os.CreateTemp(filepath.Dir(kept), "new-*")
	if err != nil {
		return
	}
	_, err = f.Write(b.Bytes())
	if errors.Join(err, f.Close()) != nil || os.Rename(f.Name(), kept) != nil {
		_ = os.Remove(f.Name())
	}
}
