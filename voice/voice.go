// Package voice says whose words the reader reads, and whether a source is in reach.
//
// It finds quotations, attributions (source, cue and content, after PARC and PolNeAR: Pareti 2012, Newell et al. 2018),
// citations and the role of sections, and answers two questions about any span: who says so, and if nobody, what was
// searched for a source and where the nearest one stands. It judges form: whether the source is right, or even said it,
// is beyond it.
package voice

import "github.com/sayso-lint/sayso/prose"

// Class is what kind of source an attribution names (after Newell et al. 2017, with self and none added).
type Class uint8

// The classes, in the words of `sayso dump`.
const (
	NoSource           Class = iota // it is believed, is seen as
	NamedPerson                     // Lena Ruiz; she, once resolved
	NamedBody                       // the harbour authority, RAND
	NamedDocument                   // the labour force survey, a 2019 RAND study
	DescribedAnonymous              // a senior official at the ministry who was not allowed to speak
	BareAnonymous                   // an official, sources
	VagueGroup                      // experts, critics, some
	Collective                      // Washington, the public; a metonym
	Self                            // I, we
)

var classNames = [...]string{
	"none", "named-person", "named-body", "document", "described-anonymous", "bare-anonymous", "vague-group", "collective", "self",
}

func (c Class) String() string { return classNames[c] }

// Named tells whether a reader could look the source up.
func (c Class) Named() bool { return c == NamedPerson || c == NamedBody || c == NamedDocument }

// Source is who is said to say it.
type Source struct {
	prose.Span // the words that name it; empty for class NoSource
	Class      Class
	// Referent is where the one that a pronoun or a definite noun stands for was named; equal to Span where the words
	// name it themselves, empty where nobody was found.
	Referent prose.Span
}

// Attribution credits content to a source.
type Attribution struct {
	Source          Source
	Cue             prose.Span   // "said", "according to", "is believed"
	Content         []prose.Span // what is attributed, in order; may leave the sentence
	Block, Sentence int          // of the cue
	Kind            Kind
}

// Kind is what the cue makes of the content.
type Kind uint8

// The kinds. What is wanted, promised, praised or forbidden is content of an attitude: the words are still the author's,
// and a figure in them is not the source's.
const (
	Speech   Kind = iota // said, wrote, according to
	Finding              // found, shows, counted
	Belief               // thinks, doubts
	Attitude             // wants, vowed to, condemned
)

var kindNames = [...]string{"speech", "finding", "belief", "attitude"}

func (k Kind) String() string { return kindNames[k] }

// Quotation is a stretch between quotation marks, the marks included; one that runs on over paragraphs is one a
// paragraph.
type Quotation struct {
	prose.Span
	// Speech: words somebody said, as opposed to scare quotes, titles and mentions of a word.
	Speech bool
	Depth  int // 0: not inside another one
}

// CitationKind is the form of a citation.
type CitationKind uint8

// The kinds of citation.
const (
	FootnoteCitation CitationKind = iota
	LinkCitation
	AuthorYear // (Okafor 2021), Okafor (2021)
	Bracket    // [3], [Harbour Times], (Harbour Times, 4 March 2021)
	Grade      // (B2): Admiralty code
)

var citationNames = [...]string{"footnote", "link", "author-year", "bracket", "grade"}

func (k CitationKind) String() string { return citationNames[k] }

// Citation points at a source outside the text. "(AQIS)" and "(see map)" are none; a footnote without its note is none.
type Citation struct {
	prose.Span
	Kind   CitationKind
	Target string // address or label, where it has one
}

// Role is what a section is for, by its heading or by the words that lead a list in.
type Role uint8

// Roles.
const (
	Body Role = iota
	Summary
	KeyJudgments
	Background
	Method
	Findings
	Outlook
	Recommendations
	PolicyOptions
	NextSteps
	Conclusion
	Limitations
	References
	FAQ
	HowTo
)

var roleNames = [...]string{
	"body", "summary", "key judgments", "background", "method", "findings", "outlook", "recommendations", "policy options",
	"next steps", "conclusion", "limitations", "references", "faq", "how-to",
}

func (r Role) String() string { return roleNames[r] }

// Speaker is whose words a span is.
type Speaker uint8

// Speakers, in the words of `sayso dump`.
const (
	Author Speaker = iota
	Other          // "source": quoted or reported
)

func (s Speaker) String() string { return [...]string{"author", "source"}[s] }

// Window is how far a source may stand to excuse.
type Window uint8

// Windows; each adds to the one before. Notes always count, and nothing reaches across a heading.
const (
	InSentence  Window = iota
	InPrevious         // the sentence before
	InParagraph        // the lead of the paragraph, and the paragraph's other sentences before
	InSection          // the lead of the section
)

// Search is what counts as support.
type Search struct {
	Window Window
	Next   bool // the sentence behind, too
	// Weak: a source that is not named counts too (officials said). Citation and Method likewise.
	Weak, Named, Citation, Method bool
	// Within: any part of an attribution that holds the span will do, what is wanted, promised or condemned and what
	// describes the source included (62 percent of voters say). Whoever asks where a fact comes from leaves it off.
	Within bool
}

// Place is where a search looked or found.
type Place uint8

// Places, in the order they are searched.
const (
	ThisSentence Place = iota
	PreviousSentence
	NextSentence
	ParagraphLead
	SectionLead
	Notes
)

// String reads well behind "no source in".
func (p Place) String() string {
	return [...]string{"this sentence", "the one before", "the one after", "the rest of the paragraph", "the lead of the section", "a note"}[p]
}

// Reach is the answer to "says who?".
type Reach struct {
	Sourced  bool
	By       prose.Span // the source's words, the citation or the method; empty where not sourced
	Class    Class      // of the source; NoSource for a citation
	Where    Place
	Searched []Place // all that was searched, in order
}
