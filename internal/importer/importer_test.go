package importer

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/sayso-lint/sayso/internal/pack"
	"github.com/sayso-lint/sayso/lint/linttest"
)

// folder writes files, by their slashed paths.
func folder(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// imported checks that the result is a pack whose examples come true, and gives what it finds in a text.
func imported(t *testing.T, r *Result, err error, text string) (found, notes []string) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	p, err := pack.Parse("imported.yaml", r.Pack)
	if err != nil {
		t.Fatalf("%v\n%s", err, r.Pack)
	}
	doc := linttest.Document(t, "markdown", text)
	for _, rule := range p.Rules() {
		linttest.Examples(t, rule)
		for _, f := range linttest.Check(t, rule, linttest.Setup{}, doc) {
			found = append(found, strings.TrimPrefix(f.Rule, p.Name+"/")+": "+doc.Slice(f.Span)+": "+f.Message)
		}
	}
	slices.Sort(found)
	for _, n := range r.Notes {
		notes = append(notes, filepath.Base(n.File)+strings.TrimPrefix(n.String(), n.File))
	}
	return found, notes
}

func same(t *testing.T, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: got\n%s\nwant\n%s", what, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// One rule for each extension point, as Vale's documentation describes them.
var style = map[string]string{
	"Desk/Fillers.yml": `---
extends: existence
message: "Do without '%s'."
link: https://example.org/fillers
ignorecase: true
level: warning
tokens:
  - obviously
  - (?:give|gave|given) rise to
  - very? good
  - \w+wise
  - (?<!not )simply
exceptions:
  - obviously wrong
`,
	"Desk/Names.yml":  "extends: existence\nmessage: '%s is no name of ours'\nlevel: error\ntokens: [Internet, NATO-led]\n",
	"Desk/Clocks.yml": "extends: existence\nmessage: write am\nnonword: true\ntokens:\n  - '\\d{1,2} ?[AP]M'\n  - '[a-z]+(?=ly)'\n",
	"Desk/Heads.yml":  "extends: existence\nmessage: no '%s' in headings\nscope: [heading, list, 'alt', table.cell]\ntokens: [big]\nignorecase: true\n",
	"Desk/Gone.yml":   "extends: existence\nmessage: remove '%s'\naction: {name: remove}\ntokens: [in fact]\n",
	"Desk/Words.yml": `extends: substitution
limit: 3
message: Write '%s' for '%s'
level: suggestion
ignorecase: true
action:
  name: replace
swap:
  utili[sz]e: use|employ
  "(?:per cent|percentage)": percent
  within the (\w+) dir: in $1
  "on (\\w+) basis": each
`,
	"Desk/Twice.yml":   "extends: repetition\nmessage: \"'%s' is there twice\"\nlevel: error\nalpha: true\ntokens: ['[^\\s]+']\n",
	"Desk/Spell.yml":   "extends: consistency\nmessage: \"'%s' and the other spelling\"\nlevel: error\neither:\n  advisor: adviser\n  centre: '[a-z]+er'\n",
	"Desk/Often.yml":   "extends: occurrence\nmessage: too often\nscope: sentence\nmax: 1\ntoken: however\nignorecase: true\n",
	"Desk/Long.yml":    "extends: occurrence\nmessage: too long\nscope: sentence\nmax: 25\ntoken: '\\b(\\w+)\\b'\n",
	"Desk/Short.yml":   "extends: occurrence\nmessage: too short\nmin: 3\ntoken: and\n",
	"Desk/Say.yml":     "extends: conditional\nmessage: \"'%s' and no word of denial\"\nfirst: accused of\nsecond: den(?:y|ies|ied)\n",
	"Desk/Acronym.yml": "extends: conditional\nmessage: say it\nfirst: '\\b([A-Z]{3,5})\\b'\nsecond: '\\(([A-Z]{3,5})\\)'\n",
	"Desk/Title.yml":   "extends: capitalization\nmessage: caps\nmatch: $title\n",
	"Desk/Odd.yml":     "extends: spelling\nmessage: x\n",
	"Desk/Raw.yml":     "extends: existence\nmessage: \"'%s'\"\nraw:\n  - '\\bfoo'\n  - 'bar\\b'\nunknown: 1\n",
	"Desk/Broken.yml":  "extends: [existence\n",
	"Desk/Being.yml":   "\ufeffextends: existence\nmessage: no '%s'\ntokens: &t [was, were]\n",
	"Desk/Code.yml":    "extends: existence\nmessage: no '%s'\nscope: code\ntokens: [big]\n",
	"Desk/README.md":   "no rule",
}

func TestVale(t *testing.T) {
	r, err := Vale(filepath.Join(folder(t, style), "Desk"), "en")
	found, notes := imported(t, r, err, `# A big day

- a big list

Obviously, it gave rise to very good talk, clockwise; it is obviously wrong. On the Internet it is 5 PM. The internet is big.

In fact they utilise 3 per cent of the the centre. However, the advisor saw the adviser, however late. The foobar was accused of fraud.
`)
	same(t, "findings", found, []string{
		"being: was: no 'was'",
		"clocks: 5 PM: write am",
		"fillers: Obviously: Do without 'Obviously'",
		"fillers: gave rise to: Do without 'gave rise to'",
		"fillers: very good: Do without 'very good'",
		"gone: In fact: remove 'In fact'",
		"heads: big: no 'big' in headings",
		"heads: big: no 'big' in headings",
		"names: Internet: Internet is no name of ours",
		"often: however: too often",
		"raw: foobar: 'foobar'",
		"say: accused of: 'accused of' and no word of denial",
		"spell-advisor: advisor: 'advisor' and the other spelling",
		"twice: the the: 'the the' is there twice",
		"words: per cent: Write 'percent' for 'per cent'",
		"words: utilise: Write 'use' for 'utilise'",
	})
	const unwoken = "no whole word or number in it that must be there, so nothing wakes it"
	same(t, "notes", notes, []string{
		"Acronym.yml:1: conditional: first and second are no fixed words, and only those can be looked for near one another",
		"Broken.yml:1: not YAML: sequence end token ']' not found",
		`Clocks.yml:6: "[a-z]+(?=ly)": it looks around, which RE2 does not`,
		"Code.yml:3: scope code: has no counterpart",
		`Fillers.yml:11: "\\w+wise": ` + unwoken,
		`Fillers.yml:12: "(?<!not )simply": it looks around, which RE2 does not`,
		"Heads.yml:3: scope alt: has no counterpart",
		`Long.yml:5: "\\b(\\w+)\\b": no fixed words; only those can be counted or compared`,
		"Odd.yml:1: spelling: sayso does not check spelling",
		"Raw.yml:6: unknown: has no counterpart",
		"Short.yml:1: occurrence: a pack says how often words may stand at most, and not how often they must",
		`Spell.yml:6: "[a-z]+er": no fixed words; only those can be compared`,
		"Title.yml:1: capitalization: a pack is woken by words, and this asks for the capitals of whatever stands there",
		"Twice.yml:1: any repeated word: a pack is woken by words, so 39 short ones that are repeated by mistake are found",
		"Words.yml:2: limit: has no counterpart",
		`Words.yml:11: "within the (\\w+) dir": the replacement "in $1" refers to a group`,
	})
}

// In every language that there are sentences for, a word of it is found in them and known to be of it.
func TestLanguages(t *testing.T) {
	for lang, text := range map[string]string{
		"de": "Das ist zeitnah möglich, und die Boote lagen im Hafen.", "nl": "Het huis was zeitnah voor de mensen die niet naar de haven gingen, en dat is een oud huis.",
		"fr": "Le bateau est zeitnah, et la pluie ne tombe pas dans le port.", "es": "El barco está zeitnah en el puerto, y la lluvia no es fuerte.",
		"it": "La barca è zeitnah nel porto, e la pioggia non è forte.", "pt": "O barco está zeitnah no porto, e a chuva não é forte.",
	} {
		r, err := Vale(filepath.Join(folder(t, map[string]string{"a.yml": "extends: existence\nmessage: no %s\ntokens: [zeitnah]\n"}), "a.yml"), lang)
		found, notes := imported(t, r, err, text)
		same(t, lang, append(found, notes...), []string{"a: zeitnah: no zeitnah"})
	}
	if _, err := Vale(".", "xx"); err == nil || !strings.Contains(err.Error(), "expected one of de, en, es, fr, it, nl, pt") {
		t.Errorf("got %v", err)
	}
}

func TestValeMistakes(t *testing.T) {
	dir := folder(t, style)
	for path, want := range map[string]string{
		dir:                           "holds styles (Desk); import one: ",
		filepath.Join(dir, "nowhere"): "nowhere",
		folder(t, nil):                "has no .yml file in it, as a Vale style has",
	} {
		if _, err := Vale(path, "en"); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

// Both ways in which proselint writes its checks: functions that call a builder, and values.
func TestProselint(t *testing.T) {
	r, err := Proselint(folder(t, map[string]string{
		"checks/misc/old.py": `"""A module: it's "quoted"."""
from proselint.tools import memoize, existence_check, preferred_forms_check, consistency_check

@memoize
def check(text):
    """Docstring."""
    err = "desk.fillers"
    msg = (u"'{}' says "
           "nothing.")
    list = [
        "going forward",   # a comment, with "quotes"
        r"at (?:this|that) point",
        'so-'.join(words),
    ]
    return existence_check(text, list, err, msg, join=True)

@memoize
def check_names(text):
    err = "desk.names"
    msg = "'{}' is the preferred form of '{}'."
    preferences = [
        ["Kyiv", ["Kiev"]],
        ["use",  ["utilise", "utilize"]],
    ]
    return preferred_forms_check(text, preferences, err, msg)

def check_spelling(text):
    err = "desk.spelling"
    msg = "Inconsistent spelling of '{}' (vs. '{}')."
    word_pairs = [["centre", "center"]]
    return consistency_check(text, word_pairs, err, msg)

def check_made(text):
    err = "desk.made"
    msg = "made"
    items = [w.lower() for w in open("words")]
    return existence_check(text, items, err, msg)

def check_loop(text):
    err = "desk.loop"
    msg = "Bad word."
    bad_words = ["obviously", "utterly"]
    for w in bad_words:
        pass
`,
		"checks/new.py": `"""New."""
from proselint.registry.checks import Check, types

check = Check(
    check_type=types.Existence(items=("in the final analysis",)),
    path="desk.cliches",
    message="'{}' is a cliche.",
)
check_forms = Check(
    check_type=types.PreferredFormsSimple(items={"very unique": "unique"}, padding=None),
    path="desk.forms",
    message="'{}' is preferred to '{}'.",
)
check_odd = Check(check_type=types.Reverse(items=("a",)), path="desk.odd", message="odd")
`,
	}))
	found, notes := imported(t, r, err, "Going forward, the centre in Kiev, a very unique center, is obviously closed in the final analysis.\n")
	same(t, "findings", found, []string{
		"desk-cliches: in the final analysis: 'in the final analysis' is a cliche",
		"desk-fillers: Going forward: 'Going forward' says nothing",
		"desk-forms: very unique: 'unique' is preferred to 'very unique'",
		"desk-loop: obviously: Bad word",
		"desk-names: Kiev: 'Kyiv' is the preferred form of 'Kiev'",
		"desk-spelling-center: center: Inconsistent spelling of 'center' (vs. 'the other spelling')",
	})
	same(t, "notes", notes, []string{
		"old.py:10: desk-fillers: 1 of its words are made by code",
		"old.py:37: desk-made: its words are made by code",
		"new.py:14: desk.odd: Reverse has no counterpart",
	})
	if _, err := Proselint(t.TempDir()); err == nil || !strings.Contains(err.Error(), "no check of proselint in ") {
		t.Errorf("got %v", err)
	}
}

func TestWriteGood(t *testing.T) {
	modules := map[string]string{
		"node_modules/weasel-words/weasel.js":              "var weasels = [\n  'clearly', // yes\n  'it\\'s',\n];\nvar re = new RegExp('\\\\b(' + weasels.join('|') + ')\\\\b', 'gi');\n",
		"node_modules/adverb-where/adverbs.js":             "const adverbs = ['absolutel', 'sadl'];\nconst weakens = [ 'just' ];\n",
		"node_modules/too-wordy/too-wordy.js":              "let wordyWords = ['a number of', /* x */ \"as per\"];\nwordyWords = wordyWords.map((w) => w.replace(/ /g, '[\\\\b]*'));\n",
		"node_modules/passive-voice/passive.js":            "var irregulars = ['taken', 'seen'];\nvar exceptions = ['indeed'];\n",
		"node_modules/write-good/lib/there-is.js":          "module.exports = 1",
		"node_modules/write-good/lib/lexical-illusions.js": "module.exports = 1",
	}
	dir := folder(t, modules)
	r, err := WriteGood(dir)
	found, notes := imported(t, r, err, "There is a number of boats, clearly. It was sadly taken as per the the plan. It was taken.\n")
	same(t, "findings", found, []string{
		`adverb: sadly: "sadly" can weaken meaning`,
		`illusion: the the: "the the" is repeated`,
		`passive-voice: was taken: "was taken" may be passive voice`,
		`there-is: There is: "There is" is unnecessary verbiage`,
		`too-wordy: a number of: "a number of" is wordy or unneeded`,
		`too-wordy: as per: "as per" is wordy or unneeded`,
		`weasel-word: clearly: "clearly" is a weasel word`,
	})
	same(t, "notes", notes, []string{
		"no-cliches:1: not installed there",
		"lexical-illusions.js:1: any repeated word: a pack is woken by words, so 39 short ones that are repeated by mistake are found",
	})
	for _, at := range []string{"node_modules", "node_modules/write-good"} {
		if again, err := WriteGood(filepath.Join(dir, filepath.FromSlash(at))); err != nil || again.Rules != r.Rules {
			t.Errorf("%s: %v", at, err)
		}
	}
	if _, err := WriteGood(t.TempDir()); err == nil || !strings.Contains(err.Error(), "word lists are not in") {
		t.Errorf("got %v", err)
	}
}

func TestRead(t *testing.T) {
	for source, want := range map[string]string{
		"obviously":                 "phrases obviously",
		"(?:give|gave) rise to":     "phrases give rise to, gave rise to",
		"e-?mails?":                 "phrases email, emails, e-mail, e-mails",
		`\bthe\s+fact\b`:            "phrases the fact",
		"node.js":                   "phrases node.js",
		"[Aa]bout":                  "phrases about",
		`\w+ly`:                     "nothing",
		`very \w+`:                  "anchors very",
		`(?:is|are|was) \w+ing`:     "anchors are, is, was",
		`\d+ percent of`:            "anchors percent",
		`\d+%`:                      "anchors %",
		`\d{1,2}/\d{1,2}`:           "anchors /",
		`\d{4}`:                     "number",
		`(?:on|by) \w+|\d{1,2}\.\d`: "anchors by, on and number",
		"wal.*k":                    "nothing",
		"walk(a?){1000}":            "too dear to search for: it may have more than 500 places to look at for each letter of a text; lower the counts of its repeats, as {0,20} for {0,1000}, or list words under phrases",
		"a|b*":                      "nothing",
		"(?i)leverage[sd]?":         "phrases leverage, leveraged, leverages",
		"[AP]M":                     "phrases AM, PM",
		"e\\.g\\.":                  "phrases e.g.",
		"what?":                     "phrases wha, what",
		"what\\?":                   "phrases what ?",
	} {
		e, err := read(source, true)
		got := "nothing"
		switch {
		case err != nil:
			got = err.Error()
		case e.phrases != nil:
			got = "phrases " + strings.Join(e.phrases, ", ")
		case e.anchors != nil:
			got = "anchors " + strings.Join(e.anchors, ", ")
			if e.number {
				got += " and number"
			}
		case e.number:
			got = "number"
		}
		if got != want {
			t.Errorf("%s: got %s, want %s", source, got, want)
		}
	}
}

func TestFill(t *testing.T) {
	for format, want := range map[string]string{
		"Use '%s' for '%s'.": "Use 'TO' for 'SPAN'", "'%[2]s' is %[1]s": "'SPAN' is TO", "%s": "TO", "no {x}, 5%%": "no (x), 5%",
		"{} or {}": "TO or SPAN", "{1} or {0}": "SPAN or TO", "%s %s %s": "TO SPAN SPAN",
	} {
		if got := fill(format, "TO", "SPAN"); got != want {
			t.Errorf("%s: got %s, want %s", format, got, want)
		}
	}
}

func TestNames(t *testing.T) {
	for name, want := range map[string]string{
		"WordList": "word-list", "AMPM": "ampm", "gender_bias": "gender-bias", "terms.venery": "terms-venery", "HTMLTags": "html-tags",
		"9Lives": "lives", "E-Prime": "e-prime", "ÄÖ": "",
	} {
		if got := kebab(name); got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
}

func FuzzVale(f *testing.F) {
	for _, text := range style {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 1_000 {
			return
		}
		im := newImporting("f", "f")
		im.valeRule("f.yml", text)
		if r := im.result(); r.Rules > 0 {
			if _, err := pack.Parse("f.yaml", r.Pack); err != nil {
				t.Errorf("%v\n%s", err, r.Pack)
			}
		}
	})
}

func FuzzLiterals(f *testing.F) {
	f.Add("a = ['b', \"c\" 'd', (1, {'x': f(y=2)})] # e\ndef g(): pass", true)
	f.Add("var a = ['b', `c` + 'd', /* x */ {e: 1}]; // f", false)
	f.Add(strings.Repeat("[", 200)+"'", true)
	f.Fuzz(func(t *testing.T, text string, python bool) {
		for _, b := range readLiterals(text, python) {
			if b.value.line < 1 || b.value.line > strings.Count(text, "\n")+1 {
				t.Errorf("%q in line %d", b.name, b.value.line)
			}
		}
	})
}

// Expressions that are too dear in one are a rule each.
func TestDearTogether(t *testing.T) {
	dir := folder(t, map[string]string{"Desk/Long.yml": "extends: existence\nmessage: \"'%s' is long\"\ntokens: ['walk [a-z ]{0,150}percent', 'talk [a-z ]{0,150}percent']\n"})
	r, err := Vale(filepath.Join(dir, "Desk"), "en")
	found, notes := imported(t, r, err, "They walk for ten percent and talk for ten percent.\n")
	same(t, "found", found, []string{"long-2: talk for ten percent: 'talk for ten percent' is long", "long: walk for ten percent and talk for ten percent: 'walk for ten percent and talk for ten percent' is long"})
	same(t, "notes", notes, nil)
}
