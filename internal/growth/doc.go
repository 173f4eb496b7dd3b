// Package growth is for tests alone: it measures what work costs in processor time, so that its growth can be held
// against the growth of its input on a machine that does other things as well. It is no benchmark.
package growth
