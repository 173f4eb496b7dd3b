package importer

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/sayso-lint/sayso/lint"
)

// rule is a check in one way of looking.
type rule struct {
	*check
	id          string
	entries     []entry       // phrases, or what each expression was made of
	expressions []*expression // regex
	except      []string
	bad         []example
	good        []example
}

// entry is a term as phrases.
type entry struct {
	term
	phrases  []string
	replaced []string
}

// example is a text and what is found in it.
type example struct{ input, finds, format string }

const packHead = `# Made by "sayso import" from %s. Its examples are made of the rules' own words: better ones are yours to write.
#
# Unlike where they come from, the rules leave alone what stands in quotation marks or is somebody else's words; a rule with
# "voice: any" does not. Words are found in upper and in lower case.
`

// write gives the pack's YAML.
func (im *importing) write(rules []*rule) string {
	var b strings.Builder
	fmt.Fprintf(&b, packHead, strings.Join(strings.Fields(im.origin), " "))
	fmt.Fprintf(&b, "pack: %s\nsummary: %s\n", im.name, scalar("imported from "+im.origin))
	if im.lang != lint.DefaultLang {
		b.WriteString("lang: " + im.lang + "\n")
	}
	b.WriteString("rules:\n")
	for i, r := range rules {
		if i > 0 {
			b.WriteByte('\n')
		}
		r.write(&b)
	}
	return b.String()
}

func (r *rule) write(b *strings.Builder) {
	line := func(indent int, format string, args ...any) {
		b.WriteString(strings.Repeat(" ", indent))
		fmt.Fprintf(b, format, args...)
		b.WriteByte('\n')
	}
	line(2, "- rule: %s", r.id)
	line(4, "message: %s", scalar(r.message))
	if r.why != "" {
		line(4, "why: %s", scalar(r.why))
	}
	line(4, "severity: %s", r.severity)
	switch len(r.blocks) {
	case 0:
	case 1:
		line(4, "block: %s", r.blocks[0])
	default:
		line(4, "block: [%s]", strings.Join(r.blocks, ", "))
	}
	if slices.Contains(r.blocks, "quote") {
		line(4, "voice: any")
	}
	r.look(line)
	if len(r.except) > 0 {
		line(4, "unless:")
		line(6, "around: %s", flow(r.except))
	}
	for _, kind := range []struct {
		name     string
		examples []example
	}{{"bad", r.bad}, {"good", r.good}} {
		line(4, "%s:", kind.name)
		for _, x := range kind.examples {
			switch {
			case x.format == "" && x.finds == "":
				line(6, "- %s", scalar(x.input))
			case x.finds == "":
				line(6, "- {input: %s, format: %s}", quoted(x.input), x.format)
			case x.format == "":
				line(6, "- {input: %s, finds: %s}", quoted(x.input), quoted(x.finds))
			default:
				line(6, "- {input: %s, finds: %s, format: %s}", quoted(x.input), quoted(x.finds), x.format)
			}
		}
	}
}

// look writes what the rule looks for.
func (r *rule) look(line func(indent int, format string, args ...any)) {
	list := func(indent int, key string, phrases []string) {
		line(indent, "%s:", key)
		for _, p := range phrases {
			line(indent+2, "- %s", scalar(p))
		}
	}
	switch {
	case len(r.expressions) > 0:
		var anchors []string
		number := false
		for _, e := range r.expressions {
			anchors = append(anchors, e.wakers()...)
			number = number || e.number
		}
		anchors = unique(anchors)
		if number {
			anchors = append(anchors, "#")
		}
		line(4, "regex:")
		line(6, "anchor: %s", flow(anchors))
		line(6, "match: %s", quoted(joinedSource(r.expressions, r.fold)))
	case r.swap:
		line(4, "swap:")
		for _, e := range r.entries {
			to := flow(e.replaced)
			switch len(e.replaced) {
			case 0:
				to = `""`
			case 1:
				to = scalar(e.replaced[0])
			}
			for _, p := range folded(e.phrases) {
				line(6, "%s: %s", scalar(p), to)
			}
		}
	case r.apart:
		line(4, "near:")
		list(6, "phrases", r.phrases())
		list(6, "avoids", r.entries[0].replaced)
		line(6, "within: document")
	case r.needs != nil:
		line(4, "near:")
		list(6, "phrases", r.phrases())
		list(6, "needs", folded(r.needs))
		line(6, "within: document")
	case r.limit != nil:
		line(4, "limit:")
		list(6, "phrases", r.phrases())
		line(6, "most: %d", r.limit.most)
		line(6, "per: %s", r.limit.per)
	default:
		list(4, "phrases", r.phrases())
	}
}

// wakers are the words that wake an expression.
func (e *expression) wakers() []string {
	if e.phrases != nil {
		return e.phrases
	}
	return e.anchors
}

// phrases are those of all entries, each once.
func (r *rule) phrases() (all []string) {
	seen := map[string]bool{}
	for _, e := range r.entries {
		for _, p := range folded(e.phrases) {
			if !seen[p] {
				seen[p] = true
				all = append(all, p)
			}
		}
	}
	return all
}

// folded writes phrases of one expression that differ in a single word as one: give rise to, gave rise to.
func folded(phrases []string) []string {
	rows := make([][]string, len(phrases))
	for i, p := range phrases {
		rows[i] = strings.Fields(p)
	}
	for at := 0; ; at++ {
		var next [][]string
		more := false
		for _, row := range rows {
			more = more || at < len(row)
			i := slices.IndexFunc(next, func(other []string) bool {
				return len(other) == len(row) && len(row) > 1 && at < len(row) && slices.Equal(other[:at], row[:at]) && slices.Equal(other[at+1:], row[at+1:])
			})
			if i < 0 {
				next = append(next, slices.Clone(row))
				continue
			}
			next[i][at] += "|" + row[at]
		}
		rows = next
		if !more {
			break
		}
	}
	out := make([]string, len(rows))
	for i, row := range rows {
		out[i] = strings.Join(row, " ")
	}
	return out
}

var plainScalar = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[A-Za-z][A-Za-z0-9 '’|-]*[A-Za-z0-9']$`)
})

// scalar writes a text in YAML, plain where nothing can be mistaken in it.
func scalar(s string) string {
	switch strings.ToLower(s) {
	case "yes", "no", "on", "off", "true", "false", "null", "nan", "inf":
		return quoted(s)
	}
	if plainScalar().MatchString(s) {
		return s
	}
	return quoted(s)
}

// quoted writes a text in double quotes; YAML takes those of JSON.
func quoted(s string) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if e.Encode(s) != nil {
		return `""` // a string always encodes
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func flow(all []string) string {
	out := make([]string, len(all))
	for i, s := range all {
		out[i] = quoted(s)
	}
	return "[" + strings.Join(out, ", ") + "]"
}
