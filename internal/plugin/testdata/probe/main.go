// The probe tries what a plugin must not be able to do, and reports as its finding's message what came of it.
package main

import (
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"time"
)

func main() {
	in, err := io.ReadAll(os.Stdin)
	if err != nil || len(in) == 0 {
		panic(err)
	}
	start := time.Now()
	time.Sleep(time.Millisecond)
	chance := make([]byte, 8)
	_, _ = rand.Read(chance)
	report := fmt.Sprintf("args %q env %q time %s chance %s", os.Args, os.Environ(), start.UTC().Format(time.DateOnly), hex.EncodeToString(chance))
	for name, try := range map[string]func() error{
		"read":   func() error { _, err := os.ReadFile("/etc/hostname"); return err },
		"list":   func() error { _, err := os.ReadDir("/"); return err },
		"write":  func() error { return os.WriteFile("x", nil, 0o600) },
		// Listening is not tried: Go's network under WASI is one of its own, inside of the program.
		"dial": func() error { _, err := net.Dial("tcp", "127.0.0.1:1"); return err },
	} {
		if try() == nil {
			report += " CAN " + name
		}
	}
	if _, err := os.Stderr.WriteString("nobody reads this\n"); err != nil {
		panic(err)
	}
	_ = json.NewEncoder(os.Stdout).Encode(map[string]any{
		"version": 1, "findings": []any{map[string]any{"rule": "a", "start": 0, "end": 2, "message": report}},
	})
}
