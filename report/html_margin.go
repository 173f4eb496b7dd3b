package report

import (
	"github.com/sayso-lint/sayso/lint"
)

// margin writes the notes on blocks [from, to).
func (e *edition) margin(from, to int) {
	begun := false
	for i := from; i < to; i++ {
		for _, n := range e.blocks[i] {
			if !begun {
				begun = true
				e.raw(`<div class="notes">`)
			}
			e.note(n)
		}
	}
	if begun {
		e.raw("</div>")
	}
}

// note writes what there is to say of a finding. What holds for all findings of a rule stands once, in the list of rules,
// to which the rule's name leads. A note is no <details>: a browser gives each of those a tree and a style sheet of its own,
// which made up an eighth of the time that a long page took to open. It is open as it stands; the script folds it.
func (e *edition) note(n int) {
	f := &e.file.Findings[n]
	c := e.concern(f)
	e.raw(`<div class="note `, c.class, " ", gravity[f.Severity], `" id="`)
	e.id("n", n+1)
	e.raw(`"><button type="button">`, c.sign)
	e.number(n + 1)
	e.raw("</button> <i>")
	e.text(f.Severity.String())
	e.raw("</i> <a")
	e.leads("w", e.rule[f.Rule])
	e.raw(">")
	e.text(f.Rule)
	e.raw("</a> ")
	e.text(f.Message)
	for _, note := range f.Notes {
		e.raw("<p>")
		e.text(note.Text)
		if !note.Span.Empty() {
			e.raw(" ")
			e.to(note.Span, "→ ")
		}
		e.raw("</p>")
	}
	for i := range f.Fixes[:min(len(f.Fixes), mostFixes)] {
		e.fix(&f.Fixes[i])
	}
	e.raw(`<p class="at">`)
	e.text(c.name)
	e.raw(`, <a`)
	e.leads("r", n+1)
	e.raw(">line ")
	e.number(e.line(f.Span))
	e.raw("</a>, ")
	e.text(e.options.confidence(f).String())
	e.raw(" confidence</p></div>")
}

func (e *edition) fix(f *lint.Fix) {
	e.raw(`<p class="fix"><b>suggestion</b> `)
	e.text(f.Title)
	if f.Safe {
		e.raw(" (safe)")
	}
	e.raw("</p>")
}

// ruleList says of each rule that found something why it is there and what helps.
func (e *edition) ruleList() {
	if len(e.rules) == 0 {
		return
	}
	e.raw(`<section class="rules" aria-labelledby="`, e.prefix, `rules"><h2 id="`, e.prefix, `rules">Rules that found something</h2><dl>`, "\n")
	for i := range e.rules {
		u := &e.rules[i]
		c := &concerns[u.concern]
		e.raw(`<div id="`)
		e.id("w", i)
		e.raw(`" class="`, c.class, `"><dt><b aria-hidden="true">`, c.sign, "</b> ")
		e.text(u.id)
		e.raw(" <small>")
		e.text(c.name)
		e.raw(", ")
		e.text(count(u.found, "finding"))
		e.raw("</small></dt>")
		if r := u.rule; r != nil {
			e.remark("why", r.Why)
			e.remark("what helps", r.Remedy)
			for _, s := range r.Standards {
				e.raw("<dd class=\"standard\">")
				e.text(s.String())
				e.raw("</dd>")
			}
		}
		e.raw("</div>\n")
	}
	e.raw("</dl></section>\n")
}

func (e *edition) remark(label markup, text string) {
	if text != "" {
		e.raw("<dd><b>", label, ":</b> ")
		e.text(text)
		e.raw("</dd>")
	}
}

// settledFinding is a finding that is no news, and by what.
type settledFinding struct {
	*lint.Finding
	by string
}

// settled are the findings that the text or the configuration allows, with the reasons, and those of the baseline.
func (e *edition) settled() []settledFinding {
	var all []settledFinding
	for i := range e.file.Suppressed {
		s := &e.file.Suppressed[i]
		by := "allowed by the configuration"
		if s.InText {
			by = "allowed in the text"
		}
		if s.Reason != "" {
			by += ": " + s.Reason
		}
		all = append(all, settledFinding{&s.Finding, by})
	}
	for i := range e.file.Known {
		all = append(all, settledFinding{&e.file.Known[i], "in the baseline"})
	}
	return all
}

// settledList lists what is no news. Drawn in the text unasked it would say that something is left to do.
func (e *edition) settledList() {
	all := e.settled()
	if len(all) == 0 {
		return
	}
	e.section("settled", "Allowed, and known before")
	e.raw(`<label><input type="checkbox" name="settled" autocomplete="off"> underline them in the text</label><ul>`, "\n")
	for _, f := range all {
		c := &concerns[concernOf(e.options.family(f.Rule))]
		e.raw(`<li class="`, c.class, `"><b aria-hidden="true">`, c.sign, "</b> <span>")
		e.text(f.Rule)
		e.raw("</span> ")
		e.text(f.Message)
		e.raw(" ")
		e.to(f.Span, "")
		e.raw(" <small>")
		e.text(f.by)
		e.raw("</small></li>\n")
	}
	e.raw("</ul></section>\n")
}
