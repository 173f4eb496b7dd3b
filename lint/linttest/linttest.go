// Package linttest is the harness of rule authors: it runs one rule over a text and compares what it finds with the
// marks in the text, or with the rule's own examples.
package linttest
