package voice

import (
	"slices"
	"strings"
	"unicode"

	"github.com/sayso-lint/sayso/prose"
)

// Role is the role of the section, or of the led-in list, that holds a block.
func (l *Layer) Role(block int) Role {
	if l.roles == nil {
		l.assignRoles()
	}
	if block < 0 || block >= len(l.roles) {
		return Body
	}
	return l.roles[block]
}

// Has tells whether any section of the document has a role.
func (l *Layer) Has(r Role) bool {
	l.Role(0)
	return slices.Contains(l.roles, r)
}

// deepestHeading is the number of heading levels.
const deepestHeading = 6

// assignRoles walks the document once. A role holds until the next heading of the same level or a higher one; a heading
// below it without a role of its own inherits.
func (l *Layer) assignRoles() {
	l.roles = make([]Role, len(l.doc.Blocks))
	var open [deepestHeading + 1]Role
	current := Body
	list, listRole := 0, Body
	for i := range l.doc.Blocks {
		b := &l.doc.Blocks[i]
		if b.Kind == prose.Heading {
			level := min(max(b.Level, 1), deepestHeading)
			parent := Body
			for up := level - 1; up > 0; up-- {
				if open[up] != Body {
					parent = open[up]
					break
				}
			}
			role, ok := headingRole(l.doc.Slice(b.Span))
			if !ok {
				role = parent
			}
			open[level] = role
			for down := level + 1; down <= deepestHeading; down++ {
				open[down] = Body
			}
			current = role
			l.roles[i] = current
			list = 0
			continue
		}
		l.roles[i] = current
		switch {
		case b.Kind != prose.ListItem:
			list, listRole = 0, Body
		case i > 0 && l.doc.Blocks[i-1].Kind != prose.ListItem:
			list, listRole = b.List, leadRole(l.doc.Slice(l.doc.Blocks[i-1].Span))
		}
		if b.Kind == prose.ListItem && listRole != Body && (list == b.List || b.Level > 1) {
			l.roles[i] = listRole
		}
	}
}

// wordings are what headings say, by the hash of all of it: what their sections are for.
var wordings = prose.TableOf(wordingWords[:], wordingValues[:])

func wording(heading string) Role { return wordings.Of(prose.WordOfFolded(heading)) }

// longestHeading bounds the bytes of a heading that is looked at.
const longestHeading = 120

// headingRole is the role that a heading gives, if it gives one: the whole heading, or what it begins with up to a colon,
// a dash or "and", numbers and articles aside.
func headingRole(heading string) (Role, bool) {
	if len(heading) > longestHeading {
		return Body, false
	}
	h := prose.Fold(strings.TrimSpace(heading))
	h = strings.TrimLeftFunc(h, func(r rune) bool { return !unicode.IsLetter(r) })
	if rest, ok := roman(h); ok {
		h = rest
	}
	h = strings.TrimRightFunc(h, func(r rune) bool { return !unicode.IsLetter(r) && r != ')' })
	for _, article := range []string{"the ", "our ", "annex: ", "appendix: ", "a "} {
		if r := wording(h); r != Body {
			return r, true
		}
		h = strings.TrimPrefix(h, article)
	}
	if r := wording(h); r != Body {
		return r, true
	}
	for _, cut := range []string{":", " – ", " — ", " - ", " for ", " to ", " and ", " of ", " (", " on ", " from ", ","} {
		if head, _, ok := strings.Cut(h, cut); ok {
			if r := wording(strings.TrimSpace(head)); r != Body && !(r == HowTo && cut == " to " && head != "how") {
				return r, true
			}
		}
	}
	if strings.HasPrefix(h, "how to ") {
		return HowTo, true
	}
	return Body, false
}

// roman drops a Roman or lettered number at the start of a heading: iv. methods.
func roman(h string) (string, bool) {
	n, rest, ok := strings.Cut(h, ". ")
	if !ok {
		n, rest, ok = strings.Cut(h, ") ")
	}
	if !ok || len(n) > 5 || strings.Trim(n, "ivxabcdefgh") != "" {
		return h, false
	}
	return rest, true
}

// leadRole is the role that the words before a list give it: "We therefore recommend that the
// ministry:".
func leadRole(lead string) Role {
	lead = strings.TrimSpace(lead)
	if !strings.HasSuffix(lead, ":") || len(lead) > 600 {
		return Body
	}
	if i := strings.LastIndexAny(lead[:len(lead)-1], ".?!"); i >= 0 {
		lead = lead[i+1:]
	}
	words := map[string]bool{}
	for w := range strings.FieldsFuncSeq(prose.Fold(lead), func(r rune) bool { return !unicode.IsLetter(r) }) {
		words[w] = true
	}
	switch {
	case words["recommend"] || words["recommends"] || words["recommendations"] || words["recommended"] || words["urge"] || words["urges"] ||
		words["should"] || words["must"] || words["ought"] || words["propose"] || words["advise"] || words["call"] && words["on"]:
		return Recommendations
	case words["options"] || words["option"]:
		return PolicyOptions
	case words["steps"] && words["next"]:
		return NextSteps
	case words["judge"] || words["assess"]:
		return KeyJudgments
	case words["limitations"] || words["caveats"]:
		return Limitations
	}
	return Body
}

// sectionLead is the first block of prose behind the heading of a block's section, -1 where the block stands under none.
func (l *Layer) sectionLead(block int) int {
	if l.leads == nil {
		l.leads = make([]int32, len(l.doc.Blocks))
		lead := int32(-1)
		for i := range l.doc.Blocks {
			switch b := &l.doc.Blocks[i]; {
			case b.Kind == prose.Heading:
				lead = -1
			case lead < 0 && b.Kind == prose.Paragraph:
				lead = int32(i)
			}
			l.leads[i] = lead
		}
	}
	return int(l.leads[block])
}
