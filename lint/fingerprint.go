package lint

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"strconv"
	"strings"
	"sync"

	"github.com/sayso-lint/sayso/prose"
)

// Fingerprints name findings so that they are known again after the text around them has moved: one a finding, 32 hex
// digits of SHA-256 over the rule's id, NUL, the folded sentence with blanks collapsed, NUL, and the ordinal (from 1, in
// decimal) among findings of the rule in sentences that read the same. The sentence is the one that holds the start of
// the finding; what stands in it without being words is left out, so that a suppression comment written into it changes
// nothing. Findings are in order of position, as the engine returns them.
func Fingerprints(doc *prose.Document, findings []Finding) []string {
	return names(doc, keysOf(findings))
}

// key is what decides a fingerprint beside the text.
type key struct {
	rule string
	at   int
}

func keysOf(findings []Finding) []key {
	keys := make([]key, len(findings))
	for i := range findings {
		keys[i] = key{findings[i].Rule, findings[i].Span.Start}
	}
	return keys
}

func names(doc *prose.Document, findings []key) []string {
	out := make([]string, len(findings))
	seen := map[[sha256.Size]byte]int{}
	// A sentence may be long and carry many findings, so it is hashed once a rule and not once a finding.
	at := prose.Span{Start: -1}
	var sentence string
	var begun map[string]*sha
	for i, f := range findings {
		if s := sentenceOf(doc, f.at); s != at {
			at, sentence, begun = s, plainSentence(doc.Slice(s)), map[string]*sha{}
		}
		h := begun[f.rule]
		if h == nil {
			h = newSHA(f.rule + "\x00" + sentence + "\x00")
			begun[f.rule] = h
		}
		seen[h.sum]++
		out[i] = h.with(strconv.Itoa(seen[h.sum]))
	}
	return out
}

// Fingerprint is a finding's name among all that were found with it. It is worked out when it is first asked for: most
// reports show none, and it costs as much as a finding does otherwise. The zero value is "".
type Fingerprint struct {
	of *named
	i  int
}

// named are the findings of a document, to be called by their fingerprints.
type named struct {
	once     sync.Once
	doc      *prose.Document
	findings []key
	names    []string
}

func (f Fingerprint) String() string {
	if f.of == nil {
		return ""
	}
	f.of.once.Do(func() { f.of.names = names(f.of.doc, f.of.findings) })
	return f.of.names[f.i]
}

// Name gives all findings of a document their fingerprints. See Fingerprints.
func Name(doc *prose.Document, findings []Finding) {
	of := &named{doc: doc, findings: keysOf(findings)}
	for i := range findings {
		findings[i].Fingerprint = Fingerprint{of, i}
	}
}

// sha is the hash of a beginning, to be gone on from several times.
type sha struct {
	state hash.Cloner
	sum   [sha256.Size]byte
}

func newSHA(beginning string) *sha {
	h := sha256.New()
	h.Write([]byte(beginning))
	s := &sha{state: h.(hash.Cloner)} //nolint:forcetypeassert // all hashes of the standard library are Cloners
	h.Sum(s.sum[:0])
	return s
}

func (s *sha) with(end string) string {
	h, err := s.state.Clone()
	if err != nil {
		panic("lint: SHA-256 cannot be cloned: " + err.Error())
	}
	h.Write([]byte(end))
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// sentenceOf is the span of the sentence that holds offset; of the block where it has none; else nothing.
func sentenceOf(doc *prose.Document, offset int) prose.Span {
	block, sentence := doc.SentenceAt(offset)
	if block < 0 {
		return prose.Span{}
	}
	if sentence < 0 {
		return doc.Blocks[block].Span
	}
	return doc.Blocks[block].Sentences[sentence].Span
}

func plainSentence(text string) string {
	return strings.Join(strings.Fields(prose.Fold(strings.ReplaceAll(text, prose.Object, ""))), " ")
}
