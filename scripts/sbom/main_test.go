package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The test's own binary is one to describe.
func TestDescribe(t *testing.T) {
	binary, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	b, err := describe(binary, t.TempDir(), "1.2.3", "2026-01-02T03:04:05Z")
	if err != nil {
		t.Fatal(err)
	}
	if b.Metadata.Component.Version != "1.2.3" || len(b.Metadata.Component.Hashes[0].Content) != 64 || len(b.Components) == 0 || b.Components[0].Name != "std" {
		t.Errorf("%+v", b)
	}
	if len(b.Dependencies[0].DependsOn) != len(b.Components) {
		t.Errorf("%d components, %d of them needed", len(b.Components), len(b.Dependencies[0].DependsOn))
	}
}

func TestLicenceOf(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"LICENSE":     {"Permission is hereby granted,\n free of charge, to any person", "MIT"},
		"LICENSE.txt": {"Redistributions of source code must retain ...\nNeither the name\nof the authors", "BSD-3-Clause"},
		"LICENCE":     {"                Apache License\n           Version 2.0, January 2004", "Apache-2.0"},
		"COPYING":     {"Do as you like.", ""},
		"README":      {"Permission is hereby granted, free of charge", ""},
	} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := licenceOf(dir)
		if got != c.want || (err == nil) != (c.want != "") {
			t.Errorf("%s: %q, %v", name, got, err)
		}
		if err != nil && !strings.Contains(err.Error(), dir) {
			t.Errorf("%v does not say where", err)
		}
	}
}
