package importer

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	runner "github.com/sayso-lint/sayso/internal/example"
	"github.com/sayso-lint/sayso/internal/pack"
	"github.com/sayso-lint/sayso/lint"
)

// frames are sentences to put words in, by language: %s is the words. One of them suits most. No verb of speech is in them,
// behind which the words would be somebody else's; and words of function are, by which the language is known.
var frames = map[string][]string{
	"en": {"The old house was %s in those days.", "%s stood there for a year.", "Rain fell %s the boats in the harbour.", "The road was long, %s"},
	"de": {"Das alte Haus war %s in der Zeit, als die Boote im Hafen lagen.", "%s stand ein Jahr lang auf dem Platz, und die Boote lagen im Hafen."},
	"fr": {"La vieille maison était %s dans la rue, et les bateaux étaient dans le port.", "%s est dans la rue, et les bateaux sont dans le port."},
	"es": {"La casa vieja era %s en la calle, y los barcos estaban en el puerto.", "%s está en la calle, y los barcos están en el puerto."},
	"it": {"La vecchia casa era %s nella strada, e le barche erano nel porto.", "%s è nella strada, e le barche sono nel porto."},
	"pt": {"A casa velha era %s na rua, e os barcos estavam no porto.", "%s está na rua, e os barcos estão no porto."},
	"nl": {"Het huis was %s voor de mensen die niet naar de haven gingen, en dat is een oud huis met een boot.", "%s was niet voor de mensen die naar de haven gingen, en dat is een oud huis met een boot."},
}

// silent are sentences that say nothing, of which one is the good example.
var silent = map[string][]string{
	"en": {"Two boats lay in the harbour.", "Grain was cheap in May.", "Rain fell.", "Ana sings."},
	"de": {"Die Boote lagen im Hafen, und der Regen war nicht stark.", "Das Boot ist alt."},
	"fr": {"Les bateaux étaient dans le port, et la pluie ne tombait pas.", "Le bateau est vieux."},
	"es": {"Los barcos estaban en el puerto, y la lluvia no era fuerte.", "El barco es viejo."},
	"it": {"Le barche erano nel porto, e la pioggia non era forte.", "La barca è vecchia."},
	"pt": {"Os barcos estavam no porto, e a chuva não era forte.", "O barco é velho."},
	"nl": {"Dat is een oud schip, en de mensen gingen niet naar de haven met een boot.", "Het schip is oud."},
}

// Languages are those that an imported pack may be in.
func Languages() []string { return slices.Sorted(maps.Keys(frames)) }

// prove makes a rule's examples of its own words and runs them. Phrases that are found in no sentence are left out, and a
// rule of which nothing is left.
func (im *importing) prove(r *rule) {
	r.id = r.check.id
	if err := im.examples(r); errors.Is(err, errNothing) {
		return
	} else if err != nil {
		im.note(r.place, "rule %s: %v", r.check.id, err)
		return
	}
	r.id = im.unique(r.check.id)
	// As a whole, as an editor would.
	p, err := pack.Parse(im.name+".yaml", []byte(im.write([]*rule{r})))
	if err != nil {
		im.note(r.place, "rule %s: %v", r.id, unplaced(err))
		return
	}
	for _, x := range p.Specs[0].Examples {
		if failure := runner.Run(p.Specs[0].Rule(), x); failure != nil {
			im.note(r.place, "rule %s: its example %q does not come true: it %s", r.id, x.Input, failure.Problem)
			return
		}
	}
	im.rules = append(im.rules, r)
}

// unplaced takes the place in a file that nobody sees off the first line of an error.
func unplaced(err error) string {
	line, _, _ := strings.Cut(err.Error(), "\n")
	if _, rest, ok := strings.Cut(line, ".yaml:"); ok {
		if _, message, ok := strings.Cut(rest, ": "); ok {
			return message
		}
	}
	return line
}

// errNothing says that nothing of a rule was found, which has been said of each of its terms.
var errNothing = errors.New("nothing of it is found")

// trial is one text to find something in.
type trial struct {
	input, words  string
	entry, phrase int
}

// examples fills in what comes true.
func (im *importing) examples(r *rule) error {
	if len(r.expressions) > 0 && joinedSource(r.expressions, r.fold) == "" {
		return errors.New("its expressions cannot be joined into one")
	}
	if r.dedupe(); len(r.entries) == 0 {
		return errors.New("it wants what it finds, or says what has been said")
	}
	made, err := im.trialRule(r)
	if err != nil {
		return err
	}
	format := ""
	if len(r.blocks) > 0 {
		format = "markdown"
	}
	proved := map[[2]int]bool{}
	for _, frame := range frames[im.lang] {
		// Where each sentence so far had more findings than its own word (forms of "to be"), the next one is tried on all.
		trials := slices.DeleteFunc(r.trials(frame, frames[im.lang][0]), func(t trial) bool {
			return len(r.bad) > 0 && proved[[2]int{t.entry, t.phrase}]
		})
		for i, found := range r.tried(made, trials, format) {
			if len(found) == 0 {
				continue
			}
			t := trials[i]
			proved[[2]int{t.entry, t.phrase}] = true
			x := example{input: t.input, format: format}
			if len(r.bad) == 2 || len(found) > 1 || slices.ContainsFunc(r.bad, func(b example) bool { return b.input == x.input }) {
				continue
			}
			if alone := finds(made, x); len(alone) == 1 && strings.Contains(x.input, alone[0]) {
				x.finds = alone[0]
				r.bad = append(r.bad, x)
			}
		}
	}
	r.keep(proved, im)
	for _, s := range silent[im.lang] {
		x := example{input: r.inBlock(s), format: format}
		if len(finds(made, x)) == 0 && len(r.good) == 0 {
			r.good = append(r.good, x)
		}
	}
	switch {
	case len(proved) == 0:
		return errNothing
	case len(r.bad) == 0:
		return errors.New("no sentence with its words has a single finding, as an example must")
	case len(r.good) == 0:
		return errors.New("it finds something in every sentence")
	}
	return nil
}

