package report

import (
	"io"
	"strconv"
)

// checkstyle writes the report of Checkstyle, which Jenkins and many others read. Its source is the rule's name as
// Checkstyle's are, with the family as the package.
type checkstyle struct {
	sheet
	options Options
	begun   bool
}

func newCheckstyle(w io.Writer, o Options) Reporter {
	return &checkstyle{sheet: sheet{w: w}, options: o}
}

func (c *checkstyle) begin() {
	if !c.begun {
		c.begun = true
		c.print(xmlHead, `<checkstyle version="4.3">`, "\n")
	}
}

func (c *checkstyle) File(f *File) error {
	if len(f.Findings) == 0 {
		return nil
	}
	c.begin()
	c.print("<file")
	c.attributes("name", c.options.inDir(f.Doc.Path))
	c.print(">\n")
	for i := range f.Findings {
		x := &f.Findings[i]
		at := f.Doc.Begin(x.Span)
		source := "sayso."
		if family := c.options.family(x.Rule); family != "" {
			source += string(family) + "."
		}
		c.print("<error")
		c.attributes("line", strconv.Itoa(at.Line), "column", strconv.Itoa(at.Column), "severity", x.Severity.String(),
			"message", visible(x.Message), "source", source+x.Rule)
		c.print("/>\n")
		c.spill()
	}
	c.print("</file>\n")
	return c.flush()
}

func (c *checkstyle) Close(*Summary) error {
	c.begin()
	c.print("</checkstyle>\n")
	return c.flush()
}
