package report

import (
	"strings"

	"github.com/fatih/color"

	"github.com/sayso-lint/sayso/lint"
)

// style is what stands before and behind text of one look; empty without colour.
type style struct{ on, off string }

// palette is the looks of one report. Hue tells the family, weight the severity, and neither is ever alone: words and
// the glyphs of the underline say the same. Only the sixteen named colours are used, because those follow the user's
// theme, be it dark or light.
type palette struct {
	severity          [lint.Error + 1]style
	families          map[lint.Family]style
	other             style // of a rule without a family
	strong, dim, path style
	good, bad         style
}

// newPalette does not ask fatih/color whether standard output is a terminal: the report may go elsewhere, and the caller
// has decided.
func newPalette(colored bool) palette {
	of := func(attributes ...color.Attribute) style {
		c := color.New(attributes...)
		if colored {
			c.EnableColor()
		} else {
			c.DisableColor()
		}
		on, off, _ := strings.Cut(c.Sprint("\x00"), "\x00")
		return style{on, off}
	}
	return palette{
		severity: [...]style{
			lint.Off: {}, lint.Info: of(color.Faint), lint.Warning: of(color.FgYellow, color.Bold), lint.Error: of(color.FgRed, color.Bold),
		},
		families: map[lint.Family]style{
			lint.Sourcing:           of(color.FgRed),
			lint.AttributionQuality: of(color.FgMagenta),
			lint.Uncertainty:        of(color.FgCyan),
			lint.Prescription:       of(color.FgBlue),
			lint.Stance:             of(color.FgYellow),
			lint.Argument:           of(color.FgGreen),
			lint.TimeAndQuantity:    of(color.FgHiMagenta),
			lint.Consistency:        of(color.FgHiBlue),
		},
		other:  of(color.FgRed),
		strong: of(color.Bold), dim: of(color.Faint), path: of(color.FgCyan),
		good: of(color.FgGreen), bad: of(color.FgRed),
	}
}

func (p *palette) family(f lint.Family) style {
	if s, ok := p.families[f]; ok {
		return s
	}
	return p.other
}
