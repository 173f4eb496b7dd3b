package report

import (
	"bytes"
	"encoding/xml"
	"fmt"
)

// xmlHead begins the formats made of XML. They are written by hand, as they go: encoding/xml would want a file as a whole.
const xmlHead = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"

// attributes writes name="value" for each pair, behind the name of an element.
func (s *sheet) attributes(pairs ...string) {
	for i := 0; i+1 < len(pairs); i += 2 {
		s.print(" ", pairs[i], `="`, inXML(pairs[i+1]), `"`)
	}
}

// inXML is text as XML 1.0 may hold it, in elements and attributes: markup and line ends as references, and U+FFFD for
// what has no place in XML at all, such as NUL and U+FFFF. So is what could steer a terminal.
func inXML(s string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(s)) // a buffer takes all
	return string(referenced(b.Bytes(), func(r rune) string { return fmt.Sprintf("&#x%X;", r) }))
}
