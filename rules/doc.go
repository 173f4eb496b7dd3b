// Package rules is the built-in rules, one a file, and All, which lists them. A rule is a variable here or a YAML file
// beside; nothing else has to be edited to add one (go generate finds it).
//
// What several rules ask in the same words stands in excuse.go (whose words, is a source in reach) and cues.go (word
// lists). What the layers know belongs there, not here.
package rules

//go:generate go run ../internal/pack/generate
