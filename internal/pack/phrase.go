package pack

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/sayso-lint/sayso/internal/inflect"
	"github.com/sayso-lint/sayso/lint"
)

// expand writes out the words that a phrase wants in all their forms: "say~ that" is "say|said|saying|says that". The rest
// of a phrase's syntax is lint.List's.
func expand(phrase string) (string, error) {
	if !strings.Contains(phrase, "~") {
		return phrase, nil
	}
	items := strings.Fields(phrase)
	for i, item := range items {
		if !strings.Contains(item, "~") {
			continue
		}
		body, optional := strings.CutSuffix(item, "?")
		var forms []string
		for word := range strings.SplitSeq(body, "|") {
			stem, lemma := strings.CutSuffix(word, "~")
			switch {
			case stem == "" || strings.Contains(stem, "~"):
				return "", errors.New(`"~" stands behind a word and means all its forms: say~`)
			case lemma:
				forms = append(forms, inflect.Forms(stem)...)
			default:
				forms = append(forms, word)
			}
		}
		slices.Sort(forms)
		items[i] = strings.Join(slices.Compact(forms), "|")
		if optional {
			items[i] += "?"
		}
	}
	return strings.Join(items, " "), nil
}

// lemmaIn finds the one item of a phrase that is a word in all its forms, or several to choose from, and what stands around it.
func lemmaIn(phrase string) (before string, words []string, after string, err error) {
	items := strings.Fields(phrase)
	at := slices.IndexFunc(items, func(item string) bool { return strings.Contains(item, "~") })
	if at < 0 || strings.Contains(strings.Join(items[at+1:], " "), "~") {
		return "", nil, "", errors.New("expected one word in all its forms, such as utilise~")
	}
	for word := range strings.SplitSeq(items[at], "|") {
		stem, lemma := strings.CutSuffix(word, "~")
		if !lemma || stem == "" || strings.Contains(stem, "~") {
			return "", nil, "", errors.New("expected one word in all its forms, such as utilise~")
		}
		words = append(words, stem)
	}
	before, after = strings.Join(items[:at], " "), strings.Join(items[at+1:], " ")
	if before != "" {
		before += " "
	}
	if after != "" {
		after = " " + after
	}
	return before, words, after, nil
}

// didYouMean names the nearest known word, ready to be put behind a message.
func didYouMean(word string, known []string) string {
	if len(known) == 0 {
		return "; there are none"
	}
	return cmp.Or(lint.Hint(word, known), "; expected one of "+strings.Join(known, ", "))
}
