//go:build !unix

package main

import "time"

var began = time.Now()

// cpu is the time since the start, where the system does not tell what a process has had of it.
func cpu() time.Duration { return time.Since(began) }
