package main

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sayso-lint/sayso/cli"
	"github.com/sayso-lint/sayso/rules"
)

var update = flag.Bool("update", false, "write the snapshots of the corpus anew; read the difference before you commit it")

// corpusProfiles are the profiles whose findings on the corpus are kept as snapshots: what a user sees without any flag,
// and everything there is.
var corpusProfiles = []string{"op-ed", "newsroom", "intel", "audit"}

// TestCorpus holds the findings on the pieces of testdata/corpus to their reviewed snapshots, so that every new finding
// and every lost one is seen in review.
func TestCorpus(t *testing.T) {
	pieces, err := filepath.Glob("testdata/corpus/*")
	if err != nil || len(pieces) == 0 {
		t.Fatalf("no corpus: %v", err)
	}
	for _, piece := range pieces {
		for _, profile := range corpusProfiles {
			name := filepath.Base(piece) + "." + profile
			t.Run(name, func(t *testing.T) {
				var out, errs bytes.Buffer
				code := cli.Main([]string{"sayso", "check", "--format", "compact", "--profile", profile, filepath.ToSlash(piece)},
					strings.NewReader(""), &out, &errs, rules.All()...)
				if code > 1 {
					t.Fatalf("exit %d: %s", code, errs.String())
				}
				got := strings.ReplaceAll(out.String(), "testdata/corpus/", "")
				snapshot := filepath.Join("testdata", "snapshots", name+".txt")
				if *update {
					if err := os.WriteFile(snapshot, []byte(got), 0o600); err != nil {
						t.Fatal(err)
					}
					return
				}
				want, err := os.ReadFile(snapshot)
				if err != nil {
					t.Fatalf("%v; go test . -run TestCorpus -update writes it", err)
				}
				if diff := cmp.Diff(string(want), got); diff != "" {
					t.Errorf("findings changed (-snapshot +now):\n%s\ngo test . -run TestCorpus -update accepts them", diff)
				}
			})
		}
	}
}
