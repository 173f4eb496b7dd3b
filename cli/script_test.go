package cli_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/sayso-lint/sayso/cli"
	"github.com/sayso-lint/sayso/internal/plugin/plugintest"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"sayso": func() { os.Exit(cli.Main(os.Args, os.Stdin, os.Stdout, os.Stderr, moose, elk, trap, hare, wolf, mice)) },
	})
}

// TestScripts runs the stories of testdata/script: the command line as its users see it.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "../testdata/script",
		RequireExplicitExec: true,
		UpdateScripts:       os.Getenv("UPDATE") != "",
		Setup: func(e *testscript.Env) error {
			// Nothing of the machine's may decide: no git configuration, no colours.
			e.Setenv("GIT_CONFIG_GLOBAL", "/dev/null")
			e.Setenv("GIT_CONFIG_NOSYSTEM", "1")
			for _, who := range []string{"AUTHOR", "COMMITTER"} {
				e.Setenv("GIT_"+who+"_NAME", "Toy")
				e.Setenv("GIT_"+who+"_EMAIL", "toy@example.org")
			}
			// Where sayso stands, for stories in which PATH is poor.
			bin, _, _ := strings.Cut(e.Getenv("PATH"), string(filepath.ListSeparator))
			e.Setenv("SAYSO", filepath.Join(bin, "sayso"))
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			// status CODE COMMAND... wants an exit code.
			"status": status,
			// wasm PATH loop|huge|FILE writes a plugin that loops, wants 4 GB, or answers with what is in FILE.
			"wasm": wasm,
			// pin CONFIG PATH writes the hash of a plugin into a configuration, for SHA256 or for the hash that is there.
			"pin": pin,
			// copies FILE N FOLDER makes a folder of N copies.
			"copies": copies,
		},
	})
}

func status(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status CODE COMMAND...")
	}
	err := ts.Exec(args[1], args[2:]...)
	got := "0"
	if err != nil {
		got = lastWord(err.Error())
	}
	if got != args[0] {
		ts.Fatalf("exit code %s (%v), want %s", got, err, args[0])
	}
}

func copies(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	ts.Check(os.MkdirAll(ts.MkAbs(args[2]), 0o750))
	for i := range n {
		ts.Check(os.WriteFile(filepath.Join(ts.MkAbs(args[2]), fmt.Sprintf("%03d.md", i)), []byte(ts.ReadFile(args[0])), 0o600))
	}
}

func wasm(ts *testscript.TestScript, _ bool, args []string) {
	modules := map[string]plugintest.Module{"loop": {Then: plugintest.Loop}, "huge": {Pages: 1 << 16}}
	m, known := modules[args[1]]
	if !known {
		m.Writes = ts.ReadFile(args[1])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), m.Bytes(), 0o600))
}

var pinned = regexp.MustCompile(`sha256: (SHA256|[0-9a-f]{64})`)

func pin(ts *testscript.TestScript, _ bool, args []string) {
	hash := sha256.Sum256([]byte(ts.ReadFile(args[1])))
	config := pinned.ReplaceAllString(ts.ReadFile(args[0]), "sha256: "+hex.EncodeToString(hash[:]))
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(config), 0o600))
}

// lastWord takes the code from "exit status 2".
func lastWord(s string) string {
	for i := len(s) - 1; i >= 0; i-- {
		if s[i] == ' ' {
			return s[i+1:]
		}
	}
	return s
}
