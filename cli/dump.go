package cli

import (
	"encoding/json"
	"fmt"
	"runtime/debug"
	"slices"
	"strings"

	urfave "github.com/urfave/cli/v2"

	"github.com/sayso-lint/sayso/internal/layers"
	"github.com/sayso-lint/sayso/internal/plugin"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/report"
)

func (p *program) dump(c *urfave.Context) error {
	wanted, err := chosenLayers(trimmed(c.StringSlice("layers")))
	if err != nil {
		return err
	}
	format, known := dumps[c.String("format")]
	if !known {
		return usage("--format: unknown format %q (formats: json, plugin)", c.String("format"))
	}
	loader, err := p.loader(c)
	if err != nil {
		return err
	}
	todo, err := p.jobs(c.Context, c, loader, false)
	if err != nil {
		return err
	}
	slices.SortStableFunc(todo, func(a, b job) int { return strings.Compare(a.path, b.path) })
	if err := spared(c.String("output"), todo); err != nil {
		return err
	}
	out, err := openOutput(c.String("output"), p.out)
	if err != nil {
		return err
	}
	type dumped struct {
		json     []byte
		warnings []string
		err      error
	}
	before := format.head
	err = inOrder(c.Context, len(todo), c.Int("jobs"), weightsOf(todo),
		func(i int) (d dumped) {
			defer func() {
				if r := recover(); r != nil {
					d.err = fmt.Errorf("%s: sayso failed, which is a bug of ours: %v\n%s", todo[i].path, r, debug.Stack())
				}
			}()
			doc, warnings, err := p.document(todo[i])
			if err != nil || doc == nil {
				return dumped{err: err}
			}
			d.warnings = warnings
			d.json, d.err = format.file(doc, wanted)
			return d
		},
		func(i int, d dumped) error {
			for _, w := range d.warnings {
				p.complain("%s: %s", todo[i].path, w)
			}
			if d.err != nil {
				p.fault(d.err)
			}
			if d.json == nil {
				return nil
			}
			_, err := fmt.Fprintf(out, "%s%s", before, d.json)
			before = format.between
			return wrapped("writing the dump", err)
		})
	if err != nil {
		out.abandon()
		return err
	}
	tail := "\n" + format.tail
	if before == format.head {
		tail = format.head + format.tail // no file at all
	}
	if _, err := out.WriteString(tail); err != nil {
		out.abandon()
		return fmt.Errorf("writing the dump: %w", err)
	}
	return out.finish()
}

// dumps are the formats of a dump: what stands before the first file, between two, and behind the line end of the last.
var dumps = map[string]struct {
	head, between, tail string
	file                func(*prose.Document, []string) ([]byte, error)
}{
	"json": {"{\"version\":1,\"files\":[\n", ",\n", "]}\n", func(doc *prose.Document, wanted []string) ([]byte, error) {
		value, err := json.Marshal(layers.Of(doc, wanted, func(s prose.Span) (start, end int) {
			l := doc.Locate(s)
			return l.Start.Offset, l.End.Offset
		}))
		return report.JSON(value), err
	}},
	// What a plugin gets on its standard input, a line a file, for those who write one.
	"plugin": {"", "\n", "", func(doc *prose.Document, wanted []string) ([]byte, error) {
		value, err := plugin.Input(doc, wanted)
		return report.JSON(value), err
	}},
}

func chosenLayers(asked []string) ([]string, error) {
	for _, name := range asked {
		if !slices.Contains(layers.Names, name) {
			return nil, usage("--layers: unknown layer %q%s (layers: %s)", name, lint.Hint(name, layers.Names), strings.Join(layers.Names, ", "))
		}
	}
	if len(asked) == 0 {
		return layers.Usual, nil
	}
	return asked, nil
}
