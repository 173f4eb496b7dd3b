package voice

import (
	"fmt"
	"iter"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/sayso-lint/sayso/internal/frozen"
	"github.com/sayso-lint/sayso/prose"
)

var wordClasses = map[string]class{
	"determiner": determiner, "possessive": possessive, "subject": subject, "object": object, "relative": relative,
	"preposition": preposition, "coordinator": coordinator, "subordinator": subordinator, "be": be, "have": have, "do": do,
	"modal": modal, "negation": negation, "adverb": adverb, "time": timeWord, "interrogative": interrogative, "that": that,
	"to": to, "by": by, "of": of, "clitic": clitic, "group": group, "quantified": quantified, "anonymous": anonymous,
	"role": role, "speaking": speaking, "body": body, "collective": collective, "document": document, "title": title,
	"metonym": metonym, "measuring": measuring, "publishing": publishing, "figure": figureNoun, "method": methodNoun, "calculating": calculating,
	"speech": speechNoun, "belief": beliefNoun, "attitude": attitudeNoun, "noun": homograph,
	"own": own, "tabular": tabular, "exhibit": exhibit, "inspecting": inspecting, "indefinite": indefinite, "familiar": familiar,
	"portion": portion, "nobody": nobody, "own-work": ownWork, "emphatic": emphatic, "researching": researching, "section": section,
	"source": sourceWord, "ibidem": ibidem, "inside": inside, "according": according, "perceived": perceived, "compared": compared,
}

var frameNames = map[string]frame{
	"clause": clauseFrame, "object": objectFrame, "infinitive": infinitiveFrame, "as": asFrame, "addressee": addresseeFrame,
}

// TestLexicon fails when a list was changed and "go generate ./voice" was forgotten. It is what compiles them.
func TestLexicon(t *testing.T) {
	var x vocabulary
	for _, name := range []string{"function-words", "sources", "report-nouns", "traits"} {
		for label, list := range labelled(t, name) {
			c := wordClasses[label]
			if c == 0 {
				t.Fatalf("%s.txt: unknown class %s", name, label)
			}
			for w := range strings.FieldsSeq(list) {
				x.at(w).class |= c
			}
		}
	}
	kinds := map[string]uint8{} // by what a line says of them: verbs with the same frames are one
	for forms, says := range labelled(t, "report-verbs") {
		kind, ok := kinds[says]
		if !ok {
			kind = uint8(len(x.verbs))
			kinds[says] = kind
			x.verbs = append(x.verbs, readVerb(t, says))
		}
		bit := baseForm
		for w := range strings.FieldsSeq(forms) {
			e := x.at(w)
			if !e.is(verbal) {
				e.class |= verbal
				e.verb = kind
			}
			e.form |= bit
			bit <<= 1
		}
	}
	source := frozen.Head("voice") +
		frozen.Array("wordPlaces", "uint16", slots, func(i int) string {
			if x.places[i] == 0 {
				return ""
			}
			return strconv.Itoa(int(x.places[i]))
		}) +
		frozen.Array("wordEntries", "entry", mostWords, func(i int) string {
			e := &x.entries[i]
			if e.hash == 0 {
				return ""
			}
			w := fmt.Sprintf("class: %#x", uint64(e.class))
			if e.is(verbal) {
				w += fmt.Sprintf(", verb: %d, form: %#x", e.verb, uint8(e.form))
			}
			return fmt.Sprintf("{%#x, word{%s}}", e.hash, w)
		}) +
		frozen.Array("verbs", "verb", len(x.verbs), func(i int) string {
			v := x.verbs[i]
			return fmt.Sprintf("{kind: %d, frames: %#x, preps: %#v}", v.kind, uint8(v.frames), v.preps)
		})

	var sections prose.Table[Role]
	for name, list := range labelled(t, "sections") {
		role := slices.Index(roleNames[:], name)
		if role < 0 {
			t.Fatal("sections.txt: unknown role " + name)
		}
		for wording := range strings.SplitSeq(list, ",") {
			sections.Put(prose.WordOfFolded(strings.TrimSpace(wording)), Role(role))
		}
	}
	source += frozen.Table("wording", "Role", &sections, func(r Role) string { return strconv.Itoa(int(r)) })

	var reasons prose.Phrases[answer]
	for phrase := range labelled(t, "reasons") {
		if phrase[0] != '[' {
			reasons.Put(phrase, yes)
		}
	}
	frozen.Check(t, "english.go", source+frozen.Phrases("reason", "answer", &reasons))
}

// vocabulary is what wordPlaces, wordEntries and verbs are made of.
type vocabulary struct {
	places  [slots]uint16
	entries [mostWords]entry
	n       int
	verbs   []verb
}

// at is where it stands what is known of a word, to be added to.
func (v *vocabulary) at(w string) *word {
	hash := prose.WordOf(w)
	for i := place(hash); ; i++ {
		p := &v.places[i%slots]
		if *p == 0 {
			v.n++
			*p = uint16(v.n)
			v.entries[v.n].hash = hash
		}
		if e := &v.entries[*p]; e.hash == hash {
			return &e.word
		}
	}
}

// readVerb reads what a line says of a verb: its kind and frames, and its prepositions.
func readVerb(t *testing.T, says string) (v verb) {
	t.Helper()
	kind, preps, _ := strings.Cut(says, ":")
	for w := range strings.FieldsSeq(kind) {
		k := slices.Index(kindNames[:], w)
		switch {
		case frameNames[w] != 0:
			v.frames |= frameNames[w]
		case k >= 0:
			v.kind = Kind(k)
		default:
			t.Fatal("report-verbs.txt: unknown frame " + w)
		}
	}
	for w := range strings.FieldsSeq(preps) {
		v.preps = append(v.preps, prose.WordOf(w))
	}
	return v
}

// labelled yields the lines of a list that say something, what stands before their first colon and what behind it.
func labelled(t *testing.T, list string) iter.Seq2[string, string] {
	t.Helper()
	data, err := os.ReadFile("en/" + list + ".txt")
	if err != nil {
		t.Fatal(err)
	}
	return func(yield func(string, string) bool) {
		for line := range strings.SplitSeq(string(data), "\n") {
			if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
				continue
			}
			if label, rest, _ := strings.Cut(line, ":"); !yield(label, rest) {
				return
			}
		}
	}
}
