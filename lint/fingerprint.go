package lint

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"strconv"
	"strings"

	"github.com/sayso-lint/sayso/prose"
)

// Fingerprints name findings so that they are known again after the text around them has moved: one a finding, 32 hex
// digits of SHA-256 over the rule's id, NUL, the folded sentence with blanks collapsed, NUL, and the ordinal (from 1, in
// decimal) among findings of the rule in sentences that read the same. The sentence is the one that holds the start of
// the finding; what stands in it without being words is left out, so that a suppression comment written into it changes
// nothing. Findings are in order of position, as the engine returns them.
func Fingerprints(doc *prose.Document, findings []Finding) []string {
	out := make([]string, len(findings))
	seen := map[[sha256.Size]byte]int{}
	// A sentence may be long and carry many findings, so it is hashed once a rule and not once a finding.
	at := prose.Span{Start: -1}
	var sentence string
	var begun map[string]*sha
	for i, f := range findings {
		if s := sentenceOf(doc, f.Span.Start); s != at {
			at, sentence, begun = s, plainSentence(doc.Slice(s)), map[string]*sha{}
		}
		h := begun[f.Rule]
		if h == nil {
			h = newSHA(f.Rule + "\x00" + sentence + "\x00")
			begun[f.Rule] = h
		}
		seen[h.sum]++
		out[i] = h.with(strconv.Itoa(seen[h.sum]))
	}
	return out
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
