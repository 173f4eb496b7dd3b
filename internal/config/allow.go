package config

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"unicode"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// AddAllow is what has to be inserted, and at which byte, for a configuration to allow a rule in a file (its path from the
// configuration's folder, with slashes), on a phrase or, where that is "", everywhere in it. The reason is REASON, for the
// user to write.
//
// The user's file keeps every byte. Whatever was inserted, the outcome is read, and has to say what the file said before
// and the new entry: where a file is written so that we cannot tell how, nothing is offered.
func AddAllow(text, path, rule, phrase string) (at int, insert string, ok bool) {
	tree, err := parser.ParseBytes([]byte(text), 0)
	if err != nil {
		return 0, "", false
	}
	entry := []string{"rule: " + rule, "path: " + quoted(literally.Replace(path))}
	if phrase != "" {
		entry = append(entry, "text: "+quoted(phrase))
	}
	entry = append(entry, "reason: REASON")
	newline := "\n"
	if strings.Contains(text, "\r\n") {
		newline = "\r\n"
	}
	block := func(indent int) string {
		return strings.Repeat(" ", indent) + "- " + strings.Join(entry, newline+strings.Repeat(" ", indent+2)) + newline
	}
	key, indent := allowOf(tree)
	switch value := valueOf(key).(type) {
	case nil: // no such key
		at, insert = len(text), strings.Repeat(" ", indent)+"allow:"+newline+block(indent+2)
		if text != "" && !strings.HasSuffix(text, "\n") {
			insert = newline + insert
		}
	case *ast.NullNode: // "allow:" and nothing behind it
		at, insert = behindLine(text, key.Key.GetToken().Position.Line), block(indent+2)
		if at > 0 && text[at-1] != '\n' {
			insert = newline + insert
		}
	case *ast.SequenceNode:
		start := value.Start.Position
		if value.IsFlowStyle {
			at, insert = placeOf(text, start.Line, start.Column)+1, "{"+strings.Join(entry, ", ")+"}"
			if len(value.Values) > 0 {
				insert += ", "
			}
			break
		}
		at, insert = placeOf(text, start.Line, 1), block(start.Column-1)
	default:
		return 0, "", false
	}
	if at < 0 || at > len(text) || !adds(text, text[:at]+insert+text[at:], map[string]any{"rule": rule, "path": literally.Replace(path), "text": phrase, "reason": "REASON"}) {
		return 0, "", false
	}
	return at, insert, true
}

// literally has a glob mean a name and nothing else.
var literally = strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`, `]`, `\]`, `{`, `\{`, `}`, `\}`, `!`, `\!`, `^`, `\^`)

// quoted is a string as YAML reads it between double quotation marks.
func quoted(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteString(`\` + string(r))
		case r < ' ' || r == 0x7F:
			fmt.Fprintf(&b, `\x%02X`, r)
		case r != ' ' && !unicode.IsPrint(r) && r <= 0xFFFF:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String() + `"`
}

// allowOf is the entry "allow" of a configuration, nil where it has none, and how far in the entries stand.
func allowOf(tree *ast.File) (allow *ast.MappingValueNode, indent int) {
	if len(tree.Docs) != 1 {
		return nil, 0
	}
	var entries []*ast.MappingValueNode
	switch body := tree.Docs[0].Body.(type) {
	case *ast.MappingNode:
		entries = body.Values
	case *ast.MappingValueNode:
		entries = []*ast.MappingValueNode{body}
	}
	for i, e := range entries {
		if i == 0 {
			indent = e.Key.GetToken().Position.Column - 1
		}
		if e.Key.GetToken().Value == "allow" {
			return e, indent
		}
	}
	return nil, indent
}

func valueOf(entry *ast.MappingValueNode) ast.Node {
	if entry == nil {
		return nil
	}
	return entry.Value
}

// placeOf is the byte at a line and a column, both from 1; -1 where there is none.
func placeOf(text string, line, column int) int {
	at := 0
	for range line - 1 {
		i := strings.IndexByte(text[at:], '\n')
		if i < 0 {
			return -1
		}
		at += i + 1
	}
	for i := range text[at:] {
		if column--; column == 0 {
			return at + i
		}
	}
	return len(text)
}

// behindLine is the byte where the line behind one begins.
func behindLine(text string, line int) int {
	if at := placeOf(text, line+1, 1); at >= 0 {
		return at
	}
	return len(text)
}

// adds tells whether one configuration says what another does and allows one thing more.
func adds(before, after string, entry map[string]any) bool {
	if entry["text"] == "" {
		delete(entry, "text")
	}
	var was, is map[string]any
	if yaml.Unmarshal([]byte(before), &was) != nil || yaml.Unmarshal([]byte(after), &is) != nil {
		return false
	}
	old, _ := was["allow"].([]any)
	now, _ := is["allow"].([]any)
	delete(was, "allow")
	delete(is, "allow")
	return len(now) == len(old)+1 && reflect.DeepEqual(now[0], any(entry)) && reflect.DeepEqual(slices.Clone(now[1:]), append([]any{}, old...)) &&
		(len(was)+len(is) == 0 || reflect.DeepEqual(was, is))
}
