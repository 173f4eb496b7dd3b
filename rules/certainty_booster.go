package rules

import (
	"unicode"
	"unicode/utf8"

	"github.com/sayso-lint/sayso/internal/tag"
	"github.com/sayso-lint/sayso/lint"
	"github.com/sayso-lint/sayso/modality"
	"github.com/sayso-lint/sayso/prose"
	"github.com/sayso-lint/sayso/voice"
)

var certaintyBooster = &lint.Rule{
	ID:      "certainty-booster",
	Summary: "a booster stands where evidence should",
	Why:     "\"clearly\" and \"the fact is\" ask for agreement instead of earning it; where the evidence is there they add nothing",
	Remedy:  "delete it, or put the evidence there",
	Family:  lint.Uncertainty,
	Severity: map[lint.Profile]lint.Severity{
		lint.Newsroom: lint.Warning, lint.OpEd: lint.Info, lint.Intel: lint.Warning, lint.Encyclopedic: lint.Warning,
		lint.Policy: lint.Info, lint.Academic: lint.Warning, lint.Humanitarian: lint.Warning,
	},
	Confidence: lint.High, Langs: hedging, Since: "0.1.0",
	Standards: []lint.Standard{
		{Source: "Wikipedia MOS:EDITORIAL", Where: "clearly, obviously, of course", Demands: "let the facts speak"},
		{Source: "Hyland 2005", Where: "boosters", Demands: "close down alternatives"},
		{Source: "ICD 203", Where: "D.6.a objectivity"},
		{Source: "Economist Style Guide", Where: "do not be hectoring", Demands: "argue, do not assert"},
	},
	Examples: []lint.Example{
		{Input: "Clearly, the policy has failed.", Finds: "Clearly"},
		{Input: "The plain truth is that nobody is in charge.", Finds: "The plain truth is"},
		{Input: "This proves the minister lied.", Finds: "proves"},
		{Input: "The reform was undoubtedly rushed.", Finds: "undoubtedly"},
		{Input: "The dam will almost certainly hold.", Because: "approved scale term"},
		{Input: "She spoke clearly into the microphone.", Because: "manner, after the verb"},
		{Input: "He was clearly upset after the hearing.", Because: "perception"},
		{Input: "The theorem proves that the sequence is bounded.", Because: "formal proof"},
		{Input: "\"Of course!\" he said.", Because: "quoted"},
	},

	Replaces: []string{"imperative-advice"}, // let us be clear
	Options:  func() any { return &boosterOptions{RealityClaim: "warning", Adverb: "info", AllowCorrective: true} },
	Cues:     lint.Cues{Lists: listed("certainty-booster")},
	Check:    checkBooster,
}

type boosterOptions struct {
	RealityClaim    string `yaml:"severity_reality_claim" enum:"error,warning,info,off" doc:"ceiling for reality claims (the fact is, proves)"`
	Adverb          string `yaml:"severity_adverb" enum:"error,warning,info,off" doc:"ceiling for adverbs (clearly)"`
	AllowCorrective bool   `yaml:"allow_corrective" doc:"accept \"in fact\" and the like right after an attributed claim that it corrects"`
}

var (
	corrective = setOf("fact reality truth actually indeed")
	perceived  = setOf(`upset angry nervous tired shaken moved relieved delighted worried uncomfortable embarrassed drunk ill audible
		visible marked labelled labeled written legible defined separated distinguished heard seen spoken`)
	manner    = setOf("spoke speak speaks speaking said see seen hear heard written write wrote marked labelled defined think thinking remember")
	formal    = setOf("theorem lemma proof proposition corollary algorithm equation")
	scale     = setOf("almost nearly virtually")
	supposing = setOf("to can cannot must should")
	proving   = setOf("prove proves proved proven proving")
	copulas   = setOf("to be himself herself itself themselves")
)

