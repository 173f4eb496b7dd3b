package quantity

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/sayso-lint/sayso/internal/frozen"
	"github.com/sayso-lint/sayso/prose"
)

var classNames = map[string]class{
	"unit": unitNumber, "teen": teenNumber, "ten": tenNumber, "hundred": hundred, "scale": scale, "dozen": dozen,
	"vague": vague, "half": half, "quarter": quarter, "part": part, "parts": parts, "ordinal": ordinal, "times": times,
	"change": change, "fold": fold,
	"percent": percentUnit, "measure": measureUnit, "time": timeUnit, "calendar": calendarUnit, "money": moneyUnit,
	"section": sectionLabel, "name": nameLabel, "grade": gradeLabel, "phone": phoneLabel,
	"definite": definite, "those": those, "selector": selector, "auxiliary": auxiliary, "clause": clause, "wh": wh,
	"ask": ask, "rank": rank, "superlative": superlative, "compare": compare, "win": win, "decision": decision,
	"unreal": unreal, "lasting": lasting, "agebefore": ageBefore, "month": month, "weekday": weekday, "season": season,
	"era": era, "clock": clock, "quantor": quantor, "dateprep": datePrep, "older": older, "elder": elder,
	"person": person, "turning": turning, "margin": margin, "later": later, "bracket": bracket, "state": state, "kin": kin, "symbol": symbol, "code": currency | symbol, "possessive": possessive,
}

// TestLexicon fails when a list was changed and "go generate ./quantity" was forgotten. It is what compiles them. A line is an
// entry, fields split by tabs.
func TestLexicon(t *testing.T) {
	var words prose.Table[entry]
	var exact []uint64
	add := func(word string, c class, value float64) {
		e := words.At(prose.WordOf(word))
		e.class |= c
		if value != 0 {
			e.value = value
		}
		if h := prose.WordOfFolded(word); c&symbol != 0 && !slices.Contains(exact, h) {
			exact = append(exact, h)
		}
	}
	fields := func(list string, least int, entry func(f []string)) {
		data, err := os.ReadFile("en/" + list + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		for line := range entries(string(data)) {
			f := strings.Split(line, "\t")
			if len(f) < least {
				t.Fatalf("en/%s.txt: %d fields expected in %q", list, least, line)
			}
			entry(f)
		}
	}
	roles := func(names string) (c class) {
		for name := range strings.SplitSeq(names, ",") {
			role, ok := classNames[name]
			if !ok {
				t.Fatalf("no such class: %q", name)
			}
			c |= role
		}
		return c
	}
	fields("numerals", 3, func(f []string) {
		v, err := strconv.ParseFloat(f[2], 64)
		if err != nil {
			t.Fatal(err)
		}
		add(f[0], roles(f[1]), v)
	})
	for _, list := range []string{"units", "designators", "words"} {
		fields(list, 2, func(f []string) { add(f[0], roles(f[1]), 0) })
	}
	for _, list := range []struct {
		name string
		class
	}{{"currencies", currency}, {"enumerables", enumerable}, {"plurals", plural}, {"singulars", singular}, {"stops", stop}} {
		fields(list.name, 1, func(f []string) {
			c := list.class
			if len(f) > 1 {
				c |= roles(f[1])
			}
			add(f[0], c, 0)
		})
	}
	fields("approximators", 1, func(f []string) { add(f[0][strings.LastIndexByte(f[0], ' ')+1:], approxEnd, 0) })
	fields("idioms", 1, func(f []string) {
		first, _, _ := strings.Cut(f[0], " ")
		add(first, idiomStart, 0)
	})
	slices.Sort(exact)
	literal := func(e entry) string {
		if e.value == 0 {
			return fmt.Sprintf("{class: %#x}", uint64(e.class))
		}
		return fmt.Sprintf("{%#x, %v}", uint64(e.class), e.value)
	}
	source := frozen.Head("quantity") + frozen.Table("english", "entry", &words, literal) + frozen.List("symbols", exact)
	frozen.Check(t, "english.go", source)
}
