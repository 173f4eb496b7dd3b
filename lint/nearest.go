package lint

import "strings"

// Nearest is the known name that a mistyped one most likely means, "" where none is near: error messages offer it.
// Nearness is the optimal string alignment distance (Damerau 1964: insert, delete, replace, swap neighbours) after case
// and the choice between hyphen, underscore and blank are set aside; at most a third of the letters may differ.
func Nearest(name string, known []string) string {
	best, least := "", 0
	given := []rune(plainName(name))
	for _, k := range known {
		other := []rune(plainName(k))
		limit := max(len(given), len(other)) / 3
		if d := len(given) - len(other); d > limit || -d > limit {
			continue
		}
		d := distance(given, other)
		if d <= limit && (best == "" || d < least || d == least && k < best) {
			best, least = k, d
		}
	}
	return best
}

// Hint offers the nearest known name behind a message about an unknown one: "; did you mean this?", "" where none is near.
func Hint(name string, known []string) string {
	if near := Nearest(name, known); near != "" {
		return "; did you mean " + near + "?"
	}
	return ""
}

func plainName(s string) string {
	return strings.NewReplacer("_", "-", " ", "-").Replace(strings.ToLower(s))
}

func distance(a, b []rune) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