func checkBooster(p *lint.Pass, h lint.Hit) {
	o := p.Options.(*boosterOptions)
	t := p.Sentence(h).Tokens
	level := o.Adverb
	if h.List == "reality" {
		level = o.RealityClaim
	}
	severity, ok := ceiling(level)
	if !ok || !authors(p, h.Span) || !claims(p, h) {
		return
	}
	if h.First > 0 && scale.has(t[h.First-1]) {
		return // almost certainly: a scale term
	}
	if o.AllowCorrective && corrective.within(t[h.First:h.Last]) && corrects(p, h) {
		return
	}
	if proving.within(t[h.First:h.Last]) && foreseen.within(t[max(h.First-3, 0):h.First]) {
		return // may yet prove
	}
	if proving.within(t[h.First:h.Last]) && (h.First > 0 && supposing.has(t[h.First-1]) || h.Last < len(t) && tag.Of(p.Doc).Sentence(h.Block, h.Sentence).In(h.Last, tag.Adjectives|1<<tag.RBR|1<<tag.RBS)) {
		return // to prove, must prove: nothing is proved yet; proved difficult: turned out
	}
	if t[h.First].Word == proven && h.Last < len(t) && tag.Of(p.Doc).Sentence(h.Block, h.Sentence).In(h.Last, tag.Nouns) {
		return // a proven record
	}
	if proving.within(t[h.First:h.Last]) && (formal.within(t[:h.First]) || h.Last < len(t) && copulas.has(t[h.Last])) {
		return // a formal proof; proved to be
	}
	if h.List == "adverb" && mannerOf(p, h) {
		return
	}
	f := lint.Finding{
		Severity: severity, Span: h.Span,
		Message: lint.Quoted(p.Text(h.Span)) + " asserts certainty instead of showing it",
	}
	if h.List == "adverb" {
		f.Fixes = deleted(p, h)
	}
	if shown.within(t) && (evidence.within(t[:h.First]) || slips.within(t[:h.First])) {
		f.Severity = lint.Info
		f.Notes = []lint.Note{{Text: "the sentence names evidence that shows it"}}
	}
	p.Report(f)
}

// expletives can go without a trace: what the clause states is the same without them. Of others the way how something was
// done would go, too.
var expletives = setOf(`absolutely actually certainly clearly definitely doubtless evidently indeed indisputably manifestly obviously
	plainly surely undeniably undoubtedly unquestionably`)

// gripping words take hold of the adverb behind them: not clearly, so obviously, a clearly wrong step.
var gripping = setOf("not n't so very more most less least as too how quite a an and or but")

// deleted offers to take an adverb out. It is never safe: the author may have meant it.
func deleted(p *lint.Pass, h lint.Hit) []lint.Fix {
	t := p.Sentence(h).Tokens
	if h.Last-h.First > 1 || !expletives.has(t[h.First]) || h.Last+1 >= len(t) || h.First == 0 && len(t) < h.Last+3 {
		return nil // of "Certainly not." nothing would be left that anybody says
	}
	gap := func(i int) string { return p.Text(prose.Span{Start: t[i-1].End, End: t[i].Start}) }
	edit := lint.Edit{Span: prose.Span{Start: h.Span.Start, End: t[h.Last].Start}}
	switch next := p.Text(t[h.Last].Span); {
	case h.First == 0:
		at := h.Last
		if next == "," {
			at++
		}
		if gap(at) != " " || !lettered(p.Text(t[at].Span)) {
			return nil
		}
		first, size := utf8.DecodeRuneInString(p.Text(t[at].Span))
		edit.Span.End, edit.New = t[at].Start+size, string(unicode.ToUpper(first))
	case p.Text(t[h.First-1].Span) == "," && next == ",":
		edit.Span = prose.Span{Start: t[h.First-1].Start, End: t[h.Last].End} // it is, indeed, so
	case gap(h.First) != " " || gap(h.Last) != " " || gripping.has(t[h.First-1]) || !lettered(p.Text(t[h.First-1].Span)) || !lettered(next):
		return nil
	}
	return []lint.Fix{{Title: "delete " + lint.Quoted(p.Text(h.Span)), Edits: []lint.Edit{edit}}}
}

func lettered(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsLetter(r)
}

var slips = setOf("slips receipts records documents images audits accounts letters emails minutes logs data files ledgers measurements tests samples")

var proven = prose.WordOf("proven")

// claims tells whether the booster boosts: no question, no condition, and no negation before it ("nothing proves").
func claims(p *lint.Pass, h lint.Hit) bool {
	t := p.Sentence(h).Tokens
	if modality.Of(p.Doc).In(h.Span, modality.Protasis) || p.Text(t[len(t)-1].Span) == "?" {
		return false // an embedded question ("what he did, since it is clear that") asks nothing of the booster
	}
	return h.List == "sweeping" || !proving.within(p.Sentence(h).Tokens[h.First:h.Last]) || asserts(p, h.Span)
}

// corrects tells whether the sentence before ends in somebody else's claim.
func corrects(p *lint.Pass, h lint.Hit) bool {
	return h.Sentence > 0 && len(voice.Of(p.Doc).AttributionsIn(h.Block, h.Sentence-1)) > 0
}

// mannerOf tells whether an adverb says how something was done or looked rather than that it is so.
func mannerOf(p *lint.Pass, h lint.Hit) bool {
	t := p.Sentence(h).Tokens
	if h.Last-h.First > 1 {
		return false
	}
	if h.First > 0 && manner.has(t[h.First-1]) {
		return true
	}
	return h.Last < len(t) && (perceived.has(t[h.Last]) || manner.has(t[h.Last]))
}
