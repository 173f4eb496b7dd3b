//go:build unix

package growth

import (
	"syscall"
	"time"
)

// CPU is the processor time that this process has had. Unlike the clock on the wall it does not run on while other
// processes have their turn, so that a busy machine makes nothing look slow.
func CPU() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
