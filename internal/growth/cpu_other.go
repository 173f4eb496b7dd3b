//go:build !unix

package growth

import "time"

var began = time.Now()

// CPU is the time since the start, where the system does not tell what a process has had of it.
func CPU() time.Duration { return time.Since(began) }