// dedupe drops what an earlier entry has said.
func (r *rule) dedupe() {
	if len(r.expressions) > 0 {
		return
	}
	seen := map[string]bool{}
	for i := range r.entries {
		r.entries[i].phrases = slices.DeleteFunc(slices.Clone(r.entries[i].phrases), func(p string) bool {
			key := strings.ToLower(p)
			twice := seen[key] || slices.ContainsFunc(r.entries[i].replaced, func(to string) bool { return to == p })
			seen[key] = true
			return twice
		})
	}
	r.entries = slices.DeleteFunc(r.entries, func(e entry) bool { return len(e.phrases) == 0 })
}

// trialRule makes the rule, with an example that only fills its place.
func (im *importing) trialRule(r *rule) (*lint.Rule, error) {
	t := *r
	t.bad, t.good = []example{{input: "x", finds: "x"}}, []example{{input: "y"}}
	p, err := pack.Parse(im.name+".yaml", []byte(im.write([]*rule{&t})))
	if err != nil {
		return nil, errors.New(unplaced(err))
	}
	return p.Specs[0].Rule(), nil
}

// trials puts each phrase, or a text that each expression matches, in a sentence.
func (r *rule) trials(frame, beside string) (all []trial) {
	add := func(entry, phrase int, words string) {
		said := words
		if r.limit != nil {
			said = strings.TrimSuffix(strings.Repeat(words+" and ", r.limit.most+1), " and ")
		}
		text := fmt.Sprintf(frame, said)
		if r.apart {
			text += " " + fmt.Sprintf(beside, r.entries[0].replaced[0])
		}
		all = append(all, trial{r.inBlock(text), words, entry, phrase})
	}
	for i, e := range r.expressions {
		for _, words := range append(slices.Clone(e.phrases), e.sample) {
			add(i, 0, words)
		}
	}
	if len(r.expressions) > 0 {
		return all
	}
	for i, e := range r.entries {
		for j, p := range e.phrases {
			add(i, j, p)
		}
	}
	return all
}

// inBlock writes a sentence as the block that the rule is about, in Markdown.
func (r *rule) inBlock(s string) string {
	if len(r.blocks) == 0 {
		return s
	}
	switch r.blocks[0] {
	case "heading":
		return "# " + s
	case "list-item":
		return "- " + s
	case "quote":
		return "> " + s
	case "cell":
		return "| a |\n|---|\n| " + s + " |\n"
	default:
		return s
	}
}

// tried runs the rule over trials and gives what it finds in each: over all of them as the paragraphs of one text, since a rule
// of two thousand words is not made ready two thousand times. What looks beyond its paragraph is tried alone.
func (r *rule) tried(made *lint.Rule, trials []trial, format string) [][]string {
	found := make([][]string, len(trials))
	if r.limit != nil || r.apart || r.needs != nil {
		for i, t := range trials {
			found[i] = finds(made, example{input: t.input, format: format})
		}
		return found
	}
	var text strings.Builder
	ends := make([]int, len(trials))
	for i, t := range trials {
		text.WriteString(t.input + "\n\n")
		ends[i] = text.Len()
	}
	doc, err := runner.Document("examples"+runner.Extensions[format], cmpFormat(format), text.String())
	if err != nil {
		return found
	}
	all, err := runner.Check(made, runner.Setup{}, doc)
	if err != nil {
		return found
	}
	for _, f := range all {
		at, _ := slices.BinarySearch(ends, doc.Locate(f.Span).Start.Offset+1)
		if at < len(found) {
			found[at] = append(found[at], doc.Slice(f.Span))
		}
	}
	return found
}

// finds runs the rule over a text; a text that cannot be read has nothing in it.
func finds(r *lint.Rule, x example) (texts []string) {
	doc, err := runner.Document("example"+runner.Extensions[x.format], cmpFormat(x.format), x.input)
	if err != nil {
		return nil
	}
	found, err := runner.Check(r, runner.Setup{}, doc)
	if err != nil {
		return nil
	}
	for _, f := range found {
		texts = append(texts, doc.Slice(f.Span))
	}
	return texts
}

func cmpFormat(format string) string {
	if format == "" {
		return "text"
	}
	return format
}

// keep drops what was found in no sentence.
func (r *rule) keep(proved map[[2]int]bool, im *importing) {
	if len(r.expressions) > 0 {
		var kept []*expression
		for i, e := range r.expressions {
			if proved[[2]int{i, 0}] {
				kept = append(kept, e)
				continue
			}
			im.note(r.entries[i].place, "%s: not found where %q stands in a plain sentence", shown(r.entries[i].expr), e.sample)
		}
		r.expressions = kept
		return
	}
	for i := range r.entries {
		var kept []string
		for j, p := range r.entries[i].phrases {
			if proved[[2]int{i, j}] {
				kept = append(kept, p)
				continue
			}
			im.note(r.entries[i].place, "%q: not found where it stands in a plain sentence", p)
		}
		r.entries[i].phrases = kept
	}
	r.entries = slices.DeleteFunc(r.entries, func(e entry) bool { return len(e.phrases) == 0 })
}
