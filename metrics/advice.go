package metrics

import (
	"github.com/sayso-lint/sayso/modality"
	"github.com/sayso-lint/sayso/prose"
)

// prescribed notes a cue of the author's advice. A sentence counts by its strongest.
func (m *measuring) prescribed(b, s int, c *modality.Cue) {
	d := m.depth
	if d == nil {
		return
	}
	p := Prescription{Span: c.Span, Claim: d.claim(), Strength: Should, Inside: d.inside, Reason: m.reasoned(b)}
	switch c.Name {
	case "deontic-modal":
		p.Strength, p.Actor = m.modal(b, s, c.Span)
	case "imperative":
		p.Strength, p.Actor = Must, true // whoever reads it
	case "let-us":
		p.Actor = true
	}
	m.prescription(p)
}

// permitted notes what the author allows where he prescribes nothing.
func (m *measuring) permitted(b, s int) {
	d := m.depth
	if d == nil || m.now.advises >= 0 || m.now.asks {
		return
	}
	for _, modal := range m.modality.Modals(b, s) {
		switch modal.Lemma {
		case "can", "could", "may", "might":
			if modal.Sense == modality.Deontic && m.authors(modal.Span) && !m.wanted(b, s, modal.Span) {
				m.prescription(Prescription{Span: modal.Span, Claim: d.claim(), Strength: May, Inside: d.inside})
				return
			}
		}
	}
}

func (m *measuring) prescription(p Prescription) {
	d := m.depth
	if m.now.advises < 0 {
		m.now.advises = len(d.Prescriptions)
		d.Prescriptions = add(d.Prescriptions, p)
		return
	}
	at := &d.Prescriptions[m.now.advises]
	p.Actor = p.Actor || at.Actor
	if p.Strength < at.Strength {
		*at = p
	}
	at.Actor = p.Actor
}

// modal is how much a modal binds, and whether it says whom: a subject that acts, or "by" and somebody behind a passive.
func (m *measuring) modal(b, s int, span prose.Span) (Strength, bool) {
	for _, modal := range m.modality.Modals(b, s) {
		if modal.Span != span {
			continue
		}
		strength := Must
		switch modal.Lemma {
		case "should", "ought to", "had better", "be to", "be supposed to":
			strength = Should
		}
		if modal.Passive {
			_, i := m.now.TokensIn(modal.Verb)
			return strength, i > 0 && i+1 < len(m.now.is) && m.now.is[i]&byWord != 0
		}
		first, _ := m.now.TokensIn(modal.Subject)
		return strength, !modal.Subject.Empty() && m.now.is[first]&nobody == 0
	}
	return Should, false
}

// reasoned tells whether a block or the paragraph before it says why. A heading ends the search.
func (m *measuring) reasoned(b int) bool {
	if m.voice.Reasoned(b) {
		return true
	}
	return b > 0 && m.counts(b-1) && m.voice.Reasoned(b-1)
}

// advised counts the author's prescriptions when all are known.
func (m *measuring) advised() {
	for _, p := range m.depth.Prescriptions {
		m.Strengths[p.Strength]++
		if p.Strength == May {
			continue
		}
		if p.Inside {
			m.AdviceInside++
		}
		if p.Actor {
			m.AdviceWithActor++
		}
		if p.Reason {
			m.AdviceWithReason++
		}
	}
}
